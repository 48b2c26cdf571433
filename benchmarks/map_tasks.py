"""What a large page costs while it is used: time to the first mark, and the longest task of everything that a hand does.

``python benchmarks/map_tasks.py PAGE.html [PAGE.html ...]`` opens every page in Chromium through the DevTools protocol and
does the same things to each with real mouse and keys: pan, zoom by button and wheel, point at a row, open and close a card,
filter, clear, type a search, choose a span of time, go from tab to tab. Of the first page and of every other one the figures
stand in one table, with the ratio of the first to the other: pages of one run may be compared, those of two may not.

A task is what holds the main thread without a break: a task of the browser, or what promises have left to be done after one,
which the browser's trace has outside of it. Its length is counted in the thread's own processor time (Chromium's
trace, ``tdur``), which a busy machine hardly stretches; the browser's long-task observer, which counts wall time from 50 ms
on, stands beside it. The median of several rounds is given, of the longest task the median of the rounds' longest.

``--make FOLDER OUT.html OUT.json`` makes the brief of four hundred articles that docs/map.md gives figures of, from
``trnews.jsonl``, ``gwn.jsonl`` and ``lgl.jsonl`` in a folder; ``--folium BRIEF.json`` adds folium's MarkerCluster of the same
rows (opening and panning only, since it has nothing else).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

ROUNDS = 3
SIZE = (1440, 900)
TASKS = ("RunTask", "PerformMicrotaskCheckpoint")
LONG = 0.1
"""Seconds: a task that is longer is felt."""

FROM_EACH = {"trnews": 88, "gwn": 138, "lgl": 174}
"""Articles from each collection: four hundred in all."""

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-allow-origins=* --remote-debugging-port=0"
).split()

WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => { for (const task of list.getEntries()) window.longTasks.push(task.duration); })
  .observe({ type: "longtask", buffered: true });
// folium's pages carry no mark of their own: there a mark is what Leaflet puts on the map.
const drawn = () => document.body?.classList.contains("is-drawn")
  || (!document.getElementById("geobrief-brief") && document.querySelector(".leaflet-marker-icon, .leaflet-interactive"));
const look = () => drawn() ? requestAnimationFrame(() => performance.mark("first mark")) : requestAnimationFrame(look);
requestAnimationFrame(look);
"""

IDLE = """new Promise((done) => {
  // A page that has nothing to draw may be given no frame: a timer then stands for it.
  const frame = (next) => { let once = () => { once = () => {}; next(); };
    requestAnimationFrame(() => once()); setTimeout(() => once(), 500); };
  setTimeout(() => requestIdleCallback(() => frame(() => frame(() => requestIdleCallback(() => done(true), { timeout: 5000 }))),
    { timeout: 5000 }), WAIT);
})"""

READY = """new Promise((done) => {
  const ours = Boolean(document.getElementById("geobrief-brief"));
  const look = () => (ours ? document.body.classList.contains("is-ready") : document.querySelector(".leaflet-marker-icon"))
    ? done(true) : setTimeout(look, 50);
  look();
})"""

WHERE = """(() => { const found = [...document.querySelectorAll(SELECTOR)].filter((item) => item.offsetParent !== null)[NUMBER];
  if (!found) return null;
  found.scrollIntoView({ block: "center" });
  const { left, top, width, height } = found.getBoundingClientRect();
  return [left + width / 2, top + height / 2, left, top, width, height]; })()"""


CLOSE = "[...document.querySelectorAll('.card-close')].at(-1).click()"


class Cost(NamedTuple):
    """Milliseconds of the main thread's own time, and the longest task as the browser's observer has it (wall time)."""

    cpu: float
    longest: float
    seen: float


