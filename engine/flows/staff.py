"""Let people join, change what they may do, and let them go."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows.baton import hand_back, lock_passed_to
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.flows.sign_in import leave_everywhere
from engine.flows.tasks import hand_on
from engine.rules import addresses, pace
from engine.rules.vocabulary import Role
from engine.store.journal import record
from engine.store.tables import Mailbox, User


async def join(
    session: AsyncSession, email: str, name: str, role: Role, daily_cap: int, now: datetime, by: str
) -> User:
    """Without a password: a one-time link lets them in the first time."""
    address = addresses.normalise(email)
    pace.check_cap(daily_cap, "daily_cap")
    if (await session.scalars(select(User).where(col(User.email) == address))).first() is not None:
        raise Conflict(f"{address} is a user already.", field="email", remedy="Change the one there is.")
    user = User(
        email=address,
        name=name.strip() or addresses.guess_name(address),
        role=role,
        daily_cap=daily_cap,
        created_at=now,
    )
    session.add(user)
    await session.flush()
    record(session, now, "user.made", why=role.value, by=by, user=user.id)
    return user


async def change(session: AsyncSession, user_id: int, changes: dict[str, Any], now: datetime, by: str) -> User:
    """Somebody who is let go is signed out everywhere at once, their mailboxes send no more, their open work goes to
    whoever stands in for them, and what was passed to them comes back; the last administrator stays one."""
    if changes.get("active") is False:
        await lock_passed_to(session, user_id)
    await session.execute(select(User).where(col(User.role) == Role.ADMIN).with_for_update())
    user = await locked(session, User, user_id, "user")
    if "daily_cap" in changes:
        pace.check_cap(changes["daily_cap"], "daily_cap")
    for name, value in changes.items():
        setattr(user, name, value)
    await session.flush()
    if "daily_cap" in changes:
        await look_again(session, now, user_id=user.id)
    await _refuse_without_admin(session)
    if not user.active:
        await leave_everywhere(session, user.id)
        while await hand_on(session, now) or await hand_back(session, now):
            pass
    if "active" in changes:
        for mailbox_id in await session.scalars(select(col(Mailbox.id)).where(col(Mailbox.user_id) == user.id)):
            await look_again(session, now, mailbox_id=mailbox_id)
    record(
        session, now, "user.changed", by=by, user=user.id, changes={key: str(value) for key, value in changes.items()}
    )
    return user


async def _refuse_without_admin(session: AsyncSession) -> None:
    query = select(func.count()).select_from(User).where(col(User.role) == Role.ADMIN, col(User.active))
    if not await session.scalar(query):
        raise Conflict(
            "nobody would be left who may change settings.",
            field="role",
            remedy="Make another user an administrator first.",
        )
