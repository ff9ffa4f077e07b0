"""Answers to the mail that Alex has got, and readers whose word is given."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from engine.flows.answer import Words, write
from engine.flows.correct import correct
from engine.flows.people import accept_found
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Kind
from engine.store.tables import Contact, FoundPerson, Mailbox, MessageIn, MessageOut, ResponseTask
from tests.support.house import Desk

BY = "robin@example.com"
INTERESTED = "Yes, this is interesting. Could you call me on Thursday?"
REFERRED = "Please talk to Kim Lee instead: kim.lee@acme.test. She looks after the yard."
ALEX = "Alex Sample <alex@acme.test>"


async def written_to(desk: Desk, *others: str) -> Mailbox:
    """Alex has got the first of two mails; others of the account wait."""
    box = await desk.mailbox()
    await desk.person(level=5)
    for email in others:
        await desk.person(email, name="Other Person")
    await desk.campaign(box)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    return box


async def answer(
    desk: Desk,
    box: Mailbox,
    text: str,
    sender: str = "Alex Sample <alex@acme.test>",
    *,
    how: Any = None,
    **headers: str,
) -> MessageIn:
    out = await desk.out()
    raw = desk.mail(sender, text, **({"In-Reply-To": out.message_id, "Subject": f"Re: {out.subject}"} | headers))
    return await desk.get(MessageIn, await desk.receive(box, raw, how=how))


def as_kind(kind: Kind, confidence: float = 1.0):
    """The reader's word is given: what follows from it is tried."""

    def classify(*_: Any) -> Verdict:
        return Verdict(kind=kind, confidence=confidence, rule="test", because="it says so")

    return classify


async def interested(desk: Desk, text: str = INTERESTED, **headers: str) -> tuple[Mailbox, MessageIn]:
    box = await written_to(desk)
    row = await answer(desk, box, text, **headers)
    desk.wire.mails.clear()
    return box, row


async def referred(desk: Desk) -> tuple[Mailbox, MessageIn, Contact]:
    """Kim was named by Alex, and is a contact now."""
    box, row = await interested(desk, REFERRED)
    found = await desk.one(select(FoundPerson))
    async with desk.house.database.begin() as session:
        kim = await accept_found(session, found.id, {}, desk.clock.now(), BY)
    return box, row, kim


async def say(desk: Desk, row: MessageIn, **more: object) -> MessageOut:
    words = Words(**({"key": "key-1", "body": "Thursday it is.\n\nRobin"} | more))
    async with desk.house.database.begin() as session:
        return await write(session, row.id, words, desk.clock.now(), BY)


async def fix(desk: Desk, row: MessageIn, kind: Kind, **more: Any) -> None:
    """A person says what the mail is."""
    async with desk.house.database.begin() as session:
        await correct(session, row.id, kind, desk.clock.now(), BY, **more)


async def task_of(desk: Desk, row: MessageIn) -> ResponseTask:
    return await desk.one(select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id))
