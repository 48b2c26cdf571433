/** Countries, regions and provinces of the brief, drawn as areas: filled by how much is told, or outlined, never as a pin. */

import type * as L from "leaflet";
import type { BriefIndex } from "../brief";
import { s } from "../dom";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { type BaseShapes, frameNow, paneName, type Stage, stillCovers } from "./basemap";
import { isWide } from "./extent";
import { type Frame, pathOf } from "./path";
import { drawnOutlines, withoutSeams } from "./outline";
import type { Line } from "./unpack";
import { fadeAt, stepOf } from "./told";

const NEUTRAL = "neutral";

export function familyOf(index: Pick<BriefIndex, "view">, entry: PlaceEntry): string {
  return (entry.kind === null ? undefined : index.view.kinds[entry.kind]?.family) ?? NEUTRAL;
}

/** What Leaflet's types leave out. */
type Dragging = L.Handler & { moved(): boolean };

interface Part {
  path: SVGPathElement;
  lines: readonly Line[];
  closed: boolean;
}

/** One path; of an area that the antimeridian cuts two: what is filled, and its line. */
interface Drawing {
  element: SVGElement;
  parts: readonly Part[];
}

interface Area {
  entry: PlaceEntry;
  /** Made when the area is seen: what has neither fill nor line is not, until it is meant. */
  drawing: Drawing | null;
}

/** One path an area, written anew where the map goes, as the ground is: Leaflet's own polygons cost several times as much. */
export class AreaLayer {
  private readonly group = s("g");
  private readonly areas = new Map<string, Area>();
  private lit: ReadonlySet<string> = new Set();
  /** What the paths were last drawn for. */
  private drawn: Frame | null = null;

  constructor(
    private readonly stage: Stage,
    private readonly store: Store,
    private readonly shapes: BaseShapes | null,
  ) {
    const { map, renderers } = stage;
    const fade = (): void => {
      map.getContainer().style.setProperty("--area-fade", String(fadeAt(map.getZoom())));
    };
    map.on("zoomend", fade);
    fade();
    renderers.areas.on("update", () => {
      if (!stillCovers(map, this.drawn)) this.draw();
    });
    map.on("dragstart resize", () => {
      if (!stillCovers(map, this.drawn)) this.draw();
    });
    renderers.areas.addTo(map);
    map.getPane(paneName("areas"))?.querySelector("svg")?.append(this.group);
    this.listen();
  }

  /** One listener for all of them. A drag that ends on an area chooses nothing. */
  private listen(): void {
    const { map } = this.stage;
    const idOf = (event: Event): string | null => (event.target instanceof Element ? (event.target.closest("[data-place]")?.getAttribute("data-place") ?? null) : null);
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
      const { id } = entry.place;
      const drawing = before.get(id)?.drawing ?? null;
      drawing?.element.setAttribute("class", classOf(entry));
      this.areas.set(id, { entry, drawing });
    }
    this.group.replaceChildren();
    this.draw();
  }

  private make({ place }: PlaceEntry): Drawing {
    const lines = drawnOutlines(place, this.shapes);
    const open = withoutSeams(lines);
    if (!open) {
      const path = s("path", { "data-place": place.id });
      return { element: path, parts: [{ path, lines, closed: true }] };
    }
    const [ground, edge] = [s("path", { stroke: "none" }), s("path", { fill: "none" })];
    const parts = [{ path: ground, lines, closed: true }, { path: edge, lines: open, closed: false }];
    return { element: s("g", { "data-place": place.id }, ground, edge), parts };
  }

  private draw(): void {
    const frame = (this.drawn = frameNow(this.stage));
    const elements: SVGElement[] = [];
    for (const [id, area] of this.areas) {
      const { entry } = area;
      const seen = isDrawn(entry) || this.lit.has(id);
      if (!seen && !area.drawing) continue;
      if (!area.drawing) {
        area.drawing = this.make(entry);
        area.drawing.element.setAttribute("class", classOf(entry));
      }
      const { element, parts } = area.drawing;
      element.classList.toggle("is-lit", this.lit.has(id));
      elements.push(element);
      // Once, however often the ground comes round.
      for (const { path, lines, closed } of parts) path.setAttribute("d", seen ? pathOf(lines, closed, frame, 0) : "");
    }
    if (elements.length !== this.group.childElementCount) this.group.replaceChildren(...elements);
  }

  /** Mark the places that are chosen or pointed at. */
  highlight(ids: ReadonlySet<string>): void {
    const before = this.lit;
    this.lit = ids;
    let isNew = false;
    for (const id of new Set([...before, ...ids])) {
      const drawing = this.areas.get(id)?.drawing;
      drawing?.element.classList.toggle("is-lit", ids.has(id));
      isNew ||= ids.has(id) && this.areas.has(id) && (!drawing || drawing.parts[0]?.path.getAttribute("d") === "");
    }
    if (isNew) this.draw();
  }
}

/** Only what is drawn answers the mouse: land of a country that is named in passing is no button, and a region lies over
 * many countries. Their names answer for them. */
function classOf(entry: PlaceEntry): string {
  const told = entry.presence === "scene" && !isWide(entry.place) ? stepOf(entry.independent) : 0;
  return `area area-${entry.presence} area-${entry.place.kind}${isWide(entry.place) ? " area-wide" : ""} told-${told}${isDrawn(entry) ? " leaflet-interactive" : " is-quiet"}`;
}

function isDrawn(entry: PlaceEntry): boolean {
  return entry.presence !== "background" && !isWide(entry.place);
}

const RANK: Record<string, number> = { continent: 5, region: 4, country: 3, territory: 3, admin1: 2, admin2: 1 };

function size(entry: PlaceEntry): number {
  return RANK[entry.place.kind] ?? 0;
}
