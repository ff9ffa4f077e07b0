"""Passes an IMAP connection on to a real server, notes what the client says, and can cut it at a chosen line."""

import asyncio
import contextlib
from collections.abc import Iterable

from engine.edge.hanging_up import hang_up
from tests.support.servers import HOST, free_port


class Passing:
    """Each connection is cut after so many lines of the client: `cuts` gives the number for each, then they live on."""

    def __init__(self, port: int, cuts: Iterable[int] = ()) -> None:
        self.target, self.cuts, self.connections = port, list(cuts), 0
        self.lines: list[str] = []
        self._open: dict[asyncio.Task, asyncio.StreamWriter] = {}

    async def __aenter__(self):
        self.port = free_port()
        self.server = await asyncio.start_server(self.serve, HOST, self.port)
        return self

    async def __aexit__(self, *_):
        self.server.close()
        for writer in self._open.values():
            hang_up(writer.transport)
        if self._open:
            await asyncio.wait(list(self._open))
        await self.server.wait_closed()

    def said(self, words: str) -> int:
        return sum(words in line for line in self.lines)

    async def serve(self, reader, writer):
        self._open[asyncio.current_task()] = writer
        try:
            await self.pass_on(reader, writer)
        finally:
            self._open.pop(asyncio.current_task(), None)

    async def pass_on(self, reader, writer):
        left = self.cuts[self.connections] if self.connections < len(self.cuts) else 1_000_000
        self.connections += 1
        near, far = await asyncio.open_connection(HOST, self.target)
        back = asyncio.create_task(self.copy(near, writer))
        try:
            while left > 0 and (line := await reader.readline()):
                left -= 1
                self.lines.append(line.decode("utf-8", "replace").strip())
                far.write(line)
                await far.drain()
        except ConnectionError:
            pass
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            for end in (writer, far):
                hang_up(end.transport)

    @staticmethod
    async def copy(source, sink):
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                sink.write(data)
                await sink.drain()
