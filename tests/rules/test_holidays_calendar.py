"""Holidays by country, and business days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.rules.holidays_calendar import business_days_after, holiday_of, no_holidays, public_country_known

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("country", "subdivision", "day", "expected"),
    [
        pytest.param("DE", "", "2026-12-25", "Christmas", id="christmas in germany"),
        pytest.param("deu", "", "2026-12-25", "Christmas", id="three letters, small"),
        pytest.param("UK", "", "2026-12-25", "Christmas", id="what people write for GB"),
        pytest.param("GB", "", "2026-04-06", "Easter Monday", id="nearly all of GB has a bank holiday"),
        pytest.param("GB", "", "2026-08-31", "Late Summer Bank Holiday", id="and in August"),
        pytest.param("GB", "Scotland", "2026-08-03", "Summer Bank Holiday", id="Scotland has its own"),
        pytest.param("US", "", "2026-11-26", "Thanksgiving", id="thanksgiving"),
        pytest.param("DE", "BY", "2026-01-06", "Epiphany", id="only in bavaria"),
        pytest.param("DE", "DE-BY", "2026-01-06", "Epiphany", id="the iso 3166-2 code"),
        pytest.param("DE", "Bayern", "2026-01-06", "Epiphany", id="bavaria by name"),
        pytest.param("DE", "", "2026-01-06", "", id="not in all of germany"),
        pytest.param("DE", "XX", "2026-12-25", "Christmas", id="unknown subdivision: the country's"),
        pytest.param("Atlantis", "", "2026-12-25", "", id="unknown country: none"),
        pytest.param("", "", "2026-12-25", "", id="no country: none"),
    ],
)
def test_a_countrys_holidays(country: str, subdivision: str, day: str, expected: str) -> None:
    name = holiday_of(country, subdivision)(date.fromisoformat(day))
    assert name is None if not expected else expected in (name or "")


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        pytest.param("IN", "2036-10-02", "Gandhi", id="after the last known feasts of the moon"),
        pytest.param("IN", "2000-10-02", "Gandhi", id="before the first"),
    ],
)
def test_a_year_the_library_knows_in_part(country: str, day: str, expected: str) -> None:
    holiday_of.cache_clear()  # what an earlier test asked is remembered
    assert expected in (holiday_of(country)(date.fromisoformat(day)) or "")


def test_known_countries() -> None:
    assert public_country_known("de")
    assert public_country_known("uk")
    assert not public_country_known("Atlantis")


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        pytest.param("2026-03-03 10:15", 0, "2026-03-03 10:15", id="no day later"),
        pytest.param("2026-03-03 10:15", 1, "2026-03-04 10:15", id="tuesday to wednesday"),
        pytest.param("2026-03-06 10:15", 1, "2026-03-09 10:15", id="friday to monday"),
        pytest.param("2026-03-07 10:15", 1, "2026-03-09 10:15", id="saturday to monday"),
        pytest.param("2026-03-03 10:15", 5, "2026-03-10 10:15", id="a week"),
        pytest.param("2026-12-24 10:15", 1, "2026-12-28 10:15", id="over christmas"),
        pytest.param("2026-03-27 02:30", 1, "2026-03-30 02:30", id="the same local time across the change"),
    ],
)
def test_business_days_keep_the_local_time(start: str, n: int, expected: str) -> None:
    at = datetime.fromisoformat(start).replace(tzinfo=BERLIN).astimezone(UTC)
    later = business_days_after(at, n, BERLIN, holiday_of("DE"))
    assert later.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") == expected
    assert later.tzinfo is UTC


def test_a_local_time_that_is_skipped_moves_forward() -> None:
    # Cairo changes on fridays: on 2026-04-24 there is no 00:30.
    cairo = ZoneInfo("Africa/Cairo")
    start = datetime(2026, 4, 23, 0, 30, tzinfo=cairo)
    assert business_days_after(start, 1, cairo, no_holidays).astimezone(cairo).strftime("%d %H:%M") == "24 01:30"


def test_a_calendar_without_business_days_does_not_count_for_ever() -> None:
    start = datetime(2026, 3, 3, 9, tzinfo=UTC)
    later = business_days_after(start, 1, ZoneInfo("UTC"), lambda day: "eternal sunday")
    assert later.date() == date(2027, 3, 5)
