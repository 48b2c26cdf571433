/** The vector basemap: land, water, borders and provinces, drawn as SVG so that it prints sharply and follows the theme. */

import * as L from "leaflet";
import type { BasemapName, View } from "../data";
import { s } from "../dom";
import { type Line, type Shape, unpack } from "./unpack";

/** Panes from the bottom up; Leaflet's own marker pane (600) stays above all of them. */
export const PANES = {
  ground: 210,
  areas: 300,
  arcs: 420,
  labels: 450,
} as const;

export type PaneName = keyof typeof PANES;

export function paneName(name: PaneName): string {
  return `gb-${name}`;
}

/** Share of the view that is drawn beyond each of its edges, so that a drag shows none. */
const BEYOND = 0.4;

/** One SVG a pane. */
function renderers(map: L.Map): Record<PaneName, L.SVG> {
  const made: Partial<Record<PaneName, L.SVG>> = {};
  for (const [name, z] of Object.entries(PANES) as [PaneName, number][]) {
    const pane = map.createPane(paneName(name));
    pane.style.zIndex = String(z);
    pane.setAttribute("aria-hidden", "true");
    if (name !== "areas") pane.style.pointerEvents = "none";
    if (name !== "labels") made[name] = L.svg({ pane: paneName(name), padding: BEYOND });
  }
  return made as Record<PaneName, L.SVG>;
}

export interface Stage {
  map: L.Map;
  renderers: Record<PaneName, L.SVG>;
}

export function prepareStage(map: L.Map): Stage {
  return { map, renderers: renderers(map) };
}

/** Zooms from which on layers are drawn: from afar their lines would be a grey veil. */
const FROM: Partial<Record<BasemapName, number>> = { admin1: 3.5, rivers: 2.5 };

const PLAN: readonly [BasemapName, string][] = [
  ["world", "base-world"],
  ["countries", "base-country"],
  ["admin1", "base-province"],
  ["rivers", "base-river"],
  ["lakes", "base-lake"],
  ["borders", "base-border"],
];

/** Points of a line closer together than this many pixels are drawn as one; in the first picture, which lasts for the
 * blink of an eye, twice as many. */
const FINEST = 0.9;
const FINEST_AT_FIRST = 1.8;

