"""The map beside what people build with folium and geopandas: bytes, time to make, time to paint, in one run.

``python benchmarks/map_speed.py [events ...]`` prints one table a size. Every method shows the same events with the same
popup text (place, quote of about 225 characters, headline, outlet, date, address). folium's scripts come from npm into a
temporary folder, because the browser has no network; their bytes are counted, as a reader downloads them.

Main-thread CPU is Chromium's ``TaskDuration`` in thread time, from opening the file until two frames after its marks are
drawn. folium's pages are then finished; geobrief's goes on to unpack the brief and to make list, timeline, names and
legend, which "all" counts too: its timers are held back until the first figure has been read. The median of several
openings in one browser is given, and the first of them, which has nothing compiled or cached, beside it.
A busy machine stretches everything alike: compare rows of one run, not figures of two.
"""

from __future__ import annotations

import argparse
import html
import re
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from map_briefs import made_up_brief

from geobrief.brief import Brief
from geobrief.map import render_map

if TYPE_CHECKING:
    from selenium.webdriver import Chrome as WebDriver

PACKAGES = {
    "jquery": "package/dist/jquery.min.js",
    "leaflet": "package/dist/leaflet.js",
    "leaflet.markercluster": "package/dist/leaflet.markercluster.js",
}
"""What folium's pages cannot do without; bootstrap, fonts and icons are left out, in folium's favour."""

SIZES = (100, 1_000, 10_000, 50_000)

OPENINGS = 5
"""Times that each page is opened; twice where it takes longer than :data:`SLOW_PAGE`."""

SLOW_PAGE = 3.0
"""Seconds of CPU."""
PATIENCE = 120
"""Seconds after which a page that has not painted is given up: its row has figures of the file only."""

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --window-size=1280,800"
).split()


class Painting(NamedTuple):
    """What the browser says of a page; milliseconds, megabytes."""

    first: float
    paint: float
    everything: float
    zoom: float
    heap: float
    nodes: int


class Row(NamedTuple):
    method: str
    megabytes: float
    python: float
    painting: Painting | None

    def line(self) -> str:
        made = [self.method, f"{self.megabytes:.2f}", f"{self.python:.2f}"]
        if self.painting is None:
            return "| " + " | ".join([*made, *"–" * 6]) + " |"
        drawn = self.painting
        times = [f"{value:,.0f}" for value in (drawn.paint, drawn.first, drawn.everything, drawn.zoom)]
        return "| " + " | ".join([*made, *times, f"{drawn.heap:.1f}", f"{drawn.nodes:,}"]) + " |"


HEAD = (
    "| method | MB, scripts counted | Python CPU s | CPU to paint ms | first opening ms | all ms | zoom ms | heap MB "
    "| DOM nodes |\n|---|---|---|---|---|---|---|---|---|"
)


def popups(brief: Brief) -> list[tuple[float, float, str]]:
    """Position and popup of every event that has a place."""
    places = {place.id: place for place in brief.places}
    articles = {article.id: article for article in brief.articles}
    found = []
    for event in brief.events:
        if not event.where:
            continue
        place, citation = places[event.where[0].place], event.citations[0]
        article = articles[citation.article]
        parts = (
            event.label,
            citation.quote,
            article.title or "",
            article.outlet or "",
            str(event.when.start),
            article.url or "",
        )
        found.append((place.lat, place.lon, "<br>".join(html.escape(part) for part in parts)))
    return found


def folium_marker(brief: Brief) -> str:
    import folium  # noqa: PLC0415 - its import is no part of another method's time

    made = folium.Map([15, 20], zoom_start=3, tiles=None)
    for lat, lon, text in popups(brief):
        folium.Marker([lat, lon], popup=folium.Popup(text)).add_to(made)
    return str(made.get_root().render())


def folium_cluster(brief: Brief) -> str:
    import folium  # noqa: PLC0415
    from folium.plugins import MarkerCluster  # noqa: PLC0415

    made = folium.Map([15, 20], zoom_start=3, tiles=None, maxZoom=13)
    cluster = MarkerCluster().add_to(made)
    for lat, lon, text in popups(brief):
        folium.Marker([lat, lon], popup=folium.Popup(text)).add_to(cluster)
    return str(made.get_root().render())


def folium_fast_cluster(brief: Brief) -> str:
    import folium  # noqa: PLC0415
    from folium.plugins import FastMarkerCluster  # noqa: PLC0415

    callback = """
    function (row) {
        var marker = L.marker(new L.LatLng(row[0], row[1]));
        marker.bindPopup(row[2]);
        return marker;
    }"""
    made = folium.Map([15, 20], zoom_start=3, tiles=None, maxZoom=13)
    FastMarkerCluster([list(row) for row in popups(brief)], callback=callback).add_to(made)
    return str(made.get_root().render())


def folium_geojson(brief: Brief) -> str:
    import folium  # noqa: PLC0415

    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": {"text": text}}
        for lat, lon, text in popups(brief)
    ]
    made = folium.Map([15, 20], zoom_start=3, tiles=None, prefer_canvas=True)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=5),
        popup=folium.GeoJsonPopup(["text"], labels=False),
    ).add_to(made)
    return str(made.get_root().render())


def geopandas_explore(brief: Brief) -> str:
    import geopandas  # noqa: PLC0415
    from shapely.geometry import Point  # noqa: PLC0415

    rows = popups(brief)
    points = [Point(lon, lat) for lat, lon, _ in rows]
    frame = geopandas.GeoDataFrame({"text": [text for *_, text in rows]}, geometry=points, crs="EPSG:4326")
    return str(frame.explore(popup=True, tiles=None).get_root().render())


