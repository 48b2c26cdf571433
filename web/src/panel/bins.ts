/** The axis of the timeline: which stretch of time it shows, in which steps, and what falls outside. */

import type { BriefEvent } from "../data";

export type Unit = "day" | "week" | "month" | "year" | "decade";

const MS = 86_400_000;

/** Days that have been read: a brief of thousands of events has some hundred. */
const read = new Map<string, number>();

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  let number = read.get(day);
  if (number === undefined) read.set(day, (number = Math.round(Date.parse(`${day}T00:00:00Z`) / MS)));
  return number;
}

export function isoDay(number: number): string {
  return new Date(number * MS).toISOString().slice(0, 10);
}

export interface Bin {
  /** First and last day, inclusive. */
  start: number;
  end: number;
  events: BriefEvent[];
}

export interface Span {
  event: BriefEvent;
  start: number;
  end: number;
}

export interface Axis {
  unit: Unit;
  start: number;
  end: number;
  bins: Bin[];
  /** Events of a longer time than one step. */
  spans: Span[];
  /** Events wholly before, and wholly after the axis. */
  earlier: BriefEvent[];
  later: BriefEvent[];
  undated: BriefEvent[];
}

/** The shortest step with which all bars are wide enough to be pointed at: days up to two months, and so on. */
export function unitFor(days: number): Unit {
  if (days <= 62) return "day";
  if (days <= 400) return "week";
  if (days <= 366 * 6) return "month";
  return days <= 366 * 80 ? "year" : "decade";
}

function floor(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const iso = isoDay(day);
  const year = iso.slice(0, iso.length - 6);
  if (unit === "month") return dayNumber(`${iso.slice(0, iso.length - 3)}-01`);
  return dayNumber(`${unit === "year" ? year : `${year.slice(0, -1)}0`}-01-01`);
}

const LONGEST = { day: 1, week: 7, month: 32, year: 367, decade: 3660 } as const;

function after(start: number, unit: Unit): number {
  if (unit === "day" || unit === "week") return start + LONGEST[unit];
  return floor(start + LONGEST[unit], unit);
}

interface Time {
  start: number;
  end: number;
}

/** Where an event lies in time; an interval with one open end stands at the end that is known. */
export function interval(event: BriefEvent): Time | null {
  const { start, end } = event.when;
  const first = start ?? end;
  const last = end ?? start;
  return first === null || last === null ? null : { start: dayNumber(first), end: dayNumber(last) };
}

/** Share of the dated events that an axis must show, and the shortest stretch in days worth looking for. */
const BULK = 0.7;
const SHORT = 120;

/** Days up to which all of a story is on the axis, however it is spread. */
const LONG = 3 * 366;

/** A stretch must be at most this share of all time told to be worth leaving the rest out. */
const WORTH = 0.5;

/** How far beyond its bulk an axis reaches where there is more to see, as a share of the bulk's length. */
const BEYOND = 0.3;

/** The stretch of time that holds the bulk of the events. History told as background, or a plan for 2037, must not press a
 * story of weeks into a corner of the axis: it is counted at the axis's end. */
export function stretchOf(times: readonly Time[]): Time {
  const starts = Float64Array.from(times, (time) => time.start).sort();
  const all = { start: starts[0] ?? 0, end: times.reduce((most, time) => Math.max(most, time.end), Number.NEGATIVE_INFINITY) };
  const held = Math.max(1, Math.ceil(starts.length * BULK));
  let best = { start: starts[0] ?? 0, end: starts[starts.length - 1] ?? 0 };
  for (let i = 0; i + held <= starts.length; i += 1) {
    const [first = 0, last = 0] = [starts[i], starts[i + held - 1]];
    if (last - first < best.end - best.start) best = { start: first, end: last };
  }
  const length = Math.max(SHORT, best.end - best.start);
  if (all.end - all.start <= LONG || length > WORTH * (all.end - all.start)) return all;
  const reach = { start: best.start - BEYOND * length, end: best.end + BEYOND * length };
  const shown = times.filter((time) => time.start >= reach.start && time.start <= reach.end);
  return {
    start: shown.reduce((least, time) => Math.min(least, time.start), best.start),
    // A long time that begins inside is a line that is cut: its end is said in words.
    end: shown.reduce((most, time) => Math.max(most, time.end - time.start > length / 4 ? time.start : time.end), best.end),
  };
}

/** Lay out the axis for all events, once; {@link fillAxis} then counts those that are shown. */
export function layAxis(events: readonly BriefEvent[]): Axis | null {
  const times = events.map(interval).filter((time) => time !== null);
  if (times.length === 0) return null;
  const stretch = stretchOf(times);
  const unit = unitFor(stretch.end - stretch.start + 1);
  const bins: Bin[] = [];
  for (let start = floor(Math.round(stretch.start), unit); start <= stretch.end; start = after(start, unit)) {
    bins.push({ start, end: after(start, unit) - 1, events: [] });
  }
  const start = bins[0]?.start ?? stretch.start;
  return { unit, start, end: bins[bins.length - 1]?.end ?? stretch.end, bins, spans: [], earlier: [], later: [], undated: [] };
}

export function fillAxis(axis: Axis, events: readonly BriefEvent[]): Axis {
  const bins = axis.bins.map((bin) => ({ ...bin, events: [] }));
  const filled: Axis = { ...axis, bins, spans: [], earlier: [], later: [], undated: [] };
  for (const event of events) {
    const time = interval(event);
    if (time === null) filled.undated.push(event);
    else if (time.end < axis.start) filled.earlier.push(event);
    else if (time.start > axis.end) filled.later.push(event);
    else place(filled, event, time);
  }
  return filled;
}

/** The step in which a day lies. */
function binOf(bins: readonly Bin[], day: number): Bin | null {
  let [first, last] = [0, bins.length - 1];
  while (first < last) {
    const middle = (first + last + 1) >> 1;
    if ((bins[middle]?.start ?? 0) <= day) first = middle;
    else last = middle - 1;
  }
  const bin = bins[first];
  return bin && bin.start <= day && day <= bin.end ? bin : null;
}

function place(axis: Axis, event: BriefEvent, time: Time): void {
  const bin = binOf(axis.bins, time.start);
  if (bin && time.end <= bin.end) bin.events.push(event);
  else axis.spans.push({ event, start: Math.max(axis.start, time.start), end: Math.min(axis.end, time.end) });
}
