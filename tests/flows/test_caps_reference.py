"""Caps against somebody who counts every mail anew, from its moment: mailboxes that move to other zones and reps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows import connect_mailbox
from engine.flows.limits import limits_of
from engine.flows.paces import count
from engine.flows.turn import USED
from engine.rules import pace
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Mailbox, MessageOut
from tests.flows.test_dispatch import ALWAYS
from tests.support.house import Desk

ZONES = ["Asia/Tokyo", "America/Los_Angeles", "Europe/London", "Pacific/Kiritimati", "Australia/Lord_Howe", "UTC"]
RULES = Policies(days_per_week=7, first_week=10**6)


def day(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


@dataclass
class Sent:
    at: datetime
    box: int
    reps: set[int]
    """Who sent it, and who had the mailbox afterwards: it counts for all of them."""


@dataclass
class World:
    """What somebody with a list of all mails knows."""

    boxes: dict[int, Mailbox]
    caps: dict[int, int]
    mails: list[Sent] = field(default_factory=list)

    def zones(self, rep: int) -> set[str]:
        return {box.time_zone for box in self.boxes.values() if box.user_id == rep}

    def today(self, mails: Iterable[Sent], zone: str, now: datetime) -> int:
        return sum(day(zone, one.at) == day(zone, now) for one in mails)

    def of_box(self, box: Mailbox, now: datetime) -> int:
        return self.today([one for one in self.mails if one.box == box.id], box.time_zone, now)

    def of_rep(self, rep: int, now: datetime) -> int:
        mails = [one for one in self.mails if rep in one.reps]
        return max(self.today(mails, zone, now) for zone in self.zones(rep))

    def left(self, box: Mailbox, now: datetime) -> int:
        return max(
            0, min(box.daily_cap - self.of_box(box, now), self.caps[box.user_id] - self.of_rep(box.user_id, now))
        )

    def hand_over(self, box: int, rep: int) -> None:
        for one in self.mails:
            if one.box == box:
                one.reps.add(rep)


async def leave(desk: Desk, contact: int, box: Mailbox, count: int) -> None:
    now = desk.clock.now()
    row: dict[str, Any] = {
        "position": 0,
        "answer_to": 1,
        "contact_id": contact,
        "mailbox_id": box.id,
        "due_at": now,
        "look_at": now,
        "state": OutState.SENT,
        "sending_at": now,
        "sent_at": now,
        "sent_on": day(box.time_zone, now),
    }
    async with desk.house.database.begin() as session:
        session.add_all([MessageOut(**row) for _ in range(count)])


async def changed(desk: Desk, box: Mailbox, **values: Any) -> Mailbox:
    async with desk.house.database.begin() as session:
        row = await connect_mailbox.open_mailbox(session, box.id)
        return await connect_mailbox.change(session, desk.house, row, values, {}, "test")


@pytest.mark.parametrize("seed", range(3))
async def test_no_day_of_any_zone_has_more_than_its_cap_whatever_is_moved(desk: Desk, seed: int) -> None:
    dice = Random(seed)
    reps = [await desk.user(f"rep{number}", daily_cap=dice.randint(4, 12)) for number in range(3)]
    boxes = [
        await desk.mailbox(
            reps[number % 3], f"box{number}@example.com", daily_cap=dice.randint(2, 6), time_zone=dice.choice(ZONES)
        )
        for number in range(5)
    ]
    world = World({box.id: box for box in boxes}, {rep.id: rep.daily_cap for rep in reps})
    contact = (await desk.person()).contact.id
    for _ in range(90):
        now = desk.later(minutes=dice.randint(1, 400))
        box = world.boxes[dice.choice(boxes).id]
        chance = dice.random()
        if chance < 0.12:
            world.boxes[box.id] = await changed(desk, box, time_zone=dice.choice(ZONES))
        elif chance < 0.24:
            world.boxes[box.id] = await changed(desk, box, user_id=dice.choice(reps).id)
            world.hand_over(box.id, world.boxes[box.id].user_id)
        else:
            async with desk.house.database.begin() as session:
                found = (await limits_of(session, box, RULES, now)).quota
            left = world.left(box, now)
            assert (0 if isinstance(found, Held) else found) == left
            if isinstance(found, Held):
                assert found.until is not None
                assert world.left(box, found.until - timedelta(seconds=1)) == 0
                assert world.left(box, found.until) > 0
            mails = min(left, dice.randint(1, 4))
            await leave(desk, contact, box, mails)
            world.mails += [Sent(now, box.id, {box.user_id}) for _ in range(mails)]
            assert world.of_box(box, now) <= box.daily_cap or not mails
            assert world.of_rep(box.user_id, now) <= world.caps[box.user_id] or not mails
    assert len(world.mails) > 40


def per_day(mails: list[MessageOut], zone: str) -> int:
    """Of the fullest day."""
    days = [day(zone, one.sent_at) for one in mails if one.sent_at]
    return max(days.count(one) for one in set(days))


async def through(desk: Desk, boxes: list[Mailbox], hours: int) -> list[MessageOut]:
    for _ in range(hours * 6):
        for box in boxes:
            await desk.round(box)
        desk.later(minutes=10)
    return await desk.outs(OutState.SENT)


async def test_a_mailbox_that_moves_to_another_zone_has_no_second_day(desk: Desk) -> None:
    box = await desk.mailbox(daily_cap=5, time_zone="America/Los_Angeles", window=ALWAYS)
    for number in range(20):
        await desk.person(f"p{number}@c{number}.test")
    await desk.campaign(box, steps=(0,))
    desk.clock.at = datetime(2026, 3, 3, 16, tzinfo=UTC)  # 8:00 on the 3rd there, 1:00 on the 4th in Tokyo
    assert len(await through(desk, [box], 13)) == 5
    await changed(desk, box, time_zone="Asia/Tokyo")
    line = (await desk.dispatch(box), await desk.line("p19@c19.test"))[1]
    assert (line.reason, line.detail) == (HeldReason.CAP_MAILBOX, "5 of 5 mails of this mailbox are used today")
    sent = await through(desk, [box], 20)
    assert [per_day(sent, zone) for zone in ("America/Los_Angeles", "Asia/Tokyo")] == [5, 5]
    assert len(sent) > 5


async def test_a_reps_cap_holds_on_the_days_of_all_their_zones(desk: Desk) -> None:
    rep = await desk.user("robin", daily_cap=4)
    boxes = [
        await desk.mailbox(rep, f"{name}@example.com", window=ALWAYS, time_zone=zone)
        for name, zone in (("a", "Asia/Tokyo"), ("b", "America/Los_Angeles"))
    ]
    for number in range(30):
        await desk.person(f"p{number}@c{number}.test")
    await desk.campaign(*boxes, steps=(0,))
    desk.clock.at = datetime(2026, 3, 3, 0, 5, tzinfo=UTC)
    sent = await through(desk, boxes, 48)
    assert max(per_day(sent, zone) for zone in ("America/Los_Angeles", "Asia/Tokyo")) == 4
    assert len(sent) >= 8


async def test_what_a_rep_sent_stays_theirs_when_the_mailbox_is_handed_over(desk: Desk) -> None:
    rep, other = await desk.user("robin", daily_cap=4), await desk.user("sam", daily_cap=9)
    boxes = [await desk.mailbox(rep, f"{name}@example.com", window=ALWAYS, daily_cap=9) for name in ("a", "b")]
    for number in range(40):
        await desk.person(f"p{number}@c{number}.test")
    await desk.campaign(*boxes, steps=(0,))
    desk.clock.at = datetime(2026, 3, 3, 0, 5, tzinfo=UTC)
    desk.rng.seed(1)  # moments of which four come before the evening
    before = await through(desk, boxes[:1], 20)
    await changed(desk, boxes[0], user_id=other.id)
    assert len(before) == 4
    assert len(await through(desk, boxes[1:], 2)) == 4, "they have sent their four"
    assert len(await through(desk, boxes[:1], 1)) > 4, "the colleague has some left"


async def test_a_mail_about_to_leave_is_counted_for_whoever_has_the_mailbox_now(desk: Desk) -> None:
    other = await desk.user("sam", daily_cap=1)
    box = await desk.one_contact()
    elsewhere = (await desk.person("sam@other.test")).contact.id
    claims = await desk.dispatch(box)
    await changed(desk, box, user_id=other.id)
    await leave(desk, elsewhere, box, 1)
    assert [await desk.send(claim) for claim in claims] == [None]
    assert (await desk.one(select(MessageOut).where(col(MessageOut.position) == 1))).held_reason is HeldReason.CAP_REP


# --- weeks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
async def test_the_first_week_and_the_days_of_any_other_are_those_of_the_mails(desk: Desk, seed: int) -> None:
    """Of weeks that are over nothing is read: what counts is all there, in every zone and on every weekday."""
    dice = Random(seed)
    box = await desk.mailbox(time_zone=dice.choice(ZONES), daily_cap=100)
    contact, sent = (await desk.person()).contact.id, list[datetime]()
    weeks = Counter[str]()
    for _ in range(60):
        now = desk.later(minutes=dice.choice((50, 400, 900, 1500, 4000)))
        if dice.random() < 0.15:
            box = await changed(desk, box, time_zone=dice.choice(ZONES))
        else:
            number = dice.randint(1, 3)
            await leave(desk, contact, box, number)
            sent += [now] * number
        async with desk.house.database.begin() as session:
            found = (await count(session, [box], RULES, now)).day(box)
        days = Counter(day(box.time_zone, at) for at in sent)
        week = {found.monday + timedelta(days=number) for number in range(7)} - {found.today}
        assert found.other_days == len(week & days.keys())
        assert found.today_mailbox == days[found.today]
        if found.sent_first_week is not None:
            assert found.sent_first_week == len(sent)
        weeks["first" if found.sent_first_week is not None else "later"] += 1
    assert min(weeks["first"], weeks["later"]) >= 3


async def first_week(desk: Desk, box: Mailbox) -> int | None:
    async with desk.house.database.begin() as session:
        return (await count(session, [box], RULES, desk.clock.now())).day(box).sent_first_week


async def test_who_takes_over_a_mailbox_has_a_first_week_of_their_own(desk: Desk) -> None:
    """What it had sent before is not of their week, but for the day on which they took it."""
    veteran, new = await desk.user("robin"), await desk.user("sam")
    box, contact = await desk.mailbox(veteran), (await desk.person()).contact.id
    for _ in range(20):
        await leave(desk, contact, box, 50)
        desk.later(days=1)
    assert await first_week(desk, box) is None
    await leave(desk, contact, box, 5)
    box = await changed(desk, box, user_id=new.id)
    desk.later(days=3)
    assert await first_week(desk, box) == 0
    for number in range(7):
        await leave(desk, contact, box, 40)
        assert await first_week(desk, box) == 40 * (number + 1)
        desk.later(days=1)
    assert await first_week(desk, box) is None


async def test_on_the_day_of_the_hand_over_all_that_left_counts(desk: Desk) -> None:
    veteran, new = await desk.user("robin"), await desk.user("sam")
    box, contact = await desk.mailbox(veteran), (await desk.person()).contact.id
    for number in (90, 0, 30):
        await leave(desk, contact, box, number)
        desk.later(days=1)
    desk.later(days=-1)
    box = await changed(desk, box, user_id=new.id)
    assert await first_week(desk, box) == 30
    desk.later(hours=1)
    await leave(desk, contact, box, 20)
    for _ in range(8):
        assert await first_week(desk, box) == 50
        desk.later(days=1)
    assert await first_week(desk, box) is None


async def test_who_has_had_a_mailbox_before_or_has_another_does_not_begin_anew(desk: Desk) -> None:
    veteran, other = await desk.user("robin"), await desk.user("sam")
    box, contact = await desk.mailbox(veteran), (await desk.person()).contact.id
    theirs = await desk.mailbox(other, "sam@example.com")
    for _ in range(10):
        await leave(desk, contact, box, 3)
        await leave(desk, contact, theirs, 3)
        desk.later(days=1)
    box = await changed(desk, box, user_id=other.id)
    await leave(desk, contact, box, 3)
    assert await first_week(desk, box) is None
    desk.later(days=1)
    box = await changed(desk, box, user_id=veteran.id)
    await leave(desk, contact, box, 3)
    assert await first_week(desk, box) is None
    assert await first_week(desk, theirs) is None


# --- the warm-up ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
async def test_the_ledger_moves_the_warm_up_on_as_the_rule_does(desk: Desk, seed: int) -> None:
    dice, zone = Random(seed), "Australia/Lord_Howe"
    connected = desk.clock.now() - timedelta(days=28)
    box = await desk.mailbox(time_zone=zone, ramp_started=day(zone, connected))
    started, last = box.ramp_started, None
    assert (await quota(desk, box)) == 20, "connected four weeks ago, and never used"
    for _ in range(25):
        now = desk.later(hours=dice.choice((3, 20, 60, 168, 180, 400, -30)))
        started, last = pace.warm_since(started, last, day(zone, now)), day(zone, now)
        async with desk.house.database.begin() as session:
            await session.execute(USED, {"ids": [box.id], "well": [box.id], "now": now})
        box = await desk.get(Mailbox, box.id)
        assert box.ramp_started == started
        assert started is not None
        assert (await quota(desk, box)) == pace.ramp_cap(box.daily_cap, started, day(zone, now))


async def quota(desk: Desk, box: Mailbox) -> int | Held:
    async with desk.house.database.begin() as session:
        return (await limits_of(session, box, RULES, desk.clock.now())).quota
