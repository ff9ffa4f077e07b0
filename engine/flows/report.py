"""The numbers, counted from the ledger: per campaign, variant, rep, source, or all together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.suppress import ASKED_FOR
from engine.rules.metrics import (
    Counts,
    Rate,
    bounce_rate,
    complaint_rate,
    opt_out_rate,
    positive_rate,
    referral_yield,
    response_rate,
)
from engine.rules.vocabulary import AUTOMATIC_KINDS, HUMAN_KINDS, DecisionMaker, DeclineReason, Kind, Relation
from engine.store.tables import (
    Campaign,
    Contact,
    Enrollment,
    FormerOwner,
    Mailbox,
    MessageIn,
    MessageOut,
    Suppression,
    User,
    Variant,
)


class By(StrEnum):
    """What the numbers are broken down by."""

    ALL = "all"
    CAMPAIGN = "campaign"
    VARIANT = "variant"
    REP = "rep"
    SOURCE = "source"


NAMESAKE = aliased(User)
NAMED_ALIKE = exists().where(col(NAMESAKE.name) == User.name, col(NAMESAKE.id) != User.id)
REP = case(
    (col(User.name) == "", col(User.email)),
    (NAMED_ALIKE, func.concat(User.name, " (", User.email, ")")),
    else_=col(User.name),
)
"""What a rep is called, each otherwise."""
GROUPS: dict[By, Any] = {
    By.ALL: func.coalesce("all"),
    By.CAMPAIGN: Campaign.name,
    By.VARIANT: func.concat(Campaign.name, " / step ", MessageOut.position, " / ", func.coalesce(Variant.label, "?")),
    By.REP: REP,
    By.SOURCE: Contact.source,
}
Extra = list[tuple[str, dict[str, int]]]
"""Per group some more of its counts."""
OPT_OUTS = ASKED_FOR - {Kind.COMPLAINT.value}
ANSWERED, LAST = aliased(MessageOut), aliased(MessageOut)


def rep_at(moment: Any) -> ColumnElement[int]:
    """Whose the mailbox was then. Of a rep who had it several times only the last counts, with what was between."""
    former = select(col(FormerOwner.user_id)).where(
        col(FormerOwner.mailbox_id) == Mailbox.id, col(FormerOwner.until) >= moment
    )
    first = former.order_by(col(FormerOwner.until)).limit(1).correlate_except(FormerOwner)
    return func.coalesce(first.scalar_subquery(), Mailbox.user_id)


def _last_before(moment: Any, whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether it is the last mail of a campaign until then: what its recipient did then belongs to it."""
    last = select(col(LAST.id)).where(whose, col(LAST.enrollment_id).is_not(None), col(LAST.sent_at) <= moment)
    latest = last.order_by(col(LAST.sent_at).desc(), col(LAST.id).desc()).limit(1)
    return col(MessageOut.id) == latest.correlate_except(LAST).scalar_subquery()


def _answers_it() -> ColumnElement[bool]:
    """An answer to the mail, or to what the rep wrote in the conversation that it began."""
    by_rep = select(col(ANSWERED.id)).where(col(ANSWERED.id) == MessageIn.out_id, col(ANSWERED.enrollment_id).is_(None))
    began = _last_before(MessageIn.received_at, col(LAST.enrollment_id) == MessageIn.enrollment_id)
    return and_(
        col(MessageIn.enrollment_id) == MessageOut.enrollment_id,
        or_(col(MessageIn.out_id) == MessageOut.id, and_(by_rep.correlate_except(ANSWERED).exists(), began)),
    )


THEIRS = col(LAST.contact_id) == Contact.id
FIRST = text("1")
"""Grouping by position: an expression with parameters in it would not be recognised as the same."""
POSITIVE = (Kind.INTERESTED, Kind.REFERRAL)


@dataclass(frozen=True)
class Declined:
    """People who gave one reason, and how many of them decide."""

    people: int
    decision_makers: int


@dataclass(frozen=True)
class Numbers:
    """One row of a report: counts, responses by kind, and the rates with interval and definition."""

    group: str
    counts: Counts
    by_kind: dict[str, int]
    bounced_by: dict[str, int]
    declines: dict[DeclineReason, Declined] = field(default_factory=dict)
    """Why people say no, the most frequent reason first."""

    @property
    def rates(self) -> dict[str, Rate]:
        return {
            "response_rate": response_rate(self.counts),
            "positive_rate": positive_rate(self.counts),
            "bounce_rate": bounce_rate(self.counts),
            "opt_out_rate": opt_out_rate(self.counts),
            "complaint_rate": complaint_rate(self.counts),
            "referral_yield": referral_yield(self.counts),
        }


async def report(
    session: AsyncSession,
    by: By,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    where: Sequence[ColumnElement[bool]] = (),
    by_name: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Numbers]:
    """Mails by the time they were sent, answers by the mails they answer: both sides count the same people.

    People are counted once per campaign (the enrollment), as domain definition "delivered" asks. The group with most
    sent comes first, or `by_name` those that are compared stand together, step by step.
    """
    span = _span(since, until, where)
    cut = _sent(by, span, by_name=by_name).limit(limit).offset(offset)
    rows = {name: _numbers(name, *counts) for name, *counts in await session.execute(cut)}
    span.append(GROUPS[by].in_(rows))
    for group, kind, people in await _answers(session, by, span):
        rows[group].by_kind[kind] = people
    for group, reason, declined in await _declines(session, by, span):
        rows[group].declines[reason] = declined
    for group, extra in await _people(session, by, span):
        rows[group] = replace(rows[group], counts=replace(rows[group].counts, **extra))
    return list(rows.values())


