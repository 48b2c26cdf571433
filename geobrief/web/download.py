"""A large file → the disk, in pieces: taken up again where it was cut, and fetched anew only where it has changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from geobrief.errors import OutputError, WebError
from geobrief.web.client import Opened, Web

Pieces = Callable[[int], None]
"""Told of the bytes that have come."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as a server describes it before it is fetched."""

    address: str
    size: int | None
    """Bytes, where the server says so."""
    stamp: str
    """What changes when the file does: its ETag, else the day of its last change; empty where it says neither."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file on the disk, and where it came from."""

    path: Path
    sha256: str
    size: int
    how: str
    """``fetched``, ``resumed`` or ``there``."""


def described(web: Web, address: str) -> Remote:
    """Ask a server about a file.

    Raises:
        WebError: It is not there, or cannot be asked for.
    """
    with web.opened(address, method="HEAD", headers={"Accept-Encoding": "identity"}) as answer:
        _check(answer, address)
        headers = answer.headers()
    size = headers.get("content-length", "")
    return Remote(address, int(size) if size.isdecimal() else None, _stamp(headers))


def download(web: Web, remote: Remote, folder: Path, *, step: Pieces | None = None) -> Downloaded:
    """Put a file into a folder, under the last part of its address; beside it stands where it came from.

    What was cut off stays as ``NAME.part`` and is gone on with, if the server still has the same file.

    Raises:
        WebError: It could not be fetched whole.
        OutputError: The folder cannot be written.
    """
    path = folder / _name(remote.address)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = _there(path, remote)
        if there:
            return there
        how = _fetch(web, remote, path, step)
        part = _part(path)
        digest = _digest(part)
        size = part.stat().st_size
        part.replace(path)
        facts = {"sha256": digest, "bytes": size, **asdict(remote)}
        _facts_path(path).write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise OutputError(str(path), f"cannot be written ({error.strerror or error})") from error
    return Downloaded(path, digest, size, how)


def _fetch(web: Web, remote: Remote, path: Path, step: Pieces | None) -> str:
    part, begun = _part(path), _begun(path, remote)
    # If-Range: whoever has another file by now sends all of it.
    said = {"Accept-Encoding": "identity"}
    if begun:
        said |= {"Range": f"bytes={begun}-", "If-Range": remote.stamp}
    with web.opened(remote.address, headers=said) as answer:
        _check(answer, remote.address)
        goes_on = answer.response.status_code == 206 and _goes_on_at(answer) == begun
        if answer.response.status_code == 206 and not goes_on:
            raise WebError(remote.address, "the server sends another part than was asked for: try again later")
        if not goes_on:
            begun = 0
        _stamp_path(path).write_text(remote.stamp, "utf-8")
        most = web.most_bytes if remote.size is None else remote.size
        with part.open("ab" if goes_on else "wb") as file:
            for piece in _bounded(answer, most - begun):
                file.write(piece)
                if step:
                    step(len(piece))
    if remote.size is not None and part.stat().st_size != remote.size:
        raise WebError(remote.address, "ended before all of it had come: run this again, and it goes on from there")
    _stamp_path(path).unlink(missing_ok=True)
    return "resumed" if begun else "fetched"


def _bounded(answer: Opened, most: int) -> Iterator[bytes]:
    for piece in answer.response.iter_raw():
        most -= len(piece)
        if most < 0:
            raise WebError(answer.address, "sends more than it said, or has no end")
        yield piece


def _there(path: Path, remote: Remote) -> Downloaded | None:
    """The file of an earlier run, if the server still has the same and nobody has changed it here."""
    try:
        facts = json.loads(_facts_path(path).read_text("utf-8"))
        same = facts["address"] == remote.address and facts["stamp"] == remote.stamp != "" and path.is_file()
        if same and (digest := _digest(path)) == facts["sha256"]:
            return Downloaded(path, digest, path.stat().st_size, "there")
    except (OSError, ValueError, KeyError, TypeError):
        pass  # nothing was fetched, or somebody has been at it
    return None


def _begun(path: Path, remote: Remote) -> int:
    """How many bytes of this very file there are already."""
    part = _part(path)
    try:
        same = _stamp_path(path).read_text("utf-8") == remote.stamp != ""
    except (OSError, ValueError):
        return 0
    size = part.stat().st_size if same and part.is_file() else 0
    return size if remote.size is None or size < remote.size else 0


def _goes_on_at(answer: Opened) -> int | None:
    match = re.match(r"bytes (\d+)-", answer.headers().get("content-range", ""))
    return int(match[1]) if match else None


def _check(answer: Opened, address: str) -> None:
    status = answer.response.status_code
    if status not in (200, 206):
        reason = "there is no such file" if status in (404, 410) else f"the server answers with an error ({status})"
        raise WebError(address, reason)


def _stamp(headers: dict[str, str]) -> str:
    etag = headers.get("etag", "")
    # A weak one is of files that mean the same, which need not have the same bytes.
    return etag if etag and not etag.startswith("W/") else headers.get("last-modified", "")


def _name(address: str) -> str:
    name = re.sub(r"[^\w.-]", "_", urlsplit(address).path.rpartition("/")[2])
    return name.lstrip(".") or "file"


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _stamp_path(path: Path) -> Path:
    return path.with_name(path.name + ".part.stamp")


def _facts_path(path: Path) -> Path:
    return path.with_name(path.name + ".source.json")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
