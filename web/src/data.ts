/** The two JSON blocks of the page: the brief (brief.json, unchanged) and what the map needs beside it. */

import type { Geometry } from "geojson";
import type { MessageKey } from "./i18n";
import type { Answer } from "./review/answers";

export type Role = "scene" | "origin" | "destination" | "actor" | "background";
/** Those that are known; a brief of a later version may have others, which are shown as they are written. */
export type Status = "done" | "under way" | "planned" | "demanded" | "denied" | "past" | "claimed" | (string & {});

export interface When {
  start: string | null;
  end: string | null;
  precision: string;
  text: string | null;
  basis: string;
}

export interface Article {
  id: string;
  path: string;
  title: string | null;
  outlet: string | null;
  authors: string[];
  url: string | null;
  language: string | null;
  sha256: string;
  words: number;
  published: When;
  same_story_as: string | null;
  /** Admiralty rating ("B2"); absent in briefs of older versions. */
  rating?: string | null;
}

export interface Place {
  id: string;
  name: string;
  kind: string;
  precision: string;
  country: string | null;
  admin1: string | null;
  lat: number;
  lon: number;
  geonameid: number | null;
  wikidata: string | null;
  extent: Geometry | null;
}

export interface Mention {
  id: string;
  article: string;
  start: number;
  end: number;
  text: string;
  sentence: { start: number; end: number; text: string };
  form: string;
  role: Role;
  place: string | null;
  confidence: number;
  because: string;
  alternatives: { place: string; name: string; confidence: number }[];
  /** What `because` says, in records; absent in briefs of older versions. */
  reasons?: Reason[];
}

/** A place as a reason names it; without a name, the province or country around another. */
export interface NamedPlace {
  name: string | null;
  kind: string;
  admin1?: string;
  country?: string;
}

export interface Reason {
  key: string;
  role: "answer" | "ground" | "note" | (string & {});
  arguments: Record<string, string | NamedPlace | NamedPlace[]>;
}

/** The words of reasons in a language, as geobrief/reasons has them. */
export interface ReasonWords {
  joins: Record<"colon" | "and" | "semicolon" | "comma", string>;
  areas: Record<string, string>;
  reasons: Record<string, string>;
}

export interface Citation {
  article: string;
  start: number;
  end: number;
  quote: string;
  /** Id of an earlier article of the same story in which the same words stand. */
  copy_of?: string;
}

export interface BriefEvent {
  id: string;
  kind: string;
  label: string;
  status: Status;
  main: boolean;
  when: When;
  /** `named`: what is called so lies somewhere in the place. */
  where: { place: string; role: Role; named?: string | null }[];
  who: { name: string; role: string }[];
  citations: Citation[];
  articles: number;
  independent: number;
  confidence: number;
  /** Chances that each part of it is true; absent where nobody said. */
  confidences?: { kind: number; place: number | null; day: number | null; status: number };
  figures: { what: string; value: number; unit: string; text: string; citation: Citation }[];
}

export interface Conflict {
  about: string;
  event: string | null;
  values: { value: string; citations: Citation[] }[];
}

export type Doubt =
  | "contradicted"
  | "denied"
  | "claimed"
  | "planned"
  | "demanded"
  | "undated"
  | "unplaced"
  | "named"
  | "place"
  | "day"
  | "single"
  | (string & {});

/** A statement that the brief puts first: the label of its first event. */
export interface Finding {
  id: string;
  text: string;
  events: string[];
  places: string[];
  when: When;
  status: Status;
  articles: number;
  independent: number;
  doubts: Doubt[];
}

/** How many an event killed, moved or cost, as all articles that tell of it say. */
export interface KeyFigure {
  event: string;
  what: string;
  unit: string;
  low: number;
  high: number;
  place: string | null;
  values: { value: string; citations: Citation[] }[];
}

/** Something that an analyst set by hand, with what the machine had. */
export interface Decision {
  /** Id of a mention, event or place. */
  about: string;
  what: "set" | "dropped" | "reviewed" | "proposed";
  text: string;
  by: string | null;
  note: string | null;
  /** What of an event was set or proposed; absent where no field of its own was, and in briefs of older versions. */
  fields?: string[];
}

/** One thing that differs from an older brief; geobrief/model.py says what its values are. */
export interface Change {
  what: "status" | "day" | "place" | "kind" | "figure" | "contradicted" | "settled" | "confirmed" | "merged" | "split";
  about: string | null;
  before: string | null;
  after: string | null;
  cause: "told" | "set" | "read";
  citations: Citation[];
}

export interface GoneEvent {
  id: string;
  kind: string;
  label: string;
  status: Status;
  when: When;
  where: string[];
  cause: "article gone" | "article changed" | "dropped" | "read";
  quotes: { quote: string; source: string }[];
}

/** A part of an article's text, at its place in it. */
export interface Excerpt {
  article: string;
  start: number;
  end: number;
  text: string;
}

/** What is new since an older brief. */
export interface Changes {
  title: string;
  since: string | null;
  new: string[];
  changed: { event: string; was: string; changes: Change[] }[];
  gone: GoneEvent[];
  disagreements: Change[];
  articles_new: string[];
  articles_changed: string[];
  articles_gone: string[];
}

