"""Who has left: by their own note, their mailbox's, or a colleague's word."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from dataclasses import replace

from engine.rules.reading.absence import ANSWER, MAILBOX, writes_by_itself
from engine.rules.reading.automatic import is_answer
from engine.rules.reading.desks import is_role
from engine.rules.reading.evidence import OF_US, US, Evidence, collect, concepts
from engine.rules.reading.folding import has_signs, plain, sentences, tokens
from engine.rules.reading.for_all import for_all
from engine.rules.reading.lexicon import COURTEOUS
from engine.rules.reading.lexicon.naming import ROLE_MAILBOX
from engine.rules.reading.mail import ParsedMail, once
from engine.rules.reading.names import CAPITAL, TOKEN, parts_of, words_of
from engine.rules.reading.new_address import leavers_address, own_address
from engine.rules.reading.people import referred_people
from engine.rules.reading.subjects import own_subject
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind, Relation

LEFT_BY_NAME = re.compile(
    rf"(?:(?:{TOKEN} {TOKEN}|\b(?:I|[Hh]e|[Ss]he|who)) (?:has|have|had)|\b(?:I['’]ve|[Hh]e['’]s|[Ss]he['’]s|who['’]s)) (?:now |recently |since |unfortunately |sadly )?(?:left|departed(?: from)?|resigned from|moved on from) "
    rf"(?:the )?{CAPITAL}"
)
SUCCESSOR = re.compile(
    r"\b(?:my|his|her|their) (?:\w+ )?successor|(?:mein|ihr|sein)e?[nrm]? nachfolger\w*|(?:mon|son|ma|sa) success(?:eur|rice)|(?:mi|su) sucesora?\b|"
    r"(?:o meu|a minha|meu|minha|seu|sua) sucessora?\b|(?:mio|mia|suo|sua) successor[ea]\b|(?:mijn|zijn|haar) opvolgster|(?:mijn|zijn|haar) opvolger|"
    r"min eftertr\w+|min etterfolger|min efterfolger|(?:moj|moja|moim|mojego) nastep\w+|後任|接任者|继任者"
)
"""Nobody who comes back has one."""
ANYBODY = re.compile(
    rf"\b(?i:i|i'm|i've|we|he|she|they|who|his|her|my|our|colleague|employee|person|ich|er|wir|frau|herr|je|elle?|nous|yo|ella|eu|ele|ela|io|lui|lei|ik|hij|jag|han|hon|jeg|hun)\b|{TOKEN} {TOKEN}|[\u3040-\u9fff]"
)
"""Orders and trains leave as well; a person is named or spoken of."""


WRITER = re.compile(
    r"\b(?:i|i'm|i've|my|ich|mein\w*|bin|je|j'ai|mon|mes|yo|mis?|me he|he (?:dejado|finalizado|terminado|causado|cesado|concluido)|trabajo|estoy|eu|meus?|minhas?|trabalho|deixei|sai|desliguei-me|io|mi[oae]i?|lavoro|collaboro|sono|ho (?:lasciato|terminato|concluso|cessato)|"
    r"ik|mijn|ben|jag|min|mitt|jeg|mit|jestem|moj\w*|zakonczylem|zakonczylam|odszedlem|odeszlam|en (?:ole|tyoskentele|enaa)|olen|jain|siirryin|nepracuj[ie]m?|nepusobim|jsem|dolgozom|tavoztam|kileptem|mentem|vagyok|vonultam|calismiyorum|ayrildim|oldum|"
    r"lucrez|sunt|am (?:parasit|plecat|incheiat)|εργάζομαι|αποχώρησα|я|работаю|уволил(?:ся|ась)|працюю|звільнив\w*)\b|私|小職|我(?!们|們|司)|本人|저는|제가"
)
"""Whoever has left says it of themselves."""
LITTLE_I = re.compile(r"(?<=\w )i(?= \w)")
"""In Danish, Norwegian, Swedish, Polish, Czech and Italian a word that says nothing of the writer; English has it in
capitals, and says more of them ("my", "I'm")."""


def left_company(mail: ParsedMail) -> Verdict | None:
    """The person does not work there any more, by their own note or a colleague's word."""
    if len(mail.text) > ANSWER:
        return None
    said = collect(mail.text)
    sentence = said.sentence("left") if said.has("left") else _left_by_name(mail)
    if not sentence and said.has("closed") and writes_by_itself(mail) and not _stays(mail, said):
        sentence = said.sentence("closed")
    if not sentence or (said.has("unsubscribe") and not _is_struck_off(mail)):
        return None
    if MAILBOX.search(plain(sentence)) and own_address(mail)[0]:
        return None  # it is the mailbox that is left
    answers = is_answer(mail) and not (writes_by_itself(mail) or is_of_the_owner(mail))
    if answers and any(map(said.has, ("interested", "not_interested"))):
        return None  # an answer says more than who has gone
    if not (writes_by_itself(mail) or is_answer(mail) or ANYBODY.search(sentence)):
        return None
    return with_replacement(mail, Verdict(Kind.LEFT_COMPANY, 0.9, "absence.left_company", sentence))


