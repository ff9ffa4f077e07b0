"""Bells: they wake a worker after a commit. The database is the ledger; a lost ring costs a tick, never a mail."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import psycopg
from arq.connections import ArqRedis, RedisSettings, create_pool
from arq.worker import Worker, func
from redis.exceptions import RedisError

from engine.errors import Invalid

log = logging.getLogger(__name__)

CHANNEL = "offhours"
AGAIN = 1.0
"""Seconds of machine time before a lost connection is opened anew."""
WITHIN = 2.0
"""Seconds of machine time for a ring: a server that neither answers nor hangs up is away too."""


class PostgresBell:
    """LISTEN/NOTIFY: reaches every process on the same database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._ringing: psycopg.AsyncConnection[Any] | None = None
        self._lock = asyncio.Lock()

    async def ring(self, topic: str) -> None:
        async with self._lock:
            try:
                async with asyncio.timeout(WITHIN):
                    if self._ringing is None or self._ringing.closed:
                        self._ringing = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
                    await self._ringing.execute("select pg_notify(%s, %s)", (CHANNEL, topic))
            except (psycopg.OperationalError, TimeoutError) as lost:
                log.warning("bell not rung: %r", lost)
                await self.close()

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[asyncio.Event]:
        """An event that is set at every ring; whoever waits for it clears it."""
        event = asyncio.Event()
        async with _background(self._hear(topic, event)):
            yield event

    async def _hear(self, topic: str, event: asyncio.Event) -> None:
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"listen {CHANNEL}")
                    event.set()  # whatever was rung while nobody listened
                    async for notice in connection.notifies():
                        if notice.payload == topic:
                            event.set()
            await _pause(AGAIN)

    async def close(self) -> None:
        ringing, self._ringing = self._ringing, None
        if ringing is not None:
            await ringing.close()


class ArqBell:
    """arq on Redis, used for what it can do: a job that says "look now". It never owns a send.

    One job per topic at most is queued: the job's id is its topic, and no result is kept that would block the next. One
    worker takes it and tells the others, for each has only its share of what is due.
    """

    def __init__(self, redis_url: str) -> None:
        self._settings = _settings(redis_url)
        self._pool: ArqRedis | None = None

    async def ring(self, topic: str) -> None:
        try:
            async with asyncio.timeout(WITHIN):
                pool = await self._redis()
                await pool.enqueue_job("look", topic, _job_id=f"look:{topic}", _queue_name=_queue(topic))
        except (RedisError, OSError) as lost:
            log.warning("bell not rung: %r", lost)
            await self.close()

    async def _redis(self) -> ArqRedis:
        if self._pool is None:
            self._pool = await create_pool(self._settings, job_serializer=_pack, job_deserializer=_unpack)
        return self._pool

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[asyncio.Event]:
        event = asyncio.Event()
        async with _background(self._hear(topic, event)):
            yield event

    async def _hear(self, topic: str, event: asyncio.Event) -> None:
        """arq's worker ends when Redis is away; then it is started again, and the tick goes on meanwhile."""
        told = ""

        async def look(ctx: dict[str, Any], *args: Any, **kwargs: Any) -> None:
            """The job itself; what it is for comes when it is over."""

        async def over(ctx: dict[str, Any]) -> None:
            nonlocal told
            told = ""
            event.set()  # its id is free again: whatever is rung from now on is a new job, and none is lost between
            with contextlib.suppress(RedisError, OSError):
                await ctx["redis"].publish(_queue(topic), b"")

        while True:
            try:
                async with _pool(self._settings) as pool, _background(_hear_of(pool, topic, event)):
                    worker = Worker(
                        functions=[func(look, name="look", keep_result=0)],
                        redis_pool=pool,
                        queue_name=_queue(topic),
                        after_job_end=over,
                        handle_signals=False,
                        job_serializer=_pack,
                        job_deserializer=_unpack,
                        job_completion_wait=0,
                        poll_delay=0.05,
                    )
                    try:
                        await worker.async_run()
                    finally:
                        await _end(worker)
            except (RedisError, OSError) as lost:
                if told != str(lost):  # once, not each second of the hours that it may be away
                    log.warning("Redis is away, each tick is looked all the same: %s", lost)
                told = str(lost)
            await _pause(AGAIN)

    async def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await _close(pool)


def _settings(url: str) -> RedisSettings:
    """arq takes no slash at the end, and name and password as they are: in an address both are quoted (RFC 3986)."""
    try:
        read = RedisSettings.from_dsn(url.rstrip("/"))
    except ValueError as wrong:
        raise Invalid(
            f"is no address of a Redis ({wrong}).",
            field="REDIS_URL",
            remedy="Write it like redis://name:password@host:6379/0; signs of a password like @ and / as %40 and %2F.",
        ) from wrong
    name, password = (said and unquote(said) for said in (read.username, read.password))
    return replace(read, username=name, password=password, conn_retries=0)


async def _hear_of(pool: ArqRedis, topic: str, event: asyncio.Event) -> None:
    """Of the jobs that others took. When Redis goes away the worker ends, and both begin anew."""
    with contextlib.suppress(RedisError, OSError):
        async with pool.pubsub(ignore_subscribe_messages=True) as others:
            await others.subscribe(_queue(topic))
            async for _ in others.listen():
                event.set()


@asynccontextmanager
async def _pool(settings: RedisSettings) -> AsyncIterator[ArqRedis]:
    pool = await create_pool(settings, job_serializer=_pack, job_deserializer=_unpack)
    try:
        yield pool
    finally:
        await _close(pool)


async def _close(pool: ArqRedis) -> None:
    with contextlib.suppress(RedisError, OSError):
        await pool.aclose(close_connection_pool=True)


async def _end(worker: Worker) -> None:
    """In place of arq's own close, which talks to a server that may be away and leaves broken jobs behind."""
    jobs = list(worker.tasks.values())
    for job in jobs:
        job.cancel()
    await asyncio.gather(*jobs, return_exceptions=True)


def _queue(topic: str) -> str:
    return f"offhours:{topic}"


def _pack(job: dict[str, Any]) -> bytes:
    return json.dumps(job).encode()


def _unpack(raw: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(raw)
    return found


@asynccontextmanager
async def _background(work: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _pause(seconds: float) -> None:
    """Machine time: it is a server that is away, whatever the clock says."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)
