"""Caps, the ramp, and the moments of sending."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.held import Held
from engine.rules.pace import CEILING, Day, allowance, check_cap, ramp_cap, slots
from engine.rules.vocabulary import HeldReason

NOW = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
STARTED = date(2026, 3, 2)
GAP = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)
NONE_OPEN = timedelta()


@pytest.mark.parametrize("cap", [1, 50, CEILING])
def test_a_cap_up_to_the_ceiling_is_accepted(cap: int) -> None:
    check_cap(cap, "mailbox.daily_cap")


@pytest.mark.parametrize("cap", [-1, 0, CEILING + 1])
def test_a_cap_outside_the_method_is_refused(cap: int) -> None:
    with pytest.raises(Invalid, match="Choose 1 to 100") as caught:
        check_cap(cap, "mailbox.daily_cap")
    assert caught.value.field == "mailbox.daily_cap"


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


@given(st.integers(1, CEILING), st.integers(0, 60))
def test_a_ramp_never_falls_and_never_passes_the_cap(cap: int, age: int) -> None:
    today = STARTED + timedelta(days=age)
    assert 1 <= ramp_cap(cap, STARTED, today) <= ramp_cap(cap, STARTED, today + timedelta(days=1)) <= cap


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(Day(50, 0, 50, 80, 0), 50, id="fresh day"),
        pytest.param(Day(50, 20, 50, 80, 20), 30, id="the mailbox decides"),
        pytest.param(Day(50, 5, 20, 80, 5), 15, id="the ramp decides"),
        pytest.param(Day(50, 5, 50, 80, 70), 10, id="the rep's other mailboxes decide"),
        pytest.param(Day(50, 50, 50, 80, 50), HeldReason.CAP_MAILBOX, id="the mailbox is full"),
        pytest.param(Day(50, 20, 20, 80, 20), HeldReason.RAMP, id="the ramp is full"),
        pytest.param(Day(50, 0, 50, 80, 80), HeldReason.CAP_REP, id="the rep is full"),
        pytest.param(Day(50, 60, 50, 80, 90), HeldReason.CAP_MAILBOX, id="a cap lowered during the day"),
    ],
)
def test_what_may_still_leave_today(day: Day, expected: int | HeldReason) -> None:
    found = allowance(day)
    assert (found.reason if isinstance(found, Held) else found) == expected


def test_a_full_day_says_how_full_and_until_when() -> None:
    held = allowance(Day(50, 20, 20, 80, 20, ends=NOW))
    assert held == Held(HeldReason.RAMP, NOW, "20 of 20 mails are used today; the mailbox is still warming up")


COUNT = st.integers(0, 120)


@given(COUNT, COUNT, COUNT, COUNT, COUNT)
def test_an_allowance_never_lets_a_limit_be_passed(cap: int, sent: int, ramp: int, cap_rep: int, sent_rep: int) -> None:
    found = allowance(Day(cap, sent, ramp, cap_rep, sent_rep))
    if isinstance(found, int):
        assert found > 0
        assert sent + found <= min(cap, ramp)
        assert sent_rep + found <= cap_rep
    else:
        assert sent >= min(cap, ramp) or sent_rep >= cap_rep


def test_fifty_mails_fill_a_window_of_seven_hours() -> None:
    rng, window = random.Random(1), timedelta(hours=7)
    sent: list[datetime] = []
    now, slot = NOW, None
    while now < NOW + window:
        found, slot = slots(now, MINUTE, slot, 50 - len(sent), NOW + window - now, GAP, rng)
        sent += found
        now += MINUTE
    assert 48 <= len(sent) <= 50
    halves = sum(moment < NOW + window / 2 for moment in sent)
    assert 20 <= halves <= 30
    assert min(b - a for a, b in pairwise(sent)) > 2 * MINUTE


@pytest.mark.parametrize(
    ("remaining", "open_for"),
    [
        pytest.param(0, timedelta(hours=1), id="nothing to send"),
        pytest.param(5, NONE_OPEN, id="the window is shut"),
    ],
)
def test_no_slots_without_mails_or_time(remaining: int, open_for: timedelta) -> None:
    rng = random.Random(1)
    assert slots(NOW, MINUTE, None, remaining, open_for, GAP, rng) == ([], NOW)
    assert slots(NOW, MINUTE, NOW + GAP, remaining, open_for, GAP, rng) == ([], NOW + GAP)


def test_a_slot_beyond_the_horizon_is_kept_for_later() -> None:
    later = NOW + timedelta(minutes=7)
    assert slots(NOW, MINUTE, later, 10, timedelta(hours=3), GAP, random.Random(1)) == ([], later)


def test_a_late_caller_catches_up_on_one_horizon_only() -> None:
    hour, yesterday = timedelta(hours=1), NOW - timedelta(days=1)
    found, _ = slots(NOW, hour, yesterday, 70, timedelta(hours=7), GAP, random.Random(1))
    assert found[0] == NOW
    # One hour of the plan is 10 mails; the hour that was missed adds at most as many again.
    assert 10 < len(found) <= 2 * 10 + 4


DELTAS = st.integers(1, 7200).map(lambda seconds: timedelta(seconds=seconds))


def test_what_becomes_due_later_does_not_wait_for_a_plan_made_for_few() -> None:
    hours = timedelta(hours=7)
    found, slot = slots(NOW, MINUTE, NOW, 1, hours, GAP, random.Random(1))
    assert (found, slot) == ([NOW], NOW + GAP)
    _, slot = slots(NOW, MINUTE, NOW, 2, hours, GAP, random.Random(1))
    assert slot > NOW + hours / 4
    found, slot = slots(NOW + MINUTE, MINUTE, slot, 50, hours, GAP, random.Random(1))
    assert found == []
    assert slot < NOW + 1.5 * hours / 50 + 2 * MINUTE


@given(
    st.lists(st.tuples(DELTAS, st.integers(0, 120), DELTAS), min_size=1, max_size=8),
    DELTAS,
    DELTAS,
    st.integers(0, 10**6),
)
def test_moments_are_never_closer_than_the_gap_even_across_calls(
    calls: list[tuple[timedelta, int, timedelta]], horizon: timedelta, gap: timedelta, seed: int
) -> None:
    rng, now, slot = random.Random(seed), NOW, None
    moments: list[datetime] = []
    for step, remaining, open_for in calls:
        found, slot = slots(now, horizon, slot, remaining, open_for, gap, rng)
        assert len(found) <= remaining
        assert all(now <= moment <= now + min(horizon, open_for) for moment in found)
        moments += found
        now += step
    assert all(b - a >= gap for a, b in pairwise(moments))
