"""A sender's connections: one a mailbox, kept while of use, never more than it may have."""

import asyncio
from datetime import timedelta

from engine.store.tables import Mailbox
from tests.support.house import Desk
from tests.support.servers import SmtpSink, smtp_sink
from workers.lines import KEPT, Lines

RAW = b"From: robin@example.com\r\nTo: alex@acme.test\r\nSubject: The yard\r\n\r\nHi\r\n"


async def mailboxes(desk: Desk, count: int, port: int) -> list[Mailbox]:
    return [await desk.mailbox(address=f"robin{number}@example.com", smtp=port) for number in range(count)]


async def send(lines: Lines, box: Mailbox) -> None:
    async with lines.line(box) as line:
        await line.deliver(box.address, "alex@acme.test", RAW)


async def closed(sink: SmtpSink, left: int) -> None:
    async with asyncio.timeout(5):
        while len(sink.transports) > left:
            sink.changed.clear()
            await asyncio.wait({asyncio.create_task(sink.changed.wait())}, timeout=0.05)


async def test_a_connection_is_kept_between_mails(desk: Desk) -> None:
    async with smtp_sink() as sink:
        lines = Lines(desk.house, most=5)
        (box,) = await mailboxes(desk, 1, sink.port)
        await send(lines, box)
        (first,) = sink.transports
        await send(lines, box)
        assert set(sink.transports) == {first}
        await lines.close()


async def test_a_changed_login_gets_a_new_connection(desk: Desk) -> None:
    async with smtp_sink() as sink:
        lines = Lines(desk.house, most=5)
        (box,) = await mailboxes(desk, 1, sink.port)
        async with lines.line(box) as before:
            pass
        box.smtp_secret = desk.house.vault.seal("another")
        async with lines.line(box) as after:
            assert after is not before
        await lines.close()


async def test_the_longest_idle_one_makes_room_for_another(desk: Desk) -> None:
    async with smtp_sink() as sink:
        lines = Lines(desk.house, most=2)
        boxes = await mailboxes(desk, 3, sink.port)
        for box in (boxes[0], boxes[1], boxes[0], boxes[2]):
            await send(lines, box)
        assert [lines.has(box.id) for box in boxes] == [True, False, True]
        await closed(sink, 2)
        await lines.close()


async def test_who_needs_one_more_than_there_may_be_waits(desk: Desk) -> None:
    async with smtp_sink() as sink:
        lines = Lines(desk.house, most=1)
        boxes = await mailboxes(desk, 2, sink.port)
        async with lines.line(boxes[0]):
            waiting = asyncio.create_task(send(lines, boxes[1]))
            done, _ = await asyncio.wait({waiting}, timeout=0.1)
            assert not done
        await asyncio.wait_for(waiting, 5)
        assert len(sink.mails) == 1
        await lines.close()


async def test_idle_ones_are_closed_politely(desk: Desk) -> None:
    async with smtp_sink() as sink:
        lines = Lines(desk.house, most=5)
        boxes = await mailboxes(desk, 2, sink.port)
        await send(lines, boxes[0])
        desk.clock.at += KEPT
        await send(lines, boxes[1])
        desk.clock.at += timedelta(seconds=1)
        await lines.tidy()
        assert [lines.has(box.id) for box in boxes] == [False, True]
        await closed(sink, 1)
        await lines.close()
        await closed(sink, 0)
