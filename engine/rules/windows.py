"""When a mail may leave, seen from the recipient's clock (M15): days, hours, holidays, daylight saving."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from engine.errors import Invalid
from engine.rules.holidays_calendar import Holiday, no_holidays
from engine.rules.vocabulary import HeldReason

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SEARCH = timedelta(days=400)  # a policy that opens once a year (and that day a holiday this year) is still found
LOOK_BACK = timedelta(days=31)
"""How far back it is told since when a window is closed: each line is asked for it."""
SHORTEST = timedelta(minutes=5)
"""A window that is open for less a day lets next to nothing out, while it looks as if it did."""
DAY = timedelta(days=1)
END_OF_DAY = "24:00"
TICK = timedelta(seconds=1)  # offset changes happen on whole seconds

Span = tuple[datetime, datetime]
Hours = tuple[timedelta, timedelta]
"""From and to, since the wall clock's midnight."""
MIDNIGHT = time()


@dataclass(frozen=True)
class WindowPolicy:
    """Days are Monday=0. Open from `opens` to `closes` (midnight: the end of the day) but not from `quiet_from` to
    `quiet_until` (equal: always).

    M15: before 9:00 or after 17:00, not on Mondays or Fridays, Sundays are fine; nobody mails at night.
    """

    days: frozenset[int] = frozenset({1, 2, 3, 6})
    opens: time = time(6)
    quiet_from: time = time(9)
    quiet_until: time = time(17)
    closes: time = time(21)
    observe_holidays: bool = True
    closing_days: frozenset[date] = frozenset()

    @cached_property
    def hours(self) -> tuple[Hours, ...]:
        """The open stretches of an open day, in order."""
        opens, closes = _since_midnight(self.opens), _since_midnight(self.closes) or DAY
        quiet_from, quiet_until = _since_midnight(self.quiet_from), _since_midnight(self.quiet_until)
        if quiet_from >= quiet_until:
            return ((opens, closes),)
        both = ((opens, min(quiet_from, closes)), (max(quiet_until, opens), closes))
        return tuple((start, end) for start, end in both if start < end)

    @cached_property
    def length(self) -> timedelta:
        """How long an ordinary open day is open."""
        return sum((end - start for start, end in self.hours), timedelta())

    def closed_by(self, day: date, holiday: Holiday) -> str | None:
        """The name of what closes this otherwise open day."""
        if day in self.closing_days:
            return "closing day"
        return holiday(day) if self.observe_holidays else None

    def describe(self) -> str:
        days = ", ".join(DAY_NAMES[day] for day in sorted(self.days))
        hours = " and ".join(f"{_told(start)}-{_told(end)}" for start, end in self.hours)
        return f"{days} {hours}"


@dataclass(frozen=True)
class Open:
    until: datetime


@dataclass(frozen=True)
class Closed:
    """`until` is the next opening in UTC."""

    reason: HeldReason
    until: datetime
    detail: str


# --- asking ---------------------------------------------------------------------------------------------------


def is_open(policy: WindowPolicy, zone: ZoneInfo, now: datetime, holiday: Holiday) -> bool:
    """What the recipient's clock on the wall says decides; in a repeated hour it says the same twice."""
    local = now.astimezone(zone)
    if local.weekday() not in policy.days or policy.closed_by(local.date(), holiday):
        return False
    wall = _since_midnight(local.time())
    return any(start <= wall < end for start, end in policy.hours)


def state(policy: WindowPolicy, zone: ZoneInfo, now: datetime, holiday: Holiday, derived: str = "") -> Open | Closed:
    """`derived` says how the zone is known when nobody said it (engine.rules.zones)."""
    start, end = _next_span(policy, zone, now, holiday)
    if start <= now < end:
        return Open(until=end)
    reason, why = _why_closed(policy, now.astimezone(zone).date(), holiday)
    if start == end:
        return Closed(reason, start, f"{why}; no opening within {SEARCH.days} days")
    skipped = _skipped(policy, zone, now, start, holiday)
    opens = start.astimezone(zone)
    where = f"{zone.key} ({derived})" if derived else zone.key
    detail = f"{why}; opens {DAY_NAMES[opens.weekday()]} {opens:%Y-%m-%d %H:%M} {where}{skipped}"
    return Closed(reason, start, detail)


def next_opening(policy: WindowPolicy, zone: ZoneInfo, now: datetime, holiday: Holiday) -> datetime:
    """The first open moment at or after `now`, in UTC; `now` + 400 days when there is none before that."""
    return _next_span(policy, zone, now, holiday)[0]


def last_turn(policy: WindowPolicy, zone: ZoneInfo, now: datetime, holiday: Holiday) -> datetime | None:
    """When it last opened, if it is open, or closed; None when it was closed for all of the time that is looked at."""
    last = None
    for start, end in _spans(policy, zone, now - LOOK_BACK, now + TICK, holiday):
        last = start if end > now else end
    return last


def open_time(
    policy: WindowPolicy, zone: ZoneInfo, start: datetime, end: datetime, holiday: Holiday = no_holidays
) -> timedelta:
    """How long the window is open between two instants."""
    return sum((to - at for at, to in _spans(policy, zone, start, end, holiday)), timedelta())


