/** geobrief's map: entry point of the bundle. The page calls `geobrief.show`; folium's layers find `L` where they expect it. */

import "leaflet/dist/leaflet.css";
import "./style/base.css";
import "./style/map.css";
import "./style/panels.css";
import "./style/print.css";
import * as L from "leaflet";
import shadowUrl from "leaflet/dist/images/marker-shadow.png";
import iconUrl from "leaflet/dist/images/marker-icon.png";
import iconRetinaUrl from "leaflet/dist/images/marker-icon-2x.png";
import { type Brief, readBlock, type View } from "./data";
import { h } from "./dom";
import { t, useMessages } from "./i18n";
import { addLayer } from "./layer";
import { createMap } from "./map/mapview";
import { Page } from "./page";
import { translateBrief } from "./translate";

// Leaflet works out the address of its pictures from its style sheet; here they are in the script.
delete (L.Icon.Default.prototype as { _getIconUrl?: unknown })._getIconUrl;
L.Icon.Default.mergeOptions({ iconUrl, iconRetinaUrl, shadowUrl });

function fail(reason: unknown): void {
  const text = t("error.data", { reason: reason instanceof Error ? reason.message : String(reason) });
  document.body.prepend(h("p", { class: "failure", role: "alert" }, text));
}

async function load(name: string, use: (brief: Brief, view: View) => void): Promise<void> {
  try {
    const [brief, view] = await Promise.all([readBlock<Brief>(`${name}-brief`), readBlock<View>(`${name}-view`)]);
    useMessages(view.messages, view.language);
    translateBrief(brief, view);
    use(brief, view);
  } catch (reason) {
    fail(reason);
  }
}

/** Make the map in an element of the page and show the brief that the page carries. */
export function show(id: string): L.Map {
  const container = document.getElementById(id);
  if (!container) throw new Error(`no element ${id}`);
  const map = createMap(container);
  void load("geobrief", (brief, view) => new Page(map, brief, view));
  return map;
}

/** Add the brief of some data blocks to a map that is there already. */
export function addTo(map: L.Map, name: string): void {
  void load(name, (brief, view) => addLayer(map, brief, view));
}

Object.assign(window, { L, geobrief: { show, addTo } });
