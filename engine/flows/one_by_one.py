"""A mail that makes its server hang up, fail or fall silent holds up no other.

After a batch that failed the next mails are fetched one by one. A mail that fails alone is asked for less and less,
each failure counted in the ledger; at last it is set aside: kept as a row without bytes, which a person is told to look
for in their mail program, and can have fetched again (engine/flows/fetch_again.py).
"""

import hashlib

from sqlalchemy import select
from sqlmodel import col

from engine.edge.imap import Fetched, Folder, ImapLine, Manner
from engine.errors import WireError
from engine.flows.cursors import Place, Stuck, advance
from engine.flows.house import House
from engine.rules.reading.matching import message_id_of
from engine.store.columns import storable
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn

AFTER_FAILURE = 50
"""So many are fetched singly: those of the batch that failed."""
LADDER = (Manner.USUAL, Manner.USUAL, Manner.BEGINNING, Manner.ENVELOPE, Manner.ENVELOPE)
"""How a mail is asked for, try after try. Its bytes are given up after three failures; after five the server is not
asked about it any more."""


class Unfetched(WireError):
    """A single mail could not be fetched; the connection is gone, and everything before the mail is stored."""


async def by_one(house: House, mailbox: Mailbox, folder: Folder, place: Place) -> None:
    """Several at once could not be fetched."""
    place.singly = AFTER_FAILURE
    await _write_down(house, mailbox, folder, place)


async def next_one(house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, place: Place) -> list[Fetched]:
    """The next mail, perhaps without its bytes; [] when there is none. Raises Unfetched."""
    after = place.uid
    while (uid := await line.next_after(after, since=place.since)) is not None:
        mail = await try_one(house, mailbox, line, folder, place, uid)
        place.singly -= 1
        if mail is not None:
            place.stuck = Stuck()
            return [mail]
        after = uid  # it was removed meanwhile
    place.singly = 0
    return []


async def try_one(
    house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, place: Place, uid: int
) -> Fetched | None:
    """One mail, perhaps without its bytes; None when it is gone. Raises Unfetched."""
    stuck = place.stuck if place.stuck.uid == uid else Stuck(uid)
    if stuck.tries >= len(LADDER):
        return Fetched(uid, b"", None, trouble=_words(stuck))
    manner = LADDER[stuck.tries]
    try:
        if not stuck.tries and (known := await _known(house, mailbox, line, folder, place, uid)):
            return known
        mail = await line.fetch_one(uid, manner)
    except WireError as trouble:
        place.stuck = Stuck(uid, stuck.tries + 1, storable(str(trouble))[:500])
        await _write_down(house, mailbox, folder, place)
        raise Unfetched(
            f"A mail in {folder.name} (UID {uid}) cannot be fetched: {trouble.problem}",
            field=trouble.field,
            remedy="It is tried again, and after some failures set aside for you to look at.",
        ) from trouble
    if mail is None or manner is not Manner.ENVELOPE:
        return mail
    return Fetched(uid, b"", mail.received_at, mail.left_out, _words(stuck), mail.head)


async def _known(
    house: House, mailbox: Mailbox, line: ImapLine, folder: Folder, place: Place, uid: int
) -> Fetched | None:
    """The mail, when it was set aside before its folder was numbered anew: it need not fail all over again."""
    if place.aside is None:
        query = select(col(MessageIn.digest)).where(
            col(MessageIn.mailbox_id) == mailbox.id,
            col(MessageIn.folder) == folder.name,
            col(MessageIn.uidvalidity) != place.uidvalidity,
            col(MessageIn.state) == InState.BROKEN,
            col(MessageIn.raw) == b"",
        )
        async with house.database.begin() as session:
            place.aside = set(await session.scalars(query))
    if not place.aside:
        return None
    mail = await line.fetch_one(uid, Manner.ENVELOPE)
    return mail if mail is not None and digest_of(mail, "") in place.aside else None


def digest_of(mail: Fetched, where: str) -> str:
    """Of what was not handed over, its Message-ID tells it from others, else what is known of it, else its place."""
    said = mail.raw or message_id_of(mail.head).encode() or mail.head or where.encode()
    return hashlib.sha256(said).hexdigest()


def _words(stuck: Stuck) -> str:
    return f"The server did not hand it over in {min(stuck.tries, 3)} tries; the last ended so: {stuck.why}"


async def _write_down(house: House, mailbox: Mailbox, folder: Folder, place: Place) -> None:
    async with house.database.begin() as session:
        await advance(session, mailbox, folder, place)
