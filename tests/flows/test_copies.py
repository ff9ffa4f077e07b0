"""One answer that came to two mailboxes is one piece of work, whichever copy somebody has before them."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from api.auth import Actor
from api.pages.viewer import Viewer
from api.pages.views_report import view
from api.pages.views_today import today
from engine.errors import Conflict
from engine.flows import baton
from engine.flows.people import accept_found
from engine.flows.read import read
from engine.flows.report import By, report
from engine.flows.reread import reread
from engine.rules.baton import Check, Handover
from engine.rules.effects import Work
from engine.rules.rereading import Decision
from engine.rules.vocabulary import ContactState, Kind, Role
from engine.store.examples import examples
from engine.store.tables import FoundPerson, Mailbox, MessageIn, ResponseTask, User
from tests.support.house import Desk
from tests.support.replies import BY, REFERRED, as_kind, fix, say, written_to

DANA = "dana@example.com"


async def twice(
    desk: Desk, text: str = "Hm.", kind: Kind | None = Kind.INTERESTED
) -> tuple[Mailbox, MessageIn, MessageIn]:
    """Alex answers Robin and Dana at once: Dana's mailbox, the answer that acts, and its copy."""
    box = await written_to(desk)
    other = await desk.mailbox(await desk.user("dana"), address=DANA)
    out = await desk.out()
    headers = {"In-Reply-To": out.message_id, "Message-ID": "<one@acme.test>", "Cc": DANA}
    raw = desk.mail("Alex Sample <alex@acme.test>", text, **headers)
    how = as_kind(kind) if kind else None
    first, second = [await desk.receive(one, raw, how=how) for one in (box, other)]
    desk.wire.mails.clear()
    return other, await desk.get(MessageIn, first), await desk.get(MessageIn, second)


async def open_work(desk: Desk) -> list[Work]:
    found = await desk.all(select(ResponseTask).where(col(ResponseTask.done_at).is_(None)))
    return [task.step for task in found]


async def test_two_of_us_do_not_answer_it_both(desk: Desk) -> None:
    _, first, copy = await twice(desk)
    await say(desk, first)
    with pytest.raises(Conflict, match="under way"):
        await say(desk, copy, key="key-2")


async def test_answering_the_copy_is_the_work_done(desk: Desk) -> None:
    other, _, copy = await twice(desk)
    await say(desk, copy)
    await desk.answers_leave(other)
    assert [sender for sender, *_ in desk.wire.mails] == [DANA], "from the mailbox that it came to"
    assert await open_work(desk) == []


async def test_passing_the_copy_on_is_the_work_done(desk: Desk) -> None:
    other, first, copy = await twice(desk)
    async with desk.house.database.begin() as session:
        dana, robin = await session.get_one(User, other.user_id), await session.get_one(User, 1)
        given = baton.Baton(1, robin.id, "A demo.", Handover.HOT_TRANSFER, set(Check), message_in_id=copy.id)
        await baton.hand(session, given, dana, desk.clock.now())
    assert first.contact_id == 1
    assert await open_work(desk) == []


async def test_a_correction_of_either_is_one_of_both(desk: Desk) -> None:
    _, first, copy = await twice(desk)
    await fix(desk, copy, Kind.NOT_INTERESTED)
    assert await open_work(desk) == [Work.FIND_OUT_WHY]
    for row in (first, copy):
        row = await desk.get(MessageIn, row.id)
        assert (row.kind, row.read_kind, row.corrected_by) == (Kind.NOT_INTERESTED, Kind.INTERESTED, BY)
    assert (await desk.contact()).state is ContactState.DECLINED
    assert len([one async for one in examples(desk.house.database)]) == 1, "one answer teaches once"


async def test_a_copy_that_comes_after_the_correction_is_one_still(desk: Desk) -> None:
    _, first, copy = await twice(desk)
    await fix(desk, first, Kind.UNSUBSCRIBE)
    third = await desk.mailbox(await desk.user("mo"), address="mo@example.com")
    in_id = await desk.store(third, bytes(copy.raw))
    await read(desk.house, in_id, as_kind(Kind.INTERESTED))
    assert (await desk.get(MessageIn, in_id)).matched_by == f"copy of {first.id}"
    assert (await desk.contact()).state is ContactState.SUPPRESSED
    assert await open_work(desk) == []


async def test_whoever_is_named_may_be_written_to_from_the_copy(desk: Desk) -> None:
    other, _, copy = await twice(desk, REFERRED, None)
    person = await desk.one(select(FoundPerson))
    async with desk.house.database.begin() as session:
        kim = await accept_found(session, person.id, {}, desk.clock.now(), BY)
    await say(desk, copy, to_contact_id=kim.id, subject="Alex Sample sent me")
    await desk.answers_leave(other)
    assert desk.wire.recipients == ["kim.lee@acme.test"]
    assert await open_work(desk) == []


async def test_whatever_copy_is_looked_at_says_the_same(desk: Desk) -> None:
    """Of one that comes after the correction, and of one whose answer is another person's or read by newer rules."""
    box = await desk.get(Mailbox, (await twice(desk))[1].mailbox_id)
    first, copy = await desk.all(select(MessageIn))
    await fix(desk, first, Kind.NOT_INTERESTED)
    third = await desk.mailbox(await desk.user("mo"), address="mo@example.com")
    late = await desk.store(third, bytes(copy.raw))
    await read(desk.house, late, as_kind(Kind.INTERESTED))
    assert await numbers(desk) == ({"not_interested": 1}, 0)
    await desk.person("zoe@zeta.test", name="Zoe Zed")
    await desk.campaign(box, name="Second")
    await desk.send_due(box)
    zoe = await desk.contact("zoe@zeta.test")
    await fix(desk, first, Kind.INTERESTED, contact_id=zoe.id)
    assert {row.contact_id for row in await desk.all(select(MessageIn))} == {zoe.id}
    assert await numbers(desk) == ({"interested": 1}, 1)


async def test_newer_rules_read_all_copies_at_once(desk: Desk) -> None:
    await twice(desk)
    async with desk.house.database.begin() as session:
        await session.execute(update(MessageIn).values(reader="older"))
    found = [one async for one in reread(desk.house, how=as_kind(Kind.NOT_INTERESTED))]
    assert [one.decision for one in found] == [Decision.APPLIED]
    assert await numbers(desk) == ({"not_interested": 1}, 0)


async def numbers(desk: Desk) -> tuple[dict[str, int], int]:
    """People by what they answered, and positive ones."""
    async with desk.house.database.begin() as session:
        (found,) = await report(session, By.ALL)
    return found.by_kind, found.counts.positive


async def test_it_is_one_of_those_that_came_in_whoever_has_both_mailboxes(desk: Desk) -> None:
    """On Today and in the chart of the report, for the rep and for a manager."""
    other, first, _ = await twice(desk)
    robin = (await desk.get(Mailbox, first.mailbox_id)).user_id
    await desk.change(Mailbox, other.id, user_id=robin)
    for role in (Role.REP, Role.MANAGER):
        await desk.change(User, robin, role=role)
        actor = Actor(await desk.get(User, robin), frozenset(), "browser", "")
        viewer = Viewer(actor, desk.clock.now(), ZoneInfo("UTC"), 0, 0)
        async with desk.house.database.begin() as session:
            seen = await today(session, viewer, team=role is Role.MANAGER)
            chart = (await view(session, viewer, By.REP, "7", 1)).chart
        assert (seen.came_in, sum(bar.human for bar in chart.bars)) == ([(Kind.INTERESTED, 1)], 1)
        assert sum(line.came_in for line in seen.team) == (1 if role is Role.MANAGER else 0)
