"""A mail that could not be read holds whoever it is from, and their colleagues, until a person has looked."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows import tasks
from engine.flows.correct import correct
from engine.flows.locked import locked
from engine.flows.read import read
from engine.flows.reread import reread
from engine.rules.vocabulary import HeldReason, Kind, OutState
from engine.store.mail import InState
from engine.store.tables import Mailbox, MessageIn, ResponseTask, Suppression
from tests.support.house import Desk

ACME = ("alex@acme.test", "sam@acme.test")
OTHER = "kim@else.test"


async def written_to(desk: Desk) -> Mailbox:
    """Everybody has the first mail; the second is due in three days."""
    box = await desk.mailbox()
    await desk.policies(contacts_per_account=2, account_gap_minutes=0)
    for email in (*ACME, OTHER):
        await desk.person(email)
    await desk.campaign(box)
    await desk.send_due(box)
    assert {out.state for out in await desk.outs() if out.position == 1} == {OutState.SENT}
    return box


def breaks(*_: Any) -> Any:
    raise ZeroDivisionError("what a mail")


async def unread(desk: Desk, box: Mailbox, how: str) -> MessageIn:
    """Neither its words nor what they mean are known, but whom it is from."""
    out = await desk.out()
    if how == "by its index":
        key = await desk.store(box, b"")
        await desk.change(MessageIn, key, from_address="alex@acme.test", subject="Re: The yard")
    elif how == "by its thread":
        key = await desk.store(box, desk.mail("alex@home.test", "x", In_Reply_To=out.message_id))
    else:
        sender, subject = ("new@acme.test", f"AW: {out.subject}") if how == "by its subject" else (ACME[0], "Hello")
        key = await desk.store(box, desk.mail(sender, "x", subject=subject))
    await read(desk.house, key, breaks)
    row = await desk.get(MessageIn, key)
    assert row.state is InState.BROKEN
    return row


@pytest.mark.parametrize("how", ["by its index", "by its sender", "by its thread", "by its subject"])
async def test_follow_ups_wait_until_somebody_has_looked(desk: Desk, how: str) -> None:
    box = await written_to(desk)
    row = await unread(desk, box, how)
    desk.later(days=7)
    await desk.send_due(box)
    assert [out.state for out in await desk.outs() if out.position == 2] == [
        OutState.HELD,
        OutState.HELD,
        OutState.SENT,
    ]
    for email in ACME:
        line = await desk.line(email)
        assert line.reason == HeldReason.ACCOUNT_BUSY
        assert line.detail.startswith(f"a mail from {row.from_address} could not be read.")
    [task] = await desk.all(select(ResponseTask))
    async with desk.house.database.begin() as session:
        task = await locked(session, ResponseTask, task.id, "task")
        await tasks.done(session, task, "it was an absence note", desk.clock.now(), "robin@example.com")
    await desk.send_due(box)
    assert {out.state for out in await desk.outs() if out.position == 2} == {OutState.SENT}


@pytest.mark.parametrize(("kind", "states"), [(Kind.AUTO_ACKNOWLEDGEMENT, {OutState.SENT}), (Kind.UNSUBSCRIBE, set())])
async def test_what_a_person_says_it_is_decides(desk: Desk, kind: Kind, states: set[OutState]) -> None:
    box = await written_to(desk)
    row = await unread(desk, box, "by its index")
    desk.later(days=7)
    await desk.send_due(box)
    async with desk.house.database.begin() as session:
        await correct(session, row.id, kind, desk.clock.now(), "robin@example.com")
    await desk.send_due(box)
    assert (await desk.contact()).id == (await desk.get(MessageIn, row.id)).contact_id
    mine = [out for out in await desk.outs() if out.position == 2 and out.contact_id == (await desk.contact()).id]
    assert {out.state for out in mine} == states
    assert (await desk.out(ACME[1], 2)).state is OutState.SENT


async def test_a_stranger_s_mail_that_could_not_be_read_holds_nobody(desk: Desk) -> None:
    box = await written_to(desk)
    key = await desk.store(box, b"")
    await desk.change(MessageIn, key, from_address="who@elsewhere.test", subject="Lunch")
    await read(desk.house, key)
    desk.later(days=7)
    await desk.send_due(box)
    assert {out.state for out in await desk.outs() if out.position == 2} == {OutState.SENT}


async def test_what_lies_in_junk_holds_nobody_by_its_sender(desk: Desk) -> None:
    box = await written_to(desk)
    key = await desk.store(box, b"")
    await desk.change(MessageIn, key, from_address=ACME[0], subject="You have won", role="junk")
    await read(desk.house, key)
    assert (await desk.get(MessageIn, key)).state is InState.BROKEN
    desk.later(days=7)
    await desk.send_due(box)
    assert {out.state for out in await desk.outs() if out.position == 2} == {OutState.SENT}


async def test_what_cannot_even_be_matched_still_goes_to_a_person(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    box = await written_to(desk)
    key = await desk.store(box, b"")
    monkeypatch.setattr("engine.flows.read.match", breaks)
    await read(desk.house, key)
    [task] = await desk.all(select(ResponseTask))
    assert ((await desk.get(MessageIn, key)).state, task.message_in_id) == (InState.BROKEN, key)


async def test_an_opt_out_of_which_only_the_index_is_known_is_obeyed(desk: Desk) -> None:
    """By a person's word, whoever wrote it; what is known of the mail stays known."""
    box = await written_to(desk)
    key = await desk.store(box, b"")
    await desk.change(MessageIn, key, from_address="nina@home.test", from_name="Nina Roe", subject="Stop")
    await read(desk.house, key)
    async with desk.house.database.begin() as session:
        await correct(session, key, Kind.UNSUBSCRIBE, desk.clock.now(), "rep")
    assert await desk.all(select(col(Suppression.address))) == ["nina@home.test"]
    row = await desk.get(MessageIn, key)
    assert (row.from_address, row.from_name, row.subject) == ("nina@home.test", "Nina Roe", "Stop")


async def test_what_was_not_fetched_is_not_read_again(desk: Desk) -> None:
    box = await written_to(desk)
    await unread(desk, box, "by its index")
    assert [one async for one in reread(desk.house, dry=True)] == []
