"""What reps have delivered, had answered and worked lately, by day: where a forecast starts from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.forecast.cast import TRAILING
from engine.rules.forecast.world import Desk, Funnel
from engine.rules.policies import Policies
from engine.rules.vocabulary import HUMAN_KINDS
from engine.store.tables import Mailbox, MessageIn, MessageOut, ResponseTask, User

ENOUGH_WORKED = 5
"""Answers worked before a rep's own time counts instead of half the deadline."""
ByDay = dict[date, int]


@dataclass(frozen=True)
class Workload:
    desks: list[Desk]
    """Without what counts for their caps."""
    funnel: Funnel
    """First touches of all these reps in the last four weeks."""


async def workload(session: AsyncSession, mailboxes: Sequence[Mailbox], rules: Policies, now: datetime) -> Workload:
    """`mailboxes` are all mailboxes of their reps."""
    since = now - timedelta(days=TRAILING)
    owner = {mailbox.id: mailbox.user_id for mailbox in mailboxes}
    delivered: dict[int, ByDay] = {user_id: {} for user_id in owner.values()}
    sent = bounced = 0
    for mailbox_id, day, first, good in await _sent(session, list(owner), since):
        days = delivered[owner[mailbox_id]]
        days[day] = days.get(day, 0) + good
        sent, bounced = sent + first, bounced + first - good
    answered = await _answered(session, owner, since)
    tasks = await _tasks(session, list(delivered))
    worked = await _worked(session, list(delivered), since)
    users = await session.scalars(select(User).where(col(User.id).in_(delivered)).order_by(col(User.id)))
    desks = [
        Desk(
            id=user.id,
            daily_cap=user.daily_cap,
            works_in=worked.get(user.id, rules.answer_within / 2),
            delivered=delivered[user.id],
            answered=answered[user.id],
            tasks=tasks[user.id],
        )
        for user in users
    ]
    responses = sum(sum(days.values()) for days in answered.values())
    return Workload(desks, Funnel(sent, bounced, responses))


async def _sent(session: AsyncSession, mailbox_ids: list[int], since: datetime) -> list[tuple[int, date, int, int]]:
    """Mailbox, local day, first touches, first touches that have not bounced."""
    query = (
        select(
            col(MessageOut.mailbox_id),
            col(MessageOut.sent_on),
            func.count(),
            func.count().filter(col(MessageOut.bounced) == ""),
        )
        .where(col(MessageOut.mailbox_id).in_(mailbox_ids), col(MessageOut.sent_on) >= since.date())
        .where(col(MessageOut.first_touch))
        .group_by(col(MessageOut.mailbox_id), col(MessageOut.sent_on))
    )
    return [(box, day, first, good) for box, day, first, good in await session.execute(query) if day]


async def _answered(session: AsyncSession, owner: Mapping[int, int], since: datetime) -> dict[int, ByDay]:
    """Per rep the people who answered, each on the day of their first answer."""
    query = (
        select(col(MessageIn.mailbox_id), col(MessageIn.contact_id), func.min(MessageIn.received_at))
        .where(
            col(MessageIn.mailbox_id).in_(owner),
            col(MessageIn.received_at) >= since,
            col(MessageIn.kind).in_(HUMAN_KINDS),
            col(MessageIn.enrollment_id).is_not(None),
        )
        .group_by(col(MessageIn.mailbox_id), col(MessageIn.contact_id))
    )
    found: dict[int, ByDay] = defaultdict(dict)
    for mailbox_id, _, at in await session.execute(query):
        days = found[owner[mailbox_id]]
        days[at.date()] = days.get(at.date(), 0) + 1
    return found


async def _tasks(session: AsyncSession, user_ids: list[int]) -> dict[int, list[datetime]]:
    """Per rep the deadlines of the unworked answers."""
    query = select(col(ResponseTask.owner_id), col(ResponseTask.due_at)).where(
        col(ResponseTask.owner_id).in_(user_ids), col(ResponseTask.done_at).is_(None), col(ResponseTask.counts)
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for user_id, due_at in await session.execute(query):
        found[user_id].append(due_at)
    return found


async def _worked(session: AsyncSession, user_ids: list[int], since: datetime) -> dict[int, timedelta]:
    """Per rep how long an answer usually waited: the median of those that came lately and are worked."""
    length = col(ResponseTask.done_at) - col(ResponseTask.created_at)
    query = (
        select(col(ResponseTask.owner_id), func.percentile_cont(0.5).within_group(length))
        .where(
            col(ResponseTask.owner_id).in_(user_ids),
            col(ResponseTask.counts),
            col(ResponseTask.created_at) >= since,
            col(ResponseTask.done_at).is_not(None),
        )
        .group_by(col(ResponseTask.owner_id))
        .having(func.count() >= ENOUGH_WORKED)
    )
    return {row[0]: row[1] for row in await session.execute(query)}
