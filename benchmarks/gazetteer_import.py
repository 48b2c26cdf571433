"""How long a GeoNames dump takes to import, how large the index is, and how it answers then.

``python benchmarks/gazetteer_import.py [ROWS]`` writes a synthetic dump of GeoNames' format (1,000,000 rows unless told;
allCountries has 12 million), imports it into a folder of its own, and looks names up. Its names are made of syllables,
so that most are shared by few places and some by many, as in the real file.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geobrief.gazetteer import Gazetteer
from geobrief.gazetteer.dumps import geonames
from geobrief.gazetteer.imports import Skips, install

SYLLABLES = (
    "ba be bo da du fa ga go ha ka ki la lo ma mi na no ra ri sa so ta to wa ya za ou ti ber dor kan tin".split()
)
COUNTRIES = "NE ML BF TD NG US FR IN CN BR".split()
LOOKUPS = 60_000


def rows(count: int) -> Iterator[str]:
    """Lines of a dump."""
    chance = random.Random(12)  # noqa: S311 - a fixed sample
    for number in range(1, count + 1):
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).title()
        lat, lon = chance.uniform(-60, 75), chance.uniform(-180, 180)
        country = chance.choice(COUNTRIES)
        yield (
            f"{number}\t{name}\t{name}\t\t{lat:.5f}\t{lon:.5f}\tP\tPPL\t{country}\t\t01\t\t\t\t"
            f"{chance.randint(0, 9999)}\t\t\tUTC\t2026-01-01\n"
        )


def main() -> None:
    """Write, import, look up."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="geobrief-bench-") as name:
        folder = Path(name)
        dump = folder / "all.txt"
        with dump.open("w", encoding="utf-8") as file:
            file.writelines(rows(count))
        start, wall = time.process_time(), time.monotonic()
        skips = Skips()
        made = install(geonames(dump, skips=skips), "bench", skips=skips, sources=[dump], folder=folder)
        spent, waited = time.process_time() - start, time.monotonic() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{made.places:,} places in {spent:.0f} CPU s ({waited:.0f} s), peak {peak:.0f} MB")
        print(f"dump {dump.stat().st_size / 1e6:.0f} MB, index {made.path.stat().st_size / 1e6:.0f} MB")
        start = time.process_time()
        gazetteer = Gazetteer([made.path])
        gazetteer.hits(["banabe"])
        print(f"opened and answered in {(time.process_time() - start) * 1000:.1f} ms")
        chance = random.Random(13)  # noqa: S311 - a fixed sample
        wanted = ["".join(chance.choices(SYLLABLES, k=4)) for _ in range(LOOKUPS)]
        start = time.process_time()
        found = sum(len(gazetteer.hits(wanted[i : i + 500])) for i in range(0, LOOKUPS, 500))
        spent = time.process_time() - start
        print(f"{LOOKUPS / spent:,.0f} exact look-ups per CPU second ({found / LOOKUPS:.0%} of the names found)")


if __name__ == "__main__":
    main()
