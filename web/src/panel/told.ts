/** What a finding and a key figure say, in the words of the page: the twin of geobrief/export/report.py. */

import type { BriefIndex, Passage } from "../brief";
import type { BriefEvent, Citation, Doubt, Finding, KeyFigure, StepView } from "../data";
import { formatWhen } from "../format";
import { number, t, tn, tx } from "../i18n";
import { figureName } from "../translate";

/** Doubts that stand in the line of facts already in a word: that it has yet to happen. */
const SAID: ReadonlySet<Doubt> = new Set<Doubt>(["planned", "demanded"]);

/** A finding with all that is shown of it. */
export interface Told {
  number: number;
  finding: Finding;
  events: BriefEvent[];
  step: StepView;
}

/** The findings that can be shown, in their order. */
export function findingsOf(index: BriefIndex): Told[] {
  const steps = new Map((index.view.steps ?? []).map((step) => [step.finding, step]));
  const told = (index.brief.findings ?? []).flatMap((finding) => {
    const events = finding.events.flatMap((id) => index.events.get(id) ?? []);
    if (events.length === 0) return [];
    const places = [...new Set(events.flatMap((event) => event.where.map((where) => where.place)))];
    return [{ finding, events, step: steps.get(finding.id) ?? { finding: finding.id, box: null, places, quotes: [] } }];
  });
  return told.map((each, i) => ({ ...each, number: i + 1 }));
}

/** The places of an event; of one that is known by name only, its name and the area in which it lies. */
export function whereOf(index: BriefIndex, event: Pick<BriefEvent, "where">): string {
  const names = event.where.map(({ place, named, role }) => {
    const area = index.places.get(place)?.name ?? place;
    const name = named ? t("where.namedIn", { name: named, area }) : area;
    return role === "scene" ? name : `${name} (${tx("role", role)})`;
  });
  return [...new Set(names)].join(", ");
}

/** What is doubtful or not known, a sentence each; that one source alone says it stands among the facts. */
export function doubtsOf(index: BriefIndex, { finding, events }: Told, all: boolean): string[] {
  const ids = new Set(events.map((event) => event.id));
  const name = events[0]?.where.find((where) => where.named)?.named ?? "";
  return finding.doubts.flatMap((doubt) => {
    if (doubt === "single" || (!all && SAID.has(doubt))) return [];
    if (doubt !== "contradicted") return [tx("doubt", doubt).replace("{name}", name)];
    return index.brief.conflicts
      .filter((conflict) => conflict.event !== null && ids.has(conflict.event))
      .map((conflict) => t("doubt.contradicted", { what: conflict.about, values: conflict.values.map((each) => each.value).join("; ") }));
  });
}

/** The places that a finding names: of its event's those that its words do not speak against, and others that they name. */
function namedBy(finding: Finding, event: BriefEvent): BriefEvent["where"] {
  return finding.places.map((place) => {
    const own = event.where.find((where) => where.place === place) ?? { place, role: "scene" as const };
    return finding.doubts.includes("named") ? own : { place: own.place, role: own.role };
  });
}

/** When and where, as far as they are known, and how many say so. */
export function factsOf(index: BriefIndex, { finding, events }: Told): { when: string | null; where: string | null; sources: string } {
  const [event] = events;
  const where = event ? namedBy(finding, event) : [];
  return {
    when: finding.when.start || finding.when.end ? formatWhen(finding.when) : reportedOf(index, events),
    where: event && where.length > 0 ? whereOf(index, { where }) : null,
    sources: tn("finding.sources", finding.independent),
  };
}

/** Days between the ends of a publication date from which it says nothing. */
const VAGUE = 62;

/** When the first article told of events of which no day is given; of an article of some day in months nothing is known. */
function reportedOf(index: BriefIndex, events: BriefEvent[]): string | null {
  const told = new Set(events.flatMap((event) => event.citations.map((citation) => citation.article)));
  const known = [...told]
    .flatMap((id) => index.articles.get(id)?.published ?? [])
    .filter(({ start, end }) => start && end && Date.parse(end) - Date.parse(start) <= VAGUE * 86_400_000)
    .sort((one, other) => `${one.start} ${one.end}`.localeCompare(`${other.start} ${other.end}`));
  return known[0] ? t("finding.reported", { when: formatWhen(known[0]) }) : null;
}

