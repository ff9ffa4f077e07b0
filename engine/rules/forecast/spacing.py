"""How far apart the mails of a mailbox are on average."""

import math
from statistics import NormalDist

from engine.rules import pace


def spacing(interval: float, gap: float) -> int:
    """Seconds from one mail to the next as `pace.slots` makes them on average: jittered, but never below the gap."""
    low, high = pace.JITTER
    least = max(low, gap / interval)
    return math.ceil(interval * (_mean(least, high) if least > low else USUAL))


def _mean(low: float, high: float) -> float:
    """The mean of a log-normal value that has mean 1 by itself (`pace.SPREAD`), once it is kept within bounds."""
    between = _below(high, -1) - _below(low, -1)
    return low * _below(low, 1) + between + high * (1 - _below(high, 1))


def _below(value: float, side: int) -> float:
    """The share of such values below this one; with `side` -1 what these add to the mean."""
    return NormalDist().cdf((math.log(value) + side * pace.SPREAD**2 / 2) / pace.SPREAD)


USUAL = _mean(*pace.JITTER)
"""Of an interval that is long enough for the gap not to matter."""
