"""Absence notes, leavers and moved addresses. The words decide; the headers of an automatic reply only help.

`return_date` is the day the person is back where that is said ("back on 4 May", "ab dem 4. Mai wieder"), else the last
day named for the absence as it stands ("until 4 May" is 4 May): the held mail waits a business day longer anyway.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from datetime import date, datetime

from engine.rules.reading.automatic import is_answer
from engine.rules.reading.dates import Found, Precision, find_dates
from engine.rules.reading.day_order import writes_day_first
from engine.rules.reading.evidence import Evidence, collect
from engine.rules.reading.folding import DATED, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.people import ADDRESS, CAPITAL, NAME, OPENERS, TOKEN, cleaned, referred_people, words_of
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
OWN_ADDRESS = re.compile(
    r"\b(?:me|us|mich|mir|uns|moi|nous|mij|mig|meg|m'\w+|me (?:joindre|ecrire|contacter)|escribame|escribeme|contactarme|escrevam?-me|scrivermi|scrivetemi|contattarmi|"
    r"my (?:\w+ ){0,2}(?:e-?mail|address)|meine (?:\w+ )?(?:e-?mail\S*|adresse)|(?:mon|ma) (?:\w+ )?(?:e-?mail|adresse)|mi (?:\w+ )?(?:correo|direccion)|"
    r"(?:o )?meu (?:\w+ )?(?:e-?mail|endereco)|(?:il )?mio (?:\w+ )?(?:indirizzo|e-?mail)|mijn (?:\w+ )?(?:e-?mail\S*|adres)|min (?:\w+ )?(?:e-?post\S*|mail\S*|adress?e?))"
    r"\b[^.,]{0,40}$"
)
"""The words before an address that make it the writer's."""
TALKS = frozenset({"interested", "already_customer", "unsubscribe", "not_interested", "wrong_person"})
ANSWER = 1500
"""Absence notes are short; a longer text that mentions an absence is a letter."""


TELLS = re.compile(
    r"\b(?:I|I['’]m|[Ii]ch|[Jj]e|[Ee]stoy|[Ee]staré|[Ee]stou|[Ee]starei|[Ss]ono|[Ss]arò|[Ii]k|[Jj]ag|[Jj]eg)\b"
)
"""People announce their own absence as well, and say no more."""


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
    says_no_more = not said.asks and not any(map(said.has, (*TALKS, "was_away", "not_now")))
    score += 1.0 * (says_no_more and said.has("away") and bool(TELLS.search(mail.text)))
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
    if not sure and _is_about_another(mail, because):
        return None
    people = referred_people(mail, Relation.DELEGATE)
    return Verdict(
        Kind.OUT_OF_OFFICE,
        min(0.98, 0.5 + score / 15),
        "absence.out_of_office",
        because,
        return_date=back,
        people=people,
    )


ANOTHER = re.compile(
    rf"(?:(?P<name>{NAME.pattern})|(?:[Mm]y|[Oo]ur|[Tt]he) [\w -]{{2,30}}?) (?:is|will|has|won['’]t|ist|sera|est|estará|está)\b(?! (?:be )?closed)"
)


def _is_about_another(mail: ParsedMail, sentence: str) -> bool:
    """ "Cheryl Nelson will be out tomorrow" tells of a colleague, unless it is Cheryl's own machine that says so."""
    found = ANOTHER.match(sentence)
    if found is None:
        return False
    words = words_of(found["name"] or "")
    own = words_of(f"{mail.sender.name} {mail.sender.email}")
    return not words or not (set(words) <= set(own) or words[0] in OPENERS)


LEFT_BY_NAME = re.compile(
    rf"(?:{TOKEN} {TOKEN}|\b(?:I|[Hh]e|[Ss]he|who)) (?:has|have|had) (?:now |recently |since |unfortunately |sadly )?(?:left|departed(?: from)?|resigned from|moved on from) "
    rf"(?:the )?{CAPITAL}"
)
ANYBODY = re.compile(
    rf"\b(?i:i|i'm|i've|we|he|she|they|who|his|her|my|our|colleague|employee|person|ich|er|wir|frau|herr|je|elle?|nous|yo|ella|eu|ele|ela|io|lui|lei|ik|hij|jag|han|hon|jeg|hun)\b|{TOKEN} {TOKEN}|[\u3040-\u9fff]"
)
"""Orders and trains leave as well; a person is named or spoken of."""


