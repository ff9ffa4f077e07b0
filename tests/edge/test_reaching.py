"""A host with several addresses."""

import asyncio
import socket
import time
from collections.abc import Iterator

import pytest

from engine.edge.reaching import first_of, reach

HOST = "127.0.0.1"


def place(port: int) -> tuple[int, int, int, str, tuple[str, int]]:
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (HOST, port))


@pytest.fixture
def silent() -> Iterator[int]:
    """A port from which no answer comes, not even a no: its queue is full."""
    with socket.socket() as full:
        full.bind((HOST, 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(8)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        yield full.getsockname()[1]
        for one in waiting:
            one.close()


async def test_an_address_that_says_nothing_takes_no_time_from_the_next(silent: int) -> None:
    with socket.create_server((HOST, 0)) as good:
        began = time.monotonic()
        async with asyncio.timeout(10):
            reached = await first_of([place(silent), place(good.getsockname()[1])])
        with reached:
            assert reached.getpeername() == good.getsockname()
    assert time.monotonic() - began < 5


async def test_a_host_that_refuses_at_each_address_refuses() -> None:
    with socket.create_server((HOST, 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        await reach(HOST, port)
