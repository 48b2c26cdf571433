"""The same work on many things by several processes: answers in order, few in flight, none lost.

What all the work shares is handed to each process once. A process that dies takes nothing with it but what it was
doing; processes end with the one that began them, however that ends.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

AHEAD = 4
"""Things that are handed out for each process before the first of them must be back: memory stays bounded."""

AUTO = "auto"
"""As many processes as there are processors for us."""

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


MOST_ON_WINDOWS = 61
"""Processes that Windows can wait for at once; Python refuses more."""


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def mapped(
    work: Callable[[Thing], Answer], things: Iterable[Thing], *, workers: int, lost: Callable[[Thing], Answer]
) -> Iterator[Answer]:
    """Return the answer to each thing, in their order.

    Args:
        work: Gives the answer. It goes to each process once, with all that it holds, and must be picklable.
        things: What is worked on.
        workers: Processes; 1 works in this one.
        lost: Gives the answer to a thing at which a process died.
    """
    if workers <= 1:
        yield from map(work, things)
        return
    team = _Team(work, workers, lost)
    try:
        for thing in things:
            team.hand_out(thing)
            if len(team.waiting) > AHEAD * workers:
                yield team.next()
        while team.waiting:
            yield team.next()
        team.dismiss()
    finally:
        team.stop()


class _Team(Generic[Thing, Answer]):
    """Processes, and what they were given."""

    def __init__(self, work: Callable[[Thing], Answer], workers: int, lost: Callable[[Thing], Answer]) -> None:
        self.waiting: deque[tuple[Thing, Future[Answer]]] = deque()
        self._work = work
        self._workers = workers
        self._lost = lost
        self._pool = _pool(work, workers)

    def hand_out(self, thing: Thing) -> None:
        try:
            future: Future[Answer] = self._pool.submit(_do, thing)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self.waiting.append((thing, future))

    def next(self) -> Answer:
        """Return the answer that was handed out first; where a process died over it, it is tried again alone."""
        thing, future = self.waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            answer = self._alone(thing)
            self._begin_again()
            return answer

    def _alone(self, thing: Thing) -> Answer:
        pool = _pool(self._work, 1)
        try:
            answer: Answer = pool.submit(_do, thing).result()
        except BrokenProcessPool:
            answer = self._lost(thing)
        finally:
            _stop(pool)
        return answer

    def _begin_again(self) -> None:
        """Take new processes, and give them what the others died over."""
        _stop(self._pool)
        self._pool = _pool(self._work, self._workers)
        handed_out, self.waiting = self.waiting, deque()
        for thing, future in handed_out:
            if future.done() and future.exception() is None:
                self.waiting.append((thing, future))
            else:
                self.hand_out(thing)

    def dismiss(self) -> None:
        """Let the processes end by themselves."""
        self._pool.shutdown(wait=True)

    def stop(self) -> None:
        """End the processes now, whatever they do."""
        _stop(self._pool)


def _pool(work: Callable[[Any], Any], workers: int) -> ProcessPoolExecutor:
    most = MOST_ON_WINDOWS if os.name == "nt" else workers
    return ProcessPoolExecutor(min(workers, most), initializer=_begin, initargs=(work,))


def _stop(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())  # noqa: SLF001  # a pool can only be asked to end after its work
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()


_work: list[Callable[[Any], Any]] = []
"""What this process does, once it is one of several."""


def _begin(work: Callable[[Any], Any]) -> None:
    """Get ready in a new process: who began it decides when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work[:] = [work]


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(thing: Any) -> Any:  # noqa: ANN401  # whatever the work takes and gives
    return _work[0](thing)
