/** The brief as the page uses it: numbers, look-ups, and what follows from the records. */

import type { Article, Brief, BriefEvent, Citation, Decision, Mention, Place, Role, View } from "./data";

export type Match = "strong" | "fair" | "weak";

/** From these confidences on a match is called strong, or fair: the words stand for bands of a calibrated figure. */
const STRONG = 0.8;
const FAIR = 0.5;

export function matchOf(confidence: number): Match {
  if (confidence >= STRONG) return "strong";
  return confidence >= FAIR ? "fair" : "weak";
}

/** Roles in which something happens at a place. */
const SCENES: ReadonlySet<Role> = new Set<Role>(["scene", "origin", "destination"]);

export function isScene(role: Role): boolean {
  return SCENES.has(role);
}

/** Kinds of place that are drawn as an area and have no pin, whether or not their outline is at hand. */
const AREAS: ReadonlySet<string> = new Set([
  "continent",
  "region",
  "country",
  "territory",
  "admin1",
  "admin2",
  "water",
  "landform",
]);

export function isArea(place: Place): boolean {
  return place.extent !== null || AREAS.has(place.kind);
}

/** Kinds and precisions of a point that is only near what was named. */
export function isApproximate(place: Place): boolean {
  return !["site", "settlement"].includes(place.precision);
}

/** A sentence of an article with the mentions in it. */
export interface Passage {
  article: Article;
  start: number;
  end: number;
  text: string;
  mentions: Mention[];
  /** Id of an earlier article whose words these only repeat. */
  copyOf?: string | undefined;
}

/** The sentence of a mention, the words of which are read when they are shown: a place may have a thousand. */
class Said implements Passage {
  readonly start: number;
  readonly mentions: Mention[];

  constructor(
    readonly article: Article,
    private readonly first: Mention,
  ) {
    this.start = first.sentence.start;
    this.mentions = [first];
  }

  get end(): number {
    return this.first.sentence.end;
  }

  get text(): string {
    return this.first.sentence.text;
  }
}

/** Records at a time. */
const AT_ONCE = 1500;

/** Tables that are made when they are first asked for: a page that opens needs few of them. */
class Tables {
  private readonly made = new Map<string, unknown>();

  has(name: string): boolean {
    return this.made.has(name);
  }

  of<T>(name: string, make: () => T): T {
    let table = this.made.get(name) as T | undefined;
    if (table === undefined) this.made.set(name, (table = make()));
    return table;
  }
}

export class BriefIndex {
  readonly articles = new Map<string, Article>();
  readonly places = new Map<string, Place>();
  /** Ids of events and places that a person has reviewed. */
  readonly reviewed: ReadonlySet<string>;
  /** What an analyst set by hand, by the id of what it is about. */
  readonly decisions = new Map<string, Decision[]>();
  /** Which events are new or changed since an older brief. */
  readonly news = new Map<string, "new" | "changed">();
  private readonly numbers = new Map<string, number>();
  private readonly stories = new Map<string, string>();
  private readonly hasCopies: boolean;
  private readonly tables = new Tables();

  constructor(
    readonly brief: Brief,
    readonly view: View,
  ) {
    this.reviewed = new Set(brief.reviewed);
    for (const decision of brief.decisions ?? []) push(this.decisions, decision.about, decision);
    for (const { event } of brief.changes?.changed ?? []) this.news.set(event, "changed");
    for (const event of brief.changes?.new ?? []) this.news.set(event, "new");
    brief.articles.forEach((article, index) => {
      this.articles.set(article.id, article);
      this.numbers.set(article.id, index + 1);
      this.stories.set(article.id, article.same_story_as ?? article.id);
    });
    this.hasCopies = brief.articles.some((article) => Boolean(article.same_story_as));
    for (const place of brief.places) this.places.set(place.id, place);
  }

  get events(): ReadonlyMap<string, BriefEvent> {
    return this.tables.of("events", () => new Map(this.brief.events.map((event) => [event.id, event])));
  }

  get mentionsIn(): ReadonlyMap<string, Mention[]> {
    return this.tables.of("mentionsIn", () => grouped(this.brief.mentions, (mention) => mention.article));
  }

  /** The mentions of each place that the brief has. */
  get mentionsOf(): ReadonlyMap<string, Mention[]> {
    return this.tables.of("mentionsOf", () => grouped(this.brief.mentions, (mention) => this.placed(mention)));
  }

  get unplaced(): readonly Mention[] {
    return this.tables.of("unplaced", () => this.brief.mentions.filter((mention) => this.placed(mention) === null));
  }

