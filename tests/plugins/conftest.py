"""The example package, installed for a test: its code on the path, and its metadata beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from geobrief import engines, plugins
from geobrief.gazetteer import lookup

PACKAGE = Path(__file__).parent / "example_package"


def install(folder: Path, groups: dict[str, dict[str, str]], *, name: str = "geobrief-example") -> None:
    """Write the metadata that an installer would write."""
    info = folder / f"{name.replace('-', '_')}-1.2.3.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2.3\n", encoding="utf-8")
    lines = [
        line for group, rows in groups.items() for line in (f"[{group}]", *(f"{k} = {v}" for k, v in rows.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def forget() -> None:
    """Look again for plug-ins, and for what was made with them."""
    plugins.forget()
    engines._made.clear()
    lookup._default.cache_clear()


@pytest.fixture(scope="module")
def patched():
    with pytest.MonkeyPatch.context() as patch:
        # Any word leaves plug-ins on; what is remembered by it is not what other tests remember.
        patch.setenv(plugins.SWITCH, "on")
        yield patch
    forget()


@pytest.fixture(scope="module")
def example(patched, tmp_path_factory):
    """The example package as if it were installed."""
    groups = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    site = tmp_path_factory.mktemp("site")
    install(site, groups)
    patched.syspath_prepend(str(site))
    patched.syspath_prepend(str(PACKAGE))
    forget()
    return groups
