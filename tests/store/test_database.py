"""Any usual URL of PostgreSQL, one transaction at a time."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.store.database import Database, driver_url, plain_url


@pytest.mark.parametrize(
    "given",
    ["postgresql://u@h/db?host=/run", "postgres://u@h/db?host=/run", "postgresql+psycopg://u@h/db?host=/run"],
)
def test_any_usual_url_is_understood(given: str) -> None:
    assert driver_url(given) == "postgresql+psycopg://u@h/db?host=/run"
    assert plain_url(given) == "postgresql://u@h/db?host=/run"


def test_another_database_is_left_for_sqlalchemy_to_refuse() -> None:
    assert driver_url("sqlite://") == "sqlite://"


async def test_an_error_rolls_everything_back(database_url: str) -> None:
    database = Database(database_url, size=2)
    async with database.begin() as session:
        await session.execute(text("create table t (n int unique)"))
    with pytest.raises(DBAPIError):
        await insert_twice(database)
    async with database.begin() as session:
        assert await session.scalar(text("select count(*) from t")) == 0
    await database.close()


async def insert_twice(database: Database) -> None:
    async with database.begin() as session:
        await session.execute(text("insert into t values (1)"))
        await session.execute(text("insert into t values (1)"))


async def test_a_connection_that_the_server_ended_is_replaced(database_url: str) -> None:
    database = Database(database_url, size=1)
    other = await database.connect()
    async with database.begin() as session:
        number = await session.scalar(text("select pg_backend_pid()"))
    await other.execute("select pg_terminate_backend(%s)", (number,))
    async with database.begin() as session:
        assert await session.scalar(text("select 1")) == 1
    await other.close()
    await database.close()
