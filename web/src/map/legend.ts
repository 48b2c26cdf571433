/** The legend, made from what is on the map. */

import { type BriefIndex, isApproximate, isArea } from "../brief";
import type { Place } from "../data";
import { add, fill, h, s } from "../dom";
import { type MessageKey, t, tx } from "../i18n";
import type { PlaceEntry, Visible } from "../visible";
import { isWide } from "./extent";
import { CROWD } from "./marks";
import { ringOf } from "./ring";
import { sign } from "./signs";
import { stepNames, stepOf } from "./told";

function row(picture: Element, text: string): HTMLLIElement {
  return h("li", {}, h("span", { class: "legend-sign", "aria-hidden": "true" }, picture), h("span", {}, text));
}

function swatch(className: string): SVGSVGElement {
  const svg = s("svg", { viewBox: "0 0 26 16", width: 26, height: 16 });
  svg.append(s("rect", { x: 1, y: 1, width: 24, height: 14, rx: 2, class: `area ${className}` }));
  return svg;
}

function heading(key: MessageKey): HTMLLIElement {
  return h("li", { class: "legend-head" }, t(key));
}

/** Rows under their heading, or nothing where there are none. */
function group(key: MessageKey, rows: HTMLElement[]): HTMLElement[] {
  return rows.length > 0 ? [heading(key), ...rows] : [];
}

function shape(className: string, ...children: SVGElement[]): SVGSVGElement {
  const svg = s("svg", { viewBox: "-50 -50 100 100", width: 18, height: 18, class: `pin ${className}` });
  add(svg, ...children);
  return svg;
}

function kindRows(index: BriefIndex, entries: PlaceEntry[]): HTMLElement[] {
  const shown = new Set(entries.map((entry) => entry.kind).filter((kind) => kind !== null));
  return Object.keys(index.view.kinds)
    .filter((key) => shown.has(key))
    .map((key) => {
      const style = index.view.kinds[key];
      const chip = h("span", { class: "kind-chip" }, sign(style?.symbol ?? null, 13));
      chip.style.setProperty("--pin-ink", style?.colour ?? "var(--ink-soft)");
      return row(chip, tx("kind", key, style?.label ?? key));
    });
}

function shapeRows(entries: PlaceEntry[]): HTMLElement[] {
  const body = (attributes: Record<string, string | number>): SVGElement => s("circle", { ...attributes, class: "pin-body" });
  const diamond = (): SVGElement => s("path", { d: "M0-46 46 0 0 46-46 0z", class: "pin-body" });
  const scenes = entries.filter((entry) => !isArea(entry.place) && entry.presence === "scene");
  const has = (test: (place: Place) => boolean): boolean => scenes.some((entry) => test(entry.place));
  const rows: HTMLElement[] = [];
  if (has((place) => place.kind !== "site" && !isApproximate(place))) {
    rows.push(row(shape("pin-scene match-strong", body({ r: 40 })), t("legend.exact")));
  }
  if (has((place) => place.kind === "site")) rows.push(row(shape("pin-scene match-strong", diamond()), t("legend.site")));
  if (has((place) => place.kind !== "site" && isApproximate(place))) {
    const halo = s("circle", { r: 46, class: "pin-halo" });
    rows.push(row(shape("pin-scene match-strong", body({ r: 30 }), halo), t("legend.approximate")));
  }
  for (const match of ["fair", "weak"] as const) {
    if (scenes.some((entry) => entry.match === match)) rows.push(row(shape(`pin-scene match-${match}`, body({ r: 40 })), t(match === "fair" ? "legend.fair" : "legend.weak")));
  }
  if (scenes.some((entry) => entry.kind === null)) {
    rows.push(row(shape("pin-scene pin-plain match-strong", body({ r: 26 })), t("legend.plain")));
  }
  if (new Set(scenes.map((entry) => entry.independent)).size > 1) rows.push(row(sizes(), t("legend.size")));
  return rows;
}

function sizes(): SVGSVGElement {
  return s(
    "svg",
    { viewBox: "0 0 130 80", width: 26, height: 16, class: "pin pin-scene match-strong" },
    s("circle", { cx: 24, cy: 52, r: 20, class: "pin-body" }),
    s("circle", { cx: 88, cy: 40, r: 38, class: "pin-body" }),
  );
}

function otherRows(entries: PlaceEntry[]): HTMLElement[] {
  const points = entries.filter((entry) => !isArea(entry.place));
  const rows: HTMLElement[] = [];
  if (points.some((entry) => entry.presence === "actor")) {
    const square = s("rect", { x: -24, y: -24, width: 48, height: 48, class: "pin-body" });
    rows.push(row(shape("pin-actor", square), t("legend.actor")));
  }
  if (points.some((entry) => entry.presence === "background")) {
    const dot = s("circle", { r: 22, class: "pin-body" });
    rows.push(row(shape("pin-background", dot), t("legend.background")));
  }
  return rows;
}

