"""How the command line prints its own help and complaints: as everything else is printed."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from geobrief.cli.terminal import printable, put_raw

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """A parser whose words survive any stream, and hold nothing that moves the cursor."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        words = "\n".join(printable(line, None) for line in message.split("\n"))
        if file is not None and file is sys.stdout:
            put_raw(words)
        elif sys.stderr is not None:
            with suppress(OSError, ValueError):
                sys.stderr.write(words)
