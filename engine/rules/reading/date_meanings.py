"""Which day a written date is, seen from the day the mail was written. A missing year is the nearest to come."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from engine.rules.reading.date_names import month_of, weekday_of
from engine.rules.reading.lexicon.calendar import NUMBER_WORDS, ORDINALS, SIGN_NUMBERS, SIGN_WEEKDAYS


@dataclass(frozen=True)
class Ground:
    """What a date is resolved against."""

    base: date
    day_first: bool | None
    year: int | None = None
    """The one that is said beside it, "next year"."""


JUST_PAST = 31
"""Days. Who forgot to switch an absence note off names a day of last week, not of next year."""
PAST_WEEKS = 8


def _fix(ground: Ground, month: int, day: int, year: str | None) -> date | None:
    """The day, in the year given or the next in which it is not past."""
    try:
        if said := year or ground.year:
            return date(int(said) % 100 + 2000, month, day)
        this = date(ground.base.year, month, day)
        return this if this >= ground.base else date(ground.base.year + 1, month, day)
    except ValueError:
        return None


def nearest(ground: Ground, month: int, day: int, year: str | None) -> date | None:
    """The day itself as `_fix` tells it, but without a year the one just past rather than one almost a year away."""
    ahead = _fix(ground, month, day, year)
    if year or ground.year or ahead is None or (ahead - ground.base).days < 365 - JUST_PAST:
        return ahead
    return _fix(ground, month, day, str(ahead.year - 1)) or ahead


def iso(found: re.Match[str], ground: Ground) -> date | None:
    return nearest(ground, int(found["month"]), int(found["day"]), found["year"])


def in_signs(found: re.Match[str], ground: Ground) -> date | None:
    """ "八月二十一日"."""
    return nearest(ground, _of_signs(found["month"]), _of_signs(found["day"]), None)


def _of_signs(written: str) -> int:
    """Up to ninety-nine: tens before the sign of ten, ones behind it."""
    tens, ten, ones = written.rpartition("十")
    return (10 * SIGN_NUMBERS.get(tens, 1) if ten else 0) + SIGN_NUMBERS.get(ones, 0)


def worded(found: re.Match[str], ground: Ground) -> date | None:
    groups = found.groupdict()
    day = groups.get("last") or groups["day"]
    return nearest(ground, month_of(found["month"]), int(day), groups.get("year"))


def spelled(found: re.Match[str], ground: Ground) -> date | None:
    return nearest(ground, month_of(found["month"]), ORDINALS[found["word"]], found["year"])


def numeric(found: re.Match[str], ground: Ground) -> date | None:
    """Day or month first: by what is possible, by what the language does, else by which comes sooner."""
    one, two, year = int(found["one"]), int(found["two"]), found["year"]
    day_month, month_day = nearest(ground, two, one, year), nearest(ground, one, two, year)
    if ground.day_first is False:
        return month_day or day_month
    if found["mark"] == "." or ground.day_first:
        return day_month or month_day
    to_come = [day for day in (month_day, day_month) if day and day >= ground.base]
    return min(to_come, default=month_day or day_month)


def day_only(found: re.Match[str], ground: Ground) -> date | None:
    """ "The 28th": of this month, or of the next when that is past."""
    day = int(next(number for name, number in found.groupdict().items() if name.startswith("day") and number))
    month = ground.base.year * 12 + ground.base.month - 1 + (day < ground.base.day)
    try:
        return date(month // 12, month % 12 + 1, day)
    except ValueError:
        return None


def of_weekday(found: re.Match[str], ground: Ground) -> date | None:
    ahead = (weekday_of(found["weekday"]) - ground.base.weekday() - 1) % 7 + 1
    return ground.base + timedelta(days=ahead)


def weekday_in_a_week(found: re.Match[str], ground: Ground) -> date | None:
    """ "Monday week"."""
    ahead = (weekday_of(found["weekday"] or found["weekday2"]) - ground.base.weekday() - 1) % 7 + 8
    return ground.base + timedelta(days=ahead)


def weekday_and_day(found: re.Match[str], ground: Ground) -> date | None:
    """ "Lunes 27": the 27th that is a Monday, of this month and the three to come; else it was no date. The one just
    past only where none follows in a month."""
    first = ground.base.replace(day=1)
    fitting: list[date] = []
    for months in range(4):
        try:
            day = _plus_months(first, months).replace(day=int(found["day"]))
        except ValueError:
            continue
        if day.weekday() == weekday_of(found["weekday"]) and day >= ground.base - timedelta(days=JUST_PAST):
            fitting.append(day)
    return next((day for day in fitting if 0 <= (day - ground.base).days <= JUST_PAST), next(iter(fitting), None))


def weekday_after_next(found: re.Match[str], ground: Ground) -> date | None:
    """ "Thursday next week", "下周四"."""
    return next_monday(ground.base) + timedelta(days=weekday_of(found["weekday"] or found["weekday2"]))


def sign_weekday(found: re.Match[str], ground: Ground) -> date | None:
    day = "一二三四五六日".find(found["weekday"].translate(SIGN_WEEKDAYS))
    if found["next"]:
        return next_monday(ground.base) + timedelta(days=day)
    return ground.base + timedelta(days=(day - ground.base.weekday() - 1) % 7 + 1)


def week(found: re.Match[str], ground: Ground) -> date | None:
    """The Monday of a numbered week (ISO 8601), of the last one named."""
    number = int(found["last"] or found["week"])
    try:
        monday = date.fromisocalendar(ground.base.year, number, 1)
        past = (ground.base - monday).days > PAST_WEEKS * 7
        return date.fromisocalendar(ground.base.year + 1, number, 1) if past else monday
    except ValueError:
        return None


def day_of_week(found: re.Match[str], ground: Ground) -> date | None:
    """ "Måndag v. 32"."""
    monday = week(found, ground)
    return monday and monday + timedelta(days=weekday_of(found["weekday"]))


def end_of_week(found: re.Match[str], ground: Ground) -> date | None:
    """Friday; of the next week from Saturday on."""
    return ground.base + timedelta(days=(4 - ground.base.weekday()) % 7)


def end_of_month(found: re.Match[str], ground: Ground) -> date | None:
    return _plus_months(ground.base.replace(day=1), 1) - timedelta(days=1)


def next_monday(base: date) -> date:
    return base + timedelta(days=7 - base.weekday())


def _plus_months(base: date, months: int) -> date:
    month = base.year * 12 + base.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=base.day - 1), following - timedelta(days=1))


def _count(word: str) -> int:
    if word.isdigit():
        return int(word[:3])
    return NUMBER_WORDS.get(word, 0) or SIGN_NUMBERS.get(word, 0)


def relative(found: re.Match[str], ground: Ground) -> date | None:
    return ahead(_count(found["count"]), found["unit"], ground.base)


def ahead(count: int, unit: str, base: date) -> date:
    """So many days, weeks, months or years from a day on; `unit` in any language."""
    if re.match(r"d[aií]|jo|ta|gi|dn|päi|dag|д|日|天", unit):
        return base + timedelta(days=min(count, 999))
    if re.match(r"w|sem|set|ve|ug|uk|ty|tyd|vi|týd|нед|週|周", unit):
        return base + timedelta(weeks=min(count, 200))
    if re.match(r"y|j|an|ar|ro|lat|rok|год|年", unit):
        return _plus_months(base, 12 * min(count, 20))
    return _plus_months(base, min(count, 240))


def nth_week(found: re.Match[str], ground: Ground) -> date | None:
    """ "The second week of January": its second Monday."""
    number = next(number for number in (1, 2, 3, 4) if found[f"q{number}"])
    first = _fix(ground, month_of(found["month"] or found["compound"]), 1, None)
    return first and first + timedelta(days=-first.weekday() % 7 + 7 * (number - 1))


def half_year(found: re.Match[str], ground: Ground) -> date | None:
    return _plus_months(ground.base, 6)


NUMBERED = frozenset(f"{kind}{number}" for kind in "nq" for number in range(1, 8))
"""The names of groups: "n1" holds a number, "q1" is one."""


def nth_of_year(parts: int) -> Callable[[re.Match[str], Ground], date | None]:
    """The first day of a quarter or half, by its number or the name of the group found ("q2"); of the one we are in,
    without a year, tomorrow."""
    length = 12 // parts

    def resolve(found: re.Match[str], ground: Ground) -> date | None:
        groups = found.groupdict().items()
        name, said = next((name, said) for name, said in groups if said and name in NUMBERED)
        number = int(said if name.startswith("n") else name[1:])
        year = found["short"] or found.groupdict().get("short2")
        if not (year or ground.year) and (ground.base.month - 1) // length + 1 == number:
            return ground.base + timedelta(days=1)
        return _fix(ground, (number - 1) * length + 1, 1, year)

    return resolve


def next_quarter(found: re.Match[str], ground: Ground) -> date | None:
    month = ground.base.year * 12 + (ground.base.month + 2) // 3 * 3
    return date(month // 12, month % 12 + 1, 1)


def month_only(found: re.Match[str], ground: Ground) -> date | None:
    month, how = month_of(found["month"]), (found["how"] or "").removeprefix("the ")
    if re.match(r"mi[dlt]|mi-|media|meados|meta|eind|end|late|ende|fin|final|slut|koniec|konc|polo", how):
        middle = how.startswith(("m", "polo"))
        return _fix(ground, month, 15 if middle else _last_day(month), found["year"])
    first = _fix(ground, month, 1, found["year"])
    if first and month == ground.base.month and not (found["year"] or ground.year):
        return None
    return first


def sign_month(found: re.Match[str], ground: Ground) -> date | None:
    """ "三月", "3月末", "내년 2월"; the month we are in, without a year, tells no day."""
    month = int(found["month"]) if found["month"].isascii() else _of_signs(found["month"])
    year = str(ground.base.year + 1) if found["ahead"] else found["year"]
    if found["end"]:
        return _fix(ground, month, _last_day(month), year)
    return _fix(ground, month, 1, year) if year or ground.year or month != ground.base.month else None


def _last_day(month: int) -> int:
    """Of a month in a year that is no leap year: a day that each year has."""
    return (date(2001, month % 12 + 1, 1) - timedelta(days=1)).day


def next_month(found: re.Match[str], ground: Ground) -> date | None:
    first = _plus_months(ground.base.replace(day=1), 1)
    return _plus_months(first, 1) - timedelta(days=1) if found["end"] else first


def next_year(found: re.Match[str], ground: Ground) -> date | None:
    """As `year` says, with how it is said before or, in Finnish, Chinese and Japanese, behind."""
    ahead = 2 if found["after"] else 1
    return date(ground.base.year + ahead, _month(found["how"] or found["how2"] or ""), 1)


def year(found: re.Match[str], ground: Ground) -> date | None:
    """ "Early 2028", "in 2028": its first day, its middle or its last month."""
    year = int(found["year"] or found["year2"])
    return date(year, _month(found["how"] or ""), 1) if year > ground.base.year else None


def _month(how: str) -> int:
    how = how.removeprefix("the ")
    return 7 if MIDDLE.match(how) else 12 if LATE.match(how) else 1


MIDDLE, LATE = re.compile(r"mi|me|half|pol|puoliv|年?中"), re.compile(r"l|en|fi|k|ei|slu|年?[末底]")


def season(month: int) -> Callable[[re.Match[str], Ground], date | None]:
    return lambda found, ground: _fix(ground, month, 1, None)


def after_holidays(found: re.Match[str], ground: Ground) -> date | None:
    """The holidays meant are the summer's when it is summer, else Christmas."""
    return _fix(ground, 9 if 5 <= ground.base.month <= 8 else 1, 1, None)
