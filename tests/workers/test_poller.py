"""The poller against a real IMAP server: everything is stored once, whatever breaks, and read."""

import asyncio
import contextlib
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from engine.errors import Unreachable
from engine.flows.connect_mailbox import remove
from engine.flows.cursors import opened
from engine.flows.house import READ
from engine.flows.receive import receive
from engine.rules.vocabulary import ContactState, Kind
from engine.store.mail import InState
from engine.store.tables import FolderCursor, Mailbox, MessageIn, ResponseTask
from tests.flows.test_turn import until_somebody_waits
from tests.support.house import Desk
from tests.support.passing import Passing
from tests.support.replies import written_to
from tests.support.scripted import Act, ScriptedImap
from tests.support.servers import free_port, pymap_server
from tests.support.working import alive, broken, until
from workers.poller import run_poller


@contextlib.asynccontextmanager
async def polling(house):
    stop = asyncio.Event()
    task = asyncio.create_task(run_poller(house, stop))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(10):
            await task


async def stored(desk: Desk) -> list[MessageIn]:
    return await desk.all(select(MessageIn).order_by(col(MessageIn.id)))


def mails(desk: Desk, count: int) -> list[bytes]:
    return [desk.mail(f"p{number}@acme.test", f"Hello {number}.") for number in range(count)]


async def test_what_comes_is_stored_and_read_at_once(desk: Desk) -> None:
    async with pymap_server() as imap, alive(desk, speed=60) as house:
        box = await desk.one_contact(imap=imap.port)
        await desk.send_due(box)
        out = await desk.out()
        async with polling(house):
            await imap.deliver(desk.mail("alex@acme.test", "Yes, that is me. Call me.", In_Reply_To=out.message_id))

            async def read() -> bool:
                return bool(await desk.all(select(MessageIn).where(col(MessageIn.state) == InState.READ)))

            await until(read)
    found = (await stored(desk))[0]
    assert (found.out_id, found.folder, found.role) == (out.id, "INBOX", "inbox")
    assert len(await desk.all(select(ResponseTask))) == 1
    box = await desk.get(Mailbox, box.id)
    assert box.read_at is not None
    assert box.read_problem == ""


async def test_a_fault_that_nobody_foresaw_does_not_end_the_poller(desk: Desk) -> None:
    async with pymap_server() as imap, alive(desk) as house:
        await desk.mailbox(imap=imap.port)
        await imap.deliver(mails(desk, 1)[0])

        async def there() -> bool:
            return bool(await stored(desk))

        async with polling(broken(house)):
            await until(there)


@pytest.mark.parametrize("moment", ["greeting", "UID FETCH"])
async def test_told_to_stop_it_does_not_wait_for_a_server_that_says_nothing(desk: Desk, moment: str) -> None:
    async with ScriptedImap({moment: Act.STALL}, mails={1: mails(desk, 1)[0]}) as imap, alive(desk) as house:
        await desk.mailbox(imap=imap.port)
        patient = replace(house, settings=house.settings.model_copy(update={"mail_timeout": timedelta(minutes=2)}))

        async def asked() -> bool:
            return imap.connections > 0 and (moment == "greeting" or imap.said[moment] > 0)

        async with polling(patient):
            await until(asked)


async def test_told_to_stop_it_leaves_what_waits_to_be_decided_about_to_the_next(desk: Desk) -> None:
    for number in range(4):
        box = await desk.mailbox(address=f"robin{number}@example.com", imap=free_port())
        for raw in mails(desk, 10):
            await desk.store(box, raw)

    async def undecided() -> int:
        return len(await desk.all(select(MessageIn).where(col(MessageIn.state) != InState.READ)))

    async def all_decided() -> bool:
        return not await undecided()

    async with alive(desk) as house:
        stop = asyncio.Event()
        async with desk.house.database.begin() as busy:
            await busy.execute(select(MessageIn).with_for_update())
            leaving = asyncio.create_task(run_poller(house, stop))
            await until_somebody_waits(desk)
            stop.set()
            await asyncio.wait({leaving}, timeout=1)
            assert not leaving.done(), "what is being decided about is finished"
        async with asyncio.timeout(10):
            await leaving
        assert 0 < await undecided() < 40
        async with polling(house):
            await until(all_decided)


