"""Loads what engine.rules.screen judges, for many waiting mails in a few queries.

What is read here is read for every mail that leaves: plain values, as rows of the session cost several times as much.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses, windows
from engine.rules.effects import Work
from engine.rules.holidays_calendar import Holiday, holiday_of
from engine.rules.screen import Facts
from engine.rules.vocabulary import Bin, ContactState, EnrollmentState, HeldReason, OutState
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


@dataclass(frozen=True, slots=True)
class Mail:
    """The row of message_out, as far as a decision needs it."""

    id: int
    enrollment_id: int
    position: int
    first_touch: bool
    state: OutState
    due_at: datetime
    look_at: datetime
    send_at: datetime | None
    held_reason: HeldReason | None
    held_detail: str
    held_since: datetime | None
    attempts: int
    soft_bounces: int
    message_id: str | None
    variant_id: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """The contact."""

    id: int
    account_id: int
    email: str
    name: str
    title: str
    level: int
    language: str
    phone: str
    time_zone: str
    state: ContactState
    batch_id: int | None
    away_until: datetime | None
    away_why: str
    custom: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Company:
    """The account."""

    id: int
    name: str
    vertical: str
    employees: int | None
    territory: str
    country: str
    region: str
    time_zone: str
    bin: Bin
    check_back_on: date | None
    last_activity_at: datetime | None
    red_flag: str
    responded_at: datetime | None
    custom: dict[str, Any]


def _columns(of: type, table: type) -> list[InstrumentedAttribute[Any]]:
    """The table's columns that a dataclass names, in its order."""
    return [getattr(table, name) for name in of.__dataclass_fields__]  # type: ignore[attr-defined] # a dataclass


