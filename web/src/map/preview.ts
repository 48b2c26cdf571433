/** The points of a brief that has yet to be unpacked: as many facts as it takes to draw them, and no words. */

import * as L from "leaflet";
import { isApproximate } from "../brief";
import type { PackedMarks, Place, View } from "../data";
import { MATCHES, type PlaceEntry, PRESENCES } from "../visible";
import { crowdShares, crowdSize, diameter, groupMarks, type Mark } from "./marks";
import { strokesOf } from "./signs";
import { middleOf, near } from "./turn";
import { readNumbers } from "./unpack";

const SCALE = 10_000;
const PRECISIONS: Record<string, string> = { e: "settlement", n: "district", s: "site" };
const NONE: Set<string> = new Set();
const NOTHING = { articles: 0, events: 0, mentions: 0 };

/** Entries for {@link drawPreview}, most important first. */
export function readMarks(marks: PackedMarks, view: View): PlaceEntry[] {
  const steps = readNumbers(marks.at);
  const kinds = Object.keys(view.kinds);
  const middle = middleOf(view);
  let lat = 0;
  let lon = 0;
  return marks.kind.map((kind, i) => {
    lat += steps[2 * i] ?? 0;
    lon += steps[2 * i + 1] ?? 0;
    const presence = marks.looks.charAt(3 * i);
    const match = marks.looks.charAt(3 * i + 1);
    const shape = marks.looks.charAt(3 * i + 2);
    const place: Place = {
      id: "",
      name: "",
      kind: shape === "s" ? "site" : "city",
      precision: PRECISIONS[shape] ?? "settlement",
      country: null,
      admin1: null,
      lat: lat / SCALE,
      lon: near(lon / SCALE, middle),
      geonameid: null,
      wikidata: null,
      extent: null,
    };
    return {
      place,
      mentions: [],
      events: [],
      counts: NOTHING,
      presence: PRESENCES[presence] ?? "background",
      match: MATCHES[match] ?? "fair",
      articles: NONE,
      independent: marks.independent[i] ?? 1,
      kind: kinds[kind - 1] ?? null,
    };
  });
}

/** Colours of the style sheet that pins are drawn in, whatever the theme. */
interface Inks {
  soft: string;
  ink: string;
  halo: string;
  raised: string;
  line: string;
  font: string;
  doubt: string;
}

/** Grey of the marks of actors and of places named in passing, as in the style sheet. */
const GREY = "#949ea5";

function readInks(): Inks {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    soft: get("ink-soft"),
    ink: get("ink"),
    halo: get("halo"),
    raised: get("raised"),
    line: get("line-strong"),
    font: get("sans"),
    doubt: get("doubt"),
  };
}

interface Look {
  fill: string;
  stroke: string;
  width: number;
  dash: number[];
}

/** How the body of a pin looks, on a grid of 100: as `.pin-body` in the style sheet. */
function lookOf(entry: PlaceEntry, colour: string, inks: Inks): Look {
  if (entry.presence === "actor") return { fill: GREY, stroke: inks.halo, width: 16, dash: [] };
  if (entry.presence === "background") return { fill: inks.halo, stroke: GREY, width: 18, dash: [] };
  if (entry.match === "strong") return { fill: colour, stroke: "#fff", width: 7, dash: [] };
  return { fill: inks.doubt, stroke: colour, width: 9, dash: entry.match === "weak" ? [18, 9] : [] };
}

/** Pins on a canvas: the same as the ones that take their place, without an element for any part of them. */
class Pencil {
  private readonly signs = new Map<string, Path2D>();

  constructor(
    private readonly pen: CanvasRenderingContext2D,
    private readonly view: View,
    private readonly inks: Inks,
  ) {}

  mark(mark: Mark, x: number, y: number): void {
    const { pen } = this;
    const all = [mark.entry, ...mark.also];
    const many = mark.isCrowd;
    const size = many ? crowdSize(all.length) : diameter(mark.entry);
    pen.save();
    pen.translate(x, y);
    pen.save();
    pen.scale(size / 100, size / 100);
    if (many) this.ring(all);
    else this.pin(mark.entry);
    pen.restore();
    if (many) this.text(String(all.length), 13, 0, 0);
    else if (mark.also.length > 0) this.plus(`+${mark.also.length}`, size / 2);
    pen.restore();
  }

  private ring(entries: readonly PlaceEntry[]): void {
    const { pen, inks } = this;
    this.circle(46, inks.raised);
    let from = -Math.PI / 2;
    for (const { colour, share } of crowdShares({ view: this.view }, entries)) {
      const to = from + share * 2 * Math.PI;
      pen.beginPath();
      pen.arc(0, 0, 40, from, Math.max(from + 0.0125, to - 0.0375));
      pen.lineWidth = 13;
      pen.strokeStyle = colour ?? inks.soft;
      pen.stroke();
      from = to;
    }
  }

