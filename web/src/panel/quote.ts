/** A cited passage: the sentence with the mention marked, where it stands, and ways to check and reuse it. */

import type { BriefIndex, Passage } from "../brief";
import { add, bdi, button, h } from "../dom";
import type { Article, ReferenceStyle } from "../data";
import { articleTitle, cite, publishedLine, sentenceUrl } from "../format";
import { t } from "../i18n";
import type { Selection, Store } from "../state";
import { canRead } from "./reading";

interface Span {
  start: number;
  end: number;
}

/** The text with spans marked. Offsets count code points, as everywhere in a brief; strings here count UTF-16 units. */
export function marked(text: string, origin: number, spans: readonly Span[], language: string | null): HTMLElement {
  const points = Array.from(text);
  const line = h("span", { dir: "auto", class: "quote-text", lang: language });
  let done = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.max(done, span.start - origin);
    const to = Math.min(points.length, span.end - origin);
    if (to <= from) continue;
    add(line, points.slice(done, from).join(""), h("mark", {}, points.slice(from, to).join("")));
    done = to;
  }
  add(line, points.slice(done).join(""));
  return line;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

/** The text beside its button, chosen, for whoever's browser does not let a page copy. */
function byHand(text: string): HTMLElement {
  const field = h("textarea", { readonly: true, rows: 3, "aria-label": t("action.copyFailed") });
  field.value = text;
  const box = h("span", { class: "copy-by-hand" }, h("span", {}, t("action.copyFailed")), field);
  field.addEventListener("blur", () => box.remove());
  requestAnimationFrame(() => {
    field.focus();
    field.select();
  });
  return box;
}

/** A button that copies, and says that it did; where it may not, the text appears to be copied by hand. */
export function copyButton(label: string, text: () => string, className = "quiet"): HTMLButtonElement {
  const made = button(
    label,
    () => {
      const words = text();
      void copy(words).then((done) => {
        if (!done) {
          made.after(byHand(words));
          return;
        }
        made.textContent = t("action.copied");
        setTimeout(() => {
          made.textContent = label;
        }, 1600);
      });
    },
    { class: className, "aria-live": "polite" },
  );
  return made;
}

const STYLES: readonly ReferenceStyle[] = ["news", "chicago", "apa", "mla", "bibtex", "ris"];

let chosenStyle: ReferenceStyle = "news";

/** Copies a reference to an article, behind the words of a quote if one is given; the format stays chosen on the page. */
export function copyTools(index: BriefIndex, article: Article, words: string | null): HTMLElement {
  const choice = h(
    "select",
    { "aria-label": t("cite.format") },
    ...STYLES.map((style) => h("option", { value: style, selected: style === chosenStyle }, t(`cite.${style}`))),
  );
  choice.addEventListener("change", () => {
    chosenStyle = choice.value as ReferenceStyle;
    for (const other of document.querySelectorAll<HTMLSelectElement>(".copy-tools select")) other.value = chosenStyle;
  });
  const text = (): string => cite(index, article, words, choice.value as ReferenceStyle);
  return h("span", { class: "copy-tools" }, copyButton(t("action.copy"), text), choice);
}

/** A sentence of an article to be opened; without where it stands, if the page does not carry it. */
export function sentenceTarget(index: BriefIndex, article: string, at?: number): Selection {
  return { kind: "article", id: article, ...(at !== undefined && canRead(index, article, at) ? { at } : {}) };
}

/** The number of an article as a button that opens it. */
export function numberButton(index: BriefIndex, store: Store, article: string, at?: number): HTMLButtonElement {
  const n = index.number(article);
  return button(String(n), () => store.select(sentenceTarget(index, article, at)), {
    class: "source-number",
    "aria-label": t("source.number", { number: n }),
  });
}

/** Who wrote a passage, where and when, in one line. */
function attribution(index: BriefIndex, store: Store, passage: Passage): HTMLElement {
  const { article } = passage;
  const author = article.authors.length > 0 ? article.authors.join(", ") : t("source.noAuthor");
  return h(
    "span",
    { class: "quote-source" },
    numberButton(index, store, article.id, passage.start),
    h("cite", { dir: "auto", lang: article.language }, article.outlet ?? articleTitle(article)),
    " · ",
    bdi(author),
    " · ",
    h("span", {}, publishedLine(article)),
    article.rating ? ` · ${t("source.rating", { rating: article.rating })}` : false,
    repeats(index, passage),
  );
}

/** Which source a quote only repeats. */
function repeats(index: BriefIndex, { copyOf }: Passage): HTMLElement | false {
  return copyOf !== undefined && h("span", { class: "tag" }, t("quote.repeats", { number: index.number(copyOf) }));
}

export function quote(index: BriefIndex, store: Store, passage: Passage): HTMLElement {
  const url = sentenceUrl(passage.article.url, passage.text);
  return h(
    "figure",
    { class: "quote" },
    h("blockquote", {}, marked(passage.text, passage.start, passage.mentions, passage.article.language)),
    h(
      "figcaption",
      {},
      attribution(index, store, passage),
      h(
        "span",
        { class: "quote-tools" },
        url !== null &&
          h("a", { href: url, rel: "noopener noreferrer", target: "_blank", class: "quiet" }, t("action.open")),
        canRead(index, passage.article.id, passage.start) &&
          button(t("reading.open"), () => store.select({ kind: "article", id: passage.article.id, at: passage.start }), { class: "quiet" }),
        copyTools(index, passage.article, passage.text),
      ),
    ),
  );
}
