"""Which way an answer leans by its words: a second opinion beside the phrases of the lexicon.

A linear model (multinomial logistic regression) over hashed words, neighbouring words and pieces of words. Its weights
are trained on answers written for this project (`training`); docs/reading.md says how and how well it does.
"""

import math
import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.rules.reading.folding import CJK, PAUSE, has_signs, sentences, tokens
from engine.rules.vocabulary import Kind

KINDS: tuple[Kind, ...] = (
    Kind.UNSUBSCRIBE,
    Kind.ALREADY_CUSTOMER,
    Kind.REFERRAL,
    Kind.INTERESTED,
    Kind.QUESTION,
    Kind.NOT_NOW,
    Kind.NOT_INTERESTED,
    Kind.WRONG_PERSON,
    Kind.OTHER,
)
SHIPPED = Path(__file__).with_name("leaning.weights")
ROWS = 1 << 19
"""Features share rows by their hash. With a quarter of these 32 of 3,830 fresh answers less are told by words alone."""
WORDS, SIGNS = 90, 240
"""What is read of an answer, or of a sentence."""
SHAPE = 0.3
"""What each of the shape of a text counts, against 1 of all its words."""
FINEST = 127
Rows = NDArray[np.intp]
ALWAYS: Rows = np.array([ROWS], np.intp)


def rows_of(said: Iterable[str]) -> Rows:
    """The rows of what has no line ends."""
    line = "\n".join(said).encode()
    return _rows(map(zlib.crc32, line.split(b"\n") if line else ()))


def _rows(sums: Iterable[int]) -> Rows:
    return np.array([*sums], np.intp) % ROWS


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> Rows:
    """Rows of the pieces of a word, three to five letters long: they see through endings and slips."""
    framed = f"<{word}>"
    return rows_of(
        framed[at : at + length]
        for length in (3, 4, 5)
        if len(framed) > length
        for at in range(len(framed) - length + 1)
    )


def _rows_of_words(words: list[str]) -> Rows:
    """Rows of the words, of two neighbours, of two with a word between them, and of three: each checksum goes on from
    that of the words before."""
    said = [word.encode() for word in words]
    after = [b" " + word for word in said]
    ones = list(map(zlib.crc32, said))
    pairs = list(map(zlib.crc32, (*after, b" $"), (zlib.crc32(b"^"), *ones)))
    apart = map(zlib.crc32, (b" _" + word for word in after[2:]), ones)
    threes = map(zlib.crc32, after[2:], pairs[1:])
    return _rows((*ones, *pairs, *apart, *threes))


def _shape(text: str, length: int) -> list[str]:
    """What the words do not tell: whether it asks, names an address or a number, how much it says."""
    last = text.rstrip("\"')] \n")[-1:]
    told = {"?": "?" in text or "？" in text, "?$": last in ("?", "？"), "@": "@" in text, "!": "!" in text}
    told["0"] = re.search(r"\d{3}", text) is not None
    return [f"\t{name}" for name, there in told.items() if there] + [f"\t{length.bit_length()}"]


class Told(NamedTuple):
    """What a text tells a model: rows of the weights, and what each counts."""

    rows: Rows
    values: NDArray[np.float64]

    def beside(self, *groups: tuple[Rows, float]) -> "Told":
        """With more rows, each group of which counts the same."""
        rows, values = zip(*groups, strict=True)
        return Told(
            np.concatenate((self.rows, *rows)), np.concatenate((self.values, np.repeat(values, [*map(len, rows)])))
        )


NOTHING_TOLD = Told(np.array([], np.intp), np.array([], np.float64))


def together(rows: Rows) -> tuple[Rows, float]:
    """A group whose length is one whatever it holds, so that long answers do not shout."""
    return rows, 1 / math.sqrt(len(rows) or 1)


@lru_cache(maxsize=8)  # two models read the same text
def told(text: str) -> Told:
    """Its words, the pieces of them, and its shape."""
    text = text[: WORDS * 12]
    if has_signs(text):
        signs = re.sub(r"\s+", "", text)[:SIGNS]
        said = [rows_of(signs[at : at + length] for length in (1, 2, 3) for at in range(len(signs) - length + 1))]
        length = len(signs) // 3
    else:
        words = [word for word in tokens(text) if word != PAUSE][:WORDS]
        said = [np.concatenate([*map(_pieces, words)]), _rows_of_words(words)] if words else []
        length = len(words)
    return NOTHING_TOLD.beside(*map(together, said), (rows_of(_shape(text, length)), SHAPE), (ALWAYS, SHAPE))


