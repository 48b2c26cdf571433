"""How a command ends when it is told to: at once, in one line, and with nothing left behind, whatever it is doing.

Python would raise ``KeyboardInterrupt`` wherever the program happens to be; libraries that are just being imported
swallow it, and pools of processes wait for one another. And SIGTERM would end the program without a word.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from geobrief.cli.loudness import knows_escapes

STOPPED = "stopped; files that were not finished are as they were"

_CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
"""Exit codes, as shells have them: 128 and the number of the signal."""


def end_on_signals() -> Callable[[], None]:
    """Let the signals that mean "stop" end this process; gives what makes them mean what they meant before."""
    ours = os.getpid()

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        if os.getpid() != ours:  # a child that has not got ready yet
            os._exit(1)
        _end(number)

    before = {}
    for name in _CODES:
        number = getattr(signal, name, None)
        # Who starts a command with nohup, or in the background, has its signals ignored, and means it.
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            try:
                before[number] = signal.signal(number, end)
            except ValueError:  # not in the main thread
                break

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    return restore


def _end(number: int) -> None:
    for name in _CODES:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    processes = sys.modules.get("multiprocessing")
    for child in processes.active_children() if processes else ():
        child.kill()
    if "geobrief.atomic" in sys.modules:
        from geobrief.atomic import abandon

        abandon()
    try:
        left = "\r\x1b[K" if knows_escapes() else "\r"  # of a progress bar
        line = left if os.isatty(2) else ""
        os.write(2, f"{line}geobrief: {STOPPED}\n".encode())
    except OSError:
        pass
    os._exit(_CODES[signal.Signals(number).name])
