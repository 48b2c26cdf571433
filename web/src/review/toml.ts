/** Answers → the text of `overrides.toml`, letter for letter as `geobrief review` writes it. */

import type { Answer } from "./answers";

const FIRST = "# Corrections of a brief; geobrief build --overrides reads this file, and so does a recipe that names it.";

/** The order in which the keys of an answer, and of what is in it, are written. */
const ORDER: readonly string[] = [
  "name", "event", "conflict", "add", "article", "title", "published", "quote", "prefix", "suffix", "also", "had", "was",
  "right", "drop", "place", "label", "kind", "status", "date", "who", "grade", "merge", "split", "by", "note",
];
const PLACE: readonly string[] = ["key", "name", "lat", "lon", "kind", "country"];
const DOER: readonly string[] = ["name", "role"];

const ESCAPES: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

function text(value: string): string {
  const whole = value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  const escape = (char: string): string => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  // eslint-disable-next-line no-control-regex
  return `"${whole.replace(/["\\\u0000-\u001f\u007f]/g, escape)}"`;
}

function value(what: unknown, key: string): string {
  if (typeof what === "boolean") return String(what);
  if (typeof what === "number") return Number.isInteger(what) && (key === "lat" || key === "lon") ? `${what}.0` : String(what);
  if (typeof what === "string") return text(what);
  if (Array.isArray(what)) return `[${what.map((item) => value(item, key)).join(", ")}]`;
  const order = key === "place" ? PLACE : key === "who" ? DOER : ORDER;
  return `{ ${pairs(what as Record<string, unknown>, order).join(", ")} }`;
}

function pairs(table: Record<string, unknown>, order: readonly string[]): string[] {
  return order.flatMap((key) => {
    const what = table[key];
    const empty = what === undefined || what === null || what === "" || what === false || (Array.isArray(what) && what.length === 0 && key !== "who");
    return empty ? [] : [`${key} = ${value(what, key)}`];
  });
}

export function toToml(answers: readonly Answer[]): string {
  const tables = answers.flatMap((answer) => ["", "[[corrections]]", ...pairs(answer as Record<string, unknown>, ORDER)]);
  return `${[FIRST, ...tables].join("\n")}\n`;
}