class Browser:
    """Chromium with one page, spoken to in the DevTools protocol."""

    def __init__(self, folder: str) -> None:
        import websocket  # noqa: PLC0415 - only what opens pages needs it

        command = [
            "/usr/bin/chromium",
            *FLAGS,
            f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--user-data-dir={folder}",
            "about:blank",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = Path(folder) / "DevToolsActivePort"
        while not (port.exists() and port.read_text().count("\n")):
            time.sleep(0.1)
        address = f"http://127.0.0.1:{port.read_text().splitlines()[0]}/json"
        with urllib.request.urlopen(address) as answer:
            pages = [item for item in json.load(answer) if item["type"] == "page"]
        self.socket = websocket.create_connection(pages[0]["webSocketDebuggerUrl"], timeout=90)
        self.number = 0
        self.trace: list[dict[str, Any]] = []
        self.traced = False
        for domain in ("Page", "Runtime"):
            self.ask(f"{domain}.enable")
        size = {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=WATCH)

    def ask(self, method: str, **wishes: object) -> dict[str, Any]:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": wishes}))
        while (said := self.hear()).get("id") != self.number:
            pass
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error']}")
        answer: dict[str, Any] = said["result"]
        return answer

    def hear(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.socket.recv())
        if said.get("method") == "Tracing.dataCollected":
            self.trace += said["params"]["value"]
        self.traced |= said.get("method") == "Tracing.tracingComplete"
        return said

    def js(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page answers
        said = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(said["exceptionDetails"]["exception"].get("description"))
        return said["result"].get("value")

    def rest(self, wait: int = 350) -> None:
        """Wait until the page has nothing more to do."""
        self.js(IDLE.replace("WAIT", str(wait)))

    def at(self, selector: str, number: int = 0) -> list[float] | None:
        """Where an element that can be seen stands: its middle, corner and size."""
        found: list[float] | None = self.js(
            WHERE.replace("SELECTOR", json.dumps(selector)).replace("NUMBER", str(number))
        )
        return found

    def mouse(self, sort: str, x: float, y: float, **more: object) -> None:
        self.ask("Input.dispatchMouseEvent", type=sort, x=x, y=y, **more)

    def click(self, selector: str, number: int = 0) -> None:
        box = self.at(selector, number)
        if box is None:
            raise LookupError(selector)
        for sort in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.mouse(sort, box[0], box[1], button="none" if sort == "mouseMoved" else "left", clickCount=1)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 12) -> None:
        self.mouse("mouseMoved", *start)
        self.mouse("mousePressed", *start, button="left", clickCount=1)
        for step in range(1, steps + 1):
            part = step / steps
            at = (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
            self.mouse("mouseMoved", *at, button="left", buttons=1)
            time.sleep(0.016)
        self.mouse("mouseReleased", *end, button="left", clickCount=1)

    def type(self, text: str) -> None:
        for letter in text:
            for sort in ("keyDown", "keyUp"):
                self.ask("Input.dispatchKeyEvent", type=sort, text=letter if sort == "keyDown" else "", key=letter)
            time.sleep(0.12)

    def measure(self, act: Callable[[], None]) -> tuple[Cost, dict[str, float]]:
        """What an act costs, and when the marks that the page sets were set, in the main thread's own time."""
        self.trace, self.traced = [], False
        self.js("void (window.longTasks = [])")
        categories = "toplevel,blink.user_timing,__metadata"
        self.ask("Tracing.start", transferMode="ReportEvents", categories=categories)
        try:
            act()
        finally:
            self.rest()
            self.ask("Tracing.end")
        while not self.traced:
            self.hear()
        return self.read(max(self.js("window.longTasks"), default=0.0))

    def read(self, seen: float) -> tuple[Cost, dict[str, float]]:
        names = {(e["pid"], e["tid"]): e["args"]["name"] for e in self.trace if e["name"] == "thread_name"}
        tasks: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for event in self.trace:
            key = (event["pid"], event["tid"])
            if event["ph"] == "X" and event["name"].endswith(TASKS) and names.get(key) == "CrRendererMain":
                tasks.setdefault(key, []).append(event)
        # The page's thread is the one that works; a spare renderer waits beside it.
        mine = max(tasks.values(), key=lambda all_: sum(task.get("tdur", 0) for task in all_), default=[])
        # Tasks in tasks are counted once.
        mine.sort(key=lambda task: (task["ts"], -task["dur"]))
        outer, end = [], -1.0
        for task in mine:
            if task["ts"] >= end:
                outer.append(task)
                end = task["ts"] + task["dur"]
        marks = {}
        for event in self.trace:
            if event.get("cat") == "blink.user_timing" and event["name"] == "first mark":
                marks["cpu"] = sum(task.get("tdur", 0) for task in outer if task["ts"] < event["ts"]) / 1000
                begin = [e["ts"] for e in self.trace if e["name"] == "navigationStart"]
                marks["wall"] = (event["ts"] - max(begin)) / 1000 if begin else float("nan")
        times = [task.get("tdur", 0) / 1000 for task in outer]
        return Cost(sum(times), max(times, default=0.0), seen), marks

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.ask("Browser.close")
        self.process.wait(30)


def use(browser: Browser, *, ours: bool) -> Iterator[tuple[str, Callable[[], None]]]:
    """Everything that a hand does to a page, in order."""
    wide, high = SIZE
    box = browser.at(".leaflet-container") or [wide / 2, high / 2, 0, 0, wide, high]
    x, y = box[2] + box[4] / 2, box[3] + box[5] / 2
    yield "pan 300 px", lambda: browser.drag((x, y), (x - 260, y + 150))
    yield "zoom in", lambda: browser.click(".map-buttons button, .leaflet-control-zoom-in")
    yield "zoom in again", lambda: browser.click(".map-buttons button, .leaflet-control-zoom-in")
    yield "zoom out", lambda: browser.click(".map-buttons button, .leaflet-control-zoom a", 1)
    if not ours:
        return

    def wheel() -> None:
        for _ in range(3):
            browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=-120)
            time.sleep(0.05)

    yield "wheel, three notches", wheel
    yield "back to the first view", lambda: browser.click(".map-buttons button", 2)
    yield "tab of places", lambda: browser.click("#tab-places")
    row = browser.at("#panel-places .row", 3)
    assert row is not None
    yield "point at a row", lambda: browser.mouse("mouseMoved", row[0], row[1])
    yield "open a card", lambda: browser.click("#panel-places .row-name", 0)
    yield "close it", lambda: browser.js(CLOSE)
    yield "tab of events", lambda: browser.click("#tab-events")
    yield "more rows", lambda: browser.click("#panel-events .more button")
    yield "open an event", lambda: browser.click("#panel-events .event-label", 1)
    yield "close it again", lambda: browser.js(CLOSE)
    yield "back to places", lambda: browser.click("#tab-places")
    yield "open filters", lambda: browser.js("document.querySelector('[aria-controls=filters]').click()")
    yield "filter a kind", lambda: browser.js("document.querySelectorAll('.filters input[type=checkbox]')[1].click()")
    yield "clear it", lambda: browser.js("document.querySelectorAll('.filters input[type=checkbox]')[1].click()")
    yield "close filters", lambda: browser.js("document.querySelector('[aria-controls=filters]').click()")

    def search() -> None:
        browser.js("document.querySelector('input[type=search]').focus()")
        browser.type("protest")

    def forget() -> None:
        browser.js(
            "{ const box = document.querySelector('input[type=search]'); box.value = ''; "
            "box.dispatchEvent(new Event('input', { bubbles: true })); }"
        )

    yield "search, seven letters", search
    yield "clear the search", forget
    bars = browser.at(".bars-box") or browser.at(".bars")
    assert bars is not None
    middle = bars[3] + bars[5] / 2
    yield "choose a span", lambda: browser.drag((bars[2] + bars[4] * 0.3, middle), (bars[2] + bars[4] * 0.7, middle))
    yield "all of the time", lambda: browser.js("location.hash = ''")


Figures = dict[str, list[Cost]]


def one_round(browser: Browser, page: Path, figures: Figures, first: list[tuple[float, float]]) -> None:
    """Open a page once and do everything to it."""

    def load() -> None:
        browser.ask("Page.navigate", url=page.resolve().as_uri())
        browser.js(READY)

    browser.ask("Page.navigate", url="about:blank")
    browser.rest(50)
    cost, marks = browser.measure(load)
    figures.setdefault("open", []).append(cost)
    first.append((marks.get("cpu", float("nan")), marks.get("wall", float("nan"))))
    ours = browser.js("Boolean(document.getElementById('geobrief-brief'))")
    for name, act in use(browser, ours=ours):
        try:
            figures.setdefault(name, []).append(browser.measure(act)[0])
        except LookupError as missing:
            print(f"{page.name}: {name}: there is no {missing}", file=sys.stderr)


def middle(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))


