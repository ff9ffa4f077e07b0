"""In which time zone somebody lives when nobody has said: from their phone number, the state, the country."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import phonenumbers
from phonenumbers import timezone as phone_zones

from engine.rules.holidays_calendar import Holiday, country_code, holiday_of, part_of
from engine.rules.windows import known_zones
from engine.rules.zone_tables import MOST_PEOPLE, NAMES, REGIONS

KEPT = 1 << 16  # distinct people remembered; asked once a mail, and a workspace mails the same ones again
WORDS_FOR_A_STATE = frozenset({"state", "province", "oblast", "krai", "kray", "republic", "region", "of", "the"})


class How(StrEnum):
    """From what the zone is known, the most exact first. Everything but the first two is derived."""

    CONTACT = "contact"
    ACCOUNT = "account"
    PHONE = "phone"
    REGION = "region"
    COUNTRY = "country"
    MOST_PEOPLE = "most_people"
    MAILBOX = "mailbox"


WORDS: Mapping[How, str] = {
    How.CONTACT: "",
    How.ACCOUNT: "",
    How.PHONE: "by the phone number",
    How.REGION: "by the region",
    How.COUNTRY: "by the country",
    How.MOST_PEOPLE: "where most people of the country live",
    How.MAILBOX: "the mailbox's: nobody knows where they are",
}


class Zone(NamedTuple):
    name: str
    how: How

    @property
    def derived(self) -> str:
        """How it was derived, in words; "" when somebody said it."""
        return WORDS[self.how]


@lru_cache(maxsize=KEPT)
def zone_for(contact_zone: str, account_zone: str, country: str, region: str, phone: str, fallback: str) -> Zone:
    """The contact's own zone, else the account's, else what can be derived, else `fallback`, the mailbox's.

    A phone number whose prefix lies in one zone is the person's own and goes before the company's address. A country
    with several zones and no state given is taken to be where most of its people are. A stored name that the zone
    database no longer has is passed over.
    """
    for name, how in ((contact_zone, How.CONTACT), (account_zone, How.ACCOUNT)):
        if name in known_zones():
            return Zone(name, how)
    code = country_code(country)
    number = _number(phone, code)
    if found := _of_prefix(number, code):
        return Zone(found, How.PHONE)
    if found := _of_region(code, region):
        return Zone(found, How.REGION)
    return _of_country(code) or _of_country(_country_of(number)) or Zone(fallback, How.MAILBOX)


@lru_cache(maxsize=KEPT)
def country_for(country: str, phone: str, fallback: str) -> str:
    """Whose public holidays count: the account's country, else the one of the contact's number, else the mailbox's."""
    return country or _country_of(_number(phone, "")) or fallback


def holidays_for(country: str, region: str, phone: str, fallback: str) -> Holiday:
    """Those of the account's country and region, else of the country of the phone number, else of the mailbox's."""
    return holiday_of(country_for(country, phone, fallback), region if country else "")


def _of_country(code: str) -> Zone | None:
    zones = _zones_by_country().get(code, ())
    if len(zones) == 1:
        return Zone(zones[0], How.COUNTRY)
    return Zone(MOST_PEOPLE[code], How.MOST_PEOPLE) if code in MOST_PEOPLE else None


def _of_region(code: str, region: str) -> str:
    """The zone of a state or province, given by code, ISO 3166-2 or name; "" when it is not one we know."""
    if not region.strip() or code not in REGIONS:
        return ""
    plain = _plain(region)
    part = part_of(code, region) or part_of(code, plain) or NAMES.get(code, {}).get(plain)
    return _zones_by_part(code).get(part or plain.upper().removeprefix(f"{code}-"), "")


def _plain(name: str) -> str:
    """Lower case, no accents, without the words that only say that it is a state."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(word for word in bare.split() if word not in WORDS_FOR_A_STATE)


def _number(phone: str, code: str) -> phonenumbers.PhoneNumber | None:
    """A number without +49 or the like is read as one of the country."""
    try:
        number = phonenumbers.parse(phone, code or None)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _of_prefix(number: phonenumbers.PhoneNumber | None, code: str) -> str:
    """The zone of a number's prefix when it names one, or one of that country; a mobile or toll-free one names many."""
    if number is None:
        return ""
    zones = [name for name in phone_zones.time_zones_for_number(number) if name in known_zones()]
    if len(zones) > 1:
        zones = [name for name in zones if name in _zones_by_country().get(code, ())]
    return zones[0] if len(zones) == 1 else ""


def _country_of(number: phonenumbers.PhoneNumber | None) -> str:
    """A number in no known range is of the calling code's main country; +800 and the like are of none."""
    if number is None or number.country_code is None:
        return ""
    found = phonenumbers.region_code_for_number(number)
    code = found or phonenumbers.region_code_for_country_code(number.country_code)
    return code if code in _zones_by_country() else ""


@lru_cache(maxsize=1)
def _zones_by_country() -> Mapping[str, tuple[str, ...]]:
    """From zone.tab of the zone database: country, coordinates, zone, comment."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, name = line.split("\t")[:3]
            found[code].append(name)
    return {code: tuple(names) for code, names in found.items()}


@lru_cache(maxsize=64)
def _zones_by_part(code: str) -> Mapping[str, str]:
    return {part: zone for zone, parts in REGIONS[code].items() for part in parts.split()}
