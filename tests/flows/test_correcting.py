"""A person says what a mail is: what was done is undone and done anew."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from engine.edge.imap import Fetched, FolderState
from engine.errors import Conflict, Forbidden, Invalid, NotFound
from engine.flows import tasks
from engine.flows.accounts import rebin
from engine.flows.correct import correct
from engine.flows.cursors import Cursors
from engine.flows.fetch_again import fetch_wanted, want
from engine.flows.lift import lift
from engine.flows.locked import SEQUENCES, locked
from engine.flows.people import accept_found, edit_contact, open_contact
from engine.flows.read import read
from engine.flows.suppress import OPT_OUT_LINK, suppress_address
from engine.rules.effects import Work
from engine.rules.vocabulary import (
    Bin,
    ContactState,
    EnrollmentState,
    HeldReason,
    Kind,
    OutState,
)
from engine.store.mail import InState
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
from tests.support.house import Desk, until_somebody_waits
from tests.support.replies import BY, INTERESTED, REFERRED, answer, as_kind, fix, interested, say, task_of, written_to

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


async def test_who_is_moved_meanwhile_is_worked_on_under_the_lock_of_the_new_account(desk: Desk) -> None:
    for email in ("alex@acme.test", "bo@other.test"):
        await desk.person(email)
    anew = select(Account).where(col(Account.id) == 2).with_for_update(nowait=True)

    async def opened() -> None:
        async with desk.house.database.begin() as session:
            assert (await open_contact(session, 1))[1].id == 2
            async with desk.house.database.begin() as other:
                with pytest.raises(OperationalError, match="could not obtain lock"):
                    await other.execute(anew)
                await other.rollback()

    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"account_id": 2}, desk.clock.now(), "robin")
        opening = asyncio.create_task(opened())
        await until_somebody_waits(desk)
    await opening


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


async def test_the_work_stays_with_whoever_it_was_handed_to(desk: Desk) -> None:
    _, row = await interested(desk)
    dana = await desk.user("dana")
    async with desk.house.database.begin() as session:
        task = await session.get_one(ResponseTask, (await task_of(desk, row)).id)
        await tasks.hand_over(session, task, dana.id, desk.clock.now(), BY)
    await fix(desk, row, Kind.QUESTION)
    assert (await task_of(desk, row)).owner_id == dana.id


async def test_a_bin_that_was_moved_away_and_back_is_a_persons(desk: Desk) -> None:
    """What one decision has set stays or goes together."""
    box = await written_to(desk)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_NOW))
    async with desk.house.database.begin() as session:
        account = await session.get_one(Account, 1)
        for goal in (Bin.WORKING, Bin.CHECK_BACK):
            await rebin(session, account, goal, "their budget year", None, desk.later(hours=1), BY)
    await fix(desk, row, Kind.AUTO_ACKNOWLEDGEMENT)
    account = await desk.account()
    assert (account.bin, account.bin_by, account.bin_why) == (Bin.CHECK_BACK, BY, "their budget year")


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.NOT_INTERESTED, Kind.LEFT_COMPANY])
async def test_whoever_opted_out_stays_so_whatever_they_write_next(desk: Desk, kind: Kind) -> None:
    box = await written_to(desk)
    await answer(desk, box, "Stop.", how=as_kind(Kind.UNSUBSCRIBE))
    await answer(desk, box, "Hm.", how=as_kind(kind))
    assert (await desk.contact()).state is C.SUPPRESSED


async def test_whoever_opted_out_stays_so_when_their_address_dies(desk: Desk) -> None:
    """At a new address, too: the state is the person's, the list knows addresses."""
    box = await written_to(desk)
    await answer(desk, box, "Stop.", how=as_kind(Kind.UNSUBSCRIBE))
    await desk.receive(box, desk.dsn(await desk.out(), "5.1.1", "550 5.1.1 No such user"))
    assert (await desk.contact()).state is C.SUPPRESSED
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), BY)
    assert (await desk.contact("alex@new.test")).state is C.SUPPRESSED
    listed = await desk.all(select(Suppression).order_by(col(Suppression.id)))
    assert [(one.address, one.reason) for one in listed] == [
        ("alex@acme.test", "unsubscribe"),
        ("alex@new.test", "unsubscribe"),
    ]
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="is suppressed"):
            await edit_contact(session, 1, {"state": C.ACTIVE}, desk.clock.now(), BY)
        await lift(session, await session.get_one(Suppression, listed[1].id), "they wrote", desk.clock.now(), "admin")
    assert (await desk.contact("alex@new.test")).state is C.ACTIVE


async def test_whoever_opts_out_after_a_bounce_stays_so_at_a_new_address(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.receive(box, desk.dsn(await desk.out(), "5.1.1", "550 5.1.1 No such user"))
    assert (await desk.contact()).state is C.BOUNCED
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", OPT_OUT_LINK, "link in a mail", desk.clock.now())
        contact = await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), BY)
        assert contact.state is C.SUPPRESSED


