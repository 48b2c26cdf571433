/** The sentences of an article in which somebody may find an event that the machine did not. */

import type { BriefIndex } from "../brief";
import type { Article } from "../data";
import { oneLine } from "./subjects";

/** What is chosen with the mouse, and then all that the page carries of an article, in its order. */
export function sentencesOf(index: BriefIndex, article: Article, card: Element | null): string[] {
  const told = new Map<number, string>();
  for (const mention of index.mentionsIn.get(article.id) ?? []) told.set(mention.sentence.start, mention.sentence.text);
  for (const event of index.eventsIn.get(article.id) ?? [])
    for (const citation of event.citations) if (citation.article === article.id) told.set(citation.start, citation.quote);
  for (const { start, text } of unread(index, article, told)) told.set(start, text);
  const words = chosenWords(card);
  return [...(words === "" ? [] : [words]), ...[...told].sort(([a], [b]) => a - b).map(([, text]) => text)];
}

/** What is chosen with the mouse in the text of the article that is open. */
function chosenWords(card: Element | null): string {
  const selection = getSelection();
  const text = card?.querySelector(".reading-text");
  if (!text || !selection || selection.isCollapsed || !selection.containsNode(text, true)) return "";
  // Names are buttons, whose words a selection leaves out.
  return oneLine(selection.getRangeAt(0).cloneContents().textContent ?? "");
}

/** Offsets count code points, and so must this. */
function points(text: string): number {
  return Array.from(text).length;
}

/** The sentences of the text that the page carries in which the machine has read nothing. */
function unread({ brief }: BriefIndex, article: Article, read: ReadonlyMap<number, string>): { start: number; text: string }[] {
  const ends = [...read].map(([start, text]) => [start, start + points(text)] as const);
  const parts = (brief.texts?.parts ?? []).filter((part) => part.article === article.id);
  const segmenter = new Intl.Segmenter(article.language ?? undefined, { granularity: "sentence" });
  return parts.flatMap((part) =>
    [...segmenter.segment(part.text)].flatMap(({ segment, index }) => {
      const start = part.start + points(part.text.slice(0, index));
      const end = start + points(segment);
      const text = oneLine(segment);
      return text.includes(" ") && !ends.some(([from, to]) => from < end && start < to) ? [{ start, text }] : [];
    }),
  );
}
