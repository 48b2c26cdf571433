"""Measure time expressions: detection and value F1 on WikiWars and GUM, our own cases, documents per second.

TimeBank and AQUAINT are split by document into a half that the rules were tuned on and one that was kept apart.

Run from the repository: ``python benchmarks/dates_accuracy.py [--errors N]``. The corpora are read from the folder
``shared`` beside the repository. WikiWars is scored as TempEval-3 scores (one-to-one matches, strict and relaxed
spans, then equal values); GUM marks only what can be put on a calendar, so only recall and dates count there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geobrief.dates import read_dates
from geobrief.model import TimeExpression

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "time"


@dataclass
class Score:
    """Counts of one corpus."""

    gold: int = 0
    ours: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    hit: int = 0
    datable: int = 0

    def f1(self, right: int) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * right / (self.gold + self.ours) if self.gold + self.ours else 0.0


def load(path: Path) -> list[dict[str, Any]]:
    """Read a corpus of one JSON document a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def normal(value: str | None) -> str:
    """Bring a value to one spelling: seconds dropped, GUM's negative years and months without a year as TIMEX3 has them."""
    text = value or ""
    if text.startswith("--"):
        text = f"XXXX-{text[2:]}"
    if text.startswith("-") and text[1:5].isdecimal():
        text = f"BC{int(text[1:5]) + 1:04d}"
    text = TIMEX2_SPELLINGS.get(text, text)
    return text.removesuffix(":00") if text.count(":") == 2 else text


TIMEX2_SPELLINGS = {
    "XXXX-XX-XX": "P1D",
    "XXXX-WXX": "P1W",
    "XXXX-XX": "P1M",
    "XXXX": "P1Y",
    "P1DE": "P10Y",
    "P2DE": "P20Y",
}
"""What WikiWars, which is TIMEX2, writes for "daily" or "a decade", and TimeML, which geobrief follows, otherwise."""


def pairs(gold: list[dict[str, Any]], ours: list[TimeExpression]) -> Iterable[tuple[dict[str, Any], TimeExpression]]:
    """Match overlapping spans one to one, equal spans first."""
    taken: set[int] = set()
    left: list[dict[str, Any]] = []
    spans = {(e.start, e.end): i for i, e in enumerate(ours)}
    for span in gold:
        index = spans.get((span["start"], span["end"]))
        if index is None or index in taken:
            left.append(span)
        else:
            taken.add(index)
            yield span, ours[index]
    for span in left:
        for index, mine in enumerate(ours):
            if index not in taken and mine.start < span["end"] and span["start"] < mine.end:
                taken.add(index)
                yield span, mine
                break


def days_of(span: dict[str, Any]) -> tuple[date, date] | None:
    """Return the first and last day of a gold date, or None where it has none."""
    first, last = str(span.get("value") or ""), str(span.get("value") or "")
    if "/" in first:
        first, _, last = first.partition("/")
    try:
        return _edge(first, last=False), _edge(last, last=True)
    except ValueError:
        return None