async def groups(
    session: AsyncSession,
    by: By,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    where: Sequence[ColumnElement[bool]] = (),
) -> int:
    """How many rows the whole report has."""
    query = _from_outbox(func.count(func.distinct(GROUPS[by]))).where(*_span(since, until, where))
    return await session.scalar(query) or 0


def _span(
    since: datetime | None, until: datetime | None, where: Sequence[ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    return [
        *([col(MessageOut.sent_at) >= since] if since else []),
        *([col(MessageOut.sent_at) < until] if until else []),
        *where,
    ]


def _from_outbox(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(MessageOut)
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .join(User, col(User.id) == rep_at(MessageOut.sent_at))
        .outerjoin(Variant, col(Variant.id) == MessageOut.variant_id)
        .where(col(MessageOut.sent_at).is_not(None))
    )


def _sent(by: By, span: list[ColumnElement[bool]], *, by_name: bool) -> Any:
    """Contacts mailed and bounced, per campaign once: M17 divides people, not mails. Who got one of several has not
    bounced: else the answers to a first mail would be divided by those who got the second."""
    of_each = _from_outbox(
        GROUPS[by].label("name"),
        func.bool_and(col(MessageOut.bounced) != "").label("nothing"),
        func.max(MessageOut.bounced).label("kind"),
        func.min(Campaign.name).label("campaign"),
        func.min(MessageOut.position).label("step"),
    )
    each = of_each.where(*span).group_by(FIRST, col(Enrollment.id)).subquery()
    people = func.count()
    kinds = [people.filter(each.c.nothing, each.c.kind == kind) for kind in ("hard", "soft", "block")]
    order = [func.min(each.c.campaign), func.min(each.c.step)] if by_name else [people.desc()]
    counted = select(each.c.name, people, *kinds, people.filter(each.c.nothing))
    return counted.group_by(FIRST).order_by(*order, FIRST)


def _numbers(group: str, sent: int, hard: int, soft: int, block: int, bounced: int) -> Numbers:
    return Numbers(group, Counts(sent=sent, bounced=bounced), {}, {"hard": hard, "soft": soft, "block": block})


async def _answers(session: AsyncSession, by: By, span: list[ColumnElement[bool]]) -> list[tuple[str, str, int]]:
    group = GROUPS[by]
    query = (
        _from_outbox(group, MessageIn.kind, func.count(func.distinct(Enrollment.id)))
        .join(MessageIn, _answers_it())
        .where(col(MessageIn.kind).is_not(None), col(MessageIn.role) != "sent", *span)
        .group_by(FIRST, text("2"))
    )
    return [(name, kind.value, people) for name, kind, people in await session.execute(query)]


async def _declines(
    session: AsyncSession, by: By, span: list[ColumnElement[bool]]
) -> list[tuple[str, DeclineReason, Declined]]:
    people = func.count(func.distinct(Enrollment.id))
    query = (
        _from_outbox(
            GROUPS[by],
            MessageIn.decline_reason,
            people.label("people"),
            people.filter(col(MessageIn.decision_maker) == DecisionMaker.YES),
        )
        .join(MessageIn, _answers_it())
        .where(col(MessageIn.kind) == Kind.NOT_INTERESTED, col(MessageIn.decline_reason).is_not(None), *span)
        .group_by(FIRST, text("2"))
        .order_by(text("people desc"), text("2"))
    )
    return [(group, reason, Declined(*counts)) for group, reason, *counts in await session.execute(query)]


async def _people(session: AsyncSession, by: By, span: list[ColumnElement[bool]]) -> Extra:
    """Who responded, counted once however often they wrote; and who was learned from their answers."""
    group = GROUPS[by]
    people = func.count(func.distinct(Enrollment.id))
    mails = (
        _from_outbox(
            group,
            people.filter(col(MessageIn.kind).in_(HUMAN_KINDS)),
            people.filter(col(MessageIn.kind).in_(POSITIVE)),
            people.filter(col(MessageIn.kind).in_(AUTOMATIC_KINDS - {Kind.BOUNCE, Kind.DELAY})),
            people.filter(col(MessageIn.kind) == Kind.COMPLAINT),
        )
        .join(MessageIn, _answers_it())
        .where(col(MessageIn.role) != "sent", *span)
        .group_by(FIRST)
    )
    found = [
        (name, {"responses": human, "positive": positive, "automatic": automatic, "complaints": complaints})
        for name, human, positive, automatic, complaints in await session.execute(mails)
    ]
    return [*found, *await _opted_out(session, by, span), *await _learned(session, by, span)]


async def _opted_out(
    session: AsyncSession, by: By, span: list[ColumnElement[bool]]
) -> list[tuple[str, dict[str, int]]]:
    """By reply, by link or by asking the rep alike: the suppression tells, and when. Who opts out of one campaign has
    left no other."""
    group = GROUPS[by]
    query = (
        _from_outbox(group, func.count(func.distinct(Enrollment.id)))
        .join(Suppression, col(Suppression.address) == Contact.email)
        .where(col(Suppression.reason).in_(OPT_OUTS), _last_before(Suppression.created_at, THEIRS), *span)
        .group_by(FIRST)
    )
    return [(name, {"opt_outs": people}) for name, people in await session.execute(query)]


async def _learned(session: AsyncSession, by: By, span: list[ColumnElement[bool]]) -> Extra:
    learned = (
        select(*map(col, (Contact.referred_by_id, Contact.id, Contact.created_at)))
        .where(col(Contact.relation).in_(list(Relation)))
        .subquery()
    )
    group = GROUPS[by]
    query = (
        _from_outbox(group, func.count(func.distinct(learned.c.id)))
        .join(learned, learned.c.referred_by_id == Contact.id)
        .where(_last_before(learned.c.created_at, THEIRS), *span)
        .group_by(FIRST)
    )
    return [(name, {"referred": people}) for name, people in await session.execute(query)]
