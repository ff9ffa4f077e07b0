"""Answers that a filter of the mailbox has put into another folder are read there, and nothing else of it is."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.imap import ImapLine
from engine.flows.cursors import Cursors, opened
from engine.flows.elsewhere import Round, read_elsewhere
from engine.flows.one_by_one import Unfetched
from engine.flows.read import read
from engine.flows.receive import receive
from engine.rules.vocabulary import ContactState, Kind
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn, ResponseTask
from tests.support.dovecot import DOVECOT_PROGRAM, DovecotServer, dovecot_server
from tests.support.house import Desk
from tests.support.replies import ALEX, written_to
from tests.support.scripted import ScriptedImap
from tests.support.working import alive, until
from tests.workers.test_poller import polling

pytestmark = pytest.mark.skipif(DOVECOT_PROGRAM is None, reason="Dovecot is not installed")
STOP = "Please take me off your list and do not write again."
FOLDERS = ("Prospects", "Drafts")


async def at(desk: Desk, server: DovecotServer) -> Mailbox:
    """Alex has got a mail of this mailbox."""
    return await moved(desk, await written_to(desk), server.port)


async def moved(desk: Desk, box: Mailbox, port: int) -> Mailbox:
    await desk.change(Mailbox, box.id, imap_port=port)
    return await desk.get(Mailbox, box.id)


class Reader:
    """What the poller does with a mailbox, step by step."""

    def __init__(self, desk: Desk, box: Mailbox) -> None:
        self.desk, self.box, self.round = desk, box, Round()
        self.line: ImapLine = desk.house.imap(box)
        self.cursors = Cursors()

    async def look(self) -> int:
        """Everything once, on a new connection; how many mails are stored by now."""
        await self.line.open()
        folders, self.cursors = await self.line.folders(), await opened(self.desk.house, self.box)
        await receive(self.desk.house, self.box, self.line, folders, self.cursors)
        while await read_elsewhere(self.desk.house, self.box, self.line, folders, self.cursors, self.round):
            self.cursors.stored = 0
        await self.line.close()
        return len(await self.desk.all(select(MessageIn)))


async def test_an_opt_out_in_another_folder_is_heard(desk: Desk) -> None:
    with dovecot_server(folders=FOLDERS) as server:
        await at(desk, server)
        server.deliver(desk.mail(ALEX, STOP, In_Reply_To=(await desk.out()).message_id), "Prospects")
        async with alive(desk, speed=60) as house, polling(house):

            async def heard() -> bool:
                return (await desk.contact()).state is ContactState.SUPPRESSED

            await until(heard, 60)
    (row,) = await desk.all(select(MessageIn).where(col(MessageIn.role) != "sent"))
    assert (row.folder, row.kind) == ("Prospects", Kind.UNSUBSCRIBE)


async def test_only_answers_and_reports_are_taken_from_there(desk: Desk) -> None:
    with dovecot_server(folders=FOLDERS) as server:
        reader = Reader(desk, await at(desk, server))
        out = await desk.out()
        server.deliver(desk.mail("Shop <news@shop.test>", "Buy this.", subject="Offers"), "Prospects")
        server.deliver(desk.mail("Rep <rep@example.com>", "Thursday?", In_Reply_To=out.message_id), "Drafts")
        server.deliver(desk.dsn(out, "5.1.1", "User unknown"), "Prospects")
        assert await reader.look() == 1
        server.deliver(desk.mail("Alex Sample <alex@home.test>", "Fine.", In_Reply_To=out.message_id), "Prospects")
        assert await reader.look() == 1, "once an hour"
        desk.later(hours=1)
        assert await reader.look() == 2
        assert await desk.all(select(col(MessageIn.state))) == [InState.STORED] * 2
        box = server.maildir("Prospects")
        assert [box[key].get_flags() for key in box.iterkeys()] == [""] * 3, "none is marked as read"


async def test_what_is_put_there_after_it_was_read_is_known(desk: Desk) -> None:
    with dovecot_server(folders=FOLDERS) as server:
        reader = Reader(desk, await at(desk, server))
        raw = desk.mail(ALEX, "Who are you?", In_Reply_To=(await desk.out()).message_id)
        server.deliver(raw)
        assert await reader.look() == 1
        server.deliver(raw, "Prospects")
        desk.later(hours=1)
        assert await reader.look() == 1
        row = await desk.one(select(MessageIn))
        assert (row.folder, row.state) == ("INBOX", InState.STORED)


class Hostile(ScriptedImap):
    """It hangs up over the mails of Prospects; its other folders are empty."""

    def _usual(self, verb: str, rest: str, tag: str) -> bytes:
        if verb == "LIST":
            return b'* LIST () "/" INBOX\r\n* LIST () "/" Prospects\r\n* LIST () "/" Done\r\n%b OK\r\n' % tag.encode()
        if verb == "EXAMINE" and "Prospects" not in rest:
            return b"* 0 EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT 1] x\r\n%b OK\r\n" % tag.encode()
        if verb == "UID FETCH" and "BODY.PEEK[]" in rest:
            raise EOFError
        return super()._usual(verb, rest, tag)


async def test_a_mail_there_that_breaks_the_connection_is_set_aside_in_time(desk: Desk) -> None:
    """Meanwhile the INBOX is read."""
    box = await written_to(desk)
    mail = desk.mail(ALEX, STOP, In_Reply_To=(await desk.out()).message_id)
    async with Hostile(mails={1: mail}) as server:
        reader = Reader(desk, await moved(desk, box, server.port))
        for _ in range(3):
            with pytest.raises(Unfetched):
                await reader.look()
            assert await reader.look() == 0, "not before the next round"
            assert any("Done" in one for one in server.lines[-4:]), "the other folders are looked into"
            desk.later(hours=1)
        assert await reader.look() == 1
    row = await desk.one(select(MessageIn))
    await read(desk.house, row.id)
    assert (await desk.one(select(ResponseTask))).note.endswith(f"look for it in Prospects of {box.address}.")


async def test_a_large_folder_is_passed_over_in_portions(desk: Desk) -> None:
    """The INBOX is read between them, and next time only what is new is asked for."""
    listed = b'* LIST () "/" INBOX\r\n* LIST (\\All) "/" All\r\n* LIST () "/" Prospects\r\n{tag} OK\r\n'
    box = await written_to(desk)
    other = b"From: news@shop.test\r\nMessage-ID: <%d@shop.test>\r\n\r\n"
    mails = {uid: other % uid for uid in range(1, 5_001)}
    mails[4_999] = desk.mail(ALEX, STOP, In_Reply_To=(await desk.out()).message_id)
    async with ScriptedImap({"LIST": listed}, mails=mails) as server:
        box = await moved(desk, box, server.port)
        line = desk.house.imap(box)
        await line.open()
        cursors, known, folders = await opened(desk.house, box), Round(), await line.folders()
        portions = 1
        while await read_elsewhere(desk.house, box, line, folders, cursors, known):
            portions += 1
            assert portions < 10
            cursors.stored = 0
        assert (portions, server.said["EXAMINE"], server.said["UID SEARCH"]) == (4, 3, 3)
        assert sum("HEADER" in one for one in server.lines) == 25
        assert sum("BODY.PEEK[]" in one for one in server.lines) == 1
        await line.close()
    (row,) = await desk.all(select(MessageIn))
    assert (row.folder, row.uid) == ("All", 4_999)


async def test_spam_that_was_thrown_away_is_no_answer(desk: Desk) -> None:
    """Whoever it claims to be from; an answer there is one."""
    listed = b'* LIST () "/" INBOX\r\n* LIST (\\Trash) "/" Bin\r\n{tag} OK\r\n'
    box = await written_to(desk)
    out = await desk.out()
    spam = desk.mail(ALEX, "Yes, cheap watches! Call me on Thursday.", subject="Watches")
    mails = {1: spam, 2: desk.mail(ALEX, STOP, In_Reply_To=out.message_id, subject=f"Re: {out.subject}")}
    async with ScriptedImap({"LIST": listed}, mails=mails) as server:
        box = await moved(desk, box, server.port)
        line = desk.house.imap(box)
        await line.open()
        folders, cursors = await line.folders(), await opened(desk.house, box)
        assert await read_elsewhere(desk.house, box, line, folders, cursors, Round())
        await line.close()
    for row in await desk.all(select(MessageIn)):
        await read(desk.house, row.id)
    found = {(row.subject, row.kind, row.contact_id) for row in await desk.all(select(MessageIn))}
    assert found == {("Watches", Kind.UNRELATED, None), (f"Re: {out.subject}", Kind.UNSUBSCRIBE, out.contact_id)}
