import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnOutlines, outlinesOf, withoutSeams } from "../src/map/outline.ts";

const square = (west, south, east, north) => ({
  type: "Polygon",
  coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
});
const shapes = (geometry) => ({ world: new Map(), countries: new Map([["NE", outlinesOf(geometry)]]) });
const niger = (extent, kind = "country") => ({ kind, country: "NE", extent });

test("a country is drawn by the line of the ground, so that no second one runs beside it", () => {
  const ground = shapes(square(0, 12, 16, 23.4));
  assert.equal(drawnOutlines(niger(square(0.1, 12, 16, 23.5)), ground), ground.countries.get("NE"));
});

test("an outline that is not the ground's stays as it was given", () => {
  const own = square(100, 12, 116, 23);
  assert.equal(drawnOutlines(niger(own), shapes(square(0, 12, 16, 23.4))), outlinesOf(own));
});

test("a territory is not drawn as all that has its code", () => {
  const own = square(0, 12, 16, 23.4);
  assert.equal(drawnOutlines(niger(own, "territory"), shapes(square(0, 12, 16, 23.4))), outlinesOf(own));
});

test("a country without an outline of its own has the ground's", () => {
  const ground = shapes(square(0, 12, 16, 23.4));
  assert.equal(drawnOutlines(niger(null), ground), ground.countries.get("NE"));
});

test("land cut at the antimeridian has no line there, and all others", () => {
  const [line, ...rest] = withoutSeams(outlinesOf(square(170, 60, 180, 70)));
  assert.equal(rest.length, 1);
  assert.equal(line.points.length + rest[0].points.length, 10);
});

test("land that is not cut has no seam", () => {
  assert.equal(withoutSeams(outlinesOf(square(170, 60, 179, 70))), null);
  assert.equal(withoutSeams(outlinesOf(square(170, 60, 190, 70))), null);
});
