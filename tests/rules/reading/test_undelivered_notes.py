"""Notes that say, as a mail system does, that a mail was not delivered."""

# ruff: noqa: E501 -- one row of a table reads best on one line

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import BounceClass, Kind
from tests.rules.reading.answers import make_mail


@pytest.mark.parametrize("sender", ["Dana Reed <dana@reader.test>", "Mail gateway <gateway@reader.test>"])
@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        (
            "Mail delivery failed",
            "Mail delivery failed: sender not verified. Click https://reader.test/6 to verify your address.",
            Kind.CHALLENGE,
        ),
        (
            "Message not delivered yet",
            "Your message could not be delivered because you are not on the list of approved senders. Reply to this message to be added.",
            Kind.CHALLENGE,
        ),
        (
            "Nicht zugestellt",
            "Ihre E-Mail an dana@reader.test wurde nicht zugestellt. Bitte bestätigen Sie unter https://reader.test/3, dass Sie ein Mensch sind.",
            Kind.CHALLENGE,
        ),
        (
            "Undelivered",
            "Your message could not be delivered because Dana Reed no longer works for us. Please contact Simon Pugh at simon@reader.test.",
            Kind.LEFT_COMPANY,
        ),
        (
            "Message non remis",
            "Dana Reed a quitté la société. Votre message n'a pas été remis. Contactez simon@reader.test.",
            Kind.LEFT_COMPANY,
        ),
        (
            "Not delivered",
            "You wrote to an old address. Your message was not delivered. My new address is dana.reed@new.test.",
            Kind.ADDRESS_CHANGED,
        ),
    ],
)
def test_a_note_that_says_that_nothing_was_delivered_is_no_bounce(sender, subject, text, kind):
    """No server's code, no mail returned: the address it names is whom to write to instead, and not one that failed."""
    mail = make_mail(text, subject=subject, sender=sender, auto=True)
    verdict = classify(mail, known_thread=True)
    assert (verdict.kind, verdict.failed_recipients) == (kind, ())


def test_a_mail_system_that_says_so_is_believed():
    text = "Your message could not be delivered: dana@reader.test no longer works for us."
    mail = make_mail(text, subject="Undelivered", sender="Mail <mailer-daemon@reader.test>", auto=True)
    assert classify(mail, known_thread=True).kind is Kind.BOUNCE


@pytest.mark.parametrize(
    "text",
    [
        "Your message could not be delivered to dana@reader.test: user unknown. Please verify the address and try again.",
        "Your message to dana@reader.test could not be delivered. The mailbox does not exist. For help, click the link to our page on how to verify an address.",
        "Ihre Nachricht an dana@reader.test konnte nicht zugestellt werden. Der Empfänger ist unbekannt. Bitte beantworten Sie diese Nachricht nicht.",
        "Votre message à dana@reader.test n'a pas pu être remis : utilisateur inconnu. Pour en savoir plus, cliquez ici.",
        "Su mensaje a dana@reader.test no pudo ser entregado: buzón inexistente. Para más información haga clic aquí.",
        "Il messaggio a dana@reader.test non può essere consegnato: casella inesistente. Verificare l'indirizzo e riprovare.",
    ],
)
@pytest.mark.parametrize("sender", ["Mail <mailer-daemon@reader.test>", "Mail gateway <gateway@reader.test>"])
def test_who_is_asked_to_check_an_address_that_does_not_exist_is_not_asked_for_proof(sender, text):
    verdict = classify(make_mail(text, subject="Mail delivery failed", sender=sender, auto=True), known_thread=True)
    assert (verdict.kind, verdict.bounce) == (Kind.BOUNCE, BounceClass.HARD)
    assert verdict.failed_recipients == ("dana@reader.test",)


def test_a_mail_system_asks_for_no_proof():
    text = "No se pudo entregar el mensaje a dana@reader.test. Verifique la dirección y vuelva a enviar el mensaje."
    mail = make_mail(text, subject="No entregado", sender="Mail <mailer-daemon@reader.test>", auto=True)
    assert classify(mail, known_thread=True).kind is Kind.BOUNCE
