"""The review server listens to its own page on this machine and to nobody else."""

import http.client
import json
import threading
import tomllib

import pytest

from geobrief.cli import main
from geobrief.cli.review import ReviewDesk
from geobrief.errors import RecipeError
from geobrief.review.answers import keep_answers
from geobrief.review.server import MOST_BYTES, ReviewServer

TEXT = "Protesters marched in Niamey on 6 August 2024. A delegation from Togo arrived in Niamey on 7 August 2024.\n"
ANSWER = {"event": "protest", "quote": "Protesters marched in Niamey on 6 August 2024.", "label": "March"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("review")
    (folder / "one.md").write_text(f"---\ntitle: One\ndate: 2024-08-08\n---\n{TEXT}", "utf-8")
    (folder / "one.toml").write_text('inputs = ["one.md"]\noutputs = ["one.json"]\noverrides = "mine.toml"\n', "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(folder):
    from geobrief.cli.review import desk_of

    desk: ReviewDesk = desk_of(folder / "one.toml", None)
    desk.build()
    with ReviewServer(desk) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(server):
    """Ask the server; what is given goes before what the page would say."""

    def act(method="POST", what="overrides", body=None, *, token=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
        usual = {"Host": server.host, "Origin": f"http://{server.host}", "Content-Type": "application/json"}
        told = {**usual, **{key.replace("_", "-"): value for key, value in headers.items()}}
        data = (
            json.dumps(body if body is not None else {"corrections": []}).encode()
            if not isinstance(body, bytes)
            else body
        )
        connection.putrequest(
            method, f"/{server.token if token is None else token}/{what}", skip_host=True, skip_accept_encoding=True
        )
        for key, value in told.items():
            if value is not None:
                connection.putheader(key, value)
        if method == "POST" and "Content-Length" not in told and "Transfer-Encoding" not in told:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders()
        if method == "POST":
            connection.send(data)
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer, read

    return act


def test_the_page_may_talk_to_its_own_server_and_to_nothing_else(ask):
    answer, page = ask("GET", "", Origin=None, Content_Type=None)
    assert answer.status == 200
    assert b"connect-src 'self'" in page
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"token": "wrong"}, 403),
        ({"token": ""}, 403),
        ({"method": "GET", "what": "", "token": "wrong"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "localhost"}, 421),
        ({"Host": None}, 421),
        ({"method": "GET", "what": "", "Host": "evil.example:80"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": None}, 415),
        ({"body": b"{"}, 400),
        ({"body": b"[1]"}, 400),
        ({"body": b"[" * 100_000}, 400),
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
        ({"Content_Length": "9" * 30}, 413),
        ({"Content_Length": "-1"}, 411),
        ({"Transfer_Encoding": "chunked"}, 411),
        ({"what": "../one.toml"}, 404),
        ({"method": "GET", "what": "overrides"}, 404),
        ({"method": "PUT"}, 501),
        ({"body": {"corrections": [{"colour": "red"}]}}, 422),
        ({"body": {"corrections": "all"}}, 422),
        ({"body": {}}, 422),
    ],
)
def test_whoever_is_not_the_page_is_refused_and_nothing_is_written(ask, folder, asked, status):
    answer, _ = ask(**asked)
    assert answer.status == status
    assert not (folder / "mine.toml").exists()


def test_answers_are_written_whole_and_the_brief_is_built_with_them(ask, folder):
    ask("GET", "", Origin=None)
    answer, told = ask(body={"corrections": [ANSWER]})
    assert (answer.status, json.loads(told)) == (200, {"kept": 1})
    assert tomllib.loads((folder / "mine.toml").read_text("utf-8"))["corrections"] == [ANSWER]
    answer, _ = ask(what="rebuild", body={})
    assert answer.status == 200
    assert "March" in {event["label"] for event in json.loads((folder / "one.json").read_text("utf-8"))["events"]}
    _, page = ask("GET", "", Origin=None)
    assert b'"label":"March"' in page
    (folder / "mine.toml").unlink()
    ask("GET", "", Origin=None)


def test_a_file_that_somebody_changed_meanwhile_is_not_written_over(ask, folder):
    ask("GET", "", Origin=None)
    path = folder / "mine.toml"
    path.write_text('[[corrections]]\nname = "Togo"\nright = true\n', "utf-8")
    answer, told = ask(body={"corrections": [ANSWER]})
    assert (answer.status, "reload the page" in told.decode()) == (422, True)
    assert "Togo" in path.read_text("utf-8")
    _, page = ask("GET", "", Origin=None)
    assert b'"corrections":[{"name":"Togo","right":true}]' in page
    assert ask(body={"corrections": [ANSWER]})[0].status == 200
    path.unlink()
    ask("GET", "", Origin=None)


def test_a_brief_alone_is_reviewed_and_says_how_it_is_built_anew(folder, tmp_path):
    from geobrief.cli.review import desk_of
    from geobrief.errors import UsageError

    assert main(["build", str(folder / "one.md"), "-o", str(tmp_path / "one.json")]) == 0
    desk = desk_of(tmp_path / "one.json", None)
    desk.page()
    desk.keep({"corrections": [ANSWER]})
    assert desk.answers == tmp_path / "overrides.toml"
    assert [dict(item) for item in desk.brief.corrections] == [ANSWER]
    with pytest.raises(UsageError, match="geobrief build"):
        desk.rebuild({})


def test_a_place_is_found_in_the_whole_gazetteer(ask):
    _, told = ask(what="search", body={"query": "Ouagadougou"})
    assert "geonames:2357048" in {row[1] for row in json.loads(told)["places"]}
    for query in ("", None, "x" * 300, {"a": 1}):
        _, told = ask(what="search", body={"query": query})
        assert json.loads(told) == {"places": []}


def test_what_was_written_by_hand_above_the_corrections_stays(tmp_path):
    path = tmp_path / "overrides.toml"
    head = '# Ours.\nreviewer = "AK"\n\n[places]\n"Togo" = "not a place"  # a person\n'
    path.write_text(f'{head}\n[[corrections]]\nname = "Lomé"\nright = true\n', "utf-8")
    keep_answers(path, {"corrections": [ANSWER]})
    text = path.read_text("utf-8")
    assert text.startswith(head)
    assert tomllib.loads(text)["corrections"] == [ANSWER]


def test_answers_that_are_not_understood_leave_the_file_as_it_was(tmp_path):
    path = tmp_path / "overrides.toml"
    keep_answers(path, {"corrections": [ANSWER]})
    before = path.read_bytes()
    with pytest.raises(RecipeError):
        keep_answers(path, {"corrections": [{**ANSWER, "status": "happened"}]})
    assert path.read_bytes() == before


def test_the_report_counts_what_was_reviewed_and_what_was_wrong(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.md").write_text(f"---\ntitle: One\ndate: 2024-08-08\n---\n{TEXT}", "utf-8")
    (tmp_path / "one.toml").write_text(
        'inputs = ["one.md"]\noutputs = ["one.json"]\noverrides = "mine.toml"\n', "utf-8"
    )
    togo = {"name": "Togo", "place": "not a place"}
    keep_answers(
        tmp_path / "mine.toml",
        {"corrections": [{**ANSWER, "date": "2024-08-05"}, togo, {"name": "Niamey", "right": True}]},
    )
    assert main(["review", "--report", "one.toml"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("1 of ")
    assert said[3:] == ["  right: 1", "  not a place: 1", "  wrong words: 1", "  wrong day: 1"]


def test_names_that_were_set_once_are_promoted_to_a_gazetteer_with_one_answer(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "one.toml").write_text('inputs = ["one.md"]\noverrides = "mine.toml"\n', "utf-8")
    depot = {"name": "Depot", "place": {"name": "Depot", "lat": 18.9, "lon": 7.4, "kind": "site", "country": "NE"}}
    sense = {"name": "Georgia", "place": "geonames:4197000"}
    keep_answers(tmp_path / "mine.toml", {"corrections": [depot, sense, {"name": "Togo", "place": "not a place"}]})
    assert main(["review", "--promote", "--yes", "one.toml"]) == 0
    assert (tmp_path / "gazetteer.csv").read_text("utf-8").splitlines() == [
        "name,lat,lon,kind,country,means",
        "Depot,18.9,7.4,site,NE,",
        "Georgia,,,,,geonames:4197000",
    ]
    assert main(["review", "--promote", "--yes", "one.toml"]) == 1
    capsys.readouterr()
    assert main(["gazetteer", "import", "csv", "gazetteer.csv"]) == 0
    assert "1 places and 1 names with a fixed meaning imported" in capsys.readouterr().out
