/** The timeline: how many events when, by kind; a bar or a drag over several restricts everything to that time. */

import type { BriefIndex } from "../brief";
import type { BriefEvent } from "../data";
import { button, fill, h } from "../dom";
import { formatDay, formatMonth, formatRange, formatShortDay, formatYear } from "../format";
import { number, t, tn } from "../i18n";
import { activeFilters, type Filters, type Store } from "../state";
import { foldText, type Sieve, type Visible } from "../visible";
import { type Axis, type Bin, dayNumber, fillAxis, isoDay, type Unit } from "./bins";

/** Height in pixels that one event has at most, so that a single event is no tower. */
const ONE = 16;

/** Lanes for events of a longer time, as more would hide the bars, and pixels of each. */
export const LANES = 3;
export const LANE = 9;

/** Width in pixels that the name of a step needs. */
const TICK = 68;
const FIRST_TICK = 90;

function stepName(bin: Bin, unit: Unit): string {
  const start = isoDay(bin.start);
  if (unit === "day") return formatDay(start);
  if (unit === "week") return formatRange(start, isoDay(bin.end));
  if (unit === "month") return formatMonth(start);
  return unit === "year" ? formatYear(start) : `${formatYear(start)}–${formatYear(isoDay(bin.end))}`;
}

/** The name of a step on the axis, as short as it can be understood: the year only where it begins. */
function tickName(bin: Bin, axis: Axis): string {
  const start = isoDay(bin.start);
  if (axis.unit === "year" || axis.unit === "decade") return formatYear(start);
  if (axis.unit === "month") return formatMonth(start);
  return bin.start === axis.start ? formatDay(start) : formatShortDay(start);
}

/** What the mouse does: choose a new span, widen one at an end, or move it. */
type Grip = "new" | "from" | "to" | "move";

interface Drag {
  grip: Grip;
  /** Where the mouse went down, and the span at that time, in steps. */
  at: number;
  first: number;
  last: number;
  moved: boolean;
}

/** Milliseconds that a step is shown when time is played, and the share of the axis that is shown at once. */
const BEAT = 900;
const PLAYED = 12;

const NO_AXIS: Axis = { unit: "day", start: 0, end: 0, bins: [], spans: [], earlier: [], later: [], undated: [] };

export class Timeline {
  readonly element: HTMLElement;
  private readonly bars = h("div", { class: "bars" });
  private readonly ticks = h("div", { class: "ticks", "aria-hidden": "true" });
  private readonly lanes = h("div", { class: "lanes", "aria-hidden": "true" });
  private readonly facts = h("div", { class: "timeline-facts" });
  /** The chosen span, with a handle at either end. */
  private readonly brush = h("div", { class: "brush", hidden: true });
  private readonly handles: Record<"from" | "to", HTMLElement>;
  /** The events of every bar and line. */
  private readonly told = new Map<Element, readonly BriefEvent[]>();
  /** The bars and lines of each event: noted when one is first meant, since of fifty thousand that takes a while. */
  private barsOf: Map<BriefEvent, Element[]> | null = null;
  private lit: Element[] = [];
  private drag: Drag | null = null;
  private current = 0;
  private visible: Visible | null = null;
  private width = 0;
  private player = 0;

  constructor(
    private readonly index: BriefIndex,
    private readonly store: Store,
    private readonly sieve: Sieve,
    private readonly axis: Axis | null,
  ) {
    this.element = h(
      "section",
      { class: "timeline", "aria-label": t("region.timeline") },
      h("p", { class: "visually-hidden" }, t("timeline.help")),
      this.facts,
      h("div", { class: "plot" }, this.lanes, h("div", { class: "bars-box" }, this.bars, this.brush), this.ticks),
    );
    this.handles = { from: this.handle("from"), to: this.handle("to") };
    this.brush.append(this.handles.from, this.handles.to);
    this.brush.addEventListener("pointerdown", (event) => this.startDrag(event, event.target === this.brush ? "move" : "new"));
    // Without a single date there is no axis; how many events have none is still said.
    this.element.hidden = index.brief.events.length === 0;
    this.bars.addEventListener("pointerdown", (event) => this.startDrag(event, "new"));
    for (const part of [this.bars, this.brush]) {
      part.addEventListener("pointermove", (event) => this.moveDrag(event));
      part.addEventListener("pointerup", () => this.endDrag());
      part.addEventListener("pointercancel", () => {
        this.drag = null;
      });
    }
    this.bars.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(([entry]) => {
      this.width = entry?.contentRect.width ?? 0;
      this.drawTicks();
    }).observe(this.bars);
    store.subscribe((change) => {
      if (change === "selection" || change === "hover" || change === "step") this.highlight();
    });
  }

