"""What a new user reads: the help of every command, and the line that says what was wrong and the way out."""

import pytest

from geobrief.cli import COMMANDS, main
from geobrief.export import SUFFIXES
from geobrief.recipes import WISHES


def help_of(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_takes(command, capsys):
    text = help_of(command, capsys)
    assert text.startswith(f"usage: geobrief {command}")
    assert "None" not in text


@pytest.mark.parametrize("command", ["build", "export"])
def test_the_help_names_every_format_and_every_wish(command, capsys):
    text = help_of(command, capsys)
    assert set(SUFFIXES) <= set(text.replace(",", " ").split())
    options = {"version": "brief-version"}
    assert all(f"--{options.get(wish, wish.replace('_', '-'))}" in text for wish in WISHES)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("build . -o x.png --width wide", "'wide' is no whole number from 1"),
        ("build . -o x.png --extent 1,2", "west,south,east,north"),
        ("geoparse in.jsonl -o out.jsonl --workers 0", "'0' is no whole number from 1"),
        ("resolve Niger --near 200,1", "latitude comes first"),
    ],
)
def test_a_value_that_cannot_be_read_is_said_in_words(arguments, words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("build", "say what to read"),
        ("build nothere", "no such file"),
        ("build . -o .", "this is a folder"),
        ("build . -o nodir/x.html", "folder nodir does not exist"),
        ("build . -o x.foo", "'.foo' names no format"),
        ("build nothere.toml", "nothere.toml: it cannot be read"),
        ("export nothere.json -o x.html", "nothere.json"),
        ("geoparse in.jsonl -o nodir/x.jsonl", "folder nodir does not exist"),
    ],
)
def test_an_error_is_one_line_with_the_way_out(arguments, words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text("{}", "utf-8")
    assert main(arguments.split()) == 2
    said = capsys.readouterr().err
    assert said.startswith("geobrief: ")
    assert said.count("\n") == 1
    assert words in said


def test_explain_names_only_articles_that_it_explains(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text("Soldiers left Agadez on Monday.", "utf-8")
    (tmp_path / "two.txt").write_text("Soldiers left Niamey on Monday.", "utf-8")
    assert main(["explain", "one.txt", "two.txt", "--mention", "Niamey"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("== ")] == ["== two.txt"]
