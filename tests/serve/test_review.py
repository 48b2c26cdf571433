"""The briefs of a folder are corrected by who has the token, from their own pages, and nobody's answers are lost."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

pytest.importorskip("starlette", reason="the extra 'serve' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")
pytest.importorskip("httpx", reason="the tests' client is httpx, of the extra 'web'")

import geobrief
from geobrief.cli import main
from geobrief.cli.serve import _reviewing
from geobrief.errors import UsageError
from geobrief.serve import reviewing
from geobrief.serve.app import Wishes, create_app
from tests import nu
from tests.serve.test_serve import BASE, Client

TOKEN = "right-right-right-right"  # noqa: S105  # of a test
TEXT = "Protesters marched in Niamey on 6 August 2024. A delegation from Togo arrived in Niamey on 7 August 2024.\n"
ANSWER = {"event": "protest", "quote": "Protesters marched in Niamey on 6 August 2024.", "label": "March"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A brief with its recipe, one without, and a recipe that is none."""
    shelf = tmp_path_factory.mktemp("reviewed")
    (shelf / "one.md").write_text(f"---\ntitle: One\ndate: 2024-08-08\n---\n{TEXT}", "utf-8")
    (shelf / "one.toml").write_text('inputs = ["one.md"]\noutputs = ["one.json"]\n', "utf-8")
    assert main(["build", str(shelf / "one.toml")]) == 0
    geobrief.build(str(shelf / "one.md")).save(shelf / "alone.json")
    geobrief.build(str(shelf / "one.md")).save(shelf / "odd.json")
    (shelf / "odd.toml").write_text("this is no TOML", "utf-8")
    return shelf


@pytest.fixture
def client(folder):
    for left in folder.glob("*.overrides.toml"):
        left.unlink()
    wishes = Wishes()
    return Client(create_app(folder, wishes=wishes, token=TOKEN, reviewing=_reviewing(TOKEN, wishes)))


def sat(client, name="alone"):
    """The address of a page that was opened."""
    begun = client.get(f"/review/{TOKEN}/{name}/")
    assert begun.status_code == 303
    return f"/review/{TOKEN}/{name}/{begun.headers['location']}"


def send(client, sitting, what, data, **headers):
    told = {"Origin": BASE, "Content-Type": "application/json"} | headers
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post(f"{sitting}{what}", content=body, headers={key: value for key, value in told.items() if value})


def test_without_being_asked_for_there_is_no_review(folder):
    assert Client(create_app(folder, token=TOKEN)).get(f"/review/{TOKEN}/alone/").status_code == 404


def test_the_list_leads_to_a_page_that_takes_corrections(client):
    listed = client.get(f"/review/{TOKEN}/")
    assert [re.sub(r"/$", "", link) for link in re.findall(r'href="([^"]+)"', listed.text)] == ["alone", "odd", "one"]
    page = client.get(sat(client))
    assert page.status_code == 200
    assert '"live":true' in page.text.replace(" ", "")
    assert "connect-src 'self'" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-frame-options"] == "DENY"


def test_answers_are_kept_beside_the_brief(client, folder):
    sitting = sat(client)
    client.get(sitting)
    assert send(client, sitting, "overrides", {"corrections": [ANSWER]}).json() == {"kept": 1}
    kept = tomllib.loads((folder / "alone.overrides.toml").read_text("utf-8"))
    assert kept["corrections"][0]["label"] == "March"
    assert not (folder / "one.overrides.toml").exists()


def test_a_brief_with_its_recipe_is_built_anew_and_then_read_with_the_answers(client, folder):
    sitting = sat(client, "one")
    client.get(sitting)
    assert send(client, sitting, "overrides", {"corrections": [ANSWER]}).status_code == 200
    assert send(client, sitting, "rebuild", {}).json()["built"]
    assert "March" in [event["label"] for event in json.loads((folder / "one.json").read_text("utf-8"))["events"]]
    assert "March" in client.get("/briefs/one.html").text


