"""Bounces: what the words and codes of a refusal mean, and which mail is no bounce although it looks like one."""

import pytest

from engine.rules.reading.bounce_class import bounce_class
from engine.rules.reading.bounces import bounce
from engine.rules.reading.chain import read
from engine.rules.reading.dsn import recipient
from engine.rules.reading.mime import parse
from engine.rules.vocabulary import BounceClass, Kind

HARD, SOFT, BLOCK = BounceClass.HARD, BounceClass.SOFT, BounceClass.BLOCK


@pytest.mark.parametrize(
    ("status", "words", "verdict"),
    [
        pytest.param("5.1.1", "550 5.1.1 <lee@reader.test>... User unknown", HARD, id="user unknown"),
        pytest.param("5.0.0", "550 Requested action not taken: mailbox unavailable", HARD, id="mailbox unavailable"),
        pytest.param("", "550 sorry, no mailbox here by that name", HARD, id="no mailbox"),
        pytest.param("5.7.1", "554 Recipient address rejected: Nonexistent user", HARD, id="block code, dead words"),
        pytest.param("5.4.4", "Host or domain name not found", HARD, id="no domain"),
        pytest.param("", "The user has moved to another company", HARD, id="moved"),
        pytest.param("", "This person is no longer employed here", HARD, id="no longer employed"),
        pytest.param("", "user lee not listed in Domino Directory", HARD, id="domino"),
        pytest.param("", "l'utilisateur est inconnu", HARD, id="french"),
        pytest.param("", "Die Adresse existiert nicht", HARD, id="german"),
        pytest.param("", "el usuario no existe", HARD, id="spanish"),
        pytest.param("", "такой пользователь не найден", HARD, id="russian"),
        pytest.param("5.2.2", "552 mailbox full", SOFT, id="full"),
        pytest.param("", "The recipient's mailbox is full", SOFT, id="full in words"),
        pytest.param("5.1.1", "user is over quota", SOFT, id="dead code, full words"),
        pytest.param("", "Das Postfach ist voll", SOFT, id="full in german"),
        pytest.param("5.3.4", "message size exceeds fixed limit", SOFT, id="too large"),
        pytest.param("4.4.1", "connection timed out", SOFT, id="timed out"),
        pytest.param("4.7.1", "greylisted, try again in five minutes", SOFT, id="greylisted"),
        pytest.param("5.2.1", "The account is disabled", SOFT, id="switched off, not gone"),
        pytest.param("5.4.6", "mail loops back to myself", SOFT, id="loop"),
        pytest.param("4.0.0", "system error", SOFT, id="system error"),
        pytest.param("5.7.1", "message rejected as spam", BLOCK, id="spam"),
        pytest.param("5.0.0", "554 service unavailable; client host blocked using a block list", BLOCK, id="listed"),
        pytest.param("5.7.26", "not accepted due to domain's DMARC policy", BLOCK, id="dmarc"),
        pytest.param("5.1.8", "Sender address rejected: Domain not found", BLOCK, id="our own domain"),
        pytest.param("5.7.1", "relay access denied", BLOCK, id="relay"),
        pytest.param("5.5.0", "550 HELO/EHLO name invalid", BLOCK, id="greeting"),
        pytest.param("5.7.1", "550 too many invalid recipients", BLOCK, id="bad list"),
        pytest.param("5.0.0", "550 administrative prohibition", BLOCK, id="prohibited"),
        pytest.param("5.7.705", "tenant has exceeded threshold", BLOCK, id="exceeded, but no quota"),
        pytest.param("4.7.28", "unusual rate of mail from your address", BLOCK, id="rate"),
        pytest.param("4.4.3", "Host not found, try again", SOFT, id="a name server's hiccup"),
        pytest.param("4.1.2", "Recipient address rejected: Domain not found", SOFT, id="no domain, for now"),
        pytest.param("5.4.1", "All recipient addresses rejected : Access denied", HARD, id="all of them"),
        pytest.param(
            "", "550 IP 198.51.100.4 is listed, user unknown check skipped", BLOCK, id="listed, not looked up"
        ),
        pytest.param(
            "", "mailbox unavailable invalid DNS MX or A/AAAA resource record", BLOCK, id="our domain's records"
        ),
        pytest.param("", "mailbox unavailable. Reject due to policy restrictions", BLOCK, id="policy, not the mailbox"),
        pytest.param("", "Domain frequency limited", BLOCK, id="frequency"),
        pytest.param("", "发信IP被拒", BLOCK, id="our host, in chinese"),
        pytest.param("", "对方拒收", BLOCK, id="refused, in chinese"),
        pytest.param("", "疑似垃圾邮件", BLOCK, id="spam, in chinese"),
        pytest.param("", "Your e-mail has been filtered", BLOCK, id="filtered"),
        pytest.param("", "A problem occurred. (Ask your postmaster for help)", BLOCK, id="ask your postmaster"),
        pytest.param("", "You have reached a limit for sending mail", BLOCK, id="our limit"),
        pytest.param("5.0.0", "We do not accept mail from you", BLOCK, id="from you"),
        pytest.param("", "The server does not accept mail from your network", BLOCK, id="from your network"),
        pytest.param("", "550 Sorry, you are not in our whitelist", BLOCK, id="not in the list"),
        pytest.param("", "The person you wrote to is gone from this company", HARD, id="gone"),
        pytest.param("", "nicht im Domino-Verzeichnis aufgeführt", HARD, id="domino, in german"),
        pytest.param("", "ne figure pas dans l'annuaire Domino", HARD, id="domino, in french"),
        pytest.param("", "è stato rifiutato: indirizzo non valido", HARD, id="italian, refused"),
        pytest.param("5.2.1", "is disabled, see https://mail.test/?p=DisabledUser", HARD, id="disabled for good"),
        pytest.param("5.1.1", "go away", HARD, id="only the code tells: dead"),
        pytest.param("5.7.0", "go away", BLOCK, id="only the code tells: ours"),
        pytest.param("5.5.0", "go away", SOFT, id="the code does not tell"),
        pytest.param("550", "go away", HARD, id="an SMTP code leans"),
        pytest.param("", "", SOFT, id="nothing is known"),
    ],
)
def test_words_come_before_codes(status: str, words: str, verdict: BounceClass) -> None:
    assert bounce_class(status, words) is verdict


