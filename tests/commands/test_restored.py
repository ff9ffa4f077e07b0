"""`offhours restored`: whether sending is held, to hold it, and to say go."""

import asyncio

from typer.testing import CliRunner

from engine.store.tables import Mailbox, Workspace
from offhours.cli import app
from tests.support.api import house, migrated
from tests.support.house import Desk, desk

__all__ = ["desk", "house", "migrated"]


async def told(desk: Desk, *arguments: str, exit_code: int = 0) -> str:
    env = {"DATABASE_URL": desk.house.database.url, "OFFHOURS_SECRET_KEY": "k" * 32}
    result = await asyncio.to_thread(CliRunner().invoke, app, ["restored", *arguments], env=env)
    assert result.exit_code == exit_code, result.output
    return result.output.strip().splitlines()[-1]


async def test_it_tells_holds_and_lets_go(desk: Desk) -> None:
    box = await desk.one_contact()
    assert await told(desk) == "not held: mails leave from this database"
    held = await told(desk, "--hold")
    assert held.startswith("held since ")
    assert held.endswith(f"may not know all that was sent; not read since: {box.address}")
    assert await desk.dispatch(box) == []
    assert "not read since are" in await told(desk, "--go", exit_code=2)
    held_at = (await desk.get(Workspace, 1)).restored_at
    await desk.change(Mailbox, box.id, read_at=held_at)
    assert (await told(desk)).endswith("all mailboxes have been read since")
    assert await told(desk, "--go") == "not held: mails leave from this database"


async def test_to_hold_and_to_go_at_once_is_refused(desk: Desk) -> None:
    assert "contradicts --go" in await told(desk, "--hold", "--go", exit_code=2)
    assert await told(desk) == "not held: mails leave from this database"


async def test_a_restore_is_noticed_by_it_and_go_can_be_said_anyway(desk: Desk) -> None:
    await desk.one_contact()
    await desk.change(Workspace, 1, database={"tables": "1"})
    assert "its tables were made anew, from a dump" in await told(desk)
    assert await told(desk, "--go", "--anyway") == "not held: mails leave from this database"
    assert (await desk.get(Workspace, 1)).database["tables"] != "1"
