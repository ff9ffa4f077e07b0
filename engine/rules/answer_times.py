"""How soon whoever answered us is answered, in hours of the clock and of work; and how many within a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine.rules.metrics import Rate, median_of, within_a_day

A_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Wait:
    """From when a response came until somebody answered it, or until now."""

    clock: timedelta
    working: timedelta
    is_over: bool


@dataclass(frozen=True)
class AnswerTimes:
    """`clock` and `working` are medians over what was `answered`; None: nothing was."""

    responses: int
    answered: int
    clock: timedelta | None
    working: timedelta | None
    within: Rate


def answer_times(waits: Sequence[Wait]) -> AnswerTimes:
    """What came less than a day ago and waits says nothing yet of the share within a day."""
    over = [wait for wait in waits if wait.is_over]
    told = len(over) + sum(not wait.is_over and wait.clock > A_DAY for wait in waits)
    return AnswerTimes(
        responses=len(waits),
        answered=len(over),
        clock=median_of([wait.clock for wait in over]),
        working=median_of([wait.working for wait in over]),
        within=within_a_day(sum(wait.clock <= A_DAY for wait in over), told),
    )
