/** The review: answers on every card and row, a queue, keys for everything, one step back, and a file that a build reads. */

import type * as L from "leaflet";
import type { BriefIndex } from "../brief";
import type { Conflict, Mention } from "../data";
import { add, button, type Child, fill, h } from "../dom";
import { t, tn } from "../i18n";
import type { Selection, Store } from "../state";
import { type Answer, Answers } from "./answers";
import { showAnswers, showKeys } from "./dialogs";
import { told } from "./forms";
import { type Action, Openings } from "./openings";
import { Picking } from "./picking";
import { conflictId, type Item, queueOf, States } from "./queue";
import { Server } from "./server";
import { conflictAnswer, isAboutArticle, keyOf, NOT_A_PLACE, type State } from "./subjects";
import { toToml } from "./toml";

/** What a card or a row asks of the review, whether one is going on or not. */
export interface ReviewHost {
  card(selection: Selection): Child[];
  mark(kind: Item["kind"], id: string): Child;
  row(kind: "event" | "place", id: string): Child;
  conflict(conflict: Conflict): Child;
  unplaced(mention: Mention): Child;
}

const KEY = "geobrief-review:";
const WHO = "geobrief-reviewer";

const KEYS: Readonly<Record<Action, string>> = { right: "r", wrong: "w", none: "x", edit: "e", merge: "m", split: "s", note: "t", add: "a" };

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export class Review implements ReviewHost {
  readonly bar = h("section", { class: "review-bar", "aria-label": t("review.title"), hidden: true });
  readonly toggle = button(t("review.title"), () => this.turn(!this.on), { "aria-pressed": "false" });
  private readonly answers: Answers;
  private sorted: Item[] | null = null;
  private readonly server: Server | null;
  private readonly picking: Picking;
  private readonly openings: Openings;
  private states: States;
  private on = false;
  private readonly tools = h("div", { class: "review-tools" });
  private readonly form = h("div", { class: "review-open" });
  private readonly stated = h("div", { class: "review-state" });
  private shown: Selection | null = null;
  private readonly status = h("p", { class: "review-status", role: "status" });
  private readonly meter = h("progress", { max: 1, value: 0, "aria-label": t("review.progress.label") });
  private readonly count = h("span", { class: "review-mark review-right" });
  private readonly changes = h("span", { class: "review-mark review-changed" });
  private readonly reviewer = h("input", { type: "text", class: "review-who", autocomplete: "off", maxlength: 40, "aria-label": t("review.reviewer"), placeholder: t("review.reviewer") });
  private readonly buttons: Record<"undo" | "list" | "save", HTMLButtonElement>;

  constructor(
    private readonly index: BriefIndex,
    private readonly store: Store,
    private readonly map: L.Map,
  ) {
    const live = index.view.review?.live ?? false;
    this.server = live ? new Server() : null;
    this.answers = new Answers(index.brief.corrections ?? [], live ? null : `${KEY}${location.pathname}`);
    this.states = new States(index, this.answers.all());
    this.picking = new Picking(map);
    const { answers, server, picking, close } = this;
    this.openings = new Openings({ index, answers, server, picking, close, states: () => this.states, give: (answer) => this.give(answer) });
    this.reviewer.value = stored(WHO) ?? "";
    this.reviewer.addEventListener("change", () => {
      try {
        localStorage.setItem(WHO, this.reviewer.value.trim());
      } catch {
        // Kept as long as the page.
      }
    });
    this.buttons = {
      undo: button(t("review.undo"), () => this.undo(), { "aria-keyshortcuts": "u" }),
      list: button("", () => showAnswers(this.answers)),
      save: button(t(live ? "review.rebuild" : "review.download"), () => void this.save(), { class: "primary", "aria-keyshortcuts": "d" }),
    };
    this.layBar(live);
    this.answers.subscribe(() => this.changed());
    document.addEventListener("keydown", (event) => this.press(event));
    this.map.on("moveend", () => this.markMap());
    // What nobody sees is not counted: turning the review on does it.
    if (stored(`${KEY}on ${location.pathname}`) === "1" || live) this.turn(true);
  }

  private layBar(live: boolean): void {
    add(
      this.bar,
      h("p", { class: "review-progress" }, this.count, this.changes, this.meter),
      h(
        "div",
        { class: "review-actions" },
        button(t("review.next"), () => this.go(1), { "aria-keyshortcuts": "n" }),
        this.buttons.undo,
        this.buttons.list,
        this.buttons.save,
        this.reviewer,
        button(t("review.keys"), () => showKeys(live), { "aria-keyshortcuts": "?" }),
      ),
      this.status,
    );
  }

  private turn(on: boolean): void {
    this.on = on;
    document.body.classList.toggle("is-reviewing", on);
    this.toggle.setAttribute("aria-pressed", String(on));
    this.bar.hidden = !on;
    try {
      localStorage.setItem(`${KEY}on ${location.pathname}`, on ? "1" : "0");
    } catch {
      // It begins anew the next time.
    }
    this.refresh();
    this.map.invalidateSize({ animate: false, pan: false });
  }

  // What stands on cards and rows ---------------------------------------------------------------------------

  mark(kind: Item["kind"], id: string): Child {
    const mark = h("span", { class: "review-mark", "data-review": `${kind} ${id}` });
    this.drawMark(mark, this.states.of({ kind, id }));
    return mark;
  }

  private drawMark(mark: Element, state: State): void {
    mark.className = `review-mark review-${state}`;
    fill(mark, state === "open" ? null : h("span", {}, t(state === "right" ? "review.state.right" : "review.state.changed")));
  }

  row(kind: "event" | "place", id: string): Child {
    const right = button("✓", () => this.answerRight({ kind, id }), { class: "review-quick", title: t("review.right"), "aria-label": t("review.right") });
    const wrong = button("✗", () => this.answerNone({ kind, id }), { class: "review-quick", title: t(kind === "event" ? "review.noEvent" : "review.notPlace"), "aria-label": t(kind === "event" ? "review.noEvent" : "review.notPlace") });
    return h("span", { class: "review-row" }, this.mark(kind, id), right, wrong);
  }

  conflict(conflict: Conflict): Child {
    const id = conflictId(this.index, conflict);
    const about = conflictAnswer(this.index, conflict);
    return h(
      "p",
      { class: "review-buttons review-only" },
      this.mark("conflict", id),
      button(t("review.stands"), () => this.give({ ...about, right: true })),
      button(t("review.noConflict"), () => this.give({ ...about, drop: true })),
    );
  }

  /** A name without a place is given one where it is listed. */
  unplaced(mention: Mention): Child {
    const box = h("div", { class: "review-only" });
    const open = button(t("review.place"), () => {
      open.hidden = true;
      const close = (): void => {
        fill(box, open);
        open.hidden = false;
      };
      add(box, this.openings.placeFormOf(mention.text, this.openings.scopesOf([mention]), [mention], NOT_A_PLACE, close));
      box.querySelector("input")?.focus();
    });
    add(box, open);
    return box;
  }

  card(selection: Selection): Child[] {
    this.shown = selection;
    this.picking.stop();
    fill(this.form);
    this.drawCard();
    return [this.tools];
  }

  private drawCard(): void {
    if (!this.shown) return;
    const { kind, id } = this.shown;
    const act = (action: Action, label: string): HTMLElement =>
      button(label, () => this.act(action), { "aria-keyshortcuts": KEYS[action], "data-act": action });
    const actions: Record<Selection["kind"], Child[]> = {
      event: [
        act("right", t("review.right")),
        act("wrong", t("review.wrong")),
        act("none", t("review.noEvent")),
        act("edit", t("review.edit")),
        act("merge", t("review.merge")),
        act("split", t("review.split")),
        act("note", t("review.noteGrade")),
      ],
      place: [act("right", t("review.right")), act("wrong", t("review.wrong")), act("none", t("review.notPlace")), act("note", t("review.note"))],
      article: [act("add", t("review.add")), act("note", t("review.noteGrade"))],
    };
    fill(this.tools, h("div", { class: "review-buttons", role: "group", "aria-label": t("review.title") }, ...actions[kind]), this.stated, this.form);
    this.drawState(kind, id);
  }

  private drawState(kind: Selection["kind"], id: string): void {
    const given =
      kind === "article"
        ? this.answers.all().filter((answer) => isAboutArticle(this.index, answer, id))
        : this.states.about({ kind, id });
    fill(
      this.stated,
      ...given.map((answer) => h("p", { class: "review-told" }, told(answer), " ", button(t("review.takeBack"), () => this.answers.takeBack(answer), { class: "link" }))),
    );
  }

  // Answers --------------------------------------------------------------------------------------------------

  private give(answer: Answer, advance = false): void {
    const by = this.reviewer.value.trim();
    this.answers.give(by === "" ? answer : { ...answer, by });
    this.picking.stop();
    const isHere = this.tools.contains(document.activeElement);
    fill(this.form);
    if (advance) this.go(1);
    else if (isHere) this.tools.querySelector<HTMLElement>("[data-act]")?.focus({ preventScroll: true });
  }

  private changed(): void {
    this.refresh();
    if (this.shown) this.drawState(this.shown.kind, this.shown.id);
    void this.server?.send(this.answers.all()).then((problem) => this.say(problem ?? t("review.saved")));
  }

  private answerRight(item: { kind: "event" | "place"; id: string }, advance = false): void {
    const event = this.index.events.get(item.id);
    const place = this.index.places.get(item.id);
    if (item.kind === "event" && event && this.states.addedBy(event)) this.go(1);
    else if (item.kind === "event" && event) this.give({ ...this.states.aboutEvent(event), right: true }, advance);
    else if (place) {
      const key = keyOf(this.index, place);
      this.give({ ...this.states.aboutPlace(place), right: true, ...(key === null ? {} : { place: key }) }, advance);
    }
  }

  private answerNone(item: { kind: "event" | "place"; id: string }, advance = false): void {
    const event = this.index.events.get(item.id);
    const place = this.index.places.get(item.id);
    const added = event && this.states.addedBy(event);
    if (added) this.answers.takeBack(added);
    else if (item.kind === "event" && event) this.give({ ...this.states.aboutEvent(event), drop: true }, advance);
    else if (place) this.give({ ...this.states.aboutPlace(place), place: NOT_A_PLACE }, advance);
  }

  private act(action: Action): void {
    const chosen = this.shown;
    if (!chosen || !this.on || this.store.selection === null) return;
    const { kind, id } = chosen;
    if (action === "right" && kind !== "article") this.answerRight({ kind, id }, true);
    else if (action === "none" && kind !== "article") this.answerNone({ kind, id }, true);
    else this.open(this.openings.of(action, chosen, this.tools.closest(".card")));
  }

  private open(form: HTMLElement | null): void {
    this.picking.stop();
    fill(this.form, form);
    // What is looked for is more often said than where it is meant.
    const first = this.form.querySelector<HTMLElement>("input[type=search]") ?? this.form.querySelector<HTMLElement>("input, select, textarea, button");
    first?.focus();
    // What is there is written over, as where one comes by Tab.
    if (first instanceof HTMLInputElement && first.type === "text") first.select();
  }

  private readonly close = (): void => {
    fill(this.form);
    this.tools.querySelector<HTMLElement>("[data-act]")?.focus({ preventScroll: true });
  };

  private undo(): void {
    this.say(this.answers.undo() ? t("review.undone") : t("review.nothingToUndo"));
  }

  // The queue ------------------------------------------------------------------------------------------------

  private get queue(): Item[] {
    return (this.sorted ??= queueOf(this.index));
  }

  private get left(): Item[] {
    return this.queue.filter((item) => this.states.of(item) === "open");
  }

  /** Show the next thing that nobody has looked at, or the one before what is shown. */
  private go(step: 1 | -1): void {
    const at = this.queue.findIndex((item) => item.id === this.shown?.id);
    const ahead = step === 1 ? this.left : this.queue.slice(0, Math.max(0, at)).reverse();
    const next = ahead.find((item) => item.id !== this.shown?.id);
    if (!next) {
      this.say(t("review.done"));
      return;
    }
    const conflict = next.kind === "conflict" ? this.index.brief.conflicts[Number(next.id.slice(1))] : undefined;
    if (conflict) this.shown = { kind: "event", id: next.id };
    if (conflict?.event) this.store.select({ kind: "event", id: conflict.event });
    else if (conflict) this.showConflict(conflict);
    else this.store.select({ kind: next.kind === "place" ? "place" : "event", id: next.id });
  }

  /** A contradiction without an event stands in the list of events. */
  private showConflict(conflict: Conflict): void {
    document.getElementById("tab-events")?.click();
    const mark = document.querySelector(`#panel-events [data-review="conflict ${conflictId(this.index, conflict)}"]`);
    mark?.scrollIntoView({ block: "center" });
    mark?.parentElement?.querySelector("button")?.focus();
  }

  // Keys -----------------------------------------------------------------------------------------------------

  private press(event: KeyboardEvent): void {
    if (!this.on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && this.form.firstChild) {
      event.preventDefault();
      event.stopPropagation();
      this.picking.stop();
      this.close();
      return;
    }
    const { target } = event;
    const isEmptySearch = target instanceof HTMLInputElement && target.type === "search" && target.value === "" && this.form.contains(target) && /^\d$/.test(event.key);
    if (target instanceof HTMLInputElement && target.type !== "checkbox" && !isEmptySearch) return;
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return;
    const action = (Object.keys(KEYS) as Action[]).find((name) => KEYS[name] === event.key);
    // A digit in an empty field of search chooses.
    const choice = /^\d$/.test(event.key) ? this.form.querySelector<HTMLElement>(`[data-choice="${event.key}"]`) : null;
    if (choice) choice.click();
    else if (action && this.store.selection) this.act(action);
    else if (event.key === "n") this.go(1);
    else if (event.key === "p") this.go(-1);
    else if (event.key === "u") this.undo();
    else if (event.key === "d") void this.save();
    else if (event.key === "?") showKeys(this.server !== null);
    else return;
    event.preventDefault();
  }

  // Out --------------------------------------------------------------------------------------------------------

  /** Leave the answers as a file; where the page is served, build the brief with them and show it. */
  private async save(): Promise<void> {
    if (this.server) {
      this.say(t("review.building"));
      const problem = await this.server.rebuild(this.answers.all());
      if (problem === null) location.reload();
      else this.say(problem);
      return;
    }
    const address = URL.createObjectURL(new Blob([toToml(this.answers.all())], { type: "application/toml" }));
    const link = h("a", { href: address, download: "overrides.toml" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.say(t("review.downloaded"));
  }

  private say(words: string): void {
    this.status.textContent = words;
  }

  /** Show everywhere how things stand. */
  private refresh(): void {
    this.states = new States(this.index, this.answers.all());
    const open = this.left.length;
    const changed = this.queue.filter((item) => this.states.of(item) === "changed").length;
    this.count.textContent = t("review.progress", { done: this.queue.length - open, n: this.queue.length });
    this.changes.textContent = tn("review.changed", changed);
    this.meter.max = Math.max(1, this.queue.length);
    this.meter.value = this.queue.length - open;
    this.buttons.undo.disabled = !this.answers.canUndo;
    this.buttons.list.textContent = tn("review.answers.n", this.answers.all().length);
    for (const mark of document.querySelectorAll("[data-review]")) {
      const [kind, id] = (mark.getAttribute("data-review") ?? "").split(" ");
      if (kind && id) this.drawMark(mark, this.states.of({ kind: kind as Item["kind"], id }));
    }
    this.markMap();
  }

  /** Pins and names of areas of what was checked, and of what was changed, look different from the others. */
  private markMap(): void {
    for (const mark of this.map.getContainer().querySelectorAll("[data-place]")) {
      const state = this.states.there(mark.getAttribute("data-place") ?? "");
      mark.classList.toggle("is-checked", state === "right");
      mark.classList.toggle("is-changed", state === "changed");
    }
  }

  /** What was drawn anew has its marks. */
  redrawn(): void {
    this.markMap();
  }

  /** Whether there are answers that no build has seen. */
  get pending(): number {
    return this.answers.pending;
  }
}

