/** A cited passage: the sentence with the mention marked, where it stands, and ways to check and reuse it. */

import type { BriefIndex, Passage } from "../brief";
import { add, bdi, button, h } from "../dom";
import type { ReferenceStyle } from "../data";
import { articleTitle, cite, publishedLine, sentenceUrl } from "../format";
import { t } from "../i18n";
import type { Store } from "../state";

interface Span {
  start: number;
  end: number;
}

/** The text with spans marked. Offsets count code points, as everywhere in a brief; strings here count UTF-16 units. */
export function marked(text: string, origin: number, spans: readonly Span[]): HTMLElement {
  const points = Array.from(text);
  const line = h("span", { dir: "auto", class: "quote-text" });
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

/** A button that copies, and says that it did. */
export function copyButton(label: string, text: () => string, className = "quiet"): HTMLButtonElement {
  const made = button(
    label,
    () => {
      void copy(text()).then((done) => {
        made.textContent = done ? t("action.copied") : t("action.copyFailed");
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

function copyTools(index: BriefIndex, passage: Passage): HTMLElement {
  const choice = h(
    "select",
    { "aria-label": t("cite.format") },
    ...STYLES.map((style) => h("option", { value: style, selected: style === chosenStyle }, t(`cite.${style}`))),
  );
  choice.addEventListener("change", () => {
    chosenStyle = choice.value as ReferenceStyle;
  });
  const text = (): string => cite(index, passage.article, passage.text, choice.value as ReferenceStyle);
  return h("span", { class: "copy-tools" }, copyButton(t("action.copy"), text), choice);
}

/** The number of an article as a button that opens it. */
export function numberButton(index: BriefIndex, store: Store, article: string): HTMLButtonElement {
  const n = index.number(article);
  return button(String(n), () => store.select({ kind: "article", id: article }), {
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
    numberButton(index, store, article.id),
    h("cite", { dir: "auto" }, article.outlet ?? articleTitle(article)),
    " · ",
    bdi(author),
    " · ",
    h("span", {}, publishedLine(article)),
    article.rating ? ` · ${t("source.rating", { rating: article.rating })}` : false,
  );
}

export function quote(index: BriefIndex, store: Store, passage: Passage, extra: readonly Span[] = []): HTMLElement {
  const url = sentenceUrl(passage.article.url, passage.text);
  return h(
    "figure",
    { class: "quote" },
    h("blockquote", {}, marked(passage.text, passage.start, [...passage.mentions, ...extra])),
    h(
      "figcaption",
      {},
      attribution(index, store, passage),
      h(
        "span",
        { class: "quote-tools" },
        url !== null &&
          h("a", { href: url, rel: "noopener noreferrer", target: "_blank", class: "quiet" }, t("action.open")),
        copyTools(index, passage),
      ),
    ),
  );
}
