"""People named in a mail as somebody to turn to: beside an address, or after words that hand over ("talk to Bob")."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from engine.rules.reading.evidence import LOOK, concepts
from engine.rules.reading.folding import CJK, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon import LEXICON
from engine.rules.reading.lexicon.naming import (
    FIRM_BEFORE,
    LEAD_IN,
    NOT_A_NAME,
    ORGANISATIONS,
    PARTICLES,
    ROLE_MAILBOX,
    ROLES,
    SURNAMES,
)
from engine.rules.reading.mail import Mailbox, ParsedMail
from engine.rules.reading.phones import CALL, PHONE, find_phone
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation

ADDRESS = re.compile(
    r"(?<![\w.+-])(?P<local>[A-Za-z0-9][\w.+-]{0,63})"
    r"(?:@|\s?[(\[{<]\s?(?:at|@|ät|arroba)\s?[)\]}>]\s?|\s(?:AT)\s)"
    r"(?P<domain>[A-Za-z0-9-]{1,63}(?:(?:\.|\s?[(\[]\s?(?:dot|punkt|punto|point)\s?[)\]]\s?)[A-Za-z0-9-]{1,63}){1,4})"
)
ADDRESSED = re.compile(r"@|[(\[{<]\s?(?:at|ät|arroba)\s?[)\]}>]|\sAT\s")
"""A quick look whether any address is written."""
DOT = re.compile(r"\s?[(\[]\s?(?:dot|punkt|punto|point)\s?[)\]]\s?")
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽА-ЯЁ]"
TOKEN = rf"(?:{CAPITAL}['’]{CAPITAL}[\w-]+|{CAPITAL}[\w]+(?:['’-][\w]+)*|{CAPITAL}\.)"
NAME = re.compile(rf"{TOKEN}(?: (?:(?:{'|'.join(PARTICLES.split())}) ){{0,2}}{TOKEN}){{0,7}}")
PARTICLE = frozenset(PARTICLES.split())
GREETING = re.compile(
    r"\A\s*(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen)|sehr geehrte[r]?|moin|bonjour|cher|chère|salut|hola|estimad[oa]|buen[oa]s"
    r"(?: \w+)?|olá|oi|prezad[oa]|car[oa]|bo[am] (?:dia|tarde)|ciao|gentile|buongiorno|salve|beste|geachte|dag|hej|hei|kære|kjære|dzień dobry"
    r"|cześć|witam|thanks|thank you)\b[^\n,!.]{0,60}[,!.\n]",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:me|mich|mir|moi|mig|meg|myself|my (?:new |other |personal |private )?(?:e-?mail|address)|mi correo|mon (?:e-?mail|adresse))\b(?-i:[^.,\nA-ZÀ-Þ]{0,12})$",
    re.IGNORECASE,
)
SIGN_NAME = re.compile(
    r"(?:[のはが方::、]\s?(?P<ja>(?!来|今|明|翌|昨|次|年|月|以|下記|別途|直接|御|貴|時|期|担当|弊社|当社|部署|連絡|本件|責任|情報|今後|現在|御社|貴社)[一-龥々]{2,5})(?=です|様|さん|まで|宛|[((]|に|が|と|へ|氏|より)|"
    rf"(?:联系|聯繫|聯絡|联络|找|同事|经理|經理|总监|主管|转给|轉給|转发给|給|给|是|请与|接手的|由|[部组團团]的|[部组]门的)\s?"
    rf"(?P<zh>[{SURNAMES}][一-龥]{{1,2}}?)(?=[,,。.::;;(( \n]|他|她|负责|負責|谈|聊|吧|$|[a-z]))"
)
ROLE_ENDINGS = ("leiter", "leiterin", "chef", "chefin", "manager", "managerin", "sjef", "chefen")


@dataclass(frozen=True)
class Named:
    """A name in the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Scene:
    """The text, cut where it is too long, and whom to leave out."""

    text: str
    language: str
    strangers: frozenset[str]

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


