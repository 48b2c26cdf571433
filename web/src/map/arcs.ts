/** Movements: a curve from origin to destination for every event that has both; of one that has either, a ring around that
 * place, with arrows out of it or into it on all sides: where to, or where from, nobody has said. */

import * as L from "leaflet";
import { type BriefIndex, isArea } from "../brief";
import type { BriefEvent, Place } from "../data";
import { s } from "../dom";
import type { Store } from "../state";
import type { Visible } from "../visible";
import { paneName, type Stage } from "./basemap";
import { diameter } from "./marks";
import { ARROW, CLEAR, IN_AREA, ringOf } from "./ring";

/** Height of the curve as a share of the distance, and the number of its points. */
const BEND = 0.18;
const POINTS = 24;

/** A movement is drawn the short way. Where that leaves the map on one side, it comes in again on the other. */
function curves(from: Place, to: Place): L.LatLng[][] {
  const way = to.lon - from.lon;
  if (Math.abs(way) <= 180) return [curve(from, to, 0, 0)];
  const turn = way > 0 ? -360 : 360;
  return [curve(from, to, 0, turn), curve(from, to, -turn, 0)];
}

/** A curve between two positions, each turned by so many degrees; bent to the left of its direction, so that a journey
 * back does not cover it. */
function curve(from: Place, to: Place, fromTurn: number, toTurn: number): L.LatLng[] {
  const crs = L.CRS.EPSG3857;
  const a = crs.latLngToPoint(L.latLng(from.lat, from.lon + fromTurn), 0);
  const b = crs.latLngToPoint(L.latLng(to.lat, to.lon + toTurn), 0);
  const control = L.point((a.x + b.x) / 2 + (b.y - a.y) * BEND, (a.y + b.y) / 2 - (b.x - a.x) * BEND);
  const line: L.LatLng[] = [];
  for (let i = 0; i <= POINTS; i += 1) {
    const u = i / POINTS;
    const x = (1 - u) ** 2 * a.x + 2 * u * (1 - u) * control.x + u ** 2 * b.x;
    const y = (1 - u) ** 2 * a.y + 2 * u * (1 - u) * control.y + u ** 2 * b.y;
    line.push(crs.pointToLatLng(L.point(x, y), 0));
  }
  return line;
}

interface Movement {
  /** Where it comes from and goes to; of one end only, the other is not told. */
  from: Place | null;
  to: Place | null;
  events: BriefEvent[];
}

function movements(index: BriefIndex, events: BriefEvent[]): Movement[] {
  const found = new Map<string, Movement>();
  for (const event of events) {
    const end = (role: string): Place | null =>
      event.where.filter((where) => where.role === role).flatMap((where) => index.places.get(where.place) ?? [])[0] ?? null;
    const from = end("origin");
    const to = end("destination");
    if ((!from && !to) || from?.id === to?.id) continue;
    const key = `${from?.id ?? ""} ${to?.id ?? ""}`;
    const movement = found.get(key);
    if (movement) movement.events.push(event);
    else found.set(key, { from, to, events: [event] });
  }
  return [...found.values()];
}

/** From this zoom on rings are drawn: from afar they would be larger than the country that is left. */
const RINGS_FROM = 4;

/** A ring at a place, which is as large at every zoom. */
function ringAt(map: L.Map, place: Place, radius: number, leaves: boolean): L.LatLng[][] {
  const zoom = map.getZoom();
  const middle = map.project([place.lat, place.lon], zoom);
  return ringOf(radius, leaves).map((line) => line.map((spot) => map.unproject(middle.add(spot), zoom)));
}

/** What moves, and between where. */
function labelOf({ from, to, events }: Movement): string {
  const ends = [from?.name ?? "…", to?.name ?? "…"].join(" → ");
  return `${ends}: ${events[0]?.label ?? ""}${events.length > 1 ? ` (+${events.length - 1})` : ""}`;
}

export class ArcLayer {
  private readonly layer = L.layerGroup();
  private readonly drawn: { movement: Movement; line: L.Polyline }[] = [];
  private readonly arrows = new Map<string, string>();
  private visible: Visible | null = null;
  count = 0;
  /** How many of them have one end only: of these so many leave, and so many come. */
  readonly rings = { out: 0, into: 0 };

