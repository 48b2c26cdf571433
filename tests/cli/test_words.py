"""What the command line says and how loudly; what it takes a wrong word for; what shells and the manual know of it."""

import io
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from geobrief.cli import COMMANDS, full_parser, loudness, main
from geobrief.cli.completion import SHELLS, bash, fish
from geobrief.cli.manual import manual
from geobrief.cli.parser import commands_of, options_of
from geobrief.cli.terminal import complain, say, tell
from geobrief.errors import NothingToReadError, UsageError, did_you_mean
from geobrief.pipeline import confident, published_since
from tests.brief.builders import a_brief

ROOT = Path(__file__).resolve().parents[2]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def _usual(monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(loudness, "_said", {"quiet": False, "verbose": False})


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("buid news", "build"),
        ("gazeteer info", "gazetteer"),
        ("build news --titel x", "--title"),
        ("build news --min-confidense 1", "--min-confidence"),
        ("gazetteer serch x", "search"),
        ("gazetteer search x --contry NE", "--country"),
        ("build news --worldview defacto", "de-facto"),
    ],
)
def test_a_word_that_is_not_known_is_named_with_what_was_meant(arguments, meant, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert ended.value.code == 2
    assert f"did you mean {meant}?" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "meant"), [("x.htlm", ".html"), ("x.geojsn", ".geojson"), ("x.docs", ".docx")])
def test_a_suffix_that_is_none_is_named_with_what_was_meant(name, meant, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["build", ".", "-o", name]) == 2
    assert f"did you mean {meant}?" in capsys.readouterr().err


def test_a_key_of_a_recipe_that_is_none_is_named_with_what_was_meant(tmp_path, capsys):
    (tmp_path / "brief.toml").write_text('inputs = ["x"]\nmarkng = "TLP:RED"\n', "utf-8")
    assert main(["build", str(tmp_path / "brief.toml")]) == 2
    assert "did you mean marking?" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["", "x", "zzzzzzzz", "--"])
def test_nothing_is_guessed_where_nothing_is_like_it(word):
    assert did_you_mean(word, COMMANDS) == ""


def test_colours_are_for_terminals_only(monkeypatch):
    assert loudness.coloured("x", "wrong", io.StringIO()) == "x"
    assert loudness.coloured("x", "wrong", Terminal()) == "\x1b[31;1mx\x1b[0m"
    monkeypatch.setenv("TERM", "dumb")
    assert loudness.coloured("x", "wrong", Terminal()) == "x"


def test_who_wants_no_colours_gets_none(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert loudness.coloured("x", "wrong", Terminal()) == "x"


def test_quiet_says_only_what_went_wrong(monkeypatch, capsys):
    monkeypatch.setitem(loudness._said, "quiet", True)
    say("made it")
    tell("a step")
    complain("it broke")
    assert capsys.readouterr() == ("", "geobrief: it broke\n")


def test_each_step_is_told_only_on_request(monkeypatch, capsys):
    tell("a step")
    monkeypatch.setitem(loudness._said, "verbose", True)
    tell("another")
    assert capsys.readouterr().err == "geobrief: another\n"


def test_nobody_can_be_quiet_and_verbose(capsys):
    with pytest.raises(SystemExit):
        main(["build", "news", "-q", "-v"])
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_be_quiet(command):
    assert {"-q", "--quiet", "-v", "--verbose"} <= set(options_of(commands_of(full_parser())[command]))


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("--min-confidence=2", "'2' is no confidence"),
        ("--min-confidence=nan", "'nan' is no confidence"),
        ("--min-confidence=high", "'high' is no confidence"),
        ("--since=yesterday", "'yesterday' is neither a day"),
        ("--since=2024-13-01", "'2024-13-01' is neither a day"),
    ],
)
def test_a_wish_that_cannot_be_read_is_said_in_words(option, words, capsys):
    with pytest.raises(SystemExit):
        main(["build", "news", option])
    assert words in capsys.readouterr().err


def test_events_that_are_less_sure_are_left_out_with_their_conflicts():
    brief, said = a_brief(), []
    least = max(event.confidence for event in brief.events)
    kept = confident(brief, least, said.append)
    assert {event.confidence for event in kept.events} == {least}
    assert all(item.event is None or item.event in {event.id for event in kept.events} for item in kept.conflicts)
    assert len(said) == (1 if len(kept.events) < len(brief.events) else 0)
    assert confident(brief, 0.0) == brief


def test_an_event_that_a_person_reviewed_stays_however_unsure_the_machine_was():
    from dataclasses import replace

    brief = a_brief()
    unsure = min(brief.events, key=lambda event: event.confidence)
    assert unsure in confident(replace(brief, reviewed=(unsure.id,)), 1.0).events


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_a_confidence_that_is_none_is_refused(least):
    with pytest.raises(UsageError, match="between 0 and 1"):
        confident(a_brief(), least)


def test_articles_before_a_day_are_left_out_and_undated_ones_stay():
    from geobrief.articles import make_article

    days = ["2024-08-05", "2024-08-06", "2024-08", None]
    articles = [make_article(f"Rain fell {number} times.", published=day) for number, day in enumerate(days)]
    said = []
    kept = published_since(articles, date(2024, 8, 6), said.append)
    assert [article.text[10] for article in kept] == ["1", "2", "3"]
    assert said == ["1 of 4 articles were published before 2024-08-06 and are left out; 1 without a date stay"]
    with pytest.raises(NothingToReadError):
        published_since(articles[:1], date(2025, 1, 1))


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_told_every_command(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(name in script for name in [*COMMANDS, "min-confidence", "geojson", "de-facto"])


def completed(*words):
    """What bash offers after some words of a command line."""
    script = (
        bash(full_parser())
        + 'COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); COMPREPLY=(); _geobrief; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script, "bash", *words], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("geobrief", "b"), {"build"}),
        (("geobrief", "build", "--min"), {"--min-confidence"}),
        (("geobrief", "build", "news", "--language", ""), {"en", "fr"}),
        (("geobrief", "gazetteer", "se"), {"search"}),
        (("geobrief", "gazetteer", "import", "geo"), {"geonames", "geojson"}),
        (("geobrief", "build", "news/"), set()),
    ],
)
def test_bash_completes(words, offered):
    assert set(completed(*words)) == offered


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish here")
def test_fish_reads_its_script():
    subprocess.run(["fish", "--no-execute"], input=fish(full_parser()), text=True, check=True)


def test_the_manual_page_is_what_the_parser_says():
    """Made by ``python -m geobrief.cli.manual docs/geobrief.1``."""
    assert (ROOT / "docs" / "geobrief.1").read_text("utf-8") == manual(full_parser())


def test_the_manual_page_has_every_command_and_option():
    page = (ROOT / "docs" / "geobrief.1").read_text("utf-8").replace(r"\-", "-")
    for name, command in commands_of(full_parser()).items():
        assert f'.SS "geobrief {name}"' in page
        assert all(option in page for option in options_of(command) if option not in ("-h", "--help"))


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here")
def test_the_manual_page_is_set_without_a_complaint():
    page = (ROOT / "docs" / "geobrief.1").read_bytes()
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"],
        input=page,
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert done.stderr == b""
