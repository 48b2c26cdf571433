import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, scan, widestOf } from "../src/map/rows.ts";
import { readLine, readNumbers } from "../src/map/unpack.ts";

const FRAME = { left: 0, top: 0, right: 100, bottom: 40 };
const LENS = { scale: 100, originX: 0, originY: 0 };
/** A ring around a box, in pixels of the picture. */
const ring = (west, north, east, south) => ({
  points: Float64Array.of(west, north, east, north, east, south, west, south).map((pixel) => pixel / 100),
  west: west / 100,
  east: east / 100,
  north: north / 100,
  south: south / 100,
});

test("an area is seen in the rows that it crosses, and in no other", () => {
  const { rows } = scan([ring(10, 9, 30, 21)], LENS, FRAME, 0);
  assert.equal(rows.length, 11);
  rows.forEach((row, i) => assert.deepEqual(row.map(Math.round), i >= 3 && i <= 5 ? [10, 30] : []));
});

test("a hole is no part of an area, and what lies beyond the picture is not seen", () => {
  const { rows } = scan([ring(-20, 2, 90, 38), ring(40, 10, 60, 30)], LENS, FRAME, 0);
  assert.deepEqual(rows[1].map(Math.round), [0, 90]);
  assert.deepEqual(rows[5].map(Math.round), [0, 40, 60, 90]);
});

test("rows in which nothing is seen stay empty, whatever else is looked at", () => {
  const first = scan([ring(10, 9, 30, 21)], LENS, FRAME, 0);
  scan([ring(0, 0, 100, 40)], LENS, FRAME, 0);
  assert.deepEqual(first.rows[0], []);
  assert.deepEqual(scan([], LENS, FRAME, 0).rows.flat(), []);
});

test("the world is seen as often as it comes round", () => {
  const { rows } = scan([ring(90, 9, 110, 21)], LENS, FRAME, 1);
  assert.deepEqual(rows[4].map(Math.round), [0, 10, 90, 100]);
});

test("two views of one area are one", () => {
  const at = (...row) => ({ top: 0, step: 4, rows: [row] });
  assert.deepEqual(joined(at(0, 10, 20, 30), at(5, 22, 40, 50)).rows, [[0, 30, 40, 50]]);
  assert.deepEqual(joined(at(0, 30), at(5, 10)).rows, [[0, 30]]);
  assert.deepEqual(joined(at(), at(5, 10)).rows, [[5, 10]]);
  assert.equal(widestOf(joined(at(0, 10), at(10, 25))), 25);
});

test("numbers and lines are read by the same digits", () => {
  // 0, 1, -1, 16, -16: the sign stands in the lowest bit, five bits a digit.
  assert.deepEqual(readNumbers("ACDgBhB"), [0, 1, -1, 16, -16]);
  const line = readLine("AACA", 1);
  assert.deepEqual([...line.points].map((x) => x.toFixed(6)), ["0.500000", "0.500000", "0.502778", "0.500000"]);
  assert.equal(line.east > line.west, true);
  assert.deepEqual(readNumbers("C"), [1]);
});
