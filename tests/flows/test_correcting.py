"""A person says what a mail is: what was done is undone and done anew."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import NotFound
from engine.flows.correct import correct
from engine.flows.locked import SEQUENCES, locked
from engine.flows.people import accept_found
from engine.flows.suppress import suppress_address
from engine.rules.effects import Work
from engine.rules.vocabulary import (
    ContactState,
    EnrollmentState,
    HeldReason,
    Kind,
    OutState,
)
from engine.store.tables import (
    Account,
    Contact,
    Enrollment,
    FoundPerson,
    Mailbox,
    MailboxState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
)
from tests.support.house import Desk
from tests.support.replies import REFERRED, answer, as_kind, interested, written_to

E, C = EnrollmentState, ContactState


async def test_a_correction_undoes_and_redoes(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.OTHER))
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.OUT_OF_OFFICE, desk.clock.now(), "rep", return_date=date(2026, 3, 16))
    assert (await desk.enrollment()).state is E.ACTIVE
    assert (await desk.contact()).state is C.ACTIVE
    assert (await desk.account()).responded_at is None
    assert await desk.all(select(ResponseTask)) == []
    assert (await desk.line()).reason == HeldReason.OUT_OF_OFFICE_UNTIL
    assert (await desk.get(MessageIn, row.id)).read_kind is Kind.OTHER
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNSUBSCRIBE, desk.clock.now(), "rep")
    assert (await desk.contact()).state is C.SUPPRESSED
    assert [out.state for out in await desk.outs() if out.contact_id == 1] == [OutState.SENT]
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
    assert await desk.all(select(Suppression)) == []
    assert (await desk.enrollment()).state is E.ACTIVE
    assert len(await desk.all(select(Enrollment))) == 2
    desk.later(days=5)
    await desk.send_due(box)
    assert desk.wire.recipients.count("alex@acme.test") == 2


async def test_an_opt_out_in_doubt_is_obeyed_and_read_by_a_person(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    row = await answer(desk, box, "Hm, enough of the yard.", how=as_kind(Kind.UNSUBSCRIBE, confidence=0.45))
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert (await desk.enrollment()).state is E.STOPPED
    assert [(task.step, task.counts) for task in await desk.all(select(ResponseTask))] == [(Work.LOOK, True)]
    assert (await desk.account()).responded_at is not None, "it may be an answer, so colleagues wait"
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNSUBSCRIBE, desk.clock.now(), "rep")
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert await desk.all(select(ResponseTask)) == []
    assert (await desk.account()).responded_at is None, "a sure one holds no colleague"
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.INTERESTED, desk.clock.now(), "rep")
    assert await desk.all(select(Suppression)) == []
    assert [task.step for task in await desk.all(select(ResponseTask))] == [Work.ANSWER]


async def test_an_opt_out_for_the_whole_company_lets_the_others_wait_until_it_was_read(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    opt_out = as_kind(Kind.UNSUBSCRIBE, confidence=0.95)
    row = await answer(desk, box, "Remove all of us, and write to nobody here again.", how=opt_out)
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    (task,) = await desk.all(select(ResponseTask))
    assert (task.step, "nobody there" in task.note) == (Work.LOOK, True)
    desk.later(days=5)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    assert (await desk.line("bo@acme.test")).reason == HeldReason.ACCOUNT_BUSY
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.INTERESTED, desk.clock.now(), "rep")
    assert [one.step for one in await desk.all(select(ResponseTask))] == [Work.ANSWER]


async def test_a_correction_forgets_what_was_learned_from_a_signature(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(Contact, 1, title="", phone="")
    row = await answer(desk, box, "What does it cost?\n\nRegards,\nAlex Sample\nCOO\nTel. +44 20 7946 0321")
    assert (await desk.contact()).title == "COO"
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
    contact = await desk.contact()
    assert (contact.title, contact.phone) == ("", "")


async def test_a_correction_does_not_undo_an_opt_out_by_link(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Please take me off your list and do not write again.")
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "opt-out link", "page", desk.clock.now())
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.QUESTION, desk.clock.now(), "rep")
    assert await desk.all(select(col(Suppression.reason))) == ["opt-out link"]


async def test_a_correction_keeps_what_a_mail_in_doubt_has_proven(desk: Desk) -> None:
    box = await desk.one_contact()
    out = await desk.out()
    given = {"message_id": "<ours@example.com>", "attempts": 1, "sending_at": desk.clock.now()}
    await desk.change(MessageOut, out.id, state="uncertain", **given)
    raw = desk.mail("alex@acme.test", "x", In_Reply_To="<ours@example.com>")
    key = await desk.receive(box, raw, how=as_kind(Kind.QUESTION))
    async with desk.house.database.begin() as session:
        await correct(session, key, Kind.UNRELATED, desk.clock.now(), "rep")
    assert (await desk.out()).state is OutState.SENT
    assert (await desk.out(position=2)).state is OutState.DUE


async def test_both_accounts_of_a_correction_are_locked_in_their_order(desk: Desk) -> None:
    """Somebody has the first and wants the second, as a turn of the sender does."""
    box = await desk.mailbox()
    for email in ("alex@acme.test", "bo@other.test"):
        await desk.person(email)
    await desk.campaign(box)
    await desk.send_due(box)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.OTHER))

    async def corrected() -> None:
        async with desk.house.database.begin() as session:
            await correct(session, row.id, Kind.OTHER, desk.clock.now(), "rep", contact_id=2)

    async with desk.house.database.begin() as session:
        await locked(session, Account, 1, "account")
        correction = asyncio.create_task(corrected())
        await asyncio.wait([correction], timeout=0.5)
        await locked(session, Account, 2, "account")
    await correction
    assert (await desk.get(MessageIn, row.id)).contact_id == 2


async def test_whoever_is_accepted_waits_for_the_correction_of_the_answer_that_names_them(desk: Desk) -> None:
    _, row = await interested(desk, REFERRED)
    found = await desk.one(select(FoundPerson))

    async def accepted() -> None:
        async with desk.house.database.begin() as session:
            await accept_found(session, found.id, {}, desk.clock.now(), "rep")

    async with desk.house.database.begin() as session:
        await locked(session, Account, 1, "account")
        acceptance = asyncio.create_task(accepted())
        await asyncio.wait([acceptance], timeout=0.5)
        await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")
    with pytest.raises(NotFound):
        await acceptance


async def test_a_correction_that_lets_a_mailbox_go_on_takes_that_last(desk: Desk) -> None:
    """Somebody reads a soft bounce, after which another sequence may go on, and then judges the mailbox."""
    await desk.policies(complaint_floor=1)
    box = await written_to(desk)
    row = await answer(desk, box, "Spam!", how=as_kind(Kind.COMPLAINT))
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.HEALTH

    async def corrected() -> None:
        async with desk.house.database.begin() as session:
            await correct(session, row.id, Kind.UNRELATED, desk.clock.now(), "rep")

    async with desk.house.database.begin() as session:
        await session.execute(SEQUENCES)
        correction = asyncio.create_task(corrected())
        await asyncio.wait([correction], timeout=0.5)
        await session.get_one(Mailbox, box.id, with_for_update={"key_share": True})
    await correction
    assert (await desk.get(Mailbox, box.id)).state is MailboxState.ACTIVE
