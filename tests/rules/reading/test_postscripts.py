"""What goes on below a signature."""

import pytest

from engine.rules.reading.words import split

SIGNED = "Best regards\nAnna Keller\nHead of Logistics\nT +49 30 5550102"
POSTSCRIPTS = [
    "PS: please do not contact me again.",
    "P.S. Take me off your list.",
    "PPS we are closed in May.",
    "P.-S. : veuillez me retirer de votre liste.",
    "NB : écrivez plutôt à Paul, paul@kunde.test",
    "PD: no me escriba más.",
    "P.D. Llámeme el jueves.",
    "PS. Wypisz mnie z listy.",
    "Nachtrag: Bitte löschen Sie meine Daten.",
    "N.B.: non mi scriva più.",
    "P. S.: Ta bort mig.",
    "追伸：今後のメールは不要です。",
    "附言：请不要再联系我。",
]
REQUESTS = [
    "And please remove me from your mailing list.",
    "Bitte schreiben Sie mir nicht mehr.",
    "Merci de ne plus m'écrire.",
    "Por favor, no me escriban más.",
    "Graag mij niet meer mailen.",
    "Ta bort mig från er lista.",
    "请不要再给我发邮件,删除我的地址。",
]
NONE = [
    "PS Logistics GmbH",
    "P.S. Kumar",
    "NB Consulting",
    "PS: This message is confidential and intended only for the addressee.",
    "To stop receiving emails from Kunde click here.",
    "If you have received this in error, notify us and delete it.",
    "Connect with me: www.kunde.test",
]


@pytest.mark.parametrize("more", [*POSTSCRIPTS, *REQUESTS])
@pytest.mark.parametrize("signed", [SIGNED, "--\nAnna", "Sent from my iPhone"])
def test_a_postscript_is_own_words(more: str, signed: str) -> None:
    words = split(f"No need.\n\n{signed}\n\n{more}\n\nThis message is confidential.")
    assert (words.text, words.signature.split("\n")[0]) == (f"No need.\n\n{more}", signed.split("\n")[0])


def test_a_request_right_below_the_name_is_own_words() -> None:
    words = split("No.\n\nBest regards\nAnna\nPlease remove me from your list.\nwww.kunde.test")
    assert words.text.startswith("No.\n\nPlease remove me from your list.")


def test_a_line_of_a_disclaimer_is_no_request() -> None:
    body = "No.\n\n--\nAnna\nThis mail is confidential. If you are not meant,\nplease notify me and delete it."
    assert split(body).text == "No."


@pytest.mark.parametrize("more", NONE)
def test_what_is_no_postscript_stays_with_the_signature(more: str) -> None:
    assert split(f"No need.\n\n{SIGNED}\n\n{more}").text == "No need."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("Sent from my iPhone\n\nPlease remove me.", "Please remove me.", id="below a phone's line"),
        pytest.param("---\nPlease call us on Friday.\n---", "Please call us on Friday.", id="between rules"),
        pytest.param("> Who?\n\n--\nAnna\n\nunsubscribe", "unsubscribe", id="a word"),
        pytest.param("--\nAnna Keller\nKunde GmbH", "", id="nothing but a signature"),
        pytest.param("No.\n\n--\nAnna\n\nUnsubscribe", "No.", id="a link below an answer"),
    ],
)
def test_where_nothing_else_is_said_a_word_below_a_signature_counts(body: str, text: str) -> None:
    assert split(body).text == text


def test_postscripts_have_a_limit() -> None:
    words = split("Yes.\n\n" + "--\nPS: we are closed.\n" * 6)
    assert (words.text.count("PS"), words.signature.count("PS")) == (3, 3)
