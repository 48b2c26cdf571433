/** How much is told of an area, in steps: the independent reports that set something there. */

/** Independent reports from which on each step begins. */
export const STEPS = [1, 2, 4, 8, 16] as const;

/** The step of a number of reports, from 1 on; 0 for none. */
export function stepOf(reports: number): number {
  return STEPS.filter((least) => reports >= least).length;
}

/** The steps that a map needs, lowest first, and what each says: "1", "2–3", "16+". */
export function stepNames(highest: number): string[] {
  return STEPS.slice(0, highest).map((least, i) => {
    const next = STEPS[i + 1];
    if (next === undefined) return `${least}+`;
    return next - 1 === least ? String(least) : `${least}–${next - 1}`;
  });
}

/** Zooms between which the fill of areas gives way to their outline: closer by, the whole view lies inside one. */
const FADE_FROM = 5;
const FADE_TO = 8;

/** How strong a fill is at a zoom: 1 from afar, 0 from close by. */
export function fadeAt(zoom: number): number {
  return Math.max(0, Math.min(1, (FADE_TO - zoom) / (FADE_TO - FADE_FROM)));
}
