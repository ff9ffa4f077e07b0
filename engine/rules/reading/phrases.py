"""Phrases of many languages looked for in one pass over the words of a sentence.

How a phrase is written: words; `a|b` either word; `word*` any word that begins so; `word?` may be missing;
`..` up to three words of anything; `at_once`
an alternative of several words. `!` before a phrase makes it strong, `~` weak; `=` asks that it is the whole
sentence but for a greeting or thanks. Chinese and Japanese phrases are looked for as they stand, `..` for a few signs.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from engine.rules.reading.folding import PAUSE, fold_stem, has_signs, tokens

GAP = 3
BEYOND = ["", ""]
"""What stands behind the last word, so that nobody must look whether there is a next one."""
ENDS = frozenset({PAUSE, *BEYOND})
"""What no gap goes beyond."""
SIGN_GAP = ".{0,8}"
STEM = 3
LONGEST, WORDS = 1500, 150
"""Characters and words of one sentence that are read: what has no full stop for longer is not a sentence."""
LOUD = 3.0
WEIGHTS = {"!": LOUD, "~": 1.0}


NEGATORS = frozenset(
    tokens(
        "not no never none nor hardly nicht kein keine keinen nie niemals pas jamais aucun aucune ni nunca tampoco "
        "sin não sem nem non nessun nessuna niet geen nooit inte ikke ej ingen inget inga aldrig aldri intet nie "
        "nigdy emme nejsem nemáme nechci не нет"
    )
)
UNDONE_BY_NO = frozenset({"interested", "already_customer", "handover", "question", "mine"})
"""Concepts that a "not" in between turns into something else. The others say their own "not"."""


ALWAYS_HEARD = frozenset({"keep", "not_customer", "was_away", "stays", "received", "mine", "hint", "promise", "left"})
"""Concepts that silence others (`evidence.SILENCES`) and must not be hidden by what they silence; hints go with all."""


class Hit(NamedTuple):
    """A phrase found at words start to end of a sentence."""

    concept: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True)
class Step:
    """One place of a phrase."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    optional: bool
    gap: bool


@dataclass(frozen=True)
class Phrase:
    concept: str
    weight: float
    whole: bool
    steps: tuple[Step, ...]
    needs: frozenset[str]
    """One of these must be in the sentence: asked first, because it is cheap and mostly false."""


@cache  # phrases share most of their steps
def _step(written: str) -> tuple[Step, ...]:
    """The step as it is written; more than one where a word folds into several."""
    if written == "..":
        return (Step(frozenset(), (), optional=True, gap=True),)
    optional = written.endswith("?")
    exact: list[str] = []
    stems: list[str] = []
    for word in written.rstrip("?").split("|"):
        if word.endswith("*"):
            stems.append(fold_stem(word[:-1]))
            continue
        folded = tokens(word)
        if len(folded) > 1:
            return tuple(Step(frozenset({one}), (), optional, gap=False) for one in folded)
        exact.extend(folded)
    return (Step(frozenset(exact), tuple(stems), optional, gap=False),)


@cache
def _ways(step: str) -> list[str]:
    """The alternatives of a step; what folds into several words ("im" is "i am") is joined as they write it: "i_am"."""
    ways = step.rstrip("?").split("|")
    if len(ways) == 1:
        return ways
    return [way if "_" in way or "*" in way else "_".join(tokens(way)) for way in ways]


@cache  # as many as the lexicons have; a line is asked for by each of its first words
def parse(concept: str, line: str) -> list[Phrase]:
    """A phrase as written in the lexicon; one more for each alternative of several words ("at_once")."""
    bare = line.lstrip("!~=")
    marks, written = line[: len(line) - len(bare)], bare.split()
    for index, step in enumerate(written):
        ways = _ways(step)
        if any("_" in way for way in ways):
            single = "|".join(way for way in ways if "_" not in way)
            variants = [single] * bool(single) + [way.replace("_", " ") for way in ways if "_" in way]
            lines = (marks + " ".join((*written[:index], way, *written[index + 1 :])) for way in variants)
            return [phrase for variant in lines for phrase in parse(concept, variant)]
    return [_parse(concept, line)]


