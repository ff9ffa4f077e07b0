"""What is asked for every mail finds its rows by keys, however large the tables are."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from engine.edge.vault import Vault
from engine.flows.house import House
from engine.flows.turn import turn
from engine.settings import Settings
from engine.store.database import Database, plain_url
from engine.store.migrate import migrate
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


@pytest.fixture(scope="module")
def large(postgres_url: str) -> Iterator[str]:
    with one_database(postgres_url) as url:
        migrate(url)
        outbox.load(url, outbox.Size(mailboxes=20, rows=20_000, due=200))
        with psycopg.connect(plain_url(url), autocommit=True) as connection:
            for statement in MORE.split(";"):
                connection.execute(statement.encode())
        yield url


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
