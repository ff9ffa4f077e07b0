"""Mail servers as they should not be: what can be read of them is read, each mail once, and nobody else waits."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from engine.errors import WireError
from engine.flows.read import read_all
from engine.flows.receive import unread
from engine.rules.vocabulary import Kind
from engine.store.mail import InState
from engine.store.tables import Activity, FolderCursor, Mailbox, MessageIn, ResponseTask
from tests.support.house import Desk
from tests.support.scripted import Act, ScriptedImap
from tests.support.servers import pymap_server
from tests.support.working import alive, until
from tests.workers.test_poller import fetch, polling, stored
from tests.workers.test_unfetched import INBOX_ALONE, asked_again, failures, patient


def mails(desk: Desk, *uids: int) -> dict[int, bytes]:
    return {uid: desk.mail(f"p{uid}@acme.test", f"Hello {uid}.") for uid in uids}


async def decided(desk: Desk, box: Mailbox) -> None:
    while ids := await unread(desk.house, box.id):
        await read_all(desk.house, ids, {})


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        (b"\xc3\x89l\xc3\xa9ments envoy\xc3\xa9s", "Éléments envoyés"),
        (b"\xc9l\xe9ments envoy\xe9s", "Éléments envoyés"),
        (b"Sent \xff", "Sent ÿ"),
        (b"&AAA-", "&AAA-"),
    ],
    ids=["UTF-8", "Latin-1", "neither", "NUL"],
)
async def test_a_folder_is_read_whatever_bytes_its_name_is_written_in(desk: Desk, spelled: bytes, name: str) -> None:
    listed = b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" "%s"\r\n{tag} OK done\r\n' % spelled
    async with ScriptedImap({"LIST": listed}, mails=mails(desk, 1, 2)) as server:
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 2
        asked = [line.encode("utf-8", "surrogateescape") for line in server.lines if "EXAMINE" in line]
        assert asked[1].partition(b"EXAMINE ")[2] == b'"%s"' % spelled
        assert await fetch(desk, box) == 0
    rows = await desk.all(select(FolderCursor).order_by(col(FolderCursor.folder)))
    assert {row.folder: row.role for row in rows} == {"INBOX": "inbox", name: "sent"}
    assert len(await desk.all(select(MessageIn))) == 2


REFUSE = """
create function refuse() returns trigger language plpgsql as $$
begin
    if {what} then raise exception 'no room for it' using errcode = '{code}'; end if; return new;
