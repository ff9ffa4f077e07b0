"""How much working time is left before a deadline: a day of clock hours over a weekend is none."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.rules.holidays_calendar import SATURDAY, Holiday

OPENS, CLOSES = time(9), time(17)
"""When a rep is taken to work, Monday to Friday, on no holiday. Shown, never enforced: deadlines are clock hours."""
LONGEST = timedelta(days=400)
"""Counted no further: what is due later needs no hour to be counted."""


def working_time(start: datetime, end: datetime, zone: ZoneInfo, holiday: Holiday) -> timedelta:
    """Of the time from `start` to `end` as much as lies in working hours; negative when `end` is before `start`."""
    if end < start:
        return -working_time(end, start, zone, holiday)
    end = min(end, start + LONGEST)
    total, day = timedelta(), start.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        if day.weekday() < SATURDAY and holiday(day) is None:
            opens, closes = (datetime.combine(day, hour, zone) for hour in (OPENS, CLOSES))
            total += max(min(end, closes) - max(start, opens), timedelta())
        day += timedelta(days=1)
    return total


def in_words(left: timedelta) -> str:
    """ "3 h 20 min", "45 min", "no"."""
    minutes = int(abs(left).total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes and hours < 8 else ""]
    return " ".join(part for part in parts if part) or "no"
