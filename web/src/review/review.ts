/** The review: answers on every card and row, a queue, keys for everything, one step back, and a file that a build reads. */

import type * as L from "leaflet";
import type { BriefIndex } from "../brief";
import type { Article, BriefEvent, Conflict, GazetteerRow, Mention, Place } from "../data";
import { add, button, type Child, fill, h } from "../dom";
import { t, tn } from "../i18n";
import { written } from "../map/turn";
import type { Selection, Store } from "../state";
import { type Answer, Answers } from "./answers";
import { addForm, eventForm, mergeForm, noteForm, placeForm, type Scope, splitForm, told } from "./forms";
import { conflictId, type Item, queueOf, States } from "./queue";
import { Server } from "./server";
import { articleAnchor, conflictAnswer, eventTarget, keyOf, mentionAnswer, NOT_A_PLACE, oneLine, ownPlace, placeAnswer, type State } from "./subjects";
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

type Action = "right" | "wrong" | "none" | "edit" | "merge" | "split" | "note" | "add";

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
  private states: States;
  private on = false;
  private readonly tools = h("div", { class: "review-tools" });
  private readonly form = h("div", { class: "review-open" });
  private readonly stated = h("div", { class: "review-state" });
  private shown: Selection | null = null;
  private stopPicking: () => void = () => undefined;
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
      list: button("", () => this.showAnswers()),
      save: button(t(live ? "review.rebuild" : "review.download"), () => void this.save(), { class: "primary", "aria-keyshortcuts": "d" }),
    };
    this.layBar();
    this.answers.subscribe(() => this.changed());
    document.addEventListener("keydown", (event) => this.press(event));
    this.map.on("moveend", () => this.markMap());
    // What nobody sees is not counted: turning the review on does it.
    if (stored(`${KEY}on ${location.pathname}`) === "1" || live) this.turn(true);
  }

  private layBar(): void {
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
        button(t("review.keys"), () => this.showKeys(), { "aria-keyshortcuts": "?" }),
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
      add(box, this.placeFormOf(mention.text, this.scopesOf([mention]), [mention], NOT_A_PLACE, close));
      box.querySelector("input")?.focus();
    });
    add(box, open);
    return box;
  }

  card(selection: Selection): Child[] {
    this.shown = selection;
    this.stopPicking();
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
        ? this.answers.all().filter((answer) => this.isAboutArticle(answer, id))
        : this.states.about({ kind, id });
    fill(
      this.stated,
      ...given.map((answer) => h("p", { class: "review-told" }, told(answer), " ", button(t("review.takeBack"), () => this.answers.takeBack(answer), { class: "link" }))),
    );
  }

  private isAboutArticle(answer: Answer, id: string): boolean {
    const article = this.index.articles.get(id);
    if (!article) return false;
    const anchor = articleAnchor(article);
    const isOfIt = answer.article === undefined ? answer.title !== undefined && answer.title === anchor.title : answer.article === anchor.article;
    return isOfIt && (answer.add !== undefined || (answer.grade !== undefined && answer.event === undefined && answer.name === undefined));
  }

  // Answers --------------------------------------------------------------------------------------------------

  private give(answer: Answer, advance = false): void {
    const by = this.reviewer.value.trim();
    this.answers.give(by === "" ? answer : { ...answer, by });
    this.stopPicking();
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

  /** The words by which answers about an event find it: those of an answer that there is already, or its own. */
  private aboutEvent(event: BriefEvent): Answer {
    const before = this.states.about({ kind: "event", id: event.id })[0];
    if (before?.add !== undefined) return before;
    return before ? aboutOnly(before) : eventTarget(this.index, event);
  }

  /** The answer that added an event, where one did. */
  private addedBy(event: BriefEvent): Answer | undefined {
    return this.states.about({ kind: "event", id: event.id }).find((answer) => answer.add !== undefined);
  }

  private aboutPlace(place: Place): Answer {
    const mentions = this.index.mentionsOf.get(place.id) ?? [];
    const before = this.states.about({ kind: "place", id: place.id }).find((answer) => answer.quote === undefined);
    return before ? aboutOnly(before) : placeAnswer(this.index, place, mentions);
  }

  private answerRight(item: { kind: "event" | "place"; id: string }, advance = false): void {
    const event = this.index.events.get(item.id);
    const place = this.index.places.get(item.id);
    if (item.kind === "event" && event && this.addedBy(event)) this.go(1);
    else if (item.kind === "event" && event) this.give({ ...this.aboutEvent(event), right: true }, advance);
    else if (place) {
      const key = keyOf(this.index, place);
      this.give({ ...this.aboutPlace(place), right: true, ...(key === null ? {} : { place: key }) }, advance);
    }
  }

  private answerNone(item: { kind: "event" | "place"; id: string }, advance = false): void {
    const event = this.index.events.get(item.id);
    const place = this.index.places.get(item.id);
    const added = event && this.addedBy(event);
    if (added) this.answers.takeBack(added);
    else if (item.kind === "event" && event) this.give({ ...this.aboutEvent(event), drop: true }, advance);
    else if (place) this.give({ ...this.aboutPlace(place), place: NOT_A_PLACE }, advance);
  }

  private act(action: Action): void {
    const chosen = this.shown;
    if (!chosen || !this.on || this.store.selection === null) return;
    const { kind, id } = chosen;
    const event = this.index.events.get(id);
    const place = this.index.places.get(id);
    const article = this.index.articles.get(id);
    if (action === "right" && kind !== "article") this.answerRight({ kind, id }, true);
    else if (action === "none" && kind !== "article") this.answerNone({ kind, id }, true);
    else if (kind === "event" && event) this.open(this.eventFormFor(action, event));
    else if (kind === "place" && place) this.open(this.placeFormFor(action, place));
    else if (kind === "article" && article) this.open(this.articleFormFor(action, article));
  }

  private open(form: HTMLElement | null): void {
    this.stopPicking();
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

  private eventFormFor(action: Action, event: BriefEvent): HTMLElement | null {
    const { index } = this;
    const about = this.aboutEvent(event);
    const before = this.states.about({ kind: "event", id: event.id })[0];
    const give = (answer: Answer): void => {
      // An added event is known by its label: with another it is another.
      if (before?.add === undefined) return this.give(answer);
      const { kind, ...rest } = answer;
      this.answers.atOnce(() => {
        this.answers.takeBack(before);
        this.give({ ...rest, add: kind ?? before.add ?? "other" });
      });
    };
    switch (action) {
      case "wrong": {
        const mentions = event.citations.flatMap((citation) =>
          (index.mentionsIn.get(citation.article) ?? []).filter((mention) => mention.start < citation.end && citation.start < mention.end),
        );
        return this.placeFormOf(index.places.get(event.where[0]?.place ?? "")?.name ?? "", [{ label: event.label, answer: about }], mentions, "unknown", this.close);
      }
      case "edit":
        return eventForm(index, event, about, give, this.close);
      case "merge":
        return mergeForm(this.alike(event), { ...about, ...(before?.merge ? { merge: before.merge } : {}) }, (answer, other) => this.mergeWith(answer, other), this.close);
      case "split":
        return splitForm(index, event, (number) => this.sentence(event, number), about, give, this.close);
      case "note":
        return noteForm(about, before, true, give, this.close);
      default:
        return null;
    }
  }

  /** What was said of the event that is put to another goes with it. */
  private mergeWith(answer: Answer, other: BriefEvent): void {
    const gone = this.states.about({ kind: "event", id: other.id }).filter((old) => old.merge === undefined);
    this.answers.atOnce(() => {
      for (const old of gone) this.answers.takeBack(old);
      this.give(answer);
    });
  }

  private sentence(event: BriefEvent, number: number): Answer {
    const citation = event.citations[number];
    const article = citation && this.index.articles.get(citation.article);
    return citation && article ? { ...articleAnchor(article), quote: citation.quote } : {};
  }

  /** The other events, those most alike first: of its kind, its places, its day, its words. */
  private alike(event: BriefEvent): { event: BriefEvent; target: ReturnType<typeof eventTarget> }[] {
    const places = new Set(event.where.map((where) => where.place));
    const words = new Set(event.label.toLowerCase().split(/\W+/u));
    const score = (other: BriefEvent): number =>
      2 * Number(other.kind === event.kind) +
      Number(other.where.some((where) => places.has(where.place))) +
      Number(other.when.start !== null && other.when.start === event.when.start) +
      other.label.toLowerCase().split(/\W+/u).filter((word) => word.length > 3 && words.has(word)).length;
    return this.index.brief.events
      .filter((other) => other.id !== event.id)
      .map((other) => ({ event: other, score: score(other) }))
      .sort((a, b) => b.score - a.score || (a.event.id < b.event.id ? -1 : 1))
      .map(({ event: other }) => ({ event: other, target: eventTarget(this.index, other) }));
  }

  private placeFormFor(action: Action, place: Place): HTMLElement | null {
    const mentions = this.index.mentionsOf.get(place.id) ?? [];
    const about = this.aboutPlace(place);
    if (action === "note") return noteForm({ ...about, right: true, ...this.keyed(place) }, this.states.about({ kind: "place", id: place.id })[0], false, (answer) => this.give(answer), this.close);
    if (action !== "wrong") return null;
    const everywhere: Scope = { label: t("review.everywhere", { name: [about.name ?? place.name].flat().join(", ") }), answer: about };
    return this.placeFormOf(mentions[0]?.text ?? place.name, [everywhere, ...this.scopesOf(mentions)], mentions, NOT_A_PLACE, this.close, place.id);
  }

  private keyed(place: Place): { place?: string } {
    const key = keyOf(this.index, place);
    return key === null ? {} : { place: key };
  }

  private scopesOf(mentions: readonly Mention[]): Scope[] {
    return mentions.map((mention) => {
      const text = mention.sentence.text;
      return {
        label: `[${this.index.number(mention.article)}] ${text.length > 80 ? `${text.slice(0, 78)}…` : text}`,
        answer: mentionAnswer(this.index, mention),
      };
    });
  }

  private placeFormOf(name: string, scopes: readonly Scope[], mentions: readonly Mention[], nothing: string, cancel: () => void, not?: string): HTMLElement {
    const rows = this.index.view.review?.places ?? [];
    const weighed = [...new Set(mentions.flatMap((mention) => mention.alternatives.map((other) => other.place)))];
    const named = new Set(mentions.flatMap((mention) => mention.place ?? []));
    const near = new Set(mentions.flatMap((mention) => (this.index.mentionsIn.get(mention.article) ?? []).flatMap((other) => other.place ?? [])));
    const offered = [...new Set([...weighed, ...named, ...(nothing === NOT_A_PLACE ? [] : near)])].filter((id) => id !== not).flatMap((id) => {
      const row = rows.find((one) => one[0] === id);
      return row ? [row] : [];
    });
    return placeForm({
      index: this.index,
      scopes,
      offered: [...new Set(offered)],
      name: name.trim(),
      nothing,
      nothingLabel: t(nothing === NOT_A_PLACE ? "review.notPlace" : "review.unknownPlace"),
      search: this.server ? (query): Promise<GazetteerRow[]> => this.server?.search(query) ?? Promise.resolve([]) : null,
      pick: (done) => this.pick(done),
      give: (answer) => this.give(answer),
      cancel,
    });
  }

  /** Let the next click on the map say where something is. */
  private pick(done: (lat: number, lon: number) => void): () => void {
    this.stopPicking();
    const box = this.map.getContainer();
    const onClick = (event: MouseEvent): void => {
      if (!(event.target instanceof Element) || event.target.closest(".legend, button")) return;
      event.stopPropagation();
      event.preventDefault();
      stop();
      const at = this.map.mouseEventToLatLng(event);
      done(at.lat, written(at.lng));
    };
    const stop = (): void => {
      box.removeEventListener("click", onClick, true);
      document.body.classList.remove("is-picking");
      this.stopPicking = (): void => undefined;
    };
    // Before the marks see it: a click on one of them means its spot and not its card.
    box.addEventListener("click", onClick, true);
    document.body.classList.add("is-picking");
    this.stopPicking = stop;
    return stop;
  }

  private articleFormFor(action: Action, article: Article): HTMLElement | null {
    const about = articleAnchor(article);
    const give = (answer: Answer): void => this.give(answer);
    if (action === "note") {
      const before = this.answers.all().find((answer) => this.isAboutArticle(answer, article.id) && answer.add === undefined);
      return noteForm(about, before ?? (article.rating ? { grade: article.rating } : undefined), true, give, this.close);
    }
    if (action !== "add") return null;
    const mentions = this.index.mentionsIn.get(article.id) ?? [];
    const told = new Map<number, string>();
    for (const mention of mentions) told.set(mention.sentence.start, mention.sentence.text);
    for (const event of this.index.eventsIn.get(article.id) ?? [])
      for (const citation of event.citations) if (citation.article === article.id) told.set(citation.start, citation.quote);
    for (const { start, text } of unread(this.index, article, told)) told.set(start, text);
    const words = chosenWords(this.tools.closest(".card"));
    const sentences = [...(words === "" ? [] : [words]), ...[...told].sort(([a], [b]) => a - b).map(([, text]) => text)].map((text) => ({ text, about: { ...about, quote: text } }));
    const place = (id: string): ReturnType<typeof ownPlace> | null => {
      const found = this.index.places.get(id);
      return found ? ownPlace(this.index, found) : null;
    };
    return addForm(this.index, sentences, mentions, place, give, this.close);
  }

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
      this.stopPicking();
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
    else if (event.key === "?") this.showKeys();
    else return;
    event.preventDefault();
  }

  private showKeys(): void {
    const keys: [string, string][] = [
      ["n / p", t("review.keys.move")],
      ["r", t("review.right")],
      ["w", t("review.wrong")],
      ["x", `${t("review.noEvent")} / ${t("review.notPlace")}`],
      ["e", t("review.edit")],
      ["m", t("review.merge")],
      ["s", t("review.split")],
      ["t", t("review.noteGrade")],
      ["a", t("review.add")],
      ["1 – 9", t("review.keys.choose")],
      ["0", t("review.point")],
      [t("review.keys.ctrlEnter"), t("review.save")],
      ["u", t("review.undo")],
      ["d", t(this.server ? "review.rebuild" : "review.download")],
      ["Esc", t("action.close")],
    ];
    const list = h("dl", { class: "review-keys" }, ...keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]));
    this.dialog(t("review.keys"), list, h("p", { class: "note" }, t(this.server ? "review.how.live" : "review.how")));
  }

  private showAnswers(): void {
    const list = h("ol", { class: "review-answers" });
    const draw = (): void => {
      const rows = this.answers.all().map((answer) =>
        h("li", {}, told(answer), " ", button(t("review.takeBack"), () => {
          this.answers.takeBack(answer);
          draw();
        }, { class: "link" })),
      );
      fill(list, ...rows);
      if (rows.length === 0) add(list, h("li", { class: "note" }, t("review.noAnswers")));
    };
    draw();
    this.dialog(t("review.answers"), list);
  }

  private dialog(title: string, ...body: Child[]): void {
    const dialog = h("dialog", { class: "about", "aria-labelledby": "review-dialog-title" });
    const close = button("×", () => dialog.close(), { class: "card-close", "aria-label": t("action.close") });
    dialog.append(
      h("div", { class: "card-head" }, h("h2", { id: "review-dialog-title" }, title), close),
      h("div", { class: "about-body", tabindex: 0 }, ...body),
    );
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
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

/** What is chosen with the mouse in the text of the article that is open. */
function chosenWords(card: Element | null): string {
  const selection = getSelection();
  const text = card?.querySelector(".reading-text");
  if (!text || !selection || selection.isCollapsed || !selection.containsNode(text, true)) return "";
  // Names are buttons, whose words a selection leaves out.
  return oneLine(selection.getRangeAt(0).cloneContents().textContent ?? "");
}

/** Offsets count code points, and so must this. */
function points(text: string): number {
  return Array.from(text).length;
}

/** The sentences of the text that the page carries in which the machine has read nothing. */
function unread({ brief }: BriefIndex, article: Article, read: ReadonlyMap<number, string>): { start: number; text: string }[] {
  const ends = [...read].map(([start, text]) => [start, start + points(text)] as const);
  const parts = (brief.texts?.parts ?? []).filter((part) => part.article === article.id);
  const segmenter = new Intl.Segmenter(article.language ?? undefined, { granularity: "sentence" });
  return parts.flatMap((part) =>
    [...segmenter.segment(part.text)].flatMap(({ segment, index }) => {
      const start = part.start + points(part.text.slice(0, index));
      const end = start + points(segment);
      const text = oneLine(segment);
      return text.includes(" ") && !ends.some(([from, to]) => from < end && start < to) ? [{ start, text }] : [];
    }),
  );
}

/** What an answer is about, without what it says. */
function aboutOnly(answer: Answer): Answer {
  const { name, event, conflict, article, title, published, quote, prefix, suffix, also, had, was } = answer;
  const about = { name, event, conflict, article, title, published, quote, prefix, suffix, also, had, was };
  return Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined)) as Answer;
}

