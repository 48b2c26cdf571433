/** Movements: a curve from origin to destination for every event that has both. */

import * as L from "leaflet";
import type { BriefIndex } from "../brief";
import type { BriefEvent, Place } from "../data";
import { s } from "../dom";
import type { Store } from "../state";
import type { Visible } from "../visible";
import { paneName, type Stage } from "./basemap";

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
  from: Place;
  to: Place;
  events: BriefEvent[];
}

function movements(index: BriefIndex, events: BriefEvent[]): Movement[] {
  const found = new Map<string, Movement>();
  for (const event of events) {
    const ends = (role: string): Place[] =>
      event.where.filter((where) => where.role === role).flatMap((where) => index.places.get(where.place) ?? []);
    const from = ends("origin")[0];
    const to = ends("destination")[0];
    if (!from || !to || from.id === to.id) continue;
    const key = `${from.id} ${to.id}`;
    const movement = found.get(key);
    if (movement) movement.events.push(event);
    else found.set(key, { from, to, events: [event] });
  }
  return [...found.values()];
}

export class ArcLayer {
  private readonly layer = L.layerGroup();
  private readonly drawn: { movement: Movement; line: L.Polyline }[] = [];
  count = 0;

  constructor(
    private readonly stage: Stage,
    private readonly index: BriefIndex,
    private readonly store: Store,
  ) {
    this.layer.addTo(stage.map);
  }

  update(visible: Visible): void {
    this.layer.clearLayers();
    this.drawn.length = 0;
    for (const movement of movements(this.index, visible.events)) {
      const kind = this.index.view.kinds[movement.events[0]?.kind ?? ""];
      const line = L.polyline(curves(movement.from, movement.to), {
        pane: paneName("arcs"),
        renderer: this.stage.renderers.arcs,
        className: "arc",
        smoothFactor: 0,
        interactive: false,
      });
      this.layer.addLayer(line);
      const path = line.getElement() as SVGPathElement | undefined;
      path?.style.setProperty("--arc-ink", kind?.colour ?? "var(--ink-soft)");
      path?.setAttribute("marker-end", "url(#gb-arrow)");
      this.drawn.push({ movement, line });
    }
    this.count = this.drawn.length;
    this.addArrow();
  }

  private addArrow(): void {
    const svg = this.stage.map.getPane(paneName("arcs"))?.querySelector("svg");
    if (!svg || svg.querySelector("#gb-arrow")) return;
    // The head stands a pin's radius before the end, where it can be seen.
    const head = s("path", { d: "M0 0 8 3.5 0 7z", class: "arc-head" });
    const marker = s(
      "marker",
      { id: "gb-arrow", viewBox: "0 0 8 7", refX: 17, refY: 3.5, markerWidth: 7, markerHeight: 6, orient: "auto" },
      head,
    );
    svg.prepend(s("defs", {}, marker));
  }

  highlight(places: ReadonlySet<string>): void {
    const event = this.store.hover?.kind === "event" ? this.store.hover.id : this.store.selection?.id;
    for (const { movement, line } of this.drawn) {
      const lit =
        movement.events.some((moved) => moved.id === event) ||
        (places.size === 1 && (places.has(movement.from.id) || places.has(movement.to.id)));
      line.getElement()?.classList.toggle("is-lit", lit);
    }
  }
}
