"""A copy of each sent mail in Sent, where the provider files none: one, whatever breaks, and never in the way."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from engine.edge.imap import ImapLine
from engine.errors import OffhoursError
from engine.flows.cursors import Cursors
from engine.flows.file_copies import Copies, file_copies
from engine.flows.marks import OUR_HEADER, mark_of, new_mark
from engine.flows.read import read
from engine.flows.receive import receive, unread
from engine.flows.settle import settle
from engine.rules.vocabulary import Kind, OutState
from engine.store.tables import Activity, Mailbox, MessageIn, MessageOut, ResponseTask
from tests.support.dovecot import dovecot_server
from tests.support.house import FULL, UNKNOWN, Desk
from tests.support.scripted import Act, ScriptedImap
from tests.support.servers import PymapServer, pymap_server

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


async def sent_mail(desk: Desk, **box: object) -> Mailbox:
    made = await desk.one_contact(**box)
    await desk.round(made)
    desk.later(minutes=5)
    assert (await desk.out()).state is OutState.SENT
    return made


async def poll(desk: Desk, box: Mailbox, copies: Copies | None = None) -> int:
    """As the poller does: what is there is read first."""
    box = await desk.get(Mailbox, box.id)
    line = desk.house.imap(box)
    await line.open()
    try:
        folders = await line.folders()
        await receive(desk.house, box, line, folders, Cursors())
        for in_id in await unread(desk.house, box.id):
            await read(desk.house, in_id)
        return await file_copies(desk.house, box, line, folders, copies or Copies())
    finally:
        await line.close()


async def in_sent(desk: Desk, imap: PymapServer, box: Mailbox) -> list[bytes]:
    line = ImapLine(imap.login)
    await line.open()
    try:
        await line.examine("Sent")
        return [mail.raw for mail in await line.fetch_after(0)]
    finally:
        await line.close()


async def with_sent(imap: PymapServer) -> PymapServer:
    await imap.add_folder("Sent")
    return imap


async def test_a_sent_mail_is_filed_once_as_it_was_sent(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        assert [await poll(desk, box) for _ in range(3)] == [1, 0, 0]
        assert await in_sent(desk, imap, box) == [desk.wire.mails[0][2]]
    assert (await desk.out()).copied_attempt == 1


async def test_our_own_copy_is_read_as_ours_and_closes_no_task(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        out = await desk.out()
        await desk.receive(box, desk.mail("alex@acme.test", "Yes, call me.", In_Reply_To=out.message_id))
        await poll(desk, box)
        await poll(desk, box)
        row = await desk.one(select(MessageIn).where(col(MessageIn.role) == "sent"))
    assert (row.kind, row.out_id) == (Kind.OWN_MAIL, out.id)
    assert (await desk.one(select(ResponseTask))).done_at is None


async def test_our_own_copy_alone_is_marked_as_seen() -> None:
    """Of all that a mailbox holds nothing else is touched."""
    with dovecot_server() as dovecot:
        if dovecot is None:
            pytest.skip("dovecot is not installed")
        dovecot.deliver(b"Subject: one of the rep's own\r\n\r\nHi", "Sent")
        line = ImapLine(dovecot.login)
        await line.open()
        folders = await line.folders()
        await line.append_sent("Sent", b"Subject: a copy of ours\n\nHi", NOON)
        await line.close()
        flags = {mail["Subject"]: mail.get_flags() for mail in dovecot.maildir("Sent")}
    assert len(folders) > 1
    assert flags == {"one of the rep's own": "", "a copy of ours": "S"}


async def test_killed_after_appending_it_finds_its_copy(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        await poll(desk, box)
        await desk.change(MessageOut, (await desk.out()).id, copied_attempt=0)  # what a kill leaves behind
        line = desk.house.imap(box)
        await line.open()
        assert await file_copies(desk.house, box, line, await line.folders(), Copies()) == 0  # Sent not read again
        await line.close()
        assert (await desk.out()).copied_attempt == 1
        await desk.change(MessageOut, (await desk.out()).id, copied_attempt=0)
        assert await poll(desk, box) == 0
        assert len(await in_sent(desk, imap, box)) == 1


@pytest.mark.parametrize("message_id", ["kept", "replaced"])
async def test_a_provider_that_files_copies_after_all_gets_no_second_one(desk: Desk, message_id: str) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        out = await desk.out()
        raw = bytes(out.raw)
        theirs = raw if message_id == "kept" else raw.replace(out.message_id.encode(), b"<theirs@provider.example>")
        await imap.deliver(theirs, "Sent")
        assert await poll(desk, box) == 0
        assert await in_sent(desk, imap, box) == [theirs]
    assert (await desk.out()).copied_attempt == 1
    assert (await desk.one(select(MessageIn))).out_id == out.id


async def test_where_the_provider_files_copies_nothing_is_done(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port, files_sent=True)
        assert (await desk.out()).copied_attempt == 1, "it is no entry of ix_message_out_uncopied for ever"
        assert await poll(desk, box) == 0
        assert await in_sent(desk, imap, box) == []


async def test_a_provider_is_given_time_to_file_its_own(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await desk.one_contact(imap=imap.port)
        await desk.round(box)
        desk.later(seconds=60)
        assert await poll(desk, box) == 0
        desk.later(seconds=90)
        assert await poll(desk, box) == 1


async def test_what_is_in_doubt_or_refused_has_no_copy_and_proves_nothing(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        desk.wire.answers.append(UNKNOWN)
        box = await desk.one_contact(imap=imap.port)
        await desk.round(box)
        desk.later(minutes=11)
        assert await poll(desk, box) == 0
        await settle(desk.house)
        assert (await desk.out()).state is OutState.UNCERTAIN
        assert await in_sent(desk, imap, box) == []


async def test_each_try_that_was_sent_has_its_copy(desk: Desk) -> None:
    """A soft bounce that comes by mail sends the same step again, under the same Message-ID."""
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        await poll(desk, box)
        out = await desk.out()
        await desk.receive(box, desk.dsn(out, FULL.status, "mailbox full"))
        assert (await desk.out()).state is OutState.DUE
        desk.later(days=7)
        await desk.send_due(box)
        desk.later(minutes=5)
        assert (await desk.out()).attempts == 2
        await poll(desk, box)
        await poll(desk, box)
        mails = await in_sent(desk, imap, box)
    found = [mark for raw in mails for mark in marks(raw) if mark.startswith(f"<{out.id}.")]
    assert [re.sub(r"\.[0-9a-f]{16}>", ">", mark) for mark in found] == [f"<{out.id}.1>", f"<{out.id}.2>"]
    assert len({mark.rpartition(".")[2] for mark in found}) == 2


def marks(raw: bytes) -> list[str]:
    name = f"{OUR_HEADER}: "
    return [line.removeprefix(name) for line in raw.decode().split("\r\n") if line.startswith(name)]


async def test_the_copy_of_an_earlier_try_settles_nothing(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        out = await desk.out()
        second = bytes(out.raw).replace(mark_of(out).text.encode(), new_mark(out.id, 2).encode())
        await desk.change(MessageOut, out.id, state=OutState.UNCERTAIN, attempts=2, raw=second)
        await imap.deliver(bytes(out.raw), "Sent")
        await poll(desk, box)
        assert (await desk.out()).state is OutState.UNCERTAIN
        await imap.deliver(second, "Sent")
        await poll(desk, box)
    assert (await desk.out()).state is OutState.SENT


async def test_a_mark_of_another_mailbox_is_not_believed(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        out = await desk.out()
        other = await desk.mailbox(address="kim@example.com")
        await desk.receive(other, bytes(out.raw), role="sent")
        assert (await desk.out()).copied_attempt == 0
        assert await poll(desk, box) == 1


async def test_the_mark_of_another_database_hides_no_mail(desk: Desk) -> None:
    """A trial that was thrown away, or the time after a backup, has left copies whose numbers are given again."""
    async with pymap_server() as imap:
        await with_sent(imap)
        for mark in ("<1.1>", new_mark(1, 1)):
            trial = f"Message-ID: <{mark[1:-1]}@example.com>\r\nX-Offhours-Mail: {mark}\r\nTo: bo@old.test\r\n\r\nHi"
            await imap.deliver(trial.encode(), "Sent")
        box = await sent_mail(desk, imap=imap.port)
        assert (await desk.out()).id == 1
        assert await poll(desk, box) == 1
        copies = await desk.all(select(MessageIn).where(col(MessageIn.role) == "sent"))
        assert [(copy.out_id, copy.contact_id) for copy in copies] == [(None, None)] * 2


async def with_an_old_mark(desk: Desk, box: Mailbox) -> MessageOut:
    """Said by a version whose marks were the numbers alone."""
    out = await desk.out()
    raw = bytes(out.raw).replace(mark_of(out).text.encode(), f"<{out.id}.{out.attempts}>".encode())
    await desk.change(MessageOut, out.id, raw=raw)
    return await desk.out()


async def test_copies_with_an_old_mark_are_still_known(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        out = await with_an_old_mark(desk, box)
        await imap.deliver(bytes(out.raw).replace(out.message_id.encode(), b"<theirs@provider.example>"), "Sent")
        assert await poll(desk, box) == 0
    assert (await desk.out()).copied_attempt == 1
    assert (await desk.one(select(MessageIn))).out_id == out.id


@pytest.mark.parametrize("looked_up", [True, False])
async def test_an_old_mark_does_not_prove_that_a_mail_in_doubt_was_sent(desk: Desk, looked_up: bool) -> None:
    """It may be another database's, also when that wrote to the same people."""
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        out = await with_an_old_mark(desk, box)
        await desk.change(MessageOut, out.id, state=OutState.UNCERTAIN)
        other = bytes(out.raw).replace(out.message_id.encode(), b"<trial@example.com>")
        if looked_up:
            desk.later(minutes=11)
            await imap.deliver(other, "Sent")
            await settle(desk.house)
        else:
            await desk.receive(box, other, role="sent")
        assert (await desk.out()).state is OutState.UNCERTAIN
        await desk.receive(box, bytes(out.raw), role="sent")
        assert (await desk.out()).state is OutState.SENT, "its own Message-ID proves it"


