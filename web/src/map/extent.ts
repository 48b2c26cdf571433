/** What of the world a place, or all places, take up. */

import * as L from "leaflet";
import type { PlaceEntry } from "../visible";

/** Areas wider than this many degrees count by their own position, or Russia would set every view. */
const WIDEST = 45;

export function boundsOf(entry: PlaceEntry): L.LatLngBounds {
  const { place } = entry;
  const point = L.latLngBounds([
    [place.lat, place.lon],
    [place.lat, place.lon],
  ]);
  if (place.extent === null) return point;
  const bounds = L.geoJSON(place.extent).getBounds();
  return bounds.isValid() && bounds.getEast() - bounds.getWest() <= WIDEST ? bounds : point;
}

export function allBounds(entries: PlaceEntry[]): L.LatLngBounds | null {
  const bounds = L.latLngBounds([]);
  for (const entry of entries) bounds.extend(boundsOf(entry));
  return bounds.isValid() ? bounds : null;
}
