"""What many do at once is done in one transaction (group commit): while one batch is written, the next one is decided,
and a third gathers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
GoOn = Callable[[], None]
AT_A_TIME = 2
"""Batches: one that is decided, one that is written."""

log = logging.getLogger(__name__)


class Together(Generic[K, V]):
    """`work` takes some items and returns an answer for each, in their order. It calls the function that it is given
    when all that it still waits for is that they are written: then the next batch begins beside it, two at a time.

    Whoever asks waits for the batch that has their item, which begins `gather` seconds of machine time after the first
    of them asked: a few milliseconds make one transaction of what would be several. It waits for those who are
    `coming`, up to `patience` seconds, and begins when the last of them has asked. A batch that fails is tried again
    item by item, so that one item that cannot be done keeps no other from being done.
    """

    def __init__(
        self,
        work: Callable[[Sequence[K], GoOn], Awaitable[Sequence[V]]],
        *,
        most: int,
        gather: float,
        patience: float = 0.0,
    ) -> None:
        self._work, self._most, self._gather, self._patience = work, most, gather, patience
        self.awaited = 0
        self._enough = asyncio.Event()
        """Nobody is coming any more, or a batch is full."""
        self._waiting: list[tuple[K, asyncio.Future[V]]] = []
        self._batches: set[asyncio.Task[None]] = set()
        self._deciding: asyncio.Task[None] | None = None
        """The one of them that is not being written yet."""

    async def __call__(self, item: K) -> V:
        answer: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._is_full:
            self._enough.set()
        self._begin()
        return await answer

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Who is in here asks as soon as they are out, if at all."""
        self.awaited += 1
        try:
            yield
        finally:
            self.awaited -= 1
            if not self.awaited:
                self._enough.set()

    @property
    def _is_full(self) -> bool:
        return len(self._waiting) >= self._most

    async def over(self) -> None:
        """Until the batches in hand are done, for when nobody asks any more."""
        while self._batches:
            await asyncio.wait(self._batches)

    def _begin(self) -> None:
        if self._waiting and self._deciding is None and len(self._batches) < AT_A_TIME:
            self._deciding = batch = asyncio.create_task(self._batch())
            self._batches.add(batch)
            batch.add_done_callback(self._done)

    def _done(self, batch: asyncio.Task[None]) -> None:
        self._batches.remove(batch)
        self._decided(batch)

    def _decided(self, batch: asyncio.Task[None]) -> None:
        if self._deciding is batch:
            self._deciding = None
        self._begin()

    async def _batch(self) -> None:
        this = self._deciding
        assert this is not None
        await self._others()
        wanted = [one for one in self._waiting if not one[1].done()]  # for who gave up nothing is done
        batch, self._waiting = wanted[: self._most], wanted[self._most :]
        if batch:
            await self._do(batch, partial(self._decided, this))

    async def _others(self) -> None:
        """Gathers who asks at the same time."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + self._patience
        await self._until_enough(self._gather)
        if self.awaited:
            await self._until_enough(latest - loop.time())

    async def _until_enough(self, seconds: float) -> None:
        """Of machine time, at most. A bare timer costs half of what a timeout does."""
        if not self._is_full:
            self._enough.clear()
        timer = asyncio.get_running_loop().call_later(seconds, self._enough.set)
        try:
            await self._enough.wait()
        finally:
            timer.cancel()
        await asyncio.sleep(0)  # noqa: TID251 # a turn of the loop, in which whoever came last asks

    async def _do(self, batch: list[tuple[K, "asyncio.Future[V]"]], go_on: GoOn) -> None:
        try:
            answers = await self._work([item for item, _ in batch], go_on)
        except Exception as trouble:  # handed to whoever asked
            if len(batch) == 1:
                _fail(batch[0][1], trouble)
                return
            log.info("%d items are done one by one: %r", len(batch), trouble)
            for one in batch:
                await self._do([one], go_on)
            return
        for (_, waiting), answer in zip(batch, answers, strict=True):
            if not waiting.done():
                waiting.set_result(answer)


def _fail(waiting: "asyncio.Future[V]", trouble: Exception) -> None:
    if not waiting.done():
        waiting.set_exception(trouble)
