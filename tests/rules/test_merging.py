"""How the account stands that two are merged into."""

from typing import Any

import pytest

from engine.rules.merging import STANDING, merged
from engine.rules.vocabulary import Bin

MOVED = {"bin_since": "2026-03-03", "bin_by": "robin", "bin_why": "merged"}


def account(place: Bin, **more: Any) -> dict[str, Any]:
    known = dict.fromkeys(STANDING) | {"bin_since": "2026-01-01", "bin_by": "offhours", "bin_why": "so"}
    return known | {"bin": place} | more


@pytest.mark.parametrize(
    ("of_gone", "of_stays", "then", "by"),
    [
        (Bin.CURRENT_CLIENT, Bin.WORKING, Bin.CURRENT_CLIENT, "robin"),
        (Bin.WORKING, Bin.CURRENT_CLIENT, Bin.CURRENT_CLIENT, "offhours"),
        (Bin.WORKING, Bin.WORKING, Bin.WORKING, "offhours"),
    ],
)
def test_it_is_in_the_bin_that_forbids_more(of_gone: Bin, of_stays: Bin, then: Bin, by: str) -> None:
    found = merged(account(of_gone), account(of_stays), MOVED)
    assert (found["bin"], found["bin_by"]) == (then, by)
    assert set(found) == set(STANDING)


@pytest.mark.parametrize(
    ("of_gone", "of_stays", "then"),
    [
        ("2026-09-01", "2026-06-01", "2026-09-01"),
        ("2026-09-01", None, None),
    ],
)
def test_the_later_day_counts_and_none_waits_for_a_person(of_gone: str, of_stays: str | None, then: str | None) -> None:
    both = (account(Bin.CHECK_BACK, check_back_on=of_gone), account(Bin.CHECK_BACK, check_back_on=of_stays))
    assert merged(*both, MOVED)["check_back_on"] == then


def test_a_day_of_whoever_is_in_another_bin_is_none() -> None:
    both = (account(Bin.WORKING, check_back_on="2026-09-01"), account(Bin.CHECK_BACK, check_back_on="2026-06-01"))
    assert merged(*both, MOVED)["check_back_on"] == "2026-06-01"
    both = (account(Bin.BAD_FIT), account(Bin.CHECK_BACK, check_back_on="2026-06-01"))
    assert merged(*both, MOVED)["check_back_on"] is None


def test_what_came_last_counts() -> None:
    both = (account(Bin.COLD, responded_at="2026-02-01"), account(Bin.COLD, last_activity_at="2026-01-01"))
    found = merged(*both, MOVED)
    assert (found["responded_at"], found["last_activity_at"]) == ("2026-02-01", "2026-01-01")
