/** The list: the map's accessible twin. Places, events and sources, with all that has no place on the map. */

import type { BriefIndex } from "../brief";
import type { Article, Mention } from "../data";
import { bdi, button, type Child, fill, h } from "../dom";
import { articleTitle, fileName, silenceOf, sourceLine } from "../format";
import { number, t, tn, type MessageKey } from "../i18n";
import { byImportance, pin } from "../map/marks";
import { stepOf } from "../map/told";
import { activeFilters, type Selection, type Store } from "../state";
import { reason } from "../translate";
import type { PlaceEntry, Visible } from "../visible";
import { type Axis, interval } from "./bins";
import { type CardContext, conflictList, eventRow, kindLabel, placeLine } from "./card";
import { isArea } from "../brief";
import { isWide } from "../map/extent";
import type { StoryPanel } from "./findings";
import { numberButton } from "./quote";
import { lazyRows } from "./rows";
import { spark, sparkOf } from "./spark";

type TabName = "findings" | "places" | "events" | "sources";

/** What is one stop of the Tab key in a list. */
const ROW = "button.row-name, button.event-label, button.finding-text";

const TABS: readonly [TabName, MessageKey][] = [
  ["findings", "tab.findings"],
  ["places", "tab.places"],
  ["events", "tab.events"],
  ["sources", "tab.sources"],
];

export class ListPanel {
  readonly element: HTMLElement;
  private readonly tabs = new Map<TabName, HTMLButtonElement>();
  private readonly panels = new Map<TabName, HTMLElement>();
  private chosen: TabName = "places";
  /** How to fill the panels that have not been looked at since the last change. */
  private stale: Partial<Record<TabName, () => void>> = {};

