"""Slow and obvious answers to "may a mail leave at this moment?" and "how many a day?", to hold the engine against.

Nothing of engine.rules is used here: the same mistake would be made twice.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

METHOD: Mapping[str, Any] = {
    "days": [1, 2, 3, 6],
    "opens": "06:00",
    "quiet_from": "09:00",
    "quiet_until": "17:00",
    "closes": "21:00",
    "observe_holidays": True,
}
"""M15, where a window says nothing else."""


HOME: Mapping[str, str] = {
    "DE": "Europe/Berlin",
    "GB": "Europe/London",
    "US": "America/New_York",
    "BR": "America/Sao_Paulo",
    "IN": "Asia/Kolkata",
    "JP": "Asia/Tokyo",
    "AU": "Australia/Sydney",
    "NZ": "Pacific/Auckland",
    "ZA": "Africa/Johannesburg",
}
"""Where somebody lives of whom only the country is known: where most people of it do."""


def zone_of(contact_zone: str, account_zone: str, country: str, mailbox_zone: str) -> str:
    """Whoever said it best; the mailbox's own when nobody knows anything."""
    return contact_zone or account_zone or HOME.get(country, "") or mailbox_zone


@cache
def _calendar(country: str) -> Any:
    return holidays.country_holidays(country)


def window_is_open(window: Mapping[str, Any], zone: str, country: str, at: datetime) -> bool:
    """By the clock on the recipient's wall."""
    rules = {**METHOD, **window}
    wall = at.astimezone(ZoneInfo(zone))
    if wall.weekday() not in rules["days"]:
        return False
    if rules["observe_holidays"] and country and wall.date() in _calendar(country):
        return False
    now = f"{wall:%H:%M:%S.%f}"
    if not rules["opens"] <= now < rules["closes"]:
        return False
    return not rules["quiet_from"] <= now < rules["quiet_until"]


def local_day(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def cap_on(day: date, cap: int, ramp_started: date | None) -> int:
    """M13: a new mailbox begins with 20 and reaches its cap in four weeks; nobody sends more than 100."""
    cap = min(cap, 100)
    if ramp_started is None or cap <= 20:
        return cap
    weeks_done = max(0, (day - ramp_started).days) / 28
    return min(cap, int(20 + (cap - 20) * weeks_done))
