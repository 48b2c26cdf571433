"""Files that appear whole or not at all, together or none, and never over what is no file of ours to replace."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from geobrief import atomic
from geobrief.atomic import check_distinct, check_no_input, check_writable, together, write_whole
from geobrief.errors import OutputError


def text(words):
    return lambda draft: draft.write_text(words, "utf-8")


def held(folder):
    return sorted(path.name for path in folder.iterdir())


def test_files_appear_only_when_all_are_written(tmp_path):
    with together() as files:
        files.write(tmp_path / "a.txt", text("a"))
        files.write(tmp_path / "b.txt", text("b"))
        assert not (tmp_path / "a.txt").exists()
    assert held(tmp_path) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyError("x"), OutputError("b", "no")])
def test_one_that_fails_is_named_and_leaves_all_as_they_were(tmp_path, fault):
    (tmp_path / "a.txt").write_text("old", "utf-8")

    def fail(draft):
        draft.write_text("half", "utf-8")
        raise fault

    with pytest.raises(OutputError, match=r"b\.txt"), together() as files:  # noqa: PT012  # the block is what is tested
        files.write(tmp_path / "a.txt", text("new"))
        files.write(tmp_path / "b.txt", fail)
    assert (tmp_path / "a.txt").read_text("utf-8") == "old"
    assert held(tmp_path) == ["a.txt"]


def test_where_the_last_cannot_be_put_in_place_the_first_go_back(tmp_path):
    (tmp_path / "a.txt").write_text("old", "utf-8")
    with pytest.raises(OutputError, match="in place"), together() as files:  # noqa: PT012  # the block is what is tested
        files.write(tmp_path / "a.txt", text("new"))
        files.write(tmp_path / "new.txt", text("new"))
        files.write(tmp_path / "b", text("new"))
        (tmp_path / "b").mkdir()  # somebody makes a folder of that name in the meantime
    assert (tmp_path / "a.txt").read_text("utf-8") == "old"
    assert held(tmp_path) == ["a.txt", "b"]


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_writes_is_not(tmp_path):
    script = f"""
        import sys, time
        from pathlib import Path
        from geobrief.atomic import together
        with together() as files:
            files.write(Path({str(tmp_path / "a.txt")!r}), lambda draft: draft.write_text("x"))
            print("ready", flush=True)
            sys.stdin.read()
    """
    running = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    for one in running:
        assert one.stdout.readline() == b"ready\n"
    killed, living = running
    killed.kill()
    killed.communicate()
    assert len(held(tmp_path)) == 2
    write_whole(tmp_path / "b.txt", text("b"))
    assert len(held(tmp_path)) == 2  # the living one's folder and b.txt
    living.communicate()
    assert living.returncode == 0
    assert held(tmp_path) == ["a.txt", "b.txt"]


def test_sweeping_leaves_what_only_looks_alike(tmp_path):
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "kept.txt").write_text("x", "utf-8")
    (tmp_path / ".geobrief-link0000").symlink_to(tmp_path / "away")
    (tmp_path / ".geobrief-file0000").write_text("x", "utf-8")
    (tmp_path / ".geobrief-notes").mkdir()
    (tmp_path / ".geobrief-unlocked").mkdir()
    (tmp_path / ".geobrief-withfile").mkdir()
    (tmp_path / ".geobrief-withfile" / "young.txt").write_text("x", "utf-8")
    before = held(tmp_path)
    atomic.sweep(tmp_path)
    assert held(tmp_path) == [name for name in before if name != ".geobrief-unlocked"]
    assert (tmp_path / "away" / "kept.txt").exists()


def test_what_versions_without_locks_left_is_swept_after_a_day(tmp_path):
    old = tmp_path / ".geobrief-abcd1234"
    old.mkdir()
    (old / "map.html").write_text("half", "utf-8")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    atomic.sweep(tmp_path)
    assert held(tmp_path) == []


def test_a_links_target_is_written_and_the_link_stays(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "map.txt").write_text("old", "utf-8")
    link = tmp_path / "map.txt"
    link.symlink_to("real/map.txt")
    write_whole(link, text("new"))
    assert link.is_symlink()
    assert (tmp_path / "real" / "map.txt").read_text("utf-8") == "new"
    assert str(tmp_path / "real" / "map.txt") in atomic.shown_target(str(link))


def test_a_link_to_itself_is_refused(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OutputError, match="link"):
        check_writable(tmp_path / "a")


def test_devices_and_pipes_are_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    for target in (tmp_path / "pipe", tmp_path / "link", Path("/dev/null"), Path("/dev/full")):
        with pytest.raises(OutputError, match="device or a pipe"):
            check_writable(target)
        with pytest.raises(OutputError, match="device or a pipe"):
            write_whole(target, text("x"))
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_the_same_file_twice_is_refused_under_any_name(tmp_path):
    (tmp_path / "link.txt").symlink_to("a.txt")
    for other in ("a.txt", "./a.txt", "link.txt", "../" + tmp_path.name + "/a.txt"):
        with pytest.raises(OutputError, match=r"named twice|same file"):
            check_distinct([tmp_path / "a.txt", Path(os.path.join(tmp_path, other))])  # noqa: PTH118  # as it is written
    check_distinct([tmp_path / "a.txt", tmp_path / "b.txt"])


def test_no_input_is_written_over_under_any_name(tmp_path):
    (tmp_path / "a.txt").write_text("read", "utf-8")
    (tmp_path / "soft.txt").symlink_to("a.txt")
    os.link(tmp_path / "a.txt", tmp_path / "hard.txt")
    for name in ("a.txt", "soft.txt", "hard.txt"):
        with pytest.raises(OutputError, match="would be lost"):
            check_no_input([tmp_path / "new.txt", tmp_path / name], [tmp_path / "none.txt", tmp_path / "a.txt"])
    check_no_input([tmp_path / "new.txt"], [tmp_path / "a.txt"])


def test_a_private_file_stays_private(tmp_path):
    target = tmp_path / "map.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o600)
    write_whole(target, text("new"))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_signal_waits_while_files_are_put_in_place(tmp_path, monkeypatch):
    """Files are put in place all, or none, whatever the moment of Ctrl-C."""
    replace = Path.replace

    def interrupted(self, target):
        signal.raise_signal(signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), together() as files:  # noqa: PT012  # the block is what is tested
        files.write(tmp_path / "a.txt", text("a"))
        files.write(tmp_path / "b.txt", text("b"))
    assert held(tmp_path) == ["a.txt", "b.txt"]


def test_files_are_on_the_disk_before_they_get_their_names_and_the_names_after(tmp_path, monkeypatch):
    """What is renamed and then lost with the power would be an empty file under the old name."""
    done, real_sync, real_replace = [], os.fsync, Path.replace

    def synced(handle):
        done.append(("on disk", os.fstat(handle).st_ino))
        real_sync(handle)

    def replaced(draft, target):
        done.append(("named", draft.stat().st_ino))
        return real_replace(draft, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    with together() as files:
        for name in ("a.txt", "b.txt"):
            files.write(tmp_path / name, text(name))
    numbers = [(tmp_path / name).stat().st_ino for name in ("a.txt", "b.txt")]
    named = [done.index(("named", number)) for number in numbers]
    assert all(done.index(("on disk", number)) < min(named) for number in numbers)
    assert ("on disk", tmp_path.stat().st_ino) in done[max(named) :]
