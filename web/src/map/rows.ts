/** What is seen of an area, row by row: where it lies, how large it is, where its middle is. Pure figures, without a page. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Spot {
  x: number;
  y: number;
}

/** A line or ring on the world's square, x and y in turn, and the box around it. */
export interface Outline {
  points: ArrayLike<number>;
  west: number;
  east: number;
  north: number;
  south: number;
}

/** How the world's square becomes pixels of the picture. */
export interface Lens {
  scale: number;
  originX: number;
  originY: number;
}

/** What is seen of an area: for every so many pixels from the top the stretches inside it, left and right in turn. */
export interface Rows {
  top: number;
  step: number;
  rows: number[][];
  /** Pixels of the longest stretch, once it has been asked for. */
  widest?: number;
}

/** Pixels between two rows. */
export const STEP = 4;

/** A row in which nothing is seen: the same for all, since of most areas most rows are. */
const NONE: number[] = [];

/** What of some outlines lies in a frame, row by row; the world is taken once, or with so many copies on either side. */
export function scan(outlines: readonly Outline[], lens: Lens, frame: Box, copies = 1): Rows {
  const rows = Array.from({ length: Math.max(0, Math.floor((frame.bottom - frame.top) / STEP) + 1) }, () => NONE);
  const { scale, originX, originY } = lens;
  for (const outline of outlines) {
    if (outline.south * scale - originY < frame.top || outline.north * scale - originY > frame.bottom) continue;
    for (let turn = -copies; turn <= copies; turn += 1) {
      const left = (outline.west + turn) * scale - originX;
      const right = (outline.east + turn) * scale - originX;
      if (right >= frame.left && left <= frame.right) cross(outline.points, { scale, originX: originX - turn * scale, originY }, frame, rows);
    }
  }
  for (const row of rows) if (row !== NONE) keepInside(row, frame);
  return { top: frame.top, step: STEP, rows };
}

/** How much of the box around some outlines lies in a frame, from 0 to 1. */
export function partSeen(outlines: readonly Outline[], { scale, originX, originY }: Lens, frame: Box): number {
  const most = (edge: "west" | "east" | "north" | "south", of: (...values: number[]) => number): number => of(...outlines.map((line) => line[edge]));
  const [left, right] = [most("west", Math.min) * scale - originX, most("east", Math.max) * scale - originX];
  const [top, bottom] = [most("north", Math.min) * scale - originY, most("south", Math.max) * scale - originY];
  const wide = Math.min(right, frame.right) - Math.max(left, frame.left);
  const high = Math.min(bottom, frame.bottom) - Math.max(top, frame.top);
  return wide > 0 && high > 0 ? (wide * high) / ((right - left) * (bottom - top)) : 0;
}

/** Note where the edges of a ring cross the rows. Most edges lie between two of them, and are passed by in a glance. */
function cross(points: ArrayLike<number>, { scale, originX, originY }: Lens, frame: Box, rows: number[][]): void {
  const n = points.length;
  const count = rows.length;
  const { top } = frame;
  let last = n - 2;
  let y0 = (points[n - 1] ?? 0) * scale - originY;
  let row0 = Math.ceil((y0 - top) / STEP);
  for (let i = 0; i < n; i += 2) {
    const y1 = (points[i + 1] ?? 0) * scale - originY;
    const row1 = Math.ceil((y1 - top) / STEP);
    if (row1 !== row0) {
      const x0 = (points[last] ?? 0) * scale - originX;
      const slope = ((points[i] ?? 0) * scale - originX - x0) / (y1 - y0);
      const to = Math.min(count, Math.max(row0, row1));
      for (let row = Math.max(0, Math.min(row0, row1)); row < to; row += 1) {
        const x = x0 + (top + row * STEP - y0) * slope;
        const crossings = rows[row];
        if (crossings === undefined || crossings === NONE) rows[row] = [x];
        else crossings.push(x);
      }
    }
    last = i;
    y0 = y1;
    row0 = row1;
  }
}

/** Crossings → stretches inside the frame, in their place. */
function keepInside(crossings: number[], frame: Box): void {
  if (crossings.length > 2) crossings.sort((a, b) => a - b);
  else if ((crossings[0] ?? 0) > (crossings[1] ?? 0)) crossings.reverse();
  let kept = 0;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const left = Math.max(frame.left, crossings[i] ?? 0);
    const right = Math.min(frame.right, crossings[i + 1] ?? 0);
    if (right <= left) continue;
    crossings[kept] = left;
    crossings[kept + 1] = right;
    kept += 2;
  }
  crossings.length = kept;
}