  update(visible: Visible): void {
    this.visible = visible;
    const { filters } = this.store;
    const isCut = filters.from !== null || filters.to !== null || filters.undated !== "";
    const events = isCut ? this.ofAllTime() : visible.events;
    if (!this.axis) {
      this.drawFacts({ ...NO_AXIS, undated: [...events] });
      return;
    }
    const filled = fillAxis(this.axis, events);
    this.told.clear();
    this.barsOf = null;
    this.lit = [];
    this.drawBars(filled);
    this.drawLanes(filled);
    this.drawTicks();
    this.drawBrush();
    this.drawFacts(filled);
    this.highlight();
  }

  /** What the other filters leave, whenever it happened. */
  private ofAllTime(): readonly BriefEvent[] {
    const { filters } = this.store;
    const open: Filters = { ...filters, from: null, to: null, undated: "" };
    const query = foldText(filters.query.trim());
    const { events } = this.index.brief;
    return activeFilters(open) === 0 ? events : events.filter((event) => this.sieve.event(event, open, query));
  }

  private inRange(start: number, end: number): boolean {
    const { from, to } = this.store.filters;
    return (!from || end >= dayNumber(from)) && (!to || start <= dayNumber(to));
  }

  private drawBars(axis: Axis): void {
    const most = Math.max(1, ...axis.bins.map((bin) => bin.events.length));
    const bars = axis.bins.map((bin, i) => this.bar(bin, i, axis.unit, most));
    fill(this.bars, ...bars);
    const usable = bars.find((bar) => Number(bar.dataset["bin"]) === this.current && !bar.disabled);
    (usable ?? bars.find((bar) => !bar.disabled))?.setAttribute("tabindex", "0");
  }

  private bar(bin: Bin, i: number, unit: Unit, most: number): HTMLButtonElement {
    const n = bin.events.length;
    const stack = h("span", { class: "stack", "aria-hidden": "true" });
    const share = Math.min(100 / most, (ONE / 56) * 100);
    for (const [family, count] of this.byFamily(bin.events)) {
      const part = h("span", { class: "stack-part" });
      part.style.height = `${count * share}%`;
      part.style.setProperty("--part-ink", this.index.view.families[family]?.colour ?? "var(--ink-soft)");
      stack.append(part);
    }
    const bar = h(
      "button",
      {
        type: "button",
        class: this.inRange(bin.start, bin.end) ? "bar" : "bar is-out",
        tabindex: -1,
        disabled: n === 0,
        "aria-label": tn("timeline.bar", n, { label: stepName(bin, unit) }),
        title: tn("timeline.bar", n, { label: stepName(bin, unit) }),
        "data-bin": i,
      },
      stack,
    );
    this.told.set(bar, bin.events);
    return bar;
  }

