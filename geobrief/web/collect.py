"""Addresses and feeds → a folder of pages that ``geobrief build`` reads."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from geobrief.articles import Draft, read_feed, read_json, read_published
from geobrief.errors import ArticleError, OutputError, WebError
from geobrief.model import Skipped, When
from geobrief.web.addresses import web_address
from geobrief.web.client import Answer, Web
from geobrief.web.manners import LONGEST_WAIT, Manners, Pace, host_of, wait_asked_for
from geobrief.web.saved import FeedEntry, kind_sent, save, there_already

HOSTS_AT_ONCE = 6
"""Hosts that are asked at the same time; of each host one page at a time."""
MOST_ENTRIES = 1_000
"""Pages that are taken of one feed, the first ones of it."""
_JSON_FEED = b"https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Collected:
    """A page that is in the folder."""

    address: str
    path: Path
    how: Literal["saved", "there"]
    """``there`` where an earlier run saved it."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    address: str
    told: FeedEntry | None = None
    """What the feed said that names it; None where the user did."""


class Collector:
    """Fetches what is named into one folder.

    Args:
        folder: It is made if it is not there.
        web: How pages are asked for.
        pace: How often a host is asked.
        again: Whether pages that are there already are fetched again.
        most_entries: Pages that are taken of one feed.
        robots: Whether robots.txt is asked for and obeyed; who owns the site may do without.
    """

    def __init__(
        self,
        folder: Path,
        *,
        web: Web | None = None,
        pace: Pace | None = None,
        again: bool = False,
        most_entries: int = MOST_ENTRIES,
        robots: bool = True,
    ) -> None:
        self.folder = folder
        self.most_entries = most_entries
        self._web = web or Web()
        self._pace = pace or Pace()
        self._manners = Manners(self._web, self._pace) if robots else None
        self._stop = threading.Event()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(str(folder), f"this folder cannot be made ({error.strerror or error})") from error
        self._there = {} if again else there_already(folder)

    def collect(
        self, addresses: Sequence[str], *, begin: Callable[[str, int], None] | None = None
    ) -> Iterator[Collected | Skipped]:
        """Yield each page when it is in the folder, and what is not to be had with its reason.

        What a feed names is fetched after all that the user named; the feeds themselves are not kept.

        Args:
            addresses: Of pages and feeds.
            begin: Called when a round begins, with what it is and how many pages it may have.

        Raises:
            OutputError: The folder cannot be written.
        """
        named: list[_Wanted] = []
        for address in dict.fromkeys(addresses):
            try:
                named.append(_Wanted(web_address(address)))
            except WebError as error:
                yield Skipped(error.path, error.reason)
        entries: dict[str, _Wanted] = {}
        if begin:
            begin("fetching", len(named))
        for _, outcome in self._each(named):
            if isinstance(outcome, Answer):
                found = self._entries(outcome)
                entries |= {
                    one.address: one for one in found if isinstance(one, _Wanted) and one.address not in entries
                }
                yield from (one for one in found if isinstance(one, Skipped))
            else:
                yield outcome
        left = [one for address, one in entries.items() if address not in {one.address for one in named}]
        if begin and left:
            begin("fetching what feeds name", len(left))
        for wanted, outcome in self._each(left):
            if isinstance(outcome, Answer):
                yield Skipped(wanted.address, "is a feed that another feed names: name it yourself if you want it")
            else:
                yield outcome

    def _each(self, wanted: Sequence[_Wanted]) -> Iterator[tuple[_Wanted, Collected | Skipped | Answer]]:
        """Fetch, several hosts at a time; a feed is an ``Answer``. Pages are written here, by one thread."""
        hosts: dict[str, list[_Wanted]] = {}
        for one in wanted:
            if one.address in self._there:
                yield one, Collected(one.address, self._there[one.address], "there")
            else:
                hosts.setdefault(_host(one.address), []).append(one)
        done: queue.Queue[tuple[_Wanted, Answer | Skipped | BaseException]] = queue.Queue(maxsize=HOSTS_AT_ONCE)
        with ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="geobrief-web") as threads:
            for pages in hosts.values():
                threads.submit(self._ask_all, pages, done)
            try:
                for _ in range(sum(map(len, hosts.values()))):
                    one, outcome = done.get()
                    if isinstance(outcome, BaseException):
                        raise outcome
                    yield one, self._kept(one, outcome)
            finally:
                self._stop.set()
                _drain(done, threads)
        self._stop.clear()

    def _ask_all(
        self, pages: Sequence[_Wanted], done: queue.Queue[tuple[_Wanted, Answer | Skipped | BaseException]]
    ) -> None:
        for one in pages:
            if self._stop.is_set():
                return
            try:
                done.put((one, self._asked(one.address)))
            except WebError as error:
                done.put((one, Skipped(one.address, _reason(error, one.address))))
            except BaseException as error:  # noqa: BLE001  # it is raised where the results are waited for
                done.put((one, error))

    def _asked(self, address: str) -> Answer:
        before = self._manners.before if self._manners else self._pace.wait
        answer = self._web.get(address, before=before)
        wait = wait_asked_for(answer)
        if wait is not None and wait <= LONGEST_WAIT:
            self._pace.sleep(wait)
            answer = self._web.get(address, before=before)
        if wait is not None and wait_asked_for(answer) is not None:
            raise WebError(address, f"the server is busy ({answer.status}): try again later")
        if answer.status != 200:
            raise WebError(address, _refused(answer.status))
        return answer

    def _kept(self, wanted: _Wanted, outcome: Answer | Skipped) -> Collected | Skipped | Answer:
        if isinstance(outcome, Skipped):
            return outcome
        try:
            kind = kind_sent(outcome)
        except WebError as error:
            return Skipped(wanted.address, error.reason)
        if kind == "feed" or (kind == "json" and _JSON_FEED in outcome.data[:2000]):
            return outcome
        fetched = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        path = save(self.folder, outcome, kind, fetched=fetched, told=wanted.told)
        return Collected(wanted.address, path, "saved")

    def _entries(self, answer: Answer) -> list[_Wanted | Skipped]:
        found: list[_Wanted | Skipped] = []
        try:
            read = read_json if answer.data.lstrip()[:1] == b"{" else read_feed
            drafts = [one for one in read(Path("feed.xml"), answer.data) if isinstance(one, Draft)]
        except ArticleError as error:
            return [Skipped(answer.requested, error.reason)]
        for draft in drafts[: self.most_entries]:
            url = draft.fields.url
            if not url:
                continue
            try:
                address = web_address(url)
            except WebError as error:
                found.append(Skipped(error.path, error.reason))
            else:
                found.append(
                    _Wanted(address, FeedEntry(answer.address, draft.fields.title, _day(draft.fields.published)))
                )
        if not found:
            found.append(Skipped(answer.requested, "is a feed that names no page"))
        return found


def _drain(done: queue.Queue[tuple[_Wanted, Answer | Skipped | BaseException]], threads: ThreadPoolExecutor) -> None:
    """Let threads that wait to hand over a page end, where nobody takes it any more."""
    threads.shutdown(wait=False, cancel_futures=True)
    while not done.empty():
        done.get_nowait()


def _host(address: str) -> str:
    try:
        return host_of(address)
    except ValueError:
        return ""


def _day(published: date | str | When | None) -> date | None:
    """The day that a feed gives, where it gives one."""
    when = read_published(published)
    return when.start if when and when.start == when.end else None


def _reason(error: WebError, address: str) -> str:
    """Why, with the address that it was about where that is another: one that was sent on to."""
    return error.reason if error.path == address else f"{error.path}: {error.reason}"


def _refused(status: int) -> str:
    known = {
        401: "the server asks for a password: log in, and save it yourself",
        403: "the server refuses programs, or everybody: open it yourself and save it",
        404: "there is no such page",
        410: "the page is gone",
        451: "the page is withheld for legal reasons",
    }
    return known.get(status, f"the server answers with an error ({status})")
