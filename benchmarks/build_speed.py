"""Wall time, CPU and peak memory of the whole command, beside the import of the libraries that it stands on.

    python benchmarks/build_speed.py [ARTICLES] [--runs 5]

Every command runs as a process of its own, in turn with the others, so that a slow moment of the machine meets all of
them. The figure to quote is the median, and the ratio to ``import geopandas, folium``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def measure(command: list[str]) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds and peak resident MB of one run."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", default=str(REPOSITORY / "seeds" / "niger-2024"))
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "geobrief", "build", args.articles]
        commands = {
            "geobrief --version": [sys.executable, "-m", "geobrief", "--version"],
            "import geopandas, folium": [sys.executable, "-c", "import geopandas, folium"],
            "geobrief build -o .json": [*build, "-o", f"{folder}/brief.json"],
            "geobrief build -o .html -o .json": [*build, "-o", f"{folder}/brief.html", "-o", f"{folder}/brief.json"],
        }
        results: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
        for run in range(args.runs + 1):
            for name, command in commands.items():
                result = measure(command)
                if run:  # the first round warms the file cache
                    results[name].append(result)
        size = Path(folder, "brief.html").stat().st_size
    print("| command | wall s | CPU s | peak MB |")
    print("| --- | ---: | ---: | ---: |")
    for name, rows in results.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} |")
    print(f"\nThe page: {size / 1e6:.2f} MB.")


if __name__ == "__main__":
    main()
