/** The card of a place, an event or an article, made when it is opened. */

import { type BriefIndex, isArea, type Passage } from "../brief";
import type { Article, BriefEvent, Citation, Conflict, Mention, Place } from "../data";
import { add, bdi, button, type Child, fill, h } from "../dom";
import { articleTitle, fileName, formatWhen, publishedLine, safeUrl, silenceOf } from "../format";
import { countryName, number, t, tn, tx } from "../i18n";
import { figureName, reason } from "../translate";
import { sign } from "../map/signs";
import { written } from "../map/turn";
import type { ReviewHost } from "../review/review";
import type { Selection, Store } from "../state";
import type { PlaceEntry } from "../visible";
import { changesOf, newsTag } from "./news";
import { Reader } from "./reading";
import { copyButton, copyTools, numberButton, quote, sentenceTarget } from "./quote";
import { lazyRows } from "./rows";

/** Passages on one page of a card. */
const PAGE = 5;

/** A part of an event that is less likely than this is likelier wrong than right; as in `brief/findings.py`. */
const DOUBTFUL = 0.5;

/** Numbers of articles shown beside a place or an event. */
const MOST_NUMBERS = 8;

export interface CardContext {
  index: BriefIndex;
  store: Store;
  entryOf: (id: string) => PlaceEntry | undefined;
  companions: (id: string) => PlaceEntry[];
  linkTo: (selection: Selection) => string;
  /** Bring a place onto the map. */
  reveal: (place: string) => void;
  /** What a reviewer may answer; absent where a page is only shown. */
  review?: ReviewHost;
}

export function kindChip(index: BriefIndex, kind: string | null, size = 14): HTMLElement {
  const style = kind === null ? undefined : index.view.kinds[kind];
  const chip = h("span", { class: "kind-chip", "aria-hidden": "true" }, sign(style?.symbol ?? null, size));
  chip.style.setProperty("--pin-ink", style?.colour ?? "var(--ink-soft)");
  return chip;
}

export function kindLabel(index: BriefIndex, kind: string): string {
  return tx("kind", kind, index.view.kinds[kind]?.label ?? kind);
}

/** "Agadez, Niger" as far as it is known, without saying anything twice. */
export function placeLine(place: Place): string {
  const country = place.country === null || place.kind === "country" ? null : countryName(place.country);
  const admin1 = place.admin1 === place.name || place.kind === "admin1" ? null : place.admin1;
  return [tx("kindOfPlace", place.kind), admin1, country].filter((part) => part !== null).join(" · ");
}

export function placeButton(context: CardContext, id: string): HTMLElement {
  const place = context.index.places.get(id);
  return button(place?.name ?? id, () => context.store.select({ kind: "place", id }), { class: "inline-link", dir: "auto" });
}

/** The numbers of the articles of some citations, each of which opens at its first sentence. */
export function citedNumbers(
  context: CardContext,
  citations: readonly Pick<Citation, "article" | "start">[],
  most = MOST_NUMBERS,
  articles: Iterable<string> = citations.map(({ article }) => article),
): HTMLElement {
  const first = new Map<string, number>();
  for (const { article, start } of citations) if (!first.has(article)) first.set(article, start);
  return numbers(context, articles, most, first);
}

/** The numbers of some articles, as buttons; of many only the first, and how many more there are. */
function numbers(context: CardContext, articles: Iterable<string>, most: number, starts: ReadonlyMap<string, number>): HTMLElement {
  const sorted = [...new Set(articles)].sort((a, b) => context.index.number(a) - context.index.number(b));
  const more = sorted.length - most;
  return h(
    "span",
    { class: "numbers" },
    ...sorted.slice(0, most).map((id) => numberButton(context.index, context.store, id, starts.get(id))),
    more > 0 && h("span", { class: "count" }, `+${number(more)}`),
  );
}

export function statusWord(event: Pick<BriefEvent, "status">): HTMLElement {
  return h("span", { class: `status status-${event.status.replace(/[^a-z]+/gi, "-")}` }, tx("status", event.status));
}

