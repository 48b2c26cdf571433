/** Names on the map: which there are, how each may be written, and their elements. Where they stand says `placing.ts`. */

import * as L from "leaflet";
import { isArea } from "../brief";
import { isWide, sizeAt } from "./extent";
import type { View } from "../data";
import { h, s } from "../dom";
import { countryName, shortCountryName, t, tn } from "../i18n";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { type BaseShapes, paneName } from "./basemap";
import { homeOf, seenHome } from "./home";
import { byImportance, type Mark, type MarkLayer } from "./marks";
import { drawnOutlines, outlinesOf } from "./outline";
import { type Placed, placeNames, type Text, type Wish } from "./placing";
import { type Box, extentOf, joined, type Lens, type Outline, partSeen, type Rows, scan } from "./rows";
import { mercatorX, mercatorY } from "./unpack";
import { FAMILY, widthOf } from "./widths";

type Style = "town" | "minor" | "area" | "actor" | "region" | "country" | "orientation";

interface Font {
  size: number;
  spacing: number;
  weight: number;
  upper: boolean;
  italic?: boolean;
}

/** As the style sheet sets them: `.label-town` and so on. */
const FONT: Record<Style, Font> = {
  town: { size: 13, spacing: 0, weight: 600, upper: false },
  minor: { size: 11, spacing: 0, weight: 400, upper: false },
  area: { size: 12.5, spacing: 1.2, weight: 700, upper: true },
  actor: { size: 11, spacing: 0.9, weight: 600, upper: true },
  region: { size: 13, spacing: 0.6, weight: 500, upper: false, italic: true },
  country: { size: 10.5, spacing: 1.4, weight: 500, upper: true },
  orientation: { size: 10.5, spacing: 0, weight: 400, upper: false },
};

/** Sizes of a name that has little room: `.label.is-tight`. */
const TIGHT = { size: 10.5, spacing: 0.2 };

/** Height of a line as a multiple of its size: accents on capitals are whole. */
const LEADING = 1.3;

/** Pixels of a line before it is cut short. */
const LONGEST = 230;

/** Pixels that anything to be pointed at measures at least. */
const TARGET = 24;

/** Pixels that names keep from the edge of the map. */
const INSET = 3;

/** Pixels that the scale may take. */
export const SCALE_WIDTH = 130;

/** Pixels by which the count of hidden neighbours stands out from a pin. */
const PLUS = 14;

/** Pixels that a leader line may have: of a point that is among the most cited, and of such an area, whose water may be
 * farther off. */
const REACH = 72;
const REACH_TO_WATER = 148;

/** So many of the most cited places in view are named even where others stand in their way, or under the pin of another. */
const FIRST = 40;

/** From so many pixels to a degree on, towns are named for orientation; the more pixels, the more of them. */
const TOWNS_FROM = 14;
const TOWNS_A_PIXEL = 0.6;

/** From so many pixels to a degree on, the towns around each pin are named, too. */
const NEAR_FROM = 80;

/** So much of a region must be seen for its name to stand there: AFRICA inside Niger would name Niger. */
const LEAST_OF_REGION = 0.5;

/** More names than this at once are clutter on any screen. */
const MOST = 160;

/** Pixels inside the view from which on a country of the ground is worth a name. */
const SMALLEST_COUNTRY = 500;

const widths = new Map<string, number>();

function lineWidth(line: string, style: Style, tight: boolean): number {
  const key = `${style} ${tight} ${line}`;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, (width = measured(line, style, tight)));
  return width;
}

let families = "";

/** What names are set in: the page's typeface, the widths of which are known, or that of a house. */
function family(): string {
  families ||= (typeof document === "undefined" ? "" : getComputedStyle(document.documentElement).getPropertyValue("--sans").trim()) || "sans-serif";
  return families;
}

/** A pen for every look of a name: to give one pen another font costs more than to measure a name. */
const pens = new Map<string, CanvasRenderingContext2D | null>();

function penFor({ italic, weight, size }: Font): CanvasRenderingContext2D | null {
  const look = `${italic ? "italic " : ""}${weight} ${size}px`;
  let pen = pens.get(look);
  if (pen !== undefined) return pen;
  pen = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  pens.set(look, pen);
  if (pen) pen.font = `${look} ${family()}`;
  return pen;
}

