"""Delivery reports as mail systems write them (RFC 3464), in several dialects, and read receipts (RFC 8098)."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from offhours.demo.market.letters import CRLF, Headers, Wrapping, boundary, finish, head, leaf, multipart

PLAIN = Wrapping("us-ascii", "7bit")


@dataclass(frozen=True)
class Failure:
    """What a report has to say. `status` is RFC 3463; `reply` the remote server's words; `raw` the returned mail."""

    recipient: str
    sender: str
    status: str
    reply: str
    raw: bytes
    action: str  # "failed" or "delayed"
    host: str  # the reporting system
    remote: str  # the system that refused
    date: str
    message_id: str


@dataclass(frozen=True)
class Reason:
    """`bounce` is a BounceClass value."""

    bounce: str
    status: str
    reply: str


HARD = (
    Reason("hard", "5.1.1", "550 5.1.1 <{rcpt}>: Recipient address rejected: User unknown in virtual mailbox table"),
    Reason("hard", "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    Reason("hard", "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist."),
    Reason("hard", "5.1.2", "550 5.1.2 Bad destination mailbox address"),
    Reason("hard", "5.4.1", "550 5.4.1 Recipient address rejected: Access denied."),
)
SOFT = (
    Reason("soft", "5.2.2", "552 5.2.2 <{rcpt}>: Mailbox is full / quota exceeded"),
    Reason("soft", "4.2.2", "452 4.2.2 The recipient's inbox is out of storage space."),
    Reason("soft", "4.4.1", "connect to mx.{domain}[192.0.2.25]:25: Connection timed out"),
)
BLOCK = (
    Reason("block", "5.7.1", "550 5.7.1 Message rejected: the sending IP has a poor reputation [198.51.100.7]"),
    Reason("block", "5.7.1", "554 5.7.1 Service unavailable; Client host blocked using zen.dnsbl.example"),
)
DELAY = Reason("", "4.4.7", "451 4.4.7 temporarily deferred, will retry")


def _report(failure: Failure, headers: Headers, words: str, fields: Headers, whole: bool, rng: Random) -> bytes:
    """The three parts of RFC 3464: words for people, fields for machines, the mail or its headers."""
    per_message: Headers = [("Reporting-MTA", f"dns; {failure.host}"), ("Arrival-Date", failure.date)]
    status = f"Content-Type: message/delivery-status{CRLF}{CRLF}{head(per_message)}{CRLF}{head(fields)}"
    returned = failure.raw.decode("ascii", "surrogateescape")
    if whole:
        last = f"Content-Type: message/rfc822{CRLF}{CRLF}{returned}"
    else:
        last = f"Content-Type: text/rfc822-headers{CRLF}{CRLF}{returned.partition(CRLF * 2)[0]}{CRLF}"
    parts = [leaf(words, "plain", PLAIN), status, last]
    return finish(headers, multipart("report", parts, boundary(rng), "; report-type=delivery-status"))


def _headers(failure: Failure, sender: str, subject: str, extra: Headers | None = None) -> Headers:
    return [
        ("Return-Path", "<>"),
        ("Date", failure.date),
        ("From", sender),
        ("To", failure.sender),
        ("Subject", subject),
        ("Message-ID", failure.message_id),
        ("Auto-Submitted", "auto-replied"),
        *(extra or []),
    ]


def _fields(failure: Failure, *extra: tuple[str, str]) -> Headers:
    return [
        ("Final-Recipient", f"rfc822; {failure.recipient}"),
        ("Action", failure.action),
        ("Status", failure.status),
        *extra,
    ]


def postfix(failure: Failure, rng: Random) -> bytes:
    late = failure.action == "delayed"
    heading = (
        "THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\n"
        "Your message could not be delivered for more than 4 hour(s).\n"
        "It will be retried until it is 5 day(s) old."
        if late
        else "I'm sorry to have to inform you that your message could not be delivered to one or more\n"
        "recipients. It's attached below."
    )
    words = (
        f"This is the mail system at host {failure.host}.\n\n{heading}\n\n"
        f"For further assistance, please send mail to postmaster.\n\n                   The mail system\n\n"
        f"<{failure.recipient}>: host {failure.remote}[192.0.2.25] said: {failure.reply}\n"
        "    (in reply to RCPT TO command)\n"
    )
    subject = "Delayed Mail (still being retried)" if late else "Undelivered Mail Returned to Sender"
    fields = _fields(
        failure,
        ("Remote-MTA", f"dns; {failure.remote}"),
        ("Diagnostic-Code", f"smtp; {failure.reply}"),
    )
    sender = f"MAILER-DAEMON@{failure.host} (Mail Delivery System)"
    return _report(failure, _headers(failure, sender, subject), words, fields, True, rng)


def exchange(failure: Failure, rng: Random) -> bytes:
    late = failure.action == "delayed"
    name = failure.recipient.partition("@")[0]
    words = (
        f"Delivery {'is delayed' if late else 'has failed'} to these recipients or groups:\n\n"
        f"{name} ({failure.recipient})<mailto:{failure.recipient}>\n\n"
        + (
            "Subject: see below\n\nThis message hasn't been delivered yet. Delivery will continue to be attempted.\n"
            if late
            else f"{_exchange_words(failure.status)}\n\nDiagnostic information for administrators:\n\n"
            f"Generating server: {failure.host}\n\n{failure.recipient}\n"
            f"Remote Server returned '{failure.reply}'\n"
        )
    )
    original = _subject_of(failure.raw)
    subject = f"Delayed: {original}" if late else f"Undeliverable: {original}"
    fields = _fields(failure, ("Diagnostic-Code", f"smtp;{failure.reply}"))
    sender = f"postmaster@{failure.recipient.partition('@')[2]}"
    extra = [("X-MS-Exchange-Message-Is-Ndr", ""), ("Content-Language", "en-US")]
    return _report(failure, _headers(failure, sender, subject, extra), words, fields, False, rng)


def _exchange_words(status: str) -> str:
    if status.startswith("5.7"):
        return (
            "Your message wasn't delivered because the recipient's mail server refused it. Please contact your admin."
        )
    if status in {"5.2.2", "4.2.2"}:
        return "The recipient's mailbox is full and can't accept messages now. Please try resending later."
    if status.startswith("4"):
        return "The recipient's mail server could not be reached. Please try again later."
    return (
        "The email address you entered couldn't be found. Please check the recipient's email address\n"
        "and try to resend the message."
    )


def webmail(failure: Failure, rng: Random) -> bytes:
    """As large webmail services write it; names the recipient in a header as well."""
    title = {
        "5.1": "** Address not found **",
        "5.2": "** Recipient inbox full **",
        "4.2": "** Recipient inbox full **",
        "5.7": "** Message blocked **",
    }.get(failure.status[:3], "** Message not delivered **")
    if failure.action == "delayed":
        title = "** Delivery incomplete **"
    words = (
        f"\n{title}\n\nYour message wasn't delivered to {failure.recipient}.\n\nThe response was:\n\n{failure.reply}\n"
        if failure.action == "failed"
        else f"\n{title}\n\nThere was a temporary problem delivering your message to {failure.recipient}. We'll keep "
        "trying for\n46 more hours. You'll be notified if the delivery fails permanently.\n"
    )
    subject = "Delivery Status Notification (" + ("Failure)" if failure.action == "failed" else "Delay)")
    fields = _fields(
        failure,
        ("Remote-MTA", f"dns; {failure.remote}. (192.0.2.25, the server for the domain.)"),
        ("Diagnostic-Code", f"smtp; {failure.reply}"),
        ("Last-Attempt-Date", failure.date),
    )
    sender = f"Mail Delivery Subsystem <mailer-daemon@{failure.host}>"
    extra = [("X-Failed-Recipients", failure.recipient), ("References", _id_of(failure.raw))]
    return _report(failure, _headers(failure, sender, subject, extra), words, fields, True, rng)


def text_only(failure: Failure, rng: Random) -> bytes:
    """The oldest dialect: one text part, nothing for machines."""
    returned = failure.raw.decode("ascii", "surrogateescape").replace(CRLF, "\n")
    if rng.random() < 0.5:
        returned = returned.partition("\n\n")[0] + "\n"
    verdict = (
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out."
        if failure.action == "failed"
        else "I have not been able to deliver your message yet. I will keep trying; you need not send it again."
    )
    words = (
        f"Hi. This is the mail program at {failure.host}.\n{verdict}\n\n<{failure.recipient}>:\n"
        f"{failure.remote} does not like recipient.\nRemote host said: {failure.reply}\nGiving up.\n\n"
        f"--- Below this line is a copy of the message.\n\n{returned}"
    )
    headers = [
        ("Return-Path", "<>"),
        ("Date", failure.date),
        ("From", f"MAILER-DAEMON@{failure.host}"),
        ("To", failure.sender),
        ("Subject", "failure notice" if failure.action == "failed" else "delivery delayed"),
        ("Message-ID", failure.message_id),
    ]
    return finish(headers, leaf(words.encode("ascii", "replace").decode(), "plain", PLAIN))


DIALECTS: tuple[Callable[[Failure, Random], bytes], ...] = (postfix, exchange, webmail, text_only)


def receipt(headers: Headers, words: str, recipient: str, about: str, rng: Random) -> bytes:
    """A read receipt; a mail program sends it when the person opens the mail."""
    fields: Headers = [
        ("Reporting-UA", f"{recipient.partition('@')[2]}; Mail"),
        ("Final-Recipient", f"rfc822; {recipient}"),
        ("Original-Message-ID", about),
        ("Disposition", "manual-action/MDN-sent-manually; displayed"),
    ]
    machine = f"Content-Type: message/disposition-notification{CRLF}{CRLF}{head(fields)}"
    parts = [leaf(words, "plain", Wrapping("utf-8", "quoted-printable")), machine]
    return finish(headers, multipart("report", parts, boundary(rng), "; report-type=disposition-notification"))


def _header_of(raw: bytes, name: bytes) -> str:
    for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n"):
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip().decode("ascii", "replace")
    return ""


def _subject_of(raw: bytes) -> str:
    return _header_of(raw, b"subject")


def _id_of(raw: bytes) -> str:
    return _header_of(raw, b"message-id")
