"""Small worlds for forecasts."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from engine.rules.forecast.calendar import Calendar
from engine.rules.forecast.run import Course, Rates, Run
from engine.rules.forecast.world import Box, Desk, Person, Place, World
from engine.rules.holidays_calendar import holiday_of, no_holidays
from engine.rules.policies import Policies
from engine.rules.windows import WindowPolicy

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
"""A Tuesday, before nine in London."""
LONDON, BERLIN, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
METHOD = WindowPolicy()
ALWAYS = WindowPolicy(frozenset(range(7)), time(0), time(0), time(0), time(23, 59), observe_holidays=False)
TUESDAY = date(2026, 3, 3)
CAMPAIGN = 1
NOTHING_COMES = Rates(0.0, 0.0)


def place(zone: ZoneInfo = LONDON, policy: WindowPolicy = METHOD, country: str = "") -> Place:
    return Place(policy, zone, holiday_of(country) if country else no_holidays)


def desk(key: int = 1, cap: int = 100, works_in: timedelta = timedelta(hours=12), **more: Any) -> Desk:
    return Desk(key, cap, works_in, **more)


def box(key: int = 1, cap: int = 50, **more: Any) -> Box:
    return Box(**{"id": key, "desk": 1, "place": place(), "daily_cap": cap, "gap": timedelta(seconds=60)} | more)


def person(key: int, **more: Any) -> Person:
    plain = {"id": key, "campaign": CAMPAIGN, "account": key, "box": 1, "place": place(), "due": NOW}
    return Person(**plain | more)


def people(count: int, **more: Any) -> list[Person]:
    return [person(key, **more) for key in range(1, count + 1)]


def world(
    who: Sequence[Person],
    boxes: Sequence[Box] = (),
    desks: Sequence[Desk] = (),
    steps: Sequence[int] = (0,),
    rules: Policies | None = None,
    now: datetime = NOW,
    **more: Any,
) -> World:
    return World(
        now=now,
        rules=rules or Policies(),
        desks=desks or [desk()],
        boxes=boxes or [box()],
        people=who,
        steps={CAMPAIGN: tuple(steps), **more.pop("others", {})},
        **more,
    )


def run(of: World, rates: Rates = NOTHING_COMES, *, days: int = 730, seed: int = 1) -> Course:
    return Run(of, CAMPAIGN, Calendar(of.now, timedelta(days=days)), rates, Random(seed)).go()


def by_day(course: Course) -> Counter[tuple[date, bool]]:
    return Counter((mail.day, mail.step > 0) for mail in course.mails)
