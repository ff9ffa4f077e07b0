"""What mailboxes and reps have sent, had answered and worked lately, by day: where a forecast starts from."""

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
    sent: Mapping[int, ByDay]
    """Per mailbox what counts for which of its local days."""
    funnel: Funnel
    """First touches of all these reps in the last four weeks."""


@dataclass
class _Sent:
    """Of one rep, by local day."""

    all: ByDay
    first: ByDay
    delivered: ByDay


async def workload(session: AsyncSession, mailboxes: Sequence[Mailbox], rules: Policies, now: datetime) -> Workload:
    """`mailboxes` are all mailboxes of their reps."""
    since = now - timedelta(days=TRAILING)
    owner = {mailbox.id: mailbox.user_id for mailbox in mailboxes}
    by_rep: dict[int, _Sent] = {user_id: _Sent({}, {}, {}) for user_id in owner.values()}
    by_box: dict[int, ByDay] = {mailbox_id: {} for mailbox_id in owner}
    sent = bounced = 0
    for mailbox_id, day, count, first, good in await _sent(session, list(owner), since):
        rep = by_rep[owner[mailbox_id]]
        by_box[mailbox_id][day] = count
        for counts, more in ((rep.all, count), (rep.first, first), (rep.delivered, good)):
            counts[day] = counts.get(day, 0) + more
        sent, bounced = sent + first, bounced + first - good
    answered = await _answered(session, owner, since)
    started = await _started(session, owner)
    tasks = await _tasks(session, list(by_rep))
    worked = await _worked(session, list(by_rep), since)
    users = await session.scalars(select(User).where(col(User.id).in_(by_rep)).order_by(col(User.id)))
    desks = [
        Desk(
            id=user.id,
            daily_cap=user.daily_cap,
            works_in=worked.get(user.id, rules.answer_within / 2),
            sent=by_rep[user.id].all,
            first=by_rep[user.id].first,
            delivered=by_rep[user.id].delivered,
            answered=answered[user.id],
            tasks=tasks[user.id],
            started=started.get(user.id),
        )
        for user in users
    ]
    responses = sum(sum(days.values()) for days in answered.values())
    return Workload(desks, by_box, Funnel(sent, bounced, responses))


async def _sent(
    session: AsyncSession, mailbox_ids: list[int], since: datetime
) -> list[tuple[int, date, int, int, int]]:
    """Mailbox, local day, all mails, first touches, first touches that have not bounced."""
    query = (
        select(
            col(MessageOut.mailbox_id),
            col(MessageOut.sent_on),
            func.count(),
            func.count().filter(col(MessageOut.first_touch)),
            func.count().filter(col(MessageOut.first_touch), col(MessageOut.bounced) == ""),
        )
        .where(col(MessageOut.mailbox_id).in_(mailbox_ids), col(MessageOut.sent_on) >= since.date())
        .group_by(col(MessageOut.mailbox_id), col(MessageOut.sent_on))
    )
    return [(box, day, count, first, good) for box, day, count, first, good in await session.execute(query) if day]


async def _started(session: AsyncSession, owner: Mapping[int, int]) -> dict[int, date]:
    """Per rep the first day on which they sent at all."""
    began = select(func.min(MessageOut.sent_on)).where(col(MessageOut.mailbox_id) == Mailbox.id).scalar_subquery()
    found: dict[int, date] = {}
    for mailbox_id, day in await session.execute(select(col(Mailbox.id), began).where(col(Mailbox.id).in_(owner))):
        if day is not None:
            rep = owner[mailbox_id]
            found[rep] = min(day, found.get(rep, day))
    return found


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
