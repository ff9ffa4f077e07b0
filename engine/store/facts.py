"""Loads what engine.rules.screen judges, for many waiting mails in a few queries.

What is read here is read for every mail that leaves.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Select, Text, bindparam, case, cast, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import JSONB, OID
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.rules import windows
from engine.rules.holidays_calendar import Holiday
from engine.rules.screen import Facts, still_asked
from engine.rules.vocabulary import Bin, HeldReason, OutState
from engine.rules.zones import Zone, holidays_for, zone_for
from engine.store.around import (
    BATCH_PAUSED,
    FIRST,
    OWNED,
    WRITTEN,
    Around,
    asks,
    let_go,
    mailed_at,
    others_in_touch_of,
    senior_of,
)
from engine.store.columns import among, listed
from engine.store.fingerprint import WORDS
from engine.store.known import Box, Company, Drive, Firm, Mail, Person, columns_of
from engine.store.pipeline import Writer, rows_of_all
from engine.store.suppressions import why_suppressed
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Enrollment,
    ImportBatch,
    Mailbox,
    MailboxState,
    MessageOut,
    User,
    Workspace,
)

UNSENT = (OutState.DUE, OutState.HELD, OutState.CLAIMED)
MENDED_BY = timedelta(hours=1)
"""How soon a mail is looked at again of which nobody can tell when it may leave."""

PARTS: list[tuple[type, list[Any]]] = [
    (Mail, columns_of(Mail, MessageOut)),
    (Person, columns_of(Person, Contact)),
    (Company, columns_of(Company, Account)),
    (Drive, columns_of(Drive, Campaign)),
    (Box, columns_of(Box, Mailbox)),
    (
        Around,
        [
            col(Enrollment.created_at),
            why_suppressed("contact.email"),
            BATCH_PAUSED,
            asks(),
            mailed_at(col(MessageOut.id)),
            case((FIRST, others_in_touch_of()), else_=0),
            case((FIRST, senior_of())),
            WRITTEN.c.last_at,
            WRITTEN.c.address,
            let_go(),
            OWNED.c.name,
            OWNED.c.bin,
        ],
    ),
]
"""The parts of a row of `load`, in their order."""
ENDS = list(accumulate(len(columns) for _, columns in PARTS))
SLICES = [(part, end - len(columns), end) for (part, columns), end in zip(PARTS, ENDS, strict=True)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that has not left, with what is around it."""

    out: Mail
    contact: Person
    account: Company
    campaign: Drive
    enrolled_at: datetime
    mailbox: Box
    workspace: Firm
    facts: Facts
    zone: str
    holiday: Holiday
    policy: windows.WindowPolicy


Query = Select[Any]
COLUMNS = [column for _, columns in PARTS for column in columns]


