/** The signs of the kinds of event, drawn by geobrief on a grid of 16 by 16; named in kinds.toml. */

import signs from "../../../geobrief/export/drawing/signs.json";
import { s } from "../dom";

/** `s`: drawn as a line; `f`: filled. */
type Stroke = readonly ["s" | "f", string];

// One file for page and paper.
const SIGNS = signs as unknown as Record<string, readonly Stroke[]>;

/** A kind without a sign of its own gets a dot: the colour and the legend still say what it is. */
const PLAIN: readonly Stroke[] = [["f", "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z"]];

/** The strokes of the sign of a name, on a grid of 16 by 16. */
export function strokesOf(name: string | null): readonly Stroke[] {
  return (name === null ? null : SIGNS[name]) ?? PLAIN;
}

/** The sign of a name, drawn in the current colour. */
export function sign(name: string | null, size: number): SVGSVGElement {
  const picture = s("svg", { viewBox: "0 0 16 16", width: size, height: size, class: "sign", "aria-hidden": "true" });
  for (const [mode, d] of strokesOf(name)) {
    picture.append(s("path", { d, class: mode === "f" ? "sign-fill" : "sign-line" }));
  }
  return picture;
}
