import assert from "node:assert/strict";
import test from "node:test";
import { pathOf } from "../src/map/path.ts";

const frame = { scale: 1000, finest: 0, originX: 0, originY: 0, left: -50, top: -50, right: 1050, bottom: 1050 };

/** A line with the box around it. */
function lineOf(...points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const box = { west: Math.min(...xs), east: Math.max(...xs), north: Math.min(...ys), south: Math.max(...ys) };
  return { points: Float64Array.from(points.flat()), ...box };
}

/** Positions that a path goes to, as a browser reads it: one letter stands for all the pairs that follow it. */
function read(path) {
  const spots = [];
  let [x, y] = [0, 0];
  for (const [, command, numbers] of path.matchAll(/([Mlz])([^Mlz]*)/g)) {
    const values = (numbers.match(/-?(\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    for (let i = 0; i < values.length; i += 2) {
      [x, y] = command === "M" ? [values[i], values[i + 1]] : [x + values[i], y + values[i + 1]];
      spots.push([x, y]);
    }
  }
  return spots;
}

test("a path goes where its line goes, to a tenth of a pixel, however long and short its steps", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const walk = [[0.5, 0.5]];
  for (let i = 0; i < 400; i += 1) {
    const far = i % 10 === 0 ? 0.3 : 0.011;
    const [x, y] = walk.at(-1);
    walk.push([x, y].map((at) => Math.min(1, Math.max(0, at + (random() - 0.5) * far))));
  }
  const spots = read(pathOf([lineOf(...walk)], false, frame, 0));
  assert.equal(spots.length, walk.length);
  spots.forEach(([x, y], i) => {
    assert.ok(Math.abs(x - 1000 * walk[i][0]) <= 0.0501 && Math.abs(y - 1000 * walk[i][1]) <= 0.0501, `${[x, y]} for ${walk[i]}`);
  });
});

test("steps of ten and more pixels keep their digits", () => {
  assert.deepEqual(read(pathOf([lineOf([0, 0], [0.0105, 0.0005], [0, 0.0205])], true, frame, 0)), [[0, 0], [10.5, 0.5], [0, 20.5]]);
});

test("what lies beyond the frame is cut short, and an area keeps its edge out there", () => {
  const box = { ...frame, left: 0, right: 100, top: 0, bottom: 100 };
  const points = [[0.05, 0.05], [0.3, 0.05], [0.4, 0.06], [0.5, 0.07], [0.3, 0.09], [0.05, 0.09]];
  assert.ok(read(pathOf([lineOf(...points)], false, box, 0)).every(([x]) => x <= 300));
  assert.ok(read(pathOf([lineOf(...points)], true, box, 0)).length < points.length);
  assert.equal(pathOf([lineOf([0.2, 0.2], [0.3, 0.3])], true, box, 0), "");
});
