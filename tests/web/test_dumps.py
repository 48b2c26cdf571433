"""A country's places are fetched and imported by one command, which takes up what was cut off."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile

import pytest

pytest.importorskip("httpx", reason="the extra 'web' is not installed")
pytest.importorskip("protego", reason="the extra 'web' is not installed")

from geobrief.cli import main
from geobrief.cli.fetching import _codes
from geobrief.errors import UsageError, WebError
from geobrief.gazetteer.layer import Layer
from geobrief.web.client import Web
from geobrief.web.download import described, download
from geobrief.web.geonames import ADDRESS, base_address, country_codes
from tests.web.server import serving

ROWS = (
    "9100001\tGorou Kirey\tGorou Kirey\tGorou-Kirey\t13.31\t2.31\tP\tPPL\tNE\t\t03\t\t\t\t0\t\t210\tAfrica/Niamey\t2020-01-01",
    "9100002\tTondi Bani\tTondi Bani\t\t14.01\t1.11\tP\tPPL\tNE\t\t06\t\t\t\t0\t\t230\tAfrica/Niamey\t2020-01-01",
)
NAMES = ("1\t9100002\tha\tTondibani\t\t\t\t",)


def zipped(name, lines, padding=0):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "x" * padding)
        archive.writestr(name, "\n".join(lines) + "\n")
    return held.getvalue()


DUMP = zipped("NE.txt", ROWS, padding=50_000)


class File:
    """A file on a server that knows ranges, cuts off when told to, and can be exchanged."""

    def __init__(self, data, *, cut_at=None, lie=None, ranges=True):
        self.data, self.cut_at, self.lie, self.ranges = data, cut_at, lie, ranges

    def __call__(self, handler):
        etag = f'"{hashlib.md5(self.data).hexdigest()}"'  # noqa: S324  # as servers do
        asked = re.match(r"bytes=(\d+)-", handler.headers.get("Range", "")) if self.ranges else None
        start = int(asked[1]) if asked and handler.headers.get("If-Range") == etag else 0
        body = self.data[start:]
        handler.send_response(206 if start else 200)
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(self.data) - 1}/{len(self.data)}")
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(self.lie or len(body)))
        handler.end_headers()
        if handler.command == "HEAD":
            return
        handler.wfile.write(body[: self.cut_at])
        if self.cut_at is None and self.lie:
            handler.wfile.write(b"x" * self.lie)
        self.cut_at = None


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("geobrief.gazetteer.imports.imports_folder", lambda: tmp_path / "data")
    return tmp_path / "data"


def fetch(server, tmp_path, *more):
    given = ["gazetteer", "fetch", "geonames", "--countries", "ne", "--address", server.address, "--allow-private"]
    return main([*given, "--keep", str(tmp_path / "kept"), *more])


def test_a_countrys_places_are_fetched_imported_and_known(tmp_path, data_folder, capsys):
    with serving({"/NE.zip": File(DUMP), "/alternatenames/NE.zip": File(zipped("NE.txt", NAMES))}) as server:
        assert fetch(server, tmp_path, "--alternate-names") == 0
        said = capsys.readouterr().out
        assert "NE.zip 50.4 kB, alternatenames/NE.zip" in said
        assert said.index("in all") < said.index("fetched")
        assert f"fetched, 50.4 kB, sha256 {hashlib.sha256(DUMP).hexdigest()}" in said
        assert "NE: 2 places imported" in said
        assert "CC BY 4.0" in said
        layer = Layer(data_folder / "geonames-ne.sqlite")
        assert {name for name, _ in layer.known(["gorou kirey", "tondibani", "nowhere"])} == {
            "gorou kirey",
            "tondibani",
        }
        layer.close()
        assert fetch(server, tmp_path, "--alternate-names") == 0
    assert capsys.readouterr().out.count(": there, ") == 2
    assert server.asked.count("/NE.zip") == 3  # described, fetched, described again


def test_sizes_can_be_asked_for_alone(tmp_path, data_folder, capsys):
    with serving({"/NE.zip": File(DUMP)}) as server:
        assert fetch(server, tmp_path, "--sizes") == 0
    assert "50.4 kB in all" in capsys.readouterr().out
    assert not data_folder.exists()
    assert server.asked == ["/NE.zip"]


def test_what_was_cut_off_is_gone_on_with(tmp_path):
    web = Web(allow_private=True)
    with serving({"/NE.zip": File(DUMP, cut_at=20_000)}) as server:
        remote = described(web, f"{server.address}/NE.zip")
        with pytest.raises(WebError, match="was cut"):
            download(web, remote, tmp_path)
        assert (tmp_path / "NE.zip.part").stat().st_size == 20_000
        came = []
        file = download(web, remote, tmp_path, step=came.append)
    assert (file.how, sum(came), file.path.read_bytes()) == ("resumed", len(DUMP) - 20_000, DUMP)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["NE.zip", "NE.zip.source.json"]
    assert json.loads((tmp_path / "NE.zip.source.json").read_text())["sha256"] == hashlib.sha256(DUMP).hexdigest()


@pytest.mark.parametrize("ranges", [True, False])
def test_what_was_cut_off_of_another_file_is_thrown_away(tmp_path, ranges):
    web = Web(allow_private=True)
    with serving({"/NE.zip": File(DUMP, cut_at=20_000)}) as server:
        remote = described(web, f"{server.address}/NE.zip")
        with pytest.raises(WebError):
            download(web, remote, tmp_path)
        newer = zipped("NE.txt", ROWS[:1], padding=60_000)
        server.routes["/NE.zip"] = File(newer, ranges=ranges)
        file = download(web, described(web, remote.address), tmp_path)
    assert (file.how, file.path.read_bytes()) == ("fetched", newer)


def test_a_file_that_was_changed_here_is_fetched_again(tmp_path):
    web = Web(allow_private=True)
    with serving({"/NE.zip": File(DUMP)}) as server:
        remote = described(web, f"{server.address}/NE.zip")
        download(web, remote, tmp_path)
        (tmp_path / "NE.zip").write_bytes(b"damaged")
        assert download(web, remote, tmp_path).how == "fetched"
    assert (tmp_path / "NE.zip").read_bytes() == DUMP


def test_a_server_that_sends_more_than_it_said_is_stopped(tmp_path):
    web = Web(allow_private=True, most_bytes=10_000)
    with serving({"/NE.zip": lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + DUMP)}) as server:
        remote = described(web, f"{server.address}/NE.zip")
        assert remote.size is None
        with pytest.raises(WebError, match="no end"):
            download(web, remote, tmp_path)


def test_what_is_no_dump_changes_nothing(tmp_path, data_folder, capsys):
    with serving({"/NE.zip": File(b"<html>Please log in</html>")}) as server:
        assert fetch(server, tmp_path) == 2
    assert "is no zip file" in capsys.readouterr().err
    assert not list(data_folder.glob("*.sqlite"))


def test_a_country_without_a_dump_is_named(tmp_path, capsys):
    with serving({}) as server:
        assert fetch(server, tmp_path) == 2
    assert "no dump of NE: there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["", "Niger", "N1", "NE,,Mali", "../x"])
def test_what_is_no_code_of_a_country_is_refused(written):
    with pytest.raises(UsageError, match="--countries NE,ML,BF"):
        country_codes(written)


@pytest.mark.parametrize(
    ("written", "codes"),
    [("Niger", "NE"), ("ne, Ivory Coast", "NE,CI"), ("DR Congo,XK", "CD,XK"), ("South Sudan", "SS")],
)
def test_a_country_may_be_named(written, codes):
    assert _codes(written) == codes


@pytest.mark.parametrize("written", ["Nigera", "XX", "Agadez", "NE,Nowhereland"])
def test_what_names_no_country_is_told_before_anybody_is_asked(written, capsys):
    arguments = ["--address", "http://127.0.0.1:9", "--allow-private"]
    assert main(["gazetteer", "fetch", "geonames", "--countries", written, *arguments]) == 2
    assert "is neither the code nor the name of a country" in capsys.readouterr().err


def test_the_address_is_set_in_one_place(monkeypatch):
    assert country_codes("ne, ML,NE") == ["NE", "ML"]
    assert base_address(None) == ADDRESS
    monkeypatch.setenv("GEOBRIEF_GEONAMES", "https://mirror.example/dump")
    assert base_address(None) == "https://mirror.example/dump/"
    assert base_address("https://other.example/") == "https://other.example/"
