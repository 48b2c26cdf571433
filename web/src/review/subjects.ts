/** What there is to review: each event, place and contradiction in the words by which an answer finds it again. */

import type { BriefIndex } from "../brief";
import type { Article, BriefEvent, Citation, Conflict, GazetteerRow, Mention, Place } from "../data";
import { fileName } from "../format";
import { written } from "../map/turn";
import { type Anchor, type Answer, letters, type OwnPlace, type Target } from "./answers";

/** Characters before and after a name that tell it from others in its sentence. */
const AROUND = 24;

/** The same of a sentence in its article, and characters that may part two paragraphs. */
const AROUND_QUOTE = 60;
const BETWEEN_PARAGRAPHS = 4;

/** Sentences by which an event is found again, of different articles. */
const MOST_ANCHORS = 3;

export const NO_PLACE = "no place";
export const NOT_A_PLACE = "not a place";

export type State = "open" | "right" | "changed";

/** Whose text it is: its address, and its title and day in case the next one has none. */
export function articleAnchor(article: Article): Anchor {
  const { start, end } = article.published;
  return {
    ...(article.url === null ? (article.title === null ? { article: fileName(article.path) } : {}) : { article: article.url }),
    ...(article.title === null ? {} : { title: article.title }),
    ...(start !== null && start === end ? { published: start } : {}),
  };
}

function citationAnchor(index: BriefIndex, citation: Citation): Anchor {
  const article = index.articles.get(citation.article);
  return { ...(article ? articleAnchor(article) : {}), quote: citation.quote, ...surroundings(index, citation) };
}

/** What stands before and after a quote, as far as the page carries its article: by it a sentence is found whose own words were
 * changed meanwhile. */
function surroundings(index: BriefIndex, { article, start, end }: Citation): Pick<Anchor, "prefix" | "suffix"> {
  // Of the paragraphs that the page carries those next to the quote, with nothing left out between them.
  const near = (index.brief.texts?.parts ?? []).filter((part) => part.article === article && part.start < end + AROUND_QUOTE && start - AROUND_QUOTE < part.end);
  const own = near.findIndex((part) => part.start <= start && end <= part.end);
  if (own < 0) return {};
  let [first, last] = [own, own];
  while (first > 0 && (near[first]?.start ?? 0) - (near[first - 1]?.end ?? 0) <= BETWEEN_PARAGRAPHS) first -= 1;
  while (last + 1 < near.length && (near[last + 1]?.start ?? 0) - (near[last]?.end ?? 0) <= BETWEEN_PARAGRAPHS) last += 1;
  // Offsets count code points, and so must this.
  const charsOf = (parts: typeof near): string[] => [...parts.map((part) => part.text).join("\n")];
  const [before, after] = [near.slice(first, own + 1), near.slice(own, last + 1)];
  const [begin = 0, close = 0] = [near[own]?.start, near[own]?.end];
  const ahead = charsOf(before);
  const upTo = ahead.length - (close - start);
  const prefix = oneLine(ahead.slice(Math.max(0, upTo - AROUND_QUOTE), upTo).join(""));
  const suffix = oneLine(charsOf(after).slice(end - begin, end - begin + AROUND_QUOTE).join(""));
  return { ...(prefix === "" ? {} : { prefix }), ...(suffix === "" ? {} : { suffix }) };
}

/** The label that an event has in brief.json, whatever the language of the page. */
function labelOf(index: BriefIndex, event: BriefEvent): string {
  return index.brief.original?.labels.get(event.id) ?? event.label;
}

export function aboutOf(index: BriefIndex, conflict: Conflict): string {
  return index.brief.original?.abouts.get(conflict) ?? conflict.about;
}

export function eventTarget(index: BriefIndex, event: BriefEvent): Target {
  const first: Citation[] = [];
  for (const citation of event.citations) {
    if (first.length < MOST_ANCHORS && first.every((other) => other.article !== citation.article)) first.push(citation);
  }
  const [main, ...others] = first.map((citation) => citationAnchor(index, citation));
  return {
    event: event.kind,
    ...main,
    ...(others.length > 0 ? { also: others } : {}),
    was: labelOf(index, event),
  };
}

export function conflictAnswer(index: BriefIndex, conflict: Conflict): Answer {
  const citation = conflict.values[0]?.citations[0];
  return { conflict: aboutOf(index, conflict), ...(citation ? citationAnchor(index, citation) : {}) };
}

const excerpts = new WeakMap<BriefIndex, Map<string, GazetteerRow>>();

/** A place of the brief in the excerpt of the gazetteer. */
function rowOf(index: BriefIndex, id: string): GazetteerRow | undefined {
  let rows = excerpts.get(index);
  if (!rows) {
    rows = new Map(index.view.review?.places.map((row) => [row[0], row]));
    excerpts.set(index, rows);
  }
  return rows.get(id);
}

/** Key of a place in the gazetteer, where the page knows it. */
export function keyOf(index: BriefIndex, place: Place): string | null {
  const row = rowOf(index, place.id);
  if (row) return row[1];
  return place.geonameid === null ? null : `geonames:${place.geonameid}`;
}

/** The full name of a place as geobrief writes it. */
function fullName(index: BriefIndex, place: Place): string {
  return rowOf(index, place.id)?.[3] ?? place.name;
}

