"""The built front end: one script and one style sheet, made from ``web/`` when the package is built."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from geobrief.errors import RenderError


class Bundle(NamedTuple):
    """The front end as it goes into a page."""

    script: str
    style: str


@cache
def bundle() -> Bundle:
    """Return the front end that this installation carries.

    Raises:
        RenderError: It was never built, which happens only in a checkout that was not installed.
    """
    folder = files("geobrief").joinpath("_built")
    try:
        script = folder.joinpath("map.js").read_text("utf-8").strip()
        style = folder.joinpath("map.css").read_text("utf-8").strip()
    except OSError as error:
        raise RenderError(
            "the map's front end is not built; run `python hatch_build.py` in the checkout, or install the package"
        ) from error
    # Inside an element of a page these two sequences would end it; neither means anything else in script or style.
    return Bundle(script.replace("</script", "<\\/script").replace("<!--", "<\\!--"), style.replace("</", "<\\/"))
