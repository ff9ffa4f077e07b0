"""What many do at once is done in one transaction (group commit): while one batch is written, the next one gathers."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

log = logging.getLogger(__name__)


class Together(Generic[K, V]):
    """`work` takes some items and returns an answer for each, in their order.

    Whoever asks waits for the batch that has their item, which begins `gather` seconds of machine time after the first
    of them asked: a few milliseconds make one transaction of what would be several. A batch that fails is tried again
    item by item, so that one item that cannot be done keeps no other from being done.
    """

    def __init__(self, work: Callable[[Sequence[K]], Awaitable[Sequence[V]]], *, most: int, gather: float) -> None:
        self._work, self._most, self._gather = work, most, gather
        self._waiting: list[tuple[K, asyncio.Future[V]]] = []
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, item: K) -> V:
        answer: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        try:
            while self._waiting:
                if len(self._waiting) < self._most:
                    await _pause(self._gather)
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._do(batch)
        finally:
            self._running = None

    async def _do(self, batch: list[tuple[K, "asyncio.Future[V]"]]) -> None:
        try:
            answers = await self._work([item for item, _ in batch])
        except Exception as trouble:  # handed to whoever asked
            if len(batch) == 1:
                _fail(batch[0][1], trouble)
                return
            log.info("%d items are done one by one: %r", len(batch), trouble)
            for one in batch:
                await self._do([one])
            return
        for (_, waiting), answer in zip(batch, answers, strict=True):
            if not waiting.done():
                waiting.set_result(answer)


def _fail(waiting: "asyncio.Future[V]", trouble: Exception) -> None:
    if not waiting.done():
        waiting.set_exception(trouble)


async def _pause(seconds: float) -> None:
    """Machine time, whatever the clock says."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)
