"""Between the claim and its moment the world goes on: windows close, caps are used up; whose window it is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Campaign, Mailbox, User, Workspace
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
