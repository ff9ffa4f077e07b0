"""Fetch what is new in a mailbox and keep it raw, together with the cursor, before anything is decided about it."""

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Fetched, Folder, FolderRole, FolderState, ImapLine
from engine.errors import NotFound
from engine.flows.house import House
from engine.rules.reading.matching import message_id_of
from engine.store.columns import among
from engine.store.mail import InState
from engine.store.tables import FolderCursor, Mailbox, MessageIn

log = logging.getLogger(__name__)

ROLES = (FolderRole.INBOX, FolderRole.JUNK, FolderRole.SENT)
BATCH = 50
"""Mails in one fetch and one commit."""
BACKFILL = timedelta(days=1)
"""A folder seen for the first time is read back to this long before the mailbox came: what is older answers no mail of
ours."""
RESCAN = timedelta(days=30)
"""A folder that its server numbered anew is read back to this long before the newest mail that was stored of it: what
arrived before that is known, but moved mails keep their old dates."""

ADVANCE = text(
    "insert into folder_cursor (mailbox_id, folder, role, uidvalidity, uid)"
    " values (:mailbox, :folder, :role, :uidvalidity, :uid)"
    " on conflict (mailbox_id, folder) do update set uid = greatest(folder_cursor.uid, excluded.uid)"
    " where folder_cursor.uidvalidity = excluded.uidvalidity"
)
MOVE = text(
    "update folder_cursor set uidvalidity = :uidvalidity, uid = :uid, role = :role, since = :since"
    " where mailbox_id = :mailbox and folder = :folder"
)


@dataclass
class Place:
    """How far a folder has been read."""

    uidvalidity: int
    uid: int
    since: datetime
    looked: int = 0
    """The UIDNEXT up to which there is nothing more: mails that are too old to be read move no cursor."""


@dataclass
class Cursors:
    """What the holder of the mailbox's lease knows about its folders."""

    known: dict[str, Place] = field(default_factory=dict)
    stored: int = 0
    """Mails stored and not yet handed on to be read, also when the connection broke behind them."""


async def receive(house: House, mailbox: Mailbox, line: ImapLine, folders: list[Folder], cursors: Cursors) -> None:
    """Store everything that came since the last time. The line is open."""
    for folder in folders:
        if folder.role in ROLES:
            try:
                await _folder(house, mailbox, line, folder, cursors)
            except NotFound:
                if folder.role is FolderRole.INBOX:
                    raise
                log.warning("%s: the folder %s is listed but cannot be opened", mailbox.address, folder.name)


async def opened(house: House, mailbox: Mailbox) -> Cursors:
    """The mailbox can be read (again); how far its folders have been."""
    async with house.database.begin() as session:
        well = update(Mailbox).where(col(Mailbox.id) == mailbox.id)
        await session.execute(well.values(read_at=house.clock.now(), read_problem=""))
        rows = await session.scalars(select(FolderCursor).where(col(FolderCursor.mailbox_id) == mailbox.id))
        return Cursors({row.folder: _known(mailbox, row) for row in rows})


async def _folder(house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, cursors: Cursors) -> None:
    state = await line.examine(folder.name)
    place = cursors.known.get(folder.name)
    if place is None or place.uidvalidity != state.uidvalidity:
        place = cursors.known[folder.name] = await _place(house, mailbox, folder, state, place)
    if 0 < state.uidnext <= max(place.uid + 1, place.looked):
        return
    while batch := await line.fetch_after(place.uid, limit=BATCH, since=place.since):
        cursors.stored += await _keep(house, mailbox, folder, place, batch)
        place.uid = batch[-1].uid
    place.looked = state.uidnext