/** What a mark says of the places around it: that others share it, and how many. */
function crowdRows(entries: PlaceEntry[]): HTMLElement[] {
  const points = entries.filter((entry) => !isArea(entry.place)).length;
  const rows: HTMLElement[] = [];
  if (points > 1) rows.push(row(h("span", { class: "pin-plus" }, "+2"), t("legend.plus")));
  if (points >= CROWD) {
    const half = (from: number, ink: string): SVGElement => {
      const arc = s("circle", { r: 38, class: "crowd-arc", "stroke-dasharray": "112 240", "stroke-dashoffset": -from });
      arc.style.stroke = ink;
      return arc;
    };
    const ring = s("svg", { viewBox: "-50 -50 100 100", width: 20, height: 20 }, s("circle", { r: 46, class: "crowd-ground" }));
    add(ring, half(0, "var(--ink-soft)"), half(119, "var(--line-strong)"));
    rows.push(row(ring, t("legend.crowd")));
  }
  return rows;
}

/** What was done since: what is new beside an older brief, and what a person has checked. */
function laterRows(index: BriefIndex, entries: PlaceEntry[]): HTMLElement[] {
  const points = entries.filter((entry) => !isArea(entry.place));
  const dot = (className: string): HTMLElement => h("span", { class: `legend-dot ${className}` });
  const rows: HTMLElement[] = [];
  for (const news of ["new", "changed"] as const) {
    if (points.some((entry) => entry.news === news)) rows.push(row(dot(`pin is-${news}`), t(news === "new" ? "legend.new" : "legend.changed")));
  }
  if (index.decisions.size + index.reviewed.size === 0) return rows;
  const wasSet = (id: string): boolean => (index.decisions.get(id) ?? []).some((decision) => decision.what === "set");
  const isSet = ({ place, events }: PlaceEntry): boolean => wasSet(place.id) || events.some((event) => wasSet(event.id));
  const isChecked = ({ place, events }: PlaceEntry): boolean =>
    index.reviewed.has(place.id) || (events.length > 0 && events.every((event) => index.reviewed.has(event.id)));
  if (entries.some((entry) => isChecked(entry) && !isSet(entry))) rows.push(row(dot("mark is-checked"), t("legend.checked")));
  if (entries.some(isSet)) rows.push(row(dot("mark is-changed"), t("legend.corrected")));
  return rows;
}

/** The steps of the fill of areas, as far as the map needs them. */
function toldRows(entries: PlaceEntry[]): HTMLElement[] {
  const told = entries.filter((entry) => entry.presence === "scene" && entry.place.extent !== null && !isWide(entry.place));
  const highest = told.reduce((most, entry) => Math.max(most, stepOf(entry.independent)), 0);
  if (highest === 0) return [];
  const names = stepNames(highest);
  const steps = names.map((name, i) => h("span", { class: `swatch-step told-${i + 1}` }, name));
  const words = h("span", { class: "visually-hidden" }, t("legend.told", { steps: names.join(", ") }));
  return [h("li", { class: "told-row" }, h("span", { class: "told-key", "aria-hidden": "true" }, ...steps), words)];
}

/** What has a name in italics, and an outline only when it is chosen. */
function isNamedOnly(place: Place): boolean {
  return place.kind === "water" || place.kind === "landform" || isWide(place);
}

function lineRow(className: string, text: string): HTMLElement {
  const svg = s("svg", { viewBox: "0 0 26 16", width: 26, height: 16 }, s("path", { d: "M2 12Q13 0 24 8", class: className }));
  return row(svg, text);
}

/** A ring around a place that something leaves or comes to. */
function ringRow(leaves: boolean, text: string): HTMLElement {
  const d = ringOf(6, leaves).map((line) => `M${line.map((spot) => spot.map((at) => at.toFixed(1)).join(" ")).join("L")}`).join("");
  return row(s("svg", { viewBox: "-17 -17 34 34", width: 22, height: 22 }, s("path", { d, class: "arc arc-ring" })), text);
}

export interface LegendFacts {
  movements: number;
  /** How many of them have one end that is told: they leave there, or come there. */
  rings: { out: number; into: number };
  disputed: boolean;
  towns: boolean;
}

/** Fill the legend with the marks that the map shows. */
export function drawLegend(list: Element, index: BriefIndex, visible: Visible, facts: LegendFacts): void {
  const entries = [...visible.places.values()];
  const rest = [
    ...otherRows(entries),
    ...(entries.some((entry) => entry.place.extent !== null && entry.presence === "actor" && !isWide(entry.place))
      ? [row(swatch("area-actor area-country"), t("legend.actorArea"))]
      : []),
    ...(entries.some((entry) => isArea(entry.place) && isNamedOnly(entry.place)) ? [row(h("span", { class: "legend-region" }, "Abc"), t("legend.region"))] : []),
    ...crowdRows(entries),
    ...(facts.movements > facts.rings.out + facts.rings.into ? [lineRow("arc", t("legend.movement"))] : []),
    ...(facts.rings.out > 0 ? [ringRow(true, t("legend.leaves"))] : []),
    ...(facts.rings.into > 0 ? [ringRow(false, t("legend.arrives"))] : []),
    ...(facts.towns ? [row(h("span", { class: "orientation-dot" }), t("legend.orientation"))] : []),
    ...(facts.disputed ? [lineRow("base-border disputed", t("legend.disputed"))] : []),
  ];
  fill(
    list,
    ...group("legend.what", kindRows(index, entries)),
    ...group("legend.much", toldRows(entries)),
    ...group("legend.sure", shapeRows(entries)),
    ...group("legend.else", [...rest, ...laterRows(index, entries)]),
  );
}
