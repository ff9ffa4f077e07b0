"""Times as people say them: how long ago, and when exactly in their own zone."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

STEPS: tuple[tuple[timedelta, timedelta, str], ...] = (
    (timedelta(minutes=60), timedelta(minutes=1), "min"),
    (timedelta(hours=36), timedelta(hours=1), "h"),
    (timedelta(days=60), timedelta(days=1), "days"),
    (timedelta(days=730), timedelta(days=30), "months"),
)
"""Below this length: counted in that unit."""
IN_UTC = re.compile(r"\b(\d{4}-\d\d-\d\d \d\d:\d\d) UTC\b")
A_MOMENT = timedelta(minutes=1)
"""What is shorter is said to be now."""


def relative(moment: datetime, now: datetime) -> str:
    """ "3 h ago", "in 2 days", "now"."""
    length = abs(now - moment)
    if length < A_MOMENT:
        return "now"
    return f"{long(length)} ago" if moment < now else f"in {long(length)}"


def long(length: timedelta) -> str:
    """ "3 h", "12 days"."""
    number, unit = next(
        ((length // unit, name) for limit, unit, name in STEPS if length < limit), (length.days // 365, "years")
    )
    return f"{number} {unit.rstrip('s') if number == 1 else unit}"


def absolute(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """ "Tue 3 Mar, 14:05"; with the year when it is another one."""
    local = moment.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}"


def clock(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Just the hour when it is today."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == now.astimezone(zone).date() else absolute(moment, zone, now)


def local(text: str, zone: ZoneInfo, now: datetime) -> str:
    """Its moments, "2026-03-06 08:40 UTC", as they are told elsewhere on the page."""
    return IN_UTC.sub(lambda found: absolute(datetime.fromisoformat(found[1]).replace(tzinfo=UTC), zone, now), text)


def day(value: date) -> str:
    return f"{value:%a} {value.day} {value:%b} {value.year}"
