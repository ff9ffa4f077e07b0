"""A way to PostgreSQL that can be cut at the worst moment: a transaction is committed and nobody hears of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import unquote

from psycopg.conninfo import conninfo_to_dict

COMMITTED = b"COMMIT\x00"
"""As the server says it."""


class Way:
    """`url` leads through us. While `cut` is set, the first connection that is told of a commit is not. Once `speaks`
    is cleared nothing is heard any more."""

    def __init__(self) -> None:
        self.url = ""
        self.cut = False
        self.speaks = asyncio.Event()
        self.speaks.set()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, back: bool) -> None:
        try:
            while said := await reader.read(2**16):
                await self.speaks.wait()
                if back and self.cut and COMMITTED in said:
                    self.cut = False
                    break
                writer.write(said)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def way_to(url: str) -> AsyncIterator[Way]:
    given = conninfo_to_dict(url)
    where = unquote(str(given["host"]))
    way = Way()
    busy: set[asyncio.Task[None]] = set()

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if where.startswith("/"):
            server = await asyncio.open_unix_connection(f"{where}/.s.PGSQL.{given.get('port', 5432)}")
        else:
            server = await asyncio.open_connection(where, int(str(given.get("port", 5432))))
        for task in (
            asyncio.create_task(way._carry(reader, server[1], back=False)),
            asyncio.create_task(way._carry(server[0], writer, back=True)),
        ):
            busy.add(task)
            task.add_done_callback(busy.discard)

    listening = await asyncio.start_server(lead, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    login = f"{given['user']}:{given['password']}" if given.get("password") else given["user"]
    way.url = f"postgresql://{login}@127.0.0.1:{port}/{given['dbname']}"
    try:
        yield way
    finally:
        listening.close()
        for task in list(busy):
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
        await listening.wait_closed()
