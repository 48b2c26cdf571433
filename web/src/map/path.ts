/** Lines on the world's square → the commands of an SVG path, as far as a frame shows them. Pure figures, without a page. */

import type { Line } from "./unpack";

/** What is drawn, in pixels of the world at this zoom; and how it becomes pixels of the layer. */
export interface Frame {
  scale: number;
  finest: number;
  originX: number;
  originY: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** On which sides of the frame a point lies outside: one bit each. */
function outside(x: number, y: number, frame: Frame): number {
  return (x < frame.left ? 1 : x > frame.right ? 2 : 0) | (y < frame.top ? 4 : y > frame.bottom ? 8 : 0);
}

/** Steps of a path in tenths of a pixel, written once: nearly all are short. */
const WRITTEN = 512;
const steps = new Array<string | undefined>(2 * WRITTEN);

/** A step with what keeps it apart from the number before it. */
function step(tenths: number): string {
  if (tenths < -WRITTEN || tenths >= WRITTEN) return ` ${tenths / 10}`;
  return (steps[tenths + WRITTEN] ??= ` ${tenths / 10}`.replace(" -", "-").replace(/^([ -])0\./, "$1."));
}

/** One line as path commands: steps from point to point, which are short to write and to read. What lies wholly beyond one
 * side is cut short: of an area the edge out there stays, because it decides what is inside; of a line nothing does. `turn`
 * moves it by whole worlds. */
function trace(line: Line, closed: boolean, turn: number, frame: Frame): string {
  const { scale, finest } = frame;
  const { points } = line;
  let path = "";
  let pen = false;
  let isFirst = true;
  let [penX, penY] = [0, 0];
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  let lastSides = 0;
  let skipped = false;
  const draw = (x: number, y: number): void => {
    const toX = Math.round(10 * x);
    const toY = Math.round(10 * y);
    // One letter stands for all steps that follow it.
    path += pen ? `${isFirst ? "l" : ""}${step(toX - penX)}${step(toY - penY)}` : `M${toX / 10} ${toY / 10}`;
    isFirst = !pen;
    penX = toX;
    penY = toY;
    pen = true;
  };
  for (let i = 0; i < points.length; i += 2) {
    const x = ((points[i] ?? 0) + turn) * scale - frame.originX;
    const y = (points[i + 1] ?? 0) * scale - frame.originY;
    const last = i + 2 >= points.length;
    if (!last && Math.abs(x - lastX) < finest && Math.abs(y - lastY) < finest) continue;
    const sides = outside(x, y, frame);
    if ((sides & lastSides) !== 0 && i > 0) {
      // Both ends beyond one side: the piece between them cannot be seen.
      skipped = true;
      lastX = x;
      lastY = y;
      lastSides &= sides;
      if (!closed) pen = false;
      continue;
    }
    if (skipped) draw(lastX, lastY);
    skipped = false;
    draw(x, y);
    lastX = x;
    lastY = y;
    lastSides = sides;
  }
  return closed && path !== "" ? `${path}z` : path;
}

/** Each line once a view: the ground and the areas of the brief share them. */
function traceOnce(line: Line, closed: boolean, frame: Frame): string {
  const known = line.traced;
  if (known?.frame === frame && known.closed === closed) return known.path;
  const path = trace(line, closed, 0, frame);
  line.traced = { frame, closed, path };
  return path;
}

/** What of some lines is seen, as the commands of a path; the world once, or with so many copies on either side. */
export function pathOf(lines: readonly Line[], closed: boolean, frame: Frame, copies = 1): string {
  let path = "";
  const { scale, finest } = frame;
  for (const line of lines) {
    if ((line.east - line.west) * scale < finest && (line.south - line.north) * scale < finest) continue;
    if (line.south * scale - frame.originY < frame.top || line.north * scale - frame.originY > frame.bottom) continue;
    for (let turn = -copies; turn <= copies; turn += 1) {
      const left = (line.west + turn) * scale - frame.originX;
      const right = (line.east + turn) * scale - frame.originX;
      if (right >= frame.left && left <= frame.right) path += turn === 0 ? traceOnce(line, closed, frame) : trace(line, closed, turn, frame);
    }
  }
  return path;
}
