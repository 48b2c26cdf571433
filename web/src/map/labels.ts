/** Names on the map, placed so that none covers another or a pin; the least important give way. */

import * as L from "leaflet";
import { isArea } from "../brief";
import type { CountryLabel, View } from "../data";
import { h } from "../dom";
import { countryName, number, tn } from "../i18n";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { paneName } from "./basemap";
import { byImportance, type Mark, type MarkLayer } from "./marks";

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

type Side = "right" | "left" | "below" | "above" | "centre" | "far below" | "far above";

/** Pixels by which a name may be moved up or down from where it would stand best. */
const FAR = 22;

interface Wish {
  text: string;
  /** Count shown after the name, for areas of the brief. */
  note: number | null;
  style: "town" | "area" | "actor" | "country" | "minor" | "orientation";
  place: string | null;
  at: L.LatLngExpression;
  /** Distance in pixels from the position to the text. */
  gap: number;
  sides: readonly Side[];
  /** Width in pixels that the text may take, for areas. */
  room: number;
}

const FONT: Record<Wish["style"], { size: number; spacing: number; weight: number; upper: boolean }> = {
  town: { size: 13, spacing: 0, weight: 600, upper: false },
  area: { size: 13, spacing: 1.6, weight: 700, upper: true },
  actor: { size: 11.5, spacing: 1, weight: 600, upper: true },
  country: { size: 11, spacing: 1.6, weight: 500, upper: true },
  minor: { size: 11, spacing: 0, weight: 400, upper: false },
  orientation: { size: 10.5, spacing: 0, weight: 400, upper: false },
};

/** Pixels of a name before it is cut off: `max-inline-size` of `.label-name`. */
const LONGEST_NAME = 256;

/** Pixels that anything to be pointed at measures at least. */
const TARGET = 24;

/** Pixels by which the count of hidden neighbours stands out from a pin. */
const PLUS = 12;

/** From so many pixels to a degree on, towns are named for orientation; the more pixels, the more of them. */
const TOWNS_FROM = 14;
const TOWNS_A_PIXEL = 0.6;

/** More names than this at once are clutter on any screen. */
const MOST = 160;

const context = document.createElement("canvas").getContext("2d");

const widths = new Map<string, number>();

function textWidth(wish: Wish): number {
  const key = `${wish.style} ${wish.note ?? ""} ${wish.text}`;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, (width = measured(wish)));
  return width;
}

