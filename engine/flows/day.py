"""The day of a mailbox that its caps count for, with what was sent on it and on the days before."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import pace
from engine.rules.policies import Policies
from engine.rules.vocabulary import OutState
from engine.rules.windows import zone_of
from engine.store.tables import Mailbox, MessageOut, User


def local_day(mailbox: Mailbox, now: datetime) -> date:
    """The day a mail sent now counts for."""
    return now.astimezone(_zone(mailbox)).date()


def day_end(mailbox: Mailbox, now: datetime) -> datetime:
    """Midnight in the mailbox's zone, when its caps begin anew; in UTC."""
    return _midnight(mailbox, now).astimezone(UTC)


def _midnight(mailbox: Mailbox, now: datetime) -> datetime:
    return datetime.combine(local_day(mailbox, now) + timedelta(days=1), time(), _zone(mailbox))


def _zone(mailbox: Mailbox) -> ZoneInfo:
    return zone_of(mailbox.time_zone, "mailbox.time_zone")


async def day_of(
    session: AsyncSession, mailbox: Mailbox, user: User, rules: Policies, now: datetime, *, claimed: bool
) -> pace.Day:
    """`claimed`: what is claimed and not yet on its way counts too, for today."""
    today = local_day(mailbox, now)
    siblings = list(await session.scalars(select(col(Mailbox.id)).where(col(Mailbox.user_id) == user.id)))
    own, rep = await _sent(session, mailbox.id, siblings, today)
    if claimed:
        counted = select(col(MessageOut.mailbox_id), func.count()).where(
            col(MessageOut.mailbox_id).in_(siblings), col(MessageOut.state) == OutState.CLAIMED
        )
        for mailbox_id, count in await session.execute(counted.group_by(col(MessageOut.mailbox_id))):
            rep[today] += count
            own[today] += count if mailbox_id == mailbox.id else 0
    started = await session.scalar(
        select(func.min(col(MessageOut.sent_on))).where(col(MessageOut.mailbox_id).in_(siblings))
    )
    return pace.Day(
        today=today,
        ends=_midnight(mailbox, now),
        cap_mailbox=mailbox.daily_cap,
        cap_rep=min(user.daily_cap, pace.CEILING),
        sent_mailbox=own,
        sent_rep=rep,
        ramp_started=mailbox.ramp_started,
        ramp_days=mailbox.ramp_days,
        rep_started=started,
        first_week=rules.first_week,
        days_per_week=rules.days_per_week,
        slow_until=pace.slowed_until(mailbox.slow_until, now),
    )


async def _sent(
    session: AsyncSession, mailbox_id: int, siblings: list[int], today: date
) -> tuple[Counter[date], Counter[date]]:
    """Per local day what the mailbox sent, and all of its rep, in the last seven days."""
    query = (
        select(col(MessageOut.mailbox_id), col(MessageOut.sent_on), func.count())
        .where(col(MessageOut.mailbox_id).in_(siblings), col(MessageOut.sent_on) > today - timedelta(days=pace.WEEK))
        .group_by(col(MessageOut.mailbox_id), col(MessageOut.sent_on))
    )
    own, rep = Counter[date](), Counter[date]()
    for sender, day, count in await session.execute(query):
        assert day is not None
        rep[day] += count
        own[day] += count if sender == mailbox_id else 0
    return own, rep