@dataclass(frozen=True, eq=False)
class Weights:
    """One signed byte for each row (down) and kind (across), times `scale`. The last row is what every text has."""

    cells: NDArray[np.int8]
    scale: float
    kinds: tuple[Kind, ...] = KINDS

    def to_bytes(self) -> bytes:
        return zlib.compress(np.float64(self.scale).tobytes() + self.cells.tobytes(), 9)

    @staticmethod
    def from_bytes(packed: bytes, kinds: tuple[Kind, ...] = KINDS, rows: int = ROWS) -> "Weights":
        raw = zlib.decompress(packed)
        whole = 8 + (rows + 1) * len(kinds)
        if len(raw) != whole:
            raise ValueError(f"weights: {len(raw)} bytes instead of {whole}. Train them anew.")
        scale, cells = np.frombuffer(raw[:8], np.float64), np.frombuffer(raw, np.int8, offset=8)
        return Weights(cells.reshape(-1, len(kinds)), float(scale[0]), kinds)

    def scores(self, text: str) -> list[float]:
        return self.of(told(text))

    def of(self, told: Told) -> list[float]:
        """What a text tells speaks for each kind, in nats."""
        scores: list[float] = (told.values @ self.cells.take(told.rows, axis=0) * self.scale).tolist()
        return scores

    @cached_property
    def of_signs(self) -> Callable[[tuple[int, ...]], list[float]]:
        """The same of nothing but a few rows that count one each, of which many texts have the same."""
        return lru_cache(maxsize=1000)(lambda rows: self.of(NOTHING_TOLD.beside((np.array(rows, np.intp), 1.0))))


def shares(scores: list[float]) -> list[float]:
    """Scores as probabilities (softmax)."""
    top = max(scores)
    grown = [math.exp(one - top) for one in scores]
    whole = sum(grown)
    return [one / whole for one in grown]


@lru_cache(maxsize=4)
def load(path: Path = SHIPPED) -> Weights:
    return Weights.from_bytes(path.read_bytes())


_in_use = [SHIPPED]


def use(path: Path) -> None:
    """Weights that were trained on corrections, in place of those that ship. Once, when a program starts.

    Raises OSError, or ValueError for a file that holds none.
    """
    try:
        load(path)
    except zlib.error as broken:
        raise ValueError(f"weights: {broken}") from broken
    _in_use[0] = path


def in_use() -> Path:
    return _in_use[0]


LONG = 400
"""Signs of a text whose sentences vote each for itself; together they would only say what most of them are about."""
PART = re.compile(r"(?s)\S.{0,300}\S{0,40}")
"""What votes together of a sentence that does not end."""
ALMOST = 1e-6
"""What is left to doubt, or to hope, of one sentence."""
NOTHING = 1.9
"""What speaks for a long text's being nothing but talk, in nats: of many sentences one always sounds like something."""


def is_long(text: str) -> bool:
    return len(text) > SIGNS and (len(text) > LONG or CJK.search(text) is not None)


def _nats(share: float) -> float:
    share = min(max(ALMOST, share), 1 - ALMOST)
    return math.log(share / (1 - share))


def lean(text: str, against: Callable[[str], float] = lambda _: 0.0) -> dict[Kind, float]:
    """What the words alone say for each kind, in nats. Of a long text it is what the sentence says that speaks most for
    a kind: talk around it hides nothing, and much that says a little does not add up. `against`: what speaks against
    such a sentence's being an opt-out."""
    weights = load(in_use())
    if not is_long(text):
        return dict(zip(KINDS, weights.scores(text), strict=True))
    parts = [part for sentence in sentences(text) for part in PART.findall(sentence)] or [text]
    votes = [list(map(_nats, shares(weights.scores(part)))) for part in parts]
    most = dict(zip(KINDS, map(max, zip(*votes, strict=True)), strict=True)) | {Kind.OTHER: NOTHING}
    return most | {KINDS[0]: max(vote[0] - against(part) for part, vote in zip(parts, votes, strict=True))}


def share(text: str, kind: Kind) -> float:
    """How likely it is of a kind by its words alone."""
    return shares([*lean(text).values()])[KINDS.index(kind)]
