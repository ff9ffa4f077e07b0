"""The judge's own rules of windows and caps, by the clock on the wall."""

from datetime import UTC, date, datetime

import pytest

from offhours.chaos.reference import HOME, cap_on, local_day, window_is_open, zone_of
from offhours.chaos.seed import METHOD, PLACES, WORKDAYS

OPEN, CLOSED = True, False


@pytest.mark.parametrize(
    ("window", "zone", "country", "at", "answer"),
    [
        pytest.param(METHOD, "Europe/Berlin", "DE", "2026-03-24 05:00", OPEN, id="tuesday, six in Berlin"),
        pytest.param(METHOD, "Europe/Berlin", "DE", "2026-03-24 08:00", CLOSED, id="tuesday, nine: working hours"),
        pytest.param(METHOD, "Europe/Berlin", "DE", "2026-03-23 05:00", CLOSED, id="a monday"),
        pytest.param(
            METHOD, "Europe/Berlin", "DE", "2026-03-29 04:00", OPEN, id="sunday, six after the clocks went on"
        ),
        pytest.param(METHOD, "Europe/Berlin", "DE", "2026-03-29 19:00", CLOSED, id="sunday, nine in the evening"),
        pytest.param(WORKDAYS, "America/New_York", "US", "2026-03-24 11:00", OPEN, id="seven in New York"),
        pytest.param(WORKDAYS, "America/New_York", "US", "2026-03-24 10:59", CLOSED, id="not yet seven"),
        pytest.param(WORKDAYS, "America/New_York", "US", "2026-03-24 16:30", CLOSED, id="lunch"),
        pytest.param(WORKDAYS, "Europe/Berlin", "DE", "2026-04-03 09:00", CLOSED, id="Good Friday"),
        pytest.param(WORKDAYS, "Asia/Tokyo", "JP", "2026-03-23 22:30", OPEN, id="already tuesday in Tokyo"),
    ],
)
def test_a_window_is_open_by_the_recipients_clock(
    window: dict[str, object], zone: str, country: str, at: str, answer: bool
) -> None:
    assert window_is_open(window, zone, country, datetime.fromisoformat(at).replace(tzinfo=UTC)) is answer


@pytest.mark.parametrize(
    ("cap", "started", "expected"),
    [
        pytest.param(60, None, 60, id="no ramp"),
        pytest.param(120, None, 100, id="nobody sends more than a hundred"),
        pytest.param(15, "2026-03-24", 15, id="below where a ramp begins"),
        pytest.param(60, "2026-03-24", 20, id="the first day"),
        pytest.param(60, "2026-03-10", 40, id="half of the four weeks"),
        pytest.param(60, "2026-02-01", 60, id="warm"),
        pytest.param(60, "2026-04-01", 20, id="not begun"),
    ],
)
def test_a_cap_grows_over_four_weeks(cap: int, started: str | None, expected: int) -> None:
    assert cap_on(date(2026, 3, 24), cap, date.fromisoformat(started) if started else None) == expected


def test_a_day_is_the_mailboxs_own() -> None:
    assert local_day("Asia/Tokyo", datetime(2026, 3, 24, 16, tzinfo=UTC)) == date(2026, 3, 25)


@pytest.mark.parametrize(
    ("known", "zone"),
    [
        (("Asia/Tokyo", "Europe/Berlin", "US", "Europe/London"), "Asia/Tokyo"),
        (("", "Europe/Berlin", "US", "Europe/London"), "Europe/Berlin"),
        (("", "", "US", "Europe/London"), "America/New_York"),
        (("", "", "", "Europe/London"), "Europe/London"),
    ],
)
def test_a_zone_is_whose_word_is_best(known: tuple[str, str, str, str], zone: str) -> None:
    assert zone_of(*known) == zone


def test_every_country_of_the_world_has_a_home() -> None:
    assert {country for _, country in PLACES} == set(HOME)
