"""Our annotations of articles that are not ours: kept as offsets into the corpora's documents, never as their text.

    python -m models.annotations pack OUT.jsonl ANNOTATED.jsonl...     whole annotations → offsets
    python -m models.annotations unpack ANNOTATIONS.jsonl OUT.jsonl    offsets → whole annotations, from ../shared

The form is that of ``../shared/corpora/events/ANNOTATION.md``, but that a quote, a trigger and a name are pairs of
offsets into the document's ``text`` (a list of two) or its own title (``{"title": [start, end]}``) where they stand
there, and words only where they do not: in a title that the annotator wrote. The summaries (``what``) and stems (``must``) are ours.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
NAMES = (
    "trnews", "gwn", "lgl", "humset", "events/unlabelled", "events/ecb_dev", "events/meantime_dev", "events/discourse", "events/rams_fit",
    "events/wikievents_fit", "events/muc4_dev", "time/tbaq",
)  # fmt: skip
"""Corpora whose documents were annotated."""
AGENCY_MARK = " - Xinhua"
"""What a title of ``discourse`` may end with beside its own words."""

Row = dict[str, Any]
Words = str | list[int] | dict[str, list[int]]


def documents() -> dict[str, Row]:
    """Return the documents of the corpora by id."""
    found: dict[str, Row] = {}
    for name in NAMES:
        for line in (CORPORA / f"{name}.jsonl").read_text("utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                row = row if "text" in row else _joined(row)
                found[row["id"]] = row | {"text": unwrapped(row["text"])} if name.endswith("muc4_dev") else row
    return found


def unwrapped(text: str) -> str:
    """Return a text of ``muc4_dev``, whose lines are cut at some seventy characters, with a paragraph a line."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _joined(row: Row) -> Row:
    """Return a document of ``discourse``, which is kept as a list of sentences, as one text with its title."""
    told = row["sentences"]
    sentences = ast.literal_eval(told) if isinstance(told, str) else told
    text = " ".join(sentence["text"] for sentence in sentences)
    return {"id": row["id"], "title": row["headline"].removesuffix(AGENCY_MARK), "text": text}


def _mapped(row: Row, words: Callable[[Any], Any]) -> Row:
    """Return an annotation with its quotes, triggers and names changed by ``words``."""
    events = []
    for event in row["events"]:
        who = {role: [[words(part) for part in parts] for parts in names] for role, names in event["who"].items()}
        events.append(
            event
            | {
                "quotes": [words(quote) for quote in event["quotes"]],
                "triggers": [words(trigger) for trigger in event["triggers"]],
                "who": who,
            }
        )
    traps = [trap | {"quote": words(trap["quote"])} for trap in row.get("traps", [])]
    return row | {"events": events, "traps": traps}


def pack(row: Row, document: Row) -> Row:
    """Return an annotation as offsets into its document."""
    text, title = document["text"], document.get("title") or ""

    def words(part: str) -> Words:
        at = text.find(part)
        if at >= 0:
            return [at, at + len(part)]
        at = title.find(part)
        return {"title": [at, at + len(part)]} if at >= 0 else part

    for event in row["events"]:
        event["who"] = {role: [name.split("|") for name in names] for role, names in event["who"].items()}
    packed = _mapped({key: value for key, value in row.items() if key not in ("text", "url")}, words)
    if packed["title"] == document.get("title"):
        packed["title"] = None
    return packed


def unpack(row: Row, document: Row) -> Row:
    """Return an annotation with its words, as ``evaluate_events.py`` reads it."""
    text, own_title = document["text"], document.get("title") or ""

    def words(part: Words) -> str:
        if isinstance(part, str):
            return part
        of, (start, end) = (own_title, part["title"]) if isinstance(part, dict) else (text, part)
        return str(of[start:end])

    whole = _mapped(row, words)
    for event in whole["events"]:
        event["who"] = {role: ["|".join(parts) for parts in names] for role, names in event["who"].items()}
    title = row["title"] if row["title"] is not None else document.get("title")
    return whole | {"title": title, "url": document.get("url"), "text": text}


def main() -> None:
    """Pack or unpack the files of the command line."""
    command, *paths = sys.argv[1:]
    if command not in ("pack", "unpack") or len(paths) < 2:
        raise SystemExit(__doc__)
    known = documents()
    if command == "pack":
        out, *given = paths
        rows = [pack(row, known[row["id"]]) for path in given for row in _rows(Path(path))]
    else:
        given, out = [paths[0]], paths[1]
        rows = [unpack(row, known[row["id"]]) for row in _rows(Path(given[0]))]
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in sorted(rows, key=lambda row: row["id"])]
    Path(out).write_text("\n".join(lines) + "\n", "utf-8")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    main()
