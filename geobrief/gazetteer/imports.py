"""Where a user's imported places lie."""

from __future__ import annotations

from pathlib import Path


def imports_folder() -> Path:
    """The user's data folder for gazetteers. It need not exist."""
    from platformdirs import user_data_path  # noqa: PLC0415 - needed only where files are looked for

    return user_data_path("geobrief", appauthor=False) / "gazetteer"


def imported_indexes() -> list[Path]:
    """The imported index files, in the order in which they lie over one another: the user's own last."""
    folder = imports_folder()
    found = sorted(folder.glob("*.sqlite")) if folder.is_dir() else []
    return sorted(found, key=lambda path: (path.stem == "user", path.name))
