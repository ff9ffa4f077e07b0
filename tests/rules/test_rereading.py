"""A newer reading may always stop more; what lets go is a person's to say."""

from typing import Any

import pytest

from engine.rules.effects import NOTHING, effect_of
from engine.rules.reading.version import version
from engine.rules.rereading import OPINION, Decision, judge, same
from engine.rules.vocabulary import BounceClass, Kind

D = Decision


def decided(was: Kind, new: Kind, *, worked: bool = False, over: bool = False, earlier: bool = False) -> Decision:
    return judge(effect_of(was), effect_of(new), worked=worked, over=over, earlier=earlier)[0]


@pytest.mark.parametrize(
    ("was", "new", "decision"),
    [
        pytest.param(Kind.UNSUBSCRIBE, Kind.NOT_INTERESTED, D.ASKED, id="an opt-out is not un-heard"),
        pytest.param(Kind.UNSUBSCRIBE, Kind.UNRELATED, D.ASKED, id="whatever it is now"),
        pytest.param(Kind.COMPLAINT, Kind.AUTO_ACKNOWLEDGEMENT, D.ASKED, id="nor a complaint"),
        pytest.param(Kind.COMPLAINT, Kind.UNSUBSCRIBE, D.APPLIED, id="both suppress"),
        pytest.param(Kind.NOT_INTERESTED, Kind.UNSUBSCRIBE, D.APPLIED, id="an opt-out that was missed"),
        pytest.param(Kind.OTHER, Kind.INTERESTED, D.APPLIED, id="understood now"),
        pytest.param(Kind.INTERESTED, Kind.QUESTION, D.APPLIED, id="the same work"),
        pytest.param(Kind.OTHER, Kind.OUT_OF_OFFICE, D.ASKED, id="the sequence would go on"),
        pytest.param(Kind.OTHER, Kind.LEFT_COMPANY, D.ASKED, id="colleagues would be written to"),
        pytest.param(Kind.NOT_NOW, Kind.INTERESTED, D.ASKED, id="the account would be prospected"),
        pytest.param(Kind.AUTO_ACKNOWLEDGEMENT, Kind.OUT_OF_OFFICE, D.APPLIED, id="an absence that was missed"),
        pytest.param(Kind.CHALLENGE, Kind.AUTO_ACKNOWLEDGEMENT, D.ASKED, id="a held mail would leave"),
        pytest.param(Kind.ALREADY_CUSTOMER, Kind.INTERESTED, D.ASKED, id="a client would be prospected"),
    ],
)
def test_what_stops_less_is_asked(was: Kind, new: Kind, decision: Decision) -> None:
    assert decided(was, new) is decision


@pytest.mark.parametrize("was", list(Kind))
@pytest.mark.parametrize("new", list(Kind))
def test_no_address_is_suppressed_less_and_an_opt_out_is_always_heard(was: Kind, new: Kind) -> None:
    for worked in (False, True):
        found = decided(was, new, worked=worked)
        if effect_of(was).suppress and not effect_of(new).suppress:
            assert found is D.ASKED
        if effect_of(new).suppress and not effect_of(was).suppress:
            assert found is D.APPLIED


def test_what_a_person_has_worked_is_left_alone() -> None:
    assert decided(Kind.OTHER, Kind.INTERESTED, worked=True) is D.KEPT
    assert decided(Kind.OTHER, Kind.UNSUBSCRIBE, worked=True) is D.APPLIED


def test_an_absence_that_ends_sooner_is_asked_and_one_that_is_over_is_left() -> None:
    assert decided(Kind.OUT_OF_OFFICE, Kind.OUT_OF_OFFICE) is D.APPLIED
    assert decided(Kind.OUT_OF_OFFICE, Kind.OUT_OF_OFFICE, earlier=True) is D.ASKED
    assert decided(Kind.OUT_OF_OFFICE, Kind.OUT_OF_OFFICE, earlier=True, over=True) is D.KEPT


def test_every_decision_says_why() -> None:
    hard = effect_of(Kind.BOUNCE, BounceClass.HARD)
    assert judge(hard, NOTHING, worked=False, over=False, earlier=False)[1] == "it would suppress the address no longer"
    assert judge(NOTHING, NOTHING, worked=False, over=False, earlier=False) == (D.APPLIED, "nothing follows from it")
    assert "suppress the address" in judge(NOTHING, hard, worked=False, over=False, earlier=False)[1]
    freed = judge(effect_of(Kind.OTHER), NOTHING, worked=False, over=False, earlier=False)[1]
    assert freed == "it would let go of what is held: colleagues, the sequence, their next mail, their other sequences"


MARA = {"relation": "referral", "name": "Mara", "email": "mara@b.test", "sentence": "ask Mara"}


@pytest.mark.parametrize(
    ("was", "new", "alike"),
    [
        ({}, {}, True),
        ({"confidence": 0.4, "rule": "x"}, {"confidence": 0.9, "rule": "y", "because": "z"}, True),
        ({"bounce": None}, {"bounce": "hard"}, False),
        ({"return_date": "2026-03-16"}, {"return_date": "2026-03-17"}, False),
        ({"failed_recipients": []}, {"failed_recipients": ["a@b.test"]}, False),
        ({"people": [MARA]}, {"people": [{**MARA, "sentence": "see Mara"}]}, True),
        ({"people": [MARA]}, {"people": []}, False),
        ({"rule": OPINION, "confidence": 0.6, "return_date": "2026-03-16"}, {"confidence": 0.4}, True),
        ({"rule": OPINION, "confidence": 0.6, "return_date": "2026-03-16"}, {"confidence": 0.9}, False),
    ],
)
def test_only_what_has_effects_differs(was: dict[str, Any], new: dict[str, Any], alike: bool) -> None:
    assert same(Kind.OTHER, was, Kind.OTHER, {"confidence": 0.5, **new}) is alike


def test_another_kind_is_another_reading() -> None:
    assert not same(Kind.OTHER, {}, Kind.INTERESTED, {"confidence": 0.5})
    assert not same(None, {}, Kind.OTHER, {"confidence": 0.5})


def test_the_version_is_short_and_stays() -> None:
    assert version() == version()
    assert len(version()) == 12
