"""The database has committed, and nobody heard of it: a mail that was said and never handed over is not in doubt."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import psycopg
import pytest
from psycopg.errors import AdminShutdown, DeadlockDetected, DiskFull, IoError, SerializationFailure, TooManyConnections
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlmodel import col

from engine.edge.smtp import Delivery
from engine.flows.answer import Words, write
from engine.flows.dispatch import Claim
from engine.flows.house import House
from engine.flows.patiently import patiently
from engine.flows.send import Outbox
from engine.flows.send_answer import claim_answers, send_answer
from engine.rules.vocabulary import OutState
from engine.store.database import Database, plain_url
from engine.store.tables import Activity, MessageOut
from tests.support.cut import Way, way_to
from tests.support.house import AWAY, NO_SUCH_USER, SENT, WORKER, Desk, Wire
from tests.support.replies import answer, written_to


@pytest.fixture
async def way(desk: Desk) -> AsyncIterator[Way]:
    async with way_to(plain_url(desk.house.database.url)) as way:
        yield way


@pytest.fixture
async def far(desk: Desk, way: Way) -> AsyncIterator[House]:
    """The same house, whose database is behind that way."""
    far = replace(desk.house, database=Database(way.url))
    yield far
    await far.database.close()


async def claims_of(desk: Desk, *names: str) -> list[Claim]:
    """One mail of a mailbox of its own for each; their moment has come."""
    claims: list[Claim] = []
    for name in names:
        box = await desk.mailbox(address=f"{name}@sender.example")
        await desk.person(f"alex@{name}.test")
        await desk.campaign(box)
        claims += await desk.dispatch(box)
    desk.clock.at = max(claim.send_at for claim in claims)
    return claims


@pytest.mark.parametrize("names", [["alone"], ["first", "second"]])
async def test_a_mail_that_was_said_and_not_handed_over_waits_again(
    names: list[str], desk: Desk, far: House, way: Way
) -> None:
    """One that is alone is given up with the error; of a batch each is asked for again, when it is *sending*."""
    claims = await claims_of(desk, *names)
    outbox = Outbox(far, WORKER)

    async def hand_over(claim: Claim) -> object:
        async with outbox.lane() as lane:
            return await lane.send(claim.out_id, desk.wire)

    way.cut = True
    ends = await asyncio.gather(*map(hand_over, claims), return_exceptions=True)
    assert (way.cut, desk.wire.mails) == (False, [])
    assert all(isinstance(end, psycopg.OperationalError) if len(names) == 1 else end is None for end in ends)
    mails = await desk.all(select(MessageOut))
    waits = (OutState.DUE, 1, desk.clock.now())
    assert [(out.state, out.attempts, out.look_at) for out in mails] == [waits] * len(names)
    told = await desk.all(select(Activity).where(col(Activity.what) == "mail.tried"))
    assert [one.data["outcome"] for one in told] == ["not_sent"] * len(names)


class Cutting(Wire):
    """Whoever hands a mail to it does not hear of its next commit."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.way = way

    async def deliver(self, *given, **more):
        self.way.cut = True
        return await super().deliver(*given, **more)


async def written(desk: Desk) -> int:
    """An answer of a person, claimed."""
    box = await written_to(desk)
    row = await answer(desk, box, "Yes, this is interesting. Could you call me on Thursday?")
    async with desk.house.database.begin() as session:
        out = await write(session, row.id, Words(key="key-1", body="Thursday it is."), desk.clock.now(), "a person")
    await claim_answers(desk.house, [box.id], WORKER)
    return out.id


async def test_an_answer_that_was_said_and_not_handed_over_waits_again(desk: Desk, far: House, way: Way) -> None:
    out_id, before = await written(desk), len(desk.wire.mails)
    way.cut = True
    with pytest.raises(DBAPIError):
        await send_answer(far, out_id, WORKER, desk.wire)
    assert (way.cut, len(desk.wire.mails)) == (False, before)
    assert (await desk.get(MessageOut, out_id)).state is OutState.DUE


@pytest.mark.parametrize(
    ("outcome", "state"), [(SENT, OutState.SENT), (NO_SUCH_USER, OutState.FAILED), (AWAY, OutState.HELD)]
)
async def test_what_became_of_an_answer_is_written_once_the_database_takes_it(
    outcome: Delivery, state: OutState, desk: Desk, far: House, way: Way
) -> None:
    out_id, wire = await written(desk), Cutting(way)
    wire.answers.append(outcome)
    await send_answer(far, out_id, WORKER, wire)
    assert (way.cut, len(wire.mails)) == (False, 1)
    assert (await desk.get(MessageOut, out_id)).state is state


@pytest.mark.parametrize(
    "trouble",
    [
        DeadlockDetected(),
        SerializationFailure(),
        TooManyConnections(),
        DiskFull(),
        IoError(),
        AdminShutdown(),
        NoneFree(),
    ],
)
async def test_what_is_not_the_statements_fault_is_tried_again(trouble: Exception) -> None:
    left = [trouble]

    async def work() -> str:
        if left:
            raise left.pop()
        return "written"

    assert await patiently(work) == "written"
