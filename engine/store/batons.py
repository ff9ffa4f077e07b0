"""What became of the batons: the rows with everybody in them, and their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.baton import WITH_AE, Audit, OpportunityState, counts
from engine.rules.metrics import median_of
from engine.rules.vocabulary import HUMAN_KINDS
from engine.store.tables import Account, Contact, MessageIn, Opportunity, User

Rows = Select[Opportunity, Account, Contact, User, User]
SENDER, RECEIVER = aliased(User), aliased(User)


@dataclass(frozen=True)
class Passed:
    """One baton with everybody in it."""

    row: Opportunity
    account: Account
    contact: Contact
    sender: User
    receiver: User

    @property
    def counts(self) -> bool:
        return counts(self.row.state, audit_of(self.row))


def audit_of(row: Opportunity) -> Audit | None:
    return Audit(**row.audit) if row.audit else None


def batons(*where: ColumnElement[bool]) -> Rows:
    """The latest to move first."""
    return (
        select(Opportunity, Account, Contact, SENDER, RECEIVER)
        .join(Account, col(Account.id) == Opportunity.account_id)
        .join(Contact, col(Contact.id) == Opportunity.contact_id)
        .join(SENDER, col(SENDER.id) == Opportunity.passed_by_id)
        .join(RECEIVER, col(RECEIVER.id) == Opportunity.passed_to_id)
        .where(*where)
        .order_by(col(Opportunity.state_since).desc(), col(Opportunity.id).desc())
    )


async def passed(session: AsyncSession, query: Rows) -> list[Passed]:
    return [Passed(*row) for row in await session.execute(query)]


def theirs(user_id: int) -> ColumnElement[bool]:
    """Passed by them or to them."""
    return (col(Opportunity.passed_by_id) == user_id) | (col(Opportunity.passed_to_id) == user_id)


def waits_for(user_id: int) -> ColumnElement[bool]:
    """An AE has not said yet whether they take it."""
    return and_(col(Opportunity.passed_to_id) == user_id, col(Opportunity.state) == OpportunityState.PASSED)


def unaudited(user_id: int) -> ColumnElement[bool]:
    """What a manager may audit: accepted, and they took no part in it."""
    return and_(
        col(Opportunity.state) == OpportunityState.ACCEPTED,
        col(Opportunity.passed_by_id) != user_id,
        col(Opportunity.passed_to_id) != user_id,
    )


def came_back(user_id: int, since: datetime) -> ColumnElement[bool]:
    """Returned to whoever had passed them."""
    return and_(
        col(Opportunity.passed_by_id) == user_id,
        col(Opportunity.state) == OpportunityState.RETURNED,
        col(Opportunity.state_since) >= since,
    )


@dataclass(frozen=True)
class BatonNumbers:
    """Of what was passed in a time: how much was accepted, returned, counts (M30) and is worth, and the cycles."""

    passed: int
    accepted: int
    returned: int
    counted: int
    value: int
    cycles: tuple[timedelta, ...]

    @property
    def cycle(self) -> timedelta | None:
        """The median from the first response to acceptance (M34)."""
        return median_of(self.cycles)


async def numbers(
    session: AsyncSession,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    where: Sequence[ColumnElement[bool]] = (),
) -> BatonNumbers:
    """Opportunities by the time they were passed."""
    first = (
        select(func.min(MessageIn.received_at))
        .join(Contact, col(Contact.id) == MessageIn.contact_id)
        .where(
            col(Contact.account_id) == Opportunity.account_id,
            col(MessageIn.kind).in_(HUMAN_KINDS),
            col(MessageIn.received_at) <= Opportunity.accepted_at,
        )
        .correlate(Opportunity)
        .scalar_subquery()
    )
    query = select(Opportunity, first).where(
        *([col(Opportunity.passed_at) >= since] if since else []),
        *([col(Opportunity.passed_at) < until] if until else []),
        *where,
    )
    rows = [(row, answered) for row, answered in await session.execute(query)]
    counted = [row for row, _ in rows if counts(row.state, audit_of(row))]
    return BatonNumbers(
        passed=len(rows),
        accepted=sum(row.state in WITH_AE for row, _ in rows),
        returned=sum(row.state is OpportunityState.RETURNED for row, _ in rows),
        counted=len(counted),
        value=sum(row.value or 0 for row in counted),
        cycles=tuple(
            row.accepted_at - answered
            for row, answered in rows
            if row.state in WITH_AE and row.accepted_at and answered
        ),
    )
