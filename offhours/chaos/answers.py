"""What comes back for a mail that was taken: bounces by mail, and people who ask to be left alone."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from random import Random

from offhours.demo.market.letters import mail_date
from offhours.demo.market.reports import HARD, Failure, exchange, postfix, webmail
from offhours.demo.market.smtp import header_of

BOUNCE, STOP = "bounce", "request to stop"
SHARES = {BOUNCE: 0.015, STOP: 0.03}
UNHEARD = {BOUNCE: 0.3, STOP: 0.4}
"""Of mails that are taken; and of those whose reply is dropped, so that an answer meets a mail in doubt. Bounces are
too few to stop a mailbox or the list. None is soft: a step may go again after those, and would look like a duplicate.
"""
LATEST = 3.0
"""Seconds of machine time until an answer is in the mailbox."""
WORDS = (
    "Please take me off your list and do not write to me again.",
    "Unsubscribe me, please.",
    "Remove me from your mailing list.",
)


@dataclass(frozen=True)
class Answer:
    """`message_id` is its own; `recipient` is whom our mail went to."""

    kind: str
    mailbox: str
    recipient: str
    message_id: str
    raw: bytes = b""


def drawn(
    shares: dict[str, float], mailbox: str, recipient: str, raw: bytes, at: datetime, dice: Random
) -> Answer | None:
    kind = dice.choices([*shares, ""], [*shares.values(), 1 - sum(shares.values())])[0]
    if not kind:
        return None
    message_id = f"<{dice.getrandbits(64):x}@{recipient.partition('@')[2]}>"
    written = _bounce if kind == BOUNCE else _request
    return Answer(kind, mailbox, recipient, message_id, written(mailbox, recipient, raw, at, message_id, dice))


def _bounce(mailbox: str, recipient: str, raw: bytes, at: datetime, message_id: str, dice: Random) -> bytes:
    reason, host = dice.choice(HARD[:4]), "mx." + recipient.partition("@")[2]
    reply = reason.reply.format(rcpt=recipient)
    failure = Failure(
        recipient, mailbox, reason.status, reply, raw, "failed", "relay.sender.example", host, mail_date(at), message_id
    )
    return dice.choice((postfix, exchange, webmail))(failure, dice)


def _request(mailbox: str, recipient: str, raw: bytes, at: datetime, message_id: str, dice: Random) -> bytes:
    header = header_of(raw)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Date"], mail["Message-ID"] = recipient, mailbox, mail_date(at), message_id
    mail["Subject"] = f"Re: {header('Subject').removeprefix('Re: ')}"
    mail["In-Reply-To"] = mail["References"] = header("Message-ID")
    mail.set_content(dice.choice(WORDS))
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
