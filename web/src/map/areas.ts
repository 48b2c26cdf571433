/** Countries, regions and provinces of the brief, drawn as areas: filled by how much is told, or outlined, never as a pin. */

import type * as L from "leaflet";
import type { BriefIndex } from "../brief";
import { s } from "../dom";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { frameOf, paneName, pathOf, type Stage } from "./basemap";
import { outlinesOf } from "./outline";
import { fadeAt, stepOf } from "./told";

const NEUTRAL = "neutral";

export function familyOf(index: Pick<BriefIndex, "view">, entry: PlaceEntry): string {
  return (entry.kind === null ? undefined : index.view.kinds[entry.kind]?.family) ?? NEUTRAL;
}

/** What Leaflet's types leave out. */
type Dragging = L.Handler & { moved(): boolean };

interface Area {
  entry: PlaceEntry;
  path: SVGPathElement;
}

/** One path an area, written anew where the map goes, as the ground is: Leaflet's own polygons cost several times as much. */
export class AreaLayer {
  private readonly group = s("g");
  private readonly areas = new Map<string, Area>();
  private lit: ReadonlySet<string> = new Set();

  constructor(
    private readonly stage: Stage,
    private readonly store: Store,
  ) {
    const { map, renderers } = stage;
    const fade = (): void => {
      map.getContainer().style.setProperty("--area-fade", String(fadeAt(map.getZoom())));
    };
    map.on("zoomend", fade);
    fade();
    renderers.areas.on("update", () => this.draw());
    renderers.areas.addTo(map);
    map.getPane(paneName("areas"))?.querySelector("svg")?.append(this.group);
    this.listen();
  }

  /** One listener for all of them. A drag that ends on an area chooses nothing. */
  private listen(): void {
    const { map } = this.stage;
    const idOf = (event: Event): string | null => (event.target instanceof Element ? event.target.getAttribute("data-place") : null);
    this.group.addEventListener("click", (event) => {
      const id = idOf(event);
      if (id === null || (map.dragging as Dragging).moved()) return;
      event.stopPropagation();
      this.store.select({ kind: "place", id });
    });
    this.group.addEventListener("mouseover", (event) => {
      const id = idOf(event);
      if (id !== null) this.store.setHover({ kind: "place", id });
    });
    this.group.addEventListener("mouseout", () => this.store.setHover(null));
  }

  update(visible: Visible): void {
    const wanted = [...visible.places.values()].filter((entry) => entry.place.extent !== null);
    // Large areas first, so that a province can be pointed at inside its country.
    wanted.sort((a, b) => size(b) - size(a) || (a.place.id < b.place.id ? -1 : 1));
    const before = new Map(this.areas);
    this.areas.clear();
    for (const entry of wanted) {
      const path = before.get(entry.place.id)?.path ?? s("path", { "data-place": entry.place.id });
      path.setAttribute("class", classOf(entry));
      this.areas.set(entry.place.id, { entry, path });
    }
    this.group.replaceChildren(...[...this.areas.values()].map(({ path }) => path));
    this.draw();
  }

  private draw(): void {
    const frame = frameOf(this.stage.map);
    for (const [id, { entry, path }] of this.areas) {
      // What has neither fill nor line is drawn when it is meant.
      const seen = isDrawn(entry) || this.lit.has(id);
      const { extent } = entry.place;
      path.setAttribute("d", seen && extent !== null ? pathOf(outlinesOf(extent), true, frame, 0) : "");
    }
  }

  /** Mark the places that are chosen or pointed at. */
  highlight(ids: ReadonlySet<string>): void {
    const before = this.lit;
    this.lit = ids;
    let isNew = false;
    for (const id of new Set([...before, ...ids])) {
      const area = this.areas.get(id);
      area?.path.classList.toggle("is-lit", ids.has(id));
      isNew ||= area !== undefined && ids.has(id) && area.path.getAttribute("d") === "";
    }
    if (isNew) this.draw();
  }
}

/** Only what is drawn answers the mouse: land of a country that is named in passing is no button, and a region lies over
 * many countries. Their names answer for them. */
function classOf(entry: PlaceEntry): string {
  const told = entry.presence === "scene" && !isWide(entry) ? stepOf(entry.independent) : 0;
  return `area area-${entry.presence} area-${entry.place.kind} told-${told}${isDrawn(entry) ? " leaflet-interactive" : " is-quiet"}`;
}

function isDrawn(entry: PlaceEntry): boolean {
  return entry.presence !== "background" && !isWide(entry);
}

function isWide(entry: PlaceEntry): boolean {
  return entry.place.kind === "region" || entry.place.kind === "continent";
}

const RANK: Record<string, number> = { continent: 5, region: 4, country: 3, territory: 3, admin1: 2, admin2: 1 };

function size(entry: PlaceEntry): number {
  return RANK[entry.place.kind] ?? 0;
}
