/** What a brief says in English, in the language of the page: labels of events, names of countries and regions, reasons.
 *
 * Quotes, titles and names of people and towns stay as they are: they are evidence.
 */

import type { Brief, BriefEvent, Decision, Mention, NamedPlace, ReasonWords, View } from "./data";
import { countryName, joined, language, t, tx } from "./i18n";
import { sentence } from "./reasons";

/** So many of those who act stand in a label. */
const MOST_NAMED = 2;

/** English names of countries and regions, and what they are called in the language of the page. */
const names = new Map<string, string>();

let words: ReasonWords | null = null;

/** Put a brief into the language of its page, once, before anything is made of it. */
export function translateBrief(brief: Brief, view: View): void {
  words = view.reasons;
  if (language() === "en") return;
  for (const place of brief.places) {
    const name = ownName(place.name, place.kind, place.country);
    if (name === null || name === place.name) continue;
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

/** What a country, province or region is called in the language of the page, or null: towns and sites keep their names. */
function ownName(name: string, kind: string, country: string | null): string | null {
  if (kind === "city" || kind === "site") return null;
  const own = kind === "country" && country !== null ? countryName(country) : null;
  if (own !== null && own !== country) return own;
  return kind === "admin1" ? tx("place", `${country}.${name}`, tx("place", name)) : tx("place", name);
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
  return decisions.some(({ about, fields }) => about === event.id && fields?.includes("label"));
}

/** Why a name became a place, or none, in the language of the page; what has no records there stays in English. */
export function reason(mention: Mention): string {
  return (words && mention.reasons && sentence(mention.reasons, words, nameOf)) ?? mention.because;
}

/** A place that a reason names, and the word for its kind, in the language of the page. */
function nameOf(place: NamedPlace): { name: string; kind: string } {
  const name = place.name ?? "";
  return { name: ownName(name, place.kind, place.country ?? null) ?? name, kind: tx("kindOfPlace", place.kind) };
}
