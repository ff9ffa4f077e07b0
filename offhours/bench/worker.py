"""One sender in a process of its own, as `offhours sender` runs it, but in the bench's time."""

import asyncio
import cProfile
import gc
import logging
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import event

from engine.clock import FastClock
from engine.flows.house import House
from engine.settings import Settings
from offhours import parts
from offhours.bench.helper import deaf_to_interrupts, until_told
from workers.sender import run_sender


@dataclass(frozen=True)
class Given:
    """`profile` is the file that gets what cProfile saw; None: it does not look."""

    settings: Settings
    profile: Path | None = None


class Statements:
    """How often each statement was executed, by its text."""

    def __init__(self, house: House) -> None:
        self.counts: dict[str, int] = {}
        self._engine = house.database.engine.sync_engine
        event.listen(self._engine, "before_cursor_execute", self._from_engine)
        house.database.watch = self._count

    def close(self) -> None:
        event.remove(self._engine, "before_cursor_execute", self._from_engine)

    def _from_engine(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        self._count(statement)

    def _count(self, statement: str) -> None:
        self.counts[statement] = self.counts.get(statement, 0) + 1

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def main(pipe: Connection, given: Given) -> None:
    """The helper process: says that it is loaded, gets its clock, sends until told, says what it executed."""
    deaf_to_interrupts()
    parts.talk(logging.WARNING)
    pipe.send("loaded")
    clock: FastClock = pipe.recv()
    if given.profile is None:
        counts = asyncio.run(_work(pipe, given, clock))
    else:
        with cProfile.Profile() as seen:
            counts = asyncio.run(_work(pipe, given, clock))
        seen.dump_stats(given.profile)
    pipe.send(counts)


async def _work(pipe: Connection, given: Given, clock: FastClock) -> dict[str, int]:
    async with parts.build(given.settings, clock) as house:
        statements = Statements(house)
        gc.freeze()  # as after the first minute of a long life: what was loaded is not looked through again

        async def told(_: House, stop: asyncio.Event) -> None:
            waiting = asyncio.create_task(until_told(pipe))
            stopped = asyncio.create_task(stop.wait())
            await asyncio.wait({waiting, stopped}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            stopped.cancel()

        await parts.run(house, asyncio.Event(), run_sender, told)
        return statements.counts
