"""What is known to one worker alone is written down when the database is back, however often it was away meanwhile."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
PATIENCE = 600.0
"""Seconds of machine time. Longer, and whoever looks takes the mail to be in doubt: 10 minutes is the usual grace."""
AGAIN = 0.5
"""Seconds between two tries."""

log = logging.getLogger(__name__)


async def patiently(work: Callable[[], Awaitable[T]], *, patience: float = PATIENCE) -> T:
    """The answer of `work`, which must be safe to repeat: its commit may have been the last thing that was heard."""
    loop = asyncio.get_running_loop()
    until, told = loop.time() + patience, False
    while True:
        try:
            return await work()
        except (DBAPIError, psycopg.Error) as trouble:
            if not is_away(trouble) or loop.time() >= until:
                raise
            if not told:
                log.warning("the database is away; what became of a mail is kept until it is back: %s", trouble)
            told = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), AGAIN)


def is_away(trouble: BaseException) -> bool:
    """No server, one that starts or stops, a connection that was cut; not a statement that was refused."""
    cause = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    state = getattr(cause, "sqlstate", None)
    return isinstance(cause, psycopg.OperationalError) and (state is None or state.startswith(("57P", "08")))
