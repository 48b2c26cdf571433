/** An article as a reference, in the styles of geobrief.citations: written here because a page of thousands of articles
 * would carry each of them six times over. A test holds every style against the Python that it follows. */

import type { Article, ReferenceStyle, View } from "./data";

interface Person {
  family: string;
  given: string;
  suffix: string;
}

/** An author by parts, or an agency by its whole name. */
type Author = Person | string;

interface Item {
  id: string;
  title: string | null;
  authors: Author[];
  outlet: string | null;
  /** One date, or the first and last of a range, each as exact as it is known: year, month, day. */
  issued: number[][];
  url: string | null;
  language: string | null;
  /** The name of its file, where it has no address. */
  note: string | null;
  where: string;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split(" ");

/** So many digits of a hash tell files of one brief apart. */
const HASH_DIGITS = 12;
const UNTITLED = "[untitled]";

/** White space as Python's `split` has it, to which the byte order mark is none. */
const SPACE = /(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+/u;

function words(text: string): string[] {
  return text.split(SPACE).filter(Boolean);
}

/** Whoever the page knows as a person by parts; an agency or a single word stays whole. */
function authorOf(name: string, view: View): Author {
  const parts = Object.hasOwn(view.people, name) ? view.people[name] : undefined;
  if (!parts) return name;
  const [family, given, suffix] = parts;
  return { family, given, suffix };
}

function fileName(path: string): string {
  return path === "-" ? "standard input" : path.replace(/\/+$/, "").split("/").pop() ?? "";
}

function issuedOf(article: Article): number[][] {
  const { start, end, precision } = article.published;
  const days = [start ?? end, end ?? start].flatMap((day) => (day === null ? [] : [day.split("-").map(Number)]));
  const [first, last] = days;
  if (!first || !last) return [];
  if (precision === "year") return [first.slice(0, 1)];
  if (precision === "month") return [first.slice(0, 2)];
  return first.join() === last.join() ? [first] : days;
}

function itemOf(article: Article, view: View): Item {
  const file = fileName(article.path);
  return {
    id: article.id,
    title: article.title || null,
    authors: article.authors.map((name) => authorOf(name, view)),
    outlet: article.outlet || null,
    issued: issuedOf(article),
    url: article.url || null,
    language: article.language || null,
    note: article.url ? null : `File ${file}`,
    where: article.url || `file ${file}, SHA-256 ${article.sha256.slice(0, HASH_DIGITS)}`,
  };
}

// Parts of a line ------------------------------------------------------------------------------------------

function joined(parts: (string | null)[], by: string): string {
  return parts.filter(Boolean).join(by);
}

/** The title as it stands between quotation marks: those in it become single ones. */
function quoted(item: Item): string {
  return (item.title ?? UNTITLED).replace(/\u201c/g, "‘").replace(/\u201d/g, "’");
}

function stops(text: string): boolean {
  return /[.!?\u2026]$/u.test(text);
}

function sentence(text: string): string {
  return text === "" || stops(text) ? text : `${text}.`;
}

/** The first word of a part that stands by itself; an address keeps its own letters. */
function capital(text: string): string {
  const [first = "", ...rest] = Array.from(text);
  return text.includes("://") ? text : first.toUpperCase() + rest.join("");
}

function straight(name: Author): string {
  return typeof name === "string" ? name : joined([name.given, name.family, name.suffix], " ");
}

function inverted(name: Author): string {
  return typeof name === "string" ? name : joined([name.family, name.given, name.suffix], ", ");
}

function initials(name: Author): string {
  if (typeof name === "string") return name;
  const first = (part: string): string => `${Array.from(part)[0] ?? ""}.`;
  const given = words(name.given).map((word) => word.split("-").filter(Boolean).map(first).join("-"));
  return joined([name.family, given.join(" "), name.suffix], ", ");
}

function listed(names: string[], last: string, alwaysComma = false): string {
  if (names.length < 2) return names.join("");
  const comma = alwaysComma || names.length > 2 || names[0]?.includes(",") ? "," : "";
  return `${names.slice(0, -1).join(", ")}${comma} ${last} ${names[names.length - 1] ?? ""}`;
}

function firstInverted(names: Author[]): string[] {
  return names.map((name, at) => (at === 0 ? inverted(name) : straight(name)));
}

function british(item: Item, months: readonly string[]): string {
  return item.issued.map((parts) => britishDay(parts, months)).join("–");
}

function britishDay([year, month, day]: number[], months: readonly string[]): string {
  return joined([day ? String(day) : null, month ? (months[month - 1] ?? null) : null, String(year)], " ");
}

function american(item: Item): string {
  const day = (parts: number[]): string =>
    parts.length === 3 ? `${MONTHS[(parts[1] ?? 1) - 1] ?? ""} ${parts[2] ?? ""}, ${parts[0] ?? ""}` : britishDay(parts, MONTHS);
  return item.issued.map(day).join("–");
}

function apaDate(item: Item): string {
  const one = ([year, ...rest]: number[]): string => {
    const [month, day] = rest;
    return month ? `${year ?? ""}, ${joined([MONTHS[month - 1] ?? "", day ? String(day) : null], " ")}` : String(year);
  };
  return item.issued.map(one).join("–") || "n.d.";
}

// Styles of text ---------------------------------------------------------------------------------------------

function chicago(item: Item): string {
  const published = joined([item.outlet, american(item) || "n.d."], ", ");
  const parts = [
    sentence(listed(firstInverted(item.authors), "and")),
    `“${sentence(quoted(item))}”`,
    sentence(capital(published)),
    sentence(capital(item.where)),
  ];
  return joined(parts, " ");
}

function apa(item: Item): string {
  const names = listed(item.authors.map(initials), "&", true);
  const when = `(${apaDate(item)}).`;
  const title = sentence(item.title ?? UNTITLED);
  const lead = names ? `${sentence(names)} ${when} ${title}` : `${title} ${when}`;
  return joined([lead, sentence(item.outlet ?? ""), capital(item.where)], " ");
}

function mla(item: Item): string {
  const names = item.authors;
  const author =
    names.length > 2
      ? `${inverted(names[0] ?? "")}, et al.`
      : sentence(listed(firstInverted(names), "and", true));
  const rest = joined([item.outlet, british(item, MLA_MONTHS), item.where], ", ");
  return joined([author, `“${sentence(quoted(item))}”`, sentence(capital(rest))], " ");
}

function news(item: Item): string {
  const names = listed(item.authors.map(straight), "and");
  return joined([item.outlet, `“${quoted(item)}”`, names, british(item, MONTHS) || "undated", item.where], ", ");
}

// Entries of reference managers --------------------------------------------------------------------------------

const TEX: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** Signs that TeX would draw as one with the sign before them. */
const LIGATURE = /(?<=-)-|(?<=`)`|(?<=')'|(?<=,),|(?<=<)<|(?<=>)>|(?<=[?!])`/g;

function tex(text: string): string {
  return line(text.replace(/\0/g, " "))
    .replace(LIGATURE, "\0$&")
    .replace(/[\0\\{}&%$#_~^]/g, (char) => (char === "\0" ? "{}" : (TEX[char] ?? `\\${char}`)));
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}

const SMALL_WORDS = new Set("the a an of in on at to for and le la les un une el los las der die das o os as".split(" "));

function plain(text: string): string {
  const ascii = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  return ascii.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

function bibtexKey(item: Item): string {
  const [first] = item.authors;
  const author = first === undefined ? (item.outlet ?? "anonymous") : typeof first === "string" ? first : first.family;
  const year = item.issued[0]?.[0] ?? "nd";
  const word = plain(item.title ?? "").split(" ").find((each) => each !== "" && !SMALL_WORDS.has(each)) ?? "untitled";
  return `${plain(author).replace(/ /g, "") || "anonymous"}${year}${word}-${item.id.slice(-4)}`;
}

function bibtexName(name: Author): string {
  return typeof name === "string" ? `{${tex(name)}}` : joined([name.family, name.suffix, name.given].map(tex), ", ");
}

/** A day that is only known to lie between two days is, to a reference manager, what both have in common: a month, a year. */
function inCommon(issued: number[][]): number[][] {
  const first = issued[0];
  const last = issued[issued.length - 1];
  if (!first || !last) return [];
  let same = 0;
  while (same < Math.min(first.length, last.length) && first[same] === last[same]) same += 1;
  return same > 0 ? [first.slice(0, same)] : [first.slice(0, 1), last.slice(0, 1)];
}

function bibtex(whole: Item): string {
  const item = { ...whole, issued: inCommon(whole.issued) };
  const [first] = item.issued;
  const fields: [string, string | null][] = [
    ["author", item.authors.length > 0 ? item.authors.map(bibtexName).join(" and ") : null],
    ["title", item.title === null ? null : `{${tex(item.title)}}`],
    ["journal", item.outlet === null ? null : tex(item.outlet)],
    ["date", first ? item.issued.map((date) => date.map(two).join("-")).join("/") : null],
    ["year", first ? String(first[0]) : null],
    ["month", first && first.length > 1 ? String(first[1]) : null],
    ["url", item.url === null ? null : item.url.replace(/\{/g, "%7B").replace(/\}/g, "%7D").replace(/\\/g, "%5C")],
    ["langid", item.language],
    ["note", item.note === null ? null : tex(item.note)],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}}`]));
  return `@article{${bibtexKey(item)},\n${lines.join(",\n")}\n}`;
}

function line(text: string): string {
  return words(text).join(" ");
}

function ris(item: Item): string {
  const [first] = inCommon(item.issued);
  const records: [string, string | null][] = [
    ["TY", "NEWS"],
    ["ID", item.id],
    ...item.authors.map((name): [string, string] => ["AU", line(inverted(name))]),
    ["TI", item.title === null ? null : line(item.title)],
    ["T2", item.outlet === null ? null : line(item.outlet)],
    ["PY", first ? String(first[0]) : null],
    ["DA", first ? [first[0], ...first.slice(1).map(two), ...new Array<string>(4 - first.length).fill("")].join("/") : null],
    ["UR", item.url],
    ["LA", item.language],
    ["N1", item.note === null ? null : line(item.note)],
  ];
  const lines = records.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${value}`]));
  return [...lines, "ER  - "].join("\r\n");
}

const WRITERS: Record<ReferenceStyle, (item: Item) => string> = { news, chicago, apa, mla, bibtex, ris };

export function reference(article: Article, style: ReferenceStyle, view: View): string {
  return WRITERS[style](itemOf(article, view));
}
