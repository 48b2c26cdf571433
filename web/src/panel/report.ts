/** What follows the map on paper: places with their passages, events, sources, method. Made when the page is printed. */

import type { BriefIndex, Passage } from "../brief";
import type { BriefEvent } from "../data";
import { bdi, fill, h } from "../dom";
import { formatWhen } from "../format";
import { t, tx } from "../i18n";
import { byImportance } from "../map/marks";
import type { PlaceEntry, Visible } from "../visible";
import { conflictList, kindLabel, placeLine, type CardContext } from "./card";
import { aboutText, decisionPart, sourceList } from "./header";
import { marked } from "./quote";
import { articlesOf, FIGURES_PRINTED, figuresOf, findingsOf } from "./told";

/** Passages printed of one place: paper is for the evidence, not for every repetition of it. */
const PASSAGES = 6;

function placeBlock(index: BriefIndex, entry: PlaceEntry): HTMLElement {
  // Sentences that tell of an event before those that only name the place; a date line says nothing of it.
  const tells = (passage: Passage): number =>
    passage.mentions.some((mention) => (index.eventsOfMention.get(mention.id) ?? []).length > 0) ? 0 : 1;
  const passages = index.passages(entry.mentions).sort((a, b) => tells(a) - tells(b));
  return h(
    "section",
    { class: "report-place" },
    h("h3", {}, bdi(entry.place.name), " ", h("small", {}, placeLine(entry.place))),
    h(
      "ul",
      { class: "report-quotes" },
      ...passages
        .slice(0, PASSAGES)
        .map((passage) =>
          h("li", {}, marked(passage.text, passage.start, passage.mentions, passage.article.language), ` [${index.number(passage.article.id)}]`),
        ),
    ),
    passages.length > PASSAGES && h("p", { class: "note" }, t("card.quotes.page", { from: 1, to: PASSAGES, n: passages.length })),
  );
}

function eventBlock(index: BriefIndex, event: BriefEvent): HTMLElement {
  const where = event.where.map((place) => index.places.get(place.place)?.name ?? "").filter(Boolean);
  const sources = [...new Set(event.citations.map((citation) => index.number(citation.article)))].sort((a, b) => a - b);
  return h(
    "li",
    {},
    h("strong", { dir: "auto" }, event.label),
    ` – ${kindLabel(index, event.kind)}, ${tx("status", event.status)}, ${formatWhen(event.when)}`,
    where.length > 0 && h("span", {}, " – ", bdi(where.join(", "))),
    ` [${sources.join(", ")}]`,
  );
}

/** Places that are no scene, on one line; and the names that were read and not placed. */
function otherPlaces(index: BriefIndex, visible: Visible, others: PlaceEntry[]): HTMLElement[] {
  const numbered = (text: string, articles: Iterable<string>): HTMLElement => {
    const told = [...new Set([...articles].map((id) => index.number(id)))].sort((a, b) => a - b);
    return h("li", {}, bdi(text), ` [${told.join(", ")}]`);
  };
  const unplaced = new Map<string, string[]>();
  for (const mention of visible.unplaced) unplaced.set(mention.text, [...(unplaced.get(mention.text) ?? []), mention.article]);
  const parts: HTMLElement[] = [];
  if (others.length > 0) {
    const names = others.map((entry) => numbered(entry.place.name, entry.articles));
    parts.push(h("h3", {}, t("print.others")), h("ul", { class: "report-names" }, ...names));
  }
  if (unplaced.size > 0) {
    const names = [...unplaced].map(([text, articles]) => numbered(text, articles));
    parts.push(h("h3", {}, t("list.unplaced")), h("ul", { class: "report-names" }, ...names));
  }
  return parts;
}

export function drawReport(box: Element, context: CardContext, visible: Visible): void {
  const { index } = context;
  const entries = [...visible.places.values()].sort(byImportance);
  const scenes = entries.filter((entry) => entry.presence === "scene");
  const conflicts = conflictList(context);
  fill(
    box,
    h("h2", {}, t("print.events")),
    h("ol", { class: "report-events" }, ...visible.events.map((event) => eventBlock(index, event))),
    h("h2", {}, t("print.places")),
    ...scenes.map((entry) => placeBlock(index, entry)),
    ...otherPlaces(index, visible, entries.filter((entry) => entry.presence !== "scene")),
    ...(conflicts.length > 0 ? [h("h2", {}, t("list.conflicts")), ...conflicts] : []),
    ...decisionPart(index, "h2"),
    h("h2", {}, t("print.sources")),
    sourceList(index),
    h("h2", {}, t("about.title")),
    ...aboutText(index),
  );
}

/** What a summary on paper ends with: the articles that its findings are from, and that a machine read them. */
export function drawSources(box: Element, { index }: CardContext): void {
  const told = [...findingsOf(index).flatMap(articlesOf), ...figuresOf(index).slice(0, FIGURES_PRINTED).flatMap((row) => row.citations.map((each) => each.article))];
  fill(box, ...decisionPart(index, "h2"), h("h2", {}, t("print.sources")), sourceList(index, told.length > 0 ? new Set(told) : undefined));
}
