"""Fetch what is new in a mailbox and keep it raw, together with the cursor, before anything is decided about it."""

import json
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import exists, func, select, text
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Fetched, Folder, FolderRole, FolderState, ImapLine
from engine.errors import NotFound, WireError
from engine.flows.cursors import Cursors, Place, advance, came, forget_all, move
from engine.flows.erased_before import without_erased
from engine.flows.house import House
from engine.flows.one_by_one import by_one, digest_of, next_one
from engine.flows.patiently import passes
from engine.rules.reading import mime
from engine.rules.reading.matching import head_of, message_id_of
from engine.store.columns import among, storable
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn

log = logging.getLogger(__name__)

ROLES = (FolderRole.INBOX, FolderRole.JUNK, FolderRole.SENT)
BATCH = 50
"""Mails in one fetch and one commit."""
TOGETHER = 25
"""Mails that are decided about in one transaction: it holds the locks of all of them."""
BYTES = 4_000_000
"""Of them; a bigger one is the last."""
RESCAN = timedelta(days=30)
"""A folder that its server numbered anew is read back to this long before the newest mail that was stored of it: what
arrived before that is known, but moved mails keep their old dates."""
COMPARED = 20
"""The last mails that were read, of which some are still there."""
AHEAD = timedelta(days=1)
"""Of our clock a server's may be."""
UNSTORABLE = "It could not be stored"

FIXED = ("mailbox_id", "folder", "role", "uidvalidity", "stored_at", "state", "confidence")
COLUMNS = {
    "uid": "bigint",
    "raw": "bytea",
    "message_id": "text",
    "digest": "text",
    "left_out": "jsonb",
    "problem": "text",
    "from_address": "text",
    "from_name": "text",
    "subject": "text",
    "received_at": "timestamptz",
}
"""Of a row, with their types: what differs from mail to mail."""
STORE = text(
    f"insert into message_in ({', '.join((*FIXED, *COLUMNS))})"  # noqa: S608 # names of columns
    f" select :mailbox, :folder, :role, :uidvalidity, :now, 'stored', 0, {', '.join(f'v.{name}' for name in COLUMNS)}"
    f" from unnest({', '.join(f'cast(:{name} as {kind}[])' for name, kind in COLUMNS.items())})"
    f" as v({', '.join(COLUMNS)}) on conflict do nothing returning id"
)
"""One parameter for each column, however many mails: that is prepared once, and costs a tenth."""
AGAIN_ASIDE = text(
    "update message_in as m set folder = :folder, uidvalidity = :uidvalidity, uid = v.uid"
    " from unnest(cast(:uid as bigint[]), cast(:message_id as text[]), cast(:digest as text[]))"
    " as v(uid, message_id, digest) where m.mailbox_id = :mailbox and m.raw = '' and m.message_id = v.message_id"
    " and m.digest = v.digest"
)
"""A mail that was set aside already, in a folder that was numbered anew: there it can be fetched again."""
OUT_OF_JUNK = text(
    "update message_in as m set folder = :folder, role = :role, uidvalidity = :uidvalidity, uid = v.uid,"
    " state = 'stored'"
    " from unnest(cast(:uid as bigint[]), cast(:message_id as text[]), cast(:digest as text[]))"
    " as v(uid, message_id, digest) where m.mailbox_id = :mailbox and m.message_id = v.message_id"
    " and m.digest = v.digest and m.role = 'junk' and m.state <> 'broken' and m.contact_id is null"
    " and m.effects = '[]' and m.corrected_by = '' and m.erased_at is null returning m.id"
)
"""A mail that was taken for spam until somebody moved it here: it is read anew, as any other that comes."""


async def receive(house: House, mailbox: Mailbox, line: ImapLine, folders: list[Folder], cursors: Cursors) -> None:
    """Store everything that came since the last time. The line is open. INBOX is first: whatever ends the connection in
    another folder, it has been read.
    """
    for folder in [folder for role in ROLES for folder in folders if folder.role is role]:
        try:
            await _folder(house, mailbox, line, folder, cursors)
        except NotFound:
            if folder.role is FolderRole.INBOX:
                raise
            log.warning("%s: the folder %s is listed but cannot be opened", mailbox.address, folder.name)


async def _folder(house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, cursors: Cursors) -> None:
    state = await line.examine(folder.name)
    place = cursors.known.get(folder.name)
    if place is not None and await _was_put_back(house, mailbox, line, folder, place, state):
        log.warning("%s: %s gives numbers to mails anew, as after a restore", mailbox.address, folder.name)
        await forget_all(house, mailbox, cursors)
    place = await place_of(house, mailbox, folder, state, cursors)
    has_more = state.uidnext > max(place.uid + 1, place.looked)
    if has_more:
        await _all_of(house, mailbox, line, folder, place, cursors)
        place.looked = state.uidnext
    if place.since is not None:
        await seen(house, mailbox, folder, place, state)
        if has_more:  # and so may have come meanwhile
            await _all_of(house, mailbox, line, folder, place, cursors)


