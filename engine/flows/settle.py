"""What dead workers left behind: claims go back to due, mails in flight become uncertain and are reconciled. And what
people asked for too long ago.

The owner's session advisory lock, not a lease by time, says whether a worker lives: a paused worker keeps its lock.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select, text, tuple_, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import FolderRole, ImapLine
from engine.edge.smtp import Delivery, Outcome
from engine.errors import OffhoursError
from engine.flows import kept
from engine.flows.answered import unanswered
from engine.flows.asked import let_go
from engine.flows.enrollments import back_to_due
from engine.flows.house import House
from engine.flows.locked import locked_mail
from engine.flows.look_again import APART
from engine.flows.mark_sent import settle_sent
from engine.flows.marks import OUR_HEADER, mark_in, mark_of
from engine.flows.patiently import LOST
from engine.flows.tries import tried
from engine.flows.write_kept import write_kept
from engine.rules.vocabulary import OutState
from engine.store.columns import among
from engine.store.journal import record
from engine.store.tables import Mailbox, MessageOut

WORKERS = 1
"""The space of advisory locks in which every worker holds its own number."""
NOT_PROVEN = "not in Sent, which proves nothing with this provider: look, and say whether it was sent"
MOVED = (
    "not in Sent, which proves nothing: since it was handed over the mailbox was moved to another server or account, or"
    " what is told of its copies was changed: look, and say whether it was sent"
)
NO_FOLDER = "the mailbox has no folder for sent mails in which to look it up: look, and say whether it was sent"
ANOTHER = (
    "an earlier try is in Sent, under the same Message-ID, and this one is not, which proves nothing: look, and say"
    " whether it was sent"
)
NOT_TWICE = "not in Sent again after it was sent once more for that reason: look, and say whether it was sent"
"""What a person reads who has to decide."""
NEVER_AGAIN = timedelta(days=3650)
LOOK_AGAIN = timedelta(minutes=15)
"""After the mailbox could not be asked."""
LONGEST = 300.0
"""Seconds of machine time for what one mailbox has in doubt: others wait for the turn."""
IN_FLIGHT = (OutState.CLAIMED, OutState.SENDING)

log = logging.getLogger(__name__)


async def settle(house: House, stepped_at: datetime | None = None) -> None:
    """All of it. Safe to run anywhere at any time, by any number of workers. `stepped_at`: when the clock was found to
    have been set forward; what was handed over before has its grace from then on."""
    await take_over(house, stepped_at)
    for mailbox_id in await doubted(house, stepped_at):
        await reconcile(house, mailbox_id, stepped_at)


async def take_over(house: House, stepped_at: datetime | None = None) -> None:
    """What needs the database alone."""
    dead = await _dead_owners(house)
    await write_kept(house, dead)  # after they were seen to be gone: what they kept is there by then
    await _begin_anew(house, dead)
    if dead:
        await _give_back(house, dead)
        await _doubt(house, dead, stepped_at)
    async with house.database.begin() as session:
        await let_go(session, house.clock.now())


async def _dead_owners(house: House) -> list[int]:
    """Owners of claimed or sending rows, and of kept files, whose lock nobody holds. A lock that we can take is
    nobody's."""
    async with house.database.begin() as session:
        query = select(col(MessageOut.claimed_by)).where(col(MessageOut.state).in_(IN_FLIGHT)).distinct()
        owners = {owner for owner in await session.scalars(query) if owner is not None}
        dead = []
        for owner in owners | set(kept.files(house).values()):
            free = await session.scalar(text("select pg_try_advisory_xact_lock(:space, :owner)"), _key(owner))
            if free:
                dead.append(owner)
        return dead


def _key(owner: int) -> dict[str, int]:
    return {"space": WORKERS, "owner": owner}


async def _begin_anew(house: House, dead: Collection[int]) -> None:
    """The clock was set back: of what was handed over, or looked up, at a moment that has not come yet nobody knows
    when it was, so its grace begins now."""
    now = house.clock.now()
    begun, looked = col(MessageOut.sending_at), col(MessageOut.held_since)
    left = and_(col(MessageOut.state) == OutState.SENDING, col(MessageOut.claimed_by).in_(dead), begun > now + APART)
    in_doubt = and_(col(MessageOut.state) == OutState.UNCERTAIN, or_(begun > now + APART, looked > now + APART))
    soon = and_(col(MessageOut.look_at) > now, col(MessageOut.look_at) < now + NEVER_AGAIN / 2)
    right = {
        "sending_at": case((begun > now, now), else_=begun),
        "held_since": case((looked > now, now), else_=looked),
        "look_at": case((soon, now), else_=col(MessageOut.look_at)),
    }
    async with house.database.begin() as session:
        query = update(MessageOut).where(or_(left, in_doubt)).values(**right)
        await session.execute(query, execution_options={"synchronize_session": False})


