"""Machines' mail that shows by nothing that it answers one of ours: no thread, and a title of its own."""

# ruff: noqa: E501 -- one row of a table reads best on one line

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail

GATES = {
    "Please confirm your message": "You have written to a mailbox that only takes mail from known senders. To have "
    "your message delivered, open https://gate.example.com/c/81 and confirm that you are a person.",
    "Ihre Nachricht wartet": "Ihre E-Mail wurde noch nicht zugestellt. Unbekannte Absender bestätigen sich einmalig "
    "unter https://schleuse.example.com, danach kommt jede Nachricht an.",
    "Votre message est en attente": "Ce compte filtre les expéditeurs inconnus. Confirmez votre adresse en cliquant "
    "sur https://filtre.example.com/v, votre message sera alors remis.",
}
NEWS = {
    "Your invoice 2231": "Please find attached the invoice for March. It is payable within thirty days. Thank you for "
    "shopping with us.",
    "Password changed": "The password of your account was changed today. If it was not you, contact our support "
    "at once.",
    "New comment on your issue": "Sam commented: I can reproduce this on the current version. Could you send the log?",
}


def kinds(subject: str, text: str, **headers: tuple[str, ...]) -> set[Kind]:
    mail = make_mail(text, subject=subject, thread=False, headers=headers, sender="Box <box@acme.test>")
    return {classify(mail, known_thread=known).kind for known in (None, False)}


@pytest.mark.parametrize("subject", GATES)
def test_a_gate_is_known_by_its_words_under_a_machines_header(subject: str) -> None:
    assert kinds(subject, GATES[subject], **{"auto-submitted": ("auto-generated",)}) == {Kind.CHALLENGE}


@pytest.mark.parametrize("subject", NEWS)
def test_what_a_machine_tells_of_something_else_is_no_note(subject: str) -> None:
    assert kinds(subject, NEWS[subject], **{"auto-submitted": ("auto-generated",)}) == {Kind.UNRELATED}


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "One more step",
            "Nothing you wrote has been read yet. Solve the captcha at https://gate.example.com/4 and your mail is delivered.",
        ),
        (
            "送信者確認のお願い",
            "迷惑メール対策のため、初めての送信者には確認をお願いしております。下記URLをクリックすると、お送りいただいたメールが配信されます。 https://kakunin.example.com/1",
        ),
    ],
)
def test_a_gate_that_speaks_of_the_mail_it_holds_is_one_though_nothing_asks_for_it(subject, text):
    """It speaks of spam and of lists, which is no opt-out."""
    assert kinds(subject, text) == {Kind.CHALLENGE}


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Neue Anmeldung",
            "Bitte bestätigen Sie Ihre Anmeldung zum Newsletter mit einem Klick: https://news.example.com/b",
        ),
        (
            "You have 5 undelivered messages",
            "Dear Rina, 5 messages could not be delivered to your inbox. Click here to release messages.",
        ),
    ],
)
def test_a_registration_and_a_fraud_keep_no_gate(subject, text):
    assert Kind.CHALLENGE not in kinds(subject, text)