export function ownPlace(index: BriefIndex, place: Place): OwnPlace {
  const key = keyOf(index, place);
  return {
    ...(key === null ? {} : { key }),
    name: place.name,
    lat: rounded(place.lat),
    lon: rounded(written(place.lon)),
    kind: place.kind,
    ...(place.country === null ? {} : { country: place.country }),
  };
}

export function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

/** All mentions of a place: by their words, as long as the machine has this place for them. */
export function placeAnswer(index: BriefIndex, place: Place, mentions: readonly Mention[]): Answer {
  const names = [...new Set(mentions.map((mention) => oneLine(mention.text)))].sort();
  const key = keyOf(index, place);
  const [only] = names;
  return {
    name: names.length === 1 && only !== undefined ? only : names,
    ...(key === null ? {} : { had: key }),
    was: fullName(index, place),
  };
}

/** One mention: its name, its sentence, and what stands around it there. */
export function mentionAnswer(index: BriefIndex, mention: Mention): Answer {
  const article = index.articles.get(mention.article);
  const { sentence } = mention;
  // Offsets count code points, and so must this.
  const chars = [...sentence.text];
  const at = mention.start - sentence.start;
  const end = mention.end - sentence.start;
  const place = mention.place === null ? undefined : index.places.get(mention.place);
  return {
    name: oneLine(mention.text),
    ...(article ? articleAnchor(article) : {}),
    quote: sentence.text,
    prefix: chars.slice(Math.max(0, at - AROUND), at).join(""),
    suffix: chars.slice(end, end + AROUND).join(""),
    was: place ? fullName(index, place) : NO_PLACE,
  };
}

export function oneLine(text: string): string {
  return text.split(/\s+/u).filter(Boolean).join(" ");
}

function isOfArticle(index: BriefIndex, id: string, anchor: Anchor): boolean {
  const article = index.articles.get(id);
  if (!article) return false;
  if (anchor.article === undefined && anchor.title === undefined) return true;
  if (anchor.article !== undefined && [article.url, article.path, fileName(article.path)].includes(anchor.article)) return true;
  return anchor.title !== undefined && article.title !== null && letters(anchor.title) === letters(article.title);
}

function saysIt(index: BriefIndex, citation: { article: string; quote: string }, anchor: Anchor): boolean {
  if (anchor.quote === undefined || !isOfArticle(index, citation.article, anchor)) return false;
  const [one, other] = [letters(citation.quote), letters(anchor.quote)];
  return one.includes(other) || other.includes(one);
}

/** Whether an answer is about an event of the page: by its kind, or the kind that it gave it, and a sentence. */
export function isAboutEvent(index: BriefIndex, answer: Answer, event: BriefEvent): boolean {
  if (answer.add !== undefined) return answer.add === event.kind && answer.label === labelOf(index, event);
  if (answer.event === undefined || (answer.event !== event.kind && answer.kind !== event.kind)) return false;
  if (![answer, ...(answer.also ?? [])].some((anchor) => event.citations.some((citation) => saysIt(index, citation, anchor)))) return false;
  // Two events of one kind in one sentence are told apart by what the machine called them.
  const label = labelOf(index, event);
  const twins = (index.eventsIn.get(event.citations[0]?.article ?? "") ?? []).filter(
    (other) => other.id !== event.id && other.kind === event.kind && event.citations.some((one) => other.citations.some((two) => two.article === one.article && two.start === one.start)),
  );
  return twins.length === 0 || answer.was === undefined || answer.was === label || answer.label === label;
}

export function isAboutConflict(index: BriefIndex, answer: Answer, conflict: Conflict): boolean {
  if (answer.conflict?.toLowerCase() !== aboutOf(index, conflict).toLowerCase()) return false;
  return answer.quote === undefined || conflict.values.some((value) => value.citations.some((citation) => saysIt(index, citation, answer)));
}

/** Whether an answer is about a mention; whether it is about all of a place follows from all of its mentions. */
export function isAboutMention(index: BriefIndex, answer: Answer, mention: Mention): boolean {
  if (answer.name === undefined || ![answer.name].flat().includes(oneLine(mention.text))) return false;
  if (!isOfArticle(index, mention.article, answer)) return false;
  if (answer.quote !== undefined) {
    if (!saysIt(index, { article: mention.article, quote: mention.sentence.text }, answer)) return false;
    const own = mentionAnswer(index, mention);
    return answer.prefix === undefined || letters(own.prefix ?? "") === letters(answer.prefix);
  }
  const place = mention.place === null ? undefined : index.places.get(mention.place);
  if (answer.had === undefined) return true;
  if (place === undefined) return answer.had === NO_PLACE;
  const now = [keyOf(index, place), placeKey(answer)];
  return answer.had === now[0] || now[0] === now[1] || answer.was === fullName(index, place);
}

/** Whether an answer is about an article as a whole: it adds an event, or grades the article. */
export function isAboutArticle(index: BriefIndex, answer: Answer, id: string): boolean {
  const article = index.articles.get(id);
  if (!article) return false;
  const anchor = articleAnchor(article);
  const isOfIt = answer.article === undefined ? answer.title !== undefined && answer.title === anchor.title : answer.article === anchor.article;
  return isOfIt && (answer.add !== undefined || (answer.grade !== undefined && answer.event === undefined && answer.name === undefined));
}

function placeKey(answer: Answer): string | null {
  return typeof answer.place === "object" ? (answer.place.key ?? null) : (answer.place ?? null);
}
