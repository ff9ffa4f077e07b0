"""The processes of a run: started, paused, killed and brought back."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # comes with the wheel of PostgreSQL, without types

from offhours.chaos.smtp import pause

LOOK_EVERY = 0.3
LEAVE_WITHIN = 30.0
"""Seconds of machine time a sender may take to end in order: a mail in hand, and the database may be away."""


@dataclass
class Hand:
    """One place for a worker. `busy` while something is done to it, `paused` while it is stopped by a signal."""

    part: str
    number: int
    process: psutil.Process
    busy: bool = False
    paused: bool = False

    @property
    def name(self) -> str:
        return f"{self.part}-{self.number}"

    @property
    def alive(self) -> bool:
        return bool(self.process.is_running())

    def signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.send_signal(number)

    async def gone(self, seconds: float) -> bool:
        for _ in range(int(seconds / 0.05)):
            if not self.alive:
                return True
            await pause(0.05)
        return not self.alive


class Crew:
    """Workers by way of a nursery (offhours/chaos/worker.py), which ends them all when it is ended."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.hands: list[Hand] = []
        self.crashes = 0
        """Workers that ended by themselves, as one may whose database is away; they are started again."""
        self._lock = asyncio.Lock()
        self._nursery = _python("offhours.chaos.worker", str(folder), environment=environment)

    async def add(self, part: str) -> Hand:
        number = len(self.hands)
        hand = Hand(part, number, await self._spawn(part, number))
        self.hands.append(hand)
        return hand

    async def replace(self, hand: Hand) -> None:
        hand.process, hand.paused = await self._spawn(hand.part, hand.number), False

    async def _spawn(self, part: str, number: int) -> psutil.Process:
        async with self._lock:
            return psutil.Process(await asyncio.to_thread(self._ask, f"{part} {part}-{number}.log\n"))

    def _ask(self, line: str) -> int:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(line)
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())

    @property
    def workers(self) -> list[Hand]:
        """Senders and pollers."""
        return [hand for hand in self.hands if hand.part != "api"]

    async def watch(self) -> None:
        """What a service manager does: a worker that ended by itself is started again."""
        while True:
            await pause(LOOK_EVERY)
            for hand in self.hands:
                if not hand.busy and not hand.alive:
                    self.crashes += 1
                    await self.replace(hand)

    async def dismiss(self) -> list[str]:
        """End them in order; those that had to be killed are named."""
        for hand in self.hands:
            hand.busy = True
            hand.signal(signal.SIGCONT)
            hand.signal(signal.SIGTERM)
        stubborn = [hand for hand in self.hands if not await hand.gone(LEAVE_WITHIN)]
        for hand in stubborn:
            hand.signal(signal.SIGKILL)
        return [hand.name for hand in stubborn]

    def end(self) -> None:
        """At once, whatever they are doing."""
        close(self._nursery)


def _python(module: str, *words: str, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
    """In a session of its own: an interrupt typed at us is ours alone."""
    return subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


@contextlib.contextmanager
def sink(folder: Path) -> Iterator[tuple[list[int], int]]:
    """The provider's SMTP ports, and its IMAP port."""
    process = _python("offhours.chaos.sink", str(folder))
    try:
        assert process.stdout is not None
        *smtp, imap = map(int, process.stdout.readline().split())
        yield smtp, imap
    finally:
        close(process)


def close(process: "subprocess.Popen[str]") -> None:
    """Its input ends, and so does it; a process that does not is killed."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Ours without any setting of the program, and with these."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("OFFHOURS_") and name not in {"DATABASE_URL", "REDIS_URL"}
    }
    return kept | dict(settings)
