"""Training the weights of `leaning` from answers whose kind a person has told. Plain Python: `descent` is its loop.

The weights are the mean of three runs in different orders, which sway what one makes of one answer in two hundred.
The same answers yield the same weights. With `start`, weights that exist are taught what a few corrections say.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from engine.rules.reading.descent import Shown, Table, descend
from engine.rules.reading.leaning import FINEST, KINDS, ROWS, Features, Weights, features
from engine.rules.vocabulary import Kind

ORDERS = 3
"""Runs, each in an order of its own. What is taught on top of weights that exist is little, and one run will do."""
Lesson = tuple[Features, Kind, float]
"""What a text shows, what it is, and what it counts."""
Descent = Callable[[Sequence[Shown], int, int, Table], Table]
"""`descend`, or what does the same elsewhere."""


class Example(NamedTuple):
    """An answer and what it is. `weight` below 1 is for what is no whole answer."""

    text: str
    kind: Kind
    weight: float = 1.0


def train(examples: Iterable[Example], start: Weights | None = None, by: Descent = descend) -> Weights:
    """Weights that tell the kinds of the examples apart."""
    lessons = ((features(one.text), one.kind, one.weight) for one in examples)
    return train_on(lessons, start=start, orders=1 if start else ORDERS, by=by)


def train_on(
    lessons: Iterable[Lesson],
    kinds: tuple[Kind, ...] = KINDS,
    start: Weights | None = None,
    orders: int = 1,
    by: Descent = descend,
) -> Weights:
    """Likewise for any kinds, in so many orders."""
    read = [(*_joined(found), kinds.index(kind), weight) for found, kind, weight in lessons]
    return _packed(by(read, len(kinds), orders, _unpacked(start) if start else {}), kinds)


def _joined(found: Features) -> tuple["array[int]", "array[float]"]:
    joined: dict[int, float] = {}
    for row, value in found:
        joined[row] = joined.get(row, 0.0) + value
    return array("l", joined), array("d", joined.values())


def _unpacked(weights: Weights) -> Table:
    wide = len(weights.kinds)
    rows = range(0, len(weights.cells), wide)
    cut = ((at // wide, weights.cells[at : at + wide]) for at in rows)
    return {row: [cell * weights.scale for cell in cells] for row, cells in cut if any(cells)}


def _packed(table: Table, kinds: tuple[Kind, ...]) -> Weights:
    wide = len(kinds)
    peak = max((abs(cell) for cells in table.values() for cell in cells), default=1.0)
    cells = array("b", bytes((ROWS + 1) * wide))
    for row, found in table.items():
        cells[row * wide : (row + 1) * wide] = array("b", [round(one / peak * FINEST) for one in found])
    return Weights(cells, peak / FINEST, kinds)
