"""``python -m geobrief.gazetteer``: build a checkout's index from its committed tables."""

from __future__ import annotations

from pathlib import Path

from geobrief.gazetteer.index import build_bundled
from geobrief.gazetteer.lookup import BUILT

if __name__ == "__main__":
    count = build_bundled(Path(__file__).resolve().parents[2] / "gazetteer", BUILT)
    print(f"{count:,} places in {BUILT}")  # noqa: T201 - run by a person
