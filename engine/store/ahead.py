"""Rows that several pieces of work in one transaction need, read and locked before them in a few queries.

Whoever looks for such a row asks here first, and sees what the work before has made of it. Beyond the contacts that are
known here, and where nobody looked ahead, everything is asked of the database as ever.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Text, or_, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.effects import Work
from engine.store.columns import among, listed
from engine.store.facts import UNSENT, workspace_of
from engine.store.tables import Account, Contact, Enrollment, Mailbox, MessageOut, ResponseTask, Suppression, User

KEY = "ahead"

ACCOUNTS = (
    select(Account)
    .where(
        col(Account.id).in_(
            select(col(Contact.account_id))
            .join(MessageOut, col(MessageOut.contact_id) == Contact.id)
            .where(listed(col(MessageOut.id), "mails"))
            .union(select(col(Contact.account_id)).where(listed(col(Contact.email), "emails", Text)))
        )
    )
    .order_by(col(Account.id))
    .with_for_update()
)
CONTACTS = select(Contact).where(
    col(Contact.id).in_(select(col(MessageOut.contact_id)).where(listed(col(MessageOut.id), "mails")))
)
MAILS = (
    select(MessageOut)
    .where(
        or_(
            listed(col(MessageOut.id), "mails"),
            listed(col(MessageOut.contact_id), "contacts") & col(MessageOut.state).in_(UNSENT),
        )
    )
    .order_by(col(MessageOut.id))
    .with_for_update()
)
ENROLLMENTS = (
    select(Enrollment).where(listed(col(Enrollment.contact_id), "contacts")).order_by(col(Enrollment.id))
).with_for_update()
MANUAL = (
    select(ResponseTask)
    .where(
        listed(col(ResponseTask.enrollment_id), "enrollments"),
        col(ResponseTask.step) == Work.MANUAL,
        col(ResponseTask.done_at).is_(None),
    )
    .order_by(col(ResponseTask.id))
    .with_for_update()
)
ADDRESSES = text(
    "select pg_advisory_xact_lock(7, key) from (select distinct hashtext(one) as key"
    " from unnest(cast(:emails as text[])) as v(one) order by key) as keys"
)
SUPPRESSED = select(Suppression).where(listed(col(Suppression.address), "emails", Text))


@dataclass
class Ahead:
    """`mails` are those that are answered, and those to the same people that have not left. `manual` are steps that
    nobody has done; `freed` accounts whose waiting mails are to be looked at again when the transaction ends.
    """

    mails: dict[int, MessageOut] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    enrollments: list[Enrollment] = field(default_factory=list)
    manual: list[ResponseTask] = field(default_factory=list)
    suppressions: dict[str, Suppression | None] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)
    kept: list[Any] = field(default_factory=list)
    """A session forgets rows that nobody holds."""

    def unsent(self, contact_id: int) -> list[MessageOut]:
        """Steps of campaigns."""
        mails = [out for out in self.mails.values() if out.contact_id == contact_id and out.enrollment_id is not None]
        return [out for out in mails if out.state in UNSENT]


def ahead_of(session: AsyncSession, contact_id: int) -> Ahead | None:
    """What is known of a contact."""
    found: Ahead | None = session.info.get(KEY)
    return found if found is not None and contact_id in found.contacts else None


def forget_ahead(session: AsyncSession, contact_id: int | None = None) -> None:
    """Of a contact whose rows were changed past the session; or everything, when the work is done."""
    if contact_id is None:
        session.info.pop(KEY, None)
    elif found := ahead_of(session, contact_id):
        del found.contacts[contact_id]


def contact_ahead(session: AsyncSession, email: str) -> Contact | None:
    """A contact whose account is locked."""
    found: Ahead | None = session.info.get(KEY)
    known = found.contacts.values() if found is not None else ()
    return next((contact for contact in known if contact.email == email), None)


def suppressions_ahead(session: AsyncSession, email: str) -> dict[str, Suppression | None] | None:
    """Where the suppression of an address is, or None, when the address is locked."""
    found: Ahead | None = session.info.get(KEY)
    return found.suppressions if found is not None and email in found.suppressions else None


async def look_ahead(
    session: AsyncSession, out_ids: Collection[int], mailbox_ids: Collection[int], emails: Collection[str]
) -> Ahead:
    """For what answers these mails, under the locks and in the order that all flows keep: accounts, addresses, mails.

    `emails` are addresses that may be suppressed.
    """
    found = Ahead()
    given: dict[str, Any] = {"mails": list(out_ids)}
    is_locked = not (out_ids or emails)
    while not is_locked:  # whoever was waited for may have merged one of them into another, or moved somebody there
        accounts = await _fresh(session, ACCOUNTS, given | {"emails": list(emails)})
        contacts = await _fresh(session, CONTACTS, given) if out_ids else []
        found.kept += accounts
        found.contacts = {contact.id: contact for contact in contacts}
        is_locked = {contact.account_id for contact in contacts} <= {account.id for account in accounts}
    if emails:
        addresses = {*emails, *(contact.email for contact in found.contacts.values())}
        found.suppressions = await _suppressions(session, addresses)
    if out_ids:
        given["contacts"] = list(found.contacts)
        found.mails = {out.id: out for out in await _fresh(session, MAILS, given)}
        found.enrollments = await _fresh(session, ENROLLMENTS, given)
        found.manual = await _fresh(session, MANUAL, {"enrollments": [one.id for one in found.enrollments]})
    if out_ids or emails:
        found.kept.append(await workspace_of(session))
        owned = select(Mailbox, User).join(User, col(User.id) == Mailbox.user_id)
        found.kept += await session.execute(owned.where(among(col(Mailbox.id), mailbox_ids)))
    session.info[KEY] = found
    return found


async def _fresh(session: AsyncSession, query: Any, given: dict[str, Any]) -> list[Any]:
    """With what another transaction has changed until the lock was had."""
    return list(await session.scalars(query, given, execution_options={"populate_existing": True}))


async def _suppressions(session: AsyncSession, emails: Collection[str]) -> dict[str, Suppression | None]:
    given = {"emails": list(emails)}
    await session.execute(ADDRESSES, given)
    rows = {row.address: row for row in await session.scalars(SUPPRESSED, given)}
    return {email: rows.get(email) for email in emails}
