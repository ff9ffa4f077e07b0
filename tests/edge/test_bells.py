"""Bells wake whoever listens; a server that is away costs a moment and no work."""

import asyncio
import contextlib
import signal
import socket
import subprocess
from collections.abc import AsyncIterator

import psycopg
import pytest

from engine.edge import bells
from engine.edge.bells import ArqBell, PostgresBell
from engine.errors import Invalid
from engine.store.database import plain_url
from tests.support.postgres import database_url, postgres_url  # noqa: F401
from tests.support.servers import free_port, redis_server, wait_for_port


@pytest.fixture(params=["postgres", "arq"])
async def bell(request: pytest.FixtureRequest) -> AsyncIterator[PostgresBell | ArqBell]:
    if request.param == "postgres":
        made = PostgresBell(plain_url(request.getfixturevalue("database_url")))
        yield made
        await made.close()
        return
    with redis_server() as url:
        if url is None:
            pytest.skip("no redis-server here")
        made = ArqBell(url)
        yield made
        await made.close()


async def heard(event: asyncio.Event, seconds: float = 5) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    event.clear()
    return True


async def ring_until_heard(bell: PostgresBell | ArqBell, event: asyncio.Event, topic: str = "send") -> bool:
    """A bell takes a moment to hang."""
    for _ in range(60):
        await bell.ring(topic)
        if await heard(event, 0.1):
            while await heard(event, 0.3):
                pass  # the rings that were on their way
            return True
    return False


async def test_a_ring_wakes_who_listens_to_its_topic_again_and_again(bell: PostgresBell | ArqBell) -> None:
    async with bell.listen("send") as sending, bell.listen("read") as reading:
        assert await ring_until_heard(bell, sending)
        assert await ring_until_heard(bell, reading, "read")
        for _ in range(3):
            sending.clear()
            reading.clear()
            await bell.ring("send")
            assert await heard(sending)
            assert not reading.is_set()


async def test_one_ring_wakes_all_who_listen(bell: PostgresBell | ArqBell) -> None:
    async with bell.listen("send") as first, bell.listen("send") as second, bell.listen("send") as third:
        for event in (first, second, third):
            assert await ring_until_heard(bell, event)
        for _ in range(3):
            while await heard(first, 0.3) or await heard(second, 0.3) or await heard(third, 0.3):
                pass
            await bell.ring("send")
            assert all([await heard(event) for event in (first, second, third)])


async def test_many_rings_are_one_call_to_look(bell: PostgresBell | ArqBell) -> None:
    async with bell.listen("send") as event:
        assert await ring_until_heard(bell, event)
        await asyncio.gather(*[bell.ring("send") for _ in range(50)])
        assert await heard(event)


async def test_nobody_needs_to_listen(bell: PostgresBell | ArqBell) -> None:
    await bell.ring("send")


async def test_a_server_that_is_away_does_not_stop_who_rings() -> None:
    port = free_port()
    for made in (PostgresBell(f"postgresql://nobody@127.0.0.1:{port}/x"), ArqBell(f"redis://127.0.0.1:{port}/0")):
        async with made.listen("send"):
            await made.ring("send")
        await made.close()


async def test_a_redis_that_stays_away_is_told_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bells, "AGAIN", 0.05)
    came = asyncio.Semaphore(0)

    async def turn_away(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        came.release()

    async with await asyncio.start_server(turn_away, "127.0.0.1", 0) as server:
        bell = ArqBell(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
        async with bell.listen("send"), asyncio.timeout(20):
            for _ in range(8):
                await came.acquire()
        await bell.close()
    (told,) = caplog.records
    assert "Redis is away" in told.message


async def test_a_server_that_neither_answers_nor_hangs_up_does_not_stop_who_rings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bells, "WITHIN", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        for made in (PostgresBell(f"postgresql://nobody@127.0.0.1:{port}/x"), ArqBell(f"redis://127.0.0.1:{port}/0")):
            async with asyncio.timeout(5):
                async with made.listen("send"):
                    await made.ring("send")
                    await made.ring("send")
                await made.close()


async def test_a_redis_that_is_stopped_and_goes_on_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "WITHIN", 0.2)
    port = free_port()
    bell = ArqBell(f"redis://127.0.0.1:{port}/0")
    with redis_at(port) as redis:
        async with bell.listen("send") as event:
            assert await ring_until_heard(bell, event)
            redis.send_signal(signal.SIGSTOP)
            async with asyncio.timeout(5):
                await bell.ring("send")
            redis.send_signal(signal.SIGCONT)
            event.clear()
            assert await ring_until_heard(bell, event)
        await bell.close()


@pytest.mark.parametrize("end", ["", "/", "/0", "/3/"])
async def test_a_redis_is_reached_by_its_address_as_it_is_usually_written(end: str) -> None:
    port = free_port()
    with redis_at(port, "--requirepass", "p@ss/w#rd"):
        bell = ArqBell(f"redis://default:p%40ss%2Fw%23rd@127.0.0.1:{port}{end}")
        async with bell.listen("send") as event:
            assert await ring_until_heard(bell, event)
        await bell.close()


@pytest.mark.parametrize("url", ["redis://localhost:many", "redis://localhost:6379/first", "redis://localhost:99999"])
def test_an_address_that_is_none_is_refused_by_name(url: str) -> None:
    with pytest.raises(Invalid, match="REDIS_URL: is no address of a Redis"):
        ArqBell(url)


async def test_connections_of_the_postgres_bell_that_are_cut_are_made_anew(database_url: str) -> None:  # noqa: F811
    bell = PostgresBell(plain_url(database_url))
    async with bell.listen("send") as event:
        assert await ring_until_heard(bell, event)
        with psycopg.connect(plain_url(database_url), autocommit=True) as other:
            other.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                          " and datname = current_database()")  # fmt: skip
        assert await ring_until_heard(bell, event)
    await bell.close()


@contextlib.contextmanager
def redis_at(port: int, *options: str):
    with redis_server() as url:
        if url is None:
            pytest.skip("no redis-server here")
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", *options],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port, process)
        yield process
    finally:
        process.kill()
        process.wait()


async def test_a_redis_that_was_lost_and_is_back_rings_again() -> None:
    port = free_port()
    bell = ArqBell(f"redis://127.0.0.1:{port}/0")
    with redis_at(port):
        listening = bell.listen("send")
        event = await listening.__aenter__()
        assert await ring_until_heard(bell, event)
    await bell.ring("send")
    with redis_at(port):
        assert await ring_until_heard(bell, event)
        await listening.__aexit__(None, None, None)
        await bell.close()
