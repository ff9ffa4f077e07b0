"""How a day is written and which it is, seen from the day the mail was written. A missing year is the nearest to come."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.lexicon.calendar import (
    AHEAD,
    BEFORE_MONTH,
    HOW,
    MONTH_END,
    MONTHS,
    NEXT_WEEK,
    NUMBER_WORDS,
    ORDINALS,
    QUARTER,
    SIGN_NUMBERS,
    SIGN_WEEKDAYS,
    THE_NEXT,
    TOMORROW,
    TOMORROW_AFTER,
    TOMORROW_AFTER_SIGNS,
    TOMORROW_SIGNS,
    UNITS,
    WEEK_NUMBER,
    WEEKDAYS,
    WEEKEND,
)


class Precision(IntEnum):
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    YEAR = 6


@dataclass(frozen=True)
class Ground:
    """What a date is resolved against."""

    base: date
    day_first: bool | None


MONTH_OF = {word: number for number, line in enumerate(MONTHS, 1) for word in line.split()}
WEEKDAY_OF = {word: number for number, line in enumerate(WEEKDAYS) for word in line.split()}
MONTH = f"(?P<month>{any_of(MONTHS)})"
WEEKDAY = any_of(WEEKDAYS)
YEAR = r"(?P<year>20\d\d)"
NTH = r"(?:st|nd|rd|th|er|ro|\.?[ºª°]|\.|:?e|:a)?"
TO = r"\s?(?:-|~|to|through|thru|until|till|bis|au|al|a|ao|tot|t/m|til|till|do|and|und|et|y)\s?"
JUST_PAST = 31
"""Days. Who forgot to switch an absence note off names a day of last week, not of next year."""
PAST_WEEKS = 8
NUMBERS = any_of(NUMBER_WORDS)


def _fix(ground: Ground, month: int, day: int, year: str | None) -> date | None:
    """The day, in the year given or the next in which it is not past."""
    try:
        if year:
            return date(int(year) % 100 + 2000, month, day)
        this = date(ground.base.year, month, day)
        return this if this >= ground.base else date(ground.base.year + 1, month, day)
    except ValueError:
        return None


def _recent(ground: Ground, month: int, day: int, year: str | None) -> date | None:
    """The day itself as `_fix` tells it, but without a year the one just past rather than one almost a year away."""
    ahead = _fix(ground, month, day, year)
    if year or ahead is None or (ahead - ground.base).days < 365 - JUST_PAST:
        return ahead
    return _fix(ground, month, day, str(ahead.year - 1)) or ahead


def _iso(found: re.Match[str], ground: Ground) -> date | None:
    return _recent(ground, int(found["month"]), int(found["day"]), found["year"])


def _worded(found: re.Match[str], ground: Ground) -> date | None:
    groups = found.groupdict()
    day = groups.get("last") or groups["day"]
    return _recent(ground, MONTH_OF[found["month"]], int(day), groups.get("year"))


def _spelled(found: re.Match[str], ground: Ground) -> date | None:
    return _recent(ground, MONTH_OF[found["month"]], ORDINALS[found["word"]], found["year"])


def _numeric(found: re.Match[str], ground: Ground) -> date | None:
    """Day or month first: by what is possible, by what the language does, else by which comes sooner."""
    one, two, year = int(found["one"]), int(found["two"]), found["year"]
    day_month, month_day = _recent(ground, two, one, year), _recent(ground, one, two, year)
    if found["mark"] == "." or ground.day_first:
        return day_month or month_day
    if ground.day_first is False:
        return month_day or day_month
    to_come = [day for day in (month_day, day_month) if day and day >= ground.base]
    return min(to_come, default=month_day or day_month)


def _day_only(found: re.Match[str], ground: Ground) -> date | None:
    """ "The 28th": of this month, or of the next when that is past."""
    day = int(next(number for name, number in found.groupdict().items() if name.startswith("day") and number))
    month = ground.base.year * 12 + ground.base.month - 1 + (day < ground.base.day)
    try:
        return date(month // 12, month % 12 + 1, day)
    except ValueError:
        return None


def of_weekday(found: re.Match[str], ground: Ground) -> date | None:
    ahead = (WEEKDAY_OF[found["weekday"]] - ground.base.weekday() - 1) % 7 + 1
    return ground.base + timedelta(days=ahead)


def _weekday_and_day(found: re.Match[str], ground: Ground) -> date | None:
    """ "Lunes 27": the next month whose 27th is a Monday, of this and the two to come; else it was no date."""
    first = ground.base.replace(day=1)
    for months in range(3):
        month = _plus_months(first, months)
        try:
            day = month.replace(day=int(found["day"]))
        except ValueError:
            continue
        if day.weekday() == WEEKDAY_OF[found["weekday"]] and day >= ground.base - timedelta(days=JUST_PAST):
            return day
    return None


def _weekday_after_next(found: re.Match[str], ground: Ground) -> date | None:
    """ "Thursday next week", "下周四"."""
    return _next_monday(ground.base) + timedelta(days=WEEKDAY_OF[found["weekday"] or found["weekday2"]])


def _sign_weekday(found: re.Match[str], ground: Ground) -> date | None:
    day = "一二三四五六日".find(found["weekday"].translate(SIGN_WEEKDAYS))
    if found["next"]:
        return _next_monday(ground.base) + timedelta(days=day)
    return ground.base + timedelta(days=(day - ground.base.weekday() - 1) % 7 + 1)


def _week(found: re.Match[str], ground: Ground) -> date | None:
    """The Monday of a numbered week (ISO 8601), of the last one named."""
    number = int(found["last"] or found["week"])
    try:
        monday = date.fromisocalendar(ground.base.year, number, 1)
        past = (ground.base - monday).days > PAST_WEEKS * 7
        return date.fromisocalendar(ground.base.year + 1, number, 1) if past else monday
    except ValueError:
        return None


def _end_of_week(found: re.Match[str], ground: Ground) -> date | None:
    """Friday; of the next week from Saturday on."""
    return ground.base + timedelta(days=(4 - ground.base.weekday()) % 7)


def _end_of_month(found: re.Match[str], ground: Ground) -> date | None:
    return _plus_months(ground.base.replace(day=1), 1) - timedelta(days=1)


def _next_monday(base: date) -> date:
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


def _relative(found: re.Match[str], ground: Ground) -> date | None:
    count, unit = _count(found["count"]), found["unit"]
    if re.match(r"d[aií]|jo|ta|gi|dn|päi|dag|д|日|天", unit):
        return ground.base + timedelta(days=min(count, 999))
    if re.match(r"w|sem|set|ve|ug|uk|ty|tyd|vi|týd|нед|週|周", unit):
        return ground.base + timedelta(weeks=min(count, 200))
    if re.match(r"y|j|an|ar|ro|lat|rok|год|年", unit):
        return _plus_months(ground.base, 12 * min(count, 20))
    return _plus_months(ground.base, min(count, 240))


def _half_year(found: re.Match[str], ground: Ground) -> date | None:
    return _plus_months(ground.base, 6)


def _quarter(found: re.Match[str], ground: Ground) -> date | None:
    number = next((index for index, name in enumerate(("q1", "q2", "q3", "q4"), 1) if found[name]), 0)
    first = _fix(ground, number * 3 - 2, 1, found["year"])
    inside = (ground.base.month + 2) // 3 == number and not found["year"]
    return ground.base + timedelta(days=1) if inside else first


def _next_quarter(found: re.Match[str], ground: Ground) -> date | None:
    month = ground.base.year * 12 + (ground.base.month + 2) // 3 * 3
    return date(month // 12, month % 12 + 1, 1)


def _month_only(found: re.Match[str], ground: Ground) -> date | None:
    month, how = MONTH_OF[found["month"]], (found["how"] or "").removeprefix("the ")
    if re.match(r"mid|mitte|mi-|media|meados|meta|eind|end|late|ende|fin|final|slut|koniec", how):
        middle = how.startswith("m")
        last = (date(2001, month % 12 + 1, 1) - timedelta(days=1)).day
        return _fix(ground, month, 15 if middle else last, found["year"])
    if found[0].startswith("we may"):
        return None
    first = _fix(ground, month, 1, found["year"])
    if first and month == ground.base.month and not found["year"]:
        return None
    return first


def _sign_month(found: re.Match[str], ground: Ground) -> date | None:
    return _fix(ground, int(found["month"]), 1, found["year"])


def _next_month(found: re.Match[str], ground: Ground) -> date | None:
    return _plus_months(ground.base.replace(day=1), 1)


def _next_year(found: re.Match[str], ground: Ground) -> date | None:
    """New Year's Day; the "end of next year" is its last month."""
    late = found["late"]
    return date(ground.base.year + 1, 12 if late else 1, 1)