async def test_without_a_sent_folder_the_mailbox_says_so_and_tries_again_later(desk: Desk) -> None:
    async with pymap_server() as imap:
        box = await sent_mail(desk, imap=imap.port)
        copies, began = Copies(), desk.clock.now()
        for _ in range(3):
            assert await poll(desk, box, copies) == 0
            desk.later(seconds=10)
        row = await desk.get(Mailbox, box.id)
        assert "no Sent folder" in row.copy_problem
        assert (row.copy_problem_since, copies.failures) == (began, 1)
        assert row.state == "active"
        await imap.add_folder("Sent")
        desk.later(minutes=2)
        assert await poll(desk, box, copies) == 1
    row = await desk.get(Mailbox, box.id)
    assert (row.copy_problem, row.copy_problem_since, copies.failures) == ("", None, 0)
    count = select(func.count()).select_from(Activity).where(col(Activity.what) == "mailbox.uncopied")
    assert await desk.one(count) == 1


async def two_sent(desk: Desk, port: int) -> Mailbox:
    box = await desk.mailbox(imap=port)
    for number in range(2):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(box)
    await desk.send_due(box)
    desk.later(minutes=5)
    return box


async def test_one_that_the_server_does_not_take_does_not_hold_up_the_next(desk: Desk) -> None:
    async with ScriptedImap({"APPEND": "{tag} NO [OVERQUOTA] full"}) as server:
        box = await two_sent(desk, server.port)
        assert await poll(desk, box) == 0
        assert (server.said["APPEND"], server.connections) == (2, 1)
        assert "OVERQUOTA" in (await desk.get(Mailbox, box.id)).copy_problem
        server.scripts[0].clear()
        desk.later(minutes=5)
        assert await poll(desk, box) == 2