async def test_while_a_connection_is_open_it_is_known_when_the_mailbox_was_last_read(desk: Desk) -> None:
    async with pymap_server() as imap, Passing(imap.port) as passing, alive(desk, speed=600) as house:
        box = await desk.mailbox(imap=passing.port)

        async def read_at():
            return (await desk.get(Mailbox, box.id)).read_at

        async with polling(house):
            await until(read_at)
            first = await read_at()

            async def later() -> bool:
                return await read_at() > first + timedelta(minutes=12)

            await until(later, seconds=20)
            assert (await read_at()) > house.clock.now() - timedelta(minutes=8)
        assert passing.connections == 1


async def test_a_connection_cut_at_each_command_loses_and_doubles_nothing(desk: Desk) -> None:
    async with pymap_server() as imap, Passing(imap.port, list(range(1, 14))) as cutter, alive(desk, 3000) as house:
        await desk.mailbox(imap=cutter.port)
        for raw in mails(desk, 30):
            await imap.deliver(raw)

        async def all_there() -> bool:
            return cutter.connections >= 12 and len(await stored(desk)) >= 30

        async with polling(house):
            await until(all_there, seconds=20)
    assert [found.uid for found in await stored(desk)] == sorted({found.uid for found in await stored(desk)})
    assert len(await stored(desk)) == 30


async def test_a_mailbox_that_cannot_be_read_says_so_until_it_can(desk: Desk) -> None:
    port = free_port()
    async with alive(desk, speed=600) as house:
        box = await desk.mailbox(imap=port)

        async def told() -> bool:
            return bool((await desk.get(Mailbox, box.id)).read_problem)

        async with polling(house):
            await until(told)
            async with pymap_server() as imap:
                await desk.change(Mailbox, box.id, imap_port=imap.port)
                await house.bell.ring(READ)

                async def well() -> bool:
                    return not await told()

                await until(well)


async def test_a_password_that_cannot_be_opened_is_told_too(desk: Desk) -> None:
    async with alive(desk, speed=600) as house:
        box = await desk.mailbox(imap_secret="gone")

        async def told() -> bool:
            return bool((await desk.get(Mailbox, box.id)).read_problem)

        async with polling(house):
            await until(told)


async def fetch(desk: Desk, box: Mailbox) -> int:
    line = desk.house.imap(box)
    await line.open()
    try:
        cursors = await opened(desk.house, box)
        await receive(desk.house, box, line, await line.folders(), cursors)
        return cursors.stored
    finally:
        await line.close()


async def test_the_cursor_goes_on_where_it_stood(desk: Desk) -> None:
    async with pymap_server() as imap:
        box = await desk.mailbox(imap=imap.port, created_at=desk.clock.at - timedelta(days=400))
        for raw in mails(desk, 3):
            await imap.deliver(raw)
        assert await fetch(desk, box) == 3
        assert await fetch(desk, box) == 0
        await imap.deliver(desk.mail("late@acme.test", "Late."))
        assert await fetch(desk, box) == 1
        assert (await desk.get(FolderCursor, (box.id, "INBOX"))).uid == 104


async def test_a_folder_that_was_numbered_anew_is_read_again_and_nothing_doubles(desk: Desk) -> None:
    async with pymap_server() as imap:
        box = await desk.mailbox(imap=imap.port)
        for raw in mails(desk, 4):
            await imap.deliver(raw)
        await fetch(desk, box)
        await desk.change(FolderCursor, (box.id, "INBOX"), uidvalidity=1, uid=900)
        assert await fetch(desk, box) == 0
        assert len(await stored(desk)) == 4
        assert (await desk.get(FolderCursor, (box.id, "INBOX"))).uid == 104


