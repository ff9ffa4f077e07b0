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
"""Where a number without a country code is dialled. English: tried as British when it begins with 0, else as American."""


def find_phone(text: str, language: str) -> str:
    """The first telephone number, in international form when its country can be told."""
    return first_phone(text, language)[0]


def first_phone(text: str, language: str) -> tuple[str, int]:
    """The first telephone number and where it ends; "" and 0 for none."""
    for found in PHONE.finditer(text):
        written = found[0].strip(" -./(")
        if sum(sign.isdigit() for sign in written) < 7 or re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", written):
            continue
        region = REGIONS.get(language) or ("GB" if written.lstrip("(").startswith("0") else "US")
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL), found.end()
    return "", 0