METHODS: dict[str, Callable[[Brief], str]] = {
    "geobrief": render_map,
    "folium GeoJson on canvas": folium_geojson,
    "geopandas explore": geopandas_explore,
    "folium FastMarkerCluster": folium_fast_cluster,
    "folium MarkerCluster": folium_cluster,
    "folium Marker": folium_marker,
}


def fetch(folder: Path) -> dict[str, Path]:
    """Get folium's scripts from npm."""
    found = {}
    for name, member in PACKAGES.items():
        said = subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True, capture_output=True, text=True)
        with tarfile.open(folder / said.stdout.strip().splitlines()[-1]) as archive:
            data = archive.extractfile(member)
            assert data is not None
            found[name] = folder / f"{name}.js"
            found[name].write_bytes(data.read())
    return found


def localised(page: str, scripts: dict[str, Path]) -> tuple[str, int]:
    """A folium page with its scripts from the folder, and the bytes of those scripts."""
    size = 0
    for name, path in scripts.items():
        pattern = rf'src="[^"]*/{re.escape(name)}(?:-[\d.]+)?(?:\.min)?\.js"'
        page, found = re.subn(pattern, f'src="{path.as_uri()}"', page)
        size += path.stat().st_size if found else 0
    return re.sub(r'<(script|link)[^>]*(src|href)="https?:[^>]*>(</script>)?', "", page), size


HOLD = """
window.held = [];
window.setTimeout = ((real) => (act, wait, ...rest) => window.held ? window.held.push(act) : real(act, wait, ...rest))(
  window.setTimeout);
"""
"""Put into geobrief's page before anything else: what it does after its first picture waits until that was measured."""

PAINTED = """
const done = arguments[0];
const ours = Boolean(document.getElementById('geobrief-brief'));
const ready = () => !ours || document.body.classList.contains('is-drawn');
const wait = () => requestAnimationFrame(() => ready() ? requestAnimationFrame(() => done(ours)) : wait());
wait();
"""

FINISHED = """
const done = arguments[0], held = window.held ?? [];
window.held = null;
for (const act of held) act();
const ready = () => document.body.classList.contains('is-ready');
const wait = () => requestAnimationFrame(() => ready() ? requestAnimationFrame(() => done()) : wait());
wait();
"""

ZOOM = """
const done = arguments[0];
const map = Object.keys(window).filter((key) => key.startsWith('map_')).map((key) => window[key])
  .find((value) => value && value.setZoom);
const start = performance.now();
map.setZoom(map.getZoom() + 1, {animate: false});
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
"""


def metrics(driver: WebDriver) -> dict[str, float]:
    found = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return {item["name"]: item["value"] for item in found}


def open_once(driver: WebDriver, path: Path, *, ours: bool) -> Painting:
    """Open a page, and say what it cost."""
    driver.get("about:blank")
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    driver.get(path.as_uri())
    driver.execute_async_script(PAINTED)
    drawn = everything = metrics(driver)
    if ours:
        driver.execute_async_script(FINISHED)
        everything = metrics(driver)
    zoom = driver.execute_async_script(ZOOM)
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    left = metrics(driver)
    times = (drawn["TaskDuration"] * 1000, everything["TaskDuration"] * 1000)
    return Painting(times[0], times[0], times[1], zoom, left["JSHeapUsedSize"] / 1e6, int(left["Nodes"]))


def paint(path: Path, *, ours: bool) -> Painting | None:
    """Open a page several times; None where it never paints."""
    from selenium import webdriver  # noqa: PLC0415
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        found: list[Painting] = []
        try:
            driver.set_page_load_timeout(PATIENCE)
            driver.set_script_timeout(PATIENCE)
            if ours:
                driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": HOLD})
            while len(found) < (OPENINGS if not found or found[0].first < SLOW_PAGE * 1000 else 2):
                found.append(open_once(driver, path, ours=ours))
            for entry in driver.get_log("browser"):
                print(f"the page complains: {entry['message'][:200]}", file=sys.stderr)
        except WebDriverException:
            return None
        finally:
            driver.quit()
    middle = Painting(*(statistics.median(values) for values in zip(*found, strict=True)))
    return middle._replace(first=found[0].first, nodes=found[0].nodes, heap=found[0].heap)


def measure(method: str, brief: Brief, scripts: dict[str, Path], folder: Path) -> Row:
    """One row of the table."""
    start = resource.getrusage(resource.RUSAGE_SELF)
    page = METHODS[method](brief)
    end = resource.getrusage(resource.RUSAGE_SELF)
    python = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    page, extra = (page, 0) if method == "geobrief" else localised(page, scripts)
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return Row(method, (path.stat().st_size + extra) / 1e6, python, paint(path, ours=method == "geobrief"))


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("events", type=int, nargs="*", default=SIZES)
    reader.add_argument("--only", nargs="*", default=list(METHODS), help="methods to measure")
    wishes = reader.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scripts = fetch(folder)
        for method in wishes.only:
            METHODS[method](made_up_brief(20))  # imports, caches and outlines are nobody's time
        for events in wishes.events:
            brief = made_up_brief(events)
            print(f"\n**{len(brief.events):,} events**\n")
            print(HEAD)
            for method in wishes.only:
                print(measure(method, brief, scripts, folder).line(), flush=True)
                time.sleep(1)


if __name__ == "__main__":
    main()
