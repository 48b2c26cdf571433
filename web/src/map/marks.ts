/** Pins of towns and sites, and the small marks of places that are only named: who is shown, how, and grouped with whom. */

import * as L from "leaflet";
import { type BriefIndex, isApproximate, isArea } from "../brief";
import type { View } from "../data";
import { add, h, s } from "../dom";
import { t, tn, tx } from "../i18n";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { familyOf } from "./areas";
import { sign } from "./signs";
import { mercatorX, mercatorY } from "./unpack";

/** Diameter in CSS pixels of a pin with one independent article, and of the largest. */
const SMALLEST = 24;
const LARGEST = 44;
const STEP = 7;

/** From this many places on, a group is drawn as a ring of kinds and not as its most important member. */
export const CROWD = 9;

export interface Mark {
  entry: PlaceEntry;
  /** Other places too close to be drawn apart at this zoom, most important first. */
  also: PlaceEntry[];
  point: L.Point;
  radius: number;
  /** Whether it stands for so many places that it is drawn as a ring of kinds. */
  isCrowd: boolean;
}

export function diameter(entry: PlaceEntry): number {
  if (entry.presence === "actor") return 12;
  if (entry.presence === "background") return 10;
  const size = SMALLEST + STEP * (Math.sqrt(Math.max(1, entry.independent)) - 1);
  const capped = Math.min(LARGEST, size);
  return entry.kind === null ? Math.max(14, capped * 0.62) : capped;
}

const PRESENCE_RANK = { scene: 0, actor: 1, background: 2 } as const;

/** Most important first: scenes, then by independent articles and events; ties by name, so that it is always the same. */
export function byImportance(a: PlaceEntry, b: PlaceEntry): number {
  return (
    PRESENCE_RANK[a.presence] - PRESENCE_RANK[b.presence] ||
    Number(b.kind !== null) - Number(a.kind !== null) ||
    b.independent - a.independent ||
    b.counts.events - a.counts.events ||
    b.counts.mentions - a.counts.mentions ||
    (a.place.name < b.place.name ? -1 : a.place.name > b.place.name ? 1 : 0) ||
    (a.place.id < b.place.id ? -1 : 1)
  );
}

/** Group the places whose pins would cover one another at this zoom; the first of each group, in the order given, leads. */
export function groupMarks(map: L.Map, entries: readonly PlaceEntry[]): Mark[] {
  const marks: Mark[] = [];
  const grid = new Map<number, Mark[]>();
  const scale = 256 * 2 ** map.getZoom();
  for (const entry of entries) {
    const point = L.point(mercatorX(entry.place.lon) * scale, mercatorY(entry.place.lat) * scale);
    const radius = diameter(entry) / 2;
    const near = leader(grid, point, radius);
    if (near) {
      near.also.push(entry);
      continue;
    }
    const mark: Mark = { entry, also: [], point, radius, isCrowd: false };
    marks.push(mark);
    const key = cellOf(point.x, point.y);
    const bucket = grid.get(key);
    if (bucket) bucket.push(mark);
    else grid.set(key, [mark]);
  }
  return apart(marks);
}

/** Merge the rings that would cover other marks: a ring is larger than the pins that it stands for. */
function apart(marks: Mark[]): Mark[] {
  for (let before = -1; before !== marks.length; ) {
    before = marks.length;
    const kept: Mark[] = [];
    const grid = new Map<number, Mark[]>();
    for (const mark of marks) {
      mark.isCrowd = mark.also.length + 1 >= CROWD;
      if (mark.isCrowd) mark.radius = crowdSize(mark.also.length + 1) / 2;
      const cover = leader(grid, mark.point, mark.radius, (other) => other.isCrowd || mark.isCrowd);
      if (cover) {
        cover.also.push(mark.entry, ...mark.also);
        cover.isCrowd = cover.also.length + 1 >= CROWD;
        if (cover.isCrowd) cover.radius = crowdSize(cover.also.length + 1) / 2;
        continue;
      }
      kept.push(mark);
      const key = cellOf(mark.point.x, mark.point.y);
      const bucket = grid.get(key);
      if (bucket) bucket.push(mark);
      else grid.set(key, [mark]);
    }
    marks = kept;
  }
  return marks;
}

/** Cells of the width of the largest ring, numbered: only the neighbours of a cell are looked at. */
const ROW = 2 ** 20;
const CELL = 46;

