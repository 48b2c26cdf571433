"""The public face: what ``import geobrief`` gives, and that it costs nothing."""

import subprocess
import sys

import pytest

import geobrief

HEAVY = ("geopandas", "folium", "pandas", "numpy", "shapely", "geopy", "sqlite3")


def test_the_public_names_are_these():
    assert sorted(geobrief.__all__) == [
        "Brief",
        "Gazetteer",
        "GazetteerGeocoder",
        "GeobriefError",
        "__version__",
        "build",
        "diff",
        "geoparse",
        "read",
    ]


def test_every_public_name_is_there():
    for name in geobrief.__all__:
        assert getattr(geobrief, name) is not None


def test_dir_shows_the_public_names_only():
    assert dir(geobrief) == sorted(geobrief.__all__)


def test_importing_geobrief_imports_nothing_heavy():
    code = f"import sys, geobrief; print([m for m in {HEAVY} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_version_and_help_answer_without_the_heavy_libraries():
    for option in ("--version", "--help"):
        code = (
            "import sys\nfrom geobrief.cli import main\n"
            f"try:\n main([{option!r}])\nexcept SystemExit as stop:\n assert not stop.code\n"
            f"print([m for m in {HEAVY} if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.endswith("[]\n")


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = geobrief.no_such_name
