import assert from "node:assert/strict";
import test from "node:test";
import { ringOf } from "../src/map/ring.ts";

const far = ([x, y]) => Math.hypot(x, y);

for (const leaves of [true, false]) {
  const [ring, ...arrows] = ringOf(20, leaves);
  const shafts = arrows.filter((line) => line.length === 2);

  test(`a ring of what ${leaves ? "leaves" : "comes"} points to no side more than to another`, () => {
    for (const line of [ring.slice(1), shafts.flat(), arrows.flat()]) {
      const [x, y] = line.reduce(([sumX, sumY], spot) => [sumX + spot[0], sumY + spot[1]], [0, 0]);
      assert.ok(Math.hypot(x, y) < 1e-9, `${x}, ${y}`);
    }
  });

  test(`its arrows run ${leaves ? "away from the place" : "to the place"} and stand outside the ring`, () => {
    assert.equal(shafts.length, 4);
    for (const [tail, tip] of shafts) {
      assert.ok(leaves ? far(tip) > far(tail) : far(tip) < far(tail));
      assert.ok(Math.min(far(tip), far(tail)) > 20);
    }
  });
}

test("what leaves a place and what comes to it have their arrows between each other", () => {
  const turns = (leaves) => ringOf(20, leaves).filter((line) => line.length === 2).map(([[x, y]]) => Math.round((Math.atan2(y, x) * 180) / Math.PI));
  assert.deepEqual(turns(true).filter((turn) => turns(false).includes(turn)), []);
});
