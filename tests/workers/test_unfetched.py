"""A mail that its server cannot hand over holds up no other, and is told to a person, who can have it fetched again."""

import asyncio
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import WireError
from engine.flows.cursors import opened
from engine.flows.fetch_again import fetch_wanted, want
from engine.flows.one_by_one import LADDER, Unfetched
from engine.flows.read import read_all
from engine.flows.receive import receive, unread
from engine.store.mail import InState
from engine.store.tables import FolderCursor, Mailbox, MessageIn, ResponseTask
from tests.support.dovecot import DOVECOT_PROGRAM, dovecot_server
from tests.support.house import Desk
from tests.support.scripted import Act, ScriptedImap
from tests.support.servers import PASSWORD, USER, pymap_server
from tests.support.working import alive, until
from tests.workers.test_poller import polling, stored

POISON = 5
INBOX_ALONE = '* LIST () "/" INBOX\r\n{tag} OK done'
ENVELOPE = (
    b'* 1 FETCH (UID 5 INTERNALDATE " 3-Mar-2026 09:30:00 +0100" RFC822.SIZE 4711 ENVELOPE ("Tue, 3 Mar 2026 09:30:00'
    b' +0100" "=?utf-8?q?Gr=C3=BC=C3=9Fe?=" (("Alex \\"A\\" Sample" NIL "alex" "acme.test")) NIL NIL NIL NIL NIL NIL'
    b' "<5@acme.test>"))\r\n'
)


def poisoned(desk: Desk, how, *, from_manner: int = 0) -> ScriptedImap:
    """A server that misbehaves whenever mail 5 is touched, until it is asked for as little as in that try."""
    raws = [desk.mail(f"p{uid}@acme.test", f"Hello {uid}.") for uid in range(1, 10)]
    server = ScriptedImap({"LIST": INBOX_ALONE}, mails=dict(enumerate(raws, 1)))
    usual, act = server._usual, server.act

    def answer(verb, rest, tag):
        if verb != "UID FETCH" or str(POISON) not in rest.split()[2].split(","):
            return usual(verb, rest, tag)
        server.said["poison"] += 1
        if "ENVELOPE" in rest and from_manner <= 3:
            return ENVELOPE + f"{tag} OK done\r\n".encode()
        return usual(verb, rest, tag) if "<0." in rest and from_manner <= 2 else how

    async def acted(writer, action, usual):
        await act(writer, usual if isinstance(usual, Act) else action, usual)

    server._usual, server.act = answer, acted
    return server


async def fetch(desk: Desk, box: Mailbox) -> None:
    """One connection, as the poller makes it; what is stored is read."""
    line = desk.house.imap(box)
    await line.open()
    try:
        await receive(desk.house, box, line, await line.folders(), await opened(desk.house, box))
    finally:
        await line.close()
        while ids := await unread(desk.house, box.id):
            await read_all(desk.house, ids, {})


async def failures(desk: Desk, box: Mailbox) -> list[WireError]:
    """Until a connection ends well."""
    found: list[WireError] = []
    while len(found) < 20:
        try:
            await fetch(desk, box)
        except WireError as trouble:
            found.append(trouble)
        else:
            break
    return found


async def cursor(desk: Desk, box: Mailbox) -> FolderCursor:
    return await desk.get(FolderCursor, (box.id, "INBOX"))


async def patient(desk: Desk) -> Desk:
    """Nobody waits half a minute for a server that has fallen silent."""
    settings = desk.house.settings.model_copy(update={"mail_timeout": desk.house.settings.smallest_pause * 10})
    object.__setattr__(desk.house, "settings", settings)
    return desk


