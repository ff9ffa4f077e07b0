"""What a person asked to leave now stands for some hours and for one try; then the mail is an ordinary one again."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.screen import ASKED_FOR
from engine.rules.vocabulary import OutState
from engine.store.journal import record
from engine.store.tables import MessageOut

TOO_LATE = f"it could not leave within {ASKED_FOR.total_seconds() / 3600:g} hours"
TRIED = "it was tried, and has to be tried again"


async def let_go(session: AsyncSession, now: datetime) -> None:
    """Of the mails whose hours are over. Dispatch does not wait for this: it looks at the hours itself."""
    query = select(MessageOut).where(
        col(MessageOut.asked_at) <= now - ASKED_FOR, col(MessageOut.state).in_([OutState.DUE, OutState.HELD])
    )
    for out in await session.scalars(query.with_for_update(skip_locked=True)):
        ordinary_again(session, out, TOO_LATE, now)


def ordinary_again(session: AsyncSession, out: MessageOut, why: str, now: datetime) -> None:
    """Its date, its window, its order and the governor hold it as they hold any other."""
    if out.asked_at is None:
        return
    out.asked_at, out.asked_by, out.look_at = None, "", max(out.look_at, out.due_at)
    record(session, now, "mail.asked.over", why=why, message_out_id=out.id, contact_id=out.contact_id)
