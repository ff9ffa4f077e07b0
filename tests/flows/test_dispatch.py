"""How many may leave now, why not more, and which."""

import asyncio
import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.dispatch import dispatch
from engine.flows.door import NewAccount
from engine.rules.effects import Work
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Campaign, Contact, Mailbox, MailboxState, MessageOut, ResponseTask, User
from tests.support.house import Desk


async def people(desk: Desk, count: int, **more: object) -> None:
    for number in range(count):
        await desk.person(f"p{number:02}@company{number:02}.test", **more)


async def drain(desk: Desk, *boxes: Mailbox, workers: tuple[int, ...] = (1,), rounds: int = 8) -> None:
    """All workers ask for all mailboxes at once, again and again; a round looks ten minutes ahead."""
    settings = desk.house.settings.model_copy(update={"tick": timedelta(minutes=10)})
    house = replace(desk.house, settings=settings)
    for _ in range(rounds):
        asked = [dispatch(house, [box.id], worker, desk.rng) for box in boxes for worker in workers]
        claims = [claim for some in await asyncio.gather(*asked) for claim in some]
        for claim in sorted(claims, key=lambda claim: claim.send_at):
            worker = (await desk.get(MessageOut, claim.out_id)).claimed_by
            await desk.send(claim, worker)
        desk.clock.at += timedelta(minutes=12)


ALWAYS = {
    "days": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "opens": "00:00",
    "quiet_from": "12:00",
    "quiet_until": "12:00",
    "closes": "23:59",
}
NEARLY_OVER = {"opens": "06:00", "quiet_from": "08:45", "quiet_until": "08:45", "closes": "08:45"}
"""The day's mails have to leave within less than two hours."""


async def test_a_mailbox_never_sends_more_than_its_cap(desk: Desk) -> None:
    box = await desk.mailbox(daily_cap=5, window=NEARLY_OVER)
    await people(desk, 9)
    await desk.campaign(box)
    await drain(desk, box, workers=(1, 2, 3))
    assert len(desk.wire.mails) == 5
    desk.clock.at = datetime(2026, 3, 3, 8, 40, tzinfo=UTC)
    line = await desk.line("p08@company08.test")
    assert (line.reason, line.until) == (HeldReason.CAP_MAILBOX, datetime(2026, 3, 4, tzinfo=UTC))


async def test_the_reps_cap_counts_all_their_mailboxes_also_at_once(desk: Desk) -> None:
    rep = await desk.user(daily_cap=7)
    boxes = [await desk.mailbox(rep, f"robin{number}@example.com", window=NEARLY_OVER) for number in range(3)]
    await people(desk, 20)
    await desk.campaign(*boxes)
    await drain(desk, *boxes, workers=(1, 2))
    assert len(desk.wire.mails) == 7
    desk.clock.at = datetime(2026, 3, 3, 8, 40, tzinfo=UTC)  # the rounds may have gone on until the window closed
    held = [(await desk.line(f"p{number:02}@company{number:02}.test")).reason for number in range(20)]
    assert held.count(HeldReason.CAP_REP) == 13


async def test_first_touches_that_wait_take_nothing_of_the_reps_cap(desk: Desk) -> None:
    """Of four mailboxes of the rep nothing may leave, because answers wait; the follow-ups of the fifth go on."""
    rep = await desk.user(daily_cap=3)
    boxes = [await desk.mailbox(rep, f"robin{number}@example.com", window=NEARLY_OVER) for number in range(5)]
    await people(desk, 15)
    await desk.campaign(*boxes)
    async with desk.house.database.begin() as session:
        for out in await session.scalars(select(MessageOut).where(col(MessageOut.mailbox_id) == boxes[-1].id)):
            out.first_touch = False
        yesterday = desk.clock.now() - timedelta(days=1)
        session.add(ResponseTask(owner_id=rep.id, step=Work.ANSWER, due_at=yesterday, created_at=yesterday))
    for _ in range(100):
        claims = await dispatch(desk.house, [box.id for box in boxes], 1, desk.rng)
        for claim in claims:
            await desk.send(claim)
        desk.clock.at += timedelta(minutes=1)
    sent = await desk.outs(OutState.SENT)
    assert [out.mailbox_id for out in sent] == [boxes[-1].id] * 3


