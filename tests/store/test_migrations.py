"""The migrations lead to what the tables say, and back to nothing."""

import threading

import psycopg
import pytest
from sqlalchemy import create_engine, make_url

from engine.errors import Conflict
from engine.store.database import driver_url, plain_url
from engine.store.migrate import migrate
from engine.store.tables import METADATA
from tests.support.postgres import one_database

OURS = "n.nspname = 'public' and c.relname not like 'alembic%'"
SHAPE = {
    "columns": f"""
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               pg_get_expr(d.adbin, d.adrelid)
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where {OURS} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    """,
    "constraints": f"""
        select c.relname, o.conname, pg_get_constraintdef(o.oid)
        from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
        where {OURS}
    """,
    "indexes": "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'"
    " and tablename not like 'alembic%'",
}
WHAT_IS_LEFT = """
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relname not like 'alembic%'
    union select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
    union select typname from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname = 'public'
      and typname not like '%alembic%'
"""


def rows(url: str, query: str) -> set[tuple[object, ...]]:
    with psycopg.connect(plain_url(url)) as connection:
        return set(connection.execute(query).fetchall())


@pytest.mark.parametrize("part", SHAPE)
def test_the_newest_shape_is_what_the_tables_say(postgres_url: str, migrated: str, part: str) -> None:
    with one_database(postgres_url) as url:
        engine = create_engine(driver_url(url))
        METADATA.create_all(engine)
        engine.dispose()
        made, described = rows(migrated, SHAPE[part]), rows(url, SHAPE[part])
    assert made - described == set()
    assert described - made == set()
    assert len(made) > 20


@pytest.mark.parametrize("letters", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_keep_every_text_is_refused_before_anything_is_made(
    postgres_url: str, letters: str
) -> None:
    """`create database` takes over what `initdb` found in its environment."""
    name = f"letters_{letters.lower()}"
    url = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(plain_url(postgres_url), autocommit=True) as server:
        plain = f"encoding '{letters}' locale_provider libc locale 'C'"
        server.execute(f"create database {name} {plain} template template0")
        with pytest.raises(Conflict, match=f"keeps letters as {letters}"):
            migrate(url)
        server.execute(f"drop database {name} with (force)")


def test_down_to_nothing_and_up_again(database_url: str) -> None:
    migrate(database_url)
    first = rows(database_url, SHAPE["columns"])
    migrate(database_url, "base")
    assert rows(database_url, WHAT_IS_LEFT) == set()
    migrate(database_url)
    assert rows(database_url, SHAPE["columns"]) == first
    assert rows(database_url, "select id from workspace") == {(1,)}


def test_migrating_twice_and_at_once_changes_nothing(database_url: str) -> None:
    """Three processes that start together migrate one after the other."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            migrate(database_url)
        except BaseException as problem:
            failed.append(problem)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert rows(database_url, "select count(*) from workspace") == {(1,)}


@pytest.mark.parametrize("change", ["update activity set what = 'nothing'", "delete from activity"])
def test_nobody_rewrites_the_log(migrated: str, change: str) -> None:
    with psycopg.connect(plain_url(migrated)) as connection:
        connection.execute("insert into activity (at, what) values (now(), 'mail.sent')")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute(change)


@pytest.mark.parametrize(
    "wrong",
    [
        "insert into app_user (email, role, daily_cap, active, created_at) values ('a@b', 'boss', 1, true, now())",
        "insert into account (name, name_key, bin, bin_since, created_at) values ('A', 'a', 'lukewarm', now(), now())",
    ],
)
def test_a_word_that_is_none_is_refused_by_the_database(migrated: str, wrong: str) -> None:
    with psycopg.connect(plain_url(migrated)) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(wrong)
