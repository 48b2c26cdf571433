/** What passes the filters, and what each place then looks like. */

import { type BriefIndex, eventsBy, grouped, isScene, type Match, matchOf } from "./brief";
import type { Article, BriefEvent, Mention, PackedTold, Place } from "./data";
import { readNumbers } from "./map/unpack";
import { activeFilters, type Filters } from "./state";

export type Presence = "scene" | "actor" | "background";

/** A place with what is shown of it under the filters in force. */
export interface PlaceEntry {
  place: Place;
  readonly mentions: Mention[];
  readonly events: BriefEvent[];
  /** How many of each there are. */
  counts: { articles: number; events: number; mentions: number };
  presence: Presence;
  match: Match;
  /** Ids of the articles that mention it. */
  readonly articles: Set<string>;
  /** How many independent articles set a scene there; of an actor or a place in passing, how many name it. */
  independent: number;
  /** Key of the kind that most events here are of, or null. */
  kind: string | null;
  /** Whether an event here is new since an older brief, or else one has changed. */
  news?: "new" | "changed" | undefined;
}

export interface Visible {
  places: Map<string, PlaceEntry>;
  events: BriefEvent[];
  mentions: Mention[];
  readonly unplaced: readonly Mention[];
  /** Ids of the articles that tell something of what is shown, or are themselves what is looked for. */
  readonly articles: Set<string>;
}

/** Presence and match by the letters that say them in a page. */
export const PRESENCES: Record<string, Presence> = { s: "scene", a: "actor", b: "background" };
export const MATCHES: Record<string, Match> = { s: "strong", f: "fair", w: "weak" };

const PLAIN = /^[\u0000-\u007f]*$/;

export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function within(event: BriefEvent, { from, to, undated }: Filters): boolean {
  const { start, end } = event.when;
  if (!start && !end) return undated !== "" || (!from && !to);
  if (undated === "only") return false;
  if (!from && !to) return true;
  return (!to || (start ?? end ?? "") <= to) && (!from || (end ?? start ?? "") >= from);
}

function has(set: ReadonlySet<string>, value: string): boolean {
  return set.size === 0 || set.has(value);
}

/** Tests of events and mentions under some filters; texts are folded once and kept. */
export class Sieve {
  private readonly folded = new Map<string, string>();

  constructor(private readonly index: BriefIndex) {}

  private text(id: string, make: () => string): string {
    let text = this.folded.get(id);
    if (text === undefined) {
      text = foldText(make());
      this.folded.set(id, text);
    }
    return text;
  }

  private eventText(event: BriefEvent): string {
    const style = this.index.view.kinds[event.kind];
    const places = event.where.map((where) => this.index.places.get(where.place)?.name ?? "");
    return [
      event.label,
      style?.label ?? "",
      ...event.who.map((who) => who.name),
      ...places,
      ...event.citations.map((citation) => citation.quote),
    ].join("\n");
  }

  private mentionText(mention: Mention): string {
    const place = mention.place === null ? undefined : this.index.places.get(mention.place);
    return [mention.text, place?.name ?? "", place?.admin1 ?? "", mention.sentence.text].join("\n");
  }

  private outlet(article: string): string {
    return this.index.articles.get(article)?.outlet ?? "";
  }

  /** Whether an article is what is looked for: by its title, its outlet or its authors. */
  article(article: Article, query: string): boolean {
    const told = (): string => [article.title ?? "", article.outlet ?? "", ...article.authors].join("\n");
    return query !== "" && this.text(article.id, told).includes(query);
  }

  event(event: BriefEvent, filters: Filters, query: string): boolean {
    return (
      has(filters.kinds, event.kind) &&
      has(filters.statuses, event.status) &&
      has(filters.news, this.index.news.get(event.id) ?? "") &&
      has(filters.matches, matchOf(event.confidence)) &&
      within(event, filters) &&
      (filters.outlets.size === 0 || event.citations.some((citation) => filters.outlets.has(this.outlet(citation.article)))) &&
      (filters.articles.size === 0 || event.citations.some((citation) => filters.articles.has(citation.article))) &&
      (filters.roles.size === 0 || event.where.some((where) => filters.roles.has(where.role))) &&
      (query === "" || this.text(event.id, () => this.eventText(event)).includes(query))
    );
  }

