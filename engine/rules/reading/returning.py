"""The day somebody is back, by the words around the dates of an absence note.

That is the first day back where it is said ("back on 4 May", "ab dem 4. Mai wieder"), else the last day named for the
absence as it stands ("until 4 May" is 4 May): the held mail waits a business day longer anyway. A last day that is away
for sure ("bis einschließlich 4. Mai", "2–4 May", "away on the 3rd and 4th") is over on the working day after it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from engine.rules.reading.date_names import A_MONTH, marked
from engine.rules.reading.date_patterns import TO, Precision
from engine.rules.reading.dates import DAY_NAME, Found, find_dates
from engine.rules.reading.day_order import writes_day_first
from engine.rules.reading.durations import after_a_while
from engine.rules.reading.folding import DATED, plain
from engine.rules.reading.language import guess_language
from engine.rules.reading.only_now import NO_MORE
from engine.rules.reading.part_time import next_day_at_work
from engine.rules.reading.return_words import (
    AFTER_UNTIL,
    ANSWERS,
    ANSWERS_BEHIND,
    AWAY,
    BACK,
    BACK_BEHIND,
    BETWEEN,
    CLAUSE_END,
    DAYS_AND,
    DAYS_BETWEEN,
    DAYS_FROM,
    DEADLINE,
    EACH,
    FROM,
    HABIT,
    HOUR,
    INCLUDED,
    INCLUDING,
    LAST_AWAY,
    LAST_AWAY_BEHIND,
    LATER_TODAY,
    LISTED,
    NEXT_THOUGHT,
    SINCE,
    STARTS,
    TAKES_PLACE,
    UNTIL,
    WEEK_OF,
)

BEFORE, BEHIND = 80, 55
"""How far from a date the word that gives it its role may stand, in characters."""


def _clause(text: str, one: Found) -> str:
    """The words of the clause before a date, other dates and all."""
    before = text[max(0, one.start - BEFORE) : one.start]
    cut = [found.end() for found in CLAUSE_END.finditer(before)]
    return plain(before[cut[-1] :] if cut else before)


def _around(text: str, dates: list[Found], index: int) -> tuple[str, str]:
    """The words between this date and its neighbours, within its clause."""
    one = dates[index]
    first = max(dates[index - 1].end if index else 0, one.start - BEFORE)
    last = min(dates[index + 1].start if index + 1 < len(dates) else len(text), one.end + BEHIND)
    before, behind = text[first : one.start], text[one.end : last]
    cut = [found.end() for found in CLAUSE_END.finditer(before)]
    before = before[cut[-1] :] if cut else before
    ends = CLAUSE_END.search(behind) or (DOTTED.search(text, one.start, one.end) and OPENS.match(behind))
    behind = plain(behind[: ends.start()] if ends else behind)
    own = NEXT_THOUGHT.match(behind) if not ends and index + 1 < len(dates) else None
    return plain(before), own[0] if own else behind


FRIDAY = 4
DOTTED, OPENS = re.compile(r"[^\W\d]{3}\.$"), re.compile(r"\s+(?=[A-ZÀ-Þ])")
"""A date that ends with the stop of its sentence, and the next one."""
REST = re.compile(r"(?:the )?(?:rest|remainder)\b|(?:die |der |den )?(?:restliche|rest)|ut uk|resten|resto")
"""Of a week or a month: all that is left of it."""
TOT = re.compile(r"\btot (?!en met)(?:\w+ )?$")
DAYS_WITHIN = re.compile(rf"{A_MONTH}\.?\s(?P<first>[0-3]?\d)(?:st|nd|rd|th)?{TO}[0-3]?\d(?:st|nd|rd|th)?$")
JOINT = 8
"""Characters between the first day of a span and the word that leads to the last one: a bracket, a year."""
SPAN = 25
"""Characters between the first and the last day of a span."""
SOON = 5
"""Days between the last day away and the first day back: a weekend, or Easter."""
AHEAD = 200
"""Days. What lies farther away and is not said to be the return is something else."""
FARTHEST = timedelta(days=400)
"""From the day of the mail: who writes a later one has mistyped it, or means something else. Nobody is held so long."""
NUMBERED = re.compile(r"\d{1,2}(?:\D+\d{1,2}|\. ?(?:KW|Kalenderwoche))?", re.IGNORECASE)
"""A week by its number, as `find_dates` leaves it."""


SEVERAL = re.compile(r"\d|weeks|wochen|semaines|semanas|settimane|weken|veckor|uger|uker|tygodnie|週間")
"""A length of time, and no week of the calendar."""


@dataclass(frozen=True)
class Said:
    """A date and what the words around it make of it."""

    day: date
    precision: Precision
    back: bool
    until: bool
    begins: bool
    resumes: bool
    habit: bool
    bare: bool
    """No more than a day of the week."""
    included: bool
    """The last day away for sure, should it be none of return."""
    gone: bool
    """Its clause says that somebody is away."""
    since: date | None
    """The first day of the span that it ends."""
    other: bool
    """Of something else: a deadline, a meeting that takes place."""


def _day_back(said: Said) -> date:
    return _working_day_after(said) if said.included and not said.back else said.day


def _working_day_after(away: Said) -> date:
    """From Monday to Friday. Of an absence until the end of a month that is named alone, after that month."""
    last = away.day
    if away.precision is Precision.MONTH and last.day == 1:
        last = (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last + timedelta(days=max(1, 7 - last.weekday()) if last.weekday() >= FRIDAY else 1)


def _said(text: str, dates: list[Found], index: int, base: date) -> Said:
    one = dates[index]
    before, behind = _around(text, dates, index)
    clause = _clause(text, one)
    gone = AWAY.search(clause + behind) is not None
    own = plain(text[one.start : one.end])
    bare = DAY_NAME.fullmatch(marked(text[one.start : one.end])) is not None
    since = _first_of_span(text, dates, index)
    week = one.precision is Precision.WEEK and NUMBERED.fullmatch(text, one.start, one.end)
    named = one.precision is Precision.WEEK and not week and SEVERAL.search(own) is None
    whole = gone and named and UNTIL.search(before) is None  # "away next week"
    starts = bool(STARTS.search(before) or FROM.search(before))
    week_of = whole or (gone and (WEEK_OF.search(before) is not None or (bool(week) and not starts)))
    begins = starts and not week_of
    begins_again = FROM.search(before) or SINCE.match(behind)
    until = bool(
        since
        or week_of
        or REST.match(own)
        or UNTIL.search(before)
        or AFTER_UNTIL.match(behind)
        or INCLUDED.match(behind)
        or _is_last_away(before, behind)
    )
    back = not since and bool(
        BACK.search(before) or (not until and not STARTS.search(before) and BACK_BEHIND.search(behind))
    )
    resumes = bool(
        ANSWERS.search(before) or ANSWERS_BEHIND.match(behind) or (begins_again and not AWAY.search(before + behind))
    )
    listed = gone and not (back or resumes or begins or until) and _ends_a_list(text, dates, index)
    habit = bool(HABIT.search(clause + own + behind) or EACH.search(before))
    day = one.date
    if (week or week_of) and not (back or resumes):
        day += timedelta(days=FRIDAY - day.weekday())
    elif bare and gone and not (back or resumes or until) and day - base == timedelta(days=7):
        day = base  # "away on Monday and Tuesday", said on Monday
    all_week = week_of and UNTIL.search(before) is None  # "on leave in week 46"
    included = listed or all_week or (until and _is_included(text, one, before, behind, since))
    other = bool(DEADLINE.search(before) or (not until and TAKES_PLACE.match(behind)))
    return Said(
        day,
        one.precision,
        back,
        (until or listed) and not back,
        begins,
        resumes,
        habit,
        bare,
        included,
        gone,
        since,
        other,
    )


def _is_included(text: str, one: Found, before: str, behind: str, since: date | None) -> bool:
    """Whether the last day that is named is one away for sure: Dutch "van 4 tot 22" is not."""
    rest = REST.match(plain(text[one.start : one.end])) is not None
    return (
        rest
        or bool(INCLUDING.search(before) or INCLUDED.match(behind))
        or _is_last_away(before, behind)
        or (since is not None and not TOT.search(before))
    )


def _is_last_away(before: str, behind: str) -> bool:
    return bool(LAST_AWAY.search(before) or LAST_AWAY_BEHIND.match(behind))


def _first_of_span(text: str, dates: list[Found], index: int) -> date | None:
    """ "From 4 to 22 August", "3–7 May": of days that are counted off the last is one of them."""
    one = dates[index]
    if one.precision is not Precision.DAY:
        return None
    first = max(dates[index - 1].end if index else 0, one.start - SPAN)
    before = plain(text[first : one.start])
    within = DAYS_WITHIN.search(marked(text[one.start : one.end]))
    number = within or DAYS_FROM.search(before) or DAYS_BETWEEN.search(before)
    if number:
        return _on_or_before(one.date, int(number["first"]))
    if not index or dates[index - 1].precision is not Precision.DAY:
        return None
    last = dates[index - 1]
    between = plain(text[last.end : one.start])
    if len(between) > SPAN or CLAUSE_END.search(between) or ": " in between or BACK.search(between):
        return None
    until = UNTIL.search(between)
    joined = until is not None and until.start() <= JOINT
    span = joined or (LISTED.fullmatch(between) and BETWEEN.search(_clause(text, last)))
    return min(last.date, one.date) if span else None


def _on_or_before(last: date, number: int) -> date | None:
    """The latest day of that number in a month."""
    return next((day for day in (last - timedelta(days=ago) for ago in range(31)) if day.day == number), None)


def _ends_a_list(text: str, dates: list[Found], index: int) -> bool:
    """ "Away on Friday 26 and Monday 29": each of them is a day away."""
    one = dates[index]
    last = dates[index - 1] if index and dates[index - 1].precision is Precision.DAY else None
    if one.precision is not Precision.DAY:
        return False
    before = plain(text[last.end if last else max(0, one.start - SPAN) : one.start])
    return bool((last and LISTED.fullmatch(before)) or DAYS_AND.search(before))


def return_date(text: str, when: datetime, *, loosely: bool = False) -> tuple[date | None, bool]:
    """The day the writer is back, else the last day of the absence, and whether it was said to be the former.

    `loosely`, of what is an absence note for sure: the last day it names, whatever the words around it.
    """
    text = text[:DATED]
    found = find_dates(text, when.date(), guess_language(text), writes_day_first(text, when))
    dates = [one for one in found if one.precision <= Precision.MONTH]
    base = when.date()
    every = [_said(text, dates, index, base) for index in range(len(dates))]
    every = [one for one in every if one.back or one.resumes or not one.habit or (one.until and not one.bare)]
    every = [one for one in every if one.back or not one.other]
    said = [one for one in (_later(one, every) for one in every) if one.day <= base + FARTHEST]
    backs = sorted((one for one in said if one.back), key=lambda one: (one.precision, one.bare))
    untils = _of_first_absence(
        sorted((one for one in said if one.until), key=lambda one: (one.day, one.included), reverse=True), base
    )
    resumed = [one for one in said if one.resumes]
    following = [one for one in said if untils and not (one.until or one.begins) and _follows(one, untils[0])]
    told = any(not one.bare for one in (*backs, *untils))
    at_work = None if told else next_day_at_work(text, base)
    if at_work:
        return at_work, True
    chosen = (*backs, *(one for one in resumed if untils and one.day > untils[0].day), *following, *untils, *resumed)
    days = ((_day_back(_finer(one, said)), one.back) for one in chosen)
    day = next((one for one in days if one[0] >= base), None)
    if day:
        return _at_work(day[0], said), day[1]
    if chosen or not loosely:
        return None, False
    if not found and _is_back_in_hours(plain(text)):
        return base, False
    last = max((one.day for one in said if _may_be_return(one, base)), default=None)
    return last or after_a_while(text, base, [one.day for one in said if one.begins]), False


def _at_work(day: date, said: list[Said]) -> date:
    """ "On land on Saturday the 28th, at my desk on Monday": who comes back at a weekend, and names a day behind it."""
    if day.weekday() <= FRIDAY:
        return day
    behind = (one.day for one in said if not one.until and one.precision is Precision.DAY)
    return min((one for one in behind if timedelta(0) < one - day < timedelta(days=SOON)), default=day)


def _of_first_absence(untils: list[Said], base: date) -> list[Said]:
    """ "Away from 3 to 7 and again from 17 to 21 May": the second one is another."""
    ends = [_working_day_after(one) for one in untils]
    return [one for one in untils if not (one.since and any(base < end < one.since for end in ends))]


def _is_back_in_hours(folded: str) -> bool:
    """ "At the dentist, back at 2pm": no day is named, since it is today."""
    clauses = ((clause, list(HOUR.finditer(clause))) for clause in CLAUSE_END.split(folded))
    return any(
        len(hours) == 1 and _returns(clause[: hours[0].start()]) and not NO_MORE.search(clause)
        for clause, hours in clauses
    )


def _returns(before: str) -> bool:
    return bool(BACK.search(before) or UNTIL.search(before) or FROM.search(before) or LATER_TODAY.search(before))


def _finer(chosen: Said, said: list[Said]) -> Said:
    """ "Back at the start of August, Monday the 3rd to be exact": the day within the month."""
    month = (chosen.day.year, chosen.day.month)
    days = (one for one in said if one.precision is Precision.DAY and (one.day.year, one.day.month) == month)
    return next(days, chosen) if chosen.precision is Precision.MONTH else chosen


def _later(one: Said, said: list[Said]) -> Said:
    """ "Until 16 August, back on Monday", "away on the 26th and 27th, I reply on Monday": the Monday after the days
    away, not the next one."""
    if not ((one.back or one.resumes) and one.bare):
        return one
    at = said.index(one)
    named = [other for other in said[:at] if other.precision <= Precision.WEEK and (not other.bare or other.gone)]
    named += [other for other in said[at + 1 :] if other.until and other.gone and not other.bare]
    last = max((other.day for other in named if not (other.bare and other.day == one.day)), default=None)
    if last is None or one.day > last:
        return one
    return replace(one, day=last + timedelta(days=(one.day.weekday() - last.weekday() - 1) % 7 + 1))


def _follows(one: Said, until: Said) -> bool:
    """ "Closed from 3 to 21 August. Reception is there for you on the 24th": whatever the words."""
    return one.precision is Precision.DAY and timedelta(0) < one.day - until.day <= timedelta(days=SOON)


def _may_be_return(one: Said, base: date) -> bool:
    if one.begins or one.precision > Precision.WEEK:
        return False
    return timedelta(0) < one.day - base <= timedelta(days=AHEAD)
