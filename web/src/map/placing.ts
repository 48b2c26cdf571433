/** Where names stand: pure figures, without a page. `geobrief/export/drawing/placing.py` follows the same rules on paper.
 *
 * The name of an area stands inside what is seen of it, or beside it on a leader line, over open water where there is some, or
 * not at all. The name
 * of a point stands at its mark, or a little off on a leader line. Names are heard in the order given; that of a point that
 * finds no room may move the names of areas, which have room elsewhere.
 */

import { anchorsOf, type Box, meet, middleOf, type Rows, type Spot, widestOf } from "./rows";

/** One way to write a name: its lines, and the pixels that they take. */
export interface Text {
  lines: readonly string[];
  width: number;
  height: number;
  /** Whether it is set small and close, to fit. */
  tight: boolean;
}

export interface Wish {
  /** Ways to write the name, the best first. */
  texts: readonly Text[];
  /** What is seen of an area; null for a point. */
  area: Rows | null;
  /** What is seen of its home, where it has parts far away: its name goes there first. */
  home?: Rows | null;
  at: Spot;
  /** Pixels from a point to its name. */
  gap: number;
  /** Pixels more on the side where a count stands. */
  badge: number;
  /** Pixels that a leader line may have; 0 for none. */
  reach: number;
  /** Whether such a line may end on land, where there is no water near. */
  overland: boolean;
}

export interface Placed {
  wish: number;
  text: Text;
  box: Box;
  leader: readonly [Spot, Spot] | null;
}

export interface Surroundings {
  /** What of the picture may hold names. */
  frame: Box;
  /** What no name may cover: pins and controls. */
  blocks: readonly Box[];
  /** What names cover only where nothing else is left: counts at pins. */
  soft: readonly Box[];
  /** All land in the picture: a name on a leader line stands off it. */
  land: readonly Rows[];
  /** So many names at most. */
  most: number;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Pixels that a cell of the picture is high and wide: a test looks at what stands near. */
const BAND = 32;
const COLUMN = 96;

/** Pixels between two looks along a leader line, and on either side of it. */
const THREAD = 6;
const THICK = 2;

interface Taken extends Box {
  /** Number of the name that stands there; {@link FIXED} for what cannot move, {@link SOFT} for what a name covers if it must. */
  name: number;
}

const FIXED = -1;
const SOFT = -2;

const NOTHING: readonly Taken[] = [];

/** What is taken, in cells of the picture; what lies beyond an edge is in the cells of that edge. */
export class Space {
  private readonly columns: number;
  private readonly bands: number;
  private readonly cells: Taken[][] = [];

