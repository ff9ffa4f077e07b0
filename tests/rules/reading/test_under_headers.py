"""What a person says under a machine's header, and what a machine says of itself."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.human import RULE
from engine.rules.reading.in_so_many_words import is_machines_own, sentence_of
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail

REPLIED, GENERATED = {"auto-submitted": ("auto-replied",)}, {"auto-submitted": ("auto-generated",)}
BY_GATEWAY = {"precedence": ("auto_reply",)}

OPT_OUTS = """
Please remove this address from your mailing list.
Please do not contact me again.
Stop sending me e-mails.
Bitte streichen Sie diese Adresse aus Ihrer Liste.
Bitte schreiben Sie uns nicht mehr.
Veuillez retirer cette adresse de votre liste.
Merci de ne plus nous écrire.
Por favor, elimine esta dirección de su lista.
No vuelvan a contactarnos.
Rimuoveteci dalla vostra lista.
Non scriveteci più.
Por favor, remova este endereço da sua lista.
Verwijder ons uit uw bestand.
Vänligen ta bort oss från er lista.
Fjern os venligst fra jeres liste.
Ikke kontakt oss mer.
Prosimy usunąć nasz adres z Państwa bazy.
リストから弊社のアドレスを削除してください。
请不要再给我们发邮件。
"""
OF_MACHINES = """
Please do not reply to this message.
To stop receiving ticket updates click here.
Unsubscribe from our newsletter here.
E-mails to this address are deleted.
My mails are deleted while I am away, please write to me again after 5 December.
Please do not send us applications by mail.
Please do not contact me during my leave.
You may ask us to delete your data at any time.
Bitte antworten Sie nicht auf diese E-Mail.
Ihre Nachricht wird nicht weitergeleitet und gelöscht.
Sie können sich jederzeit von unserem Newsletter abmelden.
Merci de ne pas répondre à ce message.
Pour ne plus recevoir nos messages, cliquez ici.
No responda a este mensaje.
Si ya no desea recibir nuestros correos, haga clic aquí.
Non rispondere a questo messaggio.
Niet beantwoorden a.u.b.
本メールには返信しないでください。
请勿回复此邮件。
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("asked", lines(OPT_OUTS))
@pytest.mark.parametrize("headers", [REPLIED, GENERATED, BY_GATEWAY])
def test_an_opt_out_is_obeyed_whatever_sent_it(asked, headers):
    found = classify(make_mail(asked, headers=headers), known_thread=True)
    assert (found.kind, found.doubts) == (Kind.UNSUBSCRIBE, True)


@pytest.mark.parametrize("asked", lines(OPT_OUTS))
def test_an_opt_out_is_heard_inside_an_absence_note(asked):
    note = f"I am out of the office until 5 May. {asked}"
    found = classify(make_mail(note, subject="Automatic reply: Lamps", headers=REPLIED), known_thread=True)
    assert (found.kind, found.because, found.doubts) == (Kind.UNSUBSCRIBE, asked, True)


def test_on_a_condition_too():
    note = "I am away until 5 May. If this is a sales pitch: please do not contact me again."
    assert classify(make_mail(note, headers=REPLIED), known_thread=True).kind is Kind.UNSUBSCRIBE


@pytest.mark.parametrize("said", lines(OF_MACHINES))
def test_what_machines_say_is_none(said):
    assert sentence_of(said) == ""
    for note in (f"I am out of the office until 5 May. {said}", f"We have received your request. {said}"):
        found = classify(make_mail(note, subject="Automatic reply: Lamps", headers=REPLIED), known_thread=True)
        assert found.kind in {Kind.OUT_OF_OFFICE, Kind.AUTO_ACKNOWLEDGEMENT}
        assert classify(make_mail(note, headers=GENERATED), known_thread=True).kind is not Kind.UNSUBSCRIBE


def test_a_list_of_theirs_is_theirs_to_keep():
    assert is_machines_own("You are now subscribed. Unsubscribe here.")
    assert not is_machines_own("Unsubscribe from our letter here. And please remove me from your list.")
    letter = make_mail(
        "You are now subscribed to the lamp letter. Unsubscribe here.",
        thread=False,
        sender="Lamps <noreply@lamps.test>",
        subject="Welcome",
    )
    assert classify(letter, known_thread=False).kind is Kind.UNRELATED


@pytest.mark.parametrize("headers", [GENERATED, BY_GATEWAY])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Yes, please send an offer.", Kind.INTERESTED),
        ("Thanks, but we are happy with our current provider.", Kind.NOT_INTERESTED),
        ("Please write to Jo Park, jo.park@example.com.", Kind.REFERRAL),
        ("We would be interested in a demo. Could you call me on Tuesday at 10?", Kind.INTERESTED),
        ("Nein danke, wir haben schon einen Anbieter.", Kind.NOT_INTERESTED),
        ("Merry Christmas and a happy new year!", Kind.OTHER),
    ],
)
def test_what_is_like_no_note_a_person_decides(text, kind, headers):
    found = classify(make_mail(text, headers=headers), known_thread=True)
    assert (found.kind, found.doubts) == (kind, True)


def test_however_long_it_is():
    talk = "We have been shipping lamps all over Europe since 1964, and I have read your mail with care. " * 20
    found = classify(make_mail(f"Yes, please send an offer. {talk}", headers=GENERATED), known_thread=True)
    assert (found.rule, found.doubts) == (RULE, True)


@pytest.mark.parametrize(
    "text", ["Merry Christmas and a happy new year!", "Thanks, but we are happy with what we have."]
)
def test_what_a_responder_sent_and_is_like_no_note_is_in_doubt(text):
    assert classify(make_mail(text, headers=REPLIED), known_thread=True).doubts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I am out of the office until 5 May and will answer when I am back.", Kind.OUT_OF_OFFICE),
        ("Kofi Boateng is no longer employed here.", Kind.LEFT_COMPANY),
        (
            "Thank you for contacting us. We have received your request and will reply shortly.",
            Kind.AUTO_ACKNOWLEDGEMENT,
        ),
        ("My email address has changed from anna.k@old.example to anna.k@new.example.", Kind.ADDRESS_CHANGED),
    ],
)
@pytest.mark.parametrize("headers", [REPLIED, GENERATED, BY_GATEWAY])
def test_a_note_stays_one(text, kind, headers):
    found = classify(make_mail(text, headers=headers), known_thread=True)
    assert (found.kind, found.doubts) == (kind, False)
