"""Right words, the right exit code and no traceback, whatever standard output, errors and input are."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from geobrief.cli import main

ARTICLE = "Rain in the north\n\nRain fell in Agadez and in Niamey on Monday, officials said.\n"
LINE = json.dumps({"id": 1, "text": "Rain fell in Niamey."}) + "\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture(autouse=True)
def _no_events(monkeypatch):
    """Which events a text tells is no matter here, and dear to find out."""
    monkeypatch.setattr("geobrief.events.extract_events", lambda *_: [])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "in.jsonl").write_text(LINE * 3, "utf-8")
    return tmp_path


def shell(line, **environment):
    """Run a line of shell in which ``geobrief`` is the command."""
    command = line.replace("geobrief ", f"{sys.executable} -m geobrief ", 1)
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, check=False, env={**ENVIRONMENT, **environment}, timeout=600
    )


class Stream(io.TextIOWrapper):
    """A stream of some encoding that fails as one does."""

    def __init__(self, encoding="utf-8", error=None):
        super().__init__(io.BytesIO(), encoding=encoding, errors="strict")
        self.error = error

    def flush(self):
        if getattr(self, "error", None) is not None:
            raise self.error
        super().flush()

    def said(self):
        super().flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "latin-1", "koi8-r", "utf-16"])
@pytest.mark.parametrize("name", ["Łódź", "São Paulo", "Москва", "Αθήνα", "“Ouagadougou” – …"])
@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_terminal_of_any_encoding_gets_words_and_json_that_mean_the_same(monkeypatch, encoding, name, json_too):
    out, errors = Stream(encoding), Stream(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", errors)
    assert main(["resolve", name, *json_too]) in (0, 1)
    assert not errors.said()
    if json_too:
        assert isinstance(json.loads(out.said()), list)
    assert out.said().strip()


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_every_command_about_a_brief_speaks_to_a_terminal_of_another_time(folder, encoding):
    """A real process with the streams of an old terminal: names, quotes and dashes are in none of these encodings."""
    text = "Łódź – “Tillabéri”\n\nRain fell in Łódź and in Tillabéri → Ménaka on Monday, officials said.\n"
    (folder / "news" / "Łódź.txt").write_text(text, "utf-8")
    (folder / "news" / "empty – nothing.txt").touch()
    old = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    made = shell("geobrief build news -o out.json -o out.html -v", **old)
    assert made.returncode == 1
    assert b"empty - nothing.txt" in made.stderr or "empty – nothing.txt".encode(encoding, "replace") in made.stderr
    for line in (
        "places out.json",
        "events out.json",
        "places out.json --csv",
        "gazetteer search Łódź",
        "export out.json -o out.md",
    ):
        done = shell(f"geobrief {line}", **old)
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 1), done.stderr
        done.stdout.decode(encoding)


def test_letters_lose_their_marks_before_they_lose_themselves(monkeypatch):
    out = Stream("ascii")
    monkeypatch.setattr(sys, "stdout", out)
    main(["resolve", "São “Łódź” → Ж"])
    assert "'Sao \"Lodz\" -> \\u0416'" in out.said()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(5, "Input/output error")])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["resolve", "Niamey"], 2),
        (["gazetteer", "search", "Niamey", "--json"], 2),
        (["gazetteer", "info"], 2),
        (["explain", "news"], 2),
        (["geoparse", "in.jsonl", "-o", "-"], 2),
        (["build", "news", "-o", "out.json", "--date", "2024-08-07"], 1),
    ],
)
@pytest.mark.usefixtures("folder")
def test_where_standard_output_is_full_it_is_said_in_one_line(monkeypatch, capsys, error, command, code):
    monkeypatch.setattr(sys, "stdout", Stream(error=error))
    assert main(command) == code
    said = capsys.readouterr().err
    assert said == f"geobrief: standard output: it cannot be written ({error.strerror})\n"


@pytest.mark.usefixtures("folder")
def test_where_standard_output_is_closed_what_is_made_is_made(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["resolve", "Niamey"]) == 2
    assert "closed" in capsys.readouterr().err
    assert main(["build", "news", "-o", "out.json"]) == 0
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["resolve", "Niamey"]) == 2
    assert main(["build", "news", "-o", "out.json"]) == 0


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), BrokenPipeError(), ValueError("closed")])
@pytest.mark.usefixtures("folder")
def test_where_errors_cannot_be_said_the_exit_code_still_tells(monkeypatch, error):
    monkeypatch.setattr(sys, "stderr", Stream(error=error))
    assert main(["build", "none", "-o", "out.json"]) == 2


@pytest.mark.usefixtures("folder")
def test_a_reader_that_has_gone_is_nobodys_error(monkeypatch, capsys):
    for command in (["resolve", "Niamey"], ["geoparse", "in.jsonl", "-o", "-"], ["explain", "news"]):
        monkeypatch.setattr(sys, "stdout", Stream(error=BrokenPipeError()))
        assert main(command) == 0
        assert not capsys.readouterr().err


@pytest.mark.parametrize("line", ["geobrief resolve Niamey >/dev/full", "geobrief --help >/dev/full"])
def test_a_full_device_gives_one_line_and_no_traceback(line):
    done = shell(line)
    assert done.returncode == 2
    assert done.stderr.decode() == "geobrief: standard output: it cannot be written (No space left on device)\n"


def test_streams_that_are_closed_give_no_traceback(folder):
    assert shell("geobrief resolve Niamey >&-").stderr.startswith(b"geobrief: standard output: it is closed")
    assert shell("geobrief resolve Niamey >&- 2>&-").returncode == 2
    done = shell("geobrief build - -o out.json <&-")
    assert done.returncode == 2
    assert b"standard input is closed" in done.stderr
    assert not [name for name in os.listdir(folder) if name.startswith(("out", ".geobrief"))]  # noqa: PTH208


@pytest.mark.parametrize(
    "command",
    [
        ["resolve", "x\x1b[2Jy\x07\x9b31m\u202ez"],
        ["gazetteer", "search", "x\x1b[2Jy\x07\x9b31m\u202ez"],
        ["gazetteer", "search", "x\x1b[2Jy\x07\x9b31m\u202ez", "--json"],
        ["build", "x\x1b[2Jy\x07\x9b31m\u202ez", "-o", "out.json"],
        ["explain", "news", "--mention", "x\x1b[2Jy\x07\x9b31m\u202ez"],
        ["export", "x\x1b[2Jy\x07\x9b31m\u202ez", "-o", "out.kml"],
        ["geoparse", "x\x1b[2Jy\x07\x9b31m\u202ez", "-o", "-"],
        ["build", "--x\x1b[2Jy\x07\x9b31m\u202ez"],
        ["gazetteer", "import", "csv", "x\x1b[2Jy\x07\x9b31m\u202ez.csv"],
    ],
)
@pytest.mark.usefixtures("folder")
def test_no_command_lets_signs_through_that_move_the_cursor(capsys, command):
    with suppress(SystemExit):
        main(command)
    said = "".join(capsys.readouterr())
    assert not set(said) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize(
    "command",
    [
        ["resolve", "Niamey", "--country", "\udcff"],
        ["resolve", "\udcff"],
        ["gazetteer", "search", "x\udcff"],
        ["build", "news", "--title", "\udcff", "-o", "out.json"],
        ["build", "news", "--marking", "\ud800", "-o", "out.html"],
    ],
)
@pytest.mark.usefixtures("folder")
def test_words_that_are_no_utf8_are_refused_in_one_line(capsys, command):
    assert main(command) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_whatever_fails_unforeseen_is_one_line_that_can_be_reported(monkeypatch, capsys):
    def fails(*_arguments, **_named):
        raise KeyError("x")

    monkeypatch.setattr("geobrief.gazetteer.search.find", fails)
    assert main(["resolve", "Niamey"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "resolve failed by a fault of geobrief's (KeyError in cli/resolve.py:" in said


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_ends_it_in_one_line_with_its_children(folder, name, code, workers):
    """It waits for lines on a pipe that stays open, with its processes begun."""
    os.mkfifo(folder / "pipe")
    # A gate without a terminal may ignore it, and so would its children.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    process = subprocess.Popen(
        [sys.executable, "-m", "geobrief", "geoparse", "pipe", "-o", "out.jsonl", "--workers", workers],
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    signal.signal(signal.SIGHUP, before)
    with (folder / "pipe").open("w") as pipe:
        pipe.write(LINE * 40)
        pipe.flush()
        while not list(folder.glob(".geobrief-*/*/out.jsonl")):
            time.sleep(0.05)
        if workers == "2":
            while len(in_group(process.pid)) < 3:
                time.sleep(0.05)
        process.send_signal(getattr(signal, name))
        _, said = process.communicate(timeout=120)
    assert process.returncode == code
    assert said.decode() == "geobrief: stopped; files that were not finished are as they were\n"
    assert sorted(path.name for path in folder.iterdir()) == ["in.jsonl", "news", "pipe"]
    # What keeps count of shared memory sees the end of its parent a moment later on a busy machine.
    give_up = time.monotonic() + 30
    while in_group(process.pid) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not in_group(process.pid)


def in_group(group):
    """Return the living processes of a group, read off /proc."""
    found = []
    for entry in os.listdir("/proc"):  # noqa: PTH208
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:  # noqa: PTH123
                    state, _, its_group = file.read().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if its_group == str(group) and state != "Z":
                found.append(int(entry))
    return found