function measured(line: string, style: Style, tight: boolean): number {
  const font = { ...FONT[style], ...(tight ? TIGHT : {}) };
  const text = font.upper ? line.toLocaleUpperCase() : line;
  const known = family().startsWith(`"${FAMILY}"`) ? widthOf(text, font.size, font.weight) : null;
  const width = known ?? penFor(font)?.measureText(text).width ?? text.length * font.size * 0.6;
  // Two names of regions side by side shall not be read as one.
  return width + text.length * font.spacing + (style === "region" ? 16 : 4);
}

function shortened(line: string, style: Style, tight: boolean): string {
  if (lineWidth(line, style, tight) <= LONGEST) return line;
  let end = line.length - 1;
  while (end > 1 && lineWidth(`${line.slice(0, end)}…`, style, tight) > LONGEST) end -= 1;
  return `${line.slice(0, end).trimEnd()}…`;
}

/** A way to write a name, measured when it is tried: most names stand in the first. */
class Written implements Text {
  private shown: readonly string[] | null = null;
  private measure = 0;
  readonly height: number;

  constructor(
    private readonly words: readonly string[],
    private readonly style: Style,
    readonly tight: boolean,
    private readonly least: number,
  ) {
    this.height = Math.max(least, Math.ceil((tight ? TIGHT.size : FONT[style].size) * LEADING * words.length));
  }

  get lines(): readonly string[] {
    this.shown ??= this.words.map((line) => shortened(line, this.style, this.tight));
    return this.shown;
  }

  get width(): number {
    this.measure ||= Math.ceil(Math.max(this.least, ...this.lines.map((line) => lineWidth(line, this.style, this.tight))));
    return this.measure;
  }
}

function written(lines: readonly string[], style: Style, tight: boolean, target: boolean): Text {
  return new Written(lines, style, tight, target ? TARGET : 0);
}

/** A name in two lines of about the same length, or null where it is one word. */
function broken(name: string): [string, string] | null {
  let best: [string, string] | null = null;
  for (const found of name.matchAll(/[\s-]+/g)) {
    const first = name.slice(0, found.index) + (found[0].includes("-") ? "-" : "");
    const rest = name.slice(found.index + found[0].length);
    if (first && rest && (!best || Math.max(first.length, rest.length) < Math.max(best[0].length, best[1].length))) best = [first, rest];
  }
  return best;
}

const texts = new Map<string, readonly Text[]>();

/** The ways to write the name of an area, the best first. */
function areaTexts(name: string, short: string | null, style: Style, target: boolean): readonly Text[] {
  const key = `${style} ${target} ${name}`;
  let found = texts.get(key);
  if (!found) {
    const two = broken(name);
    found = [
      written([name], style, false, target),
      ...(two ? [written(two, style, false, target)] : []),
      written([name], style, true, target),
      ...(two ? [written(two, style, true, target)] : []),
      ...(short && short !== name ? [written([short], style, true, target)] : []),
    ];
    texts.set(key, found);
  }
  return found;
}

function pointTexts(name: string, style: Style): readonly Text[] {
  const key = `${style} ${name}`;
  let found = texts.get(key);
  if (!found) texts.set(key, (found = [written([name], style, false, false)]));
  return found;
}

/** A wish, and what its element says. */
interface Named {
  style: Style;
  entry: PlaceEntry | null;
  country: string | null;
  wish: Wish;
}

/** How often a place is cited, which decides who is named first; those where something happens before others of the rank. */
function cited(entry: PlaceEntry): number {
  return entry.counts.articles + (entry.presence === "scene" ? 0.5 : 0);
}

function firstNamed(a: PlaceEntry, b: PlaceEntry): number {
  return cited(b) - cited(a) || byImportance(a, b);
}

const NAMED_KINDS: ReadonlySet<string> = new Set(["water", "landform"]);

const NOTHING_AROUND: ReadonlyMap<string, number> = new Map();
const NO_LINES: readonly Outline[] = [];

/** What is seen at the moment. */
interface Seen {
  lens: Lens;
  frame: Box;
  land: Rows[];
}

