/** What is new since an older brief: first lines of the side panel, marks on rows, and what changed of an event. */

import type { BriefIndex } from "../brief";
import type { BriefEvent, Change, GoneEvent } from "../data";
import { add, bdi, button, type Child, h } from "../dom";
import { formatDay, formatWhen } from "../format";
import { t, tn, tx } from "../i18n";
import type { Change as StoreChange } from "../state";
import { figureName } from "../translate";
import { citedNumbers, type CardContext, kindLabel } from "./card";
import { quote } from "./quote";

/** Sentences under a change. */
const QUOTES = 2;

/** The word "new" or "changed" beside an event. */
export function newsTag(index: BriefIndex, id: string): HTMLElement | false {
  const news = index.news.get(id);
  return news !== undefined && h("span", { class: `tag tag-${news}` }, t(`news.tag.${news}`));
}

function days(value: string): string {
  const [first = "..", last = first] = value.split("/");
  const [start, end] = [first, last].map((day) => (day === ".." ? null : day));
  return formatWhen({ start: start ?? null, end: end ?? null, precision: "period", text: null, basis: "text" });
}

function valueOf(index: BriefIndex, change: Change, value: string | null): string {
  if (value === null) return t(change.what === "day" ? "when.unknown" : "change.none");
  if (change.what === "status") return tx("status", value);
  if (change.what === "kind") return kindLabel(index, value);
  return change.what === "day" ? days(value) : value;
}

function changeLine(context: CardContext, change: Change, seen: Set<string>): HTMLElement {
  const { index } = context;
  const about = change.about === null ? "" : figureName(change.about);
  const words = {
    about: about.slice(0, 1).toLocaleUpperCase() + about.slice(1),
    before: valueOf(index, change, change.before),
    after: valueOf(index, change, change.after),
  };
  const fresh = change.citations.filter(({ article, start, copy_of }) => copy_of === undefined && !seen.has(`${article} ${start}`));
  for (const { article, start } of fresh) seen.add(`${article} ${start}`);
  const passages = fresh.slice(0, QUOTES).flatMap((citation) => index.passageOf(citation) ?? []);
  return h(
    "li",
    {},
    bdi(t(`change.${change.what}`, words)),
    change.cause !== "told" && ` (${t(`cause.${change.cause}`)})`,
    " ",
    citedNumbers(context, change.citations),
    ...passages.map((passage) => quote(index, context.store, passage)),
  );
}

/** What has changed of an event, for its card; nothing where nothing has. */
export function changesOf(context: CardContext, event: BriefEvent): HTMLElement | null {
  const changed = context.index.brief.changes?.changed.find((item) => item.event === event.id);
  if (!changed) return null;
  const seen = new Set<string>();
  return h(
    "section",
    { class: "card-section news-changes" },
    h("h3", {}, t("news.of")),
    h("ul", {}, ...changed.changes.map((change) => changeLine(context, change, seen))),
  );
}

function goneLine(item: GoneEvent): HTMLElement {
  const facts = [formatWhen(item.when), tx("status", item.status), item.where.join(", "), t(`gone.${item.cause}`)];
  return h(
    "li",
    {},
    bdi(item.label, "news-label"),
    h("p", { class: "row-facts", dir: "auto" }, facts.filter((part) => part !== "").join(" · ")),
    ...item.quotes.slice(0, QUOTES).map((said) => h("blockquote", { dir: "auto" }, said.quote, " ", h("cite", {}, said.source))),
  );
}

/** The first lines of the side panel, where the brief was built against an older one: counts that filter, and what is gone. */
export class NewsPanel {
  readonly element: HTMLElement | null;
  private readonly toggles = new Map<"new" | "changed", HTMLButtonElement>();

  constructor(private readonly context: CardContext) {
    const { changes } = context.index.brief;
    this.element = changes === undefined ? null : this.made();
    context.store.subscribe((change: StoreChange) => {
      if (change === "filters") this.update();
    });
    this.update();
  }

  private made(): HTMLElement | null {
    const { changes } = this.context.index.brief;
    if (changes === undefined) return null;
    const counts: Child[] = [];
    for (const [name, count] of [["new", changes.new.length], ["changed", changes.changed.length]] as const) {
      if (count === 0) continue;
      const toggle = button(tn(`news.${name}`, count), () => this.context.store.toggle("news", name), { "aria-pressed": "false" });
      this.toggles.set(name, toggle);
      counts.push(toggle);
    }
    if (changes.articles_new.length > 0) counts.push(h("span", {}, tn("news.articles", changes.articles_new.length)));
    const box = h(
      "section",
      { class: "news", "aria-label": t("news.title") },
      h("p", { class: "news-since" }, changes.since === null ? t("news.sinceEarlier") : t("news.since", { day: formatDay(changes.since) })),
    );
    if (counts.length > 0) add(box, h("div", { class: "news-counts" }, ...counts));
    this.more(box);
    if (box.children.length === 1) add(box, h("p", { class: "note" }, t("news.nothing")));
    return box;
  }

  private more(box: HTMLElement): void {
    const { changes } = this.context.index.brief;
    if (changes === undefined) return;
    const folded = (label: string, ...lines: HTMLElement[]): HTMLElement =>
      h("details", {}, h("summary", {}, label), h("ul", { class: "news-list" }, ...lines));
    if (changes.gone.length > 0) add(box, folded(tn("news.gone", changes.gone.length), ...changes.gone.map(goneLine)));
    if (changes.disagreements.length > 0) {
      const seen = new Set<string>();
      add(box, folded(t("news.head.disagreements"), ...changes.disagreements.map((item) => changeLine(this.context, item, seen))));
    }
    const sources = [
      ...changes.articles_changed.map((id) => h("li", {}, bdi(this.context.index.articles.get(id)?.title ?? id), ` (${t("news.sources.changed")})`)),
      ...changes.articles_gone.map((line) => h("li", {}, bdi(line), ` (${t("news.sources.gone")})`)),
    ];
    if (sources.length > 0) add(box, folded(t("news.head.sources"), ...sources));
  }

  private update(): void {
    for (const [name, toggle] of this.toggles) {
      toggle.setAttribute("aria-pressed", String(this.context.store.filters.news.has(name)));
    }
  }
}
