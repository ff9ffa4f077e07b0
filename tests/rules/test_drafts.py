"""Drafts: one sentence why, one question (M9, M21)."""

import pytest

from engine.rules.drafts import referral_draft
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import Relation

MARA = Person(Relation.REFERRAL, "Mara Lind", "mara@example.com")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja", ""])
def test_a_draft_names_the_referrer_and_asks_one_question(language: str) -> None:
    draft = referral_draft([MARA], "Alex Sample", "Robin Rep", language)
    assert draft.startswith("Draft to Mara Lind (mara@example.com):")
    assert "Alex Sample" in draft
    assert draft.count("?") == 1
    assert draft.endswith("Robin Rep")


@pytest.mark.parametrize(
    ("person", "says"),
    [
        pytest.param(Person(Relation.REFERRAL, "Mara", phone="+1 555 0100"), "(+1 555 0100)", id="phone only"),
        pytest.param(Person(Relation.REFERRAL, "Mara"), "(address not given: ask for it)", id="name only"),
        pytest.param(Person(Relation.REFERRAL, "", "mara@example.com"), "Hi there,", id="address only"),
    ],
)
def test_what_is_not_known_is_said(person: Person, says: str) -> None:
    assert says in referral_draft([person], "Alex Sample", "Robin Rep", "en")


def test_nobody_named_no_draft() -> None:
    assert referral_draft([], "Alex Sample", "Robin Rep", "en") == ""
