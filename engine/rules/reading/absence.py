"""Absence notes and moved addresses. The words decide; the headers of an automatic reply only help."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from dataclasses import replace
from datetime import date

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.automatic import BY_DEFAULT, is_answer, is_automatic
from engine.rules.reading.bare_absence import is_bare_absence
from engine.rules.reading.between_lines import told_between_lines
from engine.rules.reading.desks import confirms_receipt, is_role, is_unattended
from engine.rules.reading.evidence import Evidence, collect
from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.names import NAME, parts_of, words_of
from engine.rules.reading.new_address import any_address, is_given_out, is_written_to, own_address
from engine.rules.reading.people import referred_people
from engine.rules.reading.persons import OPENERS
from engine.rules.reading.returning import return_date
from engine.rules.reading.subjects import own_subject
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.vocabulary import Kind, Relation

ABSENT_SUBJECT = Ways(
    r"out of (?:the )?office|\booo\b|\boof\b|on (?:vacation|holiday|leave|pto)|(?:i'm|i am|am) away|vacation (?:reply|response|message|until|till|through|from)|(?:parental|maternity|paternity|sick) leave|foraldraledig|barsel|away from|annual leave|"
    r"abwesen|urlaub|elternzeit|mutterschutz|nicht im buro|absence|absent|en conges|vacances|fuera de (?:la )?oficina|ausen|vacaciones|ferias|fuori (?:ufficio|sede)|"
    r"assen(?:za|te)|ferie|afwezig|vakantie|franvaro|semester|fravaer|ikke til stede|nieobecn|urlop|poissa|lomalla|mimo kancelar|nepritom|"
    r"отсутств|отпуск|不在|休暇|休業|休假|外出|出差|不在办公室"
)
AUTO_SUBJECT = Ways(
    r"auto(?:matic|mated)?[- ]?(?:reply|response|responder|answer)|^auto:|automatische (?:antwort|reactie)|automatisch antwoord|autoantwort|"
    r"reponse automatique|respuesta automatica|resposta automatica|risposta automatica|autosvar|automatis[kt]t? svar|automatyczna odpowiedz|"
    r"automaattinen vastaus|automaticka odpoved|автоматический ответ|автоответ|自動応答|自動返信|自动回复|自動回覆|自動回復|自动答复|自動答覆|自动回执|自動回執|自動受付"
)
TALKS = frozenset({"interested", "already_customer", "unsubscribe", "not_interested", "wrong_person"})
ANSWER = 1500
"""Absence notes are short; a longer text that mentions an absence is a letter."""
ENOUGH = 3
"""The least `_machine_score` of a note."""


TELLS = re.compile(
    r"\b(?:I|I['’]m|[Ii]ch|[Bb]in|[Ll]iege|[Jj]e|[Ee]stoy|[Ee]staré|[Ee]stou|[Ee]starei|[Ss]ono|[Ss]arò|[Ii]k|[Bb]en|[Jj]ag|[Jj]eg|"
    r"[Jj]estem|[Bb]ędę|[Pp]rzebywam|[Ll]eżę|[Oo]len|[Jj]sem|[Bb]udu|[Čč]erpám)\b|(?:我|本人|私)|おります"
)
"""People announce their own absence as well, and say no more."""


def _machine_score(mail: ParsedMail, said: Evidence, *, away: bool, dated: bool) -> float:
    """How much the mail looks written by a machine beforehand, and not by a person to us. `dated`: it says when its
    writer is back, which is all there is to say in a note."""
    subject = own_subject(mail)
    score = 3.0 * is_automatic(mail) + 3.0 * AUTO_SUBJECT.are_in(subject) + 3.0 * ABSENT_SUBJECT.are_in(subject)
    score += min(said.weight.get("note", 0.0) / 2, 3)
    if writes_by_itself(mail):
        return max(score, 3.0) + 2.0 * away  # no machine invites, asks or declines
    score -= 2.0 * any(said.has(concept) for concept in TALKS)
    later = said.has("not_now") and not said.has("hint")
    score -= 1.5 * said.has("was_away") + 1.0 * (later and not said.has("note"))
    score -= 2.0 * (said.has("invites") and not said.has("hint"))
    score -= 2.0 * (len(mail.text) > ANSWER)
    if away and not said.asks and not any(map(said.has, (*TALKS, "was_away"))):
        score += 2.0 * said.has("promise") + 1.0 * (dated and not later)
        score += 1.0 * (not later and bool(TELLS.search(mail.text)))
    return score + 2.0 * away


def out_of_office(mail: ParsedMail) -> Verdict | None:
    """An absence note, with or without the headers of one."""
    sure = writes_by_itself(mail)
    titled = ABSENT_SUBJECT.are_in(own_subject(mail))
    if not (sure or titled) and len(mail.text) > ANSWER:
        return None
    said = collect(mail.text)
    bare = not (sure or titled) and is_bare_absence(mail)
    if not (sure or titled or bare or said.has("away") or said.has("hint")):
        return None
    if not bare and _machine_score(mail, said, away=True, dated=True) < ENOUGH:
        return None  # whatever its dates
    back, comes_back = told_return(mail)
    away = bare or said.has("away") or (comes_back and said.has("hint"))
    if confirms_receipt(mail) and not titled and not (back and away):
        return None
    if back is None and (away or titled or not is_role(mail)):
        back = _any_day(mail)
    hinted = sure and (back is not None or (said.has("hint") and not is_role(mail)))
    score = _machine_score(mail, said, away=away, dated=comes_back)
    if not bare and (not (away or titled or hinted) or score < ENOUGH):
        return None
    because = said.sentence("away") or said.sentence("hint") or mail.subject
    if not sure and _is_about_another(mail, because):
        return None
    people = referred_people(mail, Relation.DELEGATE)
    confidence = min(0.98, 0.5 + score / 15) if away or titled or comes_back else BY_DEFAULT
    return Verdict(Kind.OUT_OF_OFFICE, confidence, "absence.out_of_office", because, return_date=back, people=people)


@once
def by_title(mail: ParsedMail) -> tuple[date | None, bool]:
    """The day of return that a title of the note's own tells: "Out of office until 7 December"."""
    if mail.date is None or not ABSENT_SUBJECT.are_in(own_subject(mail)):
        return None, False
    return return_date(mail.subject, mail.date)