  /** Families in the order of the kinds, so that the colours of a stack always lie the same way. */
  private byFamily(events: BriefEvent[]): [string, number][] {
    const counts = new Map<string, number>(Object.keys(this.index.view.families).map((key) => [key, 0]));
    for (const event of events) {
      const family = this.index.view.kinds[event.kind]?.family ?? "other";
      counts.set(family, (counts.get(family) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > 0);
  }

  private drawLanes(axis: Axis): void {
    const total = axis.end - axis.start + 1;
    const ends: number[] = [];
    const shown = axis.spans.flatMap((span) => {
      let lane = ends.findIndex((end) => end < span.start);
      if (lane < 0) lane = ends.length;
      if (lane >= LANES) return [];
      ends[lane] = span.end;
      // A short cut for the mouse: the button of the event is in the list, and is large enough for everybody.
      const line = h("div", {
        class: this.inRange(span.start, span.end) ? "span" : "span is-out",
        on: { click: () => this.store.select({ kind: "event", id: span.event.id }) },
      });
      line.addEventListener("mouseenter", () => {
        line.title = span.event.label;
      });
      this.told.set(line, [span.event]);
      line.style.insetInlineStart = `${((span.start - axis.start) / total) * 100}%`;
      line.style.width = `${(Math.min(axis.end, span.end) - span.start + 1) / total * 100}%`;
      line.style.insetBlockStart = `${lane * LANE}px`;
      const family = this.index.view.kinds[span.event.kind]?.family ?? "";
      line.style.setProperty("--span-ink", this.index.view.families[family]?.colour ?? "var(--ink-soft)");
      return [line];
    });
    this.lanes.style.blockSize = `${Math.min(LANES, ends.length) * LANE}px`;
    fill(this.lanes, ...shown);
  }

  private drawTicks(): void {
    const { axis } = this;
    // Asking for the width here would have the browser lay out the page once more: it says so itself.
    if (!axis || this.width === 0) return;
    const { width } = this;
    const every = Math.max(1, Math.ceil((axis.bins.length * TICK) / width));
    // The first name has the year with it, and the next gives way where that is too long.
    const crowded = axis.unit !== "year" && axis.unit !== "decade" && (width / axis.bins.length) * every < FIRST_TICK;
    const names = axis.bins
      .map((bin, i) => ({ bin, i }))
      .filter(({ i }) => i % every === 0 && i + every * 0.9 <= axis.bins.length && !(crowded && i === every));
    fill(
      this.ticks,
      ...names.map(({ bin, i }) => {
        const tick = h("span", { class: "tick" }, tickName(bin, axis));
        tick.style.insetInlineStart = `${(i / axis.bins.length) * 100}%`;
        return tick;
      }),
    );
  }

  private drawFacts(axis: Axis): void {
    const { from, to, undated } = this.store.filters;
    const isCut = from !== null || to !== null;
    const only = (change: Partial<Filters>): (() => void) => () => this.store.setFilters({ from: null, to: null, undated: "", ...change });
    const quiet = (label: string, act: () => void, more = ""): HTMLElement => button(label, act, { class: `quiet${more}` });
    const ends = axis.bins.length > 0;
    fill(
      this.facts,
      h("h2", { class: "timeline-title" }, t("region.timeline")),
      axis.earlier.length > 0 && quiet(`${number(axis.earlier.length)} ${t("timeline.earlier")}`, only({ to: isoDay(axis.start - 1) }), " timeline-count"),
      axis.later.length > 0 && quiet(`${number(axis.later.length)} ${t("timeline.later")}`, only({ from: isoDay(axis.end + 1) }), " timeline-count"),
      axis.undated.length > 0 && this.shelf(axis.undated.length, isCut),
      axis.spans.length > 0 && h("span", { class: "note" }, t("timeline.spans", { n: axis.spans.length })),
      isCut && h("span", { class: "timeline-chosen", role: "status" }, t("timeline.chosen", { span: this.spanWords(from, to) })),
      (isCut || undated === "only") && quiet(t("timeline.clear"), only({})),
      ends && axis.bins.length > 2 && quiet(t(this.player ? "timeline.stop" : "timeline.play"), () => this.play()),
    );
  }

  /** How many events have no date; where dates are chosen they are hidden, and that is said, with a way to see them. */
  private shelf(count: number, isCut: boolean): HTMLElement {
    const { undated } = this.store.filters;
    const isHidden = isCut && undated === "";
    const words = isHidden ? tn("timeline.undated.hidden", count) : tn("timeline.undated", count);
    const next = isCut ? (undated === "with" ? "" : "with") : undated === "only" ? "" : "only";
    const title = t(isCut ? "timeline.undated.with" : "timeline.undated.only");
    return button(words, () => this.store.setFilters({ undated: next }), { class: "quiet timeline-count", title, "aria-pressed": undated === "" ? "false" : "true" });
  }

  private spanWords(from: string | null, to: string | null): string {
    if (from && to) return from === to ? formatDay(from) : formatRange(from, to);
    return from ? t("when.since", { date: formatDay(from) }) : t("when.by", { date: formatDay(to ?? "") });
  }

  /** The chosen span in steps; null where none is chosen. */
  private chosen(): { first: number; last: number } | null {
    const { from, to } = this.store.filters;
    const bins = this.axis?.bins ?? [];
    if ((from === null && to === null) || bins.length === 0) return null;
    const first = from === null ? 0 : bins.findIndex((bin) => bin.end >= dayNumber(from));
    const after = to === null ? -1 : bins.findIndex((bin) => bin.start > dayNumber(to));
    const last = after < 0 ? bins.length - 1 : after - 1;
    return first < 0 || last < first ? null : { first, last };
  }

  private drawBrush(): void {
    const chosen = this.chosen();
    const count = this.axis?.bins.length ?? 0;
    this.brush.hidden = chosen === null;
    if (!chosen) return;
    this.brush.style.insetInlineStart = `${(chosen.first / count) * 100}%`;
    this.brush.style.inlineSize = `${((chosen.last - chosen.first + 1) / count) * 100}%`;
    const ends = { from: chosen.first, to: chosen.last };
    for (const end of ["from", "to"] as const) {
      const handle = this.handles[end];
      const bin = this.axis?.bins[ends[end]];
      handle.setAttribute("aria-valuemax", String(count - 1));
      handle.setAttribute("aria-valuenow", String(ends[end]));
      handle.setAttribute("aria-valuetext", bin ? formatDay(isoDay(end === "from" ? bin.start : bin.end)) : "");
    }
  }

  private handle(end: "from" | "to"): HTMLElement {
    const label = t(end === "from" ? "timeline.from" : "timeline.to");
    const made = h("div", { class: `handle handle-${end}`, role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 0 });
    made.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.startDrag(event, end);
    });
    made.addEventListener("keydown", (event) => {
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      const chosen = this.chosen();
      if (step === 0 || !chosen) return;
      event.preventDefault();
      event.stopPropagation();
      if (end === "from") this.choose(Math.max(0, Math.min(chosen.last, chosen.first + step)), chosen.last, false);
      else this.choose(chosen.first, Math.min((this.axis?.bins.length ?? 1) - 1, Math.max(chosen.first, chosen.last + step)), false);
    });
    return made;
  }