def _parse(concept: str, line: str) -> Phrase:
    weight, whole = 2.0, False
    while line[0] in "!~=":
        weight, whole = WEIGHTS.get(line[0], weight), whole or line[0] == "="
        line = line[1:]
    steps = tuple(step for written in line.split() for step in _step(written))
    return Phrase(concept, weight, whole, steps, _needs(steps))


def _needs(steps: tuple[Step, ...]) -> frozenset[str]:
    """The fewest words of a step after the first that must fit; none when all such steps have stems."""
    required = [step.exact for step in steps[1:] if not (step.optional or step.stems)]
    return min(required, key=len, default=frozenset())


def _negated(hit: Hit, words: list[str]) -> bool:
    """ "Not interested", "am not really interested": said, but the other way round."""
    if hit.concept not in UNDONE_BY_NO:
        return False
    before = words[max(0, hit.start - 2) : hit.start]
    if PAUSE in before:
        before = before[before.index(PAUSE) + 1 :]
    return any(word in NEGATORS for word in (*before, *words[hit.start + 1 : hit.end]))


def _end(steps: tuple[Step, ...], words: list[str], at: int) -> int:
    """Where the phrase ends when its steps fit from word `at` on, else -1. Words of a gap stay within one clause.

    Behind the words stands BEYOND.
    """
    for index, step in enumerate(steps):
        if step.gap:
            return _end_after_gap(steps[index + 1 :], words, at)
        here = at + 1 if index and words[at] == PAUSE else at
        word = words[here]
        if word in step.exact or (step.stems and word.startswith(step.stems)):
            if not step.optional:
                at = here + 1
                continue
            end = _end(steps[index + 1 :], words, here + 1)
            if end >= 0:
                return end
        elif not step.optional:
            return -1
    return at


def _end_after_gap(rest: tuple[Step, ...], words: list[str], at: int) -> int:
    first = rest[0]
    for start in range(at, at + GAP + 1):
        word = words[start]
        if first.optional or word in first.exact or (first.stems and word.startswith(first.stems)):
            end = _end(rest, words, start)
            if end >= 0:
                return end
        if word in ENDS:
            break
    return -1


def _keys(step: Step) -> set[str]:
    """Under which words a phrase is looked for that begins with this step."""
    return {*step.exact, *(f"{stem[:STEM]}*" for stem in step.stems)}


@lru_cache(maxsize=20_000)
def _asked(word: str) -> tuple[str, ...]:
    """The keys under which phrases are that may begin with a word. Korean stems have one or two signs."""
    return (word, *(f"{word[:length]}*" for length in range(1, min(STEM, len(word)) + 1)))


def _first_words(concept: str, line: str) -> set[str]:
    """The keys of a line, without taking it apart where its first step is plain."""
    first = line.lstrip("!~=").split(maxsplit=1)[0].rstrip("?")
    if any("_" in way for way in _ways(first)):
        return {key for phrase in parse(concept, line) for key in _keys(phrase.steps[0])}
    return _keys(_step(first)[0])


