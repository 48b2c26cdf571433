"""Files of kinds that other packages read: their drafts, checked, and their faults named as theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geobrief.articles.draft import Draft
from geobrief.errors import ArticleError, UsageError
from geobrief.model import Skipped
from geobrief.plugins import Plugin


def read_by(plugin: Plugin, path: Path, data: bytes) -> Iterator[Draft | Skipped]:
    """Yield what the reader of another package makes of a file.

    Raises:
        ArticleError: It fails, or gives something else than drafts.
    """
    try:
        for draft in plugin.load()(path, data):
            yield _checked(draft)
    except UsageError:  # the reader says itself what is wrong with the file, or the package is
        raise
    except Exception as error:
        reason = f"cannot be read, by a fault of {plugin}: {type(error).__name__}: {error}"
        raise ArticleError(str(path), reason) from error


def _checked(draft: object) -> Draft | Skipped:
    if isinstance(draft, Skipped) or (isinstance(draft, Draft) and isinstance(draft.text, str)):
        return draft
    raise TypeError(f"it gives {type(draft).__name__} and no draft with a text")
