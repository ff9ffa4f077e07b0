"""Before a first touch: has anybody of the team written with this company? Read from the mailbox's old headers."""

import asyncio
import imaplib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Conflict
from engine.flows.door import NewAccount
from engine.flows.history import Past, read_history
from engine.flows.ledger import lines
from engine.flows.write_anyway import write_anyway
from engine.rules import policies
from engine.rules.correspondence import hashed
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.facts import workspace_of
from engine.store.tables import Correspondent, Enrollment, Mailbox, MessageIn, MessageOut
from tests.support.dovecot import DOVECOT_PROGRAM, dovecot_server
from tests.support.house import Desk
from tests.support.passing import Passing
from tests.support.scripted import Act, ScriptedImap
from tests.support.servers import HOST, PASSWORD, USER
from tests.support.working import alive, until
from tests.workers.test_backfill import deliver
from tests.workers.test_poller import polling

WITH_DOVECOT = pytest.mark.skipif(DOVECOT_PROGRAM is None, reason="Dovecot is not installed")


async def known(desk: Desk) -> dict[str, float]:
    """Who, and how many days ago."""
    now = desk.clock.now()
    rows = await desk.all(select(Correspondent))
    return {row.who: round((now - row.last_at) / timedelta(days=1)) for row in rows}


async def read_all(desk: Desk, box: Mailbox, past: Past | None = None) -> None:
    line, past = desk.house.imap(box), past or Past(box.history_since)
    async with desk.house.database.begin() as session:
        quiet = policies.parse((await workspace_of(session)).policies).quiet
    await line.open()
    try:
        folders = await line.folders()
        while await read_history(desk.house, box, line, folders, past, quiet):
            pass
    finally:
        await line.close()


def flags(port: int) -> list[bytes]:
    """Of all mails, by another client."""
    found: list[bytes] = []
    with imaplib.IMAP4(HOST, port) as client:
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        for folder in ("INBOX", "Sent", "Werbung"):
            client.select(folder, readonly=True)
            found += client.uid("FETCH", "1:*", "(UID FLAGS)")[1]
    return [one for one in found if one]


@WITH_DOVECOT
async def test_a_mailbox_that_comes_is_read_before_its_first_touch_and_stays_as_it_was(desk: Desk) -> None:
    """A real poller and a real server: who is known is not written to, all others are, and no flag changes."""
    now = desk.clock.now()
    with dovecot_server() as server:
        for number in range(250):
            old = desk.mail(f"x{number}@old{number}.test", "Old.", Date="")
            deliver(server, old, now - timedelta(days=200 if number % 2 else 20))
        deliver(server, desk.mail("jo@mail.acme.test", "Hello.", Date=""), now - timedelta(days=40))
        sent = desk.mail(USER, "Hello.", to="kim@gmail.com, al@beta.test", Date="")
        deliver(server, sent, now - timedelta(days=100), "Sent")
        deliver(server, desk.mail("sold@spam.test", "Buy.", Date=""), now - timedelta(days=10), "Werbung")
        before = await asyncio.to_thread(flags, server.port)
        async with Passing(server.port) as passing, alive(desk, speed=60) as house:
            box = await desk.mailbox(imap=passing.port, history_since=None)
            for email in ("alex@acme.test", "kim@gmail.com", "other@gmail.com", "pat@spam.test", "old@old1.test"):
                await desk.person(email, NewAccount(name=email))
            campaign = await desk.campaign(box)
            await desk.first_mail(box)
            assert {out.held_reason for out in await desk.outs()} == {HeldReason.RECENT_ACTIVITY}
            assert desk.wire.recipients == []

            async def done() -> bool:
                return (await desk.get(Mailbox, box.id)).history_since is not None

            async with polling(house):
                await until(done)
        assert await asyncio.to_thread(flags, server.port) == before
    assert len(before) == 253
    found = await known(desk)
    assert (found["acme.test"], found["beta.test"], found[hashed("kim@gmail.com")]) == (40, 100, 100)
    assert "spam.test" not in found
    assert len(found) == 125 + 3
    assert not passing.said("BODY.PEEK[]")
    assert passing.said("HEADER.FIELDS") == 2
    assert await desk.all(select(MessageIn)) == []
    await desk.first_mail(box)
    assert sorted(desk.wire.recipients) == ["old@old1.test", "other@gmail.com", "pat@spam.test"]
    async with desk.house.database.begin() as session:
        said = {line.email: line for line in await lines(session, [col(Enrollment.campaign_id) == campaign.id], now)}
    assert said["alex@acme.test"].reason == HeldReason.RECENT_ACTIVITY
    assert f"{USER} wrote with them on 2026-01-22" in said["alex@acme.test"].detail


