"""``geobrief geoparse --events`` codes the triggers that a line gives, those and no others."""

from __future__ import annotations

import json
from pathlib import Path

from geobrief.cli import main

TEXT = "Soldiers arrested two editors in Bamako on 3 May 2023. A bridge near Gao was rebuilt last year."


def _printed(tmp_path: Path, *options: str) -> dict[str, list[dict[str, object]]]:
    words = ("arrested", "rebuilt")
    triggers = [{"start": TEXT.index(word), "end": TEXT.index(word) + len(word)} for word in words]
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text(json.dumps({"id": "a", "text": TEXT, "triggers": triggers}) + "\n", encoding="utf-8")
    assert main(["geoparse", str(given), "-o", str(out), *options]) == 0
    result: dict[str, list[dict[str, object]]] = json.loads(out.read_text(encoding="utf-8"))
    return result


def test_just_the_given_triggers_are_coded_in_their_order(tmp_path):
    assert [event["trigger"] for event in _printed(tmp_path, "--events")["events"]] == ["arrested", "rebuilt"]


def test_places_and_times_of_events_point_into_what_is_printed(tmp_path):
    result = _printed(tmp_path, "--events")
    arrest = result["events"][0]
    assert [result["spans"][index]["text"] for index in arrest["where"]] == ["Bamako"]
    assert "3 May 2023" in str(result["dates"][arrest["when"]]["text"])
