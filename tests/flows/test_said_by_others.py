"""Somebody else at the company opts out, or says that whom we wrote to has left."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.flows.correct import correct
from engine.flows.replay import replayed
from engine.rules.effects import Work
from engine.rules.vocabulary import ContactState, EnrollmentState, Kind
from engine.store.tables import FoundPerson, MessageIn, ResponseTask, Suppression
from tests.support.house import Desk
from tests.support.replies import INTERESTED, answer, as_kind, written_to

ALEX, BO, KIM = "alex@acme.test", "Bo Other <bo@acme.test>", "Kim Lee <kim@acme.test>"
STOP = "Not for me, please take me off your list."


async def suppressed(desk: Desk) -> list[str]:
    return sorted(await desk.all(select(col(Suppression.address))))


async def open_work(desk: Desk) -> list[Work]:
    return sorted(await desk.all(select(col(ResponseTask.step)).where(col(ResponseTask.done_at).is_(None))))


async def say_that_it_is(desk: Desk, kind: Kind) -> None:
    async with desk.house.database.begin() as session:
        await correct(session, (await desk.one(select(MessageIn))).id, kind, desk.clock.now(), "robin@example.com")


@pytest.mark.parametrize("confidence", [1.0, 0.4])
async def test_a_colleagues_opt_out_is_the_colleagues(desk: Desk, confidence: float) -> None:
    box = await written_to(desk, "bo@acme.test")
    await answer(desk, box, INTERESTED)
    await answer(desk, box, STOP, BO, how=as_kind(Kind.UNSUBSCRIBE, confidence))
    assert await suppressed(desk) == ["bo@acme.test"]
    assert (await desk.contact()).state is ContactState.RESPONDED
    assert (await desk.contact("bo@acme.test")).state is ContactState.SUPPRESSED
    assert await open_work(desk) == [Work.ANSWER, Work.LOOK]
    assert await desk.all(select(FoundPerson)) == [], "whoever opted out is nobody to turn to"


async def test_after_a_colleagues_opt_out_nothing_is_sent_by_itself(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, STOP, KIM, how=as_kind(Kind.UNSUBSCRIBE))
    assert (await desk.enrollment()).state is EnrollmentState.STOPPED
    assert await open_work(desk) == [Work.LOOK]
    await say_that_it_is(desk, Kind.UNSUBSCRIBE)
    assert await suppressed(desk) == ["alex@acme.test", "kim@acme.test"], "a person says that it is meant for both"
    assert await open_work(desk) == []


@pytest.mark.parametrize(
    ("sender", "marks"),
    [pytest.param(KIM, False, id="a colleague"), pytest.param(f"Alex Sample <{ALEX}>", True, id="Alex")],
)
async def test_a_replay_says_whom_it_would_be_for(desk: Desk, sender: str, marks: bool) -> None:
    await written_to(desk)
    raw = desk.mail(sender, STOP, In_Reply_To=(await desk.out()).message_id)
    said = (await replayed(desk.house.database, "one.eml", raw, frozenset())).effects
    assert "suppress the address" in said
    assert ("mark the contact suppressed" in said, "make a task: look" in said) == (marks, not marks)


@pytest.mark.parametrize("sender", ["a.sample@acme.test", '"Sample, Alex" <a@acme.test>', "Alex <alex@home.test>"])
async def test_an_opt_out_from_another_address_of_theirs_is_meant_for_both(desk: Desk, sender: str) -> None:
    box = await written_to(desk)
    await answer(desk, box, STOP, sender, how=as_kind(Kind.UNSUBSCRIBE))
    assert len(await suppressed(desk)) == 2
    assert (await desk.contact()).state is ContactState.SUPPRESSED


async def test_a_colleague_who_says_that_they_have_left_is_asked_and_learned(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    await answer(desk, box, "Alex has left the company.", KIM, how=as_kind(Kind.LEFT_COMPANY))
    assert (await desk.contact()).state is ContactState.LEFT
    assert [one.email for one in await desk.all(select(FoundPerson))] == ["kim@acme.test"]
    assert await open_work(desk) == [Work.ASK_WHO]
    assert (await desk.account()).responded_at is not None


AUTOMATIC = {"Auto-Submitted": "auto-replied"}


async def test_a_colleagues_own_note_says_nothing_of_the_contact(desk: Desk) -> None:
    box = await written_to(desk)
    left = as_kind(Kind.LEFT_COMPANY)
    await answer(desk, box, "I no longer work for Acme.", KIM, how=left, **AUTOMATIC)
    assert (await desk.contact()).state is ContactState.ACTIVE
    assert (await desk.enrollment()).state is EnrollmentState.ACTIVE
    assert await open_work(desk) == [Work.LOOK], "until somebody has read it nothing leaves"
    assert await desk.all(select(FoundPerson)) == []
    await say_that_it_is(desk, Kind.LEFT_COMPANY)
    assert (await desk.contact()).state is ContactState.LEFT


async def test_a_machines_note_that_names_the_contact_counts(desk: Desk) -> None:
    box = await written_to(desk)
    left = as_kind(Kind.LEFT_COMPANY)
    await answer(desk, box, "Alex Sample has left us.", KIM, how=left, **AUTOMATIC)
    assert (await desk.contact()).state is ContactState.LEFT


async def test_their_own_note_counts(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, "I have left Acme.", how=as_kind(Kind.LEFT_COMPANY), **AUTOMATIC)
    assert (await desk.contact()).state is ContactState.LEFT
    assert await open_work(desk) == []
