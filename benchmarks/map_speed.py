"""The map beside what people build with folium and geopandas: bytes, time to make, time to paint, in one run.

``python benchmarks/map_speed.py [events ...]`` prints one table. Every method shows the same events with the same popup
text (place, quote of about 225 characters, headline, outlet, date, address). folium's scripts come from npm into a
temporary folder, because the browser has no network; their bytes are counted, as a reader downloads them.

Main-thread CPU is Chromium's ``TaskDuration`` in thread time, from opening the file until two frames after it is drawn.
A busy machine stretches everything alike: compare rows of one run, not figures of two.
"""

from __future__ import annotations

import argparse
import html
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from map_briefs import made_up_brief

from geobrief.brief import Brief
from geobrief.map import render_map

PACKAGES = {
    "jquery": "package/dist/jquery.min.js",
    "leaflet": "package/dist/leaflet.js",
    "leaflet.markercluster": "package/dist/leaflet.markercluster.js",
}
"""What folium's pages cannot do without; bootstrap, fonts and icons are left out, in folium's favour."""

SIZES = (100, 1_000, 10_000)
PATIENCE = 150
"""Seconds after which a page that has not painted is given up."""

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --window-size=1280,800"
).split()


class Row(NamedTuple):
    method: str
    megabytes: float
    python: float
    paint: float | None
    zoom: float | None
    heap: float | None
    nodes: int | None

    def line(self) -> str:
        def show(value: float | None, digits: int = 0) -> str:
            return "–" if value is None else f"{value:.{digits}f}"

        cells = [self.method, show(self.megabytes, 2), show(self.python, 2), show(self.paint), show(self.zoom)]
        return "| " + " | ".join([*cells, show(self.heap, 1), show(self.nodes)]) + " |"


def popups(brief: Brief) -> list[tuple[float, float, str]]:
    """Position and popup of every event."""
    places = {place.id: place for place in brief.places}
    articles = {article.id: article for article in brief.articles}
    found = []
    for event in brief.events:
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
    "folium MarkerCluster": folium_cluster,
    "folium Marker": folium_marker,
}

SLOW = {"folium Marker", "folium MarkerCluster"}
"""Not drawn beyond 10,000 events: minutes, or never."""


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


PAINTED = """
const done = arguments[0];
const ready = () => document.body.classList.contains('is-ready') || !document.getElementById('geobrief-brief');
const wait = () => ready() ? requestAnimationFrame(() => requestAnimationFrame(() => done())) : setTimeout(wait, 10);
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


def paint(path: Path) -> tuple[float | None, float | None, float | None, int | None]:
    """CPU milliseconds to paint, milliseconds to zoom, megabytes of heap, DOM nodes."""
    from selenium import webdriver  # noqa: PLC0415
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            driver.set_page_load_timeout(PATIENCE)
            driver.set_script_timeout(PATIENCE)
            driver.get("about:blank")
            driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
            driver.get(path.as_uri())
            driver.execute_async_script(PAINTED)
            facts: dict[str, Any] = {
                item["name"]: item["value"] for item in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
            }
            zoom = driver.execute_async_script(ZOOM)
            for entry in driver.get_log("browser"):
                print(f"the page complains: {entry['message'][:200]}", file=sys.stderr)
        except WebDriverException:
            return None, None, None, None
        finally:
            driver.quit()
    return facts["TaskDuration"] * 1000, zoom, facts["JSHeapUsedSize"] / 1e6, int(facts["Nodes"])


def measure(method: str, brief: Brief, scripts: dict[str, Path], folder: Path) -> Row:
    """One row of the table."""
    start = resource.getrusage(resource.RUSAGE_SELF)
    page = METHODS[method](brief)
    end = resource.getrusage(resource.RUSAGE_SELF)
    python = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    page, extra = (page, 0) if method == "geobrief" else localised(page, scripts)
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return Row(method, (path.stat().st_size + extra) / 1e6, python, *paint(path))


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
            print(
                "| method | MB, scripts counted | Python CPU s | main-thread CPU to paint ms | zoom ms | heap MB | DOM nodes |"
            )
            print("|---|---|---|---|---|---|---|")
            for method in wishes.only:
                if events <= 10_000 or method not in SLOW:
                    print(measure(method, brief, scripts, folder).line(), flush=True)
                    time.sleep(1)


if __name__ == "__main__":
    main()