end $$;
create trigger refuse before insert on {table} for each row execute function refuse();
"""
AGAIN = "create trigger again before update on message_in for each row execute function refuse()"
BAD = "the bad one"


@contextlib.asynccontextmanager
async def refused(desk: Desk, what: str, code: str = "54000", table: str = "message_in") -> AsyncIterator[None]:
    """The database takes no row of which this is true."""
    async with desk.house.database.begin() as session:
        await session.execute(text(REFUSE.format(what=what, code=code, table=table)))
    try:
        yield
    finally:
        async with desk.house.database.begin() as session:
            await session.execute(text("drop function refuse cascade"))


@pytest.mark.parametrize(
    ("what", "sender"),
    [
        (f"position('{BAD}'::bytea in new.raw) > 0", "p2@acme.test"),
        (f"position('{BAD}'::bytea in new.raw) > 0 or new.from_address = 'p2@acme.test'", ""),
    ],
    ids=["its words", "its sender too"],
)
async def test_of_a_batch_the_one_mail_that_cannot_be_stored_is_set_aside(desk: Desk, what: str, sender: str) -> None:
    held = mails(desk, 1, 2, 3, 4)
    held[2] = held[2].replace(b"Hello 2.", BAD.encode())
    async with refused(desk, what), ScriptedImap({"LIST": INBOX_ALONE}, mails=held) as server:
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 4
        await decided(desk, box)
        rows = await stored(desk)
        assert [(row.uid, row.state) for row in rows if row.uid != 2] == [(uid, InState.READ) for uid in (1, 3, 4)]
        [row] = [row for row in rows if row.uid == 2]
        assert (row.state, row.raw, row.from_address) == (InState.BROKEN, b"", sender)
        assert row.problem.endswith("It could not be stored: ProgramLimitExceeded: no room for it")
        assert await fetch(desk, box) == 0, "the cursor has passed it"
    [task] = await desk.all(select(ResponseTask))
    assert task.note == f"This mail could not be stored: look for it in INBOX of {box.address}."


@pytest.mark.parametrize("code", ["57P01", "40P01", "08006", "53100"])
async def test_while_the_database_is_away_no_mail_is_blamed(desk: Desk, code: str) -> None:
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=mails(desk, 1, 2, 3)) as server:
        box = await desk.mailbox(imap=server.port)
        async with refused(desk, "new.uid = 2", code):
            with pytest.raises(DBAPIError):
                await fetch(desk, box)
        assert await fetch(desk, box) == 3
    assert all(row.raw for row in await stored(desk))


async def test_what_cannot_be_stored_when_it_is_fetched_again_says_so(desk: Desk) -> None:
    held = mails(desk, 1, 2)
    held[2] = held[2].replace(b"Hello 2.", BAD.encode())
    what = f"position('{BAD}'::bytea in new.raw) > 0"
    async with refused(desk, what), ScriptedImap({"LIST": INBOX_ALONE}, mails=held) as server:
        box = await desk.mailbox(imap=server.port)
        await fetch(desk, box)
        await decided(desk, box)
        [row] = [row for row in await stored(desk) if row.uid == 2]
        async with desk.house.database.begin() as session:
            await session.execute(text(AGAIN))
        await desk.change(MessageIn, row.id, problem="something else")
        assert await asked_again(desk, box, row.id) == 0
        assert (await desk.get(MessageIn, row.id)).problem in row.problem


@pytest.mark.parametrize("at_once", [False, True])
async def test_two_mailboxes_that_read_one_account_do_nothing_twice(desk: Desk, at_once: bool) -> None:
    async with pymap_server() as imap:
        box = await desk.one_contact(imap=imap.port)
        other = await desk.mailbox(address="alias@example.com", imap=imap.port)
        await desk.send_due(box)
        out = await desk.out()
        await imap.deliver(desk.mail("alex@acme.test", "What does it cost?", In_Reply_To=out.message_id))
        await imap.deliver(desk.dsn(out, "5.1.1", "no such user"))
        for one in (other, box):
            await fetch(desk, one)
        if at_once:
            await asyncio.gather(decided(desk, other), decided(desk, box))
        for one in (other, box):
            await decided(desk, one)
    rows = [row for row in await stored(desk) if row.out_id == out.id]
    assert Counter(row.mailbox_id for row in rows) == {box.id: 2, other.id: 2}
    assert sum(row.matched_by.startswith("copy of") for row in rows) == 2
    assert len(await desk.all(select(ResponseTask))) == 1
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "mail.received.bounce"))) == 1


def body_of(uid: int, raw: bytes, size: int) -> bytes:
    return b'* 1 FETCH (UID %d INTERNALDATE " 3-Mar-2026 09:30:00 +0100" BODY[] {%d}\r\n%s)\r\n' % (uid, size, raw)


def touched(server: ScriptedImap, uid: int, answer: bytes) -> None:
    """What is answered whenever the bytes of this mail are asked for."""
    usual = server._usual

    def answers(verb: str, rest: str, tag: str) -> bytes:
        if verb != "UID FETCH" or "BODY" not in rest or str(uid) not in rest.split()[2].split(","):
            return usual(verb, rest, tag)
        return answer.replace(b"{tag}", tag.encode())

    server._usual = answers


@pytest.mark.parametrize("told", [20, 100_000], ids=["too small", "too large"])
async def test_of_a_mail_whose_size_is_a_lie_nothing_is_stored_and_the_next_are_read(desk: Desk, told: int) -> None:
    await patient(desk)
    held = mails(desk, 1, 2, 3)
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=held) as server:
        touched(server, 2, body_of(2, held[2], told) + b"{tag} OK done\r\n")
        box = await desk.mailbox(imap=server.port)
        await failures(desk, box)
    rows = {row.uid: row for row in await stored(desk)}
    assert {uid: row.raw for uid, row in rows.items()} == {1: held[1], 2: b"", 3: held[3]}
    assert rows[2].state is InState.BROKEN


async def test_a_farewell_in_the_middle_of_a_mail_is_part_of_nothing(desk: Desk) -> None:
    """The server ends within a literal: the mail is fetched again, whole."""
    held = mails(desk, 1, 2, 3)
    cut = body_of(2, held[2][:40], len(held[2])).removesuffix(b")\r\n") + b"\r\n* BYE going down\r\n"
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=held) as server:
        usual, act = server._usual, server.act

        def answers(verb: str, rest: str, tag: str) -> bytes:
            first = server.connections == 1 and verb == "UID FETCH" and "BODY" in rest
            return cut if first else usual(verb, rest, tag)

        async def acted(writer: asyncio.StreamWriter, action: Any, usual: Any) -> None:
            await act(writer, action, usual)
            if usual is cut:
                await act(writer, Act.CLOSE, "")

        server._usual, server.act = answers, acted
        assert len(await failures(desk, await desk.mailbox(imap=server.port))) == 1
    assert [(row.uid, row.raw, row.state) for row in await stored(desk)] == [
        (uid, held[uid], InState.READ) for uid in (1, 2, 3)
    ]


async def test_mails_that_are_removed_while_they_are_fetched(desk: Desk) -> None:
    """EXPUNGE between the answers, a FETCH with news of flags among them, and a mail that never comes."""
    held = mails(desk, 1, 2, 3, 4)
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=held) as server:
        usual = server._usual

        def answers(verb: str, rest: str, tag: str) -> bytes:
            if verb == "UID FETCH" and "BODY" in rest and "2" in rest.split()[2].split(","):
                del held[2]
                lines = [body_of(uid, held[uid], len(held[uid])) for uid in (1, 3, 4)]
                return b"* 2 EXPUNGE\r\n".join([lines[0], b"* 2 FETCH (FLAGS (\\Seen))\r\n" + lines[1], lines[2]]) + (
                    f"* 9 EXISTS\r\n{tag} OK done\r\n".encode()
                )
            return usual(verb, rest, tag)

        server._usual = answers
        server.mails = held
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 3
        assert await fetch(desk, box) == 0
    assert [row.uid for row in await stored(desk)] == [1, 3, 4]


GMAIL = "\r\n".join(
    [
        '* LIST (\\HasNoChildren) "/" "INBOX"',
        '* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"',
        '* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"',
        '* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"',
        '* LIST (\\HasNoChildren \\Junk) "/" "[Gmail]/Spam"',
        '* LIST (\\HasNoChildren \\Important) "/" "[Gmail]/Wichtig"',
        '* LIST (\\HasNoChildren) "/" "Kunden"',
        "{tag} OK Success",
    ]
)


async def test_of_gmails_labels_each_mail_comes_once(desk: Desk) -> None:
    """Every folder of this server shows the same mails, as one with labels does."""
    async with ScriptedImap({"LIST": GMAIL}, mails=mails(desk, 1, 2, 3)) as server:
        assert await fetch(desk, await desk.mailbox(imap=server.port)) == 3
        asked = {line.partition("EXAMINE ")[2].strip('"') for line in server.lines if "EXAMINE" in line}
    assert asked == {"INBOX", "[Gmail]/Gesendet", "[Gmail]/Spam"}
    assert Counter(row.folder for row in await stored(desk)) == {"INBOX": 3}


async def test_twenty_thousand_old_mails_cost_a_handful_of_commands(desk: Desk) -> None:
    """A campaign that began yesterday, and its two answers among them."""
    now, old = desk.clock.now(), b"Message-ID: <old@example.com>\r\n\r\nold\r\n"
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=dict.fromkeys(range(1, 20_001), old)) as server:
        server.dates = dict.fromkeys(range(1, 20_001), now - timedelta(days=90))
        for uid in (19_998, 20_000):
            server.mails[uid], server.dates[uid] = desk.mail("a@acme.test", f"Hello {uid}."), now
        assert await fetch(desk, await desk.mailbox(imap=server.port)) == 2
        commands = [line for line in server.lines if "EXAMINE" in line or "UID" in line]
        assert len(commands) <= 5, commands


@pytest.mark.parametrize("year", [1970, 2099])
async def test_a_mail_may_claim_any_date(desk: Desk, year: int) -> None:
    """In its header, and by its server's clock where that is ahead."""
    async with ScriptedImap({"LIST": INBOX_ALONE}) as server:
        box = await desk.one_contact(imap=server.port)
        await desk.send_due(box)
        out, now = await desk.out(), desk.clock.now()
        when = now.replace(year=year)
        said = {"In-Reply-To": out.message_id, "Date": format_datetime(when)}
        server.mails = {1: desk.mail("alex@acme.test", "What does it cost?", **said)}
        server.dates = {1: max(when, now)}
        assert await fetch(desk, box) == 1
        await decided(desk, box)
    [row] = await stored(desk)
    assert (row.kind, row.out_id, row.received_at) == (Kind.QUESTION, out.id, now)
    [task] = await desk.all(select(ResponseTask))
    assert now < task.due_at < now + timedelta(days=5)
    assert (await desk.account()).last_activity_at == now


