/** Dates, sources and citations in words. */

import type { BriefIndex } from "./brief";
import type { Article, ReferenceStyle, When } from "./data";
import { locale, t } from "./i18n";
import { reference } from "./references";

function parse(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options });
    formats.set(key, found);
  }
  return found;
}

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
const MONTH: Intl.DateTimeFormatOptions = { month: "long", year: "numeric" };
const YEAR: Intl.DateTimeFormatOptions = { year: "numeric" };

/** The first of a month is "1er" in French, which no browser writes. */
function withFirst(text: string): string {
  return locale().startsWith("fr") ? text.replace(/(?<!\d)1(?=(?:[\u2013-]\d+)?\s[a-z\u00e9\u00fb])/g, "1er") : text;
}

export function formatDay(day: string): string {
  return withFirst(format(DAY).format(parse(day)));
}

export function formatShortDay(day: string): string {
  return withFirst(format({ day: "numeric", month: "short" }).format(parse(day)));
}

export function formatMonth(day: string): string {
  return format({ month: "short", year: "numeric" }).format(parse(day));
}

/** "April 2024" for "2024-04". */
export function formatWholeMonth(month: string): string {
  return format(MONTH).format(parse(`${month}-01`));
}

export function formatYear(day: string): string {
  return format(YEAR).format(parse(day));
}

/** An interval with one end; a month or a year is not told by its first or last day. */
function formatHalfOpen(day: string, precision: string, isSince: boolean): string {
  if (precision !== "month" && precision !== "year") return t(isSince ? "when.since" : "when.by", { date: formatDay(day) });
  const date = precision === "month" ? format(MONTH).format(parse(day)) : formatYear(day);
  return t(isSince ? "when.sinceWhole" : "when.byWhole", { date });
}

/** An interval as exactly as it was told, and no more exactly. */
export function formatWhen(when: When): string {
  const { start, end, precision } = when;
  if (!start && !end) return when.text ? t("when.quoted", { text: when.text }) : t("when.unknown");
  if (!start !== !end) return formatHalfOpen(start ?? end ?? "", precision, Boolean(start));
  if (!start || !end) return t("when.unknown");
  if (start === end) return formatDay(start);
  if (precision === "month" && start.slice(0, 7) === end.slice(0, 7)) return format(MONTH).format(parse(start));
  if (precision === "year" && start.slice(0, 4) === end.slice(0, 4)) return formatYear(start);
  return formatRange(start, end);
}

export function formatRange(start: string, end: string): string {
  const whole = start.endsWith("-01-01") && end.endsWith("-12-31");
  return withFirst(format(whole ? YEAR : DAY).formatRange(parse(start), parse(end)));
}

/** "Outlet, Author, 19 May 2024", saying what is not stated. */
export function sourceLine(article: Article): string {
  const outlet = article.outlet ?? t("source.noOutlet");
  const author = article.authors.length > 0 ? article.authors.join(", ") : t("source.noAuthor");
  const line = `${outlet} · ${author} · ${publishedLine(article)}`;
  return article.rating ? `${line} · ${t("source.rating", { rating: article.rating })}` : line;
}

export function publishedLine(article: Article): string {
  const { published } = article;
  if (!published.start && !published.end) return t("source.noDate");
  const date = formatWhen(published);
  if (published.basis === "inferred") return `${date} (${t("source.inferred")})`;
  return published.basis === "url" ? `${date} (${t("source.url")})` : date;
}

export function articleTitle(article: Article): string {
  return article.title ?? t("source.noTitle");
}

/** The address of an article if it is one that a page may link to, else null. */
export function safeUrl(url: string | null): string | null {
  if (url === null) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

/** Words that a text fragment keeps at each end: enough to be found once, short enough for an address. */
const FRAGMENT_WORDS = 5;

function fragmentPart(words: string[]): string {
  return encodeURIComponent(words.join(" ")).replace(/-/g, "%2D");
}

/** A link that scrolls to the sentence where the browser knows text fragments, and opens the article elsewhere. */
export function sentenceUrl(url: string | null, sentence: string): string | null {
  const safe = safeUrl(url);
  if (safe === null) return null;
  const words = sentence.split(/\s+/).filter(Boolean);
  if (words.length === 0) return safe;
  const text =
    words.length <= 2 * FRAGMENT_WORDS
      ? fragmentPart(words)
      : `${fragmentPart(words.slice(0, FRAGMENT_WORDS))},${fragmentPart(words.slice(-FRAGMENT_WORDS))}`;
  return `${safe}${safe.includes("#") ? "" : "#"}:~:text=${text}`;
}

/** A citation of a passage, ready to be pasted: the words and where they stand, or the entry of a reference manager. */
export function cite(index: BriefIndex, article: Article, quote: string | null, style: ReferenceStyle): string {
  const entry = reference(article, style, index.view);
  return quote === null || style === "bibtex" || style === "ris" ? entry : `“${quote}” ${entry}`;
}

/** The name of a file without the folders above it: where somebody keeps their articles is theirs to tell. */
export function fileName(path: string): string {
  return path === "-" ? path : (path.replace(/[\\/]+$/, "").split(/[\\/]/).pop() ?? path);
}

/** Why nothing, or no event, is told of an article; null where something is, or where that needs no reason. */
export function silenceOf(index: BriefIndex, article: Article): string | null {
  const isEnglish = article.language === null || article.language.startsWith("en");
  if (isEnglish || (index.eventsIn.get(article.id) ?? []).length > 0) return null;
  const language = languageName(article.language ?? "");
  const placed = (index.mentionsIn.get(article.id) ?? []).some((mention) => mention.place !== null);
  return t(placed ? "source.noEvents" : "source.nothing", { language });
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
