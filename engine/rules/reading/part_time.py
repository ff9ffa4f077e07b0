"""The next day at work of who works on some days of the week ("I don't work Fridays, and answer on my next working day")."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from datetime import date, timedelta

from engine.rules.reading.alternatives import any_of
from engine.rules.reading.date_names import WEEKDAY, marked, weekday_of
from engine.rules.reading.lexicon.calendar import SHORT_WEEKDAYS

NEXT = re.compile(
    r"\b(?:next|following) (?:working|business|work|office) ?day|(?:next|following) day (?:i am|i'm|that i am) (?:in|at work|working)|when i(?:'m| am) next (?:in|at work|working)|"
    r"nachst(?:en|er|e|moglichen) (?:arbeits|werk)tag|darauf ?folgenden (?:arbeits|werk)tag|prochain jour (?:ouvre|ouvrable|de travail|de presence|travaille)|jour (?:ouvre|ouvrable) suivant|"
    r"(?:proximo|siguiente) dia (?:laborable|habil|de trabajo)|dia (?:laborable|habil) siguiente|(?:proximo|seguinte) dia (?:util|de trabalho)|dia util seguinte|"
    r"(?:prossimo|successivo|primo) giorno (?:lavorativo|di lavoro|utile)|giorno lavorativo successivo|(?:eerst)?volgende (?:werk|kantoor)dag|nasta arbetsdag|naeste arbejdsdag|neste arbeidsdag|"
    r"(?:nastepnego|najblizszego|nastepnym|najblizszym) dni(?:a|u) (?:roboczego|roboczym|pracy)|seuraavana (?:arki|tyo)paivana|翌(?:営業|勤務|出勤)日|次の(?:営業|勤務|出勤)日|次回(?:出勤|勤務)日|下一个?工作日|下個工作日"
)
OFF = re.compile(
    r"\b(?:not|don't|doesn't|never|off|out|closed|away|nicht|frei|geschlossen|ne|pas|absente?|ferme|no|libre|libro|nao|folga|non|chius\w+|libero|niet|vrij|afwezig|gesloten|inte|ikke|ej|ledig|fri|stangt|lukket|nie|wolne|en ole)\b|休|不"
)
DAY = re.compile(
    rf"(?<![a-z])(?P<day>{WEEKDAY})(?:s|er|e|en|n|i|sin)?(?![a-z])|(?P<sign>[月火水木金土日])曜|(?:周|週|星期)(?P<chinese>[一二三四五六日])"
)
SHORT = re.compile(rf"(?<![a-z])(?P<day>{any_of(SHORT_WEEKDAYS)})(?![a-z])")
RANGE = re.compile(
    r"\.?\s?(?:-|–|to|through|bis|au|a|al|as|tot(?: en met)?|t/m|till|til|do|から|至|到)\s?(?:and including |le |el |il |la |o )?"
)
CLAUSE = re.compile(r"[.!?。\n]+|\b(?:if|for|urgent|falls|pour|para|per|voor|dringend\w*)\b")
WORKDAYS = frozenset(range(5))
"""Monday to Friday."""


def _named(clause: str) -> frozenset[int]:
    """The days of the week that a clause names, ranges filled."""
    found = list(DAY.finditer(clause)) or list(SHORT.finditer(clause))
    days: set[int] = set()
    for index, one in enumerate(found):
        day = _number(one)
        if index and RANGE.fullmatch(clause, found[index - 1].end(), one.start()):
            days.update((_number(found[index - 1]) + step) % 7 for step in range((day - _number(found[index - 1])) % 7))
        days.add(day)
    return frozenset(days)


def _number(found: re.Match[str]) -> int:
    said = found.groupdict()
    if said["day"]:
        return weekday_of(said["day"])
    return "一二三四五六日".find((said["sign"] or said["chinese"]).translate(SIGNS))


SIGNS = str.maketrans("月火水木金土", "一二三四五六")


def next_day_at_work(text: str, base: date) -> date | None:
    """Where the text speaks of the next working day: the first one after `base`. Else None."""
    text = marked(text)
    if not NEXT.search(text):
        return None
    clauses = ((clause, _named(clause)) for clause in CLAUSE.split(text))
    clause, named = next(((clause, days) for clause, days in clauses if days), ("", frozenset()))
    at_work = WORKDAYS - named if OFF.search(clause) else named or WORKDAYS
    ahead = (base + timedelta(days=days) for days in range(1, 8))
    return next((day for day in ahead if day.weekday() in at_work), None)
