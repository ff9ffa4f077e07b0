"""How many mails a mailbox may send today, and at which moments (M13)."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.errors import Invalid
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason

CEILING = 100  # M13: 50 to 100 a day and rep; more is what gets a mailbox blocked
RAMP_START = 20  # M13: a new mailbox begins with 150 to 250 a week
RAMP_WEEKS = 4
JITTER = (0.5, 1.5)  # share of the even interval, so that sends do not tick like a machine


def check_cap(cap: int, field: str) -> None:
    if not 1 <= cap <= CEILING:
        raise Invalid(f"{cap} mails a day is not possible.", field=field, remedy=f"Choose 1 to {CEILING} (M13).")


def ramp_cap(
    cap: int, ramp_started: date | None, today: date, *, start: int = RAMP_START, weeks: int = RAMP_WEEKS
) -> int:
    """What a mailbox that is warming up may send today: linear from `start` to `cap`; None: it does not ramp."""
    if ramp_started is None or cap <= start:
        return cap
    age = max(0, (today - ramp_started).days)
    length = weeks * 7
    return cap if age >= length else start + (cap - start) * age // length


@dataclass(frozen=True)
class Day:
    """A mailbox's local day. `ramp` is today's `ramp_cap`; `sent_*` count what was sent or is on its way."""

    cap_mailbox: int
    sent_mailbox: int
    ramp: int
    cap_rep: int
    sent_rep: int
    ends: datetime | None = None


def allowance(day: Day) -> int | Held:
    """How many more may leave today; never more than the smallest of the three limits leaves."""
    left = {
        HeldReason.CAP_MAILBOX: day.cap_mailbox - day.sent_mailbox,
        HeldReason.RAMP: day.ramp - day.sent_mailbox,
        HeldReason.CAP_REP: day.cap_rep - day.sent_rep,
    }
    reason = next((reason for reason, rest in left.items() if rest <= 0), None)
    return min(left.values()) if reason is None else Held(reason, day.ends, _full(day, reason))


def _full(day: Day, reason: HeldReason) -> str:
    sentences = {
        HeldReason.CAP_MAILBOX: f"{day.sent_mailbox} of {day.cap_mailbox} mails of this mailbox are used today",
        HeldReason.RAMP: f"{day.sent_mailbox} of {day.ramp} mails are used today; the mailbox is still warming up",
        HeldReason.CAP_REP: f"{day.sent_rep} of {day.cap_rep} mails of this rep are used today",
    }
    return sentences[reason]


def slots(
    now: datetime,
    horizon: timedelta,
    next_slot: datetime | None,
    remaining: int,
    open_for: timedelta,
    gap: timedelta,
    rng: random.Random,
) -> tuple[list[datetime], datetime]:
    """The send moments from `now` to `now + horizon`, and the first moment after them.

    `remaining` mails fill `open_for`, the open time left today. A caller that is late (`next_slot` is past) catches up
    on at most one horizon. Moments are never closer than `gap`, also to those of the calls before, as long as `horizon`
    stays the same.
    """
    if remaining <= 0 or open_for <= timedelta():
        return [], next_slot or now
    interval = max(gap, open_for / remaining)
    planned = _begin(now, horizon, next_slot, interval, rng)
    end = now + min(horizon, open_for)
    moments: list[datetime] = []
    moment = max(planned, now)
    while moment <= end and len(moments) < remaining:
        moments.append(moment)
        planned += max(gap, interval * rng.uniform(*JITTER))
        moment = max(planned, moment + gap)
    if len(moments) == remaining:  # what becomes due later need not wait for an interval made for few
        return moments, moments[-1] + gap
    return moments, moment if moments else planned


def _begin(
    now: datetime, horizon: timedelta, next_slot: datetime | None, interval: timedelta, rng: random.Random
) -> datetime:
    """The plan's next moment. One made when little was due is drawn nearer now that more is, but not into what was
    already given out: that ends with the horizon.
    """
    if next_slot is None:
        return now + interval * rng.random()
    latest = now + horizon + interval * JITTER[1]
    if next_slot > latest:
        return now + horizon + interval * rng.uniform(1.0, JITTER[1])
    return max(next_slot, now - horizon)
