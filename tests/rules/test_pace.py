"""Caps, the warm-up and the week. The moments of sending: test_slots."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.held import Held
from engine.rules.holidays_calendar import no_holidays
from engine.rules.pace import (
    CEILING,
    Day,
    Elsewhere,
    allowance,
    check_cap,
    check_ramp,
    left,
    ramp_cap,
    warm_since,
)
from engine.rules.policies import Policies
from engine.rules.vocabulary import HeldReason
from engine.rules.windows import WindowPolicy, is_open

NOW = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
TODAY = date(2026, 3, 5)  # a thursday
MIDNIGHT = datetime(2026, 3, 6, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
STARTED = date(2026, 3, 2)
GAP = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)
NONE_OPEN = timedelta()
H = HeldReason
TOKYO = Elsewhere("Asia/Tokyo", 77, datetime(2026, 3, 5, 15, tzinfo=UTC))
LOS_ANGELES = Elsewhere("America/Los_Angeles", 80, datetime(2026, 3, 6, 8, tzinfo=UTC))
FRESH = Day(TODAY, MIDNIGHT, cap_mailbox=50, cap_rep=80, rep_started=date(2025, 1, 1))


def sent(today: int, **days: int) -> dict[date, int]:
    """What was sent today and on days of March, `d2` being the second."""
    return {TODAY: today} | {date(2026, 3, int(name[1:])): count for name, count in days.items()}


# --- what may be set ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cap", [1, 50, CEILING])
def test_a_cap_up_to_the_ceiling_is_accepted(cap: int) -> None:
    check_cap(cap, "mailbox.daily_cap")


@pytest.mark.parametrize("cap", [-1, 0, CEILING + 1, 500])
def test_a_cap_outside_the_method_is_refused(cap: int) -> None:
    with pytest.raises(Invalid, match="Choose 1 to 100") as caught:
        check_cap(cap, "mailbox.daily_cap")
    assert caught.value.field == "mailbox.daily_cap"


@pytest.mark.parametrize("days", [7, 28, 90])
def test_a_warm_up_of_weeks_is_accepted(days: int) -> None:
    check_ramp(days, "mailbox.ramp_days")


@pytest.mark.parametrize("days", [-28, 0, 6, 91, 100_000])
def test_a_warm_up_that_never_begins_or_never_ends_is_refused(days: int) -> None:
    with pytest.raises(Invalid, match="Choose 7 to 90 days") as caught:
        check_ramp(days, "mailbox.ramp_days")
    assert caught.value.field == "mailbox.ramp_days"


# --- the warm-up ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cap", "started", "today", "expected"),
    [
        pytest.param(50, None, "2026-03-02", 50, id="no ramp"),
        pytest.param(50, STARTED, "2026-03-02", 20, id="first day"),
        pytest.param(50, STARTED, "2026-03-16", 35, id="half way"),
        pytest.param(50, STARTED, "2026-03-29", 48, id="last day"),
        pytest.param(50, STARTED, "2026-03-30", 50, id="after four weeks"),
        pytest.param(50, STARTED, "2027-03-30", 50, id="long after"),
        pytest.param(50, STARTED, "2026-03-01", 20, id="planned to begin tomorrow"),
        pytest.param(10, STARTED, "2026-03-02", 10, id="a cap below where ramps begin"),
    ],
)
def test_a_new_mailbox_warms_up_in_four_weeks(cap: int, started: date | None, today: str, expected: int) -> None:
    assert ramp_cap(cap, started, date.fromisoformat(today)) == expected


def test_how_long_a_mailbox_warms_up_is_its_own() -> None:
    assert ramp_cap(50, STARTED, STARTED + timedelta(days=7), 7) == 50
    assert ramp_cap(50, STARTED, STARTED + timedelta(days=45), 90) == 35
    assert replace(FRESH, ramp_started=TODAY - timedelta(days=8), ramp_days=7).ramp == 50


@given(st.integers(1, CEILING), st.integers(0, 120), st.integers(7, 90))
def test_a_ramp_never_falls_and_never_passes_the_cap(cap: int, age: int, days: int) -> None:
    today = STARTED + timedelta(days=age)
    assert 1 <= ramp_cap(cap, STARTED, today, days) <= ramp_cap(cap, STARTED, today + timedelta(days=1), days) <= cap


def warm_days(sent_on: list[date], today: date) -> int:
    """What the warm-up of a mailbox has come to, told from one of its days to the next."""
    lengths = [(after - before).days for before, after in pairwise([*sorted({*sent_on, today})])]
    return sum(length if length <= 7 else 1 for length in lengths)


@given(st.lists(st.integers(0, 90), max_size=12), st.integers(0, 120), st.integers(0, 60))
def test_a_warm_up_stands_still_while_nothing_is_sent(sent_on: list[int], later: int, connected: int) -> None:
    """However long the mailbox was connected before its first mail, and however long it rested between two."""
    started, last = STARTED - timedelta(days=connected), None
    days = sorted(STARTED + timedelta(days=number) for number in set(sent_on))
    for day in days:
        known = warm_since(started, last, day)
        assert known is not None
        started, last = known, day
    today = max([STARTED, *days]) + timedelta(days=later)
    assert warm_since(started, last, today) == today - timedelta(days=warm_days(days, today))
    assert warm_since(None, last, today) is None


def test_a_warm_up_that_began_in_a_future_taken_back_begins_today() -> None:
    assert warm_since(date(2027, 3, 2), date(2027, 3, 2), TODAY) == TODAY
    assert warm_since(STARTED, date(2027, 3, 2), TODAY) == STARTED


# --- what may still leave -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, 50, id="a fresh day"),
        pytest.param({"sent_mailbox": sent(20), "sent_rep": sent(20)}, 30, id="the mailbox decides"),
        pytest.param({"ramp_started": TODAY, "sent_mailbox": sent(5)}, 15, id="the warm-up decides"),
        pytest.param({"sent_rep": sent(70)}, 10, id="the rep's other mailboxes decide"),
        pytest.param({"sent_rep": sent(5), "elsewhere": [TOKYO]}, 3, id="their mailbox in another zone decides"),
        pytest.param({"sent_rep": sent(79), "elsewhere": [TOKYO]}, 1, id="or this one, though there is another"),
        pytest.param({"rep_started": None}, 50, id="a rep who never sent"),
        pytest.param({"rep_started": STARTED, "sent_rep": sent(10, d3=200)}, 40, id="M13: the rep's first week"),
        pytest.param({"rep_started": date(2026, 2, 26), "sent_rep": sent(0, d3=300)}, 50, id="the week after that"),
        pytest.param({"rep_started": date(2026, 3, 9), "sent_rep": sent(0, d9=230)}, 20, id="began in a future undone"),
        pytest.param({"slow_until": NEXT_MONDAY}, 25, id="half, while it goes slowly"),
        pytest.param({"slow_until": NEXT_MONDAY, "cap_mailbox": 1}, 1, id="and one at least"),
        pytest.param({"sent_mailbox": sent(0, d2=9, d3=9, d4=9)}, 50, id="M13: the fourth day of the week"),
        pytest.param({"sent_mailbox": sent(3, d2=9, d3=9, d4=9)}, 47, id="M13: the fourth day, begun"),
        pytest.param({"sent_mailbox": sent(3, d2=9, d3=9, d4=9), "days_per_week": 3}, 47, id="one that began counts"),
        pytest.param({"sent_mailbox": sent(0, d1=9, d2=9, d3=9, d4=9)}, 50, id="last sunday is of last week"),
    ],
)
def test_what_may_still_leave_today(changes: dict[str, Any], expected: int) -> None:
    assert allowance(replace(FRESH, **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "reason", "until", "words"),
    [
        pytest.param(
            {"sent_mailbox": sent(50)},
            H.CAP_MAILBOX,
            MIDNIGHT,
            "50 of 50 mails of this mailbox are used today",
            id="the mailbox is full",
        ),
        pytest.param(
            {"sent_mailbox": sent(60)},
            H.CAP_MAILBOX,
            MIDNIGHT,
            "60 of 50 mails of this mailbox are used today",
            id="a cap lowered during the day",
        ),
        pytest.param(
            {"days_per_week": 4, "sent_mailbox": sent(50, d2=1, d3=1, d4=1)},
            H.CAP_MAILBOX,
            NEXT_MONDAY,
            "50 of 50 mails of this mailbox are used today",
            id="full on the last sending day of the week: tomorrow is none",
        ),
        pytest.param(
            {"ramp_started": TODAY, "sent_mailbox": sent(20)},
            H.RAMP,
            MIDNIGHT,
            "20 of 20 mails are used today; the mailbox is still warming up",
            id="the warm-up is full",
        ),
        pytest.param(
            {"sent_rep": sent(80)}, H.CAP_REP, MIDNIGHT, "80 of 80 mails of this rep are used today", id="the rep is"
        ),
        pytest.param(
            {"sent_rep": sent(80), "elsewhere": [TOKYO, LOS_ANGELES]},
            H.CAP_REP,
            LOS_ANGELES.ends,
            "80 of 80 mails of this rep are used today in America/Los_Angeles, where they have a mailbox",
            id="of the rep's zones that where the day ends last",
        ),
        pytest.param(
            {"sent_mailbox": sent(0, d2=9, d3=9, d4=9), "days_per_week": 3},
            H.CAP_MAILBOX,
            NEXT_MONDAY,
            "3 of 3 sending days of this week are used; on from Monday, 2026-03-09",
            id="M13: the week's days are used",
        ),
        pytest.param(
            {"sent_mailbox": sent(0, d2=9, d6=9), "days_per_week": 2},
            H.CAP_MAILBOX,
            NEXT_MONDAY,
            "2 of 2 sending days of this week are used; on from Monday, 2026-03-09",
            id="days that a clock set back has made future count",
        ),
        pytest.param(
            {"rep_started": STARTED, "sent_rep": sent(50, d3=200)},
            H.RAMP,
            NEXT_MONDAY,
            "250 of 250 mails of this rep's first week are used; on from 2026-03-09",
            id="M13: the first week is used",
        ),
        pytest.param(
            {"sent_mailbox": sent(50), "rep_started": STARTED, "sent_rep": sent(50, d3=200)},
            H.RAMP,
            NEXT_MONDAY,
            "250 of 250 mails of this rep's first week are used; on from 2026-03-09",
            id="of two reasons the one that lasts",
        ),
        pytest.param(
            {"slow_until": MIDNIGHT - timedelta(hours=2), "sent_mailbox": sent(25)},
            H.MAILBOX_HEALTH,
            MIDNIGHT - timedelta(hours=2),
            "25 of 25 mails are used today; the mailbox goes slowly until it is trusted again",
            id="slow until tonight",
        ),
        pytest.param(
            {"slow_until": NEXT_MONDAY, "sent_mailbox": sent(25)},
            H.MAILBOX_HEALTH,
            MIDNIGHT,
            "25 of 25 mails are used today; the mailbox goes slowly until it is trusted again",
            id="slow for days: half again tomorrow",
        ),
    ],
)
def test_a_full_day_says_how_full_and_until_when(
    changes: dict[str, Any], reason: HeldReason, until: datetime, words: str
) -> None:
    assert allowance(replace(FRESH, **changes)) == Held(reason, until, words)


LAST = MIDNIGHT - timedelta(hours=9)
LAST_OF_REP = MIDNIGHT - timedelta(hours=8)


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({"sent_mailbox": sent(50)}, LAST),
        ({"sent_mailbox": sent(51)}, None),
        ({"ramp_started": TODAY, "sent_mailbox": sent(20)}, LAST),
        ({"sent_rep": sent(80)}, LAST_OF_REP),
        ({"rep_started": STARTED, "sent_rep": sent(50, d3=200)}, LAST_OF_REP),
        ({"slow_until": NEXT_MONDAY, "sent_mailbox": sent(25)}, LAST),
        ({"sent_mailbox": sent(0, d2=9), "days_per_week": 1}, MIDNIGHT - timedelta(days=3)),
        ({"sent_mailbox": sent(0, d2=9, d6=9), "days_per_week": 1}, None),
        ({"sent_mailbox": sent(0, d6=9), "days_per_week": 1}, None),
    ],
)
def test_a_limit_says_when_it_was_reached_or_nothing(changes: dict[str, Any], since: datetime | None) -> None:
    """A limit that was lowered since is passed, and who knows when; so it is with days of a clock that was set back."""
    held = allowance(replace(FRESH, last_mailbox=LAST, last_rep=LAST_OF_REP, **changes))
    assert isinstance(held, Held)
    assert held.since == since


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"sent_mailbox": sent(10), "sent_rep": sent(50)}, (40, 30), id="caps"),
        pytest.param({"sent_rep": sent(50), "elsewhere": [TOKYO]}, (50, 3), id="caps in two zones"),
        pytest.param({"cap_mailbox": 90, "ramp_started": TODAY, "sent_mailbox": sent(3)}, (17, 80), id="warming up"),
        pytest.param({"rep_started": TODAY, "first_week": 30, "sent_rep": sent(5)}, (50, 25), id="first week"),
        pytest.param(
            {"rep_started": TODAY, "first_week": 30, "sent_rep": {TODAY - timedelta(days=1): 3, TODAY: 5}},
            (50, 22),
            id="first week, begun in a zone where it was tomorrow",
        ),
        pytest.param({"slow_until": NEXT_MONDAY, "sent_mailbox": sent(30)}, (-5, 80), id="slowly"),
        pytest.param({"days_per_week": 1, "sent_mailbox": sent(0, d2=1)}, (0, 80), id="days of the week"),
    ],
)
def test_what_is_left_to_the_mailbox_and_to_its_rep(changes: dict[str, Any], expected: tuple[int, int]) -> None:
    assert left(replace(FRESH, **changes)) == expected


def test_a_later_midnight_is_right_across_a_change_of_the_clocks() -> None:
    london = ZoneInfo("Europe/London")
    thursday = date(2026, 3, 26)
    day = replace(
        FRESH,
        today=thursday,
        ends=datetime(2026, 3, 27, tzinfo=london),
        sent_mailbox={thursday - timedelta(days=number): 5 for number in (1, 2, 3)},
        days_per_week=3,
    )
    held = allowance(day)
    assert isinstance(held, Held)
    assert held.until == datetime(2026, 3, 30, tzinfo=london) == datetime(2026, 3, 29, 23, tzinfo=UTC)


# --- people across an ocean ----------------------------------------------------------------------------------

HOMES = ["America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "Pacific/Auckland"]


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("theirs", HOMES)
def test_a_week_of_the_methods_window_fits_in_the_days_of_a_mailbox_anywhere(home: str, theirs: str) -> None:
    policy, monday = WindowPolicy(), datetime(2026, 3, 2, tzinfo=ZoneInfo(home))
    touched = set()
    for hour in range(7 * 24):
        now = monday.astimezone(UTC) + timedelta(hours=hour, minutes=30)
        if is_open(policy, ZoneInfo(theirs), now, no_holidays):
            day = now.astimezone(ZoneInfo(home)).date()
            before = dict.fromkeys(touched - {day}, 5)
            midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(home))
            limits = replace(FRESH, today=day, ends=midnight, days_per_week=Policies().days_per_week)
            assert allowance(replace(limits, sent_mailbox=before, sent_rep=before)) == 50
            touched.add(day)
    assert len(touched) >= len(policy.days)
