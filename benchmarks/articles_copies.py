"""Whether copies of a story are found, and different stories kept apart.

    python benchmarks/articles_copies.py

Needs the corpora beside the repository: 88 reports of world news are cut, edited and reworded by program, and
every pair of the 490 local and world reports is looked at for stories that were joined.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from geobrief.articles import make_article, same_story
from geobrief.articles.copies import containment
from geobrief.model import Article
from geobrief.text.sentences import split_sentences

_CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def _articles(name: str) -> list[Article]:
    rows = [
        json.loads(row) for row in (_CORPORA / f"{name}.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    ]
    return [make_article(row["text"], path=row["id"]) for row in rows]


def _cut(text: str, chance: random.Random) -> str:
    """The first half to five sixths: what a newspaper prints of an agency's report."""
    sentences = split_sentences(text)
    return text[: sentences[max(0, int(len(sentences) * chance.uniform(0.5, 0.85)) - 1)].end]


def _edited(text: str, chance: random.Random) -> str:
    """One sentence in eight left out, and two of the editor's own put in."""
    kept = [text[sentence.start : sentence.end] for sentence in split_sentences(text) if chance.random() > 0.125]
    kept.insert(len(kept) // 2, "This newspaper has asked the ministry for a comment and was told to wait.")
    return " ".join([*kept, "Our correspondent will report again tomorrow."])


def _reworded(text: str, chance: random.Random) -> str:
    """Eight words in a hundred are others."""
    return " ".join("otherwise" if chance.random() < 0.08 else word for word in text.split(" "))


_CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "cut": _cut,
    "cut and edited": lambda text, chance: _edited(_cut(text, chance), chance),
    "cut and reworded": lambda text, chance: _reworded(_cut(text, chance), chance),
    "cut, edited and reworded": lambda text, chance: _reworded(_edited(_cut(text, chance), chance), chance),
}


def main() -> None:
    """Print a table in Markdown."""
    originals = [article for article in _articles("trnews") if article.words >= 150]
    print(f"{len(originals)} originals\n\n| copy | found |\n|---|---:|")
    for name, change in _CHANGES.items():
        chance = random.Random(3)  # noqa: S311  # the same copies every time
        found = 0
        for article in originals:
            copy = make_article(change(article.text, chance), path=f"{article.path}-copy", published="2030-01-01")
            found += len(set(same_story([article, copy]).values())) == 1
        print(f"| {name} | {found / len(originals):.3f} |")
    every = _articles("lgl") + _articles("trnews")
    begin = time.process_time()
    stories = same_story(every)
    spent = time.process_time() - begin
    joined = [
        (one, other)
        for one, other in combinations(every, 2)
        if stories[one.id] == stories[other.id] and one.id != other.id
    ]
    print(
        f"\n{len(every)} different reports in {spent:.2f} s: {len(joined)} pairs joined of {len(every) * (len(every) - 1) // 2}"
    )
    for one, other in joined:
        print(f"  {one.path} {other.path} containment {containment(one, other):.2f}")


if __name__ == "__main__":
    main()
