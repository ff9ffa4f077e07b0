"""Who looks at a page, with what every page shows about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends
from sqlalchemy import func, select
from sqlmodel import col

from api.auth import Actor, SignedIn
from api.context import Now, Session
from engine.errors import Forbidden
from engine.rules.vocabulary import Role
from engine.rules.windows import zone_of
from engine.store.facts import workspace_of
from engine.store.tables import Mailbox, ResponseTask, User


@dataclass(frozen=True)
class Viewer:
    """`zone` is that of the person's first mailbox, else the workspace's. `open_tasks` are their own."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    open_tasks: int
    late_tasks: int

    @property
    def user(self) -> User:
        return self.actor.user

    @property
    def csrf(self) -> str:
        return self.actor.csrf

    @property
    def manages(self) -> bool:
        return self.actor.is_at_least(Role.MANAGER)

    @property
    def administers(self) -> bool:
        return self.actor.is_at_least(Role.ADMIN)


async def look(actor: SignedIn, session: Session, now: Now) -> Viewer:
    """Pages are for browsers; a key has scopes that a page does not ask about."""
    if actor.how != "browser":
        raise Forbidden("a key cannot look at pages.", field="authorization", remedy="Use /api/v1, or sign in.")
    home = select(col(Mailbox.time_zone)).where(
        col(Mailbox.user_id) == actor.user.id, col(Mailbox.deleted_at).is_(None)
    )
    zone = await session.scalar(home.order_by(col(Mailbox.id)).limit(1))
    zone = zone or (await workspace_of(session)).time_zone
    tasks = select(func.count(), func.count().filter(col(ResponseTask.due_at) < now)).where(
        col(ResponseTask.owner_id) == actor.user.id, col(ResponseTask.done_at).is_(None)
    )
    waiting, late = (await session.execute(tasks)).one()
    return Viewer(actor, now, zone_of(zone, "time_zone"), waiting, late)


async def team(session: Session) -> list[User]:
    """Who works here, by name."""
    return list(await session.scalars(select(User).where(col(User.active)).order_by(col(User.name), col(User.email))))


Looking = Annotated[Viewer, Depends(look, scope="function")]


def manager(viewer: Looking) -> Viewer:
    if not viewer.manages:
        raise Forbidden("this takes the role manager.", field="role", remedy="Ask a manager or an administrator.")
    return viewer


def administrator(viewer: Looking) -> Viewer:
    if not viewer.administers:
        raise Forbidden("this takes the role admin.", field="role", remedy="Ask an administrator.")
    return viewer


Managing = Annotated[Viewer, Depends(manager, scope="function")]
Administering = Annotated[Viewer, Depends(administrator, scope="function")]