def words_of(name: str) -> list[str]:
    return re.findall(r"\w+", plain(name))


def _leads_in(word: str) -> bool:
    return word in NOT_A_NAME or word in LEAD_IN or word.endswith(ROLE_ENDINGS)


POSSESSIVE = re.compile(r"['’]s$")
"""Jane's manager is not Jane."""
BEFORE_NAME = re.compile(r"(\w+)[\s:\"'„“«]*$")


def _is_of_a_firm(text: str, named: Named) -> bool:
    """ "Firma Meyer Logistik", "le service Achats"."""
    before = BEFORE_NAME.search(text, max(0, named.start - 40), named.start)
    return before is not None and plain(before[1]) in FIRM_BEFORE


def _trim(found: re.Match[str]) -> Named | None:
    """The part of a run of capitalised words that can be a name: "Try Greg Marsh" and "Head Anna Lee" begin too early."""
    tokens = [(token[0], token.start(), token.end()) for token in re.finditer(r"\S+", found[0])]
    roles = [index for index, token in enumerate(tokens) if plain(token[0]) in ROLES]
    tokens = tokens[roles[-1] + 1 :] if roles and roles[-1] + 1 < len(tokens) else tokens
    while tokens and _leads_in(plain(tokens[0][0]).strip(".'")):
        tokens.pop(0)
    own = takewhile(lambda token: token[0] not in PARTICLE, tokens)
    if any(plain(token[0]).strip(".'") in ORGANISATIONS or POSSESSIVE.search(token[0]) for token in own):
        return None
    kept: list[tuple[str, int, int]] = []
    for token in tokens:
        if not (kept and token[0].lower() in PARTICLE) and plain(token[0]).strip(".'") in NOT_A_NAME:
            break
        kept.append(token)
    while kept and kept[-1][0] in PARTICLE:
        kept.pop()
    if not kept or len(kept[0][0]) < 2:
        return None
    start, end = found.start() + kept[0][1], found.start() + kept[-1][2]
    return Named(" ".join(token[0] for token in kept), start, end)


def _names(scene: Scene) -> list[Named]:
    found: list[Named] = []
    addresses = [match.span() for match in scene.addresses]
    for match in NAME.finditer(scene.text):
        named = _trim(match)
        if named is None or _is_of_a_firm(scene.text, named):
            continue
        if any(start <= named.start < end for start, end in addresses):
            continue
        if not set(words_of(named.name)) <= scene.strangers or len(words_of(named.name)) > 3:
            found.append(named)
    if CJK.search(scene.text):
        for match in SIGN_NAME.finditer(scene.text):
            group = "ja" if match["ja"] else "zh"
            found.append(Named(match[group], match.start(group), match.end(group)))
    return found


def cleaned(address: re.Match[str]) -> str:
    return f"{address['local']}@{DOT.sub('.', address['domain'])}".strip(".-").lower()


def _parts(local: str) -> list[str]:
    return [part for part in re.split(r"[._+\d-]+", local.lower()) if part]


def _likeness(name: str, local: str) -> int:
    """How many words of the name an address is made of: "Maria Lopez" and m.lopez share two, by an initial too."""
    parts, squeezed = _parts(local), re.sub(r"[^a-z]", "", local.lower())
    words = words_of(name)
    spelled = sum(
        len(word) > 1 and (word in squeezed or any(len(p) > 2 and word.startswith(p) for p in parts)) for word in words
    )
    return 2 * spelled + sum(part == word[:1] for part in parts for word in words)


CASE_ENDINGS = {"ą": "a", "ę": "a", "ou": "a"}


def _nominative(name: str, local: str) -> str:
    """ "Tomaszem Wójcikiem (tomasz.wojcik@…)" is Tomasz Wójcik: the address tells where the case ending begins."""
    parts = _parts(local)
    words: list[str] = []
    for word in name.split():
        folded = plain(word)
        part = next((one for one in parts if len(one) > 2 and folded.startswith(one) and folded != one), None)
        if part and len(folded) - len(part) <= 3:
            word = word[: len(part)]
        elif folded in parts and word[-1] in CASE_ENDINGS:
            word = word[:-1] + CASE_ENDINGS[word[-1]]
        words.append(word)
    return " ".join(words)