/** What of an event is likelier wrong than right, where somebody said how likely it is. */
function doubtfulTag(event: BriefEvent): HTMLElement | false {
  const { place = 1, day = 1 } = event.confidences ?? {};
  const parts = [
    ...((place ?? 1) < DOUBTFUL ? [t("list.doubtful.place")] : []),
    ...((day ?? 1) < DOUBTFUL ? [t("list.doubtful.day")] : []),
  ];
  return parts.length > 0 && h("span", { class: "tag tag-doubtful" }, t("list.doubtful", { parts: parts.join(", ") }));
}

/** The word "reviewed" beside what a person has reviewed. */
export function reviewedTag(index: BriefIndex, id: string): HTMLElement | false {
  return index.reviewed.has(id) && h("span", { class: "tag tag-reviewed" }, t("list.reviewed"));
}

/** How many articles tell something, and how many of them do not copy another. */
function counts(articles: number, independent: number): string {
  const told = tn("list.articles", articles);
  if (articles < 2) return told;
  const own = independent === articles ? t("list.independent.all") : tn("list.independent", independent);
  return `${told}, ${own}`;
}

/** One event in a list: sign, label, when, status and the numbers of its sources. */
export function eventRow(context: CardContext, event: BriefEvent): HTMLElement {
  const { index, store } = context;
  const target: Selection = { kind: "event", id: event.id };
  const row = h(
    "li",
    { class: "event-row", "data-event": event.id },
    kindChip(index, event.kind),
    h(
      "div",
      { class: "event-body" },
      button(event.label, () => store.select(target), { class: "event-label", dir: "auto" }),
      h(
        "p",
        { class: "event-facts" },
        h("span", { class: "event-when" }, formatWhen(event.when)),
        statusWord(event),
        event.main && h("span", { class: "tag" }, t("list.main")),
        doubtfulTag(event),
        reviewedTag(index, event.id),
        newsTag(index, event.id),
        citedNumbers(context, event.citations),
        context.review?.row("event", event.id),
      ),
    ),
  );
  row.addEventListener("mouseenter", () => store.setHover(target));
  row.addEventListener("mouseleave", () => store.setHover(null));
  return row;
}

/** What an analyst set by hand, and what the machine had. */
function decided(index: BriefIndex, ids: readonly string[]): Child[] {
  const found = ids.flatMap((id) => index.decisions.get(id) ?? []).filter((decision) => decision.what !== "reviewed");
  return found.map((decision) =>
    h(
      "p",
      { class: "decision" },
      h("strong", {}, `${t(decision.what === "proposed" ? "card.proposed" : "card.set", { who: decision.by ?? t("card.analyst") })} `),
      bdi([decision.text, decision.note].filter((part) => part !== null).join(". ")),
    ),
  );
}

function section(title: string, ...children: Child[]): HTMLElement {
  return h("section", { class: "card-section" }, h("h3", {}, title), ...children);
}

/** Passages a page at a time, made when the page is turned to. */
function pager(context: CardContext, passages: Passage[]): HTMLElement {
  const box = h("div", { class: "pager" });
  const list = h("div", { class: "quotes" });
  const line = h("p", { class: "pager-line", "aria-live": "polite" });
  let from = 0;
  const show = (): void => {
    const page = passages.slice(from, from + PAGE);
    fill(list, ...page.map((passage) => quote(context.index, context.store, passage)));
    const words = { from: from + 1, to: from + page.length, n: passages.length };
    line.textContent = t("card.quotes.page", words);
    previous.disabled = from === 0;
    next.disabled = from + PAGE >= passages.length;
  };
  const turn = (step: number): void => {
    from = Math.max(0, from + step);
    show();
    box.scrollIntoView({ block: "nearest" });
  };
  const previous = button(t("action.previous"), () => turn(-PAGE));
  const next = button(t("action.next"), () => turn(PAGE));
  if (passages.length > PAGE) add(box, h("div", { class: "pager-bar" }, previous, line, next));
  add(box, list);
  show();
  return box;
}

function eventsSection(context: CardContext, title: string, events: BriefEvent[]): HTMLElement | null {
  if (events.length === 0) return null;
  const list = h("ol", { class: "event-list" });
  lazyRows(list, events, (event) => eventRow(context, event));
  return section(title, list);
}

