/** A large brief travels in columns (geobrief/map/columns.py says which, and why): columns → records as in brief.json. */

import type { Geometry } from "geojson";
import type { Brief, Excerpt } from "./data";
import { PackedArea, type PackedOutline, plainArea } from "./map/area";
import { type Chunks, Parts } from "./parts";

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

/** Areas, and the lines of all of them. */
interface Outlines {
  outlines: (PackedOutline | Geometry | null)[];
  lines: string[] | Chunks;
  scale: number;
}

type Column =
  | unknown[]
  | Chunks
  | { part: number }
  | { all: unknown }
  | { after: [string, string] }
  | { same: string }
  | { prefix: string; size: number; bytes: string }
  | Outlines
  | { counts: Column; items: Column }
  | Fields
  | Coded;

/** The texts that several tables point to: cut out of an excerpt of an article, the number of which is one less, or their own. */
interface SaidColumns {
  of: string | number[];
  at: string | number[];
  long: string | number[];
  own: string[] | Chunks;
}

/** The values of a column, as many as there are rows. */
interface Values {
  readonly length: number;
  at: (row: number) => unknown;
  slice: (from: number, to: number) => unknown[];
}
type Lists = Record<string, Values>;

export interface Columns extends Record<string, unknown> {
  said: SaidColumns;
  texts?: { kept: string; parts: Fields };
  conflicts: unknown[] | { part: number };
  rows: Record<string, number>;
}

/** Values that are made one by one, when they are asked for. */
class Cells implements Values {
  constructor(
    readonly length: number,
    readonly at: (row: number) => unknown,
  ) {}

  slice(from: number, to: number): unknown[] {
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => this.at(from + i));
  }
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

const HALVES = /[\ud800-\udfff]/;

/** Length in code points, as everywhere in a brief. */
function lengthOf(text: string): number {
  return HALVES.test(text) ? Array.from(text).length : text.length;
}

/** A part of a text, counted in code points. */
function cut(text: string, from: number, length: number): string {
  return HALVES.test(text) ? Array.from(text).slice(from, from + length).join("") : text.slice(from, from + length);
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Ids, each written when it is asked for: fifty thousand of them take longer than a reader notices. */
function idsOf(column: { prefix: string; size: number; bytes: string }): Values {
  const bytes = atob(column.bytes);
  const step = column.size / 2;
  const ids: string[] = [];
  return new Cells(bytes.length / step, (row) => {
    const known = ids[row];
    if (known !== undefined) return known;
    let id = column.prefix;
    for (let i = row * step; i < (row + 1) * step; i += 1) id += DIGITS[bytes.charCodeAt(i)];
    return (ids[row] = id);
  });
}

/** A column that is read when it is first asked for. */
type Later = () => Values;
type Table = Record<string, Later>;

function once(make: Later): Later {
  let made: Values | null = null;
  return () => (made ??= make());
}

/** How records are made of their columns. */
type Maker = (columns: Table, rows: number, spare: readonly string[]) => unknown[];

/** Records with everything that they hold. */
const whole: Maker = (columns, rows, spare) => {
  const names = Object.keys(columns);
  const values = Object.values(columns).map((column) => column());
  const records = new Array<unknown>(rows);
  for (let row = 0; row < rows; row += 1) {
    const record: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i += 1) record[names[i] as string] = values[i]?.at(row);
    for (const name of spare) if (record[name] === null) delete record[name];
    records[row] = record;
  }
  return records;
};

/** What the page has in place of a field, by its name. */
export type Changes = Record<string, (value: unknown) => unknown>;

/** Records that know their row, and read a column when a field of any of them is first asked for: a page that opens shows few
 * of the fields that a brief has. Such a record has no fields of its own: it is not for spreading. */
function asked(changes: Changes): Maker {
  return (columns, rows, spare) => {
    class Row {
      constructor(readonly row: number) {}
    }
    for (const [name, column] of Object.entries(columns)) {
      Object.defineProperty(Row.prototype, name, field(column, spare.includes(name), changes[name]));
    }
    const records = new Array<unknown>(rows);
    for (let row = 0; row < rows; row += 1) records[row] = new Row(row);
    return records;
  };
}

function field(column: Later, isSpare: boolean, change?: (value: unknown) => unknown): PropertyDescriptor & ThisType<{ row: number }> {
  let values: Values | null = null;
  let list: readonly unknown[] | null = null;
  /** What the page says in place of the brief. */
  const own = new Map<number, unknown>();
  return {
    get() {
      const { row } = this;
      if (own.size > 0 && own.has(row)) return own.get(row);
      if (values === null) {
        values = column();
        list = Array.isArray(values) ? values : null;
      }
      const value = list === null ? values.at(row) : list[row];
      if (isSpare && value === null) return undefined;
      if (change === undefined) return value;
      const changed = change(value);
      if (changed !== value) own.set(row, changed);
      return changed;
    },
    set(value: unknown) {
      own.set(this.row, value);
    },
  };
}

