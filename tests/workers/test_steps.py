"""A clock that is set forward while a mail is in doubt, or set back while mails wait."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from engine.clock import FastClock
from engine.flows.house import House
from engine.rules.vocabulary import OutState
from engine.store.tables import Mailbox, Workspace
from tests.flows.test_dispatch import ALWAYS
from tests.flows.test_settle import in_flight
from tests.support.api import StillClock
from tests.support.house import Desk
from tests.support.servers import free_port, smtp_sink
from tests.support.working import alive, until, working
from workers.steps import SMALLEST, Steps


async def test_a_step_forward_is_noticed_and_other_changes_are_not() -> None:
    clock = StillClock()
    steps = Steps(clock)
    assert steps.latest() is None
    clock.at += SMALLEST / 2
    assert steps.latest() is None
    clock.at -= timedelta(days=3)
    assert steps.latest() is None
    clock.at += timedelta(hours=1)
    found = steps.latest()
    assert found == clock.at
    clock.speed, clock.at = 600.0, clock.at + timedelta(hours=1)  # the demo's clock changes its speed
    assert steps.latest() == found


@dataclass(frozen=True)
class Set(FastClock):
    """It can be set."""

    ahead: list[timedelta] = field(default_factory=lambda: [timedelta()])

    def now(self) -> datetime:
        return super().now() + self.ahead[0]


def settable(house: House) -> Set:
    assert isinstance(house.clock, FastClock)
    return Set(house.clock.real, house.clock.virtual, house.clock.speed)


async def test_a_sender_whose_clock_is_set_forward_waits_for_the_whole_grace(desk: Desk) -> None:
    """A mail that a dead worker handed over a moment ago may still be taken by its server."""
    async with alive(desk, speed=60) as house:
        clock = settable(house)
        out = await in_flight(desk, 999_999, imap=free_port())
        await desk.change(Mailbox, out.mailbox_id, grace_seconds=240)

        async def is_in_doubt() -> bool:
            return (await desk.out()).state is OutState.UNCERTAIN

        async with working(replace(house, clock=clock)):
            await until(lambda: known(desk), seconds=60)
            clock.ahead[0] += timedelta(hours=3)
            stepped = clock.now()
            await until(is_in_doubt, seconds=60)
            assert clock.now() - stepped >= timedelta(seconds=240)


async def known(desk: Desk) -> bool:
    return bool((await desk.get(Workspace, 1)).database)


async def test_a_sender_whose_clock_is_set_back_goes_on_with_what_was_left_behind(desk: Desk) -> None:
    async with alive(desk, speed=60) as house:
        clock = settable(house)
        clock.ahead[0] = timedelta(days=1)

        async def is_in_doubt() -> bool:
            return (await desk.out()).state is OutState.UNCERTAIN

        async with working(replace(house, clock=clock)):
            await until(lambda: known(desk), seconds=60)
            clock.ahead[0] = timedelta()
            await in_flight(desk, 999_999, imap=free_port())
            await until(is_in_doubt, seconds=60)


async def test_a_mailbox_that_waits_for_a_moment_is_not_kept_waiting_by_a_clock_that_is_set_back(desk: Desk) -> None:
    async with smtp_sink() as sink, alive(desk, speed=120) as house:
        box = await desk.mailbox(smtp=sink.port, window=ALWAYS, min_gap_seconds=300)
        for number in range(2):
            await desk.person(f"p{number}@company{number}.test")
        await desk.campaign(box, steps=(0,))
        clock = settable(house)
        clock.ahead[0] = timedelta(days=1)
        settings = house.settings.model_copy(update={"tick": timedelta(minutes=10)})

        async def waits() -> bool:
            return bool(await desk.outs(OutState.SENT)) and bool(await desk.outs(OutState.CLAIMED))

        async with working(replace(house, clock=clock, settings=settings)):
            await until(waits, seconds=60)
            clock.ahead[0] = timedelta()
            await sink.wait_for(2, seconds=60)
