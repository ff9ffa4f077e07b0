"""Browsers on a program that has a team's two weeks in its database, copied for each test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html.parser import HTMLParser

import httpx
import pytest

from api.app import create_app
from engine.edge.vault import Vault
from engine.flows.house import House
from engine.settings import Settings
from engine.store.database import Database
from engine.store.migrate import migrate
from tests.support.api import URL, CountingBell, Office, StillClock
from tests.support.pages_world import NOW, build
from tests.support.postgres import one_database, template_database

HTML = {"Accept": "text/html"}


def _house(url: str) -> House:
    return House(
        database=Database(url, size=4),
        clock=StillClock(NOW),
        vault=Vault(b"k" * 32),
        settings=Settings(mail_timeout=timedelta(seconds=5)),
        bell=CountingBell(),
        public_url=URL,
    )


def _fill(url: str) -> None:
    migrate(url)

    async def filled() -> None:
        house = _house(url)
        await build(house)
        await house.database.close()

    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, filled()).result()


@pytest.fixture(scope="session")
def lived_in(postgres_url: str) -> Iterator[str]:
    """The name of a database with a team's two weeks in it."""
    with template_database(postgres_url, _fill) as name:
        yield name


@pytest.fixture
async def busy(postgres_url: str, lived_in: str) -> AsyncIterator[Office]:
    """An office with data."""
    with one_database(postgres_url, template=lived_in) as url:
        house = _house(url)
        yield Office(house, httpx.ASGITransport(create_app(house)))
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
