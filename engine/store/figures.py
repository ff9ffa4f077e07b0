"""The state of the whole installation in a few numbers, for whoever watches it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.reasons import READY
from engine.rules.vocabulary import OutState
from engine.store.facts import workspace_of
from engine.store.inbox import Counts, counts
from engine.store.tables import InState, Mailbox, MailboxState, MessageIn, MessageOut

PARTS = {9: "sender", 10: "poller"}
"""Spaces of the advisory locks that each of them holds (workers.identity)."""
WORKERS = text(
    "select classid::bigint, count(*) from pg_locks where locktype = 'advisory' and objsubid = 2 and granted"
    " and database = (select oid from pg_database where datname = current_database()) group by 1"
)
DAY = timedelta(days=1)
IN_HAND = (OutState.CLAIMED, OutState.SENDING, OutState.UNCERTAIN)


@dataclass(frozen=True)
class MailboxFigures:
    """Of one mailbox. `sent` is what has left in the last 24 hours; `read` is how long ago it was read in seconds,
    None: never."""

    address: str
    sent: int
    read: float | None
    sends: bool
    reads: bool
    files: bool
    """Whether each is possible at present, as far as its servers and a person say."""


@dataclass(frozen=True)
class Figures:
    """`waiting` is by why, as dispatch last saw it; `undecided` is how many received mails are still to be read."""

    workers: dict[str, int]
    waiting: dict[str, int]
    in_hand: dict[str, int]
    received: int
    undecided: int
    work: Counts
    mailboxes: list[MailboxFigures]
    is_stopped: bool
    """An administrator has to say go (engine.flows.restored)."""


async def figures(session: AsyncSession, now: datetime) -> Figures:
    """Each is counted in an index, and of what was sent the last day alone, so that it may be asked for every few
    seconds."""
    workers = {PARTS.get(space, ""): number for space, number in await session.execute(WORKERS)}
    stored = select(func.count()).where(col(MessageIn.state) == InState.STORED)
    return Figures(
        workers={part: workers.get(part, 0) for part in PARTS.values()},
        waiting=await _waiting(session),
        in_hand=await _in_hand(session),
        received=await session.scalar(select(func.count()).select_from(MessageIn)) or 0,
        undecided=await session.scalar(stored) or 0,
        work=await counts(session, None, now),
        mailboxes=await _mailboxes(session, now),
        is_stopped=(await workspace_of(session)).restored_at is not None,
    )


async def _waiting(session: AsyncSession) -> dict[str, int]:
    query = (
        select(col(MessageOut.held_reason), func.count())
        .where(col(MessageOut.state).in_([OutState.DUE, OutState.HELD]))
        .group_by(col(MessageOut.held_reason))
    )
    return {reason.value if reason else READY: number for reason, number in await session.execute(query)}


async def _in_hand(session: AsyncSession) -> dict[str, int]:
    query = (
        select(col(MessageOut.state), func.count())
        .where(col(MessageOut.state).in_(IN_HAND))
        .group_by(col(MessageOut.state))
    )
    return {state.value: 0 for state in IN_HAND} | {
        state.value: number for state, number in await session.execute(query)
    }


async def _mailboxes(session: AsyncSession, now: datetime) -> list[MailboxFigures]:
    since = now - DAY
    sent = select(func.count()).where(
        col(MessageOut.mailbox_id) == Mailbox.id,
        col(MessageOut.sent_on) >= (since - DAY).date(),  # a day there, wherever that is
        col(MessageOut.sending_at) > since,
    )
    query = (
        select(Mailbox, sent.scalar_subquery()).where(col(Mailbox.deleted_at).is_(None)).order_by(col(Mailbox.address))
    )
    return [
        MailboxFigures(
            address=box.address,
            sent=number,
            read=(now - box.read_at).total_seconds() if box.read_at else None,
            sends=box.state is MailboxState.ACTIVE,
            reads=not box.read_problem,
            files=not box.copy_problem,
        )
        for box, number in await session.execute(query)
    ]
