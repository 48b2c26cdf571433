/** The vector basemap: land, water, borders and provinces, drawn as SVG so that it prints sharply and follows the theme. */

import * as L from "leaflet";
import type { BasemapName, View } from "../data";
import { s } from "../dom";
import { type Frame, pathOf } from "./path";
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
  /** Share of the view that is drawn beyond each of its edges. */
  beyond: number;
  /** What was drawn last: layers that are drawn for the same view share their lines. */
  frame: Frame | null;
}

export function prepareStage(map: L.Map): Stage {
  return { map, renderers: renderers(map), beyond: BARELY, frame: null };
}

/** What is to be drawn now: the same object for the same view. */
export function frameNow(stage: Stage): Frame {
  const frame = frameOf(stage.map, stage.beyond);
  const before = stage.frame;
  const isSame = before !== null && (Object.keys(frame) as (keyof Frame)[]).every((key) => frame[key] === before[key]);
  return isSame ? before : (stage.frame = frame);
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

/** Points of a line closer together than this many pixels are drawn as one. */
const FINEST = 0.9;

function frameOf(map: L.Map, beyond: number): Frame {
  const size = map.getSize();
  const from = map.containerPointToLayerPoint(size.multiplyBy(-beyond)).round();
  const to = from.add(size.multiplyBy(1 + 2 * beyond).round());
  const origin = map.getPixelOrigin();
  return {
    scale: 256 * 2 ** map.getZoom(),
    finest: FINEST,
    originX: origin.x,
    originY: origin.y,
    left: from.x,
    top: from.y,
    right: to.x,
    bottom: to.y,
  };
}

/** Share of the view that must be left of what is drawn beyond each of its edges. */
const LEAST_BEYOND = 0.12;

/** Whether what was drawn for one frame still reaches far enough beyond the view: then nothing is drawn anew. */
export function stillCovers(map: L.Map, drawn: Frame | null): boolean {
  if (!drawn) return false;
  const now = frameOf(map, LEAST_BEYOND);
  const isSame = now.scale === drawn.scale && now.originX === drawn.originX && now.originY === drawn.originY;
  return isSame && now.left >= drawn.left && now.top >= drawn.top && now.right <= drawn.right && now.bottom <= drawn.bottom;
}

/** Where areas are cut at the antimeridian, which is the edge of no land: their outline is hidden there. */
function seamsOf(shapes: readonly Shape[]): Shape {
  const lines: Line[] = [];
  for (const { points, west, east } of shapes.flatMap((shape) => (shape.closed ? shape.lines : []))) {
    if (west > 0 && east < 1) continue;
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
 * At first only the land that the view shows is drawn. `furnish` adds the water; what lies around the view is drawn when the
 * map is about to move.
 */
export function drawBasemap(stage: Stage, view: View): { furnish: () => void; shapes: BaseShapes } {
  const { map } = stage;
  const renderer = stage.renderers.ground;
  const layers = PLAN.map(([name, className]) => ({ name, className, group: s("g"), drawn: [] as { shape: Shape; path: SVGPathElement }[] }));
  const land: BaseShapes = { world: new Map(), countries: new Map() };
  let isFurnished = false;
  const unread = new Set(layers.map(({ name }) => name));
  /** What is not shown at this zoom is read when it is. */
  const read = (): void => {
    for (const { name, className, group, drawn } of layers) {
      if (!unread.has(name) || map.getZoom() < (FROM[name] ?? 0) || (!isFurnished && LATER.has(name))) continue;
      unread.delete(name);
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
  let last: Frame | null = null;
  const trace = (frame: Frame, isWanted: (name: BasemapName) => boolean): void => {
    read();
    for (const { name, drawn } of layers) {
      if (!isWanted(name)) continue;
      const isShown = map.getZoom() >= (FROM[name] ?? 0);
      for (const { shape, path } of drawn) path.setAttribute("d", isShown ? pathOf(shape.lines, shape.closed, frame) : "");
    }
  };
  const draw = (): void => {
    if (!stillCovers(map, last)) trace((last = frameNow(stage)), () => true);
  };
  map.on("movestart", () => {
    if (isFurnished) stage.beyond = BEYOND;
  });
  // A drag, or a larger window, shows at once what lies around the view; whatever else moves the map ends in another view.
  map.on("dragstart resize", draw);
  renderer.on("update", draw);
  renderer.addTo(map);
  const svg = map.getPane(paneName("ground"))?.querySelector("svg");
  svg?.append(...layers.map((layer) => layer.group));
  const furnish = (): void => {
    isFurnished = true;
    if (last) trace(last, (name) => LATER.has(name));
  };
  return { furnish, shapes: land };
}

export function hasDisputed(view: View): boolean {
  return view.basemap.borders?.features.some((feature) => feature.p?.["disputed"] === true) ?? false;
}