@pytest.mark.parametrize("how", [Act.CLOSE, Act.ABORT, Act.STALL, b"* BYE damaged\r\n", b"* 1 FETCH ((\r\n"])
async def test_a_mail_that_ends_every_connection_is_set_aside_and_the_next_are_read(desk: Desk, how) -> None:
    await patient(desk)
    async with poisoned(desk, how, from_manner=3) as server:
        box = await desk.mailbox(imap=server.port)
        found = await failures(desk, box)
        assert [type(one) is Unfetched for one in found] == [False, True, True, True], "the batch, then alone"
        assert "(UID 5)" in str(found[1])
        assert (await cursor(desk, box)).uid == 9
        touched = server.said["poison"]
        await fetch(desk, box)
        assert server.said["poison"] == touched, "it is never asked for again by itself"
    rows = await stored(desk)
    assert [row.uid for row in rows] == list(range(1, 10))
    [row] = [row for row in rows if row.state is InState.BROKEN]
    assert (row.uid, row.raw, row.message_id) == (POISON, b"", "<5@acme.test>")
    assert (row.from_address, row.from_name, row.subject) == ("alex@acme.test", 'Alex "A" Sample', "Grüße")
    assert row.received_at == datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
    assert row.left_out == [{"what": "the rest of the mail", "size": 4711}]
    assert "did not hand it over in 3 tries" in row.problem
    [task] = await desk.all(select(ResponseTask))
    assert (task.message_in_id, task.owner_id) == (row.id, box.user_id)
    assert task.note == f"The mail server does not hand this mail over: look for it in INBOX of {box.address}."


async def test_a_mail_that_cannot_even_be_described_is_kept_by_its_number(desk: Desk) -> None:
    async with poisoned(desk, Act.CLOSE, from_manner=4) as server:
        box = await desk.mailbox(imap=server.port)
        assert len(await failures(desk, box)) == 1 + len(LADDER)
    rows = await stored(desk)
    assert [(row.uid, row.state) for row in rows if not row.raw] == [(POISON, InState.BROKEN)]
    assert len(rows) == 9


async def test_a_mail_of_which_only_the_beginning_comes_is_read(desk: Desk) -> None:
    async with poisoned(desk, Act.CLOSE, from_manner=2) as server:
        usual = server._usual
        sized = b"* 1 FETCH (UID 5 RFC822.SIZE 99999)\r\n%s OK done\r\n"
        server._usual = lambda verb, rest, tag: (
            sized % tag.encode() if rest == "UID FETCH 5 (UID RFC822.SIZE)" else usual(verb, rest, tag)
        )
        box = await desk.mailbox(imap=server.port)
        assert len(await failures(desk, box)) == 3
    row = next(row for row in await stored(desk) if row.uid == POISON)
    assert (row.state, row.text) == (InState.READ, "Hello 5.")
    assert row.left_out == [{"what": "the rest of the mail", "size": 99999 - 65536}]


async def test_failures_are_counted_in_the_ledger_and_forgotten_with_the_mail(desk: Desk) -> None:
    async with poisoned(desk, Act.CLOSE, from_manner=3) as server:
        box = await desk.mailbox(imap=server.port)
        for tries in (0, 1, 2, 3):
            with pytest.raises(WireError):
                await fetch(desk, box)
            kept = await cursor(desk, box)
            assert (kept.stuck_tries, kept.stuck_uid) == (tries, POISON if tries else 0)
            assert kept.singly > 0
        assert "closed the connection" in kept.stuck_why
        del server.mails[POISON]
        await fetch(desk, box)
        kept = await cursor(desk, box)
        assert (kept.stuck_tries, kept.stuck_uid, kept.uid) == (0, 0, 9)
        assert kept.singly == 0, "there is none left of those that were to be fetched alone"
    assert [row.uid for row in await stored(desk)] == [1, 2, 3, 4, 6, 7, 8, 9]


async def test_a_server_that_was_away_for_a_moment_sets_nothing_aside(desk: Desk) -> None:
    mails = {uid: desk.mail("a@acme.test", f"Hello {uid}.") for uid in range(1, 61)}
    async with ScriptedImap({"UID FETCH": Act.CLOSE}, {"UID FETCH": Act.CLOSE}, {}, mails=mails) as server:
        box = await desk.mailbox(imap=server.port)
        assert len(await failures(desk, box)) == 2
        kept = await cursor(desk, box)
        assert (kept.uid, kept.singly, kept.stuck_tries) == (60, 0, 0)
    assert {row.state for row in await stored(desk)} == {InState.READ}
    assert len(await stored(desk)) == 60


