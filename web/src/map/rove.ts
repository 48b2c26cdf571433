/** The marks of the map as one stop of the Tab key: arrows go from mark to mark, as the eye does.
 *
 * A map of a hundred marks would otherwise be a hundred stops between the list and the card.
 */

import type * as L from "leaflet";

const MARKS = '.mark, .label-box[role="button"]';

/** How much more a step aside costs than a step ahead, in looking for the next mark. */
const ASIDE = 2.5;

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

interface Spot {
  mark: HTMLElement;
  x: number;
  y: number;
}

function spots(pane: Element): Spot[] {
  return [...pane.querySelectorAll<HTMLElement>(MARKS)].map((mark) => {
    const box = mark.getBoundingClientRect();
    return { mark, x: box.left + box.width / 2, y: box.top + box.height / 2 };
  });
}

/** The nearest mark in a direction, or null at the edge. */
function nextIn(all: readonly Spot[], from: HTMLElement, [dx, dy]: readonly [number, number]): HTMLElement | null {
  const here = all.find((spot) => spot.mark === from);
  let best: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of all) {
    const [x, y] = [spot.x - (here?.x ?? 0), spot.y - (here?.y ?? 0)];
    const ahead = x * dx + y * dy;
    const cost = ahead + ASIDE * Math.abs(x * dy - y * dx);
    if (spot.mark === from || ahead <= 0 || cost >= least) continue;
    best = spot.mark;
    least = cost;
  }
  return best;
}

/** Keep one mark of a map in the order of the Tab key, whatever is drawn, and let arrows change which. */
export function rove(map: L.Map): void {
  const pane = map.getPane("markerPane");
  if (!pane) return;
  let current: HTMLElement | null = null;
  const settle = (): void => {
    const all = [...pane.querySelectorAll<HTMLElement>(MARKS)];
    if (!current?.isConnected) current = pane.querySelector<HTMLElement>(".mark") ?? all[0] ?? null;
    for (const mark of all) mark.tabIndex = mark === current ? 0 : -1;
  };
  new MutationObserver(settle).observe(pane, { childList: true, subtree: true });
  pane.addEventListener("focusin", (event) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>(MARKS) : null;
    if (!mark || mark === current) return;
    current = mark;
    settle();
  });
  pane.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    const mark = event.target instanceof Element ? event.target.closest<HTMLElement>(MARKS) : null;
    if (!mark) return;
    // A pin is a div to Leaflet; what has the role of a button answers to a button's keys. Names of areas do so themselves.
    if ((event.key === "Enter" || event.key === " ") && mark.matches(".mark")) {
      event.preventDefault();
      mark.click();
    }
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    nextIn(spots(pane), mark, direction)?.focus();
  });
  settle();
}