def table(pages: list[Path], rounds: int) -> str:
    """Open all pages in turn, so often, and put the figures beside each other."""
    figures: list[Figures] = [{} for _ in pages]
    first: list[list[tuple[float, float]]] = [[] for _ in pages]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        try:
            for _ in range(rounds):
                for number, page in enumerate(pages):
                    one_round(browser, page, figures[number], first[number])
        finally:
            browser.close()
    heads = [f"{page.stem}: CPU ms | longest | observer" for page in pages]
    ratios = [f"CPU beside {page.stem}" for page in pages[1:]]
    lines = ["| what | " + " | ".join(heads + ratios) + " |", "|---" * (1 + 3 * len(pages) + len(ratios)) + "|"]
    sizes = [page.stat().st_size / 1e6 for page in pages]
    lines.append("| MB | " + " | ".join([f"{size:.2f} | |" for size in sizes]).rstrip("|") + "|" + ratio_cells(sizes))
    marks = [statistics.median(cpu for cpu, _ in one) for one in first]
    walls = [statistics.median(wall for _, wall in one) for one in first]
    cells = " | ".join(f"{cpu:,.0f} | | wall {wall:,.0f}" for cpu, wall in zip(marks, walls, strict=True))
    lines.append(f"| first mark | {cells} |{ratio_cells(marks)}")
    for name in figures[0]:
        costs = [middle(one[name]) if name in one else None for one in figures]
        cells = " | ".join(
            "– | – | –" if cost is None else f"{cost.cpu:,.0f} | {cost.longest:,.0f} | {cost.seen:,.0f}"
            for cost in costs
        )
        lines.append(f"| {name} | {cells} |{ratio_cells([None if cost is None else cost.cpu for cost in costs])}")
    worst = {name: middle(costs).longest for name, costs in figures[0].items()}
    over = [f"{name} {value:.0f}" for name, value in worst.items() if value > LONG * 1000]
    lines.append(f"\ntasks over {LONG * 1000:.0f} ms in {pages[0].stem}: {', '.join(over) or 'none'}")
    return "\n".join(lines)


