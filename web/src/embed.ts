/** Inside another page: the height that is wanted is told to it, in three dialects. */

/** Height in pixels that the compact layout asks for. */
function wanted(): number {
  return Math.ceil(document.body.scrollHeight);
}

function tell(height: number): void {
  if (window.parent === window) return;
  // The parent's address is not known to a page opened from disk, and a height is no secret.
  window.parent.postMessage({ type: "geobrief:height", height }, "*");
  window.parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  window.parent.postMessage(`pymxPYMx${new URLSearchParams(location.search).get("childId") ?? "geobrief"}xPYMxheightxPYMx${height}`, "*");
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
