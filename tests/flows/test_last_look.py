"""Between the claim and its moment the world goes on: windows close, caps are used up; whose window it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.flows.send_now import send_now
from engine.flows.tasks import done
from engine.rules.effects import Work
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Campaign, Mailbox, ResponseTask, User, Workspace
from tests.flows.test_dispatch import ALWAYS, NEARLY_OVER
from tests.support.house import Desk

SUNDAYS = {"days": ["Sun"]}


@pytest.mark.parametrize(
    ("workspace", "mailbox", "campaign", "leaves"),
    [
        (ALWAYS, None, None, True),
        (SUNDAYS, None, None, False),
        (SUNDAYS, ALWAYS, None, True),
        (ALWAYS, SUNDAYS, None, False),
        (SUNDAYS, SUNDAYS, ALWAYS, True),
        (ALWAYS, ALWAYS, SUNDAYS, False),
    ],
)
async def test_the_narrowest_owners_window_counts(
    desk: Desk, workspace: Any, mailbox: Any, campaign: Any, leaves: bool
) -> None:
    box = await desk.one_contact(window=mailbox)
    await desk.change(Workspace, 1, window=workspace)
    await desk.change(Campaign, 1, window=campaign)
    claims = await desk.dispatch(box)
    assert bool(claims) is leaves
    assert (await desk.line()).reason == ("claimed" if leaves else HeldReason.WINDOW)


@pytest.mark.parametrize("owner", [Workspace, Mailbox, Campaign])
async def test_a_day_that_any_owner_closes_is_closed(desk: Desk, owner: type) -> None:
    box = await desk.one_contact(window=ALWAYS)
    for one in (Workspace, Mailbox, Campaign):
        closed = ["2026-03-03"] if one is owner else []
        await desk.change(one, 1, window={**ALWAYS, "closing_days": closed})
    assert await desk.dispatch(box) == []
    line = await desk.line()
    assert (line.reason, line.until) == (HeldReason.HOLIDAY, datetime(2026, 3, 4, tzinfo=UTC))


async def test_a_window_that_closes_while_a_mail_waits_rolls_it_to_the_next_opening(desk: Desk) -> None:
    box = await desk.one_contact(window=NEARLY_OVER)
    (claim,) = await desk.dispatch(box)
    desk.clock.at = datetime(2026, 3, 3, 8, 46, tzinfo=UTC)
    assert await desk.send(claim) is None
    opens = datetime(2026, 3, 4, 6, tzinfo=UTC)
    out, line = await desk.out(), await desk.line()
    assert (out.state, out.look_at, line.reason, line.until) == (OutState.HELD, opens, HeldReason.WINDOW, opens)
    desk.clock.at = opens - timedelta(minutes=1)
    assert await desk.dispatch(box) == []
    desk.clock.at = opens
    await desk.send_due(box)
    assert (await desk.out()).state is OutState.SENT


@pytest.mark.parametrize(
    ("whose", "reason"), [(Mailbox, HeldReason.CAP_MAILBOX), (User, HeldReason.CAP_REP)], ids=["mailbox", "rep"]
)
async def test_a_cap_is_counted_again_when_the_mail_leaves(desk: Desk, whose: type, reason: HeldReason) -> None:
    """Two are claimed while two may leave; after the first only one may."""
    box = await desk.mailbox(window=ALWAYS)
    for name in ("acme", "other"):
        await desk.person(f"alex@{name}.test")
    await desk.campaign(box)
    claims = []
    while len(claims) < 2:
        claims += await desk.dispatch(box)
        desk.later(minutes=1)
    await desk.send(claims[0])
    await desk.change(whose, 1, daily_cap=1)
    assert await desk.send(claims[1]) is None
    assert len(desk.wire.mails) == 1
    held = [out for out in await desk.outs() if out.state is OutState.HELD]
    assert [out.held_reason for out in held] == [reason]


# --- answers ----------------------------------------------------------------------------------------------------


async def answers_wait(desk: Desk, rep_id: int, number: int, *, due: timedelta = timedelta(days=1)) -> None:
    now = desk.clock.now()
    async with desk.house.database.begin() as session:
        session.add_all(
            ResponseTask(owner_id=rep_id, step=Work.ANSWER, due_at=now + due, created_at=now) for _ in range(number)
        )


@pytest.mark.parametrize(
    ("number", "due", "limit", "leaves"),
    [
        pytest.param(10, timedelta(days=1), 10, False, id="as many as the limit"),
        pytest.param(9, timedelta(days=1), 10, True, id="one fewer"),
        pytest.param(1, timedelta(seconds=-1), 10, False, id="one is late"),
        pytest.param(2, timedelta(days=1), 2, False, id="the team's own limit"),
    ],
)
async def test_answers_that_came_since_the_claim_come_before_a_first_touch(
    desk: Desk, number: int, due: timedelta, limit: int, leaves: bool
) -> None:
    await desk.policies(backlog_limit=limit)
    box = await desk.one_contact()
    (claim,) = await desk.dispatch(box)
    await answers_wait(desk, box.user_id, number, due=due)
    assert (await desk.send(claim) is not None) is leaves
    line = await desk.line()
    assert (line.reason == HeldReason.RESPONSE_BACKLOG) is not leaves
    if leaves:
        return
    assert (await desk.out()).held_reason is HeldReason.RESPONSE_BACKLOG
    await desk.send_due(box)
    assert desk.wire.mails == []
    async with desk.house.database.begin() as session:
        for task in await session.scalars(select(ResponseTask)):
            await done(session, task, "answered", desk.clock.now(), "robin")
    await desk.send_due(box)
    assert desk.wire.recipients == ["alex@acme.test"], "as soon as they are worked"


async def test_answers_hold_neither_a_follow_up_nor_what_was_asked_for(desk: Desk) -> None:
    box = await desk.one_contact(window=ALWAYS)
    await answers_wait(desk, box.user_id, 12)
    async with desk.house.database.begin() as session:
        await send_now(session, desk.house, 1, desk.clock.now(), "robin")
    await desk.send_due(box)
    desk.clock.at = (await desk.out(position=2)).due_at
    await desk.send_due(box)
    assert len(desk.wire.mails) == 2


async def test_answers_that_wait_for_a_colleague_hold_nothing(desk: Desk) -> None:
    box = await desk.one_contact()
    (claim,) = await desk.dispatch(box)
    await answers_wait(desk, (await desk.user("kim")).id, 12)
    assert await desk.send(claim) is not None