  constructor(readonly frame: Box) {
    this.columns = Math.max(1, Math.ceil((frame.right - frame.left) / COLUMN));
    this.bands = Math.max(1, Math.ceil((frame.bottom - frame.top) / BAND));
  }

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.frame.left) / COLUMN)));
  }

  private band(y: number): number {
    return Math.min(this.bands - 1, Math.max(0, Math.floor((y - this.frame.top) / BAND)));
  }

  private at(band: number, column: number): readonly Taken[] {
    return this.cells[band * this.columns + column] ?? NOTHING;
  }

  take(box: Box, name = FIXED): void {
    const taken = { left: box.left, top: box.top, right: box.right, bottom: box.bottom, name };
    const last = this.column(box.right);
    for (let band = this.band(box.top); band <= this.band(box.bottom); band += 1) {
      for (let column = this.column(box.left); column <= last; column += 1) (this.cells[band * this.columns + column] ??= []).push(taken);
    }
  }

  /** Free what a name took. */
  give(name: number): void {
    for (const [at, list] of this.cells.entries()) {
      if (list?.some((taken) => taken.name === name)) this.cells[at] = list.filter((taken) => taken.name !== name);
    }
  }

  holds(box: Box): boolean {
    const { frame } = this;
    return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
  }

  /** What stands in a box. */
  within(box: Box): Taken[] {
    const found: Taken[] = [];
    const last = this.column(box.right);
    for (let band = this.band(box.top); band <= this.band(box.bottom); band += 1) {
      for (let column = this.column(box.left); column <= last; column += 1) {
        for (const taken of this.at(band, column)) if (overlaps(taken, box) && !found.includes(taken)) found.push(taken);
      }
    }
    return found;
  }

  /** Whether a box, given by its edges, is in the picture and covers nothing: without making an object, for the many tries. */
  isFreeAt(left: number, top: number, right: number, bottom: number): boolean {
    const { frame } = this;
    if (left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom) return false;
    const last = this.column(right);
    for (let band = this.band(top); band <= this.band(bottom); band += 1) {
      for (let column = this.column(left); column <= last; column += 1) {
        for (const taken of this.at(band, column)) if (taken.left < right && left < taken.right && taken.top < bottom && top < taken.bottom) return false;
      }
    }
    return true;
  }

  /** Whether a pin or a control stands in a box. */
  isFixed({ left, top, right, bottom }: Box): boolean {
    const last = this.column(right);
    for (let band = this.band(top); band <= this.band(bottom); band += 1) {
      for (let column = this.column(left); column <= last; column += 1) {
        for (const taken of this.at(band, column)) if (taken.name === FIXED && taken.left < right && left < taken.right && taken.top < bottom && top < taken.bottom) return true;
      }
    }
    return false;
  }

  /** How far a line from a spot, from so many pixels on, runs before it meets what it must not cross: names, and pins and
   * controls unless it may go across them. */
  clearTo(from: Spot, dx: number, dy: number, first: number, reach: number, across: boolean): number {
    for (let far = first + THREAD; far < reach; far += THREAD) {
      const x = from.x + dx * far;
      const y = from.y + dy * far;
      const last = this.column(x + THICK);
      for (let band = this.band(y - THICK); band <= this.band(y + THICK); band += 1) {
        for (let column = this.column(x - THICK); column <= last; column += 1) {
          for (const taken of this.at(band, column)) {
            if (taken.left >= x + THICK || x - THICK >= taken.right || taken.top >= y + THICK || y - THICK >= taken.bottom) continue;
            if (taken.name !== SOFT && !(across && taken.name === FIXED)) return far;
          }
        }
      }
    }
    return reach;
  }

  /** Whether a box is in the picture and covers nothing; `hard` is for those that cover what is soft. */
  isFree(box: Box, hard = false): boolean {
    if (!this.holds(box)) return false;
    const last = this.column(box.right);
    for (let band = this.band(box.top); band <= this.band(box.bottom); band += 1) {
      for (let column = this.column(box.left); column <= last; column += 1) {
        for (const taken of this.at(band, column)) if (overlaps(taken, box) && !(hard && taken.name === SOFT)) return false;
      }
    }
    return true;
  }

  /** The stretches between two edges that nothing stands in. */
  gaps(box: Box, least: number): number[] {
    let free = [box.left, box.right];
    for (const taken of this.within(box)) {
      const next: number[] = [];
      for (let i = 0; i + 1 < free.length; i += 2) {
        const left = free[i] ?? 0;
        const right = free[i + 1] ?? 0;
        if (Math.min(right, taken.left) - left >= least) next.push(left, Math.min(right, taken.left));
        if (right - Math.max(left, taken.right) >= least) next.push(Math.max(left, taken.right), right);
      }
      free = next;
      if (free.length === 0) break;
    }
    return free;
  }
}

/** Pixels that a name keeps from the edge of its area. */
const EDGE = 2;

/** Rows that are tried at most: an area that fills the picture needs no finer ones. */
const TRIED = 70;

/** How much worse a step up or down is than one aside: names run along the rows. */
const UPRIGHT = 1.6;

/** Where a text fits into an area, as near to its middle as it comes; null for nowhere. */
export function fit(area: Rows, text: Text, middle: Spot, space: Space): Box | null {
  const deep = Math.max(1, Math.ceil(text.height / area.step));
  const wide = text.width + 2 * EDGE;
  if (widestOf(area) < wide) return null;
  const last = area.rows.length - deep;
  const stride = Math.max(1, Math.floor(area.rows.length / TRIED));
  let best: Box | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let first = 0; first < last; first += stride) {
    const top = area.top + first * area.step + (deep * area.step - text.height) / 2;
    const away = UPRIGHT * Math.abs(top + text.height / 2 - middle.y);
    if (away >= least) continue;
    let common: readonly number[] = area.rows[first] ?? [];
    for (let row = first + 1; row <= first + deep && common.length > 0; row += 1) common = meet(common, area.rows[row] ?? [], wide);
    for (let i = 0; i + 1 < common.length; i += 2) {
      const left = common[i] ?? 0;
      const right = common[i + 1] ?? 0;
      if (right - left < wide) continue;
      const strip = { left: left + EDGE, right: right - EDGE, top, bottom: top + text.height };
      const gaps = space.gaps(strip, text.width);
      for (let j = 0; j + 1 < gaps.length; j += 2) {
        const from = (gaps[j] ?? 0) + text.width / 2;
        const to = (gaps[j + 1] ?? 0) - text.width / 2;
        const x = Math.min(Math.max(middle.x, from), to);
        const cost = away + Math.abs(x - middle.x);
        if (cost < least) {
          const box = { left: x - text.width / 2, right: x + text.width / 2, top, bottom: top + text.height };
          if (!space.holds(box)) continue;
          least = cost;
          best = box;
        }
      }
    }
  }
  return best;
}

