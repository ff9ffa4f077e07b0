"""Mails of people who were erased are not stored a second time: not when a folder is numbered anew, its mailbox is
restored or connected again, nor late. What they write after that is a mail like any other."""

import contextlib
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Text, exists, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.imap import Fetched
from engine.flows.locked import NOT_WHILE_ERASING
from engine.flows.one_by_one import digest_of
from engine.rules.reading import mime
from engine.rules.reading.matching import head_of
from engine.store.columns import listed
from engine.store.suppressions import erased
from engine.store.tables import MessageIn, Suppression

CLOCKS = timedelta(hours=1)
"""How far a mail server's clock may be behind ours: a new mail is not to be taken for an old one. What came in that
hour and was not fetched before is stored."""
ANYBODY = select(exists().where(col(Suppression.hash).is_not(None)))
KNOWN = select(col(MessageIn.digest)).where(
    col(MessageIn.erased_at).is_not(None), listed(col(MessageIn.digest), "digests", Text)
)


async def without_erased(session: AsyncSession, mails: Sequence[Fetched], *, sent: bool) -> list[Fetched]:
    """Those of some fetched mails that are to be stored. `sent`: they lie in Sent."""
    await session.execute(NOT_WHILE_ERASING)
    if not await session.scalar(ANYBODY):
        return list(mails)
    known = set(await session.scalars(KNOWN, {"digests": [digest_of(mail, "") for mail in mails]}))
    whose = [people_of(mail.raw or mail.head, sent=sent) for mail in mails]
    gone = await erased(session, set().union(*whose))

    def is_old(mail: Fetched, people: set[str]) -> bool:
        at = mail.received_at
        return at is not None and any(one in gone and at < gone[one] - CLOCKS for one in people)

    return [
        mail
        for mail, people in zip(mails, whose, strict=True)
        if digest_of(mail, "") not in known and not is_old(mail, people)
    ]


def people_of(raw: bytes, *, sent: bool) -> set[str]:
    """The address of who wrote a mail; of one in Sent also those that it was to. None where its header breaks the
    reading: it is stored, and a person looks."""
    with contextlib.suppress(Exception):
        mail = mime.parse(head_of(raw))
        boxes = (mail.sender, *(mail.to if sent else ()))
        return {one.email for one in boxes if one.email}
    return set()
