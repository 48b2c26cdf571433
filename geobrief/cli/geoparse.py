"""``geobrief geoparse``: many texts as JSON lines in, their places as JSON lines out."""

from __future__ import annotations

import argparse
import json
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from geobrief.atomic import check_no_input, check_writable, shown_target, write_whole
from geobrief.bounds import TOO_LONG, OverTimeError, bounded_time
from geobrief.cli.outputs import add_layers, add_workers
from geobrief.cli.terminal import complain, progress_bar, put_raw, seen_json
from geobrief.errors import ArticleError, fault
from geobrief.workers import mapped

if TYPE_CHECKING:
    from geobrief.model import EventReport, Place, Resolution, TimeExpression

HELP = (
    'Find and resolve the place names of many texts. Every line of IN is one object {"id", "text", "title"?, "date"?, '
    '"domain"?}; every line of OUT gives the same id with its "spans", in the same order.'
)

MOST_CHARACTERS = 20_000_000
"""Of a line: as many as of an article in a file of its own."""

MOST_PASSED_OVER = 1_000_000_000
"""Characters of a line that is too long, after which the input is taken to have no end."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``geoparse`` understands."""
    parser.add_argument("input", metavar="IN.jsonl", help="texts, one JSON object a line; - is standard input")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT.jsonl", help="where to write; - is standard output"
    )
    parser.add_argument("--given-spans", action="store_true", help='resolve just the "spans" that each line carries')
    parser.add_argument("--dates", action="store_true", help="give the time expressions, too")
    parser.add_argument(
        "--events",
        action="store_true",
        help='give the events (and the dates they point to); "triggers" are coded as given',
    )
    add_workers(parser)
    add_layers(parser)


def run(args: argparse.Namespace) -> int:
    """Geoparse every line. Exit 1 if a line could not be read: it is named, and has an "error" in the output."""
    from geobrief.gazetteer import laid

    with laid(args.layer):
        return _geoparsed(args)


def _geoparsed(args: argparse.Namespace) -> int:
    if args.output == "-":
        _unicode_out()
        return _answered(args, put_raw)
    target = Path(args.output)
    check_writable(target)
    check_no_input([target], [] if args.input == "-" else [Path(args.input)])
    codes: list[int] = []

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            codes.append(_answered(args, lambda text: str(file.write(text))))

    write_whole(target, write)
    if target.is_symlink():
        complain(f"{shown_target(args.output)} was written")
    return codes[0]


def _answered(args: argparse.Namespace, out: Callable[[str], object]) -> int:
    """Answer every line into ``out``: the command's exit code."""
    work = partial(_numbered_answer, given=args.given_spans, dates=args.dates or args.events, events=args.events)
    failed = 0
    with _reader(args.input) as lines, progress_bar("geoparsing", None, "line") as step:
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        for number, text in mapped(work, numbered, workers=args.workers or 1, lost=_lost):
            out(f"{text}\n")
            step(f"line {number}")
            if text.startswith('{"error"'):
                failed += 1
                complain(f"{args.input}: line {number}: {json.loads(text)['error']}")
    return 1 if failed else 0


