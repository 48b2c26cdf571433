"""Bytes of a stream, up to a bound."""

from __future__ import annotations

from typing import Protocol

_PIECE = 1_000_000


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


def read_at_most(stream: Readable, most: int) -> bytes:
    """A stream → its bytes, at most ``most`` of them and one more, by which the caller sees that there are more.

    It is read piece by piece: a stream asked for a hundred megabytes makes room for them before it looks
    whether it has them.
    """
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(min(_PIECE, left))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
