"""How long each response waited for its first answer: written here, typed in a mail program, or by phone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.answer_times import Wait
from engine.rules.holidays_calendar import holiday_of
from engine.rules.vocabulary import HUMAN_KINDS, Kind
from engine.rules.windows import zone_of
from engine.rules.working_hours import working_time
from engine.store.facts import workspace_of
from engine.store.tables import Mailbox, MessageIn, MessageOut, ResponseTask

BY_NOBODY = "offhours"
"""Who ends work that need not be done any more."""


async def waits(
    session: AsyncSession,
    now: datetime,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    where: Sequence[ColumnElement[bool]] = (),
) -> list[Wait]:
    """Of what people wrote in that time and somebody is or was to answer. `where`: over ResponseTask."""
    sent = select(func.min(MessageOut.sent_at)).where(
        col(MessageOut.answer_to) == MessageIn.id, col(MessageOut.bounced) == ""
    )
    done = func.min(ResponseTask.done_at).filter(col(ResponseTask.done_by) != BY_NOBODY)
    first = func.least(done, sent.correlate(MessageIn).scalar_subquery())
    query = (
        select(col(MessageIn.received_at), first, col(Mailbox.time_zone), col(Mailbox.country))
        .join(MessageIn, col(MessageIn.id) == ResponseTask.message_in_id)
        .join(Mailbox, col(Mailbox.id) == MessageIn.mailbox_id)
        .where(
            col(ResponseTask.counts),
            col(MessageIn.kind).in_(HUMAN_KINDS - {Kind.UNSUBSCRIBE}),
            *([col(MessageIn.received_at) >= since] if since else []),
            *([col(MessageIn.received_at) < until] if until else []),
            *where,
        )
        .group_by(col(MessageIn.id), col(Mailbox.id))
        .having((first.is_not(None)) | func.bool_or(col(ResponseTask.done_at).is_(None)))
    )
    home = await workspace_of(session)
    found = []
    for received_at, answered_at, zone, country in await session.execute(query):
        end = answered_at or now
        working = working_time(
            received_at, end, zone_of(zone, "mailbox.time_zone"), holiday_of(country or home.country)
        )
        found.append(Wait(end - received_at, working, answered_at is not None))
    return found
