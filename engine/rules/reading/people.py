"""People named in a mail as somebody to turn to: beside an address, or after words that hand over ("talk to Bob")."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from engine.rules.reading.evidence import LOOK, concepts
from engine.rules.reading.folding import CJK, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES
from engine.rules.reading.lexicon.naming import LEAD_IN, NOT_A_NAME, ROLE_MAILBOX, ROLES
from engine.rules.reading.mail import Mailbox, ParsedMail
from engine.rules.reading.names import (
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

ADDRESS = re.compile(
    r"(?:(?<![\w.+-])|(?<=[\u3040-\u30ff\u4e00-\u9fff]))(?P<local>[A-Za-z0-9][\w.+-]{0,63})"
    r"(?:@|\s?[(\[{<]\s?(?:at|@|ät|arroba)\s?[)\]}>]\s?|\s(?:AT)\s)"
    r"(?P<domain>[A-Za-z0-9-]{1,63}(?:(?:\.|\s?[(\[]\s?(?:dot|punkt|punto|point)\s?[)\]]\s?)[A-Za-z0-9-]{1,63}){1,4})"
)
ADDRESSED = re.compile(r"@|[(\[{<]\s?(?:at|ät|arroba)\s?[)\]}>]|\sAT\s")
"""A quick look whether any address is written."""
DOT = re.compile(r"\s?[(\[]\s?(?:dot|punkt|punto|point)\s?[)\]]\s?")
GREETING = re.compile(
    r"\A\s*(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen)|sehr geehrte[r]?|moin|bonjour|cher|chère|salut|hola|estimad[oa]|buen[oa]s"
    r"(?: \w+)?|olá|oi|prezad[oa]|car[oa]|bo[am] (?:dia|tarde)|ciao|gentile|buongiorno|salve|beste|geachte|dag|hej|hei|kære|kjære|dzień dobry"
    r"|cześć|witam|thanks|thank you)\b[^\n,!.]{0,60}[,!.\n]",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:me|mich|mir|moi|mig|meg|myself|my (?:new |other |personal |private )?(?:e-?mail|address)|mi correo|mon (?:e-?mail|adresse))\b"
    r"(?! (?:rempl|sust|subst|sost|vertr|verv|vikar|ersätt|afløs|zast|cover))(?-i:[,:]?[^.,\nA-ZÀ-Þ]{0,12})$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scene:
    """The text, cut where it is too long, and whom to leave out."""

    text: str
    language: str
    strangers: frozenset[str]
    by_machine: bool
    """A note names nobody but whom to turn to."""

    @cached_property
    def addresses(self) -> list[re.Match[str]]:
        return list(ADDRESS.finditer(self.text)) if ADDRESSED.search(self.text) else []

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        position = 0
        spans: list[tuple[int, int]] = []
        for sentence in sentences(self.text):
            start = self.text.find(sentence, position)
            position = start + len(sentence)
            spans.append((start, position))
        return spans

    def sentence_bounds(self, at: int) -> tuple[int, int]:
        """Where the sentence begins and ends that holds a character."""
        return next((span for span in self.bounds if at < span[1]), (0, len(self.text)))


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


def cleaned(address: re.Match[str]) -> str:
    return f"{address['local']}@{DOT.sub('.', address['domain'])}".strip(".-").lower()


def _likeness(name: str, local: str) -> int:
    """How many words of the name an address is made of: "Maria Lopez" and m.lopez share two, by an initial too."""
    parts, squeezed = parts_of(local), re.sub(r"[^a-z]", "", local.lower())
    words = words_of(name)
    spelled = sum(
        len(word) > 1 and (word in squeezed or any(len(p) > 2 and word.startswith(p) for p in parts)) for word in words
    )
    return 2 * spelled + sum(part == word[:1] for part in parts for word in words)


def _name_for(address: re.Match[str], names: list[Named], scene: Scene, floor: int) -> Named | None:
    """The name an address belongs to: the one it is spelled after, else the nearest before it in its sentence."""
    local = address["local"]
    if set(parts_of(local)) <= ROLE_MAILBOX:
        return next((named for named in names if _is_beside(scene, named, address)), None)
    alike = [named for named in names if abs(named.end - address.start()) < 400 and _likeness(named.name, local) >= 2]
    if alike:
        return max(alike, key=lambda named: (_likeness(named.name, local), -abs(named.end - address.start())))
    start, _ = scene.sentence_bounds(address.start())
    before = [named for named in names if max(start, floor) <= named.start and named.end <= address.start()]
    if CJK.search(scene.text):
        before = [named for named in names if floor <= named.start and named.end <= address.start()]
    near = [named for named in before if address.start() - named.end < 90 and not _is_an_opener(scene, named, address)]
    near = near or [named for named in names if floor <= named.start and _is_above(scene.text, named, address)]
    if near:
        return near[-1]
    after = [named for named in names if 0 <= named.start - address.end() <= 3]
    return after[0] if after else None


def _is_beside(scene: Scene, named: Named, address: re.Match[str]) -> bool:
    """ "Write to Sole (office@…)": whoever is handed over to reads a mailbox of many."""
    between = scene.text[named.end : max(named.end, address.start())]
    link = LINK.search(scene.text[max(0, named.start - 30) : named.start])
    return between in BRACKETS and link is not None and plain(link[1]) in LEAD_IN


BRACKETS = frozenset({" (", " <", " ["})


def _is_an_opener(scene: Scene, named: Named, address: re.Match[str]) -> bool:
    """Any word opens a sentence in capitals: one alone is a name only directly before its address."""
    first, _ = scene.sentence_bounds(named.start)
    opens = " " not in named.name and not scene.text[first : named.start].strip(" *•-–·>")
    return opens and address.start() - named.end > CLOSE


CLOSE = 4
"""Characters between a name and its address: a colon, a bracket, a dash."""


def _is_above(text: str, named: Named, address: re.Match[str]) -> bool:
    """A name with a line of its own, and the address one or two short lines below it."""
    between = text[named.end : max(named.end, address.start())]
    alone = not text[text.rfind("\n", 0, named.start) + 1 : named.start].strip(" *•-–·|")
    return alone and BELOW.fullmatch(between) is not None


BELOW = re.compile(r"[^\n.!?@]{0,50}\n(?:[^\n!?@]{0,60}\n)?[^\n!?@]{0,25}")


def _stretched(named: Named, local: str, text: str) -> Named:
    """ "Jan Kot, jan.kot@…": a first name that is a month elsewhere, when the address is spelled with it."""
    before = re.search(r"([^\W\d_]+) $", text[: named.start])
    if before and before[1][0].isupper() and plain(before[1]) in parts_of(local):
        return Named(f"{before[1]} {named.name}", before.start(), named.end)
    return named


def _lower_case_name(local: str, text: str) -> str:
    """ "More of a steve question. steve@example.com" names Steve."""
    words = set(words_of(ADDRESS.sub(" ", text)))
    parts = parts_of(local)
    known = bool(parts) and all(
        len(part) > 2 and part in words and part not in ROLE_MAILBOX | NOT_A_NAME for part in parts
    )
    return " ".join(part.capitalize() for part in parts) if known else ""


OPENERS = frozenset(word for word in LEXICON.vocabulary if len(word) > 1)
"""Words a sentence may begin with in capitals that are no first names."""
DOES = re.compile(
    r"(?: (?:in|from|of|on|at|aus|vom|im|de|del|di|van|uit|från|fra|z) [\w ]{2,25}?)?[^.\n]{0,3}\b(?:is|are|was|will|would|can|covers|holds|has|helps|hilft|vertritt|übernimmt|springt|steht|remplace|prend|sustituye|atiende|substitui|atende|sostituisce|vervangt|neemt|vikarierar|afløser|zastępuje|runs|heads|leads|owns|handles|manages|oversees|looks|takes|does|ist|leitet|kümmert|macht|betreut|est|gère|s'occupe"
    r"|es|lleva|gestiona|é|cuida|trata|è|segue|gestisce|gaat|regelt|doet|är|ansvarar|sköter|er|jest|zajmuje|odpowiada)\b"
)
LINK = re.compile(r"([\w'’.+]+)[\s:,(<]*$")


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


CLOSING = re.compile(
    r"\b(?:mailbox|inbox|address|account|postfach|adressen?|boite|casella|indirizzo|buzon|cuenta|direccion|correo|caixa|conta|endereco|postvak|adres|skrzynka|brevladan)\s$"
)
CLOSED = re.compile(
    r"\s(?:was|is|has|will|wurde|wird|ist|n'existe|n'est|a ete|est|sera|ha|ya|no|se|foi|sera|nao|deixou|e stata|e stato|non|verra|is|wordt|werd|ar|har|er|blir|zostal|zostala|nie|jest)\b"
)


SHUT = re.compile(
    r"\s(?:is|was|has been) (?:now )?(?:an? )?(?:disabled|closed|deactivated|inactive|deleted|retired|removed)\b"
)


def _closes(text: str, address: re.Match[str]) -> bool:
    """ "The mailbox orders@… was closed" sends nobody there."""
    before = plain(text[max(0, address.start() - 20) : address.start()])
    behind = plain(text[address.end() : address.end() + 40])
    return bool(SHUT.match(behind) or (CLOSING.search(before) and CLOSED.match(behind)))


def _addressed(
    scene: Scene, names: list[Named], known: frozenset[str], relation: Relation
) -> Iterator[tuple[Person, Named | None]]:
    floor = 0
    matches = scene.addresses
    for index, address in enumerate(matches):
        email = cleaned(address)
        if relation is Relation.REPLACEMENT and _closes(scene.text, address):
            continue
        if email in known or OWN.search(scene.text[max(0, address.start() - 60) : address.start()]):
            continue
        named = _name_for(address, names, scene, floor)
        named = named and _stretched(named, address["local"], scene.text)
        first, last = scene.sentence_bounds(named.start if named else address.start())
        following = matches[index + 1].start() if index + 1 < len(matches) else len(scene.text)
        end = min(following, max(scene.sentence_bounds(address.start())[1], address.end()) + 80)
        phone = find_phone(scene.text[max(named.end if named else floor, first) : end], scene.language)
        name = nominative(named.name, address["local"]) if named else _lower_case_name(address["local"], scene.text)
        title = title_of(scene.text, named) if named else ""
        yield Person(relation, name, email, phone, title, scene.text[first:last].strip()), named
        floor = address.end()


def referred_people(mail: ParsedMail, relation: Relation) -> tuple[Person, ...]:
    """Everybody the new words of the mail send us to; never the writer, never us."""
    scene = _scene(mail, relation)
    if not scene.addresses and not any(_may_hand_over(sentence) for sentence in sentences(scene.text)):
        return ()
    names = _names(scene)
    people: dict[str, Person] = {}
    taken: set[str] = set()
    for person, named in _addressed(scene, names, _known(mail), relation):
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
