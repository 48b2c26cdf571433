"""How a guest behaves: what robots.txt forbids is left alone, and no host is asked faster than it bears."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from protego import Protego

from geobrief.errors import WebError
from geobrief.web.client import PRODUCT, Answer, Web

_MOST_ROBOTS_BYTES = 512_000
"""Of a robots.txt, as RFC 9309 has it."""
_LONGEST_DELAY = 120.0
"""Seconds between two pages that a robots.txt may ask for; a host that wants more is not waited for."""
LONGEST_WAIT = 60.0
"""Seconds that a busy server may ask to be left alone for once."""


@dataclass
class Pace:
    """When each host may be asked again. Several threads may share it."""

    seconds: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next: dict[str, float] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, address: str) -> None:
        """Wait until it is the turn of an address, and take it."""
        host = host_of(address)
        with self._lock:
            now = self.clock()
            at = max(now, self._next.get(host, now))
            self._next[host] = at + self._delays.get(host, self.seconds)
        if at > now:
            self.sleep(at - now)

    def slow_down(self, address: str, seconds: float) -> None:
        """Ask the host of an address no faster than that."""
        host = host_of(address)
        with self._lock:
            self._delays[host] = max(seconds, self.seconds, self._delays.get(host, 0.0))


class Manners:
    """What may be asked of each host, found out once. Several threads may share it."""

    def __init__(self, web: Web, pace: Pace) -> None:
        self._web = replace(web, most_bytes=_MOST_ROBOTS_BYTES)
        self._pace = pace
        self._known: dict[str, Protego | WebError] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def before(self, address: str) -> None:
        """Wait for the turn of an address.

        Raises:
            WebError: The host does not want it to be fetched by programs.
        """
        rules = self._rules(address)
        if isinstance(rules, WebError):
            raise WebError(address, rules.reason) from rules
        if not rules.can_fetch(address, PRODUCT):
            raise WebError(address, "its robots.txt does not want programs to fetch it: open it yourself and save it")
        self._pace.wait(address)

    def _rules(self, address: str) -> Protego | WebError:
        origin = origin_of(address)
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:  # each is asked for once, and a host that is slow keeps nobody else waiting
            if origin not in self._known:
                self._known[origin] = self._found(origin)
            return self._known[origin]

    def _found(self, origin: str) -> Protego | WebError:
        address = f"{origin}/robots.txt"
        try:
            answer = self._web.get(address, before=self._pace.wait)
        except WebError as error:
            return WebError(
                origin, f"nothing there is fetched, since its robots.txt could not be asked for: {error.reason}"
            )
        if answer.status >= 500 or answer.status == 429:
            reason = f"its robots.txt is answered with {answer.status}, so nothing there is fetched: try again later"
            return WebError(origin, reason)
        text = answer.data.decode("utf-8", "replace") if answer.status == 200 else ""
        rules = Protego.parse(text)
        delay = rules.crawl_delay(PRODUCT) or 0.0
        if delay > _LONGEST_DELAY:
            return WebError(origin, f"its robots.txt wants {delay:,.0f} seconds between pages: save them yourself")
        self._pace.slow_down(origin, delay)
        return rules


def wait_asked_for(answer: Answer) -> float | None:
    """Return the seconds after which a busy server wants to be asked again; None where it is not busy."""
    if answer.status not in (429, 503):
        return None
    said = answer.headers.get("retry-after", "").strip()
    return float(said) if said.isdecimal() and len(said) < 9 else LONGEST_WAIT / 2


def host_of(address: str) -> str:
    """Return the host of an address, without its port: that is who is asked."""
    return (urlsplit(address).hostname or "").lower()


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address: that has one robots.txt."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