def _is_struck_off(mail: ParsedMail) -> bool:
    """Whether it is the old address alone that is to be struck off, by a note about its owner or under a title of one:
    nobody says "me" or "us", nor speaks for the whole company."""
    asked = [plain(one) for one in sentences(mail.text) if "unsubscribe" in concepts(one)]
    is_note = is_of_the_owner(mail) or "left" in concepts(own_subject(mail))
    return is_note and not for_all(mail.text) and not any(US.search(one) or OF_US.search(one) for one in asked)


def with_replacement(mail: ParsedMail, verdict: Verdict) -> Verdict:
    """What a leaver's note tells."""
    private, _ = leavers_address(mail)
    people = tuple(one for one in referred_people(mail, Relation.REPLACEMENT) if one.email != private or not private)
    return replace(verdict, people=people, new_address=private)


def _stays(mail: ParsedMail, said: Evidence) -> bool:
    """Whoever is away for a while, or tells a new address, does not leave with the mailbox that closes."""
    return said.has("away") or (said.has("moved") and "@" in mail.text) or bool(own_address(mail)[0])


def _left_by_name(mail: ParsedMail) -> str:
    """ "Neil Oakes has left Tarn Systems": no word but the capitals tells that this is a company."""
    if not writes_by_itself(mail):
        return ""
    return next((one for one in sentences(mail.text) if LEFT_BY_NAME.search(one) or SUCCESSOR.search(plain(one))), "")


@once
def leaver_signs(mail: ParsedMail) -> tuple[str, ...]:
    """Of whom it is said that they have left: of the writer ("I"), or of whoever the mailbox is, by name, which only
    a mailbox says of its owner."""
    if not collect(mail.text).has("left"):
        return ()
    said = [one for one in sentences(mail.text) if "left" in concepts(one)]
    if any(map(is_of_the_writer, said)):
        return ("left by myself",)
    if any(_names_sender(mail, one) for one in said):
        return ("left by name",)
    return ("left by name",) if _speaks_for_another(mail) and not is_of_the_writer(mail.text) else ()


LEAVER_SIGNS = ("left by myself", "left by name")


def is_of_the_writer(text: str) -> bool:
    """Whether the writer speaks of themselves."""
    return WRITER.search(plain(LITTLE_I.sub("", text))) is not None


def _speaks_for_another(mail: ParsedMail) -> bool:
    """Whether it comes from a person's mailbox under the name of a house or a department: "HR <ann.roy@…>"."""
    local = parts_of(mail.sender.email.partition("@")[0])
    own = words_of(mail.sender.name)
    house = HOUSE.search(mail.sender.name) is not None or not ROLES_NAMED.isdisjoint(own)
    return house and not is_role(mail) and ROLES_NAMED.isdisjoint(local) and not set(own) & set(local)


ROLES_NAMED = ROLE_MAILBOX | set(
    tokens(
        "department abteilung human resources robot bot mailbox postfach administrator direction risorse umane kadry"
    )
)
HOUSE = re.compile(r"[部課课室局処处處科]$|中心$|事務局|公司|会社|网关|網關|客服")
"""Names of departments."""


def is_of_the_owner(mail: ParsedMail) -> bool:
    """Whether a mailbox says of its owner that they have left: "Gemma Stott is no longer with us", from Gemma Stott."""
    return "left by name" in leaver_signs(mail)


NAMED = re.compile(rf"{TOKEN} {TOKEN}")


def is_of_another(mail: ParsedMail) -> bool:
    """Whether somebody says by name of another that they have left: "Ida Berg has left us", from Chris Vale."""
    if not collect(mail.text).has("left") or leaver_signs(mail):
        return False
    if is_role(mail) or len(words_of(mail.sender.name)) < A_NAME:
        return False
    return any("left" in concepts(one) and NAMED.search(one) for one in sentences(mail.text))


@once
def is_bare_leave(mail: ParsedMail) -> bool:
    """Whether the text tells that somebody has left, what becomes of the mailbox, whom to turn to, and nothing else."""
    said: set[str] = set()
    if "?" in mail.text:
        return False
    for sentence in sentences(mail.text):
        spoken = concepts(sentence).keys()
        tells = spoken & {"left", "closed", "handover"}
        if not tells and len(set(tokens(sentence)) - COURTEOUS) > A_FEW:
            return False
        said |= tells
    return {"left", "closed"} <= said


A_FEW, A_NAME = 3, 2
"""Words of a greeting or a name, at most, and of a person's name at least."""


def _names_sender(mail: ParsedMail, sentence: str) -> bool:
    names = words_of(mail.sender.name)
    own = {*names, *parts_of(mail.sender.email.partition("@")[0])} - ROLE_MAILBOX
    joined = own.difference(names if " " in mail.sender.name else ())
    if has_signs(sentence):
        return any(word in sentence for word in own if has_signs(word) and len(word) > 1)
    said = [word for word in map(plain, CAPITALISED.findall(sentence)) if len(word) >= SHORTEST]
    return any(word in own or any(_with_initials(word, one) for one in joined) for word in said)


def _with_initials(name: str, local: str) -> bool:
    """ "kadeyemi", "nowickap": of Adeyemi and of Nowicka."""
    return len(name) > SHORTEST and name in (local[1:], local[2:], local[:-1], local[:-2])


SHORTEST = 3
"""Letters of a name that tells: not initials."""
CAPITALISED = re.compile(rf"{CAPITAL}\w+")
