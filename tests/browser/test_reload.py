"""A page that is served loads itself again when it was built anew, and shows what it showed before."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

pytest.importorskip("starlette", reason="the extra 'serve' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from geobrief.cli.serve import beside
from geobrief.export import save_brief
from tests.map.story import example

pytestmark = pytest.mark.browser

PATIENCE_SECONDS = 60


def _until(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it has not happened"
        time.sleep(0.2)


def _build(folder, title):
    for suffix in ("json", "html"):
        save_brief(replace(example(), title=title), folder / f"b.{suffix}")


def _title(tab):
    return tab.js("return document.body.classList.contains('is-ready') ? document.querySelector('h1').textContent : ''")


def test_a_new_build_is_shown_with_the_same_card_open_once_nobody_types(tab, tmp_path):
    _build(tmp_path, "Before")
    address = beside(tmp_path, 0, language="en", marking=None)
    place = example().places[0].id
    tab.resize(1400, 900)
    tab.driver.get(f"{address}briefs/b.html#place={place}")
    _until(lambda: _title(tab) == "Before")
    time.sleep(3)
    tab.js(
        "const box = document.querySelector('input[type=search]'); box.focus(); box.value = 'aga'; window.typing = true"
    )
    _build(tmp_path, "After")
    time.sleep(5)
    assert tab.js("return window.typing") is True, "who types is not disturbed"
    tab.js("document.activeElement.blur()")
    _until(lambda: _title(tab) == "After")
    assert tab.js("return location.hash").startswith(f"#place={place}")
    assert tab.js("return document.querySelector('.card').hidden") is False
    tab.driver.get("about:blank")
    # Its own questions go to this machine; what else it asks for, the fixture sees.
    assert all(asked.startswith(address) for asked in tab.requests())
