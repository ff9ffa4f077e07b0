"""What is said to a server that has let us in: commands, and its answers in their order.

aiosmtplib opens the connection; from the login on this protocol has it. A mail needs four answers, and through the
library each costs a lock, a timer and several turns of the loop; and it can say nothing ahead of an answer.
"""

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import Callable, Collection
from typing import Any

from aiosmtplib import SMTPResponse

from engine.edge.hanging_up import hang_up

LEAVE_TIMEOUT = 3.0
"""Seconds granted to a farewell."""
LONGEST = 65_536
"""Bytes of an answer; nobody says more."""
UNASKED = 20
"""Answers that nobody waits for; a server that says more than a farewell unasked is not listened to."""
_LINE = re.compile(rb"(\d{3})(-?)(.*)", re.DOTALL)


class SessionBroken(Exception):
    """Lost, silent, or out of step. `code` is what the server said last, when that could be read."""

    def __init__(self, problem: str, code: int | None = None) -> None:
        super().__init__(problem)
        self.code = code


class Session(asyncio.Protocol):
    """An open, encrypted and logged-in connection. Every failure is a SessionBroken."""

    def __init__(self, transport: asyncio.Transport, extensions: Collection[str]) -> None:
        """`extensions` in small letters, as EHLO told them."""
        self._transport, self._extensions = transport, extensions
        self._loop = asyncio.get_running_loop()
        self._replies: deque[SMTPResponse] = deque()
        self._open = 0  # answers that are still to come
        self._kept, self._lines = b"", list[bytes]()  # of the answer that is being said
        self._broken: SessionBroken | None = None
        self._full = False
        self._waiter: asyncio.Future[None] | None = None
        transport.set_write_buffer_limits(high=1, low=0)  # what was not taken by the system at once is waited for
        transport.set_protocol(self)

    @property
    def alive(self) -> bool:
        """Whether the next thing may be said: nobody hung up, or said something unasked."""
        return self._broken is None and not self._transport.is_closing() and not self.out_of_step

    @property
    def out_of_step(self) -> bool:
        """Whether more came than was asked for: the next answer would be taken for another question's."""
        return len(self._replies) > self._open or (not self._open and bool(self._kept or self._lines))

    @property
    def early(self) -> bool:
        """Whether an answer is there already."""
        return bool(self._replies)

    def offers(self, extension: str) -> bool:
        return extension in self._extensions

    # --- speaking -------------------------------------------------------------------------------------------------

    def say(self, data: bytes, answers: int = 1) -> None:
        """`answers` are those that the server will give to it."""
        if self._broken or self._transport.is_closing():
            raise self._broken or SessionBroken("The connection was lost.")
        self._open += answers
        self._transport.write(data)

    async def written(self, patience: float) -> None:
        """Until all that was said has left this process, or an answer comes first. `patience` is in seconds."""
        try:
            await self._until(lambda: not self._full or self.early, patience)
        except TimeoutError as error:
            raise SessionBroken(f"The server stopped reading for {patience:g} seconds.") from error

    async def answer(self, patience: float) -> SMTPResponse:
        """The next one, with nothing after it that was not asked for. `patience` is in seconds."""
        try:
            reply = await self.hear(patience)
        except TimeoutError as error:
            raise SessionBroken(f"No answer within {patience:g} seconds.") from error
        if self.out_of_step:
            raise SessionBroken("The server said more than it was asked.", reply.code)
        return reply

    async def hear(self, patience: float | None = None) -> SMTPResponse:
        """The next one, whatever comes after it. TimeoutError: it did not come within `patience` seconds."""
        if not self._replies:
            await self._until(lambda: self.early, patience)
        self._open -= 1
        return self._replies.popleft()

    async def leave(self) -> None:
        """Politely."""
        try:
            with contextlib.suppress(SessionBroken):
                self.say(b"QUIT\r\n")
                await self.answer(LEAVE_TIMEOUT)
        finally:
            self.drop()

    def drop(self) -> None:
        """At once."""
        hang_up(self._transport)

    async def _until(self, ready: Callable[[], bool], patience: float | None) -> None:
        """Part of an answer is none: whoever says a byte now and then gains no time by it."""
        end = None if patience is None else self._loop.time() + patience
        while not ready():
            if self._broken:
                raise self._broken
            self._waiter = self._loop.create_future()
            late = None if end is None else self._loop.call_at(end, _give_up, self._waiter)
            try:
                await self._waiter
            finally:
                self._waiter = None
                if late is not None:
                    late.cancel()

    # --- what the loop tells --------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        if self._broken:
            return  # a kept connection may be idle for minutes: what comes now is kept no more
        *lines, self._kept = (self._kept + data).split(b"\n")
        for line in lines:
            self._take(line)
        if len(self._kept) + sum(map(len, self._lines)) > LONGEST:
            self._break("No sense in the answer: it does not end.")
        if len(self._replies) > self._open + UNASKED:
            self._break("The server says more and more that it was not asked.")
        self._wake()

    def _take(self, line: bytes) -> None:
        found = _LINE.fullmatch(line)
        if found is None:
            self._break(f"No sense in the answer: {line.decode(errors='replace')}")
            return
        code, more, words = found.groups()
        self._lines.append(words.strip())
        if not more:
            said, self._lines = b"\n".join(self._lines), []
            self._replies.append(SMTPResponse(int(code), said.decode("utf-8", "surrogateescape")))

    def eof_received(self) -> None:
        self._break("The connection was lost.")
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self.eof_received()

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False
        self._wake()

    def _break(self, problem: str) -> None:
        self._broken = self._broken or SessionBroken(problem)

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _give_up(waiter: "asyncio.Future[Any]") -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())
