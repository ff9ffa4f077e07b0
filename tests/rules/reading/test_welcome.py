"""Whoever asks us not to hesitate to write asks for the contrary of being left alone."""

import pytest

from engine.rules.reading.human import human_answer
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the offer. Please do not hesitate to contact me.",
        "Zögern Sie nicht, mich anzurufen.",
        "N'hésitez pas à nous appeler.",
        "No dude en llamarme.",
        "Não hesite em escrever.",
        "Non esiti a chiamarmi.",
        "Aarzel niet om te bellen.",
        "Tveka inte att kontakta mig.",
        "Tøv ikke med at ringe.",
        "Ikke nøl med å ta kontakt.",
        "Proszę nie wahać się zadzwonić.",
        "ご遠慮なくお電話ください。",
        "Neváhejte mi zavolat.",
    ],
)
def test_whoever_is_glad_of_a_call_wants_no_silence(text):
    verdict = human_answer(make_mail(text))
    assert verdict is not None
    assert verdict.kind is not Kind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "text",
    [
        "Please do not hesitate to remove me from your list.",
        "Zögern Sie nicht, meine Adresse zu löschen.",
        "Take me off your list, please. If anything is unclear, do not hesitate to contact me.",
    ],
)
def test_an_opt_out_in_such_words_is_heard(text):
    verdict = human_answer(make_mail(text))
    assert verdict is not None
    assert verdict.kind is Kind.UNSUBSCRIBE
