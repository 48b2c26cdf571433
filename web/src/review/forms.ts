/** The small forms of a card under review: another place, other facts, another event, two events, a note. */

import type { BriefIndex } from "../brief";
import type { BriefEvent, GazetteerRow, Mention } from "../data";
import { add, bdi, button, type Child, fill, h } from "../dom";
import { countryName, t, tx } from "../i18n";
import { kindLabel } from "../panel/card";
import { foldText } from "../visible";
import type { Answer, OwnPlace, Target } from "./answers";
import { rounded } from "./subjects";

const MOST_FOUND = 9;
const STATUSES = ["done", "under way", "planned", "demanded", "denied", "past", "claimed"];

let made = 0;

/** A label with its field. */
function field(label: string, input: HTMLElement): HTMLElement {
  made += 1;
  input.id = `review-field-${made}`;
  return h("p", { class: "review-field" }, h("label", { for: input.id }, label), input);
}

function form(submit: string, act: () => void, cancel: () => void, ...fields: Child[]): HTMLFormElement {
  const whole = h(
    "form",
    { class: "review-form" },
    ...fields,
    h("p", { class: "review-buttons" }, h("button", { type: "submit", class: "primary" }, submit), button(t("review.cancel"), cancel)),
  );
  whole.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
  // In a list to choose from, and among lines of text, Enter alone means something else.
  whole.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    whole.requestSubmit();
  });
  return whole;
}

function select(options: readonly (readonly [string, string])[], chosen: string): HTMLSelectElement {
  const box = h("select", {}, ...options.map(([value, label]) => h("option", { value }, label)));
  box.value = chosen;
  return box;
}

/** Enter in a field of search takes what was found first. */
function takeFirst(query: HTMLInputElement, found: HTMLElement): void {
  query.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    found.querySelector("button")?.click();
  });
}