def test_the_report_around_the_reply_is_asked_last() -> None:
    assert bounce_class("5.0.0", "go away", "the mailbox is full") is SOFT
    assert bounce_class("5.1.1", "go away", "the mailbox is full") is HARD


@pytest.mark.parametrize(
    ("value", "address"),
    [
        pytest.param("rfc822; Lee@Reader.Test", "lee@reader.test", id="usual"),
        pytest.param("rfc822;<lee@reader.test>", "lee@reader.test", id="brackets"),
        pytest.param("lee@reader.test", "lee@reader.test", id="no type"),
        pytest.param("rfc822; lee+40reader.test", "lee@reader.test", id="xtext"),
        pytest.param("rfc822;IMCEASMTP-lee+40reader+2Etest@gate.test", "lee@reader.test", id="encapsulated"),
        pytest.param("rfc822;IMCEAEX-_O=READER_CN=LEE@reader.test", "", id="encapsulated, of another kind"),
        pytest.param(r"utf-8; j\x{F6}rg@reader.test", "jörg@reader.test", id="international"),
        pytest.param(r"utf-8; j\x{D800}@reader.test", "", id="half of a letter"),
        pytest.param("X400; c=us;a= ;p=Reader;s=Lee", "", id="x400"),
        pytest.param("rfc822; unknown@reader.test", "", id="made up"),
        pytest.param("", "", id="empty"),
    ],
)
def test_the_recipient_of_a_report(value: str, address: str) -> None:
    assert recipient(value) == address


