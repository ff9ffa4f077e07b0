"""An OpenAI-compatible endpoint on this machine that says what it is told to, or misbehaves."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

from engine.flows.house import House
from tests.support.servers import HOST

STALL = "stall"
ENDLESS = "endless"
HANG_UP = "hang up"


@dataclass
class Endpoint:
    """`say` is the next answers: a word, STALL, ENDLESS, HANG_UP, or (status, body). Then "interested" for ever."""

    port: int = 0
    say: list[str | tuple[int, str]] = field(default_factory=list)
    asked: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    """Headers and body of each question."""
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/v1"

    def known_to(self, house: House, **changes: Any) -> House:
        given = {"opinion_url": self.url, "opinion_model": "small", "opinion_key": "sk-test", **changes}
        return replace(house, settings=type(house.settings)(**{**house.settings.model_dump(), **given}))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
            body = json.loads(await reader.readexactly(int(headers["content-length"])))
            self.asked.append(({**headers, "first": first}, body))
            self.was_asked.set()
            await self.answer(writer, self.say.pop(0) if self.say else "interested")
            writer.close()
            await writer.wait_closed()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # whoever asked has gone
        finally:
            writer.transport.abort()

    async def answer(self, writer: asyncio.StreamWriter, what: str | tuple[int, str]) -> None:
        if what == STALL:
            await asyncio.Event().wait()
        if what == HANG_UP:
            return
        if what == ENDLESS:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + b" " * 900_000)
            await writer.drain()
            return
        said = what if isinstance(what, tuple) else (200, json.dumps({"choices": [{"message": {"content": what}}]}))
        status, text = said[0], said[1].encode()
        writer.write(
            b"HTTP/1.1 %d X\r\nContent-Length: %d\r\nLocation: /elsewhere\r\n\r\n%s" % (status, len(text), text)
        )
        await writer.drain()


@contextlib.asynccontextmanager
async def endpoint() -> AsyncIterator[Endpoint]:
    made = Endpoint()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.ensure_future(made.serve(reader, writer)))

    server = await asyncio.start_server(accept, HOST, 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
