/** Outlines of a brief's areas on the world's square, as {@link scan} reads them. */

import type { Geometry, Position } from "geojson";
import type { Outline } from "./placing";
import { mercatorX, mercatorY } from "./unpack";

const kept = new WeakMap<Geometry, Outline[]>();

/** The rings of an area; none for what is no area. */
export function outlinesOf(geometry: Geometry): Outline[] {
  let found = kept.get(geometry);
  if (!found) kept.set(geometry, (found = ringsOf(geometry).map(outline)));
  return found;
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(ringsOf) : [];
}

function outline(ring: Position[]): Outline {
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
