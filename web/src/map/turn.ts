/** The world turned so that a story on both sides of the antimeridian stands together: what lies west of the turned map
 * comes round to its east. Done once, before anything is drawn. */

import type { Geometry, Position } from "geojson";
import type { Brief, View } from "../data";
import { PackedArea } from "./area";

/** Degrees of longitude in the middle of the map: 0, or 180 where the story crosses the antimeridian. */
export function middleOf(view: View): number {
  return view.story.east > 180 || view.story.west < -180 ? 180 : 0;
}

/** The same meridian, as close to the middle as it comes. */
export function near(lon: number, middle: number): number {
  return lon < middle - 180 ? lon + 360 : lon > middle + 180 ? lon - 360 : lon;
}

/** Whether a ring is without leaps and on its side already, as nearly all are. */
function stands(ring: readonly Position[], middle: number): boolean {
  let last = ring[0]?.[0] ?? 0;
  for (const [lon = 0] of ring) {
    if (Math.abs(lon - last) > 180 || Math.abs(lon - middle) > 180) return false;
    last = lon;
  }
  return true;
}

/** A ring without leaps, and whole on one side. */
function turnRing(ring: Position[], middle: number): Position[] {
  if (stands(ring, middle)) return ring;
  let turns = 0;
  let last = ring[0]?.[0] ?? 0;
  const whole = ring.map(([lon = 0, lat = 0]) => {
    if (lon - last > 180) turns -= 360;
    else if (last - lon > 180) turns += 360;
    last = lon;
    return [lon + turns, lat];
  });
  const lons = whole.map(([lon]) => lon ?? 0);
  const centre = (lons.reduce((a, b) => Math.min(a, b), Infinity) + lons.reduce((a, b) => Math.max(a, b), -Infinity)) / 2;
  const move = near(centre, middle) - centre;
  return move === 0 ? whole : whole.map(([lon = 0, lat = 0]) => [lon + move, lat]);
}

function turnGeometry(geometry: Geometry, middle: number): Geometry {
  const whole = (rings: readonly Position[][]): boolean => rings.every((ring) => stands(ring, middle));
  if (geometry.type === "Polygon" ? whole(geometry.coordinates) : geometry.type === "MultiPolygon" && geometry.coordinates.every(whole)) return geometry;
  if (geometry.type === "Polygon") {
    return { ...geometry, coordinates: geometry.coordinates.map((ring) => turnRing(ring, middle)) };
  }
  if (geometry.type === "MultiPolygon") {
    return { type: "MultiPolygon", coordinates: geometry.coordinates.map((rings) => rings.map((ring) => turnRing(ring, middle))) };
  }
  return geometry;
}

/** What is turned of a place, field by field. */
export function turnings(view: View): { lon: (lon: unknown) => unknown; extent: (extent: unknown) => unknown } {
  const middle = middleOf(view);
  return {
    lon: (lon) => near(lon as number, middle),
    // What travels in steps does not leap, and lies within one turn of the Earth: nothing need be read to know it.
    extent: (extent) => (extent === null || (middle === 0 && extent instanceof PackedArea) ? extent : turnGeometry(extent as Geometry, middle)),
  };
}

export function turnBrief(brief: Brief, view: View): void {
  const { lon, extent } = turnings(view);
  for (const place of brief.places) {
    place.lon = lon(place.lon) as number;
    place.extent = extent(place.extent) as Geometry | null;
  }
}

export function turnView(view: View): void {
  const middle = middleOf(view);
  if (middle === 0) return;
  for (const town of view.towns) town.lon = near(town.lon, middle);
  for (const { box } of view.steps ?? []) {
    if (!box) continue;
    const move = near((box.west + box.east) / 2, middle) - (box.west + box.east) / 2;
    box.west += move;
    box.east += move;
  }
}

/** A longitude as people write it. */
export function written(lon: number): number {
  return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
}