async def test_the_poller_goes_on_by_itself_and_fetches_again_what_a_person_asks_for(desk: Desk) -> None:
    """The same with its waits; then the server has mended the mail."""
    async with poisoned(desk, Act.CLOSE, from_manner=3) as server, alive(desk, speed=600) as house:
        box = await desk.mailbox(imap=server.port)
        async with polling(house):

            async def set_aside() -> bool:
                rows = await stored(desk)
                return len(rows) == 9 and {row.state for row in rows} == {InState.READ, InState.BROKEN}

            await until(set_aside, seconds=30)
            [row] = [row for row in await stored(desk) if not row.raw]
            server._usual = ScriptedImap._usual.__get__(server)
            async with house.database.begin() as session:
                await want(session, row.id, house.clock.now(), "person")

            async def there() -> bool:
                return (await desk.get(MessageIn, row.id)).state is InState.READ

            await until(there, seconds=30)
    row = await desk.get(MessageIn, row.id)
    assert (row.text, row.problem, row.wanted_at, row.left_out) == ("Hello 5.", "", None, [])
    [task] = await desk.all(select(ResponseTask))
    assert (task.done_how, task.done_by) == ("it was fetched after all", "offhours")
    assert not (await desk.get(Mailbox, box.id)).read_problem


async def asked_again(desk: Desk, box: Mailbox, in_id: int) -> int:
    async with desk.house.database.begin() as session:
        await want(session, in_id, desk.clock.now(), "person")
    line = desk.house.imap(box)
    await line.open()
    try:
        cursors = await opened(desk.house, box)
        await fetch_wanted(desk.house, box, line, cursors)
        return cursors.stored
    finally:
        await line.close()


async def test_fetching_again_that_is_given_up_is_still_wanted(desk: Desk) -> None:
    async with poisoned(desk, Act.CLOSE, from_manner=3) as server:
        box = await desk.mailbox(imap=server.port)
        await failures(desk, box)
        [row] = [row for row in await stored(desk) if not row.raw]
        server._usual = ScriptedImap._usual.__get__(server)
        server.scripts = [{"LIST": INBOX_ALONE, "UID FETCH": Act.STALL}]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asked_again(desk, box, row.id), 1)
        assert (await desk.get(MessageIn, row.id)).wanted_at is not None


async def test_fetching_again_is_tried_once_and_says_what_came_of_it(desk: Desk) -> None:
    async with poisoned(desk, Act.CLOSE, from_manner=3) as server:
        box = await desk.mailbox(imap=server.port)
        await failures(desk, box)
        [row] = [row for row in await stored(desk) if not row.raw]
        with pytest.raises(WireError):
            await asked_again(desk, box, row.id)
        again = await desk.get(MessageIn, row.id)
        assert (again.state, again.wanted_at, "closed the connection" in again.problem) == (InState.BROKEN, None, True)
        server._usual = ScriptedImap._usual.__get__(server)
        del server.mails[POISON]
        assert await asked_again(desk, box, row.id) == 0
        assert "not in INBOX any more" in (await desk.get(MessageIn, row.id)).problem
        server.mails[POISON] = server.mails[6]
        assert await asked_again(desk, box, row.id) == 0
        assert "It came another way" in (await desk.get(MessageIn, row.id)).problem
    assert len(await desk.all(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))) == 0


@pytest.mark.skipif(DOVECOT_PROGRAM is None, reason="Dovecot is not installed; in CI it is")
async def test_a_mail_that_dovecot_cannot_open(desk: Desk) -> None:
    """Its file cannot be read: Dovecot ends the connection, whatever is asked of the mail."""
    with dovecot_server() as dovecot:
        for number in range(1, 6):
            dovecot.deliver(desk.mail(f"p{number}@acme.test", f"Hello {number}."))
        box = await desk.mailbox(imap=dovecot.port, imap_secret=desk.house.vault.seal(PASSWORD))
        line = desk.house.imap(box)
        await line.open()
        await line.examine("INBOX")  # Dovecot lists the mails
        await line.close()
        files = sorted((dovecot.folder / "mail" / USER).glob("new/*"))
        files[2].chmod(0)
        found = await failures(desk, box)
        assert len(found) == 1 + len(LADDER)
        rows = await stored(desk)
        assert sorted(row.state for row in rows) == [InState.BROKEN, *[InState.READ] * 4]
        [row] = [row for row in rows if row.state is InState.BROKEN]
        assert "FETCH failed" in row.problem
        files[2].chmod(0o600)
        assert await asked_again(desk, box, row.id) == 1
    assert b"Hello" in (await desk.get(MessageIn, row.id)).raw


