/** What of the world a place, or all places, take up. */

import type { Geometry } from "geojson";
import * as L from "leaflet";
import type { Place } from "../data";
import type { PlaceEntry } from "../visible";
import { ringsOf } from "./outline";

/** Areas wider than this many degrees count by their own position, or Russia would set every view. */
const WIDEST = 45;

/** How wide an area of one's own may be to be drawn as one. */
const OWN_DEGREES = 8;

const kept = new WeakMap<Geometry, L.LatLngBounds>();

function boundsOfArea(geometry: Geometry): L.LatLngBounds {
  let found = kept.get(geometry);
  if (!found) {
    const edges = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
    for (const [lon = 0, lat = 0] of ringsOf(geometry).flat()) {
      edges.west = Math.min(edges.west, lon);
      edges.east = Math.max(edges.east, lon);
      edges.south = Math.min(edges.south, lat);
      edges.north = Math.max(edges.north, lat);
    }
    found = edges.west > edges.east ? L.latLngBounds([]) : L.latLngBounds([edges.south, edges.west], [edges.north, edges.east]);
    kept.set(geometry, found);
  }
  return found;
}

/** Whether a place lies over several countries and has no edge to speak of. A small area that no index knows is somebody's own,
 * and is drawn as what it is: geobrief/map/story.py says the same. */
export function isWide({ kind, extent, geonameid, wikidata }: Place): boolean {
  if (kind !== "region" || extent === null) return kind === "region" || kind === "continent";
  if (geonameid !== null || wikidata !== null) return true;
  const bounds = boundsOfArea(extent);
  return !bounds.isValid() || bounds.getEast() - bounds.getWest() > OWN_DEGREES;
}

export function boundsOf(entry: PlaceEntry): L.LatLngBounds {
  const { place } = entry;
  if (place.extent !== null) {
    const bounds = boundsOfArea(place.extent);
    if (bounds.isValid() && bounds.getEast() - bounds.getWest() <= WIDEST) return bounds;
  }
  return L.latLngBounds([place.lat, place.lon], [place.lat, place.lon]);
}

export function allBounds(entries: PlaceEntry[]): L.LatLngBounds | null {
  const bounds = L.latLngBounds([]);
  for (const entry of entries) bounds.extend(boundsOf(entry));
  return bounds.isValid() ? bounds : null;
}
