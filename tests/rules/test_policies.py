"""Numbers a team may set: wrong ones are refused by name, with the remedy."""

from datetime import timedelta
from typing import Any

import pytest

from engine.errors import Invalid
from engine.rules.policies import LIMITS, Policies, parse

PAIRED = {"responses_low", "responses_high", "complaint_warn_share", "complaint_stop_share"}


def test_the_methods_numbers_are_the_defaults() -> None:
    found = parse({})
    assert (found.answer_hours, found.backlog_limit, found.responses_low, found.responses_high) == (24, 10, 5, 10)
    assert found.answer_within == timedelta(hours=24)
    assert found.quiet == timedelta(days=180)
    assert (found.account_gap, found.slowness) == (timedelta(minutes=15), timedelta(hours=6))
    assert (found.rest, found.recovery) == (timedelta(days=3), timedelta(days=7))
    assert parse(found.dump()) == found


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        pytest.param({"anwser_hours": 4}, "policies.anwser_hours", "no such policy", id="a slip of the pen"),
        pytest.param({"answer_hours": 0}, "policies.answer_hours", "Use 1 to 240", id="M19: below"),
        pytest.param({"answer_hours": 241}, "policies.answer_hours", "Use 1 to 240", id="M19: above"),
        pytest.param(
            {"answer_hours": "24"}, "policies.answer_hours", "is not a whole number. Send a whole number", id="a text"
        ),
        pytest.param(
            {"answer_hours": 1.5},
            "policies.answer_hours",
            "is not a whole number. Send a whole number",
            id="half an hour",
        ),
        pytest.param(
            {"answer_hours": True},
            "policies.answer_hours",
            "is not a whole number. Send a whole number",
            id="yes is no number",
        ),
        pytest.param(
            {"batch_hard_share": True},
            "policies.batch_hard_share",
            "is not a number. Send a number",
            id="yes is no share",
        ),
        pytest.param(
            {"batch_hard_share": "x"},
            "policies.batch_hard_share",
            "is not a number. Send a number",
            id="a text for a share",
        ),
        pytest.param({"batch_hard_share": 1.01}, "policies.batch_hard_share", "out of range", id="more than all"),
        pytest.param({"mailbox_hard_share": float("nan")}, "policies.mailbox_hard_share", "out of range", id="nan"),
        pytest.param({"accept_people": 1}, "policies.accept_people", "is not true or false", id="one is not yes"),
        pytest.param({"responses_low": 11}, "policies.responses_low", "above the most to plan for", id="M14: crossed"),
        pytest.param({"days_per_week": 0}, "policies.days_per_week", "Use 1 to 7", id="M13: a week without a day"),
        pytest.param({"days_per_week": 8}, "policies.days_per_week", "Use 1 to 7", id="M13: an eighth day"),
        pytest.param({"first_week": 19}, "policies.first_week", "Use 20 to 700", id="M13: less than a day's ramp"),
        pytest.param({"account_gap_minutes": -1}, "policies.account_gap_minutes", "Use 0 to 1440", id="back in time"),
        pytest.param({"slow_hours": 0}, "policies.slow_hours", "Use 1 to 72", id="slow for no time"),
        pytest.param(
            {"complaint_warn_share": 0.01}, "policies.complaint_warn_share", "above the share that stops", id="late"
        ),
        pytest.param(
            {"responses_high": 4}, "policies.responses_low", "above the most to plan for", id="M14: crossed below"
        ),
    ],
)
def test_a_wrong_number_is_refused_by_name(values: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(values)
    assert refused.value.field == field
    assert words in str(refused.value)
    assert refused.value.remedy


@pytest.mark.parametrize("name", sorted(set(LIMITS) - PAIRED))
def test_both_ends_of_a_range_are_in_it(name: str) -> None:
    for end in LIMITS[name]:
        kind = type(getattr(Policies(), name))
        assert getattr(parse({name: kind(end)}), name) == end


def test_a_whole_number_is_a_share_too() -> None:
    assert parse({"batch_hard_share": 1}).batch_hard_share == 1
