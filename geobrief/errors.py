"""Everything that geobrief raises on purpose.

::

    GeobriefError
    ├── UsageError            the caller's mistake: one line on the command line, exit 2
    │   ├── ArticleError      a file cannot be read as an article       .path .reason
    │   ├── NothingToReadError     none of the inputs gave an article         .skipped
    │   ├── GazetteerError    a gazetteer, or what should become one, is unusable   .path .reason
    │   ├── RecipeError       a map recipe or configuration is wrong     .path .reason
    │   ├── OutputError       an output cannot be written                .path .reason
    │   ├── PluginError       a package that adds to geobrief fails      .path .reason
    │   └── WebError          an address cannot be fetched               .path .reason
    └── RenderError           the brief cannot be drawn

That a name is ambiguous or names no place is a result with its reason, not an error.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from geobrief.model import Skipped

_PACKAGE = Path(__file__).resolve().parent


class GeobriefError(Exception):
    """Base of every error that geobrief raises on purpose."""


class UsageError(GeobriefError):
    """The caller can mend it: the message says what is wrong and the way out."""


class _FileError(UsageError):
    """Something about one file. The message is ``path: reason``."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[_FileError], tuple[str, str]]:
        # An error crosses from one process to another by what it was made of.
        return type(self), (self.path, self.reason)


class ArticleError(_FileError):
    """A file cannot be read as an article."""


class GazetteerError(_FileError):
    """A gazetteer, or a file that should become one, is missing, damaged or of another shape."""


class RecipeError(_FileError):
    """A map recipe or a configuration file is wrong."""


class OutputError(_FileError):
    """An output cannot be written."""


class PluginError(_FileError):
    """Something that another package adds to geobrief cannot be used; ``path`` says which."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, f"{reason}; update or remove that package, or set GEOBRIEF_PLUGINS=none")


class WebError(_FileError):
    """An address of the web cannot or may not be fetched; ``path`` is the address."""


class NothingToReadError(UsageError):
    """None of the inputs gave an article."""

    def __init__(self, message: str, skipped: Sequence[Skipped] = ()) -> None:
        super().__init__(message)
        self.skipped = tuple(skipped)

    def __reduce__(self) -> tuple[type[NothingToReadError], tuple[str, tuple[Skipped, ...]]]:
        return type(self), (str(self), self.skipped)


class RenderError(GeobriefError):
    """The brief cannot be drawn."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean X?" with what is known and written most like ``word``, or nothing where nothing is."""
    from difflib import get_close_matches  # noqa: PLC0415  # only when something is wrong

    folded = {name.lower(): name for name in known}
    nearest = get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return f"; did you mean {folded[nearest[0]]}?" if nearest else ""


def fault(error: BaseException) -> str:
    """Return how an exception that nobody foresaw is called in a reason, with its kind and where in geobrief it rose."""
    where = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            where = f" in {path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return f"a fault of geobrief's ({type(error).__name__}{where}): report it with this line and what was read"
