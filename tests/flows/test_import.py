"""Many contacts at once, beside mails that leave and other lists."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.v1.contacts import contact_row
from engine.flows.people import AT_ONCE, RowResult, import_rows
from engine.store.tables import Account, Contact, ImportBatch
from tests.support.house import Desk


def row(number: int, **account: Any) -> dict[str, Any]:
    return {"email": f"p{number}@c{number}.test", "account": account}


async def bring_in(desk: Desk, rows: list[dict[str, Any]], **more: float) -> list[RowResult]:
    now = desk.clock.now()
    return (await import_rows(desk.house.database, "a list", rows, contact_row, now, "robin", **more))[1]


async def known(desk: Desk, numbers: Sequence[int]) -> None:
    for number in numbers:
        await desk.person(f"p{number}@c{number}.test")


@asynccontextmanager
async def holding(desk: Desk, account: int) -> AsyncIterator[AsyncSession]:
    async with desk.house.database.begin() as session:
        await session.get_one(Account, account, with_for_update=True)
        yield session


async def waiting(desk: Desk) -> None:
    """Until somebody waits for a lock."""
    query = text(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    )
    for _ in range(200):
        async with desk.house.database.begin() as session:
            if await session.scalar(query):
                return
        await asyncio.to_thread(threading.Event().wait, 0.05)
    pytest.fail("nobody waits")


async def countries(desk: Desk) -> list[str]:
    async with desk.house.database.begin() as session:
        return list(await session.scalars(select(col(Account.country)).order_by(col(Account.id))))


async def test_accounts_that_are_known_are_locked_in_the_order_of_every_flow(desk: Desk) -> None:
    """A list the other way round waits for the first account and holds none behind it."""
    await known(desk, range(3))
    async with holding(desk, 1):
        importing = asyncio.create_task(bring_in(desk, [row(number, country="GB") for number in (2, 1, 0)]))
        await waiting(desk)
        async with desk.house.database.begin() as session:
            await session.execute(text("select id from account where id > 1 for update nowait"))
    assert [result.problem for result in await importing] == ["", "", ""]
    assert await countries(desk) == ["GB"] * 3


async def test_what_waits_for_a_company_holds_up_a_few_rows_and_not_the_list(desk: Desk) -> None:
    await known(desk, range(AT_ONCE + 1))
    async with holding(desk, AT_ONCE + 1):
        importing = asyncio.create_task(bring_in(desk, [row(number, country="GB") for number in range(AT_ONCE + 1)]))
        await waiting(desk)
        assert await countries(desk) == ["GB"] * AT_ONCE + [""], "the first rows are there, and their accounts free"
    await importing
    assert await countries(desk) == ["GB"] * (AT_ONCE + 1)


async def test_rows_that_cross_with_somebody_are_brought_in_again(desk: Desk) -> None:
    """Somebody who holds what the import wants next and wants what it has: PostgreSQL refuses the import."""
    await known(desk, [0])
    async with desk.house.database.begin() as session:
        await session.execute(text("set local deadlock_timeout = '60s'"))
        await session.execute(text("select pg_advisory_xact_lock(4, hashtext('p0@c0.test'))"))
        importing = asyncio.create_task(bring_in(desk, [row(0, country="GB"), row(1)]))
        await waiting(desk)
        await session.get_one(Account, 1, with_for_update=True)
    assert [(result.new, result.problem) for result in await importing] == [(False, ""), (True, "")]
    assert await countries(desk) == ["GB", ""]


async def test_two_lists_of_the_same_people_the_other_way_round_make_nobody_twice(desk: Desk) -> None:
    rows = [row(number, country="GB") for number in range(4 * AT_ONCE)]
    first, second = await asyncio.gather(bring_in(desk, rows), bring_in(desk, rows[::-1]))
    assert [result.problem for result in first + second if result.problem] == []
    assert sum(result.new for result in first + second) == len(rows)
    async with desk.house.database.begin() as session:
        assert await session.scalar(select(func.count()).select_from(Contact)) == len(rows)


async def test_what_was_brought_in_before_a_failure_stays_and_the_list_can_be_sent_again(desk: Desk) -> None:
    rows = [row(number) for number in range(AT_ONCE + 5)]
    async with desk.house.database.begin() as session:
        await session.execute(text("select pg_advisory_xact_lock(4, hashtext(:email))"), {"email": rows[-1]["email"]})
        importing = asyncio.create_task(bring_in(desk, rows, patience=0.0))
        await waiting(desk)
        await session.execute(
            text(
                "select pg_cancel_backend(pid) from pg_stat_activity"
                " where datname = current_database() and wait_event_type = 'Lock'"
            )
        )
        with pytest.raises(DBAPIError):
            await importing
    assert len(await countries(desk)) == AT_ONCE
    results = await bring_in(desk, rows)
    assert [result.new for result in results] == [False] * AT_ONCE + [True] * 5
    async with desk.house.database.begin() as session:
        assert await session.scalar(select(func.count()).select_from(ImportBatch)) == 2


async def statements(desk: Desk, rows: list[dict[str, Any]]) -> int:
    """How many the database is asked for this list."""
    said: list[object] = []

    def note(*about: object) -> None:
        said.append(about)

    engine = desk.house.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        results = await bring_in(desk, rows)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert [result.problem for result in results if result.problem] == []
    return len(said)


async def test_a_list_costs_a_few_statements_for_many_rows(desk: Desk) -> None:
    """Thirteen for each row made a thousand rows take twenty seconds."""
    rows = [row(number, name=f"Company {number}") | {"title": "COO"} for number in range(2 * AT_ONCE)]
    assert await statements(desk, rows) <= 2 * 15
    assert await statements(desk, rows) <= 2 * 15, "known"
    filled = [row(number, name=f"Company {number}", country="GB") | {"phone": "1"} for number in range(2 * AT_ONCE)]
    assert await statements(desk, filled) <= 2 * 15, "filled in"


async def test_rows_of_one_list_find_each_other(desk: Desk) -> None:
    """By address, by domain and by name, before any of them is written down."""
    results = await bring_in(
        desk,
        [
            {"email": "ann@acme.test", "account": {"name": "Acme GmbH"}},
            {"email": "bo@acme.test", "account": {"country": "DE"}},
            {"email": "cy@gmail.com", "account": {"name": "ACME gmbh", "domain": "acme-group.test"}},
            {"email": "ANN@acme.test", "title": "COO"},
            {"email": "dee@gmail.com"},
            {"email": "eve@acme-group.test", "account": {"time_zone": "Europe/Berlin"}},
        ],
    )
    assert [result.new for result in results] == [True, True, True, False, False, True]
    assert results[4].field == "account.name"
    assert len({result.account_id for result in results if result.contact_id}) == 1
    assert results[3].contact_id == results[0].contact_id
    async with desk.house.database.begin() as session:
        (account,) = await session.scalars(select(Account))
        assert (account.country, account.time_zone) == ("DE", "Europe/Berlin")
        assert (await session.get_one(Contact, results[0].contact_id)).title == "COO"


async def test_an_owner_who_is_none_refuses_one_row(desk: Desk) -> None:
    owner = (await desk.mailbox()).user_id
    results = await bring_in(desk, [row(0, owner_id=owner), row(1, owner_id=owner + 1), row(2, owner_id=owner)])
    assert [result.field for result in results] == ["", "account.owner_id", ""]
    async with desk.house.database.begin() as session:
        assert list(await session.scalars(select(col(Account.owner_id)))) == [owner, owner]
