"""``geobrief geoparse``: many texts as JSON lines in, their places as JSON lines out."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from geobrief.cli.outputs import whole_number
from geobrief.cli.terminal import complain, progress_bar
from geobrief.errors import ArticleError, OutputError

if TYPE_CHECKING:
    from geobrief.model import Article, EventReport, Place, Resolution, TimeExpression

HELP = (
    'Find and resolve the place names of many texts. Every line of IN is one object {"id", "text", "title"?, "date"?, '
    '"domain"?}; every line of OUT gives the same id with its "spans", in the same order.'
)

AHEAD = 4
"""Lines that are handed out for each process before the first of them must be back: memory stays bounded."""


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
    parser.add_argument("--workers", type=whole_number, default=1, metavar="N", help="processes (default: 1)")


def run(args: argparse.Namespace) -> int:
    """Geoparse every line. Exit 1 if a line could not be read: it is named, and has an "error" in the output."""
    work = partial(answer, given=args.given_spans, dates=args.dates or args.events, events=args.events)
    failed = 0
    with _reader(args.input) as lines, _writer(args.output) as out, progress_bar("geoparsing", None) as step:
        numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        for number, text in _mapped(work, numbered, max(1, args.workers)):
            out.write(text)
            out.write("\n")
            step(f"line {number}")
            if text.startswith('{"error"'):
                failed += 1
                complain(f"{args.input}: line {number}: {json.loads(text)['error']}")
    return 1 if failed else 0


def _mapped(work: partial[str], lines: Iterable[tuple[int, str]], workers: int) -> Iterator[tuple[int, str]]:
    """Answers in the order of the lines, with at most a few lines in flight."""
    if workers == 1:
        for number, line in lines:
            yield number, work(line)
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[tuple[int, Future[str]]] = deque()
        for number, line in lines:
            waiting.append((number, pool.submit(work, line)))
            if len(waiting) > AHEAD * workers:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


@contextmanager
def _reader(path: str) -> Iterator[Iterable[str]]:
    """The lines of a file or of standard input, as UTF-8; bytes that are none become lone surrogates."""
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]  # a text stream
        yield _lines(sys.stdin)
        return
    try:
        with Path(path).open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            yield _lines(file)
    except OSError as error:
        raise ArticleError(path, f"cannot be read ({error.strerror or error})") from error


def _lines(file: TextIO) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in file)


@contextmanager
def _writer(path: str) -> Iterator[TextIO]:
    """A file that appears whole or not at all, or standard output."""
    if path == "-":
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]  # a text stream
        yield sys.stdout
        return
    target = Path(path)
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        missing = f"the folder {target.parent} does not exist; make it first"
        reason = f"cannot be written ({error.strerror or error})" if target.parent.is_dir() else missing
        raise OutputError(path, reason) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            yield file
        Path(part).chmod(0o644)
        Path(part).replace(target)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error.strerror or error})") from error
    finally:
        Path(part).unlink(missing_ok=True)


def answer(line: str, *, given: bool, dates: bool, events: bool) -> str:
    """One input line → its output line; a line that is wrong gives ``{"error", "id", "spans": []}``."""
    try:
        request = _request(line)
        result = _understand(request, given=given, dates=dates, events=events)
    except _BadLineError as error:
        result = {"error": error.args[0], "id": error.args[1], "spans": []}
    return json.dumps(result, ensure_ascii=not _encodable(line), separators=(", ", ": "))


def _encodable(line: str) -> bool:
    """Whether a line can be written as UTF-8: one with lone surrogates cannot, and is escaped."""
    return line.isascii() or (not any("\ud800" <= char <= "\udfff" for char in line) and "\\u" not in line)


class _BadLineError(Exception):
    """What is wrong with a line, and its id as far as known."""


def _request(line: str) -> dict[str, Any]:
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
    from geobrief.mentions import find_mentions, given_mentions
    from geobrief.places import resolve_places

    article = make_article(
        request["text"],
        title=request.get("title") or None,
        published=request.get("date") or None,
        domain=request.get("domain") or None,
    )
    gazetteer = Gazetteer.default()
    if given:
        wanted = _offsets(request, "spans", len(article.text))
        mentions = given_mentions(article, sorted(set(wanted)), gazetteer)
    else:
        mentions = find_mentions(article, gazetteer)
    resolutions = resolve_places(article, mentions, gazetteer)
    if given:
        by_offsets = {(r.mention.start, r.mention.end): r for r in resolutions}
        resolutions = [by_offsets[offsets] for offsets in wanted]
    result: dict[str, Any] = {"id": request["id"], "spans": [_span(resolution) for resolution in resolutions]}
    if dates:
        result |= _time(request, article, resolutions, events=events)
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


def _time(request: dict[str, Any], article: Article, resolutions: list[Resolution], *, events: bool) -> dict[str, Any]:
    """The dates of an article and, if wanted, its events."""
    from geobrief.dates import find_dates

    found = find_dates(article)
    result: dict[str, Any] = {"dates": [_date(expression) for expression in found]}
    if events:
        from geobrief.events import extract_events

        triggers = _offsets(request, "triggers", len(article.text)) if "triggers" in request else None
        reports = extract_events(article, resolutions, found, triggers=triggers)
        result["events"] = [_event(report) for report in reports]
    return result


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


def _event(report: EventReport) -> dict[str, Any]:
    return {
        "start": report.start,
        "end": report.end,
        "trigger": report.trigger,
        "kind": report.kind,
        "status": report.status,
        "where": [place.resolution for place in report.where if place.area is None],
        "when": report.when,
    }
