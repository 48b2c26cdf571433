/** The article beside the map: its text with every mention and every told event marked, in step with map and list. */

import type { BriefIndex } from "../brief";
import type { Article, BriefEvent, Excerpt, Mention } from "../data";
import { add, button, type Child, h } from "../dom";
import { t, tn } from "../i18n";
import type { Selection, Store } from "../state";
import { type CardContext, kindChip } from "./card";

/** A run of text under the same marks. */
interface Run {
  from: number;
  to: number;
  mention: Mention | null;
  events: BriefEvent[];
  /** Where the sentences begin that the run is part of. */
  says: number[];
}

interface Span<T> {
  start: number;
  end: number;
  of: T;
}

/** The parts of an article's text that the page carries. */
function partsOf(index: BriefIndex, article: string): Excerpt[] {
  return (index.brief.texts?.parts ?? []).filter((part) => part.article === article);
}

/** Whether a sentence of an article can be read in its place here. */
export function canRead(index: BriefIndex, article: string, at: number): boolean {
  return partsOf(index, article).some((part) => part.start <= at && at < part.end);
}

/** The sentences of an article that tell events. */
function told(index: BriefIndex, article: string): Span<BriefEvent>[] {
  return (index.eventsIn.get(article) ?? []).flatMap((event) =>
    event.citations
      .filter((citation) => citation.article === article)
      .map((citation) => ({ start: citation.start, end: citation.end, of: event })),
  );
}

/** Where the sentences of an article begin and end that a number or a quote may lead to. */
function sentencesOf({ brief, mentionsIn, eventsIn }: BriefIndex, article: string): Span<null>[] {
  const values = [...brief.conflicts, ...(brief.key_figures ?? [])].flatMap(({ values: each }) => each);
  const changed = [...(brief.changes?.changed ?? []).flatMap(({ changes }) => changes), ...(brief.changes?.disagreements ?? [])];
  const events = eventsIn.get(article) ?? [];
  const cited = [
    ...[...events, ...values, ...changed].flatMap(({ citations }) => citations),
    ...events.flatMap(({ figures }) => figures.map(({ citation }) => citation)),
  ].filter((citation) => citation.article === article);
  const read = (mentionsIn.get(article) ?? []).map((mention) => mention.sentence);
  const ends = new Map([...read, ...cited].map(({ start, end }) => [start, end]));
  return [...ends].map(([start, end]) => ({ start, end, of: null }));
}

/** Cut a part wherever a mark begins or ends. */
function runsOf(part: Excerpt, mentions: Span<Mention>[], events: Span<BriefEvent>[], sentences: Span<null>[]): Run[] {
  const inside = [...mentions, ...events, ...sentences].filter((span) => span.start < part.end && part.start < span.end);
  const cuts = new Set([part.start, part.end]);
  for (const span of inside) for (const at of [span.start, span.end]) if (at > part.start && at < part.end) cuts.add(at);
  const sorted = [...cuts].sort((a, b) => a - b);
  const over = <T>(spans: Span<T>[], from: number, to: number): T[] =>
    spans.filter((span) => span.start < to && from < span.end).map((span) => span.of);
  const says = (from: number, to: number): number[] =>
    sentences.filter((span) => span.start < to && from < span.end).map((span) => span.start);
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1] ?? part.end;
    return { from, to, mention: over(mentions, from, to)[0] ?? null, events: [...new Set(over(events, from, to))], says: says(from, to) };
  });
}

export class Reader {
  private readonly index: BriefIndex;
  private readonly store: Store;
  private marks: HTMLElement[] = [];
  private at = -1;
  private box: HTMLElement | null = null;
  private readonly line = h("p", { class: "reading-line", "aria-live": "polite" });
  private own = false;

  constructor(private readonly context: CardContext) {
    this.index = context.index;
    this.store = context.store;
    this.store.subscribe((change) => {
      if (change === "hover" && this.box?.isConnected && !this.own) this.follow(this.store.hover);
    });
  }

  /** The text of an article under its heading; a note where the page carries none of it. */
  section(article: Article): HTMLElement {
    const parts = partsOf(this.index, article.id);
    this.marks = [];
    this.at = -1;
    this.box = h("div", { class: "reading-text" });
    const title = h("h3", { id: "reading-title" }, t("reading.title"));
    if (parts.length === 0) return h("section", { class: "card-section reading" }, title, h("p", { class: "note" }, t("reading.none")));
    const mentions = (this.index.mentionsIn.get(article.id) ?? []).map((mention) => ({ start: mention.start, end: mention.end, of: mention }));
    const events = told(this.index, article.id);
    const sentences = sentencesOf(this.index, article.id);
    const full = this.index.brief.texts?.kept === "full";
    parts.forEach((part, i) => {
      if (this.box && !full && (i > 0 || part.start > 0)) add(this.box, h("p", { class: "reading-gap" }, t("reading.gap")));
      if (this.box) add(this.box, ...this.paragraphs(part, article, runsOf(part, mentions, events, sentences)));
    });
    this.line.textContent = tn("reading.marks", this.marks.length);
    const bar = h(
      "div",
      { class: "reading-bar" },
      button("‹", () => this.step(-1), { "aria-label": t("reading.previous"), title: t("reading.previous") }),
      this.line,
      button("›", () => this.step(1), { "aria-label": t("reading.next"), title: t("reading.next") }),
    );
    const made = h("section", { class: "card-section reading", "aria-labelledby": "reading-title" }, title, bar, this.box);
    made.addEventListener("keydown", (event) => this.key(event));
    return made;
  }

