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

export interface Columns extends Record<string, unknown> {
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
  const numbers = new Array<number>(codes.length);
  let at = 0;
  for (let i = 0; i < codes.length; i += 1) {
    const code = typeof codes === "string" ? codes.charCodeAt(i) - ZERO : (codes[i] ?? 0);
    at += code % 2 ? -(code + 1) / 2 : code / 2;
    numbers[i] = at;
  }
  return numbers;
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

/** A column that is read when it is first asked for. */
type Later = () => Values;
type Table = Record<string, Later>;

function once(make: Later): Later {
  let made: Values | null = null;
  return () => (made ??= make());
}

/** How records are made of their columns. */
type Maker = (columns: Table, rows: number, spare: readonly string[]) => Values;

/** Records with everything that they hold. */
const whole: Maker = (columns, rows, spare) => {
  const names = Object.keys(columns);
  const values = Object.values(columns).map((column) => column());
  const records = new Array<unknown>(rows);
  for (let row = 0; row < rows; row += 1) {
    const record: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i += 1) record[names[i] as string] = values[i]?.[row];
    for (const name of spare) if (record[name] === null) delete record[name];
    records[row] = record;
  }
  return records;
};

/** Records that know their row, and read a column when a field of any of them is first asked for: a page that opens shows few
 * of the fields that a brief has. Such a record has no fields of its own: it is not for spreading. */
const asked: Maker = (columns, rows, spare) => {
  class Row {
    constructor(readonly row: number) {}
  }
  for (const [name, column] of Object.entries(columns)) {
    const isSpare = spare.includes(name);
    Object.defineProperty(Row.prototype, name, {
      get(this: Row): unknown {
        const value = column()[this.row];
        return isSpare && value === null ? undefined : value;
      },
      set(this: Row, value: unknown) {
        (column() as unknown[])[this.row] = value;
      },
    });
  }
  const records = new Array<unknown>(rows);
  for (let row = 0; row < rows; row += 1) records[row] = new Row(row);
  return records;
};

function listsOf(counts: readonly number[], items: Values): unknown[] {
  let at = 0;
  return counts.map((count) => {
    at += count;
    return items.slice(at - count, at);
  });
}

class Reader {
  constructor(
    private readonly maker: Maker,
    private readonly lists: Lists,
  ) {}

  private records({ fields, spare = [] }: Fields, rows: number): Values {
    const table: Table = {};
    for (const [name, column] of Object.entries(fields)) table[name] = once(() => this.read(column, rows, table));
    return this.maker(table, rows, spare);
  }

  read(column: Column, rows: number, table: Table = {}): Values {
    if (Array.isArray(column)) return column;
    if ("all" in column) return new Array<unknown>(rows).fill(column.all);
    if ("fields" in column) return this.records(column, rows);
    if ("same" in column) return (table[column.same]?.() ?? []).slice();
    if ("bytes" in column) return idsOf(column);
    if ("after" in column) {
      const [starts, texts] = column.after.map((name) => table[name]?.() ?? []);
      return (starts as number[]).map((start, i) => start + lengthOf((texts?.[i] as string | undefined) ?? ""));
    }
    if ("counts" in column) {
      const counts = this.read(column.counts, rows) as number[];
      return listsOf(counts, this.read(column.items, counts.reduce((sum, count) => sum + count, 0)));
    }
    const numbers = column.steps === undefined ? numbersOf(column.codes ?? []) : walked(column.steps);
    const words = column.words ?? (column.from === undefined ? undefined : this.lists[column.from]);
    return words ? numbers.map((number) => words[number]) : numbers;
  }
}

function briefOf(data: Columns, makerOf: (name: string) => Maker): Brief {
  const { texts, rows, of, ...brief } = data;
  brief["schema"] = of;
  const lists: Record<string, Values> = { texts };
  for (const name of ["articles", "places"]) {
    const id = (brief[name] as Fields).fields["id"];
    lists[name] = id ? new Reader(whole, {}).read(id, rows[name] ?? 0) : [];
  }
  for (const [name, count] of Object.entries(rows)) brief[name] = new Reader(makerOf(name), lists).read(brief[name] as Column, count);
  return brief as unknown as Brief;
}

/** The brief that the columns hold, as brief.json has it. */
export function fromColumns(data: Columns): Brief {
  return briefOf(data, () => whole);
}

/** The same, its many mentions and events read field by field as they are asked for. */
export function openColumns(data: Columns): Brief {
  return briefOf(data, (name) => (name === "mentions" || name === "events" ? asked : whole));
}
