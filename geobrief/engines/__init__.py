"""What understands an article: its names, their places, its dates, its events. One engine does all four.

The bundled one puts together geobrief's own stages. Another package may bring its own (entry points of the group
``geobrief.engines``), whole or with one answer of its own on top of the bundled ones:

::

    class Gazetted(BundledEngine):
        def names(self, article, gazetteer, corpus=None): ...

What an engine answers is checked before anything is built on it: a quote that does not stand in the text never reaches
a brief, whoever made it.
"""

from __future__ import annotations

from geobrief.engines.bundled import BundledEngine
from geobrief.engines.checked import CheckedEngine
from geobrief.engines.protocol import Engine
from geobrief.errors import PluginError
from geobrief.plugins import named

__all__ = ["BUNDLED", "BundledEngine", "CheckedEngine", "Engine", "engine_of"]

BUNDLED = "bundled"
"""The name of geobrief's own engine."""

SPACY = "spacy"
"""The name of the engine that reads names with a model of spaCy's (extra ``spacy``); its answers are checked as others' are."""

_made: dict[str, Engine] = {}


def engine_of(name: str | None) -> Engine:
    """Return the engine of a name, made once a process; the bundled one for None.

    Raises:
        UsageError: No package brings an engine of this name, or spaCy or its model is not installed.
        PluginError: Its package fails.
    """
    key = (name or BUNDLED).lower()
    if key not in _made:
        _made[key] = BundledEngine() if key == BUNDLED else _load(key)
    return _made[key]


def _load(name: str) -> Engine:
    if name == SPACY:
        from geobrief.engines.spacy_names import SpacyEngine  # noqa: PLC0415  # of an extra

        return CheckedEngine(SpacyEngine(), f"the model {SpacyEngine.model_name()!r} of spaCy")
    plugin = named("engines", name, (BUNDLED, SPACY))
    make = plugin.load()
    try:
        engine = make()
    except Exception as error:  # a package of others may fail in any way
        raise PluginError(str(plugin), f"it cannot be started ({type(error).__name__}: {error})") from error
    missing = [part for part in ("names", "places", "dates", "events") if not callable(getattr(engine, part, None))]
    if missing:
        raise PluginError(str(plugin), f"it lacks {', '.join(missing)}")
    return CheckedEngine(engine, str(plugin))