async def test_a_mailbox_that_came_by_a_clock_that_was_ahead_is_read_all_the_same(desk: Desk) -> None:
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=mails(desk, 1)) as server:
        server.dates = {1: desk.clock.now()}
        box = await desk.mailbox(imap=server.port, created_at=desk.clock.now() + timedelta(days=365))
        assert await fetch(desk, box) == 1
        server.mails[2], server.dates[2] = desk.mail("b@acme.test", "Later."), desk.clock.now()
        assert await fetch(desk, box) == 1


async def test_a_folder_that_ends_every_connection_keeps_no_mail_from_the_inbox(desk: Desk) -> None:
    listed = '* LIST (\\Junk) "/" Junk\r\n* LIST () "/" INBOX\r\n{tag} OK done'
    async with ScriptedImap({"LIST": listed}, mails=mails(desk, 1)) as server:
        act = server.act

        async def acted(writer: asyncio.StreamWriter, action: Any, usual: Any) -> None:
            junk = usual != "* OK ready" and server.lines[-1].endswith('EXAMINE "Junk"')
            await act(writer, Act.CLOSE if junk else action, usual)

        server.act = acted
        box = await desk.mailbox(imap=server.port)
        for uid in (2, 3):
            with pytest.raises(WireError):
                await fetch(desk, box)
            server.mails |= mails(desk, uid)
    assert [row.uid for row in await stored(desk)] == [1, 2]


