"""What a mailbox may still send today, or why nothing: as it stands, for whoever shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.exc import DataError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.paces import Counts, count, first_touches, since
from engine.rules import pace
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import HeldReason
from engine.store.columns import listed
from engine.store.known import Box
from engine.store.pipeline import rows_of_all
from engine.store.tables import Mailbox, MessageOut

LASTS = (
    select(
        col(MessageOut.mailbox_id),
        func.max(MessageOut.sending_at),
        func.max(MessageOut.sending_at).filter(col(MessageOut.first_touch)),
    )
    .where(listed(col(MessageOut.mailbox_id), "mailboxes"), col(MessageOut.sent_on) >= bindparam("since"))
    .group_by(col(MessageOut.mailbox_id))
)
FULL = text(
    "select owner_id, (array_agg(created_at order by created_at))[cast(:limit as int)] from response_task"
    " where owner_id = any(cast(:users as bigint[])) and done_at is null and counts"
    " group by owner_id having count(*) >= :limit"
)
"""Per rep when the answer came that made them as many as the limit, of those that still wait."""


@dataclass(frozen=True)
class Limits:
    """What the mailbox may do now: `quota` mails today, `first` of them first touches; or why not."""

    quota: int | Held
    first: int | Held
    cap: int
    """What it may send today in all."""
    sent: int
    """Mails of today that have left or are leaving."""


async def limits(
    session: AsyncSession, mailboxes: Sequence[Mailbox | Box], rules: Policies, now: datetime, *, told: bool = False
) -> dict[int, Limits]:
    """Caps, ramp and governor as they stand: what the ledger shows as the reason of a mailbox. `told`: with since when.
    Of one that cannot be counted for, as in a time zone that there is no more, it is told what is wrong; and the others
    as ever.
    """
    try:
        async with session.begin_nested():
            return await _limits(session, mailboxes, rules, now, told)
    except (Invalid, DataError) as wrong:
        if len(mailboxes) == 1:
            held = Held(HeldReason.MAILBOX_ERROR, None, str(wrong.orig if isinstance(wrong, DataError) else wrong))
            return {mailboxes[0].id: Limits(held, held, 0, 0)}
    return {key: one for box in mailboxes for key, one in (await limits(session, [box], rules, now, told=told)).items()}


async def _limits(
    session: AsyncSession, mailboxes: Sequence[Mailbox | Box], rules: Policies, now: datetime, told: bool
) -> dict[int, Limits]:
    counts = await count(session, mailboxes, rules, now)
    if told:
        await _since_when(session, counts)
    first = await first_touches(session, mailboxes, counts, rules, now)
    days = {mailbox.id: counts.day(mailbox) for mailbox in mailboxes}
    return {
        key: Limits(pace.allowance(day), first[key], day.most, counts.sent(key, day.today)) for key, day in days.items()
    }


async def _since_when(session: AsyncSession, counts: Counts) -> None:
    boxes = [box for some in counts.boxes.values() for box in some]
    lasts, full = await rows_of_all(
        session,
        (LASTS, {"mailboxes": boxes, "since": since(counts.now)["since"]}),
        (FULL, {"users": list(counts.boxes), "limit": counts.rules.backlog_limit}),
    )
    counts.lasts.update((box, (last, first)) for box, last, first in lasts)
    counts.full.update((user_id, at) for user_id, at in full)


async def limits_of(session: AsyncSession, mailbox: Mailbox | Box, rules: Policies, now: datetime) -> Limits:
    return (await limits(session, [mailbox], rules, now))[mailbox.id]