function cellOf(x: number, y: number): number {
  return Math.floor(y / CELL) * ROW + Math.floor(x / CELL);
}

/** Share of the two radii within which two pins count as covering one another. */
const OVERLAP = 0.8;

function leader(grid: Map<number, Mark[]>, point: L.Point, radius: number, may: (mark: Mark) => boolean = () => true): Mark | null {
  const cell = cellOf(point.x, point.y);
  for (let i = -1; i <= 1; i += 1) {
    for (let j = -1; j <= 1; j += 1) {
      for (const mark of grid.get(cell + i + j * ROW) ?? []) {
        const reach = (mark.radius + radius) * OVERLAP;
        if ((mark.point.x - point.x) ** 2 + (mark.point.y - point.y) ** 2 < reach * reach && may(mark)) return mark;
      }
    }
  }
  return null;
}

function shape(entry: PlaceEntry, size: number): SVGSVGElement {
  const svg = s("svg", { width: size, height: size, viewBox: "-50 -50 100 100", class: "pin-shape", "aria-hidden": "true" });
  const site = entry.place.kind === "site";
  if (entry.presence === "actor") {
    svg.append(s("rect", { x: -38, y: -38, width: 76, height: 76, class: "pin-body" }));
  } else if (site) {
    svg.append(s("path", { d: "M0-46 46 0 0 46-46 0z", class: "pin-body" }));
  } else {
    svg.append(s("circle", { r: isApproximate(entry.place) ? 36 : 44, class: "pin-body" }));
    if (isApproximate(entry.place)) svg.append(s("circle", { r: 46, class: "pin-halo" }));
  }
  return svg;
}

/** What says how kinds look: a brief, or the page that has yet to unpack one. */
type Look = Pick<BriefIndex, "view">;

/** Pictures by what they depend on: a map has a thousand pins and some dozens of looks, and to copy one is quicker. */
const pictures = new Map<string, HTMLElement>();

/** The picture of one mark. */
export function pin(index: Look, entry: PlaceEntry, size = diameter(entry)): HTMLElement {
  const kind = entry.kind === null ? undefined : index.view.kinds[entry.kind];
  const key = [entry.presence, entry.match, kind?.symbol, size, entry.news, entry.place.kind === "site", isApproximate(entry.place)].join(" ");
  let drawn = pictures.get(key);
  if (!drawn) pictures.set(key, (drawn = drawPin(entry, kind?.symbol, size)));
  const picture = drawn.cloneNode(true) as HTMLElement;
  if (kind) picture.style.setProperty("--pin-ink", kind.colour);
  picture.style.width = picture.style.height = `${size}px`;
  return picture;
}

function drawPin(entry: PlaceEntry, symbol: string | undefined, size: number): HTMLElement {
  const picture = h("span", { class: `pin pin-${entry.presence} match-${entry.match}` });
  if (entry.presence === "scene" && symbol === undefined) picture.classList.add("pin-plain");
  if (entry.news) picture.classList.add(`is-${entry.news}`);
  add(picture, shape(entry, size));
  if (symbol !== undefined && entry.presence === "scene") {
    add(picture, sign(symbol, Math.round(size * (entry.place.kind === "site" ? 0.46 : 0.56))));
  }
  return picture;
}

const RING = 2 * Math.PI * 40;

/** Diameter in pixels of a group of many places. */
export function crowdSize(count: number): number {
  return Math.min(44, 27 + 4 * Math.log2(count / CROWD + 1));
}

/** Colours of the ring of a group and the share that each has, the largest first. */
export function crowdShares(index: Look, entries: readonly PlaceEntry[]): { colour: string | null; share: number }[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const family = familyOf(index, entry);
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([family, count]) => ({ colour: index.view.families[family]?.colour ?? null, share: count / entries.length }));
}

/** A group of many places: how many there are, in a ring that shows the kinds. */
function crowd(index: Look, entries: PlaceEntry[]): HTMLElement {
  const size = crowdSize(entries.length);
  const svg = s("svg", { width: size, height: size, viewBox: "-50 -50 100 100", "aria-hidden": "true" });
  svg.append(s("circle", { r: 46, class: "crowd-ground" }));
  let turned = 0;
  for (const { colour, share } of crowdShares(index, entries)) {
    const arc = s("circle", {
      r: 40,
      class: "crowd-arc",
      "stroke-dasharray": `${Math.max(0.5, share * RING - 1.5)} ${RING}`,
      "stroke-dashoffset": -turned,
      transform: "rotate(-90)",
    });
    arc.style.stroke = colour ?? "var(--ink-soft)";
    svg.append(arc);
    turned += share * RING;
  }
  const picture = h("span", { class: "pin crowd" }, svg, h("span", { class: "crowd-count" }, String(entries.length)));
  picture.style.width = picture.style.height = `${size}px`;
  return picture;
}

