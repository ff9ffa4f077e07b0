"""Several runs, each with rates drawn from what is known of them, made into one answer (M36)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from engine.errors import Invalid
from engine.rules import governor
from engine.rules.forecast.calendar import Calendar
from engine.rules.forecast.run import Course, Rates, Run
from engine.rules.forecast.words import ASSUMED, IN_DOUBT, REMEDIES
from engine.rules.forecast.world import Funnel, Person, World

HORIZON = timedelta(days=730)
"""A campaign that takes longer than two years is no plan."""
RUNS, FEW_RUNS = 9, 3
"""Of nine the least and the most are the 10 and 90 % points: one more draw falls below or above them once in ten."""
MANY_MAILS = 16_000
"""Above so many mails there are FEW_RUNS, with rates at their 10, 50 and 90 % points."""
PRIOR_BOUNCED, PRIOR_SENT = 5, 100
"""M16 expects 20 to 30 % of a bought list, but an import is stopped at 10 %; 5 of 100 fades as mails are sent."""
DRAWS = 999
T = TypeVar("T")


@dataclass(frozen=True)
class Between:
    """10, 50 and 90 % of the runs stay below."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Dates:
    """Local days of the mailboxes, 10, 50 and 90 % of the runs; None: not within two years, or never by itself."""

    early: date | None
    middle: date | None
    late: date | None


@dataclass(frozen=True)
class DayAhead:
    """Mails of the middle run, answers of all runs. `binds`: what kept `waiting` mails from leaving, "" for nothing."""

    day: date
    first_touches: int
    follow_ups: int
    responses: Between
    expected: float
    binds: str
    waiting: int


@dataclass(frozen=True)
class Cause:
    """What stops mails: on how many days, or how many people; and what would change it."""

    reason: str
    count: int
    detail: str
    remedy: str


@dataclass(frozen=True)
class Rate:
    """What is known of a rate: what was measured, and the runs' 10, 50 and 90 % of it."""

    numerator: int
    denominator: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Forecast:
    """`finish` (the last sequence ends) and `dry` (the last first touch) are of those whose mails leave by themselves;
    `why_not` says why the campaign as a whole does not end, "" when it does.
    """

    people: int
    mails: int
    finish: Dates
    dry: Dates
    responses: Between
    response_rate: Rate
    bounce_rate: Rate
    days: Sequence[DayAhead]
    binds: Sequence[Cause]
    stuck: Sequence[Cause]
    why_not: str
    runs: int
    assumed: Sequence[str] = ASSUMED