async def test_a_new_day_of_the_mailbox_begins_the_caps_anew(desk: Desk) -> None:
    box = await desk.mailbox(daily_cap=2, time_zone="America/New_York")
    await people(desk, 6, time_zone="UTC")
    await desk.campaign(box)
    desk.clock.at = datetime(2026, 3, 4, 4, 30, tzinfo=UTC)  # half an hour before New York's midnight
    await desk.change(Campaign, 1, window=ALWAYS)
    await desk.change(Mailbox, box.id, window={**ALWAYS, "opens": "23:00"})
    await drain(desk, box, rounds=3)
    assert len(desk.wire.mails) == 2
    await desk.change(Mailbox, box.id, window={**ALWAYS, "closes": "01:30"})
    await drain(desk, box)
    assert len(desk.wire.mails) == 4
    assert len(await desk.all(select(MessageOut).where(col(MessageOut.sent_on) == datetime(2026, 3, 3).date()))) == 2  # noqa: DTZ001


async def test_a_new_mailbox_warms_up(desk: Desk) -> None:
    box = await desk.mailbox(ramp_started=desk.clock.now().date(), window=NEARLY_OVER)
    await people(desk, 24)
    await desk.campaign(box)
    await drain(desk, box)
    assert len(desk.wire.mails) == 20
    desk.clock.at = datetime(2026, 3, 3, 8, 40, tzinfo=UTC)
    assert (await desk.line("p23@company23.test")).reason == HeldReason.RAMP


async def test_mails_of_a_mailbox_keep_their_distance(desk: Desk) -> None:
    box = await desk.mailbox(min_gap_seconds=90)
    await people(desk, 12)
    await desk.campaign(box)
    await drain(desk, box)
    sent = sorted(out.sent_at for out in await desk.outs(OutState.SENT))
    assert len(sent) > 5
    assert min(later - earlier for earlier, later in itertools.pairwise(sent)) >= timedelta(seconds=90)


async def test_who_waits_for_the_next_free_moment_is_told_when(desk: Desk) -> None:
    box = await desk.mailbox(min_gap_seconds=600)
    await people(desk, 3)
    await desk.campaign(box)
    while not await desk.round(box):
        desk.later(minutes=1)
    line = await desk.line("p02@company02.test")
    assert line.reason == HeldReason.GAP
    assert line.until is not None
    assert line.until > desk.clock.now()


async def test_first_touches_wait_while_answers_wait(desk: Desk) -> None:
    """M14."""
    box = await desk.mailbox()
    await desk.policies(backlog_limit=2)
    await desk.person("old@old.test")
    await desk.campaign(box)
    await desk.send_due(box)
    await desk.person("new@new.test")
    await desk.campaign(box)
    async with desk.house.database.begin() as session:
        for _ in range(2):
            task = ResponseTask(owner_id=box.user_id, step=Work.ANSWER, due_at=datetime(2027, 1, 1, tzinfo=UTC))
            task.created_at = desk.clock.now()
            session.add(task)
    desk.clock.at = datetime(2026, 3, 8, 7, tzinfo=UTC)  # Sunday: the follow-up is due
    await desk.send_due(box)
    assert desk.wire.recipients == ["old@old.test", "old@old.test"]
    line = await desk.line("new@new.test")
    assert line.reason == HeldReason.RESPONSE_BACKLOG
    assert line.detail.startswith("2 unworked answers: first touches are waiting")


async def test_one_conversation_per_account_and_the_most_senior_first(desk: Desk) -> None:
    """M4."""
    box = await desk.mailbox()
    for name, level in (("junior", 1), ("chief", 9), ("middle", 5)):
        await desk.person(f"{name}@acme.test", level=level)
    await desk.campaign(box, steps=(0,))
    await desk.send_due(box)
    assert desk.wire.recipients[0] == "chief@acme.test"
    desk.clock.at = datetime(2026, 3, 4, 6, tzinfo=UTC)
    await desk.send_due(box)  # one mail was all: the next may begin
    assert desk.wire.recipients[1] == "middle@acme.test"


