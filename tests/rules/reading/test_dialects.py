"""Dialects of receipts, reactions, gatekeepers and abuse reports, as whole mails."""

# ruff: noqa: E501 -- a mail reads best on one line

import pytest

from engine.rules.reading.chain import read
from engine.rules.vocabulary import Kind

ANNA = "Anna Keller <anna@kunde.example>"
READ, REACTED, GATE, COMPLAINT = Kind.READ_RECEIPT, Kind.REACTION, Kind.CHALLENGE, Kind.COMPLAINT


def mail(subject: str, body: str, headers: str = "", sender: str = ANNA, *, thread: bool = True) -> bytes:
    answered = "In-Reply-To: <out.1@seller.example>\n" if thread else ""
    head = f"From: {sender}\nTo: Rob <rob@seller.example>\nSubject: {subject}\nDate: Tue, 17 Nov 2026 09:12:00 +0100\n"
    kind = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}{answered}{headers}{kind}\n{body}\n".encode()


@pytest.mark.parametrize(
    "raw",
    [
        mail("Letto: Logistica", "Messaggio\n\nA: Anna\nOggetto: Logistica\n\nletto il 17/11/2026 09:12"),
        mail("Gelesen: Logistik", "Nachricht\n\nAn: Anna\nBetreff: Logistik\n\ngelesen am 17.11.2026 09:12"),
        mail("Lu : Logistique", "Message\n\nÀ : Anna\n\nlu le 17/11/2026 09:12"),
        mail("Leído: Logística", "Mensaje\n\nPara: Anna\n\nleído el 17/11/2026 09:12"),
        mail("Gelezen: Logistiek", "Bericht\n\nAan: Anna\n\ngelezen op 17-11-2026 09:12"),
        mail(
            "Przeczytane: Logistyka", "Wiadomość\n\nDo: Anna\nTemat: Logistyka\n\nzostała przeczytana 17.11.2026 09:12."
        ),
        mail("Nieprzeczytane: Logistyka", "Wiadomość\n\nDo: Anna\n\nzostała usunięta bez przeczytania 17.11.2026."),
        mail("已读: 物流", "您的邮件\n\n收件人: Anna\n\n于 2026年11月17日 9:12 被阅读。"),
        mail("未讀: 物流", "您的郵件\n\n收件者: Anna\n\n於 2026年11月17日 9:12 被刪除。"),
        mail("Gelöscht: Logistik", "Ihre Nachricht\n\n An: Anna\n\nwurde am 17.11.2026 ungelesen gelöscht."),
    ],
)
def test_receipts(raw):
    assert read(raw)[1].kind is READ


@pytest.mark.parametrize(
    "raw",
    [
        mail("Re: x", "👍 Anna zareagował(a) przez Gmaila"),
        mail("Re: x", "👍\n\nAnna zareagowała przez Gmaila"),
        mail("Re: x", "👍\n\nAnna reagoval(a) přes Gmail"),
        mail("Re: x", "A Anna Keller le gusta tu mensaje"),
        mail("Re: x", "A Anna Keller le ha encantado su mensaje."),
        mail("Re: x", "A Anna Keller piace il tuo messaggio"),
        mail("Re: x", "Anna Keller gostou da sua mensagem"),
    ],
)
def test_reactions(raw):
    assert read(raw)[1].kind is REACTED


@pytest.mark.parametrize(
    "answer", ["承諾", "Akzeptiert", "Angenommen", "Zaakceptowane", "Elfogadva", "Kabul edildi", "수락"]
)
def test_answers_to_invitations(answer):
    assert read(mail(f"{answer}: Logistics", ""))[1].kind is Kind.CALENDAR


