"""How many gold places are among the gazetteer's candidates for the words that name them.

``python benchmarks/gazetteer_coverage.py [CORPUS...] [--misses]`` reads the annotated corpora in ``shared/corpora``
beside the repository. A gold toponym counts if it has a position and is no demonym; it is covered if any candidate
for its surface name lies within 161 km (or 25 km) of the gold position. ``--misses`` lists what is not, by cause.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.earth import distance_km

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
FAR_KM, NEAR_KM = 161.0, 25.0

LARGE = ("PCLI", "PCLS", "PCLD", "COUNTRY", "ADM1", "ADM2", "ADMD", "UNIT")
TOWN = ("PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "CITY")


@dataclass(frozen=True)
class Gold:
    """A gold toponym."""

    text: str
    lat: float
    lon: float
    group: str


def group_of(toponym: dict[str, Any]) -> str:
    """Country to town, or what else the annotators took for a place."""
    code = toponym.get("type") or ""
    if code in TOWN:
        return "towns"
    if code in LARGE:
        return "countries and provinces"
    return f"other ({code})" if code else "untyped"


def gold(corpus: str) -> Iterator[Gold]:
    """The toponyms of a corpus that are to be found."""
    demonyms = set((CORPORA / "demonyms.txt").read_text(encoding="utf-8").split("\n"))
    with (CORPORA / f"{corpus}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for toponym in json.loads(line)["toponyms"]:
                text = " ".join(toponym["text"].split())
                if toponym.get("lat") is None or text in demonyms or toponym.get("kind") in ("demonym", "language"):
                    continue
                yield Gold(text, toponym["lat"], toponym["lon"], group_of(toponym))


def main() -> None:
    """Print the table, and with ``--misses`` what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["lgl", "trnews", "gwn", "tudloc"])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    gazetteer = Gazetteer.default()
    print(f"{'corpus':8} {'kind':26} {'gold':>6} {'161 km':>8} {'25 km':>8}")
    for corpus in options.corpora:
        golds = list(gold(corpus))
        found = gazetteer.candidates({g.text for g in golds})
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        misses: Counter[tuple[str, str, str]] = Counter()
        for g in golds:
            places = [c.place for c in found.get(g.text, ())]
            km = min((distance_km(g.lat, g.lon, p.lat, p.lon) for p in places), default=99_999.0)
            for group in ("all", g.group if not g.group.startswith("other") else "other"):
                counts[group][0] += 1
                counts[group][1] += km <= FAR_KM
                counts[group][2] += km <= NEAR_KM
            if km > FAR_KM:
                cause = "name unknown" if not places else f"nearest {km:.0f} km away"
                misses[g.group, cause if not places else "place missing", f"{g.text} ({g.lat:.1f}, {g.lon:.1f})"] += 1
        for group, (total, far, near) in sorted(counts.items()):
            print(f"{corpus:8} {group:26} {total:6} {far / total:8.1%} {near / total:8.1%}")
        if options.misses:
            for (group, cause, what), count in misses.most_common():
                print(f"    {count:3} {group:24} {cause:14} {what}")


if __name__ == "__main__":
    main()
