"""A worker's number and its leases: advisory locks of one database session, gone when the session is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from typing import Any

import psycopg

from engine.flows.settle import WORKERS
from engine.store.database import Database


class Space(IntEnum):
    """Spaces of advisory locks; engine.flows.settle.WORKERS is 1."""

    SENDING = 2
    READING = 3


class Identity:
    """Held as long as the connection lives. A paused process keeps it; a killed one loses it at once."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], number: int) -> None:
        self._connection = connection
        self.number = number

    async def lease(self, space: Space, key: int) -> bool:
        """True when this worker, and no other, now works on the mailbox."""
        return await self._ask("select pg_try_advisory_lock(%s, %s)", space, key)

    async def give_back(self, space: Space, key: int) -> None:
        await self._ask("select pg_advisory_unlock(%s, %s)", space, key)

    async def _ask(self, query: str, space: int, key: int) -> bool:
        cursor = await self._connection.execute(query, (int(space), key))
        row = await cursor.fetchone()
        return bool(row and row[0])

    @property
    def lost(self) -> bool:
        return self._connection.closed or self._connection.broken


@asynccontextmanager
async def identity(database: Database) -> AsyncIterator[Identity]:
    """A fresh number, locked before it is used anywhere."""
    connection = await database.connect()
    try:
        row = await (await connection.execute("select nextval('worker_number')::int")).fetchone()
        assert row is not None
        number = int(str(row[0]))
        await connection.execute("select pg_advisory_lock(%s, %s)", (WORKERS, number))
        yield Identity(connection, number)
    finally:
        await connection.close()
