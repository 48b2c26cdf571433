/** The words of the interface, from the message file that was chosen when the page was made. */

import type english from "../../geobrief/map/messages/en.json";

export type MessageKey = keyof typeof english;

let messages: Partial<Record<string, string>> = {};
let code = "en";

// Made when they are first asked for: the first picture of the map has no words that count anything.
let plurals: Intl.PluralRules | null = null;
let figures: Intl.NumberFormat | null = null;

export function useMessages(chosen: Record<string, string>, chosenCode: string): void {
  messages = chosen;
  code = chosenCode;
  plurals = null;
  figures = null;
}

/** The code of the language of the page. */
export function language(): string {
  return code;
}

/** The language of dates: day before month in English too, as most of its readers have it. */
export function locale(): string {
  return code === "en" ? "en-GB" : code;
}

type Values = Record<string, string | number>;

function fillIn(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value) : value;
  });
}

/** The message of a key, with {names} filled in. */
export function t(key: MessageKey, values: Values = {}): string {
  return fillIn(messages[key] ?? key, values);
}

type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;

/** The message of a key for a number: `key.one`, `key.other` and whatever forms the language has. */
export function tn(key: PluralKey, n: number, values: Values = {}): string {
  plurals ??= new Intl.PluralRules(code);
  const form = messages[`${key}.${plurals.select(n)}`] ?? messages[`${key}.other`] ?? key;
  return fillIn(form, { n, ...values });
}

/** The message of a key that comes from data (a kind, a role), or the word of the data itself. */
export function tx(prefix: string, word: string, otherwise: string = word): string {
  return messages[`${prefix}.${word}`] ?? otherwise;
}

/** "a", "a and b", "a, b and c". */
export function joined(items: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "conjunction" }).format(items);
}

export function number(value: number): string {
  figures ??= new Intl.NumberFormat(code, { maximumFractionDigits: 20 });
  return figures.format(value);
}

let regions: Intl.DisplayNames | null = null;

/** The name of a country in the language of the page. */
export function countryName(country: string): string {
  try {
    regions ??= new Intl.DisplayNames([code, "en"], { type: "region" });
    return regions.of(country) ?? country;
  } catch {
    return country;
  }
}

let shortRegions: Intl.DisplayNames | null = null;

/** The short name of a country, as newspapers write it ("UK"), or its usual one. */
export function shortCountryName(country: string): string {
  try {
    shortRegions ??= new Intl.DisplayNames([code, "en"], { type: "region", style: "short" });
    return shortRegions.of(country) ?? country;
  } catch {
    return country;
  }
}
