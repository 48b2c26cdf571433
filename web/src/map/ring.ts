/** A ring around a place that something leaves or comes to, with arrows on all sides. Pure figures, without a page. */

type Spot = [number, number];

/** Number of the points of a ring. */
const STEPS = 24;

/** Pixels between a pin and the ring around it, and the radius of a ring around the middle of an area. */
export const CLEAR = 5;
export const IN_AREA = 9;

/** Pixels of an arrow outside its ring, of the gap between the two, and of the sides of its head. */
export const ARROW = 10;
const GAP = 2;
const WING = 3.2;

/** Arrows of what leaves point to the sides, those of what comes stand between them: a place may have both. */
const TURNS = { out: [0, 0.25, 0.5, 0.75], into: [0.125, 0.375, 0.625, 0.875] } as const;

/** A ring and its arrows, in pixels from its middle. */
export function ringOf(radius: number, leaves: boolean): Spot[][] {
  const at = (turn: number, far: number, aside = 0): Spot => {
    const [x, y] = [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)];
    return [far * x - aside * y, far * y + aside * x];
  };
  const ring = Array.from({ length: STEPS + 1 }, (_, i) => at(i / STEPS, radius));
  const [tail, tip] = leaves ? [radius + GAP, radius + ARROW] : [radius + ARROW, radius + GAP];
  const side = leaves ? tip - WING : tip + WING;
  const arrows = TURNS[leaves ? "out" : "into"].flatMap((turn) => [
    [at(turn, tail), at(turn, tip)],
    [at(turn, side, -WING), at(turn, tip), at(turn, side, WING)],
  ]);
  return [ring, ...arrows];
}
