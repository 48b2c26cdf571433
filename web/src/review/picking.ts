/** A spot on the map for what the gazetteer does not have. */

import type * as L from "leaflet";
import { written } from "../map/turn";

export class Picking {
  /** Give up waiting for a click. */
  stop: () => void = () => undefined;

  constructor(private readonly map: L.Map) {}

  /** Let the next click on the map say where something is. */
  start(done: (lat: number, lon: number) => void): () => void {
    this.stop();
    const box = this.map.getContainer();
    const onClick = (event: MouseEvent): void => {
      if (!(event.target instanceof Element) || event.target.closest(".legend, button")) return;
      event.stopPropagation();
      event.preventDefault();
      stop();
      const at = this.map.mouseEventToLatLng(event);
      done(at.lat, written(at.lng));
    };
    const stop = (): void => {
      box.removeEventListener("click", onClick, true);
      document.body.classList.remove("is-picking");
      this.stop = (): void => undefined;
    };
    // Before the marks see it: a click on one of them means its spot and not its card.
    box.addEventListener("click", onClick, true);
    document.body.classList.add("is-picking");
    this.stop = stop;
    return stop;
  }
}
