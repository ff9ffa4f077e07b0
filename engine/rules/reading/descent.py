"""The loop of `training`: stochastic gradient descent on the logistic loss, each row with its own step (AdaGrad)."""

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PASSES, EARLY = 10, 2
"""How often each lesson is visited in a run, and how many of the passes do not count for the mean."""
STEP = 0.6
PULL = 1e-3
"""What each visit takes from a weight, so that no single answer speaks too loudly."""
ENOUGH = 0.03
"""An error this small teaches nothing more; most answers are there after a few passes."""
Table = NDArray[np.float64]
"""The weights of each row (down) for each kind (across)."""


class Shown(NamedTuple):
    """The rows of a text, each once, and their values; the place of its kind; what it counts."""

    rows: NDArray[np.intp]
    values: NDArray[np.float64]
    right: int
    weight: float


def descend(lessons: Sequence[Shown], orders: int, start: Table, hidden: float = 0.0) -> Table:
    """Weights from those at the start: the mean of the later passes of some runs, each in an order of its own.

    `hidden`: the share of a text's rows that a visit does not see, others each time. Much of a text says the same
    thing, and so none of it is relied on alone."""
    read = [*lessons]
    mean = np.zeros_like(start)
    chance = random.Random(len(read))  # noqa: S311 -- an order, no secret
    hides = np.random.default_rng(len(read))
    for _ in range(orders):
        table, moved = start.copy(), np.full(len(start), 1e-3)
        for number in range(PASSES):
            chance.shuffle(read)
            for shown in read:
                _learn(table, moved, _partly(shown, hidden, hides) if hidden else shown)
            if number >= EARLY:
                mean += table / (PASSES - EARLY) / orders
    return mean


def _partly(shown: Shown, hidden: float, hides: np.random.Generator) -> Shown:
    seen = hides.random(len(shown.rows)) >= hidden
    return shown._replace(rows=shown.rows[seen], values=shown.values[seen] / (1 - hidden))


def _learn(table: Table, moved: NDArray[np.float64], shown: Shown) -> None:
    rows, values, right, weight = shown
    cells = table[rows]
    errors = _errors(values @ cells, right, weight)
    force = errors @ errors
    if not force:
        return
    moved[rows] += force * values * values
    pull = PULL * weight * (errors != 0)
    table[rows] = cells - STEP / np.sqrt(moved[rows])[:, None] * (values[:, None] * errors + pull * cells)


def _errors(scores: NDArray[np.float64], right: int, weight: float) -> NDArray[np.float64]:
    """By how much each kind's share of the odds is too much, where that is worth a step."""
    grown = np.exp(scores - scores.max())
    errors: NDArray[np.float64] = grown / grown.sum()
    errors[right] -= 1
    errors[abs(errors) <= ENOUGH] = 0
    return errors * weight
