"""What a forecast starts from, and that dispatch then does what it said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Invalid
from engine.flows.connect_mailbox import change, open_mailbox
from engine.flows.forecast import forecast, world_of
from engine.flows.launch import launch
from engine.rules.effects import Work
from engine.rules.forecast.calendar import Calendar
from engine.rules.forecast.outlook import Forecast
from engine.rules.forecast.run import Rates, Run
from engine.rules.forecast.words import IN_DOUBT
from engine.rules.forecast.world import World
from engine.rules.vocabulary import CampaignState, Goal, HeldReason, OutState
from engine.store.tables import (
    Account,
    Campaign,
    Contact,
    Correspondent,
    Enrollment,
    ImportBatch,
    Mailbox,
    MailboxState,
    MessageOut,
    ResponseTask,
    TargetList,
    User,
    Workspace,
)
from tests.flows.test_dispatch import ALWAYS as ALL_DAY
from tests.support.house import Desk

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
UTC_ZONE, TOKYO = ZoneInfo("UTC"), ZoneInfo("Asia/Tokyo")
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


async def looked(desk: Desk, campaign: Campaign) -> tuple[World, Forecast]:
    async with desk.house.database.begin() as session:
        row = await session.get_one(Campaign, campaign.id)
        now = desk.clock.now()
        return await world_of(session, row, now), await forecast(session, row, now)


async def companies(desk: Desk, count: int) -> None:
    for number in range(count):
        await desk.person(f"alex@acme{number}.test", name=f"Alex {number}")


async def test_what_is_forecast_is_what_dispatch_then_does(desk: Desk) -> None:
    """At the end of each day within one mail: jitter may carry the day's last over to the next."""
    box = await desk.mailbox(daily_cap=3)
    await companies(desk, 5)
    campaign = await desk.campaign(box, steps=(0, 1))
    world, _ = await looked(desk, campaign)
    course = Run(world, campaign.id, Calendar(world.now, timedelta(days=60)), Rates(0.0, 0.0), Random(1)).go()
    for day in range(9):
        for hour in (*range(6, 9), *range(17, 21)):
            for minute in (1, 21, 41):
                at = datetime(2026, 3, 3, hour, minute, tzinfo=UTC) + timedelta(days=day)
                desk.clock.at = max(desk.clock.at, at)
                await desk.round(box)
    sent = sorted(out.sent_on or date.max for out in await desk.outs(OutState.SENT))
    told = sorted(mail.day for mail in course.mails)
    assert len(sent) == len(told) == 10
    for day in {*sent, *told}:
        assert abs(sum(on <= day for on in sent) - sum(on <= day for on in told)) <= 1, day


async def test_a_draft_is_forecast_as_though_it_were_launched_and_nothing_changes(desk: Desk) -> None:
    box = await desk.mailbox(daily_cap=3)
    await companies(desk, 5)
    draft = await desk.campaign(box, steps=(0, "call them", 3), go=False)
    before, told = await looked(desk, draft)
    assert (told.people, told.why_not, before.steps) == (5, "", {draft.id: (0, 3)})
    assert (told.finish.early or date.min) > WEDNESDAY
    assert await desk.all(select(Enrollment)) == []
    async with desk.house.database.begin() as session:
        row = await session.get_one(Campaign, draft.id)
        row.state = CampaignState.PAUSED
    assert (await looked(desk, draft))[1].people == 0


async def test_a_paused_campaign_is_forecast_as_though_it_were_resumed(desk: Desk) -> None:
    await desk.one_contact()
    campaign = await desk.one(select(Campaign))
    await desk.change(Campaign, campaign.id, state=CampaignState.PAUSED)
    _, told = await looked(desk, campaign)
    assert (told.people, told.stuck) == (1, [])


