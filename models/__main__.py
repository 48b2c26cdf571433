"""Checks and stamps the fitted files of the package.

python -m models --check            is each the one that models/provenance.json names? exit 1 if not
python -m models --stamp FILE...    it was made anew just now: write the digests of today
"""

from __future__ import annotations

import argparse
import sys

from models.provenance import LIST, check, stamp


def main() -> int:
    """Do what the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m models", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--check", action="store_true")
    one.add_argument("--stamp", nargs="+", metavar="FILE", help="path from the repository's root, as in the list")
    args = parser.parse_args()
    return _stamp(args.stamp) if args.stamp else _check()


def _check() -> int:
    found = check()
    for line in found.older:
        print(line)
    if found.unseen:
        print("not compared, as they are not there:", ", ".join(found.unseen))
    for line in found.faults:
        print(line, file=sys.stderr)
    return 1 if found.faults else 0


def _stamp(files: list[str]) -> int:
    try:
        kept = stamp(files)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    for path in kept:
        print(f"digest kept as it was, as the file is not here: {path}")
    print(f"now write the day and the figures into {LIST} by hand")
    return 0


if __name__ == "__main__":
    sys.exit(main())
