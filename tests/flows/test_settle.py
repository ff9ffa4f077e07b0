"""What dead workers left: nothing said twice, nothing lost without a word."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.edge.login import Security
from engine.flows.connect_mailbox import Server, change, connect, remove
from engine.flows.ledger import NOT_KNOWN
from engine.flows.marks import OUR_HEADER, mark_of, new_mark
from engine.flows.settle import (
    ANOTHER,
    MOVED,
    NEVER_AGAIN,
    NO_FOLDER,
    NOT_PROVEN,
    NOT_TWICE,
    Looked,
    _decide,
    _note,
    settle,
    settle_by_hand,
)
from engine.rules.providers import Auth
from engine.rules.reasons import ONLY_YOU
from engine.rules.vocabulary import EnrollmentState, OutState
from engine.store.tables import Activity, Enrollment, Mailbox, MessageOut
from tests.support.house import FULL, UNKNOWN, Desk
from tests.support.scripted import ScriptedImap
from tests.support.servers import NAME, PASSWORD, USER, free_port, pymap_server
from tests.support.working import until
from workers.identity import Space, identity

GRACE = timedelta(seconds=600)
SMTP = Server(NAME, 25, Security.NONE, USER)
OURS = "<ours@example.com>"


async def in_flight(desk: Desk, worker: int, state: str = "sending", **box: object) -> MessageOut:
    await desk.one_contact(**box)
    out = await desk.out()
    given = {"message_id": OURS, "sending_at": desk.clock.now(), "sent_on": desk.clock.now().date(), "attempts": 1}
    await desk.change(MessageOut, out.id, state=state, claimed_by=worker, **(given if state != "claimed" else {}))
    return await desk.out()


@pytest.mark.parametrize(("state", "after"), [("claimed", OutState.DUE), ("sending", OutState.UNCERTAIN)])
async def test_the_connection_of_a_worker_is_its_life(desk: Desk, state: str, after: OutState) -> None:
    """Alive, however long it is silent (a paused process): its mails are its own. Gone: they are taken over."""
    async with identity(desk.house.database, Space.SENDER) as worker:
        await in_flight(desk, worker.number, state, imap=free_port())
        desk.later(hours=5)
        await settle(desk.house)
        assert (await desk.out()).state == state
    async with asyncio.timeout(10):  # the server notices a moment after the connection has ended
        while (await desk.out()).state == state:
            await settle(desk.house)
    assert (await desk.out()).state is after


async def test_a_killed_worker_is_dead_at_once(desk: Desk) -> None:
    """Its backend is ended by the server, as it is when the process is killed."""
    async with identity(desk.house.database, Space.SENDER) as worker:
        await in_flight(desk, worker.number, "claimed")
        other = await desk.house.database.connect()
        query = "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = %s"
        await other.execute(query, (worker.number,))
        await other.close()

        async def taken_over() -> bool:
            await settle(desk.house)
            return (await desk.out()).state is OutState.DUE

        await until(taken_over)


async def test_a_mail_in_flight_is_doubted_after_the_grace_only(desk: Desk) -> None:
    await in_flight(desk, 999_999, imap=free_port())
    desk.later(seconds=599)
    await settle(desk.house)
    assert (await desk.out()).state is OutState.SENDING
    desk.later(seconds=2)
    await settle(desk.house)
    assert (await desk.out()).state is OutState.UNCERTAIN


async def test_a_clock_that_was_set_forward_shortens_no_grace(desk: Desk) -> None:
    await in_flight(desk, 999_999, imap=free_port())
    stepped = desk.later(hours=3)
    await settle(desk.house, stepped)
    assert (await desk.out()).state is OutState.SENDING
    desk.later(seconds=600)
    await settle(desk.house, stepped)
    assert (await desk.out()).state is OutState.UNCERTAIN
    stepped = desk.later(hours=3)
    await desk.change(MessageOut, 1, look_at=stepped, held_detail="")
    await settle(desk.house, stepped)
    assert (await desk.out()).held_detail == ""
    desk.later(seconds=600)
    await settle(desk.house, stepped)
    assert (await desk.out()).held_detail.startswith("cannot look it up in Sent yet")


@pytest.mark.parametrize("state", ["sending", "uncertain", "looked up"])
async def test_a_clock_that_was_set_back_leaves_no_doubt_for_ever(desk: Desk, state: str) -> None:
    """It was a year ahead. Of what was handed over then the grace begins anew."""
    right = desk.clock.at
    desk.later(days=365)
    await in_flight(desk, 999_999, "sending" if state == "sending" else "uncertain", imap=free_port())
    if state == "looked up":
        desk.later(minutes=11)
        await settle(desk.house)
        assert (await desk.out()).held_detail.startswith("cannot look it up in Sent yet")
    desk.clock.at = right
    await settle(desk.house)
    desk.later(minutes=9)
    await settle(desk.house)
    out = await desk.out()
    assert (out.state, out.sending_at) == (OutState.SENDING if state == "sending" else OutState.UNCERTAIN, right)
    desk.later(minutes=2)
    await settle(desk.house)
    out = await desk.out()
    assert out.state is OutState.UNCERTAIN
    assert (out.held_since, out.held_detail[:29]) == (desk.clock.now(), "cannot look it up in Sent yet")


async def doubtful(desk: Desk, **box: object) -> MessageOut:
    out = await in_flight(desk, 999_999, "uncertain", **box)
    desk.later(minutes=11)
    return out


@pytest.mark.parametrize("files_sent", [True, False])
async def test_what_is_in_sent_was_sent(desk: Desk, files_sent: bool) -> None:
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        await imap.deliver(f"Message-ID: {OURS}\r\nSubject: x\r\n\r\nHi".encode(), "Sent")
        await doubtful(desk, imap=imap.port, files_sent=files_sent)
        await settle(desk.house)
    out = await desk.out()
    assert (out.state, out.settled_by, out.sent_at) == (OutState.SENT, "sent_folder", out.sending_at)
    assert (await desk.out(position=2)).state is OutState.DUE


@pytest.mark.parametrize("is_ours", [True, False])
async def test_the_mark_tells_this_very_try_from_that_of_another_database(desk: Desk, is_ours: bool) -> None:
    """Numbers are given again: after a trial, or after a restore."""
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        box = await desk.one_contact(imap=imap.port)
        desk.wire.answers.append(UNKNOWN)
        await desk.round(box)
        out = await desk.out()
        mark = mark_of(out).text if is_ours else new_mark(out.id, 1)
        copy = f"Message-ID: <theirs@provider.example>\r\nX-Offhours-Mail: {mark}\r\nTo: alex@acme.test\r\n\r\nHi"
        for raw in (copy, copy.replace(mark, f"<{out.id}.1>")):
            await imap.deliver(raw.encode(), "Sent")
        desk.later(minutes=11)
        await settle(desk.house)
    assert (await desk.out()).state is (OutState.SENT if is_ours else OutState.UNCERTAIN)


class Incurious(ScriptedImap):
    """Finds mails by the headers that it knows alone."""

    def _search(self, rest: str) -> list[int]:
        return [] if OUR_HEADER.upper() in rest.upper() else super()._search(rest)


@pytest.mark.parametrize("copies", ["this try", "the first try", "none"])
async def test_a_second_try_is_told_by_the_copies_themselves(desk: Desk, copies: str) -> None:
    """Its Message-ID is that of the first; and a server may find no header that it does not know."""
    async with Incurious() as imap:
        box = await desk.one_contact(imap=imap.port, files_sent=True)
        desk.wire.answers += [FULL, UNKNOWN]
        await desk.send_due(box, ticks=30)
        desk.later(days=1)
        await desk.send_due(box, ticks=30)
        out = await desk.out()
        assert (out.state, out.attempts) == (OutState.UNCERTAIN, 2)
        marks = {"this try": mark_of(out).text, "the first try": new_mark(out.id, 1)}
        if mark := marks.get(copies):
            raw = f"Message-ID: {out.message_id}\r\n{OUR_HEADER}: {mark}\r\nTo: alex@acme.test\r\n\r\nHi"
            imap.mails[1] = raw.encode()
        desk.later(minutes=11)
        await settle(desk.house)
    out = await desk.out()
    if copies == "this try":
        assert out.state is OutState.SENT
    elif copies == "none":
        assert (out.state, out.settled_by) == (OutState.DUE, "not_in_sent")
    else:
        assert (out.state, out.held_detail) == (OutState.UNCERTAIN, ANOTHER)


async def test_a_mail_that_cannot_be_settled_says_so_and_stops_no_other(desk: Desk) -> None:
    """Its next step cannot be planned: there is no such zone any more."""
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        await imap.deliver(f"Message-ID: {OURS}\r\nSubject: x\r\n\r\nHi".encode(), "Sent")
        out = await doubtful(desk, imap=imap.port, files_sent=True)
        await desk.change(Mailbox, out.mailbox_id, time_zone="Mars/Olympus")
        await settle(desk.house)
        out = await desk.out()
        assert out.state is OutState.UNCERTAIN
        assert out.held_detail.startswith("cannot be settled yet: ")
        await desk.change(Mailbox, out.mailbox_id, time_zone="Europe/London")
        desk.later(minutes=16)
        await settle(desk.house)
    assert (await desk.out()).state is OutState.SENT


async def test_where_the_provider_files_copies_absence_means_not_sent_but_once(desk: Desk) -> None:
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        await doubtful(desk, imap=imap.port, files_sent=True)
        await settle(desk.house)
        out = await desk.out()
        assert (out.state, out.settled_by, out.sent_on) == (OutState.DUE, "not_in_sent", None)
        box = await desk.get(Mailbox, out.mailbox_id)
        desk.wire.answers.append(UNKNOWN)
        await desk.round(box)
        desk.later(minutes=11)
        await settle(desk.house)
    out = await desk.out()
    assert (out.state, out.held_detail) == (OutState.UNCERTAIN, NOT_TWICE)


@pytest.mark.parametrize(
    "how", ["moved", "files sent from now on", "connected anew", "in the old one's hand", "before"]
)
async def test_absence_proves_nothing_in_another_sent_folder(desk: Desk, how: str) -> None:
    """It may be in that of the server, or the account, that took it."""
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        before = how == "before"
        out = await in_flight(desk, 999_999, "uncertain", imap=free_port(), files_sent=how != "files sent from now on")
        desk.later(minutes=11)
        await settle(desk.house)
        assert (await desk.out()).held_detail.startswith("cannot look it up in Sent yet")
        box = await desk.get(Mailbox, out.mailbox_id)
        server = {"port": imap.port, "password": PASSWORD}
        async with desk.house.database.begin() as session:
            box = await session.get_one(Mailbox, out.mailbox_id)
            if how == "connected anew":
                remove(session, box, desk.clock.now(), "rep")
                there = [replace(one, password=PASSWORD) for one in (SMTP, replace(SMTP, port=imap.port))]
                values = {"user_id": box.user_id, "address": box.address, "auth": Auth.PASSWORD, "time_zone": "UTC"}
                await connect(session, desk.house, values | {"ramp": False, "files_sent": True}, *there, "rep")
            else:
                await change(session, desk.house, box, {"files_sent": True}, {"imap": server}, "rep")
        if before:  # it has been the same folder for an hour
            await desk.change(Mailbox, box.id, sent_since=out.sending_at - timedelta(hours=1))
        elif how == "in the old one's hand":
            await desk.change(MessageOut, out.id, sending_at=desk.clock.now() + timedelta(minutes=9))
        desk.later(minutes=20)
        await settle(desk.house)
    line, out = await desk.line(), await desk.out()
    if before:
        assert (out.state, out.settled_by) == (OutState.DUE, "not_in_sent")
    else:
        assert (line.reason, line.detail) == (OutState.UNCERTAIN, f"{NOT_KNOWN}: {MOVED}")
        assert (line.until, line.remedy) == (None, ONLY_YOU)


async def test_what_is_not_changed_leaves_the_sent_folder_the_same(desk: Desk) -> None:
    box = await desk.mailbox(files_sent=True)
    async with desk.house.database.begin() as session:
        row = await session.get_one(Mailbox, box.id)
        same = {"host": box.imap_host, "port": box.imap_port, "password": "another"}
        await change(session, desk.house, row, {"files_sent": True, "daily_cap": 7}, {"imap": same}, "rep")
    assert (await desk.get(Mailbox, box.id)).sent_since is None


@pytest.mark.parametrize(
    ("wire", "change_to", "files_sent"),
    [
        pytest.param("smtp", {"host": "relay.example.com"}, False, id="another server sends"),
        pytest.param("smtp", {"username": "other@example.com"}, False, id="another account sends"),
        pytest.param("imap", {"host": "imap.example.com"}, False, id="another server is read"),
        pytest.param("smtp", {"host": "smtp.gmail.com"}, True, id="a provider that is known to file them"),
        pytest.param("smtp", {"port": 587}, True, id="the same server"),
    ],
)
async def test_who_sends_elsewhere_says_anew_whether_copies_are_filed(
    desk: Desk, wire: str, change_to: dict[str, object], files_sent: bool
) -> None:
    """Else a mail in doubt that the new server took is not in Sent, and is sent again."""
    box = await desk.mailbox(files_sent=True, smtp_security="tls", imap_security="tls", imap_host="imap.gmail.com")
    async with desk.house.database.begin() as session:
        row = await session.get_one(Mailbox, box.id)
        await change(session, desk.house, row, {}, {wire: {**change_to, "password": PASSWORD}}, "rep")
    box = await desk.get(Mailbox, box.id)
    assert (box.files_sent, box.sent_since) == (files_sent, None if "port" in change_to else desk.clock.now())
    async with desk.house.database.begin() as session:
        row = await session.get_one(Mailbox, box.id)
        there = {wire: {**change_to, "password": PASSWORD}}
        await change(session, desk.house, row, {"files_sent": True}, there, "rep")
    assert (await desk.get(Mailbox, box.id)).files_sent


async def test_a_look_for_an_earlier_try_says_nothing_about_a_later_one(desk: Desk) -> None:
    """A slow one: meanwhile a person said "send it again", and the second try is in doubt as well."""
    await desk.one_contact(files_sent=True, imap=free_port())
    desk.wire.answers += [UNKNOWN, UNKNOWN]
    await desk.send_due(await desk.get(Mailbox, 1), ticks=60)
    first, box, looked = await desk.out(), await desk.get(Mailbox, 1), Looked(["Sent"], found=False)
    async with desk.house.database.begin() as session:
        await settle_by_hand(session, first.id, was_sent=False, by="rep", house=desk.house)
    await desk.send_due(box, ticks=30)
    second = await desk.out()
    assert (second.state, second.attempts) == (OutState.UNCERTAIN, 2)
    await _decide(desk.house, first, box, looked)
    await _note(desk.house, [first], "cannot look it up in Sent yet: it is slow")
    after = await desk.out()
    assert (after.state, after.settled_by, after.held_detail) == (OutState.UNCERTAIN, "person", second.held_detail)


@pytest.mark.parametrize("folder", ["Sent", ""])
async def test_elsewhere_a_person_decides(desk: Desk, folder: str) -> None:
    async with pymap_server() as imap:
        if folder:
            await imap.add_folder(folder)
        await doubtful(desk, imap=imap.port, files_sent=not folder)
        await settle(desk.house)
        await settle(desk.house)
    line = await desk.line()
    assert (line.reason, line.detail) == (
        OutState.UNCERTAIN,
        f"{NOT_KNOWN}: {NOT_PROVEN if folder else NO_FOLDER}",
    )
    assert (line.until, line.remedy) == (None, ONLY_YOU)
    out = await desk.out()
    assert (out.held_since, out.look_at) == (desk.clock.now(), desk.clock.now() + NEVER_AGAIN)
    looked = await desk.one(select(Activity).where(col(Activity.what) == "mail.looked_up"))
    assert (looked.contact_id, looked.data) == (out.contact_id, {"folders": [folder] if folder else []})


@pytest.mark.parametrize("secret", ["", "gone"])
async def test_a_mailbox_that_cannot_be_asked_is_asked_again_later(desk: Desk, secret: str) -> None:
    out = await doubtful(desk, imap=free_port(), **({"imap_secret": secret} if secret else {}))
    await settle(desk.house)
    out = await desk.get(MessageOut, out.id)
    assert out.held_detail.startswith("cannot look it up in Sent yet")
    assert out.look_at == desk.clock.now() + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("was_sent", "ended", "after"),
    [
        (True, False, OutState.SENT),
        (False, False, OutState.DUE),
        (True, True, OutState.SENT),
        (False, True, OutState.FAILED),
    ],
)
async def test_a_person_who_looked_knows_better(desk: Desk, was_sent: bool, ended: bool, after: OutState) -> None:
    out = await doubtful(desk)
    if ended:
        await desk.change(Enrollment, out.enrollment_id, state=EnrollmentState.STOPPED)
    for _ in range(2):
        async with desk.house.database.begin() as session:
            await settle_by_hand(session, out.id, was_sent=was_sent, by="robin", house=desk.house)
    assert (await desk.get(MessageOut, out.id)).state is after
    assert len(await desk.outs()) == (2 if after is OutState.SENT and not ended else 1)


async def test_several_settlers_at_once_do_it_once(desk: Desk) -> None:
    async with pymap_server() as imap:
        await imap.add_folder("Sent")
        await imap.deliver(f"Message-ID: {OURS}\r\nSubject: x\r\n\r\nHi".encode(), "Sent")
        await doubtful(desk, imap=imap.port)
        await asyncio.gather(*[settle(desk.house) for _ in range(4)])
    assert [out.state for out in await desk.outs()] == [OutState.SENT, OutState.DUE]