async def test_others_of_the_account_wait_while_one_is_written_to(desk: Desk) -> None:
    boxes = [await desk.mailbox(address=f"{name}@example.com") for name in ("robin", "sam")]
    for name in ("a", "b", "c"):
        await desk.person(f"{name}@acme.test")
    await desk.campaign(boxes[0], steps=(0, 3))
    async with desk.house.database.begin() as session:  # one of them is written to by another rep
        for out in await session.scalars(select(MessageOut).where(col(MessageOut.contact_id) == 2)):
            out.mailbox_id = boxes[1].id
    for _ in range(30):
        claims = await asyncio.gather(*[dispatch(desk.house, [box.id], 1, desk.rng) for box in boxes])
        for claim in [claim for some in claims for claim in some]:
            await desk.send(claim)
        desk.later(minutes=2)
    assert len(desk.wire.mails) == 1
    reasons = sorted([(await desk.line(f"{name}@acme.test")).reason for name in ("a", "b", "c")])
    assert reasons == [HeldReason.ACCOUNT_BUSY, HeldReason.ACCOUNT_BUSY, OutState.DUE]


async def test_more_of_an_account_at_once_is_a_policy(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.policies(contacts_per_account=2, account_gap_minutes=0)
    for name in ("a", "b", "c"):
        await desk.person(f"{name}@acme.test")
    await desk.campaign(box)
    await desk.send_due(box)
    assert len(set(desk.wire.recipients)) == 2


async def test_of_the_people_of_a_company_a_round_looks_at_one(desk: Desk) -> None:
    """The others could not leave in it, so that each look at them would be in vain."""
    box = await desk.mailbox(daily_cap=6, window=NEARLY_OVER)
    for number in range(9):
        await desk.person(f"p{number}@company{number // 3}.test")
    await desk.policies(contacts_per_account=3)
    await desk.campaign(box)
    said: list[str] = []
    desk.house.database.watch = said.append
    settings = desk.house.settings.model_copy(update={"tick": timedelta(hours=2)})
    claims = await dispatch(replace(desk.house, settings=settings), [box.id], 1, desk.rng)
    mails = [await desk.get(MessageOut, claim.out_id) for claim in claims]
    people = [await desk.get(Contact, mail.contact_id) for mail in mails]
    assert len({person.account_id for person in people}) == len(claims) == 3
    assert sum("with ordinality" in statement for statement in said) == 1
    assert sum("SKIP LOCKED" in statement for statement in said) == 1


@pytest.mark.parametrize(
    ("zone", "open_at", "closed_at"),
    [
        ("Asia/Tokyo", datetime(2026, 3, 2, 21, 30, tzinfo=UTC), datetime(2026, 3, 3, 7, 0, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 3, 3, 15, 0, tzinfo=UTC), datetime(2026, 3, 3, 18, 0, tzinfo=UTC)),
    ],
)
async def test_the_recipients_clock_decides(desk: Desk, zone: str, open_at: datetime, closed_at: datetime) -> None:
    """M15: before nine and after five, where they are."""
    box = await desk.mailbox()
    await desk.person("alex@acme.test", NewAccount(time_zone=zone))
    desk.clock.at = closed_at
    await desk.campaign(box)
    assert await desk.round(box) == []
    line = await desk.line()
    assert line.reason == HeldReason.WINDOW
    assert line.until is not None
    desk.clock.at = max(open_at, closed_at) if open_at > closed_at else line.until
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_a_mailbox_whose_people_live_elsewhere_does_not_hurry_at_night(desk: Desk) -> None:
    """Friday, 02:05 in Berlin, is Thursday evening in Los Angeles."""
    desk.clock.at = datetime(2026, 3, 6, 1, 5, tzinfo=UTC)
    box = await desk.mailbox(time_zone="Europe/Berlin", daily_cap=42, min_gap_seconds=60)
    await people(desk, 42, time_zone="America/Los_Angeles")
    await desk.campaign(box)
    settings = desk.house.settings.model_copy(update={"tick": timedelta(hours=3)})
    moments = [claim.send_at for claim in await dispatch(replace(desk.house, settings=settings), [box.id], 1, desk.rng)]
    assert 10 <= len(moments) <= 26, "the day's 42 fill seven hours, not the first one and a half"
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) > timedelta(minutes=2)


