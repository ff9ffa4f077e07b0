"""The sender: settles what dead workers left, then for each mailbox that it leases claims and sends, one by one."""

import asyncio
import logging
from datetime import timedelta
from random import Random

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from engine.edge.smtp import SmtpLine
from engine.errors import OffhoursError
from engine.flows.dispatch import dispatch
from engine.flows.house import SEND, House
from engine.flows.launch import finish_campaigns
from engine.flows.not_taken import entry_trouble
from engine.flows.send import send
from engine.flows.settle import leave, settle
from engine.rules.vocabulary import OutState
from engine.store.tables import Mailbox, MessageOut
from workers.identity import Identity, Space, identity
from workers.rest import rest, until

log = logging.getLogger(__name__)

AFTER_TROUBLE = timedelta(seconds=5)
"""Rest after the database was lost, before a new identity is taken."""


async def run_sender(house: House, stop: asyncio.Event) -> None:
    """Until told to stop; then the mails in hand are finished and the claims given back."""
    rng = Random()  # noqa: S311 # spreads mails over the day, guards nothing
    while not stop.is_set():
        try:
            async with identity(house.database) as me, house.bell.listen(SEND) as bell:
                await _Sender(house, me, rng, stop).run(bell)
        except (DBAPIError, psycopg.Error) as lost:
            log.warning("database lost: %s", lost)
            await rest(house, AFTER_TROUBLE, stop)


class _Sender:
    def __init__(self, house: House, me: Identity, rng: Random, stop: asyncio.Event) -> None:
        self.house, self.me, self.rng, self.stop = house, me, rng, stop
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._lines: dict[int, tuple[str, SmtpLine]] = {}
        self._settle_at = house.clock.now()
        self._settling: asyncio.Task[None] | None = None
        self._free = asyncio.Event()  # a mailbox that sent something is done: it may have more

    async def run(self, bell: asyncio.Event) -> None:
        try:
            while not self.stop.is_set() and not self.me.lost:
                bell.clear()
                self._free.clear()
                await self._settle_now_and_then()
                for mailbox in await self._due():
                    if mailbox.id not in self._busy:
                        self._start(mailbox)
                await rest(self.house, self.house.settings.tick, bell, self._free, self.stop)
        finally:
            settling = [self._settling] if self._settling else []
            await asyncio.gather(*self._busy.values(), *settling, return_exceptions=True)
            await asyncio.gather(*[line.close() for _, line in self._lines.values()], return_exceptions=True)

    async def _settle_now_and_then(self) -> None:
        """Once a tick is soon enough. Beside the sending, which must not wait for a Sent folder that is slow."""
        now = self.house.clock.now()
        if now < self._settle_at or (self._settling and not self._settling.done()):
            return
        least = self.house.settings.smallest_pause * 10 * self.house.clock.speed
        self._settle_at = now + max(self.house.settings.tick, least)
        await leave(self.house, self.me.number, but_mailboxes=list(self._busy))  # what a failed round of ours left
        self._settling = asyncio.create_task(self._settle(), name="settle")

    async def _settle(self) -> None:
        """What the dead left, and campaigns that have run out."""
        try:
            await settle(self.house)
            async with self.house.database.begin() as session:
                await finish_campaigns(session, self.house.clock.now())
        except (DBAPIError, psycopg.Error) as lost:
            log.warning("not settled: %s", lost)

    async def _due(self) -> list[Mailbox]:
        """Mailboxes with something to look at now."""
        now = self.house.clock.now()
        waiting = select(col(MessageOut.mailbox_id)).where(
            col(MessageOut.state).in_([OutState.DUE, OutState.HELD]), col(MessageOut.look_at) <= now
        )
        async with self.house.database.begin() as session:
            query = select(Mailbox).where(col(Mailbox.id).in_(waiting), col(Mailbox.deleted_at).is_(None))
            return list(await session.scalars(query))

    def _start(self, mailbox: Mailbox) -> None:
        task = asyncio.create_task(self._serve(mailbox), name=f"send {mailbox.address}")
        self._busy[mailbox.id] = task
        task.add_done_callback(lambda done: self._finished(mailbox, done))

    def _finished(self, mailbox: Mailbox, done: asyncio.Task[None]) -> None:
        self._busy.pop(mailbox.id, None)
        if not done.cancelled() and (trouble := done.exception()):
            log.error("sending from %s stopped: %r", mailbox.address, trouble)

    async def _serve(self, mailbox: Mailbox) -> None:
        if not await self.me.lease(Space.SENDING, mailbox.id):
            return
        try:
            claims = await dispatch(self.house, mailbox.id, self.me.number, self.rng)
            gap = timedelta(seconds=mailbox.min_gap_seconds)
            earliest = None
            for claim in claims:
                moment = max(claim.send_at, earliest) if earliest else claim.send_at
                await until(self.house, max(moment - self.house.clock.now(), timedelta()), self.stop)
                if self.stop.is_set():
                    break
                line = await self._line(mailbox)
                if line is None:
                    break
                if await send(self.house, claim.out_id, self.me.number, line, self.rng) is not None:
                    earliest = self.house.clock.now() + gap
            if claims:
                await leave(self.house, self.me.number, mailbox_id=mailbox.id)
                self._free.set()
        finally:
            await self.me.give_back(Space.SENDING, mailbox.id)

    async def _line(self, mailbox: Mailbox) -> SmtpLine | None:
        """The mailbox's kept connection, a new one when its login was changed. None: a person must mend the login."""
        mark = f"{mailbox.smtp_host}:{mailbox.smtp_port}:{mailbox.smtp_username}:{mailbox.smtp_secret}"
        known = self._lines.get(mailbox.id)
        if known is not None and known[0] == mark:
            return known[1]
        if known is not None:
            await known[1].close()
        try:
            line = self.house.smtp(mailbox)
        except OffhoursError as wrong:  # e.g. its password was sealed with another key
            self._lines.pop(mailbox.id, None)
            async with self.house.database.begin() as session:
                row = await session.get_one(Mailbox, mailbox.id, with_for_update=True)
                entry_trouble(session, row, wrong, self.house.clock.now())
            return None
        self._lines[mailbox.id] = (mark, line)
        return line
