"""A mailbox at another server or account, and mails that somebody moves: nothing that came is passed over."""

import imaplib

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.login import Security
from engine.errors import ProtocolTrouble
from engine.flows.connect_mailbox import Server, change, connect, remove
from engine.flows.cursors import opened
from engine.flows.read import read
from engine.flows.receive import receive
from engine.rules.effects import Work
from engine.rules.providers import Auth
from engine.rules.vocabulary import Kind
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn, ResponseTask
from tests.support.dovecot import DOVECOT_PROGRAM, DovecotServer, dovecot_server
from tests.support.house import Desk
from tests.support.replies import ALEX, INTERESTED, as_kind, written_to
from tests.support.scripted import ScriptedImap
from tests.support.servers import HOST, PASSWORD, USER
from tests.support.working import alive, until
from tests.workers.test_poller import fetch, polling

WITH_DOVECOT = pytest.mark.skipif(DOVECOT_PROGRAM is None, reason="Dovecot is not installed")
BY = "robin@example.com"
EARLIER = b"* 5 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 6] x\r\n{tag} OK done\r\n"


def mails(desk: Desk, name: str, count: int) -> dict[int, bytes]:
    return {uid: desk.mail(f"{name}{uid}@acme.test", "Hello.") for uid in range(1, count + 1)}


async def move(desk: Desk, box: Mailbox, port: int) -> Mailbox:
    """A person gives another server; the folders of both have the same number (UIDVALIDITY), as at one provider."""
    async with desk.house.database.begin() as session:
        row = await session.get_one(Mailbox, box.id)
        await change(session, desk.house, row, {}, {"imap": {"port": port, "password": "new"}}, BY)
    return await desk.get(Mailbox, box.id)


async def stored(desk: Desk) -> int:
    return len(await desk.all(select(MessageIn)))


async def test_at_another_server_the_same_numbers_are_those_of_other_mails(desk: Desk) -> None:
    old, new = mails(desk, "old", 10), mails(desk, "new", 4)
    async with ScriptedImap(mails=old) as there, ScriptedImap(mails=new) as here:
        box = await desk.mailbox(imap=there.port)
        assert await fetch(desk, box) == 10
        box = await move(desk, box, here.port)
        assert await fetch(desk, box) == 4
        here.mails |= {5: desk.mail("late@acme.test", "Hello.")}
        assert await fetch(desk, box) == 1
        box = await move(desk, box, there.port)
        there.mails |= {11: desk.mail("back@acme.test", "Hello.")}
        assert await fetch(desk, box) == 1
    assert await stored(desk) == 16


async def test_what_was_not_handed_over_before_is_not_looked_for_under_its_number(desk: Desk) -> None:
    async with ScriptedImap(mails=mails(desk, "old", 1)) as there, ScriptedImap(mails=mails(desk, "new", 1)) as here:
        box = await desk.mailbox(imap=there.port)
        await fetch(desk, box)
        first = await desk.one(select(MessageIn))
        box = await move(desk, box, here.port)
        await fetch(desk, box)
        first, second = await desk.all(select(MessageIn))
    assert (first.uid, first.folder) == (second.uid, second.folder)
    assert first.uidvalidity < 0 < second.uidvalidity


async def test_a_mailbox_that_comes_back_from_another_server_is_read_there(desk: Desk) -> None:
    async with ScriptedImap(mails=mails(desk, "old", 10)) as there, ScriptedImap(mails=mails(desk, "new", 4)) as here:
        box = await desk.mailbox(imap=there.port)
        await fetch(desk, box)
        servers = [Server("localhost", port, Security.NONE, "rep", "secret") for port in (25, here.port)]
        given = {"address": box.address, "user_id": box.user_id, "display_name": "Robin", "time_zone": "Europe/London"}
        async with desk.house.database.begin() as session:
            remove(session, await session.get_one(Mailbox, box.id), desk.clock.now(), BY)
        async with desk.house.database.begin() as session:
            await connect(session, desk.house, given | {"ramp": False, "auth": Auth.PASSWORD}, *servers, BY)
        assert await fetch(desk, await desk.get(Mailbox, box.id)) == 4


async def test_whoever_is_still_reading_the_old_server_stores_nothing_more(desk: Desk) -> None:
    async with ScriptedImap(mails=mails(desk, "old", 3)) as there:
        box = await desk.mailbox(imap=there.port)
        line = desk.house.imap(box)
        await line.open()
        folders, cursors = await line.folders(), await opened(desk.house, box)
        await move(desk, box, there.port + 1)
        with pytest.raises(ProtocolTrouble, match="moved to another server"):
            await receive(desk.house, box, line, folders, cursors)
        await line.close()
    assert await stored(desk) == 0


@pytest.mark.parametrize("come", [1, 3])
async def test_a_server_that_was_restored_hands_over_what_came_since(desk: Desk, come: int) -> None:
    """From a backup, with the number of its folders and without their last mails: the next ones get numbers again that
    were given before."""
    async with ScriptedImap(mails=mails(desk, "old", 10)) as there:
        box = await desk.mailbox(imap=there.port)
        assert await fetch(desk, box) == 10
        there.mails = mails(desk, "old", 0) | {uid: raw for uid, raw in there.mails.items() if uid < 8}
        there.mails |= {uid: desk.mail(f"new{uid}@acme.test", "Hello.") for uid in range(8, 8 + come)}
        assert await fetch(desk, box) == come
        there.mails |= {20: desk.mail("late@acme.test", "Hello.")}
        assert [await fetch(desk, box) for _ in range(3)] == [1, 0, 0]
    assert await stored(desk) == 10 + come + 1


