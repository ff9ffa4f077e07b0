"""A sender's connections: one a mailbox, kept while of use, never more than it may have."""

import asyncio
from datetime import timedelta

from engine.store.tables import Mailbox
from tests.support.house import Desk
from tests.support.scripted import ScriptedSmtp
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


class Reluctant(ScriptedSmtp):
    """Takes its time over a farewell."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.go = asyncio.Event(), asyncio.Event()

    async def act(self, writer, action, usual) -> None:
        if self.said["QUIT"]:
            self.asked.set()
            await self.go.wait()
        await super().act(writer, action, usual)


async def test_what_was_taken_while_another_was_being_closed_stays_open(desk: Desk) -> None:
    async with Reluctant() as server:
        lines = Lines(desk.house, most=5)
        boxes = await mailboxes(desk, 2, server.port)
        for box in boxes:
            await send(lines, box)
        desk.clock.at += KEPT + timedelta(seconds=1)
        tidying = asyncio.create_task(lines.tidy())
        await server.asked.wait()
        async with lines.line(boxes[1]):
            server.go.set()
            await tidying
            assert [lines.has(box.id) for box in boxes] == [False, True]
        await lines.close()


async def test_what_made_room_while_another_was_being_closed_is_closed_once(desk: Desk) -> None:
    async with Reluctant() as server, smtp_sink() as sink:
        lines = Lines(desk.house, most=2)
        (slow,) = await mailboxes(desk, 1, server.port)
        idle, *others = [
            await desk.mailbox(address=f"{name}@example.com", smtp=sink.port) for name in ("idle", "one", "two")
        ]
        for box in (slow, idle):
            await send(lines, box)
        desk.clock.at += KEPT + timedelta(seconds=1)
        tidying = asyncio.create_task(lines.tidy())
        await server.asked.wait()
        for box in others:
            await send(lines, box)
        assert [lines.has(box.id) for box in (idle, *others)] == [False, True, True]
        server.go.set()
        await tidying
        assert [lines.has(box.id) for box in (slow, idle, *others)] == [False, False, True, True]
        await lines.close()
