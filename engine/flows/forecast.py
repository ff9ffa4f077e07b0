"""When will a campaign finish, and what binds it: everybody who waits is loaded, and the rules run over their days."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import exists, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows import paces
from engine.flows.launch import eligible
from engine.flows.letter import Texts, texts_of_campaigns, unfit
from engine.flows.paces import Counts
from engine.flows.read_rules import rules_of
from engine.rules import pace, windows
from engine.rules.forecast import outlook
from engine.rules.forecast.outlook import Forecast
from engine.rules.forecast.world import Box, Desk, Person, Place, World
from engine.rules.held import Held
from engine.rules.holidays_calendar import business_days_after, holiday_of
from engine.rules.policies import Policies
from engine.rules.screen import reasons, repless
from engine.rules.vocabulary import CampaignState, EnrollmentState, HeldReason, OutState
from engine.rules.windows import Open
from engine.store.facts import UNSENT, Waiting, load, mailbox_problem, reps_let_go, workspace_of
from engine.store.tables import (
    Campaign,
    CampaignMailbox,
    Contact,
    Enrollment,
    Mailbox,
    MailboxState,
    MessageOut,
    Step,
    StepKind,
    Workspace,
)
from engine.store.workload import workload
from engine.store.would_be import would_be

AT_ONCE = 1_000
"""Waiting mails, or accounts, in one query."""


async def forecast(session: AsyncSession, campaign: Campaign, now: datetime) -> Forecast:
    """A draft as though it were launched now, a paused one as though it were resumed. Changes nothing."""
    world = await world_of(session, campaign, now)
    rng = Random(campaign.id)  # noqa: S311 - the same question has the same answer; nothing secret
    return await asyncio.to_thread(outlook.forecast, world, campaign.id, rng)  # it thinks, it does not wait


async def world_of(session: AsyncSession, campaign: Campaign, now: datetime) -> World:
    """The campaign with all that shares its reps: their mailboxes, their other running campaigns, their answers."""
    workspace = await workspace_of(session)
    rules = rules_of(workspace)
    boxes = await _mailboxes(session, campaign)
    waiting = await _waiting(session, campaign, boxes, now)
    plans = await _plans(session, {one.campaign.id for one in waiting} | {campaign.id})
    if campaign.state is CampaignState.DRAFT and plans[campaign.id].positions:
        waiting += await _would_be(session, campaign, plans[campaign.id], now)
    texts = await texts_of_campaigns(session, plans)
    people = [_person(one, plans[one.campaign.id], texts, rules, now) for one in waiting]
    counts = await paces.count(session, boxes, rules, now)
    work = await workload(session, boxes, rules, now)
    gone = await reps_let_go(session, [mailbox.id for mailbox in boxes])
    known = {one.contact.id for one in waiting}
    return World(
        now=now,
        rules=rules,
        desks=[_desk(desk, counts) for desk in work.desks],
        boxes=[_box(mailbox, workspace, counts, gone.get(mailbox.id, ""), now) for mailbox in boxes],
        people=people,
        steps={key: plan.delays for key, plan in plans.items() if plan.positions},
        funnel=work.funnel,
        busy=await _busy(session, {one.account for one in people}, known),
        in_doubt=await _in_doubt(session, campaign),
    )


# --- what is sent -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """The mails of a campaign: their positions, and the business days before each, manual steps included."""

    positions: tuple[int, ...] = ()
    delays: tuple[int, ...] = ()


async def _plans(session: AsyncSession, campaign_ids: Collection[int]) -> dict[int, Plan]:
    query = select(Step).where(col(Step.campaign_id).in_(campaign_ids)).order_by(col(Step.position))
    plans = dict.fromkeys(campaign_ids, Plan())
    passed = dict.fromkeys(campaign_ids, 0)
    for step in await session.scalars(query):
        key = step.campaign_id
        passed[key] += step.delay_days
        if step.kind is StepKind.MAIL:
            plans[key] = Plan((*plans[key].positions, step.position), (*plans[key].delays, passed[key]))
            passed[key] = 0
    return plans


# --- from where -------------------------------------------------------------------------------------------------


async def _mailboxes(session: AsyncSession, campaign: Campaign) -> list[Mailbox]:
    """All mailboxes of the reps who send this campaign: they share the reps' caps and answers."""
    chosen = select(col(CampaignMailbox.mailbox_id)).where(col(CampaignMailbox.campaign_id) == campaign.id)
    enrolled = select(col(Enrollment.mailbox_id)).where(col(Enrollment.campaign_id) == campaign.id)
    reps = select(col(Mailbox.user_id)).where(col(Mailbox.id).in_(chosen) | col(Mailbox.id).in_(enrolled))
    query = select(Mailbox).where(col(Mailbox.user_id).in_(reps)).order_by(col(Mailbox.id))
    found = list(await session.scalars(query))
    if not found:
        raise Invalid("has no mailbox to send from.", field="campaign.mailboxes", remedy="Choose at least one.")
    return found