async def test_another_paused_campaign_takes_nothing(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.person("bea@beech.test")
    second = await desk.campaign(box)
    world, _ = await looked(desk, second)
    assert {person.campaign for person in world.people} == {1, second.id}
    await desk.change(Campaign, 1, state=CampaignState.PAUSED)
    world, _ = await looked(desk, second)
    assert {person.campaign for person in world.people} == {second.id}


def batch_of(desk: Desk) -> ImportBatch:
    now = desk.clock.now()
    return ImportBatch(source="b", created_at=now, paused_at=now, paused_why="8 of 40 bounced")


async def _paused_batch(desk: Desk) -> None:
    async with desk.house.database.begin() as session:
        batch = batch_of(desk)
        session.add(batch)
    await desk.change(Contact, 1, batch_id=batch.id)


@pytest.mark.parametrize("go", [True, False], ids=["running", "draft"])
@pytest.mark.parametrize(
    ("table", "values", "reason"),
    [
        pytest.param(Account, {"responded_at": MARCH}, HeldReason.ACCOUNT_BUSY, id="answered"),
        pytest.param(Workspace, {"postal_address": ""}, HeldReason.POSTAL_ADDRESS, id="no postal address"),
        pytest.param(Mailbox, {"state": MailboxState.PAUSED}, HeldReason.MAILBOX_ERROR, id="paused mailbox"),
        pytest.param(Mailbox, {"state": MailboxState.HEALTH}, HeldReason.MAILBOX_HEALTH, id="resting mailbox"),
        pytest.param(None, {}, HeldReason.SOURCE_HEALTH, id="paused import"),
    ],
)  # fmt: skip
async def test_whom_only_a_person_can_set_going_is_said(
    desk: Desk, go: bool, table: Any, values: dict[str, Any], reason: HeldReason
) -> None:
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, go=go)
    await (desk.change(table, 1, **values) if table else _paused_batch(desk))
    _, told = await looked(desk, campaign)
    assert [(cause.reason, cause.count) for cause in told.stuck] == [(reason, 1)]
    assert (told.mails, told.finish.middle) == (0, None)
    assert told.why_not.startswith("It does not end by itself")


async def work(desk: Desk, email: str, step: Work, box: Mailbox) -> None:
    contact, now = await desk.contact(email), desk.clock.now()
    async with desk.house.database.begin() as session:
        session.add(
            ResponseTask(
                contact_id=contact.id,
                owner_id=box.user_id,
                step=step,
                note="x",
                counts=False,
                due_at=now,
                created_at=now,
            )
        )


async def _everything_that_holds(desk: Desk) -> tuple[Mailbox, Mailbox]:
    """One company for each of the facts that a first touch is judged by."""
    now = desk.clock.now()
    known, new = await desk.mailbox(), await desk.mailbox(address="new@example.com", history_since=None)
    await companies(desk, 9)
    for number, owner in enumerate([new, *[known] * 8], start=1):
        await desk.change(Account, number, owner_id=owner.user_id)
    await desk.change(Account, 3, responded_at=now)
    await desk.change(Contact, 4, away_until=now + timedelta(days=9), away_why="away")
    async with desk.house.database.begin() as session:
        batch = batch_of(desk)
        five = Correspondent(mailbox_id=known.id, who="acme4.test", last_at=now - timedelta(days=5))
        session.add_all([batch, five])
    await desk.change(Contact, 6, batch_id=batch.id)
    await work(desk, "alex@acme6.test", Work.CONFIRM_ADDRESS, known)
    await work(desk, "alex@acme7.test", Work.SOLVE_CHALLENGE, known)
    return known, new


async def test_a_draft_is_judged_by_the_same_facts_as_what_is_launched(desk: Desk) -> None:
    """At the same moment the two forecasts differ in nothing."""
    draft = await desk.campaign(*await _everything_that_holds(desk), go=False)
    as_draft, told_of_draft = await looked(desk, draft)
    async with desk.house.database.begin() as session:
        await launch(session, await session.get_one(Campaign, draft.id), desk.clock.now(), "test")
    launched, told = await looked(desk, draft)
    assert {
        replace(one, id=-mail.contact_id) for one, mail in zip(launched.people, await desk.outs(), strict=True)
    } == set(as_draft.people)
    assert told_of_draft == told
    assert {cause.reason: cause.count for cause in told.stuck} == {
        HeldReason.ACCOUNT_BUSY: 3,
        HeldReason.SOURCE_HEALTH: 1,
    }
    written_with = next(one for one in as_draft.people if one.account == 5)
    assert written_with.due == desk.clock.now() + timedelta(days=175)


async def test_a_text_that_was_refused_waits_for_a_person(desk: Desk) -> None:
    await desk.one_contact()
    await desk.change(MessageOut, 1, state=OutState.HELD, held_reason=HeldReason.LINT, held_detail="no question")
    _, told = await looked(desk, await desk.one(select(Campaign)))
    assert [(cause.reason, cause.detail) for cause in told.stuck] == [(HeldReason.LINT, "no question")]


@pytest.mark.parametrize("go", [True, False], ids=["running", "draft"])
async def test_an_absence_puts_the_mail_off(desk: Desk, go: bool) -> None:
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, go=go, steps=(0,))
    back = datetime(2026, 3, 12, 7, tzinfo=UTC)
    await desk.change(Contact, 1, away_until=back, away_why="away")
    world, told = await looked(desk, campaign)
    assert (world.people[0].due, told.finish.middle) == (back, back.date())


