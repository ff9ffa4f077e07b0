"""Public holidays of a country, and counting in business days."""

import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from zoneinfo import ZoneInfo

import holidays.countries  # all there are, whichever is asked for first: as a program starts, not while mails wait

Holiday = Callable[[date], str | None]
"""The name of the holiday on a date, None on an ordinary day."""

SATURDAY = 5
ALIASES = {"UK": "GB", "EL": "GR"}  # what people write for ISO 3166 GB and GR
WHERE_NEARLY_ALL_LIVE = {"GB": "ENG"}
"""The part whose holidays count when none is known: of the bank holidays of five in six people in Britain only some are
Scotland's, too, and Easter Monday and the last Monday of August are not among these.
"""

# A calendar that never opens would count for ever; after a year without one business day its holidays are ignored.
MAX_SKIPPED = timedelta(days=366)

# The library calls a year known before its days are all there: a forecast's thread and a turn must not meet in between.
_FILLING = Lock()


def no_holidays(day: date) -> str | None:
    """The calendar of nowhere, for accounts whose country nobody knows."""
    return None


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries())


def country_code(country: str) -> str:
    """ISO 3166-1 in capitals, for what people write."""
    code = country.strip().upper()
    return ALIASES.get(code, code)


def public_country_known(country: str) -> bool:
    """Whether the ISO 3166 code (two or three letters, any case) has a calendar."""
    return country_code(country) in _countries()


def part_of(code: str, subdivision: str) -> str | None:
    """The library's own code of a part of the country, from an ISO 3166-2 code or a name ("DE-BY", "by", "Bayern")."""
    wanted = subdivision.strip().casefold().removeprefix(f"{code}-".casefold())
    aliases = holidays.country_holidays(code).get_subdivision_aliases()
    return next((part for part, names in aliases.items() if wanted in map(str.casefold, [part, *names])), None)


@lru_cache(maxsize=1024)
def holiday_of(country: str, subdivision: str = "") -> Holiday:
    """The public holidays of a country; an unknown country has none, an unknown subdivision has the country's, or those
    of where nearly all live."""
    code = country_code(country)
    if code not in _countries():
        return no_holidays
    part = part_of(code, subdivision) or WHERE_NEARLY_ALL_LIVE.get(code)
    calendar = holidays.country_holidays(code, subdiv=part, language="en_US")

    @lru_cache(maxsize=4096)
    def name(day: date) -> str | None:
        # Feasts of the moon are known for some decades only, of which the library warns; the others count all the same.
        with _FILLING, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = calendar.get(day)
        return str(found) if found else None

    return name


def business_days_after(start: datetime, n: int, zone: ZoneInfo, holiday: Holiday) -> datetime:
    """The same local time `n` business days (Monday to Friday, no holiday) later, in UTC.

    A local time that a daylight-saving change skips is moved forward by the length of the gap.
    """
    local = start.astimezone(zone)
    day, left, last = local.date(), n, local.date()
    while left > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and (holiday(day) is None or day - last > MAX_SKIPPED):
            left, last = left - 1, day
    return datetime.combine(day, local.time(), zone).astimezone(UTC)
