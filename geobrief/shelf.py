"""Records that wait on disk until they are wanted: one that nobody looks at takes eight bytes of memory.

The file has no name, lies where the system keeps such files (``TMPDIR``), and goes with the process however that ends.
Nobody else ever reads it, so that what stands in it may be Python's own form of records.
"""

from __future__ import annotations

import io
import pickle
import tempfile
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import IO, Any, TypeVar, overload
from weakref import finalize

_MOST_NEAR = 1 << 20
"""Bytes that are gathered before they are written: a brief of a few articles never touches the disk."""

Record = TypeVar("Record")


class Common:
    """What many records hold: one of each, in memory, and on disk only its ``id``."""

    def __init__(self, *kinds: type) -> None:
        """Take the types of records that are held so; each record has an ``id`` that no other has."""
        self.kinds = frozenset(kinds)
        self._held: dict[str, Any] = {}

    def one(self, record: Record) -> Record:
        """Return the record with the same id that came first."""
        held: Record = self._held.setdefault(record.id, record)  # type: ignore[attr-defined]  # as the types given have
        return held

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401  # of one of the types
        """Return the record with an id."""
        return self._held[key]


class Shelf(Sequence[Record]):
    """Records in the order in which they came, each read from disk when it is asked for.

    Where there is no room on disk, they stay in memory.
    """

    def __init__(self, records: Iterable[Record] = (), *, common: Common | None = None, packed: bool = False) -> None:
        """Take some records, and more by :meth:`append`.

        Args:
            records: The first ones.
            common: What stays in memory, once for all shelves that share it.
            packed: Whether they are compressed: a fifth of the room, for some time.
        """
        self._common = common or Common()
        self._packed = packed
        self._ends = array("Q", [0])
        self._near: list[bytes] = []
        self._near_bytes = 0
        self._most_near = _MOST_NEAR
        self._file: IO[bytes] | None = None
        self.extend(records)

    def extend(self, records: Iterable[Record]) -> None:
        """Put some records at the end."""
        for record in records:
            self.append(record)

    def append(self, record: Record) -> None:
        """Put a record at the end."""
        raw = self._written(record)
        self._ends.append(self._ends[-1] + len(raw))
        self._near.append(raw)
        self._near_bytes += len(raw)
        if self._near_bytes > self._most_near:
            self._put_away()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> Record: ...
    @overload
    def __getitem__(self, number: slice) -> list[Record]: ...
    def __getitem__(self, number: int | slice) -> Record | list[Record]:
        """Return a record by its number, read anew each time."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if number < 0:
            number += len(self)
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._read(self._raw(number))

    def __iter__(self) -> Iterator[Record]:
        """Yield all of them."""
        return (self[number] for number in range(len(self)))

    def _raw(self, number: int) -> bytes:
        away = len(self) - len(self._near)
        if number >= away:
            return self._near[number - away]
        assert self._file is not None  # noqa: S101  # what is not near was put away
        self._file.seek(self._ends[number])
        return self._file.read(self._ends[number + 1] - self._ends[number])

    def _put_away(self) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # it is open as long as the shelf is
                finalize(self, _close, self._file)
            self._file.seek(self._ends[len(self) - len(self._near)])
            rest = memoryview(b"".join(self._near))
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            # No room, or no folder: what was written before is there, and the rest stays here.
            self._most_near = 1 << 62
        else:
            self._near, self._near_bytes = [], 0

    def _written(self, record: Record) -> bytes:
        into = io.BytesIO()
        _Pickler(into, self._common).dump(record)
        return zlib.compress(into.getvalue(), 1) if self._packed else into.getvalue()

    def _read(self, raw: bytes) -> Record:
        record: Record = _Unpickler(io.BytesIO(zlib.decompress(raw) if self._packed else raw), self._common).load()
        return record


class _Reducers(dict[type, Any]):
    """How a dataclass is written: as its type and what its fields hold, which is read twice as fast as its own way."""

    def __missing__(self, kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        names = [item.name for item in fields(kind)]
        values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
        self[kind] = reduce = lambda record: (kind, values(record))
        return reduce


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()

    def __init__(self, into: IO[bytes], common: Common) -> None:
        super().__init__(into, protocol=pickle.HIGHEST_PROTOCOL)
        self._common = common
        self._kinds = common.kinds

    def persistent_id(self, item: Any) -> str | None:  # noqa: ANN401  # whatever a record holds
        if type(item) not in self._kinds:
            return None
        self._common.one(item)
        key: str = item.id
        return key


class _Unpickler(pickle.Unpickler):
    def __init__(self, source: IO[bytes], common: Common) -> None:
        super().__init__(source)
        self._common = common

    def persistent_load(self, key: Any) -> Any:  # noqa: ANN401  # what persistent_id gave
        return self._common[key]


def _close(file: IO[bytes]) -> None:
    with suppress(OSError):
        file.close()
