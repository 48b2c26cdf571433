/** The page around the map: everything put together and kept in step. */

import type * as L from "leaflet";
import type { BriefIndex } from "./brief";
import { add, h } from "./dom";
import { announceHeight } from "./embed";
import type { Frame } from "./frame";
import { type MapView as Position, notTooOften, readAddress, writeAddress } from "./hash";
import { t } from "./i18n";
import type { MapPane } from "./map/mapview";
import { rove } from "./map/rove";
import { layAxis } from "./panel/bins";
import { Card, type CardContext } from "./panel/card";
import { StoryPanel } from "./panel/findings";
import { drawFirstPage } from "./panel/firstpage";
import { FilterPanel } from "./panel/filters";
import { header, showAbout } from "./panel/header";
import { ListPanel } from "./panel/list";
import { NewsPanel } from "./panel/news";
import { drawReport, drawSources } from "./panel/report";
import { Timeline } from "./panel/timeline";
import { Review } from "./review/review";
import { inSlices, Slices } from "./slices";
import { activeFilters, type Selection, type Store } from "./state";
import { themeForPrint, toggleTheme } from "./theme";
import { findVisible, Sieve, sift, type Visible } from "./visible";

/** Pixels by which the map may shrink under its first picture before that is fitted again. */
const LEAP = 30;

/** Places and events up to which a page does everything at once, and events from which on it never does. */
const SMALL = 300;
const LARGE = 5000;

export class Page {
  private readonly store: Store;
  private readonly map: L.Map;
  private readonly index: BriefIndex;
  private readonly sieve: Sieve;
  private readonly all: Visible;
  private visible: Visible;
  private readonly pane: MapPane;
  private readonly story: StoryPanel;
  private readonly list: ListPanel;
  private readonly filters: FilterPanel;
  private readonly timeline: Timeline;
  private readonly card: Card;
  private readonly report = h("section", { class: "report", "aria-label": t("print.report") });
  private readonly firstPage = h("section", { class: "first-page", "aria-label": t("tab.findings") });
  private readonly printedLegend = h("ul", { class: "legend-list printed-legend" });
  private readonly context: CardContext;
  private readonly embedded: boolean;
  private readonly review: Review | null;
  private moved = false;
  /** While a step and not the reader moves the map. */
  private guided = false;
  private presenting = false;
  /** Whether paper has the findings, the map and the sources alone. */
  private isSummary = false;
  /** The view on the screen while the page is printed, and whether the reader had moved it. */
  private printed: { view: Position; moved: boolean } | null = null;
  /** What the last entry of the browser's history shows. */
  private entered: string | null = null;
  private written = "";
  private reading = false;
  private choosing = false;
  private readonly slices: Slices;
  private readonly keepAddress = notTooOften(() => this.writeHash());

  /** Takes a brief, and all that is visible of it, to a page whose map stands already; {@link draw} puts it there, {@link complete} all around it. */
  constructor(
    private readonly frame: Frame,
    index: BriefIndex,
    all: Visible,
  ) {
    const { brief } = index;
    this.store = frame.store;
    this.map = frame.map;
    this.pane = frame.pane;
    this.embedded = frame.embedded;
    this.index = index;
    this.sieve = new Sieve(index);
    this.slices = new Slices(brief.places.length + brief.events.length > SMALL);
    this.all = all;
    this.store.setFilters(frame.address.filters);
    const { filters } = this.store;
    this.visible = activeFilters(filters) === 0 ? all : findVisible(index, this.sieve, filters);
    this.context = {
      index: this.index,
      store: this.store,
      entryOf: (id) => this.visible.places.get(id) ?? this.all.places.get(id),
      companions: (id) => this.pane.companions(id),
      linkTo: (selection) => this.linkTo(selection),
      reveal: (place) => this.pane.reveal(place),
    };
    this.review = this.embedded || frame.view.review === null ? null : new Review(this.index, this.store, this.map);
    if (this.review) this.context.review = this.review;
    this.card = new Card(this.context);
    this.story = new StoryPanel(this.context, { go: (step) => this.go(step), present: () => this.present(!this.presenting) });
    const axis = layAxis(brief.events);
    this.list = new ListPanel(this.context, this.story, axis);
    this.filters = new FilterPanel(this.index, this.store, () => this.list.focusFirst());
    this.timeline = new Timeline(this.index, this.store, this.sieve, axis);
  }

  /** The map with all that is on it. */
  draw(): void {
    this.pane.begin(this.index, [...this.all.places.values()], (entries) => this.card.showGroup(entries));
    this.pane.update(this.visible);
  }

