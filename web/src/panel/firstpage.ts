/** Page one on paper: the findings with the sentences that say most, and the key figures. Made when the page is printed. */

import type { CardContext } from "./card";
import { bdi, fill, h } from "../dom";
import { t, tx } from "../i18n";
import { marked } from "./quote";
import { articlesOf, doubtsOf, factsOf, FIGURES_PRINTED, figuresOf, figuresOfFinding, findingsOf, moreFigures, passagesOf, type Told } from "./told";

function block({ index }: CardContext, told: Told): HTMLElement {
  const facts = factsOf(index, told);
  const { status } = told.finding;
  const line = [facts.when, facts.where, status === "done" ? null : tx("status", status), facts.sources, ...figuresOfFinding(index, told)];
  const numbers = articlesOf(told).map((id) => index.number(id)).sort((a, b) => a - b);
  return h(
    "li",
    {},
    h("p", {}, h("strong", { dir: "auto" }, `${told.finding.text}.`), ` ${line.filter((part) => part !== null).join(" · ")} [${numbers.join(", ")}]`),
    ...doubtsOf(index, told, false).map((doubt) => h("p", { class: "finding-doubt" }, bdi(doubt))),
    ...passagesOf(index, told)
      .slice(0, 1)
      .map((passage) =>
        h("p", { class: "first-quote" }, "“", marked(passage.text, passage.start, [], passage.article.language), `” [${index.number(passage.article.id)}]`),
      ),
  );
}

/** Fill the first page, or leave it out where nothing was found. */
export function drawFirstPage(box: Element, context: CardContext): void {
  const { index } = context;
  const findings = findingsOf(index);
  if (findings.length === 0) return;
  const all = figuresOf(index);
  const figures = all.slice(0, FIGURES_PRINTED);
  const more = moreFigures(all.length, figures.length);
  const cited = (articles: string[]): string => [...new Set(articles.map((id) => index.number(id)))].sort((a, b) => a - b).join(", ");
  fill(
    box,
    h("h2", {}, t("tab.findings")),
    h("ol", {}, ...findings.map((told) => block(context, told))),
    figures.length > 0 && h("h2", {}, t("story.keyFigures")),
    figures.length > 0 &&
      h(
        "ul",
        { class: "first-figures" },
        ...figures.map((row) =>
          h("li", {}, bdi(t("figure.of", { what: row.what, amount: row.amount })), " – ", bdi(row.where), ` [${cited(row.citations.map((each) => each.article))}]`),
        ),
      ),
    more !== null && h("p", { class: "more-figures" }, more),
  );
}
