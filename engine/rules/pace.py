"""How many mails a mailbox may send today, and at which moments (M13)."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from engine.errors import Invalid
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason

CEILING = 100  # M13: 50 to 100 a day and rep; more is what gets a mailbox blocked
RAMP_START = 20  # M13: a new mailbox begins with 150 to 250 a week
RAMP_DAYS = 28
RAMP_LIMITS = (7, 90)  # shorter is no warming up, longer is a cap
WEEK = 7
DAY = timedelta(days=1)
SLOWER = 2  # a mailbox that goes slowly sends half as many
SLOW_GAP = 4  # and waits four times as long between two mails
LEAST_SLOW_GAP = timedelta(minutes=5)
BRISK = timedelta(minutes=2)
"""Even when little of the window is left, mails leave no faster than this on average: nobody writes fifty mails in the
last hour. A window too short for its cap is an exception."""
LEAST_OPEN = timedelta(minutes=1)
"""A window about to close is no reason to send everything in a second."""
IDLE = timedelta(hours=1)
"""After so long without a mail the first one leaves some time before the next round, not as the window opens."""
SPREAD = 0.5  # of the logarithm: of ten gaps the shortest is about half, the longest about twice the even one
JITTER = (0.35, 3.0)  # and never outside of this share of the even interval


def check_cap(cap: int, field: str) -> None:
    if not 1 <= cap <= CEILING:
        raise Invalid(f"{cap} mails a day is not possible.", field=field, remedy=f"Choose 1 to {CEILING}.")


def check_ramp(days: int, field: str) -> None:
    least, most = RAMP_LIMITS
    if not least <= days <= most:
        raise Invalid(
            f"a warm-up of {days} days is not possible.",
            field=field,
            remedy=f"Choose {least} to {most} days, or no warm-up.",
        )


def ramp_cap(
    cap: int, ramp_started: date | None, today: date, days: int = RAMP_DAYS, *, start: int = RAMP_START
) -> int:
    """What a mailbox that is warming up may send today: linear from `start` to `cap`; None: it does not ramp."""
    if ramp_started is None or cap <= start:
        return cap
    age = max(0, (today - ramp_started).days)
    return cap if age >= days else start + (cap - start) * age // days


def warm_since(ramp_started: date | None, last_sent: date | None, today: date) -> date | None:
    """From when a mailbox that sends today has been warming up. Before its first mail it has not begun, and after more
    than a week without one it goes on from where it stood: nobody trusts a mailbox for days on which it sent nothing.
    """
    if ramp_started is None or last_sent is None:
        return ramp_started and today
    pause = today - last_sent
    return min(today, ramp_started + pause - DAY if pause > WEEK * DAY else ramp_started)


def slowed_until(slow_until: datetime | None, now: datetime) -> datetime | None:
    """None when the mailbox goes at its ordinary pace."""
    return slow_until if slow_until is not None and slow_until > now else None


def gap_of(min_gap: timedelta, slow_until: datetime | None) -> timedelta:
    """The least time between two mails of a mailbox; `slow_until` as `slowed_until` says it."""
    return min_gap if slow_until is None else max(min_gap * SLOW_GAP, LEAST_SLOW_GAP)


def fastest(length: timedelta, cap: int) -> timedelta:
    """The shortest even interval between mails; `length` is that of an open day, in which `cap` mails should fit."""
    return min(BRISK, length / max(cap, 1))


def spread_over(own: timedelta, usual: timedelta, until_midnight: timedelta) -> timedelta:
    """What the day's mails should fill: the open time that the mailbox's own window leaves today. When it leaves none,
    mails leave for people whose day is another: then an ordinary day's open time, or what is left until midnight.
    """
    return max(own or min(usual, until_midnight), LEAST_OPEN)


class Elsewhere(NamedTuple):
    """The day of another zone that a mailbox of the rep is in: what counts for it of all their mailboxes, and when it
    ends there."""

    zone: str
    sent: int
    ends: datetime


@dataclass(frozen=True)
class Day:
    """A mailbox's local day, and the days before it that still count.

    `sent_*` hold, per local day of the mailbox and of all mailboxes of its rep, what was sent or is on its way: of this
    week, and in the rep's first week of all of it; today's includes what is claimed. `ends` is the coming midnight; in
    the mailbox's zone, later midnights are exact across a daylight-saving change. `elsewhere`: a rep's cap holds on the
    days of every zone that one of their mailboxes is in, for they have no other day of their own. `rep_started` is the
    first day on which the rep sent at all.
    """

    today: date
    ends: datetime
    cap_mailbox: int
    cap_rep: int
    sent_mailbox: Mapping[date, int] = field(default_factory=dict)
    sent_rep: Mapping[date, int] = field(default_factory=dict)
    elsewhere: Sequence[Elsewhere] = ()
    ramp_started: date | None = None
    ramp_days: int = RAMP_DAYS
    rep_started: date | None = None
    first_week: int = 250
    days_per_week: int = 6
    slow_until: datetime | None = None
    last_mailbox: datetime | None = None
    last_rep: datetime | None = None
    """When the last of the mails that count left, of the mailbox and of all of its rep's; None: not known."""

    @property
    def ramp(self) -> int:
        return ramp_cap(self.cap_mailbox, self.ramp_started, self.today, self.ramp_days)

    @property
    def most(self) -> int:
        """What the mailbox may send on the whole of today."""
        usual = min(self.cap_mailbox, self.ramp)
        return usual if self.slow_until is None else max(1, usual // SLOWER)

    @property
    def today_mailbox(self) -> int:
        return self.sent_mailbox.get(self.today, 0)

    @property
    def today_rep(self) -> int:
        return self.sent_rep.get(self.today, 0)

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    @property
    def other_days(self) -> int:
        """Days of this Monday to Sunday, today left out, on which the mailbox sent. A clock that was set back may have
        left some that are still to come."""
        week = {self.monday + timedelta(days=number) for number in range(WEEK)}
        return sum(1 for day in week - {self.today} if self.sent_mailbox.get(day, 0) > 0)

    @property
    def began(self) -> date:
        """The first day of the rep's first week; today when they never sent, or sent first in a future taken back."""
        return min(self.rep_started or self.today, self.today)

    @property
    def sent_first_week(self) -> int | None:
        """What the rep sent in their first week, with the day before it: in another zone it was that when they began.
        Earlier days are those of who had their mailbox then. None when the week is over."""
        if (self.today - self.began).days >= WEEK:
            return None
        return sum(sent for day, sent in self.sent_rep.items() if day >= self.began - DAY)

    def midnight(self, day: date) -> datetime:
        """When `day` begins, in UTC."""
        return (self.ends + timedelta(days=(day - self.today).days - 1)).astimezone(UTC)

    @property
    def next_day(self) -> date:
        """The first day after today on which the mailbox may send, if nothing more leaves today."""
        used = self.other_days + (self.today_mailbox > 0)
        next_monday = self.monday + timedelta(days=WEEK)
        return next_monday if used >= self.days_per_week else self.today + DAY


class _Limit(NamedTuple):
    """One of the limits: what it leaves, and why nothing leaves when that is nothing."""

    left: int
    why: Callable[[Day], "_Why"]
    of_rep: bool = False
    """Mails of the rep's other mailboxes count too."""


class _Why(NamedTuple):
    reason: HeldReason
    until: datetime
    words: str
    since: datetime | None


def allowance(day: Day) -> int | Held:
    """How many more may leave today; never more than the smallest of the limits leaves.

    Of several that leave nothing, the one that lasts longest is the reason.
    """
    limits = _limits(day)
    least = min([limit.left for limit in limits])
    if least > 0:
        return least
    used_up = [limit.why(day) for limit in limits if limit.left <= 0]
    return Held(*max(used_up, key=lambda why: why.until))  # the first of equals


def left(day: Day) -> tuple[int, int]:
    """What the mailbox's own limits leave today, and those that it shares with the rep's other mailboxes: for whoever
    counts down instead of asking anew. `allowance` is the smaller of the two.
    """
    limits = _limits(day)
    return min(limit.left for limit in limits if not limit.of_rep), min(limit.left for limit in limits if limit.of_rep)


def _limits(day: Day) -> list[_Limit]:
    sent, first_week = day.today_mailbox, day.sent_first_week
    free = sent > 0 or day.other_days < day.days_per_week  # today is one of the week's sending days, or may become one
    limits = [
        _Limit(day.cap_mailbox - sent, _cap_of_mailbox),
        _Limit(day.ramp - sent, _ramp),
        _Limit(day.cap_rep - day.today_rep, _cap_of_rep, of_rep=True),
        _Limit(day.cap_mailbox if free else 0, _days_of_week),
    ]
    limits += [_Limit(day.cap_rep - there.sent, partial(_cap_elsewhere, there), of_rep=True) for there in day.elsewhere]
    if first_week is not None:
        limits.append(_Limit(day.first_week - first_week, _first_week, of_rep=True))
    if day.slow_until is not None:
        limits.append(_Limit(day.most - sent, _slowness))
    return limits


def _cap_of_mailbox(day: Day) -> _Why:
    words = f"{day.today_mailbox} of {day.cap_mailbox} mails of this mailbox are used today"
    since = day.last_mailbox if day.today_mailbox == day.cap_mailbox else None  # it was lowered, who knows when
    return _Why(HeldReason.CAP_MAILBOX, day.midnight(day.next_day), words, since)


def _ramp(day: Day) -> _Why:
    words = f"{day.today_mailbox} of {day.ramp} mails are used today; the mailbox is still warming up"
    since = day.last_mailbox if day.today_mailbox == day.ramp else None
    return _Why(HeldReason.RAMP, day.midnight(day.next_day), words, since)


def _cap_of_rep(day: Day) -> _Why:
    words = f"{day.today_rep} of {day.cap_rep} mails of this rep are used today"
    since = day.last_rep if day.today_rep == day.cap_rep else None
    return _Why(HeldReason.CAP_REP, day.midnight(day.today + DAY), words, since)


def _cap_elsewhere(there: Elsewhere, day: Day) -> _Why:
    words = f"{there.sent} of {day.cap_rep} mails of this rep are used today in {there.zone}, where they have a mailbox"
    return _Why(HeldReason.CAP_REP, there.ends.astimezone(UTC), words, None)


def _days_of_week(day: Day) -> _Why:
    monday = day.monday + timedelta(days=WEEK)
    words = f"{day.other_days} of {day.days_per_week} sending days of this week are used; on from Monday, {monday}"
    before = [one for one, sent in day.sent_mailbox.items() if day.monday <= one < day.today and sent > 0]
    reached = bool(before) and day.other_days == day.days_per_week
    return _Why(
        HeldReason.CAP_MAILBOX, day.midnight(monday), words, day.midnight(max(before) + DAY) if reached else None
    )


def _first_week(day: Day) -> _Why:
    over = day.began + timedelta(days=WEEK)
    words = f"{day.sent_first_week} of {day.first_week} mails of this rep's first week are used; on from {over}"
    since = day.last_rep if day.sent_first_week == day.first_week else None
    return _Why(HeldReason.RAMP, day.midnight(over), words, since)


def _slowness(day: Day) -> _Why:
    words = f"{day.today_mailbox} of {day.most} mails are used today; the mailbox goes slowly until it is trusted again"
    assert day.slow_until is not None
    until = min(day.slow_until.astimezone(UTC), day.midnight(day.next_day))
    return _Why(HeldReason.MAILBOX_HEALTH, until, words, day.last_mailbox if day.today_mailbox == day.most else None)


def slots(
    now: datetime,
    horizon: timedelta,
    next_slot: datetime | None,
    last_sent: datetime | None,
    remaining: int,
    open_for: timedelta,
    gap: timedelta,
    rng: random.Random,
    *,
    at_least: timedelta = timedelta(),
) -> tuple[list[datetime], datetime]:
    """The send moments from `now` to `now + horizon`, and the first moment after them, which the caller keeps, also
    when there are no moments.

    `remaining` mails fill `open_for`, the open time left today, but never closer than `at_least` on average. A caller
    that is late (`next_slot` is past) catches up on at most one horizon. Moments are never closer than `gap`, also to
    `last_sent` and to those of the calls before, as long as `horizon` stays the same. A clock that is set back makes
    `last_sent` lie in the future: then it says nothing, and a `next_slot` that is too far away is drawn nearer.
    """
    if remaining <= 0 or open_for <= timedelta():
        return [], next_slot or now
    interval = max(gap, at_least, open_for / remaining)
    rested = last_sent is not None and now - last_sent > IDLE
    if rested and (next_slot is None or next_slot < now):
        planned = now + min(interval, horizon) * rng.random()
    else:
        planned = _begin(now, horizon, next_slot or now, interval, rng)
    first = now if last_sent is None or last_sent > now else max(now, last_sent + gap)
    end = now + min(horizon, open_for)
    moments: list[datetime] = []
    moment = max(planned, first)
    while moment <= end and len(moments) < remaining:
        moments.append(moment)
        planned += max(gap, interval * _jitter(rng))
        moment = max(planned, moment + gap)
    if len(moments) == remaining:  # what becomes due later need not wait for an interval made for few
        return moments, moments[-1] + gap
    return moments, moment if moments else planned


def _begin(now: datetime, horizon: timedelta, next_slot: datetime, interval: timedelta, rng: random.Random) -> datetime:
    """The plan's next moment. One made when little was due, or before the clock was set back, is drawn nearer, but not
    into what was already given out: that ends with the horizon.
    """
    if next_slot > now + horizon + interval * JITTER[1]:
        return now + horizon + interval * rng.uniform(1.0, 1.5)
    return max(next_slot, now - horizon)


def _jitter(rng: random.Random) -> float:
    """A share of the even interval, one on average: mostly somewhat less, now and then a pause, as people write."""
    least, most = JITTER
    return min(most, max(least, rng.lognormvariate(-(SPREAD**2) / 2, SPREAD)))
