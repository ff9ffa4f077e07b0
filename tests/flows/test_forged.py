"""Mails that pretend to belong to a conversation, and machines that answer machines."""

import re

from sqlalchemy import select

from engine.flows.marks import OUR_HEADER, mark_of
from engine.rules.vocabulary import Kind, OutState
from engine.store.tables import Contact, FoundPerson, MessageIn, MessageOut, ResponseTask
from tests.support.house import Desk
from tests.support.replies import answer, written_to


async def test_a_stranger_with_our_own_message_id_takes_over_nothing(desk: Desk) -> None:
    """A mail that says it is ours, or that it is the one Alex wrote, is neither."""
    box = await written_to(desk)
    theirs = await answer(desk, box, "What does it cost?")
    out = await desk.out()
    await desk.change(MessageOut, out.id, state=OutState.UNCERTAIN)
    mark = {OUR_HEADER: mark_of(out).text}
    ours = await desk.receive(box, desk.mail("x@else.test", "Buy.", Message_ID=out.message_id, **mark))
    copy = await desk.receive(box, desk.mail("x@else.test", "What does it cost?", Message_ID=theirs.message_id))
    for key in (ours, copy):
        row = await desk.get(MessageIn, key)
        assert (row.kind, row.out_id, row.contact_id, row.effects) == (Kind.UNRELATED, None, None, [])
    assert (await desk.out()).state is OutState.UNCERTAIN
    assert len(await desk.all(select(ResponseTask))) == 1


async def test_a_stranger_who_answers_a_mail_of_ours_becomes_nobody_s_contact(desk: Desk) -> None:
    """Its Message-ID cannot be guessed: whoever has it was handed the mail. A person sees who answered."""
    box = await written_to(desk)
    out = await desk.out()
    assert re.fullmatch(r"<[0-9a-f]{24}[^@]*@example\.com>", out.message_id), "96 random bits"
    row = await answer(desk, box, "What does it cost?", sender="Mallory <mallory@else.test>")
    assert (row.out_id, row.from_address) == (out.id, "mallory@else.test")
    contact = await desk.contact()
    assert (contact.email, contact.name, contact.title, contact.phone) == ("alex@acme.test", "Alex Sample", "", "")
    assert await desk.all(select(FoundPerson)) == []
    assert len(await desk.all(select(Contact))) == 1


async def test_two_machines_do_not_keep_each_other_busy(desk: Desk) -> None:
    """Whatever answers by itself, and however often, nothing is sent that was not due anyway."""
    box = await written_to(desk)
    out, waiting = await desk.out(), len(await desk.outs())
    for number in range(20):
        note = desk.mail(
            "alex@acme.test",
            "Thank you for your message. We have received it and will answer soon.",
            subject="Automatic reply: The yard at Acme",
            In_Reply_To=out.message_id,
            Auto_Submitted="auto-replied",
            Message_ID=f"<auto-{number}@acme.test>",
        )
        await desk.receive(box, note)
        await desk.answers_leave(box)
        await desk.send_due(box, ticks=10)
    assert len(desk.wire.mails) == 1
    assert len(await desk.outs()) == waiting
