"""Whether 04/05 is April or May: by the weekday beside it, the other dates of the text, its language, and the clock of
its sender."""

import re
from datetime import date, datetime

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.date_meanings import Ground, nearest
from engine.rules.reading.date_names import SHORT_WEEKDAY_OF, WEEKDAY, marked, weekday_of
from engine.rules.reading.folding import DATED
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon.calendar import SIGN_WEEKDAYS

NUMBERS = re.compile(
    r"(?<![\d/.-])(?P<one>\d\d?)(?:(?P<mark>/)(?P<two>\d\d?)(?:/(?P<year>20\d\d|\d\d))?|-(?P<two2>\d\d?)-(?P<year2>20\d\d))(?![\d/-])"
)
SHORT = {
    **SHORT_WEEKDAY_OF,
    "seg": 0,
    "ter": 1,
    "mar": 1,
    "qua": 2,
    "mer": 2,
    "qui": 3,
    "sex": 4,
    "pt": 4,
    "sab": 5,
    "sam": 5,
    "sob": 5,
    "dom": 6,
    "dim": 6,
    "su": 6,
    "ke": 2,
    "pe": 4,
    "la": 5,
    "ti": 1,
    "sr": 2,
    "niedz": 6,
}
SIGNS = "一二三四五六日", "월화수목금토일"
SIGN = rf"(?:周|週|星期|[礼禮]拜)?[{SIGNS[0]}天月火水木金土](?:曜日?)?|[{SIGNS[1]}](?:요일)?"
LONG = f"{WEEKDAY}|{any_of(word for word in SHORT if len(word) > 2)}"
DAY = rf"((?<![a-z])(?:{LONG})(?=s?(?![a-z]))|{SIGN})"
LITTLE = rf"({any_of(word for word in SHORT if len(word) == 2)})"
"""Words of two letters mean something else in most places: not before a stop or comma, nor in brackets."""
BEFORE = re.compile(
    rf"(?:{DAY}s?|(?<![a-z]){LITTLE}(?=[.,]))[\s.,)]{{0,3}}(?:(?:the|den|dem|der|le|el|il|dia|o|d\.?|de|am|on)\s)?$"
)
BEHIND = re.compile(
    rf"[\s,]{{0,2}}\(\s?(?:a\s)?(?:{DAY}|{LITTLE}(?![a-z]))|,?\s(?:is\s|a\s|un\s|ein(?:en)?\s){{0,2}}{DAY}(?=[\s,.;!)]|$)"
)


def written_order(text: str, language: str, base: date) -> bool | None:
    """A date that can be read only one way tells how the others are meant, most of all one with its weekday."""
    pairs = list(NUMBERS.finditer(text))
    for found in pairs:
        told = _by_weekday(text, found, base)
        if told is not None:
            return told
    for found in pairs:
        if found["mark"]:
            one, two = int(found["one"]), int(found["two"])
            if one > 12 >= two:
                return True
            if two > 12 >= one:
                return False
    return True if language not in ("en", "ja", "zh") else (False if language != "en" else None)


def _by_weekday(text: str, found: re.Match[str], base: date) -> bool | None:
    """ "Monday, 12/7": the one of both that is a Monday."""
    beside = BEFORE.search(text, max(0, found.start() - 20), found.start()) or BEHIND.match(text, found.end())
    if beside is None:
        return None
    weekday = _weekday(next(said for said in beside.groups() if said))
    fits = [day is not None and day.weekday() == weekday for day in _both_ways(found, base)]
    return fits[0] if fits[0] != fits[1] else None


def _both_ways(found: re.Match[str], base: date) -> tuple[date | None, date | None]:
    """With the day first, and with the month first."""
    one, two = int(found["one"]), int(found["two"] or found["two2"])
    year = found["year"] or found["year2"]
    return nearest(Ground(base, None), two, one, year), nearest(Ground(base, None), one, two, year)


def _weekday(said: str) -> int:
    if said in SHORT:
        return SHORT[said]
    if re.fullmatch(WEEKDAY, said):
        return weekday_of(said)
    sign = next(one for one in said.translate(SIGN_WEEKDAYS) if any(one in signs for signs in SIGNS))
    return next(signs.index(sign) for signs in SIGNS if sign in signs)


def writes_day_first(text: str, when: datetime) -> bool | None:
    """By the language, else for English by the clock of the sender: America writes the month first."""
    order = written_order(marked(text[:DATED]), guess_language(text), when.date())
    offset = when.utcoffset()
    if order is not None or not offset:
        return order
    hours = offset.total_seconds() / 3600
    return not -10 <= hours <= -3
