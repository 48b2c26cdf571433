/** The page around the map: everything put together and kept in step. */

import type * as L from "leaflet";
import { BriefIndex } from "./brief";
import type { Brief, View } from "./data";
import { add, h } from "./dom";
import { announceHeight } from "./embed";
import { readAddress, writeAddress } from "./hash";
import { t } from "./i18n";
import { MapPane } from "./map/mapview";
import { Card, type CardContext } from "./panel/card";
import { FilterPanel } from "./panel/filters";
import { banner, header, showAbout } from "./panel/header";
import { ListPanel } from "./panel/list";
import { drawReport } from "./panel/report";
import { Timeline } from "./panel/timeline";
import { noFilters, type Selection, Store } from "./state";
import { startTheme, themeForPrint, toggleTheme } from "./theme";
import { findVisible, Sieve, type Visible } from "./visible";

export class Page {
  private readonly store = new Store();
  private readonly index: BriefIndex;
  private readonly sieve: Sieve;
  private readonly all: Visible;
  private visible: Visible;
  private readonly pane: MapPane;
  private readonly list: ListPanel;
  private readonly filters: FilterPanel;
  private readonly timeline: Timeline;
  private readonly card: Card;
  private readonly report = h("div", { class: "report" });
  private readonly printedLegend = h("ul", { class: "legend-list printed-legend" });
  private readonly context: CardContext;
  private embedded: boolean;
  private moved = false;
  private written = "";

  constructor(
    private readonly map: L.Map,
    brief: Brief,
    view: View,
  ) {
    startTheme();
    this.index = new BriefIndex(brief, view);
    this.sieve = new Sieve(this.index);
    this.all = findVisible(this.index, this.sieve, noFilters());
    this.visible = this.all;
    const address = readAddress(location.hash, location.search);
    this.embedded = address.embed || document.body.hasAttribute("data-embed");
    document.body.classList.toggle("is-embedded", this.embedded);
    this.context = {
      index: this.index,
      store: this.store,
      entryOf: (id) => this.visible.places.get(id) ?? this.all.places.get(id),
      companions: (id) => this.pane.companions(id),
      linkTo: (selection) => this.linkTo(selection),
    };
    this.card = new Card(this.context);
    this.list = new ListPanel(this.context);
    this.filters = new FilterPanel(this.index, this.store);
    this.timeline = new Timeline(this.index, this.store, this.sieve);
    this.lay();
    this.pane = new MapPane(map, this.index, this.store, [...this.all.places.values()], (entries) =>
      this.card.showGroup(entries),
    );
    this.store.subscribe((change) => {
      if (change === "filters") this.refresh();
      if (change === "selection") this.selected(true);
      if (change === "view") this.moved = true;
      if (change !== "hover") this.writeHash();
    });
    this.listen();
    this.moved = false;
    // Reading the address sets the filters, and that draws everything.
    this.readHash();
  }

  private lay(): void {
    const { body } = document;
    const mapBox = this.map.getContainer();
    mapBox.setAttribute("role", "region");
    mapBox.setAttribute("aria-label", t("region.map"));
    const side = h("section", { class: "side", id: "list", "aria-label": t("region.list") }, this.filters.element, this.list.element);
    const stage = h("div", { class: "stage" }, mapBox, this.printedLegend, this.timeline.element);
    const head = header(this.index, { about: () => showAbout(this.index), theme: toggleTheme });
    const main = h("main", { class: "main" }, side, stage, this.card.element);
    const skip = h("a", { class: "skip", href: "#list" }, t("skip.list"));
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      this.list.element.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
    });
    body.prepend(...[skip, banner(this.index, "top"), head, main, this.report, banner(this.index, "bottom")].filter((part) => part !== null));
    add(mapBox, h("p", { class: "visually-hidden" }, t("map.help")));
    body.classList.add("is-ready");
  }

  private refresh(): void {
    this.visible = findVisible(this.index, this.sieve, this.store.filters);
    this.list.update(this.visible);
    this.filters.update(this.visible);
    this.timeline.update();
    this.pane.update(this.visible);
  }

  private selected(focus: boolean): void {
    const { selection } = this.store;
    this.card.show(selection, focus);
    this.map.invalidateSize({ animate: false });
    if (!selection) return;
    this.list.reveal(selection.id);
    const place =
      selection.kind === "event" ? this.index.events.get(selection.id)?.where[0]?.place : selection.id;
    if (place !== undefined && selection.kind !== "article") this.pane.reveal(place, this.covered());
  }

  /** How much of the map the card covers: on a phone it slides over it, and the map is brought to the top first. */
  private covered(): number {
    const mapBox = this.map.getContainer();
    if (getComputedStyle(this.card.element).position !== "fixed") return 0;
    mapBox.scrollIntoView({ block: "start" });
    return Math.max(0, mapBox.getBoundingClientRect().bottom - this.card.element.getBoundingClientRect().top);
  }

  private listen(): void {
    window.addEventListener("hashchange", () => {
      if (location.hash.slice(1) !== this.written) this.readHash();
    });
    window.addEventListener("beforeprint", () => this.beforePrint());
    window.addEventListener("afterprint", () => this.afterPrint());
    window.addEventListener("resize", () => this.map.invalidateSize({ animate: false, pan: false }));
    if (this.embedded) announceHeight();
  }

  private beforePrint(): void {
    drawReport(this.report, this.context, this.visible);
    this.printedLegend.append(...[...this.pane.legendList.children].map((item) => item.cloneNode(true)));
    const bounds = this.map.getBounds();
    themeForPrint(true);
    document.body.classList.add("is-printing");
    this.map.invalidateSize({ animate: false, pan: false });
    this.map.fitBounds(bounds, { animate: false });
  }

  private afterPrint(): void {
    themeForPrint(false);
    document.body.classList.remove("is-printing");
    this.report.replaceChildren();
    this.printedLegend.replaceChildren();
    this.map.invalidateSize({ animate: false, pan: false });
  }

  private readHash(): void {
    const address = readAddress(location.hash, location.search);
    this.store.setFilters(address.filters);
    this.store.select(address.selection);
    if (address.view) {
      this.pane.go(address.view);
      this.moved = true;
    }
  }

  /** Keep the address in step. In a sandboxed frame the address cannot be changed: then it stays as it is. */
  private writeHash(): void {
    this.written = writeAddress(this.store, this.moved ? this.pane.position() : null, this.embedded);
    try {
      history.replaceState(null, "", `#${this.written}`);
    } catch {
      this.written = location.hash.slice(1);
    }
  }

  private linkTo(selection: Selection): string {
    return `${location.href.split("#")[0] ?? ""}#${selection.kind}=${encodeURIComponent(selection.id)}`;
  }
}
