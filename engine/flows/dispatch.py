"""How many mails of a mailbox may leave now, why not more, and which: claimed for one worker."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.day import day_end, day_of
from engine.flows.house import House
from engine.rules import governor, pace, policies, windows
from engine.rules.held import Held
from engine.rules.holidays_calendar import holiday_of
from engine.rules.policies import Policies
from engine.rules.screen import RECHECK, screen
from engine.rules.vocabulary import HUMAN_KINDS, EnrollmentState, OutState
from engine.rules.windows import Open
from engine.store.facts import Waiting, load, mailbox_problem, workspace_of
from engine.store.tables import Contact, Enrollment, Mailbox, MessageIn, MessageOut, ResponseTask, User

PAGE = 40
"""Candidates looked at in one query, besides as many as may leave."""
PAGES = 50
"""Pages looked at in one round, so that a round stays short however long the queue is."""
TRAILING = timedelta(days=28)
"""The time over which the expected response rate is measured."""


@dataclass(frozen=True)
class Claim:
    """One mail that this worker, and no other, may send, not before `send_at`."""

    out_id: int
    send_at: datetime


@dataclass(frozen=True)
class Pace:
    """What the mailbox may do now: `quota` mails today, `first` of them first touches; or why not."""

    quota: int | Held
    first: int | Held
    day: pace.Day


async def dispatch(house: House, mailbox_id: int, worker: int, rng: Random) -> list[Claim]:
    """Claim what the mailbox may send until the next round. The caller holds the mailbox's lease."""
    now = house.clock.now()
    async with house.database.begin() as session:
        mailbox = await _locked(session, mailbox_id)
        if mailbox is None or mailbox_problem(mailbox, now):
            return []
        workspace = await workspace_of(session)
        rules = policies.parse(workspace.policies)
        limits = await pace_of(session, mailbox, rules, now)
        if isinstance(limits.quota, Held) or limits.quota == 0:
            return []
        policy = windows.parse(mailbox.window or workspace.window or {})
        moments, next_slot = pace.slots(
            now,
            max(house.settings.tick, timedelta(seconds=1)),  # what the next round would otherwise find too late
            mailbox.next_slot_at,
            mailbox.last_sent_at,
            limits.quota,
            _open_for(policy, mailbox, now),
            pace.gap_of(timedelta(seconds=mailbox.min_gap_seconds), limits.day.slow_until),
            rng,
            at_least=pace.fastest(policy.length, limits.day.most),
        )
        if not moments:
            mailbox.next_slot_at = next_slot  # a plan that was drawn anew is kept, else it would be drawn for ever
            return []
        chosen = await _choose(session, mailbox, moments, limits.first, rules, now)
        if not chosen:
            return []
        mailbox.next_slot_at = next_slot
        return [_claim(waiting.out, moment, worker) for waiting, moment in zip(chosen, moments, strict=False)]


def _claim(out: MessageOut, moment: datetime, worker: int) -> Claim:
    out.state, out.claimed_by, out.send_at = OutState.CLAIMED, worker, moment
    out.held_reason, out.held_detail, out.held_since = None, "", None
    return Claim(out.id, moment)


async def _locked(session: AsyncSession, mailbox_id: int) -> Mailbox | None:
    """The mailbox, then its rep, whose caps all their mailboxes share.

    Weaker than FOR UPDATE, so that rows that only refer to them (tasks, next steps) need not wait.
    """
    query = select(Mailbox).where(col(Mailbox.id) == mailbox_id)
    mailbox = (await session.scalars(query.with_for_update(key_share=True))).one_or_none()
    if mailbox is not None:
        await session.execute(
            select(col(User.id)).where(col(User.id) == mailbox.user_id).with_for_update(key_share=True)
        )
    return mailbox


async def pace_of(session: AsyncSession, mailbox: Mailbox, rules: Policies, now: datetime) -> Pace:
    """Caps, ramp and governor for one mailbox, now. Also what the ledger shows as the mailbox's reason."""
    user = await session.get_one(User, mailbox.user_id)
    day = await day_of(session, mailbox, user, rules, now, claimed=True)
    load_now = await _load_of(session, user, day, now)
    return Pace(
        quota=pace.allowance(day),
        first=governor.first_touches(
            load_now,
            now,
            backlog_limit=rules.backlog_limit,
            responses_per_day=(rules.responses_low, rules.responses_high),
        ),
        day=day,
    )


