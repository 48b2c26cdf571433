"""Built briefs for a team: a folder → a small web server that lists, shows and searches them. It changes nothing.

What may write (a review) joins through :func:`geobrief.serve.app.create_app`: its routes are called only with the token
that whoever started the server gave, and not at all where there is none. Needs the extra ``serve``.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from geobrief.errors import UsageError
from geobrief.faces import face

if TYPE_CHECKING:
    from geobrief.serve.app import Wishes, create_app
    from geobrief.serve.library import Shelved
    from geobrief.serve.list_page import review_page
    from geobrief.serve.reviewing import Reviewing
else:
    __getattr__ = face(
        __name__,
        {
            "app": "Wishes create_app",
            "library": "Shelved",
            "list_page": "review_page",
            "reviewing": "Reviewing",
        },
    )

__all__ = ["Reviewing", "Shelved", "Wishes", "create_app", "require_libraries", "review_page"]

_LIBRARIES = ("starlette", "uvicorn")


def require_libraries() -> None:
    """Raise a ``UsageError`` with the way out where a library of the extra is missing."""
    missing = [name for name in _LIBRARIES if find_spec(name) is None]
    if missing:
        raise UsageError(f"serving needs {' and '.join(missing)}: pip install 'geobrief[serve]'")
