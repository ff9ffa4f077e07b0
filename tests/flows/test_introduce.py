"""The mail that introduces a prospect and an AE: in the thread of the answer, once, with a copy to our own people."""

import asyncio
import email
from email import policy

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Conflict, Forbidden, Invalid, NotFound
from engine.flows import baton
from engine.flows.introduce import Draft, draft, introduce
from engine.flows.send_answer import claim_answers, send_answer
from engine.flows.suppress import suppress_address
from engine.flows.withdraw import withdraw
from engine.rules.baton import Check, Handover
from engine.rules.vocabulary import ContactState, Kind, OutState, Role
from engine.store.tables import Activity, Mailbox, MessageIn, MessageOut, Opportunity, ResponseTask, Suppression, User
from tests.support.house import NO_SUCH_USER, UNKNOWN, Desk
from tests.support.replies import answer, written_to
from tests.support.servers import smtp_sink

YES = "Yes, this is interesting. Could you call me on Thursday?"
WORDS = "Hi Alex,\n\nmeet Dana (copied).\n\nWhen would it suit you?\n\nRobin"


async def passed(
    desk: Desk, box: Mailbox, handover: Handover = Handover.INTRODUCTION, **headers: str
) -> tuple[MessageIn, Opportunity]:
    """Alex has answered, and is passed from the mailbox's owner to Dana."""
    row = await answer(desk, box, YES, **headers)
    dana = await desk.user("dana")
    async with desk.house.database.begin() as session:
        robin = await session.get_one(User, box.user_id)
        given = baton.Baton(1, dana.id, "Wants a demo.", handover, set(Check), message_in_id=row.id)
        return row, await baton.hand(session, given, robin, desk.clock.now())


async def introduced(desk: Desk, row: Opportunity, key: str = "key-0001", **more: object) -> MessageOut:
    async with desk.house.database.begin() as session:
        by = await session.get_one(User, more.pop("by", row.passed_by_id))
        said = {"body": WORDS, "quote": True} | more
        return await introduce(session, row.id, key, by=by, now=desk.clock.now(), **said)


async def drafted(desk: Desk, row: Opportunity) -> Draft:
    async with desk.house.database.begin() as session:
        by = await session.get_one(User, row.passed_by_id)
        return await draft(session, await session.get_one(Opportunity, row.id), by)


async def task_of(desk: Desk, mail: MessageIn) -> ResponseTask:
    return await desk.one(select(ResponseTask).where(col(ResponseTask.message_in_id) == mail.id))


