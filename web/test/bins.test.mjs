// The axis of time, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, fillAxis, isoDay, layAxis } from "../src/panel/bins.ts";

const on = (...days) => days.map((day) => ({ id: day, when: { start: day, end: day } }));
const month = (year, n) => Array.from({ length: n }, (_, i) => `${year}-04-${String((i % 28) + 1).padStart(2, "0")}`);

test("a story of weeks has days, and all of it is on the axis", () => {
  const axis = fillAxis(layAxis(on("2024-04-01", "2024-04-20")), on("2024-04-01", "2024-04-20"));
  assert.equal(axis.unit, "day");
  assert.equal(axis.bins.length, 20);
  assert.deepEqual([axis.earlier.length, axis.later.length], [0, 0]);
});

for (const far of ["0987-01-01", "1500-01-01", "1960-07-01", "2037-01-01", "2999-12-31"]) {
  test(`one event of ${far.slice(0, 4)} does not press a month into a corner`, () => {
    const events = on(...month(2022, 30), far);
    const axis = fillAxis(layAxis(events), events);
    assert.ok(axis.bins.length <= 62, String(axis.bins.length));
    assert.ok(isoDay(axis.start) > "2021" && isoDay(axis.end) < "2023");
    assert.equal(axis.earlier.length + axis.later.length, 1);
    assert.equal(axis.bins.reduce((sum, bin) => sum + bin.events.length, 0), 30);
  });
}

test("events on both sides of the story are counted at both ends", () => {
  const events = on(...month(2022, 40), "1914-08-01", "1939-09-01", "2050-01-01");
  const axis = fillAxis(layAxis(events), events);
  assert.deepEqual([axis.earlier.length, axis.later.length], [2, 1]);
});

test("a history told evenly keeps its whole length", () => {
  const events = on("1900-01-01", "1930-01-01", "1960-01-01", "1990-01-01", "2020-01-01");
  const axis = fillAxis(layAxis(events), events);
  assert.equal(axis.earlier.length + axis.later.length, 0);
});

test("a long history has few enough bars to be pointed at", () => {
  const events = on(...Array.from({ length: 40 }, (_, i) => `${1500 + i * 13}-01-01`));
  assert.ok(layAxis(events).bins.length <= 80);
});

test("an event of a longer time is a line, cut where the axis ends", () => {
  const events = [...on(...month(2022, 30)), { id: "plan", when: { start: "2022-04-10", end: "2060-01-01" } }];
  const axis = fillAxis(layAxis(events), events);
  assert.equal(axis.spans.length, 1);
  assert.ok(axis.spans[0].end <= axis.end);
});

test("what has no date is kept apart, and no axis is laid where nothing has one", () => {
  const undated = [{ id: "x", when: { start: null, end: null } }];
  assert.equal(layAxis(undated), null);
  const events = [...on("2024-04-01"), ...undated];
  assert.equal(fillAxis(layAxis(events), events).undated.length, 1);
});

test("no event is lost, wherever it lies", () => {
  const days = ["0001-01-01", "1066-10-14", ...month(1999, 9), ...month(2022, 70), "2400-02-29"];
  const axis = fillAxis(layAxis(on(...days)), on(...days));
  const counted = axis.bins.reduce((sum, bin) => sum + bin.events.length, 0) + axis.spans.length + axis.earlier.length + axis.later.length;
  assert.equal(counted, days.length);
});

test("steps follow one another without a gap", () => {
  for (const days of [["2024-01-01", "2024-02-10"], ["2023-01-01", "2023-12-01"], ["2019-05-01", "2022-05-01"], ["1980-01-01", "2020-01-01"], ["1700-01-01", "2020-01-01"]]) {
    const { bins } = layAxis(on(...days));
    bins.forEach((bin, i) => i > 0 && assert.equal(bin.start, bins[i - 1].end + 1));
    assert.ok(bins[0].start <= dayNumber(days[0]));
  }
});
