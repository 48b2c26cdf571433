/** What is chosen at the moment, and who wants to know when it changes. */

export type SelectionKind = "place" | "event" | "article";

export interface Selection {
  kind: SelectionKind;
  id: string;
  /** Of an article: where the sentence begins that is looked for. */
  at?: number | undefined;
}

/** A step of the story: a finding by its number, from 1 on, with the events and places that are lit for it. */
export interface Step {
  number: number;
  events: readonly string[];
  places: readonly string[];
}

/** Filters show what fits; an empty set, null or an empty text restricts nothing. */
export interface Filters {
  articles: Set<string>;
  kinds: Set<string>;
  roles: Set<string>;
  matches: Set<string>;
  statuses: Set<string>;
  outlets: Set<string>;
  /** Events that are new or changed since an older brief. */
  news: Set<string>;
  from: string | null;
  to: string | null;
  /** What is shown of the events without a date: as the dates have it, none but them, or them as well. */
  undated: "" | "only" | "with";
  query: string;
}

export type FacetName = "articles" | "outlets" | "kinds" | "roles" | "matches" | "statuses" | "news";

export function noFilters(): Filters {
  return {
    articles: new Set(),
    kinds: new Set(),
    roles: new Set(),
    matches: new Set(),
    statuses: new Set(),
    outlets: new Set(),
    news: new Set(),
    from: null,
    to: null,
    undated: "",
    query: "",
  };
}

/** How many restrictions are in force. */
export function activeFilters(filters: Filters): number {
  const facets = [filters.articles, filters.kinds, filters.roles, filters.matches, filters.statuses, filters.outlets, filters.news];
  return facets.filter((set) => set.size > 0).length + (filters.from || filters.to || filters.undated === "only" ? 1 : 0) + (filters.query ? 1 : 0);
}

export type Change = "filters" | "selection" | "hover" | "view" | "step";

export class Store {
  filters = noFilters();
  selection: Selection | null = null;
  hover: Selection | null = null;
  step: Step | null = null;
  private isHeld = false;
  private readonly listeners: ((change: Change) => void)[] = [];

  subscribe(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }

  setFilters(change: Partial<Filters>): void {
    this.filters = { ...this.filters, ...change };
    this.tell("filters");
  }

  toggle(facet: FacetName, value: string): void {
    const set = new Set(this.filters[facet]);
    if (!set.delete(value)) set.add(value);
    this.setFilters({ [facet]: set });
  }

  clear(): void {
    this.filters = noFilters();
    this.tell("filters");
  }

  select(selection: Selection | null): void {
    if (same(this.selection, selection)) return;
    this.selection = selection;
    this.tell("selection");
  }

  /** While something is dragged, what passes under the hand is not meant. */
  hold(isHeld: boolean): void {
    if (isHeld) this.setHover(null);
    this.isHeld = isHeld;
  }

  setHover(hover: Selection | null): void {
    if (this.isHeld || same(this.hover, hover)) return;
    this.hover = hover;
    this.tell("hover");
  }

  setStep(step: Step | null): void {
    if (this.step?.number === step?.number) return;
    this.step = step;
    this.tell("step");
  }

  moved(): void {
    this.tell("view");
  }
}

export function same(a: Selection | null, b: Selection | null): boolean {
  return a?.kind === b?.kind && a?.id === b?.id && a?.at === b?.at;
}
