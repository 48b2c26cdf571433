"""How well the sentences that tell one event are put together: pairwise precision, recall and F1 on annotated articles.

    PYTHONPATH=. python benchmarks/events_grouping.py [--errors]

The annotations are ``tests/cases/grouping/*.toml``. A telling is an article, a sentence and a kind; a pair is two
tellings of one event. ``found`` counts only tellings that are both annotated and told, so it measures the grouping
alone; ``end to end`` also counts the pairs of what is told and should not be, or should be and is not.
"""

from __future__ import annotations

import argparse

from tests.brief.annotated import CASES, Annotation, Telling, annotation, score, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for path in sorted(CASES.glob("*.toml")):
        gold = annotation(path)
        if not gold.folder.is_dir():
            print(f"{gold.name}: {gold.folder.name} is not there")
            continue
        events = told(gold)
        known = frozenset().union(*events)
        print(
            f"{gold.name}: {len(gold.tellings)} tellings, {len(gold.tellings & known)} of them told, {len(known)} told"
        )
        for name, ends in (("found", False), ("end to end", True)):
            it = score(gold, events, end_to_end=ends)
            print(f"  {name}: precision {it.precision:.3f}, recall {it.recall:.3f}, F1 {it.f1:.3f}")
        if options.errors:
            _print_errors(gold, events)


def _print_errors(gold: Annotation, events: list[frozenset[Telling]]) -> None:
    known = frozenset().union(*events)
    print("  missed:", sorted(gold.tellings - known))
    print("  besides:", sorted(known - gold.tellings))
    of = {telling: name for name, event in gold.events.items() for telling in event}
    for event in events:
        names = {of[telling] for telling in event if telling in of}
        if len(names) > 1:
            print("  together:", {name: sorted(event & gold.events[name]) for name in sorted(names)})
    for name, wanted in gold.events.items():
        parts = [sorted(event & wanted) for event in events if event & wanted]
        if len(parts) > 1:
            print("  apart:", name, parts)


if __name__ == "__main__":
    main()
