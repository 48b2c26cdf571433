// Where names stand, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { homeOf, seenHome } from "../src/map/home.ts";
import { fit, overlaps, placeNames, Space } from "../src/map/placing.ts";
import { middleOf, partSeen, scan } from "../src/map/rows.ts";

const FRAME = { left: 0, top: 0, right: 400, bottom: 300 };
const LENS = { scale: 1, originX: 0, originY: 0 };
const text = (width, height = 16) => ({ lines: ["x"], width, height, tight: false });

function ring(...corners) {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { points: corners.flat(), west: Math.min(...xs), east: Math.max(...xs), north: Math.min(...ys), south: Math.max(...ys) };
}
const square = (x, y, size) => ring([x, y], [x + size, y], [x + size, y + size], [x, y + size]);
const area = (...rings) => scan(rings, LENS, FRAME);
const around = (more = {}) => ({ frame: FRAME, blocks: [], soft: [], land: [], most: 99, ...more });
const point = (x, y, width = 60, more = {}) => ({ texts: [text(width)], area: null, at: { x, y }, gap: 10, badge: 0, reach: 0, overland: false, ...more });
const named = (rows, width, more = {}) => ({ texts: [text(width)], area: rows, at: { x: 0, y: 0 }, gap: 0, badge: 0, reach: 0, overland: false, ...more });
const within = (box, x, y, size) => box.left >= x && box.right <= x + size && box.top >= y && box.bottom <= y + size;

test("the name of an area stands inside it, in its middle", () => {
  const [placed] = placeNames([named(area(square(100, 100, 120)), 80)], around());
  assert.ok(within(placed.box, 100, 100, 120));
  assert.ok(Math.abs((placed.box.left + placed.box.right) / 2 - 160) < 3);
});

test("a name too wide for its area is left out, and not set on its neighbour", () => {
  assert.deepEqual(placeNames([named(area(square(100, 100, 60)), 80)], around()), []);
});

test("a name too wide in one line is set in two", () => {
  const wish = { ...named(area(square(100, 100, 60)), 80), texts: [text(80), text(45, 32)] };
  const [placed] = placeNames([wish], around());
  assert.equal(placed.text.height, 32);
  assert.ok(within(placed.box, 100, 100, 60));
});

test("in the bend of a crescent there is no name: it stands in an arm", () => {
  const crescent = ring([0, 0], [200, 0], [200, 40], [40, 40], [40, 160], [200, 160], [200, 200], [0, 200]);
  const [placed] = placeNames([named(area(crescent), 90)], around());
  const middle = (placed.box.top + placed.box.bottom) / 2;
  assert.ok(middle < 40 || middle > 160, String(middle));
});

test("a hole in an area is none of it", () => {
  const rows = area(square(0, 0, 200), square(50, 50, 100));
  const [placed] = placeNames([named(rows, 60)], around());
  assert.ok(!overlaps(placed.box, { left: 50, top: 50, right: 150, bottom: 150 }));
});

test("of an area that reaches beyond the picture the part that is seen is named", () => {
  const [placed] = placeNames([named(area(square(-900, -900, 1000)), 60)], around());
  assert.ok(within(placed.box, 0, 0, 100));
});

test("an area cut by the edge so that its name has no room has none", () => {
  assert.deepEqual(placeNames([named(area(square(-180, 50, 200)), 60)], around()), []);
});

test("a small area is named over open water, on a line that begins inside it", () => {
  const rows = area(square(100, 100, 12));
  const [placed] = placeNames([named(rows, 80, { reach: 60 })], around({ land: [rows] }));
  assert.ok(placed.leader);
  assert.ok(within({ left: placed.leader[0].x, right: placed.leader[0].x, top: placed.leader[0].y, bottom: placed.leader[0].y }, 100, 100, 12));
});

test("a name stands on land near its area before it stands over water far from it", () => {
  const rows = area(square(140, 150, 12));
  const land = [area(square(0, 0, 260))];
  const [placed] = placeNames([named(rows, 60, { reach: 200, overland: true })], around({ land }));
  const [from, to] = placed.leader;
  assert.ok(Math.hypot(to.x - from.x, to.y - from.y) <= 88);
  const [far] = placeNames([named(rows, 60, { reach: 200 })], around({ land }));
  assert.ok(far.box.left >= 260 || far.box.top >= 260, "over water where it may not stand on land");
});