async def _give_back(house: House, dead: list[int]) -> None:
    """Nothing was said to a server about a claimed mail."""
    async with house.database.begin() as session:
        await session.execute(
            update(MessageOut)
            .where(col(MessageOut.state) == OutState.CLAIMED, col(MessageOut.claimed_by).in_(dead))
            .values(state=OutState.DUE, claimed_by=None, send_at=None)
        )


async def leave(
    house: House, worker: int, *, mailbox_id: int | None = None, but_mailboxes: Collection[int] = ()
) -> None:
    """A live worker lets go of what it does not work on: unused claims, a mail whose outcome it could not write. What
    it kept of these is written first."""
    await write_kept(house, [worker])
    mine = [col(MessageOut.claimed_by) == worker, not_(among(col(MessageOut.mailbox_id), but_mailboxes))]
    if mailbox_id is not None:
        mine.append(col(MessageOut.mailbox_id) == mailbox_id)
    async with house.database.begin() as session:
        claimed = update(MessageOut).where(*mine, col(MessageOut.state) == OutState.CLAIMED)
        await session.execute(claimed.values(state=OutState.DUE, claimed_by=None, send_at=None))
        query = select(MessageOut).where(*mine, col(MessageOut.state) == OutState.SENDING)
        for out in await session.scalars(query.with_for_update(skip_locked=True)):
            _doubted(session, out, "what became of it could not be written down", house.clock.now())


def _doubted(session: AsyncSession, out: MessageOut, why: str, now: datetime) -> None:
    tried(session, out, Delivery(Outcome.UNKNOWN, None, "", why, ""), now)
    out.state = OutState.UNCERTAIN
    out.server_code, out.server_text = None, ""  # what it said of an earlier try is not about this one
    record(session, now, "mail.uncertain", why=why, message_out_id=out.id, contact_id=out.contact_id)


async def _doubt(house: House, dead: list[int], stepped_at: datetime | None) -> None:
    """A mail that was being handed over may have arrived: nobody sends it again before it is settled."""
    now = house.clock.now()
    async with house.database.begin() as session:
        query = (
            select(MessageOut)
            .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
            .where(
                col(MessageOut.state) == OutState.SENDING,
                col(MessageOut.claimed_by).in_(dead),
                _grace_is_over(now, stepped_at),
            )
            .with_for_update(of=MessageOut, skip_locked=True)
        )
        for out in await session.scalars(query):
            _doubted(session, out, "the worker died while handing it over", now)


def _grace_is_over(now: datetime, stepped_at: datetime | None) -> ColumnElement[bool]:
    begun = func.greatest(MessageOut.sending_at, stepped_at) if stepped_at else col(MessageOut.sending_at)
    return begun + func.make_interval(0, 0, 0, 0, 0, 0, Mailbox.grace_seconds) <= now


async def doubted(house: House, stepped_at: datetime | None = None) -> list[int]:
    """Mailboxes with uncertain mails past their grace that no one has looked up yet, the longest waiting first."""
    async with house.database.begin() as session:
        query = (
            select(col(MessageOut.mailbox_id))
            .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
            .where(*_ripe(house.clock.now(), stepped_at), col(Mailbox.deleted_at).is_(None))
            .group_by(col(MessageOut.mailbox_id))
            .order_by(func.min(MessageOut.look_at))
        )
        return list(await session.scalars(query))


def looks_at(out: MessageOut, mailbox: Mailbox, now: datetime) -> datetime | None:
    """When a mail in doubt is looked up next by itself; None: never, so a person has to say."""
    if mailbox.deleted_at or out.sending_at is None or out.look_at > now + NEVER_AGAIN / 2:
        return None
    return max(out.look_at, out.sending_at + timedelta(seconds=mailbox.grace_seconds))


