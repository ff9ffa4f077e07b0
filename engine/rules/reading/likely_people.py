"""Who is meant where an answer hands over and no phrase says to whom: a title or a given name tells.

Asked only about answers that are referrals by their words, so that "Karin has the machines" names Karin there, and
"Bob sends his regards" nobody elsewhere.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re
from collections.abc import Iterator

from engine.rules.reading.addresses import ADDRESS
from engine.rules.reading.bystanders import CLOSING, NEAR, is_nobody, is_of_a_role
from engine.rules.reading.declension import nominative
from engine.rules.reading.east_names import names_in_signs
from engine.rules.reading.far_names import names_by_calling
from engine.rules.reading.folding import fold_word, has_signs, plain, sentences
from engine.rules.reading.language import guess_language
from engine.rules.reading.lexicon.given_names import GIVEN_NAMES, WORDS_TOO
from engine.rules.reading.lexicon.naming import NOT_A_NAME, ORGANISATIONS, PARTICLES, ROLES
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.names import TOKEN, Named, title_of, words_of
from engine.rules.reading.our_people import our_people
from engine.rules.reading.people import AND, GREETING
from engine.rules.reading.persons import OPENERS, is_somewhere
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation

MOST = 2
"""Who is named third is hardly the one to turn to."""
LONGEST = 1500
NO_NAMES = NOT_A_NAME | ROLES | ORGANISATIONS
LEADING = rf"(?:(?:{'|'.join(PARTICLES.split())}) ){{0,2}}"
TITLED = re.compile(
    r"\b(?i:(?:herrn?|hr|frau|fru|mrs?|ms|miss|dr(?:\.-ing)?|prof|eng(?:\.[ºª])?|engr|professor|monsieur|madame|mademoiselle|maître|mme|mlle|sr|sra|señora?|don|doña|dña|senhora?|dona|"
    r"signor[ae]?|sig(?:\.ra|ra)?|dott(?:\.ssa|oressa|or)?|ing|ingegner[ea]?|avv|rag|geom|mevrouw|meneer|dhr|mw|mevr|pan|pana|panu|panem|pani|panią|doktor)\.? )+"
    rf"(?P<name>{LEADING}{TOKEN}(?: {LEADING}{TOKEN}){{0,2}})"
)
WORD = re.compile(r"(?<![\w@.-])(?<!São )(?<!San )(?<!Santa )[^\W\d_][\w-]*(?:['’][^\W\d_][\w-]+)?")
SURNAME = re.compile(
    rf" (?:(?:Le|La|Lo|El|Al|Van|Von|De|Di|Da|Du|Des|Dalla|Ter|Ten|Den|Der|Ben|Bin) )*(?P<name>{LEADING}{TOKEN})(?: (?P<second>{TOKEN}))?"
)
MENTION = re.compile(rf"(?<![\w.])@ ?(?P<name>{TOKEN}(?: {TOKEN})?|[一-龥]{{2,4}})")
RUN = re.compile(rf"{TOKEN}(?: {LEADING}{TOKEN}){{0,3}}")
"""Words in capitals: within a sentence names, in languages that write no other words so."""
NOUNS_IN_CAPITALS = re.compile(r"\b(?:ich|nicht|und|der|die|das|ist|bitte|sie|wir|uns|bei|mit|für|an)\b")


def likely_people(mail: ParsedMail) -> tuple[Person, ...]:
    """Those an answer is likely to mean, in the order of the text; () when nothing tells."""
    text = ADDRESS.sub(" ", GREETING.sub("", mail.text[:LONGEST]))
    closing = next((found.start() for found in CLOSING.finditer(text)), len(text))
    names = _names(text[:closing]) or _names(text)
    language = guess_language(text)
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
            found[words] = Person(
                Relation.REFERRAL, nominative(named.name, language=language), title=title, sentence=sentence
            )
    return tuple(found.values())[:MOST]


def _names(text: str) -> list[Named]:
    titled = list(_titled(text))
    titles = {at for found in TITLED.finditer(text) for at in range(found.start(), found.start("name"))}
    sure = [*titled, *(named for named in _given(text) if named.start not in titles)]
    if not sure and not has_signs(text) and not NOUNS_IN_CAPITALS.search(text):
        sure = list(_in_capitals(text))[:1]
    return sorted(sure, key=lambda named: (named.start, -named.end))


def _in_capitals(text: str) -> Iterator[Named]:
    """Runs of capitals that may be names: no places, and of those that open a sentence no single word."""
    for run in RUN.finditer(text):
        words, at = AND.split(run[0])[0].split(" "), run.start()
        end = at + len(" ".join(words))
        opens = _opens(text, at) and (len(words) != 2 or _is_word(words[0])) and not _is_surely_given(words[0])
        while words and (opens or plain(words[0]).strip(".'") in NO_NAMES):
            at, opens = at + len(words.pop(0)) + 1, False
        named = Named(re.sub(r"['’]s$", "", " ".join(words)), at, end)
        before, behind = text[max(0, at - NEAR) : at], text[end : end + NEAR]
        if words and _may_be_a_name(named) and not is_somewhere(before, behind):
            yield named


def _is_surely_given(word: str) -> bool:
    return plain(word) in GIVEN_NAMES - WORDS_TOO


def _is_word(word: str) -> bool:
    return not OPENERS.isdisjoint(fold_word(plain(word)))


def _named(found: re.Match[str], group: str = "name") -> Named:
    return Named(re.sub(r"['’]s$", "", found[group]), found.start(group), found.end(group))


def _titled(text: str) -> Iterator[Named]:
    yield from map(_named, TITLED.finditer(text))
    yield from map(_named, MENTION.finditer(text))
    yield from names_by_calling(text)
    if has_signs(text):
        yield from names_in_signs(text)


def _given(text: str) -> Iterator[Named]:
    """A given name, with the surnames that follow. Small letters will do where all are small, as phones write."""
    small, nouns = text == text.lower(), NOUNS_IN_CAPITALS.search(text) is not None
    for found in WORD.finditer(text):
        word = re.sub(r"['’]s$", "", found[0])
        name = plain(word)
        if name not in GIVEN_NAMES or not (small or word[0].isupper()):
            continue
        end = _surnamed(text, found.end()) if word == found[0] else 0
        if name in WORDS_TOO and (small or (_opens(text, found.start()) and not end)):
            continue
        said = re.sub(r"['’]s$", "", text[found.start() : end]) if end else word
        begin = found.start() if nouns else _also_given(text, found.start())
        yield Named(text[begin : found.start()] + said, begin, found.start() + len(said))


BEFORE = re.compile(rf"(?<=[^\s.!?:;,\n] )(?P<name>{TOKEN}) $")


def _also_given(text: str, at: int) -> int:
    """Where a name begins of which another word stands before: "Odd Arne Lien", "Xu Jing"."""
    found = BEFORE.search(text, max(0, at - 30), at)
    if found is None or not NO_NAMES.isdisjoint(words_of(found["name"])):
        return at
    return found.start("name") if found["name"][1:].islower() and found["name"].isalpha() else at


def _is_short(word: str) -> bool:
    """ "Anna Li", "Filipa Sá Nogueira"."""
    return len(word) == 2 and word[1].islower() and plain(word) not in NO_NAMES


def _surnamed(text: str, at: int) -> int:
    """Where the surname ends that follows, or the second of two; 0 when none does."""
    found = SURNAME.match(text, at)
    if found is None or not (_may_be_a_name(_named(found)) or _is_short(found["name"])):
        return 0
    return found.end() if found["second"] and _may_be_a_name(_named(found, "second")) else found.end("name")


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins there, where every word has a capital."""
    return not text[:at].strip() or text[:at].rstrip(" \"'„“«¿¡")[-1:] in ".!?:\n"


def _may_be_a_name(named: Named) -> bool:
    words = words_of(named.name)
    return len(named.name) > 2 and not named.name.isupper() and NO_NAMES.isdisjoint(words)


def _sentence(text: str, name: str) -> str:
    return next((one.strip() for one in sentences(text) if name in one), "")