test("no long line runs under pins", () => {
  const rows = area(square(200, 150, 12));
  const pin = (x, y) => ({ left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 });
  const ring = Array.from({ length: 72 }, (_, i) => pin(206 + 100 * Math.cos((i * Math.PI) / 36), 156 + 100 * Math.sin((i * Math.PI) / 36)));
  const land = [area(square(106, 56, 200))];
  assert.deepEqual(placeNames([named(rows, 40, { reach: 140 })], around({ land, blocks: ring })), []);
  assert.equal(placeNames([named(rows, 40, { reach: 140 })], around({ land })).length, 1, "without pins in its way it stands there");
});

test("a small area in the middle of others is not named on them", () => {
  const rows = area(square(200, 150, 12));
  const land = [area(square(0, 0, 400))];
  assert.deepEqual(placeNames([named(rows, 80, { reach: 60 })], around({ land })), []);
});

test("no name is cut by an edge or stands under a control", () => {
  const control = { left: 340, top: 0, right: 400, bottom: 100 };
  for (const [x, y] of [[398, 150], [2, 150], [200, 2], [200, 298], [330, 50]]) {
    for (const { box } of placeNames([point(x, y)], around({ blocks: [control] }))) {
      assert.ok(box.left >= 0 && box.top >= 0 && box.right <= 400 && box.bottom <= 300);
      assert.ok(!overlaps(box, control));
    }
  }
});

test("names do not cover one another; the first has the choice", () => {
  const placed = placeNames([point(200, 150), point(200, 152), point(202, 150), point(201, 151)], around());
  for (const a of placed) for (const b of placed) if (a !== b) assert.ok(!overlaps(a.box, b.box));
  assert.ok(placed[0].box.left > 200, "right of its mark");
});

test("the name of an area makes room for that of a town that has no other place", () => {
  const rows = area(square(0, 0, 400));
  const blocks = [
    { left: 190, top: 0, right: 400, bottom: 300 },
    { left: 0, top: 0, right: 189, bottom: 140 },
    { left: 0, top: 160, right: 60, bottom: 300 },
    { left: 0, top: 159, right: 189, bottom: 180 },
    { left: 0, top: 140, right: 100, bottom: 159 },
  ];
  const town = point(185, 150, 60, { gap: 4 });
  const wishes = [named(rows, 80), town];
  assert.equal(placeNames(wishes, around({ blocks })).length, 2);
});

test("a town gives way to a count only where it has no other place", () => {
  const badge = { left: 205, top: 130, right: 240, bottom: 170 };
  const [free] = placeNames([point(200, 150)], around({ soft: [badge] }));
  assert.ok(!overlaps(free.box, badge));
  const walls = [
    { left: 0, top: 0, right: 195, bottom: 300 },
    { left: 195, top: 0, right: 400, bottom: 139 },
    { left: 195, top: 161, right: 400, bottom: 300 },
  ];
  assert.equal(placeNames([point(200, 150)], around({ soft: [badge], blocks: walls })).length, 1);
});

test("no more names than asked for", () => {
  const wishes = [50, 100, 150, 200, 250].map((y) => point(100, y));
  assert.equal(placeNames(wishes, around({ most: 3 })).length, 3);
});

test("the same wishes give the same names", () => {
  const wishes = [point(200, 150), named(area(square(100, 100, 120)), 80), point(204, 150)];
  assert.deepEqual(placeNames(wishes, around()), placeNames(wishes, around()));
});

test("a world that comes twice is named in either part", () => {
  const lens = { scale: 360, originX: 0, originY: 0 };
  const rows = scan([{ points: [0.9, 0.1, 0.99, 0.1, 0.99, 0.5, 0.9, 0.5], west: 0.9, east: 0.99, north: 0.1, south: 0.5 }], lens, { ...FRAME, left: -60, right: 200 });
  assert.ok(rows.rows.some((row) => row.length > 0));
});

