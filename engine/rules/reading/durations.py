"""When somebody is back who only says for how long: "for two weeks", "this week", "not any more today"."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Sequence
from datetime import date, timedelta

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.date_meanings import Ground, ahead, next_monday, relative
from engine.rules.reading.evidence import concepts
from engine.rules.reading.folding import plain
from engine.rules.reading.lexicon.calendar import AHEAD, NUMBER_WORDS, UNITS
from engine.rules.reading.only_now import DAY, HOUR, NO_MORE, WEEK, is_only_now
from engine.rules.reading.return_words import AWAY, HABIT

NO_SPAN = (
    r"within|in|last|past|after|every|under|inside|than|since|ago|seit|binnen|innerhalb|nach|alle|letzten|vergangenen|depuis|dans|sous|apres|dernieres?|derniers|desde|hace|dentro de|en|tras|cada|ultim[aoie]s?|"
    r"ha|apos|em|da|entro|tra|fra|dopo|ogni|sinds|afgelopen|over|om|efter|etter|inom|innen|inden|hver|varje|senaste|sidste|siste|po|od|w ciagu|ostatni\w*"
)
"""What stands before a time to come, or gone by, rather than before how long somebody is away."""
SPAN = re.compile(
    rf"(?<![a-z\d])(?P<before>(?:{NO_SPAN})\s(?:the |den |de |las |los |le |les |as |os )?)?(?P<count>\d{{1,2}}|{any_of(NUMBER_WORDS)})\s(?:full |whole |ganze |lange |volle |weitere |more )?(?P<unit>{UNITS})(?![a-z])(?! (?:ago|later|old|of experience))"
)
SIGN_SPAN = re.compile(
    r"(?P<count>\d{1,2}|[一二两兩三四五六七八九十])\s?(?:[かヶカヵ个個]\s?(?=月))?(?P<unit>(?<=[かヶカヵ个個])月|(?<=[かヶカヵ个個] )月|週間|周|週|星期|日間|天)(?!\s?[以内內前後后内末初])"
)
SOME = re.compile(
    rf"(?<![a-z])(?:(?:{AHEAD})\s|give (?:me|us|it) )(?:(?P<pair>(?:a )?couple(?: of)?|un par de|um par de|un paio di|ett par|et par)|(?:a |another )?few(?: more)?|several|some|"
    r"(?:ein paar|een paar|einige[nr]?|mehrere[nr]?|quelques|plusieurs|un[oa]s(?: cuant[oa]s)?|algun[oa]s|varios|alguns|algumas|qualche|alcun[ei]|enkele|nagra|nogle|noen|pare|kilka|kilku))"
    rf"\s(?P<unit>{UNITS})(?![a-z])"
)
ILL = re.compile(
    r"\b(?:sick\w*|ill\w*|unwell|flu|fever|krank\w*|malad\w*|enferm\w*|doente\w*|malat\w*|ziek\w*|sjuk\w*|syk\w*|syg\w*|vab\w*|chor\w*|nemoc\w*)\b|病"
)
CLAUSE = re.compile(r"[!?;\n。！？]|(?<!\d)\.(?=\s|$)")
NORDIC = (
    "jan(?:uari?)?", "feb(?:ruari?)?", "mar(?:t?s)?", "apr(?:il)?", "ma[ij]", "juni?", "juli?", "aug(?:usti?)?",
    "sep(?:t(?:ember)?)?", "okt(?:ober)?", "nov(?:ember)?", "de[cs](?:ember)?",
)  # fmt: skip
_ALL = rf"uk(?:e|a|en)|veckan?|ugen?|aret|manade[nr]|maneden|{'|'.join(NORDIC)}"
TO_THE_END = re.compile(
    rf"\b(?:ut|resten a[vf]) (?P<named>{_ALL})\b|\b(?P<before>{_ALL}) u[td]\b|\b(?:rest|remainder) of (?:the |this )?(?P<rest>year|month)\b"
)
"""All that is left: "ut uken", "veckan ut", "februar ud", "the rest of the year"."""
SATURDAY = 5


def after_a_while(text: str, base: date, begins: Sequence[date]) -> date | None:
    """The first day back, by how long an absence lasts from its first day where one is named, else from `base` on.

    None where no clause on an absence tells. What ends on a weekend is over on Monday.
    """
    for clause in CLAUSE.split(plain(text)):
        if not (AWAY.search(clause) or NO_MORE.search(clause)):
            if WEEK.search(clause) and "away" in concepts(clause):  # "on jury duty this week"
                return next_monday(base)
            continue
        found = next((one for one in SPAN.finditer(clause) if not one["before"]), None) or SIGN_SPAN.search(clause)
        if found:
            day = relative(found, Ground(begins[0] if begins else base, None))
            return day and _on_a_working_day(day)
        ends = TO_THE_END.search(clause)
        if ends:
            return _after(ends["named"] or ends["before"] or ends["rest"], base)
        if WEEK.search(clause):
            return next_monday(base)
        gone, hour = NO_MORE.search(clause), HOUR.search(clause)
        if (gone and (hour or DAY.search(clause))) or (not hour and _is_today_alone(clause)):
            return _on_a_working_day(base + timedelta(days=1))
    return None


def _after(period: str, base: date) -> date:
    """The first day after a week, a month or a year, which is called so or by its name."""
    if period.startswith(("uk", "veck", "uge")):
        return next_monday(base)
    if period in ("aret", "year"):
        return date(base.year + 1, 1, 1)
    month = next((at for at, name in enumerate(NORDIC, 1) if re.match(name, period)), base.month)
    year = base.year + (month < base.month) + month // 12
    return date(year, month % 12 + 1, 1)


def in_some_time(text: str, base: date) -> date | None:
    """ "In a few weeks": a couple is two, a few are three. Of answers alone: a note's "reply in a few days" is no day."""
    found = SOME.search(plain(text))
    return ahead(2 if found["pair"] else 3, found["unit"], base) if found else None


def _is_today_alone(clause: str) -> bool:
    """ "Away today": not from today on, nor in the mornings; who is ill does not know for how long."""
    return bool(DAY.search(clause)) and is_only_now(clause) and not (HABIT.search(clause) or ILL.search(clause))


def _on_a_working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