export class LabelLayer {
  private readonly box = h("div", { class: "names" });
  private readonly quiet = h("div", { class: "names", "aria-hidden": "true" });
  private readonly lines = s("svg", { class: "leaders", "aria-hidden": "true" });
  private visible: Visible | null = null;
  private sorted: PlaceEntry[] = [];
  /** The boxes of the controls, from the corner of the map. */
  private standing: Box[] | null = null;
  /** The number of the next picture, while names wait for it. */
  private waiting = 0;
  private lit: ReadonlySet<string> = new Set();
  private around: ReadonlyMap<string, number> = NOTHING_AROUND;

  constructor(
    private readonly map: L.Map,
    private readonly store: Store,
    private readonly marks: MarkLayer,
    private readonly view: View,
    private readonly shapes: BaseShapes | null,
    /** Pixels around places that are taken by what is drawn there, by their ids. */
    private readonly ringed: () => ReadonlyMap<string, number> = () => NOTHING_AROUND,
  ) {
    map.getPane(paneName("labels"))?.append(this.quiet, this.lines);
    map.getPane("markerPane")?.append(this.box);
    map.on("moveend", () => this.soon());
    map.on("zoomstart", () => this.show(false));
    // Asking where the controls stand makes the browser lay out everything: once for as long as they stay.
    const again = (): void => {
      this.standing = null;
      this.soon();
    };
    map.on("resize", again);
    map.getContainer().addEventListener("toggle", again, { capture: true });
    this.listen();
  }

