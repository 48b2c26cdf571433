/** The signs of the kinds of event, drawn by geobrief on a grid of 16 by 16; named in kinds.toml. */

import { s } from "../dom";

/** `s`: drawn as a line; `f`: filled. */
type Stroke = readonly ["s" | "f", string];

const SIGNS: Record<string, readonly Stroke[]> = {
  aircraft: [["f", "M8 1.5 9 3.5V7l5.5 3v1.5L9 10v3l1.8 1.2v1L8 14.5l-2.8.7v-1L7 13v-3l-5.5 1.5V10L7 7V3.5z"]],
  ballot: [
    ["s", "M2.5 8h11v6h-11zM5.5 8V2.5h5V8"],
    ["s", "m6.5 4.8 1.2 1.2 1.8-2.2"],
  ],
  barrier: [
    ["s", "M2 5h12v4H2zM4 9v5M12 9v5"],
    ["s", "m5 9 3-4M9 9l3-4"],
  ],
  base: [["f", "M8 2 14.5 7v1.2H13V14H9.8v-4H6.2v4H3V8.2H1.5V7z"]],
  "bound-hands": [
    ["s", "M6 8a2.6 2.6 0 1 1 0-.01M14 8a2.6 2.6 0 1 1 0-.01"],
    ["s", "M4.5 5.4 3.5 2M11.5 5.4l1-3.4M4.5 10.6V14M11.5 10.6V14"],
  ],
  "broken-house": [["s", "M2 7.5 8 2.5l6 5M3.5 7V13.5h9V7M8 6l-1.5 2.5 3 1.5L8 13"]],
  burst: [["f", "m8 1 1.5 3.9L13 2.8l-1.6 3.7L15.2 8l-3.8 1.5 1.6 3.7-3.5-2.1L8 15l-1.5-3.9L3 13.2l1.6-3.7L.8 8l3.8-1.5L3 2.8l3.5 2.1z"]],
  crate: [["s", "M2.5 4.5h11v9h-11zM2.5 4.5l11 9M13.5 4.5l-11 9"]],
  "crossed-swords": [
    ["s", "M2.5 2.5 11 11M13.5 2.5 5 11"],
    ["s", "m8.8 12.8 4-4M3.2 8.8l4 4M11.8 11.8l2 2M4.2 11.8l-2 2"],
  ],
  crown: [["f", "M2 5l3.2 2.5L8 3l2.8 4.5L14 5l-1.2 7H3.2zM3.2 13h9.6v1.3H3.2z"]],
  flag: [
    ["s", "M4 14.5V2"],
    ["f", "M4 2.5h8.5L10.5 5.5l2 3H4z"],
  ],
  "flag-raised": [
    ["s", "M4 14.5V2M2 14.5h4"],
    ["f", "M4 2c2.5-1 4 1.5 8.5 0v6C8 9.5 6.5 7 4 8z"],
  ],
  flame: [["f", "M8.5 1c.5 3 4 4.5 4 8.5a4.5 4.5 0 0 1-9 .3C3.4 7.5 5 6.5 5.2 4.5c1 .5 1.5 1.3 1.7 2.2C8 5.5 8.6 3.5 8.5 1z"]],
  flask: [["s", "M6 2h4M7 2v4.5L3.5 13a1 1 0 0 0 .9 1.5h7.2a1 1 0 0 0 .9-1.5L9 6.5V2M5 10.5h6"]],
  handcuffs: [
    ["s", "M7 10a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0zM14.4 10A2.7 2.7 0 1 1 9 10a2.7 2.7 0 0 1 5.4 0z"],
    ["s", "M5 7.5C6 4.5 10 4.5 11 7.5"],
  ],
  handshake: [["s", "M1.5 5.5 5 4l3 1.5L11 4l3.5 1.5M8 5.5 5.5 8c1 1.2 2.200.8 3-.3l4 3.8M2 11l3.5 2.5c1.5 1 3.500.9 5-.3l2-1.7"]],
  "handshake-broken": [
    ["s", "M1.5 5 5 4l1.8 1-2.2 3L6.5 9.5 5 13 1.5 11M14.5 5 11 4 9.5 5l1.8 2.8L9.5 9.5 11 13l3.5-2"],
  ],
  mask: [["f", "M1.5 5.5C4 4 6 4.2 8 5.5c2-1.3 4-1.5 6.5 0 0 4-2 6-4 6-1.2 0-1.7-1-2.5-1s-1.3 1-2.5 1c-2 0-4-2-4-6zM4 7.2c.6 1 2 1 2.600.2C5.8 6.5 4.7 6.5 4 7.2zm5.400.2c.6.8 2 .8 2.6-.2-.7-.7-1.8-.7-2.600.2z"]],
  megaphone: [
    ["f", "M2 6.5h3L12 3v9.5L5 9.5H2z"],
    ["s", "M4.5 9.5 5.5 14h1.7L6.5 10M13.8 6v3.5"],
  ],
  "open-door": [
    ["s", "M3 14V2h6v12M1.5 14H10"],
    ["s", "M10.5 8H15M13 6l2 2-2 2"],
  ],
  parcel: [["s", "M2.5 5 8 2.5 13.5 5v6.5L8 14l-5.5-2.5zM2.5 5 8 7.5 13.5 5M8 7.5V14"]],
  quote: [["f", "M2.5 4h4.7v4.5c0 2-1.2 3.3-3.4 3.8v-1.6c1-.3 1.5-.9 1.6-1.9H2.5zM8.8 4h4.7v4.5c0 2-1.2 3.3-3.4 3.8v-1.6c1-.3 1.5-.9 1.6-1.9H8.8z"]],
  scales: [["s", "M8 2v12M4.5 14h7M3 4.5h10M3 4.5l-1.8 5h3.6zM13 4.5l-1.8 5h3.6z"]],
  scroll: [["s", "M4 2.5h8.5v9a2 2 0 0 1-2 2H4.5a2 2 0 0 1-2-2V11H8M4 2.5V11M6.5 5.5h3.5M6.5 8h3.5"]],
  shell: [["f", "M13.5 2.5C10 2.5 7.5 4 5.5 6.5l-1 3 2 2 3-1C12 8.5 13.5 6 13.5 2.5zM3.5 10.5 1.5 14.5l4-2z"]],
  shield: [["f", "M8 1.5 13.5 3.5V8c0 3.2-2.2 5.5-5.5 6.7C4.7 13.5 2.5 11.2 2.5 8V3.5z"]],
  "shield-arrow-in": [
    ["s", "M9.5 2.2 14 3.6V8c0 3-1.7 5.2-4.5 6.4C8 13.7 6.8 12.8 6 11.6M6 4.5V3.3l3.5-1.1"],
    ["s", "M1 8h8.2M6.7 5.5 9.2 8l-2.5 2.5"],
  ],
  "shield-arrow-out": [
    ["s", "M9.3 4.3V3.5L5.5 2.2 1.5 3.6V8c0 3 1.5 5.2 4 6.4 1.6-.8 2.8-1.8 3.6-3"],
    ["s", "M6.5 8h8.3M12.3 5.5 14.8 8l-2.5 2.5"],
  ],
  table: [
    ["s", "M2 8.5h12M4 8.5V14M12 8.5V14"],
    ["f", "M4.5 3a1.6 1.6 0 1 1 0 3.2A1.6 1.6 0 0 1 4.5 3zm7 0a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2z"],
  ],
  target: [
    ["s", "M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0zM8 1v3.5M8 11.5V15M1 8h3.5M11.5 8H15"],
  ],
  virus: [
    ["f", "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z"],
    ["s", "M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M3.4 3.4l2.1 2.1M10.5 10.5l2.1 2.1M12.6 3.4l-2.1 2.1M5.5 10.5l-2.1 2.1"],
  ],
  "walking-people": [
    ["f", "M5 1.8a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm6.5 2a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6z"],
    ["s", "M5 5.8v4L3 14M5 9.8 7 14M2.5 8.5 5 6.3 7.5 8.3M11.5 7v3.5L10 14M11.5 10.5 13.3 14"],
  ],
  "warning-triangle": [
    ["s", "M8 2 14.7 13.7H1.3z"],
    ["s", "M8 6.3v3.5M8 11.4v.6"],
  ],
  wave: [["s", "M1.5 5.5c2-2 3.5-2 5 0s3.5 2 5 0 2-1.5 3-1M1.5 11c2-2 3.5-2 5 0s3.5 2 5 0 2-1.5 3-1"]],
};

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
