"""``geobrief init``: a commented recipe to start from."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from geobrief.atomic import write_whole
from geobrief.cli.terminal import say
from geobrief.errors import OutputError

HELP = (
    "Write a recipe with a comment on everything that it may say, and beside it the JSON Schema by which an editor "
    "checks it, and a folder for the articles. Nothing that is there is overwritten."
)

SCHEMA = "recipe.schema.json"

_WRITTEN: Mapping[str, object] = {"inputs": ["articles"], "outputs": ["NAME.html", "NAME.json"]}
"""What a new recipe says; everything else stands in it as a comment."""

_EXAMPLES: Mapping[str, object] = {
    "title": "What happened where",
    "audience": "desk",
    "marking": "TLP:CLEAR",
    "issued": "2024-09-20",
    "prepared_by": "AK, analysis",
    "prepared_for": "the desk",
    "organisation": "the publisher",
    "version": "1",
    "language": "en",
    "worldview": "default",
    "extent": [-1.0, 11.0, 16.0, 24.0],
    "accent": "#1c5b77",
    "logo": "logo.png",
    "font": "Source Sans 3",
    "paper": "A4",
    "template": "house.docx",
    "slides": "house.pptx",
    "picture": "NAME.png",
    "width": 1280,
    "height": 800,
    "dpi": 192,
    "address": "https://example.org/NAME.html",
    "hxl": True,
    "complete": True,
    "max_events": 5000,
    "split": "time",
    "texts": "cited",
    "gazetteer": {"layers": ["camps.csv"]},
    "date": "2024-06-03",
    "workers": 2,
    "engine": "bundled",
    "kinds": [],
}
"""Values that show how each key is written; NAME is the name of the recipe."""


_FINDINGS = """\
# [findings]
# Events by their ids: what comes first, in this order, what is no finding, and other words for one.
# order = ["e-0123456789abcdef"]
# drop = ["e-fedcba9876543210"]
# words = { "e-0123456789abcdef" = "The last soldiers have left" }
"""
"""How findings are written, after the sentence on them."""


_OVERRIDES = """\
# [overrides]
# Stands beside everything that is set here, unless an entry has a by = "…" of its own.
# reviewer = "AK"
# Events, places and mentions that you read and let stand.
# reviewed = ["e-0123456789abcdef"]

# What a name means, or one mention by its id: GeoNames id, "not a place", or a place of your own.
# [overrides.places]
# "Paris" = 4717560
# "Ali" = "not a place"
# "m-0123456789abcdef" = { name = "Depot", lat = 18.9, lon = 7.4, note = "known from a photograph" }

# What is known better of an event: drop = true where it is none, or its label, kind, status, date, place.
# [overrides.events."e-0123456789abcdef"]
# date = "2024-07-05"
# place = 2448083

# The same by the words of an article, which holds when articles change; the page's review writes it so.
# [[overrides.corrections]]
# event = "protest"
# quote = "Protesters marched in Niamey on 6 August 2024."
# label = "A march for the army"
"""
"""How overrides are written, after the sentence on them; they end the recipe, because what follows a table is in it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``init`` understands."""
    parser.add_argument(
        "path", nargs="?", type=Path, default=Path("maps/brief.toml"), metavar="PATH",
        help="the recipe to write, or a folder to write brief.toml into (default: maps/brief.toml)",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Write the recipe and its schema."""
    target = _target(args.path)
    if target.exists():
        raise OutputError(str(target), "this exists already; name another file, or remove it first")
    articles = target.parent / "articles"
    try:
        articles.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(target), f"its folder cannot be made: {error.strerror or error}") from error
    schema = target.parent / SCHEMA
    if not schema.exists():
        text = files("geobrief").joinpath(SCHEMA).read_text("utf-8")
        write_whole(schema, lambda draft: _write(draft, text))
    write_whole(target, lambda draft: _write(draft, new_recipe(target)))
    say(f"made {target}: put articles into {articles}, then run geobrief build {target}")
    return 0


def new_recipe(target: Path) -> str:
    """Return a recipe in which every key is explained, and what most briefs need is set."""
    from geobrief.recipes import KEYS

    lines = [
        f"#:schema {SCHEMA}",
        "# A map recipe: what to build from what. Paths are relative to this file.",
        "#",
        f"#   geobrief build {target.as_posix()}",
    ]
    for name, key in KEYS.items():
        if key.sort in ("findings", "overrides"):
            continue
        choices = f" One of {', '.join(key.choices)}." if key.choices else ""
        value = _WRITTEN.get(name, _EXAMPLES.get(name))
        said = _toml(value).replace("NAME", target.stem)
        lines += ["", f"# {key.about}{choices}", f"{'' if name in _WRITTEN else '# '}{name} = {said}"]
    lines += ["", f"# {KEYS['findings'].about}", _FINDINGS]
    about = f"# {KEYS['overrides'].about}"
    return "\n".join([*lines, "", about, f"# Ids stand in {target.stem}.json.", _OVERRIDES])


def _toml(value: object) -> str:
    """A value as TOML writes it: JSON but for tables."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(item)}' for key, item in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def _target(path: Path) -> Path:
    if path.is_dir():
        return path / "brief.toml"
    return path if path.suffix.lower() == ".toml" else path.with_name(f"{path.name}.toml")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
