/** Outlines of a brief's areas on the world's square, ready to be drawn and to be searched for room. */

import type { Geometry, Position } from "geojson";
import { type Line, mercatorX, mercatorY } from "./unpack";

const kept = new WeakMap<Geometry, Line[]>();

/** The rings of an area; none for what is no area. */
export function outlinesOf(geometry: Geometry): Line[] {
  let found = kept.get(geometry);
  if (!found) kept.set(geometry, (found = ringsOf(geometry).map(outline)));
  return found;
}

export function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(ringsOf) : [];
}

function outline(ring: Position[]): Line {
  const points = new Float64Array(2 * ring.length);
  const made = { points, west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  ring.forEach(([lon = 0, lat = 0], i) => {
    const x = mercatorX(lon);
    const y = mercatorY(lat);
    points[2 * i] = x;
    points[2 * i + 1] = y;
    made.west = Math.min(made.west, x);
    made.east = Math.max(made.east, x);
    made.north = Math.min(made.north, y);
    made.south = Math.max(made.south, y);
  });
  return made;
}
