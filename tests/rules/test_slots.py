"""The moments of sending: how the mails of a day are spread, and how slowly a mailbox goes."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.pace import (
    BRISK,
    IDLE,
    JITTER,
    fastest,
    gap_of,
    slots,
    slowed_until,
    spread_over,
)

NOW = datetime(2026, 3, 3, 6, 0, tzinfo=UTC)
GAP = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)
NONE_OPEN = timedelta()


def test_without_open_time_of_its_own_a_day_is_spread_over_an_ordinary_ones() -> None:
    hours = [timedelta(hours=number) for number in range(25)]
    assert spread_over(hours[3], hours[7], hours[20]) == hours[3]
    assert spread_over(hours[0], hours[7], hours[20]) == hours[7], "at night, when it is day elsewhere"
    assert spread_over(hours[0], hours[7], hours[2]) == hours[2], "no mail is put behind midnight"
    assert spread_over(timedelta(seconds=5), hours[7], hours[2]) == MINUTE


# --- slowly ---------------------------------------------------------------------------------------------------


def test_a_mailbox_goes_slowly_until_it_need_not() -> None:
    later = NOW + MINUTE
    assert slowed_until(None, NOW) is None
    assert slowed_until(NOW, NOW) is None
    assert slowed_until(later, NOW) == later
    assert gap_of(GAP, None) == GAP
    assert gap_of(GAP, later) == 5 * MINUTE
    assert gap_of(5 * GAP, later) == 20 * MINUTE


def test_a_mail_every_two_minutes_is_as_fast_as_a_person_goes() -> None:
    assert fastest(timedelta(hours=7), 50) == BRISK
    assert fastest(timedelta(hours=1), 50) == timedelta(hours=1) / 50
    assert fastest(timedelta(hours=1), 0) == BRISK


# --- the moments ----------------------------------------------------------------------------------------------


def test_fifty_mails_fill_a_window_of_seven_hours() -> None:
    rng, window = random.Random(1), timedelta(hours=7)
    moments: list[datetime] = []
    now, slot = NOW, None
    while now < NOW + window:
        last = moments[-1] if moments else None
        found, slot = slots(now, MINUTE, slot, last, 50 - len(moments), NOW + window - now, GAP, rng)
        moments += found
        now += MINUTE
    assert 48 <= len(moments) <= 50
    assert 20 <= sum(moment < NOW + window / 2 for moment in moments) <= 30
    gaps = [(b - a).total_seconds() for a, b in pairwise(moments)]
    assert min(gaps) >= 60
    assert 0.3 < pstdev(gaps) / mean(gaps) < 0.8  # neither a clock nor a dice
    assert len({round(gap) for gap in gaps}) > 40


def test_an_hour_lost_is_not_made_up_for_in_a_burst() -> None:
    rng, late = random.Random(1), timedelta(minutes=30)
    moments: list[datetime] = []
    now, slot = NOW, None
    while now < NOW + late:
        last = moments[-1] if moments else None
        found, slot = slots(now, MINUTE, slot, last, 50 - len(moments), NOW + late - now, GAP, rng, at_least=BRISK)
        moments += found
        now += MINUTE
    assert 10 <= len(moments) <= 18


@pytest.mark.parametrize(
    ("remaining", "open_for"),
    [
        pytest.param(0, timedelta(hours=1), id="nothing to send"),
        pytest.param(5, NONE_OPEN, id="the window is shut"),
    ],
)
def test_no_slots_without_mails_or_time(remaining: int, open_for: timedelta) -> None:
    rng = random.Random(1)
    assert slots(NOW, MINUTE, None, None, remaining, open_for, GAP, rng) == ([], NOW)
    assert slots(NOW, MINUTE, NOW + GAP, None, remaining, open_for, GAP, rng) == ([], NOW + GAP)


def test_a_slot_beyond_the_horizon_is_kept_for_later() -> None:
    later = NOW + timedelta(minutes=7)
    assert slots(NOW, MINUTE, later, None, 10, timedelta(hours=3), GAP, random.Random(1)) == ([], later)


def test_a_late_caller_catches_up_on_one_horizon_only() -> None:
    hour, yesterday = timedelta(hours=1), NOW - timedelta(days=1)
    found, _ = slots(NOW, hour, yesterday, NOW - 2 * GAP, 70, timedelta(hours=7), GAP, random.Random(1))
    assert found[0] == NOW
    # One hour of the plan is 10 mails; the hour that was missed adds at most as many again.
    assert 10 < len(found) <= 2 * 10 + 4


def test_the_first_mail_of_a_morning_does_not_leave_on_the_stroke() -> None:
    night = NOW - timedelta(hours=9)
    firsts = [
        slots(NOW, MINUTE, night, night, 50, timedelta(hours=7), GAP, random.Random(seed))[0][0] - NOW
        for seed in range(50)
    ]
    assert max(firsts) <= MINUTE
    assert sum(first < timedelta(seconds=5) for first in firsts) < 10
    assert len(set(firsts)) == 50


def test_the_very_first_mail_leaves_at_once() -> None:
    found, _ = slots(NOW, MINUTE, None, None, 50, timedelta(hours=7), GAP, random.Random(1))
    assert found == [NOW]


def test_what_becomes_due_while_it_idles_leaves_in_the_next_round() -> None:
    slot: datetime | None = NOW
    for minutes in range(300):  # rounds in which there was a moment and nothing due: the caller keeps its plan
        found, after = slots(
            NOW + minutes * MINUTE, MINUTE, slot, NOW - 2 * IDLE, 50, timedelta(hours=7), GAP, random.Random(minutes)
        )
        slot = slot if found else after
        assert found


def test_what_becomes_due_later_does_not_wait_for_a_plan_made_for_few() -> None:
    hours = timedelta(hours=7)
    recently = NOW - MINUTE
    found, slot = slots(NOW, MINUTE, NOW, recently, 1, hours, GAP, random.Random(1))
    assert (found, slot) == ([NOW], NOW + GAP)
    _, slot = slots(NOW, MINUTE, NOW, recently, 2, hours, GAP, random.Random(1))
    assert slot > NOW + hours / 5
    found, slot = slots(NOW + MINUTE, MINUTE, slot, recently, 50, hours, GAP, random.Random(1))
    assert found == []
    assert slot < NOW + 1.5 * hours / 50 + 2 * MINUTE


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=400)])
def test_a_clock_that_is_set_back_does_not_stop_a_mailbox(back: timedelta) -> None:
    rng, hours = random.Random(1), timedelta(hours=7)
    future = NOW + back
    now, slot, found = NOW, future + GAP, []
    while not found:
        found, slot = slots(now, MINUTE, slot, future, 50, hours, GAP, rng)
        now += MINUTE
    assert found[0] <= NOW + 1.5 * hours / 50 + 2 * MINUTE


DELTAS = st.integers(1, 7200).map(lambda seconds: timedelta(seconds=seconds))


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
        last = max((moment for moment in moments if moment <= now), default=None)
        found, slot = slots(now, horizon, slot, last, remaining, open_for, gap, rng)
        assert len(found) <= remaining
        assert all(now <= moment <= now + min(horizon, open_for) for moment in found)
        moments += found
        now += step
    assert all(b - a >= gap for a, b in pairwise(moments))


@given(st.integers(0, 10**6))
def test_jitter_is_even_in_the_long_run(seed: int) -> None:
    rng, hours = random.Random(seed), timedelta(hours=100)
    found, _ = slots(NOW, hours, NOW, NOW - GAP, 300, hours, timedelta(), rng)
    gaps = [(b - a) / (hours / 300) for a, b in pairwise(found)]
    assert 0.85 < mean(gaps) < 1.15
    assert JITTER[0] - 0.001 <= min(gaps) <= max(gaps) <= JITTER[1] + 0.001