async def test_a_mailbox_in_trouble_is_tried_again_and_the_gap_is_kept(desk: Desk) -> None:
    now = desk.clock.now()
    retry = now + timedelta(hours=30)
    box = await desk.one_contact(min_gap_seconds=90, last_sent_at=now)
    await desk.change(Mailbox, box.id, state=MailboxState.ERROR, state_detail="smtp: refused", retry_at=retry)
    world, told = await looked(desk, await desk.one(select(Campaign)))
    held = world.boxes[0].held
    assert held and (held.reason, held.until) == (HeldReason.MAILBOX_ERROR, retry)  # noqa: PT018
    assert world.boxes[0].free_at == now + timedelta(seconds=90)
    assert told.days[0].binds == HeldReason.MAILBOX_ERROR
    assert told.dry.middle == WEDNESDAY


async def test_a_slow_mailbox_and_a_long_warm_up_are_taken_along(desk: Desk) -> None:
    now = desk.clock.now()
    slow, past = now + timedelta(hours=5), now - timedelta(hours=5)
    box = await desk.one_contact(min_gap_seconds=90, last_sent_at=now, slow_until=slow, ramp_days=60)
    world, _ = await looked(desk, await desk.one(select(Campaign)))
    assert (world.boxes[0].slow_until, world.boxes[0].ramp_days, world.desks[0].started) == (slow, 60, None)
    assert world.boxes[0].free_at == now + timedelta(minutes=6)  # four times as long
    await desk.change(Mailbox, box.id, slow_until=past)
    world, _ = await looked(desk, await desk.one(select(Campaign)))
    assert (world.boxes[0].slow_until, world.boxes[0].free_at) == (None, now + timedelta(seconds=90))


@pytest.mark.parametrize("go", [True, False], ids=["running", "draft"])
async def test_whose_clock_counts_is_derived_as_dispatch_does(desk: Desk, go: bool) -> None:
    box = await desk.mailbox(country="GB")
    await desk.person(phone="+1 212 555 0100")
    campaign = await desk.campaign(box, go=go)
    world, _ = await looked(desk, campaign)
    assert world.people[0].place.zone.key == "America/New_York"
    assert world.people[0].place.holiday(date(2026, 7, 3)) is not None  # Independence Day, observed


