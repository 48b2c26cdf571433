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

export class BriefIndex {
  readonly articles = new Map<string, Article>();
  readonly places = new Map<string, Place>();
  readonly events = new Map<string, BriefEvent>();
  readonly mentionsOf = new Map<string, Mention[]>();
  readonly eventsAt = new Map<string, BriefEvent[]>();
  readonly mentionsIn = new Map<string, Mention[]>();
  readonly eventsIn = new Map<string, BriefEvent[]>();
  readonly eventsOfMention = new Map<string, BriefEvent[]>();
  readonly unplaced: Mention[] = [];
  /** Ids of events and places that a person has reviewed. */
  readonly reviewed: ReadonlySet<string>;
  /** What an analyst set by hand, by the id of what it is about. */
  readonly decisions = new Map<string, Decision[]>();
  /** Which events are new or changed since an older brief. */
  readonly news = new Map<string, "new" | "changed">();
  private readonly numbers = new Map<string, number>();
  private readonly stories = new Map<string, string>();

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
    for (const place of brief.places) this.places.set(place.id, place);
    for (const mention of brief.mentions) this.addMention(mention);
    for (const event of brief.events) this.addEvent(event);
  }

  private addMention(mention: Mention): void {
    push(this.mentionsIn, mention.article, mention);
    if (mention.place !== null && this.places.has(mention.place)) push(this.mentionsOf, mention.place, mention);
    else this.unplaced.push(mention);
  }

  private addEvent(event: BriefEvent): void {
    this.events.set(event.id, event);
    for (const place of new Set(event.where.map((where) => where.place))) push(this.eventsAt, place, event);
    for (const article of new Set(event.citations.map((citation) => citation.article))) {
      push(this.eventsIn, article, event);
    }
    for (const citation of event.citations) {
      for (const mention of this.mentionsIn.get(citation.article) ?? []) {
        if (mention.start < citation.end && citation.start < mention.end) push(this.eventsOfMention, mention.id, event);
      }
    }
  }

  /** The number of an article in the list of sources. */
  number(article: string): number {
    return this.numbers.get(article) ?? 0;
  }

  /** How many of some articles are independent: copies of one story count once. */
  independent(articles: Iterable<string>): number {
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
      else found.set(key, { article, ...mention.sentence, mentions: [mention] });
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

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}
