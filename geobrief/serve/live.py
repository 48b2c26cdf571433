"""A page that loads itself again when it was built anew: one script more, and leave to ask this server alone.

The file stays as it was made; what is added is added on the way to the browser.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

# What is chosen stands in the address, so that a page loaded again shows the same card, filters and part of the map.
# Somebody who writes, or looks at a dialogue, is not disturbed: the page waits until they are done.
SCRIPT = """(() => {
  if (!location.protocol.startsWith("http")) return;
  const address = location.pathname + location.search;
  const isBusy = () => document.querySelector("dialog[open]") !== null ||
    (document.activeElement?.matches("input:not([type=checkbox]), textarea, select") && document.activeElement.value !== "");
  let first = null;
  const look = async () => {
    try {
      if (document.visibilityState === "visible") {
        const answer = await fetch(address, { method: "HEAD", cache: "no-store" });
        const now = answer.ok ? answer.headers.get("ETag") : null;
        first ??= now;
        if (now !== null && now !== first && !isBusy()) return location.reload();
      }
    } catch {
      // The server rests: the next look may find it.
    }
    setTimeout(look, 2000);
  };
  void look();
})();"""

_DIGEST = f"'sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def stamp_of(path: Path) -> str:
    """Return what a file is known by until it is written again, as an ``ETag``."""
    state = path.stat()
    return f'"{state.st_mtime_ns:x}-{state.st_size:x}"'


def living(page: str) -> str:
    """Return a page of geobrief's that looks every two seconds whether there is a newer one at its address."""
    page = _POLICY.sub(lambda found: found.group().replace(found.group(1), _wider(found.group(1))), page, count=1)
    head, end, tail = page.rpartition("</body>")
    script = f"<script>{SCRIPT}</script>"
    return f"{head}{script}\n{end}{tail}" if end else f"{tail}{script}"


def _wider(policy: str) -> str:
    """A policy that knows the script, and lets it ask where the page came from."""
    rules = [rule.strip() for rule in policy.split(";") if rule.strip()]
    rules = [f"{rule} {_DIGEST}" if rule.startswith("script-src ") else rule for rule in rules]
    if not any(rule.startswith("connect-src ") for rule in rules):
        rules.append("connect-src 'self'")
    return "; ".join(rules)