/** Two views of one area, of different detail, as one. */
export function joined(a: Rows, b: Rows): Rows {
  return { top: a.top, step: a.step, rows: a.rows.map((row, i) => union(row, b.rows[i] ?? [])) };
}

function union(a: number[], b: number[]): number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const found: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let i = 0, j = 0; i + 1 < a.length || j + 1 < b.length; ) {
    const isA = (a[i] ?? Number.POSITIVE_INFINITY) <= (b[j] ?? Number.POSITIVE_INFINITY);
    const left = (isA ? a[i] : b[j]) ?? 0;
    const right = (isA ? a[i + 1] : b[j + 1]) ?? 0;
    if (isA) i += 2;
    else j += 2;
    if (left > end) found.push(left, (end = right));
    else if (right > end) found[found.length - 1] = end = right;
  }
  return found;
}

/** What two rows have in common, in stretches of at least so many pixels. */
export function meet(a: readonly number[], b: readonly number[], least: number): number[] {
  const found: number[] = [];
  for (let i = 0, j = 0; i + 1 < a.length && j + 1 < b.length; ) {
    const left = Math.max(a[i] ?? 0, b[j] ?? 0);
    const right = Math.min(a[i + 1] ?? 0, b[j + 1] ?? 0);
    if (right - left >= least) found.push(left, right);
    if ((a[i + 1] ?? 0) < (b[j + 1] ?? 0)) i += 2;
    else j += 2;
  }
  return found;
}

/** Pixels of the longest stretch: no name that is longer need be tried. */
export function widestOf(area: Rows): number {
  if (area.widest !== undefined) return area.widest;
  let most = 0;
  for (const row of area.rows) for (let i = 0; i + 1 < row.length; i += 2) most = Math.max(most, (row[i + 1] ?? 0) - (row[i] ?? 0));
  return (area.widest = most);
}

/** Pixels inside, near enough. */
export function extentOf(rows: Rows): number {
  let sum = 0;
  for (const row of rows.rows) for (let i = 0; i + 1 < row.length; i += 2) sum += (row[i + 1] ?? 0) - (row[i] ?? 0);
  return sum * rows.step;
}

/** Where the eye looks for the name of an area: the middle of its wide stretches, which count more than its narrow ones. */
export function middleOf(area: Rows): Spot | null {
  let weight = 0;
  let x = 0;
  let y = 0;
  area.rows.forEach((row, i) => {
    for (let j = 0; j + 1 < row.length; j += 2) {
      const left = row[j] ?? 0;
      const right = row[j + 1] ?? 0;
      const wide = (right - left) ** 2;
      weight += wide;
      x += (wide * (left + right)) / 2;
      y += wide * (area.top + i * area.step);
    }
  });
  return weight > 0 ? { x: x / weight, y: y / weight } : null;
}

/** Spots inside an area where a line may begin: near its middle first, spread over it. */
const ANCHORS = 14;
const SPREAD = 10;

/** Rows that are looked at, at most: spots stand apart anyhow. */
const LOOKED_AT = 48;

export function anchorsOf(area: Rows): Spot[] {
  const middle = middleOf(area);
  if (!middle) return [];
  const all: { spot: Spot; far: number }[] = [];
  const filled = area.rows.filter((row) => row.length > 0).length;
  const stride = Math.max(1, Math.floor(filled / LOOKED_AT));
  for (let i = 0; i < area.rows.length; i += stride) {
    const row = area.rows[i] ?? [];
    const y = area.top + i * area.step;
    for (let j = 0; j + 1 < row.length; j += 2) {
      const left = row[j] ?? 0;
      const right = row[j + 1] ?? 0;
      const edge = Math.min(2, (right - left) / 2);
      const nearest = Math.min(Math.max(middle.x, left + edge), right - edge);
      for (const x of [nearest, left + edge, right - edge]) all.push({ spot: { x, y }, far: Math.hypot(x - middle.x, y - middle.y) });
    }
  }
  all.sort((a, b) => a.far - b.far);
  const found: Spot[] = [];
  for (const { spot } of all) {
    if (found.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) >= SPREAD)) found.push(spot);
    if (found.length === ANCHORS) break;
  }
  return found;
}
