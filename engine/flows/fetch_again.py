"""A person has a mail fetched once more that its server did not hand over."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Fetched, FolderRole, ImapLine
from engine.errors import Conflict, NotFound, WireError
from engine.flows.carry_out import write_words
from engine.flows.cursors import Cursors, came
from engine.flows.erase_mails import empty
from engine.flows.erased_before import without_erased
from engine.flows.house import House
from engine.flows.locked import locked
from engine.flows.receive import arrived, bytes_of, kept
from engine.rules.effects import Work
from engine.rules.reading import mime
from engine.store.columns import among, storable
from engine.store.journal import record
from engine.store.mail import WITHOUT_RAW, InState
from engine.store.tables import Mailbox, MessageIn, ResponseTask

MOVED = "It is not in {folder} any more. Look for it in your mail program."


async def want(session: AsyncSession, in_id: int, now: datetime, by: str) -> MessageIn:
    """The poller that reads the mailbox fetches it, within minutes; asking twice changes nothing."""
    row = await locked(session, MessageIn, in_id, "response")
    if row.erased_at is not None:
        raise Conflict("was erased.", field="response", remedy="Nothing of it is to be kept again.")
    if row.raw:
        raise Conflict("was fetched.", field="response", remedy="Download it, or correct its kind.")
    if (await session.get_one(Mailbox, row.mailbox_id)).deleted_at is not None:
        raise Conflict("is in a mailbox that was removed.", field="response", remedy="Look in your mail program.")
    if row.wanted_at is None:
        row.wanted_at = now
        record(session, now, "mail.wanted", by=by, mailbox_id=row.mailbox_id, message_in_id=row.id)
    return row


async def wanted(house: House, mailbox_ids: Collection[int]) -> set[int]:
    """The mailboxes among them with such mails: asked for all at once, as most have none."""
    there = select(col(MessageIn.mailbox_id)).where(
        among(col(MessageIn.mailbox_id), mailbox_ids), col(MessageIn.wanted_at).is_not(None)
    )
    async with house.database.begin() as session:
        return set(await session.scalars(there.distinct()))


async def fetch_wanted(house: House, mailbox: Mailbox, line: ImapLine, cursors: Cursors) -> None:
    """Each is tried once for each time it was asked for, also when that ends the connection."""
    while (row := await _taken(house, mailbox.id)) is not None:
        try:
            mail = await _fetched(line, row)
        except NotFound as gone:
            mail = Fetched(row.uid, b"", None, trouble=str(gone))
        except WireError as trouble:
            await _keep(house, row, Fetched(row.uid, b"", None, trouble=str(trouble)))
            raise
        except asyncio.CancelledError:  # told to stop: it was not tried
            await asyncio.shield(_want(house, row.id))
            raise
        cursors.stored += await kept(partial(_keep, house, row), mail)


async def _taken(house: House, mailbox_id: int) -> MessageIn | None:
    """Said before it is done: a mail that ends the process too is not asked for again by itself."""
    query = (
        select(MessageIn)
        .where(col(MessageIn.mailbox_id) == mailbox_id, col(MessageIn.wanted_at).is_not(None))
        .order_by(col(MessageIn.id))
        .limit(1)
    )
    async with house.database.begin() as session:
        row = (await session.scalars(query.options(WITHOUT_RAW).with_for_update())).one_or_none()
        if row is not None:
            row.wanted_at = None
        return row


async def _want(house: House, in_id: int) -> None:
    async with house.database.begin() as session:
        mail = update(MessageIn).where(col(MessageIn.id) == in_id)
        await session.execute(mail.values(wanted_at=house.clock.now()))


async def _fetched(line: ImapLine, row: MessageIn) -> Fetched:
    state = await line.examine(row.folder)
    mail = await line.fetch_one(row.uid) if state.uidvalidity == row.uidvalidity else None
    return mail or Fetched(row.uid, b"", None, trouble=MOVED.format(folder=row.folder))


async def _keep(house: House, row: MessageIn, mail: Fetched) -> bool:
    """With its bytes it is a mail like any other, and is read next; but what a person has said it is it stays."""
    now, is_sent = house.clock.now(), row.role == FolderRole.SENT.value
    async with house.database.begin() as session:
        is_erased = bool(mail.raw) and not await without_erased(session, [mail], sent=is_sent)
        bare = (col(MessageIn.raw) == b"", col(MessageIn.erased_at).is_(None))
        query = select(MessageIn).where(col(MessageIn.id) == row.id, *bare).with_for_update()
        found = (await session.scalars(query)).one_or_none()
        if found is None:
            return False
        if is_erased:
            empty(found, now)
            await _done(session, found, now, "it is of somebody who was erased")
            return False
        if mail.raw and (known := await _known(session, found, mail)) is not None:
            mail = replace(mail, raw=b"", trouble=f"It came another way: it is response {known}.")
            await _done(session, found, now)
        if not mail.raw:
            found.problem = storable(mail.trouble)[:1000]
            return False
        for name, value in bytes_of(mail, "").items():
            setattr(found, name, value)
        earliest = came(await session.get_one(Mailbox, found.mailbox_id), now)
        found.state, found.problem = InState.STORED, ""
        if found.corrected_by:
            found.state = InState.READ
            write_words(found, mime.parse(mail.raw))
        found.received_at = arrived(mail, earliest, found.received_at)
        await _done(session, found, now)
        record(session, now, "mail.fetched", mailbox_id=found.mailbox_id, message_in_id=found.id)
        return True


async def _known(session: AsyncSession, row: MessageIn, mail: Fetched) -> int | None:
    """The same bytes in another folder."""
    it = bytes_of(mail, "")
    same = [getattr(MessageIn, name) == it[name] for name in ("message_id", "digest")]
    query = select(col(MessageIn.id)).where(col(MessageIn.mailbox_id) == row.mailbox_id, *same)
    found: int | None = await session.scalar(query)
    return found


async def _done(session: AsyncSession, row: MessageIn, now: datetime, how: str = "it was fetched after all") -> None:
    """Nobody needs to look for it any more."""
    look = update(ResponseTask).where(
        col(ResponseTask.message_in_id) == row.id,
        col(ResponseTask.step) == Work.LOOK,
        col(ResponseTask.done_at).is_(None),
    )
    await session.execute(look.values(done_at=now, done_by="offhours", done_how=how))
