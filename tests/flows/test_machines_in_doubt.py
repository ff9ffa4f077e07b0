"""What machines send and nobody understands: nothing ends by it, nothing goes on, a person decides."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.correct import correct
from engine.rules.effects import Work
from engine.rules.vocabulary import ContactState, EnrollmentState, HeldReason, Kind
from engine.store.tables import FoundPerson, MessageIn, ResponseTask, Suppression
from tests.support.house import Desk
from tests.support.replies import ALEX, BY, REFERRED, answer, as_kind, written_to

E, C = EnrollmentState, ContactState
MACHINE = {"Auto-Submitted": "auto-replied"}


async def held_for_a_person(desk: Desk) -> None:
    assert ((await desk.contact()).state, (await desk.enrollment()).state) == (C.ACTIVE, E.ACTIVE)
    assert await desk.all(select(Suppression)) == []
    task, line = await desk.one(select(ResponseTask)), await desk.line()
    assert (task.step, line.reason) == (Work.LOOK, HeldReason.ACCOUNT_BUSY)


@pytest.mark.parametrize("kind", [Kind.LEFT_COMPANY, Kind.AUTO_ACKNOWLEDGEMENT, Kind.OUT_OF_OFFICE, Kind.BOUNCE])
async def test_in_doubt_nothing_ends_and_nothing_goes_on(desk: Desk, kind: Kind) -> None:
    box = await written_to(desk)
    await answer(desk, box, "x", how=as_kind(kind, 0.3))
    await held_for_a_person(desk)


async def test_whoever_says_that_it_is_one_after_all_has_it_done(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "x", how=as_kind(Kind.LEFT_COMPANY, 0.3))
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.LEFT_COMPANY, desk.clock.now(), BY)
    assert ((await desk.contact()).state, (await desk.enrollment()).state) == (C.LEFT, E.STOPPED)
    assert (await desk.account()).responded_at is None


async def test_what_is_like_no_note_is_held(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, "A happy new year from the whole crew.", **MACHINE)
    await held_for_a_person(desk)


@pytest.mark.parametrize(
    "asked", ["If this is a sales pitch: please do not contact me again.", "Never contact us again."]
)
async def test_an_opt_out_in_a_note_is_obeyed_and_read(desk: Desk, asked: str) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, f"I am out of the office until 16 March 2026. {asked}", **MACHINE)
    assert row.kind is Kind.UNSUBSCRIBE
    assert (await desk.enrollment()).state is E.STOPPED
    assert await desk.all(select(col(Suppression.address))) == ["alex@acme.test"]
    assert (await desk.one(select(ResponseTask))).step is Work.LOOK


UNKNOWN = "Skrzynka w remoncie:\n\nalex@acme.test\nProsimy o cierpliwość."


async def test_a_mail_system_in_words_nobody_knows_is_no_person(desk: Desk) -> None:
    """Whom it names is looked at by a person, and becomes nobody's contact."""
    box = await written_to(desk)
    raw = desk.mail("postmaster@acme.test", UNKNOWN, subject="Twoja przesyłka")
    row = await desk.get(MessageIn, await desk.receive(box, raw))
    assert (row.kind, row.matched_by) == (Kind.BOUNCE, "failed_recipient")
    await held_for_a_person(desk)
    assert await desk.all(select(FoundPerson)) == []


async def test_what_it_says_of_nobody_is_only_read(desk: Desk) -> None:
    box = await written_to(desk)
    row = await answer(desk, box, "Jeszcze jedno słowo.", "Post <postmaster@acme.test>")
    assert row.kind is Kind.OTHER
    assert (await desk.one(select(ResponseTask))).step is Work.LOOK
    assert await desk.all(select(FoundPerson)) == []


async def test_whoever_invites_us_has_answered(desk: Desk) -> None:
    box = await written_to(desk)
    out = await desk.out()
    head = (
        f"From: {ALEX}\nTo: {box.address}\nSubject: A call\nIn-Reply-To: {out.message_id}\nMessage-ID: <i@acme.test>\n"
    )
    event = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"
    row = await desk.get(MessageIn, await desk.receive(box, f"{head}{event}".encode()))
    assert (row.kind, (await desk.enrollment()).state) == (Kind.INTERESTED, E.REPLIED)
    assert (await desk.one(select(ResponseTask))).step is Work.ANSWER


async def test_of_an_answer_in_doubt_nobody_becomes_a_contact_by_itself(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.policies(accept_people=True)
    row = await answer(desk, box, REFERRED, **{"Auto-Submitted": "auto-generated"})
    found = await desk.one(select(FoundPerson))
    assert (row.kind, found.email, found.contact_id) == (Kind.REFERRAL, "kim.lee@acme.test", None)
