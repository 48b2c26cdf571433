"""Builds that are killed at any moment: every output is whole and all are old or all new, and what is left is swept."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

OUTPUTS = ("brief.html", "brief.json", "brief.csv")


def killed_build(folder: Path, number: int, seconds: float) -> str | None:
    """Build over an older brief, kill the build at a moment by lot, and return what is wrong then.

    Args:
        folder: A folder of its own, with ``articles`` in it.
        number: Decides the moment.
        seconds: How long a build takes here.
    """
    lot = random.Random(f"kill:{number}")  # noqa: S311  # the same number is the same moment
    for name in OUTPUTS:
        (folder / name).write_text(f"old {name}", "utf-8")
    process = subprocess.Popen(
        command(folder, workers=1 + number % 2), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(lot.uniform(0, 1.1 * seconds))
    process.kill()
    process.wait()
    old = [(folder / name).read_text("utf-8") == f"old {name}" for name in OUTPUTS]
    if any(old) and not all(old):
        return f"{sum(old)} of {len(old)} outputs are old"
    if not any(old):
        try:
            json.loads((folder / "brief.json").read_text("utf-8"))
        except ValueError as error:
            return f"brief.json is broken: {error}"
        if not (folder / "brief.html").read_text("utf-8").rstrip().endswith("</html>"):
            return "brief.html is broken"
    return None


def command(folder: Path, workers: int) -> list[str]:
    """The build of a folder's articles."""
    made = [word for name in OUTPUTS for word in ("-o", str(folder / name))]
    return [sys.executable, "-m", "geobrief", "build", str(folder / "articles"), *made, "-q", "--workers", str(workers)]


def timed_build(folder: Path) -> float:
    """Seconds that a build takes, which also sweeps what the killed ones left."""
    begun = time.monotonic()
    subprocess.run(command(folder, workers=1), check=True, capture_output=True)
    return time.monotonic() - begun


def leftovers(folder: Path) -> list[str]:
    """What a build left that it should not have."""
    return sorted(path.name for path in folder.iterdir() if path.name not in (*OUTPUTS, "articles"))
