/** Countries, regions and provinces of the brief, drawn as areas: filled by how much is told, or outlined, never as a pin. */

import * as L from "leaflet";
import type { BriefIndex } from "../brief";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { paneName, type Stage } from "./basemap";
import { fadeAt, stepOf } from "./told";

const NEUTRAL = "neutral";

export function familyOf(index: Pick<BriefIndex, "view">, entry: PlaceEntry): string {
  return (entry.kind === null ? undefined : index.view.kinds[entry.kind]?.family) ?? NEUTRAL;
}

export class AreaLayer {
  private readonly layers = new Map<string, L.GeoJSON>();

  constructor(
    private readonly stage: Stage,
    private readonly store: Store,
  ) {
    const fade = (): void => {
      stage.map.getContainer().style.setProperty("--area-fade", String(fadeAt(stage.map.getZoom())));
    };
    stage.map.on("zoomend", fade);
    fade();
  }

  update(visible: Visible): void {
    const wanted = [...visible.places.values()].filter((entry) => entry.place.extent !== null);
    const ids = new Set(wanted.map((entry) => entry.place.id));
    for (const [id, layer] of this.layers) {
      if (!ids.has(id)) {
        layer.remove();
        this.layers.delete(id);
      }
    }
    // Large areas first, so that a province can be pointed at inside its country.
    wanted.sort((a, b) => size(b) - size(a) || (a.place.id < b.place.id ? -1 : 1));
    for (const entry of wanted) {
      const layer = this.layers.get(entry.place.id) ?? this.make(entry);
      this.style(layer, entry);
      layer.bringToFront();
    }
  }

  /** A region lies over many countries: to point at their land is not to point at it, and its name answers for it. */
  private make(entry: PlaceEntry): L.GeoJSON {
    const { place } = entry;
    const interactive = !isWide(entry);
    const layer = L.geoJSON(place.extent ?? undefined, {
      pane: paneName("areas"),
      style: { renderer: this.stage.renderers.areas, className: "area", smoothFactor: 0.8 },
      interactive,
    } as L.GeoJSONOptions);
    layer.on("click", (event: L.LeafletMouseEvent) => {
      L.DomEvent.stopPropagation(event);
      this.store.select({ kind: "place", id: place.id });
    });
    layer.on("mouseover", () => this.store.setHover({ kind: "place", id: place.id }));
    layer.on("mouseout", () => this.store.setHover(null));
    layer.addTo(this.stage.map);
    this.layers.set(place.id, layer);
    return layer;
  }

  private style(layer: L.GeoJSON, entry: PlaceEntry): void {
    const step = entry.presence === "scene" ? stepOf(entry.independent) : 0;
    layer.eachLayer((part) => {
      const path = (part as L.Path).getElement() as SVGElement | undefined;
      if (!path) return;
      const interactive = isWide(entry) ? "" : " leaflet-interactive";
      path.setAttribute("class", `area area-${entry.presence} area-${entry.place.kind} told-${step}${interactive}`);
    });
  }

  /** Mark the places that are chosen or pointed at. */
  highlight(ids: ReadonlySet<string>): void {
    for (const [id, layer] of this.layers) {
      layer.eachLayer((part) => (part as L.Path).getElement()?.classList.toggle("is-lit", ids.has(id)));
    }
  }

  bounds(id: string): L.LatLngBounds | null {
    return this.layers.get(id)?.getBounds() ?? null;
  }
}

function isWide(entry: PlaceEntry): boolean {
  return entry.place.kind === "region" || entry.place.kind === "continent";
}

const RANK: Record<string, number> = { continent: 5, region: 4, country: 3, territory: 3, admin1: 2, admin2: 1 };

function size(entry: PlaceEntry): number {
  return RANK[entry.place.kind] ?? 0;
}
