"""How a day is written."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import cache, cached_property

from engine.rules.reading import date_meanings as meanings
from engine.rules.reading import feasts
from engine.rules.reading.alternatives import Ways, any_of, must_hold
from engine.rules.reading.date_meanings import Ground
from engine.rules.reading.date_names import A_MONTH, IN_MONTH, JANUARY, MONTH, WEEKDAY
from engine.rules.reading.folding import CJK
from engine.rules.reading.lexicon.calendar import (
    AHEAD,
    BEFORE_MONTH,
    FEASTS,
    HOW,
    MONTH_END,
    NEXT_WEEK,
    NUMBER_WORDS,
    ORDINALS,
    SHORT_BEFORE,
    SHORT_WEEKDAYS,
    THE_NEXT,
    TOMORROW,
    TOMORROW_AFTER,
    TOMORROW_AFTER_SIGNS,
    TOMORROW_SIGNS,
    UNITS,
    WEEK_NUMBER,
    WEEKEND,
)
from engine.rules.reading.lexicon.periods import (
    BEFORE_LETTER,
    FIRST,
    FOURTH,
    HALF,
    LAST,
    NEXT_YEAR,
    NO_HALF_YEAR,
    QUARTER,
    SECOND,
    THIRD,
    YEAR_AFTER_NEXT,
)


class Precision(IntEnum):
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    YEAR = 6


YEAR = r"(?P<year>20\d\d)"
NTH = r"(?:st|nd|rd|th|er|ro|\.?[ºª°]|\.|:?e|:a)?"
TO = r"\s?(?:-|~|to|through|thru|until|till|bis|au|al|a|ao|tot|t/m|til|till|do|and|und|et|y|og|och|en|ja|e|i|&|\+)\s?"
RANGE = r"\s?(?:-|~|->|>|→)\s?"
NUMBERS = any_of(NUMBER_WORDS)
LAST_DAY = "t/m|tot en met|till och med|til og med|einschlies+lich"
"""Words before the last day of something: what follows is a day, also without its month."""


@dataclass(frozen=True)
class Pattern:
    regex: str
    resolve: Callable[[re.Match[str], Ground], date | None]
    precision: Precision = Precision.DAY

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.regex)

    @cached_property
    def landmarks(self) -> frozenset[re.Pattern[str]]:
        """What a text must hold where it is found."""
        held = frozenset(mark for part, mark in LANDMARKS.items() if must_hold(self.regex, part))
        return held | _in_signs(self.regex)


UNIT = f"(?P<unit>{UNITS})"
LANDMARKS = {part: re.compile(part) for part in (r"\d", MONTH, WEEKDAY, UNIT, QUARTER, HALF)}
"""Most texts have few of them, and are seldom looked through for whole dates."""


def _in_signs(regex: str) -> frozenset[re.Pattern[str]]:
    """Of what is written in Chinese or Japanese alone: no word is in it but names of groups."""
    words = re.sub(r"\?P<\w+>|\\.", "", regex)
    return frozenset({CJK} if CJK.search(words) and not re.search("[a-z]", words) else ())


def said_in(text: str) -> Iterator[Pattern]:
    """The patterns that may be found in a text. Those without a landmark are looked for all at once beforehand."""
    seen = {mark for mark in (*LANDMARKS.values(), CJK) if mark.search(text)}
    any_other = _others().are_in(text)
    return (pattern for pattern in PATTERNS if (pattern.landmarks <= seen if pattern.landmarks else any_other))


@cache
def _others() -> Ways:
    bare = (re.sub(r"\?P<\w+>", "?:", pattern.regex) for pattern in PATTERNS if not pattern.landmarks)
    return Ways("|".join(bare))  # without the names of groups, for one must not stand twice


SHORT_YEAR = r"(?:(?:[/-]|\s?')(?P<short>[2-9]\d)(?![\d:.%]))?"
A_YEAR = r"\s?(?:[/'-]\s?)?(?:20)?[2-9]\d(?!\d)"
"""Behind "1H", "T2", which without one may be anything."""
UP_TO_4, UP_TO_2 = r"(?=[1-4])\d", r"(?=[12])\d"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(feasts.WEEKDAY_AFTER_FEAST, feasts.weekday_after_feast),
    Pattern(feasts.AFTER_FEAST, feasts.after_feast),
    Pattern(feasts.FEAST, feasts.on_feast),
    Pattern(feasts.FEAST_ALSO_A_NAME, feasts.on_feast),
    Pattern(feasts.FEAST_OF_WEEKDAY, feasts.on_feast),
    Pattern(
        rf"(?<![a-z\d])(?P<written>q[- ]?(?P<n1>{UP_TO_4})(?![a-z])|(?P<n2>{UP_TO_4})q(?:(?![a-z\d])|(?={A_YEAR}))|{QUARTER}\s(?P<n3>{UP_TO_4})|[tk](?P<n4>{UP_TO_4})(?=[/-]?{A_YEAR})|(?P<n5>{UP_TO_4})[tk](?={A_YEAR})|"
        rf"(?:{BEFORE_LETTER})[tk](?P<n6>{UP_TO_4})(?![a-z])|(?P<n7>{UP_TO_4})\s?사?분기)(?:(?![\d:%]|[.,]\d){SHORT_YEAR}|(?<=[a-z])(?:(?P<short2>[2-9]\d)(?!\d)|(?=20)))",
        meanings.nth_of_year(4), Precision.QUARTER,
    ),
    Pattern(
        rf"(?<![a-z\d])(?:(?P<q1>{FIRST})|(?P<q2>{SECOND})|(?P<q3>{THIRD})|(?P<q4>{FOURTH}|{LAST}))\s?(?:(?:fiscal|calendar) )?{QUARTER}(?![a-z]){SHORT_YEAR}",
        meanings.nth_of_year(4), Precision.QUARTER,
    ),
    Pattern(
        r"(?P<written>(?:第|(?<![\d一二三四五六七八九十]))(?:(?P<q1>[一1])|(?P<q2>[二2])|(?P<q3>[三3])|(?P<q4>[四4]))(?:季度|四半期|(?<=第.)季))(?P<short>)",
        meanings.nth_of_year(4), Precision.QUARTER,
    ),
    Pattern(
        rf"(?<![a-z\d])(?P<written>h(?P<n1>{UP_TO_2})(?![a-z])|s(?P<n2>{UP_TO_2})(?=[/-]?{A_YEAR})|(?P<n3>{UP_TO_2})[hs](?={A_YEAR})|(?:{BEFORE_LETTER})s(?P<n4>{UP_TO_2})(?![a-z]))(?:(?![\d:%]|[.,]\d){SHORT_YEAR}|(?<=[a-z])(?:(?P<short2>[2-9]\d)(?!\d)|(?=20)))",
        meanings.nth_of_year(2), Precision.QUARTER,
    ),
    Pattern(
        rf"(?<![a-z\d])(?:(?P<q1>{FIRST})|(?P<q2>{SECOND}))\s?(?:(?:fiscal|calendar) )?{HALF}(?:[ -]year)?(?![a-z]){NO_HALF_YEAR.format(months=A_MONTH)}{SHORT_YEAR}",
        meanings.nth_of_year(2), Precision.QUARTER,
    ),
    Pattern(r"(?P<q1>alkuvuo\w+|상반기)|(?P<q2>loppuvuo\w+|하반기)(?P<short>)", meanings.nth_of_year(2), Precision.QUARTER),
    Pattern(r"(?P<q1>上半年|上半期|上期)|(?P<q2>下半年|下半期|下期)(?P<short>)", meanings.nth_of_year(2), Precision.QUARTER),
    Pattern(r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", meanings.iso),
    Pattern(r"(?<![\d-])(?P<year>20[2-9]\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?![\d-])", meanings.iso),
    Pattern(r"(?:(?P<year>20\d\d)\s?年)?\s?(?<!\d)(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]?", meanings.iso),
    Pattern(r"(?:(?P<year>20\d\d)년\s?)?(?<!\d)(?P<month>\d{1,2})월\s?(?P<day>\d{1,2})일", meanings.iso),
    Pattern(r"(?<![一二三四五六七八九十])(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})[日號号]", meanings.in_signs),
    Pattern(r"(?P<year>)(?<!\d)(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=\s?\([月火水木金土日一二三四五六]\))", meanings.iso),
    Pattern(
        rf"(?<![\d.,:/])(?P<day>[0-3]?\d){NTH}(?:[-/]|\s?(?:of\s|de\s|d'|del\s|di\s|do\s|den\s|af\s)?){MONTH}(?![a-z])\.?(?:(?:[-/]|,?\s?(?:de\s|del\s)?){YEAR}|[-/]\d\d(?!\d))?",
        meanings.worded,
    ),
    Pattern(
        rf"(?<![a-z]){MONTH}(?:\.\s?|\s|-)(?:the\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:{TO}(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?(?![\d:])(?:,?\s{YEAR})?",
        meanings.worded,
    ),
    Pattern(
        rf"(?<![a-z])(?P<word>{any_of(ORDINALS)})\s(?:of\s|de\s|d'|di\s)?{MONTH}(?![a-z])(?:,?\s?(?:de\s)?{YEAR})?",
        meanings.spelled,
    ),
    Pattern(
        rf"(?<![\d.,:/+-])[0-3]?\d\.?{RANGE}(?P<one>[0-3]?\d)(?P<mark>[./])\s?(?P<two>0?[1-9]|1[0-2])(?P=mark)\s?(?P<year>20\d\d|\d\d)?(?![\d/:]|\.\d)", meanings.numeric
    ),
    Pattern(
        rf"(?<![\d.,:/+-])[0-3]?\d[./](?:0?[1-9]|1[0-2])[./]?(?:20\d\d|\d\d)?{RANGE}(?P<one>[0-3]?\d)(?P<mark>[./])(?P<two>0?[1-9]|1[0-2])(?:(?P=mark)\s?(?P<year>20\d\d|\d\d))?(?![\d/%]|:\d|\.\d|\s?(?:uhr|h\b))", meanings.numeric
    ),
    Pattern(
        r"(?<![\d.,:/+-])(?P<one>[0-3]?\d)\s?(?P<mark>[./-])\s?(?P<two>[0-3]?\d)(?:(?P=mark)|-)\s?(?P<year>20\d\d|\d\d)(?![\d/:]|\.\d)", meanings.numeric
    ),
    Pattern(r"(?=\d\d?/)(?<![\d.:/+])(?<!\d,)(?<![a-z]-)(?:(?!24/7)|(?<=\d [-–] )|(?<=\d[-–]))(?P<one>[0-3]?\d)(?P<mark>/)(?P<two>[0-3]?\d)(?P<year>)(?![\d/%:])", meanings.numeric),
    Pattern(r"(?<![\d.,:/+])(?P<one>[0-3]?\d)(?P<mark>\.)\s?(?P<two>[01]?\d)\.(?P<year>)(?!\d)", meanings.numeric),
    Pattern(
        r"\b(?:bis|zum|dem|til|till|den|tot|vom|do|ab|am)\s(?P<one>[0-3]?\d)(?P<mark>\.)(?P<two>[01]?\d)(?P<year>)(?![\d.])", meanings.numeric
    ),
    Pattern(
        rf"(?:\b(?:van|t/m|tot|tem|op|vanaf|per|tot en met)\s|(?:{WEEKDAY}|{any_of([FEASTS])}),?\s)(?P<one>[0-3]?\d)(?P<mark>-)(?P<two>[01]?\d)(?P<year>)(?![\d-]|\s?(?:dagen|weken|uur))", meanings.numeric
    ),
    Pattern(rf"(?:{WEEKDAY}|{any_of([FEASTS])}),?\s(?:den\s|dem\s|d\.\s)?(?P<one>[0-3]?\d)(?P<mark>\.)\s?(?P<two>[01]?\d)(?P<year>)(?![\d.:])", meanings.numeric),
    Pattern(
        rf"(?<![a-z])(?P<weekday>{WEEKDAY}),?\s(?:(?:the|den|dem|le|el|il|o|dia|de|d\.)\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|e|º|-?го)?\.?(?![\d:/a-z€$%-]|\s?(?:uhr|h\b|[ap]m\b|\d))",
        meanings.weekday_and_day,
    ),
    Pattern(r"(?<![\d.,:/-])(?P<day>[0-3]?\d)(?:st|nd|rd|th|sten|ten)(?![a-z])", meanings.day_only),
    Pattern(r"\b(?:ab|bis|vom|fra|fran|til|till)\s(?P<day>[0-3]?\d)\.(?=\s(?:wieder|bin|da|im|nicht|zur|erreich|igen|ikke)|\s?$|,|\s?\n)", meanings.day_only),
    Pattern(r"(?:\b(?:dia|giorno|am|den|dem|zum|d\.|le|el|il)\s)(?P<day>[0-3]?\d)\.?(?![\d.:/hu€$%a-z]|\s?(?:uhr|h\b|%|a[np]s|mois|\d))", meanings.day_only),
    Pattern(
        rf"(?:\b(?:jusqu'au|fino al|sino al|{LAST_DAY})\s)(?P<day>[0-3]?\d)(?:\.|:e)?(?![\d.:/hu€$%a-z-]|\s?(?:uhr|h\b|%|[ap]m|hours?|days?|weeks?|mois|mesi|jaar|\d))", meanings.day_only
    ),
    Pattern(r"(?<![\d.,:/-])(?P<day>[0-3]?\d)\.?(?=,? (?:inclus|inclusive|inclusief|incl|compreso|incluso|wlacznie|einschlies+lich)\b)", meanings.day_only),
    Pattern(r"(?<![\d.,:/-])(?P<day>[0-3]?\d)-(?:го|(?:j?[ae]n|[aeo]?tol|j?[ae]?ig)(?![a-z]))", meanings.day_only),
    Pattern(r"(?<![\d월])(?<!월 )(?P<day>[0-3]?\d)일(?=\s?\(?[월화수목금토일](?:요일|\))|부터|까지)", meanings.day_only),
    Pattern(r"(?<![\d月])\s?(?P<day>[0-3]?\d)[日号號](?:の?[月火水木金土日]曜日?|\s?(?:星期|周|週)[一二三四五六日天])?(?![間间程前後后本语語館馆室楼樓線线車车]|以[内內前])", meanings.day_only),
    Pattern(
        r"\b(?:back|returning|return|zuruck|retour|vuelvo|volvemos|volto|rientro|torno|terug|tillbaka|tilbage|tilbake)(?: in the office| im buro| op kantoor)?"
        r" (?:on |am |le |el |il |op |den |de )?(?P<day>[0-3]?\d)(?![\d.:/hu€$%a-z-]|\s?(?:uhr|h\b|%|[ap]m|hours?|days?|weeks?|years?|mois|\d))",
        meanings.day_only,
    ),
    Pattern(
        r"\b(?:week of the|woche vom|semaine du|semana del?|semana do dia|settimana del|week van|ugen den|uken den|veckan den|tygodniu od)\s(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)?(?![\d:/%a-z]|\.\d|\s(?:uhr|h\b|%|[ap]m|au|al|bis|to|tot|t/m|til|till|do|a)\b)",
        meanings.day_only,
    ),
    Pattern(r"\b(?:l|all|dall|dell)'(?P<day>8|11)(?!\d|[.:/]\d|%|[a-z])", meanings.day_only),
    Pattern(r"\bde (?P<day>[0-3]?\d)e(?![a-z])|(?<!\d)(?P<day2>[0-3]?\d):[ea](?![a-z])", meanings.day_only),
    Pattern(
        rf"(?<![a-z])(?:(?:{NEXT_WEEK}),?\s?(?:(?:on|am|op|le|el|no|na|il|pa)\s)?(?P<weekday>{WEEKDAY})|"
        rf"(?P<weekday2>{WEEKDAY})s?,?\s(?:(?:of|in der|der|de la|da|della|i|in)\s)?(?:{NEXT_WEEK}|nachster woche|kommender woche))(?![a-z])",
        meanings.weekday_after_next,
    ),
    Pattern(rf"(?<![a-z])(?P<weekday>{WEEKDAY}),?\s(?:in\s|i\s|of\s|der\s|da\s|de\s(?:la\s)?|in\sder\s)?(?:{WEEK_NUMBER}|v)\s?(?P<week>[0-5]?\d)(?P<last>)(?!\d)", meanings.day_of_week),
    Pattern(
        rf"(?<![a-z])(?:a week on (?P<weekday2>{WEEKDAY})|(?P<weekday>{WEEKDAY}),?\s(?:week\b|in a week|in einer woche|en huit|over een week|om en uge|om en uke|om en vecka|after next\b))",
        meanings.weekday_in_a_week,
    ),
    Pattern(rf"(?<![a-z])(?P<weekday>{WEEKDAY})(?:morgen|fruh|vormittag|mittag|nachmittag|abend)?(?![a-z])", meanings.of_weekday),
    Pattern(rf"(?:^|[,.]\s)(?P<weekday>{any_of(SHORT_WEEKDAYS)})\s(?:weer|wieder)\b", meanings.of_weekday),
    Pattern(rf"\b(?:{SHORT_BEFORE})\s(?:on\s|le\s|el\s)?(?P<weekday>{any_of(SHORT_WEEKDAYS)})(?=\.|,|\s?\d|\s?$|\s?[\n!)]|\s(?:wieder|weer|igen|weg|nicht|im|in|off|out|noch|morning|am|pm)\b)", meanings.of_weekday),
    Pattern(r"(?P<day>(?P<next>来週の?|翌週の?|下周|下週|下个?星期|下個?星期|下[礼禮]拜)(?P<weekday>[一二三四五六日天月火水木金土])(?!个|個|[0-9])曜?日?)", meanings.sign_weekday),
    Pattern(r"(?P<day>(?P<next>)(?:今週の?|(?:本|这|這)(?:周|週|星期)|周|週|星期|[礼禮]拜)(?P<weekday>[一二三四五六日天])(?!个|個|年|期|间))", meanings.sign_weekday),
    Pattern(r"(?P<day>(?P<next>)(?P<weekday>[月火水木金土日])曜日?)", meanings.sign_weekday),
    Pattern(
        rf"(?<![a-z])(?:{TOMORROW_AFTER})(?![a-z])|{TOMORROW_AFTER_SIGNS}", lambda found, ground: ground.base + timedelta(days=2)
    ),
    Pattern(r"(?<![\d.,])(?P<week>[0-5]?\d)\.\s?(?:kw|kalenderwoche)(?![a-z])(?P<last>)", meanings.week, Precision.WEEK),
    Pattern(rf"(?<![a-z])(?:{WEEK_NUMBER})\s?(?:nr\.?\s?)?(?P<week>[0-5]?\d)(?:{TO}(?P<last>[0-5]?\d))?(?![\d/:%]|\.\d|\s?(?:uhr|h\b))", meanings.week, Precision.WEEK),
    Pattern(r"\b(?:en|retour|jusqu'en|fin|debut|reprise|back|until|till|in|ab|bis|i|from|of|tot|til|und|et|fran|fra|fram till|tillbaka|tilbage|tilbake|igen|igjen|ater|zuruck|terug|vanaf|erst)\s[swv]\.?\s?(?P<week>[0-5]\d)(?P<last>)(?![\d/:%])", meanings.week, Precision.WEEK),
    Pattern(
        r"\b(?:after the weekend|nach dem wochenende|apres le week-?end|despues del fin de semana|depois do fim de semana|dopo il (?:weekend|fine settimana)|"
        r"na het weekend|efter helgen|etter helgen|efter weekenden|po weekendzie|viikonlopun jalkeen|po vikendu)\b|周末后|週末明け|周末过后", lambda found, ground: meanings.next_monday(ground.base)
    ),
    Pattern(WEEKEND, meanings.end_of_week),
    Pattern(MONTH_END, meanings.end_of_month),
    Pattern(
        rf"(?<![a-z])(?:{any_of([TOMORROW])})(?![a-z])|{'|'.join(TOMORROW_SIGNS.split())}|"
        r"(?:(?:ab|bis|i|vanaf|tot|erst|tot en met) (?P<word>morg[eo]n)|(?:mail|bericht|nachricht) (?P<word2>morgen)|"
        r"(?<!guten )(?<!goede )(?<!am )(?<!dag )(?<!tag )(?<!eden )(?<!elke )(?<!heute )(?P<word3>morgen)(?= (?:pas|wieder|weer|zuruck|terug|lees|lese|antwoord|antworte|beantwoord|reageer|kijk|ben|bin|bist|ist|is|sind|zijn|melde|"
        r"ab|vanaf|gegen|um|om|rond|fruh|vroeg|vormittag|nachmittag|mittag|abend|middag|avond|erst|nicht|niet|geht|gaat|habe|heb|stehe|sta|sitze|zit)\b))(?![a-z])",
        lambda found, ground: ground.base + timedelta(days=1),
    ),
    Pattern(NEXT_WEEK, lambda found, ground: meanings.next_monday(ground.base), Precision.WEEK),
    Pattern(rf"(?<![a-z])(?:{AHEAD})\s(?P<count>\d{{1,3}}|{NUMBERS})\s{UNIT}(?![a-z])", meanings.relative, Precision.WEEK),
    Pattern(rf"(?<![a-z])(?P<count>\d{{1,3}}|{NUMBERS})\s{UNIT}\s(?:from now|later|time)(?![a-z])", meanings.relative, Precision.WEEK),
    Pattern(rf"(?<![a-z])(?:{THE_NEXT})\s(?P<count>\d{{1,3}}|{NUMBERS})\s{UNIT}(?![a-z])", meanings.relative, Precision.WEEK),
    Pattern(r"(?P<count>\d{1,3}|[一二两兩三四五六七八九十])\s?[かヶカヵ个個]?(?P<unit>月|週間|周|年)[間之]?[後后]", meanings.relative, Precision.WEEK),
    Pattern(
        r"half a year|six months|halben? jahr|halfjaar|half jaar|demi-annee|medio ano|meio ano|mezzo anno|halvar|pol roku|полгода|(?<![上下])半年",
        meanings.half_year, Precision.MONTH,
    ),
    Pattern(
        rf"(?<![a-z\d])(?:(?P<q1>{FIRST})|(?P<q2>{SECOND})|(?P<q3>{THIRD})|(?P<q4>{FOURTH}))\s(?:(?:week|woche|semaine|semana|settimana|veckan?|ugen?|uken?|uka|tydzien|tygodniu)\s(?:(?:of|in|im|des|de|del|do|di|van|i|av|af)\s|d'|di\s)?{MONTH}(?![a-z])|(?P<compound>{A_MONTH})woche)",
        meanings.nth_week, Precision.WEEK,
    ),
    Pattern(
        r"next quarter|nachsten? quartal|kommenden quartal|prochain trimestre|trimestre prochain|proximo trimestre|prossimo trimestre|"
        r"volgend kwartaal|nasta kvartal|naeste kvartal|przyszlym kwartale|下个季度|下季度",
        meanings.next_quarter, Precision.QUARTER,
    ),
    Pattern(
        rf"(?<![a-z])(?:(?:{BEFORE_MONTH})\s)(?:the\s|van\s)?(?P<how>(?:{HOW})[\s-](?:of\s|de\s|di\s|van\s|af\s|d')?)?{MONTH}(?![a-z])\.?(?:\s{YEAR})?",
        meanings.month_only, Precision.MONTH,
    ),
    Pattern(
        rf"(?<![a-z])(?P<how>(?:{HOW})[\s-](?:of\s|de\s|di\s|van\s|af\s|d')?){MONTH}(?![a-z])\.?(?:\s{YEAR})?", meanings.month_only, Precision.MONTH
    ),
    Pattern(rf"(?P<how>){IN_MONTH}(?![a-z])(?:\s{YEAR})?", meanings.month_only, Precision.MONTH),
    Pattern(rf"(?P<how>){MONTH}\s(?:ayinda|basinda|gibi|alussa|alguses)(?P<year>)(?![a-z])", meanings.month_only, Precision.MONTH),
    Pattern(rf"rentree (?P<how>)(?:de |en ){MONTH}(?P<year>)", meanings.month_only, Precision.MONTH),
    Pattern(
        r"(?:(?P<year>20\d\d)年\s?|(?P<ahead>明年|来年|來年|翌年)[の的]?\s?)?(?<![\d一二三四五六七八九十])(?P<month>1[0-2]|[1-9]|[一二三四五六七八九十]{1,2})"
        r"月(?!\s?[\d一二三四五六七八九十])(?:以降|頃|上旬|中旬|下旬|份|初|(?P<end>[底末]))?", meanings.sign_month, Precision.MONTH
    ),
    Pattern(r"(?:(?P<year>20\d\d)년\s?|(?P<ahead>내년)\s?)?(?<!\d)(?P<month>1[0-2]|[1-9])월(?!\s?\d)(?P<end>\s?말)?", meanings.sign_month, Precision.MONTH),
    Pattern(r"(?P<year>)(?P<ahead>)(?P<end>\bcuoi )?\bthang (?P<month>1[0-2]|[1-9])(?!\d)", meanings.sign_month, Precision.MONTH),
    Pattern(
        r"next month|nachsten? monat|kommenden monat|mois prochain|proximo mes|mes que viene|mes que vem|proximo mes|mese prossimo|prossimo mese|"
        r"volgende maand|nasta manad|neste maned|naeste maned|przyszlym miesiacu|(?P<sign>来月|下个月|下個月)(?P<end>[底末])?",
        meanings.next_month, Precision.MONTH,
    ),
    Pattern(
        rf"summer|sommer\w*|\bete\b|rentree(?! (?:de|en) {JANUARY})|verano|verao|estate|zomer\w*|sommar\w*|wakacjach|lecie|kesan|lete|лета|夏以降|暑假",
        meanings.season(9), Precision.SEASON,
    ),
    Pattern(
        r"autumn|fall(?:(?<=the fall)|(?<=this fall)|(?<=in fall)|(?<=next fall))|herbst|automne|otono|outono|autunno|herfst|najaar|hosten|efterar\w*|jesieni\w*|осен\w+|秋",
        meanings.season(9), Precision.SEASON,
    ),
    Pattern(r"spring(?:(?<=in spring)|(?<=the spring)|(?<=next spring))|fruhjahr|fruhling|printemps|primavera|voorjaar|lente|varen|foraret|wiosna|来春|春", meanings.season(3), Precision.SEASON),
    Pattern(
        r"(?:after|nach|apres|despues de|depois d|apos|dopo|na|efter|etter|po|po)\s(?:the |den |der |les |las |le |as |de |l')?(?:s\s)?"
        r"(?:holidays?|ferien|feiertagen?|vacances|fetes|vacaciones|fiestas|ferias|festas|ferie|feste|vakantie|feestdagen|urlaub|semester\w*|ferien|dovolen\w+|отпуск\w*)",
        meanings.after_holidays, Precision.SEASON,
    ),
    Pattern(
        r"new year|neuen? jahr(?!es)|jahreswechsel|jahresanfang|weihnachten|christmas|noel|nouvel an|navidad\w*|reyes|natal|ano novo|natale|kerst|nieuwjaar|nyar|nytar|"
        r"nowym roku|swietach|年明け|年后|春节",
        meanings.season(1), Precision.SEASON,
    ),
    Pattern(
        rf"(?:(?<![a-z])(?P<how>{HOW})[\s-](?:(?:of|in|de|des|di|van|av|af|del|do|d')\s?)?(?:(?:l'|el |het |det |the ))?)?(?:(?P<after>{YEAR_AFTER_NEXT})|{NEXT_YEAR})"
        r"(?: ?(?P<how2>lopu\w+|lopp\w+|puoliv\w+|年?[末底中]))?",
        meanings.next_year, Precision.YEAR,
    ),
    Pattern(
        rf"(?<![a-z\d])(?:(?P<how>{HOW})\s?(?:of\s|de\s|di\s|van\s|af\s)?|(?:in|im|en|em|nel|for|until|till|hasta|ate|bis|tot|i|w|ab|from|to|after|before)\s)"
        r"(?P<year>20\d\d)(?!\d|[/.-]\d)|(?P<year2>20\d\d)年(?!\s?\d)", meanings.year, Precision.YEAR
    ),
)  # fmt: skip