/** Boxes at a point: beside it, above and below it, then at its corners. */
export function boxesAt({ x, y }: Spot, { width, height }: Text, gap: number, badge: number): Box[] {
  const near = gap * 0.7;
  const made = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height });
  return [
    made(x + gap + badge, y - height / 2),
    made(x - gap - width, y - height / 2),
    made(x - width / 2, y - gap - height),
    made(x - width / 2, y + gap),
    made(x + near, y + near),
    made(x + near + badge, y - near - height),
    made(x - near - width, y + near),
    made(x - near - width, y - near - height),
  ];
}

const DIRECTIONS = 20;
const LEAST_LEADER = 10;
const LEADER_STEP = 8;

/** Sides of the compass, as steps to the right and down. */
const RIGHT = Float64Array.from({ length: DIRECTIONS }, (_, i) => Math.cos((2 * Math.PI * i) / DIRECTIONS));
const DOWN = Float64Array.from({ length: DIRECTIONS }, (_, i) => Math.sin((2 * Math.PI * i) / DIRECTIONS));

/** Whether a box lies on open water. */
export function isOpen(box: Box, land: readonly Rows[]): boolean {
  for (const { top, step, rows } of land) {
    const first = Math.max(0, Math.floor((box.top - top) / step));
    const last = Math.min(rows.length - 1, Math.ceil((box.bottom - top) / step));
    for (let row = first; row <= last; row += 1) {
      const runs = rows[row] ?? [];
      for (let i = 0; i + 1 < runs.length; i += 2) if ((runs[i] ?? 0) < box.right && (runs[i + 1] ?? 0) > box.left) return false;
    }
  }
  return true;
}

/** Small boxes along a leader line, its beginning left out: names keep clear of it, and it of them. */
export function along([from, to]: readonly [Spot, Spot]): Box[] {
  const steps = Math.max(2, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / THREAD));
  return Array.from({ length: steps - 1 }, (_, i) => {
    const share = (i + 1) / steps;
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    return { left: x - THICK, right: x + THICK, top: y - THICK, bottom: y + THICK };
  });
}

interface Choice {
  text: Text;
  box: Box;
  leader: readonly [Spot, Spot] | null;
  /** Pixels of the leader line. */
  far: number;
}

/** Whether an area reaches beyond the picture. */
export function isCut(area: Rows, frame: Box): boolean {
  const { rows } = area;
  if ((rows[0]?.length ?? 0) > 0 || (rows[rows.length - 1]?.length ?? 0) > 0) return true;
  return rows.some((row) => row.length > 0 && ((row[0] ?? 0) <= frame.left || (row[row.length - 1] ?? 0) >= frame.right));
}

/** So many spots are tried for a line across pins. */
const ACROSS = 5;

/** How a leader line may run: pixels before it begins and that it may have, where it may end, and whether across pins. */
interface Way {
  gap: number;
  reach: number;
  mayStand: (box: Box) => boolean;
  across: boolean;
  passed?: Passed;
}

/** The first place that would have been chosen if a name might stand there, and how far it is. */
interface Passed {
  first: Choice | null;
  far: number;
}

/** Pixels of a leader line up to which a name is read with its area: so far it may end on land; and up to which it may run under
 * pins, where nobody follows a longer one. */
const NEARBY = 88;
const UNDER_PINS = 112;

/** By how much such a line may be longer where the name would else stand on a part far from home: UNITED STATES on Alaska. */
const FARTHER = 1.5;

/** So often a name is asked to give way where it finds no other place. */
const TRIES = 2;

