"""Send claimed mails, each at most once: screen again, say so, hand it over, write down the outcome.

*sending* is committed with the Message-ID and the bytes before the first byte leaves (docs/architecture.md). What many
mailboxes say or write down at the same time is one transaction.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Invalid, WireError
from engine.flows.enrollments import back_to_due
from engine.flows.hold import hold
from engine.flows.house import House, Mark, smtp_mark
from engine.flows.kept import written_or_kept
from engine.flows.locked import lock_accounts, locked_mail
from engine.flows.mark_sent import WORDS, Flying, flying
from engine.flows.not_taken import entry_trouble, not_taken
from engine.flows.patiently import Ending, patiently
from engine.flows.read_rules import Unready
from engine.flows.together import GoOn, Together
from engine.flows.tries import tried
from engine.flows.turn import Ready, ours, touch, turn
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.columns import storable
from engine.store.tables import Mailbox, MessageOut

GATHER = 0.001
"""Seconds of machine time in which what several mailboxes say or write down becomes one transaction."""
PATIENCE = 0.01
"""Seconds of machine time in which it waits for mails that are just being handed over: what becomes of them, and the
next mails of their mailboxes, cost little in the same transaction and much in one of their own."""
AT_ONCE = 100
"""Mails in one transaction: their accounts are locked meanwhile."""

UNSAID = "the database was lost before anything was handed over"
NOT_MADE = "this mail cannot be made, by a fault of the program that its log tells"
MENDED_BY = timedelta(hours=1)
"""How soon such a mail is tried again: its data or the program may have been mended."""

R = TypeVar("R")
Item = int | tuple[int, Delivery]
"""A mail that wants to be said, or what became of one."""

log = logging.getLogger(__name__)


class Line(Protocol):
    """What send needs of engine.edge.smtp.SmtpLine."""

    async def deliver(self, sender: str, recipient: str, raw: bytes, *, within: float | None = None) -> Delivery: ...


class Outdated(Exception):
    """A connection was refused that is not the mailbox's any more: it has another login now."""


class Later:
    """To be asked again, for of mails to one company only one is dealt with at a time."""


class Outbox:
    """The sends of one worker."""

    def __init__(self, house: House, worker: int, ending: Ending | None = None) -> None:
        self.house, self.worker = house, worker
        self.ending = ending or Ending()
        self.turn: Together[Item, Ready | Held | Later | None] = Together(
            self._turn_all, most=AT_ONCE, gather=GATHER, patience=PATIENCE
        )

    @asynccontextmanager
    async def lane(self, mark: Mark | None = None) -> AsyncIterator["Lane"]:
        """For the sends of one mailbox, connected by what `mark` says of it. At the end all that became of them is
        written down."""
        lane = Lane(self, mark)
        try:
            yield lane
        finally:
            await lane.written()

    async def say(self, out_id: int) -> Ready | Held | None:
        while isinstance(said := await self.ending.answered(self.turn(out_id)), Later):
            pass
        return said

    async def write(self, out_id: int, delivery: Delivery) -> None:
        work = partial(self.turn, (out_id, delivery))
        await written_or_kept(work, self.house, out_id, self.worker, delivery, self.ending)

    async def _turn_all(self, items: Sequence[Item], decided: GoOn) -> list[Ready | Held | Later | None]:
        deliveries = dict(item for item in items if not isinstance(item, int))
        says = [item for item in items if isinstance(item, int)]
        taken = {key: delivery for key, delivery in deliveries.items() if delivery.outcome is Outcome.SENT}
        if others := {key: delivery for key, delivery in deliveries.items() if key not in taken}:
            await _not_sent(self.house, others, self.worker)
        said, later = await turn(self.house, says, taken, self.worker, decided) if says or taken else ({}, [])
        answers = said | dict.fromkeys(later, Later())
        return [answers.get(item) if isinstance(item, int) else None for item in items]


class Lane:
    """The sends of one mailbox, one after the other. What a server has taken is written down while the next is asked
    for, in one transaction; anything else first, for it may stop the mailbox.
    """

    def __init__(self, outbox: Outbox, mark: Mark | None) -> None:
        self._outbox, self._house, self._mark = outbox, outbox.house, mark
        self._writing: asyncio.Future[None] | None = None

    async def send(self, out_id: int, line: Line) -> Outcome | None:
        """None when it is not wanted any more or has to wait; else what became of it."""
        ending = self._outbox.ending
        ready = await try_to_say(self._house, out_id, self._outbox.worker, self._outbox.say(out_id), ending)
        if not isinstance(ready, Ready):
            return None
        try:
            with self._outbox.turn.coming():
                delivery = await line.deliver(ready.sender, ready.recipient, ready.raw, within=self._left(ready))
            delivery = replace(delivery, said_at=ready.said_at)
        except Invalid as unfit:
            await patiently(partial(_unfit, self._house, out_id, self._outbox.worker, unfit), ending=ending)
            return Outcome.NOT_SENT
        except WireError as trouble:
            refused = partial(_refused_entry, self._house, out_id, self._outbox.worker, trouble, self._mark)
            if not await patiently(refused, ending=ending):
                raise Outdated from trouble
            return Outcome.NOT_SENT
        before, self._writing = self._writing, asyncio.ensure_future(self._outbox.write(out_id, delivery))
        if before is not None:
            await before
        if delivery.outcome is not Outcome.SENT:
            await self.written()
        return delivery.outcome

    async def written(self) -> None:
        """Until what became of the last mail is in the ledger."""
        writing, self._writing = self._writing, None
        if writing is not None:
            await writing

    def _left(self, ready: Ready) -> float:
        """Machine seconds in which the mail may be handed over: whoever was paused in between, so that others took them
        for dead and settled the mail, must not hand it over after all."""
        return (ready.until - self._house.clock.now()).total_seconds() / self._house.clock.speed


