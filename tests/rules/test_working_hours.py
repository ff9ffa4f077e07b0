"""Working time before a deadline, in the rep's zone and calendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.rules.holidays_calendar import holiday_of, no_holidays
from engine.rules.working_hours import in_words, working_time

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        pytest.param("2026-03-03 10:00", "2026-03-03 12:30", 2.5, id="in a day"),
        pytest.param("2026-03-03 15:00", "2026-03-04 10:00", 3, id="over a night"),
        pytest.param("2026-03-06 16:00", "2026-03-07 16:00", 1, id="a friday's day of grace is one hour"),
        pytest.param("2026-03-07 09:00", "2026-03-08 22:00", 0, id="a weekend"),
        pytest.param("2026-03-03 18:00", "2026-03-04 08:00", 0, id="a night"),
        pytest.param("2026-03-27 16:00", "2026-03-30 10:00", 2, id="over the change to summer time"),
        pytest.param("2026-03-04 10:00", "2026-03-03 15:00", -3, id="overdue"),
        pytest.param("2026-03-03 12:00", "2026-03-03 12:00", 0, id="now"),
    ],
)
def test_working_time(start: str, end: str, hours: float) -> None:
    assert working_time(at(start), at(end), BERLIN, no_holidays) == timedelta(hours=hours)


def test_holidays_of_the_reps_country_do_not_count() -> None:
    thursday, saturday = at("2026-04-02 16:00"), at("2026-04-04 16:00")  # Good Friday lies between
    assert working_time(thursday, saturday, BERLIN, holiday_of("DE")) == timedelta(hours=1)
    assert working_time(thursday, saturday, BERLIN, no_holidays) == timedelta(hours=9)


def test_what_is_due_in_years_is_not_counted_for_ever() -> None:
    far = at("2300-01-01 00:00")
    assert working_time(at("2026-01-01 00:00"), far, BERLIN, no_holidays) < timedelta(hours=8 * 300)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "no"), (45, "45 min"), (200, "3 h 20 min"), (-61, "1 h 1 min"), (605, "10 h")]
)
def test_in_words(minutes: int, words: str) -> None:
    assert in_words(timedelta(minutes=minutes)) == words
