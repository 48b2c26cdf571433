"""The same work by the workers of a Dask cluster: few in flight, what a worker dies over tried by another, none twice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from itertools import count
from typing import Any

from geobrief.errors import OutputError, UsageError

LOCAL = "local"
"""Stands for a cluster of processes on this machine."""

AHEAD = 3
"""Partitions that are handed out for each thread of the cluster: memory stays bounded, and nobody waits."""

Spread = Callable[[Callable[[Any], Any], Iterable[Any], Callable[[Any], Any]], Iterator[Any]]


@contextmanager
def on_cluster(address: str, workers: int) -> Iterator[Spread]:
    """Give what has work done by a cluster, answers in the order in which they come.

    Args:
        address: Of its scheduler, such as ``tcp://10.0.0.5:8786``; or ``local``.
        workers: Processes of a local one.

    Raises:
        OutputError: Dask is not installed.
        UsageError: There is no cluster at the address.
    """
    try:
        distributed: Any = import_module("distributed")  # heavy, and an extra
    except ImportError as error:
        raise OutputError("archive", "a cluster needs Dask: pip install 'geobrief[cluster]'") from error
    with ExitStack() as stack:
        if address == LOCAL:
            # Who is stopped leaves no semaphores behind, but Python's tracker of them says two lines about it.
            os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker:UserWarning")
            # One thread a worker: understanding is work of the processor.
            cluster = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
                )
            )
            address = cluster.scheduler_address
        try:
            client = stack.enter_context(distributed.Client(address, timeout=30, set_as_default=False))
        except (OSError, ValueError) as error:
            raise UsageError(f"--dask {address}: there is no Dask scheduler ({error})") from error
        yield lambda work, things, killed: _spread(distributed, client, work, things, killed)


def _spread(
    distributed: Any,  # noqa: ANN401  # a module
    client: Any,  # noqa: ANN401  # of the same
    work: Callable[[Any], Any],
    things: Iterable[Any],
    killed: Callable[[Any], Any],
) -> Iterator[Any]:
    waiting: dict[Any, Any] = {}
    numbers = count()
    running = distributed.as_completed(loop=client.loop)
    left = iter(things)
    more = True
    while more or waiting:
        while more and len(waiting) < _most(client):
            thing = next(left, None)
            if thing is None:
                more = False
                break
            # Its own key each time: a cluster that still holds an older answer must not give it.
            future = client.submit(work, thing, key=f"geobrief-{os.getpid()}-{id(running)}-{next(numbers)}", pure=False)
            waiting[future] = thing
            running.add(future)
        if waiting:
            future = next(running)
            yield _answer(distributed, future, waiting.pop(future), killed)


def _answer(distributed: Any, future: Any, thing: Any, killed: Callable[[Any], Any]) -> Any:  # noqa: ANN401
    """What was made of a thing; where worker after worker died over it, what stands for that."""
    try:
        return future.result()
    except distributed.KilledWorker:
        return killed(thing)
    finally:
        future.release()


def _most(client: Any) -> int:  # noqa: ANN401
    threads: int = sum(client.nthreads().values())
    return AHEAD * max(1, threads)
