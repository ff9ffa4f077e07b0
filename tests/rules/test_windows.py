"""When a mail may leave, as tables in words and against a slow reference that asks every minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.holidays_calendar import holiday_of, no_holidays
from engine.rules.vocabulary import HeldReason
from engine.rules.windows import (
    SEARCH,
    Closed,
    Open,
    WindowPolicy,
    dump,
    is_open,
    last_turn,
    next_opening,
    open_time,
    parse,
    state,
    united,
)

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
SAMOA = ZoneInfo("Pacific/Apia")
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Casablanca",
    "UTC",
]
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
EVERY_DAY = frozenset(range(7))
ALL_DAY = WindowPolicy(days=EVERY_DAY, opens=time(0), closes=time(23, 59), quiet_from=time(12), quiet_until=time(12))


def local(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-03-03 05:59", False, id="tuesday, before anybody is up"),
        pytest.param("2026-03-03 06:00", True, id="tuesday, the window opens"),
        pytest.param("2026-03-03 08:59", True, id="tuesday, just before nine"),
        pytest.param("2026-03-03 09:00", False, id="tuesday, nine"),
        pytest.param("2026-03-03 16:59", False, id="tuesday, still office hours"),
        pytest.param("2026-03-03 17:00", True, id="tuesday, five"),
        pytest.param("2026-03-03 20:59", True, id="tuesday evening"),
        pytest.param("2026-03-03 21:00", False, id="tuesday night"),
        pytest.param("2026-03-02 08:00", False, id="monday"),
        pytest.param("2026-03-06 08:00", False, id="friday"),
        pytest.param("2026-03-07 08:00", False, id="saturday"),
        pytest.param("2026-03-08 08:00", True, id="sundays are fine"),
        pytest.param("2026-10-03 08:00", False, id="a saturday that is also a holiday"),
        pytest.param("2026-05-14 08:00", False, id="ascension day, a thursday"),
    ],
)
def test_the_default_is_the_methods_window(moment: str, expected: bool) -> None:
    assert is_open(WindowPolicy(), BERLIN, local(moment), holiday_of("DE")) is expected


def test_the_recipients_clock_decides_not_the_senders() -> None:
    noon_in_berlin = local("2026-03-03 12:30")
    assert not is_open(WindowPolicy(), BERLIN, noon_in_berlin, no_holidays)
    assert is_open(WindowPolicy(), NEW_YORK, noon_in_berlin, no_holidays)


def test_an_open_window_says_until_when() -> None:
    assert state(WindowPolicy(), BERLIN, local("2026-03-03 08:00"), no_holidays) == Open(local("2026-03-03 09:00"))


def test_a_closed_window_says_why_and_until_when() -> None:
    closed = state(WindowPolicy(), BERLIN, local("2026-03-05 21:30"), no_holidays)
    assert closed == Closed(
        HeldReason.WINDOW,
        local("2026-03-08 06:00"),
        "outside the window (Tue, Wed, Thu, Sun 06:00-09:00 and 17:00-21:00); opens Sun 2026-03-08 06:00 Europe/Berlin",
    )


def test_a_holiday_is_named() -> None:
    closed = state(WindowPolicy(), BERLIN, local("2026-05-14 08:00"), holiday_of("DE"))
    assert isinstance(closed, Closed)
    assert (closed.reason, closed.until) == (HeldReason.HOLIDAY, local("2026-05-17 06:00"))
    assert "Ascension" in closed.detail


def test_holidays_on_the_way_to_the_next_opening_are_named() -> None:
    policy = WindowPolicy(days=frozenset({3, 4}))
    closed = state(policy, BERLIN, local("2026-12-24 22:00"), holiday_of("DE"))
    assert isinstance(closed, Closed)
    assert closed.reason is HeldReason.WINDOW
    assert closed.detail.endswith("opens Thu 2026-12-31 06:00 Europe/Berlin, after 2026-12-25 (Christmas Day)")


def test_holidays_can_be_worked_through() -> None:
    assert is_open(WindowPolicy(observe_holidays=False), BERLIN, local("2026-05-14 08:00"), holiday_of("DE"))


def test_a_closing_day_of_the_workspace_closes_even_where_it_is_no_holiday() -> None:
    policy = WindowPolicy(closing_days=frozenset({date(2026, 3, 3)}), observe_holidays=False)
    closed = state(policy, BERLIN, local("2026-03-03 08:00"), no_holidays)
    assert isinstance(closed, Closed)
    assert (closed.reason, closed.until) == (HeldReason.HOLIDAY, local("2026-03-04 06:00"))


def test_a_policy_that_never_opens_is_said_so_after_400_days() -> None:
    now = local("2026-03-03 08:00")
    closed = state(WindowPolicy(), BERLIN, now, lambda day: "eternal sunday")
    assert isinstance(closed, Closed)
    assert closed.until == now + SEARCH
    assert "no opening within 400 days" in closed.detail
    assert next_opening(WindowPolicy(), BERLIN, now, lambda day: "eternal sunday") == now + SEARCH


def test_the_next_opening_of_an_open_window_is_now() -> None:
    now = local("2026-03-03 08:00")
    assert next_opening(WindowPolicy(), BERLIN, now, no_holidays) == now


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param({"quiet_from": time(0), "quiet_until": time(7)}, [(7, 21)], id="quiet before it opens"),
        pytest.param({"quiet_from": time(20), "quiet_until": time(23)}, [(6, 20)], id="quiet until after it closes"),
        pytest.param({"quiet_from": time(9), "quiet_until": time(9)}, [(6, 21)], id="no quiet time"),
        pytest.param({}, [(6, 9), (17, 21)], id="the default"),
        pytest.param({"closes": time(0)}, [(6, 9), (17, 24)], id="to the end of the day"),
    ],
)
def test_quiet_time_is_cut_out_of_the_day(hours: dict[str, time], expected: list[tuple[int, int]]) -> None:
    assert [(start / HOUR, end / HOUR) for start, end in WindowPolicy(**hours).hours] == expected


def test_a_window_that_ends_with_the_day_goes_on_with_the_next() -> None:
    policy = parse(
        {"days": ["Tue", "Wed"], "opens": "00:00", "quiet_from": "09:00", "quiet_until": "17:00", "closes": "24:00"}
    )
    assert policy.describe() == "Tue, Wed 00:00-09:00 and 17:00-24:00"
    assert dump(policy)["closes"] == "24:00"
    last = local("2026-03-03 23:59")
    assert is_open(policy, BERLIN, last + timedelta(seconds=59), no_holidays)
    assert state(policy, BERLIN, last, no_holidays) == Open(local("2026-03-04 09:00"))
    assert state(policy, BERLIN, local("2026-03-04 23:59"), no_holidays) == Open(local("2026-03-05 00:00"))
    assert policy.length == timedelta(hours=16)


def test_a_day_that_any_owner_closes_is_closed_whoever_says_the_hours() -> None:
    firm, box, drive = (
        {"opens": "07:00", "closing_days": ["2026-03-03"]},
        {"opens": "08:00", "closing_days": ["2026-03-04"]},
        {"opens": "08:30", "closing_days": []},
    )
    policy = united(("campaign", drive), ("mailbox", box), ("workspace", firm))
    closed = frozenset({date(2026, 3, 3), date(2026, 3, 4)})
    assert policy == WindowPolicy(opens=time(8, 30), closing_days=closed)
    assert united(("campaign", None), ("mailbox", {}), ("workspace", firm)) == parse(firm)
    assert united(("campaign", None)) == WindowPolicy()
    christmas = {"closing_days": ["2026-12-24"]}
    of_the_firm = WindowPolicy(opens=time(7), closing_days=frozenset({date(2026, 3, 3), date(2026, 12, 24)}))
    assert united(("mailbox", christmas), ("workspace", firm)) == of_the_firm, "no hours are said by closing days"
    with pytest.raises(Invalid) as caught:
        united(("campaign", drive), ("mailbox", {"closing_days": ["soon"]}))
    assert caught.value.field == "mailbox.window.closing_days"


@pytest.mark.parametrize(
    ("now", "turned"),
    [
        pytest.param("2026-03-04T08:00", "2026-03-04T06:00", id="open since it opened"),
        pytest.param("2026-03-04T06:00", "2026-03-04T06:00", id="since this moment"),
        pytest.param("2026-03-04T12:00", "2026-03-04T09:00", id="closed since the quiet time began"),
        pytest.param("2026-03-07T12:00", "2026-03-05T21:00", id="closed since days ago"),
    ],
)
def test_it_is_told_when_the_window_last_opened_or_closed(now: str, turned: str) -> None:
    assert last_turn(WindowPolicy(), BERLIN, local(now), no_holidays) == local(turned)


def test_a_window_that_was_not_open_for_long_tells_no_turn() -> None:
    closed = replace(
        WindowPolicy(), closing_days=frozenset(date(2026, 1, 1) + timedelta(days=number) for number in range(90))
    )
    assert last_turn(closed, BERLIN, local("2026-03-20T12:00"), no_holidays) is None


# --- daylight saving ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "day", "zone", "expected"),
    [
        pytest.param(
            {"opens": time(2, 30), "closes": time(4)},
            "2026-03-29",
            BERLIN,
            [("2026-03-29T01:00", "2026-03-29T02:00")],
            id="opens in the hour that spring skips: open from the first moment after it",
        ),
        pytest.param(
            {"opens": time(2), "closes": time(2, 30)},
            "2026-03-29",
            BERLIN,
            [],
            id="lies wholly in the hour that spring skips: not that day",
        ),
        pytest.param(
            {"opens": time(1), "closes": time(4)},
            "2026-10-25",
            BERLIN,
            [("2026-10-24T23:00", "2026-10-25T03:00")],
            id="around the hour that autumn repeats: one stretch, an hour longer",
        ),
        pytest.param(
            {"opens": time(2, 30), "closes": time(4)},
            "2026-10-25",
            BERLIN,
            [("2026-10-25T00:30", "2026-10-25T01:00"), ("2026-10-25T01:30", "2026-10-25T03:00")],
            id="opens within the repeated hour: shut while the clock shows 2:00 again",
        ),
        pytest.param(
            {"opens": time(6), "closes": time(9)},
            "2011-12-30",
            SAMOA,
            [],
            id="the friday that Samoa left out",
        ),
    ],
)
def test_gaps_and_repeats_follow_the_clock_on_the_wall(
    policy: dict[str, time], day: str, zone: ZoneInfo, expected: list[tuple[str, str]]
) -> None:
    window = WindowPolicy(days=EVERY_DAY, quiet_from=time(12), quiet_until=time(12), **policy)
    on = date.fromisoformat(day)
    start = datetime.combine(on, time(0), zone).astimezone(UTC)
    end = datetime.combine(on + timedelta(days=1), time(0), zone).astimezone(UTC)
    stretches = []
    while (current := state(window, zone, start, no_holidays)) and start < end:
        if isinstance(current, Open):
            stretches.append((start, current.until))
        start = current.until
    assert stretches == [(utc(a), utc(b)) for a, b in expected]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param("2026-03-28", 7, id="an ordinary saturday"),
        pytest.param("2026-03-29", 7, id="the day the clocks go forward, outside the window"),
    ],
)
def test_open_time_of_a_day(day: str, hours: int) -> None:
    policy = WindowPolicy(days=EVERY_DAY)
    start = local(f"{day} 00:00")
    assert open_time(policy, BERLIN, start, start + timedelta(hours=24)) == timedelta(hours=hours)


def test_open_time_is_longer_on_the_day_the_clocks_go_back() -> None:
    start, end = local("2026-10-25 00:00"), local("2026-10-26 00:00")
    assert open_time(ALL_DAY, BERLIN, start, end) == timedelta(hours=24, minutes=59)


def test_no_time_is_open_between_an_end_and_its_start() -> None:
    assert open_time(ALL_DAY, BERLIN, local("2026-03-04 08:00"), local("2026-03-03 08:00")) == timedelta()


CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def policies(draw: st.DrawFn) -> WindowPolicy:
    opens, closes = sorted(draw(st.lists(CLOCK, min_size=2, max_size=2, unique=True)))
    quiet_from, quiet_until = sorted((draw(CLOCK), draw(CLOCK)))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return WindowPolicy(days=days, opens=opens, closes=closes, quiet_from=quiet_from, quiet_until=quiet_until)


# Around the changes of 2026 and 2011 (St John's changed at 00:01 then, Samoa lost a day), and anywhere.
STARTS = st.one_of(
    st.sampled_from(["2026-03-28T12:00", "2026-10-24T20:00", "2026-03-07T20:00", "2026-10-31T18:00"]),
    st.sampled_from(["2011-11-05T12:00", "2011-03-12T12:00", "2011-12-29T20:00", "2026-04-04T02:00"]),
).map(utc)


@settings(max_examples=60, deadline=None)
@given(policies(), st.sampled_from(ZONES), STARTS, st.integers(0, 3000))
def test_the_computed_edges_are_those_of_a_clock_watched_every_minute(
    policy: WindowPolicy, zone_name: str, start: datetime, later: int
) -> None:
    zone, now = ZoneInfo(zone_name), start + later * MINUTE
    minutes = [is_open(policy, zone, now + step * MINUTE, no_holidays) for step in range(36 * 60)]
    current = state(policy, zone, now, no_holidays)
    assert isinstance(current, Open) is minutes[0]
    change = next((step for step, opened in enumerate(minutes) if opened is not minutes[0]), None)
    if change is None:
        assert current.until >= now + len(minutes) * MINUTE
    else:
        assert current.until == now + change * MINUTE
    assert open_time(policy, zone, now, now + len(minutes) * MINUTE) == sum(minutes) * MINUTE


@settings(max_examples=100, deadline=None)
@given(policies(), st.sampled_from(ZONES), st.integers(0, 15 * 366 * 1440))
def test_what_is_announced_as_the_next_opening_is_open(policy: WindowPolicy, zone_name: str, later: int) -> None:
    zone, now = ZoneInfo(zone_name), utc("2020-01-01T00:00") + later * MINUTE
    opening = next_opening(policy, zone, now, holiday_of("DE"))
    assert opening >= now
    assert is_open(policy, zone, opening, holiday_of("DE")) or opening == now + SEARCH