/** Place names, the most important first. */
export function placeNames(wishes: readonly Wish[], around: Surroundings): Placed[] {
  return new Placing(wishes, around).all();
}

class Placing {
  private readonly space: Space;
  private readonly placed = new Map<number, Choice>();
  private readonly middles = new Map<Rows, Spot | null>();
  private readonly anchors = new Map<Rows, Spot[]>();
  /** How often a name was to give way and found no other place. */
  private readonly stuck = new Map<number, number>();

  constructor(
    private readonly wishes: readonly Wish[],
    private readonly around: Surroundings,
  ) {
    this.space = new Space(around.frame);
    for (const box of around.blocks) this.space.take(box);
    for (const box of around.soft) this.space.take(box, SOFT);
  }

  all(): Placed[] {
    const { wishes, around } = this;
    for (let i = 0; i < wishes.length && this.placed.size < around.most; i += 1) {
      const choice = this.choose(i) ?? this.makeRoom(i);
      if (choice) this.put(i, choice);
    }
    return [...this.placed].sort(([a], [b]) => a - b).map(([wish, { text, box, leader }]) => ({ wish, text, box, leader }));
  }

  private put(i: number, choice: Choice): void {
    this.placed.set(i, choice);
    this.space.take(choice.box, i);
    if (choice.leader) for (const box of along(choice.leader)) this.space.take(box, i);
  }

  private middle(area: Rows): Spot | null {
    let found = this.middles.get(area);
    if (found === undefined) this.middles.set(area, (found = middleOf(area)));
    return found;
  }

  private choose(i: number): Choice | null {
    const wish = this.wishes[i];
    if (!wish) return null;
    return wish.area === null ? this.atPoint(wish) : this.inArea(wish, wish.area);
  }

  /** In or beside the home of an area; else on its other parts. */
  private inArea(wish: Wish, area: Rows): Choice | null {
    const home = wish.home ?? area;
    const found = this.within(wish, home) ?? (wish.reach === 0 ? null : this.besideArea(wish, home));
    if (found || home === area) return found;
    // A longer line from home before the name of the whole stands on a part far away.
    return (wish.reach === 0 ? null : this.besideArea({ ...wish, reach: wish.reach * FARTHER }, home)) ?? this.within(wish, area);
  }

  private within(wish: Wish, area: Rows): Choice | null {
    const middle = this.middle(area);
    if (!middle) return null;
    for (const text of wish.texts) {
      const box = fit(area, text, middle, this.space);
      if (box) return { text, box, leader: null, far: 0 };
    }
    return null;
  }

  /** On a leader line: over water nearby, else over land nearby, else over water farther off; past all that stands there, then
   * across pins. A name that stands near its area is read with it, and one across an ocean with what it stands at. */
  private besideArea(wish: Wish, area: Rows): Choice | null {
    let found = this.anchors.get(area);
    if (!found) this.anchors.set(area, (found = anchorsOf(area)));
    const free = found.filter((spot) => this.standing(spot).every(({ name }) => name >= 0));
    const spots = free.length > 0 ? free : found.length > 0 ? found.slice(0, 1) : [wish.at];
    // Of an area that the picture cuts the rest may have all the room that a name needs: it is not named on its neighbours.
    const mayStandOnLand = wish.overland && !isCut(area, this.around.frame);
    for (const across of [false, true]) {
      const reach = across ? Math.min(wish.reach, UNDER_PINS) : wish.reach;
      let overland: Choice | null = null;
      let far: Choice | null = null;
      for (const spot of across ? spots.slice(0, ACROSS) : spots) {
        const passed: Passed = { first: null, far: 0 };
        const choice = this.onLeader(wish, spot, { gap: 0, reach, mayStand: (box) => isOpen(box, this.around.land), across, passed });
        if (choice && choice.far <= NEARBY) return choice;
        if (choice && choice.far < (far?.far ?? Number.POSITIVE_INFINITY)) far = choice;
        if (!across && passed.far <= Math.min(wish.reach, NEARBY)) overland ??= passed.first;
      }
      const second = (mayStandOnLand ? overland : null) ?? far;
      if (second) return second;
    }
    return null;
  }

