"""In which zone somebody lives when nobody has said."""

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import timezone as phone_zones

from engine.rules import zones
from engine.rules.zone_tables import MOST_PEOPLE, NAMES, NOBODY, REGIONS
from engine.rules.zones import How, country_for, holidays_for, zone_for

MAILBOX = "Europe/Oslo"


def derived(country: str = "", region: str = "", phone: str = "") -> tuple[str, How]:
    return zone_for("", "", country, region, phone, MAILBOX)


@pytest.mark.parametrize(
    ("contact", "account", "expected"),
    [
        pytest.param("Asia/Tokyo", "Europe/Rome", ("Asia/Tokyo", How.CONTACT), id="the contact's own"),
        pytest.param("", "Europe/Rome", ("Europe/Rome", How.ACCOUNT), id="else the company's"),
        pytest.param("", "", ("Europe/London", How.COUNTRY), id="else what the country says"),
        pytest.param("Mars/Olympus", "", ("Europe/London", How.COUNTRY), id="a name the database lost is passed over"),
    ],
)
def test_what_somebody_said_goes_first(contact: str, account: str, expected: tuple[str, How]) -> None:
    assert zone_for(contact, account, "GB", "", "", MAILBOX) == expected


@pytest.mark.parametrize(
    ("country", "region", "phone", "zone", "how"),
    [
        pytest.param("US", "", "+1 415 555 0123", "America/Los_Angeles", How.PHONE, id="a prefix of San Francisco"),
        pytest.param("US", "NY", "(415) 555-0123", "America/Los_Angeles", How.PHONE, id="before the company's state"),
        pytest.param("DE", "", "030 1234567", "Europe/Berlin", How.PHONE, id="written without the country"),
        pytest.param("US", "TX", "+44 20 7946 0123", "Europe/London", How.PHONE, id="someone abroad"),
        pytest.param("US", "CA", "+1 800 555 0199", "America/Los_Angeles", How.REGION, id="toll-free: the state"),
        pytest.param("US", "California", "", "America/Los_Angeles", How.REGION, id="a state by name"),
        pytest.param("us", "US-tx", "", "America/Chicago", How.REGION, id="a state by ISO 3166-2"),
        pytest.param("US", "State of Washington", "", "America/Los_Angeles", How.REGION, id="with the word for it"),
        pytest.param("CA", "Québec", "", "America/Toronto", How.REGION, id="a province with an accent"),
        pytest.param("CA", "BC", "", "America/Vancouver", How.REGION, id="a province"),
        pytest.param("AU", "WA", "+61 412 345 678", "Australia/Perth", How.REGION, id="a mobile: the state"),
        pytest.param("BR", "Amazonas", "", "America/Manaus", How.REGION, id="Brazil"),
        pytest.param("MX", "Yucatán", "", "America/Merida", How.REGION, id="a name of our own table"),
        pytest.param("RU", "Sverdlovsk Oblast", "", "Asia/Yekaterinburg", How.REGION, id="with the word for a state"),
        pytest.param("ES", "Canarias", "", "Atlantic/Canary", How.REGION, id="islands"),
        pytest.param("ES", "Madrid", "", "Europe/Madrid", How.MOST_PEOPLE, id="not named: where most people are"),
        pytest.param("DE", "BY", "", "Europe/Berlin", How.MOST_PEOPLE, id="a country of one clock and two names"),
        pytest.param("FR", "Bretagne", "", "Europe/Paris", How.COUNTRY, id="a country with one zone"),
        pytest.param("UK", "", "", "Europe/London", How.COUNTRY, id="what people write for GB"),
        pytest.param("US", "", "", "America/New_York", How.MOST_PEOPLE, id="a country with many"),
        pytest.param("US", "Nowhere", "", "America/New_York", How.MOST_PEOPLE, id="no such state"),
        pytest.param("XK", "", "", "Europe/Belgrade", How.MOST_PEOPLE, id="no ISO country"),
        pytest.param("", "", "+44 7700 900123", "Europe/London", How.COUNTRY, id="an unassigned mobile"),
        pytest.param("", "", "+7 916 123 45 67", "Europe/Moscow", How.MOST_PEOPLE, id="a mobile of a wide country"),
        pytest.param("", "TX", "", MAILBOX, How.MAILBOX, id="a state of no country"),
        pytest.param("AQ", "", "", MAILBOX, How.MAILBOX, id="where nobody lives"),
        pytest.param("ZZ", "", "", MAILBOX, How.MAILBOX, id="no such country"),
        pytest.param("", "", "+800 1234 5678", MAILBOX, How.MAILBOX, id="a number of no country"),
        pytest.param("", "", "ask Robin", MAILBOX, How.MAILBOX, id="not a number"),
        pytest.param("", "", "+1 2", MAILBOX, How.MAILBOX, id="too short for one"),
        pytest.param("", "", "", MAILBOX, How.MAILBOX, id="nothing known"),
    ],
)
def test_the_rest_is_derived_the_most_exact_first(country: str, region: str, phone: str, zone: str, how: How) -> None:
    assert derived(country, region, phone) == (zone, how)


