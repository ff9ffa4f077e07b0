"""The poller: for each mailbox that it leases one connection, which fetches, stores, reads, and waits for more."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from engine.edge.imap import FolderRole, ImapLine
from engine.errors import LoginRefused, OffhoursError
from engine.flows.file_copies import Copies, file_copies
from engine.flows.house import READ, SEND, House, Mark, imap_mark
from engine.flows.opinion import read
from engine.flows.receive import Cursors, opened, receive, unread
from engine.store.journal import record
from engine.store.tables import Mailbox
from workers.identity import Identity, Space, identity
from workers.rest import rest

log = logging.getLogger(__name__)

AFTER_TROUBLE = timedelta(seconds=5)
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""Waits before a mailbox that could not be read is tried again."""
AFTER_REFUSAL = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""The same after a refused login: providers lock accounts that keep trying. A person who mends it ends the wait."""


async def run_poller(house: House, stop: asyncio.Event) -> None:
    """Until told to stop; the batch in hand is finished."""
    while not stop.is_set():
        try:
            async with identity(house.database, Space.POLLER) as me, house.bell.listen(READ) as bell:
                await _Poller(house, me, stop).run(bell)
        except (DBAPIError, psycopg.Error) as lost:
            log.warning("database lost: %s", lost)
            await rest(house, AFTER_TROUBLE, stop)


@dataclass
class _Following:
    """A mailbox that is being read, with what it was opened with, and how to say that this has changed."""

    task: asyncio.Task[None]
    mark: Mark
    changed: asyncio.Event


class _Poller:
    def __init__(self, house: House, me: Identity, stop: asyncio.Event) -> None:
        self.house, self.me, self.stop = house, me, stop
        self._busy: dict[int, _Following] = {}
        self._failures: dict[int, int] = {}  # per mailbox, since it was last read to the end
        self._copies: dict[int, Copies] = {}

    async def run(self, bell: asyncio.Event) -> None:
        try:
            while not self.stop.is_set() and not self.me.lost:
                bell.clear()
                mailboxes = {mailbox.id: mailbox for mailbox in await self._mailboxes()}
                for mailbox_id, following in self._busy.items():
                    now = mailboxes.pop(mailbox_id, None)
                    if now is None or imap_mark(now) != following.mark:
                        following.changed.set()
                for mailbox in mailboxes.values():
                    self._start(mailbox)
                await rest(self.house, self.house.settings.tick, bell, self.stop)
        finally:
            for following in self._busy.values():
                following.changed.set()
            await asyncio.gather(*[following.task for following in self._busy.values()], return_exceptions=True)

    async def _mailboxes(self) -> list[Mailbox]:
        async with self.house.database.begin() as session:
            query = select(Mailbox).where(col(Mailbox.deleted_at).is_(None)).order_by(col(Mailbox.id))
            return list(await session.scalars(query))

    def _start(self, mailbox: Mailbox) -> None:
        changed = asyncio.Event()
        task = asyncio.create_task(self._serve(mailbox, changed), name=f"read {mailbox.address}")
        self._busy[mailbox.id] = _Following(task, imap_mark(mailbox), changed)
        task.add_done_callback(lambda done: self._finished(mailbox, done))

    def _finished(self, mailbox: Mailbox, done: asyncio.Task[None]) -> None:
        self._busy.pop(mailbox.id, None)
        if not done.cancelled() and (trouble := done.exception()):
            log.error("reading %s stopped: %r", mailbox.address, trouble)

    async def _serve(self, mailbox: Mailbox, changed: asyncio.Event) -> None:
        """Until the mailbox is changed or we stop; then whoever looks next begins anew with what it is now."""
        if not await self.me.lease(Space.READING, [mailbox.id]):
            return
        try:
            await self._decide(mailbox.id)  # what an earlier run stored and did not get to
            while not self.stop.is_set() and not changed.is_set():
                try:
                    await self._follow(mailbox, changed)
                except OffhoursError as trouble:
                    await self._note(mailbox, trouble)
                    failures = self._failures.get(mailbox.id, 0)
                    waits = AFTER_REFUSAL if isinstance(trouble, LoginRefused) else BACK_OFF
                    await rest(self.house, waits[min(failures, len(waits) - 1)], changed, self.stop)
                    self._failures[mailbox.id] = failures + 1
        finally:
            await self.me.give_back(Space.READING, [mailbox.id])

    async def _follow(self, mailbox: Mailbox, changed: asyncio.Event) -> None:
        """One connection, until it breaks, the mailbox is changed, or we stop."""
        line = self.house.imap(mailbox)
        try:
            await line.open()
            folders = await line.folders()
            inbox = next((folder.name for folder in folders if folder.role is FolderRole.INBOX), "INBOX")
            cursors = Cursors()
            await opened(self.house, mailbox.id)
            while not self.stop.is_set() and not changed.is_set():
                if await receive(self.house, mailbox, line, folders, cursors):
                    await self._decide(mailbox.id)
                self._failures.pop(mailbox.id, None)
                await file_copies(self.house, mailbox, line, folders, self._copies.setdefault(mailbox.id, Copies()))
                await line.examine(inbox)
                await self._wait(line, changed)
        finally:
            await line.close()

    async def _wait(self, line: ImapLine, changed: asyncio.Event) -> None:
        """For mail in the INBOX; the other folders are looked at every `poll` at the latest."""
        settings = self.house.settings
        length = max(settings.poll / self.house.clock.speed, settings.smallest_pause * 6)
        waits = [
            asyncio.create_task(line.wait_for_change(length)),
            asyncio.create_task(changed.wait()),
            asyncio.create_task(self.stop.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if waits[0].done():
                waits[0].result()
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    async def _decide(self, mailbox_id: int) -> None:
        while ids := await unread(self.house, mailbox_id):
            for in_id in ids:
                await read(self.house, in_id)
            await self.house.bell.ring(SEND)

    async def _note(self, mailbox: Mailbox, trouble: OffhoursError) -> None:
        """Shown with the mailbox; sending has its own word in `state`."""
        async with self.house.database.begin() as session:
            row = await session.get_one(Mailbox, mailbox.id)
            if row.read_problem != str(trouble):
                record(session, self.house.clock.now(), "mailbox.unread", why=str(trouble), mailbox_id=mailbox.id)
            row.read_problem = str(trouble)
