"""A process of its own beside the one that measures, so that neither steals the other's time."""

import asyncio
import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from engine.errors import OffhoursError

CONTEXT = multiprocessing.get_context("spawn")
"""Fork would copy a running event loop and its connections."""
FAREWELL = 60.0
"""Seconds a helper may take to finish what it has in hand before it is ended."""


class HelperEnded(OffhoursError):
    """A helper process ended before it had said what was expected of it."""


class Helper:
    """Runs `main(pipe, *given)`. It ends when it is told something or when we are gone, whichever comes first."""

    def __init__(self, name: str, main: Callable[..., None], *given: Any) -> None:
        self.name = name
        self._pipe, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(target=main, args=(theirs, *given), name=name, daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def tell(self, word: Any) -> None:
        self._pipe.send(word)

    async def hear(self) -> Any:
        """The next thing it says."""
        try:
            return await asyncio.to_thread(self._pipe.recv)
        except EOFError:
            raise HelperEnded(f"The {self.name} ended before it was done.", remedy="Its own words are above.") from None

    def end(self, patience: float = FAREWELL) -> None:
        """Also after an interruption: politely, then not."""
        self._pipe.close()
        self._process.join(patience)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def deaf_to_interrupts() -> None:
    """Ctrl-C reaches the whole group; here the one that measures decides when its helpers end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


async def until_told(pipe: Connection) -> None:
    """Until something, or nobody any more, is at the other end."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(pipe.fileno(), told.set)
    try:
        await told.wait()
    finally:
        loop.remove_reader(pipe.fileno())


def progress(words: str) -> None:
    """A run takes minutes; its figures go to stdout alone."""
    print(words, file=sys.stderr, flush=True)
