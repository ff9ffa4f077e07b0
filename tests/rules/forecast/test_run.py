"""One run against the real rules told slowly, and what no run may do."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules import windows
from engine.rules.forecast.calendar import moment
from engine.rules.forecast.run import Course, Rates
from engine.rules.forecast.world import World
from engine.rules.pace import ramp_cap
from engine.rules.policies import Policies
from engine.rules.windows import WindowPolicy
from tests.rules.forecast import reference
from tests.rules.forecast.worlds import (
    ALWAYS,
    BERLIN,
    CAMPAIGN,
    LONDON,
    METHOD,
    NEW_YORK,
    NOW,
    TUESDAY,
    box,
    by_day,
    desk,
    people,
    person,
    place,
    run,
    world,
)

TOKYO = ZoneInfo("Asia/Tokyo")

# --- against the real rules -------------------------------------------------------------------------------------

CASES = [
    pytest.param(world(people(60), [box(cap=10)]), id="the cap binds"),
    pytest.param(world(people(30), [box(cap=12)], steps=(0, 2, 3)), id="follow-ups take their share"),
    pytest.param(
        world(people(80), [box(cap=60, ramp_started=TUESDAY)], steps=(0, 3)), id="a new mailbox warms up"
    ),
    pytest.param(
        world(
            [person(key, place=place((LONDON, BERLIN, NEW_YORK)[key % 3])) for key in range(1, 40)],
            [box(cap=8)],
            steps=(0, 1),
        ),
        id="three zones",
    ),
    pytest.param(
        world(
            [person(key, box=1 + key % 2) for key in range(1, 50)],
            [box(1, cap=10), box(2, cap=10)],
            [desk(cap=14)],
            steps=(0, 2),
        ),
        id="two mailboxes of one rep",
    ),
    pytest.param(
        world(
            [person(key, box=1 + key % 2, place=place((TOKYO, NEW_YORK)[key % 2], ALWAYS)) for key in range(1, 50)],
            [box(1 + key, cap=10, place=place((TOKYO, NEW_YORK)[key], ALWAYS)) for key in range(2)],
            [desk(cap=7)],
        ),
        id="two mailboxes of one rep in two zones",
    ),
    pytest.param(
        world([person(key, account=key // 3, level=key % 3) for key in range(1, 25)], [box(cap=9)], steps=(0, 1)),
        id="one conversation per account, most senior first",
    ),
    pytest.param(
        world(people(40), [box(cap=50)], rules=Policies(responses_low=0, responses_high=1)), id="the governor binds"
    ),
    pytest.param(
        world(people(90), [box(cap=100, gap=timedelta(minutes=6))], steps=(0, 1)), id="the gap binds"
    ),
    pytest.param(
        world(people(20), [box(cap=6)], now=datetime(2026, 3, 26, 12, tzinfo=UTC), steps=(0, 2)),
        id="the clocks are put forward",
    ),
    pytest.param(
        world(people(40), [box(cap=10)], steps=(0, 1), rules=Policies(days_per_week=2)), id="the week's days are used"
    ),
    pytest.param(
        world([person(key, box=1 + key % 2) for key in range(1, 60)], [box(1, cap=20), box(2, cap=20)],
              rules=Policies(first_week=35)),
        id="the rep's first week",
    ),
    pytest.param(
        world(people(60), [box(cap=16, slow_until=NOW + timedelta(days=1, hours=2))]), id="the mailbox goes slowly"
    ),
    pytest.param(
        world(people(90), [box(cap=100, gap=timedelta(minutes=2), slow_until=NOW + timedelta(days=3))]),
        id="the slow gap binds",
    ),
]  # fmt: skip


def until(counts: Counter[tuple[date, bool]], day: date, *, follow_ups: bool) -> int:
    return sum(count for (on, later), count in counts.items() if on <= day and later <= follow_ups)


@pytest.mark.parametrize("of", CASES)
def test_a_run_says_what_the_rules_would_do(of: World) -> None:
    """Up to the end of each day within two mails of what happens with different luck: jitter may carry some over. When
    a follow-up falls due just as a first touch may leave, which goes first is luck too."""
    tick = timedelta(minutes=1 if of.boxes[0].gap > timedelta(minutes=1) else 5)
    real = [reference.play(of, of.now + timedelta(days=60), tick, seed) for seed in range(3)]
    ours = by_day(run(of))
    everything = len(of.people) * len(of.steps[CAMPAIGN])
    assert [everything] * 4 == [ours.total(), *(counts.total() for counts in real)]
    for day in sorted({day for counts in (ours, *real) for day, _ in counts}):
        for follow_ups, near in ((False, 4), (True, 2)):
            lucky = [until(counts, day, follow_ups=follow_ups) for counts in real]
            assert min(lucky) - near <= until(ours, day, follow_ups=follow_ups) <= max(lucky) + near, day


# --- what no run may do -----------------------------------------------------------------------------------------

ZONES = st.sampled_from([LONDON, BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")])
POLICIES = st.sampled_from(
    [
        METHOD,
        ALWAYS,
        WindowPolicy(frozenset({2}), quiet_from=time(7)),
        WindowPolicy(quiet_from=time(0), quiet_until=time(20, 30)),
    ]
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    boxes = draw(st.integers(1, 3))
    desks = draw(st.integers(1, boxes))
    now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 3 * 365 * 24 * 60)))

    def somewhere() -> Any:
        return place(draw(ZONES), draw(POLICIES), draw(st.sampled_from(["", "GB", "DE"])))

    places = [somewhere() for _ in range(draw(st.integers(1, 3)))]
    accounts = draw(st.integers(1, 12))
    return world(
        [
            person(
                key,
                account=draw(st.integers(1, accounts)),
                level=draw(st.integers(0, 2)),
                box=1 + key % boxes,
                place=draw(st.sampled_from(places)),
                step=draw(st.sampled_from([0, 0, 0, 1])),
                due=now + timedelta(hours=draw(st.integers(-10, 90))),
            )
            for key in range(1, draw(st.integers(1, 30)))
        ],
        [
            box(
                key,
                draw(st.integers(1, 8)),
                desk=1 + key % desks,
                place=somewhere(),
                gap=timedelta(seconds=draw(st.sampled_from([1, 60, 3600]))),
                ramp_started=draw(st.none() | st.just(now.date())),
                ramp_days=draw(st.sampled_from([7, 28])),
                slow_until=draw(st.none() | st.just(now + timedelta(hours=30))),
                sent={now.date(): 3},
            )
            for key in range(1, boxes + 1)
        ],
        [desk(key, draw(st.integers(1, 9)), timedelta(hours=draw(st.integers(1, 60)))) for key in range(1, desks + 1)],
        steps=(0, draw(st.integers(0, 4))),
        rules=Policies(
            contacts_per_account=draw(st.integers(1, 2)),
            backlog_limit=draw(st.integers(1, 4)),
            days_per_week=draw(st.integers(1, 7)),
            first_week=draw(st.sampled_from([20, 250])),
        ),
        now=now,
    )


@settings(max_examples=60, deadline=None)
@given(worlds(), st.sampled_from([0.0, 0.2, 0.9]), st.integers(0, 9))
def test_caps_windows_gaps_and_order_are_never_broken(of: World, rate: float, seed: int) -> None:
    course = run(of, Rates(rate, rate / 3), days=150, seed=seed)
    whose = {one.id: one for one in of.people}
    desk_of = {one.id: one.desk for one in of.boxes}
    sent = Counter((mail.box, mail.day) for mail in course.mails)
    by_rep = Counter((desk_of[mail.box], mail.day) for mail in course.mails)
    steps: dict[int, list[int]] = defaultdict(list)
    for mail in course.mails:
        at, where = moment(mail.at), whose[mail.person].place
        assert windows.is_open(where.policy, where.zone, at, where.holiday)
        assert at >= max(of.now, whose[mail.person].due) or mail.step > whose[mail.person].step
        steps[mail.person].append(mail.step)
    for one in of.boxes:
        for (key, day), count in sent.items():
            assert key != one.id or count + one.sent.get(day, 0) <= max(
                ramp_cap(one.daily_cap, one.ramp_started, day, one.ramp_days), one.sent.get(day, 0)
            )
        weeks = defaultdict(set, {(of.now.date() - timedelta(days=of.now.weekday())): {of.now.date()}})
        for key, day in sent:
            if key == one.id:
                weeks[day - timedelta(days=day.weekday())].add(day)
        assert max(map(len, weeks.values())) <= of.rules.days_per_week
        moments = [mail.at for mail in course.mails if mail.box == one.id]
        assert min((after - before for before, after in pairwise(moments)), default=3600) >= one.gap.total_seconds()
    for one in of.desks:
        for zone in {mailbox.place.zone for mailbox in of.boxes if mailbox.desk == one.id}:
            theirs = [moment(mail.at).astimezone(zone).date() for mail in course.mails if desk_of[mail.box] == one.id]
            assert max(Counter(theirs).values(), default=0) <= one.daily_cap
        days = {day: count for (key, day), count in by_rep.items() if key == one.id} or {of.now.date(): 0}
        week = sum(count for day, count in days.items() if day < min(days) + timedelta(days=7))
        assert week <= of.rules.first_week
    for key, found in steps.items():
        assert found == list(range(whose[key].step, whose[key].step + len(found)))
    assert (course.finished is None) == (course.left > 0 or not of.people)
    assert_one_conversation(of, course, rate)


def assert_one_conversation(of: World, course: Course, rate: float) -> None:
    """Nobody gets a first touch while as many colleagues as may be are between their mails."""
    whose = {one.id: one for one in of.people}
    talking: dict[int, set[int]] = defaultdict(set)
    for one in of.people:
        if one.step:
            talking[one.account].add(one.id)
    if rate:
        return  # answers and bounces end conversations silently
    for mail in course.mails:
        account = whose[mail.person].account
        if mail.step == 0:
            assert len(talking[account]) < of.rules.contacts_per_account
            talking[account].add(mail.person)
        if mail.step == len(of.steps[CAMPAIGN]) - 1:
            talking[account].discard(mail.person)