def _edge(value: str, *, last: bool) -> date:
    parts = value[:10].split("-")
    if not 1 <= len(parts) <= 3 or not all(p.isdecimal() for p in parts) or len(parts[0]) != 4:
        raise ValueError(value)
    numbers = [int(p) for p in parts]
    if len(numbers) == 3:
        return date(*numbers)
    if not last:
        return date(numbers[0], numbers[1] if len(numbers) == 2 else 1, 1)
    year, month = (numbers[0], numbers[1]) if len(numbers) == 2 else (numbers[0], 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def measure(documents: list[dict[str, Any]], *, join: bool, errors: Counter[str] | None) -> tuple[Score, float]:
    """Read every document and count."""
    score, seconds = Score(), 0.0
    for document in documents:
        began = time.process_time()
        ours = read_dates(document["text"], published=date.fromisoformat(document["dct"][:10]), join=join)
        seconds += time.process_time() - began
        gold = sorted(document["timex"], key=lambda t: (t["start"], t["end"]))
        score.gold += len(gold)
        score.ours += len(ours)
        matched_gold, matched_ours = set(), set()
        for span, mine in pairs(gold, ours):
            matched_gold.add((span["start"], span["end"]))
            matched_ours.add(mine.start)
            score.relaxed += 1
            score.strict += (span["start"], span["end"]) == (mine.start, mine.end)
            same = normal(span["value"]) == normal(mine.value)
            score.value += same
            interval = days_of(span)
            if interval and mine.when.start and mine.when.end:
                score.datable += 1
                score.hit += interval[0] <= mine.when.start and mine.when.end <= interval[1]
            if errors is not None and not same:
                context = document["text"][max(0, mine.start - 50) : mine.end + 40].replace("\n", " ")
                errors[
                    f"VALUE {span['text']!r} {span['value']} / {mine.text!r} {mine.value} {mine.rule} :: {context}"
                ] += 1
        if errors is not None:
            missed = [t for t in gold if (t["start"], t["end"]) not in matched_gold]
            extra = [e for e in ours if e.start not in matched_ours]
            unmatched = [("MISSED", t["start"], t["end"], str(t["value"])) for t in missed]
            report(document, unmatched + [("EXTRA", e.start, e.end, f"{e.value} {e.rule}") for e in extra], errors)
    return score, seconds


def report(document: dict[str, Any], unmatched: list[tuple[str, int, int, str]], errors: Counter[str]) -> None:
    """Note what was missed and what was found too much."""
    text = document["text"]
    for kind, start, end, what in unmatched:
        around = text[max(0, start - 40) : end + 30].replace("\n", " ")
        errors[f"{kind} {text[start:end]!r} {what} :: {around}"] += 1


def table(path: Path) -> tuple[int, int, int, int]:
    """Count the expressions of the comparison that are dated right, and the traps passed."""
    right = dates = passed = traps = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        published, marked, first, last = [*line.split("\t"), "", ""][:4]
        start, end = marked.find("["), marked.find("]") - 1
        found = read_dates(marked.replace("[", "").replace("]", ""), published=date.fromisoformat(published))
        if start < 0:
            traps, passed = traps + 1, passed + (not found)
            continue
        dates += 1
        words = marked[start + 1 : end + 1]  # of a range, the first end has the words and days of the whole
        days = [(str(e.when.start), str(e.when.end)) for e in found if (e.start, e.when.text) == (start, words)]
        right += days == [(first, last)]
    return right, dates, passed, traps


def half(document: dict[str, Any]) -> int:
    """Return 0 for a document of TimeBank or AQUAINT that the rules were tuned on, 1 for one kept apart."""
    return int(hashlib.sha256(document["id"].encode()).hexdigest()[:8], 16) % 2


def tbaq_sets() -> list[tuple[str, list[dict[str, Any]], bool]]:
    """Return TimeBank and AQUAINT, each whole and its two halves."""
    documents = load(CORPORA / "tbaq.jsonl")
    sets = []
    for source in ("TimeBank", "AQUAINT"):
        whole = [d for d in documents if d["source"] == source]
        sets.append((source, whole, False))
        sets.append((f"{source}, tuned on", [d for d in whole if half(d) == 0], False))
        sets.append((f"{source}, kept apart", [d for d in whole if half(d) == 1], False))
    return sets


def main() -> int:
    """Print one line a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each corpus")
    parser.add_argument("--only", help="only the corpora whose name holds this")
    arguments = parser.parse_args()
    if not CORPORA.is_dir():
        print(f"no corpora at {CORPORA}", file=sys.stderr)
        return 1
    sets = [
        ("wikiwars", load(CORPORA / "wikiwars.jsonl"), False),
        ("wikiwars, ranges joined", load(CORPORA / "wikiwars.jsonl"), True),
    ]
    gum = load(CORPORA / "gum_dates.jsonl")
    sets.append(("gum, all genres", gum, True))
    sets.append(("gum, news and interviews", [d for d in gum if d["genre"] in ("news", "interview")], True))
    sets.extend(tbaq_sets())
    right, dates, passed, traps = table(Path(__file__).resolve().parents[1] / "tests" / "dates" / "table.tsv")
    print(f"comparison table: {right} of {dates} expressions right, {passed} of {traps} traps passed")
    for path in ("wikiwars.jsonl", "gum_dates.jsonl", "tbaq.jsonl"):
        print(path, "sha256", hashlib.sha256((CORPORA / path).read_bytes()).hexdigest())
    for name, documents, join in sets:
        if arguments.only and arguments.only not in name:
            continue
        errors: Counter[str] | None = Counter() if arguments.errors else None
        score, seconds = measure(documents, join=join, errors=errors)
        recall, values = score.relaxed / score.gold, score.value / max(1, score.relaxed)
        print(
            f"{name:26} strict F1 {score.f1(score.strict):.3f}  relaxed F1 {score.f1(score.relaxed):.3f}  value F1 {score.f1(score.value):.3f}"
            f"  | recall {recall:.3f}, value right where found {values:.3f}, inside the gold days {score.hit / max(1, score.datable):.3f}"
            f"  | {len(documents) / seconds:.0f} documents/s, {sum(len(d['text']) for d in documents) / seconds / 1e6:.2f} M characters/s"
        )
        for line in list(errors or ())[: arguments.errors]:
            print("   ", line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
