"""Feasts as dates: "back on the Tuesday after Easter", "bis Heilige Drei Könige"."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from engine.rules.reading.date_meanings import JUST_PAST, Ground
from engine.rules.reading.date_names import WEEKDAY, marked, weekday_of
from engine.rules.reading.lexicon import feasts as names

In = Callable[[int], date]
"""When it is, in a year."""


def easter(year: int) -> date:
    """Easter Sunday of the West, as Gauss counts it for 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    late = moon + sunday
    late -= 7 * (late == 35 or (late == 34 and moon == 28 and year % 19 > 10))
    return date(year, 3, 22) + timedelta(days=late)


def _from_easter(days: int) -> In:
    return lambda year: easter(year) + timedelta(days=days)


def _on(month: int, day: int) -> In:
    return lambda year: date(year, month, day)


def _on_weekday(month: int, day: int, weekday: int) -> In:
    return lambda year: _next(weekday, date(year, month, day))


def _next(weekday: int, first: date) -> date:
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def _named(listed: str, when: In) -> Iterator[tuple[str, In]]:
    for name in listed.split(", "):
        yield marked(name), when


DAYS: dict[str, In] = {
    name: when
    for listed, then in (
        *((listed, _from_easter(days)) for days, listed in names.FROM_EASTER.items()),
        *((listed, _on(*day)) for day, listed in names.BY_DATE.items()),
        *((listed, _on_weekday(*day)) for day, listed in names.BY_WEEKDAY.items()),
    )
    for name, when in _named(listed, then)
}
"""Feasts of one day, by their names as `marked` folds them."""
LAST_DAYS: dict[str, In] = DAYS | {
    name: when
    for listed, then in (
        *((listed, _from_easter(days)) for days, listed in names.LAST_OF_EASTER.items()),
        *((listed, _on_weekday(*day)) for day, listed in names.LAST_BY_WEEKDAY.items()),
    )
    for name, when in _named(listed, then)
}
"""And the last days of those that last longer."""


def _any_of(feasts: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(feasts, key=len, reverse=True)))


_OPENED_BY_DAY = re.compile(WEEKDAY)


def _begins_with_weekday(name: str) -> str:
    """What follows the weekday that a name begins with, "" for none."""
    mark = _OPENED_BY_DAY.match(name)
    return name[mark.end() :] if mark else ""


_ALSO_NAMES = frozenset(names.ALSO_NAMES.split(", "))
_LONGER = _any_of(LAST_DAYS.keys() - DAYS.keys() | _ALSO_NAMES)
_FEAST = rf"(?P<feast>{_any_of(LAST_DAYS)})(?![a-z])"
_PLAIN = _any_of(name for name in DAYS.keys() - _ALSO_NAMES if not _begins_with_weekday(name))
FEAST = rf"(?<![a-z])(?P<feast>{_PLAIN})(?![a-z])"
FEAST_ALSO_A_NAME = rf"\b(?:{names.ON})\s?(?P<feast>{_any_of(_ALSO_NAMES)})(?![a-z])"
FEAST_OF_WEEKDAY = rf"(?P<feast>{WEEKDAY}(?:{_any_of({*filter(None, map(_begins_with_weekday, DAYS))})}))(?![a-z])"
AFTER_FEAST = (
    rf"(?<![a-z])(?:(?:{names.AFTER})\s{names.ARTICLE}{_FEAST}|"
    rf"(?:{names.UNTIL})\s{names.ARTICLE}(?P<longer>{_LONGER})(?![a-z]))"
)
WEEKDAY_AFTER_FEAST = rf"(?P<weekday>{WEEKDAY}),?\s(?:{names.AFTER})\s{names.ARTICLE}{_FEAST}"
WISHED = re.compile(rf"\b(?:{names.WISHED})\s{names.ARTICLE}$")


STILL_ON = 7
"""Days that a note is left on behind the day it names; after a feast longer past is after the next one."""


def _coming(when: In, ground: Ground, past: int = STILL_ON) -> date:
    """The next one, or one just past: who forgot to switch a note off says nothing of next year's."""
    oldest = ground.base - timedelta(days=past)
    days = map(when, range(oldest.year, oldest.year + 3))
    return next(day for day in days if (day.year == ground.year if ground.year else day >= oldest))


def on_feast(found: re.Match[str], ground: Ground) -> date | None:
    if WISHED.search(found.string, max(0, found.start() - 20), found.start()):
        return None
    when = DAYS.get(found["feast"])
    return _coming(when, ground, JUST_PAST) if when else None


def after_feast(found: re.Match[str], ground: Ground) -> date | None:
    """The first working day after it."""
    day = _coming(LAST_DAYS[found["feast"] or found["longer"]], ground) + timedelta(days=1)
    return day if day.weekday() < 5 else _next(0, day)


def weekday_after_feast(found: re.Match[str], ground: Ground) -> date | None:
    return _next(weekday_of(found["weekday"]), _coming(LAST_DAYS[found["feast"]], ground) + timedelta(days=1))