def _name_for(address: re.Match[str], names: list[Named], scene: Scene, floor: int) -> Named | None:
    """The name an address belongs to: the one it is spelled after, else the nearest before it in its sentence."""
    local = address["local"]
    if set(_parts(local)) <= ROLE_MAILBOX:
        return None
    alike = [named for named in names if abs(named.end - address.start()) < 400 and _likeness(named.name, local) >= 2]
    if alike:
        return max(alike, key=lambda named: (_likeness(named.name, local), -abs(named.end - address.start())))
    start, _ = scene.sentence_bounds(address.start())
    before = [named for named in names if max(start, floor) <= named.start and named.end <= address.start()]
    if CJK.search(scene.text):
        before = [named for named in names if floor <= named.start and named.end <= address.start()]
    near = [named for named in before if address.start() - named.end < 90]
    if near:
        return near[-1]
    after = [named for named in names if 0 <= named.start - address.end() <= 3]
    return after[0] if after else None


def _lower_case_name(local: str, text: str) -> str:
    """ "More of a steve question. steve@example.com" names Steve."""
    words = set(words_of(ADDRESS.sub(" ", text)))
    parts = _parts(local)
    known = bool(parts) and all(
        len(part) > 2 and part in words and part not in ROLE_MAILBOX | NOT_A_NAME for part in parts
    )
    return " ".join(part.capitalize() for part in parts) if known else ""


TITLE_AFTER = re.compile(r"[ ]?(?:,|\(|[-–—])[ ]?(?P<title>[^,.;:()\n@\d]{2,60})")
TITLE_BEFORE = re.compile(r"(?P<title>[^,.;:()\n@]{2,50}?),?\s$")
DETERMINER = re.compile(
    r"^(?:(?:our|the|my|a|an|who is|unser|unsere|unserem|unserer|notre|le|la|el|nuestr[oa]|nosso|nossa|o|os|il|nostr[oa]|onze|ons|de|vår|vores|nasz)\s)+",
    re.IGNORECASE,
)
TITLE_END = re.compile(
    r"\s(?:at|on|under|via|unter|an|à|au|en|via|op|på|or|oder|who|die|der|and|und|tel|phone)(?:\s.*)?$", re.IGNORECASE
)


def _title(text: str, named: Named) -> str:
    """What stands behind the name and holds a word for a role."""
    found = TITLE_AFTER.match(text, named.end)
    if found is None:
        return ""
    title = TITLE_END.sub("", DETERMINER.sub("", found["title"].strip())).strip()
    return title if set(words_of(title)) & ROLES else ""


