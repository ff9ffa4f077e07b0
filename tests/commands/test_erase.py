"""`offhours erase`: it says what is kept, asks, and is done or not done, also when it is killed in between."""

import asyncio
import os
import sys

import psycopg
import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from engine.flows.people import edit_contact
from engine.store.database import plain_url
from engine.store.tables import Contact, Suppression
from offhours.cli import app
from tests.flows.test_erase import dump, says
from tests.support.api import house, migrated
from tests.support.house import Desk, desk
from tests.support.working import until

__all__ = ["desk", "house", "migrated"]


def environment(desk: Desk) -> dict[str, str]:
    return {"DATABASE_URL": desk.house.database.url, "OFFHOURS_SECRET_KEY": "k" * 32}


async def told(desk: Desk, *arguments: str, answer: str = "", exit_code: int = 0) -> str:
    run = asyncio.to_thread(CliRunner().invoke, app, [*arguments], env=environment(desk), input=answer)
    result = await run
    assert result.exit_code == exit_code, result.output
    return result.output


async def test_it_says_what_is_kept_asks_and_erases(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.round(box)
    before = await dump(desk)
    kept = "kept of them: 1 contact, 2 mails to them, 2 lines of the log"
    assert kept in await told(desk, "erase", "alex@acme.test", "--dry-run")
    assert "nothing was changed" in await told(desk, "erase", "alex@acme.test", answer="n\n", exit_code=2)
    assert await dump(desk) == before
    said = await told(desk, "erase", "Alex@acme.test", answer="y\n")
    assert kept in said
    assert "erased; never mailed from now on. Not reached from here: backups" in said
    assert await says(desk, "alex") == []
    (row,) = await desk.all(select(Suppression))
    day = row.erased_at.date()
    assert await told(desk, "why", "alex+news@acme.test") == f"alex+news@acme.test: erased on {day}, never mailed\n"
    assert "nothing is kept under this address" in await told(desk, "erase", "alex@acme.test", "--yes")


async def test_it_says_who_has_another_address_now(desk: Desk) -> None:
    await desk.round(await desk.one_contact())
    async with desk.house.database.begin() as session:
        await edit_contact(session, 1, {"email": "alex@new.test"}, desk.clock.now(), "robin")
    said = await told(desk, "erase", "alex@acme.test", "--dry-run")
    assert (
        "nothing is kept under this address\nwritten to at this address before, and not erased with it: alex@new"
        in said
    )


async def somebody_waits(desk: Desk) -> bool:
    """For a lock that the test has."""
    async with desk.house.database.begin() as session:
        waits = "select exists (select from pg_stat_activity where wait_event_type = 'Lock')"
        return bool(await session.scalar(text(waits)))


async def test_killed_in_the_middle_nothing_is_done_and_it_may_be_said_again(desk: Desk) -> None:
    box = await desk.one_contact()
    await desk.round(box)
    before = await dump(desk)
    with psycopg.connect(plain_url(desk.house.database.url)) as other:
        other.execute("lock table correspondent in exclusive mode")  # what is erased last
        command = (sys.executable, "-m", "offhours", "erase", "alex@acme.test", "--yes")
        program = await asyncio.create_subprocess_exec(*command, env=os.environ | environment(desk))
        try:
            await until(lambda: somebody_waits(desk), seconds=60)
        finally:
            program.kill()
            await program.wait()
    assert await dump(desk) == before
    assert (await desk.get(Contact, 1)).email == "alex@acme.test"
    await told(desk, "erase", "alex@acme.test", "--yes")
    assert await says(desk, "alex") == []


async def test_another_key_recognises_nobody_and_that_is_said(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    await told(desk, "erase", "alex@acme.test", "--yes")
    assert "hashed with another key" not in caplog.text
    other = environment(desk) | {"OFFHOURS_SECRET_KEY": "x" * 32}
    await asyncio.to_thread(CliRunner().invoke, app, ["why", "alex@acme.test"], env=other)
    assert "1 who were erased would not be recognised: their addresses were hashed with another key" in caplog.text
