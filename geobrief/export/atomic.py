"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from geobrief.errors import OutputError


def write_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make a file in a private folder beside ``target`` and move it into place.

    The file that ``write`` is given has the target's name, because some writers look at the suffix.

    Raises:
        OutputError: The folder is missing, or the file cannot be made. What stood at ``target`` is untouched.
    """
    if target.is_dir():
        raise OutputError(str(target), "this is a folder; name a file in it")
    try:
        folder = Path(tempfile.mkdtemp(prefix=".geobrief-", dir=target.parent))
    except OSError as error:
        raise OutputError(str(target), f"nothing can be written there: {_why(error)}") from error
    try:
        draft = folder / target.name
        write(draft)
        _like_a_new_file(draft)
        draft.replace(target)
    except OSError as error:
        raise OutputError(str(target), f"it could not be written: {_why(error)}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check_writable(target: Path) -> None:
    """Find out before the work whether ``target`` could be written after it.

    Raises:
        OutputError: It could not be.
    """
    if target.is_dir():
        raise OutputError(str(target), "this is a folder; name a file in it")
    folder = target.parent
    if not folder.is_dir():
        raise OutputError(str(target), f"the folder {folder} does not exist; make it first")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(str(target), f"nothing can be written there: {_why(error)}") from error


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _like_a_new_file(path: Path) -> None:
    """Give the file the rights that a file opened by the user would have: temporary ones are private."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