  /** Let a span run over the axis, a step a beat, until its end or until it is stopped. */
  private play(): void {
    if (this.player) {
      this.stop();
      return;
    }
    const count = this.axis?.bins.length ?? 0;
    const chosen = this.chosen();
    const width = chosen ? chosen.last - chosen.first : Math.max(0, Math.round(count / PLAYED) - 1);
    let first = chosen && chosen.last < count - 1 ? chosen.first : -1;
    const beat = (): void => {
      first += 1;
      if (first + width >= count) {
        this.stop();
        return;
      }
      this.choose(first, first + width, false);
    };
    this.player = setInterval(beat, BEAT);
    beat();
  }

  private stop(): void {
    clearInterval(this.player);
    this.player = 0;
    if (this.visible) this.update(this.visible);
  }

  private binAt(event: PointerEvent): number {
    const box = this.bars.getBoundingClientRect();
    const count = this.axis?.bins.length ?? 1;
    const share = (event.clientX - box.left) / box.width;
    const at = document.dir === "rtl" ? 1 - share : share;
    return Math.max(0, Math.min(count - 1, Math.floor(at * count)));
  }

  private startDrag(event: PointerEvent, grip: Grip): void {
    if (event.button !== 0) return;
    const at = this.binAt(event);
    const chosen = this.chosen() ?? { first: at, last: at };
    this.drag = grip === "new" ? { grip, at, first: at, last: at, moved: false } : { grip, at, ...chosen, moved: false };
    (grip === "new" ? this.bars : this.brush).setPointerCapture(event.pointerId);
  }

