"""What all readers that lean on an optional package have in common."""

from __future__ import annotations

import logging


def keep_quiet(package: str) -> None:
    """Keep a package's warnings of repairs out of the command's output, unless the caller asked for logs.

    Without any handler Python prints warnings to standard error.
    """
    logger = logging.getLogger(package)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
