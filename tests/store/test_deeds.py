"""What a piece of work did to the rows can be undone, but for what somebody has changed since."""

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from engine.flows.door import NewAccount
from engine.rules.vocabulary import Bin
from engine.store import deeds
from engine.store.tables import Account, Activity, MessageOut, Suppression
from tests.support.house import Desk


async def test_what_was_changed_made_and_removed_comes_back(desk: Desk) -> None:
    await desk.one_contact()
    now = desk.clock.now()
    before = (await desk.account()).model_dump(), (await desk.out()).model_dump()
    async with desk.house.database.begin() as session:
        with deeds.remembered(session) as memory:
            account = await session.get_one(Account, 1)
            account.bin, account.check_back_on, account.responded_at = Bin.CHECK_BACK, date(2026, 6, 1), now
            account.custom = {"a": [1, None]}
            await session.flush()
            account.bin = Bin.BAD_FIT
            session.add(Suppression(address="a@b.test", reason="x", created_at=now))
            out = await session.get_one(MessageOut, 1)
            out.raw = b"\x00\xff"
            await session.flush()
            await session.delete(out)
            session.add(Activity(at=now, what="kept"))
            await session.flush()
    kept = json.loads(json.dumps(memory.deeds()))
    assert (await desk.account()).bin is Bin.BAD_FIT
    async with desk.house.database.begin() as session:
        await deeds.undo(session, kept)
    assert ((await desk.account()).model_dump(), (await desk.out()).model_dump()) == before
    assert await desk.all(select(Suppression)) == []
    assert len(await desk.all(select(Activity).where(Activity.what == "kept"))) == 1


async def test_what_somebody_has_changed_since_stays(desk: Desk) -> None:
    await desk.person(account=NewAccount(name="Acme"))
    async with desk.house.database.begin() as session:
        with deeds.remembered(session) as memory:
            account = await session.get_one(Account, 1)
            account.bin, account.responded_at = Bin.WORKING, desk.clock.now()
            await session.flush()
    await desk.change(Account, 1, bin=Bin.CURRENT_CLIENT)
    async with desk.house.database.begin() as session:
        await deeds.undo(session, memory.deeds())
    account = await desk.account()
    assert (account.bin, account.responded_at) == (Bin.CURRENT_CLIENT, None)


async def test_times_are_told_apart_by_the_moment_not_by_the_zone(desk: Desk) -> None:
    """Servers tell times in the zone of their configuration."""
    await desk.person()
    moment = desk.clock.now().astimezone(ZoneInfo("Asia/Tokyo")) + timedelta(hours=1)
    async with desk.house.database.begin() as session:
        with deeds.remembered(session) as memory:
            (await session.get_one(Account, 1)).responded_at = moment
            await session.flush()
    async with desk.house.database.begin() as session:
        await deeds.undo(session, memory.deeds())
    assert (await desk.account()).responded_at is None


async def test_undone_twice_is_undone_once(desk: Desk) -> None:
    await desk.person()
    async with desk.house.database.begin() as session:
        with deeds.remembered(session) as memory:
            session.add(Suppression(address="a@b.test", reason="x", created_at=desk.clock.now()))
            (await session.get_one(Account, 1)).red_flag = "x"
            await session.flush()
    for _ in range(2):
        async with desk.house.database.begin() as session:
            await deeds.undo(session, memory.deeds())
    assert (await desk.account()).red_flag == ""
