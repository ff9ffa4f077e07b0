"""A mailbox with a long past: only what the campaigns' time needs is fetched, also when it is numbered anew."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Unreachable
from engine.store.tables import FolderCursor, MessageIn
from tests.support.dovecot import DOVECOT_PROGRAM, DovecotServer, dovecot_server
from tests.support.house import Desk
from tests.support.passing import Passing
from tests.support.scripted import ScriptedImap
from tests.workers.test_poller import fetch

MANY = 200_000
WITH_DOVECOT = pytest.mark.skipif(DOVECOT_PROGRAM is None, reason="Dovecot is not installed")


async def stored_uids(desk: Desk) -> list[int]:
    return [row.uid for row in await desk.all(select(MessageIn).order_by(col(MessageIn.id)))]


def deliver(server: DovecotServer, raw: bytes, when: datetime, folder: str = "") -> None:
    """As if it had arrived then: a Maildir's dates are those of its files."""
    server.deliver(raw, folder)
    newest = max((Path(server.maildir(folder)._path) / "new").iterdir(), key=lambda path: path.stat().st_mtime)
    os.utime(newest, (when.timestamp(), when.timestamp()))


async def test_of_two_hundred_thousand_mails_the_new_ones_are_fetched(desk: Desk) -> None:
    now = desk.clock.now()
    old = b"Message-ID: <old@example.com>\r\n\r\nold\r\n"
    async with ScriptedImap(mails=dict.fromkeys(range(1, MANY + 1), old)) as server:
        server.dates = dict.fromkeys(range(1, MANY + 1), now - timedelta(days=90))
        for uid in (1_000, MANY - 1, MANY):  # one that was moved about in between
            server.dates[uid] = now
            server.mails[uid] = b"Message-ID: <%d@example.com>\r\n\r\nnew\r\n" % uid
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 3  # the one folder of this server is INBOX and Sent
        bodies = [line for line in server.lines if "BODY" in line]
        assert [line.split()[3] for line in bodies] == [f"1000,{MANY - 1},{MANY}"] * 2
        await desk.change(FolderCursor, (box.id, "INBOX"), uidvalidity=6)
        server.lines.clear()
        assert await fetch(desk, box) == 0
        assert sum("BODY" in line for line in server.lines) == 1


@WITH_DOVECOT
async def test_a_real_server_is_not_asked_for_old_mail_either(desk: Desk) -> None:
    now = desk.clock.now()
    with dovecot_server() as server:
        for number in range(300):
            deliver(server, desk.mail(f"old{number}@acme.test", "Old."), now - timedelta(days=200))
        for number in range(3):
            deliver(server, desk.mail(f"new{number}@acme.test", "New."), now - timedelta(hours=2 * number))
        deliver(server, desk.mail("moved@acme.test", "Moved here today."), now - timedelta(days=30))
        async with Passing(server.port) as passing:
            box = await desk.mailbox(imap=passing.port)
            assert await fetch(desk, box) == 3
            assert sum(line.count(",") + 1 for line in passing.lines if "BODY" in line) == 3
            assert await fetch(desk, box) == 0


@WITH_DOVECOT
async def test_numbered_anew_it_is_read_back_a_month_behind_what_is_known(desk: Desk) -> None:
    """What came between the last look and the renumbering is found, what was read long ago not fetched again."""
    begun = desk.clock.now()
    with dovecot_server() as server:
        async with Passing(server.port) as passing:
            box = await desk.mailbox(imap=passing.port)
            for day in range(100):
                deliver(server, desk.mail(f"p{day}@acme.test", f"Day {day}."), begun + timedelta(days=day))
            desk.clock.at = begun + timedelta(days=100)
            assert await fetch(desk, box) == 100
            await desk.change(FolderCursor, (box.id, "INBOX"), uidvalidity=1)
            deliver(server, desk.mail("late@acme.test", "Late."), begun + timedelta(days=101))
            passing.lines.clear()
            assert await fetch(desk, box) == 1
            asked = sum(line.count(",") + 1 for line in passing.lines if "BODY" in line)
    assert 30 <= asked <= 34
    assert len(await stored_uids(desk)) == 101


