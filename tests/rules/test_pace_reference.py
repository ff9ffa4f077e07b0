"""Caps against somebody who tries one more mail and looks whether a rule is broken: any limits, any history."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.rules.held import Held
from engine.rules.pace import CEILING, WEEK, Day, allowance, gap_of, ramp_cap, slots
from engine.rules.policies import Policies
from engine.rules.windows import WindowPolicy, open_time, zone_of
from tests.support.depth import looking

START = date(2026, 1, 1)
BOXES = (0, 1)


@dataclass(frozen=True)
class Limits:
    cap: int
    cap_rep: int
    ramp_days: int
    ramps: bool
    first_week: int
    days_per_week: int


@dataclass
class History:
    """Every mail ever sent: of which of the rep's mailboxes, and on which local day."""

    limits: Limits
    mails: list[tuple[int, date]] = field(default_factory=list)

    def breaks_a_rule(self, slow_on: tuple[int, date] | None = None) -> bool:
        """Read off the whole list, rule by rule."""
        limits, per_box = self.limits, Counter(self.mails)
        started = START if limits.ramps else None
        for (box, day), count in per_box.items():
            most = ramp_cap(limits.cap, started, day, limits.ramp_days)
            if count > min(limits.cap, most, max(1, most // 2) if (box, day) == slow_on else CEILING):
                return True
        if any(count > limits.cap_rep for count in Counter(day for _, day in self.mails).values()):
            return True
        weeks = {(box, day.isocalendar()[:2], day) for box, day in self.mails}
        if any(count > limits.days_per_week for count in Counter((box, week) for box, week, _ in weeks).values()):
            return True
        first = min((day for _, day in self.mails), default=START)
        return sum(1 for _, day in self.mails if (day - first).days < WEEK) > limits.first_week

    def one_more(self, box: int, today: date, slow_on: tuple[int, date] | None = None) -> int:
        """How many more mails break nothing, found by trying."""
        tried = History(self.limits, list(self.mails))
        for count in range(CEILING + 1):
            tried.mails.append((box, today))
            if tried.breaks_a_rule(slow_on):
                return count
        return CEILING

    def day(self, box: int, today: date, slow_until: datetime | None = None) -> Day:
        """What a query over the last seven days would find, days to come included."""
        recent = [(sender, day) for sender, day in self.mails if day > today - timedelta(days=WEEK)]
        return Day(
            today=today,
            ends=midnight(today),
            cap_mailbox=self.limits.cap,
            cap_rep=self.limits.cap_rep,
            sent_mailbox=Counter(day for sender, day in recent if sender == box),
            sent_rep=Counter(day for _, day in recent),
            ramp_started=START if self.limits.ramps else None,
            ramp_days=self.limits.ramp_days,
            rep_started=min((day for _, day in self.mails), default=None),
            first_week=self.limits.first_week,
            days_per_week=self.limits.days_per_week,
            slow_until=slow_until,
        )


def midnight(today: date) -> datetime:
    return datetime.combine(today + timedelta(days=1), time(), UTC)


LIMITS = st.builds(
    Limits,
    cap=st.integers(1, CEILING),
    cap_rep=st.integers(1, CEILING),
    ramp_days=st.integers(7, 30),
    ramps=st.booleans(),
    first_week=st.integers(20, 150),
    days_per_week=st.integers(1, 7),
)
DEEDS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(BOXES), st.integers(0, 60)), max_size=14)
"""So many days later, a mailbox wants to send so many."""


@looking(80)
@given(LIMITS, DEEDS, st.booleans())
def test_exactly_as_many_may_leave_as_break_no_rule(
    limits: Limits, deeds: list[tuple[int, int, int]], slow: bool
) -> None:
    history, today = History(limits), START
    for later, box, wanted in deeds:
        today += timedelta(days=later)
        slow_on = (box, today) if slow and wanted % 2 else None
        slow_until = midnight(today) if slow_on else None
        found = allowance(history.day(box, today, slow_until))
        left = 0 if isinstance(found, Held) else found
        assert left == history.one_more(box, today, slow_on)
        history.mails += [(box, today)] * min(wanted, left)


@looking(60)
@given(LIMITS, DEEDS)
def test_nothing_may_leave_before_the_moment_that_is_told(limits: Limits, deeds: list[tuple[int, int, int]]) -> None:
    history, today = History(limits), START
    for later, box, wanted in deeds:
        today += timedelta(days=later)
        found = allowance(history.day(box, today))
        if isinstance(found, Held):
            assert found.until is not None
            assert found.until >= midnight(today)
            day = today
            while midnight(day) < found.until:
                day += timedelta(days=1)
                assert history.one_more(box, day) == 0
        else:
            history.mails += [(box, today)] * min(wanted, found)


BACK_AND_FORTH = st.lists(st.tuples(st.integers(-5, 6), st.sampled_from(BOXES), st.integers(1, 60)), max_size=14)


@looking(80)
@given(LIMITS, BACK_AND_FORTH)
def test_no_rule_is_broken_by_a_clock_that_jumps(limits: Limits, deeds: list[tuple[int, int, int]]) -> None:
    """Except that what was the first week may turn out not to have been the first: that one is not asked here."""
    free = Limits(limits.cap, limits.cap_rep, limits.ramp_days, limits.ramps, 10**6, limits.days_per_week)
    history, today = History(free), START + timedelta(days=30)
    for later, box, wanted in deeds:
        today += timedelta(days=later)
        found = allowance(history.day(box, today))
        history.mails += [(box, today)] * (0 if isinstance(found, Held) else min(wanted, found))
        assert not history.breaks_a_rule()


@looking(25)
@given(
    st.integers(1, CEILING),
    st.integers(0, 600),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
    st.integers(0, 365 * 20),
    st.booleans(),
    st.integers(0, 10**6),
)
def test_a_day_of_sending_keeps_cap_gap_and_window(
    cap: int, gap_seconds: int, zone_name: str, later: int, slow: bool, seed: int
) -> None:
    """The whole loop of a day, minute by minute: as many moments as the cap, all in the window, none too close."""
    zone, policy, rng = zone_of(zone_name), WindowPolicy(days=frozenset(range(7))), random.Random(seed)
    today = date(2016, 1, 1) + timedelta(days=later)
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (today, today + timedelta(days=1)))
    slow_until = end if slow else None
    gap = gap_of(timedelta(seconds=gap_seconds), slow_until)
    moments: list[datetime] = []
    now, slot = begin, None
    while now < end:
        day = Day(today, end, cap, CEILING, {today: len(moments)}, {today: len(moments)}, slow_until=slow_until)
        found = allowance(day)
        left = open_time(policy, zone, now, end)
        if isinstance(found, int) and open_time(policy, zone, now, now + timedelta(minutes=5)):
            given_out, slot = slots(
                now, timedelta(minutes=5), slot, moments[-1] if moments else None, found, left, gap, rng
            )
            moments += given_out
        now += timedelta(minutes=5)
    assert len(moments) <= (max(1, cap // 2) if slow else cap)
    assert all(b - a >= gap for a, b in pairwise(moments))
    if gap <= timedelta(minutes=2):
        assert len(moments) >= 0.8 * min(cap, 80)


def test_the_defaults_are_those_of_the_policies() -> None:
    day, rules = Day(START, midnight(START), 50, 100), Policies()
    assert (day.first_week, day.days_per_week) == (rules.first_week, rules.days_per_week)
