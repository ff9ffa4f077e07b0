"""What many do at once is one batch; one item that cannot be done keeps no other from being done."""

import asyncio
import contextlib
from collections.abc import Sequence

import pytest

from engine.flows.together import GoOn, Together


async def turn() -> None:
    """Everybody else gets their turn once."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), 0.001)


class Work:
    """Doubles numbers, remembers its batches, and cannot do some."""

    def __init__(self, *impossible: int) -> None:
        self.batches: list[list[int]] = []
        self.impossible = impossible
        self.writes = False
        self.begun, self.open = asyncio.Event(), asyncio.Event()
        self.open.set()

    async def __call__(self, items: Sequence[int], decided: GoOn) -> list[int]:
        self.batches.append(list(items))
        self.begun.set()
        if self.writes:
            decided()
        await self.open.wait()
        if bad := [item for item in items if item in self.impossible]:
            raise ValueError(f"cannot do {bad}")
        return [item * 2 for item in items]


async def test_each_gets_the_answer_to_their_own_item() -> None:
    work = Work()
    together: Together[int, int] = Together(work, most=100, gather=0.001)
    assert await asyncio.gather(*map(together, range(10))) == [number * 2 for number in range(10)]
    assert work.batches == [list(range(10))]


async def test_who_comes_while_a_batch_is_done_is_in_the_next() -> None:
    work = Work()
    together: Together[int, int] = Together(work, most=100, gather=0)
    work.open.clear()
    first = asyncio.create_task(together(1))
    await work.begun.wait()
    others = [asyncio.create_task(together(number)) for number in (2, 3)]
    await turn()
    work.open.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6]
    assert work.batches == [[1], [2, 3]]


async def test_while_one_batch_is_written_the_next_is_decided_and_a_third_gathers() -> None:
    work = Work()
    work.writes = True
    together: Together[int, int] = Together(work, most=100, gather=0)
    work.open.clear()
    asked = []
    for number in (1, 2, 3, 4):
        asked.append(asyncio.create_task(together(number)))
        await turn()
    assert work.batches == [[1], [2]]
    work.open.set()
    assert await asyncio.gather(*asked) == [2, 4, 6, 8]
    assert work.batches == [[1], [2], [3, 4]]


async def test_who_is_coming_is_waited_for_but_not_for_ever() -> None:
    work, on_the_way = Work(), asyncio.Event()
    together: Together[int, int] = Together(work, most=100, gather=0.001, patience=60)

    async def come(number: int) -> int:
        with together.coming():
            await on_the_way.wait()
        return await together(number)

    asked = [asyncio.create_task(come(1)), asyncio.create_task(together(2))]
    for _ in range(5):
        await turn()
    assert work.batches == []
    on_the_way.set()
    async with asyncio.timeout(10):
        assert await asyncio.gather(*asked) == [2, 4]
    assert work.batches == [[2, 1]]
    late: Together[int, int] = Together(work, most=100, gather=0, patience=0.005)
    with late.coming():
        assert await late(3) == 6


async def test_a_full_batch_waits_for_nobody() -> None:
    together: Together[int, int] = Together(Work(), most=2, gather=60, patience=60)
    async with asyncio.timeout(10):
        with together.coming():
            assert await asyncio.gather(together(1), together(2)) == [2, 4]
            first = asyncio.create_task(together(3))
            await turn()
            assert await asyncio.gather(first, together(4)) == [6, 8]


async def test_for_who_gave_up_nothing_is_done() -> None:
    work = Work()
    together: Together[int, int] = Together(work, most=100, gather=0.1)
    asked = [asyncio.create_task(together(number)) for number in (1, 2)]
    await turn()
    asked[0].cancel()
    assert await asked[1] == 4
    assert work.batches == [[2]]


async def test_it_is_over_when_the_batch_in_hand_is_done_and_not_what_was_given_up() -> None:
    work = Work()
    together: Together[int, int] = Together(work, most=1, gather=0)
    work.open.clear()
    asked = [asyncio.create_task(together(number)) for number in (1, 2, 3)]
    await work.begun.wait()
    for one in asked:
        one.cancel()
    over = asyncio.create_task(together.over())
    await turn()
    assert not over.done()
    work.open.set()
    await over
    assert work.batches == [[1]]


async def test_a_batch_has_a_largest_size() -> None:
    work = Work()
    together: Together[int, int] = Together(work, most=3, gather=0)
    await asyncio.gather(*map(together, range(7)))
    assert [len(batch) for batch in work.batches] == [3, 3, 1]


async def test_an_item_that_cannot_be_done_fails_alone() -> None:
    work = Work(2)
    together: Together[int, int] = Together(work, most=100, gather=0.001)
    done = await asyncio.gather(*map(together, (1, 2, 3)), return_exceptions=True)
    assert [done[0], done[2]] == [2, 6]
    assert isinstance(done[1], ValueError)


async def test_who_gives_up_waiting_keeps_nobody_else_from_their_answer() -> None:
    work = Work()
    together: Together[int, int] = Together(work, most=100, gather=0.3)  # who leaves must not come too late
    leaver, stayer = asyncio.create_task(together(1)), asyncio.create_task(together(2))
    await turn()
    leaver.cancel()
    assert await stayer == 4
    with pytest.raises(asyncio.CancelledError):
        await leaver


async def test_it_can_be_used_again_after_everything_failed() -> None:
    together: Together[int, int] = Together(Work(1), most=100, gather=0)
    with pytest.raises(ValueError, match="cannot do"):
        await together(1)
    assert await together(2) == 4