async def test_who_is_in_conversation_keeps_colleagues_waiting(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person("alex@acme.test", level=5)
    await desk.person("bea@acme.test", level=1)
    campaign = await desk.campaign(box, steps=(0, 3))
    await desk.send_due(box)
    world, told = await looked(desk, campaign)
    assert sorted((person.step, person.level) for person in world.people) == [(0, 1), (1, 5)]
    assert world.busy == {1: 0}
    assert told.dry.middle == next(day.day for day in told.days if day.follow_ups)
    assert HeldReason.ACCOUNT_BUSY in {cause.reason for cause in told.binds}


async def test_a_mail_in_doubt_keeps_the_campaign_from_ending(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person("alex@acme.test", level=5)
    await desk.person("bea@acme.test", level=1)
    campaign = await desk.campaign(box, steps=(0, 3))
    out = await desk.out("alex@acme.test")
    await desk.change(MessageOut, out.id, state=OutState.UNCERTAIN, sending_at=desk.clock.now())
    world, told = await looked(desk, campaign)
    assert (world.in_doubt, world.busy, told.people, told.mails) == (1, {1: 1}, 2, 0)
    assert [(cause.reason, cause.count) for cause in told.stuck] == [(IN_DOUBT, 1)]


async def test_a_soft_bounce_is_waited_for(desk: Desk) -> None:
    await desk.one_contact()
    again = desk.clock.now() + timedelta(days=2)
    await desk.change(MessageOut, 1, soft_bounces=1, attempts=1, due_at=again, look_at=again)
    world, _ = await looked(desk, await desk.one(select(Campaign)))
    assert world.people[0].due == again


async def test_what_was_asked_for_leaves_now_whatever_its_date(desk: Desk) -> None:
    await desk.one_contact()
    due = desk.clock.now() + timedelta(days=2)
    await desk.change(MessageOut, 1, due_at=due, asked_at=desk.clock.now())
    world, _ = await looked(desk, await desk.one(select(Campaign)))
    assert world.people[0].due == desk.clock.now()


async def test_all_mailboxes_of_the_rep_share_the_cap_and_what_was_measured(desk: Desk) -> None:
    user = await desk.user("robin", daily_cap=7)
    first, second = [await desk.mailbox(user, f"{name}@mail.test") for name in ("one", "two")]
    await companies(desk, 1)
    await desk.campaign(first, steps=(0,), name="other")
    await desk.send_due(first)
    await desk.person("bea@beech.test")
    campaign = await desk.campaign(second)
    world, told = await looked(desk, campaign)
    assert [(box.id, dict(box.sent)) for box in world.boxes] == [(first.id, {TUESDAY: 1}), (second.id, {})]
    assert [(one.daily_cap, one.sent, one.first, one.delivered) for one in world.desks] == [
        (7, {UTC_ZONE: {TUESDAY: 1}}, {UTC_ZONE: {TUESDAY: 1}}, {TUESDAY: 1})
    ]
    assert (world.funnel.sent, world.funnel.bounced, world.funnel.responses) == (1, 0, 0)
    assert told.response_rate.denominator == 1
    assert world.desks[0].started == TUESDAY


async def test_what_counts_for_a_rep_is_what_the_sender_counts(desk: Desk) -> None:
    """In the days of all their zones, also what they sent from a mailbox that is another's now."""
    rep, other = await desk.user("robin", daily_cap=7), await desk.user("sam")
    given, kept = [
        await desk.mailbox(rep, f"{name}@mail.test", time_zone=zone, window=ALL_DAY)
        for name, zone in (("one", "UTC"), ("two", "Asia/Tokyo"))
    ]
    desk.clock.at = datetime(2026, 3, 3, 16, tzinfo=UTC)  # 1:00 on Wednesday in Tokyo
    await companies(desk, 1)
    await desk.campaign(given, steps=(0,), name="other")
    await desk.send_due(given)
    async with desk.house.database.begin() as session:
        row = await open_mailbox(session, given.id)
        await change(session, desk.house, row, {"user_id": other.id}, {}, "test")
    await desk.person("bea@beech.test")
    world, _ = await looked(desk, await desk.campaign(kept))
    (one,) = world.desks
    assert (one.id, one.sent, one.first, one.started) == (
        rep.id,
        {TOKYO: {WEDNESDAY: 1}},
        {TOKYO: {WEDNESDAY: 1}},
        TUESDAY,
    )


async def test_answers_count_by_day_and_the_reps_own_time_to_work_them(desk: Desk) -> None:
    box = await desk.mailbox()
    await companies(desk, 6)
    campaign = await desk.campaign(box)
    await desk.send_due(box)
    now = desk.later(hours=12)
    for number in range(6):
        sender = f"alex@acme{number}.test"
        out = await desk.out(sender)
        await desk.receive(box, desk.mail(sender, "What does it cost?", In_Reply_To=out.message_id or ""))
    tasks = await desk.all(select(ResponseTask).order_by(col(ResponseTask.id)))
    world, _ = await looked(desk, campaign)
    assert (len(world.desks[0].tasks), world.desks[0].works_in) == (6, timedelta(hours=12))
    for hours, task in enumerate(tasks[:5], start=1):
        await desk.change(ResponseTask, task.id, done_at=now + timedelta(hours=hours))
    desk.later(hours=6)
    world, _ = await looked(desk, campaign)
    assert (world.desks[0].tasks, world.desks[0].works_in) == ([tasks[5].due_at], timedelta(hours=3))
    assert (world.desks[0].answered, world.funnel.responses) == ({now.date(): 6}, 6)


async def test_a_campaign_without_mailbox_or_mails_says_what_is_missing(desk: Desk) -> None:
    box = await desk.mailbox()
    async with desk.house.database.begin() as session:
        target = TargetList(name="all", filter={}, created_at=desk.clock.now())
        session.add(target)
        await session.flush()
        bare = Campaign(name="bare", goal=Goal.REFERRAL, target_list_id=target.id, created_at=desk.clock.now())
        session.add(bare)
    with pytest.raises(Invalid, match="has no mailbox"):
        await looked(desk, bare)
    with pytest.raises(Invalid, match="Add a mail step"):
        await looked(desk, await desk.campaign(box, steps=("call them",), go=False))


async def test_the_rep_who_left_nothing_behind_is_measured_by_the_method(desk: Desk) -> None:
    box = await desk.mailbox(await desk.user("robin"))
    draft = await desk.campaign(box, go=False)
    world, told = await looked(desk, draft)
    assert (world.desks[0].id, world.desks[0].works_in) == ((await desk.one(select(User))).id, timedelta(hours=12))
    assert told.why_not.startswith("Nobody waits")
