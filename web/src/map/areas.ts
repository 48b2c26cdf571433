/** Countries, regions and provinces of the brief, drawn as areas: hatched, tinted or outlined, never as a pin. */

import * as L from "leaflet";
import { s } from "../dom";
import type { BriefIndex } from "../brief";
import type { Store } from "../state";
import type { PlaceEntry, Visible } from "../visible";
import { paneName, type Stage } from "./basemap";

const NEUTRAL = "neutral";

export function familyOf(index: Pick<BriefIndex, "view">, entry: PlaceEntry): string {
  return (entry.kind === null ? undefined : index.view.kinds[entry.kind]?.family) ?? NEUTRAL;
}

/** Hatching by family of kinds: the direction differs too, so that colour is not alone in telling them apart. */
const ANGLES = [45, 135, 20, 160, 70, 110, 0, 90, 60];

function pattern(id: string, angle: number, colour: string | null): SVGPatternElement {
  const line = s("rect", { width: 1.2, height: 8, class: "hatch-line" });
  if (colour !== null) line.style.fill = colour;
  return s(
    "pattern",
    { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
    line,
  );
}

export class AreaLayer {
  private readonly layers = new Map<string, L.GeoJSON>();
  private drawn = false;

  constructor(
    private readonly stage: Stage,
    private readonly index: BriefIndex,
    private readonly store: Store,
  ) {}

  private addPatterns(): void {
    const svg = this.stage.map.getPane(paneName("areas"))?.querySelector("svg");
    if (!svg || this.drawn) return;
    const defs = s("defs");
    defs.append(pattern(`gb-hatch-${NEUTRAL}`, 45, null));
    Object.entries(this.index.view.families).forEach(([key, family], i) => {
      defs.append(pattern(`gb-hatch-${key}`, ANGLES[i % ANGLES.length] ?? 45, family.colour));
    });
    svg.prepend(defs);
    this.drawn = true;
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
    const most = Math.max(1, ...wanted.map((entry) => entry.independent));
    for (const entry of wanted) {
      const layer = this.layers.get(entry.place.id) ?? this.make(entry);
      this.style(layer, entry, entry.independent / most);
      layer.bringToFront();
    }
    this.addPatterns();
  }

  private make(entry: PlaceEntry): L.GeoJSON {
    const { place } = entry;
    const layer = L.geoJSON(place.extent ?? undefined, {
      pane: paneName("areas"),
      style: { renderer: this.stage.renderers.areas, className: "area", smoothFactor: 0.8 },
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

  /** Colour, hatching, and how strongly: by the share of the independent articles, and faintly where nothing happens. */
  private style(layer: L.GeoJSON, entry: PlaceEntry, share: number): void {
    const family = familyOf(this.index, entry);
    const colour = this.index.view.families[family]?.colour ?? null;
    layer.eachLayer((part) => {
      const path = (part as L.Path).getElement() as SVGElement | undefined;
      if (!path) return;
      path.setAttribute("class", `area area-${entry.presence} area-${entry.place.kind} leaflet-interactive`);
      path.style.setProperty("--area-ink", colour ?? "var(--ink-soft)");
      path.style.setProperty("--area-hatch", `url(#gb-hatch-${family})`);
      path.style.setProperty("--area-strength", String(entry.kind === null ? 0.45 : 0.6 + 0.4 * share));
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

const RANK: Record<string, number> = { continent: 5, region: 4, country: 3, territory: 3, admin1: 2, admin2: 1 };

function size(entry: PlaceEntry): number {
  return RANK[entry.place.kind] ?? 0;
}