  /** A mention has no kind, status or time of its own: it passes those with an event told in its sentence. */
  mention(mention: Mention, filters: Filters, query: string, events: ReadonlySet<string> | null): boolean {
    return (
      has(filters.articles, mention.article) &&
      (filters.outlets.size === 0 || filters.outlets.has(this.outlet(mention.article))) &&
      has(filters.roles, mention.role) &&
      has(filters.matches, matchOf(mention.confidence)) &&
      (events === null ||
        (this.index.eventsOfMention.get(mention.id) ?? []).some((event) => events.has(event.id))) &&
      (query === "" || this.text(mention.id, () => this.mentionText(mention)).includes(query))
    );
  }
}

/** Everything that passes the filters. */
export function findVisible(index: BriefIndex, sieve: Sieve, filters: Filters): Visible {
  return finished(sift(index, sieve, filters));
}

/** The same in steps none of which takes long. */
export function sift(index: BriefIndex, sieve: Sieve, filters: Filters): Generator<unknown, Visible> {
  return activeFilters(filters) === 0 ? everything(index) : sifted(index, sieve, filters);
}

/** Do all that is left of some work at once. */
export function finished<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** The whole brief, in steps none of which takes long. */
export function* everything(index: BriefIndex): Generator<unknown, Visible> {
  const { brief } = index;
  const told = index.view.marks?.told;
  if (told && index.news.size === 0) {
    const articles = once(() => tellers(brief.mentions, brief.events));
    return {
      places: toldPlaces(index, told),
      events: brief.events,
      mentions: brief.mentions,
      get unplaced() {
        return index.unplaced;
      },
      get articles() {
        return articles();
      },
    };
  }
  yield index.mentionsOf;
  yield index.eventsAt;
  const places = new Map<string, PlaceEntry>();
  yield* entries(index, index.eventsAt, index.mentionsOf, places);
  yield index.unplaced;
  return { places, events: brief.events, mentions: brief.mentions, unplaced: index.unplaced, articles: tellers(brief.mentions, brief.events) };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** Every place with what the page knows of it from the start; what is told there is looked up when somebody asks. */
function toldPlaces(index: BriefIndex, told: PackedTold): Map<string, PlaceEntry> {
  const kinds = Object.keys(index.view.kinds);
  const [kind, independent, articles, events, mentions] = [told.kind, told.independent, told.articles, told.events, told.mentions].map(readNumbers);
  const places = new Map<string, PlaceEntry>();
  index.brief.places.forEach((place, i) => {
    const counts = { articles: articles?.[i] ?? 0, events: events?.[i] ?? 0, mentions: mentions?.[i] ?? 0 };
    if (counts.events + counts.mentions === 0) return;
    const looks = { presence: told.looks.charAt(2 * i), match: told.looks.charAt(2 * i + 1) };
    places.set(place.id, new ToldPlace(index, place, counts, looks, independent?.[i] ?? 1, kinds[(kind?.[i] ?? 0) - 1] ?? null));
  });
  return places;
}

class ToldPlace implements PlaceEntry {
  readonly presence: Presence;
  readonly match: Match;
  private whole: PlaceEntry | null = null;

  constructor(
    private readonly index: BriefIndex,
    readonly place: Place,
    readonly counts: PlaceEntry["counts"],
    looks: { presence: string; match: string },
    readonly independent: number,
    readonly kind: string | null,
  ) {
    this.presence = PRESENCES[looks.presence] ?? "background";
    this.match = MATCHES[looks.match] ?? "fair";
  }

  private get all(): PlaceEntry {
    const { index, place } = this;
    return (this.whole ??= entry(index, place, index.mentionsOf.get(place.id) ?? NO_MENTIONS, index.eventsAt.get(place.id) ?? NO_EVENTS));
  }

  get mentions(): Mention[] {
    return this.all.mentions;
  }

  get events(): BriefEvent[] {
    return this.all.events;
  }

  get articles(): Set<string> {
    return this.all.articles;
  }
}

function* sifted(index: BriefIndex, sieve: Sieve, filters: Filters): Generator<unknown, Visible> {
  const query = foldText(filters.query.trim());
  const events: BriefEvent[] = [];
  yield* chosen(index.brief.events, (event) => sieve.event(event, filters, query), events);
  const byEvent = filters.kinds.size > 0 || filters.statuses.size > 0 || filters.news.size > 0 || filters.from !== null || filters.to !== null || filters.undated === "only";
  const eventIds = byEvent ? new Set(events.map((event) => event.id)) : null;
  if (eventIds !== null) yield* index.tellMentions();
  const mentions: Mention[] = [];
  yield* chosen(index.brief.mentions, (mention) => sieve.mention(mention, filters, query, eventIds), mentions);
  const articles = tellers(mentions, events);
  for (const article of index.brief.articles) if (sieve.article(article, query)) articles.add(article.id);
  const unplaced = mentions.filter(({ place }) => place === null || !index.places.has(place));
  yield articles;
  const places = new Map<string, PlaceEntry>();
  const eventsAt = eventsBy(events, (event) => event.where, "place");
  yield* entries(index, eventsAt, grouped(mentions, (mention) => mention.place), places);
  return { places, events, mentions, unplaced, articles };
}

/** Add those of some items that pass a test. */
function* chosen<T>(items: readonly T[], test: (item: T) => boolean, found: T[]): Generator<unknown, void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    for (const item of items.slice(from, from + AT_ONCE)) if (test(item)) found.push(item);
    yield from;
  }
}

