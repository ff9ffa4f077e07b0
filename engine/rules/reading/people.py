"""People named in a mail as somebody to turn to: beside an address (addresses.py), or after words that hand over."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from engine.rules.addresses import domain_of, is_free_mail
from engine.rules.reading.addresses import ADDRESS, Scene, Told, addressed, next_person
from engine.rules.reading.bystanders import NEAR, NOT_TO_THEM, is_nobody, is_of_a_role
from engine.rules.reading.declension import nominative
from engine.rules.reading.deputy_words import ASKS, COVERS, HELPS, LABEL, TITLES, URGENT
from engine.rules.reading.evidence import LOOK, concepts
from engine.rules.reading.far_names import names_by_calling
from engine.rules.reading.folding import fold_word, has_signs, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES
from engine.rules.reading.lexicon.naming import LEAD_IN, PARTICLES, ROLES
from engine.rules.reading.mail import Mailbox, ParsedMail, once
from engine.rules.reading.named_together import and_who_is_joined, beside, but_for_weak, in_full
from engine.rules.reading.names import (
    DOES,
    LINK,
    NAME,
    NO_SIGN_NAME,
    ROLE_ENDINGS,
    SIGN_NAMES,
    Named,
    is_of_a_firm,
    parts_of,
    title_of,
    trimmed,
    words_of,
)
from engine.rules.reading.our_people import our_people
from engine.rules.reading.persons import HONORIFIC, OPENERS, is_sure, may_be
from engine.rules.reading.phones import CALL, DIGIT, EXTENSION, PHONE, first_phone, region_of
from engine.rules.reading.topics import topic_of
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
    for match in _runs(scene.text):
        named = trimmed(match)
        if named is None or is_of_a_firm(scene.text, named):
            continue
        led = LEADING.search(scene.text, max(0, named.start - 30), named.start)
        if led:
            named = Named(f"{led['particles']}{named.name}", led.start("particles"), named.end)
        if scene.language in IBERIAN and named.name.startswith(DON):
            named = replace(named, name=named.name[len(DON) :], start=named.start + len(DON))
        if any(start <= named.start < end for start, end in addresses):
            continue
        if not set(words_of(named.name)) <= scene.strangers or len(words_of(named.name)) > 3:
            found.append(named)
    if scene.language == "pl":
        found = [replace(named, name=nominative(named.name, language="pl")) for named in found]
    if has_signs(scene.text) and scene.language in SIGN_NAMES:
        signs = SIGN_NAMES[scene.language].finditer(scene.text)
        found.extend(Named(HONORED.sub("", match["name"]), match.start("name"), match.end("name")) for match in signs)
        found = [named for named in found if not (has_signs(named.name) and NO_SIGN_NAME.search(named.name))]
    return [*found, *names_by_calling(scene.text)]


LEADING = re.compile(
    rf"\b(?i:herrn?|frau|mr|mrs|ms|dr|ing|mevrouw|meneer|mevr|dhr|mw|mme)\.? (?P<particles>(?:(?:{'|'.join(PARTICLES.split())}|'t) ){{1,2}})$"
)
""" "Mw. ter Braak", "Frau von der Heyde": particles begin a name behind a title."""
DON, IBERIAN = "D. ", frozenset({"es", "pt"})
"""Mr or Mrs before a given name there, an initial elsewhere."""


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of words in capitals, and what is left of one behind the "and" that ends its first name."""
    at = 0
    while match := NAME.search(text, at):
        yield match
        joint = AND.search(text, match.start(), match.end())
        at = joint.end() if joint else match.end()


AND = re.compile(r" [ey] ")
HONORED = re.compile(r"(?<=.)(?:先生|女士|小姐|工)$")


def _is_led_in(scene: Scene, named: Named, first: int) -> bool:
    """The word before the name hands over to it, or the name opens a sentence that says what the person does."""
    before = scene.text[first : named.start]
    before = before.removesuffix(DON) if scene.language in IBERIAN else before
    if re.search(r"[+@:]\s?$", before):
        return True
    if before.rstrip().endswith(",") and set(words_of(before[-40:])) & ROLES:
        return True
    link = LINK.search(before)
    if link is None:
        known = not OPENERS.isdisjoint(fold_word(plain(named.name.split()[0])))
        return not known and (" " in named.name or bool(DOES.match(scene.text, named.end)))
    word = plain(link[1]).strip(".'")
    if word == "in" and " " not in named.name:
        return False  # a place
    return (
        word in LEAD_IN
        or word in ROLES
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
        said & {"handover", "copying"} or _speaks_of_help(sentence) or CALL.match(behind) or EXTENSION.match(behind)
    )


