"""Which automatic note a mail resembles by its words: a second opinion beside the phrases (`notes`).

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
from engine.rules.reading.subjects import own_subject
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


def _row(feature: str) -> int:
    return zlib.crc32(feature.encode()) % ROWS


def _folded(text: str) -> Features:
    return [(row % ROWS, value) for row, value in features(text)]


def features_of(mail: ParsedMail) -> Features:
    """The words of the text, those of the sender's own subject, and what the mail is beside them."""
    title = [word for word in tokens(own_subject(mail)) if word != PAUSE][:TITLE]
    marks = {"role": is_role(mail), "answer": is_answer(mail), "own title": bool(title)}
    found = _folded(mail.text)
    found += [(_row(f"\ts {word}"), 1 / math.sqrt(len(title))) for word in title]
    return [*found, *((_row(f"\t{name}"), SHAPE) for name, there in marks.items() if there)]


@lru_cache(maxsize=1)
def load() -> Weights:
    return Weights.from_bytes(SHIPPED.read_bytes(), KINDS, ROWS)


def loudest(text: str, kind: Kind) -> str:
    """The sentence whose words speak most for a kind."""
    at = KINDS.index(kind)
    return max(sentences(text), key=lambda sentence: load().of(_folded(sentence))[at], default="")


def lean(mail: ParsedMail) -> dict[Kind, float]:
    """What the words alone say for each kind, in nats."""
    return dict(zip(KINDS, load().of(features_of(mail)), strict=True))
