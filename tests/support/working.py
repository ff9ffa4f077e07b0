"""A desk at which time passes and senders work."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import fields, replace
from datetime import timedelta

from engine.clock import FastClock
from engine.edge.bells import PostgresBell
from engine.flows.house import House
from engine.store.database import plain_url
from engine.store.tables import Mailbox
from tests.support.house import Desk
from tests.support.scripted import ScriptedImap
from workers.sender import run_sender

WINDOW = {"opens": "06:00", "quiet_from": "08:00", "quiet_until": "08:00", "closes": "08:00"}


@contextlib.asynccontextmanager
async def alive(desk: Desk, speed: float = 240.0) -> AsyncIterator[House]:
    """The desk's house with time that passes."""
    clock = FastClock.starting(desk.clock.at, speed)
    bell = PostgresBell(plain_url(desk.house.database.url))
    settings = desk.house.settings.model_copy(
        update={"tick": timedelta(seconds=30), "smallest_pause": timedelta(milliseconds=10)}
    )
    yield replace(desk.house, clock=clock, bell=bell, settings=settings)
    await bell.close()


@contextlib.asynccontextmanager
async def working(house: House, count: int = 1) -> AsyncIterator[None]:
    stop = asyncio.Event()
    senders = [asyncio.create_task(run_sender(house, stop)) for _ in range(count)]
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(10):
            await asyncio.gather(*senders)


async def until(true: Callable, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not await true():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 0.05)


async def campaign_of(desk: Desk, people: int, port: int, boxes: int = 1) -> list[Mailbox]:
    made = [
        await desk.mailbox(address=f"robin{number}@example.com", smtp=port, window=WINDOW, daily_cap=25)
        for number in range(boxes)
    ]
    for number in range(people):
        await desk.person(f"p{number}@company{number}.test")
    await desk.campaign(*made, steps=(0,))
    return made


def patient(house: House) -> House:
    """It waits longer for a server than any test does for it."""
    return replace(house, settings=house.settings.model_copy(update={"mail_timeout": timedelta(minutes=2)}))


async def asked(imap: ScriptedImap, times: int = 1) -> bool:
    return imap.connections >= times


async def cut(desk: Desk) -> None:
    """Every connection to the database is ended by the server."""
    async with await desk.house.database.connect() as other:
        await other.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )


class Broken(House):
    """Its bell meets a fault of the program, once."""

    def __post_init__(self) -> None:
        self.__dict__["rung"] = self.bell
        self.__dict__["bell"] = self

    def listen(self, topic: str) -> AbstractAsyncContextManager[asyncio.Event]:
        self.__dict__["bell"] = self.__dict__["rung"]
        raise TypeError("nobody thought of this")


def broken(house: House) -> House:
    return Broken(**{one.name: getattr(house, one.name) for one in fields(house)})
