"""Machines' mail that shows by nothing that it answers one of ours: no thread, and a title of its own."""

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
