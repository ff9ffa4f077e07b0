"""What is known to one worker alone is written down when the database is back, however often it was away meanwhile."""

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

PASSES = ("08", "40", "53", "55P03", "57014", "57P", "58")
"""States (PostgreSQL, appendix A) that say nothing about the statement: a connection that was cut, a transaction that
crossed another, no room, a time limit, a server that starts or stops, its disk."""

log = logging.getLogger(__name__)


async def patiently(
    work: Callable[[], Awaitable[T]], *, patience: float = PATIENCE, kept: str = "what became of a mail"
) -> T:
    """The answer of `work`, which must be safe to repeat: its commit may have been the last thing that was heard.
    `kept`: what is told to wait meanwhile."""
    loop = asyncio.get_running_loop()
    until, told = loop.time() + patience, False
    while True:
        try:
            return await work()
        except (DBAPIError, psycopg.Error, NoneFree) as trouble:
            if not passes(trouble) or loop.time() >= until:
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
