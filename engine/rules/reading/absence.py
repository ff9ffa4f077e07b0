"""Absence notes, leavers and moved addresses. The words decide; the headers of an automatic reply only help."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.automatic import confirms_receipt, is_answer, is_automatic, is_role
from engine.rules.reading.evidence import Evidence, collect
from engine.rules.reading.folding import plain, sentences
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.names import CAPITAL, NAME, TOKEN, words_of
from engine.rules.reading.people import ADDRESS, OPENERS, cleaned, referred_people
from engine.rules.reading.returning import return_date
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
    r"\b(?:me|mi|moi|us|mich|mir|uns|moi|nous|mij|mig|meg|m'\w+|me (?:joindre|ecrire|contacter)|escribame|escribeme|contactarme|escrevam?-me|scrivermi|scrivetemi|contattarmi|"
    r"my (?:\w+ ){0,2}(?:e-?mail|address)|meine (?:\w+ )?(?:e-?mail\S*|adresse)|(?:mon|ma) (?:\w+ )?(?:e-?mail|adresse)|mi (?:\w+ )?(?:correo|direccion)|"
    r"(?:o )?meu (?:\w+ )?(?:e-?mail|endereco)|(?:il )?mio (?:\w+ )?(?:indirizzo|e-?mail)|mijn (?:\w+ )?(?:e-?mail\S*|adres)|min (?:\w+ )?(?:e-?post\S*|mail\S*|adress?e?))"
    r"\b[^.,]{0,40}$"
)
"""The words before an address that make it the writer's."""
TALKS = frozenset({"interested", "already_customer", "unsubscribe", "not_interested", "wrong_person"})
ANSWER = 1500
"""Absence notes are short; a longer text that mentions an absence is a letter."""


TELLS = re.compile(
    r"\b(?:I|I['’]m|[Ii]ch|[Bb]in|[Ll]iege|[Jj]e|[Ee]stoy|[Ee]staré|[Ee]stou|[Ee]starei|[Ss]ono|[Ss]arò|[Ii]k|[Bb]en|[Jj]ag|[Jj]eg|"
    r"[Jj]estem|[Bb]ędę|[Pp]rzebywam|[Ll]eżę|[Oo]len|[Jj]sem|[Bb]udu|[Čč]erpám)\b|(?:我|本人|私)|おります"
)
"""People announce their own absence as well, and say no more."""


REPLIES = re.compile(r"\s*(?:re|aw|sv|vs|antw|odp|rif|r|ref|回复|答复)\s?(?:\[\d+\])?\s?[:：]")


def _own_subject(mail: ParsedMail) -> str:
    """The subject, folded, where it is the writer's own: what follows "Re:" are our words, or an earlier note's."""
    subject = plain(mail.subject)
    return "" if REPLIES.match(subject) else subject


def _machine_score(mail: ParsedMail, said: Evidence, *, away: bool, dated: bool) -> float:
    """How much the mail looks written by a machine beforehand, and not by a person to us. `dated`: it says when its
    writer is back, which is all there is to say in a note."""
    subject = _own_subject(mail)
    score = (
        3.0 * is_automatic(mail) + 3.0 * bool(AUTO_SUBJECT.search(subject)) + 3.0 * bool(ABSENT_SUBJECT.search(subject))
    )
    score += min(said.weight.get("note", 0.0) / 2, 3)
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
    said = collect(mail.text)
    subject = _own_subject(mail)
    sure = is_automatic(mail) or bool(AUTO_SUBJECT.search(subject))
    titled = bool(ABSENT_SUBJECT.search(subject))
    if not (sure or titled) and (len(mail.text) > ANSWER or not (said.has("away") or said.has("hint"))):
        return None
    back, comes_back = return_date(mail.text, mail.date) if mail.date else (None, False)
    away = said.has("away") or (comes_back and said.has("hint"))
    if confirms_receipt(mail) and not titled and not (back and away):
        return None
    if back is None and mail.date and (away or titled or not is_role(mail)):
        back, _ = return_date(mail.text, mail.date, loosely=True)
    hinted = sure and (back is not None or (said.has("hint") and not is_role(mail)))
    score = _machine_score(mail, said, away=away, dated=comes_back)
    if not (away or titled or hinted) or score < 3:
        return None
    because = said.sentence("away") or said.sentence("hint") or mail.subject
    if not sure and _is_about_another(mail, because):
        return None
    people = referred_people(mail, Relation.DELEGATE)
    confidence = min(0.98, 0.5 + score / 15)
    return Verdict(Kind.OUT_OF_OFFICE, confidence, "absence.out_of_office", because, return_date=back, people=people)


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
MAILBOX = re.compile(
    r"\b(?:e-?mail\w*|mail\w*|adres\w*|address|mailbox|inbox|account|postfach|boite|messagerie|buzon|correo|direccion|cuenta|casella|indirizzo|endereco|caixa|conta|"
    r"postvak|brevlada|postkasse\w*|skrzynk\w*|schrank\w*|osoite\w*)\b|アドレス|メール|邮箱|郵箱"
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
    if MAILBOX.search(plain(sentence)) and _own_address(mail)[0]:
        return None  # it is the mailbox that is left
    if is_answer(mail) and not _writes_by_itself(mail) and any(map(said.has, ("interested", "not_interested"))):
        return None  # an answer says more than who has gone
    if not (_writes_by_itself(mail) or is_answer(mail) or ANYBODY.search(sentence)):
        return None
    people = referred_people(mail, Relation.REPLACEMENT)
    private, _ = _own_address(mail)
    return Verdict(Kind.LEFT_COMPANY, 0.9, "absence.left_company", sentence, people=people, new_address=private)


def _left_by_name(mail: ParsedMail) -> str:
    """ "Neil Oakes has left Tarn Systems": no word but the capitals tells that this is a company."""
    if not _writes_by_itself(mail):
        return ""
    return next((sentence for sentence in sentences(mail.text) if LEFT_BY_NAME.search(sentence)), "")


def _writes_by_itself(mail: ParsedMail) -> bool:
    return is_automatic(mail) or bool(AUTO_SUBJECT.search(_own_subject(mail)))


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
    if not (said.has("moved") or said.has("closed")) or said.weight["away"] >= max(2.0, said.weight["moved"]):
        return None
    new, sentence = _own_address(mail)
    if not new and said.has("moved") and not (said.has("handover") and is_answer(mail) and not _writes_by_itself(mail)):
        new, sentence = _any_address(mail)
    if not new:
        return None
    return Verdict(Kind.ADDRESS_CHANGED, 0.85, "absence.address_changed", sentence, new_address=new)


def _any_address(mail: ParsedMail) -> tuple[str, str]:
    found = ((ADDRESS.search(sentence), sentence) for sentence in sentences(mail.text))
    return next(((cleaned(address), sentence) for address, sentence in found if address), ("", ""))