def _ripe(now: datetime, stepped_at: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return (
        col(MessageOut.state) == OutState.UNCERTAIN,
        col(MessageOut.look_at) <= now,
        _grace_is_over(now, stepped_at),
    )


async def reconcile(house: House, mailbox_id: int, stepped_at: datetime | None = None) -> None:
    """Look the mails up in Sent, the oldest first. Absence proves something only where the provider files copies
    itself, and in the Sent folder of the account that sent them. Of what could not be looked up it is noted why."""
    async with house.database.begin() as session:
        mailbox = await session.get_one(Mailbox, mailbox_id)
        query = (
            select(MessageOut)
            .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
            .where(*_ripe(house.clock.now(), stepped_at), col(MessageOut.mailbox_id) == mailbox_id)
            .order_by(col(MessageOut.sending_at), col(MessageOut.id))
        )
        left = deque(await session.scalars(query))
    try:
        async with asyncio.timeout(LONGEST):
            await _look_up(house, mailbox, left)
        return
    except LOST:
        raise
    except OffhoursError as trouble:
        why = str(trouble)
    except TimeoutError:
        why = f"{mailbox.imap_host} took longer than {LONGEST / 60:g} minutes"
    except Exception as fault:
        log.exception("what is in doubt of mailbox %d is not looked up", mailbox_id)
        why = f"a fault of the program, which its log tells ({type(fault).__name__})"
    await _note(house, left, f"cannot look it up in Sent yet: {why}")


@dataclass(frozen=True)
class Looked:
    """What was looked through for a mail, and whether it was there. Without a folder nothing is proved."""

    folders: list[str]
    found: bool
    another: bool = False
    """The copy of another try is there: whether a provider files two under one Message-ID nobody knows."""


async def _look_up(house: House, mailbox: Mailbox, left: deque[MessageOut]) -> None:
    """Each is decided about as soon as it was looked for: a connection that breaks costs those that are left."""
    line = house.imap(mailbox)
    try:
        await line.open()
        folders = [folder.name for folder in await line.folders() if folder.role is FolderRole.SENT]
        while left:
            out = left[0]
            seen = [await _is_in(line, name, out) for name in folders]
            looked = Looked(folders, True in seen, None in seen)
            try:
                await _decide(house, out, mailbox, looked)
            except OffhoursError as trouble:  # one that cannot be settled stops no other
                await _note(house, [out], f"cannot be settled yet: {trouble}")
            left.popleft()
    finally:
        await line.close()


async def _is_in(line: ImapLine, folder: str, out: MessageOut) -> bool | None:
    """This very try; None: another one of the same mail. The Message-ID alone tells only while there was one try: a
    later one carries it again, and then the marks of its copies are read, for some servers find no header that they do
    not know. A mark that is not unique tells nothing: it may be that of another mail, of another database that used
    this mailbox.
    """
    mark = mark_of(out)
    if mark and mark.is_unique and await line.has_header(folder, OUR_HEADER, mark.text):
        return True
    if not out.message_id:
        return False
    if out.attempts == 1:
        return await line.has_message_id(folder, out.message_id)
    copies = await line.headers_of(folder, out.message_id, OUR_HEADER)
    if mark and mark.is_unique and any(mark_in(copy) == mark for copy in copies):
        return True
    return None if copies else False


async def _note(house: House, rows: Iterable[MessageOut], detail: str) -> None:
    now = house.clock.now()
    values = {"held_detail": detail[:500], "held_since": now, "look_at": now + LOOK_AGAIN}
    same = tuple_(col(MessageOut.id), col(MessageOut.attempts)).in_([(out.id, out.attempts) for out in rows])
    query = update(MessageOut).where(same, col(MessageOut.state) == OutState.UNCERTAIN)
    async with house.database.begin() as session:
        await session.execute(query.values(**values))


def is_elsewhere(out: MessageOut, mailbox: Mailbox) -> bool:
    """Its copy, if any, is in another Sent folder than the one that is looked into now. Whoever had the mailbox in hand
    when it was changed may have sent it from the old account for a while: no longer than a mail in flight lasts.
    """
    if mailbox.sent_since is None or out.sending_at is None:
        return False
    return out.sending_at <= mailbox.sent_since + timedelta(seconds=mailbox.grace_seconds)


async def _decide(house: House, seen: MessageOut, mailbox: Mailbox, looked: Looked) -> None:
    """`seen` and `mailbox` as they were when Sent was looked into: a later try is not the one that was looked for."""
    async with house.database.begin() as session:
        out = await locked_mail(session, seen.id)
        if out.state is not OutState.UNCERTAIN or out.attempts != seen.attempts:
            return
        elsewhere, files_sent = is_elsewhere(out, mailbox), mailbox.files_sent
        not_yet = out.settled_by != "not_in_sent"
        now = house.clock.now()
        about: dict[str, Any] = {"message_out_id": out.id, "contact_id": out.contact_id, "folders": looked.folders}
        if looked.found:
            out.settled_by = "sent_folder"
            await settle_sent(session, out, now)
        elif files_sent and not elsewhere and looked.folders and not looked.another and not_yet:
            out.settled_by = "not_in_sent"
            await back_to_due(session, out, now)
        else:
            proves = MOVED if elsewhere else ANOTHER if looked.another else NOT_TWICE if files_sent else NOT_PROVEN
            out.held_detail = proves if looked.folders else NO_FOLDER
            out.held_since, out.look_at = now, now + NEVER_AGAIN
            record(session, now, "mail.looked_up", why=out.held_detail, **about)
            if out.enrollment_id is None:  # those of campaigns are listed
                await unanswered(session, out, f"Your mail to {out.to_address} is in doubt: {out.held_detail}", now)
            return
        record(session, now, "mail.settled", why=out.settled_by, **about)


async def settle_by_hand(session: AsyncSession, out_id: int, *, was_sent: bool, by: str, house: House) -> MessageOut:
    """A person who looked knows better: it was sent, or send it again."""
    out = await locked_mail(session, out_id)
    now = house.clock.now()
    if out.state is OutState.UNCERTAIN:
        out.settled_by = "person"
        about = {"message_out_id": out.id, "contact_id": out.contact_id}
        record(session, now, "mail.settled", why="was sent" if was_sent else "send again", by=by, **about)
        if was_sent:
            await settle_sent(session, out, now)
        else:
            await back_to_due(session, out, now)
    return out
