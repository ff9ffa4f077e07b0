"""A mailbox that is read again brings nothing back of somebody who was erased; what they write anew comes as ever."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from engine.flows.erase import erase
from engine.flows.read import read
from engine.store.mail import InState
from engine.store.tables import Correspondent, FolderCursor, Mailbox, MessageIn
from tests.flows.test_erase import says
from tests.support.house import Desk
from tests.support.scripted import ARRIVED, ScriptedImap
from tests.workers.test_poller import fetch
from tests.workers.test_unfetched import asked_again

ALEX = "Alex Winter <alex@gmail.com>"
OURS = "rep@example.com"


async def read_all(desk: Desk) -> None:
    for row in await desk.all(select(MessageIn).where(col(MessageIn.state) == InState.STORED)):
        await read(desk.house, row.id)


async def erased_after_reading(desk: Desk, there: ScriptedImap) -> Mailbox:
    """Their answer, a copy of what was typed to them, and a mail of somebody else, all of two days ago."""
    there.mails = {
        1: desk.mail(ALEX, "Hello."),
        2: desk.mail("bo@acme.test", "Hello."),
        3: desk.mail(OURS, "Dear Alex.", to=ALEX),
    }
    box = await desk.mailbox(imap=there.port)
    assert await fetch(desk, box) == 3
    await read_all(desk)
    desk.clock.at = ARRIVED + timedelta(days=2)
    async with desk.house.database.begin() as session:
        await erase(session, "alex@gmail.com", desk.clock.now(), "boss")
    assert await says(desk, "alex") == []
    return box


async def test_a_folder_that_was_numbered_anew(desk: Desk) -> None:
    async with ScriptedImap() as there:
        box = await erased_after_reading(desk, there)
        await desk.change(FolderCursor, (box.id, "INBOX"), uidvalidity=1)
        assert await fetch(desk, box) == 0
    assert len(await desk.all(select(MessageIn))) == 3
    assert await says(desk, "alex") == []


async def test_a_mailbox_that_was_connected_anew_also_what_was_never_fetched(desk: Desk) -> None:
    async with ScriptedImap() as there:
        await erased_after_reading(desk, there)
        there.mails[4] = desk.mail(ALEX, "I wrote that before, too.")
        again = await desk.mailbox(address="other@example.com", imap=there.port, created_at=ARRIVED)
        assert await fetch(desk, again) == 1
        await read_all(desk)
    assert (await desk.all(select(MessageIn)))[-1].from_address == "bo@acme.test"
    assert {row.who for row in await desk.all(select(Correspondent))} == {"acme.test"}
    assert await says(desk, "alex") == []


async def test_a_mail_that_was_set_aside_and_nothing_but_its_place_was_known(desk: Desk) -> None:
    async with ScriptedImap() as there:
        there.mails = {1: desk.mail(ALEX, "Hello.")}
        box = await desk.mailbox(imap=there.port)
        assert await fetch(desk, box) == 1
        await desk.change(MessageIn, 1, state=InState.BROKEN, raw=b"", message_id="", digest="INBOX 1 1")
        desk.clock.at = ARRIVED + timedelta(days=2)
        async with desk.house.database.begin() as session:
            await erase(session, "alex@gmail.com", desk.clock.now(), "boss")
        assert await asked_again(desk, box, 1) == 0
    row = await desk.get(MessageIn, 1)
    assert (row.raw, row.state, row.erased_at) == (b"", InState.READ, desk.clock.now())
    assert await says(desk, "alex") == []


async def test_what_they_write_after_that_is_a_mail_like_any_other(desk: Desk) -> None:
    async with ScriptedImap() as there:
        box = await erased_after_reading(desk, there)
        there.dates[4] = desk.clock.now()
        there.mails[4] = desk.mail(ALEX, "Now I have a question.")
        assert await fetch(desk, box) == 1
        await read_all(desk)
    assert (await desk.all(select(MessageIn)))[-1].text == "Now I have a question."
    assert {row.who for row in await desk.all(select(Correspondent))} == {"acme.test"}


async def test_a_header_that_breaks_the_reading_is_stored_as_ever(desk: Desk) -> None:
    async with ScriptedImap() as there:
        box = await erased_after_reading(desk, there)
        there.mails[4] = b"From: \xff\xfe <@@\r\n\r\nHello."
        assert await fetch(desk, box) == 1
