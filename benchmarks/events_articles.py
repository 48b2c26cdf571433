"""Events of whole articles of our own: what is told, what is missed, and which facts are right.

PYTHONPATH=. python benchmarks/events_articles.py [--errors]
"""

from __future__ import annotations

import argparse

from tests.brief.whole_articles import FIELDS, Tally, judge, names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    total = Tally()
    for name in names():
        judge(name, total)
    print(f"{len(names())} articles, {total.expected} events expected, {total.told} told")
    print(
        f"recall {total.recall:.2f}, precision {total.precision:.2f}, everything right {total.whole} of {total.found}"
    )
    for key in FIELDS:
        print(f"  {key}: {total.right[key]} of {total.given[key]}")
    if options.errors:
        print("\n".join(total.notes))


if __name__ == "__main__":
    main()
