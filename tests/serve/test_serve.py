"""A folder of briefs is listed, shown and searched; nothing else of the disk is, and nothing is changed."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from dataclasses import replace
from datetime import date

import pytest

pytest.importorskip("starlette", reason="the extra 'serve' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")
pytest.importorskip("httpx", reason="the tests' client is httpx, of the extra 'web'")

import httpx
from starlette.responses import JSONResponse

from geobrief.cli import main
from geobrief.export import save_brief
from geobrief.serve import live
from geobrief.serve.app import Wishes, Writing, create_app
from geobrief.serve.list_page import words
from tests import nu
from tests.brief.builders import a_brief

SCRIPT = "<script>alert(1)</script>"
BASE = "http://testserver"


class Client:
    """Asks an application without a network."""

    def __init__(self, app, base_url=BASE):
        self.app, self.base_url = app, base_url

    def request(self, method, path, **more):
        async def ask():
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=self.base_url) as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, **more):
        return self.request("POST", path, **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two briefs, one in a folder and with its page, and much that is none."""
    top = tmp_path_factory.mktemp("served")
    shelf = top / "briefs"
    (shelf / "niger").mkdir(parents=True)
    brief = a_brief()
    for suffix in ("json", "html", "csv", "svg", "csl.json"):
        save_brief(replace(brief, title="Soldiers leave Agadez"), shelf / "niger" / f"august 1.{suffix}")
    save_brief(replace(brief, title=f"Two {SCRIPT}\u202e"), shelf / "alone.json")
    (shelf / "other.json").write_text('{"schema": "something else"}', "utf-8")
    (shelf / "broken.json").write_text('{"schema": "geobrief/brief@1", ', "utf-8")
    (shelf / "alone.html").write_text(SCRIPT, "utf-8")
    (shelf / ".hidden.json").write_bytes((shelf / "alone.json").read_bytes())
    (top / "secret.json").write_bytes((shelf / "alone.json").read_bytes())
    (shelf / "linked.json").symlink_to(top / "secret.json")
    return shelf


@pytest.fixture(scope="module")
def client(folder):
    return Client(create_app(folder))


def test_the_list_names_each_brief_with_its_files_and_nothing_else(client):
    names = {row["name"]: row for row in client.get("/api/briefs").json()}
    assert set(names) == {"alone", "niger/august 1"}
    assert {".html", ".json", ".csv", ".svg", ".csl.json"} <= set(names["niger/august 1"]["files"])
    assert names["niger/august 1"]["url"] == f"{BASE}/briefs/niger/august%201.html"
    page = client.get("/")
    assert "Soldiers leave Agadez" in page.text
    assert "linked" not in page.text


def test_the_newest_information_comes_first_and_the_list_says_until_when_it_goes(tmp_path):
    for name, day in (("a", date(2024, 8, 6)), ("b", None), ("c", date(2025, 6, 26))):
        brief = a_brief()
        when = replace(brief.articles[0].published, start=day, end=day)
        articles = tuple(replace(one, published=when) for one in brief.articles)
        save_brief(replace(brief, articles=articles), tmp_path / f"{name}.json")
    client = Client(create_app(tmp_path))
    rows = [(row["name"], row["until"]) for row in client.get("/api/briefs").json()]
    assert rows == [("c", "2025-06-26"), ("a", "2024-08-06"), ("b", None)]
    shown = re.findall(r'<p class="quiet">(Information until [^·<]+) · ', client.get("/").text)
    assert shown == ["Information until 26 June 2025", "Information until 6 August 2024"]
    french = Client(create_app(tmp_path, wishes=Wishes(language="fr"))).get("/").text
    assert "Informations jusqu’au 26 juin 2025" in french