def told_return(mail: ParsedMail) -> tuple[date | None, bool]:
    """The day by the words of the note, else by its title."""
    told = return_date(mail.text, mail.date) if mail.date else (None, False)
    return told if told[0] else by_title(mail)


def with_return(mail: ParsedMail, verdict: Verdict) -> Verdict:
    """What an absence note tells, of a mail that is one for other reasons than its phrases."""
    back = told_return(mail)[0] or _any_day(mail)
    return replace(verdict, return_date=back, people=referred_people(mail, Relation.DELEGATE))


def _any_day(mail: ParsedMail) -> date | None:
    """The day it names whose words tell nothing; none where nobody knows for how long."""
    if mail.date is None or "open end" in told_between_lines(mail.text):
        return None
    return return_date(mail.text, mail.date, loosely=True)[0]


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


MAILBOX = re.compile(
    r"\b(?:e-?mail\w*|mail\w*|adres\w*|address|mailbox|inbox|account|postfach|boite|messagerie|buzon|correo|direccion|cuenta|casella|indirizzo|endereco|caixa|conta|"
    r"postvak|brevlada|postkasse\w*|skrzynk\w*|schrank\w*|osoite\w*)\b|アドレス|メール|邮箱|郵箱"
)
SAYS_SO = re.compile(
    r"\b(?:this is an|an|this) auto(?:mated|matic|matically generated)[- ](?:reply|response|message|e-?mail|answer|notification|acknowledg\w+)|"
    r"(?:reply|response|message|e-?mail) (?:is|was) (?:sent |generated )?auto(?:matic|mated)|"
    r"(?:dies(?:e|es)? (?:ist eine |nachricht wurde |e-?mail wurde )?automatisch)|automatische (?:antwort|nachricht)|automatisch (?:erzeugt|erstellt|generiert|versandt|verschickt)|"
    r"(?:reponse|message) automatique|(?:respuesta|mensaje|correo) automatic[oa]|(?:resposta|mensagem) automatica|(?:risposta|messaggio) automatic[oa]|"
    r"automatisch (?:bericht|antwoord)|automatisk[t]? (?:svar|meddelande|besked|melding)|autosvar|automatyczn\w+ (?:odpowiedz|wiadomosc)|(?:odpowiedz|wiadomosc) automatyczn\w+|"
    r"automaattinen (?:vastaus|viesti)|automatick\w+ odpoved|自動(?:返信|応答|送信)|自动(?:回复|答复)|自動(?:回覆|回復)"
)
"""What a note says of itself where its headers do not."""
SAID_WITH = ("auto", "自")
"""Each match of it holds one of these; looking for them first is a hundred times quicker."""


