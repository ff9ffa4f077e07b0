"""What held a mail has changed: it is judged anew at the next round, not at the time it was put off to."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, text, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.vocabulary import OutState
from engine.store.columns import among
from engine.store.tables import Contact, Enrollment, MessageOut

OF_ACCOUNTS = text(
    "update message_out as o set look_at = greatest(:now, o.due_at) from contact as c"
    " where c.id = o.contact_id and c.account_id = any(cast(:accounts as bigint[])) and o.state = 'held'"
)
"""The same as `look_again` for some accounts, for whoever writes through a pipeline."""


async def look_again(
    session: AsyncSession,
    now: datetime,
    *,
    account_ids: Collection[int] | None = None,
    campaign_id: int | None = None,
    mailbox_id: int | None = None,
) -> None:
    """Held mails of the one that is named; of the whole workspace when none is."""
    where: list[ColumnElement[bool]] = [col(MessageOut.state) == OutState.HELD]
    if account_ids is not None:
        contacts = select(col(Contact.id)).where(among(col(Contact.account_id), account_ids))
        where.append(col(MessageOut.contact_id).in_(contacts))
    if campaign_id is not None:
        enrollments = select(col(Enrollment.id)).where(col(Enrollment.campaign_id) == campaign_id)
        where.append(col(MessageOut.enrollment_id).in_(enrollments))
    if mailbox_id is not None:
        where.append(col(MessageOut.mailbox_id) == mailbox_id)
    query = update(MessageOut).where(*where).values(look_at=func.greatest(now, MessageOut.due_at))
    await session.execute(query, execution_options={"synchronize_session": False})
