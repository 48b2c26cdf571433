/** Which parts of a country are it, when it has parts far away: its name belongs on the contiguous United States and not on
 * Alaska, on France and not on Guiana. Pure figures, without a page; `geobrief/export/drawing/home.py` follows the same rules. */

import { extentOf, type Outline, type Rows } from "./rows";

/** Parts of the world's width up to which a part is near the largest one: 3.5 degrees at the equator. */
const NEAR = 3.5 / 360;

/** Share of the largest part from which on another is no appendage, however far: Malaysia has two halves. */
const HALF = 1 / 3;

/** Share of what is seen of a country that its home must have: who looks at Alaska reads whose it is. */
const SEEN = 0.25;

/** Size on the Earth, near enough: that of the box around it. */
function sizeOf({ west, east, north, south }: Outline): number {
  return ((east - west) * (south - north)) / Math.cosh(Math.PI * (1 - (north + south))) ** 2;
}

function apart(a: Outline, b: Outline): number {
  const x = Math.max(0, a.west - b.east, b.west - a.east);
  const y = Math.max(0, a.north - b.south, b.north - a.south);
  return Math.hypot(x, y);
}

const kept = new WeakMap<readonly Outline[], readonly Outline[]>();

/** The largest part of a country, what lies near it, and what is nearly as large; the very same list where that is all. */
export function homeOf(outlines: readonly Outline[]): readonly Outline[] {
  let home = kept.get(outlines);
  if (home) return home;
  const sizes = outlines.map(sizeOf);
  const most = Math.max(...sizes);
  const largest = outlines[sizes.indexOf(most)];
  home = largest ? outlines.filter((outline, i) => (sizes[i] ?? 0) >= HALF * most || apart(outline, largest) <= NEAR) : outlines;
  if (home.length === outlines.length) home = outlines;
  kept.set(outlines, home);
  return home;
}

/** What is seen of the home of an area, where that is enough of what is seen of it; otherwise null. */
export function seenHome(home: Rows, all: Rows): Rows | null {
  const seen = extentOf(home);
  return seen > 0 && seen >= SEEN * extentOf(all) ? home : null;
}