async def _load_of(session: AsyncSession, user: User, day: pace.Day, now: datetime) -> governor.RepLoad:
    mailbox_ids = list(await session.scalars(select(col(Mailbox.id)).where(col(Mailbox.user_id) == user.id)))
    first_today = await session.scalar(
        select(func.count()).where(
            col(MessageOut.mailbox_id).in_(mailbox_ids),
            col(MessageOut.first_touch),
            (col(MessageOut.sent_on) == day.today) | (col(MessageOut.state) == OutState.CLAIMED),
        )
    )
    open_tasks = select(func.count(), func.min(ResponseTask.due_at)).where(
        col(ResponseTask.owner_id) == user.id, col(ResponseTask.done_at).is_(None), col(ResponseTask.counts)
    )
    unworked, oldest = (await session.execute(open_tasks)).one()
    since = now - TRAILING
    delivered = await session.scalar(
        select(func.count()).where(
            col(MessageOut.mailbox_id).in_(mailbox_ids),
            col(MessageOut.sent_at) >= since,
            col(MessageOut.first_touch),
            col(MessageOut.bounced) == "",
        )
    )
    responses = await session.scalar(
        select(func.count(func.distinct(MessageIn.contact_id))).where(
            col(MessageIn.mailbox_id).in_(mailbox_ids),
            col(MessageIn.received_at) >= since,
            col(MessageIn.kind).in_(HUMAN_KINDS),
            col(MessageIn.enrollment_id).is_not(None),
        )
    )
    return governor.RepLoad(
        unworked=unworked,
        oldest_deadline=oldest,
        first_touches_today=first_today or 0,
        responses=min(responses or 0, delivered or 0),
        delivered=delivered or 0,
        day_ends=day.ends.astimezone(UTC),
    )


async def _choose(
    session: AsyncSession, mailbox: Mailbox, moments: list[datetime], first: int | Held, rules: Policies, now: datetime
) -> list[Waiting]:
    """Due mails that pass every screen, follow-ups first, then the most senior, then the oldest."""
    first_left = first if isinstance(first, int) else 0
    order = (col(MessageOut.first_touch), col(Contact.level).desc(), col(MessageOut.due_at), col(MessageOut.id))
    batch: list[Waiting] = []
    for _ in range(PAGES):
        where = _candidates(mailbox.id, now, first_left > 0)
        batch = await load(session, where, now, limit=PAGE + len(moments), order=order, claim=True)
        held = [_hold(waiting, rules, now) for waiting in batch]
        if not any(held):
            break
        await session.flush()  # what is held is no candidate any more: look at the ones behind it
        passed = [waiting for waiting in batch if waiting.out.look_at <= now]
        if len(_pick(passed, moments, first_left)) == len(moments):
            break
    return _pick([waiting for waiting in batch if waiting.out.look_at <= now], moments, first_left)


def _pick(passed: list[Waiting], moments: list[datetime], first_left: int) -> list[Waiting]:
    """One for each moment at which its window is still open, and of first touches one per account in a round."""
    chosen: list[Waiting] = []
    accounts: set[int] = set()
    for waiting in passed:
        first, window = waiting.facts.first_touch, waiting.facts.window
        if len(chosen) == len(moments):
            break
        if isinstance(window, Open) and window.until <= moments[len(chosen)]:
            continue
        if first and (first_left == 0 or waiting.account.id in accounts):
            continue
        first_left -= first
        accounts.add(waiting.account.id)
        chosen.append(waiting)
    return chosen


def _candidates(mailbox_id: int, now: datetime, first: bool) -> tuple[ColumnElement[bool], ...]:
    where: tuple[ColumnElement[bool], ...] = (
        col(MessageOut.mailbox_id) == mailbox_id,
        col(MessageOut.state).in_([OutState.DUE, OutState.HELD]),
        col(MessageOut.look_at) <= now,
        col(Enrollment.state) == EnrollmentState.ACTIVE,
    )
    return where if first else (*where, ~col(MessageOut.first_touch))


def _hold(waiting: Waiting, rules: Policies, now: datetime) -> bool:
    """Write down why a mail waits and when to look again; False when it may leave."""
    held = screen(waiting.facts, rules, now)
    if held is None:
        return False
    hold(waiting.out, held, now)
    return True


def hold(out: MessageOut, held: Held, now: datetime) -> None:
    """One mail waits, with its reason, since when, and when it is looked at again."""
    if out.held_reason is not held.reason:
        out.held_since = now
    out.state = OutState.HELD
    out.held_reason = held.reason
    out.held_detail = held.detail
    out.claimed_by = None
    out.look_at = max(held.until, now + timedelta(seconds=1)) if held.until else now + RECHECK


def _open_for(policy: windows.WindowPolicy, mailbox: Mailbox, now: datetime) -> timedelta:
    """How long mails may still leave today, by the mailbox's own window: what the day's mails are spread over."""
    zone = windows.zone_of(mailbox.time_zone, "mailbox.time_zone")
    end = day_end(mailbox, now)
    return max(windows.open_time(policy, zone, now, end, holiday_of(mailbox.country)), timedelta(minutes=1))