class _Beginning:
    """The phrases that begin with a word, by the key of the word that must follow; else by what they need."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.followed: dict[str, list[Phrase]] = {}
        self.free: list[Phrase] = []
        self.needing: dict[frozenset[str], list[Phrase]] = {}
        for phrase in phrases:
            second = phrase.steps[1:2]
            if second and not second[0].optional:
                for key in _keys(second[0]):
                    self.followed.setdefault(key, []).append(phrase)
            elif phrase.needs:
                self.needing.setdefault(phrase.needs, []).append(phrase)
            else:
                self.free.append(phrase)
        self.needed = frozenset[str]().union(*self.needing)

    def that_fit(self, keys: Iterable[str], present: frozenset[str]) -> list[Phrase]:
        """Those that may be meant where a word of these keys follows, and the others are there."""
        found = self.free
        for key in keys:
            if key in self.followed:
                found = found + self.followed[key]
        if self.needing and not self.needed.isdisjoint(present):
            found = found + [
                phrase for needs, phrases in self.needing.items() if not needs.isdisjoint(present) for phrase in phrases
            ]
        return found


class Lexicon:
    """The phrases of all languages, found by their first word.

    A line is taken apart when a mail first holds its first word: most never are, and taking all apart takes a third
    of a second at every start of the program.
    """

    def __init__(self, concepts: Iterable[Mapping[str, str]], courtesies: str) -> None:
        self._lines: dict[str, list[tuple[str, str]]] = {}
        self._first: dict[str, _Beginning] = {}
        self._signs: dict[str, list[tuple[str, float, bool, list[str]]]] = {}
        self._courtesies = frozenset(tokens(courtesies))
        for language in concepts:
            for concept, lines in language.items():
                for line in filter(None, map(str.strip, lines.splitlines())):
                    self._add(concept, line)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words that phrases begin with."""
        return frozenset(word.rstrip("*") for word in self._lines)

    def _add(self, concept: str, line: str) -> None:
        if has_signs(line):
            bare = line.lstrip("!~=")
            weight = next((WEIGHTS[mark] for mark in line[:2] if mark in WEIGHTS), 2.0)
            pieces = unicodedata.normalize("NFKC", bare).lower().split("..")
            self._signs.setdefault(pieces[0][:1], []).append((concept, weight, "=" in line[:2], pieces))
            return
        for word in _first_words(concept, line):
            self._lines.setdefault(word, []).append((concept, line))

    def _starting(self, key: str) -> _Beginning:
        """The phrases that begin with a word, or with a stem as `_keys` writes it."""
        if key not in self._first:
            phrases = (phrase for concept, line in self._lines[key] for phrase in parse(concept, line))
            self._first[key] = _Beginning(phrase for phrase in phrases if key in _keys(phrase.steps[0]))
        return self._first[key]

    @cached_property
    def _beginnings(self) -> Callable[[str], list[_Beginning]]:
        """The phrases that begin with a word, or as it does."""
        return lru_cache(maxsize=20_000)(
            lambda word: [self._starting(key) for key in _asked(word) if key in self._lines]
        )

    def find(self, sentence: str) -> list[Hit]:
        """What is said in the sentence. A phrase inside a longer one does not count: "not interested"."""
        sentence = sentence[:LONGEST]
        if has_signs(sentence):
            return _longest(self._find_signs(sentence))
        words = tokens(sentence)[:WORDS]
        return _longest(hit for hit in self._find_words(words) if not _negated(hit, words))

    def _find_words(self, words: list[str]) -> Iterator[Hit]:
        present, padded = frozenset(words), words + BEYOND
        for at, beginnings in enumerate(map(self._beginnings, words)):
            if not beginnings:
                continue
            second = padded[at + 1]
            keys = _asked(second if second != PAUSE else padded[at + 2].strip(PAUSE))  # no word where two stand
            for beginning in beginnings:
                for phrase in beginning.that_fit(keys, present):
                    end = _end(phrase.steps, padded, at)
                    if end >= 0 and (not phrase.whole or self._length(words) <= max(self._length(words[at:end]), 1)):
                        yield Hit(phrase.concept, phrase.weight, at, end)

    def _length(self, words: list[str]) -> int:
        return sum(word not in self._courtesies and word != PAUSE for word in words)

    def _find_signs(self, sentence: str) -> Iterator[Hit]:
        text = unicodedata.normalize("NFKC", sentence).lower()
        length = len(re.findall(r"\w", text))
        for concept, weight, whole, pieces in chain.from_iterable(self._signs.get(sign, ()) for sign in {"", *text}):
            if not all(piece in text for piece in pieces):
                continue
            found = re.search(SIGN_GAP.join(map(re.escape, pieces)), text)
            if found and (not whole or length <= len(found[0]) + 4):
                yield Hit(concept, weight, found.start(), found.end())


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, -one.weight)):
        inside = any(
            (k.start <= hit.start and hit.end <= k.end)
            and (k.end - k.start > hit.end - hit.start or k.concept == hit.concept)
            and hit.concept not in ALWAYS_HEARD
            for k in kept
        )
        if not inside:
            kept.append(hit)
    return kept
