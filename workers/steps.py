"""Whether the clock was set forward: then less time has passed than it says, and a server may still take a mail."""

import asyncio
from datetime import datetime, timedelta

from engine.clock import Clock

SMALLEST = timedelta(minutes=1)
"""A step that matters; a machine that slept looks like one, too."""


class Steps:
    """Compares the clock with the machine's steady time, from one look to the next."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen = self._both()
        self._latest: datetime | None = None

    def latest(self) -> datetime | None:
        """What the clock said when a step was last noticed; None: it was not."""
        (at, steady, speed), (before, steadily, known) = self._both(), self._seen
        self._seen = (at, steady, speed)
        passed = timedelta(seconds=(steady - steadily) * speed)
        if speed == known and at - before - passed > SMALLEST:
            self._latest = at
        return self._latest

    def _both(self) -> tuple[datetime, float, float]:
        return self._clock.now(), asyncio.get_running_loop().time(), self._clock.speed
