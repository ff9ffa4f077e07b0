"""A server that accepts and then stalls, at each stage: no call outlasts its time, and says where it waited."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta

import pytest

from engine.edge import imap, smtp
from engine.edge.imap import ImapLine
from engine.edge.login import Security
from engine.edge.smtp import Outcome, SmtpLine
from engine.errors import Unreachable, WireError
from tests.support.scripted import Act, ScriptedImap, ScriptedServer, ScriptedSmtp
from tests.support.servers import USER

WHEN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
SMALL = b"Subject: hello\r\n\r\nhello\r\n"
LARGE = b"Subject: large\r\n\r\n" + b"0123456789abcdef" * 4 * 16_384 * 8
SLACK = 0.7
"""Seconds a busy machine may add."""
WITHIN = {"banner": "greeting", "EHLO": "EHLO", "AUTH": "AUTH"}


async def pause(seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)


async def timed(call) -> tuple[object, float]:
    began = time.monotonic()
    return await call, time.monotonic() - began


@pytest.mark.parametrize("moment", ["banner", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "body", "dot"])
async def test_a_mail_takes_its_total_time_at_most_wherever_the_server_stalls(moment: str) -> None:
    async with ScriptedSmtp({moment: Act.STALL}) as server:
        line = SmtpLine(server.login(), timeout=30, total=0.4)
        delivery, took = await timed(line.deliver(USER, "lead@example.com", LARGE if moment == "body" else SMALL))
        _, closing = await timed(line.close())
    assert took < 0.4 + SLACK
    assert closing < SLACK
    assert delivery.outcome is (Outcome.UNKNOWN if moment == "dot" else Outcome.NOT_SENT)
    assert delivery.text == "Not finished within 0.4 seconds."


@pytest.mark.parametrize("moment", ["banner", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "body"])
async def test_before_the_dot_an_answer_is_not_waited_for_that_long(moment: str) -> None:
    async with ScriptedSmtp({moment: Act.STALL}) as server:
        line = SmtpLine(server.login(), timeout=0.3, total=60)
        delivery, took = await timed(line.deliver(USER, "lead@example.com", LARGE if moment == "body" else SMALL))
    assert took < 0.3 + SLACK
    words = "stopped reading" if moment == "body" else "No answer within 0.3 seconds."
    assert (f"said nothing ({WITHIN[moment]})" if moment in WITHIN else words) in delivery.text


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_a_handshake_that_never_comes(security: Security, certificates) -> None:
    script = {"banner": Act.STALL} if security is Security.TLS else {"STARTTLS": "220 go"}
    async with ScriptedSmtp(script) as server:
        line = SmtpLine(server.login(security, certificates.ca_file), timeout=0.4, total=60)
        delivery, took = await timed(line.deliver(USER, "lead@example.com", SMALL))
    assert took < 0.4 + SLACK
    assert (delivery.outcome, delivery.stage) == (Outcome.NOT_SENT, "connect")
    assert delivery.trouble is not None
    assert delivery.trouble.remedy


class Dripping(ScriptedServer):
    """Says something each 50 ms and never ends an answer."""

    def __init__(self, greeting: bytes, drop: bytes) -> None:
        super().__init__()
        self.greeting, self.drop = greeting, drop

    async def talk(self, reader, writer, script) -> None:
        writer.write(self.greeting)
        while True:
            writer.write(self.drop)
            await writer.drain()
            await pause(0.05)


async def test_a_server_that_drips_is_left_as_well() -> None:
    async with Dripping(b"220 ready\r\n", b"250-more\r\n") as server:
        line = SmtpLine(server.login(), timeout=30, total=0.4)
        delivery, took = await timed(line.deliver(USER, "lead@example.com", SMALL))
        assert delivery.outcome is Outcome.NOT_SENT
        assert took < 0.4 + SLACK
        began = time.monotonic()
        with pytest.raises(WireError):
            await smtp.check(server.login(), patience=0.5, total=0.3)
        assert time.monotonic() - began < 0.3 + SLACK
    async with Dripping(b"* OK ready\r\n", b"* OK more\r\n") as server:
        began = time.monotonic()
        with pytest.raises(WireError):
            await imap.check(server.login(), patience=0.2)
        assert time.monotonic() - began < 0.6 + SLACK


async def test_a_check_says_when_the_login_took_too_long() -> None:
    async with ScriptedSmtp({"AUTH": Act.STALL}) as server:
        with pytest.raises(Unreachable, match=r"not done with the login within 0\.3 seconds"):
            await smtp.check(server.login(), patience=30, total=0.3)


async def everything(line: ImapLine) -> None:
    await line.open()
    await line.folders()
    await line.examine("INBOX")
    await line.fetch_after(0)
    await line.append_sent("Sent", SMALL, WHEN)


@pytest.mark.parametrize(
    "moment", ["greeting", "CAPABILITY", "AUTHENTICATE", "LIST", "EXAMINE", "UID SEARCH", "UID FETCH", "APPEND"]
)
async def test_reading_waits_its_time_for_each_command(moment: str) -> None:
    async with ScriptedImap({moment: Act.STALL}, mails={1: b"Subject: x\r\n\r\nx"}) as server:
        line = ImapLine(server.login(), timeout=0.3)
        began = time.monotonic()
        with pytest.raises(WireError, match=r"said nothing"):
            await everything(line)
        took = time.monotonic() - began
        await line.close()
    assert took < 0.3 + SLACK


async def test_waiting_for_mail_ends_when_it_was_told_to() -> None:
    async with ScriptedImap() as server:
        line = ImapLine(server.login(), timeout=0.3)
        await line.open()
        await line.examine("INBOX")
        news, took = await timed(line.wait_for_change(timedelta(seconds=0.2)))
        await line.close()
    assert (news, took < 0.2 + SLACK) == (False, True)


async def test_a_connection_is_closed_politely_and_opened_again_when_needed() -> None:
    async with ScriptedSmtp() as server:
        line = SmtpLine(server.login(), timeout=1)
        for _ in range(2):
            assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is Outcome.SENT
            await line.close()
        await line.close()
    assert (server.connections, server.accepted, server.said["QUIT"]) == (2, 2, 2)


class Talkative(ScriptedSmtp):
    """After a mail it talks without end: whole answers, or one that has no end."""

    words = b""
    told = 0

    async def act(self, writer, action, usual) -> None:
        await super().act(writer, action, usual)
        if action == "250 2.0.0 queued":
            await asyncio.wait({asyncio.current_task()}, timeout=0.1)  # until its yes was heard
        while action == "250 2.0.0 queued" and self.told < 10_000_000:
            writer.write(self.words)
            self.told += len(self.words)
            await writer.drain()


@pytest.mark.parametrize("words", [b"250 ok\r\n" * 1000, b"250-" + b"x" * 8000])
async def test_a_server_that_talks_without_end_at_an_idle_connection_fills_no_memory(words):
    async with Talkative() as server:
        server.words = words
        line = SmtpLine(server.login())
        assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is Outcome.SENT
        async with asyncio.timeout(10):
            while server.told < 10_000_000:
                await asyncio.wait({asyncio.current_task()}, timeout=0.01)
        session = line._session
        assert session is None or len(session._replies) + len(session._lines) + len(session._kept) < 200_000
        assert (await line.deliver(USER, "lead@example.com", SMALL)).outcome is Outcome.SENT
        await line.close()
    assert server.connections == 2
