"""File a copy of each sent mail in its mailbox's Sent folder, where the provider does not do that itself.

Beside the sending, by the poller, who owns the connection. Once, as far as IMAP allows: Sent has been read up to the
last mail and is searched before a copy is appended, so that a copy by the provider, or one whose filing could not be
written down, is found. A copy follows only on *sent*: a mail in doubt has none, and proves nothing by that.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, bindparam, or_, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Folder, FolderRole, ImapLine
from engine.errors import Conflict, NotFound, OffhoursError
from engine.flows.house import House
from engine.flows.marks import OUR_HEADER, Mark, mark_of, read_mark
from engine.rules.reading.mail import ParsedMail
from engine.rules.vocabulary import OutState
from engine.store.columns import among, listed
from engine.store.journal import record
from engine.store.tables import Mailbox, MessageOut

WAIT = timedelta(minutes=2)
"""A provider that files copies has done so by then, and the copy has been read."""
OLDEST = timedelta(days=14)
"""Copies of mails sent before that are given up."""
BATCH = 50
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
OURS = select(MessageOut).where(
    col(MessageOut.mailbox_id) == bindparam("mailbox"),
    or_(listed(col(MessageOut.id), "mails"), listed(col(MessageOut.message_id), "ids", Text)),
)


@dataclass
class Copies:
    """What the holder of a mailbox's lease knows about its failures; it outlives a connection."""

    failures: int = 0
    not_before: datetime | None = None


async def file_copies(house: House, mailbox: Mailbox, line: ImapLine, folders: list[Folder], copies: Copies) -> int:
    """How many were filed. Raises only what ended the connection; all else is noted and tried again."""
    now = house.clock.now()
    if copies.not_before is not None and now < copies.not_before:
        return 0
    waiting = await _waiting(house, mailbox.id, now)
    if not waiting:
        return 0
    filed = 0
    trouble: OffhoursError | None = None
    try:
        sent = _sent_folder(folders)
        for out in waiting:
            try:
                filed += await _file(house, line, sent, out)
            except Conflict as refused:  # this one; the next may be taken
                trouble = refused
    except NotFound as missing:
        trouble = missing
    except OffhoursError as broken:
        await _failed(house, mailbox.id, broken, copies)
        raise
    if trouble is not None:
        await _failed(house, mailbox.id, trouble, copies)
    else:
        await _well(house, mailbox.id, copies)
    return filed


async def uncopied(house: House, mailbox_ids: Collection[int]) -> set[int]:
    """The mailboxes among them that have a copy to file: asked for all at once, as most have none."""
    now = house.clock.now()
    query = select(col(MessageOut.mailbox_id)).where(among(col(MessageOut.mailbox_id), mailbox_ids), *_uncopied(now))
    async with house.database.begin() as session:
        return set(await session.scalars(query.distinct()))


def _uncopied(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(MessageOut.state) == OutState.SENT,
        col(MessageOut.copied_attempt) < col(MessageOut.attempts),
        col(MessageOut.sent_at) >= now - OLDEST,
        col(MessageOut.sent_at) <= now - WAIT,
    )


async def _waiting(house: House, mailbox_id: int, now: datetime) -> list[MessageOut]:
    """Oldest first. Whether it is wanted is asked each time: a person may have changed it."""
    query = (
        select(MessageOut)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(
            col(MessageOut.mailbox_id) == mailbox_id,
            *_uncopied(now),
            col(MessageOut.raw).is_not(None),
            col(Mailbox.files_sent).is_(False),
        )
        .order_by(col(MessageOut.sent_at))
        .limit(BATCH)
    )
    async with house.database.begin() as session:
        return list(await session.scalars(query))


def _sent_folder(folders: list[Folder]) -> str:
    found = next((folder.name for folder in folders if folder.role is FolderRole.SENT), None)
    if found is None:
        raise NotFound(
            "The mailbox has no Sent folder for copies of what was sent.",
            field="imap.folder",
            remedy="Make one in your mail program, named Sent.",
        )
    return found


