"""GeoNames' dumps of countries → files that ``geobrief gazetteer import`` reads."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from geobrief.errors import UsageError, WebError
from geobrief.web.client import Web
from geobrief.web.download import Remote, described

ADDRESS = "https://download.geonames.org/export/dump/"
"""Where GeoNames publishes its dumps, under CC BY 4.0; ``GEOBRIEF_GEONAMES`` and ``--address`` name a copy."""
SETTING = "GEOBRIEF_GEONAMES"
MOST_BYTES = 3_000_000_000
"""Of one dump: six times the largest of them."""
SECONDS = 4 * 3600.0
"""For one dump, over a slow line."""


@dataclass(frozen=True, slots=True)
class Dump:
    """The files of one country."""

    country: str
    places: Remote
    names: Remote | None
    """Alternate names with their languages and kinds."""


def base_address(given: str | None) -> str:
    """Return where dumps are fetched from: as given, as set, or GeoNames' own."""
    address = given or os.environ.get(SETTING) or ADDRESS
    return address if address.endswith("/") else f"{address}/"


def country_codes(written: str) -> list[str]:
    """Return the codes of "NE, ml,BF", in capitals, each once.

    Raises:
        UsageError: One of them is no code of two letters.
    """
    codes = [code.strip().upper() for code in written.split(",") if code.strip()]
    wrong = [code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)]
    if wrong or not codes:
        what = f"{wrong[0]!r} is no code of a country" if wrong else "no country is named"
        raise UsageError(f"{what}; write two-letter codes: --countries NE,ML,BF")
    return list(dict.fromkeys(codes))


def dumps_of(web: Web, countries: Sequence[str], *, base: str, names: bool) -> list[Dump]:
    """Ask what there is of some countries, and how large it is.

    Raises:
        WebError: There is no dump of one of them, or nobody answers.
    """
    return [_dump(web, code, base=base, names=names) for code in countries]


def _dump(web: Web, code: str, *, base: str, names: bool) -> Dump:
    address = urljoin(base, f"{code}.zip")
    try:
        places = described(web, address)
    except WebError as error:
        raise WebError(address, f"no dump of {code}: {error.reason}") from error
    return Dump(code, places, described(web, urljoin(base, f"alternatenames/{code}.zip")) if names else None)
