"""Browsers on a program that has a team's two weeks in its database, put back for each test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.auth import CSRF_HEADER
from engine.edge.vault import Vault
from engine.flows.house import House
from engine.rules.vocabulary import Role
from engine.settings import Settings
from engine.store.migrate import migrate
from engine.store.tables import METADATA
from tests.support.api import URL, CountingBell, Office, StillClock, database_at, empty, moved_in, numbered
from tests.support.pages_world import NOW, build
from tests.support.postgres import one_database

HTML = {"Accept": "text/html"}


def _house(url: str) -> House:
    return House(
        database=database_at(url),
        clock=StillClock(NOW),
        vault=Vault(b"k" * 32),
        settings=Settings(mail_timeout=timedelta(seconds=5)),
        bell=CountingBell(),
        public_url=URL,
    )


async def _filled(url: str) -> None:
    """Every table is kept a second time, in a schema of its own."""
    house = _house(url)
    await build(house)
    async with house.database.begin() as session:
        await session.execute(text("create schema kept"))
        for name in METADATA.tables:
            await session.execute(text(f"create table kept.{name} as table {name}"))
    await house.database.close()


async def _as_it_was(session: AsyncSession) -> None:
    """A tenth of the time that a copy of the whole database takes."""
    await empty(session)
    for table in METADATA.sorted_tables:
        await session.execute(text(f"insert into {table.name} overriding system value table kept.{table.name}"))
    highest = ", ".join(
        f"setval(pg_get_serial_sequence('{name}', 'id'), (select coalesce(max(id), 0) + 1 from {name}), false)"
        for name in numbered()
    )
    await session.execute(text(f"select {highest}"))


@pytest.fixture(scope="session")
def lived_in(postgres_url: str) -> Iterator[str]:
    """The URL of a database with a team's two weeks in it."""
    with one_database(postgres_url) as url:
        migrate(url)
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, _filled(url)).result()
        yield url


@pytest.fixture
async def busy(lived_in: str) -> AsyncIterator[Office]:
    """An office with data, as it was before other tests worked with it."""
    house = _house(lived_in)
    async with house.database.begin() as session:
        await _as_it_was(session)
    yield moved_in(house)
    await house.database.close()


class Tags(HTMLParser):
    """What a page is made of, for looking at it without a browser."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def csrf_of(text: str) -> str:
    """The token in the first form of a page."""
    return next(field["value"] or "" for field in Tags(text).named("input") if field.get("name") == "csrf")


@pytest.fixture
async def boss(busy: Office) -> AsyncIterator[httpx.AsyncClient]:
    """An administrator's browser that sends what a browser without script sends."""
    async with busy.browser(Role.ADMIN, "ann@yards.example") as client:
        del client.headers[CSRF_HEADER]
        yield client


async def press(client: httpx.AsyncClient, page: str, action: str, **form: Any) -> httpx.Response:
    """Sends a form that stands on `page`, with its token, and follows where it leads."""
    token = csrf_of((await client.get(page, headers=HTML)).text)
    headers = {**HTML, "Referer": f"{URL}{page}"}
    return await client.post(action, data={"csrf": token, **form}, headers=headers, follow_redirects=True)


async def one(office: Office, query: Any) -> Any:
    """The first by number: without an order it would be another one on another day."""
    entity = query.column_descriptions[0]["entity"]
    ordered = query if entity is None else query.order_by(col(entity.id))
    async with office.house.database.begin() as session:
        return (await session.scalars(ordered.limit(1))).first()