async def _file(house: House, line: ImapLine, folder: str, out: MessageOut) -> bool:
    new = not await _is_there(line, folder, out)
    if new:
        await line.append_sent(folder, bytes(out.raw or b""), out.sent_at or house.clock.now())
    async with house.database.begin() as session:
        await _known(session, out.id, out.attempts)
    return new


async def _is_there(line: ImapLine, folder: str, out: MessageOut) -> bool:
    """This very try; the Message-ID alone tells only while there was one."""
    mark = mark_of(out)
    if mark and await line.has_header(folder, OUR_HEADER, mark.text):
        return True
    return out.attempts == 1 and bool(out.message_id) and await line.has_message_id(folder, out.message_id or "")


async def _known(session: AsyncSession, out_id: int, attempt: int) -> None:
    query = update(MessageOut).where(col(MessageOut.id) == out_id, col(MessageOut.copied_attempt) < attempt)
    await session.execute(query.values(copied_attempt=attempt))


async def recognise(
    session: AsyncSession, mails: Sequence[ParsedMail], mailbox_id: int
) -> list[tuple[MessageOut, int] | None]:
    """Which of some mails in Sent are ours, each with the try it is the copy of, 0 when that cannot be told.

    By our own header first: some providers replace the Message-ID. The copies are written down as being there.
    """
    marks = [read_mark(mail.header(OUR_HEADER)) for mail in mails]
    ids = {
        "mails": [mark.row for mark in marks if mark],
        "ids": [mail.message_id for mail, mark in zip(mails, marks, strict=True) if mail.message_id and not mark],
        "mailbox": mailbox_id,
    }
    rows = list(await session.scalars(OURS, ids)) if mails else []
    by_id, by_message_id = {out.id: out for out in rows}, {out.message_id: out for out in rows}
    found = [
        _marked(by_id.get(mark.row), mark, mail) if mark else _named(by_message_id.get(mail.message_id or "-"))
        for mail, mark in zip(mails, marks, strict=True)
    ]
    for out, attempt in filter(None, found):
        if out.copied_attempt < attempt <= out.attempts:
            out.copied_attempt = attempt
    return found


def _marked(out: MessageOut | None, mark: Mark, mail: ParsedMail) -> tuple[MessageOut, int] | None:
    """An earlier try went to the same person, or under the same Message-ID; else the mark is that of another mail, of
    another database that used this mailbox.
    """
    if out is None:
        return None
    has_its_id = mail.message_id == out.message_id
    if mark == mark_of(out) and (mark.is_unique or has_its_id):
        return out, mark.attempt
    is_to = out.to_address and out.to_address in {one.email for one in mail.to}
    return (out, 0) if has_its_id or is_to else None


def _named(out: MessageOut | None) -> tuple[MessageOut, int] | None:
    return (out, 1 if out.attempts == 1 else 0) if out else None


async def _failed(house: House, mailbox_id: int, trouble: OffhoursError, copies: Copies) -> None:
    """Sending goes on. The mailbox says since when."""
    now = house.clock.now()
    copies.not_before = now + BACK_OFF[min(copies.failures, len(BACK_OFF) - 1)]
    copies.failures += 1
    async with house.database.begin() as session:
        row = await session.get_one(Mailbox, mailbox_id, with_for_update=True)
        if not row.copy_problem:
            record(session, now, "mailbox.uncopied", why=str(trouble), mailbox_id=mailbox_id)
            row.copy_problem_since = now
        row.copy_problem = str(trouble)[:500]


async def _well(house: House, mailbox_id: int, copies: Copies) -> None:
    copies.failures, copies.not_before = 0, None
    query = update(Mailbox).where(col(Mailbox.id) == mailbox_id, col(Mailbox.copy_problem) != "")
    async with house.database.begin() as session:
        await session.execute(query.values(copy_problem="", copy_problem_since=None))
