/** Packed basemap layers → positions on the world's square, from 0 to 1, ready to be drawn at any scale. */

import type { PackedLayer } from "../data";

const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, i) => [digit.charCodeAt(0), i]));
const VALUE = Uint8Array.from({ length: 128 }, (_, code) => DIGITS.get(code) ?? 0);
const MORE = 32;

/** Whole numbers in variable-length digits: five bits each, the lowest first, the sign in the lowest bit. */
export function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 1;
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUE[text.charCodeAt(i)] ?? 0;
    value += (digit % MORE) * shift;
    if (digit >= MORE) {
      shift *= MORE;
      continue;
    }
    numbers.push(value % 2 ? -(value - 1) / 2 : value / 2);
    value = 0;
    shift = 1;
  }
  return numbers;
}

/** One line or ring: x and y in turn, and the box around them. */
export interface Line {
  points: Float64Array;
  west: number;
  east: number;
  north: number;
  south: number;
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

/** Positions read so far, twice as many figures: each line is cut out of it. */
let room = new Float64Array(8192);

/** A line as it travels → its positions. In one go, since a page that opens reads a hundred thousand of them. */
export function readLine(text: string, scale: number): Line {
  if (room.length < text.length) room = new Float64Array(2 * text.length);
  const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
  let lon = 0;
  let lat = 0;
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
    const step = value % 2 ? -(value - 1) / 2 : value / 2;
    value = 0;
    shift = 1;
    if (count % 2 === 0) {
      lon += step;
      const x = mercatorX(lon / scale);
      room[count] = x;
      if (x < box.west) box.west = x;
      if (x > box.east) box.east = x;
    } else {
      lat += step;
      const y = mercatorY(lat / scale);
      room[count] = y;
      if (y < box.north) box.north = y;
      if (y > box.south) box.south = y;
    }
    count += 1;
  }
  return { points: room.slice(0, count), ...box };
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
