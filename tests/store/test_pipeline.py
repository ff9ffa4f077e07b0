"""A transaction in the pipeline: all of it or nothing, words as words, and a connection that was lost is replaced."""

import asyncio

import psycopg
import pytest
from sqlalchemy import bindparam, select, text
from sqlmodel import col

from engine.rules.vocabulary import OutState
from engine.store.columns import listed
from engine.store.database import Database
from engine.store.pipeline import Pipeline
from engine.store.tables import MessageOut
from tests.support.house import Desk

MAKE = text("create table t (n bigint unique, day date)")
ADD = text("insert into t select v.n, v.day from unnest(cast(:ns as bigint[]), cast(:days as date[])) as v(n, day)")
COUNT = text("select count(*), '50%' from t where n = any(cast(:ns as bigint[]))")
PID = text("select pg_backend_pid()")
LOCK = text("select pg_advisory_xact_lock(4711)")
OUTS = select(col(MessageOut.id), col(MessageOut.state)).where(
    listed(col(MessageOut.id), "mails"),
    col(MessageOut.state).in_([OutState.DUE, OutState.CLAIMED]),
    col(MessageOut.position) == bindparam("position"),
)


async def count(database: Database, *numbers: int) -> tuple[int, str]:
    async with database.pipeline() as pipe:
        (row,) = await pipe.ask(COUNT, {"ns": list(numbers)}).rows()
    return row


async def made(url: str) -> Database:
    database = Database(url, size=1)
    async with database.pipeline() as pipe:
        await pipe.execute(MAKE, {})
    return database


async def test_all_of_it_is_committed_and_the_connection_is_kept(database_url: str) -> None:
    database = await made(database_url)
    pids = set()
    for numbers in ([1, 2], [], [2**40]):
        async with database.pipeline() as pipe:
            await pipe.execute(ADD, {"ns": numbers, "days": [None for _ in numbers]})
            pids.add((await pipe.ask(PID, {}).rows())[0])
    assert await count(database, 1, 2, 2**40) == (3, "50%")
    assert len(pids) == 1
    await database.close()


@pytest.mark.parametrize("late", [False, True], ids=["heard of with an answer", "heard of at the commit"])
async def test_an_error_rolls_all_of_it_back(database_url: str, late: bool) -> None:
    database = await made(database_url)

    async def twice(pipe: Pipeline) -> None:
        await pipe.execute(ADD, {"ns": [1], "days": [None]})
        await pipe.execute(ADD, {"ns": [1], "days": [None]})
        if not late:
            await pipe.ask(COUNT, {"ns": [1]}).rows()

    with pytest.raises(psycopg.errors.UniqueViolation):
        async with database.pipeline() as pipe:
            await twice(pipe)
    assert await count(database, 1) == (0, "50%")
    await database.close()


async def test_the_server_begins_while_nobody_waits(database_url: str) -> None:
    database = Database(database_url, size=1)
    async with await database.connect() as other, database.pipeline() as pipe:
        pipe.ask(LOCK, {})
        assert await _is_free(other)
        pipe.begin_work()
        async with asyncio.timeout(10):
            while await _is_free(other):
                pass
    await database.close()


async def test_an_answer_does_not_wait_for_those_behind_it(database_url: str) -> None:
    database = Database(database_url, size=1)
    async with await database.connect() as other, database.pipeline() as pipe:
        await other.execute("select pg_advisory_lock(4711)")
        first = pipe.ask(PID, {})
        pipe.begin_work()
        behind = pipe.ask(LOCK, {})
        async with asyncio.timeout(10):
            assert len(await first.rows()) == 1
        assert behind.result is None
        await other.execute("select pg_advisory_unlock_all()")
        assert len(await behind.rows()) == 1
        assert len(await first.rows()) == 1
    await database.close()


async def _is_free(other: psycopg.AsyncConnection[tuple[object, ...]]) -> bool:
    """Whether the lock can be had; it is let go of at once."""
    answer = await (await other.execute("select pg_try_advisory_xact_lock(4711)")).fetchone()
    return answer == (True,)


async def test_what_breaks_off_in_between_is_rolled_back(database_url: str) -> None:
    database = await made(database_url)

    async def break_off(pipe: Pipeline) -> None:
        await pipe.execute(ADD, {"ns": [1], "days": [None]})
        await pipe.ask(COUNT, {"ns": [1]}).rows()
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        async with database.pipeline() as pipe:
            await break_off(pipe)
    assert await count(database, 1) == (0, "50%")
    await database.close()


async def test_a_connection_that_the_server_ended_is_replaced(database_url: str) -> None:
    database = Database(database_url, size=1)
    async with database.pipeline() as pipe:
        ((number,),) = await pipe.ask(PID, {}).rows()
    other = await database.connect()
    await other.execute("select pg_terminate_backend(%s, 5000)", (number,))
    async with database.pipeline() as pipe:
        assert await pipe.ask(PID, {}).rows() != [(number,)]
    await other.close()
    await database.close()


async def test_words_come_as_words(desk: Desk) -> None:
    await desk.one_contact()
    out = await desk.out()
    async with desk.house.database.pipeline() as pipe:
        rows = await pipe.ask(OUTS, {"mails": [out.id], "position": 1}).rows()
    assert rows == [(out.id, OutState.DUE)]
    assert rows[0][1] is OutState.DUE


async def test_what_was_answered_together_is_waited_for_once(database_url: str) -> None:
    database = Database(database_url, size=1)
    async with database.pipeline() as pipe:
        first, second = pipe.ask(PID, {}), pipe.ask(PID, {})
        rows = await first.rows()
        assert second.result is not None
        assert await second.rows() == rows
    await database.close()


async def test_one_transaction_follows_another(database_url: str) -> None:
    database = await made(database_url)

    async def twice() -> None:
        async with database.pipeline() as pipe:
            await pipe.execute(ADD, {"ns": [1], "days": [None]})
            await pipe.commit()
            pipe.begin()
            await pipe.execute(ADD, {"ns": [2, 2], "days": [None, None]})

    with pytest.raises(psycopg.errors.UniqueViolation):
        await twice()
    assert await count(database, 1) == (1, "50%")
    assert await count(database, 2) == (0, "50%")
    await database.close()
