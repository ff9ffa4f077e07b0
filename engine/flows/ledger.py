"""Why was this not sent? One line per enrollment, made by the same rules that decide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.enrollments import given_up
from engine.flows.paces import Pace
from engine.flows.paces import paces as paces_of
from engine.rules import policies
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.screen import screen
from engine.rules.vocabulary import EnrollmentState, HeldReason, OutState
from engine.store.facts import UNSENT, Waiting, load, workspace_of
from engine.store.tables import Campaign, Contact, Enrollment, Mailbox, MessageOut, User

READY = "ready"
AT_ONCE = 1_000
"""Enrollments judged in one query: few enough for the statement and the memory, many enough for the time."""
WAITS_ITS_TURN = "leaves at the next free moment of its mailbox, follow-ups first"


@dataclass(frozen=True)
class Line:
    """Where the next mail of an enrollment stands. `until` is when that will change by itself, None when a person
    or an answer must change it. `reason` is a HeldReason, or an OutState, or an EnrollmentState when it has ended."""

    enrollment_id: int
    campaign_id: int
    campaign: str
    contact_id: int
    email: str
    position: int
    state: str
    reason: str
    detail: str
    since: datetime | None
    until: datetime | None
    due_at: datetime | None
    message_out_id: int | None = None
    again: bool = False
    """Its mail was given up as blocked: it goes again when a person says so."""


async def lines(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], now: datetime, *, limit: int = 200, offset: int = 0
) -> list[Line]:
    """One line for every enrollment that meets `where` (over Enrollment, Campaign and Contact), newest first."""
    query = (
        select(Enrollment, Campaign, Contact)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .join(Contact, col(Contact.id) == Enrollment.contact_id)
        .where(*where)
        .order_by(col(Enrollment.id).desc())
        .limit(limit)
        .offset(offset)
    )
    rows = [(row.Enrollment, row.Campaign, row.Contact) for row in (await session.execute(query)).all()]
    ids = [enrollment.id for enrollment, _, _ in rows]
    waiting = await _waiting(session, ids, now)
    flying = await _in_flight(session, ids)
    return [
        waiting.get(enrollment.id) or _settled(enrollment, campaign, contact, flying.get(enrollment.id))
        for enrollment, campaign, contact in rows
    ]


async def by_rep(session: AsyncSession, now: datetime, *where: ColumnElement[bool]) -> list[tuple[User, Counter[str]]]:
    """For each rep, in the order of their addresses, how many of the contacts that are still written to from their
    mailboxes stand for which reason. `where` is over User."""
    query = (
        select(col(Enrollment.id), User)
        .join(Mailbox, col(Mailbox.id) == Enrollment.mailbox_id)
        .join(User, col(User.id) == Mailbox.user_id)
        .where(col(Enrollment.state) == EnrollmentState.ACTIVE, *where)
        .order_by(col(User.email))
    )
    owners = {row[0]: row[1] for row in await session.execute(query)}
    counts = {user.id: (user, Counter[str]()) for user in owners.values()}
    for key, reason in (await _reasons(session, dict.fromkeys(owners, EnrollmentState.ACTIVE), now)).items():
        counts[owners[key].id][1][reason] += 1
    return list(counts.values())


async def reasons(
    session: AsyncSession, campaign_id: int, now: datetime, *, at_once: int = AT_ONCE
) -> list[tuple[int, str]]:
    """Each enrollment of a campaign with the reason its line has, newest first; `lines` tells more of a few of them."""
    query = select(col(Enrollment.id), col(Enrollment.state)).where(col(Enrollment.campaign_id) == campaign_id)
    rows = (await session.execute(query.order_by(col(Enrollment.id).desc()))).all()
    return list((await _reasons(session, {row[0]: row[1] for row in rows}, now, at_once)).items())


async def _reasons(
    session: AsyncSession, states: Mapping[int, EnrollmentState], now: datetime, at_once: int = AT_ONCE
) -> dict[int, str]:
    """Of some enrollments, in their order. Only what still waits is judged: an ended one costs no more than its row."""
    active = [key for key, state in states.items() if state is EnrollmentState.ACTIVE]
    rules = policies.parse((await workspace_of(session)).policies)
    paces: dict[int, Pace] = {}
    found: dict[int, str] = {}
    for part in _parts(active, at_once):
        found |= {key: line.reason for key, line in (await _judged(session, part, rules, paces, now)).items()}
    for part in _parts([key for key in states if key not in found], at_once):
        found |= {key: _stands(states[key], out) for key, out in (await _in_flight(session, part)).items()}
    return {key: found.get(key, state.value) for key, state in states.items()}


def _parts(ids: list[int], size: int) -> list[list[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


async def _waiting(session: AsyncSession, enrollment_ids: list[int], now: datetime) -> dict[int, Line]:
    return await _judged(session, enrollment_ids, policies.parse((await workspace_of(session)).policies), {}, now)


async def _judged(
    session: AsyncSession, enrollment_ids: list[int], rules: Policies, paces: dict[int, Pace], now: datetime
) -> dict[int, Line]:
    """`paces` keeps what is known of each mailbox from one part to the next."""
    where = (
        col(MessageOut.enrollment_id).in_(enrollment_ids),
        col(MessageOut.state).in_(UNSENT),
        col(Enrollment.state) == EnrollmentState.ACTIVE,
    )
    judged = await load(session, where, now)
    boxes = {waiting.mailbox.id: waiting.mailbox for waiting in judged if waiting.mailbox.id not in paces}
    paces |= await paces_of(session, list(boxes.values()), rules, now)
    return {one.out.enrollment_id: _line(one, paces[one.mailbox.id], rules, now) for one in judged}


def _line(waiting: Waiting, pace: Pace, rules: Policies, now: datetime) -> Line:
    out = waiting.out
    reason, detail, until = _why(waiting, pace, rules, now)
    return Line(
        enrollment_id=waiting.out.enrollment_id,
        campaign_id=waiting.campaign.id,
        campaign=waiting.campaign.name,
        contact_id=waiting.contact.id,
        email=waiting.contact.email,
        position=out.position,
        state=OutState.HELD.value if isinstance(reason, HeldReason) else out.state.value,
        reason=reason,
        detail=detail,
        since=out.held_since if out.held_reason == reason else max(out.due_at, waiting.enrolled_at),
        until=until,
        due_at=out.due_at,
        message_out_id=out.id,
    )


def _why(waiting: Waiting, pace: Pace, rules: Policies, now: datetime) -> tuple[str, str, datetime | None]:
    """The gravest reason first: what concerns this person, then what only composing found out, then the mailbox."""
    out = waiting.out
    held = screen(waiting.facts, rules, now)
    passing = held is not None and held.reason in {HeldReason.WINDOW, HeldReason.HOLIDAY, HeldReason.GAP}
    if held is not None and not passing:
        return held.reason, held.detail, held.until
    if out.held_reason in {HeldReason.MISSING_FIELD, HeldReason.LINT}:
        return out.held_reason, out.held_detail, None
    if out.state is OutState.CLAIMED:
        return OutState.CLAIMED.value, "a worker has it and sends it at its moment", out.send_at
    if out.due_at > now:
        return OutState.DUE.value, f"step {out.position} is planned for later", out.due_at
    if out.look_at > now and (out.soft_bounces or out.attempts):
        return OutState.DUE.value, out.held_detail or "tried again later", out.look_at
    for limit in (held, pace.quota, pace.first if out.first_touch and out.asked_at is None else None):
        if isinstance(limit, Held):
            return limit.reason, limit.detail, limit.until
    if out.asked_at is not None:
        return READY, f"asked for by {out.asked_by}: leaves with the next round of its mailbox", None
    slot = waiting.mailbox.next_slot_at
    if slot is not None and slot > now:
        return HeldReason.GAP, WAITS_ITS_TURN, slot
    return READY, WAITS_ITS_TURN, None


async def _in_flight(session: AsyncSession, enrollment_ids: list[int]) -> dict[int, MessageOut]:
    query = select(MessageOut).where(
        col(MessageOut.enrollment_id).in_(enrollment_ids),
        col(MessageOut.state).in_([OutState.SENDING, OutState.UNCERTAIN, OutState.FAILED]),
    )
    query = query.order_by(col(MessageOut.position))
    return {out.enrollment_id: out for out in await session.scalars(query) if out.enrollment_id is not None}


def _stands(state: EnrollmentState, flying: MessageOut | None) -> str:
    """In a word, when nothing waits: a mail is in flight or uncertain, or where the enrollment is."""
    in_flight = flying is not None and flying.state is not OutState.FAILED
    return flying.state.value if flying and in_flight else state.value


def _settled(enrollment: Enrollment, campaign: Campaign, contact: Contact, flying: MessageOut | None) -> Line:
    """Nothing waits: a mail is in flight or uncertain, or the enrollment has ended."""
    in_flight = flying is not None and flying.state is not OutState.FAILED
    return Line(
        enrollment_id=enrollment.id,
        campaign_id=campaign.id,
        campaign=campaign.name,
        contact_id=contact.id,
        email=contact.email,
        position=flying.position if flying else enrollment.position,
        state=_stands(enrollment.state, flying),
        reason=_stands(enrollment.state, flying),
        detail=flying.held_detail if flying and in_flight else enrollment.state_why,
        since=flying.sending_at if flying and in_flight else enrollment.ended_at,
        until=None,
        due_at=None,
        message_out_id=flying.id if flying else None,
        again=flying is not None and given_up(flying, enrollment),
    )
