"""The demo's clock: fast, and going on where it stood when the program is stopped or killed and started again."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from engine.clock import FastClock

LONGEST_GAP = timedelta(seconds=10)
"""Machine time that still counts as having passed while the program was away."""
LONGEST_NAP = timedelta(milliseconds=100)
"""Machine time after which a sleeper looks at the clock again."""
SAVED_EVERY = timedelta(milliseconds=500)
"""Machine time between two marks; less than LONGEST_GAP, so time never runs backwards after a kill."""


@dataclass
class DemoClock:
    """A FastClock that is marked in a file and can be slowed down to real time once the show is over."""

    file: Path
    running: FastClock

    @property
    def speed(self) -> float:
        return self.running.speed

    def now(self) -> datetime:
        return self.running.now()

    async def sleep(self, length: timedelta) -> None:
        """In short naps, since the speed may change meanwhile."""
        end = self.now() + length
        while (left := end - self.now()) > timedelta():
            await self.running.sleep(min(left, LONGEST_NAP * self.speed))

    def mark(self) -> None:
        """Note where time stands. Written beside and renamed: a kill leaves the old mark or the new one."""
        mark = self.running.anchored()
        beside = self.file.with_suffix(".new")
        beside.write_text(json.dumps({"real": mark.real.isoformat(), "virtual": mark.virtual.isoformat()}))
        beside.replace(self.file)

    def run_at(self, speed: float) -> None:
        """Go on from now at another speed: 1 is life's."""
        self.running = self.running.at_speed(speed)


def demo_clock(file: Path, begin: datetime, speed: float) -> DemoClock:
    """From `begin`, or from the mark that an earlier run left in `file`; at life's speed until told to run."""
    if not file.exists():
        return DemoClock(file, FastClock.starting(begin, 1.0))
    mark = json.loads(file.read_text())
    real, virtual = datetime.fromisoformat(mark["real"]), datetime.fromisoformat(mark["virtual"])
    return DemoClock(file, FastClock.resumed(real, virtual, speed, most=LONGEST_GAP).at_speed(1.0))
