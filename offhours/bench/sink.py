"""A submission server that takes everything and keeps nothing but the moment: as little work as Python allows."""

import asyncio
import time
from collections.abc import Sequence
from ctypes import c_long
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import RawArray, RawValue
from typing import Any

from engine.clock import SystemClock
from engine.errors import OffhoursError
from offhours.bench.helper import Helper, deaf_to_interrupts, until_told

HOST = "127.0.0.1"
END = b"\r\n.\r\n"
GO_AHEAD = b"354 go ahead\r\n"
TAKEN = b"250 2.0.0 taken\r\n"
UNKNOWN = b"500 5.5.1 not here\r\n"
REPLIES = {
    b"EHLO": b"250-sink.example\r\n250-SIZE 26214400\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
    b"250 AUTH PLAIN\r\n",
    b"AUTH": b"235 2.7.0 welcome\r\n",
    b"MAIL": b"250 2.1.0 ok\r\n",
    b"RCPT": b"250 2.1.5 ok\r\n",
    b"DATA": GO_AHEAD,
    b"RSET": b"250 2.0.0 ok\r\n",
    b"NOOP": b"250 2.0.0 ok\r\n",
    b"QUIT": b"221 2.0.0 bye\r\n",
}
LOOK = timedelta(milliseconds=5)
STALLED = 120.0
"""Seconds without a mail after which a run is given up."""


class Tally:
    """Shared between processes: how many mails were taken, and when each of the first `room` was (monotonic)."""

    def __init__(self, room: int) -> None:
        self.count: Any = RawValue(c_long, 0)
        self.times: Any = RawArray("d", room)
        self.room = room

    def taken(self) -> None:
        """One process writes, so no lock is needed; the time is there before the count says so."""
        number = self.count.value
        if number < self.room:
            self.times[number] = time.monotonic()
        self.count.value = number + 1


class _Dialogue(asyncio.Protocol):
    """A client that pipelines is answered in order, too; the body is looked at only for its end."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._in_body = False
        self._kept = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.write(b"220 sink.example\r\n")

    def data_received(self, data: bytes) -> None:
        if self._in_body:
            self._kept = (self._kept + data)[-len(END) :] if len(data) < len(END) else data[-len(END) :]
            if self._kept == END:
                self._in_body, self._kept = False, b""
                self._tally.taken()
                self._transport.write(TAKEN)
            return
        *lines, self._kept = (self._kept + data).split(b"\r\n")
        replies = [REPLIES.get(line[:4].upper(), UNKNOWN) for line in lines]
        if replies:
            self._in_body = replies[-1] is GO_AHEAD
            self._transport.write(b"".join(replies))


def main(pipe: Connection, tally: Tally) -> None:
    """The helper process: says its port, then takes mail."""
    deaf_to_interrupts()
    asyncio.run(_serve(pipe, tally))


async def _serve(pipe: Connection, tally: Tally) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Dialogue(tally), HOST, 0)
    pipe.send(server.sockets[0].getsockname()[1])
    await until_told(pipe)


class Sink:
    """The sink seen from the process that measures."""

    def __init__(self, room: int) -> None:
        self.tally = Tally(room)
        self.helper = Helper("sink", main, self.tally)
        self.port = 0

    async def open(self) -> "Sink":
        self.port = await self.helper.hear()
        return self

    @property
    def count(self) -> int:
        return int(self.tally.count.value)

    def reset(self) -> None:
        """Between runs, when nobody sends."""
        self.tally.count.value = 0

    async def reached(self, mails: int, senders: Sequence[Helper]) -> None:
        """Waits for the mail of that number; a sender that ends or stands still is an error."""
        clock, count, since = SystemClock(), self.count, time.monotonic()
        while (now := self.count) < mails:
            if now != count:
                count, since = now, time.monotonic()
            if time.monotonic() - since > STALLED:
                raise OffhoursError(f"No mail came for {STALLED:g} seconds; {now} of {mails} had come.")
            if not all(sender.alive for sender in senders):
                raise OffhoursError(f"A sender ended when {now} of {mails} mails had come.")
            await clock.sleep(LOOK)

    def rate(self, first: int, last: int) -> float:
        """Mails per second between two of them."""
        length: float = self.tally.times[last - 1] - self.tally.times[first - 1]
        return (last - first) / length