const QUALIFIED =
  /^(no (?:more|less|fewer) than|not (?:more|less) than|more than|less than|fewer than|at least|at most|up to|as many as|as much as|close to|an estimated|over|about|around|nearly|almost|some|approximately)\s/i;

/** The words before a number that say how exact it is. */
function qualifier(text: string): string {
  const found = QUALIFIED.exec(text.trim());
  return found?.[1] ? `${tx("figure", found[1].toLowerCase())} ` : "";
}

const NO_NUMBER = /\b(?:dozens|scores|hundreds|thousands|tens of|several|families|households)\b/i;

/** The range, with what the articles say of its ends; a sum of money as an article writes it. */
export function amountOf({ low, high, unit, values }: KeyFigure): string {
  const first = values[0]?.value ?? "";
  const last = values[values.length - 1]?.value ?? "";
  const people = unit === "people";
  // "Dozens of families" is no number of people, and nobody can put one for it.
  if (low === high && people && NO_NUMBER.test(first)) return first;
  if (low === high) return people ? `${qualifier(first)}${number(low)}` : first;
  const ends = `${qualifier(first)}${number(low)}–${qualifier(last)}${number(high)}`;
  return people ? ends : `${ends} ${unit}`;
}

export function countedOf({ what }: KeyFigure): string {
  return tx("figure", what.replace(/^people /, ""), figureName(what));
}

/** Key figures that say the same of the same places, as one, and never a sum: what is counted, how many, where, who says so. */
export interface FigureRow {
  what: string;
  amount: string;
  where: string;
  event: string;
  citations: Citation[];
}

/** Key figures that stand under the findings, and on paper, where there is room for more; of the others it is said where they stand. */
export const FIGURES_SHOWN = 12;
export const FIGURES_PRINTED = 24;

/** How many key figures stand with their events alone, in words; null where none does. */
export function moreFigures(all: number, shown: number): string | null {
  return all > shown ? tn("story.moreFigures", all - shown) : null;
}

export function figuresOf(index: BriefIndex): FigureRow[] {
  const rows = new Map<string, FigureRow & { same: string; places: string[] }>();
  for (const figure of index.brief.key_figures ?? []) {
    const event = index.events.get(figure.event);
    if (!event) continue;
    const citations = figure.values.flatMap((value) => value.citations);
    const where = event.where.length > 0 ? whereOf(index, event) : t("where.unknown");
    const places = event.where.map((each) => each.place).sort();
    const key = [figure.what, amountOf(figure), ...(places.length > 0 ? places : [figure.event])].join("\n");
    const known = rows.get(key);
    if (known) known.citations.push(...citations);
    else {
      const same = [figure.what, figure.unit, figure.low, figure.high].join("\n");
      rows.set(key, { what: countedOf(figure), amount: amountOf(figure), where, event: event.id, citations: [...citations], same, places });
    }
  }
  const shown: (FigureRow & { same: string; places: string[] })[] = [];
  // What no other article than an earlier row's gives for one of its places is told: a withdrawal, and the talks about it.
  for (const row of rows.values()) {
    const articles = new Set(row.citations.map((each) => each.article));
    const isTold = shown.some(
      (other) =>
        other.same === row.same &&
        other.places.some((place) => row.places.includes(place)) &&
        [...articles].every((article) => other.citations.some((each) => each.article === article)),
    );
    if (!isTold) shown.push(row);
  }
  return shown;
}

/** The key figures of one finding, a phrase each. */
export function figuresOfFinding(index: BriefIndex, { events }: Told): string[] {
  const ids = new Set(events.map((event) => event.id));
  const own = (index.brief.key_figures ?? []).filter((figure) => ids.has(figure.event));
  return [...new Set(own.map((figure) => t("figure.of", { what: countedOf(figure), amount: amountOf(figure) })))];
}

/** The sentences that stand under a finding; of a page without steps the first. */
export function passagesOf(index: BriefIndex, { events, step }: Told): Passage[] {
  const all = events.flatMap((event) => event.citations);
  const wanted = step.quotes.flatMap(({ article, start }) => all.find((each) => each.article === article && each.start === start) ?? []);
  return (wanted.length > 0 ? wanted : all.slice(0, 1)).flatMap((citation) => index.passageOf(citation) ?? []);
}

/** The articles that tell a finding. */
export function articlesOf({ events }: Told): string[] {
  return [...new Set(events.flatMap((event) => event.citations.map((citation) => citation.article)))];
}