function measured(wish: Wish): number {
  const font = FONT[wish.style];
  const text = font.upper ? wish.text.toUpperCase() : wish.text;
  if (!context) return text.length * font.size * 0.6;
  context.font = `${font.weight} ${font.size}px system-ui, sans-serif`;
  const note = wish.note === null ? 0 : context.measureText(String(wish.note)).width + 8;
  const name = context.measureText(text).width + text.length * font.spacing;
  return Math.min(LONGEST_NAME, name) + note + 4;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Boxes in coarse cells, so that a test looks at neighbours only. */
class Space {
  private readonly cells = new Map<string, Box[]>();
  private static readonly size = 64;

  private *keys(box: Box): Iterable<string> {
    const { size } = Space;
    for (let x = Math.floor(box.left / size); x <= Math.floor(box.right / size); x += 1) {
      for (let y = Math.floor(box.top / size); y <= Math.floor(box.bottom / size); y += 1) yield `${x} ${y}`;
    }
  }

  isFree(box: Box): boolean {
    for (const key of this.keys(box)) {
      if (this.cells.get(key)?.some((other) => overlaps(other, box))) return false;
    }
    return true;
  }

  take(box: Box): void {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

function boxOf(point: L.Point, side: Side, width: number, height: number, gap: number): Box {
  const centred = { left: point.x - width / 2, right: point.x + width / 2 };
  switch (side) {
    case "right":
      return { left: point.x + gap, right: point.x + gap + width, top: point.y - height / 2, bottom: point.y + height / 2 };
    case "left":
      return { left: point.x - gap - width, right: point.x - gap, top: point.y - height / 2, bottom: point.y + height / 2 };
    case "below":
      return { ...centred, top: point.y + gap, bottom: point.y + gap + height };
    case "above":
      return { ...centred, top: point.y - gap - height, bottom: point.y - gap };
    case "far below":
      return { ...centred, top: point.y + gap + FAR, bottom: point.y + gap + FAR + height };
    case "far above":
      return { ...centred, top: point.y - gap - FAR - height, bottom: point.y - gap - FAR };
    case "centre":
      return { ...centred, top: point.y - height / 2, bottom: point.y + height / 2 };
  }
}

export class LabelLayer {
  private readonly layer = L.layerGroup();
  private visible: Visible | null = null;
  /** The boxes of the controls, from the corner of the map. */
  private standing: Box[] | null = null;
  private lit: ReadonlySet<string> = new Set();

  constructor(
    private readonly map: L.Map,
    private readonly store: Store,
    private readonly marks: MarkLayer,
    private readonly view: View,
  ) {
    this.layer.addTo(map);
    map.on("moveend", () => this.draw());
    // Asking where the controls stand makes the browser lay out everything: once for as long as they stay.
    const forget = (): void => {
      this.standing = null;
    };
    map.on("resize", forget);
    map.getContainer().addEventListener("toggle", forget, { capture: true });
  }

  update(visible: Visible): void {
    this.visible = visible;
    this.standing = null;
    this.draw();
  }

  private draw(): void {
    this.layer.clearLayers();
    if (!this.visible) return;
    const space = new Space();
    const zoom = this.map.getZoom();
    for (const mark of this.marks.marks) {
      const r = mark.radius;
      const plus = mark.also.length > 0 ? PLUS : 0;
      space.take({ left: mark.point.x - r, right: mark.point.x + r + plus, top: mark.point.y - r - plus / 2, bottom: mark.point.y + r });
    }
    for (const box of this.controls()) space.take(box);
    const view = this.map.getPixelBounds();
    const screen = { left: view.min?.x ?? 0, right: view.max?.x ?? 0, top: view.min?.y ?? 0, bottom: view.max?.y ?? 0 };
    let drawn = 0;
    for (const wish of this.wishes(this.visible)) {
      if (drawn >= MOST) break;
      if (this.place(wish, space, zoom, screen)) drawn += 1;
    }
    this.highlight(this.lit);
  }

  /** The boxes of legend, scale and buttons: a name under them cannot be read. */
  private controls(): Box[] {
    this.standing ??= this.measureControls();
    const { x, y } = this.map.getPixelBounds().min ?? L.point(0, 0);
    return this.standing.map((box) => ({ left: x + box.left, right: x + box.right, top: y + box.top, bottom: y + box.bottom }));
  }

  private measureControls(): Box[] {
    const frame = this.map.getContainer().getBoundingClientRect();
    return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect();
      return {
        left: box.left - frame.left,
        right: box.right - frame.left,
        top: box.top - frame.top,
        bottom: box.bottom - frame.top,
      };
    });
  }

  /** Most important first: towns of the brief, areas of the brief, actors, then the names of the basemap. */
  private wishes(visible: Visible): Wish[] {
    const areas = [...visible.places.values()].filter((entry) => isArea(entry.place)).sort(byImportance);
    const scenes = areas.filter((entry) => entry.presence === "scene");
    const others = areas.filter((entry) => entry.presence !== "scene");
    const towns = this.marks.marks.map(townWish);
    return [
      ...scenes.filter((entry) => entry.place.kind !== "region").map((entry) => this.areaWish(entry)),
      ...towns.filter((wish) => wish.style === "town"),
      ...scenes.filter((entry) => entry.place.kind === "region").map((entry) => this.areaWish(entry)),
      ...others.map((entry) => this.areaWish(entry)),
      ...towns.filter((wish) => wish.style !== "town"),
      ...this.baseWishes(areas),
    ];
  }

  private areaWish(entry: PlaceEntry): Wish {
    const { place } = entry;
    const isScene = entry.presence === "scene";
    return {
      text: place.name,
      note: entry.articles.size,
      style: isScene ? "area" : "actor",
      place: place.id,
      at: [place.lat, place.lon],
      gap: 3,
      sides: ["centre", "above", "below", "far above", "far below", "right", "left"],
      room: Number.POSITIVE_INFINITY,
    };
  }

  private baseWishes(areas: PlaceEntry[]): Wish[] {
    const taken = new Set(areas.filter((entry) => entry.place.kind === "country").map((entry) => entry.place.country));
    const degree = this.map.project([0, 1], this.map.getZoom()).x - this.map.project([0, 0], this.map.getZoom()).x;
    const countries = this.view.labels
      .filter(([id]) => !taken.has(id))
      .map((country) => baseWish(country, degree))
      .filter((wish) => wish.room > textWidth(wish))
      .sort((a, b) => b.room - a.room);
    return [...countries, ...(degree >= TOWNS_FROM ? this.view.towns.slice(0, degree * TOWNS_A_PIXEL).map(orientationWish) : [])];
  }

  private place(wish: Wish, space: Space, zoom: number, screen: Box): boolean {
    const point = this.map.project(wish.at, zoom);
    const width = textWidth(wish);
    const height = Math.max(wish.note === null ? 0 : TARGET, FONT[wish.style].size * 1.25);
    for (const side of wish.sides) {
      const box = boxOf(point, side, width, height, wish.gap);
      if (!overlaps(box, screen)) return false;
      if (!space.isFree(box)) continue;
      space.take(box);
      this.layer.addLayer(this.label(wish, point, box));
      if (wish.style === "orientation") this.layer.addLayer(dot(wish.at));
      return true;
    }
    return false;
  }

  private label(wish: Wish, point: L.Point, box: Box): L.Marker {
    const name = h("span", { class: "label-name", dir: "auto" }, wish.text);
    const html = h("span", { class: `label label-${wish.style}` }, name);
    if (wish.note !== null) html.append(" ", this.note(wish.note));
    const icon = L.divIcon({
      html,
      className: "label-box",
      iconSize: [box.right - box.left, box.bottom - box.top],
      iconAnchor: [point.x - box.left, point.y - box.top],
    });
    const interactive = wish.place !== null;
    const pane = interactive ? "markerPane" : paneName("labels");
    const marker = L.marker(wish.at, { icon, interactive, keyboard: false, pane });
    if (wish.place === null) return marker;
    const id = wish.place;
    marker.on("add", () => this.prepare(marker, wish, id));
    marker.on("click", () => this.store.select({ kind: "place", id }));
    marker.on("mouseover", () => this.store.setHover({ kind: "place", id }));
    marker.on("mouseout", () => this.store.setHover(null));
    return marker;
  }

  /** A count, with the word that a screen reader needs beside it. */
  private note(count: number): HTMLElement {
    const words = tn("list.articles", count).replace(number(count), "").trim();
    return h("span", { class: "label-note" }, number(count), h("span", { class: "visually-hidden" }, ` ${words}`));
  }

  /** Areas have no pin: their name is what the keyboard reaches. A town's pin is a button already. */
  private prepare(marker: L.Marker, wish: Wish, id: string): void {
    const element = marker.getElement();
    if (!element) return;
    element.setAttribute("data-place", id);
    if (wish.note === null) {
      element.setAttribute("aria-hidden", "true");
      return;
    }
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.store.select({ kind: "place", id });
      }
    });
  }

  highlight(ids: ReadonlySet<string>): void {
    this.lit = ids;
    this.layer.eachLayer((layer) => {
      const element = (layer as L.Marker).getElement();
      const id = element?.getAttribute("data-place") ?? null;
      element?.classList.toggle("is-lit", id !== null && ids.has(id));
    });
  }
}

function dot(at: L.LatLngExpression): L.Marker {
  const icon = L.divIcon({ html: "", className: "orientation-dot", iconSize: [5, 5] });
  return L.marker(at, { icon, interactive: false, keyboard: false, pane: paneName("labels") });
}

function baseWish([id, lat, lon, west, east]: CountryLabel, degree: number): Wish {
  return {
    text: countryName(id),
    note: null,
    style: "country",
    place: null,
    at: [lat, lon],
    gap: 0,
    sides: ["centre"],
    room: (east - west) * degree * 0.95,
  };
}

function orientationWish(town: View["towns"][number]): Wish {
  return {
    text: town.name,
    note: null,
    style: "orientation",
    place: null,
    at: [town.lat, town.lon],
    gap: 5,
    sides: ["right", "left", "below", "above"],
    room: Number.POSITIVE_INFINITY,
  };
}

function townWish(mark: Mark): Wish {
  const { place, presence } = mark.entry;
  return {
    text: place.name,
    note: null,
    style: presence === "scene" ? "town" : "minor",
    place: place.id,
    at: [place.lat, place.lon],
    gap: mark.radius + 4,
    sides: ["right", "left", "below", "above"],
    room: Number.POSITIVE_INFINITY,
  };
}
