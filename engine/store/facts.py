"""Loads what engine.rules.screen judges, for many waiting mails in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses, windows
from engine.rules.effects import Work
from engine.rules.holidays_calendar import Holiday, holiday_of
from engine.rules.screen import Facts
from engine.rules.vocabulary import EnrollmentState, HeldReason, OutState
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Enrollment,
    ImportBatch,
    Mailbox,
    MailboxState,
    MessageOut,
    ResponseTask,
    Suppression,
    Workspace,
)

UNSENT = (OutState.DUE, OutState.HELD, OutState.CLAIMED)


@dataclass(frozen=True)
class Waiting:
    """A mail that has not left, with the rows around it."""

    out: MessageOut
    enrollment: Enrollment
    campaign: Campaign
    contact: Contact
    account: Account
    mailbox: Mailbox
    facts: Facts
    zone: str
    holiday: Holiday
    policy: windows.WindowPolicy


async def load(
    session: AsyncSession,
    where: Sequence[Any],
    now: datetime,
    *,
    limit: int | None = None,
    order: Sequence[Any] = (),
    claim: bool = False,
) -> list[Waiting]:
    """The waiting mails that meet `where` (over MessageOut, Enrollment, Campaign, Contact, Account, Mailbox).

    `claim` locks them and passes over what another transaction has in hand: whoever claims never waits for a mail.
    """
    query = (
        select(MessageOut, Enrollment, Campaign, Contact, Account, Mailbox, ImportBatch)
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .join(Account, col(Account.id) == Contact.account_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .outerjoin(ImportBatch, col(ImportBatch.id) == Contact.batch_id)
        .where(*where)
        .order_by(*order)
        .limit(limit)
    )
    if claim:
        query = query.with_for_update(of=MessageOut, skip_locked=True, key_share=True)
    rows = (await session.execute(query)).all()
    if not rows:
        return []
    workspace = await workspace_of(session)
    beyond = await suppressed(session, [row.Contact.email for row in rows])
    touched = await _in_touch(session, {row.Account.id for row in rows})
    senior = await _most_senior(session, {(row.Campaign.id, row.Account.id) for row in rows})
    asks = await _asked(session, {row.Contact.id for row in rows})
    return [_waiting(row, workspace, beyond, touched, senior, asks, now) for row in rows]


async def workspace_of(session: AsyncSession) -> Workspace:
    workspace = await session.get(Workspace, 1)
    assert workspace is not None, "the workspace row is made by the first migration"
    return workspace


@dataclass(frozen=True)
class Suppressed:
    """Addresses and domains that must not be mailed, with the reason in words."""

    reasons: dict[str, str]

    def of(self, address: str) -> str:
        """Why this address is suppressed: itself, its domain, or the domain's group; "" when it is not."""
        names = (address, *_domains(address))
        return next((self.reasons[name] for name in names if name in self.reasons), "")


def _domains(address: str) -> list[str]:
    """The address's domain and those above it: whoever suppresses acme.com means mail.acme.com too."""
    labels = addresses.domain_of(address).split(".")
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]


async def suppression_of(session: AsyncSession, address: str) -> Suppression | None:
    """The suppression that covers an address: its own, or its domain's."""
    names = _domains(address)
    query = select(Suppression).where(or_(col(Suppression.address) == address, col(Suppression.domain).in_(names)))
    return (await session.scalars(query.limit(1))).first()


async def suppressed(session: AsyncSession, emails: Sequence[str]) -> Suppressed:
    """What the suppression list says about these addresses, in one query."""
    domains = {domain for email in emails for domain in _domains(email)}
    query = select(Suppression).where(or_(col(Suppression.address).in_(emails), col(Suppression.domain).in_(domains)))
    return Suppressed(
        {
            (row.address or row.domain or ""): f"{row.reason} on {row.created_at:%Y-%m-%d}"
            for row in await session.scalars(query)
        }
    )


async def _in_touch(session: AsyncSession, account_ids: set[int]) -> dict[int, set[int]]:
    """Per account the contacts with an active enrollment of which a mail has left or is leaving."""
    begun = exists().where(
        col(MessageOut.enrollment_id) == Enrollment.id,
        col(MessageOut.state).in_([OutState.CLAIMED, OutState.SENDING, OutState.SENT, OutState.UNCERTAIN]),
    )
    query = (
        select(col(Contact.account_id), col(Contact.id))
        .join(Enrollment, col(Enrollment.contact_id) == Contact.id)
        .where(col(Contact.account_id).in_(account_ids), col(Enrollment.state) == EnrollmentState.ACTIVE, begun)
    )
    touched: dict[int, set[int]] = {}
    for account_id, contact_id in await session.execute(query):
        touched.setdefault(account_id, set()).add(contact_id)
    return touched


