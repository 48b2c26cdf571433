"""``geobrief collect``: pages of the web into a folder, which ``geobrief build`` then reads offline."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.cli.outputs import at_least_zero, positive, whole_number
from geobrief.cli.terminal import complain, say, stages, tell

if TYPE_CHECKING:
    from geobrief.web import Collector

HELP = (
    "Save pages, and the pages that feeds name, as they are into a folder, each with a side-car that says where it came "
    "from. robots.txt is obeyed, hosts are asked slowly, and what is there already is not fetched again: the command may "
    "be stopped and run again, every morning if you like. Needs pip install 'geobrief[web]'; 'geobrief build FOLDER' "
    "then needs no network."
)

_MOST_BYTES = 10_000_000
"""Of a file with addresses."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="URL",
        help="addresses of pages or of RSS, Atom or JSON feeds; a file with one a line; or '-' for standard input",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where the pages are kept")
    parser.add_argument(
        "--delay", type=at_least_zero, default=1.0, metavar="SECONDS", help="between two pages of a host (default 1)"
    )
    parser.add_argument("--timeout", type=positive, default=60.0, metavar="SECONDS", help="for one page (default 60)")
    parser.add_argument("--max-mb", type=positive, default=20.0, metavar="MB", help="of one page (default 20)")
    parser.add_argument(
        "--limit",
        type=whole_number,
        default=1000,
        metavar="N",
        help="pages taken of one feed, its first (default 1000)",
    )
    parser.add_argument("--again", action="store_true", help="fetch what is there already once more")
    parser.add_argument("--contact", default="", metavar="WHO", help="a mail address or page, told to the servers")
    parser.add_argument("--allow-private", action="store_true", help="reach hosts of private networks as well")
    parser.add_argument("--no-robots", action="store_true", help="do not ask for robots.txt: for a site of your own")


def run(args: argparse.Namespace) -> int:
    """Collect. 1 where something could not be had, 2 where the folder holds none of what was asked for."""
    from geobrief.errors import UsageError
    from geobrief.web import require_libraries

    require_libraries()
    from geobrief.web import Collector, Pace, Web

    addresses = list(_addresses(args.inputs))
    if not addresses:
        raise UsageError("there is no address in what was given; write one a line")
    web = Web(args.timeout, int(args.max_mb * 1e6), args.allow_private, args.contact)
    collector = Collector(
        args.output,
        web=web,
        pace=Pace(args.delay),
        again=args.again,
        most_entries=args.limit,
        robots=not args.no_robots,
    )
    saved, there, missed = _collected(collector, addresses)
    for address, reason in missed:
        complain(f"not saved: {address}: {reason}")
    args.made = bool(saved)
    if not saved and not there:
        what = "the page" if len(missed) == 1 else f"none of {len(missed)} pages"
        raise UsageError(f"{args.output}: {what} could {'not ' * (len(missed) == 1)}be saved")
    parts = [f"saved {saved} page{'s' * (saved != 1)} in {args.output}"]
    parts += [f"{there} there already"] if there else []
    parts += [f"{len(missed)} not saved"] if missed else []
    say(f"{', '.join(parts)}; now: geobrief build {args.output} -o brief.html")
    return 1 if missed else 0


def _collected(collector: Collector, addresses: Sequence[str]) -> tuple[int, int, list[tuple[str, str]]]:
    from geobrief.model import Skipped

    counts = {"saved": 0, "there": 0}
    missed: list[tuple[str, str]] = []
    with stages("page") as (begin, step):
        for outcome in collector.collect(addresses, begin=begin):
            if isinstance(outcome, Skipped):
                missed.append((outcome.path, outcome.reason))
                step(outcome.path)
            else:
                counts[outcome.how] += 1
                step(outcome.address)
                tell(f"{outcome.how} {outcome.path}")
    return counts["saved"], counts["there"], missed


def _addresses(inputs: Sequence[str]) -> Iterator[str]:
    """The addresses that are given, and those in files of them; empty lines and those after # say nothing."""
    for given in inputs:
        if given == "-":
            yield from _lines(sys.stdin.read(_MOST_BYTES) if sys.stdin else "")
        elif "://" not in given and Path(given).is_file():
            yield from _lines(_text(Path(given)))
        else:
            yield given


def _text(path: Path) -> str:
    from geobrief.bounds import read_file
    from geobrief.errors import UsageError

    try:
        return read_file(path, _MOST_BYTES).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "this is no text of addresses, one a line"
        raise UsageError(f"{path}: {reason}") from error


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()
