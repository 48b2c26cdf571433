"""``python -m tests.night --minutes 60``: break and kill for so long, and print a table. Ends with 1 where anything is wrong."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.articles import made
from tests.night.fuzz import targets, tried
from tests.night.kills import killed_build, leftovers, timed_build

KILLING = 0.3
"""Share of the time in which builds are killed."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--first", type=int, default=0, help="number of the first input: another night, other inputs")
    args = parser.parse_args()
    end = time.monotonic() + 60 * args.minutes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = fuzzed(folder, end - 60 * args.minutes * KILLING, args.first) + killed(
            folder / "kills", end, args.first
        )
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; wrong: {len(wrong)}")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def fuzzed(folder: Path, end: float, first: int) -> list[str]:
    """Break inputs of all sorts in turn until the time is up."""
    runs: Counter[str] = Counter()
    worst: Counter[str] = Counter()
    wrong = []
    number, known = first, list(targets().items())
    while time.monotonic() < end:
        for name, target in known:
            begun = time.process_time()
            data, fault = tried(target, number, folder, name)
            runs[name] += 1
            worst[name] = max(worst[name], round(1_000 * (time.process_time() - begun)))
            if fault:
                wrong.append(f"{name} {number} ({len(data)} bytes): {fault}")
            if time.monotonic() >= end:
                break
        number += 1
    print("| what | inputs | longest, CPU ms |\n| --- | ---: | ---: |")
    for name, count in runs.items():
        print(f"| {name} | {count:,} | {worst[name]:,} |")
    return wrong


def killed(folder: Path, end: float, first: int) -> list[str]:
    """Kill builds until the time is up."""
    (folder / "articles").mkdir(parents=True)
    for number in range(3):
        (folder / "articles" / f"{number}.txt").write_text(f"Report {number}. {made.BODY}", "utf-8")
    seconds = timed_build(folder)
    wrong, number = [], first
    while time.monotonic() < end - 2 * seconds:
        fault = killed_build(folder, number, seconds)
        wrong += [f"kill {number}: {fault}"] if fault else []
        number += 1
    timed_build(folder)
    wrong += [f"left by kills: {name}" for name in leftovers(folder)]
    print(f"| kill -9 | {number - first} | |")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
