/** The vector basemap: land, water, borders and provinces, drawn as SVG so that it prints sharply and follows the theme. */

import * as L from "leaflet";
import type { Feature } from "geojson";
import type { BasemapName, View } from "../data";
import { unpack } from "./unpack";

/** Panes from the bottom up; Leaflet's own marker pane (600) stays above all of them. */
export const PANES = {
  land: 210,
  provinces: 220,
  water: 230,
  borders: 250,
  areas: 300,
  arcs: 420,
  labels: 450,
} as const;

export type PaneName = keyof typeof PANES;

export function paneName(name: PaneName): string {
  return `gb-${name}`;
}

/** One SVG a pane, drawn a little beyond the view so that a drag shows no edge. */
function renderers(map: L.Map): Record<PaneName, L.SVG> {
  const made: Partial<Record<PaneName, L.SVG>> = {};
  for (const [name, z] of Object.entries(PANES) as [PaneName, number][]) {
    const pane = map.createPane(paneName(name));
    pane.style.zIndex = String(z);
    pane.setAttribute("aria-hidden", "true");
    if (name !== "areas") pane.style.pointerEvents = "none";
    if (name !== "labels") made[name] = L.svg({ pane: paneName(name), padding: 0.4 });
  }
  return made as Record<PaneName, L.SVG>;
}

export interface Stage {
  map: L.Map;
  renderers: Record<PaneName, L.SVG>;
}

export function prepareStage(map: L.Map): Stage {
  return { map, renderers: renderers(map) };
}

function isDisputed(feature: Feature | undefined): boolean {
  return feature?.properties?.["disputed"] === true;
}

function layer(stage: Stage, view: View, name: BasemapName, pane: PaneName, className: string): L.GeoJSON {
  return L.geoJSON(unpack(view.basemap[name]), {
    pane: paneName(pane),
    interactive: false,
    style: (feature) => ({
      renderer: stage.renderers[pane],
      className: isDisputed(feature) ? `${className} disputed` : className,
      smoothFactor: 0.8,
    }),
  } as L.GeoJSONOptions);
}

/** Draw the basemap of the page; styles live in the style sheet, by class. */
export function drawBasemap(stage: Stage, view: View): void {
  const plan: [BasemapName, PaneName, string][] = [
    ["world", "land", "base-world"],
    ["countries", "land", "base-country"],
    ["admin1", "provinces", "base-province"],
    ["rivers", "water", "base-river"],
    ["lakes", "water", "base-lake"],
    ["borders", "borders", "base-border"],
  ];
  for (const [name, pane, className] of plan) layer(stage, view, name, pane, className).addTo(stage.map);
}

export function hasDisputed(view: View): boolean {
  return view.basemap.borders?.features.some((feature) => feature.p?.["disputed"] === true) ?? false;
}
