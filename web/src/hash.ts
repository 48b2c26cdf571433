/** The state of the page in its address, so that a link shows a colleague the same thing. */

import { type Filters, noFilters, type Selection, type SelectionKind, type Store } from "./state";

export interface MapView {
  zoom: number;
  lat: number;
  lon: number;
}

const FACETS = [
  ["src", "articles"],
  ["kind", "kinds"],
  ["role", "roles"],
  ["match", "matches"],
  ["status", "statuses"],
  ["outlet", "outlets"],
  ["news", "news"],
] as const;

const SELECTIONS: readonly SelectionKind[] = ["place", "event", "article"];

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Milliseconds between two changes of the address; Chromium allows 200 in half a minute, Safari 100. */
const BETWEEN_WRITES = 320;

/** Do something at once, and then no more often than browsers put up with: some stop a page that changes its address. */
export function notTooOften(act: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let waiting = false;
  const now = (): void => {
    waiting = false;
    last = performance.now();
    act();
  };
  return () => {
    if (waiting) return;
    const wait = last + BETWEEN_WRITES - performance.now();
    if (wait <= 0) now();
    else {
      waiting = true;
      setTimeout(now, wait);
    }
  };
}

export interface Address {
  filters: Filters;
  selection: Selection | null;
  view: MapView | null;
  /** A step of the story, from 1 on. */
  step: number | null;
  embed: boolean;
}

/** Read an address; what is malformed is left out. */
export function readAddress(hash: string, search: string): Address {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const filters = noFilters();
  for (const [key, facet] of FACETS) {
    for (const value of (fields.get(key) ?? "").split(",")) if (value) filters[facet].add(value.replace(/%2C/g, ","));
  }
  filters.from = day(fields.get("from"));
  filters.to = day(fields.get("to"));
  const undated = fields.get("undated");
  if (undated === "only" || undated === "with") filters.undated = undated;
  filters.query = fields.get("q") ?? "";
  const kind = SELECTIONS.find((name) => fields.get(name));
  return {
    filters,
    selection: kind ? selected(kind, fields) : null,
    view: readView(fields.get("view")),
    step: readStep(fields.get("step")),
    embed: fields.has("embed") || new URLSearchParams(search).has("embed"),
  };
}

function selected(kind: SelectionKind, fields: URLSearchParams): Selection {
  const at = /^\d{1,9}$/.test(fields.get("at") ?? "") ? Number(fields.get("at")) : undefined;
  const id = fields.get(kind) ?? "";
  return kind === "article" && at !== undefined ? { kind, id, at } : { kind, id };
}

function day(value: string | null): string | null {
  return value !== null && ISO_DAY.test(value) ? value : null;
}

function readStep(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : null;
}

function readView(value: string | null): MapView | null {
  const [zoom, lat, lon] = (value ?? "").split("/").map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const usable = value !== null && value !== "" && [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 90 && Math.abs(lon) <= 360;
  return usable ? { zoom, lat, lon } : null;
}

/** Write what is chosen, and the view where it is given, as the part of an address after `#`. */
export function writeAddress(store: Pick<Store, "filters" | "selection"> & Partial<Pick<Store, "step">>, view: MapView | null, embed: boolean): string {
  const fields: [string, string][] = [];
  if (embed) fields.push(["embed", "1"]);
  if (store.step) fields.push(["step", String(store.step.number)]);
  if (store.selection) fields.push([store.selection.kind, store.selection.id]);
  if (store.selection?.at !== undefined) fields.push(["at", String(store.selection.at)]);
  for (const [key, facet] of FACETS) {
    // A comma stands between values: one inside a value is written out.
    const values = [...store.filters[facet]].sort().map((value) => value.replace(/,/g, "%2C"));
    if (values.length > 0) fields.push([key, values.join(",")]);
  }
  if (store.filters.from) fields.push(["from", store.filters.from]);
  if (store.filters.to) fields.push(["to", store.filters.to]);
  if (store.filters.undated) fields.push(["undated", store.filters.undated]);
  if (store.filters.query) fields.push(["q", store.filters.query]);
  if (view) fields.push(["view", `${view.zoom}/${view.lat.toFixed(3)}/${view.lon.toFixed(3)}`]);
  return fields.map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",")}`).join("&");
}