/** Share of the view that has pins beyond each of its edges, so that a drag shows none. */
const AROUND = 0.3;

/** More pins than this are not put on the map in one go; and so many of them then are. */
const MANY = 120;
const AT_ONCE = 60;

function holds(view: L.LatLngBounds, { entry }: Mark): boolean {
  const { lat, lon } = entry.place;
  return lat >= view.getSouth() && lat <= view.getNorth() && lon >= view.getWest() && lon <= view.getEast();
}

/** More places than this are not meant one by one. */
const MOST_LIT = 12;

export class MarkLayer {
  private readonly markers = new Map<string, { marker: L.Marker; looks: string }>();
  private readonly memberOf = new Map<string, string>();
  private readonly groupOf = new Map<string, Mark>();
  /** Pins of places that others stand for, while they are chosen or pointed at. */
  private readonly hidden = L.layerGroup();
  private entries: PlaceEntry[] = [];
  private groups: Mark[] = [];
  private groupedAt = Number.NaN;
  private waiting = 0;
  private lit: ReadonlySet<string> = new Set();
  /** The marks that stand for these. */
  private litLeaders: ReadonlySet<string> = new Set();
  onGroup: (entries: PlaceEntry[]) => void = () => undefined;

  private readonly index: Look;

  constructor(
    private readonly map: L.Map,
    view: View,
    private readonly store: Store,
  ) {
    this.index = { view };
    this.hidden.addTo(map);
    map.on("moveend", () => this.draw());
  }

  /** Marks drawn at the moment, in pixels of the world at this zoom. */
  get marks(): readonly Mark[] {
    return this.groups;
  }

  /** The mark that stands for a place at this zoom. */
  markOf(id: string): Mark | undefined {
    return this.groupOf.get(this.memberOf.get(id) ?? "");
  }

  update(visible: Visible): void {
    this.entries = [...visible.places.values()].filter((entry) => !isArea(entry.place)).sort(byImportance);
    this.groupedAt = Number.NaN;
    this.draw();
  }

  private draw(): void {
    const zoom = this.map.getZoom();
    if (zoom !== this.groupedAt) {
      this.groups = groupMarks(this.map, this.entries);
      this.groupedAt = zoom;
      this.memberOf.clear();
      this.groupOf.clear();
      for (const group of this.groups) {
        this.groupOf.set(group.entry.place.id, group);
        this.memberOf.set(group.entry.place.id, group.entry.place.id);
        for (const entry of group.also) this.memberOf.set(entry.place.id, group.entry.place.id);
      }
    }
    const view = this.map.getBounds();
    const around = view.pad(AROUND);
    // What looks the same at this zoom stays: to take a pin off the map and put it on again costs more than all else.
    const wanted = new Map<string, string>();
    for (const group of this.groups) if (holds(around, group)) wanted.set(group.entry.place.id, looksOf(group));
    for (const [id, { marker, looks }] of this.markers) {
      if (wanted.get(id) === looks) continue;
      marker.remove();
      this.markers.delete(id);
    }
    const missing = this.groups.filter(({ entry }) => wanted.has(entry.place.id) && !this.markers.has(entry.place.id));
    // Of many the ones in view now, and those around it a few at a time.
    const now = missing.length > MANY ? missing.filter((group) => holds(view, group)) : missing;
    for (const group of now) this.show(group, looksOf(group));
    this.soon(now === missing ? [] : missing.filter((group) => !this.markers.has(group.entry.place.id)));
    this.highlight(this.lit);
  }

  /** Show some marks beyond the view, between which the browser draws and answers. */
  private soon(left: readonly Mark[]): void {
    clearTimeout(this.waiting);
    if (left.length === 0) return;
    this.waiting = setTimeout(() => {
      for (const group of left.slice(0, AT_ONCE)) this.show(group, looksOf(group));
      this.soon(left.slice(AT_ONCE));
    });
  }

