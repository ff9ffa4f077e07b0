"""Mail servers as they should not be: what can be read of them is read, each mail once, and nobody else waits."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from engine.flows import receive
from engine.flows.read import read_all
from engine.flows.receive import unread
from engine.store.mail import InState
from engine.store.tables import Activity, FolderCursor, Mailbox, MessageIn, ResponseTask
from tests.support.house import Desk
from tests.support.scripted import ScriptedImap
from tests.support.servers import pymap_server
from tests.workers.test_poller import fetch, stored
from tests.workers.test_unfetched import INBOX_ALONE, asked_again


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
create trigger refuse before insert on message_in for each row execute function refuse();
"""
AGAIN = "trigger again before update"
BAD = "the bad one"


@contextlib.asynccontextmanager
async def refused(desk: Desk, what: str, code: str = "54000") -> AsyncIterator[None]:
    """The database takes no mail of which this is true."""
    async with desk.house.database.begin() as session:
        await session.execute(text(REFUSE.format(what=what, code=code)))
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


async def test_a_mail_that_breaks_what_prepares_it_is_set_aside_as_well(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = receive.message_id_of

    def breaks(raw: bytes) -> str:
        if b"Hello 3" in raw:
            raise RecursionError("too deep")
        return usual(raw)

    monkeypatch.setattr(receive, "message_id_of", breaks)
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=mails(desk, 1, 2, 3, 4)) as server:
        assert await fetch(desk, await desk.mailbox(imap=server.port)) == 4
    assert {row.uid: row.problem for row in await stored(desk) if not row.raw} == {
        3: "It could not be stored: RecursionError: too deep"
    }


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
            await session.execute(text(REFUSE.splitlines()[-1].replace("trigger refuse before insert", AGAIN)))
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
