/** The page before its brief is unpacked: title, marking, the room for the panels, and the map with its ground. */

import type * as L from "leaflet";
import type { View } from "./data";
import { add, h } from "./dom";
import { type Address, readAddress } from "./hash";
import { t } from "./i18n";
import { shareGestures } from "./map/gestures";
import { MapPane } from "./map/mapview";
import { banner, credit } from "./panel/header";
import { LANE, LANES } from "./panel/timeline";
import { Store } from "./state";
import { startTheme } from "./theme";

export class Frame {
  readonly store = new Store();
  readonly pane: MapPane;
  readonly address: Address = readAddress(location.hash, location.search);
  readonly embedded: boolean;
  readonly main: HTMLElement;
  readonly side = h("section", { class: "side", id: "list", "aria-label": t("region.list") });
  readonly stage = h("div", { class: "stage" });
  private head: Element;

  constructor(
    readonly map: L.Map,
    readonly view: View,
  ) {
    startTheme();
    const { body } = document;
    this.embedded = this.address.embed || body.hasAttribute("data-embed");
    body.classList.toggle("is-embedded", this.embedded);
    body.setAttribute("data-early", t("print.early"));
    shareGestures(map, this.embedded || window.parent !== window);
    const mapBox = map.getContainer();
    mapBox.setAttribute("role", "region");
    mapBox.setAttribute("aria-label", t("region.map"));
    this.head = blankHead(view.title);
    add(this.stage, mapBox, credit(view, this.embedded), blankTimeline(view.marks !== null));
    this.main = h("main", { class: "main" }, this.side, this.stage);
    body.prepend(...[banner({ view }, "top"), this.head, this.main, banner({ view }, "bottom")].filter((part) => part !== null));
    this.pane = new MapPane(map, view, this.store, this.address.view);
  }

  /** Put the real title block into the place that was kept for it. */
  setHead(head: Element): void {
    this.head.replaceWith(head);
    this.head = head;
  }

  /** Put the real timeline into the place that was kept for it. */
  setTimeline(timeline: Element): void {
    this.stage.querySelector(".timeline")?.replaceWith(timeline);
  }
}

/** As high as the title block will be. */
function blankHead(title: string): HTMLElement {
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "head-main" },
      h("h1", { dir: "auto" }, title),
      h("ul", { class: "head-facts" }, h("li", {}, "\u00a0")),
      h("p", { class: "head-note" }, "\u00a0"),
    ),
  );
}

/** As high as the timeline will be: a large brief has events of a longer time in every lane. */
function blankTimeline(isLarge: boolean): HTMLElement {
  const lanes = h("div", { class: "lanes" });
  if (isLarge) lanes.style.blockSize = `${LANES * LANE}px`;
  const plot = h("div", { class: "plot" }, lanes, h("div", { class: "bars" }), h("div", { class: "ticks" }));
  return h("section", { class: "timeline", "aria-hidden": "true" }, h("div", { class: "timeline-facts" }), plot);
}
