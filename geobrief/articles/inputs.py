"""What the user names on the command line → the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from geobrief.model import Skipped

STANDARD_INPUT = "-"

# In a folder these are no articles and need no word: pictures, the parts of saved web pages, side-cars.
_PASSED_OVER = frozenset(
    ".jpg .jpeg .png .gif .svg .webp .ico .bmp .tif .tiff .avif .heic .mp3 .mp4 .mov .wav .webm .css .js .mjs .map .woff .woff2 .ttf .otf"
    " .toml .lock .yaml .yml .py .bib .ris".split()
)
# With a mark that turns the direction of writing "report_\u202etxt.exe" reads as a text file.
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# The first two are geobrief's own: what overrides metadata, and what ``geobrief init`` puts beside a recipe.
_PASSED_OVER_NAMES = frozenset({"sources.csv", "recipe.schema.json", "thumbs.db", "desktop.ini"})
# Files about a folder, not of it.
_ABOUT_THE_FOLDER = ("readme", "license", "licence", "notice", "changelog", "contributing")


class Input(NamedTuple):
    """A file to read."""

    path: Path
    """Where it is."""
    shown: str
    """As the user gave it, with forward slashes."""


def find_inputs(inputs: Sequence[str]) -> Iterator[Input | Skipped]:
    """Files, folders, globs and ``-`` → the files they mean, each once, folders sorted by path."""
    seen: set[str] = set()
    for given in inputs:
        for found in _expand(given):
            if isinstance(found, Input):
                real = os.path.realpath(found.path) if found.shown != STANDARD_INPUT else STANDARD_INPUT
                if real in seen:
                    continue
                seen.add(real)
            yield found


def shown(path: str | Path) -> str:
    """A path → as it is shown: forward slashes, no bytes that are not UTF-8, and nothing that cannot be seen."""
    return visible(os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/"))


def visible(name: str) -> str:
    """A name → the same with a sign for each control character and mark that turns the direction of writing."""
    return _UNSEEN.sub("\ufffd", name)


def _expand(given: str) -> Iterator[Input | Skipped]:
    if given == STANDARD_INPUT:
        yield Input(Path(STANDARD_INPUT), STANDARD_INPUT)
        return
    if given.startswith(("http://", "https://")):
        yield Skipped(
            given,
            "is on the web, and geobrief does not use the network: save the page or the feed as a file, and give that",
        )
        return
    if given.startswith("file://"):
        given = unquote(urlsplit(given).path)
    try:
        status = Path(given).stat()
    except (OSError, ValueError) as error:
        yield from _glob(given, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(given)
    else:
        yield Input(Path(given), shown(given))


def _glob(pattern: str, error: Exception) -> Iterator[Input | Skipped]:
    if isinstance(error, PermissionError):
        yield Skipped(shown(pattern), "may not be read: give yourself the right to read it")
        return
    if not glob.has_magic(pattern) or "\x00" in pattern:
        yield Skipped(
            _plain(pattern),
            "there is no such file or folder: look at the spelling, and from which folder the command runs",
        )
        return
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # as the shell does, absolute patterns too
    if not matches:
        yield Skipped(_plain(pattern), "no file matches: look at the spelling, and put the pattern in quotation marks")
    for match in matches:
        if Path(match).is_dir():
            # "news/**" matches the folders as well as the files in them.
            if "**" not in pattern:
                yield from _folder(match)
        else:
            yield Input(Path(match), shown(match))


def _folder(folder: str) -> Iterator[Input | Skipped]:
    problems: list[OSError] = []
    found: list[str] = []
    for top, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        found += [os.path.join(top, name) for name in names if may_be_article(name)]  # noqa: PTH118  # 10,000 files
    for problem in problems:
        yield Skipped(
            shown(problem.filename or folder),
            f"the folder cannot be read ({_why(problem)}): give yourself the right to read it",
        )
    if not found and not problems:
        yield Skipped(shown(folder), "the folder holds no article: put text files, web pages or documents in it")
    for path in sorted(found, key=lambda path: Path(path).parts):
        if _is_pipe(path):
            # Given by name a pipe is read; one that lies in a folder may never end.
            yield Skipped(shown(path), "is a pipe, not a file: give it by its name, or delete it")
        else:
            yield Input(Path(path), shown(path))


def _is_pipe(path: str) -> bool:
    try:
        return stat.S_ISFIFO(Path(path).stat().st_mode)
    except OSError:
        # Who opens it will say why.
        return False


def may_be_article(name: str) -> bool:
    """Whether a file of a folder or an archive is to be read, or named if it cannot be, by its name."""
    lower = name.lower()
    if lower.startswith((".", "~$")) or lower.endswith("~") or lower in _PASSED_OVER_NAMES:
        return False
    stem, suffix = os.path.splitext(lower)  # noqa: PTH122  # a Path for each of 10,000 names would take longer than reading them
    return suffix not in _PASSED_OVER and stem not in _ABOUT_THE_FOLDER


def _why(error: OSError) -> str:
    return (error.strerror or "it failed").lower()


def _plain(given: str) -> str:
    return visible(given).encode("utf-8", "replace").decode()
