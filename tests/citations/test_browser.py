"""A deep link scrolls a real browser to the sentence that it quotes."""

from __future__ import annotations

import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from geobrief.citations import deep_link

_BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")
_SENTENCES = (
    "The gate of the well-built dam, 8 metres wide & painted red, jammed at midnight.",
    "“Nobody,” she said, “has ever seen the lake rise as fast as it did on Tuesday night after the storm came over the hills.”",
)
_FILLER = "".join(f"<p>Line {number} of a long page about the valley.</p>" for number in range(300))


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"<!DOCTYPE html><meta charset=utf-8>{_FILLER}<p>{_SENTENCES[0].replace('&', '&amp;')}</p>{_FILLER}<p>{_SENTENCES[1]}</p>{_FILLER}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.browser
@pytest.mark.skipif(not (_BROWSER and _DRIVER), reason="no Chromium with its driver on this machine")
def test_the_browser_shows_the_sentence() -> None:
    from selenium import webdriver

    server = HTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = webdriver.ChromeOptions()
    options.binary_location = str(_BROWSER)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=800,600"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(_DRIVER)))
    try:
        for sentence in _SENTENCES:
            driver.get("about:blank")
            driver.get(str(deep_link(f"http://127.0.0.1:{server.server_port}/", sentence)))
            shown = driver.execute_script(
                "const wanted = arguments[0];"
                "const found = [...document.querySelectorAll('p')].find(p => p.textContent === wanted);"
                "const box = found.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && scrollY > 0;",
                sentence,
            )
            assert shown
    finally:
        driver.quit()
        server.shutdown()
        server.server_close()
