"""Why was this not sent? One line per enrollment, made by the same rules that decide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.enrollments import given_up
from engine.flows.hold import cannot_be_made
from engine.flows.limits import Limits, limits
from engine.flows.read_rules import rules_as_read
from engine.flows.settle import looks_at
from engine.rules import reasons as words
from engine.rules import windows
from engine.rules.effects import Work
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.reasons import READY, UNREADY
from engine.rules.screen import screen
from engine.rules.vocabulary import EnrollmentState, HeldReason, OutState
from engine.store.facts import UNSENT, Waiting, load, workspace_of
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
    User,
)

AT_ONCE = 1_000
"""Enrollments judged in one query: few enough for the statement and the memory, many enough for the time."""
WAITS_ITS_TURN = "leaves at the next free moment of its mailbox, follow-ups first"
LOOKED_AT = "what held it is over"
NOT_KNOWN = "whether the server took it is not known"


@dataclass(frozen=True)
class Line:
    """Where the next mail of an enrollment stands, since when, what will change that (`remedy`) and when: `until` is
    when it changes by itself, None when a person or an answer must change it. `reason` is a HeldReason, or an OutState,
    or an EnrollmentState when it has ended."""

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
    remedy: str
    due_at: datetime | None
    message_out_id: int | None = None
    again: bool = False
    """Its mail was given up as blocked: it goes again when a person says so."""


class _Why(NamedTuple):
    """Why the next mail stands where it stands. `remedy` is what will change it in this case, "" when that is the same
    in all cases of the reason."""

    reason: str
    detail: str
    until: datetime | None = None
    remedy: str = ""
    since: datetime | None = None
    paced: bool = False
    """A limit of the mailbox or its rep holds it, for all alike: `since` is when that was reached, None: not known."""


class _Row(NamedTuple):
    """An enrollment, with what tells since when its next mail waits."""

    enrollment: Enrollment
    campaign: Campaign
    contact: Contact
    mailbox: Mailbox
    bin_since: datetime
    import_paused_at: datetime | None
    planned_at: datetime
    """When its next mail was planned: at the start, or when the step before it was done."""

    def began(self, reason: str) -> datetime | None:
        """When what holds began to; None when nothing tells."""
        known: dict[str, datetime | None] = {
            HeldReason.BIN: self.bin_since,
            HeldReason.CAMPAIGN_PAUSED: self.campaign.paused_at,
            HeldReason.MAILBOX_ERROR: self.mailbox.state_since,
            HeldReason.MAILBOX_HEALTH: self.mailbox.state_since,
            HeldReason.SOURCE_HEALTH: self.import_paused_at,
        }
        return known.get(reason)


async def lines(
    session: AsyncSession, where: Sequence[ColumnElement[bool]], now: datetime, *, limit: int = 200, offset: int = 0
) -> list[Line]:
    """One line for every enrollment that meets `where` (over Enrollment, Campaign and Contact), newest first."""
    query = _ROWS.where(*where).order_by(col(Enrollment.id).desc()).limit(limit).offset(offset)
    rows = [_Row(*row) for row in (await session.execute(query)).all()]
    ids = [row.enrollment.id for row in rows]
    waiting = await _judged(session, ids, {}, now, told=True)
    flying = await _in_flight(session, ids)
    return [
        _line(row, *waiting[row.enrollment.id], now)
        if row.enrollment.id in waiting
        else _settled(row, flying.get(row.enrollment.id), now)
        for row in rows
    ]


def _rows() -> Select[Any]:
    sent = select(func.max(MessageOut.sent_at)).where(col(MessageOut.enrollment_id) == Enrollment.id)
    done = select(func.max(ResponseTask.done_at)).where(
        col(ResponseTask.enrollment_id) == Enrollment.id, col(ResponseTask.step) == Work.MANUAL
    )
    planned = func.greatest(Enrollment.created_at, sent.scalar_subquery(), done.scalar_subquery())
    columns: list[Any] = [Enrollment, Campaign, Contact, Mailbox, Account.bin_since, ImportBatch.paused_at, planned]
    return (
        select(*columns)
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .join(Contact, col(Contact.id) == Enrollment.contact_id)
        .join(Account, col(Account.id) == Contact.account_id)
        .join(Mailbox, col(Mailbox.id) == Enrollment.mailbox_id)
        .outerjoin(ImportBatch, col(ImportBatch.id) == Contact.batch_id)
    )


_ROWS = _rows()


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
    paces: dict[int, Limits] = {}
    found: dict[int, str] = {}
    for part in _parts(active, at_once):
        found |= {key: why.reason for key, (_, why) in (await _judged(session, part, paces, now)).items()}
    for part in _parts([key for key in states if key not in found], at_once):
        found |= {key: _stands(states[key], out) for key, out in (await _in_flight(session, part)).items()}
    return {key: found.get(key, state.value) for key, state in states.items()}


def _parts(ids: list[int], size: int) -> list[list[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


async def _judged(
    session: AsyncSession,
    enrollment_ids: list[int],
    paces: dict[int, Limits],
    now: datetime,
    *,
    told: bool = False,
) -> dict[int, tuple[Waiting, _Why]]:
    """`paces` keeps what is known of each mailbox from one part to the next; `told`: with since when."""
    where = (
        col(MessageOut.enrollment_id).in_(enrollment_ids),
        col(MessageOut.state).in_(UNSENT),
        col(Enrollment.state) == EnrollmentState.ACTIVE,
    )
    rules, unready = rules_as_read(await workspace_of(session))
    judged = await load(session, where, now)
    boxes = {waiting.mailbox.id: waiting.mailbox for waiting in judged if waiting.mailbox.id not in paces}
    paces |= await limits(session, list(boxes.values()), rules, now, told=told)
    nothing = _Why(UNREADY, unready) if unready else None
    return {one.out.enrollment_id: (one, nothing or _why(one, paces[one.mailbox.id], rules, now)) for one in judged}


def _line(row: _Row, waiting: Waiting, why: _Why, now: datetime) -> Line:
    out = waiting.out
    return Line(
        enrollment_id=out.enrollment_id,
        campaign_id=waiting.campaign.id,
        campaign=waiting.campaign.name,
        contact_id=waiting.contact.id,
        email=waiting.contact.email,
        position=out.position,
        state=_state(out.state, why.reason).value,
        reason=why.reason,
        detail=why.detail,
        since=_since(row, waiting, why, now),
        until=why.until,
        remedy=why.remedy or words.remedy(why.reason),
        due_at=out.due_at,
        message_out_id=out.id,
    )


def _state(stored: OutState, reason: str) -> OutState:
    """As the rule says it now: what held a mail when it was last looked at may be over, or have begun since."""
    if isinstance(reason, HeldReason):
        return OutState.HELD
    return OutState.DUE if stored is OutState.HELD else stored


def _since(row: _Row, waiting: Waiting, why: _Why, now: datetime) -> datetime | None:
    """As it was written down when dispatch or a try found it, but for what comes and goes by itself; else when it was
    due, or planned if it is not due yet, and not before what holds it began to. Not in the future: the clock may have
    been set back."""
    if why.reason == UNREADY:
        return None
    out, turned = waiting.out, _turned(waiting, why.reason, now)
    found = None if why.paced or turned else out.held_since
    if found is not None and why.reason == (out.held_reason or OutState.DUE):
        return min(now, found)
    waits = max(out.due_at, waiting.enrolled_at) if out.due_at <= now else row.planned_at
    began = why.since if why.paced else row.began(why.reason) or turned or waits
    if why.reason == HeldReason.RESTORED:
        began = waiting.workspace.restored_at
    return min(now, max(waits, began)) if began else None


def _turned(waiting: Waiting, reason: str, now: datetime) -> datetime | None:
    """When that last began which comes and goes by itself: its window opened or closed, a mail to the company left."""
    if reason == HeldReason.GAP:
        return waiting.facts.account_mailed_at
    if reason not in {HeldReason.WINDOW, HeldReason.HOLIDAY, READY} or waiting.facts.asked:
        return None
    with suppress(Invalid):  # where the zone is that of a mailbox in trouble
        zone = windows.zone_of(waiting.zone, "time_zone")
        return windows.last_turn(waiting.policy, zone, now, waiting.holiday)
    return None


def _why(waiting: Waiting, pace: Limits, rules: Policies, now: datetime) -> _Why:
    """The gravest reason first: what concerns this person, then what only composing found out, then the mailbox."""
    out = waiting.out
    held = screen(waiting.facts, rules, now)
    passing = held is not None and held.reason in {HeldReason.WINDOW, HeldReason.HOLIDAY, HeldReason.GAP}
    if held is not None and not passing:
        return _Why(held.reason, held.detail, held.until, _remedy(waiting, held, rules, now))
    if unmade := cannot_be_made(out, now):
        return _Why(unmade.reason, unmade.detail)
    if out.state is OutState.CLAIMED:
        return _Why(OutState.CLAIMED.value, "a worker has it and sends it at its moment", out.send_at)
    if out.state is OutState.DUE and out.look_at > now and (out.soft_bounces or out.attempts):
        return _Why(OutState.DUE.value, out.held_detail or "tried again later", out.look_at, words.AGAIN)
    if out.due_at > now and not waiting.facts.asked:
        return _Why(OutState.DUE.value, f"step {out.position} is planned for later", out.due_at)
    first = pace.first if out.first_touch and not waiting.facts.asked else None
    if limit := _longest(held, pace.quota, first, since=out.look_at):
        return _Why(limit.reason, limit.detail, limit.until, since=limit.since, paced=limit is not held)
    if out.look_at > now:
        return _Why(OutState.DUE.value, LOOKED_AT, out.look_at, words.LOOKED_AT)
    if waiting.facts.asked:
        return _Why(READY, f"asked for by {out.asked_by}: leaves with the next round of its mailbox")
    slot = waiting.mailbox.next_slot_at
    if slot is not None and slot > now:
        return _Why(HeldReason.GAP, WAITS_ITS_TURN, slot)
    return _Why(READY, WAITS_ITS_TURN)


def _longest(*limits: Held | int | None, since: datetime) -> Held | None:
    """Of the limits that hold it the one that does so longest, the first of equals: what only a person ends, else what
    ends last. No other says when it leaves."""
    held = [limit for limit in limits if isinstance(limit, Held) and (limit.until is None or limit.until >= since)]
    return max(held, key=lambda limit: (limit.until is None, limit.until or since), default=None)


def _remedy(waiting: Waiting, held: Held, rules: Policies, now: datetime) -> str:
    """What will change it, where the reason alone does not tell."""
    box = waiting.mailbox
    if held.reason is HeldReason.MAILBOX_ERROR:
        if box.deleted_at is not None:
            return words.REMOVED
        if waiting.facts.let_go:
            return words.HAND_OVER
        if box.state is MailboxState.PAUSED:
            return words.RESUMING
        return words.MENDING if held.until else words.NEEDS_MENDING
    if held.reason is HeldReason.MISSING_FIELD:
        return words.BASIS
    if held.reason is HeldReason.RECENT_ACTIVITY and screen(waiting.facts._replace(anyway=True), rules, now) != held:
        return words.WRITE_ANYWAY
    return ""


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


def _settled(row: _Row, flying: MessageOut | None, now: datetime) -> Line:
    """Nothing waits: a mail is in flight or uncertain, or the enrollment has ended."""
    enrollment = row.enrollment
    in_flight = flying is not None and flying.state is not OutState.FAILED
    again = flying is not None and given_up(flying, enrollment)
    if flying and in_flight:
        why = _flies(flying, row.mailbox, now)
    else:
        why = _Why(enrollment.state.value, enrollment.state_why, remedy=words.SEND_AGAIN if again else "")
    return Line(
        enrollment_id=enrollment.id,
        campaign_id=row.campaign.id,
        campaign=row.campaign.name,
        contact_id=row.contact.id,
        email=row.contact.email,
        position=flying.position if flying else enrollment.position,
        state=why.reason,
        reason=why.reason,
        detail=why.detail,
        since=min(now, (flying.sending_at if flying and in_flight else enrollment.ended_at) or row.planned_at),
        until=why.until,
        remedy=why.remedy or words.remedy(why.reason),
        due_at=None,
        message_out_id=flying.id if flying else None,
        again=again,
    )


def _flies(out: MessageOut, mailbox: Mailbox, now: datetime) -> _Why:
    """In doubt it is looked up in Sent after the mailbox's grace, or a person has to say."""
    if out.state is OutState.SENDING:
        return _Why(out.state.value, "it was handed over, and the server has not answered yet")
    looks = looks_at(out, mailbox, now)
    if mailbox.deleted_at is not None:
        known = f"the mailbox {mailbox.address} was removed, so it is not looked up in Sent"
    else:
        grace = f"{mailbox.grace_seconds / 60:g} minutes"
        known = out.held_detail or f"it is looked up in Sent {grace} after it was handed over"
    remedy = words.IN_SENT if looks else words.ONLY_YOU
    return _Why(out.state.value, f"{NOT_KNOWN}: {known}", max(looks, now) if looks else None, remedy)
