/** What is still to be reviewed, in the order in which it pays: what weighs much and is doubtful first. */

import type { BriefIndex } from "../brief";
import type { BriefEvent, Conflict, Mention, Place } from "../data";
import type { Answer } from "./answers";
import { eventTarget, isAboutConflict, isAboutEvent, isAboutMention, placeAnswer, type State } from "./subjects";

export interface Item {
  kind: "event" | "place" | "conflict";
  id: string;
  /** What its being wrong would cost, times how likely it is wrong. */
  weight: number;
}

/** Even the surest match is wrong at times. */
const LEAST_DOUBT = 0.05;
/** A contradiction is a doubt by itself. */
const CONTRADICTED = 1;

function eventWeight(event: BriefEvent, contradicted: ReadonlySet<string>): number {
  const size = (event.main ? 2 : 1) + Math.log2(1 + event.independent) + (contradicted.has(event.id) ? CONTRADICTED : 0);
  return size * Math.max(LEAST_DOUBT, 1 - event.confidence);
}

function placeWeight(index: BriefIndex, place: Place, mentions: readonly Mention[]): number {
  const articles = new Set(mentions.map((mention) => mention.article)).size;
  const events = index.eventsAt.get(place.id)?.length ?? 0;
  const surest = mentions.reduce((most, mention) => Math.max(most, mention.confidence), 0);
  return (Math.log2(1 + articles) + Math.log2(1 + events)) * Math.max(LEAST_DOUBT, 1 - surest);
}

export function conflictId(index: BriefIndex, conflict: Conflict): string {
  return `c${index.brief.conflicts.indexOf(conflict)}`;
}

/** Everything that can be reviewed, heaviest doubt first. */
export function queueOf(index: BriefIndex): Item[] {
  const { brief } = index;
  const contradicted = new Set(brief.conflicts.flatMap((conflict) => conflict.event ?? []));
  const items: Item[] = [
    ...brief.events.map((event): Item => ({ kind: "event", id: event.id, weight: eventWeight(event, contradicted) })),
    ...brief.conflicts.map((conflict): Item => ({ kind: "conflict", id: conflictId(index, conflict), weight: CONTRADICTED })),
    ...brief.places.flatMap((place): Item[] => {
      const mentions = index.mentionsOf.get(place.id) ?? [];
      return mentions.length === 0 ? [] : [{ kind: "place", id: place.id, weight: placeWeight(index, place, mentions) }];
    }),
  ];
  return items.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

/** Whether an answer changes something, or lets it stand. */
export function changes(answer: Answer): boolean {
  const { drop, label, kind, status, date, who, merge, split, add, grade } = answer;
  const place = answer.right ? undefined : answer.place;
  return [drop, label, kind, status, date, who, merge, split, add, grade, place].some((what) => what !== undefined && what !== false);
}

function checks(answer: Answer): boolean {
  return answer.right === true || changes(answer);
}

/** How each thing stands under some answers. */
export class States {
  private readonly told = new Map<string, State>();

  constructor(
    private readonly index: BriefIndex,
    private readonly answers: readonly Answer[],
  ) {}

  of(item: Pick<Item, "kind" | "id">): State {
    let state = this.told.get(item.id);
    if (state === undefined) {
      state = this.find(item);
      this.told.set(item.id, state);
    }
    return state;
  }

  /** How a place stands on the map, with what happened there: one change is a change, and checked is the place or all of them. */
  there(place: string): State {
    if (this.answers.length + this.index.decisions.size + this.index.reviewed.size === 0) return "open";
    const own = this.of({ kind: "place", id: place });
    const events = (this.index.eventsAt.get(place) ?? []).map((event) => this.of({ kind: "event", id: event.id }));
    if (own === "changed" || events.includes("changed")) return "changed";
    return own === "right" || (events.length > 0 && events.every((state) => state === "right")) ? "right" : "open";
  }

  /** The answers about something. */
  about(item: Pick<Item, "kind" | "id">): Answer[] {
    const { index } = this;
    if (this.answers.length === 0) return [];
    if (item.kind === "event") {
      const event = index.events.get(item.id);
      return event ? this.answers.filter((answer) => isAboutEvent(index, answer, event)) : [];
    }
    if (item.kind === "conflict") {
      const conflict = index.brief.conflicts[Number(item.id.slice(1))];
      return conflict ? this.answers.filter((answer) => isAboutConflict(index, answer, conflict)) : [];
    }
    const mentions = index.mentionsOf.get(item.id) ?? [];
    return this.answers.filter((answer) => mentions.some((mention) => isAboutMention(index, answer, mention)));
  }

  /** The words by which answers about an event find it: those of an answer that there is already, or its own. */
  aboutEvent(event: BriefEvent): Answer {
    const before = this.about({ kind: "event", id: event.id })[0];
    if (before?.add !== undefined) return before;
    return before ? aboutOnly(before) : eventTarget(this.index, event);
  }

  /** The answer that added an event, where one did. */
  addedBy(event: BriefEvent): Answer | undefined {
    return this.about({ kind: "event", id: event.id }).find((answer) => answer.add !== undefined);
  }

  /** The same of a place. */
  aboutPlace(place: Place): Answer {
    const mentions = this.index.mentionsOf.get(place.id) ?? [];
    const before = this.about({ kind: "place", id: place.id }).find((answer) => answer.quote === undefined);
    return before ? aboutOnly(before) : placeAnswer(this.index, place, mentions);
  }

  private find(item: Pick<Item, "kind" | "id">): State {
    const { index } = this;
    const given = this.about(item).filter(checks);
    if (item.kind === "place") {
      const mentions = index.mentionsOf.get(item.id) ?? [];
      if (given.some(changes)) return "changed";
      if (mentions.length > 0 && mentions.every((mention) => given.some((answer) => isAboutMention(index, answer, mention)))) return "right";
    } else if (given.length > 0) {
      return given.some(changes) ? "changed" : "right";
    }
    if ((index.decisions.get(item.id) ?? []).some((decision) => decision.what === "set")) return "changed";
    return index.reviewed.has(item.id) ? "right" : "open";
  }
}

/** What an answer is about, without what it says. */
function aboutOnly(answer: Answer): Answer {
  const { name, event, conflict, article, title, published, quote, prefix, suffix, also, had, was } = answer;
  const about = { name, event, conflict, article, title, published, quote, prefix, suffix, also, had, was };
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined)) as Answer;
}