async def test_also_where_the_last_mail_before_was_a_second_copy(desk: Desk) -> None:
    """Of which nothing was stored that could be compared."""
    async with ScriptedImap(mails=mails(desk, "old", 10)) as there:
        there.mails[10] = there.mails[2]
        box = await desk.mailbox(imap=there.port)
        assert await fetch(desk, box) == 9
        there.mails = {uid: raw for uid, raw in there.mails.items() if uid < 8}
        there.mails |= {uid: desk.mail(f"new{uid}@acme.test", "Hello.") for uid in range(8, 12)}
        assert await fetch(desk, box) == 4
    assert await stored(desk) == 13


async def test_also_where_the_last_mail_before_was_removed(desk: Desk) -> None:
    """Others before it are known by their numbers, too."""
    async with ScriptedImap(mails=mails(desk, "old", 10)) as there:
        box = await desk.mailbox(imap=there.port)
        assert await fetch(desk, box) == 10
        there.mails = {uid: raw for uid, raw in there.mails.items() if uid < 8}
        there.mails |= {uid: desk.mail(f"new{uid}@acme.test", "Hello.") for uid in (8, 9, 11, 12)}
        assert await fetch(desk, box) == 4
    assert await stored(desk) == 14


async def test_a_server_that_tells_its_next_number_late_was_not_restored(desk: Desk) -> None:
    async with ScriptedImap({"EXAMINE": EARLIER}, mails=mails(desk, "old", 5)) as there:
        box = await desk.mailbox(imap=there.port)
        await fetch(desk, box)
        there.scripts, there.lines = [{"EXAMINE": EARLIER.replace(b"6", b"4")}], []
        assert await fetch(desk, box) == 0
    assert not any("SINCE" in line for line in there.lines)


async def from_junk(desk: Desk, server: DovecotServer, raw: bytes, kind: Kind | None = None) -> MessageIn:
    """It is read in Junk, then moved to the INBOX by the rep and read there."""
    box = await written_to(desk)
    await desk.change(Mailbox, box.id, imap_port=server.port)
    box = await desk.get(Mailbox, box.id)
    for folder in ("Junk", ""):
        server.deliver(raw, folder)
        await fetch(desk, box)
        for row in await desk.all(select(MessageIn).where(col(MessageIn.state) == InState.STORED)):
            await read(desk.house, row.id, *([as_kind(kind)] if kind else []))
    return await desk.one(select(MessageIn))


@WITH_DOVECOT
async def test_an_answer_that_a_rep_saves_from_junk_is_one(desk: Desk) -> None:
    with dovecot_server(folders=("Junk",)) as server:
        row = await from_junk(desk, server, desk.mail(ALEX, INTERESTED, subject="Thursday"))
    assert (row.role, row.kind, row.contact_id) == ("inbox", Kind.INTERESTED, (await desk.contact()).id)
    assert await desk.all(select(col(ResponseTask.step))) == [Work.ANSWER]
    assert await stored(desk) == 1


@WITH_DOVECOT
async def test_what_was_obeyed_in_junk_is_not_done_again(desk: Desk) -> None:
    with dovecot_server(folders=("Junk",)) as server:
        row = await from_junk(desk, server, desk.mail(ALEX, "No.", subject="Thursday"), Kind.UNSUBSCRIBE)
    assert (row.role, row.in_doubt) == ("junk", True)
    assert await desk.all(select(col(ResponseTask.step))) == [Work.LOOK]


@WITH_DOVECOT
async def test_a_folder_that_is_made_later_is_read_too(desk: Desk) -> None:
    """Junk comes with the first spam, Sent with the first answer; a connection may last for weeks."""
    with dovecot_server(junk=False) as server:
        async with alive(desk, speed=3600) as house, polling(house):
            await desk.mailbox(imap=server.port)
            server.deliver(desk.mail("first@acme.test", "Hello."))

            async def all_of(count: int) -> bool:
                return await stored(desk) == count

            await until(lambda: all_of(1))
            with imaplib.IMAP4(HOST, server.port) as other:  # Dovecot's list knows of what is made through it
                other.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
                other.create("Junk")
            server.deliver(desk.mail("second@acme.test", "Hello."), "Junk")
            await until(lambda: all_of(2), seconds=20)
    assert [row.role for row in await desk.all(select(MessageIn))] == ["inbox", "junk"]


async def test_a_mail_whose_number_cannot_be_told_apart_says_nothing(desk: Desk) -> None:
    """Its Message-ID stands where nobody looks for it: the server is not taken for a restored one each time."""
    late = desk.mail(ALEX, "Hello.").replace(b"From:", b"X-Long: " + b"x" * 70_000 + b"\r\nFrom:", 1)
    async with ScriptedImap(mails=mails(desk, "old", 3) | {4: late}) as there:
        box = await desk.mailbox(imap=there.port)
        assert await fetch(desk, box) == 4
        there.lines.clear()
        assert await fetch(desk, box) == 0
    assert not any("SINCE" in line for line in there.lines)