def ratio_cells(values: list[float] | list[float | None]) -> str:
    base = values[0]
    return "".join(f" {base / other:.2f} |" if base is not None and other else " – |" for other in values[1:])


def four_hundred(folder: Path) -> list[dict[str, str]]:
    """Articles as records, the same ones each time."""
    rows = []
    for name, count in FROM_EACH.items():
        told = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        random.Random(7).shuffle(told)  # noqa: S311 - a drawing of lots, not a secret
        for article in told[:count]:
            outlet = (article.get("domain") or article["url"].split("/")[2]).removeprefix("www.")
            row = {"title": article["title"], "text": article["text"], "url": article["url"], "outlet": outlet}
            rows.append({**row, **({"published": article["date"]} if article["date"] else {})})
    return rows


def make(folder: Path, page: Path, document: Path) -> None:
    import geobrief  # noqa: PLC0415

    brief = geobrief.build(four_hundred(folder), title="Four hundred articles")
    brief.save(page)
    brief.save(document)
    print(f"{len(brief.articles)} articles, {len(brief.places)} places, {len(brief.events):,} events")


def folium_of(document: Path, folder: Path) -> Path:
    """The rows of a brief as folium's MarkerCluster, with its scripts beside it."""
    from map_speed import fetch, folium_cluster, localised  # noqa: PLC0415

    from geobrief.brief.document import from_json  # noqa: PLC0415

    page, _ = localised(folium_cluster(from_json(document.read_text("utf-8"))), fetch(folder))
    path = folder / "folium.html"
    path.write_text(page, encoding="utf-8")
    return path


def main() -> None:
    """Make the brief, or print the table."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("pages", type=Path, nargs="*")
    reader.add_argument("--rounds", type=int, default=ROUNDS)
    reader.add_argument("--folium", type=Path, metavar="BRIEF.json")
    reader.add_argument("--make", type=Path, nargs=3, metavar=("FOLDER", "OUT.html", "OUT.json"))
    wishes = reader.parse_args()
    if wishes.make:
        make(*wishes.make)
        return
    if shutil.which("chromium") is None:
        sys.exit("this needs chromium")
    with tempfile.TemporaryDirectory() as folder:
        beside = [folium_of(wishes.folium, Path(folder))] if wishes.folium else []
        print(table([*wishes.pages, *beside], wishes.rounds))


if __name__ == "__main__":
    main()
