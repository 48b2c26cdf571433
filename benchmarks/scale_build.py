"""CPU seconds, wall time, peak memory and sizes of whole builds by number of articles, and of builds with broken files.

The peak is that of the largest process, which is the first one.

    python benchmarks/scale_build.py CORPUS.jsonl... --sizes 100 1000 5000
    python benchmarks/scale_build.py CORPUS.jsonl... --sizes 100 --workers 1 2
    python benchmarks/scale_build.py CORPUS.jsonl... --sizes 10000 --words 60 --broken 0.01
    python benchmarks/scale_build.py CORPUS.jsonl... --sizes 1000 20000 --archive
    python benchmarks/scale_build.py CORPUS.jsonl... --sizes 10 100 1000 4000 --kept 250

The articles are made of the texts of the corpora (``text``, and ``date`` where known), cut after a number of words: a copy has
a day of its own and other words and names of the same length, so that no two are alike. Each build is a process of its own
that keeps nothing for the next one. With ``--kept N`` the first N articles are read once, as long as they are, and what was
understood of copies of them (``tests/brief/multiplied.py``) is put into a cache: the build then does everything but that.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from geobrief.articles import make_article, read_articles
from geobrief.cache import PLACE, Cache
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus
from geobrief.model import Reading
from geobrief.pipeline import understood
from geobrief.reading import Kept, with_date
from tests.brief.multiplied import multiplied

_WORD = re.compile(r"[^\W\d_]{4,}")
_OTHER_WORDS, _OTHER_NAMES = 0.2, 0.5
"""Shares of the words and names of a text that a copy puts others in the place of."""

_BROKEN = (
    ("pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
    ("docx", b"PK\x03\x04 this is no archive"),
    ("json", b'{"text": "It ends in the mid'),
    ("csv", b"number,colour\n1,red\n"),
    ("html", b""),
    ("odt", b"\x00\x01\x02\x03"),
    ("epub", b"PK\x05\x06" + b"\x00" * 18),
    ("eml", b"Subject: nothing\n\n"),
    ("xml", b"<rss><channel><item><title>never closed"),
    ("warc", b"WARC/1.0\r\nWARC-Type: respo"),
)
"""Files that are no article, one of each sort in turn."""


def main() -> None:
    """Make the articles, build, and print a line a build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1000, 5000])
    parser.add_argument("--workers", nargs="+", default=["1"])
    parser.add_argument("--words", type=int, default=250, help="of an article, at most")
    parser.add_argument("--broken", type=float, default=0.0, help="share of the files that are no article")
    parser.add_argument("--archive", action="store_true", help="understand into tables, and make no brief")
    parser.add_argument("--kept", type=int, help="articles that are read; their copies are taken from a cache")
    args = parser.parse_args()
    if args.kept:
        _kept(args.corpora, args.kept, args.sizes)
        return
    texts = _texts(args.corpora, args.words)
    print("| articles | workers | wall s | CPU s | peak MB | sizes | rc | said at the end |")
    print("|--:|--:|--:|--:|--:|---|--:|---|")
    for size in args.sizes:
        for workers in args.workers:
            with tempfile.TemporaryDirectory() as folder:
                broken = _write(texts, size, args.broken, Path(folder, "news"))
                print(_line(Path(folder), size, workers, archive=args.archive), flush=True)
                if broken:
                    print(_accounted(Path(folder), broken), flush=True)


