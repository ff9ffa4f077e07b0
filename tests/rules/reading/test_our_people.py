import pytest

from engine.rules.reading.our_people import BEFORE, WORKERS


@pytest.mark.parametrize(
    "before",
    [
        "your colleague ",
        "Your sales rep, ",
        "your co-worker Mr. ",
        "your team mate ",
        "an assistant of yours, ",
        "Ihr Kollege Herr ",
        "eure Mitarbeiterin ",
        "votre collègue ",
        "vos collegues ",
        "votre confrère ",
        "votre collaboratrice ",
        "tu compañero ",
        "vuestra colega ",
        "vossa colega ",
        "vostra collega ",
        "jullie collega's ",
        "din kollega ",
        "kolleganne ",
        "Twój kolega ",
        "Pana współpracownik ",
        "vašeho kolegu ",
        "Su compañera ",
        "sua collega ",
        "御社の",
        "您的同事",
    ],
)
def test_what_is_looked_for_first_is_before_everybody_who_is_ours(before: str) -> None:
    assert BEFORE.search(before)
    assert WORKERS.search(before)
