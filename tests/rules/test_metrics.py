"""The numbers against known values, and the A/B rule against chance."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.metrics import (
    EVIDENCE,
    Counts,
    ab_verdict,
    bounce_rate,
    complaint_rate,
    evidence,
    opt_out_rate,
    poisson_interval,
    positive_rate,
    referral_yield,
    response_rate,
    wilson,
)


def test_the_methods_own_example() -> None:
    """M17: 150 sent, 50 bounced, 10 responses: 10 %."""
    rate = response_rate(Counts(sent=150, bounced=50, responses=10))
    assert (rate.numerator, rate.denominator, rate.value) == (10, 100, 0.1)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        pytest.param(0, 0, 0.0, 1.0, id="nothing known"),
        pytest.param(10, 100, 0.0552, 0.1744, id="ten of a hundred"),
        pytest.param(0, 10, 0.0, 0.2775, id="none of ten"),
        pytest.param(10, 10, 0.7225, 1.0, id="all of ten"),
        pytest.param(12, 10, 0.7225, 1.0, id="a late bounce left more answers than deliveries"),
        pytest.param(81, 263, 0.2553, 0.3662, id="newcombe 1998, table I"),
    ],
)
def test_wilsons_interval(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_an_interval_holds_its_rate(k: int, n: int) -> None:
    low, high = wilson(k, n)
    assert 0 <= low <= min(k, n) / n <= high <= 1
    low, high = poisson_interval(k, n)
    assert low - 1e-12 <= k / n <= high


@pytest.mark.parametrize(
    ("rate", "numerator", "denominator"),
    [
        pytest.param(response_rate, 9, 80, id="responses"),
        pytest.param(positive_rate, 4, 80, id="positive"),
        pytest.param(opt_out_rate, 2, 80, id="opt-outs"),
        pytest.param(complaint_rate, 1, 80, id="complaints"),
        pytest.param(bounce_rate, 20, 100, id="bounces are of what was sent"),
        pytest.param(referral_yield, 7, 80, id="new contacts"),
    ],
)
def test_each_number_has_its_parts_and_its_definition(rate, numerator: int, denominator: int) -> None:
    counts = Counts(sent=100, bounced=20, responses=9, positive=4, opt_outs=2, complaints=1, automatic=30, referred=7)
    found = rate(counts)
    assert (found.numerator, found.denominator) == (numerator, denominator)
    assert found.low < found.value < found.high
    assert "÷" in found.definition


@pytest.mark.parametrize("rate", [response_rate, bounce_rate, referral_yield])
def test_without_mails_there_is_no_rate(rate) -> None:
    assert rate(Counts()).value is None
    assert rate(Counts()).low == 0


def test_several_people_per_mail_may_yield_more_than_one() -> None:
    found = referral_yield(Counts(sent=2, referred=5))
    assert found.value == 2.5
    assert found.high > 2.5


def test_late_bounces_cannot_make_deliveries_negative() -> None:
    assert Counts(sent=3, bounced=5).delivered == 0


# --- A/B ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "winner"),
    [
        pytest.param(Counts(), Counts(), None, id="nothing sent"),
        pytest.param(Counts(sent=50, positive=1), Counts(sent=50, positive=4), None, id="fifty a side, a hunch"),
        pytest.param(Counts(sent=50, positive=0), Counts(sent=50, positive=12), "b", id="fifty a side, plain to see"),
        pytest.param(Counts(sent=200, positive=24), Counts(sent=200, positive=2), "a", id="two hundred a side"),
        pytest.param(Counts(sent=40, positive=16), Counts(sent=400, positive=12), "a", id="unequal sides"),
        pytest.param(Counts(sent=40, positive=50), Counts(sent=40), "a", id="more answers than deliveries"),
    ],
)
def test_a_winner_is_declared_only_on_evidence(a: Counts, b: Counts, winner: str | None) -> None:
    verdict = ab_verdict(a, b)
    assert verdict.winner == winner
    assert (verdict.evidence >= EVIDENCE) is (winner is not None)


def test_the_undecided_are_told_how_many_more() -> None:
    verdict = ab_verdict(Counts(sent=50, positive=1), Counts(sent=50, positive=5))
    assert verdict.more_per_side is not None
    assert 20 < verdict.more_per_side < 600
    assert verdict.reason == f"Cannot tell yet, about {verdict.more_per_side} more per side"


def test_the_estimate_keeps_its_word() -> None:
    verdict = ab_verdict(Counts(sent=100, positive=2), Counts(sent=100, positive=10))
    assert verdict.winner is None
    more = verdict.more_per_side or 0
    going_on = (100 + more) / 100
    sent = 100 + more
    assert (
        ab_verdict(
            Counts(sent=sent, positive=round(2 * going_on)), Counts(sent=sent, positive=math.ceil(10 * going_on))
        ).winner
        == "b"
    )


def test_two_that_are_alike_after_very_many_mails_are_called_alike() -> None:
    huge = Counts(sent=10_000_000, positive=500_000)
    verdict = ab_verdict(huge, huge)
    assert (verdict.winner, verdict.more_per_side) == (None, None)
    assert "alike" in verdict.reason


def test_a_winner_that_drives_people_away_is_none() -> None:
    verdict = ab_verdict(Counts(sent=200, positive=30, opt_outs=10), Counts(sent=200, positive=2, opt_outs=1))
    assert (verdict.winner, verdict.more_per_side) == (None, None)
    assert "opt-outs" in verdict.reason


def test_more_texts_ask_for_more_evidence() -> None:
    """Of four that are alike three pairs could each seem to have a winner."""
    few, many = Counts(sent=100, positive=3), Counts(sent=100, positive=20)
    assert EVIDENCE < ab_verdict(few, many).evidence < 2 * EVIDENCE
    assert ab_verdict(few, many).winner == "b"
    assert ab_verdict(few, many, pairs=3).winner is None
    assert (ab_verdict(few, many, pairs=3).more_per_side or 0) > 0


def test_a_winner_is_called_by_its_own_label() -> None:
    few, many = Counts(sent=100, positive=0), Counts(sent=100, positive=30)
    assert ab_verdict(few, many, ("A", "C")).reason == "C is better: 30 of 100 positive against 0 of 100"
    assert ab_verdict(many, few, ("A", "C")).reason == "A is better: 30 of 100 positive against 0 of 100"
    rude = Counts(sent=100, positive=30, opt_outs=20)
    assert ab_verdict(few, rude, ("A", "D")).reason.startswith("D has more positive answers but 20.0% more opt-outs")


def test_overwhelming_evidence_is_still_a_number() -> None:
    verdict = ab_verdict(Counts(sent=100_000, positive=90_000), Counts(sent=100_000, positive=10))
    assert verdict.winner == "a"
    assert math.isfinite(verdict.evidence)


def test_both_sides_are_treated_the_same() -> None:
    a, b = Counts(sent=60, positive=2), Counts(sent=80, positive=9)
    assert ab_verdict(a, b).evidence == pytest.approx(ab_verdict(b, a).evidence)
    assert ab_verdict(a, b).more_per_side == ab_verdict(b, a).more_per_side


def decides(a: float, b: float, rng: random.Random) -> str:
    """Two variants with these true rates, looked at after every 5 mails a side, up to 600."""
    ka = kb = 0
    for n in range(1, 601):
        ka, kb = ka + (rng.random() < a), kb + (rng.random() < b)
        if n % 5 == 0 and evidence(Counts(sent=n, positive=ka), Counts(sent=n, positive=kb)) >= EVIDENCE:
            return "a" if ka > kb else "b"
    return ""


def test_looking_all_the_time_seldom_crowns_one_of_two_equals() -> None:
    rng = random.Random(20260303)
    assert sum(decides(0.06, 0.06, rng) != "" for _ in range(200)) <= 200 * 0.05


def test_a_variant_three_times_as_good_is_found_within_600_a_side() -> None:
    rng = random.Random(20260303)
    found = [decides(0.03, 0.09, rng) for _ in range(100)]
    assert found.count("b") >= 80
    assert found.count("a") == 0
