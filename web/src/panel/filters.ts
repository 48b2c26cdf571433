/** Search and filters, with counts; what is in force is said aloud and stands in the address. */

import { type BriefIndex, matchOf } from "../brief";
import { add, button, fill, h } from "../dom";
import { articleTitle, formatWholeMonth } from "../format";
import { t, tn, tx } from "../i18n";
import { activeFilters, type FacetName, type Store } from "../state";
import type { Visible } from "../visible";
import { kindChip, kindLabel } from "./card";

interface Choice {
  value: string;
  label: string;
  /** How many events or mentions of the whole brief it stands for. */
  count: number;
  sign?: HTMLElement;
}

interface Facet {
  name: FacetName;
  title: string;
  choices: Choice[];
}

function tally(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function ordered(counts: Map<string, number>, order: readonly string[], label: (value: string) => string): Choice[] {
  // Words that this page does not know come last, as they are written.
  const all = [...order, ...[...counts.keys()].filter((value) => !order.includes(value)).sort()];
  return all
    .filter((value) => (counts.get(value) ?? 0) > 0)
    .map((value) => ({ value, label: label(value), count: counts.get(value) ?? 0 }));
}

const ROLES = ["scene", "origin", "destination", "actor", "background"];
const MATCHES = ["strong", "fair", "weak"];
const STATUSES = ["done", "under way", "claimed", "planned", "demanded", "denied", "past"];

function facets(index: BriefIndex): Facet[] {
  const { brief } = index;
  const kinds = tally(brief.events.map((event) => event.kind));
  const sources = tally(brief.mentions.map((mention) => mention.article));
  return [
    {
      name: "kinds",
      title: t("filter.kind"),
      choices: Object.keys(index.view.kinds)
        .filter((kind) => kinds.has(kind))
        .map((kind) => ({
          value: kind,
          label: kindLabel(index, kind),
          count: kinds.get(kind) ?? 0,
          sign: kindChip(index, kind, 12),
        })),
    },
    {
      name: "statuses",
      title: t("filter.status"),
      choices: ordered(tally(brief.events.map((event) => event.status)), STATUSES, (word) => tx("status", word)),
    },
    {
      name: "news",
      title: t("news.title"),
      choices: ordered(tally(index.news.values()), ["new", "changed"], (word) => tx("news.tag", word)),
    },
    {
      name: "roles",
      title: t("filter.role"),
      choices: ordered(tally(brief.mentions.map((mention) => mention.role)), ROLES, (word) => tx("role", word)),
    },
    {
      name: "matches",
      title: t("filter.match"),
      choices: ordered(tally(brief.mentions.map((mention) => matchOf(mention.confidence))), MATCHES, (word) => tx("match", word)),
    },
    {
      name: "outlets",
      title: t("filter.outlet"),
      choices: [...tally(brief.articles.flatMap((article) => article.outlet ?? []))]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([value, count]) => ({ value, label: value, count })),
    },
    {
      name: "articles",
      title: t("filter.source"),
      choices: brief.articles.map((article) => ({
        value: article.id,
        label: `${index.number(article.id)} · ${article.outlet ?? articleTitle(article)}`,
        count: sources.get(article.id) ?? 0,
      })),
    },
  ];
}

/** Months of more than three years are a list to be lost in; then the two dates are quicker. */
const MOST_MONTHS = 40;

/** The months in which events begin, "2024-04", earliest first; none where they are too many. */
function monthsOf(index: BriefIndex): string[] {
  const days = index.brief.events.flatMap((event) => event.when.start ?? event.when.end ?? []);
  const months = [...new Set(days.map((day) => day.slice(0, 7)))].sort();
  return months.length > MOST_MONTHS ? [] : months;
}