  /** Paragraphs of a part: its line breaks are kept. Offsets count code points; strings here count UTF-16 units. */
  private paragraphs(part: Excerpt, article: Article, runs: Run[]): HTMLElement[] {
    const points = Array.from(part.text);
    const made = h("p", { dir: "auto", lang: article.language, class: "reading-paragraph" });
    runs.forEach((run, i) => {
      const words = points.slice(run.from - part.start, run.to - part.start).join("");
      add(made, this.run(run, words));
      // After the last run of a sentence that tells events stand their signs.
      const next = runs[i + 1]?.events ?? [];
      add(made, ...run.events.filter((event) => !next.includes(event)).map((event) => this.sign(event)));
    });
    return [made];
  }

  private run(run: Run, words: string): Child {
    const { mention, events } = run;
    const inner = mention === null ? words : this.mark(mention, words);
    if (run.says.length === 0) return inner;
    const ids = events.map((event) => event.id).join(" ");
    return h("span", { class: ids === "" ? "reading-said" : "reading-told", "data-at": run.from, "data-says": run.says.join(" "), "data-events": ids || null }, inner);
  }

  private mark(mention: Mention, words: string): HTMLElement {
    const place = mention.place === null ? undefined : this.index.places.get(mention.place);
    const mark = h(
      "button",
      {
        type: "button",
        class: place ? `reading-mark reading-${mention.role}` : "reading-mark reading-unplaced",
        tabindex: this.marks.length === 0 ? 0 : -1,
        "data-at": mention.start,
        "data-place": place?.id ?? null,
        title: place?.name ?? null,
      },
      words,
    );
    const number = this.marks.length;
    this.marks.push(mark);
    mark.addEventListener("click", () => this.go(number));
    mark.addEventListener("focus", () => this.light(place?.id ?? null));
    mark.addEventListener("mouseenter", () => this.light(place?.id ?? null));
    mark.addEventListener("mouseleave", () => this.light(null));
    return mark;
  }

  private sign(event: BriefEvent): HTMLElement {
    const label = t("reading.event", { label: event.label });
    const made = button("", () => this.store.select({ kind: "event", id: event.id }), { class: "reading-sign", "aria-label": label, title: label });
    add(made, kindChip(this.index, event.kind, 12));
    made.addEventListener("mouseenter", () => this.store.setHover({ kind: "event", id: event.id }));
    made.addEventListener("mouseleave", () => this.store.setHover(null));
    return made;
  }

  /** Light a place on the map and in the list, without following oneself. */
  private light(place: string | null): void {
    this.own = true;
    this.store.setHover(place === null ? null : { kind: "place", id: place });
    this.own = false;
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined || !(event.target instanceof Element) || !event.target.closest(".reading-mark, .reading-bar")) return;
    event.preventDefault();
    this.step(step);
  }

  private step(by: number): void {
    const count = this.marks.length;
    if (count > 0) this.go((Math.max(this.at, by > 0 ? -1 : 0) + by + count) % count);
  }

  /** Go to a mark: it is read out, lit, and its place brought onto the map. */
  private go(number: number): void {
    const mark = this.marks[number];
    if (!mark) return;
    this.at = number;
    this.marks.forEach((other, i) => {
      other.classList.toggle("is-at", i === number);
      other.tabIndex = i === number ? 0 : -1;
    });
    const place = mark.getAttribute("data-place");
    const name = place === null ? undefined : this.index.places.get(place)?.name;
    const text = name === undefined || name === mark.textContent ? mark.textContent : `${mark.textContent} → ${name}`;
    this.line.textContent = t("reading.at", { n: number + 1, all: this.marks.length, text: text ?? "" });
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    this.light(place);
    if (place !== null) this.context.reveal(place);
  }

  /** Scroll to the sentence that begins at an offset, and mark it. */
  open(at: number): void {
    if (!this.box) return;
    const marks = [...this.box.querySelectorAll<HTMLElement>("[data-at]")];
    const says = marks.filter((mark) => (mark.dataset["says"] ?? "").split(" ").includes(String(at)));
    const target = says[0] ?? marks.find((mark) => Number(mark.dataset["at"]) >= at) ?? marks[marks.length - 1];
    if (!target) return;
    for (const mark of marks) mark.classList.toggle("is-cited", mark === target || says.includes(mark));
    target.scrollIntoView({ block: "center" });
    this.at = this.marks.findIndex((mark) => Number(mark.dataset["at"]) >= at) - 1;
  }

  /** What is pointed at on the map or in the list is lit in the text, and the first of it brought into view. */
  private follow(hover: Selection | null): void {
    if (!this.box) return;
    let first: HTMLElement | null = null;
    for (const mark of this.box.querySelectorAll<HTMLElement>("[data-place], [data-events]")) {
      const lit =
        hover !== null &&
        (mark.dataset["place"] === hover.id || (mark.dataset["events"] ?? "").split(" ").includes(hover.id));
      mark.classList.toggle("is-lit", lit);
      if (lit) first ??= mark;
    }
    first?.scrollIntoView({ block: "nearest" });
  }
}
