"""Lists in the binary form of PostgreSQL, by the type that the statement names: psycopg's own way looks at each element
for its type, and takes longer than all else that is done to ask something.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from struct import Struct
from typing import Any

_HEAD, _EMPTY, _LENGTH = Struct("!iiIii"), Struct("!iiI"), Struct("!i")
_NULL = _LENGTH.pack(-1)
_INT, _LONG = Struct("!ii").pack, Struct("!iq").pack
_FIRST_DAY, _FIRST_MOMENT = date(2000, 1, 1).toordinal(), datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """`element` writes one value, after its length in bytes."""

    oid: int
    """Of the array's type."""
    element_oid: int
    element: Callable[[Any], bytes]

    def dump(self, values: Sequence[Any]) -> bytes:
        if not values:
            return _EMPTY.pack(0, 0, self.element_oid)
        element, nulls = self.element, None in values
        parts = [_NULL if value is None else element(value) for value in values]
        return _HEAD.pack(1, nulls, self.element_oid, len(values), 1) + b"".join(parts)


def _moment(value: datetime) -> bytes:
    since = value - _FIRST_MOMENT
    return _LONG(8, (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def _bytes(value: bytes) -> bytes:
    return _LENGTH.pack(len(value)) + value


KINDS = {
    "bool": Kind(1000, 16, lambda value: _LENGTH.pack(1) + (b"\1" if value else b"\0")),
    "bigint": Kind(1016, 20, lambda value: _LONG(8, value)),
    "int": Kind(1007, 23, lambda value: _INT(4, value)),
    "text": Kind(1009, 25, lambda value: _bytes(value.encode())),
    "date": Kind(1182, 1082, lambda value: _INT(4, value.toordinal() - _FIRST_DAY)),
    "timestamptz": Kind(1185, 1184, _moment),
    "bytea": Kind(1001, 17, _bytes),
}
"""By the type's name."""
