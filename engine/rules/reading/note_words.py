"""Which automatic note a mail resembles by its words and by what the phrases see of it (`note_signs`).

The same linear model as `leaning`, with fewer kinds and weights of its own; OTHER stands for what a person typed.
"""

import math
import zlib
from functools import lru_cache
from pathlib import Path

from engine.rules.reading.automatic import is_answer, is_role
from engine.rules.reading.folding import PAUSE, sentences, tokens
from engine.rules.reading.leaning import SHAPE, Features, Weights, features
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.note_signs import signs_of
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
SHIPPED = Path(__file__).with_name("note_words.weights")
ROWS = 1 << 15
TITLE = 12
"""Words of a subject."""
SIGN = 0.4
"""What a sign counts, against 1 of all the words."""


def _row(feature: str) -> int:
    return zlib.crc32(feature.encode()) % ROWS


def _folded(text: str) -> Features:
    return [(row % ROWS, value) for row, value in features(text)]


def features_of(mail: ParsedMail, phrased: Verdict | None) -> Features:
    """The words of the text, those of the sender's own subject, the signs, and what the mail is beside them."""
    title = [word for word in tokens(own_subject(mail)) if word != PAUSE][:TITLE]
    marks = {"role": is_role(mail), "answer": is_answer(mail), "own title": bool(title)}
    found = _folded(mail.text)
    found += [(_row(f"\ts {word}"), 1 / math.sqrt(len(title))) for word in title]
    found += [(_row(f"\t{name}"), SHAPE) for name, there in marks.items() if there]
    return [*found, *((_row(f"\tsign {name}"), SIGN) for name in signs_of(mail, phrased))]


@lru_cache(maxsize=1)
def load() -> Weights:
    return Weights.from_bytes(SHIPPED.read_bytes(), KINDS, ROWS)


def loudest(text: str, kind: Kind) -> str:
    """The sentence whose words speak most for a kind."""
    at = KINDS.index(kind)
    return max(sentences(text), key=lambda sentence: load().of(_folded(sentence))[at], default="")


def lean(mail: ParsedMail, phrased: Verdict | None) -> dict[Kind, float]:
    """What words and signs say for each kind, in nats."""
    return dict(zip(KINDS, load().of(features_of(mail, phrased)), strict=True))
