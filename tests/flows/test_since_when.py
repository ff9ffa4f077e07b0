"""Since when a mail waits: the moment at which what holds it began."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from engine.flows.launch import pause
from engine.flows.why import why
from engine.rules.reasons import READY
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import (
    Account,
    Campaign,
    Enrollment,
    Mailbox,
    MessageOut,
    ResponseTask,
)
from tests.support.house import Desk

H = HeldReason


async def days_later(desk: Desk, box: Mailbox) -> datetime:
    """Six were enrolled a week ago, and one of them is sent today."""
    for number in range(6):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box, steps=(0,))
    desk.clock.at = datetime(2026, 3, 10, 8, tzinfo=UTC)
    sent: list[object] = []
    while not sent:
        sent = await desk.round(box)
        desk.later(minutes=1)
    return (await desk.outs(OutState.SENT))[0].sending_at


@pytest.mark.parametrize(
    ("capped", "reason"),
    [
        pytest.param({"daily_cap": 1}, H.CAP_MAILBOX, id="mailbox"),
        pytest.param({"daily_cap": 21, "ramp_started": date(2026, 3, 10)}, H.RAMP, id="ramp"),
    ],
)
async def test_a_full_mailbox_says_when_its_last_mail_left(
    desk: Desk, capped: dict[str, object], reason: HeldReason
) -> None:
    box = await desk.mailbox(**capped)
    filled_at = await days_later(desk, box)
    if reason is H.RAMP:  # nineteen more have left with it
        box, enrolled = await desk.get(Mailbox, box.id), await desk.all(select(Enrollment))
        async with desk.house.database.begin() as session:
            session.add_all(
                MessageOut(
                    enrollment_id=enrolled[0].id,
                    position=number,
                    contact_id=1,
                    mailbox_id=box.id,
                    state=OutState.SENT,
                    due_at=filled_at,
                    look_at=filled_at,
                    sending_at=filled_at - timedelta(minutes=number),
                    sent_on=filled_at.date(),
                )
                for number in range(2, 21)
            )
    desk.later(minutes=10)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (reason, filled_at)


async def test_a_window_says_since_when_it_is_closed_this_time(desk: Desk) -> None:
    """Whenever somebody looked; and it was open since the mail was held, and nobody looked, or somebody held it again
    for the same reason."""
    box = await desk.one_contact()
    desk.clock.at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    closed = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert (await desk.line()).since == closed
    await desk.round(box)
    assert (await desk.out()).held_since == desk.clock.now()
    for now, reason, since in (
        (datetime(2026, 3, 3, 12, tzinfo=UTC), H.WINDOW, closed),
        (datetime(2026, 3, 4, 7, tzinfo=UTC), READY, datetime(2026, 3, 4, 6, tzinfo=UTC)),
        (datetime(2026, 3, 4, 22, tzinfo=UTC), H.WINDOW, datetime(2026, 3, 4, 21, tzinfo=UTC)),
    ):
        desk.clock.at = now
        line = await desk.line()
        assert (line.reason, line.since) == (reason, since)


async def test_a_cap_that_was_lowered_says_not_since_when(desk: Desk) -> None:
    box = await desk.mailbox()
    await days_later(desk, box)
    while len(await desk.outs(OutState.SENT)) < 2:
        await desk.round(box)
        desk.later(minutes=1)
    await desk.change(Mailbox, box.id, daily_cap=1)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (H.CAP_MAILBOX, None)
    async with desk.house.database.begin() as session:
        (said,) = (await why(session, "p5@company5.test", desk.clock.now())).statements
    assert "are used today, until" in said


async def test_a_full_rep_says_when_the_last_mail_of_any_mailbox_left(desk: Desk) -> None:
    rep = await desk.user("robin", daily_cap=1)
    first = await desk.mailbox(rep, "a@example.com")
    filled_at = await days_later(desk, first)
    second = await desk.mailbox(rep, "b@example.com")
    await desk.change(Enrollment, 6, mailbox_id=second.id)
    await desk.change(MessageOut, 6, mailbox_id=second.id)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (H.CAP_REP, filled_at)


@pytest.mark.parametrize(
    ("due", "number", "since"),
    [
        pytest.param(timedelta(days=1), 12, timedelta(minutes=9), id="the tenth"),
        pytest.param(timedelta(hours=1), 3, timedelta(hours=1), id="the first is late"),
    ],
)
async def test_first_touches_say_since_when_answers_come_first(
    desk: Desk, due: timedelta, number: int, since: timedelta
) -> None:
    """One comes each minute."""
    box = await desk.mailbox(window={"opens": "06:00", "quiet_from": "17:00", "quiet_until": "17:00"})
    await days_later(desk, box)
    begun = desk.clock.now()
    async with desk.house.database.begin() as session:
        for at in (begun + timedelta(minutes=minute) for minute in range(number)):
            session.add(ResponseTask(owner_id=box.user_id, step="answer", due_at=at + due, created_at=at))
    desk.later(hours=2)
    line = await desk.line("p5@company5.test")
    assert (line.reason, line.since) == (H.RESPONSE_BACKLOG, begun + since)


async def test_a_planned_step_says_since_when_it_is_planned_and_when_it_is_due(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    campaign = await desk.campaign(box, steps=(5, "call them", 2))
    line = await desk.line()
    assert (line.reason, line.since, line.until) == (OutState.DUE, desk.clock.now(), line.due_at)
    desk.clock.at = line.due_at + timedelta(minutes=30)
    line = await desk.line()
    assert line.since == line.due_at, "it waits since then"
    await desk.send_due(box)
    sent_at = (await desk.out()).sent_at
    desk.later(minutes=5)
    line = await desk.line()
    assert (line.position, line.since, line.until) == (3, sent_at, line.due_at)
    async with desk.house.database.begin() as session:
        await pause(session, await session.get_one(Campaign, campaign.id), desk.clock.now(), "robin")
    line = await desk.line()
    assert (line.reason, line.since, line.until) == (H.CAMPAIGN_PAUSED, desk.clock.now(), None)


async def test_what_is_not_held_any_more_is_due(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.clock.at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert await desk.round(box) == []
    assert (await desk.line()).state == OutState.HELD
    desk.clock.at = datetime(2026, 3, 3, 17, 30, tzinfo=UTC)
    line = await desk.line()
    assert (line.reason, line.state) == (READY, OutState.DUE)


async def test_after_a_clock_was_set_back_nothing_waits_since_a_time_to_come(desk: Desk) -> None:
    box, now = await desk.one_contact(), desk.clock.now()
    await desk.change(Account, 1, red_flag="competitor")
    desk.later(days=2)
    assert await desk.round(box) == []
    desk.clock.at = now
    assert ((await desk.out()).held_since, (await desk.line()).since) == (now + timedelta(days=2), now)
    await desk.change(Account, 1, red_flag="")
    await desk.change(MessageOut, 1, state="sending", sending_at=now + timedelta(days=2))
    assert (await desk.line()).since == now
