"""Who is handed over to, in any order of words, and who is spoken of and is nobody to turn to."""

import pytest

from engine.rules.reading.human import human_answer
from engine.rules.reading.people import referred_people
from engine.rules.vocabulary import Kind, Relation
from tests.rules.reading.answers import make_mail


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please talk to Jo Park about this.", ["Jo Park"]),
        ("Please contact April Jones or May Lee.", ["April Jones", "May Lee"]),
        ("Jo Marsh is your man.", ["Jo Marsh"]),
        ("Bitte an Ann Roy wenden.", ["Ann Roy"]),
        ("Jan Vogt kümmert sich darum.", ["Jan Vogt"]),
        ("Kari Moe har ansvaret.", ["Kari Moe"]),
        ("Det er Mette Holm, der står for det.", ["Mette Holm"]),
    ],
)
def test_somebody_named_where_a_phrase_hands_over_is_a_referral(text: str, found: list[str]) -> None:
    verdict = human_answer(make_mail(text))
    assert verdict is not None
    assert (verdict.kind, [person.name for person in verdict.people]) == (Kind.REFERRAL, found)


@pytest.mark.parametrize(
    "text",
    [
        "J'ajoute Jo Park à cet échange.",
        "Incluo a Jo Park nesta conversa.",
        "Aggiungo Jo Park alla conversazione.",
        "Ich nehme meine Kollegin Jo Park in den Verteiler.",
        "Jag lägger till Jo Park i tråden.",
    ],
)
def test_whoever_is_said_to_be_copied_is_referred_to(text: str) -> None:
    verdict = human_answer(make_mail(text, cc="Jo Park <jo.park@example.com>"))
    assert verdict is not None
    assert [person.email for person in verdict.people] == ["jo.park@example.com"]


@pytest.mark.parametrize(
    "text",
    [
        "Our director Helen Marsh said no to this.",
        "Onze directeur Henk Blom heeft nee gezegd.",
        "Vou falar com a minha chefe Inês Couto.",
        "Jeg vender det med min chef Dorte Lund.",
        "Ich bin die Nachfolgerin von Uwe Lenz, zuständig für Pumpen.",
    ],
)
def test_a_boss_who_refused_or_is_asked_and_a_predecessor_are_nobody_to_turn_to(text: str) -> None:
    assert referred_people(make_mail(text), Relation.REFERRAL) == ()