async def _was_put_back(
    house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, place: Place, state: FolderState
) -> bool:
    """Asked once for each connection: whether the server gives numbers again that it had given before, as one does that
    was restored from a backup. What comes now would be taken for what was read long ago."""
    if place.is_checked or state.uidvalidity != place.uidvalidity:
        return False
    place.is_checked = True
    if state.uidnext <= place.uid and not state.is_guessed and await line.next_after(place.uid - 1) is None:
        return True
    known = await _last_known(house, mailbox, folder, place)
    if not known:
        return False
    there = await line.headers_at(sorted(known), ("Message-ID",))
    told = {one.uid: message_id for one in there if (message_id := message_id_of(one.raw))}
    return any(told[uid] != known[uid] for uid in told.keys() & known.keys())


async def _last_known(house: House, mailbox: Mailbox, folder: Folder, place: Place) -> dict[int, str]:
    """UID to Message-ID of the last mails that were stored from here, with their bytes: what was not handed over is not
    to be touched, and a second copy was not stored. One without a Message-ID cannot be compared."""
    stored = select(col(MessageIn.uid), col(MessageIn.message_id)).where(
        col(MessageIn.mailbox_id) == mailbox.id,
        col(MessageIn.folder) == folder.name,
        col(MessageIn.uidvalidity) == place.uidvalidity,
        col(MessageIn.uid) <= place.uid,
        col(MessageIn.raw) != b"",
        col(MessageIn.message_id) != "",
    )
    async with house.database.begin() as session:
        rows = await session.execute(stored.order_by(col(MessageIn.uid).desc()).limit(COMPARED))
        return {row.uid: row.message_id for row in rows}


async def _all_of(
    house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, place: Place, cursors: Cursors
) -> None:
    while batch := await _next(house, mailbox, line, folder, place):
        cursors.stored += await keep(house, mailbox, folder, place, batch)


async def seen(house: House, mailbox: Mailbox, folder: Folder, place: Place, state: FolderState) -> None:
    """The first look is over: of what lay there nothing more is read, and what comes now is, whatever its date."""
    place.since = None
    await pass_over(house, mailbox, folder, place, max(place.uid, state.uidnext - 1))


async def pass_over(house: House, mailbox: Mailbox, folder: Folder, place: Place, uid: int) -> None:
    """There is nothing to store up to this mail."""
    place.uid = uid
    async with house.database.begin() as session:
        await advance(session, mailbox, folder, place)


async def _next(house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, place: Place) -> list[Fetched]:
    if place.singly > 0:
        return await next_one(house, mailbox, line, folder, place)
    try:
        return await line.fetch_after(place.uid, limit=BATCH, since=place.since)
    except WireError:
        await by_one(house, mailbox, folder, place)
        raise


async def place_of(house: House, mailbox: Mailbox, folder: Folder, state: FolderState, cursors: Cursors) -> Place:
    """Where reading goes on. A changed UIDVALIDITY starts over; what is known already is recognised."""
    known = cursors.known.get(folder.name)
    if known is not None and known.uidvalidity == state.uidvalidity:
        return known
    begun = came(mailbox, house.clock.now())
    place = Place(state.uidvalidity, 0, begun)
    if known is not None:
        async with house.database.begin() as session:
            newest = await _newest(session, mailbox.id, folder.name)
            place.since = begun if newest is None else max(begun, newest - RESCAN)
            await move(session, mailbox, folder, place)
    cursors.known[folder.name] = place
    return place  # a new one is written down with the first mails


async def _newest(session: AsyncSession, mailbox_id: int, folder: str) -> datetime | None:
    """Up to when the folder was read. A mail dated in the future is no newer than the moment it was stored."""
    query = select(func.max(func.least(MessageIn.received_at, MessageIn.stored_at))).where(
        col(MessageIn.mailbox_id) == mailbox_id, col(MessageIn.folder) == folder
    )
    newest: datetime | None = await session.scalar(query)
    return newest


async def keep(house: House, mailbox: Mailbox, folder: Folder, place: Place, batch: list[Fetched]) -> int:
    """Together, or else each alone, so that one that cannot be stored stops no other."""

    async def alone(mail: Fetched) -> int:
        return await _commit(house, mailbox, folder, place, [mail])

    try:
        return await _commit(house, mailbox, folder, place, batch)
    except Exception as problem:  # which of them it was shows when each is alone
        if is_away(problem):
            raise
        log.info("%s: %d mails are stored one by one: %r", mailbox.address, len(batch), problem)
    return sum([await kept(alone, mail) for mail in batch])


