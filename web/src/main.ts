/** geobrief's map: entry point of the bundle. The page calls `geobrief.show`; folium's layers find `L` where they expect it. */

import "leaflet/dist/leaflet.css";
import "./style/face.css";
import "./style/base.css";
import "./style/map.css";
import "./style/panels.css";
import "./style/story.css";
import "./style/print.css";
import "./style/review.css";
import * as L from "leaflet";
import shadowUrl from "leaflet/dist/images/marker-shadow.png";
import iconUrl from "leaflet/dist/images/marker-icon.png";
import iconRetinaUrl from "leaflet/dist/images/marker-icon-2x.png";
import { type Article, type Brief, isPacked, readPacked, readPlain, type ReferenceStyle, type View } from "./data";
import { BriefIndex } from "./brief";
import { fromColumns, openColumns } from "./columns";
import { h } from "./dom";
import { Frame } from "./frame";
import { t, useMessages } from "./i18n";
import { addLayer } from "./layer";
import { createMap } from "./map/mapview";
import { turnBrief, turnings, turnView } from "./map/turn";
import { Page } from "./page";
import { reference } from "./references";
import { inSlices } from "./slices";
import { translateBrief } from "./translate";
import { everything, finished } from "./visible";

// Leaflet works out the address of its pictures from its style sheet; here they are in the script.
delete (L.Icon.Default.prototype as { _getIconUrl?: unknown })._getIconUrl;
L.Icon.Default.mergeOptions({ iconUrl, iconRetinaUrl, shadowUrl });

function fail(reason: unknown): void {
  const text = t("error.data", { reason: reason instanceof Error ? reason.message : String(reason) });
  document.body.prepend(h("p", { class: "failure", role: "alert" }, text));
}

function readView(name: string): View {
  const view = readPlain<View>(`${name}-view`);
  useMessages(view.messages, view.language);
  turnView(view);
  return view;
}

async function readBrief(name: string, view: View): Promise<Brief> {
  const id = `${name}-brief`;
  const isAsked = isPacked(id);
  const brief = isAsked ? await openColumns(readPacked(id), turnings(view)) : readPlain<Brief>(id);
  translateBrief(brief, view);
  if (!isAsked) turnBrief(brief, view);
  return brief;
}

/** Longest wait in milliseconds for a picture: a page in the background is not drawn, and is made all the same. */
const PATIENCE = 250;

/** Let the browser draw what is there. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** The typeface of the page: names are measured, and lines broken, when it is there. */
async function faceReady(): Promise<void> {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE));
  const loaded = Promise.all(["400", "600", "700"].map((weight) => document.fonts.load(`${weight} 13px ${family}`, "aāé")));
  await Promise.race([loaded, patience]).catch(() => undefined);
}

/** The map first: of a brief that must be unpacked its points, of any other all of it; then what stands around it. */
async function open(map: L.Map, name: string): Promise<void> {
  try {
    const view = readView(name);
    const face = faceReady();
    const frame = new Frame(map, view);
    if (view.marks) {
      frame.pane.preview(view.marks);
      document.body.classList.add("is-drawn");
      await drawn();
    }
    const brief = await readBrief(name, view);
    // To unpack a large brief, to look it up and to put it on the map are slices of work.
    if (view.marks) await drawn();
    const index = new BriefIndex(brief, view);
    const all = view.marks ? await inSlices(everything(index)) : finished(everything(index));
    const page = new Page(frame, index, all);
    if (view.marks) await drawn();
    page.draw();
    document.body.classList.add("is-drawn");
    // A picture has been shown already of a brief that had to be unpacked.
    if (!view.marks) await drawn();
    await face;
    page.complete();
  } catch (reason) {
    fail(reason);
  }
}

/** Make the map in an element of the page and show the brief that the page carries. */
export function show(id: string): L.Map {
  const container = document.getElementById(id);
  if (!container) throw new Error(`no element ${id}`);
  const map = createMap(container);
  void open(map, "geobrief");
  return map;
}

/** Add the brief of some data blocks to a map that is there already. */
export async function addTo(map: L.Map, name: string): Promise<void> {
  try {
    const view = readView(name);
    const [brief] = await Promise.all([readBrief(name, view), faceReady()]);
    addLayer(map, brief, view);
  } catch (reason) {
    fail(reason);
  }
}

/** The brief of this page as brief.json has it, however it travels: for other people's scripts. */
export async function brief(name = "geobrief"): Promise<Brief> {
  const id = `${name}-brief`;
  return isPacked(id) ? fromColumns(readPacked(id)) : readPlain<Brief>(id);
}

/** An article of a brief as a reference, in one of the styles of the page. */
export function cite(article: Article, style: ReferenceStyle, name = "geobrief"): string {
  return reference(article, style, readPlain<View>(`${name}-view`));
}

Object.assign(window, { L, geobrief: { show, addTo, brief, cite } });
