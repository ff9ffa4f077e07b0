"""Windows and zones as people set them: read generously, and refused with a remedy."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.windows import (
    SHORTEST,
    WindowPolicy,
    dump,
    parse,
    zone_of,
)
from tests.rules.test_windows import policies


@given(
    policies().filter(lambda policy: policy.length >= SHORTEST), st.frozensets(st.dates(), max_size=3), st.booleans()
)
def test_a_policy_survives_its_json_form(policy: WindowPolicy, closing: frozenset[date], observe: bool) -> None:
    whole = WindowPolicy(
        policy.days, policy.opens, policy.quiet_from, policy.quiet_until, policy.closes, observe, closing
    )
    assert parse(dump(whole)) == whole


def test_what_is_left_out_has_its_default() -> None:
    assert parse({}) == WindowPolicy()


@pytest.mark.parametrize(
    ("values", "same"),
    [
        pytest.param({"days": ["Tue", "wednesday", 3, "SUN "]}, {}, id="days by name"),
        pytest.param({"opens": time(7)}, {"opens": time(7)}, id="a time object"),
        pytest.param({"closes": "24:00"}, {"closes": time(0)}, id="the end of the day"),
        pytest.param({"closes": "00:00"}, {"closes": time(0)}, id="the same, as a form has it"),
        pytest.param({"opens": "06:30:15"}, {"opens": time(6, 30, 15)}, id="seconds"),
        pytest.param(
            {"closing_days": (date(2026, 12, 24), "2026-12-31")},
            {"closing_days": frozenset({date(2026, 12, 24), date(2026, 12, 31)})},
            id="dates",
        ),
    ],
)
def test_settings_are_read_generously(values: dict[str, object], same: dict[str, object]) -> None:
    assert parse(values) == WindowPolicy(**same)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"day": [1]}, "window.day", id="unknown setting"),
        pytest.param({"days": []}, "window.days", id="no days"),
        pytest.param({"days": [7]}, "window.days", id="an eighth day"),
        pytest.param({"days": [True]}, "window.days", id="a flag for a day"),
        pytest.param({"days": ["someday"]}, "window.days", id="no name of a day"),
        pytest.param({"days": "Tue"}, "window.days", id="not a list"),
        pytest.param({"opens": "6 o'clock"}, "window.opens", id="not a time"),
        pytest.param({"opens": "06:00+02:00"}, "window.opens", id="a time with a zone"),
        pytest.param({"opens": "21:00"}, "window.closes", id="zero length"),
        pytest.param({"opens": "22:00"}, "window.closes", id="closes before it opens"),
        pytest.param({"opens": "22:00", "closes": "02:00"}, "window.closes", id="passes midnight"),
        pytest.param({"opens": "24:00"}, "window.opens", id="opens at the end of the day"),
        pytest.param({"quiet_from": "18:00"}, "window.quiet_until", id="quiet time backwards"),
        pytest.param({"quiet_from": "06:00", "quiet_until": "21:00"}, "window.quiet_from", id="all quiet"),
        pytest.param({"observe_holidays": "no"}, "window.observe_holidays", id="not a flag"),
        pytest.param({"closing_days": ["24 Dec"]}, "window.closing_days", id="not a date"),
    ],
)
def test_an_impossible_setting_is_named_with_its_remedy(values: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse(values)
    assert caught.value.field == field
    assert caught.value.remedy


# --- zones ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        pytest.param("europe/berln", "Did you mean Europe/Berlin?", id="misspelt"),
        pytest.param("nowhere at all", "Use a name of the IANA list, e.g. Europe/Berlin.", id="nonsense"),
        pytest.param("../../etc/passwd", "Use a name of the IANA list, e.g. Europe/Berlin.", id="a path"),
        pytest.param("", "Use a name of the IANA list, e.g. Europe/Berlin.", id="empty"),
        pytest.param("America", "", id="a folder of the zone database"),
        pytest.param("localtime", "", id="wherever the machine stands"),
        pytest.param("Factory", "", id="a machine that was not set up"),
        pytest.param("posixrules", "", id="a file for another use"),
        pytest.param("right/Europe/Berlin", "Did you mean", id="with leap seconds"),
        pytest.param("posix/Europe/Berlin", "Did you mean", id="twice in the database"),
    ],
)
def test_an_unknown_zone_is_refused(name: str, remedy: str) -> None:
    with pytest.raises(Invalid, match="not a time zone") as caught:
        zone_of(name, "contact.time_zone")
    assert caught.value.field == "contact.time_zone"
    assert remedy in caught.value.remedy


def test_a_known_zone_is_found() -> None:
    assert zone_of("Europe/Berlin") is zone_of("Europe/Berlin")