def open_spans(policy: WindowPolicy, zone: ZoneInfo, start: datetime, end: datetime, holiday: Holiday) -> list[Span]:
    """The open stretches between two instants in UTC, in order."""
    return list(_spans(policy, zone, start, end, holiday))


def _next_span(policy: WindowPolicy, zone: ZoneInfo, now: datetime, holiday: Holiday) -> Span:
    horizon = now.astimezone(UTC) + SEARCH
    return next(_spans(policy, zone, now, horizon, holiday), (horizon, horizon))


def _why_closed(policy: WindowPolicy, today: date, holiday: Holiday) -> tuple[HeldReason, str]:
    name = policy.closed_by(today, holiday) if today.weekday() in policy.days else None
    if name:
        return HeldReason.HOLIDAY, f"{today} is a holiday there ({name})"
    return HeldReason.WINDOW, f"outside the window ({policy.describe()})"


def _skipped(policy: WindowPolicy, zone: ZoneInfo, now: datetime, until: datetime, holiday: Holiday) -> str:
    """Says which later days would have been open if they were not holidays."""
    day, last = now.astimezone(zone).date() + DAY, until.astimezone(zone).date()
    named = []
    while day < last:
        if day.weekday() in policy.days and (name := policy.closed_by(day, holiday)):
            named.append(f"{day} ({name})")
        day += DAY
    return f", after {', '.join(named)}" if named else ""


def _since_midnight(wall: time) -> timedelta:
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond)


