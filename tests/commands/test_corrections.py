"""`offhours corrections`: what people have corrected is taken along, and teaches the reader."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlmodel import col
from typer.testing import CliRunner

from engine.errors import Invalid
from engine.rules.reading import leaning
from engine.rules.vocabulary import Kind
from engine.store.database import Database
from engine.store.tables import MessageIn
from offhours.cli import app
from offhours.reader import use_weights
from tests.support.pages import lived_in

__all__ = ["lived_in"]

WORDS = "Grumbleflax the quorble, thistlewick."
"""Words that no answer has: what they mean can only have been learned."""


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    leaning.use(leaning.SHIPPED)


def run(url: str, *words: str) -> Result:
    env = {"DATABASE_URL": url, "OFFHOURS_SECRET_KEY": "k" * 32}
    return CliRunner().invoke(app, ["corrections", *words], env=env)


async def _correct(url: str) -> None:
    database = Database(url)
    async with database.begin() as session:
        row = (await session.scalars(select(MessageIn).where(col(MessageIn.text) != "").limit(1))).one()
        row.text, row.kind, row.read_kind, row.corrected_by = WORDS, Kind.ALREADY_CUSTOMER, Kind.OTHER, "robin"
    await database.close()


def test_a_correction_is_exported_and_learned(lived_in: str, tmp_path: Path) -> None:
    asyncio.run(_correct(lived_in))
    exported = [json.loads(line) for line in run(lived_in, "export").stdout.splitlines()]
    assert {"text": WORDS, "kind": "already_customer", "read_kind": "other"}.items() <= exported[-1].items() or any(
        one["text"] == WORDS for one in exported
    )
    file = tmp_path / "learned.weights"
    file.touch(mode=0o644)
    told = run(lived_in, "train", "--out", str(file))
    assert told.exit_code == 0, told.output
    assert "corrections learned into" in told.output
    assert file.stat().st_mode & 0o77 == 0
    before = leaning.lean(WORDS)
    use_weights(str(file))
    after = leaning.lean(WORDS)
    assert max(after, key=after.__getitem__) is Kind.ALREADY_CUSTOMER
    assert after[Kind.ALREADY_CUSTOMER] > before[Kind.ALREADY_CUSTOMER]


@pytest.mark.parametrize("content", [None, b"no weights"])
def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "learned.weights"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        use_weights(str(file))
    assert refused.value.field == "OFFHOURS_WEIGHTS"
    assert leaning.in_use() == leaning.SHIPPED