/** Reasons of the mentions of a place, each once, the surest first. */
function whyPlace(context: CardContext, place: Place, mentions: Mention[]): HTMLElement {
  const reasons = new Map<string, Mention>();
  const others = new Map<string, string>();
  for (const mention of [...mentions].sort((a, b) => b.confidence - a.confidence)) {
    if (!reasons.has(mention.because)) reasons.set(mention.because, mention);
    for (const other of mention.alternatives) others.set(other.place, other.name);
  }
  const facts = [
    `${t("card.position")}: ${number(Math.round(place.lat * 1e4) / 1e4)}, ${number(Math.round(written(place.lon) * 1e4) / 1e4)}`,
    place.geonameid === null ? null : `GeoNames ${place.geonameid}`,
    place.wikidata === null ? null : `Wikidata ${place.wikidata}`,
  ];
  return h(
    "details",
    { class: "why" },
    h("summary", {}, t("card.why")),
    h(
      "ul",
      { class: "reasons" },
      ...[...reasons.values()].map((mention) =>
        h("li", {}, h("q", { dir: "auto" }, mention.text), " ", numberButton(context.index, context.store, mention.article, mention.sentence.start), " ", bdi(reason(mention))),
      ),
    ),
    others.size > 0
      ? h("p", {}, `${t("card.alternatives")}: `, bdi([...others.values()].join("; ")))
      : h("p", {}, t("card.noAlternatives")),
    h("p", { class: "facts" }, `${t("card.gazetteer")}: ${facts.filter((fact) => fact !== null).join(" · ")}`),
    h("p", { class: "note" }, t("match.note")),
  );
}

function matchLine(entry: PlaceEntry): HTMLElement {
  const others = new Set(entry.mentions.flatMap((mention) => mention.alternatives.map((other) => other.place))).size;
  const rest = others === 0 ? t("match.alone") : tn("match.others", others);
  return h(
    "p",
    { class: "match-line" },
    h("span", { class: `match-dot match-${entry.match}`, "aria-hidden": "true" }),
    `${t("match.label", { word: t(`match.${entry.match}`) })} (${rest})`,
  );
}

/** What some articles say; it opens at the first sentence that says so. */
function conflictValue({ index, store }: CardContext, { value, citations }: Conflict["values"][number]): HTMLElement {
  const [first] = citations;
  if (!first) return bdi(value, "conflict-value");
  return button(value, () => store.select(sentenceTarget(index, first.article, first.start)), { class: "conflict-value inline-link", dir: "auto" });
}

function conflictBlock(context: CardContext, conflict: Conflict): HTMLElement {
  return h(
    "div",
    { class: "conflict" },
    h("p", { class: "conflict-about" }, t("card.conflict", { about: conflict.about })),
    h(
      "ul",
      {},
      ...conflict.values.map((value) =>
        h("li", {}, conflictValue(context, value), " ", citedNumbers(context, value.citations)),
      ),
    ),
    context.review?.conflict(conflict),
  );
}

export function conflictsOf(context: CardContext, events: BriefEvent[]): HTMLElement[] {
  const ids = new Set(events.map((event) => event.id));
  return context.index.brief.conflicts
    .filter((conflict) => conflict.event !== null && ids.has(conflict.event))
    .map((conflict) => conflictBlock(context, conflict));
}

export function conflictList(context: CardContext): HTMLElement[] {
  return context.index.brief.conflicts.map((conflict) => conflictBlock(context, conflict));
}

/** The sentences that name a place, and after them those that tell what happened there. */
function saying({ mentions, events }: PlaceEntry): Pick<Citation, "article" | "start">[] {
  return [...mentions.map(({ article, sentence }) => ({ article, start: sentence.start })), ...events.flatMap(({ citations }) => citations)];
}

