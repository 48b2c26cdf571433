"""How long each format takes, how much memory it needs and how large the file is: 5, 1,000 and 10,000 mentions.

Run from the root of the repository: ``python benchmarks/exports_speed.py [SUFFIX ...]``. Each measurement is a process
of its own, because the first use of a library costs time and the memory of a process never shrinks. The brief has
half as many events as mentions, at up to 500 places. Memory is the largest resident size of the whole process, in which
Python and geobrief itself take about 40 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = (5, 1000, 10_000)
PLACES = 500


def brief_of(mentions: int) -> object:
    """A brief with so many mentions, and half as many events, at up to 500 places."""
    sys.path.insert(0, str(ROOT))
    from tests.export.briefs import scattered  # noqa: PLC0415  # the root of the repository stands on the path only now

    brief = scattered(min(mentions, PLACES))
    count = len(brief.places)
    said = tuple(replace(brief.mentions[i % count], id=f"m-{i}") for i in range(mentions))
    told = tuple(replace(brief.events[i % count], id=f"e-{i}") for i in range(max(1, mentions // 2)))
    return replace(brief, mentions=said, events=told)


def measure(suffix: str, mentions: int) -> None:
    """Write one file and print seconds of CPU, megabytes of memory, kilobytes of file."""
    brief = brief_of(mentions)
    from geobrief.export import save_brief  # noqa: PLC0415  # the root of the repository stands on the path only now

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"brief{suffix}"
        begin = time.process_time()
        save_brief(brief, path)
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{seconds:.2f} {before / 1024:.0f} {peak / 1024:.0f} {path.stat().st_size / 1000:.0f}")


def main() -> None:
    """Print a table of all formats, or of some."""
    if len(sys.argv) == 4 and sys.argv[1] == "--one":
        measure(sys.argv[2], int(sys.argv[3]))
        return
    sys.path.insert(0, str(ROOT))
    from geobrief.export import SUFFIXES  # noqa: PLC0415  # the root of the repository stands on the path only now

    heads = [f"{size:,} mentions: CPU s, MB, file kB" for size in SIZES]
    print(f"| Format | {' | '.join(heads)} |\n| --- |{' --- |' * len(SIZES)}")
    for suffix in sys.argv[1:] or SUFFIXES:
        cells = []
        for size in SIZES:
            command = [sys.executable, __file__, "--one", suffix, str(size)]
            done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
            if done.returncode:
                cells.append(done.stderr.strip().splitlines()[-1])
                continue
            seconds, _, peak, kilobytes = done.stdout.split()
            cells.append(f"{seconds}, {peak}, {int(kilobytes):,}")
        print(f"| `{suffix}` | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
