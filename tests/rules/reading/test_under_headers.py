"""What a person says under a machine's header, and what a machine says of itself."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.reading.human import RULE
from engine.rules.reading.in_so_many_words import is_machines_own, sentence_of
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.mime import parse
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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Not interested, thanks.", Kind.NOT_INTERESTED),
        ("No, gracias.", Kind.NOT_INTERESTED),
        ("Oui, avec plaisir.", Kind.INTERESTED),
        ("What does it cost?", Kind.QUESTION),
    ],
)
def test_that_may_be_few_words_that_say_they_reply(text, kind):
    found = classify(make_mail(text, headers=REPLIED), known_thread=True)
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


def by_calendar(method: str, words: str, comment: str = "", organizer: str = "kim@firma.test") -> ParsedMail:
    event = f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nORGANIZER;CN=Kim:mailto:{organizer}\n"
    said = f"COMMENT;LANGUAGE=en:{comment}\n" if comment else ""
    head = "From: Kim <kim@firma.test>\nTo: rep@example.com\nSubject: Call\nContent-Type: multipart/mixed; boundary=q\n"
    plain = f"--q\nContent-Type: text/plain\n\n{words}\n"
    ics = f"--q\nContent-Type: text/calendar\n\n{event}{said}END:VEVENT\nEND:VCALENDAR\n--q--\n"
    return parse(f"{head}\n{plain}{ics}".encode())


ASKED = "Please remove me from your mailing list and do not contact me again."
FOLDED = ASKED.replace("and do", "and\n  do")


@pytest.mark.parametrize(
    "mail",
    [
        pytest.param(by_calendar("REPLY", ASKED), id="text"),
        pytest.param(by_calendar("REPLY", "Kim declined.", FOLDED), id="comment, folded"),
        pytest.param(by_calendar("CANCEL", f"Sorry.\\n{ASKED}"), id="cancelled"),
        pytest.param(by_calendar("REQUEST", ASKED), id="invitation"),
    ],
)  # fmt: skip
def test_an_opt_out_in_what_a_calendar_sent(mail):
    found = classify(mail, known_thread=True)
    assert (found.kind, found.doubts) == (Kind.UNSUBSCRIBE, True)
    assert ASKED in found.because


def test_the_answer_to_an_invitation_is_no_more_than_that():
    assert classify(by_calendar("REPLY", "See you on Tuesday."), known_thread=True).kind is Kind.CALENDAR


@pytest.mark.parametrize(
    ("method", "words", "kind"),
    [
        ("REQUEST", "Hi Robin, I have put a slot in our calendars.", Kind.INTERESTED),
        ("REQUEST", "", Kind.INTERESTED),
        ("COUNTER", "Friday suits me better, I am interested.", Kind.INTERESTED),
        ("COUNTER", "Please talk to Mara Lind instead, mara.lind@firma.test.", Kind.REFERRAL),
    ],
)
def test_who_proposes_a_time_has_answered(method, words, kind):
    assert classify(by_calendar(method, words), known_thread=True).kind is kind


@pytest.mark.parametrize("known_thread", [False, None])
def test_a_strangers_invitation_is_their_calendars(known_thread):
    assert classify(by_calendar("REQUEST", "Let us talk."), known_thread=known_thread).kind is Kind.CALENDAR


def test_nor_is_our_own_that_comes_back_an_answer():
    mail = by_calendar("REQUEST", "Forwarded.", organizer="Rep@example.com")
    found = classify(mail, own_addresses=frozenset({"rep@example.com"}), known_thread=True)
    assert found.kind is Kind.CALENDAR


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Declined: your offer", "Thanks Robin, we decided not to go ahead. No budget.", Kind.NOT_INTERESTED),
        ("Accepted: your offer of a call", "Call me tomorrow at 10.", Kind.INTERESTED),
        ("Absage: Ihr Angebot", "Wir haben uns anders entschieden und haben kein Interesse.", Kind.NOT_INTERESTED),
        ("Declined: Intro call", "Kim has declined this invitation.", Kind.CALENDAR),
        ("Zusage: Telefonat", "Wann: Mittwoch, 16. September 2026 10:00", Kind.CALENDAR),
        ("Refusé : Appel", "", Kind.CALENDAR),
    ],
)
def test_a_subject_alone_is_no_calendar(subject, text, kind):
    assert classify(make_mail(text, subject=subject), known_thread=True).kind is kind


def test_who_asks_about_a_report_that_came_back_does_not_opt_out():
    report = "From: MAILER-DAEMON@firma.test\nSubject: Undelivered Mail Returned to Sender\n\nx@y.test: user unknown"
    head = "From: Kim <kim@firma.test>\nTo: rep@example.com\nSubject: Re: x\nIn-Reply-To: <o@example.com>\n"
    words = "I got this back from your invoice mail, can you check?"
    parts = f"--q\nContent-Type: text/plain\n\n{words}\n--q\nContent-Type: message/rfc822\n\n{report}\n--q--\n"
    mail = parse(f"{head}Content-Type: multipart/mixed; boundary=q\n\n{parts}".encode())
    assert classify(mail, known_thread=True).kind is not Kind.UNSUBSCRIBE