  private pin(entry: PlaceEntry): void {
    const { pen, inks } = this;
    const kind = entry.presence === "scene" && entry.kind !== null ? this.view.kinds[entry.kind] : undefined;
    const colour = kind?.colour ?? inks.soft;
    const look = lookOf(entry, colour, inks);
    const site = entry.place.kind === "site";
    pen.beginPath();
    if (entry.presence === "actor") pen.rect(-38, -38, 76, 76);
    else if (site) for (const [x, y] of [[0, -46], [46, 0], [0, 46], [-46, 0], [0, -46]] as const) pen.lineTo(x, y);
    else pen.arc(0, 0, isApproximate(entry.place) ? 36 : 44, 0, 2 * Math.PI);
    pen.closePath();
    pen.fillStyle = look.fill;
    pen.fill();
    pen.setLineDash(look.dash);
    pen.lineWidth = look.width;
    pen.strokeStyle = look.stroke;
    pen.stroke();
    pen.setLineDash([]);
    if (!site && entry.presence !== "actor" && isApproximate(entry.place)) this.halo(colour);
    if (kind) this.sign(kind.symbol, site ? 46 : 56, entry.match === "strong" ? "#fff" : colour);
  }

  private halo(colour: string): void {
    const { pen } = this;
    pen.setLineDash([9, 8]);
    pen.beginPath();
    pen.arc(0, 0, 46, 0, 2 * Math.PI);
    pen.lineWidth = 5;
    pen.strokeStyle = colour;
    pen.stroke();
    pen.setLineDash([]);
  }

  private sign(symbol: string, size: number, colour: string): void {
    const { pen } = this;
    pen.scale(size / 16, size / 16);
    pen.translate(-8, -8);
    pen.lineWidth = 1.6;
    pen.lineCap = pen.lineJoin = "round";
    pen.fillStyle = pen.strokeStyle = colour;
    for (const [mode, d] of strokesOf(symbol)) {
      let path = this.signs.get(d);
      if (!path) this.signs.set(d, (path = new Path2D(d)));
      if (mode === "f") pen.fill(path);
      else pen.stroke(path);
    }
  }

  private circle(radius: number, fill: string): void {
    this.pen.beginPath();
    this.pen.arc(0, 0, radius, 0, 2 * Math.PI);
    this.pen.fillStyle = fill;
    this.pen.fill();
  }

  private text(words: string, size: number, x: number, y: number): void {
    const { pen, inks } = this;
    pen.font = `${size > 11 ? 700 : 600} ${size}px ${inks.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = inks.ink;
    pen.fillText(words, x, y + 0.5);
  }

  /** How many more places share a pin, at its upper end. */
  private plus(words: string, radius: number): void {
    const { pen, inks } = this;
    const width = 6.3 * words.length + 10;
    pen.beginPath();
    pen.roundRect(radius + 12 - width, -radius - 7, width, 16, 8);
    pen.fillStyle = inks.raised;
    pen.fill();
    pen.lineWidth = 1;
    pen.strokeStyle = inks.line;
    pen.stroke();
    this.text(words, 10, radius + 12 - width / 2, -radius + 1);
  }
}

/** Draw the points of a brief until it is unpacked; the function returned takes them off the map. */
export function drawPreview(map: L.Map, view: View, entries: readonly PlaceEntry[]): () => void {
  const canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", map.getPane("markerPane"));
  canvas.setAttribute("aria-hidden", "true");
  const draw = (): void => {
    const pen = canvas.getContext("2d");
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const origin = map.getPixelOrigin().add(corner);
    const ratio = devicePixelRatio || 1;
    L.DomUtil.setPosition(canvas, corner);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    if (!pen) return;
    pen.scale(ratio, ratio);
    const pencil = new Pencil(pen, view, readInks());
    // As Leaflet stacks its markers: scenes above the rest, the southern above the northern.
    const scene = (mark: Mark): number => Number(mark.entry.presence === "scene");
    for (const mark of groupMarks(map, entries).sort((a, b) => scene(a) - scene(b) || a.point.y - b.point.y)) {
      const at = mark.point.subtract(origin);
      if (at.x > -60 && at.y > -60 && at.x < size.x + 60 && at.y < size.y + 60) pencil.mark(mark, at.x, at.y);
    }
  };
  draw();
  map.on("moveend", draw);
  return () => {
    map.off("moveend", draw);
    canvas.remove();
  };
}
