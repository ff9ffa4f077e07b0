"""Whose an address is: the name each address in a mail belongs to, and who comes of both."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from engine.rules.reading.bystanders import HAS_GONE, NEAR, NOT_TO_THEM, is_for_nobody, is_private, signed_at
from engine.rules.reading.declension import nominative
from engine.rules.reading.far_names import is_far
from engine.rules.reading.folding import has_signs, plain, sentences
from engine.rules.reading.lexicon.given_names import WORDS_TOO
from engine.rules.reading.lexicon.naming import LEAD_IN, NOT_A_NAME, ROLE_MAILBOX
from engine.rules.reading.names import LINK, Named, is_given, parts_of, title_of, words_of
from engine.rules.reading.persons import is_sure
from engine.rules.reading.phones import first_phone
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation

ADDRESS = re.compile(
    r"(?:(?<![\w.+-])|(?<=[\u3040-\u30ff\u4e00-\u9fff]))(?P<local>[A-Za-z0-9](?:[^\W\u3040-\u30ff\u4e00-\u9fff]|[.+-]){0,63})"
    r"(?:@|\s?[(\[{<]\s?(?:at|@|ät|arroba)\s?[)\]}>]\s?|\s(?:AT)\s)"
    r"(?P<domain>[A-Za-z0-9-]{1,63}(?:(?:\.|\s?[(\[]\s?(?:dot|punkt|punto|point)\s?[)\]]\s?)[A-Za-z0-9-]{1,63}){1,4})"
)
ADDRESSES_AT_MOST = 60
"""Each is held against every name of the text; nobody hands over to more."""
ADDRESSED = re.compile(r"@|[(\[{<]\s?(?:at|ät|arroba)\s?[)\]}>]|\sAT\s")
"""A quick look whether any address is written."""
DOT = re.compile(r"\s?[(\[]\s?(?:dot|punkt|punto|point)\s?[)\]]\s?")
OWN = re.compile(
    r"(?<!vervangt )(?<!vertritt )(?<!sustituye )(?<!substitui )(?<!replaces )(?<!covers for )(?<!ersätter )(?<!avløser )(?<!afløser )(?<!remplace )\b(?:me|mich|mir|moi|mig|meg|myself|my (?:new |other |personal |private )?(?:e-?mail|address)|mi correo|mon (?:e-?mail|adresse))\b"
    r"(?! (?:rempl|sust|subst|sost|vertr|verv|vikar|ersätt|afløs|zast|cover))(?-i:[,:]?[^.,\nA-ZÀ-Þ]{0,12})$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Scene:
    """The text, cut where it is too long, and whom to leave out."""

    text: str
    language: str
    region: str
    """Where a telephone number without a country code is dialled."""
    strangers: frozenset[str]
    writer: str
    by_machine: bool
    """A note names nobody but whom to turn to."""

    @cached_property
    def addresses(self) -> list[re.Match[str]]:
        found = ADDRESS.finditer(self.text) if ADDRESSED.search(self.text) else iter(())
        return list(islice(found, ADDRESSES_AT_MOST))

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        position = 0
        spans: list[tuple[int, int]] = []
        for sentence in sentences(self.text):
            start = self.text.find(sentence, position)
            position = start + len(sentence)
            spans.append((start, position))
        return spans

    @cached_property
    def end(self) -> int:
        """Where the writer's own card begins."""
        return signed_at(self.text) if self.by_machine else len(self.text)

    def sentence_bounds(self, at: int) -> tuple[int, int]:
        """Where the sentence begins and ends that holds a character."""
        return next((span for span in self.bounds if at < span[1]), (0, len(self.text)))


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


def _owner(address: re.Match[str], names: list[Named], scene: Scene, floor: int) -> Named | None:
    """The name an address belongs to: the one it is spelled after, else the nearest before it in its sentence."""
    local = address["local"]
    if set(parts_of(local)) <= ROLE_MAILBOX:
        return next((named for named in names if _is_beside(scene, named, address)), None) or _reader(
            scene, names, address
        )
    last = next((named for named in reversed(names) if named.end <= address.start()), None)
    if last and scene.by_machine and _is_sure_to_be(scene.text, last, address):
        return last
    alike = [named for named in names if abs(named.end - address.start()) < 400 and _likeness(named.name, local) >= 2]
    if alike:
        return max(alike, key=lambda named: (_likeness(named.name, local), -abs(named.end - address.start())))
    start, _ = scene.sentence_bounds(address.start())
    before = [named for named in names if max(start, floor) <= named.start and named.end <= address.start()]
    if has_signs(scene.text) or is_far(scene.text):  # no address is spelled as names are there
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