async def test_a_rep_may_say_to_write_anyway(desk: Desk) -> None:
    box = await desk.one_contact()
    async with desk.house.database.begin() as session:
        session.add(Correspondent(who="acme.test", mailbox_id=box.id, last_at=desk.clock.now() - timedelta(days=3)))
    await desk.first_mail(box)
    out = await desk.out()
    assert (out.state, out.held_reason) == (OutState.HELD, HeldReason.RECENT_ACTIVITY)
    async with desk.house.database.begin() as session:
        await write_anyway(session, out.id, desk.clock.now(), "robin")
    await desk.first_mail(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    with pytest.raises(Conflict):
        async with desk.house.database.begin() as session:
            await write_anyway(session, out.id, desk.clock.now(), "robin")


async def test_mail_that_passes_is_remembered_but_not_that_of_a_campaign(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.first_mail(box)
    out = await desk.out()
    await desk.receive(box, desk.mail("alex@acme.test", "Who are you?", In_Reply_To=out.message_id))
    await desk.receive(box, desk.mail("jo@acme.test", "Alex sent me this.", In_Reply_To=out.message_id))
    await desk.receive(box, desk.mail(USER, "As I said.", to="alex@acme.test"), role="sent")
    assert await known(desk) == {}
    await desk.receive(box, desk.mail("al@beta.test", "Shall we have lunch?", subject="Lunch"))
    await desk.receive(box, desk.mail("buy@spam.test", "Cheap watches.", subject="Watches"), role="junk")
    await desk.receive(box, desk.mail(USER, "Yes.", to="cy@gamma.test", subject="Lunch"), role="sent")
    assert await known(desk) == {"beta.test": 0, "gamma.test": 0}


async def test_what_came_before_the_program_but_answers_it_is_of_the_campaign(desk: Desk) -> None:
    """The history of a mailbox that has sent for months holds our own mails and their answers."""
    box = await desk.one_contact(history_since=None)
    await desk.policies(await_history=False)
    await desk.first_mail(box)
    out = await desk.out()
    head = b"\r\nDate: Tue, 3 Mar 2026 09:00:00 +0000\r\n"
    mails = {
        1: b"From: alex@acme.test" + head,
        2: b"From: jo@acme.test\r\nIn-Reply-To: " + (out.message_id or "").encode() + head,
        3: b"From: ed@delta.test" + head,
    }
    async with ScriptedImap(mails=mails) as server:
        await desk.change(Mailbox, box.id, imap_port=server.port)
        await read_all(desk, await desk.get(Mailbox, box.id))
    assert set(await known(desk)) == {"delta.test"}


async def test_cut_in_the_middle_it_goes_on_and_receiving_does_not_wait_for_it(desk: Desk) -> None:
    mails = {uid: b"From: p%d@c%d.test\r\n\r\nx\r\n" % (uid, uid) for uid in range(1, 1301)}
    async with ScriptedImap({}, mails=mails) as server:
        usual, asked = server._usual, []

        def count(verb, rest, tag):
            if "HEADER" in rest:
                asked.append(rest.split()[2].split(",")[0])
                if len(asked) == 4:
                    server.scripts[0]["UID FETCH"] = Act.ABORT
            return usual(verb, rest, tag)

        server._usual = count
        box = await desk.mailbox(imap=server.port, history_since=None)
        past = Past(None)
        with pytest.raises(Exception, match="closed the connection"):
            await read_all(desk, box, past)
        server.scripts[0].clear()
        await read_all(desk, box, past)  # too soon: new mail is looked for meanwhile
        assert len(asked) == 5
        desk.later(hours=2)
        await read_all(desk, box, past)
    assert asked[5] == asked[4] == "801"
    assert len(await known(desk)) == 1300


async def test_an_error_that_nobody_foresaw_is_not_met_on_each_connection(desk: Desk, monkeypatch) -> None:
    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("unforeseen")

    async with ScriptedImap(mails={1: b"From: jo@acme.test\r\n\r\nx\r\n"}) as server:
        box = await desk.mailbox(imap=server.port, history_since=None)
        past = Past(None)
        with monkeypatch.context() as patched:
            patched.setattr("engine.flows.history.meet", broken)
            with pytest.raises(ZeroDivisionError):
                await read_all(desk, box, past)
            await read_all(desk, box, past)  # new mail is looked for meanwhile
            desk.later(hours=2)
            with pytest.raises(ZeroDivisionError):
                await read_all(desk, box, past)
        desk.later(hours=2)
        await read_all(desk, box, past)
    assert set(await known(desk)) == {"acme.test"}


async def test_a_longer_quiet_time_is_read_anew(desk: Desk) -> None:
    async with ScriptedImap(mails={1: b"From: jo@acme.test\r\n\r\nx\r\n"}) as server:
        server.dates = {1: desk.clock.now() - timedelta(days=300)}
        box = await desk.mailbox(imap=server.port, history_since=None)
        await read_all(desk, box)
        assert await known(desk) == {}
        await desk.policies(recent_activity_days=365)
        box = await desk.get(Mailbox, box.id)
        await read_all(desk, box)
        assert await known(desk) == {"acme.test": 300}
        server.lines.clear()
        await read_all(desk, await desk.get(Mailbox, box.id))
        assert not [line for line in server.lines if "EXAMINE" in line]


async def test_the_latest_moment_stays_whatever_comes_later(desk: Desk) -> None:
    box = await desk.mailbox()
    for days in (5, 2, 9):
        when = desk.clock.now() - timedelta(days=days)
        await desk.receive(box, desk.mail("al@beta.test", f"{days}.", Date=f"{when:%a, %d %b %Y %H:%M:%S} +0000"))
    assert await known(desk) == {"beta.test": 2}
    assert await desk.all(select(MessageOut)) == []