  constructor(
    private readonly stage: Stage,
    private readonly index: BriefIndex,
    private readonly store: Store,
  ) {
    this.layer.addTo(stage.map);
    const near = (): void => {
      stage.map.getContainer().classList.toggle("is-far", !this.showsRings);
    };
    stage.map.on("zoomend", () => {
      near();
      this.redrawRings();
    });
    near();
  }

  private get showsRings(): boolean {
    return this.stage.map.getZoom() >= RINGS_FROM;
  }

  update(visible: Visible): void {
    this.visible = visible;
    this.layer.clearLayers();
    this.drawn.length = 0;
    for (const movement of movements(this.index, visible.events)) {
      const kind = this.index.view.kinds[movement.events[0]?.kind ?? ""];
      const isWhole = movement.from !== null && movement.to !== null;
      const line = L.polyline(this.lines(movement), {
        pane: paneName("arcs"),
        renderer: this.stage.renderers.arcs,
        className: isWhole ? "arc" : `arc arc-ring ${movement.from ? "arc-out" : "arc-into"}`,
        smoothFactor: 0,
      });
      line.bindTooltip(() => labelOf(movement), { sticky: true, className: "arc-label" });
      const [event] = movement.events;
      line.on("click", (click: L.LeafletMouseEvent) => {
        L.DomEvent.stopPropagation(click);
        if (event) this.store.select({ kind: "event", id: event.id });
      });
      this.layer.addLayer(line);
      const path = line.getElement() as SVGPathElement | undefined;
      const ink = kind?.colour ?? "var(--ink-soft)";
      path?.style.setProperty("--arc-ink", ink);
      if (isWhole) path?.setAttribute("marker-end", `url(#${this.arrow(ink)})`);
      this.drawn.push({ movement, line });
    }
    this.count = this.drawn.length;
    this.rings.out = this.drawn.filter(({ movement }) => !movement.to).length;
    this.rings.into = this.drawn.filter(({ movement }) => !movement.from).length;
  }

  private lines({ from, to }: Movement): L.LatLng[][] {
    if (from && to) return curves(from, to);
    const place = from ?? to;
    return place ? ringAt(this.stage.map, place, this.radiusAt(place), from !== null) : [];
  }

  private radiusAt(place: Place): number {
    const entry = this.visible?.places.get(place.id);
    return entry && !isArea(place) ? diameter(entry) / 2 + CLEAR : IN_AREA;
  }

  /** Pixels around the places with a ring, by their ids: names keep clear of them. */
  taken(): ReadonlyMap<string, number> {
    if (!this.showsRings) return new Map();
    const ends = this.drawn.filter(({ movement }) => !movement.from || !movement.to).flatMap(({ movement }) => movement.from ?? movement.to ?? []);
    return new Map(ends.map((place) => [place.id, this.radiusAt(place) + ARROW + 1]));
  }

  private redrawRings(): void {
    for (const { movement, line } of this.drawn) {
      if (!movement.from || !movement.to) line.setLatLngs(this.lines(movement));
    }
  }

  /** The id of the head for lines of an ink: not every browser gives a head the colour of its line by itself. */
  private arrow(ink: string): string {
    const known = this.arrows.get(ink);
    if (known !== undefined) return known;
    const id = `gb-arrow-${this.arrows.size}`;
    this.arrows.set(ink, id);
    // The head stands a pin's radius before the end, where it can be seen.
    const place = { viewBox: "0 0 8 7", refX: 17, refY: 3.5, markerWidth: 7, markerHeight: 6, orient: "auto" };
    const head = s("path", { d: "M0 0 8 3.5 0 7z", class: "arc-head" });
    head.style.setProperty("--arc-ink", ink);
    const svg = this.stage.map.getPane(paneName("arcs"))?.querySelector("svg");
    svg?.prepend(s("defs", {}, s("marker", { id, ...place }, head)));
    return id;
  }

  highlight(places: ReadonlySet<string>): void {
    const event = this.store.hover?.kind === "event" ? this.store.hover.id : this.store.selection?.id;
    for (const { movement, line } of this.drawn) {
      const lit =
        movement.events.some((moved) => moved.id === event) ||
        (places.size === 1 && (places.has(movement.from?.id ?? "") || places.has(movement.to?.id ?? "")));
      line.getElement()?.classList.toggle("is-lit", lit);
    }
  }
}
