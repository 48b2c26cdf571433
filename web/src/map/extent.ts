/** What of the world a place, or all places, take up. */

import type { Geometry } from "geojson";
import * as L from "leaflet";
import type { Place } from "../data";
import type { PlaceEntry } from "../visible";
import { PackedArea } from "./area";
import { outlinesOf } from "./outline";
import { latitude, longitude, mercatorX, mercatorY } from "./unpack";

/** Areas wider than this many degrees count by their own position, or Russia would set every view. */
const WIDEST = 45;

/** How wide an area of one's own may be to be drawn as one. */
const OWN_DEGREES = 8;

const kept = new WeakMap<Geometry, L.LatLngBounds>();

function boundsOfArea(geometry: Geometry): L.LatLngBounds {
  let found = kept.get(geometry);
  if (!found && geometry instanceof PackedArea) {
    const [west, south, east, north] = geometry.box;
    kept.set(geometry, (found = L.latLngBounds([south, west], [north, east])));
  }
  if (!found) {
    // Its outline is kept, with the box around each of its parts.
    const lines = outlinesOf(geometry);
    const most = (edge: "west" | "east" | "north" | "south", of: (...values: number[]) => number): number => of(...lines.map((line) => line[edge]));
    const [west, east] = [longitude(most("west", Math.min)), longitude(most("east", Math.max))];
    const [south, north] = [latitude(most("south", Math.max)), latitude(most("north", Math.min))];
    found = lines.length === 0 ? L.latLngBounds([]) : L.latLngBounds([south, west], [north, east]);
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

/** Width and height in pixels of the box around an area, where the world is so many pixels wide; of no area nothing is known. */
export function sizeAt({ extent }: Place, scale: number): { width: number; height: number } | null {
  if (extent === null) return null;
  const bounds = boundsOfArea(extent);
  if (!bounds.isValid()) return null;
  return {
    width: (mercatorX(bounds.getEast()) - mercatorX(bounds.getWest())) * scale,
    height: (mercatorY(bounds.getSouth()) - mercatorY(bounds.getNorth())) * scale,
  };
}

export function boundsOf(entry: PlaceEntry): L.LatLngBounds {
  const { place } = entry;
  if (place.extent !== null) {
    const bounds = boundsOfArea(place.extent);
    if (bounds.isValid() && bounds.getEast() - bounds.getWest() <= WIDEST) return bounds;
  }
  return L.latLngBounds([place.lat, place.lon], [place.lat, place.lon]);
}

/** Whether any of a place lies in a view: without making an object for each of a thousand points. */
export function isSeen(entry: PlaceEntry, view: L.LatLngBounds): boolean {
  const { extent, lat, lon } = entry.place;
  if (extent !== null) return view.intersects(boundsOf(entry));
  return lat >= view.getSouth() && lat <= view.getNorth() && lon >= view.getWest() && lon <= view.getEast();
}

export function allBounds(entries: PlaceEntry[]): L.LatLngBounds | null {
  const bounds = L.latLngBounds([]);
  for (const entry of entries) bounds.extend(boundsOf(entry));
  return bounds.isValid() ? bounds : null;
}
