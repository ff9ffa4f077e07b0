"""Somebody is erased while mails to them, from them or about them are under way: first these, and nothing half done."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.accounts import edit_account
from engine.flows.admit import NewAccount
from engine.flows.answer import Words, write
from engine.flows.correct import correct
from engine.flows.locked import lock_accounts, locked
from engine.flows.people import accept_found
from engine.flows.reread import one
from engine.flows.send_answer import claim_answers, send_answer
from engine.flows.suggest import suggest
from engine.rules.reading.verdict import Person
from engine.rules.vocabulary import HeldReason, Kind, OutState, Relation
from engine.store.tables import Account, MessageIn, MessageOut
from tests.flows.test_erase import dump, gone, says
from tests.support.house import UNKNOWN, WORKER, Desk, until_somebody_waits
from tests.support.replies import as_kind, interested, say


async def refused(desk: Desk, why: str) -> None:
    """And nothing is half done."""
    before = await dump(desk)
    with pytest.raises(Conflict, match=why):
        await gone(desk)
    assert await dump(desk) == before


async def test_a_mail_that_is_being_sent_or_in_doubt_is_settled_first(desk: Desk) -> None:
    box = await desk.one_contact()
    desk.wire.answers.append(UNKNOWN)
    await desk.round(box)
    await refused(desk, "in doubt: nobody knows whether it left. Say under Uncertain mails")
    await desk.change(MessageOut, 1, state=OutState.SENDING)
    await refused(desk, "is just being handed over. Erase them again in a minute; nothing was erased yet")
    await desk.change(MessageOut, 1, state=OutState.SENT)
    await gone(desk)
    assert await says(desk, "alex") == []


async def test_what_waits_for_them_does_not_leave(desk: Desk) -> None:
    """A step that is claimed already, and an answer that somebody wrote."""
    box = await desk.one_contact()
    (claim,) = await desk.dispatch(box)
    await gone(desk)
    assert await desk.send(claim) is None
    assert desk.wire.mails == []
    assert await desk.all(select(MessageOut)) == []


async def test_an_answer_that_is_claimed_does_not_leave_and_stops_nobody_who_sends(desk: Desk) -> None:
    box, row = await interested(desk)
    out = await say(desk, row)
    assert await claim_answers(desk.house, [box.id], WORKER) == {box.id: [out.id]}
    await gone(desk)
    assert await send_answer(desk.house, out.id, WORKER, desk.wire) is None
    assert desk.wire.mails == []


async def test_an_answer_to_somebody_else_that_names_them_is_decided_about_first(desk: Desk) -> None:
    box = await desk.one_contact("bo@acme.test")
    await desk.person(name="Alex Winter")
    await desk.round(box)
    out = await desk.out("bo@acme.test")
    raw = desk.mail("bo@acme.test", "Who?", In_Reply_To=out.message_id)
    in_id = await desk.receive(box, raw, how=as_kind(Kind.QUESTION))
    async with desk.house.database.begin() as session:
        await write(session, in_id, Words(key="k" * 20, body="I mean Alex Winter."), desk.clock.now(), "robin")
    await refused(desk, "a mail that names them from rep@example.com waits to be sent. Withdraw it or let it leave")
    await desk.answers_leave(box)
    await gone(desk)
    assert [out.body.partition("\n")[0] for out in await desk.outs()][-1] == "I mean [erased]."


async def test_a_step_to_somebody_else_that_is_tried_again_is_no_hindrance(desk: Desk) -> None:
    """Its words are made anew when it leaves."""
    box = await desk.mailbox()
    await desk.person("bo@winter.test", NewAccount(name="Alex Winter Ltd", domain="winter.test"), name="Bo Berg")
    await desk.person("alex@winter.test", name="Alex Winter")
    await desk.campaign(box)
    await desk.round(box)
    await desk.receive(box, desk.dsn(await desk.out("bo@winter.test"), "4.2.2", "452 mailbox full"))
    assert "Winter" in (await desk.outs(OutState.DUE))[0].subject
    await gone(desk, "alex@winter.test")
    assert await says(desk, "alex", "winter ltd") == []


async def test_an_answer_to_them_in_the_conversation_of_somebody_else_is_decided_about_first(desk: Desk) -> None:
    """They are no contact: they wrote in the contact's place."""
    box = await desk.one_contact("bo@acme.test")
    await desk.round(box)
    raw = desk.mail("alex@acme.test", "Who?", In_Reply_To=(await desk.out("bo@acme.test")).message_id)
    in_id = await desk.receive(box, raw, how=as_kind(Kind.QUESTION))
    async with desk.house.database.begin() as session:
        words = Words(key="k" * 20, body="We are.", quote=False)
        assert (await write(session, in_id, words, desk.clock.now(), "robin")).to_address == "alex@acme.test"
    await refused(desk, "a mail that names them from rep@example.com waits to be sent. Withdraw it or let it leave")
    await desk.answers_leave(box)
    await gone(desk)
    assert desk.wire.recipients == ["bo@acme.test", "alex@acme.test"]
    assert [out.to_address for out in await desk.outs()] == ["bo@acme.test", "[erased]"]


