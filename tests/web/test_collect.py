"""Pages that are asked for by name come into the folder as they were; whatever a server does, nothing else happens."""

from __future__ import annotations

import gzip
import hashlib
import socket
import ssl
import threading
import tomllib
import zlib
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("httpx", reason="the extra 'web' is not installed")
pytest.importorskip("protego", reason="the extra 'web' is not installed")

from geobrief import web
from geobrief.articles import read_articles
from geobrief.cli import main
from geobrief.errors import WebError
from geobrief.model import Skipped
from geobrief.web import addresses, transport
from geobrief.web.addresses import is_public, resolved, web_address
from geobrief.web.client import Web
from geobrief.web.collect import Collector
from geobrief.web.manners import Pace
from tests.web.server import cut, drip, endless, serving

STORY = "Rain fell in Agadez on Monday, the governor's office said. The road to Arlit was closed until the evening."
PAGE = f"<!doctype html><html><head><title>Rain in Agadez</title></head><body><article><p>{STORY}</p></article></body></html>"


def collect(folder, *urls, pace=0.0, seconds=60.0, **wishes):
    client = Web(seconds=seconds, most_bytes=200_000, allow_private=True)
    return list(Collector(folder, web=client, pace=Pace(pace), **wishes).collect(urls))


def why(outcomes):
    return [outcome.reason for outcome in outcomes if isinstance(outcome, Skipped)]


def test_a_page_is_saved_byte_for_byte_with_a_side_car_that_says_where_it_came_from(tmp_path):
    with serving({"/2024/rain.html": (200, {"Content-Type": "text/html", "ETag": '"7"'}, PAGE.encode())}) as server:
        url = f"{server.address}/2024/rain.html#top"
        (page,) = collect(tmp_path, url)
    assert page.path.read_bytes() == PAGE.encode()
    card = tomllib.loads(page.path.with_name(page.path.name + ".toml").read_text("utf-8"))
    assert card["url"] == url.removesuffix("#top")
    facts = card["fetched"]
    assert facts["sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert (facts["status"], facts["etag"], facts["bytes"]) == (200, '"7"', len(PAGE))
    (article,), skipped = read_articles([str(tmp_path)])
    assert (article.url, article.title, skipped) == (card["url"], "Rain in Agadez", [])


def test_what_is_there_is_not_fetched_again_unless_its_bytes_have_changed(tmp_path):
    with serving({"/a": PAGE.encode()}) as server:
        url = f"{server.address}/a"
        (first,) = collect(tmp_path, url)
        (second,) = collect(tmp_path, url)
        assert (first.how, second.how, server.asked.count("/a")) == ("saved", "there", 1)
        first.path.write_bytes(b"<html>half")
        (third,) = collect(tmp_path, url)
        assert (third.how, third.path.read_bytes()) == ("saved", PAGE.encode())
        (fourth,) = collect(tmp_path, url, again=True)
        assert (fourth.how, server.asked.count("/a")) == ("saved", 3)


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_the_pages_that_a_feed_names_are_saved_and_the_feed_is_not(tmp_path, kind):
    routes = {"/one": PAGE.encode(), "/two": PAGE.replace("Monday", "Tuesday").encode()}
    with serving(routes) as server:
        if kind == "rss":
            items = "".join(
                f"<item><title>T</title><link>{server.address}/{name}</link>"
                "<pubDate>Tue, 06 Aug 2024 10:00:00 GMT</pubDate></item>"
                for name in ("one", "two")
            )
            bad = "<item><title>B</title><link>file:///etc/passwd</link></item>"
            feed = f"<rss version='2.0'><channel><title>W</title>{items}{bad}</channel></rss>"
            called = "application/rss+xml"
        else:
            rows = ",".join(
                f'{{"id": "{name}", "url": "{server.address}/{name}", "title": "T", "content_text": "Words.", '
                '"date_published": "2024-08-06T10:00:00Z"}'
                for name in ("one", "two")
            )
            feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "W", "items": [{rows}]}}'
            called = "application/feed+json"
        server.routes["/feed"] = (200, {"Content-Type": called}, feed.encode())
        outcomes = collect(tmp_path, f"{server.address}/feed")
        assert [outcome.how for outcome in outcomes] == ["saved", "saved"], outcomes
        again = collect(tmp_path, f"{server.address}/feed")
    assert [outcome.how for outcome in again] == ["there", "there"]
    articles, _ = read_articles([str(tmp_path)])
    assert {str(article.published.start) for article in articles} == {"2024-08-06"}


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path):
    robots = b"User-agent: *\nDisallow: /secret\nAllow: /secret/open\n"
    routes = {"/robots.txt": (200, {}, robots), "/secret/a": PAGE.encode(), "/secret/open": PAGE.encode()}
    routes["/b"] = (302, {"Location": "/secret/a"}, b"")
    with serving(routes) as server:
        names = ("secret/a", "secret/open", "b")
        outcomes = collect(tmp_path, *(f"{server.address}/{name}" for name in names))
        assert server.asked == ["/robots.txt", "/secret/open", "/b"]
        assert all("robots.txt" in reason for reason in why(outcomes))
        assert len(why(outcomes)) == 2
        collect(tmp_path, f"{server.address}/secret/a", robots=False)
        assert server.asked[3:] == ["/secret/a"]


