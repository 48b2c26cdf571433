/** The axis of the timeline: which stretch of time it shows, in which steps, and what falls outside. */

import type { BriefEvent } from "../data";

export type Unit = "day" | "week" | "month" | "year";

const MS = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MS);
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
  /** Events dated to more than one step of the axis. */
  spans: Span[];
  /** Events before the axis begins. */
  earlier: BriefEvent[];
  undated: BriefEvent[];
}

/** The finest step that keeps the bars wide enough to be pointed at: days up to two months, and so on. */
function unitFor(days: number): Unit {
  if (days <= 62) return "day";
  if (days <= 400) return "week";
  return days <= 366 * 6 ? "month" : "year";
}

function floor(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const iso = isoDay(day);
  return dayNumber(unit === "month" ? `${iso.slice(0, 7)}-01` : `${iso.slice(0, 4)}-01-01`);
}

function after(start: number, unit: Unit): number {
  if (unit === "day") return start + 1;
  if (unit === "week") return start + 7;
  return floor(start + (unit === "month" ? 32 : 367), unit);
}

/** Where an event lies in time; an interval with one open end stands at the end that is known. */
function interval(event: BriefEvent): { start: number; end: number } | null {
  const { start, end } = event.when;
  const first = start ?? end;
  const last = end ?? start;
  return first === null || last === null ? null : { start: dayNumber(first), end: dayNumber(last) };
}

/** History told as background must not press a story of weeks into a corner of the axis: if most events lie in the
 * last stretch of a long time, the axis shows that stretch, and what is earlier stands in one place before it. */
const LONG = 3 * 366;
const STRETCH = 550;
const MOST = 0.6;

function axisStart(intervals: { start: number; end: number }[]): number {
  const first = Math.min(...intervals.map((time) => time.start));
  const last = Math.max(...intervals.map((time) => time.end));
  if (last - first <= LONG) return first;
  const recent = intervals.filter((time) => time.start >= last - STRETCH);
  return recent.length >= intervals.length * MOST ? Math.min(...recent.map((time) => time.start)) : first;
}

/** Lay out the axis for all events, once; {@link fillAxis} then counts those that are shown. */
export function layAxis(events: readonly BriefEvent[]): Axis | null {
  const intervals = events.map(interval).filter((time) => time !== null);
  if (intervals.length === 0) return null;
  const from = axisStart(intervals);
  const to = Math.max(...intervals.map((time) => time.end));
  const unit = unitFor(to - from + 1);
  const bins: Bin[] = [];
  for (let start = floor(from, unit); start <= to; start = after(start, unit)) {
    bins.push({ start, end: after(start, unit) - 1, events: [] });
  }
  const start = bins[0]?.start ?? from;
  return { unit, start, end: bins[bins.length - 1]?.end ?? to, bins, spans: [], earlier: [], undated: [] };
}

export function fillAxis(axis: Axis, events: readonly BriefEvent[]): Axis {
  const filled: Axis = { ...axis, bins: axis.bins.map((bin) => ({ ...bin, events: [] })), spans: [], earlier: [], undated: [] };
  for (const event of events) {
    const time = interval(event);
    if (time === null) filled.undated.push(event);
    else if (time.end < axis.start) filled.earlier.push(event);
    else place(filled, event, time);
  }
  return filled;
}

function place(axis: Axis, event: BriefEvent, time: { start: number; end: number }): void {
  const bin = axis.bins.find((step) => step.start <= time.start && time.end <= step.end);
  if (bin) bin.events.push(event);
  else axis.spans.push({ event, start: Math.max(axis.start, time.start), end: time.end });
}
