/** The findings: what happened, first of all; each is a step with its own view of the map and its sentences under it. */

import type { BriefIndex } from "../brief";
import { add, bdi, button, type Child, fill, h } from "../dom";
import { t } from "../i18n";
import type { Store } from "../state";
import type { Visible } from "../visible";
import { type CardContext, citedNumbers, kindChip, placeButton, statusWord } from "./card";
import { quote } from "./quote";
import { articlesOf, doubtsOf, factsOf, FIGURES_SHOWN, figuresOf, figuresOfFinding, findingsOf, moreFigures, passagesOf, type Told } from "./told";

interface Row {
  told: Told;
  element: HTMLElement;
  button: HTMLButtonElement;
  more: HTMLElement;
}

export interface StoryActions {
  /** Go to a step; to 0, which is all of them. */
  go: (step: number) => void;
  present: () => void;
}

export class StoryPanel {
  readonly element: HTMLElement;
  private readonly rows: Row[];
  private readonly list = h("ol", { class: "findings" });
  private readonly figures: HTMLElement;
  private readonly where = h("span", { class: "story-where", role: "status" });
  private readonly previous: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly presenter: HTMLButtonElement;

  constructor(
    private readonly context: CardContext,
    private readonly actions: StoryActions,
  ) {
    this.rows = findingsOf(context.index).map((told) => this.row(told));
    const step = (by: number): (() => void) => () => this.go(this.current + by);
    this.previous = button(`‹ ${t("story.previous")}`, step(-1), { class: "story-previous" });
    this.next = button(`${t("story.next")} ›`, step(1), { class: "story-next" });
    this.presenter = button(t("story.present"), actions.present, { class: "story-present" });
    this.figures = this.keyFigures();
    add(this.list, ...this.rows.map((row) => row.element));
    const bar = h("div", { class: "story-bar", role: "group", "aria-label": t("story.steps") }, this.previous, this.where, this.next, this.presenter);
    this.element = h("div", { class: "story" }, h("p", { class: "visually-hidden" }, t("story.help")), bar, this.list, this.figures);
    this.element.addEventListener("keydown", (event) => this.arrow(event));
    context.store.subscribe((change) => {
      if (change === "step") this.show();
    });
    this.show();
  }

  private get index(): BriefIndex {
    return this.context.index;
  }

  private get store(): Store {
    return this.context.store;
  }

  get count(): number {
    return this.rows.length;
  }

  /** The number of the step, or 0 where all are shown. */
  get current(): number {
    return this.store.step?.number ?? 0;
  }

  told(step: number): Told | undefined {
    return this.rows[step - 1]?.told;
  }

  /** Go to a step if there is such a one. */
  go(step: number): void {
    if (step >= 0 && step <= this.count && step !== this.current) this.actions.go(step);
  }

  /** Left and right, and what a presenter's remote control sends. */
  arrow(event: KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };
    const by = moves[event.key];
    if (by === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, select, textarea, [role=tab], [role=slider]")) return;
    event.preventDefault();
    this.go(this.current + by);
  }

  /** Findings of which the filters leave no event are not shown; the others keep their numbers. */
  update(visible: Visible): number {
    const isAll = visible.events.length === this.index.brief.events.length;
    const shown = new Set(isAll || this.rows.length === 0 ? [] : visible.events.map((event) => event.id));
    for (const { element, told } of this.rows) element.hidden = !isAll && !told.events.some((event) => shown.has(event.id));
    return this.rows.filter((row) => !row.element.hidden).length;
  }

  presenting(on: boolean): void {
    this.presenter.textContent = t(on ? "story.end" : "story.present");
    this.presenter.setAttribute("aria-pressed", String(on));
  }

