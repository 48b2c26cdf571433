/** Areas as they travel: in steps, which become positions when they are asked for. The boxes around them are known before. */

import type { MultiPolygon, Polygon, Position } from "geojson";
import { type Line, readLine, readNumbers } from "./unpack";

/** West, south, east, north. */
type Edges = [number, number, number, number];

/** An area as geobrief/map/columns.py writes it, in units of 1 / scale degrees. */
export interface PackedOutline {
  type: "Polygon" | "MultiPolygon";
  /** How many rings each polygon has, and which of all lines is the first of them. */
  rings: number[];
  first: number;
  /** The box around all rings, and that around the one with the largest box. */
  box: Edges;
  main: Edges;
}

type LineOf = (number: number) => string;

/** The same in GeoJSON. */
export function plainArea(area: PackedOutline, line: LineOf, scale: number): Polygon | MultiPolygon {
  const coordinates = polygons(area, line, scale);
  return area.type === "Polygon" ? { type: "Polygon", coordinates: coordinates[0] ?? [] } : { type: "MultiPolygon", coordinates };
}

function polygons({ first, rings }: PackedOutline, line: LineOf, scale: number): Position[][][] {
  let at = first;
  return rings.map((count) => Array.from({ length: count }, () => ring(line(at++), scale)));
}

function ring(text: string, scale: number): Position[] {
  const steps = readNumbers(text);
  const line = new Array<Position>(steps.length / 2);
  let [lon, lat] = [0, 0];
  for (let i = 0; i < line.length; i += 1) {
    lon += steps[2 * i] ?? 0;
    lat += steps[2 * i + 1] ?? 0;
    line[i] = [lon / scale, lat / scale];
  }
  return line;
}

/** A geometry of GeoJSON that is read when somebody asks where it runs. */
export class PackedArea implements MultiPolygon {
  readonly type = "MultiPolygon";
  private made: Position[][][] | null = null;

  constructor(
    private readonly packed: PackedOutline,
    private readonly line: LineOf,
    private readonly scale: number,
  ) {}

  /** A single polygon is one of one. */
  get coordinates(): Position[][][] {
    return (this.made ??= polygons(this.packed, this.line, this.scale));
  }

  /** Its rings on the world's square. */
  get lines(): Line[] {
    const { first, rings } = this.packed;
    const count = rings.reduce((sum, each) => sum + each, 0);
    return Array.from({ length: count }, (_, i) => readLine(this.line(first + i), this.scale));
  }

  /** The box around it, and around its largest part, in degrees. */
  get box(): Edges {
    return this.packed.box.map((edge) => edge / this.scale) as Edges;
  }

  get main(): Edges {
    return this.packed.main.map((edge) => edge / this.scale) as Edges;
  }
}
