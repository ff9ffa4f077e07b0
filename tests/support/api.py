"""The web program in a test: its own database, a clock that tests move, and browsers and keys that talk to it.

A conftest imports the fixtures it wants by name.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

import httpx
import pytest
from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.app import create_app
from api.auth import CSRF_HEADER
from engine.edge.vault import Vault
from engine.flows.attempts import Attempts
from engine.flows.house import House
from engine.flows.keys import Scope, make_key
from engine.flows.sign_in import make_link
from engine.rules.vocabulary import Role
from engine.settings import Settings
from engine.store.database import Database
from engine.store.migrate import migrate
from engine.store.tables import METADATA, User, Workspace
from tests.support.postgres import one_database

TUESDAY = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
"""A working day, within the method's window in UTC."""
URL = "http://offhours.test"


@dataclass
class StillClock:
    """Stands still until a test moves it."""

    at: datetime = TUESDAY
    speed: float = 1.0

    def now(self) -> datetime:
        return self.at

    async def sleep(self, length: timedelta) -> None:
        self.at += length


@dataclass
class CountingBell:
    rings: list[str] = field(default_factory=list)

    async def ring(self, topic: str) -> None:
        self.rings.append(topic)


@pytest.fixture(scope="session")
def migrated(postgres_url: str) -> Iterator[str]:
    """A database with all tables. Tests empty it before they begin: a tenth of the time of a copy for each."""
    with one_database(postgres_url) as url:
        migrate(url)
        yield url


def numbered() -> list[str]:
    """The tables whose rows the database numbers."""
    return [name for name, table in METADATA.tables.items() if "id" in table.columns and name != "workspace"]


async def empty(session: AsyncSession) -> None:
    """Deleting from small tables takes a tenth of the time of truncating them. The log lets nobody delete."""
    await session.execute(text("truncate activity"))
    for table in reversed(METADATA.sorted_tables):
        if table.name != "activity":
            await session.execute(table.delete())
    restart = ", ".join(f"setval(pg_get_serial_sequence('{name}', 'id'), 1, false)" for name in numbered())
    await session.execute(text(f"select {restart}"))


@cache
def database_at(url: str) -> Database:
    """The same for every test, so that each statement is compiled once. Closing it at the end of a test, with the
    event loop it was used in, leaves it as new (SQLAlchemy: dispose, then use again)."""
    return Database(url, size=4)


@pytest.fixture
async def house(migrated: str) -> AsyncIterator[House]:
    database = database_at(migrated)
    async with database.begin() as session:
        await empty(session)
        session.add(Workspace(created_at=TUESDAY))
    yield House(
        database=database,
        clock=StillClock(),
        vault=Vault(b"k" * 32),
        settings=Settings(mail_timeout=timedelta(seconds=5)),
        bell=CountingBell(),
        public_url=URL,
    )
    await database.close()


@dataclass
class Office:
    """Opens browsers and keys for people of any role; each person is made when first named."""

    house: House
    transport: httpx.ASGITransport

    async def user(self, role: Role = Role.ADMIN, email: str = "") -> User:
        address = email or f"{role.value}@example.com"
        async with self.house.database.begin() as session:
            user = (await session.scalars(select(User).where(col(User.email) == address))).one_or_none()
            if user is None:
                user = User(email=address, name=address.partition("@")[0], role=role, created_at=self.house.clock.now())
                session.add(user)
                await session.flush()
        return user

    @asynccontextmanager
    async def browser(self, role: Role = Role.ADMIN, email: str = "") -> AsyncIterator[httpx.AsyncClient]:
        """Signed in, sending the CSRF token."""
        user = await self.user(role, email)
        async with self.house.database.begin() as session:
            token = await make_link(session, user, self.house.clock.now())
        async with self.stranger() as client:
            answer = await client.post("/api/v1/sign-in/link", json={"token": token})
            assert answer.status_code == 200, answer.text
            client.headers[CSRF_HEADER] = answer.json()["csrf"]
            yield client

    @asynccontextmanager
    async def key(self, *scopes: Scope, role: Role = Role.ADMIN) -> AsyncIterator[httpx.AsyncClient]:
        user = await self.user(role)
        async with self.house.database.begin() as session:
            made = await make_key(session, user, "test", set(scopes), self.house.clock.now(), "test")
        async with self.stranger() as client:
            client.headers["Authorization"] = f"Bearer {made.secret}"
            yield client

    @asynccontextmanager
    async def stranger(self) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(transport=self.transport, base_url=URL) as client:
            yield client


_program = cache(create_app)


def moved_in(house: House) -> Office:
    """The program with this house in it. It is made once for all tests: half of what a test cost was that
    FastAPI works out an endpoint anew in every app that is asked for it."""
    app = _program(None)  # type: ignore[arg-type]
    app.state.house = house
    app.state.attempts = Attempts()
    return Office(house, httpx.ASGITransport(app))


@pytest.fixture
async def office(house: House) -> Office:
    return moved_in(house)


@pytest.fixture
async def admin(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with office.browser() as client:
        yield client


@pytest.fixture
async def rep(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with office.browser(Role.REP) as client:
        yield client


@pytest.fixture
async def stranger(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    async with office.stranger() as client:
        yield client
