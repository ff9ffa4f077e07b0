"""People named in a mail as somebody to turn to: beside an address (addresses.py), or after words that hand over."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator
from dataclasses import replace

from engine.rules.reading.addresses import ADDRESS, Scene, addressed
from engine.rules.reading.evidence import LOOK, concepts
from engine.rules.reading.folding import CJK, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES
from engine.rules.reading.lexicon.naming import LEAD_IN, ROLES
from engine.rules.reading.mail import Mailbox, ParsedMail
from engine.rules.reading.names import (
    LINK,
    NAME,
    ROLE_ENDINGS,
    SIGN_NAMES,
    Named,
    is_of_a_firm,
    nominative,
    parts_of,
    title_of,
    trimmed,
    words_of,
)
from engine.rules.reading.phones import CALL, EXTENSION, PHONE, find_phone
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation

GREETING = re.compile(
    r"\A\s*(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen)|sehr geehrte[r]?|moin|bonjour|cher|chère|salut|hola|estimad[oa]|buen[oa]s"
    r"(?: \w+)?|olá|oi|prezad[oa]|car[oa]|bo[am] (?:dia|tarde)|ciao|gentile|buongiorno|salve|beste|geachte|dag|hej|hei|kære|kjære|dzień dobry"
    r"|cześć|witam|thanks|thank you)\b[^\n,!.]{0,60}[,!.\n]",
    re.IGNORECASE,
)


def _names(scene: Scene) -> list[Named]:
    found: list[Named] = []
    addresses = [match.span() for match in scene.addresses]
    for match in NAME.finditer(scene.text):
        named = trimmed(match)
        if named is None or is_of_a_firm(scene.text, named):
            continue
        if any(start <= named.start < end for start, end in addresses):
            continue
        if not set(words_of(named.name)) <= scene.strangers or len(words_of(named.name)) > 3:
            found.append(named)
    if CJK.search(scene.text) and scene.language in SIGN_NAMES:
        signs = SIGN_NAMES[scene.language].finditer(scene.text)
        found.extend(Named(HONORED.sub("", match["name"]), match.start("name"), match.end("name")) for match in signs)
    return found


HONORED = re.compile(r"(?<=.)(?:先生|女士|小姐)$")


OPENERS = frozenset(word for word in LEXICON.vocabulary if len(word) > 1)
"""Words a sentence may begin with in capitals that are no first names."""
DOES = re.compile(
    r"(?: (?:in|from|of|on|at|aus|vom|im|de|del|di|van|uit|från|fra|z) [\w ]{2,25}?)?[^.\n]{0,3}\b(?:is|are|was|will|would|can|covers|holds|has|helps|hilft|vertritt|übernimmt|springt|steht|remplace|prend|sustituye|atiende|substitui|atende|sostituisce|vervangt|neemt|vikarierar|afløser|zastępuje|runs|heads|leads|owns|handles|manages|oversees|looks|takes|does|ist|leitet|kümmert|macht|betreut|est|gère|s'occupe"
    r"|es|lleva|gestiona|é|cuida|trata|è|segue|gestisce|gaat|regelt|doet|är|ansvarar|sköter|er|jest|zajmuje|odpowiada)\b"
)


def _is_led_in(scene: Scene, named: Named, first: int) -> bool:
    """The word before the name hands over to it, or the name opens a sentence that says what the person does."""
    before = scene.text[first : named.start]
    if re.search(r"[+@:]\s?$", before):
        return True
    if before.rstrip().endswith(",") and set(words_of(before[-40:])) & ROLES:
        return True
    link = LINK.search(before)
    if link is None:
        known = plain(named.name.split()[0]) in OPENERS
        return not known and (" " in named.name or bool(DOES.match(scene.text, named.end)))
    word = plain(link[1]).strip(".'")
    if word == "in" and " " not in named.name:
        return False  # a place
    return (
        word in LEAD_IN | ROLES
        or word.endswith(ROLE_ENDINGS)
        or bool(re.search(r"\b(?:our|my|unser\w*|notre|nuestr[oa]|nostr[oa]|onze)\s[^,.]{2,40},?\s$", before))
    )


AVAILABLE = re.compile(
    r"\b(?:urgent|urgen\w+|emergenc\w+|absence|assistance|dringend\w*|notfall\w*|rep|backup|cover\w*|deputy|stead|can help|"
    r"vertritt|vertret\w*|remplac\w+|sustitu\w+|substitu\w+|sostitu\w+|vervang\w+|zast[eę]p\w+|vikari\w+|ersätt\w+|afløs\w+|"
    r"hilft|helpt|hjälper|hjælper|hjelper|aidera|llevan?|atienden?|gestionan?|peut vous aider|puede ayudar\w*|pode ajudar|può aiutar\w+|pomo[żz]e|pomůže|auttaa)\b|急ぎ|至急|緊急|紧急|急事",
)
INTERNAL = re.compile(
    r"\b(?:hand(?:s|ed|ing)? over|heads?(?: up)?|leads|runs|owns|oversees|handles|manages|leitet|betreut|verantwortet|gestiona|dirige|gère|pilote)\b"
)


def _hands_over(sentence: str, behind: str) -> bool:
    said = concepts(sentence).keys()
    if said & {"received", "mine"}:
        return False
    return bool(
        said & {"handover", "copying"}
        or AVAILABLE.search(sentence.lower())
        or INTERNAL.search(sentence)
        or CALL.match(behind)
        or EXTENSION.match(behind)
    )


def _may_hand_over(sentence: str) -> bool:
    """A quick look before names are gathered."""
    return bool(PHONE.search(sentence) or EXTENSION.search(sentence)) or _hands_over(sentence, "")


HAS_GONE = re.compile(
    r"[, ]{1,2}(?:has |have )?(?:died|passed away)\b|.{0,40}\b(?:verstorben|décédée?|falleci[óo]|faleceu|mancat[oa]|overleden|avled|afgik|zmarł)|[,\s]{1,2}(?:is|has|have|hat|ist|a|n'est|ne|est|ha|ya|já|is|werkt|har|er|är|nie|już|jest)\b.{0,30}?\b(?:no longer|left|nicht mehr|verlassen|plus|quitté|no|dejado|não|deixou|non|lasciato|niet|verlaten|inte|ikke|slutat|sluttet|nie|odszedł|odeszła)\b",
    re.IGNORECASE,
)
"""Behind the name of a leaver, who is nobody to turn to."""
HAS_DIED = re.compile(
    r"\b(?:décès|fallecimiento|falecimento|scomparsa|overlijden|bortgång|śmier\w+|passing|death|tod)\b[^.]{0,40}$",
    re.IGNORECASE,
)
"""Before the name of somebody who died."""


TO_NOBODY = re.compile(
    r"(?:(?:^|[.!?,;]\s*)(?:please |por favor |per favore )?(?:do not|don['’]t|never|stop|no|non|não|n['’]\w+|ne \w+|niet|inte|ikke|nie)"
    r"(?: (?!but|mais|ma|mas|maar|men|utan|sino|tylko)[\w'’]+){0,4}"
    r"|\b(?:schreib\w*|mail\w*|ruf\w*|kontaktier\w*)(?: sie)?(?: bitte)? nicht(?: mehr)?(?: an)?(?: herrn| frau)?) $",
    re.IGNORECASE,
)
"""Before the name of somebody who is not to be written to: "please don't bother Anna, ask Helen"."""


def _unaddressed(scene: Scene, names: list[Named]) -> Iterator[tuple[Named, str]]:
    """People without an address, with their sentence: only where a sentence hands over and leads in to the name."""
    for named in names[:100]:  # an answer names a few; a pasted list of hundreds would take a second
        first, last = scene.sentence_bounds(named.start)
        sentence = scene.text[first:last]
        signs = bool(CJK.search(named.name))
        behind = scene.text[named.end : last]
        called = scene.by_machine and " " in named.name and PHONE.search(behind) and named.start > first
        if scene.by_machine and " " not in named.name and _is_given(named) and BEFORE_PHONE.match(behind):
            yield named, sentence
            continue
        if (
            HAS_GONE.match(behind)
            or HAS_DIED.search(scene.text[first : named.start])
            or not _hands_over(sentence, behind)
        ):
            continue
        if scene.by_machine and not BEFORE_PHONE.match(behind) and _is_nobody_else(scene.text, named, sentence):
            continue
        if TO_NOBODY.search(scene.text[first : named.start]):
            continue
        if signs or called or _is_led_in(scene, named, first):
            yield named, sentence


BEFORE_PHONE = re.compile(
    r"(?: \([^)]{1,20}\))?[\s,:(–-]{1,4}(?:on |at |sous |auf |al |unter |på )?(?:[A-Za-z]{1,8}\.?:?\s)?\+?\(?\d[\d\s().-]{5}"
)
"""A number follows at once: "Bruno : 01 99 00 35 35"."""
HONORIFIC = re.compile(
    r"\b(?:herrn?|frau|mr|mrs|ms|dr|mme|m|sr|sra|mevrouw|meneer|mevr|dhr|mw|prof|don|dott)\.?\s$", re.IGNORECASE
)


def _is_given(named: Named) -> bool:
    return plain(named.name.split()[0]) in GIVEN_NAMES


def _is_nobody_else(text: str, named: Named, sentence: str) -> bool:
    return _is_of_a_thing(text, named) or _has_no_address_of_its_own(named, sentence) or _signs(text, named)


def _has_no_address_of_its_own(named: Named, sentence: str) -> bool:
    """ "Tesorería, Edwin Mamani, e.mamani@…": what is no given name beside somebody's address is what that is for."""
    return not (_is_given(named) or CJK.search(named.name)) and ADDRESS.search(sentence) is not None


