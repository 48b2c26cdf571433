/** The timeline: how many events when, by kind; a bar or a drag over several restricts everything to that time. */

import type { BriefIndex } from "../brief";
import type { BriefEvent } from "../data";
import { button, fill, h } from "../dom";
import { formatDay, formatMonth, formatRange, formatShortDay, formatYear } from "../format";
import { t, tn } from "../i18n";
import type { Store } from "../state";
import { type Sieve, foldText } from "../visible";
import { type Axis, type Bin, dayNumber, fillAxis, isoDay, layAxis, type Unit } from "./bins";

/** Height in pixels that one event has at most, so that a single event is no tower. */
const ONE = 16;

/** Lanes for events of a longer time; more would hide the bars. */
const LANES = 3;

/** Width in pixels that the name of a step needs. */
const TICK = 68;
const FIRST_TICK = 90;

function stepName(bin: Bin, unit: Unit): string {
  const start = isoDay(bin.start);
  if (unit === "day") return formatDay(start);
  if (unit === "week") return formatRange(start, isoDay(bin.end));
  return unit === "month" ? formatMonth(start) : formatYear(start);
}

/** The name of a step on the axis, as short as it can be understood: the year only where it begins. */
function tickName(bin: Bin, axis: Axis): string {
  const start = isoDay(bin.start);
  if (axis.unit === "year") return formatYear(start);
  if (axis.unit === "month") return formatMonth(start);
  return bin.start === axis.start ? formatDay(start) : formatShortDay(start);
}

export class Timeline {
  readonly element: HTMLElement;
  private readonly axis: Axis | null;
  private readonly bars = h("div", { class: "bars" });
  private readonly ticks = h("div", { class: "ticks", "aria-hidden": "true" });
  private readonly lanes = h("div", { class: "lanes", "aria-hidden": "true" });
  private readonly facts = h("div", { class: "timeline-facts" });
  private drag: { from: number; to: number; moved: boolean } | null = null;
  private current = 0;

  constructor(
    private readonly index: BriefIndex,
    private readonly store: Store,
    private readonly sieve: Sieve,
  ) {
    this.axis = layAxis(index.brief.events);
    this.element = h(
      "section",
      { class: "timeline", "aria-label": t("region.timeline") },
      h("p", { class: "visually-hidden" }, t("timeline.help")),
      this.facts,
      h("div", { class: "plot" }, this.lanes, this.bars, this.ticks),
    );
    this.element.hidden = this.axis === null;
    this.bars.addEventListener("pointerdown", (event) => this.startDrag(event));
    this.bars.addEventListener("pointermove", (event) => this.moveDrag(event));
    this.bars.addEventListener("pointerup", () => this.endDrag());
    this.bars.addEventListener("pointercancel", () => {
      this.drag = null;
    });
    this.bars.addEventListener("keydown", (event) => this.step(event));
    new ResizeObserver(() => this.drawTicks()).observe(this.bars);
    store.subscribe((change) => {
      if (change === "selection" || change === "hover") this.highlight();
    });
  }

