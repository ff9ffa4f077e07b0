"""What help desks and mailboxes of nobody in particular say by themselves."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.desks import desk_signs, is_role
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail

DESK = "Desk <purchasing@b.test>"


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("info@b.test", True),
        ("no-reply@b.test", True),
        ("svar-ej@b.test", True),
        ("e.j.svartvik@b.test", False),
        ("svare.jensen@b.test", False),
        ("purchasing@b.test", True),
        ("postmottak@b.test", True),
        ("accounts.payable@b.test", True),
        ("noresponda@b.test", True),
        ("bitte-nicht-antworten@b.test", True),
        ("ne.pas.repondre@b.test", True),
        ("jane.doe@b.test", False),
        ("nora.svarstad@b.test", False),
        ("m.press@b.test", False),
    ],
)
def test_mailboxes_of_nobody_in_particular(email, role):
    assert is_role(make_mail("", sender=f"A <{email}>")) is role


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Your email was recorded. We look into it.", {"received", "please wait"}),
        ("We've opened a request for you.", {"received"}),
        ("Ihr Anliegen wurde erfasst.", {"received"}),
        ("Votre courriel est bien parvenu au service.", {"received"}),
        ("Su correo ha quedado registrado.", {"received"}),
        ("La Sua segnalazione è pervenuta, risponderemo quanto prima.", {"received", "please wait"}),
        ("Henvendelsen: vi har mottatt henvendelsen din.", {"received"}),
        ("Mesajınız tarafımıza ulaşmıştır. En kısa sürede dönüş yapılacaktır.", {"received", "please wait"}),
        ("Levelét megkaptuk, munkatársunk 2 munkanapon belül válaszol.", {"received", "please wait"}),
        ("This mailbox is not monitored.", {"unattended"}),
        ("Este buzón no admite respuestas.", {"unattended"}),
        ("Cette adresse sert uniquement à l'envoi de factures.", {"unattended"}),
        ("このメールは送信専用です。", {"unattended"}),
        ("We are here from 9am to 5.30pm.", {"hours"}),
        ("Sie erreichen uns von 8 bis 16 Uhr.", {"hours"}),
        ("Let us meet at ten.", set()),
    ],
)
def test_what_a_desk_says(text, signs):
    assert set(desk_signs(make_mail(text))) == signs


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This mailbox is not monitored. Write to help@b.test.", Kind.AUTO_ACKNOWLEDGEMENT),
        ("Cette adresse sert uniquement à l'envoi de factures. Écrivez à clients@b.test.", Kind.AUTO_ACKNOWLEDGEMENT),
        ("The purchasing@ mailbox has been closed. Our new address is buying@b.test.", Kind.ADDRESS_CHANGED),
    ],
)
def test_who_sends_elsewhere_has_not_moved(text, kind):
    verdict = classify(make_mail(text, sender=DESK, auto=True), known_thread=True)
    assert verdict.kind is kind