async def _asked(session: AsyncSession, contact_ids: set[int]) -> dict[int, str]:
    """Per contact the open work without which the next mail would not reach them."""
    query = select(col(ResponseTask.contact_id), col(ResponseTask.note)).where(
        col(ResponseTask.contact_id).in_(contact_ids),
        col(ResponseTask.step).in_([Work.CONFIRM_ADDRESS, Work.SOLVE_CHALLENGE]),
        col(ResponseTask.done_at).is_(None),
    )
    return {contact_id: note for contact_id, note in await session.execute(query) if contact_id is not None}


async def _most_senior(session: AsyncSession, pairs: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Per campaign and account the highest level among those whose first mail could leave soon."""
    other = aliased(Contact)
    query = (
        select(col(Enrollment.campaign_id), col(other.account_id), func.max(other.level))
        .join(other, col(other.id) == Enrollment.contact_id)
        .join(MessageOut, col(MessageOut.enrollment_id) == Enrollment.id)
        .where(
            col(other.account_id).in_({account for _, account in pairs}),
            col(Enrollment.campaign_id).in_({campaign for campaign, _ in pairs}),
            col(Enrollment.state) == EnrollmentState.ACTIVE,
            col(MessageOut.first_touch),
            or_(
                col(MessageOut.state).in_([OutState.DUE, OutState.CLAIMED]),
                col(MessageOut.held_reason).in_([HeldReason.WINDOW, HeldReason.HOLIDAY]),
            ),
        )
        .group_by(col(Enrollment.campaign_id), col(other.account_id))
    )
    return {(campaign, account): level for campaign, account, level in await session.execute(query)}


def _waiting(
    row: Any,
    workspace: Workspace,
    beyond: Suppressed,
    touched: dict[int, set[int]],
    senior: dict[tuple[int, int], int],
    asks: dict[int, str],
    now: datetime,
) -> Waiting:
    out, enrollment, campaign, contact, account, mailbox, batch = row
    zone = contact.time_zone or account.time_zone or mailbox.time_zone
    holiday = holiday_of(account.country or mailbox.country, account.region if account.country else "")
    policy = window_policy(workspace, mailbox, campaign)
    facts = Facts(
        first_touch=out.first_touch,
        campaign=campaign.state,
        campaign_name=campaign.name,
        contact=contact.state,
        suppressed=beyond.of(contact.email),
        bin=account.bin,
        check_back_on=account.check_back_on,
        account_activity=account.last_activity_at,
        red_flag=account.red_flag,
        responded_at=account.responded_at,
        others_in_touch=len(touched.get(account.id, set()) - {contact.id}),
        outranked=senior.get((campaign.id, account.id), contact.level) > contact.level,
        away_until=contact.away_until,
        away_why=contact.away_why,
        asks=asks.get(contact.id, ""),
        batch_paused=batch.paused_why if batch is not None and batch.paused_at else "",
        mailbox_problem=mailbox_problem(mailbox, now),
        mailbox_health=mailbox.state_detail if mailbox.state is MailboxState.HEALTH and _waits(mailbox, now) else "",
        retry_at=mailbox.retry_at,
        postal_address=workspace.postal_address,
        window=windows.state(policy, windows.zone_of(zone, "time_zone"), now, holiday),
    )
    return Waiting(out, enrollment, campaign, contact, account, mailbox, facts, zone, holiday, policy)


def mailbox_problem(mailbox: Mailbox, now: datetime) -> str:
    """Why a mailbox may not send at all, "" when it may; an error whose retry time has come is tried again."""
    if mailbox.deleted_at is not None:
        return f"the mailbox {mailbox.address} was removed"
    if mailbox.state is MailboxState.PAUSED:
        return f"the mailbox {mailbox.address} is paused"
    if mailbox.state is MailboxState.ERROR and _waits(mailbox, now):
        return mailbox.state_detail
    return ""


def _waits(mailbox: Mailbox, now: datetime) -> bool:
    return mailbox.retry_at is None or mailbox.retry_at > now


def window_policy(workspace: Workspace, mailbox: Mailbox, campaign: Campaign) -> windows.WindowPolicy:
    """The narrowest owner's word counts: campaign, else mailbox, else workspace, else the method (M15)."""
    return windows.parse(campaign.window or mailbox.window or workspace.window or {})
