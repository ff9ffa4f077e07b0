"""Dates in running text, in the order they are said. Pure: resolved against a day that is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.date_meanings import Ground, day_only, of_weekday, spelled, worded
from engine.rules.reading.date_names import WEEKDAY, marked
from engine.rules.reading.date_patterns import Pattern, Precision, said_in
from engine.rules.reading.day_order import written_order
from engine.rules.reading.folding import DATED, plain
from engine.rules.reading.lexicon.calendar import SHORT_WEEKDAYS
from engine.rules.reading.lexicon.periods import NEXT_YEAR, YEAR_AFTER_NEXT


@dataclass(frozen=True)
class Found:
    """A date said at text[start:end]. Periods are given by their first day."""

    date: date
    start: int
    end: int
    precision: Precision = Precision.DAY
    bare: bool = False
    """A day without its month."""


NOT_WEEKDAY = re.compile(r"(?:segunda|quarta|quinta|terca)$")
BEFORE_FEIRA = re.compile(r"(?:\bna|\bproxima|\bate|\bde|\ba|\bultima|\b(?:volt|retorn|regress|respond|retom)\w+|,) $")
FEIRA_OPENS = re.compile(r"(?:\A|[.!?:\n] ?)$")
BEHIND_FEIRA = re.compile(
    r" (?:eu|ja|la|estou|estarei|estamos|volt\w+|retorn\w+|regress\w+|respond\w+|atend\w+|leio|vejo|trato|retom\w+"
    r"|abrimos|reabr\w+)\b"
)
"""What makes it a day after all: "segunda eu volto"."""


def _is_ordinal(text: str, found: re.Match[str]) -> bool:
    """Portuguese names most weekdays by number; without its little word "segunda" is only "second"."""
    if not NOT_WEEKDAY.search(text, found.start(), found.end()):
        return False
    before = text[max(0, found.start() - 12) : found.start()]
    opens = FEIRA_OPENS.search(before) and BEHIND_FEIRA.match(text, found.end())
    return not (opens or BEFORE_FEIRA.search(before))


GIVEN_NAMES = frozenset(
    {
        "april",
        "june",
        "may",
        "maja",
        "jan",
        "august",
        "marco",
        "marci",
        "martta",
        "mart",
        "mei",
        "avril",
        "abril",
        "julius",
        "avgusta",
    }
)


def _is_somebody(written: str, found: re.Match[str], language: str) -> bool:
    """ "To April Jones", "till Maja Ek": a month without a day, in capitals before capitals of the same line."""
    said = found.groupdict()  # Germans write all nouns in capitals
    if language == "de" or not said.get("month") or said.get("day") or said.get("word"):
        return False
    at, end = found.span("month")
    return (
        written[at].isupper()
        and written[at:end].lower() in GIVEN_NAMES
        and re.match(r" [A-ZÀ-ÞŁŚŻ]\w", written[end : end + 3]) is not None
    )


def _start(found: re.Match[str]) -> int:
    """Where the date itself begins: words before it ("until", "in") are left for who asks about its role."""
    named = (found.start(name) for name, said in found.groupdict().items() if said)
    return min(named, default=found.start())


WORDS = "of in im for fy des der von vom du de del dell da do di d van av af pa i the el l au en no nel w v ve"
LITTLE = rf"(?:{any_of([WORDS])}[\s']){{0,2}}"
COMING = rf"(?:(?P<after>{YEAR_AFTER_NEXT})|(?P<next>{NEXT_YEAR}))"
YEAR_BEHIND = re.compile(
    rf"(?:\s?[/-]\s?|\s?\(|,?\s)?{LITTLE}(?P<year>20[2-9]\d)(?![\d/:-]|\.\d)|\s?'(?P<short>[2-9]\d)(?!\d)|\s?{LITTLE}{COMING}"
)
YEAR_BEFORE = re.compile(
    rf"(?:(?<!\d)(?<!\d[/.-])(?P<year>20[2-9]\d)年?|(?<![a-z]){COMING})(?:\s?[/-]|,?\s|の|的)?{LITTLE}$"
)
LONGEST_YEAR = 60
"""Characters of a year beside a date, in words."""
IN_A_YEAR = frozenset({Precision.MONTH, Precision.QUARTER, Precision.SEASON})


def _beside(text: str, found: re.Match[str], base: date) -> tuple[int | None, int, int]:
    """The year said right behind the date, or before it, and where both begin and end."""
    start, end = _start(found), found.end()
    year = YEAR_BEHIND.match(text, end)
    if year:
        end = year.end()
    else:
        year = YEAR_BEFORE.search(text, max(0, start - LONGEST_YEAR), start)
        if year and year["year"] and int(year["year"]) < base.year:
            year = None  # "as we said in 2025, in May"
        start = year.start() if year else start
    if year is None:
        return None, start, end
    groups = year.groupdict()
    short = groups.get("short")
    said = int(groups["year"] or (short and f"20{short}") or base.year + (2 if groups["after"] else 1))
    return said, start, end


def _resolved(text: str, found: re.Match[str], pattern: Pattern, ground: Ground) -> Found | None:
    said = found.groupdict()
    takes_year = pattern.precision in IN_A_YEAR or pattern.resolve in {worded, spelled}
    if takes_year and not (said.get("year") or said.get("short")):
        year, start, end = _beside(text, found, ground.base)
        day = pattern.resolve(found, replace(ground, year=year)) if year else None
        if day and (day >= ground.base or pattern.precision is not Precision.SEASON):
            return Found(day, start, end, pattern.precision)
    day = pattern.resolve(found, ground)
    bare = pattern.resolve is day_only
    return Found(day, _start(found), found.end(), pattern.precision, bare) if day else None


def _all(text: str, written: str, language: str, ground: Ground) -> Iterator[Found]:
    folded = plain(written[:DATED])
    for pattern in said_in(text):
        for found in pattern.compiled.finditer(text):
            if pattern.resolve is of_weekday and _is_ordinal(folded, found):
                continue
            if _is_somebody(written, found, language):
                continue
            one = _resolved(text, found, pattern, ground)
            if one:
                yield one


def _in_turn(dates: list[Found]) -> Iterator[Found]:
    """ "21-25 December. Back on the 28th": a day without its month is the first one from the day named before it on."""
    last: Found | None = None
    for one in dates:
        if one.bare and last and last.date > one.date:
            one = replace(one, date=_from(last.date, one.date.day))
        if one.precision <= Precision.MONTH:
            last = one
        yield one


def _from(first: date, number: int) -> date:
    """The first day of that number in a month; every one comes within two months."""
    days = (first + timedelta(days=ahead) for ahead in range(62))
    return next(day for day in days if day.day == number)


SIGN_DAY = r"(?:来週の?|下周|下週|本周|本週|周|週|星期|[礼禮]拜)?[一二三四五六日天月火水木金土](?:曜日?)?"
DAY_NAME = re.compile(rf"{WEEKDAY}|{any_of(SHORT_WEEKDAYS)}|{SIGN_DAY}")
HOLIDAY = (
    r"(?:(?:after|nach|apres|despues de|depois d[ao]|dopo|na|over|efter|etter)\s"
    r"(?:[a-z]{2,4}\s)?[a-z]{4,12}[,\s(]{1,3})?"
)
"""Between the two ways to say a day: "tirsdag over påske, 22.04."."""
BESIDE = re.compile(rf"[\s,.(]{{0,3}}{HOLIDAY}(?:(?:the|den|dem|der|le|el|il|dia|o|d\.?|de|am|on)\s?)?")


def _crosses(one: Found, other: Found, text: str) -> bool:
    """They overlap, or one is the weekday of the other: "Monday, the 4th of May", "4 May (Monday)"."""
    first, second = sorted((one, other), key=lambda found: found.start)
    if second.start < first.end:
        return True
    if "." in text[first.end : second.start] and not re.search(r"\d", text[second.start : second.end]):
        return False
    named = [DAY_NAME.fullmatch(text, found.start, found.end) is not None for found in (one, other)]
    return named[0] != named[1] and BESIDE.fullmatch(text, first.end, second.start) is not None


@lru_cache(maxsize=4)  # rules ask again, with less to go by
def find_dates(text: str, base: date, language: str, day_first: bool | None = None) -> list[Found]:
    """All dates in order. `day_first` settles 04/05; None asks the language, and for English whichever is sooner."""
    dated = marked(text[:DATED])
    if day_first is None:
        day_first = written_order(dated, language, base)
    kept: list[Found] = []
    for found in _all(dated, text, language, Ground(base, day_first)):
        crossed = [index for index, other in enumerate(kept) if _crosses(found, other, dated)]
        if not crossed:
            kept.append(found)
            continue
        first = kept[crossed[0]]
        kept[crossed[0]] = replace(first, start=min(first.start, found.start), end=max(first.end, found.end))
    return list(_in_turn(sorted(kept, key=lambda one: one.start)))
