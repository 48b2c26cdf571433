// What an address says, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../src/hash.ts";
import { noFilters } from "../src/state.ts";

const store = (filters = {}, selection = null) => ({ filters: { ...noFilters(), ...filters }, selection });

test("what is written is read again", () => {
  const told = store({ kinds: new Set(["protest", "riot"]), from: "2024-04-01", to: "2024-04-30", query: "a b&c=d", undated: "with" }, { kind: "place", id: "p-1" });
  const { filters, selection, view } = readAddress(`#${writeAddress(told, { zoom: 5.25, lat: 1.5, lon: -2 }, false)}`, "");
  assert.deepEqual(filters, told.filters);
  assert.deepEqual(selection, told.selection);
  assert.deepEqual(view, { zoom: 5.25, lat: 1.5, lon: -2 });
});

test("outlets with commas and ampersands survive", () => {
  const told = store({ outlets: new Set(["Times, The", "A & B"]) });
  assert.deepEqual(readAddress(`#${writeAddress(told, null, false)}`, "").filters.outlets, told.filters.outlets);
});

for (const broken of ["#view=1/2", "#view=a/b/c", "#view=5/99/0", "#from=yesterday", "#undated=perhaps", "#%E0%A4%A", "#==&&"]) {
  test(`${broken} is no reason to fail`, () => {
    const { filters, view } = readAddress(broken, "");
    assert.equal(view, null);
    assert.deepEqual(filters, noFilters());
  });
}

test("nothing chosen is an empty address", () => {
  assert.equal(writeAddress(store(), null, false), "");
});

test("a step of the story is written and read, beside a card and a view", () => {
  const told = { ...store({}, { kind: "event", id: "e-1" }), step: { number: 3, events: [], places: [] } };
  const { step, selection } = readAddress(`#${writeAddress(told, null, false)}`, "");
  assert.equal(step, 3);
  assert.deepEqual(selection, { kind: "event", id: "e-1" });
});

for (const broken of ["#step=0", "#step=-1", "#step=1.5", "#step=x", "#step=99999", "#step="]) {
  test(`${broken} is no step`, () => assert.equal(readAddress(broken, "").step, null));
}
