"""Files that appear whole or not at all, and several of them together or none.

Each is written into a private folder beside its target, put on the disk, and renamed when all are there. What a killed
run left behind, the next one that writes into the same folder takes away: whoever writes holds a lock on its folder.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedRandom
from pathlib import Path

from geobrief.errors import GeobriefError, OutputError, fault

PREFIX = ".geobrief-"
"""How the names of private folders begin."""

_PRIVATE = re.compile(re.escape(PREFIX) + r"[a-z0-9_]{8}")
_LOCK = "lock"
"""Name of the file in a private folder that whoever writes there holds."""

_ABANDONED_SECONDS = 86_400
"""Age of a private folder without a lock from which nobody is taken to be writing there."""

_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that wait while files are put in place."""


@dataclass(slots=True)
class _Folder:
    path: Path
    lock: BufferedRandom

    def remove(self) -> None:
        self.lock.close()
        shutil.rmtree(self.path, ignore_errors=True)


_open: list[_Folder] = []
"""Private folders of this process, for :func:`abandon`."""


@dataclass(slots=True)
class Together:
    """Files that were written and wait for one another."""

    _folders: dict[Path, _Folder] = field(default_factory=dict)
    _made: list[tuple[Path, Path, Path]] = field(default_factory=list)
    """(target as given, the file that it names, what will stand there)"""

    def write(self, target: Path, write: Callable[[Path], None]) -> None:
        """Let ``write`` make a file, which :meth:`place` will put at ``target``.

        The file that ``write`` is given has the target's name, because some writers look at the suffix.

        Raises:
            OutputError: The folder is missing, or the file cannot be made.
        """
        real = real_target(target)
        _refuse_what_is_no_file(target, real)
        try:
            draft = self._private(real.parent, len(self._made)) / real.name
        except OSError as error:
            raise OutputError(str(target), f"nothing can be written there: {_why(error)}") from error
        try:
            write(draft)
            _like(draft, real)
            _on_disk(draft)
        except OutputError as error:
            if os.path.isfile(error.path) and not Path(error.path).is_relative_to(draft.parent):  # noqa: PTH113  # any text
                raise  # it names another file, such as a logo that is no picture
            raise OutputError(str(target), error.reason) from error
        except OSError as error:
            raise OutputError(str(target), f"it could not be written: {_why(error)}") from error
        except (GeobriefError, ImportError, MemoryError):
            raise
        except Exception as error:
            raise OutputError(str(target), f"it could not be made, by {fault(error)}") from error
        self._made.append((target, real, draft))

    def _private(self, parent: Path, number: int) -> Path:
        """A new folder for one draft: two outputs may have the same name in different folders, or beside each other."""
        if parent not in self._folders:
            sweep(parent)
            self._folders[parent] = _private_folder(parent)
        folder = self._folders[parent].path / str(number)
        folder.mkdir()
        return folder

    def place(self) -> None:
        """Put every file at its target; where one cannot be, all stay as they were.

        Raises:
            OutputError: One cannot be put there.
        """
        with _undisturbed():
            kept: list[tuple[Path, Path | None]] = []
            for target, real, draft in self._made:
                try:
                    old = _second_name(real, draft) if len(self._made) > 1 else None
                    draft.replace(real)
                except OSError as error:
                    _put_back(kept)
                    raise OutputError(
                        str(target), f"it could not be put in place: {_why(error)}{_hint(error)}"
                    ) from error
                kept.append((real, old))
            for folder in self._folders:
                _on_disk(folder)

    def close(self) -> None:
        """Take the private folders away."""
        while self._folders:
            _, folder = self._folders.popitem()
            folder.remove()
            if folder in _open:
                _open.remove(folder)


@contextmanager
def together() -> Iterator[Together]:
    """Several files, of which all are put in place when the block ends, or none if it fails."""
    files = Together()
    try:
        yield files
        files.place()
    finally:
        files.close()


def write_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make one file, and move it into place; a link's target is written.

    Raises:
        OutputError: The folder is missing, or the file cannot be made. What stood at ``target`` is untouched.
    """
    with together() as files:
        files.write(target, write)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what is needed for a while, which goes away however the process ends."""
    parent = Path(tempfile.gettempdir())
    sweep(parent)
    folder = _private_folder(parent)
    try:
        yield folder.path
    finally:
        folder.remove()
        if folder in _open:
            _open.remove(folder)


def check_writable(target: Path) -> None:
    """Find out before the work whether ``target`` could be written after it.

    Raises:
        OutputError: It could not be.
    """
    real = real_target(target)
    _refuse_what_is_no_file(target, real)
    folder = real.parent
    if not os.path.isdir(folder):  # noqa: PTH112  # a name that is too long is no folder, too
        raise OutputError(str(target), f"the folder {folder} does not exist; make it first")
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(str(target), f"nothing can be written there: {_why(error)}") from error


