"""What differs between systems stands behind a few seams, and each holds where the other system's half of it is missing.

No test here runs on Windows or macOS: what those lack is taken away (``fcntl``, ``sched_getaffinity``, masks of signals,
timers, hard links), and what they say of themselves is said (``os.name``).
"""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

import geobrief
from geobrief import atomic, bounds, workers
from geobrief.articles.inputs import Input, find_inputs
from geobrief.cli import ending, loudness
from geobrief.errors import OutputError

PACKAGE = Path(geobrief.__file__).parent


class _As:
    """A module as another system has it: some names lacking, others with other values.

    ``os.name`` itself must stay: pathlib chooses its paths by it.
    """

    def __init__(self, module: Any, *, lacking: tuple[str, ...] = (), **values: Any) -> None:
        self._module, self._lacking, self._values = module, lacking, values

    def __getattr__(self, name: str) -> Any:
        if name in self._lacking:
            raise AttributeError(name)
        return self._values[name] if name in self._values else getattr(self._module, name)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """No locks, no masks, no timers, no SIGHUP, folders that cannot be opened."""
    opened = os.open

    def no_folders(path: Any, flags: int, *rest: Any) -> int:
        if os.path.isdir(path):  # noqa: PTH112
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest)

    lacking = ("pthread_sigmask", "setitimer", "SIGHUP", "SIGVTALRM", "ITIMER_VIRTUAL")
    system = _As(os, lacking=("O_DIRECTORY", "sched_getaffinity"), name="nt", open=no_folders)
    signals = _As(signal, lacking=lacking)
    for module in (atomic, workers, bounds, ending, loudness):
        for name, replaced in (("os", system), ("signal", signals)):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, replaced)
    monkeypatch.setitem(sys.modules, "fcntl", None)


def _text(words: str) -> Any:
    return lambda draft: draft.write_text(words, "utf-8")


@pytest.mark.usefixtures("windows")
def test_files_appear_together_where_there_are_no_locks_and_no_masks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", "utf-8")
    with atomic.together() as files:
        files.write(tmp_path / "a.txt", _text("new"))
        files.write(tmp_path / "b.txt", _text("new"))
        assert (tmp_path / "a.txt").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_text("utf-8") == "new"


@pytest.mark.usefixtures("windows")
def test_what_a_killed_run_left_is_swept_without_locks(tmp_path: Path) -> None:
    left = tmp_path / ".geobrief-abcdefgh"
    (left / "0").mkdir(parents=True)
    (left / "lock").write_bytes(b"")
    (left / "0" / "half.html").write_bytes(b"half")
    atomic.sweep(tmp_path)
    assert not left.exists()


@pytest.mark.usefixtures("windows")
def test_what_a_living_run_writes_is_not_swept_where_open_files_cannot_be_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    living = tmp_path / ".geobrief-abcdefgh"
    (living / "0").mkdir(parents=True)
    (living / "lock").write_bytes(b"")
    (living / "0" / "half.html").write_bytes(b"half")
    unlink = Path.unlink

    def held(path: Path, *rest: Any, **more: Any) -> None:
        if path.name == "lock":
            raise PermissionError(32, "The process cannot access the file because it is being used by another process")
        unlink(path, *rest, **more)

    monkeypatch.setattr(Path, "unlink", held)
    atomic.sweep(tmp_path)
    assert (living / "0" / "half.html").exists()


@pytest.mark.usefixtures("windows")
def test_a_target_that_another_program_shows_is_named_with_the_way_out_and_all_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "b.xlsx"):
        (tmp_path / name).write_text("old", "utf-8")
    replace = Path.replace

    def shown(path: Path, target: Path) -> Path:
        if Path(target).name == "b.xlsx":
            raise PermissionError(5, "Access is denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", shown)
    with pytest.raises(OutputError, match=r"b\.xlsx.*close it there"), atomic.together() as files:  # noqa: PT012
        files.write(tmp_path / "a.csv", _text("new"))
        files.write(tmp_path / "b.xlsx", _text("new"))
    assert (tmp_path / "a.csv").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.xlsx"]


def test_files_go_back_on_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(atomic, "os", _As(os, link=none))
    (tmp_path / "a.txt").write_text("old", "utf-8")
    with pytest.raises(OutputError, match="in place"), atomic.together() as files:  # noqa: PT012
        files.write(tmp_path / "a.txt", _text("new"))
        files.write(tmp_path / "b", _text("new"))
        (tmp_path / "b").mkdir()
    assert (tmp_path / "a.txt").read_text("utf-8") == "old"


