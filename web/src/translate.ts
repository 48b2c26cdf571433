/** What a brief says in English, in the language of the page: labels of events, names of countries and regions, reasons.
 *
 * Quotes, titles and names of people and towns stay as they are: they are evidence.
 */

import type { Brief, BriefEvent, View } from "./data";
import { countryName, joined, language, t, tx } from "./i18n";

/** Reasons longer than this come from no template of ours. */
const LONGEST = 600;

/** How the English label of an event leads to its place, by the role of the place. */
const LEADS: Record<string, string> = { origin: "from", destination: "to" };

/** English names of countries and regions, and what they are called in the language of the page. */
const names = new Map<string, string>();

let templates: readonly (readonly [string, string])[] = [];

/** Put a brief into the language of its page, once, before anything is made of it. */
export function translateBrief(brief: Brief, view: View): void {
  templates = view.reasons;
  if (language() === "en") return;
  const english = new Map(brief.places.map((place) => [place.id, place.name]));
  for (const place of brief.places) {
    const own = place.kind === "country" && place.country !== null ? countryName(place.country) : null;
    const name = own !== null && own !== place.country ? own : tx("place", place.name);
    if (place.kind === "city" || place.kind === "site" || name === place.name) continue;
    names.set(place.name, name);
    place.name = name;
  }
  const here = new Map(brief.places.map((place) => [place.id, place.name]));
  for (const event of brief.events) event.label = label(event, view, english, here);
  for (const conflict of brief.conflicts) conflict.about = figureName(conflict.about);
}

/** What a figure counts: the few names that geobrief gives itself; a noun of the text stays as it is. */
export function figureName(what: string): string {
  const [, name, unit] = /^(.*?)( \([^()]*\))?$/s.exec(what) ?? [];
  return `${tx("figure", name ?? what)}${unit ?? ""}`;
}

/** The label of an event is its kind, then those who act, then its place: the same parts in the words of the page. */
function label(event: BriefEvent, view: View, english: Map<string, string>, here: Map<string, string>): string {
  const own = view.kinds[event.kind]?.label;
  if (own === undefined || !event.label.startsWith(own)) return event.label;
  const kind = tx("kind", event.kind, own);
  const first = event.where[0];
  const lead = first && ` ${LEADS[first.role] ?? "in"} ${english.get(first.place) ?? ""}`;
  let rest = event.label.slice(own.length);
  const placed = first !== undefined && lead !== undefined && rest.endsWith(lead);
  if (placed) rest = rest.slice(0, -lead.length).replace(/,$/, "");
  if (rest !== "" && !rest.startsWith(": ")) return event.label;
  const who = rest === "" ? [] : doers(event, rest.slice(2));
  const what = who.length === 0 ? kind : t("label.who", { kind, who: joined(who) });
  const place = placed ? (here.get(first.place) ?? "") : "";
  if (!placed || (who.length === 1 && who[0] === place)) return what;
  const role = first.role === "origin" || first.role === "destination" ? first.role : "scene";
  return t(`label.${role}`, { what, place });
}

/** Who stands in a label: one name, or two with "and" between them. */
function doers(event: BriefEvent, text: string): string[] {
  const known = event.who.map((who) => who.name);
  const first = known.find((name) => text.startsWith(`${name} and `) && known.includes(text.slice(name.length + 5)));
  const found = first === undefined ? [text] : [first, text.slice(first.length + 5)];
  return found.map((name) => names.get(name) ?? name);
}

/** A reason in the language of the page; one that comes from no known template stays in English. */
export function reason(text: string): string {
  if (language() === "en" || text.length > LONGEST) return text;
  return sentence(text) ?? text;
}

function sentence(text: string): string | null {
  for (const [pattern, own] of templates) {
    const found = matched(pattern, text);
    const filled = found && filledIn(own, found);
    if (filled) return filled;
  }
  return clauses(text);
}

/** Fill a template; a part that is itself made of templates must be one that is known. */
function filledIn(template: string, found: Map<string, string>): string | null {
  let whole = template;
  for (const [name, value] of found) {
    const made = part(name, value);
    if (made === null) return null;
    whole = whole.replace(`{${name}}`, () => made);
  }
  return whole;
}

/** What fills a blank: a part made of templates itself, the words of the text as they are, or a place. */
function part(name: string, value: string): string | null {
  if (name === "rest" || name === "head") return sentence(value);
  if (name === "clauses") return clauses(value);
  return name === "text" ? value : placeLabel(value);
}

/** One clause, or two with "and" between them. */
function clauses(text: string): string | null {
  for (let at = text.indexOf(" and "); at >= 0; at = text.indexOf(" and ", at + 1)) {
    const one = clause(text.slice(0, at));
    const other = one === null ? null : clause(text.slice(at + 5));
    if (one !== null && other !== null) return joined([one, other]);
  }
  return clause(text);
}

function clause(text: string): string | null {
  for (const [pattern, own] of templates) {
    const found = pattern.includes("{head}") || pattern.includes("{rest}") ? null : matched(pattern, text);
    const filled = found && filledIn(own, found);
    if (filled) return filled;
  }
  return null;
}

/** The parts of a text that stand where a pattern has {names}, or null; each look forward is a plain search. */
function matched(pattern: string, text: string): Map<string, string> | null {
  const pieces = pattern.split(/\{(\w+)\}/);
  const found = new Map<string, string>();
  const lead = pieces[0] ?? "";
  if (!text.startsWith(lead)) return null;
  let at = lead.length;
  for (let i = 1; i < pieces.length; i += 2) {
    const after = pieces[i + 1] ?? "";
    const last = i + 2 >= pieces.length;
    const end = last ? text.length - after.length : text.indexOf(after, at);
    if (end <= at || !text.startsWith(after, end)) return null;
    found.set(pieces[i] ?? "", text.slice(at, end));
    at = end + after.length;
  }
  return at === text.length ? found : null;
}

/** "Agadez (city, NE)" with the kind in the language of the page, and a country under its own name there. */
function placeLabel(text: string): string {
  const [, name, kind, rest] = /^([^()]*) \((\w+)([^()]*)\)$/.exec(text) ?? [];
  if (name === undefined || kind === undefined) return names.get(text) ?? text;
  return `${names.get(name) ?? name} (${tx("kindOfPlace", kind)}${rest ?? ""})`;
}
