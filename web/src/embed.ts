/** Inside another page: the height that is wanted is told to it, in three dialects. */

/** Height of the map as a share of its width, and its least height in pixels. */
const SHAPE = 0.6;
const LEAST = 320;

/** Height in pixels that the compact layout asks for: it depends on the width alone, so that no one chases the other. */
function wanted(): number {
  const around = [...document.querySelectorAll(".head, .marking, .credit, .side")];
  const rest = around.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0);
  return Math.ceil(Math.max(LEAST, document.body.clientWidth * SHAPE) + rest);
}

function tell(height: number): void {
  if (window.parent === window) return;
  const child = new URLSearchParams(location.search).get("childId") ?? "geobrief";
  // The parent's address is not known to a page opened from disk, and a height is no secret.
  window.parent.postMessage({ type: "geobrief:height", height }, "*");
  window.parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  window.parent.postMessage(`pymxPYMx${child}xPYMxheightxPYMx${height}`, "*");
}

/** Tell the height now and whenever it changes. */
export function announceHeight(): void {
  let last = 0;
  const check = (): void => {
    const height = wanted();
    if (height === last) return;
    last = height;
    tell(height);
  };
  new ResizeObserver(check).observe(document.body);
  check();
}
