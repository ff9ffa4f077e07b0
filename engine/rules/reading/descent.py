"""The loop of `training`: stochastic gradient descent on the logistic loss, each row with a step of its own (AdaGrad).

It asks for nothing but the standard library of Python 3.9, so that PyPy can run this file as it stands, ten times as
fast and to the same weights.
"""

import math
import random
from collections.abc import Iterable, Sequence

PASSES, EARLY = 10, 2
"""How often each lesson is visited in a run, and how many of the passes do not count for the mean."""
STEP = 0.6
PULL = 1e-3
"""What each visit takes from a weight, so that no single answer speaks too loudly."""
ENOUGH = 0.03
"""An error this small teaches nothing more; most answers are there after a few passes."""
Table = dict[int, list[float]]
"""The weights of a row for each kind."""
Shown = tuple[Sequence[int], Sequence[float], int, float]
"""The rows of a text, each once, and their values; the place of its kind; what it counts."""


def descend(lessons: Sequence[Shown], wide: int, orders: int, start: Table) -> Table:
    """Weights for so many kinds: the mean of the later passes of some runs, each in an order of its own."""
    read = [*lessons]
    means: Table = {}
    chance = random.Random(len(read))  # noqa: S311 -- an order, no secret
    for _ in range(orders):
        table = {row: [*cells] for row, cells in start.items()}
        moved: dict[int, float] = {}
        for number in range(PASSES):
            chance.shuffle(read)
            for shown in read:
                _learn(table, moved, shown, wide)
            if number >= EARLY:
                _add(means, table, 1 / (PASSES - EARLY) / orders)
    return means


def _learn(table: Table, moved: dict[int, float], shown: Shown, wide: int) -> None:
    rows, values, right, weight = shown
    sums = [0.0] * wide
    for row, value in zip(rows, values):  # noqa: B905 -- `strict` is younger than PyPy's Python
        cells = table.get(row)
        if cells:
            for at, cell in enumerate(cells):
                sums[at] += value * cell
    errors = _errors(sums, right, weight)
    if not errors:
        return
    force = _total(error * error for _, error in errors)
    for row, value in zip(rows, values):  # noqa: B905
        moved[row] = moved.get(row, 1e-3) + force * value * value
        step = STEP / math.sqrt(moved[row])
        cells = table.setdefault(row, [0.0] * wide)
        for at, error in errors:
            cells[at] -= step * (error * value + PULL * weight * cells[at])


def _errors(sums: list[float], right: int, weight: float) -> list[tuple[int, float]]:
    """By how much each kind's share of the odds is too much, where that is worth a step."""
    top = max(sums)
    grown = [math.exp(one - top) for one in sums]
    whole = _total(grown)
    errors = [(at, (one / whole - (at == right)) * weight) for at, one in enumerate(grown)]
    return [(at, error) for at, error in errors if abs(error) > ENOUGH * weight]


def _total(numbers: Iterable[float]) -> float:
    """In their order: `sum` rounds otherwise in one Python than in another."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def _add(means: Table, table: Table, part: float) -> None:
    for row, cells in table.items():
        mean = means.setdefault(row, [0.0] * len(cells))
        for at, cell in enumerate(cells):
            mean[at] += part * cell