async def send(house: House, out_id: int, worker: int, line: Line) -> Outcome | None:
    """One mail on its own."""
    async with Outbox(house, worker).lane() as lane:
        return await lane.send(out_id, line)


async def try_to_say(
    house: House, out_id: int, worker: int, say: Awaitable[R | None], ending: Ending | None = None
) -> R | None:
    """What `say` gives. None: nothing was said, as far as is known. A mail that meets a fault of the program waits and
    says so, and keeps no other from being sent.
    """
    ready: R | None = None
    try:
        ready = await say
    except Exception as wrong:
        if not _about_the_mail(wrong):
            raise
        log.exception("mail %d cannot be made and waits", out_id)
        await patiently(partial(_set_aside, house, out_id, worker, wrong), ending=ending)
    finally:
        if ready is None:
            await patiently(partial(unsaid, house, out_id, worker), ending=ending)
    return ready


def _about_the_mail(wrong: Exception) -> bool:
    """It was tried by itself (engine/flows/together.py). The workspace's and the database's trouble is everybody's,
    unless the mail's own values are refused.
    """
    cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
    if isinstance(cause, psycopg.Error):
        return isinstance(cause, psycopg.DataError | psycopg.IntegrityError)
    return not isinstance(cause, NoneFree | Unready)


async def _set_aside(house: House, out_id: int, worker: int, wrong: Exception) -> None:
    async with house.database.begin() as session:
        out = await locked_mail(session, out_id)
        if out.state is OutState.CLAIMED and out.claimed_by == worker:
            now, why = house.clock.now(), storable(f"{NOT_MADE} ({type(wrong).__name__}: {wrong})")[:500]
            hold(out, Held(HeldReason.LINT, now + MENDED_BY, why), now)


# --- what was not sent ----------------------------------------------------------------------------------------


async def _not_sent(house: House, deliveries: Mapping[int, Delivery], worker: int) -> None:
    async with house.database.begin() as session:
        now = house.clock.now()
        await lock_accounts(session, deliveries)
        mails = await flying(session, deliveries)
        await touch(session, mails, [], deliveries, now)
        for mail in mails:
            if ours(mail, worker):
                await _not_taken(session, mail, deliveries[mail.id], now)


async def _not_taken(session: AsyncSession, mail: Flying, delivery: Delivery, now: datetime) -> None:
    out = await session.get_one(MessageOut, mail.id)
    mailbox = await session.get_one(Mailbox, mail.mailbox_id, with_for_update={"key_share": True})
    out.server_code, out.server_text = delivery.code, delivery.text[:WORDS]
    tried(session, out, delivery, now)
    await not_taken(session, out, mailbox, delivery, now)


async def _refused_entry(house: House, out_id: int, worker: int, trouble: WireError, mark: Mark | None) -> bool:
    """The server did not let us in: nothing was said about this mail, and the mailbox waits for someone. False: it has
    been given another login meanwhile, which is to be tried."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out, mailbox = await _rows(session, out_id)
        if ours(out, worker):
            tried(session, out, Delivery(Outcome.NOT_SENT, None, "", str(trouble), "connect"), now)
            await back_to_due(session, out, now)  # the mailbox waits, and its mails with it
        if mark is not None and smtp_mark(mailbox) != mark:
            return False
        entry_trouble(session, mailbox, trouble, now)
        return True


async def unsaid(house: House, out_id: int, worker: int) -> None:
    """The database has *sending* when the commit was the last thing it did for us. Nothing was handed over."""
    async with house.database.begin() as session:
        said = col(MessageOut.state).in_([OutState.SENDING, OutState.UNCERTAIN])
        query = select(col(MessageOut.id)).where(col(MessageOut.id) == out_id, said)
        if await session.scalar(query) is None:
            return  # held, or not wanted any more: what is usual costs no lock
        out = await locked_mail(session, out_id)
        if ours(out, worker):
            now = house.clock.now()
            tried(session, out, Delivery(Outcome.NOT_SENT, None, "", UNSAID, "mail"), now)
            await back_to_due(session, out, now)


async def _unfit(house: House, out_id: int, worker: int, wrong: Invalid) -> None:
    """One of the addresses cannot be said to a server: nothing was."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out, _ = await _rows(session, out_id)
        if ours(out, worker):
            tried(session, out, Delivery(Outcome.NOT_SENT, None, "", str(wrong), "mail"), now)
            await back_to_due(session, out, now)
            if out.state is OutState.DUE:
                hold(out, Held(HeldReason.LINT, None, str(wrong)), now)


async def _rows(session: AsyncSession, out_id: int) -> tuple[MessageOut, Mailbox]:
    out = await locked_mail(session, out_id)
    of_mailbox = select(Mailbox).where(col(Mailbox.id) == out.mailbox_id).with_for_update(key_share=True)
    return out, (await session.scalars(of_mailbox)).one()