@pytest.mark.parametrize(
    "raw",
    [
        mail(
            "Please confirm (conf#abc123)",
            "To deliver your message to anna@kunde.example simply reply to this message. Messages not confirmed within 7 days will be deleted.",
            sender="anna-confirm-abc123@kunde.example",
            thread=False,
        ),
        mail(
            "Re: Logistics",
            "To deliver your message to Anna, simply reply to this message. Messages not confirmed within 7 days will be deleted.",
        ),
        mail(
            "Re: Logistik",
            "Ihre Nachricht wurde zurückgehalten. Antworten Sie auf diese Nachricht, um sie zuzustellen. Unbestätigte Nachrichten werden nach 7 Tagen gelöscht.",
        ),
        mail(
            "Re: Logistique",
            "Votre message est en attente. Répondez à ce message pour le délivrer. Les messages non confirmés sont supprimés après 7 jours.",
        ),
        mail(
            "Re: Logística",
            "Su mensaje está en espera. Responda a este mensaje para entregarlo. Los mensajes no confirmados se borran a los 7 días.",
        ),
        mail(
            "Re: Logística",
            "A sua mensagem está retida. Clique no link para confirmar o remetente. Mensagens não confirmadas serão apagadas.",
        ),
        mail(
            "Re: Logistica",
            "Il suo messaggio è in attesa. Clicchi sul link per confermare il mittente. I messaggi non confermati verranno eliminati.",
        ),
        mail(
            "Re: Logistiek",
            "Uw bericht is nog niet bezorgd. Klik op de link om het bericht te bevestigen. Niet bevestigde berichten worden verwijderd.",
        ),
        mail(
            "Re: Logistics",
            'This email address is protected by Earthlink spamBlocker. Your email message to anna has been redirected to a "suspect email" folder. In order for your message to be moved to this recipient\'s Inbox, he or she must add your email address to a list of allowed senders. Click the link below to request that anna add you to this list.',
            headers="Precedence: bulk\n",
        ),
    ],
)
def test_gatekeepers(raw):
    assert read(raw)[1].kind is GATE


@pytest.mark.parametrize(
    "raw",
    [
        mail("Gelöscht: Logistik", "Ihre Nachricht habe ich gelöscht, bitte keine weiteren."),
        mail("Re: Logistica", "A noi piace il tuo messaggio, ci chiami giovedì."),
        mail("Read: Logistics", "I read your mail. Please call me on 555-0102."),
        mail("Re: Logistics", "Please confirm that my address is deleted and do not write to me again."),
        mail(
            "Re: Logistics",
            "I confirmed the meeting; unconfirmed messages from your team keep coming. Please reply to this message with a price.",
        ),
        mail("Spam complaint", "Why do you write to me?\n\nMessage-ID: <o1@seller.example>\nTo: anna@kunde.example"),
    ],
)
def test_what_people_say_in_such_words_is_theirs(raw):
    assert read(raw)[1].kind not in {READ, REACTED, GATE, COMPLAINT}


@pytest.mark.parametrize(
    "raw",
    [
        mail(
            "[SIGNAL-SPAM] Plainte pour spam",
            "Un internaute a signalé le message suivant comme spam.\n\nMessage-ID: <o1@seller.example>\nTo: anna@kunde.example",
            sender="feedback@signal-spam.example",
            thread=False,
        ),
        mail(
            "Abuse report: spam from seller.example",
            "We received unsolicited bulk email from your network. Please take action.\n\n--- original headers ---\nMessage-ID: <o1@seller.example>\nTo: anna@kunde.example",
            sender="reports@abuse.example",
            thread=False,
        ),
        mail(
            "FW: Logistics",
            "This is an email abuse report for a message from 192.0.2.1.\n\nMessage-ID: <o1@seller.example>\nTo: anna@kunde.example",
            sender="fbl@isp.example",
            thread=False,
        ),
        mail(
            "Spam-Beschwerde",
            "Ein Nutzer hat diese Mail als Spam gemeldet.\n\nMessage-ID: <o1@seller.example>\nTo: <anna@kunde.example>",
            sender="abuse@isp.example",
            thread=False,
        ),
    ],
)
def test_a_complaint_that_only_copies_the_headers(raw):
    verdict = read(raw)[1]
    assert (verdict.kind, verdict.failed_recipients) == (COMPLAINT, ("anna@kunde.example",))
    assert verdict.original_message_id == "<o1@seller.example>"


@pytest.mark.parametrize(
    ("report", "kind"),
    [("spam", COMPLAINT), ("login-attack", Kind.UNRELATED)],
)
def test_x_arf_says_what_it_reports(report, kind):
    said = f"Reported-From: x@isp.example\nReport-Type: {report}\nVersion: 0.2"
    raw = mail("abuse report", said, headers="X-XARF: PLAIN\n", sender="x@isp.example", thread=False)
    assert read(raw)[1].kind is kind


def test_x_arf_without_a_report_is_judged_by_its_subject():
    raw = mail("Spam report", "See attached.", headers="X-ARF: YES\n", sender="x@isp.example", thread=False)
    assert read(raw)[1].kind is COMPLAINT


def test_a_copied_mail_that_names_nobody_is_a_complaint_of_nobody():
    raw = mail("Spam report", "Message-ID: <o1@seller.example>", sender="abuse@isp.example", thread=False)
    verdict = read(raw)[1]
    assert (verdict.kind, verdict.failed_recipients) == (COMPLAINT, ())
