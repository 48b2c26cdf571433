"""What ``geobrief build`` does with archives: filling one, and making briefs of one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.cli.outputs import day
from geobrief.cli.terminal import complain, say, stages
from geobrief.errors import NothingToReadError, UsageError

if TYPE_CHECKING:
    from geobrief.archive import Choice
    from geobrief.brief import Brief
    from geobrief.pipeline import BuildWishes, Stages
    from geobrief.recipes import Recipe

_NAMED = 20
"""Inputs that were skipped and are named one by one: of an archive the table says the rest."""


def add_archive_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what fills an archive and what chooses from one."""
    group = parser.add_argument_group("archives")
    group.add_argument(
        "--archive",
        metavar="FOLDER",
        help="understand the articles into this folder of Parquet tables, where it lacks them, and make no brief",
    )
    group.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="let the workers of a Dask cluster do it (tcp://host:8786), or local ones (local)",
    )
    choices = parser.add_argument_group("choosing from an archive, where INPUT is one")
    choices.add_argument("--from", dest="first", type=day, metavar="DAY", help="events on this day or later")
    choices.add_argument("--to", dest="last", type=day, metavar="DAY", help="events on this day or earlier")
    choices.add_argument(
        "--place", action="append", metavar="NAME", help="events at a place, province or country; may be repeated"
    )
    choices.add_argument("--kind", action="append", metavar="KIND", help="events of a kind; may be repeated")
    choices.add_argument("--query", metavar="WORDS", help="events whose sentence or label has all of these words")


def is_archive_folder(given: str) -> bool:
    """Whether an input is an archive."""
    from geobrief.archive import is_archive

    return is_archive(Path(given))


def choice_of(args: argparse.Namespace, inputs: Sequence[str], recipe: Recipe) -> Choice | None:
    """Return what is chosen of the inputs, which are archives; None where they are articles.

    Raises:
        UsageError: Some are and some are not, or something is asked for that the other sort has.
    """
    asked = [name for name in ("first", "last", "place", "kind", "query") if getattr(args, name)]
    archives = [given for given in inputs if is_archive_folder(given)]
    if not archives:
        if asked:
            flag = {"first": "from", "last": "to"}.get(asked[0], asked[0])
            raise UsageError(
                f"--{flag} chooses from an archive, and {inputs[0]} is none: geobrief build INPUT --archive FOLDER makes one"
            )
        if args.dask and not args.archive:
            raise UsageError("--dask fills an archive: say which with --archive FOLDER")
        return None
    if len(archives) < len(inputs) or args.archive:
        raise UsageError(f"{archives[0]} is an archive: give archives alone, or articles alone")
    if recipe.overrides or args.overrides or args.since:
        what = "--since" if args.since else "overrides"
        raise UsageError(f"{what}: not for an archive, which was understood before; --from chooses events by their day")
    from geobrief.archive import Choice

    return Choice(args.first, args.last, tuple(args.place or ()), tuple(args.kind or ()), args.query)


def fill_archive(args: argparse.Namespace, inputs: Sequence[str], *recipes: Recipe) -> int:
    """Understand articles into an archive, and say what came into it."""
    if args.output:
        raise UsageError(
            f"--archive makes no brief: build it first, then geobrief build {args.archive} -o {args.output[0]}"
        )
    from geobrief.archive import add_to_archive

    workers = args.workers or next((recipe.workers for recipe in recipes if recipe.workers), None) or 1
    with stages() as (begin, step):
        added = add_to_archive(
            inputs,
            Path(args.archive),
            workers=workers,
            dask=args.dask,
            published=args.date or next((recipe.date for recipe in recipes if recipe.date), None),
            engine=args.engine or next((recipe.engine for recipe in recipes if recipe.engine), None),
            progress=step,
            stages=begin,
        )
    for item in added.skipped[:_NAMED]:
        complain(f"skipped {item.path}: {item.reason}")
    if len(added.skipped) > _NAMED:
        complain(f"skipped {len(added.skipped) - _NAMED} more, which {args.archive}/skipped names")
    had = f", {added.known} were there" if added.known else ""
    say(f"added to {args.archive}: {added.articles} article{'' if added.articles == 1 else 's'}{had}")
    return 1 if added.skipped else 0


def brief_of_archives(
    folders: Sequence[str],
    choice: Choice,
    wishes: BuildWishes,
    shown: tuple[Stages, Callable[[str], None]],
    *,
    notes: list[str],
) -> Brief:
    """Return the brief of what is chosen of some archives.

    Raises:
        NothingToReadError: Nothing is.
    """
    from geobrief.archive import choose
    from geobrief.brief import Readings
    from geobrief.pipeline import brief_of, check_share

    check_share(wishes["min_confidence"])
    begin, step = shown
    begin("choosing", len(folders))
    readings, ids = Readings(), set[str]()
    skipped = []
    # The last archive knows an article best.
    for folder in reversed(folders):
        step(folder)
        found, left_out = choose(Path(folder), choice)
        new = [number for number, article in enumerate(found.articles) if article.id not in ids]
        readings.extend(found[number] for number in new)
        ids |= {readings.articles[number].id for number in range(len(ids), len(readings))}
        skipped += left_out
    if not readings:
        raise NothingToReadError(
            f"nothing in {', '.join(folders)} is what was asked for: ask for less at once", skipped
        )
    return brief_of(
        readings,
        skipped,
        title=wishes["title"],
        worldview=wishes["worldview"],
        min_confidence=wishes["min_confidence"],
        texts=wishes["texts"],
        notes=notes.append,
        paths=folders,
        progress=step,
        stages=begin,
    )