export interface Brief {
  title: string;
  generator: { name: string; version: string };
  gazetteer: { name: string; version: string; places: number; sha256: string };
  articles: Article[];
  places: Place[];
  mentions: Mention[];
  events: BriefEvent[];
  conflicts: Conflict[];
  /** Absent where no event says enough, and in briefs of older versions. */
  findings?: Finding[];
  key_figures?: KeyFigure[];
  skipped: { path: string; reason: string }[];
  /** Ids of events and places that a person has reviewed; absent where nobody has. */
  reviewed?: string[];
  /** What an analyst set by hand; absent where nothing was. */
  decisions?: Decision[];
  /** What is new since an older brief; absent where the brief was built against none. */
  changes?: Changes;
  /** What it carries of the articles' texts beyond the quoted sentences; absent where it carries none. */
  texts?: { kept: "cited" | "full"; parts: Excerpt[] };
  /** What an analyst answered, as a recipe has it; absent where nothing was. */
  corrections?: Answer[];
  /** What brief.json says where the page says it in another language; not part of brief.json. */
  original?: { labels: Map<string, string>; abouts: Map<Conflict, string> };
}

export interface KindStyle {
  label: string;
  family: string;
  colour: string;
  symbol: string;
  weak: boolean;
}

/** A feature of the basemap: its properties and its lines or rings as differences of whole numbers. */
export interface PackedFeature {
  t: "line" | "area";
  p?: Record<string, unknown>;
  /** One text a line or a ring: first position, then steps, in units of 1 / scale degrees, lon before lat, as VLQ digits. */
  c: string[];
  /** For areas: how many rings belong to each polygon. */
  n?: number[];
}

export interface PackedLayer {
  scale: number;
  features: PackedFeature[];
}

export type BasemapName = "world" | "countries" | "borders" | "admin1" | "lakes" | "rivers";

/** The points of a brief in columns, most important first: only what decides how each is drawn. */
export interface PackedMarks {
  /** Positions as steps of 1 / 10,000 degree, lat before lon, as VLQ digits. */
  at: string;
  /** Letter by letter: presence (s, a, b), match (s, f, w), shape (e: exact, n: near, s: site). */
  looks: string;
  /** Number of the kind in `kinds`, from 1 on, or 0. */
  kind: number[];
  independent: number[];
  told: PackedTold;
}

/** What is told of every place, in the order of the brief. */
export interface PackedTold {
  /** Letter by letter: presence and match, as above. */
  looks: string;
  /** Whole numbers in VLQ digits: the kind in `kinds`, independent and all articles, events, mentions. */
  kind: string;
  independent: string;
  articles: string;
  events: string;
  mentions: string;
}

export type ReferenceStyle = "news" | "chicago" | "apa" | "mla" | "bibtex" | "ris";

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** What the page shows of a finding: a part of the world, lit places, and the sentences that say most of it. */
export interface StepView {
  finding: string;
  box: Box | null;
  places: string[];
  quotes: { article: string; start: number }[];
}

/** Everything on the page that is not the brief itself. */
export interface View {
  language: string;
  messages: Record<MessageKey, string>;
  /** Words of reasons in the language of the page; null on an English one, which says what the brief says. */
  reasons: ReasonWords | null;
  marking: { text: string; ink: string; ground: string } | null;
  preparedFor: string | null;
  preparedBy?: string | null;
  version: string | null;
  disclaimer: string | null;
  worldview: string | null;
  attribution: string[];
  families: Record<string, { label: string; colour: string }>;
  kinds: Record<string, KindStyle>;
  basemap: Partial<Record<BasemapName, PackedLayer>>;
  /** Towns that no article names, for orientation: capitals first, then the largest. */
  /** For orientation; `near` ones stand close to a pin, and are shown from close by. */
  towns: { name: string; lat: number; lon: number; capital?: boolean; near?: boolean }[];
  /** Title of the brief, and the points that the first picture shows of a brief that has yet to be unpacked. */
  title: string;
  marks: PackedMarks | null;
  /** Authors that are persons: family name, given names, suffix. */
  people: Record<string, [string, string, string]>;
  /** Where the map opens. */
  story: Box;
  /** The findings as steps of a story; absent on a page of an older version. */
  steps?: StepView[];
  dates?: { issued: string | null; cutOff: string | null; period: [string, string] | null };
  tiles: { url: string; attribution: string } | null;
  /** What a review needs: whether a server takes the answers, an excerpt of the gazetteer (id, key, name, full name, kind,
   * country, latitude, longitude), the kinds of event with their names; null where the brief is a layer of another map. */
  review: { live: boolean; places: GazetteerRow[]; kinds: [string, string][] } | null;
}

export type GazetteerRow = [string, string, string, string, string, string | null, number, number];

/** Read one JSON block that is written out. */
export function readPlain<T>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? "") as T;
}

/** Whether a brief travels compressed, and takes a moment to be unpacked. */
export function isPacked(id: string): boolean {
  return document.getElementById(id)?.hasAttribute("data-encoding") ?? false;
}

/** The text of a block that travels compressed: {@link openColumns} reads it. */
export function readPacked(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}
