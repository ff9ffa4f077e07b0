"""A plain sender in the engine's place: campaign mails over real SMTP, and an HTTP server for opt-out links."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiosmtplib

from engine.clock import FastClock, SystemClock
from offhours.demo.market.market import Market
from offhours.demo.world import Person

REP = "robin.hale@outbound.example"
PASSWORD = 'pa ss"w\\ord'
MAILBOXES = {REP: PASSWORD, "kim.frost@outbound.example": "second"}
TUESDAY = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


def fast_clock(speed: float = 150_000) -> FastClock:
    return FastClock(real=SystemClock().now(), virtual=TUESDAY, speed=speed)


def campaign_mail(person: Person, step: int, port: int, *, tag: str = "") -> bytes:
    message_id = f"<{step}.{tag}{person.email.replace('@', '.')}@outbound.example>"
    thread = f"In-Reply-To: <1.{person.email.replace('@', '.')}@outbound.example>\r\n" if step > 1 else ""
    subject = f"Who looks after planning at {person.company.name}?"
    return (
        f"From: Robin Hale <{REP}>\r\nTo: {person.email}\r\n"
        f"Subject: {'Re: ' if step > 1 else ''}{subject}\r\nMessage-ID: {message_id}\r\n{thread}"
        f"List-Unsubscribe: <http://127.0.0.1:{port}/out?who={person.email}>\r\n"
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n'
        f"Hi {person.first},\r\n\r\nwho is the right person to ask about planning?\r\n\r\nRobin\r\n"
        "Outbound Ltd, 1 Example Street, London\r\n"
    ).encode()


@asynccontextmanager
async def smtp_of(market: Market) -> AsyncIterator[aiosmtplib.SMTP]:
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=market.smtp_port, start_tls=False)
    await client.connect()
    await client.login(REP, PASSWORD)
    try:
        yield client
    finally:
        client.close()


async def send(client: aiosmtplib.SMTP, recipient: str, raw: bytes) -> int:
    """The code of the answer that decided."""
    try:
        await client.sendmail(REP, [recipient], raw)
    except aiosmtplib.SMTPRecipientsRefused as error:
        return int(error.recipients[0].code)
    return 250


class LinkServer:
    """Answers every request with `status` and remembers it."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, bytes]] = []
        self.status = "200 OK"
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        size = next(
            (int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length")), 0
        )
        method, path, _ = head.split(" ", 2)
        self.requests.append((method, path, await reader.readexactly(size)))
        writer.write(f"HTTP/1.1 {self.status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def link_server() -> AsyncIterator[LinkServer]:
    links = LinkServer()
    server = await asyncio.start_server(links.serve, "127.0.0.1", 0)
    links.port = server.sockets[0].getsockname()[1]
    try:
        yield links
    finally:
        server.close()
        await server.wait_closed()
