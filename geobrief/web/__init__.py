"""What geobrief fetches when, and only when, a user asks for it: pages for a folder of articles, dumps for the gazetteer.

Nothing else imports this room: ``build`` and every stage below it stay offline, and a test holds that. The libraries
come with the extra ``web``; without it the error says so.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from geobrief.errors import UsageError
from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.web.addresses import web_address
    from geobrief.web.client import Web, body_of
    from geobrief.web.collect import Collector
    from geobrief.web.download import Downloaded, Remote
    from geobrief.web.download import download as download_file
    from geobrief.web.geonames import MOST_BYTES as MOST_DUMP_BYTES
    from geobrief.web.geonames import SECONDS as DUMP_SECONDS
    from geobrief.web.geonames import Dump, base_address, country_codes, dumps_of
    from geobrief.web.manners import Pace
else:
    __getattr__ = face(
        __name__,
        {
            "addresses": "web_address",
            "client": "Web body_of",
            "collect": "Collector",
            "download": "Downloaded Remote download_file=download",
            "geonames": "DUMP_SECONDS=SECONDS Dump MOST_DUMP_BYTES=MOST_BYTES base_address country_codes dumps_of",
            "manners": "Pace",
        },
    )

__all__ = [
    "DUMP_SECONDS",
    "MOST_DUMP_BYTES",
    "Collector",
    "Downloaded",
    "Dump",
    "Pace",
    "Remote",
    "Web",
    "base_address",
    "body_of",
    "country_codes",
    "download_file",
    "dumps_of",
    "require_libraries",
    "web_address",
]

_LIBRARIES = {"web": ("httpx", "httpcore", "protego"), "assist": ("httpx", "httpcore")}
"""What the extras bring that import this room."""


def require_libraries(extra: str = "web") -> None:
    """Raise a ``UsageError`` with the way out where a library of the extra is missing."""
    missing = [name for name in _LIBRARIES[extra] if find_spec(name) is None]
    if missing:
        raise UsageError(f"fetching needs {' and '.join(missing)}: pip install 'geobrief[{extra}]'")
