"""Openings and midnights in whole seconds since the epoch, found once and shared by all runs of a forecast."""

import math
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.rules import windows
from engine.rules.forecast.world import Place
from engine.rules.holidays_calendar import business_days_after
from engine.rules.vocabulary import HeldReason
from engine.rules.windows import Closed

NEVER = 2**62
"""Later than anything."""
DAY = timedelta(days=1)


def seconds(moment: datetime) -> int:
    return math.ceil(moment.timestamp())


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


class Wall:
    """The local days of a zone."""

    def __init__(self, zone: ZoneInfo, now: int) -> None:
        self._zone = zone
        self._first = moment(now).astimezone(zone).date()
        self._ends: list[int] = []

    def day(self, number: int) -> tuple[date, int]:
        """The day so many days after the first one, and when it ends."""
        while number >= len(self._ends):
            self._ends.append(seconds(midnight(self._first + (len(self._ends) + 1) * DAY, self._zone)))
        return self._first + number * DAY, self._ends[number]


class Clock:
    """The openings of a place, one stretch a local day and hour, up to the horizon."""

    def __init__(self, place: Place, now: int, horizon: int) -> None:
        self.place = place
        self._horizon = horizon
        self._next = moment(now).astimezone(place.zone).date()
        self._known = now
        self._opens: list[int] = []
        self._closes: list[int] = []
        self._delays: dict[tuple[int, int], int] = {}

    def stretch(self, at: int) -> tuple[int, int]:
        """The open stretch that `at` is in, else the next one; NEVER when there is none before the horizon."""
        index = self._stretch(at)
        return (self._opens[index], self._closes[index]) if index < len(self._opens) else (NEVER, NEVER)

    def left(self, at: int, end: int) -> int:
        """The open seconds between two moments."""
        self._reach(end)
        index, total = bisect_right(self._closes, at), 0
        while index < len(self._opens) and self._opens[index] < end:
            total += min(self._closes[index], end) - max(self._opens[index], at)
            index += 1
        return total

    def later(self, at: int, days: int) -> int:
        """So many business days after an open moment. Within one stretch the distance is the same for all."""
        key = (self._stretch(at), days)
        if key not in self._delays:
            due = business_days_after(moment(at), days, self.place.zone, self.place.holiday)
            self._delays[key] = seconds(due) - at
        return at + self._delays[key]

    def why_closed(self, day: date) -> HeldReason:
        """What to blame when nothing left on this day: a holiday, or the window."""
        noon = datetime.combine(day, time(12), self.place.zone)
        found = windows.state(self.place.policy, self.place.zone, noon, self.place.holiday)
        return found.reason if isinstance(found, Closed) else HeldReason.WINDOW

    def _stretch(self, at: int) -> int:
        index = bisect_right(self._closes, at)
        while index == len(self._closes) and self._known < self._horizon:
            self._reach(self._known + 1)
            index = bisect_right(self._closes, at)
        return index

    def _reach(self, until: int) -> None:
        place = self.place
        while self._known < until:
            start, end = midnight(self._next, place.zone), midnight(self._next + DAY, place.zone)
            for opens, closes in windows.open_spans(place.policy, place.zone, start, end, place.holiday):
                self._opens.append(seconds(opens))
                self._closes.append(seconds(closes))
            self._known = seconds(end)
            self._next += DAY


class Calendar:
    """Clocks by place and walls by zone."""

    def __init__(self, now: datetime, length: timedelta) -> None:
        self.now = seconds(now)
        self.horizon = self.now + length // timedelta(seconds=1)
        self._clocks: dict[Place, Clock] = {}
        self._walls: dict[ZoneInfo, Wall] = {}

    def clock(self, place: Place) -> Clock:
        if place not in self._clocks:
            self._clocks[place] = Clock(place, self.now, self.horizon)
        return self._clocks[place]

    def wall(self, zone: ZoneInfo) -> Wall:
        if zone not in self._walls:
            self._walls[zone] = Wall(zone, self.now)
        return self._walls[zone]
