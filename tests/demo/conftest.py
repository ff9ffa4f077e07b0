"""One world for all tests of the demo, a fresh market for each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from offhours.demo.market.market import Market
from offhours.demo.world import World, build_world
from tests.demo.driver import MAILBOXES, fast_clock


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(7)


@pytest.fixture
async def market(tmp_path: Path, world: World) -> AsyncIterator[Market]:
    """Its time hardly moves, so that nothing happens by itself."""
    market = Market(tmp_path / "market", fast_clock(speed=1), world, MAILBOXES, seed=7)
    await market.start()
    yield market
    await market.stop()
