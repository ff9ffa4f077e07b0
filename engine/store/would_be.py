"""First mails that launching a draft would plan, with the facts of those that are planned."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, true
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.vocabulary import OutState
from engine.store.around import BATCH_PAUSED, OWNED, Around, asks, mailed_at, written
from engine.store.columns import listed
from engine.store.facts import Shared, Waiting, workspace_of
from engine.store.known import Box, Company, Drive, Firm, Mail, Person, row_of
from engine.store.suppressions import why_suppressed
from engine.store.tables import Account, Campaign, Contact, ImportBatch, Mailbox

NONE = 0
"""The number of no mail."""
_WRITTEN = written(true())
_COLUMNS: list[Any] = [
    Contact.id,
    *(why_suppressed("contact.email"), BATCH_PAUSED, asks(), mailed_at(NONE)),
    *(_WRITTEN.c.last_at, _WRITTEN.c.address, OWNED.c.name, OWNED.c.bin),
]
AROUND: Select[Any] = (
    select(*_COLUMNS)
    .select_from(Contact)
    .join(Account, col(Account.id) == Contact.account_id)
    .outerjoin(ImportBatch, col(ImportBatch.id) == Contact.batch_id)
    .outerjoin(_WRITTEN, true())
    .outerjoin(OWNED, true())
    .where(listed(col(Contact.id), "contacts"))
)


async def would_be(
    session: AsyncSession,
    people: Sequence[tuple[Contact, Account, Mailbox]],
    campaign: Campaign,
    position: int,
    now: datetime,
) -> list[Waiting]:
    """In their order, each with the number of its contact, negative. Colleagues in conversation are not looked for."""
    rows = await session.execute(AROUND, {"contacts": [contact.id for contact, _, _ in people]})
    around = {
        key: Around(now, suppressed, paused, asked, mailed, 0, None, last, address, None, owner, owner_bin)
        for key, suppressed, paused, asked, mailed, last, address, owner, owner_bin in rows
    }
    shared = Shared(now, row_of(Firm, await workspace_of(session)))
    drive = row_of(Drive, campaign)
    return [
        shared.waiting(
            _mail(contact, position, now),
            row_of(Person, contact),
            row_of(Company, account),
            drive,
            row_of(Box, mailbox),
            around[contact.id],
        )
        for contact, account, mailbox in people
    ]


def _mail(contact: Contact, position: int, now: datetime) -> Mail:
    return Mail(
        id=-contact.id,
        enrollment_id=0,
        position=position,
        first_touch=True,
        state=OutState.DUE,
        due_at=now,
        look_at=now,
        send_at=None,
        asked_at=None,
        asked_by="",
        anyway_at=None,
        held_reason=None,
        held_detail="",
        held_since=None,
        attempts=0,
        soft_bounces=0,
        message_id=None,
        variant_id=None,
    )