def notice(subject: str, body: str, *, sender: str = "MAILER-DAEMON@mx.reader.test", more: str = "") -> bytes:
    return f"From: {sender}\nTo: rina@sender.test\nSubject: {subject}\n{more}\n{body}".encode()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(notice("Hello", "Who looks after logistics?", sender="jo@b.test"), id="a person"),
        pytest.param(notice("Weekly statistics", "All is well."), id="a daemon that reports no failure"),
        pytest.param(notice("Undeliverable ideas", "A poem.", sender="jo@b.test"), id="a person with such a subject"),
        pytest.param(
            notice("Re: Undelivered mail", "It could not be delivered.", sender="jo@b.test"), id="an answer about one"
        ),
        pytest.param(
            notice("Delivery failure", "could not be delivered", sender="news@b.test", more="List-Id: <x>\n"),
            id="a list",
        ),
        pytest.param(notice("Undelivered Mail", "\n\n"), id="a daemon that says nothing"),
        pytest.param(
            notice(
                "Delivery failure: order 123",
                "Your order 123 could not be delivered. Address not found.",
                sender='"Shop" <bounces@shop.test>',
            ),
            id="a shop",
        ),
        pytest.param(
            notice(
                "Mail delivery failed",
                "Dear customer, mail delivery failed: your parcel waits. Click here.",
                sender="Mail Delivery <admin@phish.test>",
            ),
            id="a parcel",
        ),
        pytest.param(
            notice(
                "Undelivered messages",
                "Your mailbox is full. Upgrade now to receive 5 pending messages.",
                sender="Mail Administrator <admin@phish.test>",
            ),
            id="messages that wait",
        ),
        pytest.param(
            notice(
                "No entregado", "Su paquete no pudo ser entregado.\n\nayuda@correos.test", sender="admin@correos.test"
            ),
            id="a contact on a line",
        ),
        pytest.param(
            notice("Delivery problem", "Not delivered to the recipient.\n\njo@b.test", sender="Jo <jo.berg@b.test>"),
            id="a person's pallets",
        ),
        pytest.param(
            notice(
                "Delivery problem",
                "It could not be delivered. Call 555 0101 or write to help@parcel.test.",
                sender="smtp@parcel.test",
            ),
            id="a number that is no code",
        ),
    ],
)
def test_no_bounce(raw: bytes) -> None:
    assert bounce(parse(raw)) is None


@pytest.mark.parametrize(
    ("body", "more", "addresses"),
    [
        pytest.param("could not be delivered\n\n<lee@reader.test>: no", "", ("lee@reader.test",), id="on a line"),
        pytest.param("could not be delivered to: lee@reader.test", "", ("lee@reader.test",), id="labelled"),
        pytest.param("cannot be delivered: 550 <lee@reader.test> no", "", ("lee@reader.test",), id="in the reply"),
        pytest.param("not delivered for lee@reader.test, sorry", "", ("lee@reader.test",), id="likely"),
        pytest.param("not delivered; lee@reader.test is away", "", ("lee@reader.test",), id="anywhere"),
        pytest.param("not delivered\n<rina@sender.test>: <postmaster@x.test>", "", (), id="only us and machines"),
        pytest.param(
            "not delivered", "X-Failed-Recipients: a@b.test, c@d.test\n", ("a@b.test", "c@d.test"), id="header"
        ),
        pytest.param("not delivered", "Final-Recipient: rfc822;a@b.test\n", ("a@b.test",), id="a field in the head"),
        pytest.param("not delivered\n\nReceived: x\nTo: <a@b.test>", "", ("a@b.test",), id="the copy in the text"),
        pytest.param("not delivered", "", (), id="nobody named"),
    ],
)
def test_who_did_not_get_it(body: str, more: str, addresses: tuple[str, ...]) -> None:
    verdict = bounce(parse(notice("Undelivered Mail", body, more=more)))
    assert verdict is not None
    assert verdict.failed_recipients == addresses
    assert verdict.confidence == (0.97 if addresses else 0.8)


