"""Notes that say, as a mail system does, that a mail was not delivered."""

# ruff: noqa: E501 -- one row of a table reads best on one line

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import Kind
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