  /** Everything around the map: what has a height first, so that the map takes its size once. */
  complete(): void {
    const { filters } = this.store;
    const isLarge = this.index.brief.events.length > LARGE;
    const parts: (() => void)[] = [
      () => this.lay(),
      () => this.list.update(this.visible),
      () => this.filters.update(this.visible),
      () => this.timeline.update(this.visible),
      () => this.fit(),
      () => this.pane.furnish(),
    ];
    this.slices.run(
      // Rows of places, which stand there from the start where there are no findings, say what happened in each.
      ...(isLarge && this.story.count === 0 ? [() => this.index.lookUp()] : []),
      // Without a pause where that does not take long: a picture of a page that is half made costs more than the rest of it.
      ...(isLarge ? parts : [() => parts.forEach((part) => part())]),
      () => {
        this.pane.annotate(this.visible);
        this.review?.redrawn();
      },
      () => this.open(),
      // Somebody was quicker.
      () => {
        if (filters !== this.store.filters) this.refresh();
      },
    );
  }

  private open(): void {
    rove(this.map);
    this.store.subscribe((change) => {
      if (change === "filters") this.refresh();
      if (change === "selection") this.choose();
      if (change === "view") this.moved ||= !this.guided;
      if (change === "selection") this.writeHash(true);
      else if (change !== "hover") this.keepAddress();
    });
    this.listen();
    this.moved = this.frame.address.view !== null;
    if (this.store.selection) this.selected(true);
    else this.store.select(this.frame.address.selection);
    this.begin();
    this.writeHash();
    document.body.classList.add("is-ready");
    // Of so many events nobody shall wait for what the first card looks up.
    if (this.index.brief.events.length > LARGE) void inSlices(this.index.lookUp());
  }

