"""The README's gallery, by one command: ``python benchmarks/exports_gallery.py docs/pictures/gallery.webp``.

Builds the two recipes of the example, lets the programs that people have open what came out (LibreOffice, a PDF reader,
QGIS where this machine has it), and puts their pages on one sheet. Needs LibreOffice, poppler's ``pdftoppm``, Chromium and
its driver.
"""

from __future__ import annotations

import base64
import html
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAPS = ROOT / "maps"
RECIPES = ("niger-2024.toml", "niger-2024-pack.toml")
NAME = "niger-2024"

VIEW = "-6,7,20,26"
"""West, south, east, north of what QGIS shows."""

DPI = 72
QUALITY = 82
"""Of WebP, from 0 to 100."""

SHEET = (1400, 1180)
"""CSS pixels."""

_STYLE = """
body { margin: 0; padding: 24px; background: #eceae4; font: 15px/1.4 Arial, 'Liberation Sans', sans-serif; color: #1c262e }
main { display: grid; grid-template-columns: repeat(12, 1fr); gap: 20px }
figure { margin: 0 } img { width: 100%; display: block; box-shadow: 0 1px 5px #0004; background: #fff }
figcaption { margin-top: 6px } b { font-weight: 700 }
"""


def run(*command: str) -> None:
    """Run a program, and show what it said only if it failed."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def pages(pdf: Path, folder: Path, *numbers: int) -> list[Path]:
    """Return pictures of some pages of a PDF."""
    found = []
    for number in numbers:
        target = folder / f"{pdf.stem}-{pdf.parent.name}-{number}"
        run(
            "pdftoppm",
            "-png",
            "-singlefile",
            "-r",
            str(DPI),
            "-f",
            str(number),
            "-l",
            str(number),
            str(pdf),
            str(target),
        )
        found.append(target.with_suffix(".png"))
    return found


def office(name: str, folder: Path) -> Path:
    """Return what LibreOffice makes of a document, as PDF."""
    made = folder / name.rpartition(".")[2]
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(made), str(MAPS / name))
    return made / f"{NAME}.pdf"


def qgis(folder: Path) -> Path | None:
    """Return what QGIS shows of the GeoPackage, where this machine has QGIS."""
    target = folder / "qgis.png"
    script = str(ROOT / "benchmarks" / "exports_qgis.py")
    command = ["/usr/bin/python3", script, str(MAPS / f"{NAME}.gpkg"), str(target), VIEW]
    done = subprocess.run(command, capture_output=True, check=False) if Path(command[0]).exists() else None
    return target if done is not None and done.returncode == 0 else None


def figures(folder: Path) -> list[tuple[int, str, Path]]:
    """Return width in twelfths, caption and picture of everything on the sheet."""
    word, slides = office(f"{NAME}.docx", folder), office(f"{NAME}.pptx", folder)
    first, second = pages(word, folder, 1, 2)
    map_page, list_page = pages(MAPS / f"{NAME}.pdf", folder, 1, 2)
    (slide,) = pages(slides, folder, 2)
    shown = [
        (7, "<b>.png</b> <b>.svg</b> the map as a picture", MAPS / f"{NAME}.png"),
        (5, "<b>.pptx</b> slides, the quotes in the notes", slide),
        (3, "<b>.docx</b> the map in Word", first),
        (3, "<b>.docx</b> events with real footnotes", second),
        (3, "<b>.pdf</b> events with their quotes", list_page),
    ]
    painted = qgis(folder)
    others = [(3, "<b>.gpkg</b> as QGIS opens it", painted)] if painted else [(3, "<b>.pdf</b> a map page", map_page)]
    return shown + others


def sheet(shown: list[tuple[int, str, Path]]) -> str:
    """Return the page that the picture is taken of."""
    cells = []
    for width, caption, path in shown:
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        alt = html.escape(path.stem)
        cells.append(
            f'<figure style="grid-column: span {width}"><img alt="{alt}" src="data:image/png;base64,{data}">'
            f"<figcaption>{caption}</figcaption></figure>"
        )
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style><main>{"".join(cells)}</main>'


def photograph(page: Path, target: Path) -> None:
    """Take a picture of a page, as high as it is."""
    from selenium import webdriver  # noqa: PLC0415  # only this needs it
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in ("--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        size = {"width": SHEET[0], "height": SHEET[1], "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        driver.get(page.as_uri())
        high = driver.execute_script(
            "return Math.ceil(document.querySelector('main').getBoundingClientRect().bottom) + 24"
        )
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "height": high})
        time.sleep(0.5)
        shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
        target.write_bytes(base64.b64decode(shot["data"]))
    finally:
        driver.quit()


def main() -> None:
    """Build, open and photograph."""
    target = Path(sys.argv[1]).resolve()
    for recipe in RECIPES:
        run(sys.executable, "-m", "geobrief", "build", str(MAPS / recipe))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "sheet.html"
        page.write_text(sheet(figures(Path(folder))), encoding="utf-8")
        photograph(page, target)
    print(f"made {target}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