@lru_cache(maxsize=8)  # asked once for every name in it
def _speaks_of_help(sentence: str) -> bool:
    return bool(AVAILABLE.search(sentence.lower()) or INTERNAL.search(sentence))


def _may_hand_over(sentence: str) -> bool:
    """A quick look before names are gathered."""
    numbered = DIGIT.search(sentence) and (PHONE.search(sentence) or EXTENSION.search(sentence))
    return bool(numbered) or _hands_over(sentence, "")


def _unaddressed(scene: Scene, names: list[Named]) -> Iterator[tuple[Named, str]]:
    """People without an address, with their sentence: only where a sentence hands over and leads in to the name."""
    turned_to = _is_deputy if scene.by_machine else _is_handed_over_to
    for named in names[:100]:  # an answer names a few; a pasted list of hundreds would take a second
        first, last = scene.sentence_bounds(named.start)
        before, behind = scene.text[first : named.start], scene.text[named.end : last]
        if named.start >= scene.end or not turned_to(scene, named, first, last):
            continue
        if NOT_TO_THEM.match(plain(scene.text[named.end : named.end + NEAR])) or is_of_a_role(named, before):
            continue
        if not is_nobody(before, behind, by_machine=scene.by_machine):
            yield (_without_title(named) if scene.by_machine else named), scene.text[first:last]


def _is_handed_over_to(scene: Scene, named: Named, first: int, last: int) -> bool:
    before, behind = scene.text[first : named.start], scene.text[named.end : last]
    if not _hands_over(scene.text[first:last], behind):
        return False
    if has_signs(named.name):
        return True
    person = is_sure(named, before) or may_be(named, before, behind, scene.language)
    return person and _is_led_in(scene, named, first)


def _is_deputy(scene: Scene, named: Named, first: int, last: int) -> bool:
    """In a note: whoever is sure to be a person takes a number, a task or a word that hands over; others take more."""
    before = scene.text[max(first, named.start - NEAR) : named.start]
    behind = scene.text[named.end : min(last, named.end + NEAR)]
    called = bool(BEFORE_PHONE.match(behind) or EXTENSION.match(behind))
    sure = is_sure(named, before)
    folded = plain(before)
    asked = ASKS.search(folded) is not None or ((sure or " " in named.name) and URGENT.search(folded) is not None)
    labelled = LABEL.search(before) is not None
    if _is_of_a_thing(scene.text, named) or (named.name.isupper() and not sure) or TITLES.fullmatch(plain(named.name)):
        return False
    if asked or (labelled and (sure or _has_number(behind))):
        return True
    led = _is_led_in(scene, named, first)
    if not (sure or HELPS.match(behind)):
        return called and (" " in named.name or led) and _stands_for_itself(scene.text, named)
    reach = scene.text[named.end : min(last + NEXT, scene.end, named.end + NEAR)]
    minds = (COVERS.match(behind) and _opens(before)) or _has_number(reach)
    handed = (led or has_signs(named.name)) and _hands_over(scene.text[first:last], behind)
    return called or handed or (bool(minds) and not ADDRESS.search(behind))


NEXT = 45
"""Characters behind a sentence in which a number is still its own: "Solène Abgrall. Tél. …"."""


def _has_number(text: str) -> bool:
    return EXTENSION.search(text) is not None or any(not DATE.match(found[0]) for found in PHONE.finditer(text))


