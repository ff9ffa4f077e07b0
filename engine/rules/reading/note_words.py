"""Which automatic note a mail resembles by its words and by what the phrases see of it (`note_signs`).

The same linear model as `leaning`, with fewer kinds and weights of its own; OTHER stands for what a person typed.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from engine.rules.reading import leaning
from engine.rules.reading.automatic import is_answer
from engine.rules.reading.desks import is_role
from engine.rules.reading.folding import PAUSE, has_signs, sentences, tokens
from engine.rules.reading.leaning import SHAPE, Told, Weights, rows_of, together
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.note_signs import LOOKS, signs_of
from engine.rules.reading.subjects import own_subject
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind

KINDS = (
    Kind.OUT_OF_OFFICE,
    Kind.LEFT_COMPANY,
    Kind.ADDRESS_CHANGED,
    Kind.AUTO_ACKNOWLEDGEMENT,
    Kind.CHALLENGE,
    Kind.OTHER,
)
SENT_KINDS = KINDS[:-1]
ANY = dict.fromkeys(SENT_KINDS, -math.inf)
SHIPPED = Path(__file__).with_name("note_words.weights")
TITLE = 12
"""Words of a subject."""
STEM = 5
"""Letters that tell a word whatever its ending."""
SIGN = 0.4
"""What a sign counts, against 1 of all the words."""


def told(mail: ParsedMail) -> Told:
    """The words of the text, those of the sender's own subject, and what the mail is beside them."""
    text = leaning.told(mail.text)
    title = _title(own_subject(mail))
    marks = {"role": is_role(mail), "answer": is_answer(mail), "own title": bool(title)}
    beside = rows_of(f"\t{name}" for name, there in marks.items() if there)
    return text.beside(together(rows_of(f"\ts {word}" for word in title)), (beside, SHAPE))


def _title(subject: str) -> list[str]:
    """Its words, and how the longer ones begin; of Chinese and Japanese its signs, and two and two of them."""
    if has_signs(subject):
        signs = "".join(subject.split())[: 2 * TITLE]
        return [*signs, *map("".join, pairwise(signs))]
    words = [word for word in tokens(subject) if word != PAUSE][:TITLE]
    return [*words, *(f"{word[:STEM]}*" for word in words if len(word) > STEM)]


@cache
def _row_of_sign(name: str) -> int:
    return int(rows_of([f"\tsign {name}"])[0])


def _rows_of_signs(signs: Iterable[str]) -> tuple[int, ...]:
    return tuple(map(_row_of_sign, signs))


def told_with_signs(mail: ParsedMail, phrased: Verdict | None) -> Told:
    """What the weights are trained on: what the mail tells, and the signs."""
    return told(mail).beside((np.array(_rows_of_signs(signs_of(mail, phrased)), np.intp), SIGN))


def weighed(weights: Weights, mail: ParsedMail, phrased: Verdict | None) -> list[float]:
    """What words and signs say for each kind, in nats."""
    return _with_signs(weights, weights.of(told(mail)), signs_of(mail, phrased))


def _with_signs(weights: Weights, words: list[float], signs: Iterable[str]) -> list[float]:
    seen = weights.of_signs(_rows_of_signs(signs))
    return [word + SIGN * sign for word, sign in zip(words, seen, strict=True)]


@lru_cache(maxsize=1)
def load() -> Weights:
    return Weights.from_bytes(SHIPPED.read_bytes(), KINDS)


def loudest(text: str, kind: Kind) -> str:
    """The sentence whose words speak most for a kind."""
    at = KINDS.index(kind)
    return max(sentences(text), key=lambda sentence: load().scores(sentence)[at], default="")


@lru_cache(maxsize=1)
def _most_to_come() -> list[list[float]]:
    """By how much more the signs of later looks may speak for each kind of note than for a person, after each look."""
    most = [[0.0] * len(SENT_KINDS)]
    for look in LOOKS[:0:-1]:
        each = [_with_signs(load(), [0.0] * len(KINDS), [name]) for name in look.signs]
        gains = [[max(0.0, sign[kind] - sign[-1]) for sign in each] for kind in range(len(SENT_KINDS))]
        at_most = max if look.one else sum
        most.insert(0, [later + at_most(gain) for later, gain in zip(most[0], gains, strict=True)])
    return most


def lean(mail: ParsedMail, phrased: Verdict | None, least: Mapping[Kind, float] = ANY) -> dict[Kind, float]:
    """What words and signs say for each kind, in nats. Empty where no kind of note wins by more than its `least`:
    mostly that is settled before the dear looks."""
    words, signs, scores = load().of(told(mail)), list[str](), list[float]()
    for look, most in zip(LOOKS, _most_to_come(), strict=True):
        signs.extend(look.see(mail, phrased))
        scores = _with_signs(load(), words, signs)
        *notes, person = scores
        if all(one + more - person <= least[kind] for kind, one, more in zip(SENT_KINDS, notes, most, strict=True)):
            return {}
    return dict(zip(KINDS, scores, strict=True))
