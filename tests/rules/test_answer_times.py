"""Time to first answer: medians of what was answered, and the share within a day."""

from datetime import timedelta

import pytest

from engine.rules.answer_times import Wait, answer_times


def wait(hours: float, *, over: bool = True) -> Wait:
    return Wait(timedelta(hours=hours), timedelta(hours=hours / 4), over)


@pytest.mark.parametrize(
    ("waits", "answered", "hours", "within"),
    [
        pytest.param([], 0, None, (0, 0), id="nobody wrote"),
        pytest.param([wait(2), wait(30), wait(6)], 3, 6, (2, 3), id="all are answered"),
        pytest.param([wait(24)], 1, 24, (1, 1), id="a day is within a day"),
        pytest.param([wait(2), wait(5, over=False)], 1, 2, (1, 1), id="what came just now says nothing yet"),
        pytest.param([wait(2), wait(25, over=False)], 1, 2, (1, 2), id="what waits for longer is late already"),
    ],
)
def test_they_are_told(waits: list[Wait], answered: int, hours: float | None, within: tuple[int, int]) -> None:
    found = answer_times(waits)
    assert (found.responses, found.answered) == (len(waits), answered)
    assert found.clock == (None if hours is None else timedelta(hours=hours))
    assert found.working == (None if hours is None else timedelta(hours=hours / 4))
    assert (found.within.numerator, found.within.denominator) == within