def _kept(corpora: list[Path], first: int, sizes: list[int]) -> None:
    """Build of a cache that has all readings, and print a line a build."""
    base = _read(corpora, first)
    print("| articles | wall s | CPU s | peak MB | sizes | rc | said at the end |")
    print("|--:|--:|--:|--:|---|--:|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            filled = multiprocessing.get_context("spawn").Process(target=_fill, args=(base, size, Path(folder)))
            filled.start()
            filled.join()
            os.environ[PLACE] = str(Path(folder, "cache"))
            print(_line(Path(folder), size, "1", archive=False, kept=True), flush=True)


def _read(corpora: list[Path], first: int) -> list[Reading]:
    rows = [json.loads(line) for path in corpora for line in path.read_text("utf-8").split("\n") if line][:first]
    articles = [
        make_article(row["text"], path=f"{number}.txt", published=row.get("date")) for number, row in enumerate(rows)
    ]
    return [outcome for outcome in understood(articles, Gazetteer.default()) if isinstance(outcome, Reading)]


def _fill(base: list[Reading], size: int, folder: Path) -> None:
    """Write articles into a file, and what is understood of them into a cache."""
    gazetteer, cache = Gazetteer.default(), Cache(folder / "cache")
    kept = Kept.of(cache, gazetteer, None)
    assert kept is not None
    (folder / "news").mkdir()
    file = folder / "news" / "news.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for copy in multiplied(base, size, gazetteer):
            day = copy.article.published.start
            row = {
                "text": copy.article.text,
                "published": day.isoformat() if day and copy.article.published.basis == "metadata" else None,
            }
            out.write(json.dumps(row) + "\n")
    for copy, article in zip(multiplied(base, size, gazetteer), read_articles([str(file)])[0], strict=True):
        assert article.text == copy.article.text
        dated = with_date(article)
        kept.keep_alone(dated, frozenset())
        kept.keep(dated, Corpus(frozenset()), copy)
    cache.close()


def _texts(corpora: list[Path], words: int) -> list[tuple[str, str | None]]:
    rows = [json.loads(line) for path in corpora for line in path.read_text("utf-8").split("\n") if line]
    return [(_cut(row["text"], words), row.get("date")) for row in rows]


def _cut(text: str, words: int) -> str:
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return text if len(ends) <= words else text[: ends[words - 1]]


def _write(texts: list[tuple[str, str | None]], size: int, share: float, folder: Path) -> list[str]:
    """Write the articles, and return the names of the files that are none."""
    folder.mkdir()
    if not share:
        with (folder / "news.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in _copies(texts, size))
        return []
    every = round(1 / share)
    broken = []
    for number, row in enumerate(_copies(texts, size)):
        if number % every == every - 1:
            suffix, content = _BROKEN[(number // every) % len(_BROKEN)]
            broken.append(f"{number:06}.{suffix}")
            (folder / broken[-1]).write_bytes(content)
        else:
            (folder / f"{number:06}.txt").write_text(str(row["text"]), encoding="utf-8")
    return broken


def _copies(texts: list[tuple[str, str | None]], size: int) -> Iterator[dict[str, str | None]]:
    alike: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for text, _ in texts:
        for word in _WORD.findall(text):
            alike[len(word), word[0].isupper()].append(word)
    for number in range(size):
        lot = random.Random(number)  # noqa: S311  # the same articles each time are wanted
        text, day = texts[number % len(texts)]
        swapped: dict[str, str] = {}

        def other(match: re.Match[str], lot: random.Random = lot, swapped: dict[str, str] = swapped) -> str:
            word = match.group()
            share = _OTHER_NAMES if word[0].isupper() else _OTHER_WORDS
            if word not in swapped:
                swapped[word] = lot.choice(alike[len(word), word[0].isupper()]) if lot.random() < share else word
            return swapped[word]

        published = str(date(2010, 1, 1) + timedelta(lot.randrange(max(1, size // 20)))) if day else None
        yield {"text": f"Report {number}. " + _WORD.sub(other, text), "published": published}


def _line(folder: Path, size: int, workers: str, *, archive: bool, kept: bool = False) -> str:
    command = [sys.executable, "-m", "geobrief", "build", str(folder / "news"), "--workers", workers, "--quiet"]
    outputs = [folder / "archive"] if archive else [folder / "brief.json", folder / "brief.html"]
    command += ["--archive", str(outputs[0])] if archive else [*(f"-o{output}" for output in outputs)]
    command += [] if kept or archive else ["--no-cache"]
    said = (folder / "said").open("wb")
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=said, stderr=said)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    said.close()
    # wait4 counts the children that the process itself has waited for.
    own = usage.ru_utime + usage.ru_stime
    words = (folder / "said").read_text("utf-8", "replace").strip().split("\n")
    sizes = ", ".join(f"{output.name} {_size(output) / 1e6:.1f} MB" for output in outputs)
    return (
        f"| {size:,}{'' if kept else f' | {workers}'} | {wall:.0f} | {own:.1f} | {usage.ru_maxrss / 1024:.0f} | {sizes} "
        f"| {process.returncode} | {words[-1][:120]} |"
    )


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


def _accounted(folder: Path, broken: list[str]) -> str:
    """What became of every file: mapped, named, or lost."""
    brief = json.loads((folder / "brief.json").read_text("utf-8"))
    read = {Path(article["path"]).name for article in brief["articles"]}
    named = {Path(entry["path"]).name for entry in brief["skipped"]}
    files = {path.name for path in (folder / "news").iterdir()}
    return (
        f"of {len(files):,} files {len(read):,} are articles of the brief and {len(named):,} are named with a reason; "
        f"broken and named: {len(named & set(broken)):,} of {len(broken):,}; whole and named: {len(named - set(broken)):,}; "
        f"broken and read: {len(read & set(broken))}; neither: {len(files - read - named)}"
    )


if __name__ == "__main__":
    main()
