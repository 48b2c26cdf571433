/** Gestures that a map shares with the page around it: one finger, or a wheel in a frame, scrolls the page and not the map. */

import type * as L from "leaflet";
import { h } from "../dom";
import { t } from "../i18n";

/** Milliseconds that the hint stays. */
const SHOWN = 1200;

/** Share fingers on any touch screen, and the wheel where the map stands in a frame. */
export function shareGestures(map: L.Map, inFrame: boolean): void {
  const box = map.getContainer();
  const note = h("div", { class: "gesture-note", "aria-hidden": "true" });
  let waiting = 0;
  const hint = (words: string): void => {
    note.textContent = words;
    note.classList.add("is-shown");
    clearTimeout(waiting);
    waiting = setTimeout(() => note.classList.remove("is-shown"), SHOWN);
  };
  if (matchMedia("(pointer: coarse)").matches) {
    box.append(note);
    box.classList.add("is-shared");
    map.dragging.disable();
    box.addEventListener("touchmove", (event) => event.touches.length === 1 && hint(t("map.twoFingers")), { passive: true });
  }
  if (!inFrame) return;
  box.append(note);
  const wheel = (event: WheelEvent): void => {
    if (event.ctrlKey || event.metaKey) return;
    // Before Leaflet: the page around the frame scrolls.
    event.stopImmediatePropagation();
    hint(t("map.ctrl"));
  };
  box.addEventListener("wheel", wheel, { capture: true, passive: true });
}