DATE = re.compile(r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\b")
"""It looks like a number to call."""


def _opens(before: str) -> bool:
    """ "Max", "Frau Max", "A Dra. Max", "O Max"."""
    return len(before.split()) < 3 and (not before or bool(HONORIFIC.search(before) or ARTICLE.fullmatch(before)))


ARTICLE = re.compile(r"(?:os?|as?|il|la) ", re.IGNORECASE)
"""Before a name in Portuguese and Italian."""


def _stands_for_itself(text: str, named: Named) -> bool:
    """Not "Notary, Seat Of Example, Tel. …" nor a line below others: that may be anything."""
    before = text[: named.start].rstrip(" ")
    if before.endswith(",") and set(words_of(before[-20:])) & ROLES:
        return True
    return not before.endswith((",", "\n", ".")) or text[: named.start].rstrip().endswith((":", "?"))


BEFORE_PHONE = re.compile(
    r"(?: \([^)]{1,20}\))?[\s,:(–-]{1,4}(?:on |at |sous |auf |al |unter |på |pelo )?(?:(?!KRS|NIP|NIF|CIF|HRB|REGON|UID|VAT)[A-Za-z]{1,8}\.?:?\s)?\+?\(?\d(?:[\s()./-]{0,2}\d){5}"
)
"""A number follows at once: "Bruno : 01 99 00 35 35"."""


def _without_title(named: Named) -> Named:
    """ "Text Carlos", "Chiedete di Greta"."""
    words = named.name.split()
    at = next((at for at, word in enumerate(words) if plain(word) in GIVEN_NAMES), 0)
    titles = TITLES.fullmatch(plain(words[0])) or (at > 1 and words[at - 1].islower())
    return replace(named, name=" ".join(words[at:])) if titles else named


def _is_of_a_thing(text: str, named: Named) -> bool:
    """ "The affairs of the Department": a particle alone before it makes no name, unless the person has a title."""
    return named.name[0].islower() and not HONORIFIC.search(text[: named.start])


def _strangers(mail: ParsedMail) -> frozenset[str]:
    """Words of the names that are no news: the writer's and ours."""
    return frozenset(word for box in _writer_and_us(mail) for word in words_of(box.name))


def _known(mail: ParsedMail) -> frozenset[str]:
    return frozenset(box.email for box in _writer_and_us(mail))


def _writer_and_us(mail: ParsedMail) -> tuple[Mailbox, ...]:
    colleagues = _colleagues(mail)
    return (mail.sender, *(box for box in mail.to if box not in colleagues))


@once
def _colleagues(mail: ParsedMail) -> tuple[Mailbox, ...]:
    """Whom the writer's answer goes to besides us: at the writer's own domain, while we are at another."""
    home = domain_of(mail.sender.email) if "@" in mail.sender.email else ""
    if len(mail.to) + len(mail.cc) < 2 or not home or is_free_mail(home):
        return ()
    theirs = tuple(box for box in mail.to if box.email.endswith(f"@{home}") and box.email != mail.sender.email)
    away = any(box.email and not box.email.endswith(f"@{home}") for box in (*mail.to, *mail.cc))
    return theirs if away else ()


def _scene(mail: ParsedMail, relation: Relation) -> Scene:
    text = mail.text[:LOOK]
    greeting = GREETING.match(text) or _calls_us(text, mail)
    if greeting:
        text = " " * greeting.end() + text[greeting.end() :]
    language = guess_language(text)
    region = region_of(mail.sender.email, language)
    return Scene(text, language, region, _strangers(mail), mail.sender.name, relation is not Relation.REFERRAL)


SALUTED = re.compile(r"\A\s*(?:\w+ ){1,3}?(?P<name>\w{3,})[,!.\n]")


def _calls_us(text: str, mail: ParsedMail) -> re.Match[str] | None:
    """ "Hoi Rina,": in whatever language, what opens a mail and ends in a name of ours greets us."""
    opening = SALUTED.match(text)
    ours = {word for box in mail.to for word in words_of(box.name)}
    return opening if opening and plain(opening["name"]) in ours else None


def referred_people(mail: ParsedMail, relation: Relation) -> tuple[Person, ...]:
    """Everybody the new words of the mail send us to; never the writer, never us."""
    scene = _scene(mail, relation)
    if not (scene.by_machine or scene.addresses) and not any(
        _may_hand_over(sentence) for sentence in sentences(scene.text)
    ):
        return ()
    names = _names(scene)
    ours = our_people(scene.text, names)
    told: list[Told] = []
    taken = set(ours)
    for one in addressed(scene, names, _known(mail), relation):
        if one.named and set(words_of(one.named.name)) <= ours:
            continue
        told.append(one)
        taken.update(words_of(one.named.name) if one.named else words_of(one.person.name))
    others = [one for one in names if not set(words_of(one.name)) & taken]
    turned_to = list(and_who_is_joined(scene.text, _unaddressed(scene, others), others))
    if not scene.by_machine:
        turned_to = in_full(turned_to, others)
        turned_to = but_for_weak(scene, turned_to + beside(scene, turned_to, told, others), told)
    for named, sentence in turned_to:
        reach = next_person(scene, names, named.end, named.end + 80)
        phone, stop = first_phone(scene.text[named.end : reach], scene.region)
        name = nominative(named.name)
        person = Person(relation, name, "", phone, title_of(scene.text, named), sentence.strip())
        told.append(Told(person, named, named.start, named.end + stop))
        taken.update(words_of(named.name))
    return tuple(_first_of_each(told, scene.text))


def _first_of_each(told: list[Told], text: str) -> Iterable[Person]:
    """Each person once, by address or name, with what they are for by the words between them and their neighbours."""
    people = {one.person.email or one.person.name: one.person for one in reversed(told)}
    found = {key: people[key] for key in (one.person.email or one.person.name for one in told)}
    placed = sorted(told, key=lambda one: one.start)
    for before, one, after in zip((None, *placed), placed, (*placed[1:], None), strict=False):
        key = one.person.email or one.person.name
        if found[key].topic:
            continue
        first, last = (before.end if before else 0), (after.start if after else len(text))
        within = text[one.named.end : one.end] if one.named else ""
        topic = topic_of(text[first : one.start], within, text[one.end : last])
        found[key] = replace(found[key], topic=topic)
    return found.values()


def _named_in(box: Mailbox, text: str) -> bool:
    words = set(words_of(text))
    return any(word in words for word in (*words_of(box.name), *parts_of(box.email.partition("@")[0])) if len(word) > 2)


SPOKEN_TO = (
    r"(?:\W*(?:(?:hi|hello|hey|dear|hallo|lieber?|bonjour|hola|ola|ciao|dag|beste|hej|hei|moi|czesc)\s)?{0}\s?(?:[,;:!–-]|$)"
    r"|\W*[@+]{0}\b|.{{0,30}}\b(?:adding|looping in|promoting) {0}\b|.{{0,30}}\b{0} to (?:the )?top\b)"
)
"""How a sentence begins that somebody copied is spoken to, or put in one's place, by."""


@once
def spoken_to(mail: ParsedMail) -> tuple[Person, ...]:
    """Who is copied and spoken to by name: "Dana, is this for you?", "@Dana". They are to answer, whatever is asked."""
    known, found, told = _known(mail), list[Person](), plain(mail.text)
    for box in (*mail.cc, *_colleagues(mail)):
        names = {word for word in (*words_of(box.name), *parts_of(box.email.partition("@")[0])) if len(word) > 2}
        names = {name for name in names if name in told}
        if not names or not box.email or box.email in known:
            continue
        begins = re.compile(SPOKEN_TO.format(f"(?:{'|'.join(map(re.escape, names))})"))
        said = next((one for one in sentences(mail.text) if begins.match(plain(one))), None)
        if said:
            found.append(Person(Relation.REFERRAL, box.name, box.email, sentence=said))
    return tuple(found)


def copied_people(mail: ParsedMail, *, says_so: bool = False) -> tuple[Person, ...]:
    """Who was copied, other than the writer and us; those the text names come first. A colleague to whom the mail goes
    as well counts when it names them or `says_so`, that somebody is put in the loop."""
    known = _known(mail)
    colleagues = [box for box in _colleagues(mail) if says_so or _named_in(box, mail.text)]
    boxes = [*colleagues, *(box for box in mail.cc if box.email and box.email not in known and box not in colleagues)]
    boxes.sort(key=lambda box: not _named_in(box, mail.text))
    named = [box for box in boxes if _named_in(box, mail.text)] or boxes
    sentence = next(iter(sentences(mail.text)), "")
    made = (Person(Relation.REFERRAL, box.name, box.email, sentence=sentence) for box in named)
    return tuple(replace(person, name=person.name or "") for person in made)