  /** The span that the mouse has drawn so far. */
  private dragged(to: number): { first: number; last: number } {
    const { grip, at, first, last } = this.drag ?? { grip: "new", at: to, first: to, last: to };
    if (grip === "from") return { first: Math.min(to, last), last };
    if (grip === "to") return { first, last: Math.max(to, first) };
    if (grip === "new") return { first: Math.min(at, to), last: Math.max(at, to) };
    const most = (this.axis?.bins.length ?? 1) - 1;
    const move = Math.max(-first, Math.min(most - last, to - at));
    return { first: first + move, last: last + move };
  }

  private moveDrag(event: PointerEvent): void {
    if (!this.drag) return;
    const to = this.binAt(event);
    if (to !== this.drag.at) this.drag.moved = true;
    const { first, last } = this.dragged(to);
    this.current = to;
    this.preview(first, last);
  }

  private preview(from: number, to: number): void {
    [...this.bars.children].forEach((bar, i) => bar.classList.toggle("is-out", i < from || i > to));
  }

  private endDrag(): void {
    const { drag } = this;
    if (!drag) return;
    const { first, last } = this.dragged(drag.moved ? this.current : drag.at);
    this.drag = null;
    // A click inside a span chooses the step under it.
    if (drag.grip === "move" && !drag.moved) this.choose(drag.at, drag.at, true);
    else if (drag.grip === "new" || drag.moved) this.choose(first, last, drag.grip === "new");
  }

  /** Restrict to some steps; `lift` frees everything again where just those are chosen already. */
  private choose(first: number, last: number, lift = true): void {
    const from = this.axis?.bins[first];
    const to = this.axis?.bins[last];
    if (!from || !to) return;
    this.current = last;
    const { filters } = this.store;
    const [start, end] = [isoDay(from.start), isoDay(to.end)];
    if (filters.from === start && filters.to === end) {
      if (lift) this.store.setFilters({ from: null, to: null });
    } else this.store.setFilters({ from: start, to: end, undated: filters.undated === "only" ? "" : filters.undated });
  }

  private step(event: KeyboardEvent): void {
    const bars = [...this.bars.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    const at = bars.indexOf(document.activeElement as HTMLButtonElement);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const bin = Number(bars[at]?.dataset["bin"]);
      this.choose(bin, bin);
      this.bars.querySelector<HTMLButtonElement>(`[data-bin="${bin}"]`)?.focus();
      return;
    }
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: bars.length - 1 };
    const next = bars[moves[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    bars[at]?.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
    this.current = Number(next.dataset["bin"]);
  }

  private highlight(): void {
    for (const bar of this.lit) bar.classList.remove("is-lit");
    this.lit = [...this.meant()].flatMap((event) => this.barsWith(event));
    for (const bar of this.lit) bar.classList.add("is-lit");
  }

  /** The events of what is chosen or pointed at, and of the step. */
  private meant(): Set<BriefEvent> {
    const { index, store } = this;
    const found = new Set<BriefEvent>();
    const add = (id: string): void => {
      const event = index.events.get(id);
      if (event) found.add(event);
    };
    store.step?.events.forEach(add);
    for (const chosen of [store.selection, store.hover]) {
      if (chosen?.kind === "event") add(chosen.id);
      if (chosen?.kind === "place") for (const event of index.eventsAt.get(chosen.id) ?? []) found.add(event);
      if (chosen?.kind === "article") for (const event of index.eventsIn.get(chosen.id) ?? []) found.add(event);
    }
    return found;
  }

  private barsWith(event: BriefEvent): readonly Element[] {
    if (this.barsOf === null) {
      this.barsOf = new Map();
      for (const [bar, events] of this.told) {
        for (const one of events) {
          const bars = this.barsOf.get(one);
          if (bars) bars.push(bar);
          else this.barsOf.set(one, [bar]);
        }
      }
    }
    return this.barsOf.get(event) ?? [];
  }
}
