"""The errors that were read by hand, counted: ``python benchmarks/geoparser_errors_by_hand.py``.

Reads ``docs/accuracy/history/errors-CORPUS.tsv`` (one line for each error: where it is, its cause, and who is right) and
``errors-totals.tsv`` (how many names the gold has, and how many errors of each kind were made, so that none is left
out), and prints the tables of ``docs/accuracy/history/errors.md``.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1] / "docs" / "accuracy" / "history"
KINDS = ("missed", "invented", "cut", "misplaced")
YES_OR_NO = ("yes", "no")
CAUSES = {
    "omitted": "the gold leaves out a place that it marks elsewhere, or the like of which it marks in the same article",
    "no-place": "the gold marks what is no place: a conference, a team, a church as a body, a people",
    "wrong-point": "the gold's point is that of another place",
    "boundary": "a whole name or a part of it: both overlap, and one is longer (the gold's cut is odd where it errs)",
    "demonym": "a people's name that the evaluator's list of demonyms lacks; the product gives it as a demonym",
    "person": "a person's given name or surname",
    "organisation": "a firm, school, party, newspaper, product or programme that is taken for a place, or that is missed",
    "nested": "a place's name inside the name of an organisation or a constituency: one marks it, the other does not",
    "seat": "a government or union meant by its seat or name: the White House, the Kremlin, the EU",
    "word": "a common word or an acronym that is also the name of a place",
    "road": "a road or street",
    "site": "a building, park, reserve, bridge, lake, quarter or estate",
    "plain": "a plain name that is overlooked: alone, short or misspelt",
    "abbreviation": "an abbreviation of a state or territory that is not known or not found",
    "list": "names that share their head word: the X and Y rivers, the counties of X, Y and Z",
    "unknown": "the right place is not in the gazetteer",
    "outlet": "the table of outlets puts the outlet's home in another state or country",
    "evidence": "another place of the name, although the article says which is meant",
    "level": "a city for the state or province of its name, or the other way round",
    "guess": "another place of the name, and nothing in the article tells",
    "point": "another point for the same area",
}
"""The closed list of causes, each in words."""


@dataclass(frozen=True, slots=True)
class Read:
    """One error."""

    corpus: str
    article: str
    name: str
    kind: str
    cause: str
    gold_error: bool
    analyst_would_correct: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How many names the gold of a corpus has, and how many errors of each kind were made."""

    gold: int
    errors: dict[str, int]

    @property
    def names(self) -> int:
        """Names that a brief marks or should mark: the gold's and the invented ones."""
        return self.gold + self.errors["invented"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The lines of a table with a head line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_errors(path: Path) -> list[Read]:
    """The errors of one corpus; a cause or an answer that is not in the closed lists is refused."""
    errors = []
    for number, row in enumerate(rows_of(path), start=2):
        answers = row["gold_error"], row["analyst_would_correct"]
        if row["kind"] not in KINDS or row["cause"] not in CAUSES or not set(answers) <= set(YES_OR_NO):
            raise SystemExit(f"{path.name}, line {number}: unknown kind, cause or answer: {row}")
        errors.append(
            Read(
                corpus=row["corpus"],
                article=row["document id"],
                name=row["name"],
                kind=row["kind"],
                cause=row["cause"],
                gold_error=answers[0] == "yes",
                analyst_would_correct=answers[1] == "yes",
            )
        )
    return errors


def read_totals() -> dict[str, Totals]:
    """All totals, by corpus, in the order of the file."""
    return {
        row["corpus"]: Totals(int(row["gold"]), {kind: int(row[kind]) for kind in KINDS})
        for row in rows_of(PAGES / "errors-totals.tsv")
    }


def table(head: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: bool = True) -> str:
    """A Markdown table; but for the first column, numbers stand on the right."""
    lines = [head, ["---"] + ["---:" if numbers else "---"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def by_cause(errors: Sequence[Read], corpora: Sequence[str]) -> str:
    """Causes by corpora: errors; in brackets those that are the gold's, then those an analyst would correct."""

    def cell(chosen: Sequence[Read]) -> str:
        gold, wrong = sum(e.gold_error for e in chosen), sum(e.analyst_would_correct for e in chosen)
        return f"{len(chosen)} ({gold}, {wrong})" if chosen else "–"

    common = Counter(e.cause for e in errors)
    rows = [
        [cause, *(cell([e for e in errors if (e.cause, e.corpus) == (cause, c)]) for c in corpora), common[cause]]
        for cause in sorted(common, key=lambda c: (-common[c], c))
    ]
    rows.append(["all", *(cell([e for e in errors if e.corpus == c]) for c in corpora), len(errors)])
    return table(["cause", *corpora, "all"], rows)


def gold_errors(errors: Sequence[Read], corpora: Sequence[str]) -> str:
    """Errors of the gold, causes by corpora."""
    counts = Counter((e.cause, e.corpus) for e in errors if e.gold_error)
    common = Counter(e.cause for e in errors if e.gold_error)
    rows: list[list[object]] = [
        [cause, *(counts[cause, corpus] or "–" for corpus in corpora), common[cause]]
        for cause in sorted(common, key=lambda c: (-common[c], c))
    ]
    rows.append(["all", *(sum(e.gold_error for e in errors if e.corpus == c) for c in corpora), common.total()])
    return table(["cause", *corpora, "all"], rows)


def to_correct(errors: Sequence[Read], totals: dict[str, Totals], corpora: Sequence[str]) -> str:
    """What an analyst would correct: causes by corpora, per thousand names of the corpus."""
    counts = Counter((e.cause, e.corpus) for e in errors if e.analyst_would_correct)
    shares = {(cause, c): 1000 * counts[cause, c] / totals[c].names for cause in CAUSES for c in corpora}
    whole = {cause: sum(shares[cause, corpus] for corpus in corpora) for cause in CAUSES}
    order = sorted((c for c in CAUSES if whole[c]), key=lambda c: (-whole[c], c))
    rows = [[cause, *(f"{shares[cause, corpus]:.1f}" for corpus in corpora)] for cause in order]
    rows.append(["all", *(f"{sum(shares[cause, corpus] for cause in CAUSES):.1f}" for corpus in corpora)])
    return table(["cause, per thousand names", *corpora], rows)


def by_corpus(errors: Sequence[Read], totals: dict[str, Totals], corpora: Sequence[str]) -> str:
    """Per corpus: errors, how many are the gold's own, and how many an analyst would have to correct."""
    rows: list[list[object]] = []
    for corpus in corpora:
        chosen, names = [e for e in errors if e.corpus == corpus], totals[corpus].names
        gold = sum(e.gold_error for e in chosen)
        wrong = [(e.article, e.name) for e in chosen if e.analyst_would_correct]
        share = f"{100 * len(wrong) / names:.1f} %"
        rows.append([corpus, totals[corpus].gold, len(chosen), gold, len(wrong), share, len(set(wrong))])
    head = [
        "corpus", "gold names", "errors", "gold's own", "to be corrected", "share of all names",
        "once for each name of an article",
    ]  # fmt: skip
    return table(head, rows)


def by_kind(errors: Sequence[Read], totals: dict[str, Totals], corpora: Sequence[str]) -> str:
    """Per corpus and kind: errors, the gold's own, to be corrected; refuses a list that lacks errors or has too many."""
    rows = []
    for corpus in corpora:
        for kind in KINDS:
            chosen = [e for e in errors if (e.corpus, e.kind) == (corpus, kind)]
            gold, wrong = sum(e.gold_error for e in chosen), sum(e.analyst_would_correct for e in chosen)
            if len(chosen) != totals[corpus].errors[kind]:
                raise SystemExit(f"{corpus}: {len(chosen)} {kind}, not {totals[corpus].errors[kind]}")
            rows.append([f"{corpus}, {kind}", len(chosen), gold, wrong])
    return table(["corpus, kind", "errors", "gold's own", "to be corrected"], rows)


def main() -> None:
    """Print the tables."""
    totals = read_totals()
    corpora = [name for name in totals if (PAGES / f"errors-{name}.tsv").is_file()]
    errors = [error for name in corpora for error in read_errors(PAGES / f"errors-{name}.tsv")]
    print(by_corpus(errors, totals, corpora))
    print(by_kind(errors, totals, corpora))
    print(by_cause(errors, corpora))
    print(to_correct(errors, totals, corpora))
    print(gold_errors(errors, corpora))
    print(table(["cause", "what it means"], [[name, meaning] for name, meaning in CAUSES.items()], numbers=False))


if __name__ == "__main__":
    main()