function placeCard(context: CardContext, entry: PlaceEntry): Child[] {
  const { index } = context;
  const near = isArea(entry.place) ? [] : context.companions(entry.place.id);
  const also =
    near.length > 0 &&
    h("p", { class: "also" }, `${t("card.also")}: `, ...near.flatMap((other) => [placeButton(context, other.place.id), " "]));
  const role =
    entry.presence === "scene" ? null : entry.presence === "actor" ? t("list.asActor") : t("list.background");
  return [
    h(
      "p",
      { class: "card-kind" },
      placeLine(entry.place),
      role !== null && h("span", { class: "tag" }, role),
      reviewedTag(index, entry.place.id),
    ),
    ...(context.review?.card({ kind: "place", id: entry.place.id }) ?? []),
    matchLine(entry),
    h(
      "p",
      { class: "card-counts" },
      counts(entry.articles.size, index.independent(entry.articles)),
      " ",
      citedNumbers(context, saying(entry), 4 * MOST_NUMBERS, entry.articles),
    ),
    also,
    ...decided(index, [entry.place.id, ...entry.mentions.map((mention) => mention.id)]),
    ...conflictsOf(context, entry.events),
    eventsSection(context, t("card.events"), entry.events),
    entry.mentions.length > 0 && section(t("card.quotes"), pager(context, index.passages(entry.mentions))),
    whyPlace(context, entry.place, entry.mentions),
  ];
}

function fact(name: string, ...value: Child[]): HTMLElement {
  return h("div", { class: "fact" }, h("dt", {}, name), h("dd", {}, ...value));
}

function eventFacts(context: CardContext, event: BriefEvent): HTMLElement {
  const said = event.when.text;
  const places = event.where.map((where) =>
    h("li", {}, placeButton(context, where.place), h("span", { class: "tag" }, tx("role", where.role))),
  );
  const actors = event.who.map((who) => h("li", {}, bdi(who.name), h("span", { class: "tag" }, tx("actor", who.role))));
  const figures = event.figures.map((figure) =>
    h("li", {}, `${figureName(figure.what)}: `, bdi(figure.text), " ", citedNumbers(context, [figure.citation])),
  );
  return h(
    "dl",
    { class: "facts-list" },
    fact(t("card.when"), formatWhen(event.when), said !== null && h("span", { class: "said" }, t("card.said", { text: said }))),
    places.length > 0 && fact(t("card.where"), h("ul", { class: "plain" }, ...places)),
    actors.length > 0 && fact(t("card.who"), h("ul", { class: "plain" }, ...actors)),
    figures.length > 0 && fact(t("card.figures"), h("ul", { class: "plain" }, ...figures)),
  );
}

function eventCard(context: CardContext, event: BriefEvent): Child[] {
  const { index } = context;
  const passages = event.citations.flatMap((citation) => index.passageOf(citation) ?? []);
  return [
    h(
      "p",
      { class: "card-kind" },
      kindChip(index, event.kind),
      ` ${kindLabel(index, event.kind)} `,
      statusWord(event),
      event.main && h("span", { class: "tag" }, t("list.main")),
      doubtfulTag(event),
      reviewedTag(index, event.id),
      newsTag(index, event.id),
    ),
    ...(context.review?.card({ kind: "event", id: event.id }) ?? []),
    h("p", { class: "card-counts" }, counts(event.articles, event.independent)),
    changesOf(context, event),
    eventFacts(context, event),
    ...decided(index, [event.id]),
    ...conflictsOf(context, [event]),
    section(t("card.quotes"), pager(context, passages)),
  ];
}

function articleCard(context: CardContext, reader: Reader, article: Article): Child[] {
  const { index } = context;
  const url = safeUrl(article.url);
  const ids = [...new Set((index.mentionsIn.get(article.id) ?? []).flatMap((mention) => mention.place ?? []))];
  const copyOf = article.same_story_as;
  const silence = silenceOf(index, article);
  const read = index.passages(index.mentionsIn.get(article.id) ?? []);
  return [
    h(
      "p",
      { class: "card-kind" },
      bdi(article.outlet ?? t("source.noOutlet")),
      " · ",
      bdi(article.authors.length > 0 ? article.authors.join(", ") : t("source.noAuthor")),
      " · ",
      publishedLine(article),
      article.rating ? ` · ${t("source.rating", { rating: article.rating })}` : false,
    ),
    ...(context.review?.card({ kind: "article", id: article.id }) ?? []),
    h("p", { class: "card-counts" }, tn("card.words", article.words), " · ", bdi(t("source.file", { path: fileName(article.path) }))),
    silence !== null && h("p", { class: "note" }, silence),
    h("p", { class: "quote-tools" }, copyTools(index, article, null)),
    copyOf !== null && h("p", { class: "note" }, t("card.copyOf", { number: index.number(copyOf) })),
    url !== null &&
      h("p", {}, h("a", { href: url, rel: "noopener noreferrer", target: "_blank", class: "quiet" }, t("source.open"))),
    reader.section(article),
    eventsSection(context, t("card.eventsIn"), index.eventsIn.get(article.id) ?? []),
    ids.length > 0 &&
      section(t("card.places"), h("ul", { class: "chips" }, ...ids.map((id) => h("li", {}, placeButton(context, id))))),
    // Where its text is there, the sentences stand in it.
    read.length > 0 && !index.brief.texts && section(t("card.read"), pager(context, read)),
  ];
}

