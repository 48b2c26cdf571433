"""Print the newest Python on this machine that is newer than the one that runs this, or nothing.

The gate tries the wheel on it. Looked for are ``python3.N`` on the path, and the versions that pyenv has installed;
``GEOBRIEF_NEWEST_PYTHON`` names one instead. Only what can make an environment counts.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NEWEST = 20
"""Minor versions that are looked for, up to this."""

_ASK = "import sys, ssl, sqlite3, venv, zlib; print('%d.%d' % sys.version_info[:2]); sys.exit(sys.version_info.releaselevel != 'final')"


def candidates() -> Iterator[str]:
    """Yield programs that may be a newer Python, the newest of their sort first."""
    own = sys.version_info[1]
    for minor in range(NEWEST, own, -1):
        if program := shutil.which(f"python3.{minor}"):
            yield program
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    installed = root.iterdir() if root.is_dir() else iter(())
    numbered = [
        (tuple(map(int, path.name.split("."))), path) for path in installed if re.fullmatch(r"3(\.\d+){2}", path.name)
    ]
    yield from (str(path / "bin" / "python3") for version, path in sorted(numbered, reverse=True) if version[1] > own)


def version_of(program: str) -> tuple[int, ...] | None:
    """Return the version of a Python that works, or None."""
    try:
        done = subprocess.run([program, "-c", _ASK], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return tuple(map(int, done.stdout.split(".")))


def newest() -> str:
    """Return the newest one, or an empty text."""
    given = os.environ.get("GEOBRIEF_NEWEST_PYTHON")
    found = [(version, program) for program in ([given] if given else candidates()) if (version := version_of(program))]
    best = max(found, default=None, key=lambda pair: pair[0])
    return best[1] if best and best[0] > sys.version_info[:2] else ""


if __name__ == "__main__":
    sys.stdout.write(newest() + "\n" if newest() else "")