/** Ids of the articles in which some mentions and events are told. */
function tellers(mentions: readonly Mention[], events: readonly BriefEvent[]): Set<string> {
  const articles = new Set<string>();
  for (const mention of mentions) articles.add(mention.article);
  for (const event of events) for (const citation of event.citations) articles.add(citation.article);
  return articles;
}

/** Places, events or mentions at a time. */
const AT_ONCE = 1500;

function* entries(
  index: BriefIndex,
  eventsAt: ReadonlyMap<string, BriefEvent[]>,
  mentionsOf: ReadonlyMap<string, Mention[]>,
  found: Map<string, PlaceEntry>,
): Generator<unknown, void> {
  for (const [i, place] of index.brief.places.entries()) {
    const here = mentionsOf.get(place.id) ?? NO_MENTIONS;
    const happened = eventsAt.get(place.id) ?? NO_EVENTS;
    if (here.length + happened.length > 0) found.set(place.id, entry(index, place, here, happened));
    if (i % AT_ONCE === AT_ONCE - 1) yield i;
  }
}

const NO_MENTIONS: Mention[] = [];
const NO_EVENTS: BriefEvent[] = [];

/** One pass over what is told of a place: a large brief has ten thousand of them. */
function entry(index: BriefIndex, place: Place, mentions: Mention[], events: BriefEvent[]): PlaceEntry {
  const scenes = events.filter((event) => event.where.some((where) => where.place === place.id && isScene(where.role)));
  const articles = new Set<string>();
  // Articles that set a scene there: naming a government by its capital makes a place no bigger.
  const telling = new Set<string>();
  let [best, bestOfScenes] = [0, -1];
  let isActor = false;
  for (const { article, role, confidence } of mentions) {
    articles.add(article);
    best = Math.max(best, confidence);
    isActor ||= role === "actor";
    if (!isScene(role)) continue;
    bestOfScenes = Math.max(bestOfScenes, confidence);
    telling.add(article);
  }
  const presence = scenes.length > 0 || bestOfScenes >= 0 ? "scene" : isActor ? "actor" : "background";
  let there = scenes.length > 0 ? 0 : 1;
  for (const event of scenes) {
    there = Math.max(there, event.confidences?.place ?? 1);
    for (const { article } of event.citations) {
      articles.add(article);
      telling.add(article);
    }
  }
  return {
    place,
    mentions,
    events,
    counts: { articles: articles.size, events: events.length, mentions: mentions.length },
    presence,
    // A place is as well matched as its best mention in the part that it plays on the map, and no better than the best told
    // event says that it was there.
    match: mentions.length > 0 ? matchOf(Math.min(bestOfScenes >= 0 ? bestOfScenes : best, there)) : "fair",
    articles,
    independent: index.independent(presence === "scene" ? telling : articles),
    kind: dominantKind(index, scenes),
    news: newsOf(index, scenes),
  };
}

function newsOf(index: BriefIndex, events: BriefEvent[]): "new" | "changed" | undefined {
  if (index.news.size === 0) return undefined;
  const news = new Set(events.map((event) => index.news.get(event.id)));
  return news.has("new") ? "new" : news.has("changed") ? "changed" : undefined;
}

/** The kind of most events; kinds that are common and thin only where there is no other; earlier in the list first. */
function dominantKind(index: BriefIndex, events: BriefEvent[]): string | null {
  if (events.length < 2) return events[0]?.kind ?? null;
  const weights = new Map<string, number>();
  for (const event of events) {
    const weak = index.view.kinds[event.kind]?.weak ?? false;
    const past = event.status === "past";
    const weight = event.independent * (event.main ? 2 : 1) * (weak ? 0.01 : 1) * (past ? 0.25 : 1);
    weights.set(event.kind, (weights.get(event.kind) ?? 0) + weight);
  }
  let best: string | null = null;
  for (const [kind, weight] of weights) if (best === null || weight > (weights.get(best) ?? 0)) best = kind;
  return best;
}
