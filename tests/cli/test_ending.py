"""A signal ends a command wherever it is, even in what would swallow an exception."""

import subprocess
import sys

import pytest

SWALLOWING = """
import os, signal
from geobrief.cli.ending import end_on_signals

end_on_signals()
try:  # as a library does that is being imported and tries what it can use
    os.kill(os.getpid(), signal.{name})
    for _ in range(1000):
        pass
except BaseException:
    pass
print("went on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends other signals")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_is_heard_where_every_exception_is_swallowed(name, code):
    line = [sys.executable, "-c", SWALLOWING.format(name=name)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False, restore_signals=True)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == "geobrief: stopped; files that were not finished are as they were\n"
