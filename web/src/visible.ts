/** What passes the filters, and what each place then looks like. */

import { type BriefIndex, isScene, type Match, matchOf } from "./brief";
import type { Article, BriefEvent, Mention, Place } from "./data";
import type { Filters } from "./state";

export type Presence = "scene" | "actor" | "background";

/** A place with what is shown of it under the filters in force. */
export interface PlaceEntry {
  place: Place;
  mentions: Mention[];
  events: BriefEvent[];
  presence: Presence;
  match: Match;
  /** Ids of the articles that mention it. */
  articles: Set<string>;
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
  unplaced: Mention[];
  /** Ids of the articles that tell something of what is shown, or are themselves what is looked for. */
  articles: Set<string>;
}

export function foldText(text: string): string {
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
  const query = foldText(filters.query.trim());
  const events = index.brief.events.filter((event) => sieve.event(event, filters, query));
  const byEvent = filters.kinds.size > 0 || filters.statuses.size > 0 || filters.news.size > 0 || filters.from !== null || filters.to !== null || filters.undated === "only";
  const eventIds = new Set(events.map((event) => event.id));
  const mentions = index.brief.mentions.filter((mention) =>
    sieve.mention(mention, filters, query, byEvent ? eventIds : null),
  );
  const articles = new Set([
    ...mentions.map((mention) => mention.article),
    ...events.flatMap((event) => event.citations.map((citation) => citation.article)),
    ...index.brief.articles.filter((article) => sieve.article(article, query)).map((article) => article.id),
  ]);
  return { places: entries(index, events, mentions), events, mentions, unplaced: mentions.filter(isUnplaced(index)), articles };
}

function isUnplaced(index: BriefIndex): (mention: Mention) => boolean {
  return (mention) => mention.place === null || !index.places.has(mention.place);
}

function entries(index: BriefIndex, events: BriefEvent[], mentions: Mention[]): Map<string, PlaceEntry> {
  const mentionsOf = new Map<string, Mention[]>();
  for (const mention of mentions) if (mention.place !== null) gather(mentionsOf, mention.place, mention);
  const eventsAt = new Map<string, BriefEvent[]>();
  for (const event of events) {
    for (const place of new Set(event.where.map((where) => where.place))) gather(eventsAt, place, event);
  }
  const found = new Map<string, PlaceEntry>();
  for (const place of index.brief.places) {
    const here = mentionsOf.get(place.id) ?? [];
    const happened = eventsAt.get(place.id) ?? [];
    if (here.length + happened.length > 0) found.set(place.id, entry(index, place, here, happened));
  }
  return found;
}

function gather<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function entry(index: BriefIndex, place: Place, mentions: Mention[], events: BriefEvent[]): PlaceEntry {
  const scenes = events.filter((event) =>
    event.where.some((where) => where.place === place.id && isScene(where.role)),
  );
  const articles = new Set(mentions.map((mention) => mention.article));
  for (const event of scenes) for (const citation of event.citations) articles.add(citation.article);
  const presence = presenceOf(mentions, scenes);
  // A place is as well matched as its best mention in the part that it plays on the map.
  const telling = mentions.filter((mention) => presence !== "scene" || isScene(mention.role));
  const best = (telling.length > 0 ? telling : mentions).reduce((most, mention) => Math.max(most, mention.confidence), 0);
  // And no better than the best told event says that it was there.
  const told = scenes.map((event) => event.confidences?.place ?? 1);
  const sure = told.length > 0 ? Math.min(best, Math.max(...told)) : best;
  return {
    place,
    mentions,
    events,
    presence,
    match: mentions.length > 0 ? matchOf(sure) : "fair",
    articles,
    independent: index.independent(presence === "scene" ? sceneArticles(mentions, scenes) : articles),
    kind: dominantKind(index, scenes),
    news: newsOf(index, scenes),
  };
}

function newsOf(index: BriefIndex, events: BriefEvent[]): "new" | "changed" | undefined {
  const news = new Set(events.map((event) => index.news.get(event.id)));
  return news.has("new") ? "new" : news.has("changed") ? "changed" : undefined;
}

/** Articles that set a scene there: naming a government by its capital makes a place no bigger. */
function sceneArticles(mentions: Mention[], scenes: BriefEvent[]): Set<string> {
  const told = scenes.flatMap((event) => event.citations.map((citation) => citation.article));
  return new Set([...mentions.filter((mention) => isScene(mention.role)).map((mention) => mention.article), ...told]);
}

function presenceOf(mentions: Mention[], scenes: BriefEvent[]): Presence {
  if (scenes.length > 0 || mentions.some((mention) => isScene(mention.role))) return "scene";
  return mentions.some((mention) => mention.role === "actor") ? "actor" : "background";
}

/** The kind of most events; kinds that are common and thin only where there is no other; earlier in the list first. */
function dominantKind(index: BriefIndex, events: BriefEvent[]): string | null {
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