def test_one_file_under_two_spellings_is_one_where_names_have_no_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "os", _As(os, path=_As(os.path, normcase=str.lower)))
    with pytest.raises(OutputError, match="the same file"):
        atomic.check_distinct([tmp_path / "Brief.html", tmp_path / "brief.HTML"])


@pytest.mark.usefixtures("windows")
def test_a_document_may_take_its_time_where_there_are_no_timers() -> None:
    with bounds.bounded_time(0.001):
        assert sum(range(200_000)) > 0


@pytest.mark.usefixtures("windows")
def test_processors_are_counted_where_none_can_be_set_aside() -> None:
    assert workers.processors() == (os.cpu_count() or 1)


@pytest.mark.usefixtures("windows")
def test_no_more_processes_are_begun_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr(workers, "ProcessPoolExecutor", lambda number, **_: begun.append(number))
    workers._pool(abs, 200)
    workers._pool(abs, 4)
    assert begun == [61, 4]


def test_processes_answer_where_each_begins_anew_as_on_windows_and_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    anew = multiprocessing.get_context("spawn")
    monkeypatch.setattr(
        workers, "ProcessPoolExecutor", lambda number, **more: ProcessPoolExecutor(number, mp_context=anew, **more)
    )
    assert list(workers.mapped(abs, [-1, 2, -3], workers=2, lost=abs)) == [1, 2, 3]


@pytest.mark.usefixtures("windows")
def test_a_command_ends_on_the_signals_that_the_system_has(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP)
    restore = ending.end_on_signals()
    try:
        assert signal.getsignal(signal.SIGTERM) != before[0]
        assert signal.getsignal(signal.SIGHUP) == before[1]
        left: list[int] = []
        monkeypatch.setattr(ending, "os", _As(os, name="nt", _exit=left.append, write=lambda *_: 0))
        ending._end(signal.SIGTERM)
        assert left == [143]
    finally:
        restore()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGHUP, before[1])


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(("known", "colours"), [(None, False), ("WT_SESSION", True), ("TERM", True)])
def test_the_oldest_terminal_of_windows_is_shown_no_escapes(
    monkeypatch: pytest.MonkeyPatch, known: str | None, *, colours: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "WT_SESSION", "ANSICON", "ConEmuANSI"):
        monkeypatch.delenv(name, raising=False)
    if known:
        monkeypatch.setenv(known, "1")
    assert loudness.has_colours(_As(sys.stdout, isatty=lambda: True)) is colours


def test_paths_are_shown_with_forward_slashes(monkeypatch: pytest.MonkeyPatch) -> None:
    from geobrief.articles import inputs

    monkeypatch.setattr(inputs, "os", _As(os, sep="\\"))
    assert inputs.shown(r"news\2024\a.txt") == "news/2024/a.txt"


def test_names_in_another_form_of_unicode_are_found_as_macos_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "Me\u0301naka.txt").write_text("Gunmen attacked a convoy near Gao on Monday.", "utf-8")
    [found] = list(find_inputs([str(tmp_path)]))
    assert isinstance(found, Input)
    assert found.path.exists()


_ONLY_THERE = re.compile(
    r"\b(?:import (?:fcntl|pwd|grp|resource|termios|msvcrt|winreg)\b|from (?:fcntl|pwd|grp|resource|termios|msvcrt)\b|"
    r"os\.(?:fork|getuid|geteuid|chown|mkfifo|setsid|getpgid|killpg|sysconf|uname|statvfs|nice)\(|signal\.(?:SIGKILL|SIGALRM|SIGUSR1|pause)|"
    r"[\"']/(?:tmp|dev|proc|etc|usr|home)\b)"
)


def test_no_room_asks_one_system_for_what_others_lack_but_behind_a_seam() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {match.group()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in path.read_text("utf-8").split("\n")
        if (match := _ONLY_THERE.search(line.split("#")[0]))
    }
    assert found == {"atomic.py: import fcntl"}


def test_every_file_of_words_is_opened_with_its_encoding() -> None:
    bare = re.compile(r"\.(?:read_text|write_text)\(\)|(?<![\w.])open\([^)]*[\"'][rwa]t?[\"']\)")
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if bare.search(line)
    ]
    assert found == []
