/** Which form an action opens on an event, a place or an article, and what it offers. */

import type { BriefIndex } from "../brief";
import type { Article, BriefEvent, GazetteerRow, Mention, Place } from "../data";
import { t } from "../i18n";
import type { Selection } from "../state";
import type { Answer, Answers } from "./answers";
import { addForm, eventForm, mergeForm, noteForm, placeForm, type Scope, splitForm } from "./forms";
import type { Picking } from "./picking";
import type { States } from "./queue";
import { sentencesOf } from "./sentences";
import type { Server } from "./server";
import { articleAnchor, eventTarget, isAboutArticle, keyOf, mentionAnswer, NOT_A_PLACE, ownPlace } from "./subjects";

export type Action = "right" | "wrong" | "none" | "edit" | "merge" | "split" | "note" | "add";

/** What the forms work with: what is reviewed, how it stands, and where answers go. */
export interface Desk {
  readonly index: BriefIndex;
  readonly answers: Answers;
  readonly server: Server | null;
  readonly picking: Picking;
  states(): States;
  give(answer: Answer): void;
  /** Put the form away that is open. */
  close(): void;
}

export class Openings {
  constructor(private readonly desk: Desk) {}

  /** The form of an action on what is shown on a card; null where it has none. */
  of(action: Action, { kind, id }: Selection, card: Element | null): HTMLElement | null {
    const event = this.desk.index.events.get(id);
    const place = this.desk.index.places.get(id);
    const article = this.desk.index.articles.get(id);
    if (kind === "event" && event) return this.ofEvent(action, event);
    if (kind === "place" && place) return this.ofPlace(action, place);
    return kind === "article" && article ? this.ofArticle(action, article, card) : null;
  }

  private ofEvent(action: Action, event: BriefEvent): HTMLElement | null {
    const { index } = this.desk;
    const about = this.desk.states().aboutEvent(event);
    const before = this.desk.states().about({ kind: "event", id: event.id })[0];
    const give = (answer: Answer): void => {
      // An added event is known by its label: with another it is another.
      if (before?.add === undefined) return this.desk.give(answer);
      const { kind, ...rest } = answer;
      this.desk.answers.atOnce(() => {
        this.desk.answers.takeBack(before);
        this.desk.give({ ...rest, add: kind ?? before.add ?? "other" });
      });
    };
    switch (action) {
      case "wrong": {
        const mentions = event.citations.flatMap((citation) =>
          (index.mentionsIn.get(citation.article) ?? []).filter((mention) => mention.start < citation.end && citation.start < mention.end),
        );
        return this.placeFormOf(index.places.get(event.where[0]?.place ?? "")?.name ?? "", [{ label: event.label, answer: about }], mentions, "unknown", this.desk.close);
      }
      case "edit":
        return eventForm(index, event, about, give, this.desk.close);
      case "merge":
        return mergeForm(this.alike(event), { ...about, ...(before?.merge ? { merge: before.merge } : {}) }, (answer, other) => this.mergeWith(answer, other), this.desk.close);
      case "split":
        return splitForm(index, event, (number) => this.sentence(event, number), about, give, this.desk.close);
      case "note":
        return noteForm(about, before, true, give, this.desk.close);
      default:
        return null;
    }
  }

  /** What was said of the event that is put to another goes with it. */
  private mergeWith(answer: Answer, other: BriefEvent): void {
    const gone = this.desk.states().about({ kind: "event", id: other.id }).filter((old) => old.merge === undefined);
    this.desk.answers.atOnce(() => {
      for (const old of gone) this.desk.answers.takeBack(old);
      this.desk.give(answer);
    });
  }

  private sentence(event: BriefEvent, number: number): Answer {
    const citation = event.citations[number];
    const article = citation && this.desk.index.articles.get(citation.article);
    return citation && article ? { ...articleAnchor(article), quote: citation.quote } : {};
  }

