"""The static picture beside the HTML map: the same marks in the same places?

``python benchmarks/map_parity.py BRIEF.json ...`` draws each brief as SVG, opens its HTML map in Chromium at the very
scale of the drawing, and compares: which places have a mark, how many places each mark stands for, how large it is,
where it stands, and which areas are drawn. The scale of the drawing is not asked of geobrief: it is fitted to the marks by
Web Mercator's own formula, so that a wrong projection shows as a residual. Differences are printed, and counted at the end.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from geobrief.brief import Brief
from geobrief.brief.document import from_json
from geobrief.export import ExportOptions
from geobrief.export.drawing import draw_map
from geobrief.map import render_map

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

FLAGS = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --window-size=1600,1000".split()
SVG = "{http://www.w3.org/2000/svg}"
TILE = 256.0
"""Pixels of the world at zoom 0 (Leaflet)."""

NEAR = 1.5
"""Pixels: marks further apart are a difference. Leaflet sets its markers on whole pixels."""

ASK = """
const [lat, lon, zoom] = arguments;
const map = Object.values(window).find((item) => item instanceof L.Map);
map.options.zoomSnap = 0; map.options.minZoom = 0; map.setMaxBounds(null);
map.setView([lat, lon], zoom, { animate: false });
const marks = [], areas = [];
const pane = map.getContainer().getBoundingClientRect();
map.eachLayer((layer) => {
  if (layer instanceof L.Marker && layer.getElement()?.matches(".mark")) {
    const element = layer.getElement(), box = element.getBoundingClientRect();
    const count = element.querySelector(".crowd-count")?.textContent;
    const plus = element.querySelector(".pin-plus")?.textContent;
    marks.push({ place: element.dataset.place, x: box.x + box.width / 2 - pane.x, y: box.y + box.height / 2 - pane.y,
      size: box.width, members: count ? Number(count) : 1 + Number(plus ?? 0) });
  } else if (layer.feature && layer.options.className === "area") areas.push(JSON.stringify(layer.feature.geometry));
});
return { marks, areas, zoom: map.getZoom() };
"""


class Mark(NamedTuple):
    x: float
    y: float
    size: float
    members: int


class Fit(NamedTuple):
    """Pixels = scale * degrees of Web Mercator + offset."""

    scale: float
    x0: float
    y0: float
    worst: float


def mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def drawn(svg: str) -> tuple[dict[str, Mark], set[str]]:
    """Marks and areas of a drawing, read off its markup."""
    layers = {group.get("id"): group for group in ET.fromstring(svg).iter(f"{SVG}g")}  # noqa: S314 - our own drawing
    marks = {group.get("data-place", ""): read_mark(group) for group in layers.get("layer-pins", ())}
    return marks, {group.get("data-place", "") for group in layers.get("layer-areas", ())}


def read_mark(group: ET.Element) -> Mark:
    title, shape = group[0], group[1]
    said = re.search(r" \+ (\d+)$", title.text or "")
    members = 1 + int(said.group(1)) if said else 1
    if shape.tag == f"{SVG}circle":
        radii = [float(item.get("r", "0")) for item in group.iter(f"{SVG}circle")]
        return Mark(float(shape.get("cx", "0")), float(shape.get("cy", "0")), 2 * max(radii), members)
    if shape.tag == f"{SVG}rect":
        x, y, edge = (float(shape.get(name, "0")) for name in ("x", "y", "width"))
        return Mark(x + edge / 2, y + edge / 2, edge, members)
    corners = [float(number) for number in re.findall(r"-?[\d.]+", shape.get("d", ""))]
    xs, ys = corners[::2], corners[1::2]
    return Mark((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, max(xs) - min(xs), members)


def fit(marks: dict[str, Mark], brief: Brief) -> Fit | None:
    """The scale and offset of a drawing, by least squares; None where fewer than two marks say nothing of it."""
    at = {place.id: (place.lon, -mercator(place.lat)) for place in brief.places}
    pairs = [(at[key], (mark.x, mark.y)) for key, mark in marks.items()]
    if len(pairs) < 2:
        return None
    means = [statistics.fmean(values) for values in zip(*((*one, *other) for one, other in pairs), strict=True)]
    turned = [(lon - means[0], y - means[1], px - means[2], py - means[3]) for (lon, y), (px, py) in pairs]
    scale = sum(a * c + b * d for a, b, c, d in turned) / sum(a * a + b * b for a, b, _, _ in turned)
    worst = max(math.hypot(c - scale * a, d - scale * b) for a, b, c, d in turned)
    return Fit(scale, means[2] - scale * means[0], means[3] - scale * means[1], worst)


def asked(driver: Chrome, page: Path, lat: float, lon: float, zoom: float) -> dict[str, Any]:
    """What the HTML map shows at a position and zoom."""
    from selenium.webdriver.support.ui import WebDriverWait  # noqa: PLC0415 - only this needs it

    driver.get(page.as_uri())
    WebDriverWait(driver, 60).until(
        lambda tab: tab.execute_script("return document.body.classList.contains('is-ready')")
    )
    shown: dict[str, Any] = driver.execute_script(ASK, lat, lon, zoom)
    return shown


def compare(driver: Chrome, path: Path, folder: Path) -> list[str]:
    """Print how a brief's drawing and page agree, and return the differences."""
    brief = from_json(path.read_text("utf-8"))
    still, areas = drawn(draw_map(brief, ExportOptions()))
    fitted = fit(still, brief)
    if fitted is None:
        print(f"{path.name}: {len(still)} marks, too few to tell the scale from")
        return []
    xs, ys = [mark.x for mark in still.values()], [mark.y for mark in still.values()]
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    lon = (middle[0] - fitted.x0) / fitted.scale
    lat = math.degrees(math.atan(math.sinh(math.radians((fitted.y0 - middle[1]) / fitted.scale))))
    page = folder / f"{path.stem}.html"
    page.write_text(render_map(brief), encoding="utf-8")
    shown = asked(driver, page, lat, lon, math.log2(fitted.scale * 360 / TILE))
    live = {item["place"]: Mark(item["x"], item["y"], item["size"], item["members"]) for item in shown["marks"]}
    common = sorted(still.keys() & live.keys())
    shift = [statistics.median(getattr(live[key], axis) - getattr(still[key], axis) for key in common) for axis in "xy"]
    names = {place.id: place.name for place in brief.places}
    found = [f"no mark on the page: {names[key]}" for key in sorted(still.keys() - live.keys())]
    inside = lambda mark: min(xs) <= mark.x - shift[0] <= max(xs) and min(ys) <= mark.y - shift[1] <= max(ys)  # noqa: E731
    found += [
        f"no mark in the drawing: {names[key]}" for key in sorted(live.keys() - still.keys()) if inside(live[key])
    ]
    apart = {
        key: math.hypot(live[key].x - still[key].x - shift[0], live[key].y - still[key].y - shift[1]) for key in common
    }
    found += [f"{apart[key]:.1f} pixels apart: {names[key]}" for key in common if apart[key] > NEAR]
    found += [
        f"{names[key]} stands for {still[key].members} places in the drawing, for {live[key].members} on the page"
        for key in common
        if still[key].members != live[key].members
    ]
    live_areas = [json.loads(area) for area in shown["areas"]]
    found += [
        f"area in the drawing only: {place.name}"
        for place in brief.places
        if place.id in areas and json.loads(json.dumps(place.extent)) not in live_areas
    ]
    print(
        f"{path.name}: {len(still)} marks and {len(areas)} areas drawn, {len(live)} marks and {len(live_areas)} areas on the page; "
        f"projection off by {fitted.worst:.2f} pixels at most; marks apart by {statistics.median(apart.values()):.2f} "
        f"pixels (median), {max(apart.values()):.2f} (most); sizes differ by "
        f"{max(abs(live[key].size - still[key].size) for key in common):.1f} pixels at most; {len(found)} differences"
    )
    for line in found:
        print(f"  {line}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", nargs="+", type=Path, metavar="BRIEF.json")
    args = parser.parse_args()
    browser, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver_path is None:
        print("needs chromium and chromedriver", file=sys.stderr)
        return 2
    from selenium import webdriver  # noqa: PLC0415 - only this needs it
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(driver_path))
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = [line for path in args.briefs for line in compare(driver, path, Path(folder))]
    finally:
        driver.quit()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
