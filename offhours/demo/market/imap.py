"""A small IMAP4rev1 server (RFC 3501) with IDLE (2177), SPECIAL-USE (6154), LITERAL+ (7888), SASL-IR (4959).

Several clients can be in one folder. Mails are never expunged, so a sequence number is the rank of the UID.
"""

import asyncio
from collections.abc import Mapping

from engine.clock import Clock
from offhours.demo.market.imap_session import Session
from offhours.demo.market.imap_wire import LINE_LIMIT
from offhours.demo.market.store import Store


class ImapServer:
    """Serves one store on loopback."""

    def __init__(self, store: Store, passwords: Mapping[str, str], clock: Clock) -> None:
        self._store = store
        self._passwords = passwords
        self._clock = clock
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, port: int) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=LINE_LIMIT)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        session = Session(self._store, self._passwords, self._clock, reader, writer)
        try:
            await session.run()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client went away, or the server stops: nothing is left to say
        finally:
            session.leave()
            self._tasks.discard(task)
            writer.close()