def _desk(desk: Desk, counts: Counts) -> Desk:
    """With what counts for their caps, as the sender counts it."""
    sent, first = (
        {windows.zone_of(zone, "mailbox.time_zone"): days for zone, days in zones.get(desk.id, {}).items()}
        for zones in (counts.of_reps, counts.firsts)
    )
    return replace(
        desk,
        sent=sent,
        first=first,
        started=counts.started.get(desk.id),
    )


def _box(mailbox: Mailbox, workspace: Workspace, counts: Counts, let_go: str, now: datetime) -> Box:
    policy = windows.united(("mailbox", mailbox.window), ("workspace", workspace.window))
    zone = windows.zone_of(mailbox.time_zone, "mailbox.time_zone")
    gap, slow = timedelta(seconds=mailbox.min_gap_seconds), pace.slowed_until(mailbox.slow_until, now)
    after_last = mailbox.last_sent_at + pace.gap_of(gap, slow) if mailbox.last_sent_at else now
    return Box(
        id=mailbox.id,
        desk=mailbox.user_id,
        place=Place(policy, zone, holiday_of(mailbox.country)),
        daily_cap=mailbox.daily_cap,
        gap=gap,
        ramp_started=mailbox.ramp_started,
        last_sent=mailbox.last_sent_at.astimezone(zone).date() if mailbox.last_sent_at else None,
        ramp_days=mailbox.ramp_days,
        slow_until=slow,
        sent=counts.days.get(mailbox.id, {}),
        free_at=max(mailbox.next_slot_at or now, after_last),
        held=repless(let_go) if let_go else _trouble(mailbox, now),
    )


def _trouble(mailbox: Mailbox, now: datetime) -> Held | None:
    """What stops the mailbox as a whole. A retry that is due is tried."""
    rests = mailbox.retry_at is None or mailbox.retry_at > now
    if mailbox.state is MailboxState.HEALTH and rests:
        return Held(HeldReason.MAILBOX_HEALTH, mailbox.retry_at, mailbox.state_detail)
    if problem := mailbox_problem(mailbox, now):
        until = mailbox.retry_at if mailbox.state is MailboxState.ERROR else None
        return Held(HeldReason.MAILBOX_ERROR, until, problem)
    return None


# --- to whom ----------------------------------------------------------------------------------------------------


async def _waiting(session: AsyncSession, campaign: Campaign, boxes: list[Mailbox], now: datetime) -> list[Waiting]:
    """What waits in these mailboxes, of this campaign and of every other one that runs."""
    found: list[Waiting] = []
    where = (
        col(MessageOut.mailbox_id).in_([mailbox.id for mailbox in boxes]),
        col(MessageOut.state).in_(UNSENT),
        col(Enrollment.state) == EnrollmentState.ACTIVE,
        (col(Campaign.state) == CampaignState.RUNNING) | (col(Campaign.id) == campaign.id),
    )
    while True:
        after = col(MessageOut.id) > (found[-1].out.id if found else 0)
        part = await load(session, (*where, after), now, limit=AT_ONCE, order=(col(MessageOut.id),))
        found += part
        if len(part) < AT_ONCE:
            return found