  constructor(
    private readonly context: CardContext,
    private readonly story: StoryPanel,
    private readonly axis: Axis | null,
  ) {
    const bar = h("div", { class: "tabs", role: "tablist", "aria-label": t("region.list") });
    const body = h("div", { class: "tab-panels" });
    for (const [name, label] of this.shown) {
      const tab = button(t(label), () => this.open(name), {
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
      });
      tab.addEventListener("keydown", (event) => this.step(event, name));
      const panel = h("div", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, tabindex: 0 });
      this.tabs.set(name, tab);
      this.panels.set(name, panel);
      bar.append(tab);
      body.append(panel);
    }
    this.element = h("div", { class: "list" }, bar, body);
    body.addEventListener("keydown", (event) => this.walk(event));
    body.addEventListener("focusin", (event) => this.stand(event.target));
    this.panel("findings", story.element);
    this.open(story.count > 0 ? "findings" : "places");
    context.store.subscribe((change) => {
      if (change === "selection" || change === "hover") this.highlight();
    });
  }

  private get store(): Store {
    return this.context.store;
  }

  private get index(): BriefIndex {
    return this.context.index;
  }

  /** The tabs; there is none for findings where there are none. */
  private get shown(): readonly [TabName, MessageKey][] {
    return TABS.filter(([name]) => name !== "findings" || this.story.count > 0);
  }

  get isStory(): boolean {
    return this.chosen === "findings";
  }

  open(name: TabName): void {
    this.chosen = name;
    // On a phone the findings come before the map, and everything else after it.
    document.body.classList.toggle("is-reading", this.isStory);
    for (const [other, tab] of this.tabs) {
      const chosen = other === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      const panel = this.panels.get(other);
      if (panel) panel.hidden = !chosen;
    }
    this.stale[name]?.();
    delete this.stale[name];
    this.settle();
    this.highlight();
  }

  private step(event: KeyboardEvent, name: TabName): void {
    const names = this.shown.map(([tab]) => tab);
    const at = names.indexOf(name);
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = names[(to + names.length) % names.length] ?? name;
    this.open(next);
    this.tabs.get(next)?.focus();
  }

  update(visible: Visible): void {
    const findings = this.story.update(visible);
    this.label("findings", findings);
    this.label("places", visible.places.size);
    this.label("events", visible.events.length);
    this.label("sources", activeFilters(this.store.filters) > 0 ? visible.articles.size : this.index.brief.articles.length);
    this.stale = {
      places: () => this.fillPlaces(visible),
      events: () => this.fillEvents(visible),
      sources: () => this.fillSources(visible),
    };
    this.open(this.turn(visible, findings));
  }

  /** Where a search finds nothing in the tab that is open, the one in which it does. */
  private turn(visible: Visible, findings: number): TabName {
    if (this.store.filters.query === "") return this.chosen;
    const found: Record<TabName, number> = {
      findings,
      places: visible.places.size,
      events: visible.events.length,
      sources: visible.articles.size,
    };
    // Who searches wants a place or an event: the findings are what is read without a search.
    if (found[this.chosen] > 0 && !this.isStory) return this.chosen;
    const names = TABS.map(([name]) => name).filter((name) => name !== "findings");
    return names.find((name) => found[name] > 0) ?? this.chosen;
  }

  private label(name: TabName, count: number): void {
    const tab = this.tabs.get(name);
    const key = TABS.find(([other]) => other === name)?.[1];
    if (tab && key) fill(tab, t(key), " ", h("span", { class: "count" }, String(count)));
  }

  private panel(name: TabName, ...children: Child[]): void {
    const panel = this.panels.get(name);
    if (panel) fill(panel, ...children);
  }

  /** Why a list is empty: the filters, or the articles themselves. */
  private empty(otherwise: MessageKey): HTMLElement {
    return h("p", { class: "empty" }, t(activeFilters(this.store.filters) > 0 ? "list.nothing" : otherwise));
  }

  private fillPlaces(visible: Visible): void {
    const entries = [...visible.places.values()].sort(byImportance);
    const list = h("ol", { class: "rows places" });
    lazyRows(list, entries, (entry) => this.placeRow(entry));
    this.panel(
      "places",
      entries.length === 0 ? this.empty("list.noPlaces") : list,
      ...this.unplaced(visible.unplaced),
    );
  }

  private placeRow(entry: PlaceEntry): HTMLElement {
    const target: Selection = { kind: "place", id: entry.place.id };
    const size = entry.presence === "scene" && entry.kind !== null ? 24 : 14;
    const picture = isArea(entry.place) ? this.areaSwatch(entry) : pin(this.index, entry, size);
    const what =
      entry.presence === "scene"
        ? entry.kind === null
          ? null
          : kindLabel(this.index, entry.kind)
        : t(entry.presence === "actor" ? "list.asActor" : "list.background");
    const row = h(
      "li",
      { class: `row row-${entry.presence}`, "data-row": entry.place.id },
      h("span", { class: "row-sign", "aria-hidden": "true" }, picture),
      h(
        "div",
        { class: "row-body" },
        button(entry.place.name, () => this.store.select(target), { class: "row-name", dir: "auto" }),
        h("p", { class: "row-facts" }, placeLine(entry.place), what !== null && ` · ${what}`),
        this.context.review?.row("place", entry.place.id),
      ),
      this.told(entry),
    );
    return this.live(row, target);
  }

  /** How many articles name a place, and when what is told of it happened. */
  private told(entry: PlaceEntry): HTMLElement {
    const words = tn("list.articles", entry.counts.articles);
    const isDated = this.axis !== null && entry.events.some((event) => interval(event) !== null);
    return h(
      "span",
      { class: "row-told", title: words },
      this.axis !== null && isDated && spark(sparkOf(entry.events, this.axis)),
      h("span", { class: "row-count", "aria-hidden": "true" }, number(entry.counts.articles)),
      h("span", { class: "visually-hidden" }, words),
    );
  }

  private areaSwatch(entry: PlaceEntry): HTMLElement {
    const isFilled = entry.presence === "scene" && !isWide(entry.place);
    const step = isFilled ? stepOf(entry.independent) : 0;
    return h("span", { class: `swatch swatch-${entry.presence} told-${step}` });
  }

  private live(row: HTMLElement, target: Selection): HTMLElement {
    row.addEventListener("mouseenter", () => this.store.setHover(target));
    row.addEventListener("mouseleave", () => this.store.setHover(null));
    row.addEventListener("focusin", () => this.store.setHover(target));
    row.addEventListener("focusout", () => this.store.setHover(null));
    row.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.target.closest("button, a")) return;
      this.store.select(target);
    });
    return row;
  }

  private unplaced(mentions: readonly Mention[]): Child[] {
    if (mentions.length === 0) return [];
    const list = h("ul", { class: "rows unplaced" });
    lazyRows(list, mentions, (mention) =>
      h(
        "li",
        { class: "row" },
        h("div", { class: "row-body" }, bdi(mention.text, "row-name"), h("p", { class: "row-facts" }, reason(mention)), this.context.review?.unplaced(mention)),
        numberButton(this.index, this.store, mention.article, mention.sentence.start),
      ),
    );
    return [h("h2", { class: "list-head" }, t("list.unplaced")), h("p", { class: "note" }, t("list.unplaced.why")), list];
  }

  private fillEvents(visible: Visible): void {
    const placed = visible.events.filter((event) => event.where.length > 0);
    const loose = visible.events.filter((event) => event.where.length === 0);
    const list = h("ol", { class: "event-list" });
    lazyRows(list, placed, (event) => eventRow(this.context, event));
    const looseList = h("ol", { class: "event-list" });
    lazyRows(looseList, loose, (event) => eventRow(this.context, event));
    const conflicts = conflictList(this.context);
    this.panel(
      "events",
      placed.length > 0 ? list : loose.length === 0 && this.empty("list.noEvents"),
      ...(loose.length > 0 ? [h("h2", { class: "list-head" }, t("list.noPlace")), looseList] : []),
      ...(conflicts.length > 0 ? [h("h2", { class: "list-head" }, t("list.conflicts")), ...conflicts] : []),
    );
  }

  private fillSources(visible: Visible): void {
    const used = visible.articles;
    const isSearch = this.store.filters.query !== "";
    const articles = isSearch ? this.index.brief.articles.filter(({ id }) => used.has(id)) : this.index.brief.articles;
    const list = h("ol", { class: "rows sources" });
    lazyRows(list, articles, (article) => this.sourceRow(article, used.has(article.id)));
    const { skipped } = this.index.brief;
    const left = skipped.map((item) => h("li", { class: "row" }, bdi(fileName(item.path)), ` – ${item.reason}`));
    this.panel(
      "sources",
      articles.length > 0 ? list : this.empty("list.noPlaces"),
      ...(left.length > 0 ? [h("h2", { class: "list-head" }, t("list.skipped")), h("ul", { class: "rows" }, ...left)] : []),
    );
  }

  private sourceRow(article: Article, used: boolean): HTMLElement {
    const target: Selection = { kind: "article", id: article.id };
    const copyOf = article.same_story_as;
    const row = h(
      "li",
      { class: used ? "row" : "row row-unused", "data-row": article.id },
      h("span", { class: "source-number", "aria-hidden": "true" }, String(this.index.number(article.id))),
      h(
        "div",
        { class: "row-body" },
        button(articleTitle(article), () => this.store.select(target), { class: "row-name", dir: "auto", lang: article.language }),
        h("p", { class: "row-facts" }, bdi(sourceLine(article))),
        copyOf !== null && h("p", { class: "row-facts" }, t("card.copyOf", { number: this.index.number(copyOf) })),
        this.silence(article),
      ),
    );
    return this.live(row, target);
  }

  /** Why nothing is told of an article, where nothing is. */
  private silence(article: Article): HTMLElement | null {
    const words = silenceOf(this.index, article);
    return words === null ? null : h("p", { class: "row-facts note" }, words);
  }

  private highlight(): void {
    const { selection, hover } = this.store;
    const lit = new Set<string>();
    for (const chosen of [selection, hover]) {
      if (!chosen) continue;
      lit.add(chosen.id);
      if (chosen.kind === "event") for (const where of this.index.events.get(chosen.id)?.where ?? []) lit.add(where.place);
    }
    for (const row of this.element.querySelectorAll("[data-row], [data-event]")) {
      const id = row.getAttribute("data-row") ?? row.getAttribute("data-event") ?? "";
      row.classList.toggle("is-lit", lit.has(id));
      row.classList.toggle("is-chosen", selection?.id === id);
    }
  }

  /** The rows of a list are one stop of the Tab key: arrows, or j and k, go from row to row. */
  private walk(event: KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };
    const step = moves[event.key];
    const row = event.target instanceof Element ? event.target.closest(ROW) : null;
    if (step === undefined || !row || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = this.rowButtons();
    const next = rows[rows.indexOf(row as HTMLButtonElement) + step];
    event.preventDefault();
    next?.focus();
  }

  /** The row that has the focus is the stop from now on. */
  private stand(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest(ROW) : null;
    if (!row) return;
    for (const button of this.rowButtons()) button.tabIndex = button === row ? 0 : -1;
  }

  /** One stop: the first row, and nothing else in a row. */
  private settle(): void {
    const panel = this.panels.get(this.chosen);
    if (!panel) return;
    for (const other of panel.querySelectorAll<HTMLElement>(".row button, .event-row button")) other.tabIndex = -1;
    const first = this.rowButtons()[0];
    if (first) first.tabIndex = 0;
  }

  private rowButtons(): HTMLButtonElement[] {
    const all = [...(this.panels.get(this.chosen)?.querySelectorAll<HTMLButtonElement>(ROW) ?? [])];
    return all.filter((row) => row.closest("li[hidden]") === null);
  }

  /** Move the focus to the first row of the tab that is open. */
  focusFirst(): void {
    this.rowButtons()[0]?.focus();
  }

  /** Scroll the row of what is chosen into view, without moving the focus. */
  reveal(id: string): void {
    const row = this.element.querySelector(`.is-chosen`);
    if (row && (row.getAttribute("data-row") === id || row.getAttribute("data-event") === id)) {
      row.scrollIntoView({ block: "nearest" });
    }
  }
}
