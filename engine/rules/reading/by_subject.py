"""Opt-outs that stand in the subject alone: what the mailto address of List-Unsubscribe makes, and who types no more."""

# ruff: noqa: E501 -- one pattern reads best on one line

import re

from engine.rules.compliance import mail_named_by
from engine.rules.reading.evidence import US, collect
from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.subjects import own_subject
from engine.rules.reading.verdict import IN_DOUBT, Verdict
from engine.rules.vocabulary import Kind

RULE = "opt_out_by_subject"
SURE = 0.95
LONG_SUBJECT, LONG_TEXT, LONG_REST, A_REPEAT = 80, 600, 120, 30
"""Characters. A request in a subject is shorter; who writes more below it is read by what they write."""
WORDS = 3
OF_SOMETHING = re.compile(r"\b(?:of|for|in|at|rate|der|des|von|vom|du|della|del|da|do|van|af|av|na|za)\b")
"""What follows is what ends: "stop of production" is news."""
TITLES = frozenset({"rezygnacja"})
"""Said only above a mail: below one it may be of anything."""
ELSE = ("interested", "question")
"""Concepts of the lexicon that make an answer of another kind likelier."""
TAG = re.compile(r"^\W*(?:ext|extern\w*)\b\W*")
"""What a gateway of ours puts before the subject of mail from outside."""
POLITE = re.compile(
    r"\b(?:please|pls|kindly|bitte|s'?il (?:vous|te) plait|svp|merci(?: de)?|por favor|per favore|per piacere|alstublieft|alsjeblieft|aub|graag|tack|tak|takk|snalla|venligst|"
    r"vennligst|prosze|thanks?(?: you)?|danke|gracias|grazie|obrigad[oa]|bedankt|dziekuje)\b|请|請|お願いし?ます|お願い致します|ください|ありがとうございます|谢谢|謝謝"
)
NOTHING_ELSE = re.compile(
    r"(?:this (?:e-?mail|message) was (?:automatically|auto-?) ?generated\b.{0,60}|(?:sent|get|gesendet|envoye|enviado|inviato|verzonden|skickat|sendt|wyslano|von meinem)\b.{0,40}(?:iphone|ipad|android|outlook|mobile|samsung|mail|phone|handy)\b.{0,30}|"
    r"(?:see|siehe|voir|ver|vedi|zie|se)\b.{0,12}\b(?:subject|title|above|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|amne|emne)\b.{0,20}|as (?:above|per (?:the )?subject)|(?:no|empty) (?:text|body|message|content)|"
    r"(?:hi|hello|hey|dear|hallo|guten tag|sehr geehrte\w*|liebe\w*|bonjour|salut|madame|monsieur|hola|buenos dias|estimad[oa]s?|ola|bom dia|caro|cara|ciao|buongiorno|gentile|salve|beste|dag|geachte|hej|hei|god dag|dzien dobry|szanown\w+)\b(?: +[\w.'-]+){0,3}|"
    r"(?:(?:best|kind|warm|many)? ?(?:regards|wishes)|cheers|sincerely|(?:mit )?(?:freundliche\w*|viele|beste) gr(?:us|uess)\w*|mfg|vg|lg|cordialement|bien a vous|saludos|un saludo|atenciosamente|cordiali saluti|saluti|groet\w*|met vriendelijke groet\w*|mvh|med vanlig\w* halsning\w*|med venlig hilsen|hilsen|pozdrawiam|z powazaniem)"
    r"(?:,.{0,40})?|您好|你好|こんにちは|お世話になっております|件名の通りです|如题|如題|见标题)[\s,.!:。、]*"
)
"""A line that a mail program writes by itself, greetings, closings, and "see subject"; without accents, in lower case."""


def opt_out_by_subject(mail: ParsedMail) -> Verdict | None:
    """Sure when the subject asks for nothing else and the text says nothing else. With a few words that tell nothing
    of another kind it is in doubt: obeyed, and read by a person."""
    if len(mail.subject) > 2 * LONG_SUBJECT or len(mail.text) > LONG_TEXT or (sure := _asks(mail)) is None:
        return None
    rest = _rest(mail)
    if len(rest) > LONG_REST or _says_something_else(rest):
        return None
    if collect(rest).has(Kind.UNSUBSCRIBE) and len(rest) > A_REPEAT:
        return None  # the text says it, and is read by itself
    if not rest or collect(rest).has(Kind.UNSUBSCRIBE):
        return Verdict(Kind.UNSUBSCRIBE, SURE if sure else IN_DOUBT, RULE, mail.subject)
    return Verdict(Kind.UNSUBSCRIBE, IN_DOUBT, RULE, f"{mail.subject}: {rest}")


def _asks(mail: ParsedMail) -> bool | None:
    """Whether the subject surely asks to opt out; None when it does not ask at all."""
    if mail_named_by(mail.subject):
        return True
    subject = POLITE.sub(" ", TAG.sub("", own_subject(mail), count=1)).strip(" .!,;:-…。！")
    if len(subject) > LONG_SUBJECT or not (collect(subject).has(Kind.UNSUBSCRIBE) or subject in TITLES):
        return None
    a_word = len(subject.split()) <= WORDS and OF_SOMETHING.search(subject) is None
    return a_word or US.search(subject) is not None or subject.startswith("unsub")


def _rest(mail: ParsedMail) -> str:
    """The new words without what says nothing, on one line."""
    name = set(re.findall(r"\w+", plain(f"{mail.sender.name} {mail.sender.email.partition('@')[0]}")))
    return " ".join(line.strip() for line in mail.text.splitlines() if not _says_nothing(line, name))


def _says_nothing(line: str, name: set[str]) -> bool:
    said = POLITE.sub(" ", plain(line)).strip(" ,.!-–")
    return not said or NOTHING_ELSE.fullmatch(said) is not None or set(re.findall(r"\w+", said)) <= name


def _says_something_else(rest: str) -> bool:
    evidence = collect(rest)
    return any(map(evidence.has, ELSE))
