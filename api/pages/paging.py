"""Pages of a long list, with addresses that keep the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlencode

from sqlalchemy.sql.selectable import GenerativeSelect

T = TypeVar("T")
S = TypeVar("S", bound=GenerativeSelect)
NONE: Mapping[str, str] = MappingProxyType({})
SIZE = 30
LAST = 10_000
"""Pages beyond this are nobody's wish, and an offset that large is slow."""


@dataclass(frozen=True)
class PageOf:
    """`more` is true when there is a further page."""

    number: int
    more: bool
    filters: Mapping[str, str]

    def address(self, number: int) -> str:
        kept = {name: value for name, value in self.filters.items() if value and name != "page"}
        return urlencode({**kept, "page": number})


@dataclass(frozen=True)
class Cut:
    """The rows of one page, cut by the database, and one row more: it tells whether there is a further page."""

    number: int
    size: int = SIZE

    @property
    def limit(self) -> int:
        return self.size + 1

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def of(self, query: S) -> S:
        return query.limit(self.limit).offset(self.offset)

    def page(self, found: Sequence[T], filters: Mapping[str, str] = NONE) -> tuple[list[T], PageOf]:
        return list(found[: self.size]), PageOf(self.number, len(found) > self.size, filters)


def part(rows: Sequence[T], number: int, filters: Mapping[str, str] = NONE) -> tuple[list[T], PageOf]:
    """The rows of one page, of all that there are: for lists that are short in the database."""
    start = (number - 1) * SIZE
    return list(rows[start : start + SIZE]), PageOf(number, len(rows) > start + SIZE, filters)


def wanted(text: str) -> int:
    """The page somebody asked for; 1 when it makes no sense."""
    return min(max(int(text), 1), LAST) if text.isdecimal() and len(text) < 9 else 1
