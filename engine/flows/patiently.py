"""What is known to one worker alone is written down when the database is back, however often it was away meanwhile;
but not when the worker is told to stop and the database stays away or mute."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

T = TypeVar("T")
PATIENCE = 600.0
"""Seconds of machine time. Longer, and whoever looks takes the mail to be in doubt: 10 minutes is the usual grace."""
AGAIN = 0.5
"""Seconds between two tries."""
LEAVING = 5.0
"""Seconds of machine time in which the database has to answer whoever is told to stop; service managers kill after ten.
What is not written down by then is in the log and in a file (engine.flows.kept)."""

PASSES = ("08", "40", "53", "55P03", "57014", "57P", "58")
"""States (PostgreSQL, appendix A) that say nothing about the statement: a connection that was cut, a transaction that
crossed another, no room, a time limit, a server that starts or stops, its disk."""

LOST = (DBAPIError, psycopg.Error, NoneFree)
"""How the database says that it took nothing."""

log = logging.getLogger(__name__)


class Ending:
    """How long a worker still waits for the database: as long as it takes, until it is told to stop."""

    def __init__(self) -> None:
        self._until: float | None = None
        self._limits: set[asyncio.Timeout] = set()

    def begin(self) -> None:
        """The worker is told to stop."""
        self._until = asyncio.get_running_loop().time() + LEAVING
        for limit in self._limits:
            limit.reschedule(self._until)

    @property
    def over(self) -> bool:
        return self._until is not None and asyncio.get_running_loop().time() >= self._until

    async def answered(self, work: Awaitable[T]) -> T:
        """What the database answers. It is given up, as one that is lost, when there is no time left."""
        limit = asyncio.timeout_at(self._until)
        try:
            async with limit:
                self._limits.add(limit)
                return await work
        except TimeoutError as mute:
            if not limit.expired():
                raise
            raise psycopg.OperationalError("the database says nothing, and we are told to stop") from mute
        finally:
            self._limits.discard(limit)


async def patiently(
    work: Callable[[], Awaitable[T]],
    *,
    patience: float = PATIENCE,
    kept: str = "what became of a mail",
    ending: Ending | None = None,
) -> T:
    """The answer of `work`, which must be safe to repeat: its commit may have been the last thing that was heard.
    `kept`: what is told to wait meanwhile."""
    loop = asyncio.get_running_loop()
    until, told, ending = loop.time() + patience, False, ending or Ending()
    while True:
        try:
            return await ending.answered(work())
        except LOST as trouble:
            if not passes(trouble):
                raise
            if ending.over or loop.time() >= until:
                log.error("not written down: %s", kept)
                raise
            if not told:
                log.warning("the database takes nothing now; kept until it does: %s. %s", kept, trouble)
            told = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), AGAIN)


def passes(trouble: BaseException) -> bool:
    """Whether the same may go well later: it was not the statement that was refused."""
    cause = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    state = getattr(cause, "sqlstate", None)
    lost = isinstance(cause, psycopg.OperationalError) and (state is None or state.startswith(PASSES))
    return lost or isinstance(cause, NoneFree)