/** What is drawn, in pixels of the world at this zoom; and how it becomes pixels of the layer. */
export interface Frame {
  scale: number;
  finest: number;
  originX: number;
  originY: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** On which sides of the frame a point lies outside: one bit each. */
function outside(x: number, y: number, frame: Frame): number {
  return (x < frame.left ? 1 : x > frame.right ? 2 : 0) | (y < frame.top ? 4 : y > frame.bottom ? 8 : 0);
}

/** One line as path commands. What lies wholly beyond one side is cut short: of an area the edge out there stays, because
 * it decides what is inside; of a line nothing does. `turn` moves it by whole worlds. */
function trace(line: Line, closed: boolean, turn: number, frame: Frame): string {
  const { scale, finest } = frame;
  const { points } = line;
  let path = "";
  let pen = false;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  let lastSides = 0;
  let skipped = false;
  for (let i = 0; i < points.length; i += 2) {
    const x = ((points[i] ?? 0) + turn) * scale - frame.originX;
    const y = (points[i + 1] ?? 0) * scale - frame.originY;
    const last = i + 2 >= points.length;
    if (!last && Math.abs(x - lastX) < finest && Math.abs(y - lastY) < finest) continue;
    const sides = outside(x, y, frame);
    if ((sides & lastSides) !== 0 && i > 0) {
      // Both ends beyond one side: the piece between them cannot be seen.
      skipped = true;
      lastX = x;
      lastY = y;
      lastSides &= sides;
      if (!closed) pen = false;
      continue;
    }
    if (skipped) {
      path += `${pen ? "L" : "M"}${lastX.toFixed(1)} ${lastY.toFixed(1)}`;
      pen = true;
      skipped = false;
    }
    path += `${pen ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = true;
    lastX = x;
    lastY = y;
    lastSides = sides;
  }
  return closed && path !== "" ? `${path}z` : path;
}

/** What of some lines is seen, as the commands of a path; the world once, or with so many copies on either side. */
export function pathOf(lines: readonly Line[], closed: boolean, frame: Frame, copies = 1): string {
  let path = "";
  const { scale, finest } = frame;
  for (const line of lines) {
    if ((line.east - line.west) * scale < finest && (line.south - line.north) * scale < finest) continue;
    if (line.south * scale - frame.originY < frame.top || line.north * scale - frame.originY > frame.bottom) continue;
    for (let turn = -copies; turn <= copies; turn += 1) {
      const left = (line.west + turn) * scale - frame.originX;
      const right = (line.east + turn) * scale - frame.originX;
      if (right >= frame.left && left <= frame.right) path += trace(line, closed, turn, frame);
    }
  }
  return path;
}

export function frameOf(map: L.Map, beyond = BEYOND): Frame {
  const size = map.getSize();
  const from = map.containerPointToLayerPoint(size.multiplyBy(-beyond)).round();
  const to = from.add(size.multiplyBy(1 + 2 * beyond).round());
  const origin = map.getPixelOrigin();
  return {
    scale: 256 * 2 ** map.getZoom(),
    finest: beyond === BARELY ? FINEST_AT_FIRST : FINEST,
    originX: origin.x,
    originY: origin.y,
    left: from.x,
    top: from.y,
    right: to.x,
    bottom: to.y,
  };
}

/** Where areas are cut at the antimeridian, which is the edge of no land: their outline is hidden there. */
function seamsOf(shapes: readonly Shape[]): Shape {
  const lines: Line[] = [];
  for (const { points } of shapes.flatMap((shape) => (shape.closed ? shape.lines : []))) {
    for (let i = 2; i < points.length; i += 2) {
      const x = points[i] ?? 0;
      if ((x !== 0 && x !== 1) || x !== points[i - 2]) continue;
      const [from = 0, to = 0] = [points[i - 1], points[i + 1]];
      const ends = { west: x, east: x, north: Math.min(from, to), south: Math.max(from, to) };
      lines.push({ points: Float64Array.of(x, from, x, to), ...ends });
    }
  }
  return { closed: false, disputed: false, id: "", lines };
}

/** The land of each country in the two details that are drawn, by its ISO code. */
export interface BaseShapes {
  world: Map<string, Line[]>;
  countries: Map<string, Line[]>;
}

function byCountry(shapes: readonly Shape[]): Map<string, Line[]> {
  const found = new Map<string, Line[]>();
  for (const { id, lines } of shapes) found.set(id, [...(found.get(id) ?? []), ...lines]);
  return found;
}

/** Shapes that look alike as one: a browser draws one path of a thousand parts sooner than a thousand. */
function alike(shapes: readonly Shape[]): Shape[] {
  const found = new Map<string, Shape>();
  for (const shape of shapes) {
    const key = `${shape.closed} ${shape.disputed}`;
    const whole = found.get(key);
    if (whole) whole.lines.push(...shape.lines);
    else found.set(key, { ...shape, id: "", lines: [...shape.lines] });
  }
  return [...found.values()];
}

/** Layers that the first picture does without. */
const LATER: ReadonlySet<BasemapName> = new Set<BasemapName>(["admin1", "rivers", "lakes"]);

/** Share of the view that the first picture draws beyond its edges: the width of a line. */
const BARELY = 0.02;

/** Draw the basemap of the page, and again wherever the map goes; styles live in the style sheet, by class.
 *
 * At first only the land that the view shows is drawn; `widen` adds the water, and what lies around the view, to what is drawn
 * from then on, and `draw` draws it.
 */
export function drawBasemap(stage: Stage, view: View): { widen: () => void; draw: () => void; shapes: BaseShapes } {
  const { map } = stage;
  const renderer = stage.renderers.ground;
  const layers = PLAN.map(([name, className]) => ({ name, className, group: s("g"), drawn: [] as { shape: Shape; path: SVGPathElement }[] }));
  const land: BaseShapes = { world: new Map(), countries: new Map() };
  let beyond = BARELY;
  const read = (wanted: (name: BasemapName) => boolean): void => {
    for (const { name, className, group, drawn } of layers) {
      if (!wanted(name)) continue;
      const own = unpack(view.basemap[name]);
      if (name === "world" || name === "countries") land[name] = byCountry(own);
      const shapes = alike(own);
      const add = (shape: Shape, classes: string): void => {
        const path = s("path", { class: classes });
        drawn.push({ shape, path });
        group.append(path);
      };
      for (const shape of shapes) add(shape, shape.disputed ? `${className} disputed` : className);
      if (name === "countries") add(seamsOf(shapes), "base-seam");
    }
  };
  const draw = (): void => {
    const frame = frameOf(map, beyond);
    for (const { name, drawn } of layers) {
      const isShown = map.getZoom() >= (FROM[name] ?? 0);
      for (const { shape, path } of drawn) path.setAttribute("d", isShown ? pathOf(shape.lines, shape.closed, frame) : "");
    }
  };
  read((name) => !LATER.has(name));
  renderer.on("update", draw);
  renderer.addTo(map);
  const svg = map.getPane(paneName("ground"))?.querySelector("svg");
  svg?.append(...layers.map((layer) => layer.group));
  const widen = (): void => {
    beyond = BEYOND;
    read((name) => LATER.has(name));
  };
  return { widen, draw, shapes: land };
}

export function hasDisputed(view: View): boolean {
  return view.basemap.borders?.features.some((feature) => feature.p?.["disputed"] === true) ?? false;
}