/** Degrees north and east as a person types them, "13.5, 2.1"; null where it is no such thing. */
export function asPosition(words: string): { lat: number; lon: number } | null {
  const [, north = "", east = ""] = /^\s*(-?\d+(?:\.\d+)?)\u00b0?[\s,;]+(-?\d+(?:\.\d+)?)\u00b0?\s*$/u.exec(words) ?? [];
  const [lat, lon] = [Number(north), Number(east)];
  return north !== "" && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

export interface Scope {
  label: string;
  answer: Answer;
}

/** How to look for a place beyond the page, where it is served. */
export type Search = (query: string) => Promise<GazetteerRow[]>;

export interface PlaceWishes {
  index: BriefIndex;
  /** What the answer may be about: all mentions, or one sentence. */
  scopes: readonly Scope[];
  /** Rows offered at once, those weighed by the machine first. */
  offered: readonly GazetteerRow[];
  name: string;
  /** What it is called that there is no place: "not a place", or "unknown". */
  nothing: string;
  nothingLabel: string;
  search: Search | null;
  pick: (done: (lat: number, lon: number) => void) => () => void;
  give: (answer: Answer) => void;
  cancel: () => void;
}

export function asPlace([, key, name, , kind, country, lat, lon]: GazetteerRow): OwnPlace {
  return { key, name, lat, lon, kind, ...(country === null ? {} : { country }) };
}

function rowLabel(row: GazetteerRow): string {
  const country = row[5] === null || row[4] === "country" ? "" : `, ${countryName(row[5])}`;
  const name = row[5] !== null && row[3].endsWith(`, ${row[5]}`) ? row[3].slice(0, -4) : row[3];
  return `${name}${country} (${tx("kindOfPlace", row[4])})`;
}

function spot(lat: number, lon: number): string {
  return `${rounded(lat).toFixed(3)}, ${rounded(lon).toFixed(3)}`;
}

/** Another place: one of those that the machine weighed, one of the gazetteer, or a point on the map. */
export function placeForm(wishes: PlaceWishes): HTMLElement {
  const { index } = wishes;
  const scope = h("select", {}, ...wishes.scopes.map(({ label }, number) => h("option", { value: String(number) }, label)));
  const chosen = (): Answer => wishes.scopes[Number(scope.value)]?.answer ?? {};
  let stop: () => void = () => undefined;
  const give = (place: OwnPlace | string): void => {
    stop();
    wishes.give({ ...chosen(), place });
  };
  const results = h("ol", { class: "review-places" });
  const show = (rows: readonly GazetteerRow[]): void => {
    const items = rows.slice(0, MOST_FOUND).map((row, number) =>
      h("li", {}, button(rowLabel(row), () => give(asPlace(row)), { "data-choice": number + 1, dir: "auto" })),
    );
    fill(results, ...items);
    if (items.length === 0 && query.value !== "") add(results, h("li", { class: "note" }, t("review.noPlace")));
  };
  const query = h("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  let asked = 0;
  const look = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const words = foldText(query.value.trim());
    if (words === "") return show(wishes.offered);
    const rows = index.view.review?.places ?? [];
    const near = rows.filter((row) => foldText(row[3]).includes(words));
    show(near);
    const more = wishes.search ? await wishes.search(query.value.trim()) : [];
    if (mine === asked && more.length > 0) show([...near, ...more.filter((row) => !near.some((other) => other[1] === row[1]))]);
  };
  query.addEventListener("input", () => void look());
  takeFirst(query, results);
  const point = h("div", { class: "review-point" });
  /** A spot of nobody's gazetteer wants a name. */
  const ownName = (lat: number, lon: number): void => {
    const name = h("input", { type: "text", value: wishes.name, required: true, dir: "auto" });
    const use = (): void => give({ name: name.value.trim(), lat: rounded(lat), lon: rounded(lon), kind: "site" });
    fill(point, form(t("review.point.use", { at: spot(lat, lon) }), use, () => fill(point), field(t("review.point.name"), name)));
    name.focus();
    name.select();
  };
  const pick = button(t("review.point"), () => {
    stop();
    const typed = h("input", { type: "text", placeholder: "13.51, 2.11", autocomplete: "off" });
    typed.addEventListener("input", () => typed.setCustomValidity(asPosition(typed.value) ? "" : t("review.point.degrees.how")));
    const use = (): void => {
      const at = asPosition(typed.value);
      stop();
      if (at) ownName(at.lat, at.lon);
    };
    typed.required = true;
    const close = (): void => {
      stop();
      fill(point);
    };
    fill(point, h("p", { class: "note", role: "status" }, t("review.point.how")), form(t("review.point.degrees.use"), use, close, field(t("review.point.degrees"), typed)));
    typed.focus();
    stop = wishes.pick(ownName);
  }, { "data-choice": 0 });
  show(wishes.offered);
  return h(
    "div",
    { class: "review-form" },
    wishes.scopes.length > 1 && field(t("review.scope"), scope),
    field(t("review.search"), query),
    results,
    h(
      "p",
      { class: "review-buttons" },
      pick,
      button(wishes.nothingLabel, () => give(wishes.nothing)),
      button(t("review.cancel"), () => {
        stop();
        wishes.cancel();
      }),
    ),
    point,
  );
}

/** Roles of who took part, in words that stand behind a name; one that acted has none. */
function roleWords(): Map<string, string> {
  return new Map(["source", "target", "participant"].map((role) => [tx("actor", role), role]));
}

function whoWords(who: BriefEvent["who"]): string {
  return who.map(({ name, role }) => (role === "source" ? name : `${name} (${tx("actor", role)})`)).join("; ");
}

/** Names between semicolons; who has no role behind the name acted. */
function whoOf(words: string): { name: string; role: string }[] {
  const roles = roleWords();
  return words.split(";").map((one) => one.trim()).filter(Boolean).map((one) => {
    const [, name = "", word = ""] = /^(.*\S)\s*\(([^()]+)\)$/u.exec(one) ?? [];
    const role = roles.get(word.trim());
    return role === undefined ? { name: one, role: "source" } : { name, role };
  });
}

/** Label, kind, day, status and who of an event; only what was changed is said. */
export function eventForm(index: BriefIndex, event: BriefEvent, about: Answer, give: (answer: Answer) => void, cancel: () => void): HTMLElement {
  const { start, end, precision } = event.when;
  const day = start === null && end === null ? "unknown" : precision === "year" ? (start ?? "").slice(0, 4) : precision === "month" ? (start ?? "").slice(0, 7) : start !== null && start === end ? start : `${start ?? ".."}/${end ?? ".."}`;
  const was = { label: event.label, kind: event.kind, date: day, status: event.status, who: whoWords(event.who) };
  const kinds = (index.view.review?.kinds ?? []).map(([key, label]): [string, string] => [key, tx("kind", key, label)]);
  const label = h("input", { type: "text", value: was.label, required: true, dir: "auto" });
  const kind = select(kinds.some(([key]) => key === was.kind) ? kinds : [[was.kind, kindLabel(index, was.kind)], ...kinds], was.kind);
  const date = h("input", { type: "text", value: was.date, required: true, pattern: "unknown|(\\d{4}(-\\d{2}){0,2}|\\.\\.)(/(\\d{4}(-\\d{2}){0,2}|\\.\\.))?", title: t("review.date.how") });
  const status = select(STATUSES.map((word) => [word, tx("status", word)]), was.status);
  const who = h("input", { type: "text", value: was.who, dir: "auto" });
  const save = (): void => {
    const now: Answer = {
      ...(label.value === was.label ? {} : { label: label.value.trim() }),
      ...(kind.value === was.kind ? {} : { kind: kind.value }),
      ...(status.value === was.status ? {} : { status: status.value }),
      ...(date.value === was.date ? {} : { date: date.value.trim() }),
      ...(who.value === was.who ? {} : { who: whoOf(who.value) }),
    };
    if (Object.keys(now).length === 0) cancel();
    else give({ ...about, ...now });
  };
  return form(
    t("review.save"),
    save,
    cancel,
    field(t("review.label"), label),
    field(t("review.date"), date),
    field(t("review.status"), status),
    field(t("review.kind"), kind),
    field(t("review.who"), who),
  );
}

/** Other events, those most alike first: a click puts one to this. */
export function mergeForm(
  others: readonly { event: BriefEvent; target: Target }[],
  about: Answer,
  give: (answer: Answer, other: BriefEvent) => void,
  cancel: () => void,
): HTMLElement {
  const list = h("ol", { class: "review-places" });
  const query = h("input", { type: "search", autocomplete: "off" });
  const show = (): void => {
    const words = foldText(query.value.trim());
    const near = others.filter(({ event }) => foldText(event.label).includes(words)).slice(0, MOST_FOUND);
    fill(
      list,
      ...near.map(({ event, target }, number) =>
        h("li", {}, button(event.label, () => give({ ...about, merge: [...(about.merge ?? []), target] }, event), { "data-choice": number + 1, dir: "auto" })),
      ),
    );
  };
  query.addEventListener("input", show);
  takeFirst(query, list);
  show();
  return h("div", { class: "review-form" }, field(t("review.merge.find"), query), list, h("p", { class: "review-buttons" }, button(t("review.cancel"), cancel)));
}

/** The sentences of an event: those that are ticked tell another one. */
export function splitForm(index: BriefIndex, event: BriefEvent, anchors: (number: number) => Answer, about: Answer, give: (answer: Answer) => void, cancel: () => void): HTMLElement {
  const boxes = event.citations.map((_, number) => h("input", { type: "checkbox", "data-choice": number < MOST_FOUND ? number + 1 : null }));
  const lines = event.citations.map((citation, number) =>
    h("li", {}, h("label", {}, boxes[number], " ", h("q", { dir: "auto" }, citation.quote), ` [${index.number(citation.article)}]`)),
  );
  const warn = h("p", { class: "note", role: "status" });
  const save = (): void => {
    const out = boxes.flatMap((box, number) => (box.checked ? [number] : []));
    if (out.length === 0 || out.length === boxes.length) warn.textContent = t("review.split.some");
    else give({ ...about, split: out.map((number) => anchors(number)) });
  };
  return form(t("review.split"), save, cancel, h("p", { class: "note" }, t("review.split.how")), h("ul", { class: "plain review-sentences" }, ...lines), warn);
}

export function noteForm(about: Answer, before: Answer | undefined, graded: boolean, give: (answer: Answer) => void, cancel: () => void): HTMLElement {
  const note = h("textarea", { rows: 2, dir: "auto" });
  note.value = before?.note ?? "";
  const letters = select([["", "–"], ..."ABCDEF".split("").map((letter): [string, string] => [letter, letter])], before?.grade?.[0] ?? "");
  const digits = select([["", "–"], ..."123456".split("").map((digit): [string, string] => [digit, digit])], before?.grade?.[1] ?? "");
  const save = (): void => {
    const grade = letters.value && digits.value ? { grade: letters.value + digits.value } : {};
    const words = note.value.trim();
    if (words === "" && !("grade" in grade)) cancel();
    else give({ ...about, ...grade, ...(words === "" ? {} : { note: words }) });
  };
  const grades = graded && h("div", { class: "review-grade" }, field(t("review.grade.source"), letters), field(t("review.grade.report"), digits));
  return form(t("review.save"), save, cancel, field(t("review.note"), note), grades);
}

/** An event that the machine did not find: the sentence that tells it, and what it tells. */
export function addForm(index: BriefIndex, sentences: readonly { text: string; about: Answer }[], mentions: readonly Mention[], place: (id: string) => OwnPlace | null, give: (answer: Answer) => void, cancel: () => void): HTMLElement {
  const kinds = (index.view.review?.kinds ?? []).map(([key, label]): [string, string] => [key, tx("kind", key, label)]);
  const sentence = select(sentences.map(({ text }, number) => [String(number), text.length > 90 ? `${text.slice(0, 88)}…` : text]), "0");
  const label = h("input", { type: "text", required: true, dir: "auto" });
  const kind = select(kinds, kinds[0]?.[0] ?? "");
  const date = h("input", { type: "text", placeholder: "2024-07-05", title: t("review.date.how"), pattern: "unknown|(\\d{4}(-\\d{2}){0,2}|\\.\\.)(/(\\d{4}(-\\d{2}){0,2}|\\.\\.))?" });
  const ids = [...new Set(mentions.flatMap((mention) => mention.place ?? []))];
  const where = select([["", "–"], ...ids.map((id): [string, string] => [id, index.places.get(id)?.name ?? id])], "");
  const save = (): void => {
    const told = sentences[Number(sentence.value)];
    const at = place(where.value);
    if (told) give({ ...told.about, add: kind.value, label: label.value.trim(), ...(date.value ? { date: date.value.trim() } : {}), ...(at ? { place: at } : {}) });
  };
  return form(
    t("review.add"),
    save,
    cancel,
    field(t("review.sentence"), sentence),
    field(t("review.label"), label),
    field(t("review.kind"), kind),
    field(t("review.date"), date),
    field(t("card.where"), where),
  );
}

/** One line that says what an answer is. */
export function told(answer: Answer): HTMLElement {
  const what = answer.label ?? answer.was ?? [answer.name ?? answer.conflict ?? answer.title ?? answer.article ?? ""].flat().join(", ");
  const place = typeof answer.place === "object" ? answer.place.name : answer.place;
  const parts: string[] = [];
  if (answer.right) parts.push(t("review.told.right"));
  if (answer.drop) parts.push(t(answer.conflict === undefined ? "review.told.drop" : "review.told.noConflict"));
  if (answer.add) parts.push(t("review.told.add"));
  if (place !== undefined && !answer.right) parts.push(`${t("card.where")}: ${place === "not a place" ? t("review.notPlace") : place === "unknown" ? t("review.unknownPlace") : place}`);
  if (answer.label !== undefined && !answer.add) parts.push(`${t("review.label")}: ${answer.label}`);
  if (answer.kind) parts.push(`${t("review.kind")}: ${tx("kind", answer.kind)}`);
  if (answer.date) parts.push(`${t("review.date")}: ${answer.date}`);
  if (answer.status) parts.push(`${t("review.status")}: ${tx("status", answer.status)}`);
  if (answer.who) parts.push(`${t("review.who")}: ${answer.who.map((one) => one.name).join("; ")}`);
  if (answer.merge) parts.push(t("review.told.merge"));
  if (answer.split) parts.push(t("review.told.split"));
  if (answer.grade) parts.push(t("review.told.grade", { grade: answer.grade }));
  if (answer.note) parts.push(`${t("review.note")}: ${answer.note}`);
  const subject = answer.name === undefined ? (answer.was ?? what) : [answer.name].flat().join(", ");
  return h("span", {}, h("b", {}, bdi(subject)), " – ", bdi(parts.join("; ")));
}