async def _place(house: House, mailbox: Mailbox, folder: Folder, state: FolderState, known: Place | None) -> Place:
    """Where reading goes on. A changed UIDVALIDITY starts over; what is known already is recognised."""
    came = mailbox.created_at - BACKFILL
    if known is None:
        return Place(state.uidvalidity, 0, came)  # written down with the first mails
    async with house.database.begin() as session:
        newest = await _newest(session, mailbox.id, folder.name)
        since = None if newest is None else max(came, newest - RESCAN)
        await session.execute(MOVE, {"since": since, **_keys(mailbox, folder, Place(state.uidvalidity, 0, came))})
        return Place(state.uidvalidity, 0, since or came)


def _keys(mailbox: Mailbox, folder: Folder, place: Place) -> dict[str, object]:
    return {
        "mailbox": mailbox.id,
        "folder": folder.name,
        "role": folder.role.value,
        "uidvalidity": place.uidvalidity,
        "uid": place.uid,
    }


def _known(mailbox: Mailbox, cursor: FolderCursor) -> Place:
    return Place(cursor.uidvalidity, cursor.uid, cursor.since or mailbox.created_at - BACKFILL)


async def _newest(session: AsyncSession, mailbox_id: int, folder: str) -> datetime | None:
    """Up to when the folder was read. A mail dated in the future is no newer than the moment it was stored."""
    query = select(func.max(func.least(MessageIn.received_at, MessageIn.stored_at))).where(
        col(MessageIn.mailbox_id) == mailbox_id, col(MessageIn.folder) == folder
    )
    newest: datetime | None = await session.scalar(query)
    return newest


async def _keep(house: House, mailbox: Mailbox, folder: Folder, place: Place, batch: list[Fetched]) -> int:
    """One commit for the mails and the cursor: killed before it, they are fetched again; after it, never."""
    now = house.clock.now()
    wanted = [mail for mail in batch if mail.received_at is None or mail.received_at >= place.since]
    rows = [_row(mailbox, folder, place, mail, now) for mail in wanted]
    async with house.database.begin() as session:
        kept = await _insert(session, rows)
        await session.execute(ADVANCE, _keys(mailbox, folder, place) | {"uid": batch[-1].uid})
    return kept


async def _insert(session: AsyncSession, rows: list[dict[str, object]]) -> int:
    if not rows:
        return 0
    query = insert(MessageIn).values(rows).on_conflict_do_nothing().returning(col(MessageIn.id))
    return len((await session.execute(query)).all())


def _row(mailbox: Mailbox, folder: Folder, place: Place, mail: Fetched, now: datetime) -> dict[str, object]:
    where = f"{folder.name} {place.uidvalidity} {mail.uid}"  # what the server cannot hand over is known by that alone
    return {
        "mailbox_id": mailbox.id,
        "folder": folder.name,
        "role": folder.role.value,
        "uidvalidity": place.uidvalidity,
        "uid": mail.uid,
        "message_id": message_id_of(mail.raw),
        "digest": hashlib.sha256(mail.raw or where.encode()).hexdigest(),
        "raw": mail.raw,
        "problem": mail.trouble,
        "received_at": mail.received_at or now,
        "stored_at": now,
        "state": InState.STORED,
    }


async def with_unread(house: House, mailbox_ids: Collection[int]) -> set[int]:
    """The mailboxes among them with stored mails that nothing was decided about yet."""
    there = exists().where(col(MessageIn.mailbox_id) == Mailbox.id, col(MessageIn.state) == InState.STORED)
    async with house.database.begin() as session:
        return set(await session.scalars(select(col(Mailbox.id)).where(among(col(Mailbox.id), mailbox_ids), there)))


async def unread(house: House, mailbox_id: int, *, limit: int = 100) -> list[int]:
    """Stored mails that nothing was decided about yet, oldest first."""
    async with house.database.begin() as session:
        query = (
            select(col(MessageIn.id))
            .where(col(MessageIn.mailbox_id) == mailbox_id, col(MessageIn.state) == InState.STORED)
            .order_by(col(MessageIn.id))
            .limit(limit)
        )
        return list(await session.scalars(query))