@once
def writes_by_itself(mail: ParsedMail) -> bool:
    """By its headers, its subject or its own words."""
    if is_automatic(mail) or AUTO_SUBJECT.are_in(own_subject(mail)):
        return True
    text = plain(mail.text) if len(mail.text) <= ANSWER else ""
    return any(word in text for word in SAID_WITH) and SAYS_SO.search(text) is not None


def address_changed(mail: ParsedMail) -> Verdict | None:
    """The person is to be reached under another address."""
    if "@" not in mail.text or len(mail.text) > ANSWER:
        return None
    said = collect(mail.text)
    if not (said.has("moved") or said.has("closed")) or said.weight["away"] >= max(2.0, said.weight["moved"]):
        return None
    if sends_elsewhere(mail):
        return None
    new, sentence = own_address(mail)
    if not new and said.has("moved") and not (said.has("handover") and is_answer(mail) and not writes_by_itself(mail)):
        new, sentence = any_address(mail)
    if not new:
        return None
    verdict = Verdict(Kind.ADDRESS_CHANGED, 0.85, "absence.address_changed", sentence, new_address=new)
    return replace(verdict, people=_others(mail, new))


def with_address(mail: ParsedMail, verdict: Verdict) -> Verdict | None:
    """None where no address is told."""
    own, sentence = own_address(mail)
    new, sentence = (own, sentence) if own else any_address(mail)
    return replace(verdict, because=sentence, new_address=new, people=_others(mail, new)) if new else None


def sends_elsewhere(mail: ParsedMail) -> bool:
    """Whether it is nobody's mailbox, and sends to another one without having moved: it is not the one to write to."""
    said = collect(mail.text)
    gone = said.has("moved") or said.has("left") or (said.has("closed") and not is_unattended(mail))
    return is_role(mail) and not gone


def _others(mail: ParsedMail, new: str) -> tuple[Person, ...]:
    """Whom a note on a new address names beside it: "for orders Ann Roy, ann@…". Not the writer's own old address."""
    own = parts_of(new.partition("@")[0])[:1]
    people = referred_people(mail, Relation.DELEGATE)
    named = (one for one in people if one.name in mail.text and one.name and one.email not in ("", new))
    return tuple(
        one for one in named if parts_of(one.email.partition("@")[0])[:1] != own and is_given_out(mail, one.email)
    )


def with_mailbox(mail: ParsedMail, verdict: Verdict) -> Verdict:
    """Where an acknowledgement sends those who are in a hurry, or have come to the wrong mailbox."""
    people = referred_people(mail, Relation.DELEGATE) if "@" in mail.text else ()
    return replace(verdict, people=tuple(one for one in people if one.email and not is_written_to(mail, one.email)))
