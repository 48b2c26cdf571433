/** Reasons: records → the sentence that they make, as geobrief/reasons makes it in Python. */

import type { NamedPlace, Reason, ReasonWords } from "./data";

/** What a place and its kind are called. */
export type Name = (place: NamedPlace) => { name: string; kind: string };

/** The sentence of some records, or null where one is of a key, or lacks what a blank needs, that is not known here. */
export function sentence(reasons: readonly Reason[], words: ReasonWords, name: Name): string | null {
  let said = "";
  let before: Reason | null = null;
  for (const reason of reasons) {
    const clause = clauseOf(reason, words, name);
    if (clause === null) return null;
    if (before !== null) said += words.joins[joinOf(before, reason)];
    said += clause;
    before = reason;
  }
  return said === "" ? null : said;
}

function joinOf(before: Reason, reason: Reason): "and" | "colon" | "semicolon" {
  if (reason.role === "note") return "semicolon";
  return reason.role === "ground" && before.role === "ground" ? "and" : "colon";
}

/** One record in words; what fills a blank is never searched for blanks. */
function clauseOf(reason: Reason, words: ReasonWords, name: Name): string | null {
  const template = own(words.reasons, reason.key);
  if (template === undefined) return null;
  let whole = true;
  const said = template.replace(/\{(\w+)(?::(\w+))?\}/g, (_, blank: string, form: string | undefined) => {
    const value = own(reason.arguments, blank);
    if (typeof value === "string") return value;
    const named = value === undefined ? [] : [value].flat().map((place) => placeOf(place, form, words, name));
    if (named.length === 0 || named.includes(undefined)) whole = false;
    return listed(named as string[], words);
  });
  return whole ? said : null;
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function listed(names: readonly string[], words: ReasonWords): string {
  const first = names.slice(0, -1).join(words.joins.comma);
  return first === "" ? (names.at(-1) ?? "") : first + words.joins.and + (names.at(-1) ?? "");
}

function placeOf(place: NamedPlace, form: string | undefined, words: ReasonWords, name: Name): string | undefined {
  if (place.name === null) return own(words.areas, place.kind);
  const called = name(place);
  const around = [place.admin1, place.country].filter((part) => part !== undefined);
  if (form === "full") return `${called.name} (${[called.kind, ...around].join(", ")})`;
  if (form !== "long") return called.name;
  const alone = place.kind === "country" || place.kind === "territory";
  return `${[called.name, ...(alone ? [] : around)].join(", ")} (${called.kind})`;
}