function groupCard(context: CardContext, entries: PlaceEntry[]): Child[] {
  return [
    h(
      "ul",
      { class: "plain" },
      ...entries.map((entry) => h("li", {}, placeButton(context, entry.place.id), " ", placeLine(entry.place))),
    ),
  ];
}

export class Card {
  readonly element: HTMLElement;
  private readonly title = h("h2", { id: "card-title", tabindex: "-1", dir: "auto" });
  private readonly body = h("div", { class: "card-body" });
  private readonly link: HTMLButtonElement;
  private readonly back: HTMLButtonElement;
  private opener: Element | null = null;
  /** What was shown before, the last one last. */
  private readonly trail: Selection[] = [];
  private shown: Selection | null = null;
  private readonly reader: Reader;

  constructor(private readonly context: CardContext) {
    this.reader = new Reader(context);
    this.link = copyButton(t("action.link"), () => {
      const { selection } = context.store;
      return selection ? context.linkTo(selection) : location.href;
    });
    this.back = button("‹", () => this.goBack(), { class: "card-close", hidden: true, "aria-label": t("action.back"), title: t("action.back") });
    const close = button("×", () => this.dismiss(), {
      class: "card-close",
      "aria-label": t("action.close"),
      title: t("action.close"),
    });
    this.element = h(
      "aside",
      { class: "card", "aria-labelledby": "card-title", hidden: true },
      h("div", { class: "card-head" }, this.title, h("div", { class: "card-actions" }, this.back, this.link, close)),
      this.body,
    );
  }

  /** Close the card, whatever is on it. */
  dismiss(): void {
    if (this.context.store.selection) this.context.store.select(null);
    else this.close();
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  private goBack(): void {
    const before = this.trail.pop();
    this.shown = null;
    if (before) this.context.store.select(before);
  }

  /** Show what is chosen, and say whether there is such a thing; the heading takes the focus, and whatever had it gets it
   * back on closing. */
  show(selection: Selection | null, focus: boolean): boolean {
    const content = selection && this.content(selection);
    if (!content) {
      this.close();
      return selection === null;
    }
    if (this.shown) this.trail.push(this.shown);
    this.shown = selection;
    this.open(content.title, content.body, focus, true);
    if (selection.at !== undefined) this.reader.open(selection.at);
    return true;
  }

  showGroup(entries: PlaceEntry[]): void {
    this.open(tn("card.group", entries.length), groupCard(this.context, entries), true, false);
  }

  private open(title: string, body: Child[], focus: boolean, linked: boolean): void {
    if (this.element.hidden) this.opener = document.activeElement;
    this.link.hidden = !linked;
    this.back.hidden = this.trail.length === 0;
    this.title.textContent = title;
    fill(this.body, ...body);
    this.element.hidden = false;
    this.body.scrollTop = 0;
    document.body.classList.add("has-card");
    if (focus) this.title.focus({ preventScroll: true });
  }

  private close(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    document.body.classList.remove("has-card");
    this.trail.length = 0;
    this.shown = null;
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus({ preventScroll: true });
    this.opener = null;
  }

  private content(selection: Selection): { title: string; body: Child[] } | null {
    const { index } = this.context;
    if (selection.kind === "place") {
      const entry = this.context.entryOf(selection.id);
      return entry ? { title: entry.place.name, body: placeCard(this.context, entry) } : null;
    }
    if (selection.kind === "event") {
      const event = index.events.get(selection.id);
      return event ? { title: event.label, body: eventCard(this.context, event) } : null;
    }
    const article = index.articles.get(selection.id);
    if (!article) return null;
    return { title: `${index.number(article.id)} · ${articleTitle(article)}`, body: articleCard(this.context, this.reader, article) };
  }
}