  private lay(): void {
    const { frame, map } = this;
    const head = header(this.index, { about: () => showAbout(this.index), theme: toggleTheme, summary: () => this.printSummary(), last: this.review?.toggle ?? null });
    const skip = h("a", { class: "skip", href: "#list" }, t("skip.list"));
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      this.filters.focus();
    });
    document.body.prepend(skip);
    frame.setHead(head);
    if (this.review) head.after(this.review.bar);
    frame.setTimeline(this.timeline.element);
    map.getContainer().after(this.printedLegend);
    add(frame.side, this.filters.element, new NewsPanel(this.context).element, this.list.element);
    add(frame.main, this.card.element);
    frame.main.before(this.firstPage);
    frame.main.after(this.report);
    document.body.classList.toggle("has-story", this.story.count > 0);
    add(map.getContainer(), h("p", { class: "visually-hidden" }, t("map.help")));
  }

  private fit(): void {
    const { frame, map } = this;
    // The room for title and timeline was kept, but a long title or many lanes take more.
    const size = map.getSize();
    map.invalidateSize({ animate: false, pan: false });
    this.pane.furnishGround();
    // For a line or two of it the map does not leap away from its first picture.
    if (frame.address.view === null && size.distanceTo(map.getSize()) > LEAP) this.pane.home(false);
  }

  /** The step that the address asks for; in a frame, which has no list, the first. */
  private begin(): void {
    const { address } = this.frame;
    const isPlain = address.selection === null && address.view === null && activeFilters(address.filters) === 0;
    const step = address.step ?? (this.embedded && isPlain ? 1 : 0);
    if (this.story.told(step)) this.go(step, address.view !== null);
  }

  /** Go to a step of the story, and to its part of the world unless the reader has come for another. */
  private go(step: number, stay = false): void {
    const told = this.story.told(step);
    const { selection } = this.store;
    if (selection && !this.reading && document.body.classList.contains("is-ready")) this.store.select(null);
    document.body.classList.toggle("has-step", told !== undefined);
    this.store.setStep(told ? { number: step, events: told.events.map((event) => event.id), places: told.step.places } : null);
    if (stay) return;
    this.guided = true;
    this.map.invalidateSize({ animate: false, pan: false });
    this.pane.frame(told?.step.box ?? this.index.view.story, false);
    this.guided = false;
    this.moved = false;
    this.keepAddress();
  }

  /** One finding at a time, large, beside the map: for a room. Where the browser allows it, on the whole screen. */
  private present(on: boolean): void {
    this.presenting = on;
    document.body.classList.toggle("is-presenting", on);
    this.story.presenting(on);
    this.store.select(null);
    if (on) void document.documentElement.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    this.map.invalidateSize({ animate: false, pan: false });
    this.go(this.story.current);
  }

  /** Arrow keys are the story's where nothing else wants them: on the page itself, and while it is presented. */
  private arrow(event: KeyboardEvent): void {
    const { target } = event;
    if (this.story.count === 0 || document.querySelector("dialog[open]")) return;
    const isFree = target === document.body || target === document.documentElement;
    const isShown = this.presenting || this.embedded || (this.list.isStory && !this.card.isOpen);
    if (isShown && (isFree || (this.presenting && target instanceof Element && !this.map.getContainer().contains(target)))) this.story.arrow(event);
  }

  private *sift(): Generator<unknown, void> {
    const { filters } = this.store;
    this.visible = activeFilters(filters) === 0 ? this.all : yield* sift(this.index, this.sieve, filters);
    this.filters.update(this.visible);
  }

  private refresh(): void {
    this.slices.run(
      () => this.sift(),
      () => this.pane.update(this.visible),
      () => this.list.update(this.visible),
      () => this.timeline.update(this.visible),
      () => {
        this.pane.annotate(this.visible);
        this.review?.redrawn();
      },
    );
  }

  /** Show what was chosen. It moves the map, which must not write the address before the card has an entry of its own. */
  private choose(): void {
    this.choosing = true;
    this.selected(true);
    this.choosing = false;
  }

  private selected(focus: boolean): void {
    const { selection } = this.store;
    if (!this.card.show(selection, focus)) {
      // A link to something that a rebuild has taken away.
      this.store.select(null);
      this.filters.say(t("link.gone"));
      return;
    }
    this.map.invalidateSize({ animate: false });
    if (!selection) {
      this.pane.goBack();
      return;
    }
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
    document.addEventListener("keydown", (event) => {
      this.escape(event);
      this.slash(event);
      this.arrow(event);
    });
    document.addEventListener("fullscreenchange", () => {
      if (this.presenting && !document.fullscreenElement) this.present(false);
    });
    window.addEventListener("beforeprint", () => this.beforePrint());
    window.addEventListener("afterprint", () => this.afterPrint());
    // The window, a longer timeline, a card beside it: whatever changes its size.
    new ResizeObserver(() => this.map.invalidateSize({ animate: false, pan: false })).observe(this.map.getContainer());
    if (this.embedded) announceHeight();
  }

  /** The findings, the map, its legend and the sources, without all places and events: two or three pages of two hundred. */
  private printSummary(): void {
    this.isSummary = true;
    print();
    // A frame may be forbidden to print: what is printed next is all of it.
    this.isSummary = false;
  }

  private beforePrint(): void {
    this.slices.flush();
    drawFirstPage(this.firstPage, this.context);
    if (this.isSummary) drawSources(this.report, this.context);
    else drawReport(this.report, this.context, this.visible);
    this.printedLegend.append(...[...this.pane.legendList.children].map((item) => item.cloneNode(true)));
    const bounds = this.map.getBounds();
    this.printed ??= { view: this.pane.position(), moved: this.moved };
    themeForPrint(true);
    document.body.classList.add("is-printing");
    this.map.invalidateSize({ animate: false, pan: false });
    this.map.fitBounds(bounds, { animate: false });
    this.pane.settle();
  }

  /** Close what is open, wherever the focus is; a dialog and a field with text in it close or empty themselves first. */
  private escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || !(this.card.isOpen || this.presenting) || document.querySelector("dialog[open]")) return;
    if (event.target instanceof HTMLInputElement && event.target.value !== "") return;
    if (this.card.isOpen) this.card.dismiss();
    else this.present(false);
  }

  /** "/" goes to the search, unless somebody is writing. */
  private slash(event: KeyboardEvent): void {
    const { target } = event;
    const isWriting = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
    if (event.key !== "/" || isWriting || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.filters.focus();
  }

  private afterPrint(): void {
    themeForPrint(false);
    document.body.classList.remove("is-printing");
    this.report.replaceChildren();
    this.firstPage.replaceChildren();
    this.printedLegend.replaceChildren();
    this.map.invalidateSize({ animate: false, pan: false });
    if (this.printed) {
      this.pane.go(this.printed.view);
      // Paper moved the map, and nobody else did: the address has nothing to say of it.
      this.moved = this.printed.moved;
    }
    this.printed = null;
  }

  private readHash(): void {
    const address = readAddress(location.hash, location.search);
    this.written = location.hash.slice(1);
    this.reading = true;
    this.store.setFilters(address.filters);
    this.store.select(address.selection);
    if ((address.step ?? 0) !== this.story.current) this.go(this.story.told(address.step ?? 0) ? (address.step ?? 0) : 0, address.view !== null || address.step === null);
    if (address.view) {
      this.pane.go(address.view);
      this.moved = true;
    }
    this.reading = false;
  }

  /** Keep the address in step. In a sandboxed frame the address cannot be changed: then it stays as it is. */
  private writeHash(isStep = false): void {
    if (this.choosing) return;
    const { selection } = this.store;
    const shown = selection === null ? "" : `${selection.kind} ${selection.id} ${selection.at ?? ""}`;
    const isNew = isStep && !this.reading && this.entered !== null && this.entered !== shown;
    this.entered = shown;
    if (this.printed || this.reading) return;
    this.written = writeAddress(this.store, this.moved ? this.pane.position() : null, this.embedded);
    // A write while the browser is on its way back would call it off: none where nothing changes.
    if (!isNew && `#${this.written}` === location.hash) return;
    try {
      // A card is a step to go back from; a filter and a move of the map are none.
      if (isNew && !this.embedded) history.pushState(null, "", `#${this.written}`);
      else history.replaceState(null, "", `#${this.written}`);
    } catch {
      this.written = location.hash.slice(1);
    }
  }

  private linkTo(selection: Selection): string {
    // A page written into a frame (a notebook, a viewer) has no address of its own.
    const page = location.protocol === "about:" ? "" : (location.href.split("#")[0] ?? "");
    const at = selection.at === undefined ? "" : `&at=${selection.at}`;
    return `${page}#${selection.kind}=${encodeURIComponent(selection.id)}${at}`;
  }
}
