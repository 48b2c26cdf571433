"""What other packages add to geobrief: found through entry points, when it is asked for and not before.

=========================  ==============================================  ====================================
group                      name of the entry point                         what it points to
=========================  ==============================================  ====================================
``geobrief.readers``       suffix without its first dot (``srt``)          ``read(path, data)`` → drafts
``geobrief.exporters``     suffix without its first dot (``misp.json``)    ``write(brief, path, options)``
``geobrief.engines``       name for ``--engine``                           a class or function that makes an engine
``geobrief.gazetteers``    name of the layer                               the path of an index, or what returns it
``geobrief.kinds``         any name                                        the path of a TOML file, or what returns it
=========================  ==============================================  ====================================

What geobrief has itself always goes first: nothing that is installed changes what a bundled format or engine does. A
gazetteer layer lies over the bundled places and under the user's own. ``GEOBRIEF_PLUGINS=none`` leaves all of them out.
``docs/plugins.md`` explains each with an example.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from geobrief.errors import PluginError, UsageError, did_you_mean

GROUPS = ("readers", "exporters", "engines", "gazetteers", "kinds")
"""What may be added, each a group of entry points below ``geobrief.``."""

SWITCH = "GEOBRIEF_PLUGINS"
"""Environment variable; ``none`` leaves all plug-ins out."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """Something that a package offers; it is not imported yet."""

    group: str
    name: str
    package: str
    version: str
    entry: EntryPoint

    def load(self) -> Any:  # noqa: ANN401  # of the sort that its group says
        """Import it and return what it points to.

        Raises:
            PluginError: It cannot be imported, or is not there.
        """
        try:
            return self.entry.load()
        except Exception as error:  # a package of others may fail in any way
            raise PluginError(str(self), f"it cannot be loaded ({type(error).__name__}: {error})") from error

    def __str__(self) -> str:
        """Say which it is, for messages."""
        return f"{self.package} {self.version} ({self.group.removesuffix('s')} {self.name!r})"


def found(group: str) -> dict[str, Plugin]:
    """Return what packages offer of one group, by name, sorted.

    Raises:
        PluginError: Two packages offer the same name: which one counts would hang on the order of a folder.
    """
    return _found(group, os.environ.get(SWITCH, ""))


@lru_cache(maxsize=32)
def _found(group: str, switch: str) -> dict[str, Plugin]:
    if switch.lower() in ("none", "0", "off"):
        return {}
    from importlib.metadata import entry_points  # noqa: PLC0415  # takes longer than all else at start

    plugins: dict[str, Plugin] = {}
    for entry in sorted(entry_points(group=f"geobrief.{group}"), key=lambda entry: (entry.name, entry.value)):
        package, version = (entry.dist.name, entry.dist.version) if entry.dist else ("an unnamed package", "")
        plugin = Plugin(group, entry.name, package, version, entry)
        other = plugins.setdefault(entry.name.lower(), plugin)
        if (other.package, other.entry.value) != (package, entry.value):
            raise PluginError(str(plugin), f"{other} has the same name; remove one of the packages")
    return plugins


def forget() -> None:
    """Look again the next time: packages were installed or removed while the process ran."""
    _found.cache_clear()


def named(group: str, name: str, own: Sequence[str] = ()) -> Plugin:
    """Return the plug-in of a name.

    Args:
        group: Of plug-ins.
        name: As it was asked for.
        own: Names that geobrief has itself, for the message.

    Raises:
        UsageError: There is none; the message names those that there are.
    """
    offered = found(group)
    if name.lower() in offered:
        return offered[name.lower()]
    known = [*own, *offered]
    there = f"; there are {', '.join(known)}" if known else "; no package that is installed brings any"
    raise UsageError(f"no {group.removesuffix('s')} is called {name!r}{did_you_mean(name, known) or there}")


def for_suffix(group: str, suffix: str) -> Plugin | None:
    """Return the reader or exporter of a suffix (``.srt``), or None."""
    return found(group).get(suffix.lower().removeprefix(".")) if suffix else None


def paths(group: str) -> list[tuple[Plugin, Path]]:
    """Return the files that packages offer of a group, in the order of their names.

    Raises:
        PluginError: One cannot be loaded, or is no file.
    """
    return [(plugin, _path(plugin)) for plugin in found(group).values()]


def _path(plugin: Plugin) -> Path:
    loaded = plugin.load()
    try:
        path = Path(loaded() if callable(loaded) else loaded)
    except Exception as error:  # a package of others may fail in any way
        raise PluginError(str(plugin), f"it gives no path ({type(error).__name__}: {error})") from error
    if not path.is_file():
        raise PluginError(str(plugin), f"its file {path} is not there")
    return path
