"""Training the weights of `leaning` from answers whose kind a person has told; `descent` is its loop.

The weights are the mean of three runs in different orders, which sway what one makes of one answer in two hundred.
The same answers yield the same weights. With `start`, weights that exist are taught what a few corrections say.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from engine.rules.reading.descent import Shown, Table, descend
from engine.rules.reading.leaning import FINEST, KINDS, ROWS, Told, Weights, told
from engine.rules.vocabulary import Kind

ORDERS = 3
"""Runs, each in an order of its own. What is taught on top of weights that exist is little, and one run will do."""
HIDDEN = 0.2
"""What each visit hides of an answer. Of 3,569 by hands that nothing was learned from the words alone told 2,993 with
it, 2,965 without; of notes, with their signs, it told no more."""
Lesson = tuple[Told, Kind, float]
"""What a text shows, what it is, and what it counts."""


class Example(NamedTuple):
    """An answer and what it is. `weight` below 1 is for what is no whole answer."""

    text: str
    kind: Kind
    weight: float = 1.0


def train(examples: Iterable[Example], start: Weights | None = None) -> Weights:
    """Weights that tell the kinds of the examples apart."""
    lessons = ((told(one.text), one.kind, one.weight) for one in examples)
    return train_on(lessons, start=start, orders=1 if start else ORDERS, hidden=HIDDEN)


def train_on(
    lessons: Iterable[Lesson],
    kinds: tuple[Kind, ...] = KINDS,
    start: Weights | None = None,
    orders: int = 1,
    hidden: float = 0.0,
) -> Weights:
    """Likewise for any kinds, in so many orders."""
    read = [_shown(one, kinds.index(kind), weight) for one, kind, weight in lessons]
    table: Table = np.zeros((ROWS + 1, len(kinds)))
    if start:
        table += start.cells * start.scale
    # What nobody shows stays as it is. The others lie side by side, which is quicker.
    seen, places = np.unique(np.concatenate([*(one.rows for one in read), _NONE]), return_inverse=True)
    ends = np.cumsum([len(one.rows) for one in read])
    packed = [one._replace(rows=rows) for one, rows in zip(read, np.split(places, ends), strict=False)]
    table[seen] = descend(packed, orders, table[seen], hidden)
    return _packed(table, kinds)


_NONE = np.array([], np.intp)


def _shown(told: Told, right: int, weight: float) -> Shown:
    rows, places = np.unique(told.rows, return_inverse=True)
    return Shown(rows, np.bincount(places, told.values).astype(np.float64), right, weight)


def _packed(table: Table, kinds: tuple[Kind, ...]) -> Weights:
    peak = float(abs(table).max()) or 1.0
    return Weights(np.rint(table / peak * FINEST).astype(np.int8), peak / FINEST, kinds)