def test_the_returned_mail_tells_what_the_report_does_not() -> None:
    raw = (
        b"From: MAILER-DAEMON@reader.test\nTo: rina@sender.test\nSubject: Undelivered Mail\n"
        b"Content-Type: multipart/mixed; boundary=q\n\n--q\n\nnot delivered\n"
        b"--q\nContent-Type: message/rfc822\n\nFrom: rina@sender.test\nTo: lee@reader.test\nSubject: Who?\n\nHello\n"
        b"--q\nContent-Type: text/plain\n\nMessage-ID: <out.77@sender.test>\n--q--"
    )
    verdict = bounce(parse(raw))
    assert verdict is not None
    assert (verdict.failed_recipients, verdict.original_message_id) == (("lee@reader.test",), "<out.77@sender.test>")


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        pytest.param("Delayed Mail", "could not be delivered yet", Kind.DELAY, id="by its subject"),
        pytest.param("Delivery report", "not delivered; we will keep trying", Kind.DELAY, id="by its words"),
        pytest.param("Delivery report", "not delivered; will continue. Given up.", Kind.BOUNCE, id="but given up"),
        pytest.param("Delivery report", "not delivered", Kind.BOUNCE, id="final"),
    ],
)
def test_a_delay_is_no_failure(subject: str, body: str, kind: Kind) -> None:
    verdict = bounce(parse(notice(subject, body)))
    assert verdict is not None
    assert verdict.kind is kind


def test_a_report_with_an_unknown_action_is_judged_by_its_words() -> None:
    raw = (
        b"From: MAILER-DAEMON@reader.test\nSubject: Undelivered Mail\nContent-Type: multipart/report; boundary=q\n\n"
        b"--q\n\nnot delivered\n--q\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.test\n--q--"
    )
    verdict = bounce(parse(raw))
    assert verdict is not None
    assert (verdict.kind, verdict.rule) == (Kind.BOUNCE, "failure_notice")


def test_a_report_within_a_report_counts_when_a_mail_system_attached_it() -> None:
    inner = (
        "Content-Type: message/rfc822\n\nFrom: postmaster@in.test\nSubject: Failure\n"
        "Content-Type: message/delivery-status\n\n"
        "Final-Recipient: rfc822; lee@reader.test\nAction: failed\nStatus: 5.1.1\n"
    )
    body = f"--q\n\nSee the attachment.\n--q\n{inner}\n--q--"
    more = "Content-Type: multipart/mixed; boundary=q\n"
    verdict = bounce(parse(notice("Fwd: Failure", body, more=more)))
    assert verdict is not None
    assert verdict.failed_recipients == ("lee@reader.test",)
    assert bounce(parse(notice("Fwd: Failure", body, more=more, sender="jo@b.test"))) is None


def test_a_sieve_that_rejects_writes_a_receipt_but_means_a_refusal() -> None:
    raw = (
        b"From: Mail Delivery Subsystem <postmaster@reader.test>\nSubject: Automatically rejected mail\n"
        b"Auto-Submitted: auto-replied (rejected)\n"
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=q\n\n"
        b"--q\n\nYour message to <lee@reader.test> was automatically rejected:\nQuota exceeded\n"
        b"--q\nContent-Type: message/disposition-notification\n\n"
        b"Disposition: automatic-action/MDN-sent-automatically; deleted\n--q--"
    )
    _, verdict = read(raw)
    assert (verdict.kind, verdict.bounce, verdict.failed_recipients) == (Kind.BOUNCE, SOFT, ("lee@reader.test",))


def test_the_writer_of_the_returned_mail_is_not_who_missed_it_unless_nobody_else_is_named() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: rina@out.test\nSubject: x\n\ny"
    more = "Content-Type: multipart/mixed; boundary=q\n"
    for named, missed in (("rina@out.test\nlee@reader.test", "lee@reader.test"), ("rina@out.test", "rina@out.test")):
        body = f"--q\n\nnot delivered\n\n{named}\n--q\n{inner}\n--q--"
        verdict = bounce(parse(notice("Undelivered Mail", body, more=more)))
        assert verdict is not None
        assert verdict.failed_recipients == (missed,)


def test_an_address_that_was_forwarded_is_named_with_where_it_led() -> None:
    body = "not delivered\n\n<lee@inner.test>\n    (expanded from: <lee@reader.test>)\n"
    verdict = bounce(parse(notice("Returned mail", body)))
    assert verdict is not None
    assert verdict.failed_recipients == ("lee@inner.test", "lee@reader.test")