def _told(since_midnight: timedelta) -> str:
    hours, minutes = divmod(since_midnight // timedelta(minutes=1), 60)
    return f"{hours:02}:{minutes:02}"


# --- instants -------------------------------------------------------------------------------------------------


def _spans(policy: WindowPolicy, zone: ZoneInfo, start: datetime, end: datetime, holiday: Holiday) -> Iterator[Span]:
    """The open stretches between two instants in UTC, in order, touching ones joined."""
    pending: Span | None = None
    for piece in _pieces(policy, zone, start.astimezone(UTC), end.astimezone(UTC), holiday):
        if pending and pending[1] == piece[0]:
            pending = (pending[0], piece[1])
        else:
            if pending:
                yield pending
            pending = piece
    if pending:
        yield pending


def _pieces(policy: WindowPolicy, zone: ZoneInfo, start: datetime, end: datetime, holiday: Holiday) -> Iterator[Span]:
    """Within a stretch of constant UTC offset wall time is a mere shift, so gaps and repeats cannot go wrong."""
    for begin, stop, offset in _constant_offsets(zone, start, end):
        day = (begin + offset).date()
        while day <= (stop + offset).date():
            if day.weekday() in policy.days and not policy.closed_by(day, holiday):
                for opens, closes in policy.hours:
                    at = max(begin, datetime.combine(day, MIDNIGHT, UTC) + opens - offset)
                    to = min(stop, datetime.combine(day, MIDNIGHT, UTC) + closes - offset)
                    if at < to:
                        yield at, to
            day += DAY


def _constant_offsets(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Cut [start, end) into pieces of at most a day with one offset each. No zone changes twice within a day."""
    while start < end:
        stop = min(start + DAY, end)
        before, after = _offset(zone, start), _offset(zone, stop)
        if before != after:
            stop = _change(zone, start, stop, before)
        yield start, stop, before
        start = stop


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _change(zone: ZoneInfo, low: datetime, high: datetime, before: timedelta) -> datetime:
    """The first whole second after `low` at which the offset is no longer `before`; `high` is past it."""
    base = low.replace(microsecond=0)
    steps = -((base - high) // TICK)
    same, other = 0, steps
    while other - same > 1:
        middle = (same + other) // 2
        if _offset(zone, base + middle * TICK) == before:
            same = middle
        else:
            other = middle
    return min(base + other * TICK, high)


# --- zones ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """Those of the IANA list. A machine's own files have other names, too: of leap seconds, or of where it stands."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


@lru_cache(maxsize=1024)
def zone_of(name: str, field: str = "time_zone") -> ZoneInfo:
    if name not in known_zones():
        raise unknown_zone(name, field)
    return ZoneInfo(name)


def unknown_zone(name: str, field: str) -> Invalid:
    close = _closest(name, known_zones() - {name})
    remedy = f"Did you mean {close}?" if close else "Use a name of the IANA list, e.g. Europe/Berlin."
    return Invalid(f"{name!r} is not a time zone.", field=field, remedy=remedy)


def _closest(name: str, known: Iterable[str]) -> str:
    by_lower = {one.lower(): one for one in known}
    found = difflib.get_close_matches(name.strip().lower().replace(" ", "_"), by_lower, n=1, cutoff=0.75)
    return by_lower[found[0]] if found else ""


# --- in and out of JSON ---------------------------------------------------------------------------------------


def parse(values: Mapping[str, object], field: str = "window") -> WindowPolicy:
    """A policy from its JSON form; what is left out has its default."""
    _refuse_unknown(values, field)
    read = {name: READERS[name](value, f"{field}.{name}") for name, value in values.items()}
    policy = WindowPolicy(**read)  # type: ignore[arg-type] # READERS has the right type under each name
    _refuse_never_open(policy, field)
    return policy


def united(*owners: tuple[str, Mapping[str, object] | None]) -> WindowPolicy:
    """Of several owners, by name and the narrowest first, the first that says more than closing days counts; but a day
    that any of them closes is closed."""
    said = [(f"{owner}.window", values) for owner, values in owners if values]
    hours = next(((field, values) for field, values in said if set(values) - {"closing_days"}), None)
    closed = [
        _read_dates(values["closing_days"], f"{field}.closing_days")
        for field, values in said
        if "closing_days" in values
    ]
    policy = parse(hours[1], hours[0]) if hours else WindowPolicy()
    return replace(policy, closing_days=frozenset().union(*closed))


def dump(policy: WindowPolicy) -> dict[str, object]:
    """The JSON form, which `parse` reads back."""
    return {
        "days": sorted(policy.days),
        "opens": _clock(policy.opens),
        "quiet_from": _clock(policy.quiet_from),
        "quiet_until": _clock(policy.quiet_until),
        "closes": _end(policy.closes),
        "observe_holidays": policy.observe_holidays,
        "closing_days": [day.isoformat() for day in sorted(policy.closing_days)],
    }


def _clock(at: time) -> str:
    return at.isoformat("minutes" if at == at.replace(second=0, microsecond=0) else "auto")


def _end(at: time) -> str:
    return _clock(at) if at != MIDNIGHT else END_OF_DAY


def _refuse_unknown(values: Mapping[str, object], field: str) -> None:
    for name in values:
        if name not in READERS:
            raise Invalid(
                f"There is no setting {name!r}.",
                field=f"{field}.{name}",
                remedy=f"Use one of {', '.join(READERS)}.",
            )


def _refuse_never_open(policy: WindowPolicy, field: str) -> None:
    if policy.closes != MIDNIGHT and policy.opens >= policy.closes:
        raise Invalid(
            f"The window opens at {_clock(policy.opens)} and closes at {_clock(policy.closes)}.",
            field=f"{field}.closes",
            remedy=f"Set closes later than opens: no window passes midnight, {END_OF_DAY} is the end of its day.",
        )
    if policy.quiet_from > policy.quiet_until:
        raise Invalid(
            f"The quiet time ends at {_clock(policy.quiet_until)}, before it begins.",
            field=f"{field}.quiet_until",
            remedy="Set it later than quiet_from, or equal to it for no quiet time.",
        )
    if policy.length < SHORTEST:
        raise Invalid(
            "The window is open for less than five minutes a day, so next to nothing could ever leave.",
            field=f"{field}.quiet_from",
            remedy="Shorten the quiet time, or open earlier or close later.",
        )


def _read_days(value: object, field: str) -> frozenset[int]:
    days = frozenset(_read_day(one, field) for one in _items(value, field))
    if not days:
        raise Invalid("No day is open.", field=field, remedy="Name at least one day, e.g. Tue.")
    return days


def _read_day(value: object, field: str) -> int:
    if isinstance(value, str) and value.strip()[:3].title() in DAY_NAMES:
        return DAY_NAMES.index(value.strip()[:3].title())
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(DAY_NAMES):
        return value
    raise Invalid(f"{value!r} is not a day.", field=field, remedy="Use 0 (Monday) to 6 (Sunday), or Mon to Sun.")


def _read_time(value: object, field: str) -> time:
    try:
        at = value if isinstance(value, time) else time.fromisoformat(str(value).strip())
    except ValueError as problem:
        raise Invalid(f"{value!r} is not a time of day.", field=field, remedy="Write it like 17:00.") from problem
    if at.tzinfo is not None:
        raise Invalid(
            f"{value!r} carries a time zone.", field=field, remedy="Write 17:00; the recipient's zone is used."
        )
    return at


def _read_end(value: object, field: str) -> time:
    return MIDNIGHT if str(value).strip() in {END_OF_DAY, f"{END_OF_DAY}:00"} else _read_time(value, field)


def _read_flag(value: object, field: str) -> bool:
    if isinstance(value, bool):
        return value
    raise Invalid(f"{value!r} is neither true nor false.", field=field, remedy="Use true or false.")


def _read_dates(value: object, field: str) -> frozenset[date]:
    return frozenset(_read_date(one, field) for one in _items(value, field))


def _read_date(value: object, field: str) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(str(value).strip())
    except ValueError as problem:
        raise Invalid(f"{value!r} is not a date.", field=field, remedy="Write it like 2026-12-24.") from problem


def _items(value: object, field: str) -> list[object]:
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    raise Invalid(f"{value!r} is not a list.", field=field, remedy="Give a list, e.g. [1, 2].")


READERS: dict[str, Callable[[object, str], object]] = {
    "days": _read_days,
    "opens": _read_time,
    "quiet_from": _read_time,
    "quiet_until": _read_time,
    "closes": _read_end,
    "observe_holidays": _read_flag,
    "closing_days": _read_dates,
}
assert list(READERS) == [one.name for one in fields(WindowPolicy)]
