"""A sender that is told to stop while its database is away or says nothing ends, and what it knows is told."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from engine.flows.patiently import LEAVING, Ending, patiently
from engine.rules.vocabulary import OutState
from engine.store.database import Database, plain_url
from tests.support.cut import way_to
from tests.support.house import Desk
from tests.support.servers import smtp_sink
from tests.support.working import alive, campaign_of
from workers.sender import run_sender


async def refused() -> None:
    raise psycopg.OperationalError("connection refused")


async def mute() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("database", [refused, mute])
async def test_whoever_is_told_to_stop_waits_a_moment_for_the_database(
    database, caplog: pytest.LogCaptureFixture
) -> None:
    ending, loop = Ending(), asyncio.get_running_loop()
    waiting = asyncio.create_task(patiently(database, kept="mail 1: sent", ending=ending))
    assert not (await asyncio.wait([waiting], timeout=0.3))[0]
    ending.begin()
    told = loop.time()
    with pytest.raises(psycopg.OperationalError):
        await waiting
    assert LEAVING - 1 < loop.time() - told < LEAVING + 5
    assert "not written down: mail 1: sent" in caplog.text


async def test_what_the_database_takes_in_the_last_moment_is_written() -> None:
    ending, tries = Ending(), iter([refused, refused])

    async def work() -> str:
        for one in tries:
            await one()
        return "written"

    ending.begin()
    assert await patiently(work, ending=ending) == "written"


async def test_a_sender_ends_although_its_database_says_nothing(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """What the mail's server said is in the log; for the database the mail is being handed over, and soon in doubt."""
    async with smtp_sink() as sink, way_to(plain_url(desk.house.database.url)) as way, alive(desk, speed=600) as house:
        sink.on_mail = way.speaks.clear
        await campaign_of(desk, 3, sink.port)
        stop, far = asyncio.Event(), replace(house, database=Database(way.url))
        sender = asyncio.create_task(run_sender(far, stop))
        await sink.wait_for(1)
        stop.set()
        async with asyncio.timeout(30):
            await sender
        way.speaks.set()
        await far.database.close()
    (out,) = await desk.outs(OutState.SENDING)
    assert len(sink.mails) == 1
    assert f"not written down: what became of mail {out.id}: sent, 250" in caplog.text