async def kept(store: Callable[[Fetched], Awaitable[int]], mail: Fetched) -> int:
    """The answer of `store`. Of a mail that it cannot take, whatever a stranger put into it, the header is kept, or its
    place alone.
    """
    try:
        return await store(mail)
    except Exception as problem:
        if is_away(problem) or not (mail.raw or mail.head):
            raise
        why = problem.orig if isinstance(problem, DBAPIError) else problem
        trouble = f"{UNSTORABLE}: {type(why).__name__}: {why}".partition("\n")[0][:500]
        head = head_of(mail.raw) if mail.raw else b""
    return await kept(store, replace(mail, raw=b"", left_out=(), head=head, trouble=mail.trouble or trouble))


def is_away(problem: Exception) -> bool:
    """The database is away, or busy with somebody else: that says nothing about a mail."""
    return passes(problem) or isinstance(problem, InterfaceError)


async def _commit(house: House, mailbox: Mailbox, folder: Folder, place: Place, batch: list[Fetched]) -> int:
    """One commit for the mails and the cursor: killed before it, they are fetched again; after it, never."""
    since = place.since
    wanted = [mail for mail in batch if not since or not mail.received_at or mail.received_at >= since]
    last = replace(place, uid=batch[-1].uid)
    async with house.database.begin() as session:
        await advance(session, mailbox, folder, last)
        count = await _store(session, mailbox, folder, place, wanted, house.clock.now()) if wanted else 0
    place.uid = last.uid
    return count


async def _store(
    session: AsyncSession, mailbox: Mailbox, folder: Folder, place: Place, mails: list[Fetched], now: datetime
) -> int:
    """How many are to be read."""
    earliest = came(mailbox, now)
    mails = await without_erased(session, mails, sent=folder.role is FolderRole.SENT)
    rows = [_row(mail, f"{folder.name} {place.uidvalidity} {mail.uid}", earliest, now) for mail in mails]
    given = {
        "mailbox": mailbox.id,
        "folder": folder.name,
        "role": folder.role.value,
        "uidvalidity": place.uidvalidity,
        "now": now,
        **{name: [row[name] for row in rows] for name in COLUMNS},
    }
    if not all(mail.raw for mail in mails):
        await session.execute(AGAIN_ASIDE, given)
    fresh = len((await session.execute(STORE, given)).all())
    if folder.role not in {FolderRole.JUNK, FolderRole.SENT} and fresh < len(mails):
        fresh += len((await session.execute(OUT_OF_JUNK, given)).all())
    return fresh


def _row(mail: Fetched, where: str, earliest: datetime, now: datetime) -> dict[str, Any]:
    known = mime.parse(mail.head)  # of a mail without bytes; else nothing, until it is read
    stored = bytes_of(mail, where)
    return {
        **stored,
        "uid": mail.uid,
        "left_out": json.dumps(stored["left_out"]),
        "problem": storable(mail.trouble),
        "from_address": known.sender.email,
        "from_name": storable(known.sender.name)[:200],
        "subject": storable(known.subject)[:500],
        "received_at": arrived(mail, earliest, now),
    }


def bytes_of(mail: Fetched, where: str) -> dict[str, Any]:
    """The columns that come from what was fetched, `where` it lay."""
    return {
        "raw": mail.raw,
        "message_id": message_id_of(mail.raw or mail.head),
        "digest": digest_of(mail, where),
        "left_out": [{"what": storable(one.what)[:200], "size": one.size} for one in mail.left_out],
    }


def arrived(mail: Fetched, earliest: datetime, now: datetime) -> datetime:
    """By its server's clock, if that is not far ahead: what a mail from the future does would last until then. Nor
    before the mailbox came (`earliest`): a task of 1970 would be long overdue.
    """
    said = mail.received_at
    return said if said is not None and earliest <= said < now + AHEAD else now


THERE = exists().where(col(MessageIn.mailbox_id) == Mailbox.id, col(MessageIn.state) == InState.STORED)


async def with_unread(house: House, mailbox_ids: Collection[int]) -> set[int]:
    """The mailboxes among them with stored mails that nothing was decided about yet."""
    async with house.database.begin() as session:
        return set(await session.scalars(select(col(Mailbox.id)).where(among(col(Mailbox.id), mailbox_ids), THERE)))


async def left_behind(house: House) -> list[int]:
    """Removed mailboxes with such mails: nobody reads them any more, and an opt-out may be among what they had got."""
    async with house.database.begin() as session:
        return list(await session.scalars(select(col(Mailbox.id)).where(col(Mailbox.deleted_at).is_not(None), THERE)))


async def unread(house: House, mailbox_id: int) -> list[int]:
    """Stored mails that nothing was decided about yet, oldest first: as many as are read in one transaction."""
    query = (
        select(col(MessageIn.id), func.octet_length(MessageIn.raw))
        .where(col(MessageIn.mailbox_id) == mailbox_id, col(MessageIn.state) == InState.STORED)
        .order_by(col(MessageIn.id))
        .limit(TOGETHER)
    )
    async with house.database.begin() as session:
        rows = [(in_id, size) for in_id, size in await session.execute(query)]
    before = accumulate((size for _, size in rows), initial=0)
    return [in_id for (in_id, _), size in zip(rows, before, strict=False) if size < BYTES]
