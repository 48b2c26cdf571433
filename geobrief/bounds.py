"""How long one document may take, and how large one file may be, so that nothing takes for ever.

Time is counted while the processor works, so that a busy machine makes no difference; it is the last of the bounds, far
above what any article needs, and what it stops was made to take for ever. All other bounds count work.
"""

from __future__ import annotations

import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

SECONDS = 600
"""Seconds of the processor that one file may take to be read, or one article to be understood."""

_AGAIN_SECONDS = 1.0
"""After so long it is said again: some libraries swallow what is raised inside of them."""


class OverTimeError(BaseException):
    """A document takes longer than is allowed. No ``except Exception`` of a library must take it for damage."""


TOO_LONG = f"takes longer than {SECONDS // 60} minutes of the processor: split it, or save its text as a .txt file"
"""The reason why such a document is left out."""


@contextmanager
def bounded_time(seconds: float = SECONDS) -> Iterator[None]:
    """Let the block take so long, on systems that can tell, in the main thread of a process.

    Raises:
        OverTimeError: It took longer.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _over(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise OverTimeError


_PIECE = 1 << 20


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, or of a pipe that ends.

    Raises:
        OSError: It cannot be read.
        ValueError: It is a device, or holds more than ``most`` bytes; the message says so after a path.
    """
    with path.open("rb") as file:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise ValueError("this is a device, which may never end; give a file")
        pieces, left = [], most + 1
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            pieces.append(piece)
            left -= len(piece)
    if left <= 0:
        raise ValueError(f"this holds more than {most / 1e6:,.0f} MB, which is the most that is read")
    return b"".join(pieces)
