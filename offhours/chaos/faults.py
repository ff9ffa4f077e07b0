"""What befalls the machines: processes killed, paused and ended, servers torn down, at random moments."""

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from engine.clock import SystemClock
from offhours.chaos.crew import LEAVE_WITHIN, Crew, Hand
from offhours.chaos.plan import GRACE_SECONDS, Plan
from offhours.chaos.servers import Postgres, Redis
from offhours.chaos.smtp import pause

SHARES = {
    "kill -9": 30,
    "pause": 12,
    "pause and cut off": 8,
    "terminate": 15,
    "postgres restart": 10,
    "redis flush": 18,
    "redis restart": 12,
}
PAUSE = (1.2, 2.0)
"""How long a worker is stopped (SIGSTOP), in graces: always beyond what is waited for one that died."""
DOWN = 0.7
"""Seconds of machine time until something that went comes back, at most."""


@dataclass(frozen=True)
class Hit:
    """`name` is the worker's, "" for what befell all of them. `at` is machine time."""

    kind: str
    name: str
    at: datetime


class Faults:
    """`done` counts what was done, `hits` says to whom and when. Several can be under way at once."""

    def __init__(self, crew: Crew, postgres: Postgres, redis: Redis | None, plan: Plan) -> None:
        self.done: Counter[str] = Counter()
        self.hits: list[Hit] = []
        self.stuck: list[str] = []
        """Workers that did not end in order within LEAVE_WITHIN."""
        self._crew, self._postgres, self._redis, self._plan = crew, postgres, redis, plan
        self._dice = Random(plan.seed + 1)  # noqa: S311 - plays fate, guards nothing
        self._afterwards: set[asyncio.Task[None]] = set()
        self._deeds: dict[str, Callable[[], Awaitable[None]]] = {
            "kill -9": self._kill,
            "pause": self._pause,
            "pause and cut off": self._cut_off,
            "terminate": self._terminate,
            "postgres restart": self._restart_postgres,
            "redis flush": self._flush,
            "redis restart": self._restart_redis,
        }

    def planned(self) -> list[str]:
        """Every kind comes when there are enough of them."""
        kinds = {kind: share for kind, share in SHARES.items() if self._redis or not kind.startswith("redis")}
        count = self._plan.faults
        chosen = [*list(kinds)[:count], *self._dice.choices(list(kinds), list(kinds.values()), k=count)][:count]
        self._dice.shuffle(chosen)
        return chosen

    async def run(self) -> None:
        """Spread over the run's time; returns when everything is up again."""
        kinds = self.planned()
        interval = self._plan.seconds / (len(kinds) + 1)
        try:
            for kind in kinds:
                await pause(min(self._dice.expovariate(1 / interval), 3 * interval))
                await self._deeds[kind]()
                self.done[kind] += 1
            await asyncio.gather(*self._afterwards)
        finally:
            for task in self._afterwards:
                task.cancel()

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._afterwards.add(task)

    def _strike(self, kind: str, hand: Hand | None = None) -> None:
        self.hits.append(Hit(kind, hand.name if hand else "", SystemClock().now()))

    async def _one(self, *, awake: bool) -> Hand:
        while True:
            free = [hand for hand in self._crew.workers if not hand.busy and not (awake and hand.paused)]
            if free:
                return self._dice.choice(free)
            await pause(0.1)

    async def _kill(self) -> None:
        """Also one that is paused."""
        hand = await self._one(awake=False)
        hand.busy = True
        self._strike("kill -9", hand)
        hand.signal(signal.SIGKILL)
        self._later(self._back(hand, self._dice.random() * DOWN))

    async def _back(self, hand: Hand, after: float) -> None:
        await hand.gone(LEAVE_WITHIN)
        await pause(after)
        await self._crew.replace(hand)
        hand.busy = False

    async def _pause(self) -> None:
        self._stop(await self._one(awake=True), "pause")

    def _stop(self, hand: Hand, kind: str) -> None:
        hand.paused = True
        self._strike(kind, hand)
        hand.signal(signal.SIGSTOP)
        self._later(self._wake(hand, self._dice.uniform(*PAUSE) * GRACE_SECONDS))

    async def _cut_off(self) -> None:
        """A worker that everybody takes for dead comes back, in the middle of what it did."""
        hand = await self._one(awake=True)
        self._stop(hand, "pause and cut off")
        await asyncio.to_thread(self._postgres.cut, hand.name)

    async def _wake(self, hand: Hand, after: float) -> None:
        process = hand.process
        await pause(after)
        if hand.process is process:  # else it was killed meanwhile, and another is in its place
            hand.signal(signal.SIGCONT)
            hand.paused = False

    async def _terminate(self) -> None:
        hand = await self._one(awake=True)
        hand.busy = True
        hand.signal(signal.SIGTERM)
        self._later(self._ended(hand))

    async def _ended(self, hand: Hand) -> None:
        if not await hand.gone(LEAVE_WITHIN):
            self.stuck.append(hand.name)
            self._strike("kill -9", hand)
            hand.signal(signal.SIGKILL)
        await self._back(hand, self._dice.random() * DOWN)

    async def _restart_postgres(self) -> None:
        self._strike("postgres restart")
        await asyncio.to_thread(self._postgres.end_at_once)
        await pause(self._dice.random() * DOWN)
        await asyncio.to_thread(self._postgres.start)

    async def _flush(self) -> None:
        assert self._redis is not None
        await asyncio.to_thread(self._redis.flush)

    async def _restart_redis(self) -> None:
        assert self._redis is not None
        await asyncio.to_thread(self._redis.end_at_once)
        await pause(self._dice.random() * DOWN)
        await asyncio.to_thread(self._redis.start)