  /** The other events, those most alike first: of its kind, its places, its day, its words. */
  private alike(event: BriefEvent): { event: BriefEvent; target: ReturnType<typeof eventTarget> }[] {
    const places = new Set(event.where.map((where) => where.place));
    const words = new Set(event.label.toLowerCase().split(/\W+/u));
    const score = (other: BriefEvent): number =>
      2 * Number(other.kind === event.kind) +
      Number(other.where.some((where) => places.has(where.place))) +
      Number(other.when.start !== null && other.when.start === event.when.start) +
      other.label.toLowerCase().split(/\W+/u).filter((word) => word.length > 3 && words.has(word)).length;
    return this.desk.index.brief.events
      .filter((other) => other.id !== event.id)
      .map((other) => ({ event: other, score: score(other) }))
      .sort((a, b) => b.score - a.score || (a.event.id < b.event.id ? -1 : 1))
      .map(({ event: other }) => ({ event: other, target: eventTarget(this.desk.index, other) }));
  }

  private ofPlace(action: Action, place: Place): HTMLElement | null {
    const mentions = this.desk.index.mentionsOf.get(place.id) ?? [];
    const about = this.desk.states().aboutPlace(place);
    if (action === "note") return noteForm({ ...about, right: true, ...this.keyed(place) }, this.desk.states().about({ kind: "place", id: place.id })[0], false, (answer) => this.desk.give(answer), this.desk.close);
    if (action !== "wrong") return null;
    const everywhere: Scope = { label: t("review.everywhere", { name: [about.name ?? place.name].flat().join(", ") }), answer: about };
    return this.placeFormOf(mentions[0]?.text ?? place.name, [everywhere, ...this.scopesOf(mentions)], mentions, NOT_A_PLACE, this.desk.close, place.id);
  }

  private keyed(place: Place): { place?: string } {
    const key = keyOf(this.desk.index, place);
    return key === null ? {} : { place: key };
  }

  /** Each name in its sentence, of which alone an answer may be. */
  scopesOf(mentions: readonly Mention[]): Scope[] {
    return mentions.map((mention) => {
      const text = mention.sentence.text;
      return {
        label: `[${this.desk.index.number(mention.article)}] ${text.length > 80 ? `${text.slice(0, 78)}…` : text}`,
        answer: mentionAnswer(this.desk.index, mention),
      };
    });
  }

  /** The form that gives names a place. */
  placeFormOf(name: string, scopes: readonly Scope[], mentions: readonly Mention[], nothing: string, cancel: () => void, not?: string): HTMLElement {
    const rows = this.desk.index.view.review?.places ?? [];
    const weighed = [...new Set(mentions.flatMap((mention) => mention.alternatives.map((other) => other.place)))];
    const named = new Set(mentions.flatMap((mention) => mention.place ?? []));
    const near = new Set(mentions.flatMap((mention) => (this.desk.index.mentionsIn.get(mention.article) ?? []).flatMap((other) => other.place ?? [])));
    const offered = [...new Set([...weighed, ...named, ...(nothing === NOT_A_PLACE ? [] : near)])].filter((id) => id !== not).flatMap((id) => {
      const row = rows.find((one) => one[0] === id);
      return row ? [row] : [];
    });
    return placeForm({
      index: this.desk.index,
      scopes,
      offered: [...new Set(offered)],
      name: name.trim(),
      nothing,
      nothingLabel: t(nothing === NOT_A_PLACE ? "review.notPlace" : "review.unknownPlace"),
      search: this.desk.server ? (query): Promise<GazetteerRow[]> => this.desk.server?.search(query) ?? Promise.resolve([]) : null,
      pick: (done) => this.desk.picking.start(done),
      give: (answer) => this.desk.give(answer),
      cancel,
    });
  }

  private ofArticle(action: Action, article: Article, card: Element | null): HTMLElement | null {
    const about = articleAnchor(article);
    const give = (answer: Answer): void => this.desk.give(answer);
    if (action === "note") {
      const before = this.desk.answers.all().find((answer) => isAboutArticle(this.desk.index, answer, article.id) && answer.add === undefined);
      return noteForm(about, before ?? (article.rating ? { grade: article.rating } : undefined), true, give, this.desk.close);
    }
    if (action !== "add") return null;
    const mentions = this.desk.index.mentionsIn.get(article.id) ?? [];
    const sentences = sentencesOf(this.desk.index, article, card).map((text) => ({ text, about: { ...about, quote: text } }));
    const place = (id: string): ReturnType<typeof ownPlace> | null => {
      const found = this.desk.index.places.get(id);
      return found ? ownPlace(this.desk.index, found) : null;
    };
    return addForm(this.desk.index, sentences, mentions, place, give, this.desk.close);
  }
}