def _year(found: re.Match[str], ground: Ground) -> date | None:
    """ "Early 2028", "in 2028": its first day, its middle or its last month."""
    how, year = found["how"] or "", int(found["year"] or found["year2"])
    month = 7 if re.match(r"mi|me", how) else 12 if re.match(r"l|en|fi|k|ei", how) else 1
    return date(year, month, 1) if year > ground.base.year else None


def _half(found: re.Match[str], ground: Ground) -> date | None:
    return _fix(ground, 7, 1, None)


def _season(month: int) -> Callable[[re.Match[str], Ground], date | None]:
    return lambda found, ground: _fix(ground, month, 1, None)


def _after_holidays(found: re.Match[str], ground: Ground) -> date | None:
    """The holidays meant are the summer's when it is summer, else Christmas."""
    return _fix(ground, 9 if 5 <= ground.base.month <= 8 else 1, 1, None)


@dataclass(frozen=True)
class Pattern:
    regex: re.Pattern[str]
    resolve: Callable[[re.Match[str], Ground], date | None]
    precision: Precision = Precision.DAY


def _pattern(
    regex: str, resolve: Callable[[re.Match[str], Ground], date | None], precision: Precision = Precision.DAY
) -> Pattern:
    return Pattern(re.compile(regex), resolve, precision)


