"""Who is meant where an answer hands over and no phrase says to whom: a title or a given name tells.

Asked only about answers that are referrals by their words, so that "Karin has the machines" names Karin there, and
"Bob sends his regards" nobody elsewhere.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator

from engine.rules.reading.addresses import ADDRESS
from engine.rules.reading.bystanders import NEAR, is_nobody, is_of_a_role
from engine.rules.reading.folding import fold_word, plain, sentences
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES, WORDS_TOO
from engine.rules.reading.lexicon.naming import NOT_A_NAME, ORGANISATIONS, PARTICLES, ROLES, SURNAMES
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.names import TOKEN, Named, nominative, title_of, words_of
from engine.rules.reading.our_people import our_people
from engine.rules.reading.people import GREETING, OPENERS
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation

MOST = 2
"""Who is named third is hardly the one to turn to."""
LONGEST = 1500
NO_NAMES = NOT_A_NAME | ROLES | ORGANISATIONS
LEADING = rf"(?:(?:{'|'.join(PARTICLES.split())}) ){{0,2}}"
TITLED = re.compile(
    r"\b(?i:herrn?|hr|frau|fru|mrs?|ms|miss|dr|prof|professor|monsieur|madame|mademoiselle|mme|mlle|sr|sra|señora?|don|doña|dña|senhora?|dona|"
    r"signor[ae]?|sig(?:\.ra|ra)?|dott(?:\.ssa|oressa|or)?|ing|ingegner[ea]?|avv|rag|geom|mevrouw|meneer|dhr|mw|mevr|pan|pana|panu|panem|pani|panią)\.? "
    rf"(?P<name>{LEADING}{TOKEN}(?: {LEADING}{TOKEN}){{0,2}})"
)
WORD = re.compile(r"(?<![\w@.-])(?<!São )(?<!San )(?<!Santa )[^\W\d_][\w-]*(?:['’][^\W\d_][\w-]+)?")
SURNAME = re.compile(rf" (?P<name>{LEADING}{TOKEN})")
MENTION = re.compile(rf"(?<![\w.])@ ?(?P<name>{TOKEN}(?: {TOKEN})?|[一-龥]{{2,4}})")
HONOURED = re.compile(
    r"(?:^|[^一-龥々ァ-ヶー]|の)(?P<name>[一-龥々]{1,4}|[ァ-ヶー]{2,6})(?:さん|様|氏|先生|先輩|(?:部|課|係|社|所|室)長|主任)"
    rf"|(?P<chinese>[{SURNAMES}](?:先生|女士|小姐|[一-龥]?(?=总监|总|總|主任|经理|經理|老师|老師|主管|科长|部长|部長|工|姐|哥)))"
)
BARE = re.compile(
    r"の(?P<name>(?!担当|部署|責任|窓口|総務|経理|営業|購買|人事|社長|部長|課長|店長|上司|同僚|方|者)[一-龥々]{2,4}?)(?=が(?:担当|対応|詳し)|に(?:直接|ご|お|聞))"
    rf"|的(?P<chinese>[{SURNAMES}][一-龥]{{1,2}}?)(?=负责|負責|管|处理|處理|跟进|跟進|接手)"
)
"""Names without any honour, of a department: "経理の…が担当", "财务的…管"."""
MIDDLE = re.compile(
    rf"(?:(?<=[a-zà-ÿ,] )|(?<![^\n])(?=(?P<first>{TOKEN}) {TOKEN} [a-zà-ÿ]))(?P<name>{TOKEN}(?: {LEADING}{TOKEN}){{0,2}})"
)
"""A word in capitals within a sentence, in languages that write no other words so."""
NOUNS_IN_CAPITALS = re.compile(r"\b(?:ich|nicht|und|der|die|das|ist|bitte|sie|wir|uns|bei|mit|für|an)\b")


def likely_people(mail: ParsedMail) -> tuple[Person, ...]:
    """Those an answer is likely to mean, in the order of the text; () when nothing tells."""
    text = ADDRESS.sub(" ", GREETING.sub("", mail.text[:LONGEST]))
    names = _names(text)
    known = {word for box in (mail.sender, *mail.to) for word in words_of(box.name)} | our_people(text, names)
    found: dict[frozenset[str], Person] = {}
    for named in names:
        words = frozenset(words_of(named.name))
        before, behind = text[max(0, named.start - NEAR) : named.start], text[named.end : named.end + NEAR]
        if is_nobody(before, behind, by_machine=False) or is_of_a_role(named, before):
            continue
        if words and not words & known and not any(words <= other for other in found):
            found = {other: person for other, person in found.items() if not other < words}
            title, sentence = title_of(text, named), _sentence(text, named.name)
            found[words] = Person(Relation.REFERRAL, nominative(named.name), title=title, sentence=sentence)
    return tuple(found.values())[:MOST]


def _names(text: str) -> list[Named]:
    sure = [*_titled(text), *_given(text)]
    if not sure and not NOUNS_IN_CAPITALS.search(text):
        found = (one for one in MIDDLE.finditer(text) if OPENERS.isdisjoint(fold_word(plain(one["first"] or ""))))
        sure = [named for named in map(_named, found) if _may_be_a_name(named)][:1]
    return sorted(sure, key=lambda named: (named.start, -named.end))


def _named(found: re.Match[str], group: str = "name") -> Named:
    return Named(re.sub(r"['’]s$", "", found[group]), found.start(group), found.end(group))


def _titled(text: str) -> Iterator[Named]:
    yield from map(_named, TITLED.finditer(text))
    yield from map(_named, MENTION.finditer(text))
    for found in (*HONOURED.finditer(text), *BARE.finditer(text)):
        yield _named(found, "name" if found["name"] else "chinese")


def _given(text: str) -> Iterator[Named]:
    """A given name, with the surname that follows. Small letters will do where all are small, as phones write."""
    small = text == text.lower()
    for found in WORD.finditer(text):
        word = re.sub(r"['’]s$", "", found[0])
        name = plain(word)
        if name not in GIVEN_NAMES or not (small or word[0].isupper()):
            continue
        surname = SURNAME.match(text, found.end())
        surnamed = surname and word == found[0] and _may_be_a_name(_named(surname))
        if name in WORDS_TOO and (small or (_opens(text, found.start()) and not surnamed)):
            continue
        if surname and surnamed:
            yield Named(f"{word} {_named(surname).name}", found.start(), surname.end())
        else:
            yield Named(word, found.start(), found.start() + len(word))


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins there, where every word has a capital."""
    return not text[:at].strip() or text[:at].rstrip(" \"'„“«¿¡")[-1:] in ".!?:\n"


def _may_be_a_name(named: Named) -> bool:
    words = words_of(named.name)
    return len(named.name) > 2 and not named.name.isupper() and NO_NAMES.isdisjoint(words)


def _sentence(text: str, name: str) -> str:
    return next((one.strip() for one in sentences(text) if name in one), "")
