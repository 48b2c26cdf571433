import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber } from "../src/panel/bins.ts";
import { sparkOf } from "../src/panel/spark.ts";

const on = (start, end = start) => ({ when: { start, end } });
const year = { start: dayNumber("2024-01-01"), end: dayNumber("2024-12-31") };

test("an event counts in the part of the axis in which it begins", () => {
  assert.deepEqual(sparkOf([on("2024-01-01"), on("2024-06-30"), on("2024-12-31"), on("2024-11-01", "2025-02-01")], year, 4), [1, 1, 0, 2]);
});

test("what lies off the axis, and what has no date, is no part of the line", () => {
  assert.deepEqual(sparkOf([on("2023-12-31"), on("2025-01-01"), { when: { start: null, end: null } }], year, 4), [0, 0, 0, 0]);
});

test("an axis of one day holds its events in one step", () => {
  const day = dayNumber("2024-03-05");
  assert.deepEqual(sparkOf([on("2024-03-05"), on("2024-03-05")], { start: day, end: day }, 3), [2, 0, 0]);
});
