/** The answers of a reviewer: what each is about in the words of the articles, kept in this browser, one step back at a time. */

import { toToml } from "./toml";

export interface Anchor {
  article?: string;
  title?: string;
  published?: string;
  quote?: string;
  prefix?: string;
  suffix?: string;
}

export interface Target extends Anchor {
  event: string;
  also?: Anchor[];
  was?: string;
}

export interface OwnPlace {
  key?: string;
  name: string;
  lat: number;
  lon: number;
  kind?: string;
  country?: string;
}

/** One answer, with the keys that a recipe has for it (`[[overrides.corrections]]`). */
export interface Answer extends Anchor {
  name?: string | string[];
  event?: string;
  conflict?: string;
  add?: string;
  also?: Anchor[];
  had?: string;
  was?: string;
  right?: boolean;
  drop?: boolean;
  place?: string | OwnPlace;
  label?: string;
  kind?: string;
  status?: string;
  date?: string;
  who?: { name: string; role: string }[];
  grade?: string;
  merge?: Target[];
  split?: Anchor[];
  by?: string;
  note?: string;
}

/** What an answer is about; all else is what is known better. */
const ABOUT: readonly (keyof Answer)[] = [
  "name", "event", "conflict", "add", "article", "title", "published", "quote", "prefix", "suffix", "also", "had", "was",
];

const known = new Map<string, string>();

/** The letters and digits of a text, small: what spaces and signs have no part in. */
export function letters(text: string): string {
  let folded = known.get(text);
  if (folded === undefined) {
    folded = text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    known.set(text, folded);
  }
  return folded;
}

/** Whether something that was read is an answer: a brief and a browser's store may hold whatever somebody put there. */
function isAnswer(what: unknown): what is Answer {
  if (typeof what !== "object" || what === null) return false;
  const answer = what as Record<string, unknown>;
  const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
  const areAnchors = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.every(isAnswer));
  const texts = ["event", "conflict", "add", "article", "title", "published", "quote", "prefix", "suffix", "had", "was", "label", "kind", "status", "date", "grade", "by", "note"];
  const names = [answer.name].flat();
  const { place, who } = answer;
  return (
    texts.every((key) => isText(answer[key])) &&
    names.every(isText) &&
    ["also", "merge", "split"].every((key) => areAnchors(answer[key])) &&
    (isText(place) || (typeof place === "object" && place !== null && typeof (place as { name?: unknown }).name === "string")) &&
    (who === undefined || (Array.isArray(who) && who.every((one) => typeof (one as { name?: unknown } | null)?.name === "string")))
  );
}

/** By what two answers are about the same. */
export function subjectOf(answer: Answer): string {
  const names = answer.name === undefined ? "" : [answer.name].flat().map(letters).sort().join(" ");
  const where = answer.article ?? answer.title ?? "";
  const what = answer.add === undefined ? (answer.event ?? answer.conflict ?? "") : `${answer.add} ${answer.label ?? ""}`;
  const kind = ABOUT.slice(0, 4).find((key) => answer[key] !== undefined) ?? "article";
  const had = answer.quote === undefined ? (answer.had ?? "") : "";
  return [kind, names, what, where, letters(answer.quote ?? ""), letters(answer.prefix ?? ""), had].join("|");
}

/** What is said of a subject, put to what was said of it before. */
function together(before: Answer | undefined, now: Answer): Answer {
  if (!before || now.drop || before.name !== undefined) {
    const kept = before?.note !== undefined && now.note === undefined ? { note: before.note } : {};
    return { ...now, ...kept };
  }
  const { drop: _, right: __, ...rest } = before;
  return { ...rest, ...now };
}

interface Kept {
  /** Answers that stand in place of those of the brief, or beside them. */
  answers: Answer[];
  /** Subjects of answers of the brief that were taken back. */
  gone: string[];
}

/** Steps that can be taken back. */
const MOST_STEPS = 200;

export class Answers {
  private readonly base: readonly Answer[];
  private own: Answer[] = [];
  private gone = new Set<string>();
  private readonly steps: string[] = [];
  private isOneStep = false;
  private readonly listeners: (() => void)[] = [];

  /**
   * @param base What the brief was built with.
   * @param key Under which name the answers are kept in this browser; null where they are kept elsewhere.
   */
  constructor(
    base: readonly unknown[],
    private readonly key: string | null,
  ) {
    this.base = base.filter(isAnswer);
    const kept = this.read();
    const built = new Set(this.base.map((answer) => toToml([answer])));
    const subjects = new Set(this.base.map(subjectOf));
    this.own = kept.answers.filter((answer) => !built.has(toToml([answer])));
    this.gone = new Set(kept.gone.filter((subject) => subjects.has(subject)));
  }

  private read(): Kept {
    try {
      const kept = JSON.parse((this.key && localStorage.getItem(this.key)) || "{}") as Partial<Kept>;
      return { answers: Array.isArray(kept.answers) ? kept.answers.filter(isAnswer) : [], gone: Array.isArray(kept.gone) ? kept.gone : [] };
    } catch {
      return { answers: [], gone: [] };
    }
  }

  private written(): string {
    return JSON.stringify({ answers: this.own, gone: [...this.gone] } satisfies Kept);
  }

  private keep(): void {
    if (this.isOneStep) return;
    try {
      if (this.key) localStorage.setItem(this.key, this.written());
    } catch {
      // A browser that keeps nothing: the answers live as long as the page.
    }
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Everything that holds now: what the brief was built with, changed and continued. */
  all(): Answer[] {
    const own = new Map(this.own.map((answer) => [subjectOf(answer), answer]));
    const kept = this.base.flatMap((answer) => {
      const subject = subjectOf(answer);
      const instead = own.get(subject);
      own.delete(subject);
      return instead ?? (this.gone.has(subject) ? [] : answer);
    });
    return [...kept, ...own.values()];
  }

  /** How many answers the brief has not been built with yet. */
  get pending(): number {
    return this.own.length + this.gone.size;
  }

  get canUndo(): boolean {
    return this.steps.length > 0;
  }

  /** Several changes, which one step back takes back. */
  atOnce(act: () => void): void {
    this.step();
    this.isOneStep = true;
    act();
    this.isOneStep = false;
    this.keep();
  }

  private step(): void {
    if (this.isOneStep) return;
    this.steps.push(this.written());
    if (this.steps.length > MOST_STEPS) this.steps.shift();
  }

  give(answer: Answer): void {
    this.step();
    const subject = subjectOf(answer);
    const before = this.all().find((other) => subjectOf(other) === subject);
    this.gone.delete(subject);
    this.own = [...this.own.filter((other) => subjectOf(other) !== subject), together(before, answer)];
    this.keep();
  }

  takeBack(answer: Answer): void {
    this.step();
    const subject = subjectOf(answer);
    this.own = this.own.filter((other) => subjectOf(other) !== subject);
    if (this.base.some((other) => subjectOf(other) === subject)) this.gone.add(subject);
    this.keep();
  }

  undo(): boolean {
    const before = this.steps.pop();
    if (before === undefined) return false;
    const kept = JSON.parse(before) as Kept;
    this.own = kept.answers;
    this.gone = new Set(kept.gone);
    this.keep();
    return true;
  }
}