def _person(one: Waiting, plan: Plan, texts: Texts, rules: Policies, now: datetime) -> Person:
    """Screened as dispatch does, but for what the run itself finds out: window, colleagues, mailbox, this pause; and
    whether a first mail can be made with their fields, which is tried otherwise when it leaves.
    Behind a reason that ends at its date there may be one that only a person ends."""
    facts = one.facts._replace(
        campaign=CampaignState.RUNNING,
        others_in_touch=0,
        outranked=False,
        mailbox_problem="",
        mailbox_health="",
        window=Open(now),
        unread_history="",
    )
    holding = list(reasons(facts, rules, now))
    if one.out.held_reason in {HeldReason.MISSING_FIELD, HeldReason.LINT}:
        holding.append(Held(one.out.held_reason, None, one.out.held_detail))
    elif one.out.first_touch and (held := unfit(one, texts)):
        holding.append(held)
    ends = [held.until for held in holding if held.until is not None]
    tried = one.out.look_at if one.out.soft_bounces or one.out.attempts else now
    return Person(
        id=one.out.id,
        campaign=one.campaign.id,
        account=one.account.id,
        box=one.mailbox.id,
        place=Place(one.policy, windows.zone_of(one.zone, "time_zone"), one.holiday),
        due=max(now, now if facts.asked else one.out.due_at, tried, *ends),
        level=one.contact.level,
        step=plan.positions.index(one.out.position),
        held=next((held for held in holding if held.until is None), None),
    )


async def _would_be(session: AsyncSession, campaign: Campaign, plan: Plan, now: datetime) -> list[Waiting]:
    """The first mails to whom launching a draft would enroll, as though it had."""
    whom = await eligible(session, campaign, now)
    mails = []
    for start in range(0, len(whom), AT_ONCE):
        for one in await would_be(session, whom[start : start + AT_ONCE], campaign, plan.positions[0], now):
            due = business_days_after(now, plan.delays[0], windows.zone_of(one.zone, "time_zone"), one.holiday)
            mails.append(replace(one, out=one.out._replace(due_at=due)))
    return mails


async def _busy(session: AsyncSession, account_ids: set[int], known: set[int]) -> dict[int, int]:
    """Per account those in conversation of whom the forecast knows no next mail: nothing in it ends that."""
    begun = exists().where(
        col(MessageOut.enrollment_id) == Enrollment.id,
        col(MessageOut.state).in_([OutState.SENT, OutState.UNCERTAIN]),
    )
    busy: dict[int, int] = {}
    ids = sorted(account_ids)
    for start in range(0, len(ids), AT_ONCE):
        query = (
            select(col(Contact.account_id), col(Contact.id))
            .join(Enrollment, col(Enrollment.contact_id) == Contact.id)
            .where(
                col(Contact.account_id).in_(ids[start : start + AT_ONCE]),
                col(Enrollment.state) == EnrollmentState.ACTIVE,
                begun,
            )
            .distinct()
        )
        for account_id, contact_id in await session.execute(query):
            busy[account_id] = busy.get(account_id, 0) + (contact_id not in known)
    return busy


async def _in_doubt(session: AsyncSession, campaign: Campaign) -> int:
    query = (
        select(func.count())
        .select_from(MessageOut)
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .where(
            col(Enrollment.campaign_id) == campaign.id,
            col(Enrollment.state) == EnrollmentState.ACTIVE,
            col(MessageOut.state) == OutState.UNCERTAIN,
        )
    )
    return await session.scalar(query) or 0