async def test_a_server_that_can_do_no_more_than_it_must(desk: Desk) -> None:
    """No IDLE, UIDPLUS, SPECIAL-USE or UIDNEXT; its folders are known by their names."""
    listed = '* LIST () "." INBOX\r\n* LIST () "." INBOX.Sent\r\n* LIST () "." INBOX.spam\r\n{tag} OK done'
    async with ScriptedImap({"LIST": listed}, mails=mails(desk, 1, 2)) as server:
        server.capability = "IMAP4rev1"
        server._uidnext = lambda: b"* OK now"
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 2
        server.mails |= mails(desk, 3)
        assert await fetch(desk, box) == 1
        assert await fetch(desk, box) == 0
    cursors = await desk.all(select(FolderCursor))
    assert {row.folder: (row.role, row.uid) for row in cursors} == {
        "INBOX": ("inbox", 3),
        "INBOX.Sent": ("sent", 3),
        "INBOX.spam": ("junk", 3),
    }


async def test_what_nobody_foresaw_is_told_with_the_mailbox_and_tried_again(desk: Desk) -> None:
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=mails(desk, 1)) as server, alive(desk, speed=600) as house:
        box = await desk.mailbox(imap=server.port)

        async def told() -> list[Activity]:  # the word with the mailbox goes with each new try
            return await desk.all(select(Activity).where(col(Activity.what) == "mailbox.unread"))

        async def read() -> bool:
            return not (await desk.get(Mailbox, box.id)).read_problem and len(await stored(desk)) == 1

        async with polling(house):
            async with refused(desk, "true", table="folder_cursor"):
                await until(told)
            await until(read, seconds=20)
    words = "Reading was stopped by something nobody foresaw: ProgramLimitExceeded: no room for it"
    assert (await told())[0].why.startswith(words)
