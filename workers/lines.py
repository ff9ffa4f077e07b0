"""The connections a sender keeps: one a mailbox while it is of use, closed politely when it is not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from engine.edge.smtp import SmtpLine
from engine.flows.house import House, Mark, smtp_mark
from engine.store.tables import Mailbox

KEPT = timedelta(minutes=5)
"""How long a connection without a mail is kept; servers may hang up after as long (RFC 5321 4.5.3.2)."""


class Lines:
    """At most `most` at a time; who needs one more waits for another to be given back."""

    def __init__(self, house: House, most: int) -> None:
        self._house, self._most = house, most
        self._kept: dict[int, tuple[Mark, SmtpLine]] = {}
        self._used: dict[int, datetime] = {}
        """Since when each one that nobody uses is idle, the longest first."""
        self._room = asyncio.Semaphore(most)

    @asynccontextmanager
    async def line(self, mailbox: Mailbox) -> AsyncIterator[SmtpLine]:
        """The mailbox's connection, a new one when its login was changed. OffhoursError: it cannot be made."""
        async with self._room:
            self._used.pop(mailbox.id, None)
            if mailbox.id not in self._kept:
                await self._make_room()
            mark = smtp_mark(mailbox)
            known = self._kept.get(mailbox.id)
            if known is not None and known[0] != mark:
                del self._kept[mailbox.id]
                await known[1].close()
            if mailbox.id not in self._kept:
                self._kept[mailbox.id] = (mark, self._house.smtp(mailbox))
            try:
                yield self._kept[mailbox.id][1]
            finally:
                self._used[mailbox.id] = self._house.clock.now()

    def has(self, mailbox_id: int) -> bool:
        return mailbox_id in self._kept

    async def _make_room(self) -> None:
        while len(self._kept) >= self._most and self._used:
            await self._close(next(iter(self._used)))

    async def tidy(self) -> None:
        """Close those that were idle for long."""
        now = self._house.clock.now()
        old = [key for key, since in self._used.items() if now - since > KEPT]
        await asyncio.gather(*[self._close(key) for key in old])  # a server may take its time over a farewell

    def _close(self, mailbox_id: int) -> Awaitable[None]:
        """Nobody finds it any more from now on."""
        self._used.pop(mailbox_id, None)
        _, line = self._kept.pop(mailbox_id)
        return line.close()

    async def close(self) -> None:
        kept, self._kept = self._kept, {}
        self._used.clear()
        await asyncio.gather(*[line.close() for _, line in kept.values()], return_exceptions=True)