def left_company(mail: ParsedMail) -> Verdict | None:
    """The person does not work there any more, by their own note or a colleague's word."""
    if len(mail.text) > ANSWER:
        return None
    said = collect(mail.text)
    sentence = said.sentence("left") if said.has("left") else _left_by_name(mail)
    if not sentence and said.has("closed") and _writes_by_itself(mail) and not _own_address(mail)[0]:
        sentence = said.sentence("closed")
    if not sentence or said.has("unsubscribe"):
        return None
    if not (_writes_by_itself(mail) or is_answer(mail) or ANYBODY.search(sentence)):
        return None
    people = referred_people(mail, Relation.REPLACEMENT)
    return Verdict(Kind.LEFT_COMPANY, 0.9, "absence.left_company", sentence, people=people)


def _left_by_name(mail: ParsedMail) -> str:
    """ "Neil Oakes has left Tarn Systems": no word but the capitals tells that this is a company."""
    if not _writes_by_itself(mail):
        return ""
    return next((sentence for sentence in sentences(mail.text) if LEFT_BY_NAME.search(sentence)), "")


def _writes_by_itself(mail: ParsedMail) -> bool:
    return is_automatic(mail) or bool(AUTO_SUBJECT.search(plain(mail.subject)))


def _own_address(mail: ParsedMail) -> tuple[str, str]:
    """The writer's new address and its sentence: "write to me at …", or spelled as the old one was."""
    local = mail.sender.email.partition("@")[0]
    for sentence in sentences(mail.text) if "@" in mail.text else ():
        found = ADDRESS.search(sentence)
        if found and (found["local"].lower() == local or OWN_ADDRESS.search(plain(sentence[: found.start()]))):
            return cleaned(found), sentence
    return "", ""


def address_changed(mail: ParsedMail) -> Verdict | None:
    """The person is to be reached under another address."""
    if "@" not in mail.text or len(mail.text) > ANSWER:
        return None
    said = collect(mail.text)
    if not (said.has("moved") or said.has("closed")) or said.has("away"):
        return None
    new, sentence = _own_address(mail)
    if not new and said.has("moved"):
        new, sentence = _any_address(mail)
    if not new:
        return None
    return Verdict(Kind.ADDRESS_CHANGED, 0.85, "absence.address_changed", sentence, new_address=new)


def _any_address(mail: ParsedMail) -> tuple[str, str]:
    found = ((ADDRESS.search(sentence), sentence) for sentence in sentences(mail.text))
    return next(((cleaned(address), sentence) for address, sentence in found if address), ("", ""))


BACK = re.compile(
    r"\b(?:back|return(?:s|ing|ed)?|resum(?:e|ing)|again|in the office (?:this|on)|zuruck\w*|wieder|ruckkehr|retour|"
    r"rentre\w*|reprend\w*|reprise|regres\w*|vuelv\w*|vuelta|volver\w*|(?:re)?incorpor\w*|revien\w*|reviendr\w*|ritorn\w*|(?:first|erster|premier|primer|primeiro|primo) (?:working |arbeits)?(?:day|tag|jour|dia|giorno)|dostepn\w*|volto|volta\w*|retorn\w*|rientr\w*|torn(?:o|ero|eremo|iamo|ando)|"
    r"di nuovo|nuevamente|de nuevo|otra vez|de volta|novamente|a nouveau|de nouveau|terug|weer|tillbaka|ater|igen|tilbage|tilbake|igjen|wrac\w*|wroc\w*|powrot\w*|powrac\w*|palaan|takaisin|"
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
ANSWERS = re.compile(
    r"\b(?:(?:reply|respond|answer|(?:get back|respond|reply|write) to you|be in touch)\b|antworte\w*|repond\w*|respond\w+|contest\w+|risponder\w*|antwoord\w*|svarar?|odpowie\w*|odpisz\w*)"
    r"(?: (?!by|within|until|till)[\w']+){0,3} ?$"
)
SINCE = re.compile(r"\s?(?:以降|以后|以後|より|起|之后|之後)")
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
    resumed = _resumptions(text, dates)
    later = [day for day in resumed if untils and day > untils[0]]
    return next(iter(backs or later or untils or resumed), None)


def _resumptions(text: str, dates: list[Found]) -> list[date]:
    """ "From Thursday I answer your mail", "I will reply on Monday": not the beginning of the absence."""
    around = [(one.date, *_around(text, dates, index)) for index, one in enumerate(dates)]
    return [
        day
        for day, before, behind in around
        if (FROM.search(before) or ANSWERS.search(before) or SINCE.match(behind)) and not GONE.search(before + behind)
    ]