def test_a_server_whose_robots_txt_fails_is_left_alone_and_one_without_is_not(tmp_path):
    with serving({"/robots.txt": (500, {}, b""), "/a": PAGE.encode()}) as server:
        (reason,) = why(collect(tmp_path, f"{server.address}/a"))
        assert "robots.txt is answered with 500" in reason
        assert "/a" not in server.asked
    with serving({"/a": PAGE.encode()}) as server:
        assert why(collect(tmp_path, f"{server.address}/a")) == []


def test_a_host_is_asked_no_faster_than_it_and_the_user_want(tmp_path):
    slept = []
    with serving({f"/{n}": PAGE.encode() for n in range(3)}) as server:
        server.routes["/robots.txt"] = (200, {}, b"User-agent: geobrief\nCrawl-delay: 7\n")
        pace = Pace(1.0, sleep=slept.append, clock=lambda: 0.0)
        client = Web(allow_private=True)
        urls = [f"{server.address}/{n}" for n in range(3)]
        list(Collector(tmp_path, web=client, pace=pace).collect(urls))
    # The clock stands still: each waits for all before it.
    assert slept == [1.0, 8.0, 15.0]


def test_a_host_that_wants_minutes_between_pages_is_not_waited_for(tmp_path):
    with serving({"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 86400\n"), "/a": PAGE.encode()}) as server:
        (reason,) = why(collect(tmp_path, f"{server.address}/a"))
    assert "wants 86,400 seconds" in reason


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (drip, "longer than 1 seconds"),
        (lambda handler: drip(handler, head=True), "longer than 1 seconds"),
        (endless, "no end"),
        (cut, "was cut"),
        (lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx"), "larger than"),
        ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, PAGE.encode()), "cannot be unpacked"),
        ((200, {"Content-Type": "text/html", "Content-Encoding": "br"}, PAGE.encode()), "nobody asked for"),
        ((200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"0" * 10**8)), "no end"),
        ((200, {"Content-Type": "text/html"}, b""), "no page to read (empty)"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "no page to read (image/png)"),
        ((200, {"Content-Type": "application/octet-stream"}, b"\x7fELF\0\0\0"), "no page to read"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "no address of the web"),
        ((302, {"Location": "gopher://127.0.0.1/"}, b""), "no address of the web"),
        ((302, {"Location": "/page"}, b""), "in a circle"),
        ((403, {}, b""), "refuses programs"),
        ((404, {}, b""), "no such page"),
        ((500, {}, b""), "an error (500)"),
        ((503, {"Retry-After": "90000"}, b""), "busy (503)"),
        (lambda handler: handler.wfile.write(b"no HTTP at all\r\n\r\n"), "no HTTP"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_had_is_named_with_its_reason_and_leaves_nothing(tmp_path, route, reason):
    with serving({"/page": route, "/good": PAGE.encode()}) as server:
        outcomes = collect(tmp_path, f"{server.address}/page", seconds=1.0 if "1 seconds" in reason else 60.0)
        outcomes += collect(tmp_path, f"{server.address}/good")
    assert [reason in said for said in why(outcomes)] == [True], why(outcomes)
    assert len(list(tmp_path.iterdir())) == 2  # the good one and its side-car


def test_pages_packed_for_the_way_are_kept_unpacked(tmp_path):
    packed = {"/g": ("gzip", gzip.compress(PAGE.encode())), "/d": ("deflate", zlib.compress(PAGE.encode()))}
    routes = {
        path: (200, {"Content-Type": "text/html", "Content-Encoding": name}, data)
        for path, (name, data) in packed.items()
    }
    with serving(routes) as server:
        outcomes = collect(tmp_path, *(server.address + path for path in routes))
    assert {outcome.path.read_bytes() for outcome in outcomes} == {PAGE.encode()}


def test_letters_are_read_as_the_server_says_where_the_page_does_not(tmp_path):
    page = PAGE.replace("Agadez", "Łódź").encode("iso-8859-2")
    with serving({"/a": (200, {"Content-Type": "text/html; charset=ISO-8859-2"}, page)}) as server:
        (saved,) = collect(tmp_path, f"{server.address}/a")
    assert saved.path.read_bytes() == page
    (article,), _ = read_articles([str(tmp_path)])
    assert article.title == "Rain in Łódź"
    assert article.sha256 == hashlib.sha256(page).hexdigest()


@pytest.mark.parametrize("charset", ["utf-8", "rot13", "base64", "unknown-9", "cp037\\u0000"])
def test_a_wrong_label_of_a_side_car_costs_no_letter(tmp_path, charset):
    (tmp_path / "a.txt").write_bytes("Rain fell in Ménaka on Monday, the café said, and in Gao.".encode("cp1252"))
    (tmp_path / "a.txt.toml").write_text(f'charset = "{charset}"\n', "utf-8")
    (article,), problems = read_articles([str(tmp_path)])
    assert "Ménaka" in article.text
    assert problems == []


def test_a_pdf_that_is_called_a_web_page_is_kept_as_a_pdf(tmp_path):
    with serving({"/a": (200, {"Content-Type": "text/html"}, b"%PDF-1.4 and so on")}) as server:
        (page,) = collect(tmp_path, f"{server.address}/a")
    assert page.path.suffix == ".pdf"


def test_a_busy_server_is_asked_once_more_when_it_says(tmp_path):
    answers = [(503, {"Retry-After": "3"}, b""), (200, {"Content-Type": "text/html"}, PAGE.encode())]

    def busy(handler):
        status, headers, body = answers.pop(0)
        handler.wfile.write(f"HTTP/1.1 {status} X\r\n".encode())
        handler.wfile.write("".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode())
        handler.wfile.write(b"Connection: close\r\n\r\n" + body)

    slept = []
    with serving({"/a": busy}) as server:
        pace = Pace(0.0, sleep=slept.append)
        (page,) = Collector(tmp_path, web=Web(allow_private=True), pace=pace).collect([f"{server.address}/a"])
    assert (page.how, slept) == ("saved", [3.0])


def test_a_host_of_a_private_network_is_not_connected_to_unless_that_is_allowed(tmp_path):
    with serving({"/a": PAGE.encode()}) as server:
        (outcome,) = Collector(tmp_path, web=Web(), pace=Pace(0.0)).collect([f"{server.address}/a"])
        assert "private network (127.0.0.1)" in outcome.reason
        assert server.asked == []


def test_a_public_host_that_sends_on_to_a_private_one_reaches_nothing(tmp_path, monkeypatch):
    """The name of the public host leads to the test's server; every other private address stays refused."""
    monkeypatch.setattr(addresses, "is_public", lambda numeric: numeric == "127.0.0.1")
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real({"news.example": "127.0.0.1"}.get(host, host), *rest, **more),
    )
    with serving({}) as server:
        port = server.server_address[1]
        server.routes["/a"] = (302, {"Location": f"http://127.0.0.2:{port}/inside"}, b"")
        (outcome,) = Collector(tmp_path, web=Web(), pace=Pace(0.0)).collect([f"http://news.example:{port}/a"])
    assert "private network (127.0.0.2)" in outcome.reason
    assert server.asked == ["/robots.txt", "/a"]


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to(tmp_path, monkeypatch):
    """A name that is answered otherwise the second time gains nothing: it is asked for once."""
    asked = []
    with serving({"/a": PAGE.encode()}) as server:
        port = server.server_address[1]

        def rebinding(host, port, *_, **__):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(addresses.socket, "getaddrinfo", rebinding)
        (page,) = collect(tmp_path, f"http://a.example:{port}/a", robots=False)
    assert page.how == "saved"
    # The first is ours; the second is the numeric address, which is nobody's to answer otherwise.
    assert asked == ["a.example", "127.0.0.1"]