def _signs(text: str, named: Named) -> bool:
    """ "Fredrik Ask" or "Iain Farquhar, Works Manager" at the very end, with a paragraph of its own: who writes."""
    before, behind = text[: named.start], text[named.end :]
    return before.endswith("\n\n") and "\n\n" not in behind.strip() and not before.rstrip().endswith((":", "："))


def _is_of_a_thing(text: str, named: Named) -> bool:
    """ "The affairs of the Department": a particle alone before it makes no name, unless the person has a title."""
    return named.name[0].islower() and not HONORIFIC.search(text[: named.start])


def _strangers(mail: ParsedMail) -> frozenset[str]:
    """Words of the names that are no news: the writer's and ours."""
    return frozenset(word for box in (mail.sender, *mail.to) for word in words_of(box.name))


def _known(mail: ParsedMail) -> frozenset[str]:
    return frozenset(box.email for box in (mail.sender, *mail.to))


def _scene(mail: ParsedMail, relation: Relation) -> Scene:
    text = mail.text[:LOOK]
    greeting = GREETING.match(text)
    if greeting:
        text = " " * greeting.end() + text[greeting.end() :]
    return Scene(text, guess_language(text), _strangers(mail), relation is not Relation.REFERRAL)


def referred_people(mail: ParsedMail, relation: Relation) -> tuple[Person, ...]:
    """Everybody the new words of the mail send us to; never the writer, never us."""
    scene = _scene(mail, relation)
    if not scene.addresses and not any(_may_hand_over(sentence) for sentence in sentences(scene.text)):
        return ()
    names = _names(scene)
    people: dict[str, Person] = {}
    taken: set[str] = set()
    for person, named in addressed(scene, names, _known(mail), relation):
        people.setdefault(person.email, person)
        taken.update(words_of(named.name) if named else words_of(person.name))
    for named, sentence in _unaddressed(scene, [one for one in names if not set(words_of(one.name)) & taken]):
        phone = find_phone(scene.text[named.end : named.end + 80], scene.language)
        name = nominative(named.name)
        person = Person(relation, name, "", phone, title_of(scene.text, named), sentence.strip())
        people.setdefault(name, person)
        taken.update(words_of(named.name))
    return tuple(people.values())


def _named_in(box: Mailbox, text: str) -> bool:
    words = set(words_of(text))
    return any(word in words for word in (*words_of(box.name), *parts_of(box.email.partition("@")[0])) if len(word) > 2)


def copied_people(mail: ParsedMail) -> tuple[Person, ...]:
    """Who was copied, other than the writer and us; those the text names come first."""
    known = _known(mail)
    boxes = [box for box in mail.cc if box.email and box.email not in known]
    boxes.sort(key=lambda box: not _named_in(box, mail.text))
    named = [box for box in boxes if _named_in(box, mail.text)] or boxes
    sentence = next(iter(sentences(mail.text)), "")
    made = (Person(Relation.REFERRAL, box.name, box.email, sentence=sentence) for box in named)
    return tuple(replace(person, name=person.name or "") for person in made)
