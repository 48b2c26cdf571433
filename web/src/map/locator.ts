/** A small map of the world that shows where the view lies. */

import * as L from "leaflet";
import type { View } from "../data";
import { s } from "../dom";
import { t } from "../i18n";
import { unpack } from "./unpack";

/** Equirectangular, a third of a pixel a degree; parts of the world smaller than this many degrees are left out. */
const SMALLEST = 3;
const NORTH = 84;
const SOUTH = -58;

function ringPath(ring: number[][]): string {
  const lons = ring.map(([lon]) => lon ?? 0);
  if (Math.max(...lons) - Math.min(...lons) < SMALLEST) return "";
  const steps = ring.map(([lon, lat]) => `${((lon ?? 0) + 180).toFixed(1)} ${(90 - (lat ?? 0)).toFixed(1)}`);
  return `M${steps.join("L")}z`;
}

export function locator(map: L.Map, view: View): SVGSVGElement {
  const land = unpack(view.basemap.world)
    .features.flatMap((feature) => (feature.geometry.type === "MultiPolygon" ? feature.geometry.coordinates : []))
    .map((polygon) => ringPath(polygon[0] ?? []))
    .join("");
  const frame = s("rect", { class: "locator-frame" });
  const svg = s(
    "svg",
    { class: "locator", viewBox: `0 ${90 - NORTH} 360 ${NORTH - SOUTH}`, role: "img", "aria-label": t("locator.label") },
    s("rect", { x: 0, y: 0, width: 360, height: 180, class: "locator-sea" }),
    s("path", { d: land, class: "locator-land" }),
    frame,
  );
  const follow = (): void => {
    const bounds = map.getBounds();
    const west = Math.max(-180, bounds.getWest());
    const east = Math.min(180, bounds.getEast());
    const width = Math.max(6, east - west);
    const height = Math.max(6, bounds.getNorth() - bounds.getSouth());
    frame.setAttribute("x", String(180 + (west + east - width) / 2));
    frame.setAttribute("y", String(90 - (bounds.getNorth() + bounds.getSouth() + height) / 2));
    frame.setAttribute("width", String(width));
    frame.setAttribute("height", String(height));
  };
  map.on("moveend resize", follow);
  map.whenReady(follow);
  return svg;
}