  private row(told: Told): Row {
    const { finding, events, number } = told;
    const more = h("div", { class: "finding-more", hidden: true });
    const name = button(finding.text, () => this.act(number), { class: "finding-text", dir: "auto", lang: this.language(told) });
    const facts = factsOf(this.index, told);
    const doubts = doubtsOf(this.index, told, false);
    const [event] = events;
    const element = h(
      "li",
      { class: "finding", "data-finding": finding.id },
      h("span", { class: "finding-number", "aria-hidden": "true" }, String(number)),
      h(
        "div",
        { class: "finding-body" },
        name,
        h(
          "p",
          { class: "finding-facts" },
          facts.when !== null && h("span", {}, facts.when),
          facts.where !== null && bdi(facts.where),
          event !== undefined && finding.status !== "done" && statusWord(finding),
          h("span", {}, facts.sources),
        ),
        ...doubts.map((doubt) => h("p", { class: "finding-doubt" }, bdi(doubt))),
        more,
      ),
    );
    return { told, element, button: name, more };
  }

  /** The text of a finding opens its step; of the step that is open, all that is said. */
  private act(step: number): void {
    const [event] = this.told(step)?.events ?? [];
    if (step === this.current && event) this.store.select({ kind: "event", id: event.id });
    else this.go(step);
  }

  private language({ events }: Told): string | null {
    const article = events[0]?.citations[0]?.article;
    return (article !== undefined && this.index.articles.get(article)?.language) || null;
  }

  /** What stands under a finding while it is the step. */
  private more(told: Told): Child[] {
    const { index, store } = this;
    const [event] = told.events;
    const figures = figuresOfFinding(index, told);
    const doubts = doubtsOf(index, told, true);
    const said = doubtsOf(index, told, false);
    const places = told.step.places.filter((id) => index.places.has(id));
    return [
      figures.length > 0 && h("ul", { class: "finding-figures" }, ...figures.map((figure) => h("li", {}, bdi(figure)))),
      ...doubts.filter((doubt) => !said.includes(doubt)).map((doubt) => h("p", { class: "finding-doubt" }, bdi(doubt))),
      h("div", { class: "quotes" }, ...passagesOf(index, told).map((passage) => quote(index, store, passage))),
      h(
        "p",
        { class: "finding-links" },
        event && kindChip(index, event.kind),
        event && button(t("story.all"), () => store.select({ kind: "event", id: event.id }), { class: "quiet" }),
        ...places.map((id) => placeButton(this.context, id)),
        citedNumbers(this.context, told.events.flatMap((each) => each.citations), undefined, articlesOf(told)),
      ),
    ];
  }

  private keyFigures(): HTMLElement {
    const all = figuresOf(this.index);
    const rows = all.slice(0, FIGURES_SHOWN);
    const more = moreFigures(all.length, rows.length);
    const { store } = this;
    return h(
      "section",
      { class: "key-figures", hidden: rows.length === 0 },
      h("h2", { class: "list-head" }, t("story.keyFigures")),
      h(
        "ul",
        {},
        ...rows.map((row) =>
          h(
            "li",
            {},
            button(row.amount, () => store.select({ kind: "event", id: row.event }), { class: "key-amount", dir: "auto" }),
            h("span", { class: "key-what" }, bdi(row.what), " · ", bdi(row.where)),
            citedNumbers(this.context, row.citations, 3),
          ),
        ),
      ),
      more !== null && h("p", { class: "more-figures" }, more),
    );
  }

  private show(): void {
    const { current, count } = this;
    for (const { told, element, button: name, more } of this.rows) {
      const isCurrent = told.number === current;
      element.classList.toggle("is-current", isCurrent);
      if (isCurrent) name.setAttribute("aria-current", "step");
      else name.removeAttribute("aria-current");
      name.setAttribute("aria-expanded", String(isCurrent));
      more.hidden = !isCurrent;
      fill(more, ...(isCurrent ? this.more(told) : []));
    }
    this.where.textContent = current === 0 ? t("story.start") : t("story.step", { step: current, n: count });
    this.previous.disabled = current === 0;
    this.next.disabled = current === count;
    const row = this.rows[current - 1];
    row?.element.scrollIntoView({ block: "nearest" });
  }

  focus(): void {
    this.rows[Math.max(0, this.current - 1)]?.button.focus();
  }
}
