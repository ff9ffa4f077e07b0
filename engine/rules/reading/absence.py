"""Absence notes, leavers and moved addresses. The words decide; the headers of an automatic reply only help.

`return_date` is the day the person is back where that is said ("back on 4 May", "ab dem 4. Mai wieder"), else the last
day named for the absence as it stands ("until 4 May" is 4 May): the held mail waits a business day longer anyway.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from datetime import date, datetime

from engine.rules.reading.dates import Found, Precision, find_dates, writes_day_first
from engine.rules.reading.evidence import Evidence, collect
from engine.rules.reading.folding import DATED, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.people import ADDRESS, referred_people
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind, Relation

ABSENT_SUBJECT = re.compile(
    r"out of (?:the )?office|\booo\b|\boof\b|on (?:vacation|holiday|leave|pto)|(?:i'm|i am|am) away|vacation (?:reply|response|message)|away from|annual leave|"
    r"abwesen|urlaub|nicht im buro|absence|absent|en conges|vacances|fuera de (?:la )?oficina|ausen|vacaciones|ferias|fuori (?:ufficio|sede)|"
    r"assen(?:za|te)|ferie|afwezig|vakantie|franvaro|semester|fravaer|ikke til stede|nieobecn|urlop|poissa|lomalla|mimo kancelar|nepritom|"
    r"отсутств|отпуск|不在|休暇|休業|休假|外出|出差|不在办公室"
)
AUTO_SUBJECT = re.compile(
    r"auto(?:matic|mated)?[- ]?(?:reply|response|responder|answer)|^auto:|automatische (?:antwort|reactie)|automatisch antwoord|autoantwort|"
    r"reponse automatique|respuesta automatica|resposta automatica|risposta automatica|autosvar|automatis[kt]t? svar|automatyczna odpowiedz|"
    r"automaattinen vastaus|automaticka odpoved|автоматический ответ|автоответ|自動応答|自動返信|自动回复|自動回覆|自動回復|自动答复|自動答覆"
)
TALKS = frozenset({"interested", "already_customer", "unsubscribe", "not_interested", "wrong_person"})
ANSWER = 1500
"""Absence notes are short; a longer text that mentions an absence is a letter."""


def is_automatic(mail: ParsedMail) -> bool:
    """A machine sent it on its own. `Auto-Submitted: no` and X-Auto-Response-Suppress alone say nothing (RFC 3834)."""
    submitted = mail.header("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if mail.header("precedence").lower() in ("auto_reply", "auto-reply"):
        return True
    return any(name in mail.headers for name in ("x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply"))


def _machine_score(mail: ParsedMail, said: Evidence) -> float:
    """How much the mail looks written by a machine beforehand, and not by a person to us."""
    subject = plain(mail.subject)
    score = (
        3.0 * is_automatic(mail) + 3.0 * bool(AUTO_SUBJECT.search(subject)) + 3.0 * bool(ABSENT_SUBJECT.search(subject))
    )
    score += min(said.weight.get("note", 0.0) / 2, 3)
    score -= 2.0 * any(said.has(concept) for concept in TALKS)
    score -= 1.5 * said.has("was_away") + 1.0 * (said.has("not_now") and not said.has("note"))
    return score - 2.0 * (len(mail.text) > ANSWER)


def out_of_office(mail: ParsedMail) -> Verdict | None:
    """An absence note, with or without the headers of one."""
    said = collect(mail.text)
    subject = plain(mail.subject)
    absent_subject = bool(ABSENT_SUBJECT.search(subject))
    machine = _machine_score(mail, said)
    back = return_date(mail.text, mail.date) if mail.date and machine > 0 else None
    sure = is_automatic(mail) or AUTO_SUBJECT.search(subject)
    if not (said.has("away") or (absent_subject and machine >= 3) or (sure and back)):
        return None
    score = machine + (2.0 if said.has("away") else 0.0)
    if score < 3:
        return None
    because = said.sentence("away") or mail.subject
    people = referred_people(mail, Relation.DELEGATE)
    return Verdict(
        Kind.OUT_OF_OFFICE,
        min(0.98, 0.5 + score / 15),
        "absence.out_of_office",
        because,
        return_date=back,
        people=people,
    )


def left_company(mail: ParsedMail) -> Verdict | None:
    """The person does not work there any more, by their own note or a colleague's word."""
    said = collect(mail.text)
    if not said.has("left") or len(mail.text) > ANSWER:
        return None
    if said.has("unsubscribe"):
        return None
    people = referred_people(mail, Relation.REPLACEMENT)
    return Verdict(Kind.LEFT_COMPANY, 0.9, "absence.left_company", said.sentence("left"), people=people)


def address_changed(mail: ParsedMail) -> Verdict | None:
    """The person is to be reached under another address."""
    if "@" not in mail.text or len(mail.text) > ANSWER:
        return None
    said = collect(mail.text)
    if not said.has("moved") or said.has("away"):
        return None
    for sentence in sentences(mail.text):
        found = ADDRESS.search(sentence)
        if found:
            new = f"{found['local']}@{found['domain']}".lower().rstrip(".")
            return Verdict(Kind.ADDRESS_CHANGED, 0.85, "absence.address_changed", sentence, new_address=new)
    return None


