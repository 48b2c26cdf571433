"""Modules that come when they are first used: a command that never does saves their time and memory."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from threading import RLock
from types import ModuleType
from typing import Any

_one_at_a_time = RLock()


class _Late(ModuleType):
    """Stands for a module until something in it is asked for.

    (``importlib.util.LazyLoader`` loads it as soon as it is imported, up to Python 3.11.)
    """

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the module has
        with _one_at_a_time:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            module = import_module(self.__name__)
        return getattr(module, name)


def late(name: str) -> None:
    """Let a module that others import be loaded once something in it is asked for.

    Folium imports pandas, some 0.3 s and 60 MB, which no page needs.
    """
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None:
        module = _Late(name)
        module.__spec__ = spec
        sys.modules[name] = module