  update(): void {
    if (!this.axis) return;
    const { filters } = this.store;
    const open = { ...filters, from: null, to: null };
    const query = foldText(filters.query.trim());
    const filled = fillAxis(this.axis, this.index.brief.events.filter((event) => this.sieve.event(event, open, query)));
    this.drawBars(filled);
    this.drawLanes(filled);
    this.drawTicks();
    this.drawFacts(filled);
    this.highlight();
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
      part.style.background = this.index.view.families[family]?.colour ?? "var(--ink-soft)";
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
    bar.dataset["events"] = bin.events.map((event) => event.id).join(" ");
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
        title: span.event.label,
        "data-events": span.event.id,
        on: { click: () => this.store.select({ kind: "event", id: span.event.id }) },
      });
      line.style.insetInlineStart = `${((span.start - axis.start) / total) * 100}%`;
      line.style.width = `${(Math.min(axis.end, span.end) - span.start + 1) / total * 100}%`;
      line.style.insetBlockStart = `${lane * 9}px`;
      const family = this.index.view.kinds[span.event.kind]?.family ?? "";
      line.style.setProperty("--span-ink", this.index.view.families[family]?.colour ?? "var(--ink-soft)");
      return [line];
    });
    this.lanes.style.blockSize = `${Math.min(LANES, ends.length) * 9}px`;
    fill(this.lanes, ...shown);
  }

  private drawTicks(): void {
    const { axis } = this;
    if (!axis) return;
    const width = this.bars.clientWidth || 600;
    const every = Math.max(1, Math.ceil((axis.bins.length * TICK) / width));
    // The first name has the year with it, and the next gives way where that is too long.
    const crowded = axis.unit !== "year" && (width / axis.bins.length) * every < FIRST_TICK;
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
    const { from, to } = this.store.filters;
    const earlier = axis.earlier.length;
    fill(
      this.facts,
      h("h2", { class: "timeline-title" }, t("region.timeline")),
      earlier > 0 &&
        button(`${earlier} ${t("timeline.earlier")}`, () => this.store.setFilters({ from: null, to: isoDay(axis.start - 1) }), {
          class: "quiet",
        }),
      axis.undated.length > 0 && h("span", { class: "note" }, tn("timeline.undated", axis.undated.length)),
      axis.spans.length > 0 && h("span", { class: "note" }, `${t("timeline.spans")}: ${axis.spans.length}`),
      (from !== null || to !== null) &&
        button(t("timeline.clear"), () => this.store.setFilters({ from: null, to: null }), { class: "quiet" }),
    );
  }

  private binAt(event: PointerEvent): number {
    const box = this.bars.getBoundingClientRect();
    const count = this.axis?.bins.length ?? 1;
    const share = (event.clientX - box.left) / box.width;
    const at = document.dir === "rtl" ? 1 - share : share;
    return Math.max(0, Math.min(count - 1, Math.floor(at * count)));
  }

  private startDrag(event: PointerEvent): void {
    if (event.button !== 0) return;
    const bin = this.binAt(event);
    this.drag = { from: bin, to: bin, moved: false };
    this.bars.setPointerCapture(event.pointerId);
  }

  private moveDrag(event: PointerEvent): void {
    if (!this.drag) return;
    const bin = this.binAt(event);
    if (bin === this.drag.to) return;
    this.drag.to = bin;
    this.drag.moved = true;
    this.preview(Math.min(this.drag.from, bin), Math.max(this.drag.from, bin));
  }

  private preview(from: number, to: number): void {
    [...this.bars.children].forEach((bar, i) => bar.classList.toggle("is-out", i < from || i > to));
  }

  private endDrag(): void {
    const { drag } = this;
    this.drag = null;
    if (drag) this.choose(Math.min(drag.from, drag.to), Math.max(drag.from, drag.to));
  }

  /** Restrict to some steps, or lift the restriction when just those are chosen already. */
  private choose(first: number, last: number): void {
    const from = this.axis?.bins[first];
    const to = this.axis?.bins[last];
    if (!from || !to) return;
    this.current = last;
    const { filters } = this.store;
    const [start, end] = [isoDay(from.start), isoDay(to.end)];
    if (filters.from === start && filters.to === end) this.store.setFilters({ from: null, to: null });
    else this.store.setFilters({ from: start, to: end });
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
    const lit = new Set<string>();
    for (const chosen of [this.store.selection, this.store.hover]) {
      if (chosen?.kind === "event") lit.add(chosen.id);
      if (chosen?.kind === "place") for (const event of this.index.eventsAt.get(chosen.id) ?? []) lit.add(event.id);
      if (chosen?.kind === "article") for (const event of this.index.eventsIn.get(chosen.id) ?? []) lit.add(event.id);
    }
    for (const bar of this.element.querySelectorAll<HTMLElement>("[data-events]")) {
      bar.classList.toggle("is-lit", (bar.dataset["events"] ?? "").split(" ").some((id) => lit.has(id)));
    }
  }
}