def test_a_host_that_does_not_answer_keeps_no_other_waiting(tmp_path):
    """The slow host's robots.txt goes on until the fast one's page is there."""
    done = threading.Event()
    with serving({"/robots.txt": lambda _: done.wait(60)}) as slow, serving({"/a": PAGE.encode()}) as fast:
        fast_address = fast.address.replace("127.0.0.1", "localhost")
        client = Web(seconds=60, allow_private=True)
        outcomes = Collector(tmp_path, web=client, pace=Pace(0.0)).collect([f"{slow.address}/a", f"{fast_address}/a"])
        first = next(outcomes)
        done.set()
        assert first.address == f"{fast_address}/a"
        assert [outcome.path for outcome in outcomes if isinstance(outcome, Skipped)] == [f"{slow.address}/a"]


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """A certificate for localhost that nobody vouches for, and its key, in one file."""
    pytest.importorskip("cryptography", reason="it makes the certificate of the test's server")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return path


def test_a_secure_page_is_fetched_from_whom_a_certificate_vouches_for_and_from_nobody_else(
    tmp_path, certified, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified)
    with serving({"/a": PAGE.encode()}, context=context) as server:
        port = server.server_address[1]
        (reason,) = why(collect(tmp_path, f"https://localhost:{port}/a"))
        assert "no secure connection" in reason
        assert not server.asked
        monkeypatch.setenv("SSL_CERT_FILE", str(certified))
        transport._trusted.cache_clear()
        try:
            (page,) = collect(tmp_path, f"https://localhost:{port}/a")
            # The name in the address counts, not the numeric address that was connected to.
            (wrong,) = why(collect(tmp_path, f"https://127.0.0.1:{port}/a"))
        finally:
            transport._trusted.cache_clear()
    assert page.how == "saved"
    assert "no secure connection" in wrong


