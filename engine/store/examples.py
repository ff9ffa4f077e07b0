"""What people have corrected, as labelled examples: what a reader could learn from."""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlmodel import col

from engine.rules.reading.language import guess_language
from engine.rules.vocabulary import Kind
from engine.store.copies import IS_COPY
from engine.store.database import Database
from engine.store.tables import MessageIn


@dataclass(frozen=True)
class Example:
    """`text` are the new words of the mail; `kind` is what a person said it is, `read_kind` what the program had."""

    text: str
    kind: Kind
    read_kind: Kind | None
    language: str


async def examples(database: Database) -> AsyncIterator[Example]:
    """The oldest first, however many. A correction that agrees with what was read is one, too."""
    query = (
        select(col(MessageIn.text), col(MessageIn.kind), col(MessageIn.read_kind))
        .where(col(MessageIn.corrected_by) != "", col(MessageIn.text) != "", col(MessageIn.kind).is_not(None), ~IS_COPY)
        .order_by(col(MessageIn.id))
    )
    async with database.begin() as session:
        async for text, kind, read_kind in await session.stream(query):
            assert kind is not None
            yield Example(text, kind, read_kind, guess_language(text))


async def lines(database: Database) -> AsyncIterator[str]:
    async for example in examples(database):
        yield json.dumps(asdict(example), ensure_ascii=False) + "\n"
