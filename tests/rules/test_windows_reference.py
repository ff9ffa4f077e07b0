"""Windows against a clock that is watched every minute: any zone, any moment of twenty years, any policy."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, given
from hypothesis import strategies as st

from engine.rules.holidays_calendar import holiday_of
from engine.rules.vocabulary import HeldReason
from engine.rules.windows import (
    DAY,
    SEARCH,
    SHORTEST,
    Open,
    WindowPolicy,
    dump,
    is_open,
    next_opening,
    open_time,
    parse,
    state,
)
from tests.support.depth import looking

MINUTE = timedelta(minutes=1)
FIRST, LAST = datetime(2016, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones())
WALKED = 9 * 24 * 60  # minutes; a policy that opens one day a week is met in it, holidays set aside

CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
MOMENTS = st.integers(0, (LAST - FIRST) // MINUTE).map(lambda minutes: FIRST + minutes * MINUTE)
COUNTRIES = st.sampled_from(["", "DE", "US", "JP", "IL", "BR", "IN", "SA"])


@st.composite
def policies(draw: st.DrawFn, near: datetime) -> WindowPolicy:
    """One that the settings take, with closing days among the days around."""
    opens, closes = sorted(draw(st.lists(CLOCK, min_size=2, max_size=2, unique=True)))
    quiet_from, quiet_until = sorted((draw(CLOCK), draw(CLOCK)))
    around = st.integers(-2, 8).map(lambda days: (near + timedelta(days=days)).date())
    policy = WindowPolicy(
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        opens=opens,
        closes=closes,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        observe_holidays=draw(st.booleans()),
        closing_days=draw(st.frozensets(around, max_size=3)),
    )
    return policy if policy.hours else WindowPolicy(policy.days, opens, opens, opens, closes)


@st.composite
def cases(draw: st.DrawFn) -> tuple[datetime, ZoneInfo, WindowPolicy, str]:
    """Half of the moments lie within a day of a change of the zone's clocks, where it has one that year."""
    zone, now = ZoneInfo(draw(st.sampled_from(ZONES))), draw(MOMENTS)
    if draw(st.booleans()):
        now = next(
            (
                now + hours * timedelta(hours=1) - draw(st.integers(0, 1440)) * MINUTE
                for hours in range(0, 366 * 24, 6)
                if (now + timedelta(hours=hours)).astimezone(zone).utcoffset() != now.astimezone(zone).utcoffset()
            ),
            now,
        )
    return now, zone, draw(policies(now)), draw(COUNTRIES)


def obviously_open(policy: WindowPolicy, zone: ZoneInfo, now: datetime, closed: set[date]) -> bool:
    """What the clock on the wall shows, compared with what the policy says, and nothing clever."""
    wall = now.astimezone(zone)
    shows = wall.hour * 60 + wall.minute

    def minutes(at: time) -> int:
        return at.hour * 60 + at.minute

    return (
        wall.weekday() in policy.days
        and wall.date() not in closed
        and minutes(policy.opens) <= shows < minutes(policy.closes)
        and not minutes(policy.quiet_from) <= shows < minutes(policy.quiet_until)
    )


@looking(60)
@given(cases())
def test_openings_and_closings_are_those_of_a_watched_clock(case: tuple[datetime, ZoneInfo, WindowPolicy, str]) -> None:
    now, zone, policy, country = case
    holiday = holiday_of(country)
    days = [now.astimezone(zone).date() + number * DAY for number in range(-1, 12)]
    closed = {day for day in days if day in policy.closing_days or (policy.observe_holidays and holiday(day))}
    watched = [obviously_open(policy, zone, now + step * MINUTE, closed) for step in range(WALKED)]

    current, opening = state(policy, zone, now, holiday), next_opening(policy, zone, now, holiday)
    assert is_open(policy, zone, now, holiday) is isinstance(current, Open) is watched[0]
    change = next((step for step, opened in enumerate(watched) if opened is not watched[0]), None)
    if change is not None:
        assert current.until == now + change * MINUTE
    else:
        assert current.until >= now + WALKED * MINUTE
    if watched[0]:
        assert opening == now
    else:
        assert opening == current.until
    assert open_time(policy, zone, now, now + WALKED * MINUTE, holiday) == sum(watched) * MINUTE


@looking(150)
@given(cases())
def test_what_waits_for_an_opening_may_leave_then_and_not_a_minute_before(
    case: tuple[datetime, ZoneInfo, WindowPolicy, str],
) -> None:
    now, zone, policy, country = case
    holiday = holiday_of(country)
    current = state(policy, zone, now, holiday, "by the country")
    if isinstance(current, Open):
        assert not is_open(policy, zone, current.until, holiday)
        assert is_open(policy, zone, current.until - MINUTE, holiday) or current.until - now < MINUTE
        return
    assert current.reason in {HeldReason.WINDOW, HeldReason.HOLIDAY}
    if current.until < now + SEARCH:
        assert is_open(policy, zone, current.until, holiday)
        assert not is_open(policy, zone, current.until - MINUTE, holiday)
        assert f"{zone.key} (by the country)" in current.detail


@looking(150)
@given(cases())
def test_a_policy_survives_its_json_form(case: tuple[datetime, ZoneInfo, WindowPolicy, str]) -> None:
    policy = case[2]
    assume(policy.length >= SHORTEST)
    assert parse(dump(policy)) == policy
    assert timedelta() < policy.length < DAY
