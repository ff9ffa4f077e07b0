"""What the parts of the program share, as the settings say."""

import asyncio
import gc
from pathlib import Path

import pytest
from pydantic import SecretStr

from engine.flows.house import House
from engine.flows.letter import opt_out_link
from engine.settings import Settings
from offhours import parts


@pytest.mark.parametrize(
    ("public", "begins"),
    [
        pytest.param("", "", id="nobody has said where we are reached"),
        pytest.param("https://mail.example.com/", "https://mail.example.com/o/", id="somebody has"),
    ],
)
async def test_mails_lead_to_an_opt_out_page_that_recipients_reach(
    migrated: str, tmp_path: Path, public: str, begins: str
) -> None:
    given = Settings(database_url=migrated, secret_key=SecretStr("s" * 32), data_dir=tmp_path, public_url=public)
    async with parts.build(given) as house:
        link = opt_out_link(house, "alex@acme.test")
    assert link.startswith(begins)
    assert bool(link) is bool(begins)


async def test_garbage_is_looked_for_seldom_while_parts_run(migrated: str, tmp_path: Path) -> None:
    """A batch of mails makes thousands of objects that are gone with it."""
    seen: list[int] = []

    async def part(house: House, stop: asyncio.Event) -> None:
        seen.append(gc.get_threshold()[0])

    before = gc.get_threshold()
    given = Settings(database_url=migrated, secret_key=SecretStr("s" * 32), data_dir=tmp_path)
    async with parts.build(given) as house:
        await parts.run(house, asyncio.Event(), part)
    assert seen == [parts.SELDOM]
    assert before[0] < parts.SELDOM
    assert gc.get_threshold() == before
