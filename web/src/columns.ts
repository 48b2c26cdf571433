/** A large brief travels in columns (geobrief/map/columns.py says which, and why): columns → records as in brief.json. */

import type { Brief } from "./data";

interface Fields {
  fields: Record<string, Column>;
  /** Fields that are left out of a record in which they are null. */
  spare?: string[];
}

interface Coded {
  codes?: string | number[];
  steps?: string | number[];
  words?: unknown[];
  from?: string;
}

type Column =
  | unknown[]
  | { all: unknown }
  | { after: [string, string] }
  | { same: string }
  | { prefix: string; size: number; bytes: string }
  | { counts: Column; items: Column }
  | Fields
  | Coded;

type Values = readonly unknown[];
type Lists = Record<string, Values>;

interface Columns extends Record<string, unknown> {
  texts: string[];
  rows: Record<string, number>;
}

/** Code point that stands for 0. */
const ZERO = 93;

function numbersOf(codes: string | number[]): number[] {
  if (typeof codes !== "string") return codes;
  const numbers = new Array<number>(codes.length);
  for (let i = 0; i < codes.length; i += 1) numbers[i] = codes.charCodeAt(i) - ZERO;
  return numbers;
}

/** Ways from one number to the next, folded to be positive. */
function walked(codes: string | number[]): number[] {
  let at = 0;
  return numbersOf(codes).map((code) => {
    at += code % 2 ? -(code + 1) / 2 : code / 2;
    return at;
  });
}

/** Length in code points, as everywhere in a brief. */
function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function idsOf(column: { prefix: string; size: number; bytes: string }): string[] {
  const bytes = atob(column.bytes);
  const ids: string[] = [];
  const step = column.size / 2;
  for (let at = 0; at < bytes.length; at += step) {
    let id = column.prefix;
    for (let i = at; i < at + step; i += 1) id += DIGITS[bytes.charCodeAt(i)];
    ids.push(id);
  }
  return ids;
}

/** Records of one shape, made by a function that the engine can optimise as one. */
function recordsOf({ fields, spare = [] }: Fields, rows: number, lists: Lists): unknown[] {
  const table: Record<string, Values> = {};
  for (const [name, column] of Object.entries(fields)) table[name] = read(column, rows, table, lists);
  const names = Object.keys(table);
  const columns = Object.values(table);
  const records = new Array<unknown>(rows);
  for (let row = 0; row < rows; row += 1) {
    const record: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i += 1) record[names[i] as string] = columns[i]?.[row];
    for (const name of spare) if (record[name] === null) delete record[name];
    records[row] = record;
  }
  return records;
}

function listsOf(counts: number[], items: Values): unknown[] {
  let at = 0;
  return counts.map((count) => {
    at += count;
    return items.slice(at - count, at);
  });
}

function read(column: Column, rows: number, table: Record<string, Values>, lists: Lists): Values {
  if (Array.isArray(column)) return column;
  if ("all" in column) return new Array<unknown>(rows).fill(column.all);
  if ("fields" in column) return recordsOf(column, rows, lists);
  if ("same" in column) return table[column.same] ?? [];
  if ("bytes" in column) return idsOf(column);
  if ("after" in column) {
    const [starts, texts] = column.after.map((name) => table[name] ?? []);
    return (starts as number[]).map((start, i) => start + lengthOf((texts?.[i] as string | undefined) ?? ""));
  }
  if ("counts" in column) {
    const counts = read(column.counts, rows, {}, lists) as number[];
    return listsOf(counts, read(column.items, counts.reduce((sum, count) => sum + count, 0), {}, lists));
  }
  const numbers = column.steps === undefined ? numbersOf(column.codes ?? []) : walked(column.steps);
  const words = column.words ?? (column.from === undefined ? undefined : lists[column.from]);
  return words ? numbers.map((number) => words[number]) : numbers;
}

/** The brief that the columns hold. */
export function fromColumns(data: Columns): Brief {
  const { texts, rows, of, ...brief } = data;
  brief["schema"] = of;
  const lists: Record<string, Values> = { texts };
  for (const name of ["articles", "places"]) {
    const id = (brief[name] as Fields).fields["id"];
    lists[name] = id ? read(id, rows[name] ?? 0, {}, {}) : [];
  }
  for (const [name, count] of Object.entries(rows)) brief[name] = read(brief[name] as Column, count, {}, lists);
  return brief as unknown as Brief;
}
