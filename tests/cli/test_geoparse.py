"""``geobrief geoparse`` and ``geobrief explain``: line in, line out, in order, and every error with its line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LINES = [
    {"id": "one", "text": "He flew from Niamey to Agadez on Sunday.", "date": "2024-05-21"},
    {"id": "two", "text": "Nobody was there. Two people spoke in Paris, Texas.", "domain": "theparisnews.com"},
    {"id": 3, "text": ""},
]
SPAN_KEYS = [
    "start", "end", "text", "form", "role", "name", "kind", "country", "lat", "lon", "geonameid", "confidence",
]  # fmt: skip


def geobrief(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geobrief", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, encoding="utf-8")


def write(path, rows) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def answers(text: str) -> list[dict]:
    return [json.loads(line) for line in text.split("\n") if line]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_every_line_gets_its_answer_in_order_with_any_number_of_workers(tmp_path, workers):
    source = write(tmp_path / "in.jsonl", LINES * 4)
    done = geobrief("geoparse", source, "-o", str(tmp_path / "out.jsonl"), "--workers", workers)
    assert done.returncode == 0, done.stderr
    found = answers((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [row["id"] for row in found] == [row["id"] for row in LINES * 4]
    assert [list(span) for row in found for span in row["spans"]] == [SPAN_KEYS] * sum(
        len(row["spans"]) for row in found
    )
    for row, source_row in zip(found, LINES * 4, strict=True):
        for span in row["spans"]:
            assert source_row["text"][span["start"] : span["end"]] == span["text"]
    assert {span["name"] for span in found[0]["spans"]} == {"Niamey", "Agadez"}


def test_given_spans_are_the_only_ones_and_keep_their_order():
    text = "He flew from Niamey to Agadez."
    spans = [{"start": 23, "end": 29}, {"start": 13, "end": 19}]
    done = geobrief(
        "geoparse", "-", "-o", "-", "--given-spans", stdin=json.dumps({"id": 1, "text": text, "spans": spans})
    )
    assert [span["text"] for span in answers(done.stdout)[0]["spans"]] == ["Agadez", "Niamey"]


def test_dates_and_events_point_into_the_text_and_the_spans():
    row = {"id": 1, "text": "Soldiers attacked a camp near Gao on 3 May 2024, officials said.", "date": "2024-05-05"}
    done = geobrief("geoparse", "-", "-o", "-", "--events", stdin=json.dumps(row))
    found = answers(done.stdout)[0]
    assert [row["text"][d["start"] : d["end"]] for d in found["dates"]] == [d["text"] for d in found["dates"]]
    assert any(d["from"] == "2024-05-03" for d in found["dates"])
    for event in found["events"]:
        assert row["text"][event["start"] : event["end"]] == event["trigger"]
        assert all(0 <= index < len(found["spans"]) for index in event["where"])


def test_a_line_that_is_wrong_is_named_and_costs_no_other_line(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text('nonsense\n{"id": 2}\n{"id": 3, "text": "Rain fell in Niamey."}\n', encoding="utf-8")
    done = geobrief("geoparse", str(source), "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 1
    assert "line 1: is not JSON" in done.stderr
    assert 'line 2: has no "text"' in done.stderr
    found = answers((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [row["id"] for row in found] == [None, 2, 3]
    assert found[2]["spans"][0]["name"] == "Niamey"


def test_lone_surrogates_come_back_as_they_came():
    done = geobrief("geoparse", "-", "-o", "-", stdin='{"id": 1, "text": "x \\ud800 Rain fell in Niamey."}\n')
    assert done.returncode == 0, done.stderr
    assert answers(done.stdout)[0]["spans"][0]["text"] == "Niamey"


def test_a_missing_input_and_an_unwritable_output_are_one_clear_line(tmp_path):
    source = write(tmp_path / "in.jsonl", LINES)
    for arguments in ((str(tmp_path / "none.jsonl"), "-o", "-"), (source, "-o", str(tmp_path / "none" / "out.jsonl"))):
        done = geobrief("geoparse", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr


def test_explain_prints_the_runners_up_and_says_when_there_is_nothing(tmp_path):
    article = tmp_path / "one.txt"
    article.write_text("Rain\n\nIt rained for two days in Paris, Texas, and nobody was hurt there.\n", encoding="utf-8")
    done = geobrief("explain", str(article), "--mention", "paris")
    assert done.returncode == 0, done.stderr
    assert "Paris (city, Texas, US)" in done.stdout
    assert "log-odds" in done.stdout
    assert geobrief("explain", str(article), "--mention", "qwertz").returncode == 1
