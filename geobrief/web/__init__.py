"""What geobrief fetches when, and only when, a user asks for it: pages for a folder of articles, dumps for the gazetteer.

Nothing else imports this room: ``build`` and every stage below it stay offline, and a test holds that. The libraries
come with the extra ``web``; without it the error says so.
"""

from __future__ import annotations

from importlib.util import find_spec

from geobrief.errors import UsageError

_LIBRARIES = {"web": ("httpx", "httpcore", "protego"), "assist": ("httpx", "httpcore")}
"""What the extras bring that import this room."""


def require_libraries(extra: str = "web") -> None:
    """Raise a ``UsageError`` with the way out where a library of the extra is missing."""
    missing = [name for name in _LIBRARIES[extra] if find_spec(name) is None]
    if missing:
        raise UsageError(f"fetching needs {' and '.join(missing)}: pip install 'geobrief[{extra}]'")
