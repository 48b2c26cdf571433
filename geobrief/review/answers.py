"""``overrides.toml`` as the review keeps it: what a person wrote by hand stays as it is, the corrections are written anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geobrief.atomic import write_whole
from geobrief.brief import Correction, as_table
from geobrief.recipes import read_overrides, read_overrides_file, toml

NAME = "overrides.toml"
_FIRST = re.compile(r"^\s*\[\[\s*corrections\s*\]\]", re.MULTILINE)


def read_answers(path: Path) -> tuple[Correction, ...]:
    """Return the corrections of a file; none where there is no file yet.

    Raises:
        RecipeError: It cannot be read, or is not understood.
    """
    return read_overrides_file(path).corrections if path.exists() else ()


def keep_answers(path: Path, data: dict[str, Any], otherwise: Sequence[Correction] = ()) -> int:
    """Check corrections as they come from the page, and write them; return how many there are.

    Args:
        path: The file.
        data: ``{"corrections": [...]}``.
        otherwise: What another file says already, and this one need not.

    Raises:
        RecipeError: They are not understood. The file is as it was.
        OutputError: The file cannot be written. It is as it was.
    """
    read = read_overrides(str(path), {"corrections": data.get("corrections")})
    tables = [as_table(item) for item in read.corrections if item not in otherwise]
    text = _with_head(path, tables)
    write_whole(path, lambda draft: _write(draft, text))
    return len(tables)


def _with_head(path: Path, tables: list[dict[str, Any]]) -> str:
    """The text of the file: above its first correction it is the person's own, comments and all."""
    if not path.exists():
        return toml({"corrections": tables})
    old = path.read_text("utf-8")
    data = tomllib.loads(old)
    rest = {key: value for key, value in data.items() if key != "corrections"}
    if not rest:
        return toml({"corrections": tables})
    first = _FIRST.search(old)
    head = old[: first.start()] if first else old
    if tomllib.loads(head) != rest:  # tables stand behind the corrections
        return toml({**rest, "corrections": tables})
    return head.rstrip("\n") + "\n" + toml({"corrections": tables}).partition("\n")[2]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