/** First and last day of a month; no restriction for none. */
function monthRange(month: string): { from: string | null; to: string | null } {
  if (month === "") return { from: null, to: null };
  const [year, number] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year ?? 0, number ?? 1, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, "0")}` };
}

/** Sources of a large brief are chosen by search and by card; a list of hundreds of boxes helps nobody. */
const MOST_SOURCES = 60;

/** Outlets that are shown at first: a brief may have hundreds, most of them with one article. */
const MOST_OUTLETS = 12;

/** Milliseconds without a key after which a search begins. */
const TYPING = 220;

export class FilterPanel {
  readonly element: HTMLElement;
  private readonly boxes: { facet: FacetName; value: string; input: HTMLInputElement }[] = [];
  private readonly search: HTMLInputElement;
  private readonly from = h("input", { type: "date", id: "filter-from" });
  private readonly to = h("input", { type: "date", id: "filter-to" });
  private readonly month = h("select", { id: "filter-month" });
  private readonly toggle: HTMLButtonElement;
  private readonly body: HTMLElement;
  private readonly clear: HTMLButtonElement;
  private readonly status = h("p", { class: "filter-status", role: "status" });

  constructor(
    private readonly index: BriefIndex,
    private readonly store: Store,
    private readonly toResults: () => void,
  ) {
    this.search = h("input", {
      type: "search",
      placeholder: t("search.placeholder"),
      "aria-label": t("search.label"),
      spellcheck: "false",
      autocomplete: "off",
    });
    let waiting = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => store.setFilters({ query: this.search.value }), TYPING);
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(waiting);
      store.setFilters({ query: this.search.value });
      this.toResults();
    });
    this.toggle = button(t("action.filters"), () => this.open(this.body.hidden === true), {
      class: "filter-toggle",
      "aria-expanded": "false",
      "aria-controls": "filters",
    });
    this.clear = button(t("action.clear"), () => store.clear(), { class: "quiet", hidden: true });
    this.body = h("div", { class: "filters", id: "filters", hidden: true });
    this.element = h(
      "div",
      { class: "finder", role: "search" },
      h("div", { class: "finder-bar" }, this.search, this.toggle),
      this.body,
      h("div", { class: "filter-line" }, this.status, this.clear),
    );
  }

  focus(): void {
    this.search.focus();
  }

  open(open: boolean): void {
    // Made when it is first opened: of a large brief it has hundreds of parts.
    if (open && this.body.childElementCount === 0) {
      add(this.body, this.time(), ...this.fields());
      this.mark();
    }
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  private time(): HTMLElement {
    const read = (): void => this.store.setFilters({ from: this.from.value || null, to: this.to.value || null });
    this.from.addEventListener("change", read);
    this.to.addEventListener("change", read);
    this.month.addEventListener("change", () => this.store.setFilters(monthRange(this.month.value)));
    const months = monthsOf(this.index);
    fill(
      this.month,
      h("option", { value: "" }, t("filter.month.any")),
      ...months.map((month) => h("option", { value: month }, formatWholeMonth(month))),
    );
    const choice =
      months.length > 1 && [h("label", { for: "filter-month" }, t("filter.month")), this.month];
    return h(
      "fieldset",
      {},
      h("legend", {}, t("filter.time")),
      h(
        "div",
        { class: "dates" },
        ...(choice || []),
        h("label", { for: "filter-from" }, t("filter.from")),
        this.from,
        h("label", { for: "filter-to" }, t("filter.to")),
        this.to,
      ),
    );
  }

  private fields(): HTMLElement[] {
    return facets(this.index)
      .filter((facet) => facet.choices.length > 1 && (facet.name !== "articles" || facet.choices.length <= MOST_SOURCES))
      .map((facet) =>
        h(
          "fieldset",
          {},
          h("legend", {}, facet.title),
          h("div", { class: "choices" }, ...this.choices(facet)),
        ),
      );
  }

  /** All choices; of hundreds of outlets the most frequent, and the others at a press. */
  private choices({ name, choices }: Facet): HTMLElement[] {
    const boxes = choices.map((choice) => this.box(name, choice));
    const rest = name === "outlets" && boxes.length > 2 * MOST_OUTLETS ? boxes.slice(MOST_OUTLETS) : [];
    if (rest.length === 0) return boxes;
    const more = button(tn("action.showMore", rest.length), () => {
      for (const box of rest) box.hidden = false;
      more.remove();
      rest[0]?.querySelector("input")?.focus();
    }, { class: "quiet" });
    const { outlets } = this.store.filters;
    // What is chosen is seen.
    choices.slice(MOST_OUTLETS).forEach(({ value }, i) => rest[i]?.toggleAttribute("hidden", !outlets.has(value)));
    return [...boxes, more];
  }

  private box(facet: FacetName, choice: Choice): HTMLElement {
    const input = h("input", { type: "checkbox" });
    input.addEventListener("change", () => this.store.toggle(facet, choice.value));
    this.boxes.push({ facet, value: choice.value, input });
    return h(
      "label",
      { class: "choice" },
      input,
      choice.sign ?? null,
      h("span", { class: "choice-name", dir: "auto" }, choice.label),
      h("span", { class: "count" }, String(choice.count)),
    );
  }

  /** Say something once, until there is something else to say. */
  say(words: string): void {
    this.status.textContent = words;
  }

  /** Show in the fields what is in force. */
  private mark(): void {
    const { filters } = this.store;
    for (const { facet, value, input } of this.boxes) input.checked = filters[facet].has(value);
    this.from.value = filters.from ?? "";
    this.to.value = filters.to ?? "";
    const { from, to } = monthRange((filters.from ?? "").slice(0, 7));
    this.month.value = from === filters.from && to === filters.to ? (from ?? "").slice(0, 7) : "";
  }

  update(visible: Visible): void {
    const { filters } = this.store;
    this.mark();
    // While somebody types, the text is theirs.
    if (document.activeElement !== this.search) this.search.value = filters.query;
    const active = activeFilters(filters);
    fill(this.toggle, active > 0 ? t("action.filters.n", { n: active }) : t("action.filters"));
    this.clear.hidden = active === 0;
    const { brief } = this.index;
    this.status.textContent =
      active === 0
        ? ""
        : t("filter.shown", {
            places: visible.places.size,
            allPlaces: brief.places.length,
            events: visible.events.length,
            allEvents: brief.events.length,
          });
  }
}