  get eventsAt(): ReadonlyMap<string, BriefEvent[]> {
    return this.tables.of("eventsAt", () => eventsBy(this.brief.events, (event) => event.where, "place"));
  }

  get eventsIn(): ReadonlyMap<string, BriefEvent[]> {
    return this.tables.of("eventsIn", () => eventsBy(this.brief.events, (event) => event.citations, "article"));
  }

  /** The events that are told in the words around a mention. */
  get eventsOfMention(): ReadonlyMap<string, BriefEvent[]> {
    for (const work = this.tellMentions(); work.next().done !== true; );
    return this.tables.of("eventsOfMention", () => new Map<string, BriefEvent[]>());
  }

  /** Make the tables that cards and rows need, in steps. */
  *lookUp(): Generator<unknown, void> {
    if (!this.tables.has("events")) {
      const events = new Map<string, BriefEvent>();
      for (const event of this.brief.events) if (events.set(event.id, event).size % AT_ONCE === 0) yield event;
      this.tables.of("events", () => events);
    }
    yield* this.inSteps("mentionsOf", this.brief.mentions, (mention) => [this.placed(mention)]);
    yield* this.inSteps("eventsAt", this.brief.events, (event) => event.where.map(({ place }) => place));
  }

  private *inSteps<T>(name: string, items: readonly T[], keysOf: (item: T) => (string | null)[]): Generator<unknown, void> {
    if (this.tables.has(name)) return;
    const found = new Map<string, T[]>();
    for (let i = 0; i < items.length; i += 1) {
      const item = items[i] as T;
      for (const key of keysOf(item)) if (key !== null) push(found, key, item);
      if (i % AT_ONCE === AT_ONCE - 1) yield i;
    }
    this.tables.of(name, () => found);
  }

  /** The place of a mention, if the brief has it. */
  private placed({ place }: Mention): string | null {
    return place !== null && this.places.has(place) ? place : null;
  }

  /** Make the table of {@link eventsOfMention} in steps. */
  *tellMentions(): Generator<unknown, void> {
    if (this.tables.has("eventsOfMention")) return;
    const found = new Map<string, BriefEvent[]>();
    yield this.mentionsIn;
    const { mentionsIn } = this;
    const { events } = this.brief;
    for (let i = 0; i < events.length; i += 1) {
      const event = events[i] as BriefEvent;
      for (const { article, start, end } of event.citations) {
        for (const mention of mentionsIn.get(article) ?? []) {
          if (mention.start < end && start < mention.end) push(found, mention.id, event);
        }
      }
      if (i % AT_ONCE === AT_ONCE - 1) yield i;
    }
    this.tables.of("eventsOfMention", () => found);
  }

  /** The number of an article in the list of sources. */
  number(article: string): number {
    return this.numbers.get(article) ?? 0;
  }

  /** How many of some articles are independent: copies of one story count once. */
  independent(articles: ReadonlySet<string>): number {
    if (articles.size < 2 || !this.hasCopies) return articles.size;
    return new Set([...articles].map((id) => this.stories.get(id) ?? id)).size;
  }

  /** Sentences with mentions, in the order of the sources; mentions of one sentence stand together. */
  passages(mentions: readonly Mention[]): Passage[] {
    const found = new Map<string, Passage>();
    for (const mention of mentions) {
      const article = this.articles.get(mention.article);
      if (!article) continue;
      const key = `${mention.article} ${mention.sentence.start}`;
      const passage = found.get(key);
      if (passage) passage.mentions.push(mention);
      else found.set(key, new Said(article, mention));
    }
    return [...found.values()].sort(
      (a, b) => this.number(a.article.id) - this.number(b.article.id) || a.start - b.start,
    );
  }

  passageOf(citation: Citation): Passage | null {
    const article = this.articles.get(citation.article);
    if (!article) return null;
    const { start, end, quote: text, copy_of: copyOf } = citation;
    return { article, start, end, text, mentions: [], copyOf };
  }
}

/** Items by a key; those without one are left out. */
export function grouped<V>(items: readonly V[], keyOf: (item: V) => string | null): Map<string, V[]> {
  const found = new Map<string, V[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null) push(found, key, item);
  }
  return found;
}

/** Events by a field of their parts, each once. */
export function eventsBy<K extends string>(
  events: readonly BriefEvent[],
  partsOf: (event: BriefEvent) => readonly Record<K, string>[],
  name: K,
): Map<string, BriefEvent[]> {
  const found = new Map<string, BriefEvent[]>();
  for (const event of events) for (const part of partsOf(event)) push(found, part[name], event);
  return found;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}
