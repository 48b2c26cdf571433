/** The title block, the handling banner, and the note on method and limits. */

import type { BriefIndex } from "../brief";
import type { Decision, View } from "../data";
import { bdi, button, type Child, h } from "../dom";
import { fileName, formatDay, formatRange, sourceLine, articleTitle, safeUrl } from "../format";
import { number, t, tn } from "../i18n";

/** Date of issue, cut-off of the information, period of the events, as far as known: the same words in every output. */
function dates({ view }: BriefIndex): (string | null)[] {
  const { issued = null, cutOff = null, period = null } = view.dates ?? {};
  const [first, last] = period ?? [];
  return [
    issued === null ? null : t("dates.issued", { date: formatDay(issued) }),
    cutOff === null ? null : t("dates.cutOff", { date: formatDay(cutOff) }),
    first === undefined || last === undefined
      ? null
      : t("dates.period", { span: first === last ? formatDay(first) : formatRange(first, last) }),
  ];
}

/** That a machine made it, and how much of it a person has reviewed. */
export function reviewLine(index: BriefIndex): string {
  const { brief, reviewed } = index;
  const count = (items: readonly { id: string }[]): number => items.filter((item) => reviewed.has(item.id)).length;
  const [events, places] = [count(brief.events), count(brief.places)];
  if (events + places === 0 && brief.events.length === 0) return t("head.machine.none");
  const words = { reviewed: events, n: brief.events.length, places, allPlaces: brief.places.length };
  return t(places > 0 ? "head.machine.places" : "head.machine", words);
}

export interface HeaderActions {
  /** A button of its own, behind the others. */
  last?: HTMLElement | null;
  about: () => void;
  summary: () => void;
  theme: () => void;
}

export function header(index: BriefIndex, actions: HeaderActions): HTMLElement {
  const { brief, view } = index;
  const counts: Child[] = [
    ...dates(index),
    tn("head.articles", brief.articles.length),
    tn("head.places", brief.places.length),
    tn("head.events", brief.events.length),
    view.preparedBy ? t("head.preparedBy", { name: view.preparedBy }) : null,
    view.preparedFor === null ? null : t("head.preparedFor", { name: view.preparedFor }),
    view.version === null ? null : t("head.version", { version: view.version }),
  ].flatMap((part) => (part === null ? [] : [h("li", {}, typeof part === "string" ? bdi(part) : part)]));
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "head-main" },
      h("h1", { dir: "auto" }, brief.title),
      h("ul", { class: "head-facts" }, ...counts),
      h("p", { class: "head-note" }, reviewLine(index)),
    ),
    h(
      "div",
      { class: "head-actions" },
      button(t("action.about"), actions.about),
      button(t("action.print"), () => print()),
      button(t("action.printSummary"), actions.summary, { title: t("action.printSummary.title") }),
      button(t("action.theme"), actions.theme),
      actions.last,
    ),
  );
}

/** The marking, in its own words and colours; nothing on the page or in its address removes it. */
export function banner(index: Pick<BriefIndex, "view">, edge: "top" | "bottom"): HTMLElement | null {
  const { marking } = index.view;
  if (marking === null) return null;
  const made = h("div", { class: `marking marking-${edge}`, translate: "no", dir: "auto" }, marking.text);
  made.style.color = marking.ink;
  made.style.background = marking.ground;
  made.setAttribute("role", edge === "bottom" ? "contentinfo" : "region");
  if (edge === "top") made.setAttribute("aria-label", t("region.marking"));
  return made;
}

/** Whose borders are drawn, whose names they are, and in whose name neither is endorsed: below the map, wherever it is shown. */
export function credit(view: View, embedded = false): HTMLElement {
  const parts = [view.worldview, t("map.credit"), view.disclaimer];
  const words = parts.filter((part) => part !== null).join(" ");
  const address = location.href.split(/[?#]/)[0] ?? "";
  // A page written into a frame has no address to open.
  if (!embedded || location.protocol === "about:") return h("p", { class: "credit" }, words);
  const link = h("a", { href: address, target: "_blank", rel: "noopener" }, t("map.full"));
  return h("p", { class: "credit" }, `${words} `, link);
}

export function aboutText(index: BriefIndex): HTMLElement[] {
  const { brief, view } = index;
  const generator = t("about.generator", {
    version: brief.generator.version,
    gazetteer: brief.gazetteer.name,
    gazetteerVersion: brief.gazetteer.version,
    places: brief.gazetteer.places,
  });
  const review = t(index.reviewed.size > 0 ? "about.review.some" : decisionList(index) ? "about.review.set" : "about.review.none");
  const notes = [t("about.how", { review }), t("about.marks"), t("about.match"), t("about.count")];
  if (view.worldview !== null) notes.push(t("about.boundaries", { worldview: view.worldview }));
  if (view.disclaimer !== null) notes.push(view.disclaimer);
  notes.push(t(`about.texts.${brief.texts?.kept ?? "none"}`));
  for (const { what, by, text } of brief.decisions ?? []) if (what === "proposed") notes.push(`${t("card.proposed", { who: by ?? "?" })} ${text}`);
  notes.push(generator);
  return [
    ...notes.map((note) => h("p", {}, note)),
    h("p", { class: "digest" }, t("about.digest", { sha256: brief.gazetteer.sha256 })),
    h("h3", {}, t("about.attribution")),
    h("ul", {}, ...view.attribution.map((line) => h("li", {}, line))),
  ];
}

/** Everything that an analyst set by hand, what was dropped as well: a corrected brief must not pass for the machine's. */
export function decisionList(index: BriefIndex): HTMLElement | null {
  const set = (index.brief.decisions ?? []).filter((decision) => decision.what === "set" || decision.what === "dropped");
  if (set.length === 0) return null;
  const line = (decision: Decision): string =>
    [decision.text, decision.note, decision.by].filter((part) => part !== null).join(" – ");
  return h("ul", { class: "decision-list" }, ...set.map((decision) => h("li", {}, bdi(line(decision)))));
}

/** The numbered list of sources, of all or of some, for the note on method and for print. */
export function sourceList(index: BriefIndex, wanted?: ReadonlySet<string>): HTMLElement {
  const articles = index.brief.articles.filter(({ id }) => wanted?.has(id) ?? true);
  return h(
    "ol",
    { class: "source-list" },
    ...articles.map((article) =>
      h("li", { value: index.number(article.id) }, bdi(articleTitle(article), "source-title"), ". ", bdi(sourceLine(article)), ". ", bdi(safeUrl(article.url) ?? fileName(article.path))),
    ),
  );
}

/** The decisions under their heading, or nothing. */
export function decisionPart(index: BriefIndex, heading: "h2" | "h3"): HTMLElement[] {
  const list = decisionList(index);
  return list === null ? [] : [h(heading, {}, t("print.decisions")), list];
}

/** Show the note on method and limits, with the sources; made anew each time and gone when it is closed. */
export function showAbout(index: BriefIndex): void {
  const dialog = h("dialog", { class: "about", "aria-labelledby": "about-title" });
  const close = button("×", () => dialog.close(), { class: "card-close", "aria-label": t("action.close") });
  dialog.append(
    h("div", { class: "card-head" }, h("h2", { id: "about-title" }, t("about.title")), close),
    h("div", { class: "about-body", tabindex: 0 }, ...aboutText(index), ...decisionPart(index, "h3"), h("h3", {}, `${t("about.sources")} (${number(index.brief.articles.length)})`), sourceList(index)),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
