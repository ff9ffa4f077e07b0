"""A worker's number and its leases: advisory locks of one database session, gone when the session is."""

from collections.abc import AsyncIterator, Sequence
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
    SENDER = 9
    """Held by each sender, so that they can count themselves."""
    POLLER = 10
    LOOKING = 16
    """Of a mailbox into whose Sent folder somebody looks for mails in doubt."""


class Identity:
    """Held as long as the connection lives. A paused process keeps it; a killed one loses it at once."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], number: int) -> None:
        self._connection = connection
        self.number = number

    async def lease(self, space: Space, keys: Sequence[int], most: int | None = None) -> list[int]:
        """Those of them on which this worker, and no other, now works; the first `most` that are free."""
        query = "select key from unnest(%s::int[]) as key where pg_try_advisory_lock(%s, key) limit %s"
        rows = await self._ask(query, list(keys), int(space), most)
        return [int(str(key)) for (key,) in rows]

    async def give_back(self, space: Space, keys: Sequence[int]) -> None:
        if keys:
            await self._ask("select pg_advisory_unlock(%s, key) from unnest(%s::int[]) as key", int(space), list(keys))

    async def number_of(self, space: Space) -> int:
        """How many workers hold a lock of this space."""
        rows = await self._ask(
            "select count(*) from pg_locks where locktype = 'advisory' and objsubid = 2 and classid = %s and granted"
            " and database = (select oid from pg_database where datname = current_database())",
            int(space),
        )
        return int(str(rows[0][0]))

    async def _ask(self, query: Any, *values: Any) -> list[tuple[Any, ...]]:
        cursor = await self._connection.execute(query, values)
        return await cursor.fetchall()

    @property
    def lost(self) -> bool:
        return self._connection.closed or self._connection.broken


@asynccontextmanager
async def identity(database: Database, kind: Space) -> AsyncIterator[Identity]:
    """A fresh number, locked before it is used anywhere."""
    connection = await database.connect()
    try:
        row = await (await connection.execute("select nextval('worker_number')::int")).fetchone()
        assert row is not None
        number = int(str(row[0]))
        await connection.execute(
            "select pg_advisory_lock(%s, %s), pg_advisory_lock(%s, %s)", (WORKERS, number, int(kind), number)
        )
        yield Identity(connection, number)
    finally:
        await connection.close()