async def test_a_holiday_where_they_are_is_skipped(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person("alex@acme.test", NewAccount(country="FR", time_zone="Europe/Paris"))
    desk.clock.at = datetime(2026, 7, 14, 5, tzinfo=UTC)
    await desk.campaign(box)
    await desk.round(box)
    line = await desk.line()
    assert line.reason == HeldReason.HOLIDAY
    assert line.until == datetime(2026, 7, 15, 4, tzinfo=UTC)


async def test_follow_ups_go_before_first_touches(desk: Desk) -> None:
    box = await desk.mailbox(daily_cap=2, window=NEARLY_OVER)
    await people(desk, 2)
    await desk.campaign(box)
    await drain(desk, box)
    await desk.person("late@late.test", level=9)
    await desk.campaign(box)
    desk.clock.at = datetime(2026, 3, 8, 6, tzinfo=UTC)
    await drain(desk, box, rounds=13)
    assert sorted(desk.wire.recipients[2:]) == ["p00@company00.test", "p01@company01.test"]


@pytest.mark.parametrize(
    ("state", "retry", "asked"),
    [
        (MailboxState.PAUSED, None, HeldReason.MAILBOX_ERROR),
        (MailboxState.ERROR, None, HeldReason.MAILBOX_ERROR),
        (MailboxState.ERROR, 1, HeldReason.MAILBOX_ERROR),
        (MailboxState.HEALTH, None, HeldReason.MAILBOX_HEALTH),
        (MailboxState.HEALTH, 1, HeldReason.MAILBOX_HEALTH),
    ],
)
async def test_a_mailbox_that_rests_sends_nothing_and_says_why(
    desk: Desk, state: MailboxState, retry: int | None, asked: HeldReason
) -> None:
    box = await desk.one_contact()
    until = desk.clock.now() + timedelta(hours=retry) if retry else None
    await desk.change(Mailbox, box.id, state=state, state_detail="so it is", retry_at=until)
    await desk.round(box)
    line = await desk.line()
    assert (line.reason, line.until) == (asked, until)
    assert line.detail
    if until is not None:
        desk.clock.at = until + timedelta(seconds=2)
        await desk.send_due(box)
        assert desk.wire.recipients == ["alex@acme.test"]
        assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE


async def test_a_mailbox_that_was_removed_sends_nothing(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.change(Mailbox, box.id, deleted_at=desk.clock.now())
    assert await desk.round(box) == []
    assert (await desk.line()).reason == HeldReason.MAILBOX_ERROR


async def test_nothing_is_claimed_for_an_enrollment_that_ended(desk: Desk) -> None:
    box = await desk.one_contact()
    enrollment = await desk.enrollment()
    await desk.change(type(enrollment), enrollment.id, state="stopped")
    assert await desk.round(box) == []


async def test_mails_in_other_hands_are_passed_over_without_waiting(desk: Desk) -> None:
    """A reply that is just being read holds its contact's mail: dispatch takes the others."""
    box = await desk.mailbox()
    await people(desk, 3)
    await desk.campaign(box)
    async with desk.house.database.begin() as session:
        held = await session.scalar(select(MessageOut).where(col(MessageOut.contact_id) == 1).with_for_update())
        async with asyncio.timeout(5):
            claims = []
            while len(claims) < 2:
                claims += await desk.dispatch(box)
                desk.later(minutes=2)
            task = ResponseTask(owner_id=box.user_id, step=Work.ANSWER, due_at=desk.clock.now())
            task.created_at = desk.clock.now()
            session.add(task)
            await session.flush()
    assert held.id not in {claim.out_id for claim in claims}


async def test_what_is_claimed_waits_for_no_mailbox_that_a_turn_has(desk: Desk) -> None:
    box = await desk.mailbox()
    await people(desk, 1)
    await desk.campaign(box)
    async with desk.house.database.begin() as session:
        for model, key in ((Mailbox, box.id), (User, box.user_id)):
            await session.get_one(model, key, with_for_update={"key_share": True})
        claiming = asyncio.create_task(dispatch(desk.house, [box.id], 1, desk.rng))
        async with asyncio.timeout(10):
            while not await desk.outs(OutState.CLAIMED):
                await asyncio.wait([claiming], timeout=0.02)
    (claim,) = await claiming
    planned = (await desk.get(Mailbox, box.id)).next_slot_at
    assert planned is not None
    assert planned > claim.send_at


async def test_reading_answers_and_sending_cross_without_deadlock(desk: Desk) -> None:
    """Everything at once on few accounts: whatever waits for whatever, all of it ends."""
    rep = await desk.user()
    boxes = [await desk.mailbox(rep, f"robin{number}@example.com") for number in range(2)]
    for number in range(6):
        for name in ("a", "b"):
            await desk.person(f"{name}@company{number}.test")
    await desk.policies(contacts_per_account=2)
    await desk.campaign(*boxes)
    await desk.send_due(*boxes)
    mails = await desk.outs(OutState.SENT)
    desk.clock.at = datetime(2026, 3, 8, 7, tzinfo=UTC)

    async def answers() -> None:
        for out in mails:
            text = "Please take me off your list." if out.id % 2 else "Yes, that is me, call me tomorrow."
            raw = desk.mail(out.to_address, text, In_Reply_To=out.message_id, Subject=f"Re: {out.subject}")
            await desk.receive(next(box for box in boxes if box.id == out.mailbox_id), raw)

    async def sends(box: Mailbox) -> None:
        for _ in range(15):
            for claim in await desk.dispatch(box):
                await desk.send(claim)
            desk.later(minutes=1)

    async with asyncio.timeout(60):
        await asyncio.gather(answers(), *[sends(box) for box in boxes])
    assert await desk.outs(OutState.CLAIMED, OutState.SENDING) == []
    stopped = set(await desk.all(select(col(Contact.email)).where(col(Contact.state) == "suppressed")))
    assert len(stopped) == len(mails) // 2


# --- one company under many accounts ----------------------------------------------------------------------------


async def units(desk: Desk, count: int, domain: str = "big.test", **more: Any) -> list[Mailbox]:
    """So many accounts with domains of their own and people at one, and as many mailboxes of as many reps."""
    boxes = [await desk.mailbox(await desk.user(f"u{n}"), f"u{n}@example.com", window=ALWAYS) for n in range(count)]
    for number in range(count):
        await desk.person(f"p{number}@{domain}", NewAccount(name=f"Unit {number}", domain=f"unit{number}.test"))
    await desk.campaign(*boxes, **({"steps": (0,)} | more))
    return boxes


async def test_people_at_one_domain_get_their_mails_apart_whatever_accounts_they_are_of(desk: Desk) -> None:
    boxes = await units(desk, 4)
    for _ in range(100):
        await desk.round(*boxes)
        desk.later(minutes=1)
    left = sorted(out.sent_at for out in await desk.outs(OutState.SENT) if out.sent_at)
    assert len(left) == 4
    assert all(after - before >= timedelta(minutes=15) for before, after in pairwise(left))


async def test_people_at_a_free_mail_provider_are_no_company(desk: Desk) -> None:
    boxes = await units(desk, 4, "gmail.com")
    await desk.send_due(*boxes)
    left = sorted(out.sent_at for out in await desk.outs(OutState.SENT) if out.sent_at)
    assert len(left) == 4
    assert left[-1] - left[0] < timedelta(minutes=15)
