"""Any usual URL of PostgreSQL, one transaction at a time."""

import psycopg
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


SHOWN = "select current_setting('tcp_keepalives_idle'), current_setting('tcp_user_timeout')"


async def test_whoever_is_not_heard_of_for_a_minute_is_gone(database_url: str) -> None:
    """Both sides say so, where there is a network between them."""
    server = psycopg.conninfo.conninfo_to_dict(plain_url(database_url))
    at = f"postgresql://{server['user']}@127.0.0.1:{server.get('port', 5432)}/{server['dbname']}"
    database = Database(f"{at}?password=p%20w&keepalives_idle=7", size=1)
    ours = psycopg.conninfo.conninfo_to_dict(plain_url(database.url))
    assert (ours["keepalives_idle"], ours["tcp_user_timeout"], ours["password"]) == ("7", "60000", "p w")
    local = Database(database_url, size=1)
    async with local.begin() as session:
        options = text("select setting from pg_settings where name = 'tcp_user_timeout' and source = 'client'")
        assert await session.scalar(options) is not None, "the server was told"
    connection = await local.connect()
    assert await (await connection.execute(SHOWN)).fetchone() in {("30", "1min"), ("0", "0")}
    await connection.close()
    await local.close()


async def test_times_are_told_in_utc_wherever_the_server_is(database_url: str) -> None:
    """Pages, the API and the ledger call them UTC, and some days are taken from them."""
    moment = "select '2026-03-02 20:00+00'::timestamptz, cast('2026-03-02 20:00+00'::timestamptz as date)"
    name = plain_url(database_url).partition("?")[0].rpartition("/")[2]
    with psycopg.connect(plain_url(database_url), autocommit=True) as there:
        there.execute(f"alter database {name} set timezone = 'Asia/Tokyo'")
    database = Database(database_url, size=1)
    async with database.begin() as session:
        ((in_session, day),) = await session.execute(text(moment))
    connection = await database.connect()
    (alone, same_day) = await (await connection.execute(moment)).fetchone() or (None, None)
    assert str(in_session) == str(alone) == "2026-03-02 20:00:00+00:00"
    assert str(day) == str(same_day) == "2026-03-02"
    await connection.close()
    await database.close()


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


async def test_an_error_does_not_tell_what_was_to_be_written(database_url: str) -> None:
    """It is logged, and shown with the mail that met it."""
    database = Database(database_url, size=1)
    with pytest.raises(DBAPIError) as error:
        async with database.begin() as session:
            await session.execute(text("select cast(:body as text), 1 / :zero"), {"body": "Dear Alex", "zero": 0})
    assert "division by zero" in str(error.value)
    assert "Dear Alex" not in str(error.value)
    await database.close()