async def test_another_mail_under_a_known_message_id_is_kept(desk: Desk) -> None:
    """Two mails may carry one Message-ID, by accident or on purpose: only equal bytes are one mail."""
    async with pymap_server() as imap:
        box = await desk.mailbox(imap=imap.port)
        one = desk.mail("a@acme.test", "One.")
        for raw in (one, one, one.replace(b"One.", b"Two.")):
            await imap.deliver(raw)
        await fetch(desk, box)
    assert Counter(found.message_id for found in await stored(desk)).most_common(1)[0][1] == 2


async def test_killed_between_storing_and_reading_the_next_one_reads(desk: Desk) -> None:
    async with pymap_server() as imap, alive(desk, speed=60) as house:
        box = await desk.mailbox(imap=imap.port)
        await imap.deliver(desk.mail("a@acme.test", "Hello."))
        await fetch(desk, box)
        assert (await stored(desk))[0].state is InState.STORED
        async with polling(house):

            async def read() -> bool:
                return (await stored(desk))[0].state is InState.READ

            await until(read)
    assert (await stored(desk))[0].kind is Kind.UNRELATED


async def test_what_a_mailbox_had_got_when_it_was_removed_is_read_by_whoever_comes(desk: Desk) -> None:
    """An opt-out, say: the same person may be written to from another mailbox."""
    box = await written_to(desk)
    out = await desk.out()
    await desk.store(box, desk.mail("alex@acme.test", "Please take me off your list.", In_Reply_To=out.message_id))
    async with desk.house.database.begin() as session:
        remove(session, await session.get_one(Mailbox, box.id), desk.clock.now(), "mo")
    async with alive(desk) as house, polling(house):

        async def suppressed() -> bool:
            return (await desk.contact()).state is ContactState.SUPPRESSED

        await until(suppressed)


async def test_old_mail_of_a_new_mailbox_is_left_alone(desk: Desk) -> None:
    async with pymap_server() as imap:  # what it delivers came at half past nine on the third of March
        desk.later(days=30)
        box = await desk.mailbox(imap=imap.port)
        await imap.deliver(desk.mail("a@acme.test", "Old."))
        assert await fetch(desk, box) == 0


async def test_a_server_that_is_away_is_an_error_in_words(desk: Desk) -> None:
    box = await desk.mailbox(imap=free_port())
    with pytest.raises(Unreachable):
        await fetch(desk, box)


async def followers(desk: Desk) -> Counter[int]:
    """How many mailboxes each worker reads."""
    async with desk.house.database.begin() as session:
        query = "select pid from pg_locks where locktype = 'advisory' and classid = 3 and granted"
        return Counter(pid for (pid,) in await session.execute(text(query)))


async def test_pollers_share_the_mailboxes_and_take_over_what_another_leaves(desk: Desk) -> None:
    """Each is read by one of them at every moment; the first does not keep them all."""

    async def shared(*parts: int) -> bool:
        return sorted((await followers(desk)).values()) == sorted(parts)

    async with pymap_server() as imap, alive(desk, speed=600) as house:
        owner = await desk.user()
        for number in range(7):
            await desk.mailbox(owner, f"robin{number}@example.com", imap=imap.port)
        async with polling(house):
            await until(lambda: shared(7))
            async with polling(house):
                await until(lambda: shared(4, 3))
            await until(lambda: shared(7))


async def test_a_poller_takes_no_more_than_it_may(desk: Desk, caplog) -> None:
    async with pymap_server() as imap, alive(desk, speed=600) as house:
        owner = await desk.user()
        for number in range(3):
            await desk.mailbox(owner, f"robin{number}@example.com", imap=imap.port)
        few = replace(house, settings=house.settings.model_copy(update={"mailboxes": 2}))

        async def both() -> bool:
            return sum((await followers(desk)).values()) == 2

        async with polling(few):
            await until(both)
    assert "3 mailboxes are too many for 1 pollers" in caplog.text
