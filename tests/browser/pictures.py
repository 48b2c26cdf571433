"""Pictures of a map in its states, for the documentation: ``python -m tests.browser.pictures brief.json docs/pictures``.

The same browser and flags as the tests; WebP, because it is small and every reader of the documentation shows it.
"""

from __future__ import annotations

import argparse
import base64
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geobrief.brief.document import from_json
from geobrief.map import MapOptions, render_map
from tests.browser.conftest import FLAGS, READY

QUALITY = 82
"""Of WebP, from 0 to 100."""

SETTLE = 0.8
"""Seconds that a map takes to come to rest after a click."""


@dataclass(frozen=True)
class Shot:
    name: str
    size: tuple[int, int] = (1400, 900)
    hash_: str = ""
    script: str = ""
    theme: str = "light"
    media: str = "screen"
    language: str = "en"
    marking: str | None = None


OPEN_FIRST_PIN = "document.querySelector('.mark .pin-scene')?.closest('.mark').click()"

SHOTS = (
    Shot("wide"),
    Shot("card", script=OPEN_FIRST_PIN),
    Shot("dark", theme="dark", script="document.getElementById('tab-events').click()"),
    Shot("phone", size=(390, 844)),
    Shot("phone-card", size=(390, 844), script=OPEN_FIRST_PIN),
    Shot("french", language="fr", script="document.getElementById('tab-events').click()"),
    Shot("filters", script="document.querySelector('.filter-toggle').click()", hash_="#from=2024-04-01&to=2024-04-30"),
    Shot("embed-card", size=(640, 420), hash_="#embed=1", script=OPEN_FIRST_PIN),
    Shot("embed", size=(640, 420), hash_="#embed=1"),
    Shot(
        "print", size=(794, 1123), media="print", marking="TLP:GREEN", script="dispatchEvent(new Event('beforeprint'))"
    ),
)


def take(driver: Any, page: Path, shot: Shot, target: Path) -> None:
    width, height = shot.size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": shot.theme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": features})
    driver.get("about:blank")
    driver.get(f"{page.as_uri()}{shot.hash_}")
    while not driver.execute_script(READY):
        time.sleep(0.05)
    if shot.media == "print":
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": features})
    driver.execute_script(f"{shot.script}; document.activeElement?.blur()")
    time.sleep(SETTLE)
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    target.write_bytes(base64.b64decode(picture["data"]))


def main() -> None:
    """Take them all."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("brief", type=Path)
    reader.add_argument("folder", type=Path)
    wishes = reader.parse_args()
    brief = from_json(wishes.brief.read_text("utf-8"))
    wishes.folder.mkdir(parents=True, exist_ok=True)
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        for flag in (*FLAGS, f"--user-data-dir={scratch}/profile"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            for shot in SHOTS:
                page = Path(scratch) / f"{shot.name}.html"
                page.write_text(
                    render_map(brief, options=MapOptions(language=shot.language, marking=shot.marking)), "utf-8"
                )
                take(driver, page, shot, wishes.folder / f"map-{shot.name}.webp")
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
