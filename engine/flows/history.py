"""Read whom a mailbox has written with before it came here, from the headers of its old mails; nothing else is kept.

In portions between which new mail is received. It is read again from where it stood on a new connection, and from the
beginning by another poller: what is known already is met again.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Fetched, Folder, FolderRole, ImapLine
from engine.errors import NotFound
from engine.flows.house import SEND, House
from engine.flows.look_again import look_again
from engine.flows.receive import is_away
from engine.rules.correspondence import HEADERS, company_of, partners, when, who
from engine.rules.reading import mime
from engine.rules.reading.mail import ParsedMail
from engine.store import correspondence
from engine.store.journal import record
from engine.store.suppressions import erased
from engine.store.tables import Mailbox

log = logging.getLogger(__name__)

BATCH = 200
"""Headers in one command and one commit."""
PORTION = 5
"""Batches until new mail is looked for."""
AFTER_TROUBLE = timedelta(hours=1)
"""New mail is received meanwhile."""


@dataclass
class Past:
    """What the holder of a mailbox's lease knows about its history; it outlives a connection."""

    known: datetime | None
    """Back to when it is known; None: not at all."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Per folder UIDVALIDITY and the last UID whose headers were read."""
    since: datetime | None = None
    """Back to when it is being read."""
    not_before: datetime | None = None


async def read_history(
    house: House, mailbox: Mailbox, line: ImapLine, folders: list[Folder], past: Past, quiet: timedelta
) -> bool:
    """One portion of what is wanted back to `quiet` ago; True while there is more. Raises what ended the connection."""
    now = house.clock.now()
    if (past.known is not None and past.known <= now - quiet) or (past.not_before and now < past.not_before):
        return False
    past.since = past.since or now - quiet
    left = PORTION
    try:
        for folder in _worth_reading(folders):
            left = await _folder(house, mailbox, line, folder, past, past.since, left)
            if not left:
                return True
    except Exception as trouble:  # also what nobody foresaw, or no connection would get to waiting for new mail
        if not is_away(trouble):
            past.not_before = now + AFTER_TROUBLE
        raise
    await _done(house, mailbox.id, past.since)
    past.known, past.since, past.places = past.since, None, {}
    return False


def _worth_reading(folders: list[Folder]) -> list[Folder]:
    """All mail where the provider has such a folder; else what came, what was sent and what was put away."""
    everything = [folder for folder in folders if folder.role is FolderRole.ALL]
    roles = (FolderRole.SENT, FolderRole.INBOX, FolderRole.ARCHIVE)
    return everything or [folder for role in roles for folder in folders if folder.role is role]


async def _folder(
    house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, past: Past, since: datetime, left: int
) -> int:
    """How many batches are left of the portion; 0 only when there may be more."""
    try:
        state = await line.examine(folder.name)
    except NotFound:
        log.warning("%s: the folder %s is listed but cannot be opened", mailbox.address, folder.name)
        return left
    validity, uid = past.places.get(folder.name, (0, 0))
    uid = uid if validity == state.uidvalidity else 0
    if state.uidnext <= uid + 1:
        return left
    while left:
        batch = await line.headers_after(uid, HEADERS, limit=BATCH, since=since)
        if not batch:
            past.places[folder.name] = (state.uidvalidity, state.uidnext - 1)
            return left
        await _meet(house, mailbox, batch, sent=folder.role is FolderRole.SENT, since=since)
        uid = batch[-1].uid
        past.places[folder.name] = (state.uidvalidity, uid)
        left -= 1
    return 0


async def _meet(house: House, mailbox: Mailbox, batch: list[Fetched], *, sent: bool, since: datetime) -> None:
    now = house.clock.now()
    mails = [(mime.parse(one.raw), one.received_at) for one in batch]
    async with house.database.begin() as session:
        own = frozenset(await session.scalars(select(col(Mailbox.address))))
        moments = [(mail, when(mail, received, now)) for mail, received in mails]
        recent = [(mail, moment) for mail, moment in moments if moment >= since]
        await meet(session, mailbox.id, recent, own, sent=sent)


async def meet(
    session: AsyncSession,
    mailbox_id: int,
    mails: list[tuple[ParsedMail, datetime]],
    own: frozenset[str],
    *,
    sent: bool,
) -> None:
    """Remember whom these mails were written with, but for what belongs to a campaign: its mails and their answers."""
    found = [(mail, moment, partners(mail, own, sent=sent)) for mail, moment in mails]
    found = [(mail, moment, people) for mail, moment, people in found if people]
    ours = await correspondence.ours(session, {one for mail, *_ in found for one in _ids(mail)})
    everybody = {one for *_, people in found for one in people}
    known = await correspondence.prospects(session, everybody)
    known |= set(await erased(session, {one for one in everybody if not company_of(one)}))
    last: dict[str, datetime] = {}
    for mail, moment, people in found:
        if ours.isdisjoint(_ids(mail)):
            for one in people - known:
                last[who(one)] = max(moment, last.get(who(one), moment))
    await correspondence.met(session, mailbox_id, last)


def _ids(mail: ParsedMail) -> set[str]:
    return {one for one in (mail.message_id, *mail.in_reply_to, *mail.references) if one}


async def _done(house: House, mailbox_id: int, since: datetime) -> None:
    """First touches that waited for it are judged anew."""
    async with house.database.begin() as session:
        now = house.clock.now()
        row = await session.get_one(Mailbox, mailbox_id, with_for_update={"key_share": True})
        row.history_since = since
        record(session, now, "mailbox.history", why=f"read back to {since:%Y-%m-%d}", mailbox_id=mailbox_id)
        await look_again(session, now, mailbox_id=mailbox_id)
    await house.bell.ring(SEND)
