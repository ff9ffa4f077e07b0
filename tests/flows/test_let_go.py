"""Somebody was let go: nothing leaves in their name, and what comes in for them is somebody's who can work it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Conflict, Invalid
from engine.flows import connect_mailbox, staff
from engine.flows.answer import Words, write
from engine.flows.baton import Baton, hand, hand_back
from engine.flows.forecast import forecast
from engine.flows.locked import locked
from engine.flows.tasks import hand_on
from engine.rules import reasons
from engine.rules.baton import Check, Handover, OpportunityState
from engine.rules.vocabulary import Bin, HeldReason, Kind, OutState, Role
from engine.store.tables import Account, Activity, Campaign, Mailbox, MessageOut, Opportunity, ResponseTask, User
from tests.support.house import Desk, until_somebody_waits
from tests.support.replies import BY, answer, as_kind, interested, say, task_of, written_to

GONE = "Rep1 was let go, and nothing leaves in their name"


async def let_go(desk: Desk, box: Mailbox, *, active: bool = False) -> None:
    if not await desk.all(select(User).where(col(User.role) == Role.ADMIN)):
        await desk.user("ada", role=Role.ADMIN)
    async with desk.house.database.begin() as session:
        await staff.change(session, box.user_id, {"active": active}, desk.clock.now(), "ada")


async def hand_over(desk: Desk, box: Mailbox, user: User) -> None:
    async with desk.house.database.begin() as session:
        row = await session.get_one(Mailbox, box.id)
        await connect_mailbox.change(session, desk.house, row, {"user_id": user.id}, {}, "ada")


async def owner_of(desk: Desk, task: ResponseTask) -> User:
    return await desk.get(User, (await desk.get(ResponseTask, task.id)).owner_id)


@pytest.mark.parametrize("how", ["handed over", "taken back"])
async def test_their_mailbox_waits_for_a_colleague_or_for_them(desk: Desk, how: str) -> None:
    box = await desk.one_contact()
    await let_go(desk, box)
    await desk.send_due(box)
    assert desk.wire.mails == []
    assert [out.state for out in await desk.outs()] == [OutState.HELD]
    line = await desk.line()
    assert (line.reason, line.detail, line.until) == (HeldReason.MAILBOX_ERROR, GONE, None)
    assert line.remedy == reasons.HAND_OVER
    if how == "handed over":
        await hand_over(desk, box, await desk.user("sam"))
    else:
        await let_go(desk, box, active=True)
    await desk.send_due(await desk.get(Mailbox, box.id))
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_an_answer_to_their_mail_is_work_of_somebody_who_can_sign_in(desk: Desk) -> None:
    box = await written_to(desk)
    await let_go(desk, box)
    first = await task_of(desk, await answer(desk, box, "What does it cost?"))
    assert (await owner_of(desk, first)).email == "ada@example.com"
    await desk.user("mia", role=Role.MANAGER)
    again = await answer(desk, box, "And when?", how=as_kind(Kind.QUESTION))
    assert (await owner_of(desk, await task_of(desk, again))).email == "mia@example.com"


async def test_their_open_work_goes_on_to_a_manager_and_says_so(desk: Desk) -> None:
    box, row = await interested(desk)
    task = await task_of(desk, row)
    await desk.user("mia", role=Role.MANAGER)
    await let_go(desk, box)
    assert (await owner_of(desk, task)).email == "mia@example.com"
    assert (await desk.get(ResponseTask, task.id)).due_at == task.due_at, "whoever wrote has waited since then"
    told = await desk.one(select(Activity).where(col(Activity.what) == "task.handed_over"))
    assert told.why == "to mia@example.com: rep1@example.com was let go"


async def test_work_that_was_made_meanwhile_goes_on_with_the_next_round(desk: Desk) -> None:
    box, row = await interested(desk)
    await desk.change(User, box.user_id, active=False)
    async with desk.house.database.begin() as session:
        assert await hand_on(session, desk.clock.now()) == 0, "there is nobody else"
    await desk.user("ada", role=Role.ADMIN)
    async with desk.house.database.begin() as session:
        assert await hand_on(session, desk.clock.now()) == 1
    assert (await owner_of(desk, await task_of(desk, row))).email == "ada@example.com"


async def passed_to_dana(desk: Desk) -> tuple[Mailbox, User]:
    box, row = await interested(desk)
    contact, dana = await desk.contact(), await desk.user("dana")
    async with desk.house.database.begin() as session:
        given = Baton(contact.id, dana.id, "Wants a demo.", Handover.HOT_TRANSFER, set(Check), message_in_id=row.id)
        await hand(session, given, await session.get_one(User, box.user_id), desk.clock.now())
    return box, dana


async def test_what_was_passed_to_them_comes_back(desk: Desk) -> None:
    """Nobody else may accept it. What they have accepted is theirs or a manager's to end."""
    box, dana = await passed_to_dana(desk)
    desk.later(days=2)
    await desk.user("ada", role=Role.ADMIN)
    async with desk.house.database.begin() as session:
        await staff.change(session, dana.id, {"active": False}, desk.clock.now(), "ada")
    assert (await desk.one(select(Opportunity))).state is OpportunityState.RETURNED
    assert (await desk.account()).bin is Bin.WORKING
    task = await desk.one(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    assert (task.owner_id, task.due_at) == (box.user_id, desk.clock.now() + timedelta(days=1))
    assert "Dana was let go" in task.note


async def test_whoever_has_the_account_may_still_ask_for_the_rep(desk: Desk) -> None:
    """As a turn of the sender does: the account first, the user last."""
    _, dana = await passed_to_dana(desk)
    await desk.user("ada", role=Role.ADMIN)

    async def let_dana_go() -> None:
        async with desk.house.database.begin() as session:
            await staff.change(session, dana.id, {"active": False}, desk.clock.now(), "ada")

    async with desk.house.database.begin() as session:
        await locked(session, Account, 1, "account")
        going = asyncio.create_task(let_dana_go())
        await until_somebody_waits(desk)
        await locked(session, User, dana.id, "user")
    await going
    assert (await desk.one(select(Opportunity))).state is OpportunityState.RETURNED


async def test_what_comes_back_does_so_once_where_two_senders_see_it(desk: Desk) -> None:
    _, dana = await passed_to_dana(desk)
    await desk.change(User, dana.id, active=False)

    async def housekeeping() -> None:
        async with desk.house.database.begin() as session:
            await hand_back(session, desk.clock.now())

    async with desk.house.database.begin() as session:
        await hand_back(session, desk.clock.now())
        other = asyncio.create_task(housekeeping())
        await until_somebody_waits(desk)
    await other
    assert (await desk.one(select(Opportunity))).state is OpportunityState.RETURNED
    assert len(await desk.all(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))) == 1


