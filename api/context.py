"""What every endpoint needs around it: the house, the time, a transaction, and a page of a list."""

import unicodedata
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from fastapi import BackgroundTasks, Depends, Query, Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from sqlalchemy import Select, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import NotFound
from engine.flows.house import READ, SEND, House

T = TypeVar("T")
M = TypeVar("M")
LARGEST_PAGE = 200
DEEPEST = 20
"""Levels of lists and objects in what a client may store: theirs have under five, and Python recurses."""
CONTROL = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories of what ends a line or drives a terminal."""


def house(request: Request) -> House:
    """The parts of the program, put there by create_app."""
    found: House = request.app.state.house
    return found


InHouse = Annotated[House, Depends(house)]


def now(house: InHouse) -> datetime:
    return house.clock.now()


Now = Annotated[datetime, Depends(now)]


async def session(house: InHouse) -> AsyncIterator[AsyncSession]:
    """One transaction per request."""
    async with house.database.begin() as opened:
        yield opened


Session = Annotated[AsyncSession, Depends(session, scope="function")]
"""Committed before the response is sent: with any other scope a client could see 201 for what was rolled back."""


def _wake_sender(house: InHouse, later: BackgroundTasks) -> None:
    later.add_task(house.bell.ring, SEND)


def _wake_workers(house: InHouse, later: BackgroundTasks) -> None:
    for topic in (SEND, READ):
        later.add_task(house.bell.ring, topic)


WakesSender = Depends(_wake_sender)
"""Of routes after which mails may leave at once. The bell is rung when the response is out, so after the commit;
a request that is refused rings none."""
WakesWorkers = Depends(_wake_workers)
"""Of routes after which a mailbox may also be read at once, rather than a tick later."""


@dataclass(frozen=True)
class Span:
    """Which part of a list is wanted."""

    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="Rows wanted, 1 to 200.")] = 50
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="Rows skipped before the first.")] = 0


Paging = Annotated[Span, Depends()]


class Page(BaseModel, Generic[T]):
    """A part of an ordered list. `total` counts all rows that meet the filters."""

    items: list[T]
    total: int = Field(description="Rows that meet the filters, on all pages.", examples=[1])
    limit: int = Field(examples=[50])
    offset: int = Field(examples=[0])


class Given(BaseModel):
    """What a client sends. An unknown field is refused by name instead of being ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    judged_later: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_unstorable(cls, value: Any, info: ValidationInfo) -> Any:
        """PostgreSQL keeps neither NUL nor half of a surrogate pair, and JSON no NaN, however deep they hide."""
        if info.field_name in cls.judged_later:
            return value
        if _too_deep(value):
            raise ValueError(f"it is nested deeper than {DEEPEST} levels")
        if not _storable(value):
            raise ValueError(
                "it holds what cannot be stored: NUL, half of a surrogate pair, NaN or a number without end"
            )
        return value

    def given(self) -> dict[str, Any]:
        """Only what the client said: a PATCH leaves the rest alone."""
        return self.model_dump(exclude_unset=True)


def _line(value: str) -> str:
    if any(unicodedata.category(sign) in CONTROL for sign in value):
        raise ValueError("it must be one line without control characters")
    return value


def _lines(value: str) -> str:
    value = value.replace("\r\n", "\n")
    if any(unicodedata.category(sign) in CONTROL for sign in value.replace("\n", "")):
        raise ValueError("it must not hold control characters other than line ends")
    return value


Line = Annotated[str, AfterValidator(_line)]
"""What stands in the header of a mail or in the middle of a sentence."""
Lines = Annotated[str, AfterValidator(_lines)]


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as wrong:
        raise ValueError("the calendar ends before that time") from wrong


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time with its zone, as UTC."""


def _too_deep(value: Any) -> bool:
    """Level by level, because this is what keeps others from recursing."""
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [part for node in level if isinstance(node, dict | list) for part in _parts(node)]
        if not level:
            return False
    return True


def _parts(node: dict[Any, Any] | list[Any]) -> list[Any]:
    return node if isinstance(node, list) else list(node.values())


def _storable(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" not in value and value.encode("utf-8", "replace").decode() == value
    if isinstance(value, float):
        return isfinite(value)  # Python reads NaN and 1e999, which JSON has not
    if isinstance(value, dict):
        return all(_storable(part) for pair in value.items() for part in pair)
    return not isinstance(value, list) or all(map(_storable, value))


async def paged(session: AsyncSession, query: Select[Any], span: Span, show: Callable[[Any], T]) -> Page[T]:
    """Runs an ordered query of one entity per row."""
    items = [show(row) for row in await session.scalars(query.limit(span.limit).offset(span.offset))]
    return Page(items=items, total=await count(session, query), limit=span.limit, offset=span.offset)


async def count(session: AsyncSession, query: Any) -> int:
    return await session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def page_of(items: Sequence[T], total: int, span: Span) -> Page[T]:
    return Page(items=list(items), total=total, limit=span.limit, offset=span.offset)


async def find(session: AsyncSession, model: type[M], key: int, noun: str) -> M:
    """The row, or NotFound in words. Keys beyond bigint cannot exist."""
    row = await session.get(model, key) if 0 < key < 2**63 else None
    if row is None:
        raise NotFound(f"there is no {noun} {key}.", field=noun.replace(" ", "_"), remedy="List them to see which are.")
    return row
