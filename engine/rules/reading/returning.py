"""The day somebody is back, by the words around the dates of an absence note.

That is the first day back where it is said ("back on 4 May", "ab dem 4. Mai wieder"), else the last day named for the
absence as it stands ("until 4 May" is 4 May): the held mail waits a business day longer anyway. Only who says that this
day is away, too ("bis einschließlich 4. Mai"), is back on the working day after it.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from engine.rules.reading.date_patterns import Precision
from engine.rules.reading.dates import DAY_NAME, Found, find_dates
from engine.rules.reading.day_order import writes_day_first
from engine.rules.reading.durations import after_a_while
from engine.rules.reading.folding import DATED, plain
from engine.rules.reading.language import guess_language
from engine.rules.reading.only_now import NO_MORE
from engine.rules.reading.part_time import next_day_at_work

BACK = re.compile(
    r"\b(?:back|return(?:s|ing|ed)?|resum(?:es?|ing)|rejoin\w*|again|hear from me|catch(?:ing)? up|normal service|i(?:'m| am|'ll be| will be) in (?:on|from)|business as usual|in the office (?:this|on)|at my desk|see you|"
    r"zuruck\w*|wieder|wieda|ruckkehr|wiedersehen|weiter|geoffnet|offnen|retour|"
    r"rentre\w*|(?:serai|serons) (?:la|present\w*|joignable\w*|disponible\w*)|a la oficina|na plats|a treffe|reprend\w*|reprise|regres\w*|vuelv\w*|vuelta|volver\w*|volvemos|(?:re)?incorpor\w*|reanud\w*|retom\w*|revien\w*|reviendr\w*|retrouve\w*|ritorn\w*|"
    r"(?:first|erster|premier|primer|primeiro|primo|eerste|forsta|forste) (?:(?:full )?(?:working |arbeits|arbets|arbejds|arbeids|werk)?(?:day|tag|jour|dia|giorno|dag))|dostepn\w*|volto|volta\w*|retorn\w*|rientr\w*|torn(?:o|ero|eremo|iamo|ando)|"
    r"di nuovo|nuevamente|de nuevo|otra vez|de volta|novamente|a nouveau|de nouveau|operativ\w*|riprend\w*|terug|weer|hervat\w*|tillbaka|ater|igen|oppnar|tilbage|tilbake|igjen|abner|apner|"
    r"wrac\w*|wroc\w*|powrot\w*|powrac\w*|ponownie|znowu|z powrotem|palaan|takaisin|taas|jalleen|toissa|"
    r"vrat\w*|vrac\w*|zpet|opet|znovu|otevir\w*|вернусь|вернемся|вернёмся|выйду|reopen\w*|re-open\w*|reouv\w*|rouvr\w*|reabr\w*|riapr\w*)\b|"
    r"出社|出勤|復帰|復職|(?<!自[动動])返信(?!が|でき)|対応(?!が遅|でき)|戻|再開|営業|通常|平常|回来|回來|返回|返岗|返崗|复工|復工|恢复|恢復|(?<!不)上班|回到|(?<!自[动動])回[复覆](?!可能|会|會|将有|较|不)|返工|[进進]公司|销假|銷假"
)
BACK_BEHIND = re.compile(
    r"\b(?:zuruck\w*|wieder|terug|weer|tillbaka|ater|igen|tilbage|tilbake|igjen|taas|jalleen|takaisin|opet|zpet|znovu|de retour|de volta|de vuelta|de regreso|di nuovo|nuovamente|de nuevo|nuevamente|novamente|de novo|a nouveau|de nouveau|ponownie|znowu|zase|"
    r"(?:i am|i'm|i will be|i'll be|we are|we will be|we'll be) (?:back|open))\b|"
    r"出社|出勤|復帰|復職|(?<!自[动動])返信(?!が|でき)|対応(?!が遅|でき)|戻|再開|営業|通常|平常|回来|回來|返回|返岗|返崗|复工|復工|恢复|恢復|(?<!不)上班|回到|(?<!自[动動])回[复覆](?!可能|会|會|将有|较|不)|返工|[进進]公司|销假|銷假|[见見](?!谅|諒)"
)
"""The words that may also follow the date: "ab dem 4. Mai wieder", "5月6日返回"."""
UNTIL = re.compile(
    r"(?:\b(?:until|till|til|through|thru|to|up to|bis|jusqu'?\s?(?:au|a|en)?|hasta|ate|fino(?: a| al)?|sino al|tot|t/m|tom|till och med|fram till|til og med|"
    r"au|al|ao|a|do|asti|saakka|until the end of|и?до|по)\b|t\.o\.m\.?|\bt o m\b|[-~–]|直到|至|到|から)\s*"
    r"(?:(?:\d{1,2}(?:[:.h]\d\d)?\s?(?:am|pm|uhr|h)?\s(?:on|am|le|el|il)|next|coming|nachsten?|kommenden?|proximo|prossimo|volgende|nasta|and including|including|inklusive|inkl\.?|einschlies+lich|einschl\.?|zum|und mit|zu|den|dem|den|le|la|el|il|o|dia|al|the|of|incl\.?|en met|och med|og med|inkl\.?|kl\.?|dnia|w|kw|week|vecka|uge|uke|de|\w+dag(?:en)?|\w+day|\w+tag|\w+di|[,.])\s*){0,4}$"
)
AFTER_UNTIL = re.compile(r"^\s*(?:\([^)]{1,8}\)\s*)?(?:まで|asti|saakka|inclus|迄)")
INCLUDING = re.compile(
    r"(?:\b(?:including|inclusive(?: of)?|einschlies+lich|inkl\.?|incl\.?|inklusive|und mit|einschl\.?|y compris|inclusief|en met|och med|og med|t/m|tem|t o m)|\bt\.o\.m\.?)"
    r"\s*(?:(?:the|on|zum|den|dem|le|la|el|il|o|a|au|al|ao|dia|de|d\.|kw|week|vecka|uge|uke|\w+dag(?:en)?|\w+day|\w+tag|mittwoch|\w+di|[,.])\s*){0,3}$"
)
INCLUDED = re.compile(
    r"^[\s,(]*(?:(?:p\.?v\.?|r\.|c\.?m\.?)\s+)?(?:(?:both|beide|beides|ambos|ambas|entrambi|les deux|jours?|dias?|days?|dates?|tage|fechas|datas)\s+){0,2}"
    r"(?:inclusive|inclusief|inclus|included|incl\b|inkl\b|inklusive|einschlies+lich|compris|compres[oaie]|incluid[oa]s?|inclus[oi]|wlacznie|vcetne|medregnet|mukaan lukien|含)"
)
"""What makes the day that is named the last one away, before it and behind it."""
STARTS = re.compile(
    r"\b(?:from|vom|du|des|del|desde|dal|dall|van|fra|fran|od|since|starting|between|beginning|de|с|from the)\s+(?:\w+\s){0,2}$"
)
FROM = re.compile(
    r"\b(?:from|as of|starting|beginning|ab|vanaf|a partir (?:du|de|del|do)|od|fra|fran|dal|desde)\s+(?:the |dem |den |le |el |lundi |dnia )?$"
)
ANSWERS = re.compile(
    r"\b(?:(?:reply(?:ing)?|respond(?:ing)?|answer(?:ing)?|(?:get back|respond|reply|write) to you|be in touch)\b|antwort\w*|repond\w*|reponse|respuesta|resposta|risposta|respond\w+|contest\w+|risponder\w*|antwoord\w*|svare?|svar[ae]r|svara|(?:far|kommer) (?:du |ni )?(?:ett )?svar|odpowie\w*|odpowiedz|odpisz\w*)"
    r"(?: (?!by|within|until|till)[\w']+){0,3} ?$"
)
SINCE = re.compile(r"\s?(?:以降|以后|以後|より|起|之后|之後)")
GONE = re.compile(
    r"\b(?:out|away|off|absen\w*|leave|vacation|holidays?|closed|nicht|urlaub|abwesend|conges?|vacances|ferme\w*|fuera|ausente|vacaciones|"
    r"fora|ferias|assente|ferie|fuori|afwezig|vakantie|verlof|semester|borta|\w*ledig|permisjon|orlov|urlopi\w*|nieobecn\w*|weg|verreist|unterwegs|offline|ooo|pto|travel\w*|traveling)\b|休|不在|出張|出差"
)
CLAUSE_END = re.compile(
    r"\n\s*\n|[!?。！？]|(?<!\d)(?<![\s.]\w)(?<!\bin[ck]l)(?<!einschl)\.(?=\s|$)|(?<=\d)\.(?=\s+[A-ZÀ-Þ])"
)
NEXT_THOUGHT = re.compile(
    r"^.*(?=[,;]|\b(?:and|und|et|y|e|en|och|og|oraz|i|but|aber|mais|pero|mas|ma|maar|men)\b)", re.DOTALL
)
"""What comes before the last comma or "and": the words behind it belong to the date that follows."""
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
    ends = CLAUSE_END.search(behind)
    behind = plain(behind[: ends.start()] if ends else behind)
    own = NEXT_THOUGHT.match(behind) if not ends and index + 1 < len(dates) else None
    return plain(before), own[0] if own else behind


HABIT = re.compile(
    r"\bwork(?:ing)? (?:part|from mon|mon|tue|wed|thu)|travaille (?:du|les|le|a \d)|trabajo (?:de|los) |trabalho (?:de|as) |lavoro (?:dal|il|da) |werk (?:van |op |\w+dag )|"
    r"(?:jobbar|arbetar|arbejder|jobber) (?:pa )?(?:man|tis|tir|ons|tor|fra man|fran man)|pracuje (?:od|w) pon|"
    r"\b(?:do not|don't|doesn't|does not|never|only) work\w*|\bwork only\b|arbeite\w* (?!am \d)|ne travaill\w* pas|no trabaj\w*|nao trabalh\w*|non lavor\w*|werk\w* (?:ik |wij )?niet|"
    r"(?:arbetar|jobbar|arbejder|jobber) (?:jag |jeg )?(?:inte|ikke)|nie pracuj\w*|\b(?:werkdagen|working days|arbeitstage|arbetsdagar|arbejdsdage)\s?:|工作日|每周|每週|毎週|定休"
)
"""Days that are never worked are no days of return."""
EACH = re.compile(
    r"\b(?:every|each|jeden|chaque|tous les|cada|todos los|todas as|ogni|elke|iedere|varje|hver|kazdy|w kazdy)\s$"
)
HOUR = re.compile(
    r"(?<![\d:.,/+-])(?:[01]?\d|2[0-3])(?:(?:[:.h]|\s?uhr\s?)[0-5]\d(?![\d:]|\.\d)|\s?(?:h\b|uhr|uur|[ap]\.?m\b|o'clock|ore\b|heures?\b)|[点點時时](?![間间]))|"
    r"(?<=[午上])[一二三四五六七八九十两兩]{1,2}[点點時时]|(?<=\bkl)\.?\s\d{1,2}\b|(?<=\balle )\d{1,2}\b|(?<=\blas )\d{1,2}\b"
)
LATER_TODAY = re.compile(
    r"\b(?:after|from|around|at|ab|gegen|um|apres|vers|despues de|dopo|na|etter|efter|po|a las|alle|as)\s{0,2}$|下午|晚上|午後|午后|夕方"
)
FRIDAY = 4
SPAN = 25
"""Characters between the first and the last day of a span."""
SOON = 5
"""Days between the last day away and the first day back: a weekend, or Easter."""
AHEAD = 200
"""Days. What lies farther away and is not said to be the return is something else."""
FARTHEST = timedelta(days=400)
"""From the day of the mail: who writes a later one has mistyped it, or means something else. Nobody is held so long."""
NUMBERED = re.compile(r"\d{1,2}(?:\D+\d{1,2})?")
"""A week by its number, as `find_dates` leaves it."""


@dataclass(frozen=True)
class Said:
    """A date and what the words around it make of it."""

    date: date
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


def _day_back(said: Said) -> date:
    return _working_day_after(said) if said.included and not said.back else said.date


def _working_day_after(away: Said) -> date:
    """From Monday to Friday. Of an absence until the end of a month that is named alone, after that month."""
    last = away.date
    if away.precision is Precision.MONTH and last.day == 1:
        last = (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last + timedelta(days=max(1, 7 - last.weekday()) if last.weekday() >= FRIDAY else 1)


def _said(text: str, dates: list[Found], index: int) -> Said:
    one = dates[index]
    before, behind = _around(text, dates, index)
    until = bool(UNTIL.search(before) or AFTER_UNTIL.match(behind))
    begins = bool(STARTS.search(before) or FROM.search(before))
    back = bool(BACK.search(before) or (not until and not STARTS.search(before) and BACK_BEHIND.search(behind)))
    begins_again = FROM.search(before) or SINCE.match(behind)
    resumes = bool(ANSWERS.search(before) or (begins_again and not GONE.search(before + behind)))
    clause = _clause(text, one)
    habit = bool(HABIT.search(clause + behind) or EACH.search(before))
    week = one.precision is Precision.WEEK and NUMBERED.fullmatch(text, one.start, one.end)
    day = one.date + timedelta(days=4) if week and not (back or resumes) else one.date  # the Friday of the week away
    included = until and bool(INCLUDING.search(before) or INCLUDED.match(behind) or _ends_a_span(text, dates, index))
    bare = DAY_NAME.fullmatch(plain(text[one.start : one.end])) is not None
    gone = GONE.search(clause + behind) is not None
    return Said(day, one.precision, back, until and not back, begins, resumes, habit, bare, included, gone)


def _ends_a_span(text: str, dates: list[Found], index: int) -> bool:
    """ "From 4 to 22 August": of days that are counted off the last is one of them."""
    if not index or dates[index - 1].precision > Precision.DAY:
        return False
    between = plain(text[dates[index - 1].end : dates[index].start])
    return len(between) <= SPAN and UNTIL.search(between) is not None and CLAUSE_END.search(between) is None


def return_date(text: str, when: datetime, *, loosely: bool = False) -> tuple[date | None, bool]:
    """The day the writer is back, else the last day of the absence, and whether it was said to be the former.

    `loosely`, of what is an absence note for sure: the last day it names, whatever the words around it.
    """
    text = text[:DATED]
    found = find_dates(text, when.date(), guess_language(text), writes_day_first(text, when))
    dates = [one for one in found if one.precision <= Precision.MONTH]
    every = [_said(text, dates, index) for index in range(len(dates))]
    every = [one for one in every if one.back or one.resumes or not one.habit or (one.until and not one.bare)]
    base = when.date()
    said = [one for one in (_later(one, every) for one in every) if one.date <= base + FARTHEST]
    backs = sorted((one for one in said if one.back), key=lambda one: (one.precision, one.bare))
    untils = sorted((one for one in said if one.until), key=lambda one: one.date, reverse=True)
    resumed = [one for one in said if one.resumes]
    following = [one for one in said if untils and not one.until and _follows(one, untils[0])]
    told = any(not one.bare for one in (*backs, *untils))
    at_work = None if told else next_day_at_work(text, base)
    if at_work:
        return at_work, True
    chosen = (*backs, *(one for one in resumed if untils and one.date > untils[0].date), *following, *untils, *resumed)
    days = ((_day_back(_finer(one, said)), one.back) for one in chosen)
    day = next((one for one in days if one[0] >= base), None)
    if day:
        return day
    if chosen or not loosely:
        return None, False
    if not found and _is_back_in_hours(plain(text)):
        return base, False
    last = max((one.date for one in said if _may_be_return(one, base)), default=None)
    return last or after_a_while(text, base, [one.date for one in said if one.begins]), False


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
    month = (chosen.date.year, chosen.date.month)
    days = (one for one in said if one.precision is Precision.DAY and (one.date.year, one.date.month) == month)
    return next(days, chosen) if chosen.precision is Precision.MONTH else chosen


def _later(one: Said, said: list[Said]) -> Said:
    """ "Until 16 August, back on Monday", "away on the 26th and 27th, I reply on Monday": the Monday after the days
    away, not the next one."""
    if not ((one.back or one.resumes) and one.bare):
        return one
    at = said.index(one)
    named = [other for other in said[:at] if other.precision <= Precision.WEEK and (not other.bare or other.gone)]
    named += [other for other in said[at + 1 :] if other.until and other.gone and not other.bare]
    last = max((other.date for other in named if not (other.bare and other.date == one.date)), default=None)
    if last is None or one.date > last:
        return one
    return replace(one, date=last + timedelta(days=(one.date.weekday() - last.weekday() - 1) % 7 + 1))


def _follows(one: Said, until: Said) -> bool:
    """ "Closed from 3 to 21 August. Reception is there for you on the 24th": whatever the words."""
    return one.precision is Precision.DAY and timedelta(0) < one.date - until.date <= timedelta(days=SOON)


def _may_be_return(one: Said, base: date) -> bool:
    if one.begins or one.precision > Precision.WEEK:
        return False
    return timedelta(0) < one.date - base <= timedelta(days=AHEAD)