@pytest.mark.parametrize(
    "numeric",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1",
     "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "255.255.255.255", "no address"],
)  # fmt: skip
def test_an_address_of_a_private_network_is_none_of_the_public_one(numeric):
    assert not is_public(numeric)


def test_addresses_of_the_public_network_are_known():
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")
    assert is_public("64:ff9b::101:101")


def test_one_private_address_of_a_host_is_enough_to_refuse_it(monkeypatch):
    rows = [(2, 1, 6, "", (ip, 80)) for ip in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: rows)
    with pytest.raises(WebError, match=r"10\.0\.0\.1"):
        resolved("a.example", 80, allow_private=False)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("example.org/news", "write it with https://"),
        ("file:///etc/passwd", "begins with http"),
        ("https://user:word@example.org/", "holds a name or a password"),
        ("https:///news", "names no host"),
        ("https://example.org:99999/", "no address"),
        ("https://exa mple.org/", "cannot be seen"),
        ("https://example.org/\u202etxt", "cannot be seen"),
        ("https://[::1/", "no address"),
        ("https://example.org/" + "a" * 5000, "endless"),
    ],
)
def test_what_is_no_address_is_refused_with_the_way_out(written, reason):
    with pytest.raises(WebError, match=reason) as caught:
        web_address(written)
    assert "word" not in str(caught.value) or "password" in str(caught.value)


def test_the_command_says_what_it_saved_and_what_not(tmp_path, capsys):
    with serving({"/a": PAGE.encode()}) as server:
        listed = tmp_path / "urls.txt"
        listed.write_text(f"# morning\n{server.address}/a\n\n{server.address}/gone\n", "utf-8")
        folder = tmp_path / "news"
        given = [
            "collect",
            str(listed),
            "-o",
            str(folder),
            "--delay",
            "0",
            "--allow-private",
            "--contact",
            "a@b.example",
        ]
        assert main(given) == 1
        assert server.heads[-1]["User-Agent"].endswith("(+a@b.example)")
    said = capsys.readouterr()
    assert f"saved 1 page in {folder}, 1 not saved; now: geobrief build" in said.out
    assert "there is no such page" in said.err


def test_the_command_ends_with_2_where_nothing_could_be_saved(tmp_path, capsys):
    assert main(["collect", "example.org", "-o", str(tmp_path / "news")]) == 2
    assert "write it with https://" in capsys.readouterr().err


def test_without_the_extra_the_way_out_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(web._LIBRARIES, "web", ("nothing_of_this_name",))
    assert main(["collect", "https://a.example/", "-o", str(tmp_path)]) == 2
    assert "pip install 'geobrief[web]'" in capsys.readouterr().err