def test_what_was_derived_says_so() -> None:
    assert zone_for("Asia/Tokyo", "", "", "", "", MAILBOX).derived == ""
    assert zone_for("", "", "US", "", "", MAILBOX).derived == "where most people of the country live"
    assert all(zones.WORDS[how] for how in How if how not in {How.CONTACT, How.ACCOUNT})


@pytest.mark.parametrize(
    ("country", "phone", "fallback", "expected"),
    [
        pytest.param("FR", "+44 20 7946 0123", "DE", "FR", id="the company's"),
        pytest.param("", "+44 20 7946 0123", "DE", "GB", id="the number's"),
        pytest.param("", "", "DE", "DE", id="the mailbox's"),
    ],
)
def test_holidays_are_those_of_where_they_are(country: str, phone: str, fallback: str, expected: str) -> None:
    assert country_for(country, phone, fallback) == expected


def test_every_country_with_several_zones_has_the_one_of_most_people() -> None:
    several = {code for code, names in zones._zones_by_country().items() if len(names) > 1}
    assert several - NOBODY <= set(MOST_PEOPLE)
    assert set(MOST_PEOPLE.values()) <= available_timezones()


@pytest.mark.parametrize("code", sorted(REGIONS))
def test_every_state_is_in_one_zone_that_exists(code: str) -> None:
    parts = [part for names in REGIONS[code].values() for part in names.split()]
    assert len(parts) == len(set(parts))
    assert set(REGIONS[code]) <= available_timezones()
    assert set(NAMES.get(code, {}).values()) <= set(parts)


@pytest.mark.parametrize("code", ["US", "CA", "AU", "BR"])
def test_no_state_of_a_wide_country_is_left_to_a_guess(code: str) -> None:
    known = zones._zones_by_part(code)
    parts = {part for part in holidays.list_supported_countries()[code] if part.isupper()}
    assert parts - {"UM"} <= set(known)


def test_the_zones_of_prefixes_are_ones_the_database_has() -> None:
    numbers = [f"+{code} 2{digit}0 0000 000" for code in (1, 7, 44, 49, 55, 61, 81, 86, 91) for digit in range(10)]
    for text in numbers:
        name, _ = derived(phone=text)
        assert ZoneInfo(name)
    assert phone_zones.UNKNOWN_TIMEZONE == "Etc/Unknown"
    assert "Etc/Unknown" not in available_timezones()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_written_there_is_a_zone(zone: str, country: str, region: str, phone: str) -> None:
    name, _ = zone_for(zone, zone, country, region, phone, MAILBOX)
    assert name in available_timezones()


@pytest.mark.parametrize(
    ("country", "region", "phone", "fallback", "is_holiday"),
    [
        pytest.param("DE", "BY", "", "GB", True, id="Epiphany in Bavaria"),
        pytest.param("DE", "BE", "", "GB", False, id="not in Berlin"),
        pytest.param("", "BY", "", "DE", False, id="a region without its country says nothing"),
        pytest.param("", "", "+43 1 234567", "DE", True, id="in Austria by the phone number"),
    ],
)
def test_whose_holidays_count(country: str, region: str, phone: str, fallback: str, is_holiday: bool) -> None:
    assert bool(holidays_for(country, region, phone, fallback)(date(2026, 1, 6))) is is_holiday