/** Lists of so many items each, cut when they are asked for: most places and events are never looked at. */
function listsOf(counts: Values, items: Values): Values {
  const starts = new Int32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row += 1) starts[row + 1] = (starts[row] ?? 0) + (counts.at(row) as number);
  const made = new Array<unknown[] | undefined>(counts.length);
  return new Cells(counts.length, (row) => (made[row] ??= items.slice(starts[row] ?? 0, starts[row + 1] ?? 0)));
}

class Reader {
  constructor(
    private readonly parts: Parts,
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
    if ("part" in column) return this.read(this.parts.of<Column>(column.part), rows, table);
    if ("chunks" in column) return new Cells(rows, (row) => this.parts.text(column, row));
    if ("all" in column) return new Cells(rows, () => column.all);
    if ("fields" in column) return this.records(column, rows);
    if ("same" in column) return table[column.same]?.() ?? [];
    if ("bytes" in column) return idsOf(column);
    if ("after" in column) return this.ends(column.after, rows, table);
    if ("outlines" in column) return this.outlines(column, rows);
    if ("counts" in column) {
      const counts = this.read(column.counts, rows);
      let count = 0;
      for (let row = 0; row < rows; row += 1) count += counts.at(row) as number;
      return listsOf(counts, this.read(column.items, count));
    }
    return this.coded(column, rows);
  }

  private coded(column: Coded, rows: number): Values {
    const numbers = column.steps === undefined ? numbersOf(column.codes ?? []) : walked(column.steps);
    const words = column.words ?? (column.from === undefined ? undefined : this.lists[column.from]);
    if (Array.isArray(words)) return numbers.map((number) => words[number] as unknown);
    return words ? new Cells(rows, (row) => words.at(numbers[row] ?? 0)) : numbers;
  }

  private ends([start, text]: [string, string], rows: number, table: Table): Values {
    const starts = table[start]?.() ?? [];
    const texts = table[text]?.() ?? [];
    return new Cells(rows, (row) => (starts.at(row) as number) + lengthOf(texts.at(row) as string));
  }

  private outlines({ outlines, lines, scale }: Outlines, rows: number): Values {
    const line = (number: number): string => this.parts.text(lines, number);
    const made: Geometry[] = [];
    return new Cells(rows, (row) => {
      const area = outlines[row] ?? null;
      if (area === null || !("rings" in area)) return area;
      return (made[row] ??= this.maker === whole ? plainArea(area, line, scale) : new PackedArea(area, line, scale));
    });
  }
}

/** The shared texts, each made of its excerpt when it is asked for; those that stand in none follow one another. */
function saidOf({ of, at, long, own }: SaidColumns, excerpts: Values, parts: Parts): Values {
  let numbers: { from: number[]; start: number[]; length: number[] } | null = null;
  const texts: string[] = [];
  const read = (): { from: number[]; start: number[]; length: number[] } => {
    const made = { from: walked(of), start: numbersOf(at), length: numbersOf(long) };
    let count = 0;
    made.from.forEach((number, i) => {
      if (number === 0) made.start[i] = count++;
    });
    return made;
  };
  return new Cells(of.length, (i) => {
    const known = texts[i];
    if (known !== undefined) return known;
    const { from, start, length } = (numbers ??= read());
    const number = from[i] ?? 0;
    const first = start[i] ?? 0;
    return (texts[i] = number === 0 ? parts.text(own, first) : cut((excerpts.at(number - 1) as Excerpt).text, first, length[i] ?? 0));
  });
}

const TABLES = ["articles", "places", "mentions", "events"] as const;

async function briefOf(block: string, maker: Maker): Promise<Brief> {
  const parts = await Parts.read(block);
  const { said, rows, of, texts, conflicts, ...brief } = parts.of<Columns>(0);
  brief["schema"] = of;
  const lists: Lists = {};
  for (const name of ["articles", "places"]) {
    const id = (brief[name] as Fields).fields["id"];
    lists[name] = id ? new Reader(parts, maker, {}).read(id, rows[name] ?? 0) : [];
  }
  const reader = new Reader(parts, maker, lists);
  const excerpts = texts ? reader.read(texts.parts, rows["excerpts"] ?? 0) : [];
  if (texts) brief["texts"] = { kept: texts.kept, parts: excerpts };
  lists["said"] = saidOf(said, excerpts, parts);
  for (const name of TABLES) brief[name] = reader.read(brief[name] as Column, rows[name] ?? 0);
  if (Array.isArray(conflicts)) brief["conflicts"] = conflicts;
  else Object.defineProperty(brief, "conflicts", { get: () => parts.of(conflicts.part), enumerable: true });
  return brief as unknown as Brief;
}

/** The brief that a block of columns holds, as brief.json has it. */
export async function fromColumns(block: string): Promise<Brief> {
  return { ...(await briefOf(block, whole)) };
}

/** The same, its records read field by field as they are asked for. */
export function openColumns(block: string, changes: Changes = {}): Promise<Brief> {
  return briefOf(block, asked(changes));
}