  private show(group: Mark, looks: string): void {
    const { place } = group.entry;
    const many = group.isCrowd;
    const html = many ? crowd(this.index, [group.entry, ...group.also]) : pin(this.index, group.entry);
    if (!many && group.also.length > 0) add(html, h("span", { class: "pin-plus" }, `+${group.also.length}`));
    const size = Number.parseFloat(html.style.width);
    const icon = L.divIcon({ html, className: "mark", iconSize: [size, size] });
    const label = many ? tn("mark.group", group.also.length + 1) : markLabel(this.index, group);
    const marker = L.marker([place.lat, place.lon], { icon, title: "", alt: label, keyboard: true, riseOnHover: true });
    marker.setZIndexOffset(group.entry.presence === "scene" ? 1000 : 0);
    this.markers.set(place.id, { marker, looks });
    marker.on("click", (event) => {
      const from = event.originalEvent.target;
      const isCount = from instanceof Element && from.closest(".pin-plus") !== null;
      const now = this.groupOf.get(place.id) ?? group;
      if (many) this.openCrowd(now);
      else if (isCount) this.onGroup([now.entry, ...now.also]);
      else this.store.select({ kind: "place", id: place.id });
    });
    marker.on("mouseover", () => this.store.setHover({ kind: "place", id: place.id }));
    marker.on("mouseout", () => this.store.setHover(null));
    marker.addTo(this.map);
    const element = marker.getElement();
    element?.setAttribute("aria-label", label);
    element?.setAttribute("data-place", place.id);
    element?.classList.toggle("is-lit", this.litLeaders.has(place.id));
  }

  private openCrowd(group: Mark): void {
    const all = [group.entry, ...group.also];
    const bounds = L.latLngBounds(all.map((entry) => [entry.place.lat, entry.place.lon]));
    const spread = this.map.project(bounds.getNorthEast(), this.map.getMaxZoom());
    const apart = spread.distanceTo(this.map.project(bounds.getSouthWest(), this.map.getMaxZoom())) > LARGEST;
    if (apart && this.map.getZoom() < this.map.getMaxZoom()) this.map.fitBounds(bounds.pad(0.2));
    else this.onGroup(all);
  }

  /** Places that are drawn together with this one at this zoom. */
  companions(id: string): PlaceEntry[] {
    const group = this.markOf(id);
    if (!group) return [];
    return [group.entry, ...group.also].filter((entry) => entry.place.id !== id);
  }

  highlight(ids: ReadonlySet<string>): void {
    this.lit = ids;
    const before = this.litLeaders;
    this.litLeaders = new Set([...ids].map((id) => this.memberOf.get(id) ?? ""));
    const mark = (id: string, isLit: boolean): void => void this.markers.get(id)?.marker.getElement()?.classList.toggle("is-lit", isLit);
    for (const id of before) if (!this.litLeaders.has(id)) mark(id, false);
    for (const id of this.litLeaders) mark(id, true);
    this.showHidden(ids);
  }

  /** A place that is meant is seen, though another stands for it at this zoom. */
  private showHidden(ids: ReadonlySet<string>): void {
    this.hidden.clearLayers();
    if (ids.size > MOST_LIT) return;
    for (const id of ids) {
      for (const entry of this.markOf(id)?.also ?? []) {
        if (entry.place.id !== id) continue;
        const html = pin(this.index, entry);
        const size = Number.parseFloat(html.style.width);
        const icon = L.divIcon({ html, className: "mark-of-hidden is-lit", iconSize: [size, size] });
        const marker = L.marker([entry.place.lat, entry.place.lon], { icon, interactive: false, keyboard: false, zIndexOffset: 3000 });
        this.hidden.addLayer(marker);
      }
    }
  }
}

/** What the looks of a mark, and what is said of it, depend on: at one zoom and at the next, and under other filters. */
function looksOf({ entry, also, isCrowd }: Mark): string {
  if (isCrowd) return [entry, ...also].map(({ place, kind }) => `${place.id} ${kind ?? ""}`).join(" ");
  const { presence, match, kind, independent, counts, news } = entry;
  return [presence, match, kind, independent, counts.articles, news, also.length].join(" ");
}

function markLabel(index: Look, group: Mark): string {
  const { entry } = group;
  const kind = entry.kind === null ? null : index.view.kinds[entry.kind];
  const role = kind ? tx("kind", entry.kind ?? "", kind.label) : tx("role", entry.presence);
  const label = t("mark.label", { name: entry.place.name, role, articles: tn("list.articles", entry.counts.articles) });
  return group.also.length > 0 ? `${label}. ${tn("mark.plus", group.also.length)}` : label;
}