def forecast(world: World, campaign: int, rng: Random) -> Forecast:
    """What becomes of the people of a campaign who wait in this world."""
    if campaign not in world.steps:
        raise Invalid("has no steps to forecast.", field="campaign.steps", remedy="Add a mail step.")
    world = _with_boxes(world)
    mine = [person for person in world.people if person.campaign == campaign]
    total = sum(len(world.steps[person.campaign]) - person.step for person in world.people)
    runs = RUNS if total <= MANY_MAILS else FEW_RUNS
    response, bounce = _drawn(world.funnel, runs, rng)
    calendar = Calendar(world.now, HORIZON)
    courses = [
        Run(world, campaign, calendar, rates, rng).go()
        for rates in map(Rates, response, rng.sample(bounce, k=len(bounce)))
    ]
    courses.sort(key=_ended)
    stuck = _stuck(mine, world.in_doubt)
    middle = courses[runs // 2]
    return Forecast(
        people=len(mine) + world.in_doubt,
        mails=len(middle.mails),
        finish=_dates([course.finished for course in courses]),
        dry=_dates([_dry(course, mine) for course in courses]),
        responses=_between([sum(mail.answered_on is not None for mail in course.mails) for course in courses]),
        response_rate=_rate(world.funnel.responses, world.funnel.delivered, response),
        bounce_rate=_rate(world.funnel.bounced, world.funnel.sent, bounce),
        days=_days(middle, courses),
        binds=_binding(middle),
        stuck=stuck,
        why_not=_why_not(len(mine) + world.in_doubt, stuck, middle),
        runs=runs,
    )


def _with_boxes(world: World) -> World:
    """Who waits in a mailbox that only a person can mend waits as long."""
    held = {box.id: box.held for box in world.boxes if box.held is not None and box.held.until is None}
    people = [replace(one, held=one.held or held[one.box]) if one.box in held else one for one in world.people]
    return replace(world, people=people)


# --- rates ------------------------------------------------------------------------------------------------------


def _drawn(funnel: Funnel, runs: int, rng: Random) -> tuple[list[float], list[float]]:
    """One of each rate for each run, spread evenly over what is possible."""
    answered = min(funnel.responses, funnel.delivered) + governor.PRIOR_RESPONSES
    delivered = funnel.delivered + governor.PRIOR_DELIVERED
    bounced, sent = min(funnel.bounced, funnel.sent) + PRIOR_BOUNCED, funnel.sent + PRIOR_SENT
    return _quantiles(answered, delivered, runs, rng), _quantiles(bounced, sent, runs, rng)


def _quantiles(k: int, n: int, runs: int, rng: Random) -> list[float]:
    drawn = sorted(rng.betavariate(k, n - k) for _ in range(DRAWS))
    points = [(number + 1) / (runs + 1) for number in range(runs)] if runs > FEW_RUNS else [0.1, 0.5, 0.9]
    return [drawn[int(point * DRAWS)] for point in points]


def _rate(numerator: int, denominator: int, drawn: list[float]) -> Rate:
    low, middle, high = _three(drawn)
    return Rate(numerator, denominator, low, middle, high)


# --- the runs together ------------------------------------------------------------------------------------------


def _ended(course: Course) -> date:
    return course.finished or date.max


def _three(ordered: Sequence[T]) -> tuple[T, T, T]:
    """The values that stand for 10, 50 and 90 %."""
    return ordered[0], ordered[len(ordered) // 2], ordered[-1]


def _between(values: list[int]) -> Between:
    return Between(*_three(sorted(values)))


def _dates(values: list[date | None]) -> Dates:
    known = [None if day == date.max else day for day in sorted(value or date.max for value in values)]
    return Dates(*_three(known))


def _dry(course: Course, mine: list[Person]) -> date | None:
    """The day of the last first touch, once all who can have one have had it."""
    firsts = [mail.day for mail in course.mails if mail.step == 0]
    wanted = sum(person.step == 0 and person.held is None for person in mine)
    return max(firsts, default=None) if len(firsts) == wanted else None


def _days(middle: Course, courses: list[Course]) -> list[DayAhead]:
    """From the first mail or day of rest to the last mail or answer."""
    mails = Counter((mail.day, mail.step > 0) for mail in middle.mails)
    answers = [Counter(mail.answered_on for mail in course.mails if mail.answered_on) for course in courses]
    rests = _rests(middle)
    known = {day for day, _ in mails} | set(rests) | {mail.answered_on for mail in middle.mails if mail.answered_on}
    first, last = min(known, default=date.max), max(known, default=date.min)
    days = []
    for day in (first + timedelta(days=number) for number in range((last - first).days + 1)):
        found = [one[day] for one in answers]
        reason, waiting = rests.get(day, ("", 0))
        days.append(
            DayAhead(
                day=day,
                first_touches=mails[day, False],
                follow_ups=mails[day, True],
                responses=_between(found),
                expected=round(sum(found) / len(found), 2),
                binds=reason,
                waiting=waiting,
            )
        )
    return days


def _rests(course: Course) -> dict[date, tuple[str, int]]:
    """By day what stopped most mails."""
    by_day: dict[date, Counter[str]] = {}
    for rest in course.rests:
        by_day.setdefault(rest.day, Counter())[rest.reason] += rest.waiting
    return {day: counts.most_common(1)[0] for day, counts in by_day.items()}


def _binding(course: Course) -> list[Cause]:
    days = Counter(reason for reason, _ in _rests(course).values())
    return [Cause(reason, count, "", REMEDIES[reason]) for reason, count in days.most_common()]


# --- why it does not finish -------------------------------------------------------------------------------------


def _stuck(mine: list[Person], in_doubt: int) -> list[Cause]:
    held = [person.held for person in mine if person.held is not None]
    details: dict[str, str] = {one.reason: one.detail for one in reversed(held)}
    counts: Counter[str] = Counter(one.reason for one in held)
    if in_doubt:
        counts[IN_DOUBT] = in_doubt
    return [Cause(reason, count, details.get(reason, ""), REMEDIES[reason]) for reason, count in counts.most_common()]


def _why_not(people: int, stuck: list[Cause], middle: Course) -> str:
    if not people:
        return "Nobody waits for a mail: nobody on the list may be written to, or every sequence has ended."
    if stuck:
        held = sum(cause.count for cause in stuck)
        wait = "waits" if held == 1 else "wait"
        return f"It does not end by itself: {held} of {people} {wait} for somebody. {_what_it_takes(stuck[0].reason)}"
    if middle.finished is None:
        reason = max(middle.rests[-20:], key=lambda rest: rest.waiting).reason
        return f"It does not end within two years: {middle.left} of {people} are left. {_what_it_takes(reason)}"
    return ""


def _what_it_takes(reason: str) -> str:
    remedy = REMEDIES[reason]
    return f"What it takes: {remedy[0].lower()}{remedy[1:]}"
