/** Long lists: the first rows at once, the others when they are asked for, and never so many that the page stands still. */

import { add, button, h } from "../dom";
import { tn } from "../i18n";

/** Rows made at first; the rest on demand, so that a list of thousands opens at once. */
const FIRST = 50;

/** Rows made for one press, and how many of them in one go. */
const MORE = 500;
const AT_ONCE = 50;

/** After the next picture, so that the browser lays out a few rows at a time; a page that nobody sees is not drawn. */
function afterPicture(act: () => void): void {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(() => setTimeout(act));
}

/** The first rows of a list, with a button for more. */
export function lazyRows<T>(list: Element, items: readonly T[], make: (item: T) => HTMLElement): void {
  let shown = 0;
  const rest = h("li", { class: "more" });
  const upTo = (end: number): void => {
    const until = Math.min(end, shown + AT_ONCE, items.length);
    const rows = items.slice(shown, until).map(make);
    shown = until;
    rest.remove();
    add(list, ...rows);
    if (shown < end && shown < items.length) {
      // The list may have been filled anew meanwhile.
      afterPicture(() => list.isConnected && upTo(end));
    } else if (shown < items.length) {
      rest.replaceChildren(button(tn("action.showMore", items.length - shown), () => upTo(shown + MORE)));
      add(list, rest);
    }
  };
  upTo(FIRST);
}