async def test_no_answer_leaves_in_their_name(desk: Desk) -> None:
    box, row = await interested(desk)
    written = await say(desk, row)
    await let_go(desk, box)
    await desk.answers_leave(box)
    out = await desk.get(MessageOut, written.id)
    assert (out.state, out.held_reason, out.held_detail) == (OutState.HELD, HeldReason.MAILBOX_ERROR, GONE)
    async with desk.house.database.begin() as session:
        with pytest.raises(Conflict, match="was let go") as refused:
            await write(session, row.id, Words(key="key-2", body="Thursday it is."), desk.clock.now(), BY)
    assert refused.value.remedy == "Hand the mailbox over first."
    await hand_over(desk, box, await desk.user("sam"))
    await desk.answers_leave(box)
    assert desk.wire.recipients == ["alex@acme.test"]


async def test_a_campaign_is_not_launched_from_their_mailbox(desk: Desk) -> None:
    box = await desk.mailbox()
    await desk.person()
    await let_go(desk, box)
    with pytest.raises(Invalid, match="no mailbox to send from"):
        await desk.campaign(box)


async def test_a_forecast_says_that_they_send_no_more(desk: Desk) -> None:
    box = await desk.one_contact()
    await let_go(desk, box)
    async with desk.house.database.begin() as session:
        told = await forecast(session, await session.get_one(Campaign, 1), desk.clock.now())
    assert told.mails == 0
    assert [(cause.reason, cause.count) for cause in told.stuck] == [(HeldReason.MAILBOX_ERROR, 1)]