@pytest.mark.parametrize("moment", ["continue", "APPEND", "UID SEARCH"])
@pytest.mark.parametrize("how", [Act.CLOSE, Act.STALL, "~~~ what ~~~"])
async def test_a_server_that_breaks_over_a_copy_is_left_alone_for_a_while(desk: Desk, moment: str, how) -> None:
    async with ScriptedImap({moment: how}) as server:
        box = await sent_mail(desk, imap=server.port)
        impatient = desk.house.settings.model_copy(update={"mail_timeout": timedelta(seconds=0.3)})
        desk.house = replace(desk.house, settings=impatient)
        copies = Copies()
        with pytest.raises(OffhoursError):
            await poll(desk, box, copies)
        tried = server.said["APPEND"]
        for _ in range(3):
            await poll(desk, box, copies)
        assert server.said["APPEND"] == tried
        assert copies.not_before == desk.clock.now() + timedelta(minutes=1)
        assert (await desk.get(Mailbox, box.id)).copy_problem
        server.scripts[0].clear()
        desk.later(minutes=2)
        assert await poll(desk, box, copies) == 1


async def test_what_lies_weeks_back_is_given_up(desk: Desk) -> None:
    async with pymap_server() as imap:
        await with_sent(imap)
        box = await sent_mail(desk, imap=imap.port)
        desk.later(days=15)
        assert await poll(desk, box) == 0
