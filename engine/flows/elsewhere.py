"""Answers that a filter of the mailbox, or a person, has put into another folder before they were read.

There the headers alone are asked for, now and then. What answers a mail of ours, and what mail systems report, is
stored and read like what comes to the INBOX, what was thrown away like what lies in Junk; what one of us wrote, e.g. a
draft, is not.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from engine.edge.imap import Fetched, Folder, FolderRole, ImapLine
from engine.errors import NotFound
from engine.flows.cursors import Cursors, Stuck
from engine.flows.house import House
from engine.flows.one_by_one import try_one
from engine.flows.receive import keep, pass_over, place_of, seen
from engine.rules import correspondence
from engine.rules.reading import mime
from engine.rules.reading.bounces import is_mail_system
from engine.rules.reading.matching import clues_of, message_id_of
from engine.store.facts import own_addresses
from engine.store.tables import Mailbox, MessageIn
from engine.store.threads import LONG_AGO, find

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
BATCH = 200
"""Headers in one command."""
PORTION = 10
"""Folders that are opened, and commands for headers in each, until new mail is received: a SEARCH is not repeated for
each command."""
HEADERS = (*correspondence.HEADERS, "Subject")


@dataclass
class Round:
    """What the holder of a mailbox's lease knows of its other folders; it outlives a connection."""

    next_at: datetime = LONG_AGO
    left: list[Folder] = field(default_factory=list)
    """Those that are to be looked into in this round."""


async def read_elsewhere(
    house: House, mailbox: Mailbox, line: ImapLine, folders: list[Folder], cursors: Cursors, known: Round
) -> bool:
    """One portion of what is due; True while there is more, or something was stored. A folder that ends the connection
    is not asked again before the next round."""
    now = house.clock.now()
    if not known.left and not now < known.next_at <= now + EVERY:  # later than that: a clock was set back
        known.left, known.next_at = _others(folders), now + EVERY
    for folder in known.left[:PORTION]:
        known.left.remove(folder)
        if not await _look(house, mailbox, line, folder, cursors):
            known.left.insert(0, folder)
            break
    return bool(known.left or cursors.stored)


def _others(folders: Sequence[Folder]) -> list[Folder]:
    """All mail where the provider has such a folder, which leaves out what was thrown away: spam among it."""
    everything = [folder for folder in folders if folder.role is FolderRole.ALL]
    trash = [Folder(folder.name, FolderRole.JUNK) for folder in folders if folder.role is FolderRole.TRASH]
    rest = [folder for folder in folders if folder.role in {FolderRole.ARCHIVE, FolderRole.OTHER}]
    return [*(everything or rest), *trash]


async def _look(house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, cursors: Cursors) -> bool:
    """The next mails of a folder; True when there are no more."""
    try:
        state = await line.examine(folder.name)
    except NotFound:
        log.warning("%s: the folder %s is listed but cannot be opened", mailbox.address, folder.name)
        return True
    place = await place_of(house, mailbox, folder, state, cursors)
    for _ in range(PORTION):
        has_more = state.uidnext > max(place.uid + 1, place.looked)
        heads = await line.headers_after(place.uid, HEADERS, limit=BATCH, since=place.since) if has_more else []
        if not heads:
            place.looked = state.uidnext
            if place.since is not None:
                await seen(house, mailbox, folder, place, state)
            return True
        for uid in await _answers(house, mailbox, heads):
            mail = await try_one(house, mailbox, line, folder, place, uid)
            place.stuck = Stuck()
            if mail is not None:
                cursors.stored += await keep(house, mailbox, folder, place, [mail])
        await pass_over(house, mailbox, folder, place, heads[-1].uid)
    return False


async def _answers(house: House, mailbox: Mailbox, heads: Sequence[Fetched]) -> list[int]:
    """The UIDs of those that were not read yet, also not as spam."""
    mails = [mime.parse(one.raw) for one in heads]
    ids = [message_id_of(one.raw) for one in heads]
    was_read = select(col(MessageIn.message_id)).where(
        col(MessageIn.mailbox_id) == mailbox.id,
        col(MessageIn.message_id).in_(set(ids) - {""}),
        (col(MessageIn.role) != FolderRole.JUNK.value) | col(MessageIn.contact_id).is_not(None),
    )
    async with house.database.begin() as session:
        own, known = await own_addresses(session), set(await session.scalars(was_read))
        found = await find(session, [(clues_of(mail), mailbox.id) for mail in mails])
    return [
        one.uid
        for one, mail, message_id, match in zip(heads, mails, ids, found, strict=True)
        if (match is not None or is_mail_system(mail)) and mail.sender.email not in own and message_id not in known
    ]