async def test_an_opt_out_is_looked_at_under_its_lock(desk: Desk) -> None:
    """Somebody says that it is one, while somebody else, who may not undo that, says that it is none."""
    _, row = await interested(desk)

    async def by_a_rep() -> None:
        async with desk.house.database.begin() as session:
            await correct(session, row.id, Kind.QUESTION, desk.clock.now(), BY, lets_go=False)

    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.UNSUBSCRIBE, desk.clock.now(), "mo@example.com")
        rep = asyncio.create_task(by_a_rep())
        await asyncio.wait([rep], timeout=0.5)
    with pytest.raises(Forbidden, match="administrator"):
        await rep
    assert (await desk.contact()).state is C.SUPPRESSED


class HandsOver:
    """A line to a server that has one mail."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    async def examine(self, folder: str) -> FolderState:
        return FolderState(1, 100, 1)

    async def fetch_one(self, uid: int) -> Fetched:
        return Fetched(uid, self.raw, None)


async def test_whose_a_mail_is_does_not_change_while_an_answer_to_it_waits(desk: Desk) -> None:
    """It would leave as the first mail to somebody who was named, who they are not."""
    box = await desk.mailbox()
    for email in ("alex@acme.test", "cy@other.test"):
        await desk.person(email, name="Pat Person")
    await desk.campaign(box)
    await desk.send_due(box)
    row = await answer(desk, box, "Hm.", how=as_kind(Kind.INTERESTED))
    cy = await desk.contact("cy@other.test")
    await say(desk, row)
    with pytest.raises(Conflict, match="an answer to it waits"):
        await fix(desk, row, Kind.INTERESTED, contact_id=cy.id)
    await fix(desk, row, Kind.QUESTION)
    await desk.answers_leave(box)
    await fix(desk, row, Kind.INTERESTED, contact_id=cy.id)


async def test_an_opt_out_is_not_undone_by_saying_that_it_is_somebody_elses(desk: Desk) -> None:
    box = await desk.mailbox()
    for email in ("alex@acme.test", "cy@other.test"):
        await desk.person(email, name="Pat Person")
    await desk.campaign(box)
    await desk.send_due(box)
    row = await answer(desk, box, "Stop.", "Alex <alex@home.test>", how=as_kind(Kind.UNSUBSCRIBE))
    cy = await desk.contact("cy@other.test")
    for kind in (Kind.UNSUBSCRIBE, Kind.COMPLAINT):
        with pytest.raises(Forbidden, match="administrator"):
            await fix(desk, row, kind, contact_id=cy.id, lets_go=False)
    await fix(desk, row, Kind.UNSUBSCRIBE, lets_go=False)
    assert (await desk.contact()).state is C.SUPPRESSED


async def test_what_a_person_said_of_a_mail_stands_when_its_bytes_come_after_all(desk: Desk) -> None:
    box, row = await interested(desk)
    raw = bytes(row.raw)
    await desk.change(MessageIn, row.id, raw=b"", digest="of its header", text="", state=InState.BROKEN)
    await fix(desk, row, Kind.QUESTION)
    async with desk.house.database.begin() as session:
        await want(session, row.id, desk.clock.now(), BY)
    await fetch_wanted(desk.house, box, HandsOver(raw), Cursors())
    await read(desk.house, row.id)
    found = await desk.get(MessageIn, row.id)
    assert (found.state, found.kind, found.corrected_by, found.text) == (InState.READ, Kind.QUESTION, BY, INTERESTED)
    assert [task.step for task in await desk.all(select(ResponseTask))] == [Work.ANSWER]
    await fix(desk, row, Kind.AUTO_ACKNOWLEDGEMENT)
    assert await desk.all(select(ResponseTask)) == []


@pytest.mark.parametrize("field", ["check_back_date", "return_date"])
@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2031, 1, 1), date.max])
async def test_a_day_long_before_or_after_the_mail_is_a_typing_error(desk: Desk, field: str, day: date) -> None:
    _, row = await interested(desk)
    with pytest.raises(Invalid, match="is not within 1000 days") as refused:
        await fix(desk, row, Kind.NOT_NOW, **{field: day})
    assert refused.value.field == field


async def test_what_one_of_us_wrote_is_no_answer(desk: Desk) -> None:
    box = await written_to(desk)
    in_id = await desk.receive(box, desk.mail("Robin <rep@example.com>", "Hello.", to="alex@acme.test"), role="sent")
    with pytest.raises(Conflict, match="written by one of us"):
        await fix(desk, await desk.get(MessageIn, in_id), Kind.INTERESTED, contact_id=1)