async def test_an_answer_that_was_not_read_yet_is_read_first(desk: Desk) -> None:
    """Else what a colleague wrote would be lost. What they wrote themselves is erased unread."""
    box = await desk.one_contact()
    await desk.store(box, desk.mail("bo@acme.test", "As I told Alex.", Cc="alex@acme.test"))
    await refused(desk, "a mail that names them was not read yet")
    await desk.change(MessageIn, 1, state="read", kind=Kind.UNRELATED)
    await desk.store(box, desk.mail("Alex <alex@acme.test>", "Hello."))
    await gone(desk)
    assert [(row.kind, row.raw) for row in await desk.all(select(MessageIn))] == [(Kind.UNRELATED, b"")] * 2
    assert await says(desk, "alex@") == []


async def test_what_stands_in_their_place_is_sent_to_nobody(desk: Desk) -> None:
    """Their company bears their name, which a colleague's mail would say; also the subject of one that has left."""
    box = await desk.mailbox()
    await desk.person("bo@winter.test", NewAccount(name="Alex Winter Ltd", domain="winter.test"), name="Bo Berg")
    await desk.person("alex@winter.test", name="Alex Winter")
    await desk.campaign(box)
    await desk.round(box)
    assert desk.wire.recipients == ["bo@winter.test"]
    await gone(desk, "alex@winter.test")
    desk.later(days=7)
    await desk.round(box)
    assert desk.wire.recipients == ["bo@winter.test"]
    waits = (await desk.outs(OutState.HELD))[0]
    assert waits.held_reason is HeldReason.LINT
    assert waits.held_detail.startswith("subject: it says [erased], where somebody stood who was erased. Change the")


async def test_a_first_mail_goes_once_the_company_has_a_name_again(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person("bo@winter.test", NewAccount(name="Alex Winter Ltd", domain="winter.test"), name="Bo Berg")
    await desk.person("alex@winter.test", name="Alex Winter")
    await desk.campaign(box)
    await gone(desk, "alex@winter.test")
    await desk.round(box)
    assert desk.wire.mails == []
    assert "[erased]" in (await desk.line("bo@winter.test")).detail
    async with desk.house.database.begin() as session:
        await edit_account(
            session, await session.get_one(Account, 1), {"name": "Winter Ltd"}, desk.clock.now(), "robin"
        )
    await desk.send_due(box)
    assert desk.wire.recipients == ["bo@winter.test"]


async def test_what_a_person_writes_does_not_say_it_either(desk: Desk) -> None:
    """As a text for a colleague would, whom they have named."""
    box = await desk.one_contact()
    await desk.round(box)
    kim = Person(Relation.REFERRAL, "Kim Lee", "kim@acme.test", sentence="Ask Kim Lee.")
    mail = desk.mail("Alex Sample <alex@acme.test>", "Ask Kim Lee.", In_Reply_To=(await desk.out()).message_id)
    in_id = await desk.receive(box, mail, how=lambda *_: replace(as_kind(Kind.REFERRAL)(), people=(kim,)))
    async with desk.house.database.begin() as session:
        await accept_found(session, 1, {}, desk.clock.now(), "robin")
    await gone(desk)
    async with desk.house.database.begin() as session:
        for one in await suggest(session, await session.get_one(MessageIn, in_id), desk.clock.now()):
            assert "[erased]" not in one.subject + one.body
    words = Words(key="k" * 20, subject="The yard", body="[erased] told me.", to_contact_id=2)
    with pytest.raises(Invalid, match=r"body: it says \[erased\], where somebody stood who was erased"):
        async with desk.house.database.begin() as session:
            await write(session, in_id, words, desk.clock.now(), "robin")


async def _corrected(session: AsyncSession, desk: Desk, in_id: int) -> None:
    await correct(session, in_id, Kind.QUESTION, desk.clock.now(), "robin")


async def _read_again(session: AsyncSession, desk: Desk, in_id: int) -> None:
    await one(session, in_id, desk.clock.now(), dry=False, by="robin", how=as_kind(Kind.QUESTION))


@pytest.mark.parametrize("goes_on", [_corrected, _read_again])
async def test_whoever_has_begun_with_a_mail_goes_first(
    desk: Desk, goes_on: Callable[[AsyncSession, Desk, int], Awaitable[None]]
) -> None:
    """It wants their company next, and the erasure wants the mail: neither is taken from the other."""
    box = await desk.one_contact("bo@acme.test")
    await desk.person()
    await desk.round(box)
    out = await desk.out("bo@acme.test")
    raw = desk.mail("bo@acme.test", "Ask alex@acme.test.", In_Reply_To=out.message_id)
    in_id = await desk.receive(box, raw, how=as_kind(Kind.OTHER))
    await desk.change(MessageIn, in_id, reader="older")
    async with desk.house.database.begin() as session:
        await locked(session, MessageIn, in_id, "response")
        erasure = asyncio.create_task(gone(desk))
        await until_somebody_waits(desk)
        await lock_accounts(session, [out.id])
        await goes_on(session, desk, in_id)
    await erasure
    row = await desk.get(MessageIn, in_id)
    assert (row.kind, row.text) == (Kind.QUESTION, "Ask [erased].")
