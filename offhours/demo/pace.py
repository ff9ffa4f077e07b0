"""Keeps the demo's time from running away from a slow or busy machine: late mails would say nothing about the rules."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlmodel import col

from engine.flows.house import House
from engine.rules.vocabulary import OutState
from engine.store.mail import InState
from engine.store.tables import MessageIn, MessageOut

LATE = timedelta(minutes=45)
"""How far behind its planned moment a mail may be, in the clock's time, before time slows down."""
SLOWEST = 0.2
FASTEST = 3.0
"""Bounds of the speed, as a share of the one asked for."""
BRAKE = 0.6
RELEASE = 1.25


async def lateness(house: House) -> timedelta:
    """How far the work is behind the clock: the oldest claimed mail that has not left, the oldest unread answer."""
    async with house.database.begin() as session:
        claimed = await session.scalar(
            select(func.min(MessageOut.send_at)).where(col(MessageOut.state) == OutState.CLAIMED)
        )
        unread = await session.scalar(
            select(func.min(MessageIn.stored_at)).where(col(MessageIn.state) == InState.STORED)
        )
    oldest = [moment for moment in (claimed, unread) if moment is not None]
    return max(house.clock.now() - min(oldest), timedelta()) if oldest else timedelta()


def next_speed(left: timedelta, seconds_left: float, speed: float, asked: float, late: timedelta) -> float:
    """Slower while the work is late; else back to what still reaches the last day in the time that was asked for."""
    if late > LATE:
        return max(speed * BRAKE, asked * SLOWEST)
    wanted = left.total_seconds() / max(seconds_left, 1.0)
    return min(speed * RELEASE, max(wanted, asked * SLOWEST), asked * FASTEST)
