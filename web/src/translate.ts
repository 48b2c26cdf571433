/** What a brief says in English, in the language of the page: labels of events, names of countries and regions, reasons.
 *
 * Quotes, titles and names of people and towns stay as they are: they are evidence.
 */

import type { Brief, BriefEvent, Decision, View } from "./data";
import { countryName, joined, language, t, tx } from "./i18n";

/** Reasons longer than this come from no template of ours. */
const LONGEST = 600;

/** So many of those who act stand in a label. */
const MOST_NAMED = 2;

/** English names of countries and regions, and what they are called in the language of the page. */
const names = new Map<string, string>();

let templates: readonly (readonly [string, string])[] = [];

/** Put a brief into the language of its page, once, before anything is made of it. */
export function translateBrief(brief: Brief, view: View): void {
  templates = view.reasons;
  if (language() === "en") return;
  for (const place of brief.places) {
    const own = place.kind === "country" && place.country !== null ? countryName(place.country) : null;
    const name = own !== null && own !== place.country ? own : tx("place", place.name);
    if (place.kind === "city" || place.kind === "site" || name === place.name) continue;
    names.set(place.name, name);
    place.name = name;
  }
  brief.original = {
    labels: new Map(brief.events.map((event) => [event.id, event.label])),
    abouts: new Map(brief.conflicts.map((conflict) => [conflict, conflict.about])),
  };
  const here = new Map(brief.places.map((place) => [place.id, place.name]));
  for (const event of brief.events) event.label = label(event, view, here, brief.decisions ?? []);
  for (const conflict of brief.conflicts) conflict.about = figureName(conflict.about);
}

/** What a figure counts: the few names that geobrief gives itself; a noun of the text stays as it is. */
export function figureName(what: string): string {
  const [, name, unit] = /^(.*?)( \([^()]*\))?$/s.exec(what) ?? [];
  return `${tx("figure", name ?? what)}${unit ?? ""}`;
}

/** An event in the words of the page: its kind, who acts, and its place. The label that an analyst gave stays.
 *
 * The English label is made of the article's own words, which nobody here can translate.
 */
function label(event: BriefEvent, view: View, here: Map<string, string>, decisions: readonly Decision[]): string {
  const style = view.kinds[event.kind];
  if (style === undefined || isGiven(event, decisions)) return event.label;
  const kind = tx("kind", event.kind, style.label);
  const who = event.who.filter((actor) => actor.role !== "target").slice(0, MOST_NAMED);
  const named = who.map(({ name }) => names.get(name) ?? name);
  const what = named.length === 0 ? kind : t("label.who", { kind, who: joined(named) });
  const first = event.where[0];
  const place = first && here.get(first.place);
  if (first === undefined || place === undefined || (named.length === 1 && named[0] === place)) return what;
  const role = first.role === "origin" || first.role === "destination" ? first.role : "scene";
  return t(`label.${role}`, { what, place });
}

function isGiven(event: BriefEvent, decisions: readonly Decision[]): boolean {
  const said = `label “${event.label}”, the machine had`;
  return decisions.some(({ about, what, text }) => about === event.id && (what === "set" || what === "proposed") && text.includes(said));
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
