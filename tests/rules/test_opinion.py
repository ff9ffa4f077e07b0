"""A second opinion is asked for seldom, said in one word, and never un-hears an opt-out."""

from time import process_time

import pytest

from engine.rules.opinion import CONFIDENCE, INSTRUCTION, MEANINGS, joined, kind_of, wanted
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.rereading import OPINION
from engine.rules.vocabulary import HUMAN_KINDS, Kind, Relation

UNSURE = Verdict(Kind.OTHER, 0.2, "human", "Hm.")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("confidence", [0.1, 0.49, 0.5, 0.9])
def test_it_is_asked_for_when_a_person_wrote_and_the_rules_are_unsure(kind: Kind, confidence: float) -> None:
    asked = wanted(Verdict(kind, confidence, "x", ""), 0.5)
    assert asked == (kind in HUMAN_KINDS and kind is not Kind.UNSUBSCRIBE and confidence < 0.5)


def test_every_human_kind_may_be_said() -> None:
    assert set(MEANINGS) == HUMAN_KINDS
    assert all(f"\n{kind}: " in INSTRUCTION for kind in HUMAN_KINDS)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("interested", Kind.INTERESTED),
        ('  "Not interested."\n', Kind.NOT_INTERESTED),
        ("**not_now**", Kind.NOT_NOW),
        ("wrong-person", Kind.WRONG_PERSON),
        ("interested: they want a call", Kind.INTERESTED),
        ("kind: not interested", Kind.NOT_INTERESTED),
        ("**Kind:** `referral`", Kind.REFERRAL),
        ('{"kind": "not_now"}', Kind.NOT_NOW),
        ("interested\n\nThe person wants to talk.", Kind.INTERESTED),
        ("<think>Not interested? No: they\nwant a call.</think>\n\ninterested", Kind.INTERESTED),
        ("<think>The person wants a call, so interested", None),
        ("I would say: interested", None),
        ("not really interested", None),
        ("interested, because they want a call", None),
        ("bounce", None),
        ("own_mail", None),
        ("", None),
    ],
)
def test_one_word_counts_however_it_is_dressed(answer: str, kind: Kind | None) -> None:
    assert kind_of(answer) is kind


def test_the_verdict_says_where_it_came_from() -> None:
    found = joined(UNSURE, Kind.INTERESTED, "small at 127.0.0.1:1")
    assert (found.kind, found.confidence, found.rule) == (Kind.INTERESTED, CONFIDENCE, OPINION)
    assert found.because == "small at 127.0.0.1:1 says interested; the rules said other (20%): Hm."


@pytest.mark.parametrize("kind", [Kind.OTHER, UNSURE.kind])
def test_who_agrees_or_cannot_tell_changes_nothing(kind: Kind) -> None:
    assert joined(UNSURE, kind, "x") is UNSURE


def test_a_referral_names_somebody() -> None:
    assert joined(UNSURE, Kind.REFERRAL, "x").kind is Kind.WRONG_PERSON
    named = Verdict(Kind.OTHER, 0.2, "human", "Hm.", people=(Person(Relation.REFERRAL, "Mara"),))
    assert joined(named, Kind.REFERRAL, "x").kind is Kind.REFERRAL


@pytest.mark.parametrize("sign", ["_", "- ", "kind", "**"])
def test_a_model_that_repeats_itself_without_end_keeps_nobody_waiting(sign: str) -> None:
    begun = process_time()
    assert kind_of(sign * 16_000) is None
    assert process_time() - begun < 1
    assert kind_of("interested: " + sign * 16_000) is Kind.INTERESTED