def _base(columns: Sequence[Any]) -> Query:
    return (
        select(*columns)
        .select_from(MessageOut)
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .join(Account, col(Account.id) == Contact.account_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .outerjoin(ImportBatch, col(ImportBatch.id) == Contact.batch_id)
        .outerjoin(WRITTEN, true())
        .outerjoin(OWNED, true())
    )


BASE = _base(COLUMNS)
CLAIMED = (
    BASE.where(
        listed(col(MessageOut.id), "mails"),
        case((col(MessageOut.state) == OutState.CLAIMED, col(MessageOut.claimed_by))) == bindparam("worker"),
    )
    .order_by(col(MessageOut.id))
    .with_for_update(of=MessageOut, key_share=True)
)
"""Found by their keys: said as two conditions, these are those of ix_message_out_flight, of which the server believes
that it is empty and which holds whatever passed through it a moment ago.
"""
NOTHING = literal_column("'{}'::jsonb", JSONB)
DUE = (
    _base([NOTHING if column.key == "custom" else column for column in COLUMNS])
    .where(
        listed(col(MessageOut.id), "mails"),
        col(MessageOut.state).in_([OutState.DUE, OutState.HELD]),
        col(MessageOut.look_at) <= bindparam("now"),
    )
    .with_for_update(of=MessageOut, skip_locked=True, key_share=True)
)
"""Without the custom fields, which say nothing about when a mail may leave."""
TABLES = cast(cast(func.to_regclass("workspace"), OID), Text)
PUT_BACK = col(Workspace.database)["tables"].astext != TABLES
FIRM = select(
    *[
        {
            "restored_at": case(
                (PUT_BACK, func.coalesce(Workspace.restored_at, func.now())), else_=Workspace.restored_at
            ),
            "restored_why": case((PUT_BACK, WORDS["tables"]), else_=Workspace.restored_why),
        }.get(name, column)
        for name, column in zip(Firm._fields, columns_of(Firm, Workspace), strict=True)
    ]
)
"""The workspace. That its tables were put back from a dump while workers run, each sees before it sends anything."""


async def load(
    session: AsyncSession, where: Sequence[Any], now: datetime, *, limit: int | None = None, order: Sequence[Any] = ()
) -> list[Waiting]:
    """The waiting mails that meet `where` (over MessageOut, Enrollment, Campaign, Contact, Account, Mailbox)."""
    return await _load(session, BASE.where(*where).order_by(*order).limit(limit), {}, now)


async def load_due(asked: Writer, out_ids: Collection[int], now: datetime) -> list[Waiting]:
    """Those of them that still wait, locked, without custom fields; what another transaction has in hand is passed
    over: whoever claims never waits for a mail.
    """
    return await _load(asked, DUE, {"mails": list(out_ids), "now": now}, now)


async def _load(asked: Writer, query: Query, given: dict[str, Any], now: datetime) -> list[Waiting]:
    rows, firm = await rows_of_all(asked, (query, given), (FIRM, {}))
    return waiting_of(rows, firm, now)


def waiting_of(rows: Iterable[Sequence[Any]], firm: Sequence[Sequence[Any]], now: datetime) -> list[Waiting]:
    """What the rows of BASE say, and the one of FIRM."""
    shared = Shared(now, Firm(*firm[0]))
    return [shared.waiting(*(part(*row[begin:end]) for part, begin, end in SLICES)) for row in rows]


class Shared:
    """What many mails share. Windows are the same for all with one policy, zone and calendar: worked out once."""

    def __init__(self, now: datetime, workspace: Firm) -> None:
        self.now, self.workspace = now, workspace
        self._policies: dict[tuple[int, int], windows.WindowPolicy] = {}
        self._windows: dict[Any, windows.Open | windows.Closed] = {}

    def waiting(
        self, out: Mail, contact: Person, account: Company, campaign: Drive, mailbox: Box, around: Around
    ) -> Waiting:
        where = (account.country, account.region, contact.phone)
        zone = zone_for(contact.time_zone, account.time_zone, *where, mailbox.time_zone)
        holiday = holidays_for(*where, mailbox.country)
        policy, window = self._window_of(campaign, mailbox, zone, holiday)
        facts = Facts(
            first_touch=out.first_touch,
            asked=still_asked(out.asked_at, self.now),
            campaign=campaign.state,
            campaign_name=campaign.name,
            contact=contact.state,
            basis=contact.basis,
            suppressed=around.suppressed or "",
            bin=account.bin,
            check_back_on=account.check_back_on,
            account_activity=account.last_activity_at,
            red_flag=account.red_flag,
            responded_at=account.responded_at,
            others_in_touch=around.others_in_touch,
            outranked=around.senior is not None and around.senior > contact.level,
            away_until=contact.away_until,
            away_why=contact.away_why,
            asks=around.asks or "",
            batch_paused=around.batch_paused or "",
            let_go=around.let_go or "",
            mailbox_problem=mailbox_problem(mailbox, self.now),
            mailbox_health=_health(mailbox, self.now),
            retry_at=mailbox.retry_at,
            legal_name=self.workspace.legal_name,
            postal_address=self.workspace.postal_address,
            window=window,
            account_mailed_at=around.mailed_at,
            written_at=around.written_at,
            written_with=around.written_with or "",
            unread_history="" if mailbox.history_since else mailbox.address,
            anyway=out.anyway_at is not None,
            restored=self.workspace.restored_why if self.workspace.restored_at else "",
            owner=around.owner or "",
            owner_bin=around.owner_bin or Bin.COLD,
        )
        return Waiting(
            out,
            contact,
            account,
            campaign,
            around.enrolled_at,
            mailbox,
            self.workspace,
            facts,
            zone.name,
            holiday,
            policy,
        )

    def _window_of(
        self, campaign: Drive, mailbox: Box, zone: Zone, holiday: Holiday
    ) -> tuple[windows.WindowPolicy, windows.Open | windows.Closed]:
        """What cannot be read, e.g. a window that another version stored, holds the mails that it is about and no
        others."""
        try:
            policy = self._policy(campaign, mailbox)
            return policy, self._window(policy, zone, holiday)
        except Invalid as wrong:
            why = f"when it may leave cannot be told: {wrong}"
            return windows.WindowPolicy(), windows.Closed(HeldReason.WINDOW, self.now + MENDED_BY, why)

    def _policy(self, campaign: Drive, mailbox: Box) -> windows.WindowPolicy:
        key = (campaign.id if campaign.window else 0, mailbox.id if mailbox.window else 0)
        if key not in self._policies:
            self._policies[key] = window_policy(self.workspace, mailbox, campaign)
        return self._policies[key]

    def _window(self, policy: windows.WindowPolicy, zone: Zone, holiday: Holiday) -> windows.Open | windows.Closed:
        key = (policy, zone, holiday)
        if key not in self._windows:
            self._windows[key] = windows.state(
                policy, windows.zone_of(zone.name, "time_zone"), self.now, holiday, derived=zone.derived
            )
        return self._windows[key]


async def workspace_of(session: AsyncSession) -> Workspace:
    workspace = await session.get(Workspace, 1)
    assert workspace is not None, "the workspace row is made by the first migration"
    return workspace


async def own_addresses(session: AsyncSession) -> frozenset[str]:
    """Those of all mailboxes there ever were, and of whoever signs in: an AE may have no mailbox here."""
    ours = select(col(Mailbox.address)).union(select(col(User.email)))
    return frozenset(await session.scalars(ours))


async def reps_let_go(session: AsyncSession, mailbox_ids: Collection[int]) -> dict[int, str]:
    """Those of some mailboxes, by mailbox."""
    query = select(col(Mailbox.id), let_go()).where(among(col(Mailbox.id), mailbox_ids), let_go().is_not(None))
    return {key: name for key, name in await session.execute(query) if name}


def mailbox_problem(mailbox: Mailbox | Box, now: datetime) -> str:
    """Why a mailbox may not send at all, "" when it may; an error whose retry time has come is tried again."""
    if mailbox.deleted_at is not None:
        return f"the mailbox {mailbox.address} was removed"
    if mailbox.state is MailboxState.PAUSED:
        return f"the mailbox {mailbox.address} is paused"
    if mailbox.state is MailboxState.ERROR and _waits(mailbox, now):
        return mailbox.state_detail
    return ""


def _health(mailbox: Mailbox | Box, now: datetime) -> str:
    return mailbox.state_detail if mailbox.state is MailboxState.HEALTH and _waits(mailbox, now) else ""


def may_send(mailbox: Mailbox | Box, now: datetime) -> bool:
    """Whether there is any point in asking what waits for this mailbox."""
    return not mailbox_problem(mailbox, now) and not _health(mailbox, now)


def _waits(mailbox: Mailbox | Box, now: datetime) -> bool:
    return mailbox.retry_at is None or mailbox.retry_at > now


def window_policy(
    workspace: Workspace | Firm, mailbox: Mailbox | Box, campaign: Campaign | Drive
) -> windows.WindowPolicy:
    """The narrowest owner's word counts: campaign, else mailbox, else workspace, else the method (M15)."""
    owners = (("campaign", campaign.window), ("mailbox", mailbox.window), ("workspace", workspace.window))
    return windows.united(*owners)