  /** One listener for all names. */
  private listen(): void {
    const idOf = (event: Event): string | null =>
      event.target instanceof Element ? (event.target.closest("[data-place]")?.getAttribute("data-place") ?? null) : null;
    this.box.addEventListener("click", (event) => {
      const id = idOf(event);
      L.DomEvent.stop(event);
      if (id !== null) this.store.select({ kind: "place", id });
    });
    this.box.addEventListener("mouseover", (event) => {
      const id = idOf(event);
      if (id !== null) this.store.setHover({ kind: "place", id });
    });
    this.box.addEventListener("mouseout", () => this.store.setHover(null));
    this.box.addEventListener("keydown", (event) => {
      const id = idOf(event);
      if (id === null || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      this.store.select({ kind: "place", id });
    });
  }

  private show(shown: boolean): void {
    for (const part of [this.box, this.quiet, this.lines]) part.style.visibility = shown ? "" : "hidden";
  }

  update(visible: Visible): void {
    this.visible = visible;
    this.sorted = [...visible.places.values()].sort(firstNamed);
    this.standing = null;
    this.draw();
  }

  /** Before the next picture, once, however often the map moves until then: a card that opens moves it twice. */
  private soon(): void {
    if (!this.visible || this.waiting) return;
    // A page that nobody sees is not drawn, and may be printed.
    if (document.hidden) this.draw();
    else this.waiting = requestAnimationFrame(() => this.draw());
  }

  /** Do now what waits for the next picture. */
  settle(): void {
    if (this.waiting) this.draw();
  }

  private draw(): void {
    if (this.waiting) cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if (!this.visible) return;
    const { blocks, soft } = this.taken();
    const seen = this.seen();
    const named = this.named(seen);
    const wishes = named.map(({ wish }) => wish);
    const placed = placeNames(wishes, { frame: seen.frame, blocks, soft, land: seen.land, most: MOST });
    this.fill(named, placed);
    this.show(true);
    this.highlight(this.lit);
  }

  private seen(): Seen {
    const { min, max } = this.map.getPixelBounds();
    const frame = { left: (min?.x ?? 0) + INSET, top: (min?.y ?? 0) + INSET, right: (max?.x ?? 0) - INSET, bottom: (max?.y ?? 0) - INSET };
    const lens = { scale: 256 * 2 ** this.map.getZoom(), originX: 0, originY: 0 };
    const land = this.shapes === null ? [] : [this.shapes.world, this.shapes.countries].map((shapes) => scan([...shapes.values()].flat(), lens, frame));
    return { lens, frame, land };
  }

  /** What no name may cover, and what it covers only if it must. */
  private taken(): { blocks: Box[]; soft: Box[] } {
    const blocks = this.controls();
    const soft: Box[] = [];
    const ringed = (this.around = this.ringed());
    for (const { entry, point, radius: own, also, isCrowd } of this.marks.marks) {
      const radius = Math.max(own, ringed.get(entry.place.id) ?? 0);
      blocks.push({ left: point.x - radius, right: point.x + radius, top: point.y - radius, bottom: point.y + radius });
      if (also.length > 0 && !isCrowd) {
        soft.push({ left: point.x + radius - 4, right: point.x + radius + PLUS, top: point.y - radius - 6, bottom: point.y - radius + 10 });
      }
    }
    const scale = 256 * 2 ** this.map.getZoom();
    for (const [id, radius] of ringed) {
      const place = this.visible?.places.get(id)?.place;
      if (!place || !isArea(place)) continue;
      const [x, y] = [mercatorX(place.lon) * scale, mercatorY(place.lat) * scale];
      blocks.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    }
    return { blocks, soft };
  }

  /** The controls have moved. */
  forgetControls(): void {
    this.standing = null;
  }

  /** The boxes of legend, scale and buttons: a name under them cannot be read. */
  private controls(): Box[] {
    this.standing ??= this.measureControls();
    const { x, y } = this.map.getPixelBounds().min ?? L.point(0, 0);
    // A pixel or two more: edges are rounded.
    return this.standing.map((box) => ({ left: x + box.left - 2, right: x + box.right + 2, top: y + box.top - 2, bottom: y + box.bottom + 2 }));
  }

  private measureControls(): Box[] {
    const frame = this.map.getContainer().getBoundingClientRect();
    return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
      const box = control.getBoundingClientRect();
      // The scale grows and shrinks with every step.
      const right = control.matches(".leaflet-control-scale") ? Math.max(box.right, box.left + SCALE_WIDTH) : box.right;
      return {
        left: box.left - frame.left,
        right: right - frame.left,
        top: box.top - frame.top,
        bottom: box.bottom - frame.top,
      };
    });
  }

  /** The most cited of the brief first, then what lies over others, then the names of the ground. */
  private named(seen: Seen): Named[] {
    const found: Named[] = [];
    const wide: Named[] = [];
    let first = 0;
    for (const entry of this.sorted) {
      const one = isArea(entry.place) ? this.area(entry, seen, first < FIRST) : this.point(entry, this.marks.markOf(entry.place.id), seen, first < FIRST);
      if (!one) continue;
      // What lies over many countries is named after them, unless it is what the articles are about.
      (one.style === "region" && first >= FIRST ? wide : found).push(one);
      if (this.isInside(one.wish, seen.frame)) first += 1;
    }
    return [...found, ...wide, ...this.ground(seen)];
  }

  private isInside({ area, at }: Wish, frame: Box): boolean {
    if (area) return area.rows.some((row) => row.length > 0);
    return at.x > frame.left && at.x < frame.right && at.y > frame.top && at.y < frame.bottom;
  }

  private pixel(lat: number, lon: number, { lens }: Seen): { x: number; y: number } {
    return { x: mercatorX(lon) * lens.scale, y: mercatorY(lat) * lens.scale };
  }

  private area(entry: PlaceEntry, seen: Seen, isFirst: boolean): Named | null {
    const { place } = entry;
    if (!isFirst && isSpeck(entry, seen.lens.scale)) return null;
    const outlines = this.outlines(entry);
    if (isWide(place) && outlines.length > 0 && partSeen(outlines, seen.lens, seen.frame) < LEAST_OF_REGION) return null;
    const style: Style = NAMED_KINDS.has(place.kind) || isWide(place) ? "region" : entry.presence === "scene" ? "area" : "actor";
    const country = place.kind === "country" || place.kind === "territory" ? place.country : null;
    const short = country === null || place.kind !== "country" ? null : shortCountryName(country);
    // An area of the brief is drawn once, however often the ground comes round.
    const rows = outlines.length > 0 ? scan(outlines, seen.lens, seen.frame, 0) : null;
    if (rows?.rows.every((row) => row.length === 0)) return null;
    const main = style === "region" ? outlines : homeOf(outlines);
    const home = rows === null || main === outlines ? null : seenHome(scan(main, seen.lens, seen.frame, 0), rows);
    const ways = areaTexts(place.name, short, style, true);
    const reach = isFirst && style !== "region" ? REACH_TO_WATER : 0;
    const wish = { texts: ways, area: rows, home, at: this.pixel(place.lat, place.lon, seen), gap: 2, badge: 0, reach: rows ? reach : 0, overland: isFirst };
    return { style, entry, country, wish };
  }

  /** The outline of a place as the brief has it, which leaves out islets that are no place for a name; where it has none, the
   * country's on the ground. */
  private outlines({ place }: PlaceEntry): readonly Outline[] {
    return place.extent === null ? drawnOutlines(place, this.shapes) : outlinesOf(place.extent);
  }

  /** A point is named at its mark; under the mark of another only if it is among the most cited. */
  private point(entry: PlaceEntry, mark: Mark | undefined, seen: Seen, isFirst: boolean): Named | null {
    if (!mark) return null;
    const leads = mark.entry === entry;
    if (!leads && !isFirst) return null;
    const { frame } = seen;
    if (mark.point.x < frame.left || mark.point.x > frame.right || mark.point.y < frame.top || mark.point.y > frame.bottom) return null;
    const style: Style = entry.presence === "scene" ? "town" : "minor";
    const wish: Wish = {
      texts: pointTexts(entry.place.name, style),
      area: null,
      at: mark.point,
      gap: Math.max(mark.radius, this.around.get(mark.entry.place.id) ?? 0) + 3,
      badge: mark.also.length > 0 && !mark.isCrowd ? PLUS : 0,
      reach: isFirst ? REACH : 0,
      overland: true,
    };
    return { style, entry, country: null, wish };
  }

  /** Countries that the brief does not name, the largest first, and towns for orientation. */
  private ground(seen: Seen): Named[] {
    const { shapes, visible } = this;
    if (!shapes) return [];
    const taken = new Set<string | null>();
    // A continent may have the name of its country: Antarctica, Australia.
    const names = new Set<string>();
    for (const { place } of visible?.places.values() ?? []) {
      if (place.kind === "country" || place.kind === "territory") taken.add(place.country);
      else if (place.kind === "continent") names.add(place.name);
    }
    const found: { named: Named; size: number }[] = [];
    for (const id of new Set([...shapes.world.keys(), ...shapes.countries.keys()])) {
      if (id === "" || taken.has(id)) continue;
      const fine = shapes.countries.get(id) ?? NO_LINES;
      const coarse = shapes.world.get(id) ?? NO_LINES;
      const rows = this.groundRows(fine, coarse, seen);
      const size = rows ? extentOf(rows) : 0;
      if (!rows || size < SMALLEST_COUNTRY) continue;
      const name = countryName(id);
      if (names.has(name)) continue;
      const isWhole = homeOf(fine) === fine && homeOf(coarse) === coarse;
      const main = isWhole ? null : this.groundRows(homeOf(fine), homeOf(coarse), seen);
      const home = main && seenHome(main, rows);
      const wish = { texts: areaTexts(name, shortCountryName(id), "country", false), area: rows, home, at: { x: 0, y: 0 }, gap: 0, badge: 0, reach: 0, overland: false };
      found.push({ named: { style: "country", entry: null, country: id, wish }, size });
    }
    found.sort((a, b) => b.size - a.size);
    return [...found.map(({ named }) => named), ...this.towns(seen)];
  }

  private groundRows(fine: readonly Outline[], coarse: readonly Outline[], { lens, frame }: Seen): Rows | null {
    const wide = [...fine, ...coarse].some((line) => (line.east - line.west) * lens.scale > 20);
    if (!wide) return null;
    if (fine.length > 0 && coarse.length > 0) return joined(scan(fine, lens, frame), scan(coarse, lens, frame));
    return scan(fine.length > 0 ? fine : coarse, lens, frame);
  }

  private towns(seen: Seen): Named[] {
    const degree = seen.lens.scale / 360;
    if (degree < TOWNS_FROM) return [];
    const { left, top, right, bottom } = seen.frame;
    const wide = this.view.towns.filter((town) => !town.near).slice(0, degree * TOWNS_A_PIXEL);
    const near = degree < NEAR_FROM ? [] : this.view.towns.filter((town) => town.near);
    const found: Named[] = [];
    for (const town of [...wide, ...near]) {
      const at = this.pixel(town.lat, town.lon, seen);
      if (at.x < left || at.x > right || at.y < top || at.y > bottom) continue;
      const wish = { texts: pointTexts(town.name, "orientation"), area: null, at, gap: 5, badge: 0, reach: 0, overland: false };
      found.push({ style: "orientation", entry: null, country: null, wish });
    }
    return found;
  }

  /** Put elements where the names stand. */
  private fill(named: readonly Named[], placed: readonly Placed[]): void {
    const origin = this.map.getPixelOrigin();
    const ours: HTMLElement[] = [];
    const others: HTMLElement[] = [];
    const lines: SVGElement[] = [];
    for (const { wish, text, box, leader } of placed) {
      const one = named[wish];
      if (!one) continue;
      const made = element(one, text, box, leader !== null, origin);
      made.setAttribute("data-anchor", anchor(box, leader, this.map));
      (one.entry ? ours : others).push(made);
      if (one.style === "orientation") others.push(dot(one.wish.at, origin));
      if (leader) lines.push(line(leader, origin));
    }
    this.box.replaceChildren(...ours);
    this.quiet.replaceChildren(...others);
    this.lines.replaceChildren(...lines);
  }

  highlight(ids: ReadonlySet<string>): void {
    this.lit = ids;
    for (const element of this.box.children) {
      element.classList.toggle("is-lit", ids.has(element.getAttribute("data-place") ?? ""));
    }
  }
}