async def test_whoever_has_no_name_here_signs_as_their_mailbox_does(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    await desk.change(User, box.user_id, name="")
    await desk.change(Mailbox, box.id, display_name="Robin Rep")
    assert (await drafted(desk, row)).letter.text.endswith("\n\nRobin Rep")


async def test_both_get_it_from_a_real_server_in_the_thread_and_the_work_is_done(desk: Desk) -> None:
    box = await written_to(desk)
    mail, row = await passed(desk, box)
    assert (await task_of(desk, mail)).done_at is None
    out = await introduced(desk, row)
    async with smtp_sink() as sink:
        await desk.change(Mailbox, box.id, smtp_port=sink.port)
        line = desk.house.smtp(await desk.get(Mailbox, box.id))
        claimed = await claim_answers(desk.house, [box.id], 1)
        assert claimed == {box.id: [out.id]}
        assert await send_answer(desk.house, out.id, 1, line) == "sent"
        await line.close()
        (taken,) = sink.mails
    assert taken.recipients == ("alex@acme.test", "dana@example.com")
    sent = email.message_from_bytes(taken.raw, policy=policy.default)
    assert (sent["To"], sent["Cc"]) == ("Alex Sample <alex@acme.test>", "dana@example.com")
    assert (sent["In-Reply-To"], sent["Subject"]) == (mail.message_id, mail.subject)
    assert "List-Unsubscribe" not in sent
    assert sent.get_content().replace("\r\n", "\n").startswith(WORDS)
    assert f"> {YES}" in sent.get_content()
    task = await task_of(desk, mail)
    assert (task.done_how, task.done_by) == ("answered from the page", (await desk.get(User, box.user_id)).email)
    after = await desk.get(MessageOut, out.id)
    assert (after.state, after.cc_address, after.enrollment_id) == (OutState.SENT, "dana@example.com", None)
    logged = await desk.all(select(col(Activity.what)).where(col(Activity.message_out_id) == out.id))
    assert {"opportunity.introduced", "answer.written", "answer.sent"} <= set(logged)


async def test_it_leaves_once_however_often_it_is_asked_for(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    first, second = await asyncio.gather(introduced(desk, row), introduced(desk, row))
    with pytest.raises(Conflict, match="introduction by"):
        await introduced(desk, row, "key-0002")
    desk.wire.mails.clear()
    await desk.answers_leave(box)
    third = await introduced(desk, row)
    with pytest.raises(Conflict, match="is sent"):
        await introduced(desk, row, "key-0002")
    assert first.id == second.id == third.id
    assert desk.wire.recipients == ["alex@acme.test", "dana@example.com"]
    assert len(await desk.all(select(Activity).where(col(Activity.what) == "opportunity.introduced"))) == 1


async def test_what_was_withdrawn_or_refused_may_be_written_again(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    out = await introduced(desk, row)
    async with desk.house.database.begin() as session:
        await withdraw(session, out.id, desk.clock.now(), "robin")
    assert (await drafted(desk, row)).may_send
    await introduced(desk, row, "key-0002")
    desk.wire.answers.append(NO_SUCH_USER)
    await desk.answers_leave(box)
    seen = await drafted(desk, row)
    assert (seen.mail.state, seen.may_send) == (OutState.FAILED, True)
    assert (await introduced(desk, row, "key-0003")).state is OutState.DUE


async def test_what_may_have_been_sent_is_not_written_again(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    await introduced(desk, row)
    desk.wire.answers.append(UNKNOWN)
    await desk.answers_leave(box)
    with pytest.raises(Conflict, match="is uncertain"):
        await introduced(desk, row, "key-0002")


async def test_the_aes_own_mailbox_gets_it_and_no_suppression_is_asked_for_us(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    dana = await desk.one(select(User).where(col(User.email) == "dana@example.com"))
    await desk.mailbox(dana, "dana@sales.example")
    for ours in ("dana@sales.example", "dana@example.com"):
        async with desk.house.database.begin() as session:
            await suppress_address(session, ours, "unsubscribe", "test", desk.clock.now())
    assert (await introduced(desk, row)).cc_address == "dana@sales.example"
    assert await desk.answers_leave(box) == ["sent"]


async def test_a_copy_to_anybody_else_is_screened_when_it_leaves(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    out = await introduced(desk, row)
    await desk.change(MessageOut, out.id, cc_address="kim@acme.test")
    async with desk.house.database.begin() as session:
        await suppress_address(session, "kim@acme.test", "unsubscribe", "test", desk.clock.now())
    assert await desk.answers_leave(box) == [None]
    held = await desk.get(MessageOut, out.id)
    assert (held.state, held.held_reason, held.held_detail) == (
        OutState.HELD,
        "suppressed",
        "kim@acme.test must not be mailed: unsubscribe.",
    )


async def test_whoever_opted_out_is_introduced_to_nobody(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    async with desk.house.database.begin() as session:
        await suppress_address(session, "alex@acme.test", "unsubscribe", "test", desk.clock.now())
    with pytest.raises(Conflict, match="must not be mailed"):
        await introduced(desk, row)
    assert (await desk.get(Opportunity, row.id)).introduction_id is None


async def test_only_who_passed_it_or_a_manager_introduces(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    with pytest.raises(Forbidden):
        await introduced(desk, row, by=row.passed_to_id)
    boss = await desk.user("mo")
    await desk.change(User, boss.id, role=Role.MANAGER)
    assert (await introduced(desk, row, by=boss.id)).written_by == "mo@example.com"
    with pytest.raises(NotFound):
        await introduced(desk, Opportunity(id=99, passed_by_id=boss.id))


async def test_nothing_leaves_that_is_not_finished(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    with pytest.raises(Invalid, match="is empty"):
        await introduced(desk, row, body=" ")
    assert await desk.outs(OutState.DUE) == []


@pytest.mark.parametrize(
    "why", ["not passed by an introduction", "is returned", "came from no answer", "somebody else", "another rep"]
)
async def test_what_cannot_be_sent_from_here_says_why(desk: Desk, why: str) -> None:
    box = await written_to(desk, "bo@acme.test")
    mail, row = await passed(desk, box, Handover.HOT_TRANSFER if why.startswith("not") else Handover.INTRODUCTION)
    if why == "is returned":
        async with desk.house.database.begin() as session:
            await baton.give_back(
                session, row.id, "no", await session.get_one(User, row.passed_to_id), desk.clock.now()
            )
    if why == "came from no answer":
        await desk.change(Opportunity, row.id, message_in_id=None)
    if why == "another rep":
        await desk.change(Mailbox, box.id, user_id=row.passed_to_id)
        await desk.change(ResponseTask, (await task_of(desk, mail)).id, owner_id=row.passed_to_id)
    if why == "somebody else":
        await desk.change(Opportunity, row.id, contact_id=(await desk.contact("bo@acme.test")).id)
    seen = await drafted(desk, row)
    assert why in seen.problem
    assert not seen.may_send
    with pytest.raises(Conflict, match=why):
        await introduced(desk, row)


async def test_the_draft_is_what_would_leave(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box, From="Alex Private <alex@private.test>", Subject="Re: Re: yard")
    seen = await drafted(desk, row)
    assert (seen.letter.to, seen.letter.cc, seen.letter.subject) == (
        "alex@private.test",
        ("dana@example.com",),
        "Re: yard",
    )
    out = await introduced(desk, row, body=seen.letter.text)
    assert (out.to_address, out.cc_address, out.subject) == (seen.letter.to, seen.letter.cc[0], seen.letter.subject)


async def test_an_ae_who_answers_to_all_is_no_prospect(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    out = await introduced(desk, row)
    await desk.answers_leave(box)
    out = await desk.get(MessageOut, out.id)
    before = len(await desk.all(select(ResponseTask)))
    reply = desk.mail(
        "Dana <dana@example.com>", "Hi Alex, does Thursday at ten suit you?", In_Reply_To=str(out.message_id)
    )
    read = await desk.get(MessageIn, await desk.receive(box, reply))
    assert read.kind is Kind.OWN_MAIL
    assert len(await desk.all(select(ResponseTask))) == before


async def test_a_dead_address_of_the_copy_says_nothing_of_the_prospect(desk: Desk) -> None:
    box = await written_to(desk)
    _, row = await passed(desk, box)
    out = await introduced(desk, row)
    await desk.answers_leave(box)
    report = desk.dsn(await desk.get(MessageOut, out.id), "5.1.1", "550 5.1.1 User unknown")
    report = report.replace(b"rfc822; alex@acme.test", b"rfc822; dana@example.com")
    await desk.receive(box, report.replace(b"<alex@acme.test>:", b"<dana@example.com>:"))
    assert (await desk.contact()).state is not ContactState.BOUNCED
    assert await desk.all(select(Suppression)) == []
    assert not (await desk.get(MessageOut, out.id)).bounced
    (told,) = await desk.all(select(Activity).where(col(Activity.what) == "copy.bounced"))
    assert told.why.startswith("dana@example.com:")


@pytest.mark.parametrize("attempts", [0, 1])
async def test_what_came_back_is_not_introduced(desk: Desk, attempts: int) -> None:
    """And whoever answered waits for one answer, not for two."""
    box = await written_to(desk)
    mail, row = await passed(desk, box)
    out = await introduced(desk, row)
    await desk.change(MessageOut, out.id, attempts=attempts)
    desk.wire.mails.clear()
    async with desk.house.database.begin() as session:
        dana = await session.get_one(User, row.passed_to_id)
        await baton.give_back(session, row.id, "no budget", dana, desk.clock.now())
    await desk.answers_leave(box)
    assert desk.wire.mails == []
    assert (await task_of(desk, mail)).done_at is None


async def test_whoever_was_handed_the_work_introduces(desk: Desk) -> None:
    box = await written_to(desk)
    mail, row = await passed(desk, box)
    mo = await desk.user("mo")
    await desk.change(Opportunity, row.id, passed_by_id=mo.id)
    with pytest.raises(Conflict, match="another rep's mailbox"):
        await introduced(desk, row, by=mo.id)
    await desk.change(ResponseTask, (await task_of(desk, mail)).id, owner_id=mo.id)
    assert (await introduced(desk, row, by=mo.id)).to_address == "alex@acme.test"