OPENERS = frozenset(word for word in LEXICON.vocabulary if len(word) > 1)
"""Words a sentence may begin with in capitals that are no first names."""
DOES = re.compile(
    r"[^.\n]{0,3}\b(?:is|are|was|will|would|runs|heads|leads|owns|handles|manages|oversees|looks|takes|does|ist|leitet|kümmert|macht|betreut|est|gère|s'occupe"
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
    return (
        word in LEAD_IN | ROLES
        or word.endswith(ROLE_ENDINGS)
        or bool(re.search(r"\b(?:our|my|unser\w*|notre|nuestr[oa]|nostr[oa]|onze)\s[^,.]{2,40},?\s$", before))
    )


AVAILABLE = re.compile(
    r"\b(?:urgent|urgen\w+|emergenc\w+|absence|assistance|dringend\w*|notfall\w*|rep|backup|cover\w*|deputy|stead)\b",
    re.IGNORECASE,
)
INTERNAL = re.compile(
    r"\b(?:hand(?:s|ed|ing)? over|heads?(?: up)?|leads|runs|owns|oversees|handles|manages|leitet|betreut|verantwortet|gestiona|dirige|gère|pilote)\b"
)


def _hands_over(sentence: str, behind: str) -> bool:
    said = concepts(sentence).keys()
    if said & {"received", "mine"}:
        return False
    return bool(
        said & {"handover", "copying"} or AVAILABLE.search(sentence) or INTERNAL.search(sentence) or CALL.match(behind)
    )


def _may_hand_over(sentence: str) -> bool:
    """A quick look before names are gathered."""
    return PHONE.search(sentence) is not None or _hands_over(sentence, "")


def _unaddressed(scene: Scene, names: list[Named]) -> Iterator[tuple[Named, str]]:
    """People without an address, with their sentence: only where a sentence hands over and leads in to the name."""
    for named in names[:100]:  # an answer names a few; a pasted list of hundreds would take a second
        first, last = scene.sentence_bounds(named.start)
        sentence = scene.text[first:last]
        signs = bool(CJK.search(named.name))
        if _hands_over(sentence, scene.text[named.end : last]) and (signs or _is_led_in(scene, named, first)):
            yield named, sentence


def _strangers(mail: ParsedMail) -> frozenset[str]:
    """Words of the names that are no news: the writer's and ours."""
    return frozenset(word for box in (mail.sender, *mail.to) for word in words_of(box.name))


def _known(mail: ParsedMail) -> frozenset[str]:
    return frozenset(box.email for box in (mail.sender, *mail.to))


def _scene(mail: ParsedMail) -> Scene:
    text = mail.text[:LOOK]
    greeting = GREETING.match(text)
    if greeting:
        text = " " * greeting.end() + text[greeting.end() :]
    return Scene(text, guess_language(text), _strangers(mail))


def _addressed(
    scene: Scene, names: list[Named], known: frozenset[str], relation: Relation
) -> Iterator[tuple[Person, Named | None]]:
    floor = 0
    matches = scene.addresses
    for index, address in enumerate(matches):
        email = cleaned(address)
        if email in known or OWN.search(scene.text[max(0, address.start() - 60) : address.start()]):
            continue
        named = _name_for(address, names, scene, floor)
        first, last = scene.sentence_bounds(named.start if named else address.start())
        following = matches[index + 1].start() if index + 1 < len(matches) else len(scene.text)
        end = min(following, max(scene.sentence_bounds(address.start())[1], address.end()) + 80)
        phone = find_phone(scene.text[max(named.end if named else floor, first) : end], scene.language)
        name = _nominative(named.name, address["local"]) if named else _lower_case_name(address["local"], scene.text)
        title = _title(scene.text, named) if named else ""
        yield Person(relation, name, email, phone, title, scene.text[first:last].strip()), named
        floor = address.end()


def referred_people(mail: ParsedMail, relation: Relation) -> tuple[Person, ...]:
    """Everybody the new words of the mail send us to; never the writer, never us."""
    scene = _scene(mail)
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
        person = Person(relation, named.name, "", phone, _title(scene.text, named), sentence.strip())
        people.setdefault(named.name, person)
        taken.update(words_of(named.name))
    return tuple(people.values())


def _named_in(box: Mailbox, text: str) -> bool:
    words = set(words_of(text))
    return any(word in words for word in (*words_of(box.name), *_parts(box.email.partition("@")[0])) if len(word) > 2)


def copied_people(mail: ParsedMail) -> tuple[Person, ...]:
    """Who was copied, other than the writer and us; those the text names come first."""
    known = _known(mail)
    boxes = [box for box in mail.cc if box.email and box.email not in known]
    boxes.sort(key=lambda box: not _named_in(box, mail.text))
    named = [box for box in boxes if _named_in(box, mail.text)] or boxes
    sentence = next(iter(sentences(mail.text)), "")
    made = (Person(Relation.REFERRAL, box.name, box.email, sentence=sentence) for box in named)
    return tuple(replace(person, name=person.name or "") for person in made)