async def test_a_folder_of_which_nothing_is_stored_is_read_from_the_beginning(desk: Desk) -> None:
    """Numbered anew when all there was came too early to be kept, there is no mail to go back from."""
    async with ScriptedImap(mails={5: b"Message-ID: <5@example.com>\r\n\r\nx\r\n"}) as server:
        server.dates = {5: desk.clock.now() + timedelta(hours=1)}
        box = await desk.mailbox(imap=server.port, created_at=desk.clock.now() - timedelta(days=100))
        async with desk.house.database.begin() as session:
            session.add(FolderCursor(mailbox_id=box.id, folder="INBOX", role="inbox", uidvalidity=6, uid=900))
        assert await fetch(desk, box) == 1


ABSURD = {
    1: datetime(1970, 1, 1, tzinfo=UTC),
    2: datetime(1999, 12, 31, tzinfo=UTC),
    3: datetime(2106, 2, 7, tzinfo=UTC),
}
"""Offsets of UIDs, and when a server says that the mails arrived."""


def absurd_mails(desk: Desk, server: ScriptedImap, behind: int) -> None:
    for offset, date in ABSURD.items():
        server.mails[behind + offset] = desk.mail(f"p{behind + offset}@acme.test", "Yes, that is me.")
        server.dates[behind + offset] = date


@pytest.mark.parametrize("singly", [0, 9], ids=["together", "one by one"])
@pytest.mark.parametrize("there", [0, 4], ids=["empty at first", "not empty at first"])
async def test_what_comes_after_the_first_look_is_read_whatever_its_date(desk: Desk, there: int, singly: int) -> None:
    """A server's clock that is wrong, or a mail that was moved here: it counts as received now."""
    now = desk.clock.now()
    long_ago = now - timedelta(days=400)
    async with ScriptedImap(mails={uid: desk.mail("old@acme.test", "Old.") for uid in range(1, there + 1)}) as server:
        server.dates = dict.fromkeys(range(1, there + 1), long_ago)
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 0
        await desk.change(FolderCursor, (box.id, "INBOX"), singly=singly)
        for behind in (there, there + 10):
            absurd_mails(desk, server, behind)
            server.lines.clear()
            assert await fetch(desk, box) == len(ABSURD)
            assert not any("SINCE" in line for line in server.lines)
        assert await fetch(desk, box) == 0
    rows = await desk.all(select(MessageIn).order_by(col(MessageIn.id)))
    assert [row.uid for row in rows] == [behind + offset for behind in (there, there + 10) for offset in ABSURD]
    assert {row.received_at for row in rows} == {now}


async def test_what_comes_during_the_first_look_is_read_whatever_its_date(desk: Desk) -> None:
    async with ScriptedImap(mails={uid: desk.mail("now@acme.test", f"{uid}.") for uid in (1, 2)}) as server:
        usual, asked = server._usual, []

        def meanwhile(verb: str, rest: str, tag: str) -> bytes:
            if verb == "UID FETCH" and not asked:
                asked.append(rest)
                absurd_mails(desk, server, 2)
                server.mails[9] = desk.mail("now@acme.test", "9.")
            return usual(verb, rest, tag)

        server._usual = meanwhile
        box = await desk.mailbox(imap=server.port)
        assert await fetch(desk, box) == 6
    assert sorted(await stored_uids(desk)) == [1, 2, 3, 4, 5, 9]


async def test_a_first_look_that_was_cut_short_goes_on_as_one(desk: Desk) -> None:
    now = desk.clock.now()
    mails = {uid: desk.mail(f"p{uid}@acme.test", "Hello.") for uid in range(1, 121)}
    async with ScriptedImap(mails=mails) as server:
        server.dates = {uid: now if uid % 2 else now - timedelta(days=90) for uid in mails}
        usual = server._usual
        server._usual = lambda verb, rest, tag: (
            b"* BYE not now\r\n" if verb == "UID FETCH" and "119" in rest else usual(verb, rest, tag)
        )
        box = await desk.mailbox(imap=server.port)
        with pytest.raises(Unreachable):
            await fetch(desk, box)
        server._usual = usual
        assert len(await stored_uids(desk)) == 50
        await fetch(desk, box)
    assert sorted(await stored_uids(desk)) == list(range(1, 121, 2))