PATTERNS: tuple[Pattern, ...] = (
    _pattern(r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", _iso),
    _pattern(r"(?:(?P<year>20\d\d)\s?年)?\s?(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]?", _iso),
    _pattern(r"(?P<year>)(?<!\d)(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=\s?\([月火水木金土日一二三四五六]\))", _iso),
    _pattern(
        rf"(?<![\d.,:/])(?P<day>[0-3]?\d){NTH}\s?(?:of\s|de\s|d'|del\s|di\s|do\s|den\s|af\s)?{MONTH}(?![a-z])\.?(?:,?\s?(?:de\s|del\s)?{YEAR})?",
        _worded,
    ),
    _pattern(
        rf"(?<![a-z]){MONTH}(?:\.\s?|\s)(?:the\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:{TO}(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?(?![\d:])(?:,?\s{YEAR})?",
        _worded,
    ),
    _pattern(
        rf"(?<![a-z])(?P<word>{any_of(ORDINALS)})\s(?:of\s|de\s|d'|di\s)?{MONTH}(?![a-z])(?:,?\s?(?:de\s)?{YEAR})?",
        _spelled,
    ),
    _pattern(
        r"(?<![\d.,:/+-])(?P<one>[0-3]?\d)\s?(?P<mark>[./-])\s?(?P<two>[0-3]?\d)(?:(?P=mark)|-)\s?(?P<year>20\d\d|\d\d)(?![\d/:]|\.\d)", _numeric
    ),
    _pattern(r"(?<![\d.:/+])(?<!\d,)(?<![a-z]-)(?!24/7)(?P<one>[0-3]?\d)(?P<mark>/)(?P<two>[0-3]?\d)(?P<year>)(?![\d/%:])", _numeric),
    _pattern(r"(?<![\d.,:/+])(?P<one>[0-3]?\d)(?P<mark>\.)\s?(?P<two>[01]?\d)\.(?P<year>)(?!\d)", _numeric),
    _pattern(
        r"\b(?:bis|zum|dem|til|till|den|tot|vom|do|ab|am)\s(?P<one>[0-3]?\d)(?P<mark>\.)(?P<two>[01]?\d)(?P<year>)(?![\d.])", _numeric
    ),
    _pattern(
        rf"(?:\b(?:van|t/m|tot|tem|op|vanaf|per|tot en met)\s|(?:{WEEKDAY}),?\s)(?P<one>[0-3]?\d)(?P<mark>-)(?P<two>[01]?\d)(?P<year>)(?![\d-]|\s?(?:dagen|weken|uur))", _numeric
    ),
    _pattern(rf"(?:{WEEKDAY}),?\s(?:den\s|dem\s|d\.\s)?(?P<one>[0-3]?\d)(?P<mark>\.)\s?(?P<two>[01]?\d)(?P<year>)(?![\d.:])", _numeric),
    _pattern(
        rf"(?<![a-z])(?P<weekday>{WEEKDAY}),?\s(?:(?:the|den|dem|le|el|il|o|dia|de|d\.)\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|e|º)?\.?(?![\d:/a-z€$%-]|\s?(?:uhr|h\b|[ap]m\b|\d))",
        _weekday_and_day,
    ),
    _pattern(r"(?<![\d.,:/-])(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?![a-z])", _day_only),
    _pattern(r"(?:\b(?:dia|giorno|am|den|dem|zum|d\.|le|el|il)\s)(?P<day>[0-3]?\d)\.?(?![\d.:/hu€$%a-z]|\s?(?:uhr|h\b|%|a[np]s|mois|\d))", _day_only),
    _pattern(r"(?<![\d月])\s?(?P<day>[0-3]?\d)[日号號](?![間间程以前後后本語语])", _day_only),
    _pattern(
        r"\b(?:back|returning|return|zuruck|retour|vuelvo|volvemos|volto|rientro|torno|terug|tillbaka|tilbage|tilbake)(?: in the office| im buro| op kantoor)?"
        r" (?:on |am |le |el |il |op |den |de )?(?P<day>[0-3]?\d)(?![\d.:/hu€$%a-z-]|\s?(?:uhr|h\b|%|[ap]m|hours?|days?|weeks?|years?|mois|\d))",
        _day_only,
    ),
    _pattern(r"\bde (?P<day>[0-3]?\d)e(?![a-z])|(?<!\d)(?P<day2>[0-3]?\d):e(?![a-z])", _day_only),
    _pattern(
        rf"(?<![a-z])(?:(?:{NEXT_WEEK}),?\s?(?:(?:on|am|op|le|el|no|na|il|pa)\s)?(?P<weekday>{WEEKDAY})|"
        rf"(?P<weekday2>{WEEKDAY})s?,?\s(?:(?:of|in der|der|de la|da|della|i|in)\s)?(?:{NEXT_WEEK}|nachster woche|kommender woche))(?![a-z])",
        _weekday_after_next,
    ),
    _pattern(rf"(?<![a-z])(?P<weekday>{WEEKDAY})(?![a-z])", of_weekday),
    _pattern(r"(?P<day>(?P<next>来週の?|翌週の?|下周|下週|下个?星期|下個?星期|下礼拜)(?P<weekday>[一二三四五六日天月火水木金土])(?!个|個|[0-9])曜?日?)", _sign_weekday),
    _pattern(r"(?P<day>(?P<next>)(?:今週の?|(?:本|这|這)(?:周|週|星期)|周|週|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!个|個|年|期|间))", _sign_weekday),
    _pattern(r"(?P<day>(?P<next>)(?P<weekday>[月火水木金土日])曜日?)", _sign_weekday),
    _pattern(
        rf"(?<![a-z])(?:{TOMORROW_AFTER})(?![a-z])|{TOMORROW_AFTER_SIGNS}", lambda found, ground: ground.base + timedelta(days=2)
    ),
    _pattern(rf"(?<![a-z])(?:{WEEK_NUMBER})\s?(?:nr\.?\s?)?(?P<week>[0-5]?\d)(?:{TO}(?P<last>[0-5]?\d))?(?![\d./:%]|\s?(?:uhr|h\b))", _week, Precision.WEEK),
    _pattern(WEEKEND, _end_of_week),
    _pattern(MONTH_END, _end_of_month),
    _pattern(
        rf"(?<![a-z])(?:{any_of([TOMORROW])})(?![a-z])|{'|'.join(TOMORROW_SIGNS.split())}|"
        r"(?:(?:ab|bis|i|vanaf|tot|erst|tot en met) (?P<word>morgen)|morgen (?:wieder|weer|zuruck|terug))(?![a-z])",
        lambda found, ground: ground.base + timedelta(days=1),
    ),
    _pattern(NEXT_WEEK, lambda found, ground: _next_monday(ground.base), Precision.WEEK),
    _pattern(rf"(?<![a-z])(?:{AHEAD})\s(?P<count>\d{{1,3}}|{NUMBERS})\s(?P<unit>{UNITS})(?![a-z])", _relative, Precision.WEEK),
    _pattern(rf"(?<![a-z])(?P<count>\d{{1,3}}|{NUMBERS})\s(?P<unit>{UNITS})\s(?:from now|later|time)(?![a-z])", _relative, Precision.WEEK),
    _pattern(rf"(?<![a-z])(?:{THE_NEXT})\s(?P<count>\d{{1,3}}|{NUMBERS})\s(?P<unit>{UNITS})(?![a-z])", _relative, Precision.WEEK),
    _pattern(r"(?P<count>\d{1,3}|[一二两兩三四五六七八九十])\s?[かヶカヵ个個]?(?P<unit>月|週間|周|年)[間之]?[後后]", _relative, Precision.WEEK),
    _pattern(
        r"half a year|six months|halben? jahr|halfjaar|half jaar|demi-annee|medio ano|meio ano|mezzo anno|halvar|pol roku|полгода|(?<![上下])半年",
        _half_year, Precision.MONTH,
    ),
    _pattern(
        rf"(?<![a-z])(?:(?P<q1>q1|(?:first|1st|1\.|erstes|ersten|premier|primer|primeiro|primo|eerste)(?={QUARTER})|第一季)|"
        rf"(?P<q2>q2|(?:second|2nd|2\.|zweites|zweiten|deuxieme|segundo|secondo|tweede)(?={QUARTER})|第二季)|"
        rf"(?P<q3>q3|(?:third|3rd|3\.|drittes|dritten|troisieme|tercer|terceiro|terzo|derde|trzecim)(?={QUARTER})|第三季)|"
        rf"(?P<q4>q4|(?:fourth|4th|4\.|viertes|vierten|quatrieme|cuarto|quarto|vierde|ultimo|czwartym)(?={QUARTER})|第四季))"
        rf"(?:{QUARTER})?(?:[ /]{YEAR})?",
        _quarter, Precision.QUARTER,
    ),
    _pattern(
        r"next quarter|nachsten? quartal|kommenden quartal|prochain trimestre|trimestre prochain|proximo trimestre|prossimo trimestre|"
        r"volgend kwartaal|nasta kvartal|naeste kvartal|przyszlym kwartale|下个季度|下季度",
        _next_quarter, Precision.QUARTER,
    ),
    _pattern(
        rf"(?<![a-z])(?:(?:{BEFORE_MONTH})\s)(?:the\s|van\s)?(?P<how>(?:{HOW})[\s-](?:of\s|de\s|di\s|van\s|af\s|d')?)?{MONTH}(?![a-z])\.?(?:\s{YEAR})?",
        _month_only, Precision.MONTH,
    ),
    _pattern(
        rf"(?<![a-z])(?P<how>(?:{HOW})[\s-](?:of\s|de\s|di\s|van\s|af\s|d')?){MONTH}(?![a-z])\.?(?:\s{YEAR})?", _month_only, Precision.MONTH
    ),
    _pattern(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?!\s?\d)(?:以降|頃|上旬|中旬|下旬|份|初|底|末)?", _sign_month, Precision.MONTH),
    _pattern(
        r"next month|nachsten? monat|kommenden monat|mois prochain|proximo mes|mes que viene|mes que vem|proximo mes|mese prossimo|prossimo mese|"
        r"volgende maand|nasta manad|neste maned|naeste maned|przyszlym miesiacu|来月|下个月|下個月",
        _next_month, Precision.MONTH,
    ),
    _pattern(
        r"second half|h2|zweiten? halbjahr|zweites halbjahr|(?:second|deuxieme) semestre|segundo semestre|secondo semestre|tweede helft|下半年|下半期",
        _half, Precision.QUARTER,
    ),
    _pattern(
        r"summer|sommer\w*|\bete\b|rentree|verano|verao|estate|zomer\w*|sommar\w*|wakacjach|lecie|kesan|lete|лета|夏以降|暑假",
        _season(9), Precision.SEASON,
    ),
    _pattern(
        r"autumn|(?<=the )fall|(?<=this )fall|(?<=in )fall|(?<=next )fall|herbst|automne|otono|outono|autunno|herfst|najaar|hosten|efterar\w*|jesieni\w*|осен\w+|秋",
        _season(9), Precision.SEASON,
    ),
    _pattern(r"(?<=in )spring|(?<=the )spring|(?<=next )spring|fruhjahr|fruhling|printemps|primavera|voorjaar|lente|varen|foraret|wiosna|来春|春", _season(3), Precision.SEASON),
    _pattern(
        r"(?:after|nach|apres|despues de|depois d|apos|dopo|na|efter|etter|po|po)\s(?:the |den |der |les |las |le |as |de |l')?(?:s\s)?"
        r"(?:holidays?|ferien|feiertagen?|vacances|fetes|vacaciones|fiestas|ferias|festas|ferie|feste|vakantie|feestdagen|urlaub|semester\w*|ferien|dovolen\w+|отпуск\w*)",
        _after_holidays, Precision.SEASON,
    ),
    _pattern(
        r"new year|neuen? jahr(?!es)|jahreswechsel|jahresanfang|weihnachten|christmas|noel|nouvel an|navidad\w*|reyes|natal|ano novo|natale|kerst|nieuwjaar|nyar|nytar|"
        r"nowym roku|swietach|年明け|年后|春节",
        _season(1), Precision.SEASON,
    ),
    _pattern(
        r"(?P<late>(?:end of|ende|fin de|late|final de|eind|fine)\s(?:l')?)?(?:next (?:fiscal )?year|(?:nachste[sn]?|kommende[sn]?) jahr(?:es)?|(?:annee prochaine|an prochain|annee prochaine)|"
        r"(?:proximo ano|ano que viene|siguiente ano|ano que vem|ano seguinte)|anno prossimo|prossimo anno|volgend jaar|nasta ar|naeste ar|neste ar|"
        r"(?:przyszlym|nastepnym) roku|pristi rok|ensi vuonna|ensi vuoteen|(?:следующем|будущем) году|来年度?|来期|明年|次年度)",
        _next_year, Precision.YEAR,
    ),
    _pattern(
        rf"(?<![a-z\d])(?:(?P<how>{HOW})\s?(?:of\s|de\s|di\s|van\s|af\s)?|(?:in|im|en|em|nel|for|until|till|hasta|ate|bis|tot|i|w|ab|from|to|after|before)\s)"
        r"(?P<year>20\d\d)(?!\d|[/.-]\d)|(?P<year2>20\d\d)年(?!\s?\d)", _year, Precision.YEAR
    ),
)  # fmt: skip