def test_a_brief_without_a_recipe_says_how_it_is_built_anew(client):
    sitting = sat(client)
    client.get(sitting)
    answer = send(client, sitting, "rebuild", {})
    assert answer.status_code == 422
    assert "--overrides" in answer.json()["error"]


def test_a_recipe_that_cannot_be_read_is_named(client):
    answer = client.get(f"/review/{TOKEN}/odd/")
    assert answer.status_code == 422
    assert "odd.toml" in answer.json()["error"]


def test_nobody_writes_over_answers_that_came_meanwhile_from_another_page(client, folder):
    mine, yours = sat(client), sat(client)
    assert mine != yours
    client.get(mine)
    client.get(yours)
    assert send(client, mine, "overrides", {"corrections": [ANSWER]}).status_code == 200
    refused = send(client, yours, "overrides", {"corrections": []})
    assert refused.status_code == 422
    assert "reload" in refused.json()["error"]
    assert "March" in (folder / "alone.overrides.toml").read_text("utf-8")
    assert "March" in client.get(yours).text
    assert send(client, yours, "overrides", {"corrections": []}).status_code == 200


def test_a_place_is_found_in_the_gazetteer(client):
    assert "Arlit" in json.dumps(send(client, sat(client), "search", {"query": "Arlit"}).json())


@pytest.mark.parametrize(
    ("what", "data", "headers", "status"),
    [
        ("overrides", {"corrections": []}, {"Origin": "https://elsewhere.example"}, 403),
        ("overrides", {"corrections": []}, {"Origin": None}, 403),
        ("overrides", {"corrections": []}, {"Content-Type": "text/plain"}, 415),
        ("overrides", b"[]", {}, 400),
        ("overrides", b"{" * 100_000, {}, 400),
        ("overrides", b" " * (reviewing.MOST_BYTES + 1), {}, 413),
        ("overrides", {"corrections": [{"event": "nothing of the kind"}]}, {}, 422),
        ("else", {}, {}, 404),
    ],
)
def test_what_the_page_would_not_send_is_refused_and_nothing_is_written(  # noqa: PLR0917
    client, folder, what, data, headers, status
):
    sitting = sat(client)
    client.get(sitting)
    answer = send(client, sitting, what, data, **headers)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not list(folder.glob("*.overrides.toml"))


@pytest.mark.parametrize("path", ["", "alone/", "alone/at/x/", "../"])
def test_who_does_not_know_the_token_gets_nothing(client, path):
    answer = client.get(f"/review/wrong/{path}")
    assert answer.status_code in (403, 404)
    assert "Niamey" not in answer.text


@pytest.mark.parametrize("name", ["none", "../alone", "one.md", "%2e%2e/alone"])
def test_only_briefs_of_the_folder_are_reviewed(client, name):
    assert client.get(f"/review/{TOKEN}/{name}/").status_code in (403, 404)


def test_a_sitting_that_is_over_begins_anew_and_one_of_another_brief_is_none(client, monkeypatch):
    monkeypatch.setattr(reviewing, "MOST_SITTINGS", 1)
    first, second = sat(client), sat(client)
    assert client.get(first).headers["location"] == "../../"
    assert send(client, first, "overrides", {"corrections": []}).status_code == 403
    assert client.get(second).status_code == 200
    assert send(client, second.replace("/alone/", "/one/"), "search", {"query": "x"}).status_code == 403


@pytest.mark.parametrize("token", ["short", "x" * 15, "sixteen letters!", "a/b/c/d/e/f/g/h/i/j", "x" * 201])
def test_a_token_that_is_easily_guessed_or_no_part_of_a_path_is_refused(token):
    with pytest.raises(UsageError, match="sixteen"):
        _reviewing(token, Wishes())


@pytest.mark.skipif(nu.missing() is not None, reason=nu.missing() or "")
def test_the_list_is_valid_html(client, tmp_path):
    page = tmp_path / "review.html"
    page.write_text(client.get(f"/review/{TOKEN}/").text, "utf-8")
    assert [message for messages in nu.check([page]).values() for message in messages] == []
