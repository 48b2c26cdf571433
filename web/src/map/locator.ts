/** A small map of the world that shows where the view lies. */

import * as L from "leaflet";
import { s } from "../dom";
import { t } from "../i18n";
import { latitude, type Line } from "./unpack";

/** Equirectangular, a third of a pixel a degree; parts of the world smaller than this many degrees are left out, and so
 * are points less than a degree from the last one. */
const SMALLEST = 3;
const NORTH = 84;
const SOUTH = -58;

function ringPath(line: Line): string {
  if ((line.east - line.west) * 360 < SMALLEST) return "";
  let path = "";
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let i = 0; i < line.points.length; i += 2) {
    const x = (line.points[i] ?? 0) * 360;
    const y = 90 - latitude(line.points[i + 1] ?? 0);
    if (Math.abs(x - lastX) < 1 && Math.abs(y - lastY) < 1) continue;
    path += `${path === "" ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    lastX = x;
    lastY = y;
  }
  return `${path}z`;
}

/** Degrees across from which on a small map of the world says nothing more. */
const WHOLE = 170;

export function isWorld(map: L.Map): boolean {
  const view = map.getBounds();
  return view.getEast() - view.getWest() > WHOLE;
}

export function locator(map: L.Map, lines: readonly Line[]): SVGSVGElement {
  // A map of the world, on which it is not shown, does without.
  const land = s("path", { class: "locator-land" });
  const frames = [s("rect", { class: "locator-frame" }), s("rect", { class: "locator-frame" })];
  const svg = s(
    "svg",
    { class: "locator", viewBox: `0 ${90 - NORTH} 360 ${NORTH - SOUTH}`, role: "img", "aria-label": t("locator.label") },
    s("rect", { x: 0, y: 0, width: 360, height: 180, class: "locator-sea" }),
    land,
    ...frames,
  );
  const follow = (): void => {
    if (!isWorld(map) && !land.hasAttribute("d")) land.setAttribute("d", lines.map(ringPath).join(""));
    const bounds = map.getBounds();
    const width = Math.min(360, Math.max(6, bounds.getEast() - bounds.getWest()));
    const height = Math.max(6, bounds.getNorth() - bounds.getSouth());
    const left = width === 360 ? 0 : 180 + (bounds.getWest() + bounds.getEast() - width) / 2;
    // A view across the antimeridian has a part at each end.
    const second = left < 0 ? left + 360 : left + width > 360 ? left - 360 : null;
    frames.forEach((frame, i) => {
      frame.setAttribute("x", String(i === 0 ? left : (second ?? 0)));
      frame.setAttribute("visibility", i === 0 || second !== null ? "visible" : "hidden");
      frame.setAttribute("y", String(90 - (bounds.getNorth() + bounds.getSouth() + height) / 2));
      frame.setAttribute("width", String(width));
      frame.setAttribute("height", String(height));
    });
  };
  map.on("moveend resize", follow);
  map.whenReady(follow);
  return svg;
}
