"""The connection to the ledger. One transaction per `async with database.begin()`."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import psycopg
from sqlalchemy import orm
from sqlalchemy.ext import asyncio as sqlalchemy
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.pipeline import Bare, Pipeline, Watch

os.environ["PGTZ"] = "UTC"
"""The server tells times, and which day one is of, in the zone of the connection, else in its own: Debian's is its
machine's. libpq asks for this one with its first words, which poolers know, too.
"""
PSYCOPG = "postgresql+psycopg://"
ERASURE_KEYS = "erasure keys"


def driver_url(url: str) -> str:
    """Any usual PostgreSQL URL, with our driver named for SQLAlchemy."""
    for scheme in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(scheme):
            return PSYCOPG + url.removeprefix(scheme)
    return url


def plain_url(url: str) -> str:
    """The same without the driver, as PostgreSQL's own tools and psycopg want it."""
    return "postgresql://" + driver_url(url).removeprefix(PSYCOPG)


SERVERS = ("tcp_keepalives_idle=30", "tcp_keepalives_interval=10", "tcp_keepalives_count=3", "tcp_user_timeout=60000")
LIMITS = {
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "options": "\t".join(f"-c{one}" for one in SERVERS),  # a space would become a plus where a URL is written anew
}
"""A minute until one side takes the other, of which nothing is heard, for gone, where systems wait for hours: by then
the server has let go of a lost worker's locks, and the worker of its connection. An URL that says otherwise has its
way; on a local socket none of it means anything.
"""
QUEUE = 120
"""Seconds somebody waits for a free connection, in the order they came: a poller that begins with a thousand mailboxes
has a long queue, which gets nowhere when whoever waits gives up and comes again."""


def _limited(url: str) -> str:
    given = parse_qs(urlsplit(url).query, keep_blank_values=True)
    more = urlencode({name: value for name, value in LIMITS.items() if name not in given}, quote_via=quote)
    return f"{url}{'&' if given else '?'}{more}" if more else url


class LedgerSession(AsyncSession):
    """SQLModel's, whose `execute` warns that `exec` may be wanted: here `execute` is, for rows of several columns."""

    sync_session_class = orm.Session  # type: ignore[assignment] # without exec, which nobody here calls
    execute = sqlalchemy.AsyncSession.execute


class Database:
    """A pool of connections. `size` bounds them; a laptop needs few. `folder`: where the server that comes along has
    its files (engine.store.embedded), "": another one."""

    def __init__(self, url: str, *, size: int = 10, folder: str = "") -> None:
        self.folder = folder
        self.url = _limited(driver_url(url))
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            pool_size=size,
            max_overflow=size,
            pool_timeout=QUEUE,
            pool_pre_ping=True,
            hide_parameters=True,  # errors are logged and shown: with people's mails in them they would be, too
        )
        self._sessions = async_sessionmaker(self.engine, class_=LedgerSession, expire_on_commit=False)
        self._spare: list[Bare] = []
        self.recognise(())
        self.watch: Watch | None = None

    def recognise(self, keys: Sequence[bytes]) -> None:
        """Every session knows with which keys addresses of people who were erased are hashed, the current one first."""
        self._sessions.configure(info={ERASURE_KEYS: tuple(keys)})

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session in a transaction: committed at the end, rolled back on any error."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def pipeline(self) -> AsyncIterator[Pipeline]:
        """A transaction in libpq's pipeline: committed at the end; on any error its connection is closed, which rolls
        it back. Whoever needs one at the same time as others has a connection beside the pool, kept for the next.
        """
        bare = await self._bare()
        try:
            pipeline = Pipeline(bare, self.watch)
            yield pipeline
            await pipeline.commit()
        except BaseException:
            await bare.close()
            raise
        self._spare.append(bare)

    async def _bare(self) -> Bare:
        while self._spare:
            bare = self._spare.pop()
            if not bare.lost:
                return bare
            await bare.close()
        return await Bare.of(await self.connect())

    async def connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        """A connection of its own, outside the pool: for advisory locks and LISTEN, which belong to a session."""
        return await psycopg.AsyncConnection.connect(plain_url(self.url), autocommit=True)

    async def close(self) -> None:
        while self._spare:
            await self._spare.pop().close()
        await self.engine.dispose()
