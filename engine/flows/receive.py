"""Fetch what is new in a mailbox and keep it raw, together with the cursor, before anything is decided about it."""

import hashlib
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Fetched, Folder, FolderRole, FolderState, ImapLine
from engine.errors import NotFound
from engine.flows.house import House
from engine.rules.reading.matching import message_id_of
from engine.store.mail import InState
from engine.store.tables import FolderCursor, Mailbox, MessageIn

log = logging.getLogger(__name__)

ROLES = (FolderRole.INBOX, FolderRole.JUNK, FolderRole.SENT)
BATCH = 50
"""Mails in one fetch and one commit."""
BACKFILL = timedelta(days=1)
"""A folder seen for the first time, or renumbered by its server, is read back to this long before the mailbox came."""


@dataclass
class Cursors:
    """What the holder of the mailbox's lease knows about its folders: UIDVALIDITY and the last UID stored."""

    known: dict[str, tuple[int, int]] = field(default_factory=dict)


async def receive(house: House, mailbox: Mailbox, line: ImapLine, folders: list[Folder], cursors: Cursors) -> int:
    """Store everything that came since the last time; returns how many mails. The line is open."""
    stored = 0
    for folder in folders:
        if folder.role in ROLES:
            try:
                stored += await _folder(house, mailbox, line, folder, cursors)
            except NotFound:
                if folder.role is FolderRole.INBOX:
                    raise
                log.warning("%s: the folder %s is listed but cannot be opened", mailbox.address, folder.name)
    return stored


async def opened(house: House, mailbox_id: int) -> None:
    """The mailbox can be read (again)."""
    async with house.database.begin() as session:
        row = await session.get_one(Mailbox, mailbox_id)
        row.read_at, row.read_problem = house.clock.now(), ""


async def _folder(house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, cursors: Cursors) -> int:
    state = await line.examine(folder.name)
    validity, uid = cursors.known.get(folder.name, (0, 0))
    if validity != state.uidvalidity:
        uid = await _cursor(house, mailbox, folder, state)
        cursors.known[folder.name] = (state.uidvalidity, uid)
    if 0 < state.uidnext <= uid + 1:
        return 0
    stored = 0
    while batch := await line.fetch_after(uid, limit=BATCH):
        stored += await _keep(house, mailbox, folder, state, batch)
        uid = batch[-1].uid
        cursors.known[folder.name] = (state.uidvalidity, uid)
    return stored


async def _cursor(house: House, mailbox: Mailbox, folder: Folder, state: FolderState) -> int:
    """Where reading goes on. A changed UIDVALIDITY starts over; what is known already is recognised."""
    async with house.database.begin() as session:
        cursor = await session.get(FolderCursor, (mailbox.id, folder.name))
        if cursor is None:
            cursor = FolderCursor(
                mailbox_id=mailbox.id, folder=folder.name, role=folder.role.value, uidvalidity=state.uidvalidity, uid=0
            )
            session.add(cursor)
        elif cursor.uidvalidity != state.uidvalidity:
            cursor.uidvalidity, cursor.uid = state.uidvalidity, 0
        return cursor.uid


async def _keep(house: House, mailbox: Mailbox, folder: Folder, state: FolderState, batch: list[Fetched]) -> int:
    """One commit for the mails and the cursor: killed before it, they are fetched again; after it, never."""
    now = house.clock.now()
    since = mailbox.created_at - BACKFILL
    wanted = [mail for mail in batch if mail.received_at is None or mail.received_at >= since]
    rows = [_row(mailbox, folder, state, mail, now) for mail in wanted]
    async with house.database.begin() as session:
        kept = await _insert(session, rows)
        cursor = await session.get_one(FolderCursor, (mailbox.id, folder.name))
        cursor.uid = max(cursor.uid, batch[-1].uid)
    return kept


async def _insert(session: AsyncSession, rows: list[dict[str, object]]) -> int:
    if not rows:
        return 0
    query = insert(MessageIn).values(rows).on_conflict_do_nothing().returning(col(MessageIn.id))
    return len((await session.execute(query)).all())


def _row(mailbox: Mailbox, folder: Folder, state: FolderState, mail: Fetched, now: datetime) -> dict[str, object]:
    place = f"{folder.name} {state.uidvalidity} {mail.uid}"  # what the server cannot hand over is known by that alone
    return {
        "mailbox_id": mailbox.id,
        "folder": folder.name,
        "role": folder.role.value,
        "uidvalidity": state.uidvalidity,
        "uid": mail.uid,
        "message_id": message_id_of(mail.raw),
        "digest": hashlib.sha256(mail.raw or place.encode()).hexdigest(),
        "raw": mail.raw,
        "problem": mail.trouble,
        "received_at": mail.received_at or now,
        "stored_at": now,
        "state": InState.STORED,
    }


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
