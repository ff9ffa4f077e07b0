"""Pages of a long list, with addresses that keep the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.sql.selectable import GenerativeSelect

T = TypeVar("T")
S = TypeVar("S", bound=GenerativeSelect)
NONE: Mapping[str, str] = MappingProxyType({})
SIZE = 30
LAST = 10_000
"""Pages beyond this are nobody's wish, and an offset that large is slow."""


class PastTheEnd(Exception):
    """A page that there is not, or not any more: its last row was dealt with. The first is shown instead."""


async def to_the_first(request: Request, _: Exception) -> Response:
    """What the last action said is said there."""
    return RedirectResponse(f"{request.url.path}?{request.url.include_query_params(page=1).query}", 303)


@dataclass(frozen=True)
class PageOf:
    """`more` is true when there is a further page."""

    number: int
    more: bool
    filters: Mapping[str, str]

    def address(self, number: int) -> str:
        kept = {name: value for name, value in self.filters.items() if value and name != "page"}
        return urlencode({**kept, "page": number})


def page_of(number: int, shown: Sequence[Any], more: bool, filters: Mapping[str, str] = NONE) -> PageOf:
    """Of a list of which `shown` is on this page."""
    if number > 1 and not shown:
        raise PastTheEnd
    return PageOf(number, more, filters)


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
        rows = list(found[: self.size])
        return rows, page_of(self.number, rows, len(found) > self.size, filters)


def part(rows: Sequence[T], number: int, filters: Mapping[str, str] = NONE) -> tuple[list[T], PageOf]:
    """The rows of one page, of all that there are: for lists that are short in the database."""
    start = (number - 1) * SIZE
    shown = list(rows[start : start + SIZE])
    return shown, page_of(number, shown, len(rows) > start + SIZE, filters)


def wanted(text: str) -> int:
    """The page somebody asked for; 1 when it makes no sense."""
    return min(max(int(text), 1), LAST) if text.isdecimal() and len(text) < 9 else 1
