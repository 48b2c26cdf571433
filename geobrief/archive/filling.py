"""Articles → an archive, a partition at a time, here or on a cluster. Who is stopped goes on where he was.

A partition is a run of articles that the archive does not have yet. Whoever has understood it writes its tables, the table of
articles last: a partition counts once it is whole, and an article that stands in one is not read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from geobrief.archive.arrow_tables import TABLES, arrow, schema_of, tables_of
from geobrief.archive.choosing import ABOUT, SCHEMA, about, is_archive
from geobrief.archive.cluster import on_cluster
from geobrief.articles import stream_articles
from geobrief.atomic import write_whole
from geobrief.errors import OutputError
from geobrief.gazetteer import Gazetteer
from geobrief.mentions import Corpus
from geobrief.model import Article, Reading, Skipped
from geobrief.pipeline import Progress, Stages, lost, names_alone, understand
from geobrief.workers import mapped

PARTITION = 100
"""Articles of a partition: half a minute's work, which is what a killed process costs."""

_CORPUS = "corpus.json"
"""The names that stand alone as places somewhere in the archive's articles."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Articles that are understood together, and what was skipped among them."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def name(self) -> str:
        """The name of its files: what it holds decides it."""
        told = [*(article.id for article in self.articles), *(f"{item.path}\n{item.reason}" for item in self.skipped)]
        digest = hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()[:16]
        return f"part-{digest}.parquet"


@dataclass(frozen=True, slots=True)
class Added:
    """What came into an archive."""

    articles: int
    skipped: tuple[Skipped, ...]
    known: int
    """Articles that it had already."""


def add_to_archive(
    inputs: Sequence[str],
    folder: Path,
    *,
    workers: int = 1,
    dask: str | None = None,
    published: date | None = None,
    engine: str | None = None,
    size: int = PARTITION,
    progress: Progress | None = None,
    stages: Stages | None = None,
) -> Added:
    """Read articles into an archive, but for those that it has.

    Args:
        inputs: Files, folders and globs.
        folder: The archive; it is made where there is none.
        workers: Processes that read at the same time.
        dask: The address of a Dask scheduler whose workers see the same folder, or ``local``; None for no cluster.
        published: The publication date of articles that give none.
        engine: Name of the engine that understands the articles.
        size: Articles of a partition.
        progress: Called with each article's path when it is in the archive.
        stages: Called when a stage begins.

    Raises:
        OutputError: The folder is no archive, is one of another version, or a library is missing.
    """
    arrow()
    _prepare(folder, engine)
    begin = stages or _silent
    known = _known(folder)
    names = _kept_names(folder)
    articles, skipped = 0, list[Skipped]()
    with on_cluster(dask, workers) if dask else _here(workers) as each:
        begin("comparing", None)
        for found in each(_Survey(published), _partitions(inputs, known, size), _no_names):
            names |= found
        _keep_names(folder, names)
        begin("understanding", None)
        work = _Understand(str(folder), _digest(names), published, engine)
        for done in _each_whole(each, work, _partitions(inputs, known, size)):
            articles += len(done.understood)
            skipped += done.skipped
            for path in done.understood if progress else ():
                progress(path)  # type: ignore[misc]  # there is one
    return Added(articles, tuple(sorted(skipped, key=lambda item: (item.path, item.reason))), len(known.articles))


def _silent(stage: str, total: int | None) -> None:
    """Nobody wants to know."""


def _prepare(folder: Path, engine: str | None) -> None:
    """Make the folder an archive, or see that it is one that can be added to."""
    made_by = {"schema": SCHEMA, "gazetteer": Gazetteer.default().version.sha256, "engine": engine}
    if is_archive(folder):
        if about(folder) != made_by:
            reason = "this archive was made with another gazetteer or engine: give another folder, or make it again"
            raise OutputError(str(folder), reason)
        return
    try:
        if folder.exists() and any(folder.iterdir()):
            raise OutputError(str(folder), "this folder is no archive, and not empty: give another one")
        for table in TABLES:
            (folder / table).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(folder), f"no archive can be made here ({error.strerror or error})") from error
    write_whole(folder / ABOUT, lambda draft: _write_json(draft, made_by))


def _write_json(draft: Path, what: object) -> None:
    draft.write_text(json.dumps(what, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


# What is there already --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Known:
    articles: frozenset[str]
    """Ids of the articles that are in it or were left out of it."""
    skipped: frozenset[tuple[str, str]]


def _known(folder: Path) -> _Known:
    parquet = arrow("pyarrow.parquet")
    articles: set[str] = set()
    skipped: set[tuple[str, str]] = set()
    for path in sorted((folder / "articles").glob("part-*.parquet")):
        articles.update(parquet.read_table(path, columns=["id"])["id"].to_pylist())
        for row in parquet.read_table(folder / "skipped" / path.name).to_pylist():
            skipped.add((row["path"], row["reason"]))
            articles |= {row["article"]} if row["article"] else set()
    return _Known(frozenset(articles), frozenset(skipped))


def _partitions(inputs: Sequence[str], known: _Known, size: int) -> Iterator[Partition]:
    """Read the inputs, and yield what the archive does not have, a partition at a time."""
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for outcome in stream_articles(inputs):
        if isinstance(outcome, Skipped):
            if (outcome.path, outcome.reason) not in known.skipped:
                skipped.append(outcome)
        elif outcome.id not in known.articles:
            articles.append(outcome)
            if len(articles) == size:
                yield Partition(tuple(articles), tuple(skipped))
                articles, skipped = [], []
    if articles or skipped:
        yield Partition(tuple(articles), tuple(skipped))


def _kept_names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads((folder / _CORPUS).read_text("utf-8")))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as error:
        raise OutputError(str(folder / _CORPUS), f"this file of the archive cannot be read ({error})") from error


def _keep_names(folder: Path, names: frozenset[str]) -> None:
    write_whole(folder / _CORPUS, lambda draft: _write_json(draft, sorted(names)))


def _digest(names: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode("utf-8", "replace")).hexdigest()


@lru_cache(maxsize=1)
def _corpus(folder: str, digest: str) -> Corpus:
    """The names of an archive, read once by each process that works on it."""
    del digest  # which of the versions of the file is meant
    return Corpus(_kept_names(Path(folder)))


# The work, in whatever process ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Survey:
    published: date | None

    def __call__(self, partition: Partition) -> frozenset[str]:
        return names_alone(partition.articles, published=self.published)


def _no_names(partition: Partition) -> frozenset[str]:
    del partition  # who reads it will say what is wrong with it
    return frozenset()


@dataclass(frozen=True, slots=True)
class _Done:
    understood: tuple[str, ...]
    """Paths of the articles."""
    skipped: tuple[Skipped, ...]
    lost: Partition | None = None
    """What killed whoever worked on it."""


@dataclass(frozen=True, slots=True)
class _Understand:
    """Understand the articles of a partition, and write its tables."""

    folder: str
    digest: str
    published: date | None
    engine: str | None

    def __call__(self, partition: Partition) -> _Done:
        corpus = _corpus(self.folder, self.digest)
        outcomes: list[tuple[Reading | Skipped, str | None]] = [(item, None) for item in partition.skipped]
        for article in partition.articles:
            made = understand(article, corpus=corpus, published=self.published, engine=self.engine)
            outcomes += [(outcome, article.id) for outcome in made]
        return _kept(Path(self.folder), partition.name, outcomes)


def _kept(folder: Path, name: str, outcomes: Sequence[tuple[Reading | Skipped, str | None]]) -> _Done:
    """Write a partition, the table of articles last: it says that the others are there."""
    rows = tables_of(outcomes)
    for table in sorted(TABLES, key=lambda table: table == "articles"):
        made = arrow().Table.from_pylist(rows[table], schema=schema_of(table))
        write_whole(
            folder / table / name,
            lambda draft, made=made: arrow("pyarrow.parquet").write_table(made, draft, compression="zstd"),  # type: ignore[misc]
        )
    told = [outcome for outcome, _ in outcomes]
    return _Done(
        tuple(outcome.article.path for outcome in told if isinstance(outcome, Reading)),
        tuple(outcome for outcome in told if isinstance(outcome, Skipped)),
    )


Each = Callable[[Callable[[Partition], Any], Iterable[Partition], Callable[[Partition], Any]], Iterator[Any]]
"""Gives what a work makes of each partition, wherever that is done; the last gives the answer where it kills who does it."""


def _each_whole(each: Each, work: _Understand, partitions: Iterable[Partition]) -> Iterator[_Done]:
    """Yield what was done of each partition; one that kills whoever works on it is done article by article."""
    killers: list[Partition] = []
    for done in each(work, partitions, lambda partition: _Done((), (), partition)):
        if done.lost is None:
            yield done
        else:
            killers.append(done.lost)
    singles = [Partition((article,)) for killer in killers for article in killer.articles]
    singles += [Partition((), killer.skipped) for killer in killers if killer.skipped]
    for done in each(work, singles, lambda partition: _Done((), (), partition)):
        if done.lost is None:
            yield done
        else:
            fatal = done.lost
            gone = [(outcome, fatal.articles[0].id) for outcome in lost(fatal.articles[0])]
            yield _kept(Path(work.folder), fatal.name, gone)


@contextmanager
def _here(workers: int) -> Iterator[Each]:
    yield lambda work, things, killed: mapped(work, things, workers=workers, lost=killed)