BACK = re.compile(
    r"\b(?:back|return(?:s|ing|ed)?|resum(?:e|ing)|(?:available|reachable|online) again|in the office (?:again|this|on)|zuruck\w*|wieder|ruckkehr|retour|"
    r"rentre\w*|reprend\w*|reprise|regres\w*|vuelv\w*|vuelta|volver\w*|(?:re)?incorpor\w*|revien\w*|reviendr\w*|ritorn\w*|(?:first|erster|premier|primer|primeiro|primo) (?:working |arbeits)?(?:day|tag|jour|dia|giorno)|dostepn\w*|volto|volta\w*|retorn\w*|rientr\w*|torn(?:o|ero|eremo|iamo|ando)|"
    r"di nuovo|nuevamente|novamente|a nouveau|de nouveau|terug|weer|tillbaka|ater|igen|tilbage|tilbake|igjen|wrac\w*|wroc\w*|powrot\w*|powrac\w*|palaan|takaisin|"
    r"vrat\w*|zpet|вернусь|вернемся|вернёмся|выйду|reopen\w*|re-open\w*|reouvr\w*|reabr\w*|riapr\w*)\b|出社|復帰|返信|対応|戻|再開|営業|通常|回来|回來|返回|恢复|恢復|上班|回到|回复|回覆|返工"
)
BACK_BEHIND = re.compile(
    r"\b(?:zuruck\w*|wieder|terug|weer|tillbaka|ater|igen|tilbage|tilbake|igjen|(?:i am|i'm|i will be|i'll be|we are) back)\b|"
    r"出社|復帰|返信|対応|戻|再開|営業|通常|回来|回來|返回|恢复|恢復|上班|回到|回复|回覆|返工"
)
"""The words that may also follow the date: "ab dem 4. Mai wieder", "5月6日返回"."""
UNTIL = re.compile(
    r"(?:\b(?:until|till|til|through|thru|to|up to|bis|jusqu'?\s?(?:au|a|en)?|hasta|ate|fino(?: a| al)?|sino al|tot|t/m|tom|till och med|fram till|til og med|"
    r"au|al|ao|a|do|asti|saakka|until the end of|и?до|по)\b|t\.o\.m\.|[-~–]|直到|至|到|から)\s*"
    r"(?:(?:\d{1,2}(?:[:.h]\d\d)?\s?(?:am|pm|uhr|h)?\s(?:on|am|le|el|il)|next|coming|nachsten?|kommenden?|proximo|prossimo|volgende|nasta|and including|including|einschlies+lich|zum|und mit|zu|den|dem|den|le|la|el|il|o|dia|al|the|of|incl\.?|en met|och med|og med|inkl\.?|kl\.?|dnia|w|\w+dag|\w+day|\w+tag|\w+di|[,.])\s*){0,4}$"
)
AFTER_UNTIL = re.compile(r"^\s*(?:\([^)]{1,8}\)\s*)?(?:まで|asti|saakka|inclus|迄)")
STARTS = re.compile(
    r"\b(?:from|vom|du|des|del|desde|dal|dall|van|fra|fran|od|since|starting|between|beginning|de|с|from the)\s+(?:\w+\s){0,2}$"
)
FROM = re.compile(
    r"\b(?:from|as of|starting|ab|vanaf|a partir (?:du|de|del|do)|od|fra|fran|dal|desde)\s+(?:the |dem |den |le |el |lundi |dnia )?$"
)
GONE = re.compile(
    r"\b(?:out|away|off|absen\w*|leave|vacation|holidays?|closed|nicht|urlaub|abwesend|conges?|vacances|ferme\w*|fuera|ausente|vacaciones|"
    r"fora|ferias|assente|ferie|fuori|afwezig|vakantie|semester|borta|urlopi\w*|nieobecn\w*)\b"
)
CLAUSE_END = re.compile(r"\n\s*\n|[!?。！？]|(?<!\d)(?<![\s.]\w)\.(?=\s|$)|(?<=\d)\.(?=\s+[A-ZÀ-Þ])")
BEFORE, BEHIND = 80, 55
"""How far from a date the word that gives it its role may stand, in characters."""


def _around(text: str, dates: list[Found], index: int) -> tuple[str, str]:
    """The words between this date and its neighbours, within its clause."""
    one = dates[index]
    first = max(dates[index - 1].end if index else 0, one.start - BEFORE)
    last = min(dates[index + 1].start if index + 1 < len(dates) else len(text), one.end + BEHIND)
    before, behind = text[first : one.start], text[one.end : last]
    cut = [found.end() for found in CLAUSE_END.finditer(before)]
    before = before[cut[-1] :] if cut else before
    ends = CLAUSE_END.search(behind)
    return plain(before), plain(behind[: ends.start()] if ends else behind)


def _roles(text: str, dates: list[Found]) -> tuple[list[date], list[date]]:
    """The days said to be the first back, and those said to be the last away."""
    backs: list[date] = []
    untils: list[date] = []
    for index, one in enumerate(dates):
        before, behind = _around(text, dates, index)
        until = bool(UNTIL.search(before) or AFTER_UNTIL.match(behind))
        if BACK.search(before) or (not until and not STARTS.search(before) and BACK_BEHIND.search(behind)):
            backs.append(one.date)
        elif until:
            untils.append(one.date)
    return backs, untils


def return_date(text: str, when: datetime) -> date | None:
    """The day the writer is back, else the last day of the absence; None when no day is named."""
    text = text[:DATED]
    found = find_dates(text, when.date(), guess_language(text), writes_day_first(text, when))
    dates = [one for one in found if one.precision <= Precision.MONTH]
    backs, untils = _roles(text, dates)
    return next(iter(backs or untils or _resumptions(text, dates)), None)


def _resumptions(text: str, dates: list[Found]) -> list[date]:
    """ "From Thursday I answer your mail": a beginning that is not the beginning of the absence."""
    around = [(one.date, *_around(text, dates, index)) for index, one in enumerate(dates)]
    return [day for day, before, behind in around if FROM.search(before) and not GONE.search(before + behind)]