test("an area of which nothing is seen has no middle and no name", () => {
  const rows = area(square(900, 900, 50));
  assert.equal(middleOf(rows), null);
  assert.equal(fit(rows, text(10), { x: 0, y: 0 }, new Space(FRAME)), null);
});

test("a leader line runs as far as the first name, across pins only where it may", () => {
  const space = new Space({ left: 0, top: 0, right: 200, bottom: 200 });
  space.take({ left: 40, right: 50, top: 90, bottom: 110 });
  space.take({ left: 120, right: 140, top: 90, bottom: 110 }, 7);
  const far = (across) => space.clearTo({ x: 0, y: 100 }, 1, 0, 0, 190, across);
  assert.ok(far(false) > 30 && far(false) <= 50);
  assert.ok(far(true) > 110 && far(true) <= 140);
  assert.equal(space.clearTo({ x: 0, y: 10 }, 1, 0, 0, 190, false), 190);
});

/** A part of a country on the world's square: degrees west and east, south and north. */
const y = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
const part = (west, east, south, north) => {
  const [left, right] = [west / 360 + 0.5, east / 360 + 0.5];
  return ring([left, y(north)], [right, y(north)], [right, y(south)], [left, y(south)]);
};

test("the home of a country is its largest part and what lies near it, and not what lies far away", () => {
  const states = [part(-168, -130, 54, 71), part(-125, -67, 25, 49), part(-82, -80, 24, 25), part(-160, -155, 19, 22)];
  assert.deepEqual(homeOf(states), [states[1], states[2]]);
  const france = [part(-54, -52, 2, 6), part(-5, 8, 42, 51), part(8.5, 9.5, 41, 43)];
  assert.deepEqual(homeOf(france), [france[1], france[2]]);
  const norway = [part(5, 31, 58, 71), part(10, 33, 76.5, 80.5)];
  assert.deepEqual(homeOf(norway), [norway[0]]);
  const russia = [part(20, 22.9, 54, 55.3), part(27.3, 180, 41, 77)];
  assert.deepEqual(homeOf(russia), [russia[1]]);
  const malaysia = [part(100, 104.3, 1.3, 6.7), part(109.6, 119.3, 0.9, 7.4)];
  assert.equal(homeOf(malaysia), malaysia);
  const japan = [part(130.9, 142, 33.5, 41.5), part(139.4, 145.8, 41.4, 45.5), part(129.7, 132, 31, 34)];
  assert.equal(homeOf(japan), japan);
});

test("a name goes to the home of its area, beside it where it has no room there, and to a far part last of all", () => {
  const [home, far] = [square(200, 100, 60), square(20, 20, 90)];
  const wish = (width, more = {}) => named(area(home, far), width, { home: area(home), ...more });
  const inside = (box, [x, size]) => box.left >= x && box.right <= x + size;
  assert.ok(inside(placeNames([wish(40)], around())[0].box, [200, 60]));
  assert.ok(inside(placeNames([wish(80)], around())[0].box, [20, 90]));
  const [led] = placeNames([wish(80, { reach: 100 })], around());
  assert.ok(led.leader && led.leader[0].x >= 200);
});

test("a longer line leads home before a name stands on a far part", () => {
  const [home, far] = [square(200, 100, 40), square(20, 20, 90)];
  const wish = named(area(home, far), 60, { home: area(home), reach: 60 });
  const land = [area(square(140, 40, 160))];
  const [led] = placeNames([wish], around({ land }));
  assert.ok(led.leader && led.leader[0].x >= 200);
});

test("who looks at a far part alone reads whose it is there", () => {
  const [home, far] = [square(-190, 100, 200), square(200, 20, 200)];
  assert.equal(seenHome(area(home), area(home, far)), null);
  assert.ok(seenHome(area(square(0, 100, 200)), area(square(0, 100, 200), far)));
});

test("of a region it is known how much of it is in sight", () => {
  assert.equal(partSeen([square(0, 0, 100)], LENS, FRAME), 1);
  assert.equal(partSeen([square(-50, 0, 100)], LENS, FRAME), 0.5);
  assert.equal(partSeen([square(-900, -900, 100)], LENS, FRAME), 0);
  assert.ok(partSeen([square(-1000, -1000, 1500), square(600, 0, 10)], LENS, FRAME) < 0.06);
});