async def test_an_honest_server_is_asked_in_batches(desk: Desk) -> None:
    async with pymap_server() as imap:
        box = await desk.mailbox(imap=imap.port)
        for number in range(3):
            await imap.deliver(desk.mail(f"p{number}@acme.test", "Hello."))
        await fetch(desk, box)
        assert (await cursor(desk, box)).singly == 0


@pytest.mark.parametrize(
    "message_id", ["<a\x00b@x.test>", f"<{Random(1).randbytes(6000).hex()}@x.test>"], ids=["NUL", "long"]
)
async def test_a_message_id_that_cannot_be_kept_holds_up_no_mail(desk: Desk, message_id: str) -> None:
    mails = {1: desk.mail("a@acme.test", "Hello", **{"Message-ID": message_id}), 2: desk.mail("b@acme.test", "Stop.")}
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=mails) as server:
        await fetch(desk, await desk.mailbox(imap=server.port))
    assert [row.message_id for row in await stored(desk)][:1] == [""]
    assert len(await stored(desk)) == 2


async def test_numbered_anew_a_mail_that_was_set_aside_is_recognised(desk: Desk) -> None:
    async with poisoned(desk, Act.CLOSE, from_manner=3) as server:
        box = await desk.mailbox(imap=server.port)
        assert len(await failures(desk, box)) == 4
        [row] = [row for row in await stored(desk) if not row.raw]
        await desk.change(MessageIn, row.id, uidvalidity=6, uid=77)
        await desk.change(FolderCursor, (box.id, "INBOX"), uidvalidity=6, uid=900)
        found = await failures(desk, box)
        assert [type(one) is Unfetched for one in found] == [False], "the batch; alone it is known"
        assert (await cursor(desk, box)).uid == 9
        assert len(await stored(desk)) == 9
        again = await desk.get(MessageIn, row.id)
        assert (again.uidvalidity, again.uid, again.problem) == (7, POISON, row.problem)
        assert len(await desk.all(select(ResponseTask))) == 1
        server._usual = ScriptedImap._usual.__get__(server)
        assert await asked_again(desk, box, row.id) == 1, "under its new number"


async def test_a_mail_that_its_server_refuses_is_set_aside_once_with_what_its_index_says(desk: Desk) -> None:
    raws = {uid: desk.mail(f"p{uid}@acme.test", f"Hello {uid}.") for uid in range(1, 10)}
    async with ScriptedImap({"LIST": INBOX_ALONE}, mails=raws) as server:
        usual = server._usual

        def answer(verb, rest, tag):
            if verb != "UID FETCH" or str(POISON) not in rest.split()[2].split(","):
                return usual(verb, rest, tag)
            if "ENVELOPE" in rest:
                return ENVELOPE + f"{tag} OK done\r\n".encode()
            return f"{tag} NO damaged\r\n".encode() if "BODY" in rest else usual(verb, rest, tag)

        server._usual = answer
        box = await desk.mailbox(imap=server.port)
        await fetch(desk, box)
        await desk.change(FolderCursor, (box.id, "INBOX"), uidvalidity=6, uid=900)
        [row] = [row for row in await stored(desk) if not row.raw]
        await desk.change(MessageIn, row.id, uidvalidity=6, uid=77)
        await fetch(desk, box)
    [row] = [row for row in await stored(desk) if not row.raw]
    assert (row.uidvalidity, row.uid, row.from_address, row.message_id) == (7, 5, "alex@acme.test", "<5@acme.test>")
    assert "damaged" in row.problem
    assert len(await desk.all(select(ResponseTask))) == 1
