"""The mailboxes that `offhours bench read` reads: answers to what the team has sent, served over IMAP."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlmodel import col

from engine.clock import FastClock
from engine.flows.house import House
from engine.rules.vocabulary import OutState
from engine.store.tables import Contact, Mailbox, MessageOut
from offhours.bench.helper import deaf_to_interrupts, until_told
from offhours.bench.team import BEGIN
from offhours.demo.market import reports
from offhours.demo.market.imap import ImapServer
from offhours.demo.market.letters import mail_date
from offhours.demo.market.store import INBOX, Store

PASSWORD = "a password"  # noqa: S105 # of the bench's own server
UIDVALIDITY = 20_260_303
SAID = (
    "Thanks for your mail. Yes, we should talk: could you send me two dates next week?",
    "I am not the right person for this. Please write to Kim Sample, kim.sample@{domain}, who looks after it.",
    "We are not interested, we have a partner for this already.",
    "Not now. Please ask me again in the autumn, when the new budget is made.",
    "Please take me off your list and do not write again.",
    "How does this work for a company of forty people, and what does it cost?",
)
AWAY = (
    "I am out of the office until 16 March 2026 and read my mail only now and then.\n"
    "In urgent cases please write to Robin Sample, robin.sample@{domain}."
)
NOTICES = 3
"""Of ten answers, how many are reports of mail systems; one more is an absence note, the others are from people."""


@dataclass(frozen=True)
class Delivery:
    mailbox: str
    message_id: str
    raw: bytes


async def answers(house: House, count: int) -> list[Delivery]:
    """To mails that were sent, in the order of their ids; the same in every run."""
    async with house.database.begin() as session:
        query = (
            select(MessageOut, Mailbox, Contact)
            .join(Mailbox, col(Mailbox.id) == col(MessageOut.mailbox_id))
            .join(Contact, col(Contact.id) == col(MessageOut.contact_id))
            .where(col(MessageOut.state) == OutState.SENT)
            .order_by(col(MessageOut.id))
            .limit(count)
        )
        rows = (await session.execute(query)).all()
    rng = Random(3)  # noqa: S311 # the same mails in every run
    return [_answer(number, out, mailbox, contact, rng) for number, (out, mailbox, contact) in enumerate(rows)]


def _answer(number: int, out: MessageOut, mailbox: Mailbox, contact: Contact, rng: Random) -> Delivery:
    message_id = f"<answer.{number}@{contact.email.partition('@')[2]}>"
    if number % 10 < NOTICES:
        write = (reports.postfix, reports.exchange, reports.webmail)[number % NOTICES]
        return Delivery(mailbox.address, message_id, write(_failure(out, mailbox, message_id, rng), rng))
    words, extra = SAID[number % len(SAID)], ""
    if number % 10 == NOTICES:
        words, extra = AWAY, "Auto-Submitted: auto-replied\r\n"
    text = words.format(domain=contact.email.partition("@")[2])
    quoted = "\r\n".join(f"> {line}" for line in out.body.splitlines())
    raw = (
        f"From: {contact.name} <{contact.email}>\r\nTo: {mailbox.address}\r\nSubject: Re: {out.subject}\r\n"
        f"Date: {mail_date(BEGIN)}\r\nMessage-ID: {message_id}\r\nIn-Reply-To: {out.message_id}\r\n"
        f"References: {out.message_id}\r\n{extra}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Hello Robin,\r\n\r\n{text}\r\n\r\nKind regards\r\n{contact.name}\r\n{contact.title}\r\n\r\n"
        f"On Mon, 2 Mar 2026 at 07:30, Robin Rep <{mailbox.address}> wrote:\r\n\r\n{quoted}\r\n"
    )
    return Delivery(mailbox.address, message_id, raw.encode())


def _failure(out: MessageOut, mailbox: Mailbox, message_id: str, rng: Random) -> reports.Failure:
    reason = rng.choice((*reports.HARD, *reports.SOFT, *reports.BLOCK))
    domain = out.to_address.partition("@")[2]
    return reports.Failure(
        recipient=out.to_address,
        sender=mailbox.address,
        status=reason.status,
        reply=reason.reply.format(rcpt=out.to_address, domain=domain),
        raw=(out.raw or b"").replace(b"\n", b"\r\n"),
        action="failed",
        host=f"mx.{domain}",
        remote=f"mx.{domain}",
        date=mail_date(BEGIN),
        message_id=message_id,
    )


def main(pipe: Connection, addresses: Sequence[str], deliveries: Sequence[Delivery]) -> None:
    """The helper process: files the mails, says its port, serves until told."""
    deaf_to_interrupts()
    with tempfile.TemporaryDirectory(prefix="offhours-bench-") as folder:
        asyncio.run(_serve(pipe, Path(folder), addresses, deliveries))


async def _serve(pipe: Connection, folder: Path, addresses: Sequence[str], deliveries: Sequence[Delivery]) -> None:
    store = Store(folder)
    with store.transaction():
        for address in addresses:
            store.open_mailbox(address, UIDVALIDITY)
        for delivery in deliveries:
            store.file(delivery.mailbox, INBOX, delivery.raw, delivery.message_id, BEGIN + timedelta(minutes=1))
    server = ImapServer(store, dict.fromkeys(addresses, PASSWORD), FastClock.starting(BEGIN, 1))
    pipe.send(await server.start(0))
    try:
        await until_told(pipe)
    finally:
        await server.stop()
        store.close()