def test_a_browser_is_shown_a_page_where_there_is_nothing_and_a_program_json(client):
    asked = client.get("/briefs/nothing.html", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (asked.status_code, asked.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f'<a href="{BASE}/">All briefs</a>' in asked.text
    assert "default-src 'none'" in asked.headers["content-security-policy"]
    assert client.get("/briefs/nothing.html").json() == {"error": "there is no such brief here"}


def test_what_a_brief_says_stays_text_in_the_list(client):
    page = client.get("/", params={"q": SCRIPT})
    assert SCRIPT not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "\u202e" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "<script" not in page.text


def test_a_page_is_shown_as_it_was_made_and_names_its_oembed_document(client, folder):
    page = client.get("/briefs/niger/august%201.html")
    assert page.content == (folder / "niger" / "august 1.html").read_bytes()
    assert page.headers["content-type"].startswith("text/html")
    address = re.match(r"<([^>]+)>; rel=\"alternate\"", page.headers["link"])[1]
    document = client.get(address.removeprefix(BASE)).json()
    assert (document["version"], document["type"], document["title"]) == ("1.0", "rich", "Soldiers leave Agadez")
    assert f'src="{BASE}/briefs/niger/august%201.html#embed=1"' in document["html"]


def test_the_pages_of_a_brief_that_was_split_are_shown(client, folder):
    made = (folder / "niger" / "august 1.html").read_bytes()
    (folder / "niger" / "august 1-01.html").write_bytes(made)
    (folder / "stray-01.html").write_bytes(made)
    assert client.get("/briefs/niger/august%201-01.html").content == made
    assert client.get("/briefs/niger/august%201-02.html").status_code == 404
    assert client.get("/briefs/stray-01.html").status_code == 404


def test_a_page_that_geobrief_did_not_make_is_not_shown_but_made_from_the_document(client):
    page = client.get("/briefs/alone.html")
    assert page.status_code == 200
    assert page.text != SCRIPT
    assert '<meta name="generator" content="geobrief' in page.text
    assert "Content-Security-Policy" in page.text


@pytest.mark.parametrize(
    "path",
    ["/briefs/linked.html", "/briefs/linked.json", "/briefs/.hidden.json", "/briefs/other.json", "/briefs/broken.html",
     "/briefs/../secret.json", "/briefs/%2e%2e/secret.json", "/briefs/..%2fsecret.json", "/briefs//etc/passwd", "/briefs/%00.json",
     "/briefs/niger", "/briefs/niger/august 1.toml", "/briefs/niger/august 1", "/briefs/" + "a" * 5000 + ".json", "/elsewhere"],
)  # fmt: skip
def test_nothing_else_of_the_disk_is_served(client, path):
    assert client.get(path).status_code == 404


def test_files_that_a_browser_might_run_are_kept_from_it(client):
    picture = client.get("/briefs/niger/august%201.svg")
    assert "sandbox" in picture.headers["content-security-policy"]
    assert picture.headers["x-content-type-options"] == "nosniff"
    table = client.get("/briefs/niger/august%201.csv")
    assert table.headers["content-type"].startswith("text/csv")


def test_every_word_of_a_search_must_stand_there_without_regard_to_marks_and_case(client):
    hits = client.get("/api/search", params={"q": "SOLDÍERS agad"}).json()
    assert {hit["brief"] for hit in hits} == {"alone", "niger/august 1"}
    assert all(re.fullmatch(rf"{BASE}/briefs/.+\.html#(event=e|place=p)-[0-9a-z]+", hit["url"]) for hit in hits)
    assert client.get("/api/search", params={"q": "soldiers zanzibar"}).json() == []
    assert client.get("/api/search").status_code == 400
    page = client.get("/", params={"q": "agadez"}).text
    assert "passages tell of “agadez”" in page
    assert "#place=p-" in page


def test_a_brief_that_is_made_again_is_read_again(folder, client):
    path = folder / "new.json"
    save_brief(replace(a_brief(), title="First"), path)
    assert "First" in client.get("/").text
    save_brief(replace(a_brief(), title="Second title"), path)
    assert "Second title" in client.get("/").text
    assert "Second title" in client.get("/briefs/new.html").text
    path.unlink()
    assert "Second title" not in client.get("/").text
    assert client.get("/briefs/new.html").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/api/briefs", "/briefs/alone.json", "/oembed"])
def test_nothing_can_be_changed(client, method, path):
    assert client.request(method, path).status_code == 405


async def _write(request):
    return JSONResponse({"briefs": len(request.app.state.library.briefs())})


@pytest.mark.parametrize(
    ("token", "sent", "status"),
    [(None, "Bearer x", 403), ("right", None, 401), ("right", "Bearer wrong", 401), ("right", "right", 401), ("right", "Bearer right", 200)],
)  # fmt: skip
def test_what_writes_answers_only_who_has_the_token(folder, token, sent, status):
    opened = Client(create_app(folder, token=token, writing=[Writing("/api/review", _write)]))
    answer = opened.post("/api/review", headers={"Authorization": sent} if sent else {})
    assert answer.status_code == status
    assert opened.get("/api/review").status_code == 405


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"url": f"{BASE}/briefs/alone.html", "maxwidth": "400"}, 200),
        ({"url": f"{BASE}/briefs/alone.html", "format": "xml"}, 501),
        ({"url": "https://elsewhere.example/briefs/alone.html"}, 404),
        ({"url": f"{BASE}/briefs/none.html"}, 404),
        ({"url": "http://[::1"}, 404),
        ({}, 404),
    ],
)
def test_oembed_answers_as_its_standard_says(client, params, status):
    answer = client.get("/oembed", params=params)
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["width"] == 400


