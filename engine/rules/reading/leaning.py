"""Which way an answer leans by its words: a second opinion beside the phrases of the lexicon.

A linear model (multinomial logistic regression) over hashed words, neighbouring words and pieces of words. Its weights
are trained on answers written for this project (`training`); docs/reading.md says how and how well it does.
"""

import math
import re
import zlib
from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from engine.rules.reading.folding import CJK, PAUSE, tokens
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
ROWS = 1 << 17
"""Features share rows by their hash. Twice as many rows are no better with as few answers as we have."""
WORDS, SIGNS = 90, 240
"""What is read of an answer: who decides, decides early."""
SHAPE = 0.3
"""What the shape of a text counts, against 1 of its words."""
FINEST = 127
Features = list[tuple[int, float]]


def _row(feature: str) -> int:
    return zlib.crc32(feature.encode()) % ROWS


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Rows of the pieces of a word, three to five letters long: they see through endings and slips."""
    framed = f"<{word}>"
    return tuple(
        _row(framed[at : at + length])
        for length in (3, 4, 5)
        if len(framed) > length
        for at in range(len(framed) - length + 1)
    )


def _neighbours(words: list[str]) -> list[str]:
    framed = ["^", *words, "$"]
    pairs = [f"{a} {b}" for a, b in pairwise(framed)]
    apart = [f"{a} _ {b}" for a, b in zip(words, words[2:], strict=False)]
    threes = [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
    return [*words, *pairs, *apart, *threes]


def _shape(text: str, length: int) -> list[str]:
    """What the words do not tell: whether it asks, names an address or a number, how much it says."""
    last = text.rstrip("\"')] \n")[-1:]
    told = {"?": "?" in text or "？" in text, "?$": last in ("?", "？"), "@": "@" in text, "!": "!" in text}
    told["0"] = re.search(r"\d{3}", text) is not None
    return [f"\t{name}" for name, there in told.items() if there] + [f"\t{length.bit_length()}"]


def features(text: str) -> Features:
    """Rows and values. Words and pieces each have length one together, so that long answers do not shout."""
    text = text[: WORDS * 12]
    if CJK.search(text):
        signs = re.sub(r"\s+", "", text)[:SIGNS]
        said = [signs[at : at + length] for length in (1, 2, 3) for at in range(len(signs) - length + 1)]
        pieces: list[int] = []
        length = len(signs) // 3
    else:
        words = [word for word in tokens(text) if word != PAUSE][:WORDS]
        said = _neighbours(words)
        pieces = [row for word in words for row in _pieces(word)]
        length = len(words)
    found = [(_row(one), 1 / math.sqrt(len(said))) for one in said]
    found += [(row, 1 / math.sqrt(len(pieces))) for row in pieces]
    return [*found, *((_row(one), SHAPE) for one in _shape(text, length)), (ROWS, SHAPE)]


@dataclass(frozen=True)
class Weights:
    """One signed byte for each row and kind, row by row, times `scale`. The last row is what every text has."""

    cells: "array[int]"
    scale: float
    kinds: tuple[Kind, ...] = KINDS

    def to_bytes(self) -> bytes:
        return zlib.compress(array("d", [self.scale]).tobytes() + self.cells.tobytes(), 9)

    @staticmethod
    def from_bytes(packed: bytes, kinds: tuple[Kind, ...] = KINDS, rows: int = ROWS) -> "Weights":
        raw = zlib.decompress(packed)
        scale, cells = array("d", raw[:8]), array("b", raw[8:])
        if len(cells) != (rows + 1) * len(kinds):
            raise ValueError(f"weights: {len(cells)} cells instead of {(rows + 1) * len(kinds)}. Train them anew.")
        return Weights(cells, scale[0], kinds)

    def scores(self, text: str) -> list[float]:
        return self.of(features(text))

    def of(self, found: Features) -> list[float]:
        wide = len(self.kinds)
        sums = [0.0] * wide
        alike: dict[float, list[array[int]]] = {}
        for row, value in found:
            alike.setdefault(value, []).append(self.cells[row * wide : row * wide + wide])
        for value, rows in alike.items():
            for at, column in enumerate(zip(*rows, strict=True)):
                sums[at] += value * sum(column)
        return [one * self.scale for one in sums]


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


def lean(text: str) -> dict[Kind, float]:
    """What the words alone say for each kind, in nats."""
    return dict(zip(KINDS, load(in_use()).scores(text), strict=True))
