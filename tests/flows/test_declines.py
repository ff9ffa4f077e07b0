"""A "no" and what becomes of it: its reason and whose it is are kept, and only one that counts closes an account."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from engine.errors import Conflict, Invalid, NotFound
from engine.flows import tasks
from engine.flows.correct import correct
from engine.flows.declines import conclude, next_at
from engine.flows.reread import reread
from engine.flows.suppress import suppress_address
from engine.rules.effects import EFFECTS, FINAL, Work
from engine.rules.vocabulary import Bin, ContactState, DecisionMaker, DeclineReason, Kind
from engine.store.tables import Contact, Mailbox, MessageIn, ResponseTask
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, written_to

BY = "robin@example.com"
NO = "We are not interested, we do this ourselves."
FINAL_NO = "We are not interested. I asked my boss and he said no: there is no budget."
YES, UNKNOWN = DecisionMaker.YES, DecisionMaker.UNKNOWN


async def declined(desk: Desk, words: str = NO, **headers: str) -> tuple[MessageIn, ResponseTask]:
    row = await answer(desk, await written_to(desk, "bo@acme.test", "cy@acme.test"), words, **headers)
    assert row.kind is Kind.NOT_INTERESTED
    return row, await desk.one(select(ResponseTask))


async def choose(desk: Desk, task: ResponseTask, goal: Bin, day: Any = None) -> None:
    async with desk.house.database.begin() as session:
        await conclude(session, task.id, goal, day, desk.clock.now(), BY)


async def test_the_reason_is_kept_and_a_no_of_somebody_moves_nothing(desk: Desk) -> None:
    row, task = await declined(desk)
    assert (row.decline_reason, row.decline_because) == (DeclineReason.IN_HOUSE, NO)
    assert (row.decision_maker, row.decider_because) == (UNKNOWN, "")
    assert task.note == EFFECTS[Kind.NOT_INTERESTED].note
    with pytest.raises(Conflict, match="has not said no yet"):
        await choose(desk, task, Bin.BAD_FIT)
    assert (await desk.account()).bin is Bin.WORKING


@pytest.mark.parametrize("goal", [Bin.BAD_FIT, Bin.CHECK_BACK])
async def test_after_a_no_that_counts_the_rep_chooses_and_the_work_is_done(desk: Desk, goal: Bin) -> None:
    row, task = await declined(desk, FINAL_NO)
    assert (row.decline_reason, row.decision_maker, task.note) == (DeclineReason.BUDGET, YES, FINAL.note)
    assert (await desk.account()).bin is Bin.WORKING, "it is the rep's choice"
    await choose(desk, task, goal)
    account = await desk.account()
    day = (desk.clock.now() + timedelta(days=90)).date() if goal is Bin.CHECK_BACK else None
    assert (account.bin, account.bin_by, account.check_back_on) == (goal, BY, day)
    assert account.bin_why == "alex@acme.test said no: budget"
    done = await desk.get(ResponseTask, task.id)
    assert (done.done_by, done.done_how) == (BY, f"moved to {goal.replace('_', ' ')}")
    with pytest.raises(Conflict, match="was done"):
        await choose(desk, task, goal)


async def test_the_day_to_check_back_may_be_given(desk: Desk) -> None:
    _, task = await declined(desk, FINAL_NO)
    today = desk.clock.now().date()
    for goal, day in ((Bin.CHECK_BACK, today), (Bin.BAD_FIT, today + timedelta(days=9))):
        with pytest.raises(Invalid, match="a day to come"):
            await choose(desk, task, goal, day)
    with pytest.raises(Invalid, match="is no choice"):
        await choose(desk, task, Bin.COLD)
    await choose(desk, task, Bin.CHECK_BACK, today + timedelta(days=9))
    assert (await desk.account()).check_back_on == today + timedelta(days=9)


async def test_tomorrow_is_the_rep_s_tomorrow(desk: Desk) -> None:
    """In the evening of California it is the next day in UTC."""
    row, task = await declined(desk, FINAL_NO)
    await desk.change(Mailbox, row.mailbox_id, time_zone="America/Los_Angeles")
    desk.clock.at = desk.clock.at.replace(day=5, hour=2)
    await choose(desk, task, Bin.CHECK_BACK, date(2026, 3, 5))
    assert (await desk.account()).check_back_on == date(2026, 3, 5)


async def test_other_work_is_not_concluded(desk: Desk) -> None:
    await answer(desk, await written_to(desk), "What does it cost?")
    with pytest.raises(Conflict, match="not about a no"):
        await choose(desk, await desk.one(select(ResponseTask)), Bin.BAD_FIT)
    with pytest.raises(NotFound):
        await choose(desk, ResponseTask(id=99), Bin.BAD_FIT)


@pytest.mark.parametrize(("title", "who"), [("Managing Director", YES), ("Buyer", UNKNOWN), ("", UNKNOWN)])
async def test_the_title_of_the_contact_counts_when_they_wrote_it_themselves(
    desk: Desk, title: str, who: DecisionMaker
) -> None:
    box = await written_to(desk)
    await desk.change(Contact, 1, title=title)
    row = await answer(desk, box, NO)
    assert (row.decision_maker, row.decider_because) == (who, title if who is YES else "")
    other = await answer(desk, box, NO + " Bye.", "Kim Other <kim@acme.test>")
    assert (other.kind, other.decision_maker) == (Kind.NOT_INTERESTED, UNKNOWN)


async def test_a_correction_changes_both_and_takes_them_away(desk: Desk) -> None:
    row, _ = await declined(desk)

    async def corrected(kind: Kind, **given: Any) -> MessageIn:
        async with desk.house.database.begin() as session:
            await correct(session, row.id, kind, desk.clock.now(), BY, **given)
        return await desk.get(MessageIn, row.id)

    said = await corrected(Kind.NOT_INTERESTED, decline_reason=DeclineReason.POLICY, decision_maker=YES)
    assert (said.decline_reason, said.decline_because) == (DeclineReason.POLICY, f"{BY} said so")
    assert (said.decision_maker, said.decider_because) == (YES, f"{BY} said so")
    assert (await desk.one(select(ResponseTask))).note == FINAL.note
    other = await corrected(Kind.QUESTION)
    assert (other.decline_reason, other.decline_because, other.decision_maker, other.decider_because) == (
        *(None, ""),
        *(None, ""),
    )
    back = await corrected(Kind.NOT_INTERESTED)
    assert (back.decline_reason, back.decline_because, back.decision_maker) == (DeclineReason.IN_HOUSE, NO, UNKNOWN)


async def test_a_person_who_says_that_it_is_not_known_is_believed_more_than_a_title(desk: Desk) -> None:
    box = await written_to(desk)
    await desk.change(Contact, 1, title="CEO")
    row = await answer(desk, box, NO)
    assert row.decision_maker is YES
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.NOT_INTERESTED, desk.clock.now(), BY, decision_maker=UNKNOWN)
    assert (await desk.get(MessageIn, row.id)).decision_maker is UNKNOWN


async def test_newer_rules_add_the_reason_to_what_older_ones_have_read(desk: Desk) -> None:
    row, task = await declined(desk)
    async with desk.house.database.begin() as session:
        blank = (
            "update message_in set reader = 'old', decline_reason = null, decline_because = '', decision_maker = null"
        )
        await session.execute(text(blank))
    assert [one async for one in reread(desk.house)] == []
    again = await desk.get(MessageIn, row.id)
    assert (again.decline_reason, again.decision_maker) == (DeclineReason.IN_HOUSE, UNKNOWN)
    assert (await desk.one(select(ResponseTask))).id == task.id, "and nothing else"


async def test_what_answers_nothing_of_ours_has_no_reason(desk: Desk) -> None:
    box = await written_to(desk)
    row = await desk.get(MessageIn, await desk.receive(box, desk.mail("Jo <jo@else.test>", NO, subject="Lunch")))
    assert (row.kind, row.decline_reason, row.decision_maker) == (Kind.UNRELATED, None, None)


async def test_a_kind_that_another_gave_has_no_reason_unless_it_is_a_no(desk: Desk) -> None:
    row = await answer(desk, await written_to(desk), NO, how=as_kind(Kind.INTERESTED))
    assert row.decline_reason is None


async def test_the_next_to_ask_is_the_most_senior_who_may_be_written_to(desk: Desk) -> None:
    await declined(desk)
    await desk.change(Contact, (await desk.contact("cy@acme.test")).id, level=9)

    async def suggested() -> str:
        async with desk.house.database.begin() as session:
            found = await next_at(session, await session.get_one(Contact, 1))
        return found.email if found else ""

    assert await suggested() == "cy@acme.test"
    async with desk.house.database.begin() as session:
        await suppress_address(session, "cy@acme.test", "unsubscribe", "test", desk.clock.now())
    assert await suggested() == "bo@acme.test"
    await desk.change(Contact, (await desk.contact("bo@acme.test")).id, state=ContactState.LEFT)
    assert await suggested() == ""


async def test_correcting_a_no_that_was_answered_asks_for_nothing_that_is_late_or_done(desk: Desk) -> None:
    row, task = await declined(desk)
    desk.later(days=5)
    now = desk.clock.now()
    async with desk.house.database.begin() as session:
        await tasks.done(session, await session.get_one(ResponseTask, task.id), "asked why", now, BY)

    async def corrected(kind: Kind, **given: Any) -> list[ResponseTask]:
        async with desk.house.database.begin() as session:
            await correct(session, row.id, kind, now, BY, **given)
        return await desk.all(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))

    assert await corrected(Kind.NOT_INTERESTED, decline_reason=DeclineReason.POLICY) == []
    (choice,) = await corrected(Kind.NOT_INTERESTED, decision_maker=YES)
    assert choice.due_at == now + timedelta(hours=24)
    assert await corrected(Kind.NOT_INTERESTED, decision_maker=UNKNOWN) == []
    (other,) = await corrected(Kind.INTERESTED)
    assert (other.step, other.due_at) == (Work.ANSWER, now + timedelta(hours=24))


async def test_correcting_a_no_that_nobody_has_answered_leaves_its_deadline(desk: Desk) -> None:
    row, task = await declined(desk)
    desk.later(days=5)
    async with desk.house.database.begin() as session:
        await correct(session, row.id, Kind.INTERESTED, desk.clock.now(), BY)
    (other,) = await desk.all(select(ResponseTask))
    assert (other.step, other.due_at) == (Work.ANSWER, task.due_at)


async def test_checking_back_is_work_for_its_day(desk: Desk) -> None:
    _, task = await declined(desk, FINAL_NO)
    day = (desk.clock.now() + timedelta(days=60)).date()
    await choose(desk, task, Bin.CHECK_BACK, day)
    work = await desk.one(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    assert (work.step, work.owner_id, work.contact_id) == (Work.CHECK_BACK, task.owner_id, task.contact_id)
    assert (work.due_at.date(), work.counts) == (day, False)
