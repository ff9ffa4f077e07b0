"""What the rep types in a mail program belongs to the conversation; what becomes of it says nothing of our mails."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.marks import OUR_HEADER, mark_of
from engine.rules.effects import Work
from engine.rules.vocabulary import ContactState, Kind, OutState
from engine.store.tables import Mailbox, MessageIn, MessageOut, ResponseTask
from tests.support.house import Desk
from tests.support.replies import as_kind, interested, written_to

ALEX, REP = "alex@acme.test", "rep@example.com"
FULL, GONE = ("4.2.2", "452 4.2.2 mailbox full"), ("5.1.1", "550 5.1.1 no such user")
PRIVATE = "Alex S <al@gmail.com>"


async def typed(desk: Desk, box: Mailbox, **headers: str) -> MessageIn:
    raw = desk.mail(REP, "Thursday it is. When?", **({"to": ALEX, "subject": "The fair"} | headers))
    return await desk.get(MessageIn, await desk.receive(box, raw, role="sent"))


async def comes_back(desk: Desk, box: Mailbox, message_id: str, said: tuple[str, str]) -> MessageIn:
    about = MessageOut(to_address=ALEX, message_id=message_id, subject="The fair")
    return await desk.get(MessageIn, await desk.receive(box, desk.dsn(about, *said)))


async def open_work(desk: Desk) -> list[Work]:
    return list(await desk.all(select(col(ResponseTask.step)).where(col(ResponseTask.done_at).is_(None))))


@pytest.mark.parametrize("is_filed", [True, False])
async def test_a_full_mailbox_for_it_sends_no_step_again(desk: Desk, is_filed: bool) -> None:
    """Alex has the step; the mail that was not taken is another one."""
    box = await written_to(desk)
    mail = (await typed(desk, box)).message_id if is_filed else "<fair@example.com>"
    row = await comes_back(desk, box, mail, FULL)
    assert (row.kind, row.matched_by) == (Kind.BOUNCE, "failed_recipient")
    out = await desk.out()
    assert (out.state, out.bounced, out.soft_bounces) == (OutState.SENT, "", 0)
    assert await open_work(desk) == [Work.LOOK]
    desk.later(days=9)
    await desk.send_due(box)
    assert (await desk.out()).attempts == 1


async def test_an_address_that_is_dead_for_it_is_dead(desk: Desk) -> None:
    box = await written_to(desk)
    await comes_back(desk, box, "<fair@example.com>", GONE)
    assert (await desk.contact()).state is ContactState.BOUNCED
    assert (await desk.out()).bounced == "", "the step had arrived, and counts so"
    assert await open_work(desk) == [Work.LOOK]


async def test_it_proves_nothing_of_a_mail_in_doubt(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(MessageOut, (await desk.out()).id, state=OutState.UNCERTAIN, sent_at=None)
    await comes_back(desk, box, "<fair@example.com>", FULL)
    assert (await desk.out()).state is OutState.UNCERTAIN


async def test_an_answer_by_hand_that_does_not_arrive_is_work_again(desk: Desk) -> None:
    box, row = await interested(desk)
    mail = await typed(desk, box, In_Reply_To=row.message_id)
    assert await open_work(desk) == []
    await comes_back(desk, box, mail.message_id, FULL)
    assert await open_work(desk) == [Work.LOOK]


async def test_a_report_that_names_our_mail_as_its_service_renamed_it_is_about_ours(desk: Desk) -> None:
    """Its copy in Sent has the mark, and the number by which the world knows it."""
    box = await written_to(desk)
    mark = {OUR_HEADER: mark_of(await desk.out()).text, "Message-ID": "<renamed@service.test>"}
    await desk.receive(box, desk.mail(REP, "Hi Alex.", to=ALEX, **mark), role="sent")
    row = await comes_back(desk, box, "<renamed@service.test>", FULL)
    assert row.matched_by == "message_id"
    assert ((await desk.out()).state, (await desk.out()).soft_bounces) == (OutState.DUE, 1)


async def test_a_report_that_returns_our_mark_is_about_ours_also_where_no_copy_tells_its_new_number(desk: Desk) -> None:
    """A relay names it anew and files nothing in Sent, where our own copy has the old number."""
    box = await written_to(desk)
    renamed, out = "<renamed@relay.test>", await desk.out()
    about = MessageOut(to_address=ALEX, message_id=renamed, subject=out.subject)
    marked = f"{OUR_HEADER}: {mark_of(out).text}\r\nMessage-ID: {renamed}"
    raw = desk.dsn(about, *FULL).replace(f"Message-ID: {renamed}".encode(), marked.encode())
    row = await desk.get(MessageIn, await desk.receive(box, raw))
    assert (row.kind, row.matched_by) == (Kind.BOUNCE, "failed_recipient")
    assert ((await desk.out()).state, (await desk.out()).soft_bounces) == (OutState.DUE, 1)
    assert await open_work(desk) == []


@pytest.mark.parametrize("whose", ["the rep's", "theirs"])
async def test_who_answers_another_mail_of_the_conversation_belongs_to_it(desk: Desk, whose: str) -> None:
    """From an address that nobody knows, and only that mail is named."""
    box, row = await interested(desk)
    mail = await typed(desk, box, In_Reply_To=row.message_id) if whose == "the rep's" else row
    raw = desk.mail(PRIVATE, "Monday at ten, call me.", In_Reply_To=mail.message_id, subject="Re: Monday")
    found = await desk.get(MessageIn, await desk.receive(box, raw))
    assert (found.kind, found.matched_by, found.contact_id) == (Kind.INTERESTED, "thread", row.contact_id)
    assert await open_work(desk) == [Work.ANSWER] * (1 if whose == "the rep's" else 2)


async def test_of_several_mails_that_it_answers_one_of_the_conversation_tells_which_it_is(desk: Desk) -> None:
    """Alex had written from home, before there was a mail of ours, and is answered at both addresses."""
    box = await written_to(desk)
    early = await desk.get(MessageIn, await desk.receive(box, desk.mail(PRIVATE, "Lovely fair.", subject="The fair")))
    assert early.out_id is None
    raw = desk.mail(ALEX, "Call me.", In_Reply_To=(await desk.out()).message_id)
    row = await desk.get(MessageIn, await desk.receive(box, raw, how=as_kind(Kind.INTERESTED)))
    named = {"References": early.message_id, "In_Reply_To": row.message_id, "to": f"{ALEX}, {PRIVATE}"}
    mail = await typed(desk, box, **named)
    assert (mail.out_id, mail.matched_by) == (row.out_id, "thread")


async def test_a_machine_there_says_nothing_of_whose_it_is(desk: Desk) -> None:
    box, row = await interested(desk)
    note = desk.mail(
        PRIVATE, "I am out of office until 1 June.", In_Reply_To=row.message_id, Auto_Submitted="auto-replied"
    )
    found = await desk.get(MessageIn, await desk.receive(box, note))
    assert (found.out_id, (await desk.contact()).away_until) == (None, None)
