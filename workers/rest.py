"""How workers wait: for a while of the clock's time, a bell, or the word to stop, whichever comes first."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from engine.flows.house import House

T = TypeVar("T")


async def rest(house: House, length: timedelta, *events: asyncio.Event) -> None:
    """At least `smallest_pause` of machine time, so that a fast clock does not become a busy loop."""
    least = house.settings.smallest_pause * house.clock.speed
    await until(house, max(length, least), *events)


async def until(house: House, length: timedelta, *events: asyncio.Event) -> None:
    """Exactly `length` of the clock's time, or until one of the events."""
    waits: list[asyncio.Task[Any]] = [asyncio.create_task(event.wait()) for event in events]
    waits.append(asyncio.create_task(house.clock.sleep(length)))
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waits:
            task.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What comes of it; None when it was given up (cancelled) because we were told to stop first."""
    doing, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        if not doing.done():
            doing.cancel()
        await asyncio.gather(doing, stopping, return_exceptions=True)
    return None if doing.cancelled() else doing.result()