/** Whether no name fits into an area, however short: on a map of the world most provinces are such, and none is looked at closer. */
function isSpeck({ place }: PlaceEntry, scale: number): boolean {
  const size = sizeAt(place, scale);
  return size !== null && (size.width < TARGET || size.height < TARGET);
}

function line(ends: readonly [{ x: number; y: number }, { x: number; y: number }], origin: L.Point): SVGElement {
  const [from, to] = ends;
  const d = `M${(from.x - origin.x).toFixed(1)} ${(from.y - origin.y).toFixed(1)}L${(to.x - origin.x).toFixed(1)} ${(to.y - origin.y).toFixed(1)}`;
  return s("path", { d, class: "leader" });
}

function dot(at: { x: number; y: number }, origin: L.Point): HTMLElement {
  const made = h("span", { class: "orientation-dot" });
  made.style.left = `${Math.round(at.x - origin.x) - 3}px`;
  made.style.top = `${Math.round(at.y - origin.y) - 3}px`;
  return made;
}

/** The spot that a name belongs to: its middle, or where its line begins. */
function anchor(box: Box, leader: Placed["leader"], map: L.Map): string {
  const { x, y } = leader?.[0] ?? { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const { lat, lng } = map.unproject([x, y], map.getZoom());
  return `${lat.toFixed(4)},${lng.toFixed(4)}`;
}

function element({ style, entry, country }: Named, text: Text, box: Box, led: boolean, origin: L.Point): HTMLElement {
  // Between two lines a space, for whoever hears them or copies them.
  const lines = text.lines.flatMap((words, i) => [i > 0 && !text.lines[i - 1]?.endsWith("-") && " ", h("span", { dir: "auto" }, words)]);
  const name = h("span", { class: `label label-${style}${text.tight ? " is-tight" : ""}` }, ...lines);
  const made = h("div", { class: "label-box", "data-country": country }, name);
  made.style.left = `${Math.round(box.left - origin.x)}px`;
  made.style.top = `${Math.round(box.top - origin.y)}px`;
  made.style.width = `${Math.ceil(box.right - box.left)}px`;
  made.style.height = `${Math.ceil(box.bottom - box.top)}px`;
  if (led) made.classList.add("is-led");
  if (!entry) return made;
  made.setAttribute("data-place", entry.place.id);
  // Areas have no pin: their name is what the keyboard reaches. A town's pin is a button already.
  if (isArea(entry.place)) {
    made.setAttribute("role", "button");
    made.title = t("label.area", { name: entry.place.name, articles: tn("list.articles", entry.counts.articles) });
    const isWhole = text.lines.join("").replace(/[\s-]/g, "") === entry.place.name.replace(/[\s-]/g, "");
    const rest = isWhole ? made.title.slice(entry.place.name.length) : ` (${made.title})`;
    made.append(h("span", { class: "visually-hidden" }, rest));
  } else {
    made.setAttribute("aria-hidden", "true");
  }
  return made;
}
