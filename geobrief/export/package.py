"""Office files are zip archives: the same parts in the same order, without the hour at which they were packed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say."""


def settle(path: Path, change: Callable[[str, bytes], bytes] | None = None) -> None:
    """Pack an archive again so that the same content is the same bytes.

    Args:
        path: The archive.
        change: Gives a part the content that it should have, from its name and what it has.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [(item.filename, archive.read(item)) for item in archive.infolist()]
    if change is not None:
        parts = [(name, change(name, content)) for name, content in parts]
    write_archive(path, parts)


def write_archive(path: Path, parts: list[tuple[str, bytes]]) -> None:
    """Write an archive of some parts, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            item = zipfile.ZipInfo(name, _MOMENT)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.external_attr = 0o644 << 16
            archive.writestr(item, content)