@contextmanager
def _reader(path: str) -> Iterator[Iterator[str]]:
    """The lines of a file or of standard input, as UTF-8; bytes that are none become lone surrogates."""
    if path == "-":
        if sys.stdin is None:
            raise ArticleError(path, "standard input is closed; give a file, or send the lines to it")
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="surrogateescape")
        yield _lines(sys.stdin, path)
        return
    try:
        mode = Path(path).stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise ArticleError(path, "is not a file that can be read; give a file of JSON lines")
        file = Path(path).open(encoding="utf-8-sig", errors="surrogateescape", newline="\n")  # noqa: SIM115  # closed below
    except (OSError, ValueError) as error:
        raise ArticleError(path, f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    with file:
        yield _lines(file, path)


def _lines(file: TextIO, path: str) -> Iterator[str]:
    """The lines of a file; one that is too long to be held is given as far as it tells that it is."""
    try:
        while line := file.readline(MOST_CHARACTERS + 1):
            if len(line) > MOST_CHARACTERS and not line.endswith("\n"):
                passed = len(line)
                while (rest := file.readline(MOST_CHARACTERS)) and not rest.endswith("\n"):
                    passed += len(rest)
                    if passed > MOST_PASSED_OVER:
                        raise ArticleError(path, f"has a line of more than {passed / 1e6:,.0f} million characters")
            yield line.rstrip("\r\n")
    except OSError as error:
        raise ArticleError(path, f"cannot be read ({error.strerror or error})") from error


def _unicode_out() -> None:
    """JSON lines are UTF-8, whatever else the terminal shows."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        with suppress(OSError):  # it will be said when something is written
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _numbered_answer(numbered: tuple[int, str], *, given: bool, dates: bool, events: bool) -> tuple[int, str]:
    number, line = numbered
    return number, answer(line, given=given, dates=dates, events=events)


def _lost(numbered: tuple[int, str]) -> tuple[int, str]:
    number, line = numbered
    return number, _error(line, "ended the process that read it, perhaps for want of memory: split it")


def answer(line: str, *, given: bool, dates: bool, events: bool) -> str:
    """One input line → its output line; whatever is wrong with it gives ``{"error", "id", "spans": []}``."""
    try:
        with bounded_time():
            request = _request(line)
            result = _understand(request, given=given, dates=dates, events=events)
            return _written(result)
    except _BadLineError as error:
        return _written({"error": error.args[0], "id": error.args[1], "spans": []})
    except OverTimeError:
        return _error(line, TOO_LONG)
    except (MemoryError, RecursionError):
        return _error(line, "is built so deep or so large that it cannot be understood: split it")
    except Exception as error:  # noqa: BLE001  # one line never costs the others; the fault is named, not hidden
        return _error(line, f"cannot be understood, by {fault(error)}")


def _error(line: str, reason: str) -> str:
    """The answer to a line that has none, with its id if that can be told."""
    try:
        known = _request(line)["id"]
        return _written({"error": reason, "id": known, "spans": []})
    except (_BadLineError, ValueError, RecursionError, MemoryError):
        return _written({"error": reason, "id": None, "spans": []})


def _written(result: dict[str, Any]) -> str:
    """An answer as a line of JSON, which holds neither halves of signs nor what cannot be seen."""
    return seen_json(json.dumps(result, ensure_ascii=False, separators=(", ", ": ")))


class _BadLineError(Exception):
    """What is wrong with a line, and its id as far as known."""


def _request(line: str) -> dict[str, Any]:
    if len(line) > MOST_CHARACTERS:
        raise _BadLineError(f"is longer than {MOST_CHARACTERS:,} characters: split it", None)
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"is not JSON ({error})", None) from None
    if not isinstance(request, dict) or "id" not in request:
        raise _BadLineError('is not an object with an "id": write {"id": 1, "text": "…"}', None)
    if not isinstance(request.get("text"), str):
        raise _BadLineError('has no "text"', request["id"])
    for name in ("title", "date", "domain"):
        if request.get(name) is not None and not isinstance(request[name], str):
            raise _BadLineError(f'its "{name}" is no string', request["id"])
    return request


def _understand(request: dict[str, Any], *, given: bool, dates: bool, events: bool) -> dict[str, Any]:
    from geobrief.articles import make_article
    from geobrief.gazetteer import Gazetteer
    from geobrief.reading import ALL, Given, read, with_date

    article = make_article(
        request["text"],
        title=request.get("title") or None,
        published=request.get("date") or None,
        domain=request.get("domain") or None,
    )
    length = len(article.text)
    names = _offsets(request, "spans", length) if given else None
    triggers = _offsets(request, "triggers", length) if events and "triggers" in request else None
    reading = read(
        with_date(article),
        Gazetteer.default(),
        want="events" if events else "dates" if dates else "places",
        given=Given(names=sorted(set(names)) if names is not None else None, triggers=triggers),
        most=ALL,
    )
    found = [_span(resolution) for resolution in reading.resolutions]
    order = list(range(len(found)))
    if names is not None:
        number = {(span["start"], span["end"]): at for at, span in enumerate(found)}
        order = [number[offsets] for offsets in names]
    result: dict[str, Any] = {"id": request["id"], "spans": [found[at] for at in order]}
    if dates:
        result["dates"] = [_date(expression) for expression in reading.dates]
    if events:
        result["events"] = [_event(report, order) for report in reading.reports]
    return result


def _offsets(request: dict[str, Any], name: str, length: int) -> list[tuple[int, int]]:
    """The given spans or triggers of a line, checked against its text."""
    raw = request.get(name)
    if not isinstance(raw, list):
        raise _BadLineError(f'has no list "{name}"', request["id"])
    found = []
    for entry in raw:
        start, end = (entry.get("start"), entry.get("end")) if isinstance(entry, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            raise _BadLineError(f'"{name}" holds {entry!r}, which is no span of a text of {length}', request["id"])
        found.append((start, end))
    return found


def _span(resolution: Resolution) -> dict[str, Any]:
    mention, place = resolution.mention, resolution.place
    span: dict[str, Any] = {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "form": mention.form,
        "role": resolution.role,
        "name": place.name if place else None,
        "kind": place.kind if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "confidence": resolution.confidence,
    }
    if resolution.within is not None:
        span["within"] = _area(resolution.within)
    return span


def _area(place: Place) -> dict[str, Any]:
    """The area that the text gives for a name without a place."""
    return {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
    }


def _date(expression: TimeExpression) -> dict[str, Any]:
    when = expression.when
    return {
        "start": expression.start,
        "end": expression.end,
        "text": expression.text,
        "from": when.start.isoformat() if when.start else None,
        "to": when.end.isoformat() if when.end else None,
        "precision": when.precision,
        "direction": when.direction,
    }


def _event(report: EventReport, order: Sequence[int]) -> dict[str, Any]:
    """An event, with the spans of its places by their number in the answer."""
    return {
        "start": report.start,
        "end": report.end,
        "trigger": report.trigger,
        "kind": report.kind,
        "status": report.status,
        "where": [order.index(place.resolution) for place in report.where if place.area is None],
        "when": report.when,
    }
