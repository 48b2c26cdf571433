/** Packed basemap layers → positions on the world's square, from 0 to 1, ready to be drawn at any scale. */

import type { PackedLayer } from "../data";

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, i) => [digit.charCodeAt(0), i]));
const VALUE = Uint8Array.from({ length: 128 }, (_, code) => DIGITS.get(code) ?? 0);
const MORE = 32;

/** Numbers read so far: what asked for them takes them out of it. */
let room = new Float64Array(8192);

/** Whole numbers in variable-length digits (five bits each, the lowest first, the sign in the lowest bit) → how many of them
 * now stand in the room. In one go and without a list, since a page that opens reads a hundred thousand of them. */
function read(text: string): number {
  if (room.length < text.length) room = new Float64Array(2 * text.length);
  let count = 0;
  let value = 0;
  let shift = 1;
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUE[text.charCodeAt(i)] ?? 0;
    value += (digit % MORE) * shift;
    if (digit >= MORE) {
      shift *= MORE;
      continue;
    }
    room[count] = value % 2 ? -(value - 1) / 2 : value / 2;
    count += 1;
    value = 0;
    shift = 1;
  }
  return count;
}

export function readNumbers(text: string): number[] {
  const count = read(text);
  return Array.from(room.subarray(0, count));
}

/** One line or ring: x and y in turn, and the box around them. */
export interface Line {
  points: Float64Array;
  west: number;
  east: number;
  north: number;
  south: number;
  /** What it was last drawn as, kept by what draws it. */
  traced?: Traced;
}

/** A line as the commands of a path, for one view of the map. */
export interface Traced {
  frame: object;
  closed: boolean;
  path: string;
}

/** Degrees from which on Web Mercator runs away. */
const POLE = 85.06;

/** Web Mercator: degrees → 0 to 1, from west to east and from north to south. */
export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

export function mercatorY(lat: number): number {
  if (Math.abs(lat) > POLE) return lat > 0 ? mercatorY(POLE) : mercatorY(-POLE);
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** The same the other way round. */
export function longitude(x: number): number {
  return (x - 0.5) * 360;
}

export function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** A line as it travels, in steps of 1 / scale degrees → its positions. */
export function readLine(text: string, scale: number): Line {
  const count = read(text);
  const points = room.slice(0, count);
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  let lon = 0;
  let lat = 0;
  for (let i = 0; i < count; i += 2) {
    lon += points[i] ?? 0;
    lat += points[i + 1] ?? 0;
    const x = mercatorX(lon / scale);
    const y = mercatorY(lat / scale);
    points[i] = x;
    points[i + 1] = y;
    if (x < box.west) box.west = x;
    if (x > box.east) box.east = x;
    if (y < box.north) box.north = y;
    if (y > box.south) box.south = y;
  }
  return { points, ...box };
}

export interface Shape {
  closed: boolean;
  disputed: boolean;
  /** ISO code of the country whose land it is, or "". */
  id: string;
  lines: Line[];
}

export function unpack(layer: PackedLayer | undefined): Shape[] {
  return (layer?.features ?? []).map((feature) => ({
    closed: feature.t === "area",
    disputed: feature.p?.["disputed"] === true,
    id: String(feature.p?.["id"] ?? ""),
    lines: feature.c.map((text) => readLine(text, layer?.scale ?? 1)),
  }));
}
