"""The market may be killed at any moment: what it accepted is there, what it did is not done again."""

import asyncio
import sqlite3
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import aiosmtplib
import pytest

from engine.clock import FastClock, SystemClock
from offhours.demo.market.market import Market
from offhours.demo.market.store import Store
from offhours.demo.world import World
from tests.demo.driver import MAILBOXES, PASSWORD, REP, TUESDAY, campaign_mail

KILLS = 2
SPEED = 2_000_000.0


async def start_process(folder: Path, clock: FastClock, port: int) -> tuple[asyncio.subprocess.Process, int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.demo.market_process",
        str(folder),
        clock.real.isoformat(),
        str(clock.speed),
        str(port),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    return process, int(await process.stdout.readline())


async def send_until_killed(
    port: int, mails: list[tuple[str, bytes]], accepted: list[str], goal: int, enough: asyncio.Event
) -> None:
    """Takes mails off the list one by one; the one in flight when the server dies is not sent again."""
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
    await client.connect()
    await client.login(REP, PASSWORD)
    try:
        while mails:
            recipient, raw = mails.pop(0)
            try:
                await client.sendmail(REP, [recipient], raw)
            except aiosmtplib.SMTPRecipientsRefused:
                continue
            accepted.append(recipient)
            if len(accepted) == goal:
                enough.set()
    except (aiosmtplib.SMTPServerDisconnected, ConnectionError):
        return  # killed
    finally:
        client.close()


async def test_nothing_accepted_is_lost_and_nothing_done_twice(world: World, tmp_path: Path) -> None:
    clock = FastClock(SystemClock().now(), TUESDAY, SPEED)
    mails = [(one.email, campaign_mail(one, 1, 1)) for one in world.contacts]
    accepted: list[str] = []
    port = 0
    for round_number in range(1, KILLS + 1):
        process, port = await start_process(tmp_path, clock, port)
        enough = asyncio.Event()
        sender = asyncio.create_task(send_until_killed(port, mails, accepted, 60 * round_number, enough))
        await enough.wait()
        process.kill()
        await asyncio.gather(process.wait(), sender)
    market = Market(tmp_path, clock, world, MAILBOXES, seed=7)
    await market.start()
    assert market.smtp_port == port
    await market.drain(clock.now() + timedelta(days=30))
    truth = market.truth()
    received = Counter(one.contact for one in truth.received)
    assert received >= Counter(accepted)
    assert received.total() - len(accepted) <= KILLS  # taken in, but killed before the 250
    assert len(market._store.uids(REP, "Sent")) == received.total() + sum(one.kind == "own_mail" for one in truth.mails)
    assert max(Counter((one.contact, one.kind, one.folder) for one in truth.mails if one.contact).values()) == 1
    assert truth.waiting == 0
    assert not truth.duplicates
    await market.stop()


def test_an_event_that_breaks_leaves_no_trace(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.open_mailbox(REP, 1)
    heard: list[tuple[str, str]] = []
    store.listen(lambda mailbox, folder: heard.append((mailbox, folder)))

    def break_off() -> None:
        with store.transaction():
            store.file(REP, "INBOX", b"x", "<1@x.test>", TUESDAY)
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        break_off()
    assert store.uids(REP, "INBOX") == []
    assert heard == []
    store.close()


def test_the_file_is_whole_after_a_copy_in_the_middle(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.open_mailbox(REP, 1)
    with store.transaction():
        store.intend(TUESDAY, "answer", "a@b.test", REP)
    again = Store(tmp_path)
    first = again.next_intention(web=False)
    assert first is not None
    with again.transaction():
        assert again.finish_intention(first.id, TUESDAY)
    with store.transaction():
        assert not store.finish_intention(first.id, TUESDAY)
    assert sqlite3.connect(tmp_path / "market.sqlite3").execute("pragma integrity_check").fetchone() == ("ok",)
    store.close()
    again.close()
