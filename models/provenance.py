"""Whether each fitted file of the package is the one whose making ``models/provenance.json`` tells.

An entry has the fitted ``file``, its ``sha256``, the ``script`` that writes it, ``made_from`` (what it was made from: path →
SHA-256 on that day), the day (``made``) and a word on how good it is (``figures``). A path in ``made_from`` is one of the
repository, or of the shared corpora beside it (``../shared/…``), or names a file of a published package (``package NAME: FILE``),
which is not looked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = "models/provenance.json"
BESIDE, PACKAGE = "../", "package "

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found, in sentences."""

    faults: tuple[str, ...]
    """A fitted file is another than the one told of, or what it was made from is missing."""
    older: tuple[str, ...]
    """What a file was made from has changed since."""
    unseen: tuple[str, ...]
    """Corpora that are not there to be compared."""


def entries(root: Path = ROOT) -> list[Entry]:
    """Return the entries of ``models/provenance.json``."""
    found: list[Entry] = json.loads((root / LIST).read_text("utf-8"))
    return found


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal; None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def check(root: Path = ROOT) -> Findings:
    """Return what is wrong and what is older, over all entries."""
    listed = entries(root)
    now = {path: digest(root / path) for path in sorted(set(_paths(listed)))}
    faults: list[str] = []
    older: list[str] = []
    for entry in listed:
        faults += _faults(entry, now)
        changed = [path for path, then in entry["made_from"].items() if now.get(path) not in (None, then)]
        if changed:
            older.append(f"{entry['file']} is older than what makes it: {', '.join(changed)} changed since")
    unseen = (path for path, found in now.items() if found is None and path.startswith(BESIDE))
    return Findings(tuple(faults), tuple(older), tuple(unseen))


def _paths(listed: Iterable[Entry]) -> Iterator[str]:
    for entry in listed:
        yield entry["file"]
        yield from (path for path in entry["made_from"] if not path.startswith(PACKAGE))


def _faults(entry: Entry, now: dict[str, str | None]) -> Iterator[str]:
    file = entry["file"]
    if now[file] is None:
        yield f"{file} is missing: fetch it, or make it again as models/README.md says"
    elif now[file] != entry["sha256"]:
        yield (
            f"{file} is not the file that {LIST} names: bring that one back, or, if this one was made anew, "
            f"run python -m models --stamp {file}"
        )
    if entry["script"] not in entry["made_from"]:
        yield f"{file}: its made_from in {LIST} leaves out its own script, {entry['script']}"
    for path in entry["made_from"]:
        if now.get(path, "") is None and not path.startswith(BESIDE):
            yield f"{file}: {path}, from which it was made, is missing"


def stamp(files: Iterable[str], root: Path = ROOT) -> tuple[str, ...]:
    """Write into the entries of these fitted files the digests of today; return the paths whose digests stay as they were.

    Those stay that are not there: corpora on a machine without them, and files of packages.

    Raises:
        LookupError: no entry tells of a file, or there is no such file.
    """
    listed = entries(root)
    by_file = {entry["file"]: entry for entry in listed}
    kept: list[str] = []
    for file in files:
        if file not in by_file:
            raise LookupError(f"no entry of {LIST} tells of {file}: write one by hand, then stamp it")
        found = digest(root / file)
        if found is None:
            raise LookupError(f"{file} is missing: there is nothing to stamp")
        by_file[file]["sha256"] = found
        kept += _stamp_sources(by_file[file]["made_from"], root)
    (root / LIST).write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return tuple(dict.fromkeys(kept))


def _stamp_sources(made_from: dict[str, str], root: Path) -> Iterator[str]:
    for path in made_from:
        found = None if path.startswith(PACKAGE) else digest(root / path)
        if found is None:
            yield path
        else:
            made_from[path] = found
