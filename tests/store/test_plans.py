"""What is asked for every mail finds its rows by keys, however large the tables are."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from engine.edge.vault import Vault
from engine.flows.health import health_of
from engine.flows.house import House
from engine.flows.paces import IN_HAND
from engine.flows.turn import turn
from engine.rules.policies import Policies
from engine.settings import Settings
from engine.store.database import Database, plain_url
from engine.store.migrate import migrate
from engine.store.pipeline import _compiled as compiled
from offhours.bench import outbox
from tests.support.api import URL, CountingBell, StillClock
from tests.support.house import SENT, WORKER
from tests.support.postgres import one_database

LARGE = {
    *("message_out", "contact", "account", "account_domain", "enrollment", "correspondent", "suppression"),
    *("activity", "message_in", "response_task"),
}
MORE = """
insert into account_domain (account_id, domain) select id, 'company' || id || '.example' from account;
insert into correspondent (who, mailbox_id, last_at)
select 'someone' || n || '.example', 1 + n % 20, now() from generate_series(1, 100000) n;
insert into suppression (address, domain, reason, created_at)
select case when n % 2 = 0 then 'a@gone' || n || '.example' end, case when n % 2 = 1 then 'gone' || n || '.example' end,
    'asked', now()
from generate_series(1, 50000) n;
update message_out
set state = case when id % 2 = 0 then 'sending' else 'claimed' end, claimed_by = 1, sending_at = look_at
where id in (select id from message_out where state = 'due' order by look_at, id limit 40);
analyze"""
REPORTS = """
insert into message_in (mailbox_id, folder, role, uidvalidity, uid, message_id, digest, raw, received_at, stored_at,
    state, kind, confidence, verdict, out_id)
select mailbox_id, 'JUNK', 'junk', 1, id, '<in-' || id || '@example.com>', id, '', due_at, due_at, 'read', 'bounce',
    1, '{"bounce": "hard"}', id
from message_out where id % 2 = 0;
analyze"""


@contextmanager
def loaded(postgres_url: str, size: outbox.Size, more: str) -> Iterator[str]:
    with one_database(postgres_url) as url:
        migrate(url)
        outbox.load(url, size)
        with psycopg.connect(plain_url(url), autocommit=True) as connection:
            for statement in more.split(";"):
                connection.execute(statement.encode())
        yield url


@pytest.fixture
def large(postgres_url: str) -> Iterator[str]:
    with loaded(postgres_url, outbox.Size(mailboxes=20, rows=20_000, due=200), MORE) as url:
        yield url


@pytest.fixture
def reported(postgres_url: str) -> Iterator[str]:
    with loaded(postgres_url, outbox.Size(mailboxes=200, rows=20_000, due=0), REPORTS) as url:
        yield url


def nodes(plan: Any) -> Iterator[Any]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def scans(plan: Any) -> Iterator[str]:
    """Tables that are read from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from scans(part)


def indexes(plan: Any) -> Iterator[str]:
    """Those that are read."""
    if "Index Name" in plan:
        yield plan["Index Name"]
    for part in plan.get("Plans", ()):
        yield from indexes(part)


async def test_a_turn_finds_its_rows_by_their_keys(large: str) -> None:
    database = Database(large, size=2)
    house = House(database, StillClock(outbox.BEGIN), Vault(b"k" * 32), Settings(), CountingBell(), URL)
    said: list[str] = []
    database.watch = said.append
    with psycopg.connect(plain_url(large), autocommit=True) as connection:
        claimed, sending = (
            [number for (number,) in connection.execute("select id from message_out where state = %s", [state])]
            for state in ("claimed", "sending")
        )
        await turn(house, claimed, dict.fromkeys(sending, SENT), WORKER, lambda: None)
        await database.close()
        assert connection.execute("select count(*) from message_out where claimed_by = 1").fetchone() == (0,)
        assert any("correspondent" in statement for statement in said)
        assert any("insert into activity" in statement.lower() for statement in said)
        read: dict[str, list[str]] = {}
        used: set[str] = set()
        for statement in said:
            (found,) = connection.execute(f"explain (generic_plan, format json) {statement}".encode()).fetchall()
            plan = found[0] if isinstance(found[0], list) else json.loads(found[0])
            used |= set(indexes(plan[0]["Plan"]))
            if wrong := [table for table in scans(plan[0]["Plan"]) if table in LARGE]:
                read[statement] = wrong
    assert read == {}
    assert "message_out_pkey" in used
    assert "ix_message_out_flight" not in used  # full of what passed through it a moment ago


def test_what_a_mailbox_has_in_hand_is_found_among_all_that_others_have(large: str) -> None:
    with psycopg.connect(plain_url(large)) as connection:
        connection.execute("set enable_seqscan = off")
        asked = f"explain (generic_plan, format json) {compiled(IN_HAND).text}"
        ((plan,),) = connection.execute(asked.encode()).fetchall()
    found = {node["Index Name"]: node.get("Index Cond", "") for node in nodes(plan[0]["Plan"]) if "Index Name" in node}
    assert "mailbox_id = m.id" in found["ix_message_out_flight"]


async def test_a_mailbox_is_judged_by_what_it_sent_and_got_not_by_the_reports_that_all_others_got(
    reported: str,
) -> None:
    database = Database(reported, size=2)
    asked: list[tuple[str, Any]] = []
    async with database.begin() as session:
        connection = await session.connection()
        event.listen(
            connection.sync_connection, "before_cursor_execute", lambda *said: asked.append((said[2], said[3]))
        )
        await health_of(session, [1], Policies(), outbox.BEGIN)
        judged = asked[:]
        for statement, given in judged:
            (found,) = (await connection.exec_driver_sql(f"explain (format json) {statement}", given)).one()
            assert not LARGE & set(scans(found[0]["Plan"])), statement
            used = set(indexes(found[0]["Plan"]))
            assert "message_in" not in statement or {"ix_message_in_trouble", "ix_message_in_out_id"} <= used
    await database.close()
    assert sum("message_in" in statement for statement, _ in judged) == 2
