"""Broken inputs of every sort, made from good ones by lot, and what must not happen with them.

A target takes what was broken and gives None, or what is wrong: an exception that is no error of ours, a reason that calls
itself a fault of geobrief's, a result that is missing.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import random
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geobrief.articles import read_articles
from geobrief.brief.document import from_json, to_dict
from geobrief.cli import main
from geobrief.errors import GeobriefError
from geobrief.gazetteer import own
from geobrief.gazetteer.imports import Skips, install
from geobrief.recipes import read_recipe
from tests.articles import made
from tests.map.story import example

HOSTILE = [
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"&#xD800;", b"]]>", b'"', b"'", b"\\", b"{", b"}", b"[", b",", b"\r\n", b"\x1b[2J",
    b"9" * 40, b"-1", b"1e999", b"NaN", b"null", b"%00", b"../", "\u202e".encode(), "\U0001f30d".encode(), b"(" * 60, b"<div>" * 60,
]  # fmt: skip
FAULT = "fault of geobrief's"


@dataclass(frozen=True)
class Target:
    """Something that takes broken inputs."""

    good: bytes
    run: Callable[[bytes, Path], str | None]


def broken(good: bytes, lot: random.Random) -> bytes:
    """Return good bytes with one to six things wrong with them."""
    data = bytearray(good)
    for _ in range(lot.randint(1, 6)):
        at, length = lot.randrange(len(data) + 1), lot.randint(1, 40)
        match lot.randrange(6):
            case 0:
                data[at : at + length] = b""
            case 1:
                data[at:at] = lot.choice(HOSTILE)
            case 2 if data:
                data[lot.randrange(len(data))] = lot.randrange(256)
            case 3:
                data[at:at] = data[at : at + length] * lot.randint(1, 20)
            case 4:
                data = data[: max(1, at)]
            case _:
                other = lot.randrange(len(data) + 1)
                data[at : at + length] = data[other : other + length]
    return bytes(data)


def guarded(work: Callable[[], str | None]) -> str | None:
    """What is wrong, with the place where an exception rose that is no error of ours."""
    try:
        return work()
    except GeobriefError as error:
        return f"calls itself a fault: {error}" if FAULT in str(error) else None
    except Exception:  # noqa: BLE001  # this is what is looked for
        return traceback.format_exc(limit=-3)


def _reader(name: str) -> Callable[[bytes, Path], str | None]:
    def run(data: bytes, folder: Path) -> str | None:
        path = folder / name
        path.write_bytes(data)
        articles, skipped = read_articles([str(path)])
        wrong = [item.reason for item in skipped if FAULT in item.reason]
        wrong += [
            "a sentence outside of its text"
            for article in articles
            if not all(0 <= s.start < s.end <= len(article.text) for s in article.sentences)
        ]
        if not articles and not skipped:
            wrong.append("neither an article nor a reason")
        return wrong[0] if wrong else None

    return run


def _document(data: bytes, folder: Path) -> str | None:
    del folder
    to_dict(from_json(data.decode("utf-8", "replace")))
    return None


def _recipe(data: bytes, folder: Path) -> str | None:
    path = folder / "brief.toml"
    path.write_bytes(data)
    read_recipe(path)
    return None


def _import(data: bytes, folder: Path) -> str | None:
    path = folder / "places.csv"
    path.write_bytes(data)
    skips = Skips()
    _, rows = own.read_csv(path, skips=skips)
    install(rows, "mine", skips=skips, sources=[path], folder=folder / "out")
    return None


def _geoparse(data: bytes, folder: Path) -> str | None:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.redirect_stdout(io.StringIO()):
        code = main(["geoparse", str(source), "-o", str(target)])
    if code not in (0, 1, 2) or "Traceback" in said.getvalue():
        return f"ended with {code}: {said.getvalue()[-300:]}"
    if code < 2:
        asked = [line for line in data.split(b"\n") if line.strip()]
        answers = target.read_text("utf-8").splitlines()
        if len(answers) != len(asked):
            return f"{len(answers)} answers to {len(asked)} lines"
    return None


def targets() -> Mapping[str, Target]:
    """All that is broken, by name."""
    html = made.html_page().encode()
    files: Mapping[str, bytes] = {
        "one.txt": f"{made.TITLE}\nBy {made.AUTHOR}\n\n{made.BODY}".encode(),
        "one.md": f"---\ntitle: {made.TITLE}\ndate: 2021-03-02\n---\n\n{made.BODY}".encode(),
        "one.html": html,
        "one.mhtml": made.eml(html=True),
        "one.rtf": made.rtf(),
        "one.pdf": made.pdf(),
        "one.docx": made.docx(),
        "one.odt": made.odt(),
        "one.epub": made.epub(),
        "one.eml": made.eml(attachment=True),
        "one.mbox": b"From a@b Tue Mar  2 10:00:00 2021\n" + made.eml() + b"\n",
        "one.csv": made.table(),
        "one.tsv": made.table("\t"),
        "one.json": json.dumps(made.records()).encode(),
        "one.jsonl": "\n".join(map(json.dumps, made.records())).encode(),
        "one.rss": made.rss().encode(),
        "one.atom": made.atom().encode(),
        "one.warc": made.warc(),
        "one.zip": made.zipped({"a.txt": made.BODY, "b.html": html}),
        "one.txt.gz": gzip.compress(made.BODY.encode(), mtime=0),
    }
    found = {name.removeprefix("one."): Target(data, _reader(name)) for name, data in files.items()}
    recipe = 'title = "T"\ninputs = ["a.txt"]\noutputs = ["a.html"]\nissued = 2024-09-20\nworkers = 2\nextent = [-1, 11, 16, 24]\n[overrides]\nreviewer = "AK"\nreviewed = ["e-0123456789abcdef"]\n[overrides.places]\n"Paris" = 4717560\n[findings]\norder = ["e-0123456789abcdef"]\n'
    told = io.StringIO()
    csv.writer(told).writerows(
        [["name", "lat", "lon", "population"], ["Gao", 16.27, -0.04, 5], ["Mopti", 14.5, -4.2, 9]]
    )
    lines = [{"id": n, "text": "Troops left Agadez on Monday.", "date": "2024-08-06", "title": "T"} for n in range(4)]
    return {
        **found,
        "brief.json": Target(json.dumps(to_dict(example())).encode(), _document),
        "recipe": Target(recipe.encode(), _recipe),
        "import": Target(told.getvalue().encode(), _import),
        "geoparse": Target("\n".join(map(json.dumps, lines)).encode(), _geoparse),
    }


def tried(target: Target, number: int, folder: Path, name: str) -> tuple[bytes, str | None]:
    """The broken input of that number, and what is wrong."""
    lot: Any = random.Random(f"{name}:{number}")  # noqa: S311  # the same number is the same input
    data = broken(target.good, lot)
    return data, guarded(lambda: target.run(data, folder))
