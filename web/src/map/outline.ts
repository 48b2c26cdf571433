/** Outlines of a brief's areas on the world's square, ready to be drawn and to be searched for room. */

import type { Geometry, Position } from "geojson";
import type { Place } from "../data";
import { PackedArea } from "./area";
import type { BaseShapes } from "./basemap";
import { type Line, mercatorX, mercatorY } from "./unpack";

const kept = new WeakMap<Geometry, Line[]>();

/** The rings of an area; none for what is no area. */
export function outlinesOf(geometry: Geometry): Line[] {
  let found = kept.get(geometry);
  if (!found) kept.set(geometry, (found = geometry instanceof PackedArea ? geometry.lines : ringsOf(geometry).map(outline)));
  return found;
}

/** How far apart on the world's square the largest parts of two outlines may end that are of one country. */
const ALIKE = 0.003;

type Edges = Pick<Line, "west" | "east" | "north" | "south">;

function largestOf(rings: readonly Line[]): Edges | null {
  const sizeOf = ({ west, east, north, south }: Line): number => (east - west) * (south - north);
  return rings.reduce<Line | null>((most, ring) => (most !== null && sizeOf(most) >= sizeOf(ring) ? most : ring), null);
}

const largest = new WeakMap<readonly Line[], Edges | null>();

/** The box around the largest part of what the ground has of a country. */
function largestOfGround(lines: readonly Line[]): Edges | null {
  let found = largest.get(lines);
  if (found === undefined) largest.set(lines, (found = largestOf(lines)));
  return found;
}

/** The same of the outline of a place, which need not be read for it where its box travels with it. */
function largestOfArea(geometry: Geometry): Edges | null {
  if (!(geometry instanceof PackedArea)) return largestOf(outlinesOf(geometry));
  const [west, south, east, north] = geometry.main;
  return { west: mercatorX(west), south: mercatorY(south), east: mercatorX(east), north: mercatorY(north) };
}

function areAlike(ground: readonly Line[], extent: Geometry): boolean {
  const [one, other] = [largestOfGround(ground), largestOfArea(extent)];
  if (!one || !other) return false;
  return (["west", "east", "north", "south"] as const).every((edge) => Math.abs(one[edge] - other[edge]) < ALIKE);
}

/** The outline of a place as it is drawn: a country's as the ground has it, so that one line stands there and not two. */
export function drawnOutlines({ kind, country, extent }: Place, shapes: BaseShapes | null): readonly Line[] {
  // A territory may be a part of what has its code: the Gaza Strip is no other name of Palestine.
  const ground = kind === "country" || (kind === "territory" && extent === null) ? shapes?.countries.get(country ?? "") : undefined;
  // An analyst, another view of the borders or a turned map may have given it an outline that is not the ground's.
  if (ground && (extent === null || areAlike(ground, extent))) return ground;
  return extent === null ? [] : outlinesOf(extent);
}

function isOnEdge(x: number, other: number): boolean {
  return x === other && (x === 0 || x === 1);
}

/** The lines of some rings without what runs along the antimeridian, where land is cut and does not end; null where none
 * does. */
export function withoutSeams(rings: readonly Line[]): Line[] | null {
  let isCut = false;
  if (rings.every(({ west, east }) => west > 0 && east < 1)) return null;
  const lines = rings.flatMap((ring) => {
    const { points } = ring;
    const parts: number[][] = [[]];
    for (let i = 0; i < points.length; i += 2) {
      const [x = 0, y = 0] = [points[i], points[i + 1]];
      if (i > 0 && isOnEdge(x, points[i - 2] ?? 0)) parts.push([]);
      parts[parts.length - 1]?.push(x, y);
    }
    isCut ||= parts.length > 1;
    return parts.filter((part) => part.length > 2).map((part) => ({ ...ring, points: Float64Array.from(part) }));
  });
  return isCut ? lines : null;
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
