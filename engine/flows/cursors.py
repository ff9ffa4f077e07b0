"""How far each folder of a mailbox has been read, in memory and in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, text, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Folder
from engine.errors import ProtocolTrouble
from engine.flows.house import House
from engine.store.facts import workspace_of
from engine.store.tables import FolderCursor, Mailbox

BACKFILL = timedelta(days=1)
"""A folder seen for the first time is read back to this long before the mailbox came: what lay there before answers no
mail of ours."""

ADVANCE = text(
    "insert into folder_cursor"
    " (mailbox_id, folder, role, uidvalidity, uid, since, singly, stuck_uid, stuck_tries, stuck_why)"
    " select m.id, :folder, :role, :uidvalidity, :uid, cast(:since as timestamptz), :singly, :stuck_uid, :tries, :why"
    " from mailbox as m where m.id = :mailbox"
    " and (m.imap_host, m.imap_port, m.imap_username) = (:imap_host, :imap_port, :imap_username)"
    " on conflict (mailbox_id, folder) do update set uid = greatest(folder_cursor.uid, excluded.uid),"
    " since = excluded.since, singly = excluded.singly, stuck_uid = excluded.stuck_uid,"
    " stuck_tries = excluded.stuck_tries, stuck_why = excluded.stuck_why"
    " where folder_cursor.uidvalidity = excluded.uidvalidity returning uid"
)
MOVE = text(
    "update folder_cursor set uidvalidity = :uidvalidity, uid = :uid, role = :role, since = :since,"
    " singly = :singly, stuck_uid = :stuck_uid, stuck_tries = :tries, stuck_why = :why"
    " where mailbox_id = :mailbox and folder = :folder"
)
NO_NUMBER = -1
"""UIDVALIDITY of a folder that is to be read from the beginning: no server gives it."""
NUMBERED_ANEW = text(
    "update folder_cursor set uidvalidity = :validity, uid = 0, singly = 0, stuck_uid = 0, stuck_tries = 0,"
    " stuck_why = '' where mailbox_id = :mailbox"
)
OF_BEFORE = text(
    "with before as (select coalesce(max((4294967295 - uidvalidity) / 4294967296), 0) as moves from message_in"
    " where mailbox_id = :mailbox and uidvalidity < 0)"
    " update message_in as m set uidvalidity = m.uidvalidity - 4294967296 * (before.moves + 1) from before"
    " where m.mailbox_id = :mailbox and m.uidvalidity >= 0"
)
"""Numbers that no server gives (RFC 3501: 32 bits), others for each of several accounts before."""
ACCOUNT = ("imap_host", "imap_port", "imap_username")
"""What says whose folders a mailbox has."""
LOOKED = text(
    "with free as (select id from mailbox where id = any(cast(:ids as bigint[])) for no key update skip locked)"
    " update mailbox as m set read_at = v.moment from free,"
    " unnest(cast(:ids as bigint[]), cast(:moments as timestamptz[])) as v(id, moment)"
    " where free.id = v.id and m.id = v.id"
)
"""Nobody who sends is waited for: the next time is soon."""


@dataclass
class Stuck:
    """The mail that could not be fetched when it was asked for alone."""

    uid: int = 0
    tries: int = 0
    why: str = ""


@dataclass
class Place:
    """How far a folder has been read."""

    uidvalidity: int
    uid: int
    since: datetime | None
    """At the first look at what lies in the folder: what arrived before is passed over. None: that is done, and what
    comes after `uid` is read whatever its date, which is its server's guess or whoever put it there chose."""
    looked: int = 0
    """The UIDNEXT up to which there is nothing more: mails that were removed move no cursor."""
    singly: int = 0
    """So many of the next mails are fetched one by one."""
    stuck: Stuck = field(default_factory=Stuck)
    is_checked: bool = False
    """That `uid` still is the mail that it was (engine.flows.receive)."""
    aside: set[str] | None = None
    """Digests of mails that were set aside before the folder was numbered anew; None: not asked yet."""


@dataclass
class Cursors:
    """What the holder of the mailbox's lease knows about its folders."""

    known: dict[str, Place] = field(default_factory=dict)
    stored: int = 0
    """Mails stored and not yet handed on to be read, also when the connection broke behind them."""


async def opened(house: House, mailbox: Mailbox) -> Cursors:
    """The mailbox can be read (again); how far its folders have been. After a restore only what was read to its end
    counts as read (engine.flows.restored)."""
    async with house.database.begin() as session:
        is_restored = (await workspace_of(session)).restored_at is not None
        read = {} if is_restored else {"read_at": house.clock.now()}
        await session.execute(update(Mailbox).where(col(Mailbox.id) == mailbox.id).values(read_problem="", **read))
        rows = await session.scalars(select(FolderCursor).where(col(FolderCursor.mailbox_id) == mailbox.id))
        return Cursors({row.folder: _known(row) for row in rows})


def came(mailbox: Mailbox, now: datetime) -> datetime:
    """Back to when a folder is read. A mailbox that came in the future came when a clock was wrong."""
    return min(mailbox.created_at, now) - BACKFILL


async def looked(house: House, moments: Mapping[int, datetime]) -> None:
    """When each of some mailboxes was last read to its end."""
    if moments:
        async with house.database.begin() as session:
            await session.execute(LOOKED, {"ids": list(moments), "moments": list(moments.values())})


def _known(row: FolderCursor) -> Place:
    stuck = Stuck(row.stuck_uid, row.stuck_tries, row.stuck_why)
    return Place(row.uidvalidity, row.uid, row.since, singly=row.singly, stuck=stuck)


async def advance(session: AsyncSession, mailbox: Mailbox, folder: Folder, place: Place) -> None:
    """Backwards it never goes. Before anything else of the transaction: it waits for whoever moves the mailbox."""
    if (await session.execute(ADVANCE, _values(mailbox, folder, place))).first() is None:
        raise ProtocolTrouble(f"{mailbox.address} was moved to another server meanwhile.", remedy="It is read there.")


async def move(session: AsyncSession, mailbox: Mailbox, folder: Folder, place: Place) -> None:
    """The folder was numbered anew."""
    await session.execute(MOVE, _values(mailbox, folder, place))


async def forget_numbers(session: AsyncSession, mailbox_id: int) -> None:
    """At another server or account the same numbers, also that of the folder, are those of other mails: its folders are
    read as if they had been numbered anew."""
    await session.execute(NUMBERED_ANEW, {"mailbox": mailbox_id, "validity": NO_NUMBER})
    await session.execute(OF_BEFORE, {"mailbox": mailbox_id})


async def forget_all(house: House, mailbox: Mailbox, cursors: Cursors) -> None:
    """The same for whoever reads it."""
    async with house.database.begin() as session:
        await session.get_one(Mailbox, mailbox.id, with_for_update={"key_share": True})
        await forget_numbers(session, mailbox.id)
    for place in cursors.known.values():
        place.uidvalidity = NO_NUMBER


def _values(mailbox: Mailbox, folder: Folder, place: Place) -> dict[str, object]:
    return {
        "mailbox": mailbox.id,
        "folder": folder.name,
        "role": folder.role.value,
        "uidvalidity": place.uidvalidity,
        "uid": place.uid,
        "since": place.since,
        "singly": place.singly,
        "stuck_uid": place.stuck.uid,
        "tries": place.stuck.tries,
        "why": place.stuck.why,
        **{name: getattr(mailbox, name) for name in ACCOUNT},
    }