def _reader(scene: Scene, names: list[Named], address: re.Match[str]) -> Named | None:
    """ "Ask Dr. Sonia Matos, in purchasing: purchasing@…": in an answer, the one person named in the words before it."""
    first, _ = scene.sentence_bounds(address.start())
    before = [one for one in names if first <= one.start and one.end <= address.start()]
    alone = not scene.by_machine and len(before) == 1 and address.start() - before[0].end < NEAR
    return before[0] if alone and is_sure(before[0], scene.text[first : before[0].start]) else None


def _is_sure_to_be(text: str, named: Named, address: re.Match[str]) -> bool:
    """ "Adoptions: Ewelina, adoptions@…": a given name directly before an address, whatever that is spelled after."""
    person = is_given(named) or has_signs(named.name)
    return person and BESIDE.fullmatch(text, named.end, address.start()) is not None


BESIDE = re.compile(r"(?:先生|女士|小姐|さん|様)?[\s,:(<\[（–-]{1,3}")


def _minder(scene: Scene, names: list[Named], address: re.Match[str]) -> Named | None:
    """ "Delphine s'occupe des commandes : commandes@…": in a note, who opens the words before it reads that mailbox."""
    known = [named for named in names if is_given(named) and plain(named.name) not in WORDS_TOO]
    before = [named for named in known if 0 < address.start() - named.end < 60]
    first, _ = scene.sentence_bounds(before[-1].start) if before else (0, 0)
    minds = scene.by_machine and len(before) == 1 and before[0].start == first
    return before[0] if minds and MINDS.match(scene.text[before[0].end : address.start()]) else None


MINDS = re.compile(r" (?:[^\W\d_]|['’ ])+(?:\.|:| :)? $")
"""No name, no comma: what somebody does."""
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
        len(part) > 2 and part in words and part not in ROLE_MAILBOX and part not in NOT_A_NAME for part in parts
    )
    return " ".join(part.capitalize() for part in parts) if known else ""


def _is_writers(scene: Scene, names: list[Named], named: Named | None, local: str) -> bool:
    """Whether an address is spelled after whoever writes, signs or has gone: a leaver tells a private one."""
    if set(parts_of(local)) <= ROLE_MAILBOX:
        return False
    gone = (
        one.name for one in names if one.start >= scene.end or HAS_GONE.match(scene.text[one.end :].partition("@")[0])
    )
    own = [name for name in (scene.writer, *gone) if spells(name, local.lower())]
    return any(named is None or set(words_of(named.name)) <= set(words_of(name)) for name in own)


def spells(name: str, local: str) -> bool:
    """By the given name or its initial, and nothing else than the name: "kofi", "k.boateng", "kboateng"."""
    words, parts = words_of(name), parts_of(local)
    if not words:
        return False
    first, last = words[0], words[-1]
    known = {*words, *(word[0] for word in words)}
    apart = set(parts) <= known and not {first, first[0]}.isdisjoint(parts)
    return apart or parts in ([first + last], [first[0] + last])


CLOSING = re.compile(
    r"\b(?:mailbox|inbox|address|account|postfach|adressen?|boite|casella|indirizzo|buzon|cuenta|direccion|correo|caixa|conta|endereco|postvak|adres|skrzynka|brevladan)\s$"
)
CLOSED = re.compile(
    r"\s(?:was|is|has|will|wurde|wird|ist|n'existe|n'est|a ete|est|sera|ha|ya|no|se|foi|sera|nao|deixou|e stata|e stato|non|verra|is|wordt|werd|ar|har|er|blir|zostal|zostala|nie|jest)\b"
)