def test_a_page_elsewhere_cannot_reach_the_server_under_a_name_of_its_own(folder):
    opened = Client(create_app(folder, wishes=Wishes(hosts=("127.0.0.1",))), base_url="http://evil.example")
    assert opened.get("/api/briefs").status_code == 400


def test_the_list_speaks_french_and_bears_the_marking(folder):
    wishes = Wishes(language="fr", marking="TLP:AMBER", address="https://briefs.example/team")
    opened = Client(create_app(folder, wishes=wishes))
    page = opened.get("/").text
    assert '<html lang="fr">' in page
    assert "Synthèses" in page
    assert "TLP:AMBER" in page
    assert opened.get("/api/briefs").json()[0]["url"].startswith("https://briefs.example/team/briefs/")
    assert "TLP:AMBER" in opened.get("/briefs/alone.html").text


@pytest.mark.skipif(nu.missing() is not None, reason=nu.missing() or "")
def test_the_list_is_valid_html(client, tmp_path):
    pages = [tmp_path / "list.html", tmp_path / "found.html"]
    for page, query in zip(pages, ("", "agadez"), strict=True):
        page.write_text(client.get("/", params={"q": query}).text, "utf-8")
    assert [message for messages in nu.check(pages).values() for message in messages] == []


def test_both_languages_have_the_same_words():
    assert set(words("en")) == set(words("fr"))


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["serve", str(tmp_path / "none")]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_the_command_serves_until_it_is_stopped(folder):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "geobrief", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            line = server.stdout.readline()
            address = re.search(r"2 briefs at (http://127\.0\.0\.1:\d+/)", line)[1]
            with urllib.request.urlopen(f"{address}api/briefs", timeout=60) as answer:  # noqa: S310
                assert len(json.load(answer)) == 2
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(60) in (0, 143, -signal.SIGTERM)


def test_a_living_page_knows_one_script_more_asks_this_server_alone_and_has_a_stamp(tmp_path):
    shelf = tmp_path / "living"
    shelf.mkdir()
    for suffix in ("json", "html"):
        save_brief(a_brief(), shelf / f"b.{suffix}")
    made = (shelf / "b.html").read_text("utf-8")
    app = create_app(shelf, wishes=Wishes(live=True))
    first = Client(app).get("/briefs/b.html")
    assert (
        len(re.findall(r"<script(?![^>]*application/json)", first.text))
        == len(re.findall(r"<script(?![^>]*application/json)", made)) + 1
    )
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', first.text)
    digest = base64.b64encode(hashlib.sha256(live.SCRIPT.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert re.findall(r"connect-src ([^;]*)", policy) == ["'self'"]
    assert Client(app).request("HEAD", "/briefs/b.html").headers["etag"] == first.headers["etag"]
    save_brief(replace(a_brief(), title="Another"), shelf / "b.html")
    assert Client(app).get("/briefs/b.html").headers["etag"] != first.headers["etag"]
    assert Client(create_app(shelf)).get("/briefs/b.html").text == (shelf / "b.html").read_text("utf-8"), (
        "as it was made"
    )


def test_a_page_made_by_the_server_lives_by_its_document(tmp_path):
    save_brief(a_brief(), tmp_path / "b.json")
    app = create_app(tmp_path, wishes=Wishes(live=True))
    first = Client(app).get("/briefs/b.html")
    assert live.SCRIPT in first.text
    save_brief(replace(a_brief(), title="Another title than before"), tmp_path / "b.json")
    second = Client(app).get("/briefs/b.html")
    assert "Another title than before" in second.text
    assert second.headers["etag"] != first.headers["etag"]
