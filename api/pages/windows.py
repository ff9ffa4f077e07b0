"""A window as a form: the workspace's, and what a mailbox or a campaign has of its own (window.html)."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from api.pages import forms
from engine.flows.read_rules import window_as_read
from engine.rules.windows import DAY_NAMES

TIMES = ("opens", "quiet_from", "quiet_until", "closes")
CLOSING_DAYS = "closing_days"


def values_of(stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """`own`: it says more than on which days it is closed."""
    window = window_as_read(stored or {})
    return {
        **{name: f"{getattr(window, name):%H:%M}" for name in TIMES},
        "days": window.days,
        "observe_holidays": window.observe_holidays,
        CLOSING_DAYS: "\n".join(day.isoformat() for day in sorted(window.closing_days)),
        "own": bool(set(stored or {}) - {CLOSING_DAYS}),
        "described": window.describe(),
        "day_names": DAY_NAMES,
    }


async def typed(request: Request) -> dict[str, Any]:
    """The values of a form that was refused, as they were typed."""
    given = await forms.fields(request)
    return {
        **{name: given[name] for name in (*TIMES, CLOSING_DAYS) if name in given},
        "days": {int(day) for day in await forms.several(request, "days") if day.isdecimal()},
        "observe_holidays": "observe_holidays" in given,
    }


async def read(request: Request) -> dict[str, Any]:
    """As the API takes it."""
    given = await forms.fields(request)
    return {
        "days": [forms.number(day, "window.days") for day in await forms.several(request, "days")],
        **{name: given.get(name, "") for name in TIMES},
        "observe_holidays": "observe_holidays" in given,
        CLOSING_DAYS: given.get(CLOSING_DAYS, "").replace(",", " ").split(),
    }


async def read_own(request: Request) -> dict[str, Any] | None:
    """Of a mailbox or a campaign: days and hours of its own, or only on which days it is closed, or neither."""
    said = await read(request)
    if "own" in await forms.fields(request):
        return said
    return {CLOSING_DAYS: said[CLOSING_DAYS]} if said[CLOSING_DAYS] else None