SHUT = re.compile(
    r"\s(?:is|was|has been) (?:now )?(?:an? )?(?:disabled|closed|deactivated|inactive|deleted|retired|removed)\b"
    r"|\s(?:ist|wird|wurde|est|sera|a ete|esta|sera|foi|e|sara|verra|is|wordt|werd|ar|er|blir|zostal\w*|jest)\s(?:[\w']+\s){0,3}?(?:nicht mehr|deaktiviert|geloscht|abgeschaltet|geschlossen|abgemeldet|supprimee?|desactivee?|"
    r"fermee?|desactivad[oa]|cerrad[oa]|eliminad[oa]|encerrad[oa]|desativad[oa]|disattivat[oa]|chius[oa]|opgeheven|afgesloten|gesloten|niet meer|stangd|avslutad|inte langre|lukket|nedlagt|ikke lenger|ikke laengere|zamkniet\w+|usuniet\w+|wylaczon\w+)\b"
)


def _closes(text: str, address: re.Match[str]) -> bool:
    """ "The mailbox orders@… was closed" sends nobody there."""
    before = plain(text[max(0, address.start() - 20) : address.start()])
    behind = plain(text[address.end() : address.end() + 40])
    return bool(SHUT.match(behind) or (CLOSING.search(before) and CLOSED.match(behind)))


@dataclass(frozen=True)
class Told:
    """Somebody with the name that tells them, and where in the text they stand, their number included."""

    person: Person
    named: Named | None
    start: int
    end: int


def addressed(scene: Scene, names: list[Named], known: frozenset[str], relation: Relation) -> Iterator[Told]:
    """Everybody with an address who is to be turned to, in the order of the text."""
    floor = 0
    matches = scene.addresses
    for index, address in enumerate(matches):
        email = cleaned(address)
        if relation is Relation.REPLACEMENT and _closes(scene.text, address):
            continue
        if is_private(scene.text, address):
            continue
        if scene.by_machine and (address.start() >= scene.end or is_for_nobody(address)):
            continue
        if email in known or _is_mine(scene, names, address):
            continue
        named = _owner(address, names, scene, floor)
        if named is None or " " not in named.name:
            named = _minder(scene, names, address) or named
        if scene.by_machine and _is_writers(scene, names, named, address["local"]):
            continue
        named = named and _stretched(named, address["local"], scene.text)
        first, last = scene.sentence_bounds(named.start if named else address.start())
        if NOT_TO_THEM.match(plain(scene.text[address.end() : address.end() + NEAR])):
            continue
        following = matches[index + 1].start() if index + 1 < len(matches) else len(scene.text)
        reach = min(following, max(scene.sentence_bounds(address.start())[1], address.end()) + 80)
        behind = scene.text[address.end() : next_person(scene, names, address.end(), reach)]
        begin = max(named.end if named else floor, first, floor)
        phone, stop = first_phone(scene.text[begin : address.start()], scene.region)[0], 0
        if not phone:
            phone, stop = first_phone(behind, scene.region)
        name = nominative(named.name, address["local"]) if named else _lower_case_name(address["local"], scene.text)
        title = title_of(scene.text, named) if named else ""
        person = Person(relation, name, email, phone, title, scene.text[first:last].strip())
        floor = address.end() + stop
        beside = named is not None and abs(address.start() - named.end) < NEXT_TO
        yield Told(person, named, min(named.start, address.start()) if named and beside else address.start(), floor)


def _is_mine(scene: Scene, names: list[Named], address: re.Match[str]) -> bool:
    """ "Write to me at ann@…"; but in "Ann covers for me: ann.roy@…" it is hers."""
    if not OWN.search(scene.text[max(0, address.start() - 60) : address.start()]):
        return False
    first, _ = scene.sentence_bounds(address.start())
    parts = {*parts_of(address["local"])}
    theirs = (one.name for one in names if first <= one.start < address.start())
    others = (words_of(name)[:1] for name in theirs if not set(words_of(name)) & set(words_of(scene.writer)))
    return not any(parts.issuperset(given) for given in others if given)


NEXT_TO = 90
"""Characters between a name and its address."""
INITIAL = re.compile(r"[^\W\d_]\. ")


def next_person(scene: Scene, names: list[Named], at: int, end: int) -> int:
    """Where between two places the next one begins who is surely a person: what follows there is theirs."""
    sure = (named.start for named in names if at <= named.start < end and _is_person(named))
    return min(sure, default=end)


def _is_person(named: Named) -> bool:
    return is_given(named) or INITIAL.match(named.name) is not None or has_signs(named.name)