MAIL, PERSON, COMPANY = _columns(Mail, MessageOut), _columns(Person, Contact), _columns(Company, Account)
AROUND = [col(Enrollment.created_at), col(Enrollment.campaign_id), col(MessageOut.mailbox_id)]
OUT_MAIL, OUT_PERSON = len(MAIL), len(MAIL) + len(PERSON)
OUT_COMPANY = OUT_PERSON + len(COMPANY)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that has not left, with what is around it."""

    out: Mail
    contact: Person
    account: Company
    enrolled_at: datetime
    campaign: Campaign
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
    query: Select[Any] = (
        select(*MAIL, *PERSON, *COMPANY, *AROUND)
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .join(Account, col(Account.id) == Contact.account_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(*where)
        .order_by(*order)
        .limit(limit)
    )
    if claim:
        query = query.with_for_update(of=MessageOut, skip_locked=True, key_share=True)
    rows = (await session.execute(query)).all()
    if not rows:
        return []
    mails = [
        (Mail(*row[:OUT_MAIL]), Person(*row[OUT_MAIL:OUT_PERSON]), Company(*row[OUT_PERSON:OUT_COMPANY]), *row[-3:])
        for row in rows
    ]
    around = await _around(session, mails, now)
    return [around.waiting(*mail) for mail in mails]


Loaded = tuple[Mail, Person, Company, datetime, int, int]


async def _around(session: AsyncSession, mails: Sequence[Loaded], now: datetime) -> "_Around":
    contacts = {contact.id for _, contact, *_ in mails}
    accounts = {account.id for _, _, account, *_ in mails}
    first = [(campaign_id, account.id) for mail, _, account, _, campaign_id, _ in mails if mail.first_touch]
    batches = {contact.batch_id for mail, contact, *_ in mails if mail.first_touch and contact.batch_id is not None}
    return _Around(
        now,
        await workspace_of(session),
        await _by_id(session, Campaign, {campaign_id for *_, campaign_id, _ in mails}),
        await _by_id(session, Mailbox, {mailbox_id for *_, mailbox_id in mails}),
        await _by_id(session, ImportBatch, batches),
        await suppressed(session, [contact.email for _, contact, *_ in mails]),
        await _in_touch(session, {account_id for _, account_id in first}),
        await _most_senior(session, set(first)),
        await _asked(session, contacts),
        await _mailed_at(session, accounts),
    )


async def _by_id(session: AsyncSession, model: Any, keys: Collection[int]) -> dict[int, Any]:
    if not keys:
        return {}
    return {row.id: row for row in await session.scalars(select(model).where(model.id.in_(keys)))}


class _Around:
    """What many mails share. Windows are the same for all with one policy, zone and calendar: worked out once."""

    def __init__(
        self,
        now: datetime,
        workspace: Workspace,
        campaigns: dict[int, Campaign],
        mailboxes: dict[int, Mailbox],
        batches: dict[int, ImportBatch],
        beyond: "Suppressed",
        touched: dict[int, set[int]],
        senior: dict[tuple[int, int], int],
        asks: dict[int, str],
        mailed: dict[int, datetime],
    ) -> None:
        self.now, self.workspace, self.beyond = now, workspace, beyond
        self.campaigns, self.mailboxes, self.batches = campaigns, mailboxes, batches
        self.touched, self.senior, self.asks, self.mailed = touched, senior, asks, mailed
        self._policies: dict[tuple[int, int], windows.WindowPolicy] = {}
        self._windows: dict[Any, windows.Open | windows.Closed] = {}

    def waiting(
        self, out: Mail, contact: Person, account: Company, enrolled_at: datetime, campaign_id: int, mailbox_id: int
    ) -> Waiting:
        campaign, mailbox = self.campaigns[campaign_id], self.mailboxes[mailbox_id]
        zone = contact.time_zone or account.time_zone or mailbox.time_zone
        holiday = holiday_of(account.country or mailbox.country, account.region if account.country else "")
        policy = self._policy(campaign, mailbox)
        batch = self.batches.get(contact.batch_id or 0)
        facts = Facts(
            first_touch=out.first_touch,
            campaign=campaign.state,
            campaign_name=campaign.name,
            contact=contact.state,
            suppressed=self.beyond.of(contact.email),
            bin=account.bin,
            check_back_on=account.check_back_on,
            account_activity=account.last_activity_at,
            red_flag=account.red_flag,
            responded_at=account.responded_at,
            others_in_touch=len(self.touched.get(account.id, set()) - {contact.id}),
            outranked=self.senior.get((campaign.id, account.id), contact.level) > contact.level,
            away_until=contact.away_until,
            away_why=contact.away_why,
            asks=self.asks.get(contact.id, ""),
            batch_paused=batch.paused_why if batch is not None and batch.paused_at else "",
            mailbox_problem=mailbox_problem(mailbox, self.now),
            mailbox_health=_health(mailbox, self.now),
            retry_at=mailbox.retry_at,
            postal_address=self.workspace.postal_address,
            window=self._window(policy, zone, holiday),
        )
        return Waiting(out, contact, account, enrolled_at, campaign, mailbox, facts, zone, holiday, policy)

    def _policy(self, campaign: Campaign, mailbox: Mailbox) -> windows.WindowPolicy:
        key = (campaign.id, mailbox.id)
        if key not in self._policies:
            self._policies[key] = window_policy(self.workspace, mailbox, campaign)
        return self._policies[key]

    def _window(self, policy: windows.WindowPolicy, zone: str, holiday: Holiday) -> windows.Open | windows.Closed:
        key = (policy, zone, holiday)
        if key not in self._windows:
            self._windows[key] = windows.state(policy, windows.zone_of(zone, "time_zone"), self.now, holiday)
        return self._windows[key]


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
        if not self.reasons:
            return ""
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
    columns = (Suppression.address, Suppression.domain, Suppression.reason, Suppression.created_at)
    query = select(*map(col, columns)).where(
        or_(col(Suppression.address).in_(emails), col(Suppression.domain).in_(domains))
    )
    return Suppressed(
        {
            (address or domain or ""): f"{reason} on {created_at:%Y-%m-%d}"
            for address, domain, reason, created_at in await session.execute(query)
        }
    )


async def _in_touch(session: AsyncSession, account_ids: set[int]) -> dict[int, set[int]]:
    """Per account the contacts with an active enrollment of which a mail has left or is leaving."""
    if not account_ids:
        return {}
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


async def _mailed_at(session: AsyncSession, account_ids: set[int]) -> dict[int, datetime]:
    """Per account when the latest mail to anybody there left or began to."""
    query = (
        select(col(Contact.account_id), func.max(MessageOut.sending_at))
        .join(MessageOut, col(MessageOut.contact_id) == Contact.id)
        .where(col(Contact.account_id).in_(account_ids), col(MessageOut.sending_at).is_not(None))
        .group_by(col(Contact.account_id))
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def _most_senior(session: AsyncSession, pairs: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Per campaign and account the highest level among those whose first mail could leave soon."""
    if not pairs:
        return {}
    other = aliased(Contact)
    query = (
        select(col(Enrollment.campaign_id), col(other.account_id), func.max(other.level))
        .join(other, col(other.id) == Enrollment.contact_id)
        .join(
            MessageOut,
            and_(
                col(MessageOut.enrollment_id) == Enrollment.id,
                col(MessageOut.first_touch),
                or_(
                    col(MessageOut.state).in_([OutState.DUE, OutState.CLAIMED]),
                    col(MessageOut.held_reason).in_([HeldReason.WINDOW, HeldReason.HOLIDAY]),
                ),
            ),
        )
        .where(
            col(other.account_id).in_({account for _, account in pairs}),
            col(Enrollment.campaign_id).in_({campaign for campaign, _ in pairs}),
            col(Enrollment.state) == EnrollmentState.ACTIVE,
        )
        .group_by(col(Enrollment.campaign_id), col(other.account_id))
    )
    return {(campaign, account): level for campaign, account, level in await session.execute(query)}


def mailbox_problem(mailbox: Mailbox, now: datetime) -> str:
    """Why a mailbox may not send at all, "" when it may; an error whose retry time has come is tried again."""
    if mailbox.deleted_at is not None:
        return f"the mailbox {mailbox.address} was removed"
    if mailbox.state is MailboxState.PAUSED:
        return f"the mailbox {mailbox.address} is paused"
    if mailbox.state is MailboxState.ERROR and _waits(mailbox, now):
        return mailbox.state_detail
    return ""


def _health(mailbox: Mailbox, now: datetime) -> str:
    return mailbox.state_detail if mailbox.state is MailboxState.HEALTH and _waits(mailbox, now) else ""


def may_send(mailbox: Mailbox, now: datetime) -> bool:
    """Whether there is any point in asking what waits for this mailbox."""
    return not mailbox_problem(mailbox, now) and not _health(mailbox, now)


def _waits(mailbox: Mailbox, now: datetime) -> bool:
    return mailbox.retry_at is None or mailbox.retry_at > now


def window_policy(workspace: Workspace, mailbox: Mailbox, campaign: Campaign) -> windows.WindowPolicy:
    """The narrowest owner's word counts: campaign, else mailbox, else workspace, else the method (M15)."""
    return windows.parse(campaign.window or mailbox.window or workspace.window or {})
