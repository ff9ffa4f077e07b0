"""A time zone that one of us does not know: refused where it is set, and where it stands, a trouble of its mailbox."""

import shutil
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.errors import Invalid
from engine.flows import connect_mailbox, ledger
from engine.flows.door import NewAccount
from engine.flows.limits import limits
from engine.flows.settings import edit_workspace
from engine.flows.zones import mend_zones
from engine.rules import windows
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.reasons import NEEDS_MENDING, READY
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.tables import Activity, Mailbox, MailboxState, MessageOut, Workspace
from tests.support.house import Desk
from tests.support.servers import smtp_sink
from tests.support.working import WINDOW, alive, campaign_of, working

OURS = "Mars/Olympus"


def forget() -> None:
    for known in (windows.known_zones, windows.zone_of):
        known.cache_clear()
    zoneinfo.ZoneInfo.clear_cache()


@pytest.fixture
def newer(tmp_path: Path) -> Iterator[str]:
    """A zone of a newer list than the database's: we know it, and the database does not."""
    (tmp_path / "Mars").mkdir()
    with resources.as_file(resources.files("tzdata.zoneinfo") / "UTC") as utc:
        shutil.copy(utc, tmp_path / OURS)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(tmp_path), *before])
    forget()
    yield OURS
    zoneinfo.reset_tzpath(before)
    forget()


@pytest.mark.parametrize("name", ["localtime", "right/Europe/Berlin", "newer"])
async def test_a_zone_that_the_database_may_not_know_is_refused_where_it_is_set(
    desk: Desk, name: str, request: pytest.FixtureRequest
) -> None:
    box = await desk.mailbox()
    values = {"time_zone": request.getfixturevalue(name) if name == "newer" else name}
    async with desk.house.database.begin() as session:
        row = await session.get_one(Mailbox, box.id)
        with pytest.raises(Invalid, match="is not a time zone"):
            await connect_mailbox.change(session, desk.house, row, dict(values), {}, "test")
        with pytest.raises(Invalid, match="is not a time zone"):
            await edit_workspace(session, dict(values), desk.clock.now(), "test")


async def test_what_the_database_refuses_for_one_mailbox_stops_no_other(desk: Desk, newer: str) -> None:
    """It was moved to that zone a moment ago, so its mails are counted anew for the days there."""
    async with smtp_sink() as sink:
        first, second = await campaign_of(desk, 6, sink.port, boxes=2)
        lately = desk.clock.now() - timedelta(days=1)
        async with desk.house.database.begin() as session:
            out = next(iter(await session.scalars(select(MessageOut).where(MessageOut.mailbox_id == first.id))))
            out.state, out.sending_at, out.sent_at, out.sent_on = OutState.SENT, lately, lately, lately.date()
        await desk.change(Mailbox, first.id, time_zone=newer, zoned_at=desk.clock.now())
        first = await desk.get(Mailbox, first.id)
        async with desk.house.database.begin() as session:
            found = await limits(session, [first, second], Policies(), desk.clock.now())
            assert isinstance(found[second.id].first, int)
            quota = found[first.id].quota
            assert isinstance(quota, Held)
            assert (quota.reason, newer in quota.detail) == (HeldReason.MAILBOX_ERROR, True)
        async with alive(desk) as house, working(house):
            await sink.wait_for(2)
    assert {mail.sender for mail in sink.mails} == {second.address}
    first = await desk.get(Mailbox, first.id)
    assert (first.state, newer in first.state_detail) == (MailboxState.ERROR, True)


async def test_a_zone_that_is_no_more_is_told_of_its_mailbox_and_the_others_as_ever(desk: Desk) -> None:
    first, second = await desk.mailbox(), await desk.mailbox(address="robin2@example.com")
    for number in range(4):
        await desk.person(f"p{number}@company{number}.test", NewAccount(time_zone="Europe/London"))
    campaign = await desk.campaign(first, second)
    await desk.change(Mailbox, second.id, time_zone=OURS)
    async with desk.house.database.begin() as session:
        counted = [dict(counts) for _, counts in await ledger.by_rep(session, desk.clock.now())]
        reasons = await ledger.reasons(session, campaign.id, desk.clock.now())
    assert counted == [{READY: 2}, {HeldReason.MAILBOX_ERROR: 2}]
    assert Counter(reason for _, reason in reasons) == {READY: 2, HeldReason.MAILBOX_ERROR: 2}
    lines = [await desk.line(f"p{number}@company{number}.test") for number in range(4)]
    assert [OURS in line.detail for line in lines] == [line.reason == HeldReason.MAILBOX_ERROR for line in lines]


async def test_a_zone_that_nobody_knows_stops_its_mailbox_and_neither_the_reps_others_nor_what_has_left(
    desk: Desk, newer: str
) -> None:
    """Nothing has left from it yet, so that the database has not been asked about the zone."""
    rep = await desk.user("robin")
    async with smtp_sink() as sink:
        boxes = [
            await desk.mailbox(rep, f"robin{number}@example.com", smtp=sink.port, window=WINDOW) for number in range(2)
        ]
        for number in range(6):
            await desk.person(f"p{number}@company{number}.test")
        await desk.campaign(*boxes, steps=(0,))
        await desk.change(Mailbox, boxes[0].id, time_zone=newer)
        await desk.change(Workspace, 1, time_zone="Europe/London")
        async with alive(desk) as house, working(house):
            await sink.wait_for(3, seconds=40)
            first, second = [await desk.get(Mailbox, box.id) for box in boxes]
            assert (first.state, second.state) == (MailboxState.ERROR, MailboxState.ACTIVE)
            assert (first.time_zone, first.retry_at, newer in first.state_detail) == ("Europe/London", None, True)
            lines = [await desk.line(f"p{number}@company{number}.test") for number in range(6)]
            held = [line for line in lines if line.reason == HeldReason.MAILBOX_ERROR]
            assert len(held) == 3
            assert all(newer in line.detail and line.remedy == NEEDS_MENDING for line in held)
            async with desk.house.database.begin() as session:
                row = await connect_mailbox.open_mailbox(session, first.id)
                await connect_mailbox.change(session, desk.house, row, {"time_zone": "Europe/Lisbon"}, {}, "test")
            await sink.wait_for(6, seconds=40)
    assert len(await desk.outs(OutState.SENT)) == 6


async def test_a_workspaces_zone_that_nobody_knows_is_replaced_and_written_down(desk: Desk) -> None:
    await desk.change(Workspace, 1, time_zone=OURS)
    await mend_zones(desk.house, set())
    assert (await desk.get(Workspace, 1)).time_zone == "UTC"
    [noted] = await desk.all(select(Activity).where(Activity.what == "workspace.changed"))
    assert OURS in noted.why
    await mend_zones(desk.house, set())
    assert len(await desk.all(select(Activity).where(Activity.what == "workspace.changed"))) == 1
