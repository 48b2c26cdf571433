/** A small line in time beside a place: when what is told of it happened, on the axis of the timeline. */

import type { BriefEvent } from "../data";
import { s } from "../dom";
import { type Axis, interval } from "./bins";

/** Steps of a line, and its size in pixels. */
const STEPS = 16;
const STEP = 3;
const HIGH = 14;

/** How many events begin in each of so many equal parts of the axis; what lies before or after it is not counted. */
export function sparkOf(events: readonly BriefEvent[], axis: Pick<Axis, "start" | "end">, steps = STEPS): number[] {
  const counts = Array.from({ length: steps }, () => 0);
  const length = axis.end - axis.start + 1;
  for (const event of events) {
    const time = interval(event);
    if (time === null || time.start < axis.start || time.start > axis.end) continue;
    const step = Math.floor(((time.start - axis.start) / length) * steps);
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts;
}

/** The picture of such counts: a bar each, as high as the root of the count, so that one event beside twenty is seen. */
export function spark(counts: readonly number[]): SVGSVGElement {
  const width = counts.length * STEP;
  const most = Math.sqrt(Math.max(1, ...counts));
  const svg = s("svg", { class: "spark", viewBox: `0 0 ${width} ${HIGH}`, width, height: HIGH, "aria-hidden": "true" });
  svg.append(s("path", { d: `M0 ${HIGH - 0.5}H${width}`, class: "spark-axis" }));
  const bars = counts.map((count, i) => {
    const high = count === 0 ? 0 : Math.max(2, (Math.sqrt(count) / most) * (HIGH - 2));
    return count === 0 ? "" : `M${i * STEP} ${HIGH - 1}v${-high.toFixed(1)}h${STEP - 1}v${high.toFixed(1)}z`;
  });
  svg.append(s("path", { d: bars.join(""), class: "spark-bars" }));
  return svg;
}