def check_distinct(targets: Iterable[Path]) -> None:
    """Refuse the same file twice, under whatever names.

    Raises:
        OutputError: Two of the targets are one file.
    """
    seen: dict[str, Path] = {}
    for target in targets:
        key = os.path.normcase(os.path.realpath(target))
        if key in seen:
            other = "it is named twice" if str(seen[key]) == str(target) else f"it is the same file as {seen[key]}"
            raise OutputError(str(target), f"{other}; give each output a name of its own")
        seen[key] = target


def check_no_input(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse to write over what is read.

    Raises:
        OutputError: A target is one of the inputs, under whatever name.
    """
    existing = {key: target for target in targets if (key := _identity(target)) is not None}
    if not existing:
        return
    for given in inputs:
        key = _identity(given)
        if key in existing:
            raise OutputError(str(existing[key]), "this is read, and would be lost; name another file for the output")


def real_target(target: Path) -> Path:
    """Return the file that will be written: where ``target`` is a link, what it points to.

    Raises:
        OutputError: The links go in a circle.
    """
    try:
        real = Path(os.path.realpath(target)) if target.is_symlink() else target
        circle = real.is_symlink()
    except (OSError, ValueError) as error:
        raise OutputError(str(target), f"nothing can be written there: {_why(error)}") from error
    if circle:
        raise OutputError(str(target), "this is a link that leads to itself; name a file")
    return real


def shown_target(target: str) -> str:
    """Return a target for a message, with what it points to where it is a link."""
    path = Path(target)
    return f"{target} (a link to {os.path.realpath(path)})" if path.is_symlink() else target


def sweep(parent: Path) -> None:
    """Take away the private folders in ``parent`` of runs that were killed; those of living ones are locked."""
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if _PRIVATE.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                _sweep_one(Path(entry.path))


def abandon() -> None:
    """Take away every private folder of this process, which is about to end."""
    while _open:
        _open.pop().remove()


def _sweep_one(folder: Path) -> None:
    try:
        lock = (folder / _LOCK).open("r+b")
    except OSError:
        _sweep_unlocked(folder)
        return
    try:
        if _take(lock, unknown=False):
            if os.name == "nt":  # pragma: no cover  # an open file cannot be deleted there: neither ours nor another's
                lock.close()
                (folder / _LOCK).unlink()
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # pragma: no cover
        return
    finally:
        lock.close()


def _sweep_unlocked(folder: Path) -> None:
    """Without a lock a folder is just being made, was left by a kill in that moment, or by a version without locks."""
    with suppress(OSError):
        if time.time() - folder.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            folder.rmdir()  # only if it is empty; whoever is making it makes another


def _private_folder(parent: Path) -> _Folder:
    """A new folder with its lock held; one that somebody swept between its making and its lock is made again."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        try:
            lock = (path / _LOCK).open("w+b")
        except FileNotFoundError:
            continue
        if _take(lock, unknown=True) and (path / _LOCK).exists():
            folder = _Folder(path, lock)
            _open.append(folder)
            return folder
        lock.close()


def _take(lock: BufferedRandom, *, unknown: bool) -> bool:
    """Lock an open file, unless another process has; true where it is ours until it is closed.

    ``unknown`` is the answer where the system or the disk knows no locks.
    """
    try:
        import fcntl  # noqa: PLC0415  # not on every system
    except ImportError:  # pragma: no cover  # there an open file cannot be deleted, which is as good as a lock
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True


def _refuse_what_is_no_file(target: Path, real: Path) -> None:
    try:
        mode = real.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        raise OutputError(str(target), f"nothing can be written there: {_why(error)}") from error
    if stat.S_ISDIR(mode):
        raise OutputError(str(target), "this is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise OutputError(str(target), "this is a device or a pipe, which a file would replace; name a file")


def _identity(path: Path) -> tuple[int, int] | None:
    """What makes two names one file; None where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals that end the process wait until the block is over: it takes milliseconds."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, name) for name in _ENDINGS})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _second_name(real: Path, draft: Path) -> Path | None:
    """Give what stands at a target a second name, under which it outlives being replaced; None where nothing stands."""
    if not real.exists():
        return None
    old = draft.with_name("old")
    if old.name == draft.name:
        old = draft.with_name("before")
    try:
        os.link(real, old)
    except OSError:  # a disk without hard links
        shutil.copy2(real, old)
    return old


def _put_back(kept: Iterable[tuple[Path, Path | None]]) -> None:
    for real, old in kept:
        with suppress(OSError):
            if old is None:
                real.unlink()
            else:
                old.replace(real)


def _like(draft: Path, real: Path) -> None:
    """Give the file the rights of the one that it replaces, or those of a new file: temporary ones are private."""
    try:
        mode = stat.S_IMODE(real.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    draft.chmod(mode)


def _on_disk(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on the disk; some systems cannot say so of folders."""
    flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) if path.is_dir() else os.O_RDWR
    with suppress(PermissionError):
        handle = os.open(path, flags)
        try:
            os.fsync(handle)
        except OSError:
            if flags == os.O_RDWR:
                raise
        finally:
            os.close(handle)


def _hint(error: OSError) -> str:
    """The way out where a file that a program shows cannot be replaced, as on Windows."""
    shown = os.name == "nt" and isinstance(error, PermissionError)
    return "; if another program shows it, close it there" if shown else ""


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
