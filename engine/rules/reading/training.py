"""Training the weights of `leaning` from answers whose kind a person has told. Plain Python: minutes for all we have.

Stochastic gradient descent on the logistic loss, each row with a step of its own (AdaGrad); the weights are the mean of
the later passes; those of answers of three runs in different orders, which sway what one makes of one in two hundred.
The same answers yield the same weights.
With `start`, weights that exist are taught what a few corrections say.
"""

import math
import random
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from engine.rules.reading.leaning import FINEST, KINDS, ROWS, Features, Weights, features, shares
from engine.rules.vocabulary import Kind

PASSES, EARLY = 10, 5
"""How often each answer is visited in a run. The first fifth of the passes does not count for the mean."""
ORDERS = 3
"""Runs, each in an order of its own. What is taught on top of weights that exist is little, and one run will do."""
STEP = 0.6
PULL = 1e-3
"""What each visit takes from a weight, so that no single answer speaks too loudly."""
ENOUGH = 0.03
"""An error this small teaches nothing more; most answers are there after a few passes."""
Table = dict[int, list[float]]
Lesson = tuple[Features, Kind, float]
"""What a text shows, what it is, and what it counts."""


class Example(NamedTuple):
    """An answer and what it is. `weight` below 1 is for what is no whole answer."""

    text: str
    kind: Kind
    weight: float = 1.0


def train(examples: Iterable[Example], start: Weights | None = None, passes: int = PASSES) -> Weights:
    """Weights that tell the kinds of the examples apart."""
    lessons = ((features(one.text), one.kind, one.weight) for one in examples)
    return train_on(lessons, start=start, passes=passes, orders=1 if start else ORDERS)


def train_on(
    lessons: Iterable[Lesson],
    kinds: tuple[Kind, ...] = KINDS,
    rows: int = ROWS,
    start: Weights | None = None,
    passes: int = PASSES,
    orders: int = 1,
) -> Weights:
    """Likewise for any kinds and any number of rows, in so many orders."""
    read = [(_joined(found), kinds.index(kind), weight) for found, kind, weight in lessons]
    means: Table = {}
    early = passes // EARLY
    chance = random.Random(len(read))  # noqa: S311 -- an order, no secret
    for _ in range(orders):
        table = _unpacked(start) if start else {}
        moved: dict[int, float] = {}
        for number in range(passes):
            chance.shuffle(read)
            for found, right, weight in read:
                _learn(table, moved, found, right, weight, len(kinds))
            if number >= early:
                _add(means, table, 1 / (passes - early) / orders)
    return _packed(means, kinds, rows)


def _joined(found: Features) -> Features:
    joined: dict[int, float] = {}
    for row, value in found:
        joined[row] = joined.get(row, 0.0) + value
    return list(joined.items())


def _learn(table: Table, moved: dict[int, float], found: Features, right: int, weight: float, wide: int) -> None:
    sums = [0.0] * wide
    for row, value in found:
        cells = table.get(row)
        if cells:
            for at, cell in enumerate(cells):
                sums[at] += value * cell
    errors = [(at, (share - (at == right)) * weight) for at, share in enumerate(shares(sums))]
    errors = [(at, error) for at, error in errors if abs(error) > ENOUGH * weight]
    if not errors:
        return
    force = sum(error * error for _, error in errors)
    for row, value in found:
        moved[row] = moved.get(row, 1e-3) + force * value * value
        step = STEP / math.sqrt(moved[row])
        cells = table.setdefault(row, [0.0] * wide)
        for at, error in errors:
            cells[at] -= step * (error * value + PULL * weight * cells[at])


def _add(means: Table, table: Table, part: float) -> None:
    for row, cells in table.items():
        mean = means.setdefault(row, [0.0] * len(cells))
        for at, cell in enumerate(cells):
            mean[at] += part * cell


def _unpacked(weights: Weights) -> Table:
    wide = len(weights.kinds)
    rows = range(0, len(weights.cells), wide)
    cut = ((at // wide, weights.cells[at : at + wide]) for at in rows)
    return {row: [cell * weights.scale for cell in cells] for row, cells in cut if any(cells)}


def _packed(table: Table, kinds: tuple[Kind, ...], rows: int) -> Weights:
    wide = len(kinds)
    peak = max((abs(cell) for cells in table.values() for cell in cells), default=1.0)
    cells = array("b", bytes((rows + 1) * wide))
    for row, found in table.items():
        cells[row * wide : (row + 1) * wide] = array("b", [round(one / peak * FINEST) for one in found])
    return Weights(cells, peak / FINEST, kinds)
