/** Packed basemap layers → GeoJSON: steps of whole numbers become longitudes and latitudes. */

import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Position } from "geojson";
import type { PackedFeature, PackedLayer } from "../data";

function unpackLine(steps: number[], scale: number): Position[] {
  const line: Position[] = [];
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < steps.length; i += 2) {
    lon += steps[i] ?? 0;
    lat += steps[i + 1] ?? 0;
    line.push([lon / scale, lat / scale]);
  }
  return line;
}

function geometryOf(feature: PackedFeature, scale: number): MultiPolygon | MultiLineString | LineString {
  const lines = feature.c.map((steps) => unpackLine(steps, scale));
  if (feature.t === "line") return { type: "MultiLineString", coordinates: lines };
  const polygons: Position[][][] = [];
  let next = 0;
  for (const rings of feature.n ?? lines.map(() => 1)) {
    polygons.push(lines.slice(next, next + rings));
    next += rings;
  }
  return { type: "MultiPolygon", coordinates: polygons };
}

export function unpack(layer: PackedLayer | undefined): FeatureCollection {
  const features: Feature[] = (layer?.features ?? []).map((feature) => ({
    type: "Feature",
    properties: feature.p ?? {},
    geometry: geometryOf(feature, layer?.scale ?? 1),
  }));
  return { type: "FeatureCollection", features };
}