DEAD_IN_WORDS = """
Адресът не съществува
Primatelj ne postoji
L'adreça no existeix
kim wasn't found at reader.test
The email address you entered couldn't be found.
Impossibile trovare l'indirizzo di posta elettronica immesso.
O endereço de email que você digitou não pôde ser encontrado.
No se pudo encontrar la dirección de correo electrónico que escribió.
L'adresse e-mail n'a pas pu être trouvée.
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.
Het e-mailadres kon niet worden gevonden.
Fant ikke e-postadressen du skrev inn.
E-mailadressen kunne ikke findes.
E-postadressen kunde inte hittas.
Antamaasi sähköpostiosoitetta ei löytynyt.
E-mailovou adresu, kterou jste zadali, se nepodařilo najít.
Adresa, ktorú ste zadali, sa nenašla.
Nie można odnaleźć wprowadzonego adresu e-mail.
Adresa de e-mail introdusă nu a putut fi găsită.
Не вдалося знайти введену адресу.
ไม่พบที่อยู่อีเมล
"""


@pytest.mark.parametrize("words", DEAD_IN_WORDS.strip().splitlines())
def test_a_dead_address_in_the_words_of_many_languages(words: str) -> None:
    assert bounce_class("", words) is HARD


def test_a_server_that_could_not_be_found_says_nothing_of_the_address() -> None:
    assert bounce_class("", "The server could not be found, we try again.") is SOFT


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Recapito non riuscito: Lampade", "Recapito non riuscito per:\n\nkim@reader.test", Kind.BOUNCE),
        (
            "Δεν παραδόθηκε: x",
            "Η παράδοση σε αυτούς απέτυχε:\n\nkim@reader.test\nΗ διεύθυνση δεν βρέθηκε.",
            Kind.BOUNCE,
        ),
        ("[반송] x", "kim@reader.test 전송되지 않았습니다.", Kind.BOUNCE),
        ("Nedoručené: x", "Správu sa nepodarilo doručiť adresátovi kim@reader.test.", Kind.BOUNCE),
        ("Недоставено: x", "Съобщението не можа да бъде доставено до kim@reader.test.", Kind.BOUNCE),
        ("x", "El missatge no s'ha pogut lliurar a kim@reader.test perquè l'adreça no existeix.", Kind.BOUNCE),
        ("Remise différée : x", "Échec de la remise : remise différée\n\nkim@reader.test", Kind.DELAY),
    ],
)
def test_reports_in_more_languages(subject: str, text: str, kind: Kind) -> None:
    head = f"From: postmaster@reader.test\nTo: rep@sender.test\nSubject: {subject}\n"
    _, verdict = read(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode())
    assert (verdict.kind, verdict.failed_recipients) == (kind, ("kim@reader.test",))
    assert not verdict.doubts


@pytest.mark.parametrize("sender", ["postmaster@reader.test", "MAILER-DAEMON@reader.test", "mail-daemon@reader.test"])
@pytest.mark.parametrize("head", ["", "Auto-Submitted: auto-replied\n", "In-Reply-To: <o@sender.test>\n"])
def test_a_mail_system_in_words_nobody_knows_is_nobody(sender: str, head: str) -> None:
    """Whom it names is in doubt, and no contact; without that a person reads it."""
    top = f"From: {sender}\nTo: rep@sender.test\nSubject: Twoja przesyłka\n{head}"
    top += "Content-Type: text/plain; charset=utf-8\n\n"
    _, named = read(f"{top}Skrzynka w remoncie:\n\nkim@reader.test\n".encode(), known_thread=True)
    assert (named.kind, named.failed_recipients, named.doubts, named.people) == (
        Kind.BOUNCE,
        ("kim@reader.test",),
        True,
        (),
    )
    _, nobody = read(f"{top}Proszę porozmawiać z Janem Kowalskim.".encode(), known_thread=True)
    assert (nobody.kind, nobody.doubts, nobody.people) == (Kind.OTHER, True, ())
