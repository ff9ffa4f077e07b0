"""First touches wait while answers wait (M14)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.governor import RepLoad, daily_plan, first_touches
from engine.rules.held import Held
from engine.rules.vocabulary import HeldReason

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("load", "words"),
    [
        pytest.param(
            RepLoad(10, TOMORROW, 0, 0, 0),
            "10 unworked answers: first touches are waiting; they go on when fewer than 10",
            id="ten unworked responses",
        ),
        pytest.param(
            RepLoad(25, None, 0, 0, 0), "25 unworked answers: first touches are waiting", id="many unworked responses"
        ),
        pytest.param(
            RepLoad(1, NOW - timedelta(minutes=1), 0, 0, 0),
            "1 unworked answer: first touches are waiting; one should have been worked by 2026-03-03 07:59",
            id="one is overdue",
        ),
        pytest.param(RepLoad(0, None, 90, 0, 0), "90 first touches today", id="enough sent for one day"),
    ],
)
def test_first_touches_are_held(load: RepLoad, words: str) -> None:
    held = first_touches(load, NOW)
    assert isinstance(held, Held)
    assert held.reason is HeldReason.RESPONSE_BACKLOG
    assert words in held.detail


def test_only_a_day_ends_by_itself() -> None:
    midnight = NOW + timedelta(hours=16)
    enough, backlog = RepLoad(0, None, 90, 0, 0, midnight), RepLoad(12, None, 90, 0, 0, midnight)
    assert [held.until for load in (enough, backlog) if isinstance(held := first_touches(load, NOW), Held)] == [
        midnight,
        None,
    ]


@pytest.mark.parametrize(
    ("load", "least", "most"),
    [
        pytest.param(RepLoad(0, None, 0, 0, 0), 70, 100, id="nothing measured: the method's 3 to 9 %"),
        pytest.param(RepLoad(0, None, 30, 0, 0), 40, 70, id="thirty of them are sent already"),
        pytest.param(RepLoad(9, TOMORROW, 0, 0, 0), 70, 100, id="nine unworked responses are not ten"),
        pytest.param(RepLoad(1, NOW, 0, 0, 0), 70, 100, id="due this very moment is not overdue"),
        pytest.param(RepLoad(0, None, 0, 200, 1000), 40, 50, id="twenty percent answer: fewer"),
        pytest.param(RepLoad(0, None, 0, 20, 1000), 200, 350, id="two percent answer: more, the caps decide"),
    ],
)
def test_first_touches_follow_the_measured_rate(load: RepLoad, least: int, most: int) -> None:
    planned = first_touches(load, NOW)
    assert isinstance(planned, int)
    assert least <= planned <= most


def test_limits_are_settings() -> None:
    assert isinstance(first_touches(RepLoad(3, TOMORROW, 0, 0, 0), NOW, backlog_limit=3), Held)
    few = first_touches(RepLoad(0, None, 0, 0, 0), NOW, responses_per_day=(1, 2))
    assert isinstance(few, int)
    assert few < 20


@given(st.integers(0, 500), st.integers(0, 5000))
def test_the_plan_expects_five_to_ten_responses(responses: int, delivered: int) -> None:
    plan = daily_plan(responses, delivered, (5, 10))
    middle = (min(responses, delivered) + 6) / (delivered + 100)
    assert 5 - middle <= plan * middle <= 10


@given(st.integers(0, 300), st.integers(300, 3000))
def test_a_higher_rate_never_plans_more(responses: int, delivered: int) -> None:
    assert daily_plan(responses + 1, delivered, (5, 10)) <= daily_plan(responses, delivered, (5, 10))
