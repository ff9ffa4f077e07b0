"""Telephone numbers in a text."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

import phonenumbers

DIGIT = re.compile(r"\d")
PHONE = re.compile(r"(?=[+(\d])(?<![\w@.])(?:\+|\(?\d)[\d \u00a0()/.-]{5,22}\d(?![\w@])")
CALL = re.compile(
    r"(?:\s(?:is|ist|est|es|está|è|é|är|er)\b)?[\s,;:(–-]{1,4}(?:(?:on|at|under|unter|au|al|op|på|tel\.?|phone|ext\.?|mobile|cell)[\s.:]{1,2}){0,2}[+(]?\d[\d ()/.-]{5,}"
)
"""A telephone number directly behind a name."""
EXTENSION = re.compile(
    r"[\s,;:(（–-]{0,4}(?:\b(?:durchwahl|dw|ext|extension|poste|anexo|interno|int|ramal|toestel|tst|anknytning|lokal|lokalnummer|wew|klapka|alanumero)|内線|分機|分机)[\s.:]{0,2}-?\d{2,6}(?!\d)|\s?[(（]\s?-\s?\d{2,5}\s?[)）]",
    re.IGNORECASE,
)
"""Likewise the last digits of one, for whoever knows the rest."""
REGIONS = {
    "de": "DE",
    "fr": "FR",
    "es": "ES",
    "pt": "PT",
    "it": "IT",
    "nl": "NL",
    "sv": "SE",
    "da": "DK",
    "no": "NO",
    "pl": "PL",
    "ja": "JP",
    "zh": "CN",
}
"""Where a number without a country code is dialled, by the language. English: tried as British when it begins with 0,
else as American."""
ANYWHERE = frozenset(
    {"ac", "ai", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me", "nu", "sh", "to", "tv", "vc", "ws"}
)
"""Domains of countries in which people of all countries have theirs."""


def region_of(email: str, language: str, country: str = "") -> str:
    """Where whoever writes dials: by the country that is known of them, by their mail domain, by the language; "" where
    nothing tells. ISO 3166."""
    top = email.rpartition(".")[2]
    domain = "GB" if top == "uk" else top.upper() * (top not in ANYWHERE)
    known = (code for code in (country.upper(), domain) if code in phonenumbers.SUPPORTED_REGIONS)
    return next(known, REGIONS.get(language, ""))


def is_mobile(number: str) -> bool:
    """Whether a number in international form is a mobile's by the plan of its country; not where the plan does not tell."""
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) == phonenumbers.PhoneNumberType.MOBILE
    except phonenumbers.NumberParseException:
        return False


def find_phone(text: str, region: str) -> str:
    """The first telephone number, in international form when its country can be told."""
    return first_phone(text, region)[0]


def first_phone(text: str, region: str) -> tuple[str, int]:
    """The first telephone number and where it ends; "" and 0 for none. `region`: where it is dialled, "" for English."""
    for found in PHONE.finditer(text):
        written = found[0].strip(" -./(")
        if sum(sign.isdigit() for sign in written) < 7 or re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", written):
            continue
        dialled = region or ("GB" if written.lstrip("(").startswith("0") else "US")
        try:
            number = phonenumbers.parse(written, dialled)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL), found.end()
    return "", 0
