"""The response governor: no more first touches than answers can be worked (M14)."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime

from engine.rules.held import Held
from engine.rules.metrics import wilson
from engine.rules.vocabulary import HeldReason

# M16 expects 3 to 9 %: 6 of 100 stands in for what a new rep has not measured yet, and fades as deliveries grow.
PRIOR_RESPONSES = 6
PRIOR_DELIVERED = 100


@dataclass(frozen=True)
class Desk:
    """The responses that wait for a rep; `oldest_deadline` is of these. `full_since` is when as many of them had come
    as first touches wait for; None: not known."""

    unworked: int
    oldest_deadline: datetime | None
    full_since: datetime | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class RepLoad(Desk):
    """And what comes to it. `responses` and `delivered` are trailing counts; `day_ends` is when the day ends for which
    `first_touches_today` counts, `last_first_touch` when the last of them left; None: not known."""

    first_touches_today: int
    responses: int
    delivered: int
    day_ends: datetime | None = None
    last_first_touch: datetime | None = None


def first_touches(
    load: RepLoad, now: datetime, *, backlog_limit: int = 10, responses_per_day: tuple[int, int] = (5, 10)
) -> int | Held:
    """How many more first touches may be planned today. Follow-ups are not asked."""
    if held := backlog(load, now, backlog_limit):
        return held
    planned = daily_plan(load.responses, load.delivered, responses_per_day)
    if load.first_touches_today >= planned:
        most = responses_per_day[1]
        sent = f"{load.first_touches_today} first touches today may already bring {most} answers"
        words = f"{sent}: more of them are waiting for tomorrow"
        since = load.last_first_touch if load.first_touches_today == planned else None  # the rate has changed since
        return Held(HeldReason.RESPONSE_BACKLOG, load.day_ends, words, since)
    return planned - load.first_touches_today


def backlog(desk: Desk, now: datetime, limit: int) -> Held | None:
    """What holds first touches until a person has worked answers."""
    if desk.unworked >= limit:
        return _held(desk.unworked, f"they go on when fewer than {limit} are open", desk.full_since)
    if desk.oldest_deadline is not None and desk.oldest_deadline < now:
        late = f"{desk.oldest_deadline.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        release = f"one should have been worked by {late}; they go on when none is late"
        return _held(desk.unworked, release, desk.oldest_deadline)
    return None


def daily_plan(responses: int, delivered: int, responses_per_day: tuple[int, int]) -> int:
    """First touches a day: at most the upper target at the rate's upper bound, but the lower target at its middle.

    The second part keeps a rate that is merely uncertain from starving the rep.
    """
    least, most = responses_per_day
    k = min(responses, delivered) + PRIOR_RESPONSES
    n = delivered + PRIOR_DELIVERED
    return math.floor(max(most / wilson(k, n)[1], least * n / k))


def _held(unworked: int, release: str, since: datetime | None) -> Held:
    """No date ends it: a person who works the answers does."""
    answers = "1 unworked answer" if unworked == 1 else f"{unworked} unworked answers"
    return Held(HeldReason.RESPONSE_BACKLOG, None, f"{answers}: first touches are waiting; {release}", since)
