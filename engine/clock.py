"""The one clock. Nothing else in the project reads the time or sleeps; the linter holds us to it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time to flows, workers and the API. Times are aware and in UTC.

    `speed` is how many of its seconds pass in one second of the machine.
    """

    @property
    def speed(self) -> float: ...

    def now(self) -> datetime: ...

    async def sleep(self, length: timedelta) -> None: ...


class SystemClock:
    """The machine's own time."""

    speed = 1.0

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, length: timedelta) -> None:
        await asyncio.sleep(max(0.0, length.total_seconds()))


@dataclass(frozen=True)
class FastClock:
    """Time that runs `speed` times as fast as the machine's from a fixed pair of moments.

    Two processes with the same three values agree on the time, and a process that was killed and comes back
    with them finds that time has simply gone on.
    """

    real: datetime
    virtual: datetime
    speed: float

    def now(self) -> datetime:
        return self.virtual + (datetime.now(UTC) - self.real) * self.speed

    async def sleep(self, length: timedelta) -> None:
        await asyncio.sleep(max(0.0, length.total_seconds() / self.speed))

    @classmethod
    def starting(cls, virtual: datetime, speed: float) -> "FastClock":
        """Shows `virtual` at this moment."""
        return cls(datetime.now(UTC), virtual, speed)

    @classmethod
    def resumed(cls, real: datetime, virtual: datetime, speed: float, *, most: timedelta) -> "FastClock":
        """Goes on from a mark; of the machine time since then at most `most` counts."""
        passed = min(max(datetime.now(UTC) - real, timedelta()), most)
        return cls.starting(virtual + passed * speed, speed)

    def anchored(self) -> "FastClock":
        """The same time, told from this moment on."""
        return self.starting(self.now(), self.speed)

    def at_speed(self, speed: float) -> "FastClock":
        return self.starting(self.now(), speed)
