"""The same answer in two mailboxes, spam under a contact's name, and a second note of one absence."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import ContactState, EnrollmentState, HeldReason, Kind
from engine.store.tables import MessageIn, ResponseTask, Suppression
from tests.support.house import Desk
from tests.support.replies import ALEX, INTERESTED, answer, as_kind, written_to


async def test_an_answer_to_two_of_our_mailboxes_is_one_piece_of_work(desk: Desk) -> None:
    box = await written_to(desk)
    other = await desk.mailbox(address="kim@example.com")
    out = await desk.out()
    raw = desk.mail(ALEX, INTERESTED, Cc="kim@example.com", **{"In-Reply-To": out.message_id})
    first = await desk.receive(box, b"Delivered-To: rep@example.com\r\n" + raw)
    second = await desk.receive(other, b"Delivered-To: kim@example.com\r\n" + raw)
    assert [task.message_in_id for task in await desk.all(select(ResponseTask))] == [first]
    assert (await desk.get(MessageIn, second)).matched_by == f"copy of {first}"


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.INTERESTED, Kind.OUT_OF_OFFICE, Kind.LEFT_COMPANY])
async def test_spam_under_a_contacts_name_is_no_answer(desk: Desk, kind: Kind) -> None:
    box = await written_to(desk)
    raw = desk.mail(ALEX, "Buy cheap pills now.", subject="Pills")
    key = await desk.receive(box, raw, role="junk", how=as_kind(kind))
    assert (await desk.contact()).state is ContactState.ACTIVE
    assert (await desk.contact()).away_until is None
    assert (await desk.enrollment()).state is EnrollmentState.ACTIVE
    assert await desk.all(select(ResponseTask)) == []
    assert (await desk.get(MessageIn, key)).contact_id is None


async def test_an_opt_out_in_junk_is_obeyed_and_read_by_a_person(desk: Desk) -> None:
    box = await written_to(desk)
    raw = desk.mail(ALEX, "Leave me alone.", subject="Hello")
    await desk.receive(box, raw, role="junk", how=as_kind(Kind.UNSUBSCRIBE))
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert len(await desk.all(select(ResponseTask))) == 1


@pytest.mark.parametrize("thread", [True, False])
async def test_an_answer_that_lies_in_junk_counts(desk: Desk, thread: bool) -> None:
    """By what it answers, or by our subject."""
    box = await written_to(desk)
    out = await desk.out()
    headers = {"In-Reply-To": out.message_id, "Subject": "Hi"} if thread else {"Subject": f"Re: {out.subject}"}
    await desk.receive(box, desk.mail(ALEX, INTERESTED, **headers), role="junk")
    assert (await desk.enrollment()).state is EnrollmentState.REPLIED


async def test_a_note_without_a_day_does_not_shorten_an_absence(desk: Desk) -> None:
    def away(day: date | None) -> object:
        return lambda *_: Verdict(Kind.OUT_OF_OFFICE, 0.9, "x", "away", return_date=day)

    box = await written_to(desk)
    await answer(desk, box, "I am away.", how=away(date(2026, 3, 23)))
    until = (await desk.contact()).away_until
    await answer(desk, box, "I am away.", how=away(None))
    contact = await desk.contact()
    assert (contact.away_until, "said before" in contact.away_why) == (until, True)
    line = await desk.line()
    assert (line.reason, line.until) == (HeldReason.OUT_OF_OFFICE_UNTIL, until)
    await answer(desk, box, "I am away.", how=away(date(2026, 3, 12)))
    assert (await desk.contact()).away_until < until, "a day that is named counts"
