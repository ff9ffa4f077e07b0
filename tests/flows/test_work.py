"""Work: what is late is told once, what is open is listed by deadline, whoever has no address gets a guess."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Invalid
from engine.flows import tasks
from engine.flows.guesses import guesses
from engine.flows.people import accept_found
from engine.flows.suppress import OPT_OUT_LINK, suppress_address, suppress_domain
from engine.rules.address_pattern import Guess
from engine.rules.effects import Work
from engine.rules.vocabulary import Kind
from engine.store.inbox import Wanted, Which, counts, jobs, total
from engine.store.mail import FoundState
from engine.store.tables import Activity, Contact, FoundPerson, Mailbox, MessageIn, ResponseTask
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, fix, written_to

BY = "robin@example.com"
INTERESTED = "Yes, this is interesting. Could you call me on Thursday?"


async def open_task(desk: Desk) -> tuple[Mailbox, ResponseTask]:
    box = await written_to(desk)
    await answer(desk, box, INTERESTED)
    return box, await desk.one(select(ResponseTask))


async def escalated(desk: Desk) -> int:
    async with desk.house.database.begin() as session:
        return await tasks.escalate(session, desk.clock.now())


async def test_late_work_is_told_once_after_as_long_as_the_policy_says(desk: Desk) -> None:
    await desk.policies(escalate_hours=2)
    _, task = await open_task(desk)
    desk.clock.at = task.due_at + timedelta(minutes=119)
    assert await escalated(desk) == 0
    desk.later(minutes=1)
    assert await escalated(desk) == 1
    assert await escalated(desk) == 0
    told = await desk.one(select(Activity).where(col(Activity.what) == "task.escalated"))
    assert (told.contact_id, told.message_in_id) == (task.contact_id, task.message_in_id)
    assert told.why.startswith("was due ")


@pytest.mark.parametrize("what", ["put off", "handed over", "done"])
async def test_a_new_deadline_is_a_new_chance_and_a_new_owner_alarms_nobody_twice(desk: Desk, what: str) -> None:
    _, task = await open_task(desk)
    other = await desk.user("other")
    desk.clock.at = task.due_at + timedelta(hours=5)
    await escalated(desk)
    async with desk.house.database.begin() as session:
        row = await session.get_one(ResponseTask, task.id)
        if what == "put off":
            tasks.snooze(session, row, desk.clock.now() + timedelta(days=1), desk.clock.now(), BY)
        elif what == "handed over":
            await tasks.hand_over(session, row, other.id, desk.clock.now(), BY)
        else:
            await tasks.done(session, row, "called", desk.clock.now(), BY)
    again = await escalated(desk)
    desk.later(days=3)
    assert (again, await escalated(desk)) == {"put off": (0, 1), "handed over": (0, 0), "done": (0, 0)}[what]


async def test_a_new_owner_has_the_deadline_that_there_was(desk: Desk) -> None:
    _, task = await open_task(desk)
    other = await desk.user("other")
    async with desk.house.database.begin() as session:
        row = await session.get_one(ResponseTask, task.id)
        await tasks.hand_over(session, row, other.id, desk.clock.now(), BY)
        assert (row.owner_id, row.due_at) == (other.id, task.due_at)
    desk.clock.at = task.due_at + timedelta(hours=5)
    assert (await escalated(desk), await escalated(desk)) == (1, 0)


async def test_an_answer_that_somebody_waits_for_is_put_off_for_a_month_at_most(desk: Desk) -> None:
    _, task = await open_task(desk)
    now = desk.clock.now()
    async with desk.house.database.begin() as session:
        row = await session.get_one(ResponseTask, task.id)
        with pytest.raises(Invalid, match="more than 30 days") as refused:
            tasks.snooze(session, row, now + timedelta(days=31), now, BY)
        assert (refused.value.field, "Somebody waits" in refused.value.remedy) == ("until", True)
        tasks.snooze(session, row, now + timedelta(days=30), now, BY)
        row.counts = False  # e.g. checking back
        tasks.snooze(session, row, now + timedelta(days=300), now, BY)


async def test_the_inbox_lists_by_deadline_with_clock_and_working_time(desk: Desk) -> None:
    box, task = await open_task(desk)
    now = task.due_at - timedelta(hours=2)
    await desk.change(Mailbox, box.id, time_zone="Europe/Berlin", country="DE")
    async with desk.house.database.begin() as session:
        (job,) = await jobs(session, Wanted(), now, limit=10)
        assert (job.left, job.late, job.who) == (timedelta(hours=2), False, "Alex Sample")
        assert timedelta() <= job.working <= job.left
        (late,) = await jobs(session, Wanted(which=Which.OVERDUE), task.due_at + timedelta(days=1), limit=10)
        assert late.late
        assert late.working <= -timedelta(hours=8)
        assert await jobs(session, Wanted(which=Which.OVERDUE), now, limit=10) == []
        assert await total(session, Wanted(kind=Kind.INTERESTED), now) == 1
        assert await total(session, Wanted(kind=Kind.REFERRAL), now) == 0
        assert await total(session, Wanted(owner_id=task.owner_id + 1), now) == 0
        counted = await counts(session, task.owner_id, task.due_at + timedelta(hours=1))
    assert (counted.open, counted.overdue, counted.escalated) == (1, 1, 0)


async def test_done_work_is_listed_the_latest_first(desk: Desk) -> None:
    box, task = await open_task(desk)
    second = await answer(desk, box, "One more thing: what does it cost?")
    async with desk.house.database.begin() as session:
        for row in await session.scalars(select(ResponseTask).order_by(col(ResponseTask.id))):
            await tasks.done(session, row, "called", desk.later(minutes=5), BY)
    async with desk.house.database.begin() as session:
        found = await jobs(session, Wanted(which=Which.DONE), desk.clock.now(), limit=10)
    assert [job.task.message_in_id for job in found] == [second.id, task.message_in_id]


async def named_without_address(desk: Desk) -> FoundPerson:
    box = await written_to(desk)
    await desk.person("kim.lee@acme.test", name="Kim Lee")
    row = await answer(desk, box, "Please talk to Mara Lind, she is our COO.")
    async with desk.house.database.begin() as session:
        mail = await session.get_one(MessageIn, row.id)
        contact = await session.get_one(Contact, mail.contact_id)
        person = FoundPerson(
            message_in_id=row.id,
            account_id=contact.account_id,
            relation="referral",
            name="Mara Lind",
            created_at=desk.clock.now(),
        )
        session.add(person)
    return person


async def test_an_address_is_guessed_from_colleagues_and_a_guess_is_marked_when_accepted(desk: Desk) -> None:
    person = await named_without_address(desk)
    async with desk.house.database.begin() as session:
        assert await guesses(session, [person]) == {}, "alex@ against kim.lee@ shows nothing"
    await desk.person("jo.berg@acme.test", name="Jo Berg")
    async with desk.house.database.begin() as session:
        assert (await guesses(session, [person]))[person.id] == Guess("mara.lind@acme.test", "first.last", 2, 3)
        contact = await accept_found(session, person.id, {"email": "mara.lind@acme.test"}, desk.clock.now(), BY)
        assert contact.basis.endswith("address guessed: first.last, as 2 of 3 known there")
        assert contact.referred_by_id is not None
    accepted = await desk.one(select(Activity).where(col(Activity.what) == "person.accepted"))
    assert accepted.why.startswith("address guessed")


async def test_an_address_that_a_person_knows_is_no_guess(desk: Desk) -> None:
    person = await named_without_address(desk)
    async with desk.house.database.begin() as session:
        contact = await accept_found(session, person.id, {"email": "mara@acme.test"}, desk.clock.now(), BY)
    assert "guess" not in contact.basis


async def test_no_policy_accepts_a_guess(desk: Desk) -> None:
    await desk.policies(accept_people=True)
    box = await written_to(desk)
    for name in ("Kim Lee", "Jo Berg"):
        await desk.person(f"{name.lower().replace(' ', '.')}@acme.test", name=name)
    await answer(desk, box, "I am not the right person, please talk to Mara Lind, our COO.")
    people = await desk.all(select(FoundPerson).where(col(FoundPerson.email) == ""))
    assert people
    assert {person.state for person in people} == {FoundState.OPEN}


async def test_nothing_is_put_off_out_of_sight(desk: Desk) -> None:
    _, task = await open_task(desk)
    now = desk.clock.now()
    async with desk.house.database.begin() as session:
        row = await session.get_one(ResponseTask, task.id)
        row.counts = False
        with pytest.raises(Invalid, match="more than 1000 days") as refused:
            tasks.snooze(session, row, now + timedelta(days=1001), now, BY)
        assert refused.value.field == "until"


STOP = "Please take me off your list."


async def opts_out(desk: Desk, box: Mailbox, how: str) -> MessageIn | None:
    if how == "by mail":
        return await answer(desk, box, STOP)
    async with desk.house.database.begin() as session:
        now = desk.clock.now()
        if how == "by link":
            await suppress_address(session, "alex@acme.test", OPT_OUT_LINK, "link in a mail", now)
        elif how == "by phone":
            await suppress_address(session, "alex@acme.test", "asked the rep", BY, now)
        else:
            await suppress_domain(session, "acme.test", "asked the rep", BY, now)
    return None


@pytest.mark.parametrize("how", ["by mail", "by link", "by phone", "of the domain"])
@pytest.mark.parametrize("kind", [Kind.INTERESTED, Kind.NOT_INTERESTED, Kind.WRONG_PERSON])
async def test_whoever_opts_out_waits_for_no_answer(desk: Desk, kind: Kind, how: str) -> None:
    box = await written_to(desk)
    await answer(desk, box, "Hm.", how=as_kind(kind))
    await opts_out(desk, box, how)
    task = await desk.one(select(ResponseTask))
    assert (task.done_by, task.done_how) == ("offhours", "they want no more mail")


async def test_an_opt_out_that_is_taken_back_makes_it_work_again(desk: Desk) -> None:
    box = await written_to(desk)
    await answer(desk, box, "Hm.", how=as_kind(Kind.INTERESTED))
    row = await opts_out(desk, box, "by mail")
    await fix(desk, row, Kind.AUTO_ACKNOWLEDGEMENT)
    assert (await desk.one(select(ResponseTask))).done_at is None
    await fix(desk, row, Kind.UNSUBSCRIBE)
    assert (await desk.one(select(ResponseTask))).done_at is not None


async def test_what_is_still_to_be_decided_after_an_opt_out_is_left(desk: Desk) -> None:
    """An opt-out in doubt; what they write afterwards; checking back with the company; a no that counts."""
    box = await written_to(desk)
    await answer(desk, box, "Hm.", how=as_kind(Kind.NOT_NOW))
    await answer(desk, box, "Hm.", how=as_kind(Kind.QUESTION))
    row = await answer(desk, box, "Hm, stop?", how=as_kind(Kind.UNSUBSCRIBE, 0.4))
    await answer(desk, box, "We are not interested. I asked my boss and he said no: there is no budget.")
    steps = [Work.CHECK_BACK, Work.ANSWER, Work.LOOK, Work.FIND_OUT_WHY]
    assert [task.step for task in await all_open(desk)] == steps
    await answer(desk, box, STOP)
    assert [task.step for task in await all_open(desk)] == [Work.CHECK_BACK, Work.LOOK, Work.FIND_OUT_WHY]
    await answer(desk, box, "Do call me, though.", how=as_kind(Kind.INTERESTED))
    await fix(desk, row, Kind.UNSUBSCRIBE)
    assert [task.step for task in await all_open(desk)] == [Work.CHECK_BACK, Work.FIND_OUT_WHY, Work.ANSWER]


async def all_open(desk: Desk) -> list[ResponseTask]:
    return await desk.all(
        select(ResponseTask).where(col(ResponseTask.done_at).is_(None)).order_by(col(ResponseTask.id))
    )
