"""An account with an opportunity is written to by nobody, whatever comes in, until it is returned."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from engine.errors import Conflict
from engine.flows import baton
from engine.flows.accounts import release
from engine.flows.people import edit_contact
from engine.rules.baton import Check, Handover
from engine.rules.effects import Work
from engine.rules.vocabulary import Bin, HeldReason, Kind, Role
from engine.store.tables import Account, Opportunity, ResponseTask, User
from tests.support.house import Desk
from tests.support.replies import answer, as_kind, fix, written_to


async def passed(desk: Desk, in_id: int | None = None) -> Opportunity:
    """Alex's company is passed to Dana."""
    contact, dana, robin = await desk.contact(), await desk.user("dana"), await desk.one(select(User).limit(1))
    async with desk.house.database.begin() as session:
        given = baton.Baton(
            contact.id, dana.id, "Wants a demo.", Handover.HOT_TRANSFER, set(Check), message_in_id=in_id
        )
        return await baton.hand(session, given, robin, desk.clock.now())


@pytest.mark.parametrize("kind", [Kind.INTERESTED, Kind.NOT_NOW, Kind.ALREADY_CUSTOMER])
async def test_no_answer_takes_it_from_the_ae(desk: Desk, kind: Kind) -> None:
    box = await written_to(desk)
    await passed(desk)
    await answer(desk, box, "Hm.", how=as_kind(kind))
    assert (await desk.account()).bin is Bin.ACTIVE_OPPORTUNITY
    assert len(await desk.all(select(ResponseTask))) == 1, "it is still somebody's work"


async def test_colleagues_wait_until_it_is_returned(desk: Desk) -> None:
    box = await written_to(desk, "bo@acme.test")
    mail = await answer(desk, box, "Yes, call me.", how=as_kind(Kind.INTERESTED))
    row = await passed(desk, mail.id)
    async with desk.house.database.begin() as session:
        await release(session, await session.get_one(Account, row.account_id), "passed", desk.clock.now(), "rep")
    desk.later(days=2)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"]
    assert (await desk.line("bo@acme.test")).reason == HeldReason.BIN
    async with desk.house.database.begin() as session:
        dana = (await session.scalars(select(User).where(col(User.email) == "dana@example.com"))).one()
        await baton.give_back(session, row.id, "no budget", dana, desk.clock.now())
    desk.later(days=7)
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test", "bo@acme.test"]


async def came_back(desk: Desk, row: Opportunity) -> None:
    async with desk.house.database.begin() as session:
        dana = await session.get_one(User, row.passed_to_id)
        await baton.give_back(session, row.id, "no budget", dana, desk.clock.now())


@pytest.mark.parametrize("answered", [True, False])
async def test_what_comes_back_is_work_again(desk: Desk, answered: bool) -> None:
    """Of whoever passed it, with a deadline (M19): that it was passed had been what was done about the answer."""
    box = await written_to(desk)
    mail = await answer(desk, box, "Yes, call me.", how=as_kind(Kind.INTERESTED)) if answered else None
    row = await passed(desk, mail.id if mail else None)
    desk.later(days=3)
    await came_back(desk, row)
    task = await desk.one(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    assert (task.owner_id, task.contact_id) == (row.passed_by_id, row.contact_id)
    assert (task.message_in_id, task.step) == ((mail.id, Work.ANSWER) if mail else (None, Work.LOOK))
    assert task.due_at == desk.clock.now() + timedelta(days=1)
    assert task.note == "The opportunity came back from Dana: no budget"


async def test_what_came_back_is_work_still_when_its_kind_is_said_again(desk: Desk) -> None:
    box = await written_to(desk)
    mail = await answer(desk, box, "Yes, call me.", how=as_kind(Kind.INTERESTED))
    row = await passed(desk, mail.id)
    await came_back(desk, row)
    await fix(desk, mail, Kind.INTERESTED)
    assert [task.step for task in await desk.all(select(ResponseTask)) if task.done_at is None] == [Work.ANSWER]


async def test_what_comes_back_of_somebody_who_left_is_their_stand_ins(desk: Desk) -> None:
    await written_to(desk)
    row = await passed(desk)
    boss = await desk.user("mo", role=Role.MANAGER)
    await desk.change(User, row.passed_by_id, active=False)
    await came_back(desk, row)
    assert (await desk.one(select(ResponseTask))).owner_id == boss.id


async def test_whoever_is_in_one_stays_in_its_account(desk: Desk) -> None:
    """Where nobody prospects; a colleague may be moved."""
    box = await written_to(desk, "bo@acme.test")
    await desk.person("zoe@zeta.test", name="Zoe Zed")
    goal = (await desk.account("zoe@zeta.test")).id
    row = await passed(desk, (await answer(desk, box, "Yes.", how=as_kind(Kind.INTERESTED))).id)
    alex, bo = await desk.contact(), await desk.contact("bo@acme.test")
    with pytest.raises(Conflict, match=f"opportunity {row.id} with them is passed"):
        async with desk.house.database.begin() as session:
            await edit_contact(session, alex.id, {"account_id": goal}, desk.clock.now(), "rep")
    await came_back(desk, row)
    for one in (alex, bo):
        async with desk.house.database.begin() as session:
            moved = await edit_contact(session, one.id, {"account_id": goal}, desk.clock.now(), "rep")
        assert moved.account_id == goal
