/** The points of a brief that has yet to be unpacked: as many facts as it takes to draw them, and no words. */

import type { Match } from "../brief";
import type { PackedMarks, Place, View } from "../data";
import type { PlaceEntry, Presence } from "../visible";
import { readNumbers } from "./unpack";

const SCALE = 10_000;
const PRESENCES: Record<string, Presence> = { s: "scene", a: "actor", b: "background" };
const MATCHES: Record<string, Match> = { s: "strong", f: "fair", w: "weak" };
const SHAPES: Record<string, Pick<Place, "kind" | "precision">> = {
  e: { kind: "city", precision: "settlement" },
  n: { kind: "city", precision: "district" },
  s: { kind: "site", precision: "site" },
};

/** Entries for {@link MarkLayer.draw}, most important first. */
export function readMarks(marks: PackedMarks, view: View): PlaceEntry[] {
  const steps = readNumbers(marks.at);
  const kinds = Object.keys(view.kinds);
  let lat = 0;
  let lon = 0;
  return marks.kind.map((kind, i) => {
    lat += steps[2 * i] ?? 0;
    lon += steps[2 * i + 1] ?? 0;
    const [presence = "", match = "", shape = ""] = marks.looks.slice(3 * i, 3 * i + 3);
    const nameless = { id: String(i), name: "", country: null, admin1: null, geonameid: null, wikidata: null, extent: null };
    return {
      place: { ...nameless, ...(SHAPES[shape] ?? SHAPES["e"]!), lat: lat / SCALE, lon: lon / SCALE },
      mentions: [],
      events: [],
      presence: PRESENCES[presence] ?? "background",
      match: MATCHES[match] ?? "fair",
      articles: new Set<string>(),
      independent: marks.independent[i] ?? 1,
      kind: kinds[kind - 1] ?? null,
    };
  });
}
