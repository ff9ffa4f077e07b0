"""The assembly line: eight bins, who may be prospected, and how an account moves (M5, M6, M20)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.rules.bins import AVOID, MOVES, may_move, refusal, stricter
from engine.rules.vocabulary import Bin

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
QUIET = timedelta(days=180)


@pytest.mark.parametrize("start", list(Bin))
@pytest.mark.parametrize("goal", list(Bin))
def test_each_move_is_in_the_table_or_refused(start: Bin, goal: Bin) -> None:
    assert may_move(start, goal) == (start is goal or goal in MOVES[start])


def test_every_bin_has_a_row() -> None:
    assert set(MOVES) == set(Bin)


@pytest.mark.parametrize("one", list(Bin))
@pytest.mark.parametrize("other", list(Bin))
def test_of_two_bins_the_stricter_one_can_be_moved_to(one: Bin, other: Bin) -> None:
    """Whatever one of them protects from prospecting stays protected; a duplicate says nothing of its company."""
    found = stricter(one, other)
    assert found is stricter(other, one)
    assert all(may_move(place, found) for place in (one, other) if place is not Bin.DUPLICATE)
    said = {one, other} - {Bin.DUPLICATE}
    if any(refusal(place, None, NOW, NOW, QUIET) for place in said):
        assert refusal(found, None, NOW, NOW, QUIET)


@pytest.mark.parametrize("start", [Bin.COLD, Bin.WORKING, Bin.ACTIVE_OPPORTUNITY, Bin.CHECK_BACK, Bin.DEAD_OPPORTUNITY])
def test_whatever_is_prospected_can_be_avoided(start: Bin) -> None:
    assert MOVES[start] >= AVOID


@pytest.mark.parametrize("start", sorted(set(Bin) - {Bin.BAD_FIT, Bin.DUPLICATE, Bin.WORKING, Bin.COLD}))
def test_who_is_known_never_becomes_cold_again(start: Bin) -> None:
    assert not may_move(start, Bin.COLD)


@pytest.mark.parametrize(
    ("place", "check_back", "activity", "words"),
    [
        pytest.param(Bin.COLD, None, None, "", id="M5: cold"),
        pytest.param(Bin.WORKING, None, NOW, "", id="M20: working"),
        pytest.param(Bin.ACTIVE_OPPORTUNITY, None, None, "Nurture: active opportunity", id="M5: live opportunity"),
        pytest.param(Bin.CURRENT_CLIENT, None, None, "Avoid: current client", id="M5: client"),
        pytest.param(Bin.BAD_FIT, None, None, "Avoid: bad fit", id="M5: bad fit"),
        pytest.param(Bin.DUPLICATE, None, None, "Avoid: duplicate account", id="M5: duplicate"),
        pytest.param(Bin.CHECK_BACK, date(2026, 3, 3), None, "", id="check back today"),
        pytest.param(Bin.CHECK_BACK, date(2026, 3, 4), None, "Nurture: check back on 2026-03-04", id="tomorrow"),
        pytest.param(Bin.CHECK_BACK, None, None, "Nurture: check back", id="check back, nobody knows when"),
        pytest.param(Bin.DEAD_OPPORTUNITY, None, None, "", id="M6: dead and never heard of"),
        pytest.param(Bin.DEAD_OPPORTUNITY, None, NOW - QUIET, "", id="M6: dead and quiet for six months"),
        pytest.param(
            Bin.DEAD_OPPORTUNITY,
            None,
            NOW - QUIET + timedelta(days=1),
            "dead opportunity with recent activity",
            id="M6: dead but heard of",
        ),
    ],
)
def test_who_may_be_prospected(place: Bin, check_back: date | None, activity: datetime | None, words: str) -> None:
    assert refusal(place, check_back, activity, NOW, QUIET) == words