  private atPoint(wish: Wish): Choice | null {
    for (const hard of [false, true]) {
      for (const text of wish.texts) {
        for (const box of boxesAt(wish.at, text, wish.gap, hard ? 0 : wish.badge)) {
          if (this.space.isFree(box, hard)) return { text, box, leader: null, far: 0 };
        }
      }
    }
    if (wish.reach === 0) return null;
    const way = { gap: wish.gap, reach: wish.reach, mayStand: () => true };
    return this.onLeader(wish, wish.at, { ...way, across: false }) ?? this.onLeader(wish, wish.at, { ...way, across: true });
  }

  private standing({ x, y }: Spot): Taken[] {
    return this.space.within({ left: x - 1, right: x + 1, top: y - 1, bottom: y + 1 });
  }

  /** At the end of a line from a spot. No line crosses a name. */
  private onLeader(wish: Wish, from: Spot, { gap, reach, mayStand, across, passed }: Way): Choice | null {
    const text = wish.texts[wish.area === null ? 0 : wish.texts.length - 1];
    if (!text || !this.space.holds({ left: from.x, right: from.x, top: from.y, bottom: from.y })) return null;
    // Whole pixels: figures with a fraction are each an object until this has run a thousand times.
    const width = Math.ceil(text.width);
    const height = Math.ceil(text.height);
    // How far a line may run to each side: measured when it is first asked for, since what stops a line stops longer ones.
    const limits = new Float64Array(DIRECTIONS).fill(-1);
    for (let far = gap + LEAST_LEADER; far <= gap + reach; far += LEADER_STEP) {
      for (let turn = 0; turn < DIRECTIONS; turn += 1) {
        const limit = limits[turn] ?? 0;
        if (limit >= 0 && far > limit) continue;
        const dx = RIGHT[turn] ?? 0;
        const dy = DOWN[turn] ?? 0;
        // The line meets the text at the side that looks to the spot.
        const isUpright = Math.abs(dx) < 0.2;
        const x = Math.round(from.x + dx * far);
        const y = Math.round(from.y + dy * far);
        const left = isUpright ? x - (width >> 1) : dx > 0 ? x + 2 : x - 2 - width;
        const top = y - (height >> 1) + (isUpright ? Math.sign(dy) * (height >> 1) : 0);
        if (!this.space.isFreeAt(left, top, left + width, top + height)) continue;
        if (limit < 0) limits[turn] = this.space.clearTo(from, dx, dy, gap, gap + reach, across);
        if (far > (limits[turn] ?? 0)) continue;
        const choice: Choice = { text, box: { left, top, right: left + width, bottom: top + height }, leader: [{ x: from.x + dx * gap, y: from.y + dy * gap }, { x, y }], far: far - gap };
        if (mayStand(choice.box)) return choice;
        if (passed?.first === null) {
          passed.first = choice;
          passed.far = far - gap;
        }
      }
    }
    return null;
  }

  /** Stand where names of areas stand, if these find room elsewhere. */
  private makeRoom(i: number): Choice | null {
    const wish = this.wishes[i];
    if (!wish || wish.area !== null) return null;
    for (const text of wish.texts) {
      for (const box of boxesAt(wish.at, text, wish.gap, 0)) {
        const others = this.inTheWay(box);
        if (others !== null && this.move(others, i, { text, box, leader: null, far: 0 })) return null;
      }
    }
    return null;
  }

  /** The names of areas that stand in a box; null where something else does, or where one of them has found no other place before. */
  private inTheWay(box: Box): number[] | null {
    if (!this.space.holds(box) || this.space.isFixed(box)) return null;
    const others = [...new Set(this.space.within(box).map(({ name }) => name))].filter((name) => name !== SOFT);
    return others.length === 0 || others.some((name) => this.wishes[name]?.area === null || (this.stuck.get(name) ?? 0) >= TRIES) ? null : others;
  }

  /** Put a name where others stand, and these elsewhere; as it was where one of them finds no place. */
  private move(others: number[], i: number, choice: Choice): boolean {
    const before = others.map((name) => [name, this.placed.get(name)] as const);
    for (const name of others) this.lift(name);
    this.put(i, choice);
    for (const name of others) {
      const again = this.choose(name);
      if (again) {
        this.put(name, again);
        continue;
      }
      this.stuck.set(name, (this.stuck.get(name) ?? 0) + 1);
      for (const each of [i, ...others]) this.lift(each);
      for (const [each, old] of before) if (old) this.put(each, old);
      return false;
    }
    return true;
  }

  private lift(name: number): void {
    this.placed.delete(name);
    this.space.give(name);
  }
}
