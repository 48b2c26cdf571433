"""A real browser without a network, and the pages that it opens."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from geobrief.brief import Brief
from geobrief.map import MapOptions, render_map
from tests.map.story import example

FLAGS = (
    "--headless=new",
    # Hundreds of addresses a second are no attack here.
    "--disable-ipc-flooding-protection",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # No name is found but that of the review server: a page that asks for anything outside fails, and that is in the log.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

READY = "return document.body.classList.contains('is-ready')"


@dataclass
class Tab:
    """One browser window, and what its pages logged and asked for."""

    driver: Any
    folder: Path
    pages: int = 0

    def open(
        self, brief: Brief | None = None, *, hash_: str = "", size: tuple[int, int] = (1400, 900), **wishes: Any
    ) -> None:
        """Show a brief, the example if none is given, and wait until it stands."""
        from selenium.webdriver.support.ui import WebDriverWait

        self.show(render_map(brief or example(), options=MapOptions(**wishes)), hash_, size)
        WebDriverWait(self.driver, 20).until(lambda driver: driver.execute_script(READY))

    def show(self, page: str, hash_: str = "", size: tuple[int, int] = (1400, 900)) -> None:
        """Show a page, whatever it is."""
        self.pages += 1
        path = self.folder / f"page-{self.pages}.html"
        path.write_text(page, encoding="utf-8")
        self.resize(*size)
        self.driver.get(f"{path.as_uri()}{hash_}")

    def resize(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def media(self, media: str = "", **features: str) -> None:
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": wanted})

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def text(self, selector: str) -> str:
        return self.js("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def texts(self, selector: str) -> list[str]:
        return self.js("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector)

    def errors(self) -> list[str]:
        """Everything that the console has had to complain about since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in {"SEVERE", "WARNING"}]

    def requests(self) -> list[str]:
        """Addresses asked for since last asked, except files on disk and data in the page."""
        asked = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        return [address for address in asked if not address.startswith(("file:", "data:", "blob:", "about:"))]


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    browser, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver_path is None:
        pytest.skip("needs chromium and chromedriver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(driver_path))
    try:
        yield Tab(driver, tmp_path_factory.mktemp("pages"))
    finally:
        driver.quit()


@pytest.fixture(autouse=True)
def quiet(tab: Tab) -> Iterator[None]:
    """Whatever a test does, the page complains of nothing and asks nobody."""
    tab.media()
    tab.errors()
    tab.requests()
    yield
    assert tab.errors() == []
    assert tab.requests() == []


@pytest.fixture
def click(tab: Tab) -> Callable[[str], None]:
    """Click an element with the mouse, where it is."""
    from selenium.webdriver.common.by import By

    def act(selector: str) -> None:
        tab.driver.find_element(By.CSS_SELECTOR, selector).click()

    return act


@pytest.fixture
def press(tab: Tab) -> Callable[..., None]:
    """Press keys, wherever the focus is."""
    from selenium.webdriver.common.action_chains import ActionChains

    def act(*keys: str) -> None:
        chain = ActionChains(tab.driver)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    return act
