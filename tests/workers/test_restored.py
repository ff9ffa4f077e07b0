"""Running workers in a database that was restored or copied: nothing leaves, mailboxes are read, a word ends it."""

from sqlalchemy import select
from sqlmodel import col

from engine.flows.cursors import looked, opened
from engine.flows.house import SEND
from engine.flows.restored import say_go, unread_since
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Account, Mailbox, MessageIn, MessageOut, Workspace
from tests.flows.test_restored import UNSENT
from tests.support.house import Desk
from tests.support.servers import pymap_server, smtp_sink
from tests.support.working import WINDOW, alive, campaign_of, until, working
from tests.workers.test_poller import polling

ALL_DAY = {"days": list(range(7)), "opens": "00:00", "closes": "23:59", "quiet_from": "00:00", "quiet_until": "00:00"}
ANOTHER = {"server": "another"}


async def is_held(desk: Desk) -> bool:
    return (await desk.get(Workspace, 1)).restored_at is not None


async def test_a_sender_sends_nothing_until_somebody_says_go(desk: Desk) -> None:
    async with smtp_sink() as sink, alive(desk, speed=600) as house:
        (box,) = await campaign_of(desk, 3, sink.port)
        await desk.change(Mailbox, box.id, window=ALL_DAY)
        await desk.change(Workspace, 1, database=ANOTHER)
        async with working(house):
            await until(lambda: is_held(desk), seconds=60)
            began = house.clock.now()

            async def rounds() -> bool:
                return (house.clock.now() - began).total_seconds() > 1200

            await until(rounds, seconds=60)
            assert (sink.connections, (await desk.line("p0@company0.test")).reason) == (0, HeldReason.RESTORED)
            async with house.database.begin() as session:
                await say_go(session, house, house.clock.now(), "robin", anyway=True)
            await house.bell.ring(SEND)
            await sink.wait_for(1, seconds=60)


async def test_a_sender_notices_that_its_database_was_put_back_under_it(desk: Desk) -> None:
    async with smtp_sink() as sink, alive(desk, speed=600) as house, working(house):

        async def known() -> bool:
            return bool((await desk.get(Workspace, 1)).database)

        await until(known, seconds=60)
        await desk.change(Workspace, 1, database=ANOTHER)
        await until(lambda: is_held(desk), seconds=60)
        assert sink.connections == 0


async def test_a_poller_that_comes_first_marks_what_left_since_the_backup(desk: Desk) -> None:
    """No sender has seen the database yet: the poller knows it too, before it reads."""
    async with pymap_server() as imap, alive(desk) as house:
        await imap.add_folder("Sent")
        box = await desk.one_contact(imap=imap.port, window=WINDOW)
        await desk.send_due(box)
        raw = bytes((await desk.out()).raw)
        await imap.deliver(raw, "Sent")
        for out in await desk.outs():
            if out.position > 1:
                async with desk.house.database.begin() as session:
                    await session.delete(await session.get_one(MessageOut, out.id))
        await desk.change(MessageOut, 1, **UNSENT)
        await desk.change(Account, 1, bin="cold")
        await desk.change(Workspace, 1, database=ANOTHER)
        async with polling(house):

            async def was_read() -> bool:
                return bool(await desk.all(select(MessageIn).where(col(MessageIn.state) == "read")))

            await until(was_read, seconds=60)
        assert await is_held(desk)
        assert ((await desk.out()).state, (await desk.out()).settled_by) == (OutState.SENT, "sent_folder")
        assert (await desk.get(Mailbox, box.id)).read_problem == ""


async def test_a_mailbox_that_was_only_connected_does_not_count_as_read(desk: Desk) -> None:
    """Its Sent folder may hold more than a moment's reading."""
    box = await desk.mailbox()
    await desk.change(Workspace, 1, restored_at=desk.clock.now(), restored_why="it is a copy")
    desk.later(minutes=1)
    await opened(desk.house, box)
    async with desk.house.database.begin() as session:
        workspace = await session.get_one(Workspace, 1)
        assert await unread_since(session, workspace) == [box.address]
    await looked(desk.house, {box.id: desk.clock.now()})
    async with desk.house.database.begin() as session:
        assert await unread_since(session, workspace) == []
