"""What each mailbox may send now, counted from the ledger for many of them in a few queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import and_, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import governor, pace, windows
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import HUMAN_KINDS, OutState
from engine.store.columns import among
from engine.store.tables import Mailbox, MessageIn, MessageOut, ResponseTask, User

TRAILING = timedelta(days=28)
"""The time over which the expected response rate is measured."""
RATES_KEPT = timedelta(hours=1)
"""How long a measured rate is used again by a worker: four weeks change little in an hour, and cost much to count."""


@dataclass(frozen=True)
class Pace:
    """What the mailbox may do now: `quota` mails today, `first` of them first touches; or why not."""

    quota: int | Held
    first: int | Held


@dataclass(frozen=True)
class Rate:
    """Answers by people to the first touches that a rep delivered lately."""

    responses: int = 0
    delivered: int = 0


@dataclass
class Rates:
    """What a worker remembers of reps' response rates."""

    known: dict[int, tuple[datetime, Rate]] = field(default_factory=dict)

    def fresh(self, user_id: int, now: datetime) -> Rate | None:
        at, rate = self.known.get(user_id, (now - RATES_KEPT, Rate()))
        return rate if timedelta() <= now - at < RATES_KEPT else None


@dataclass(frozen=True)
class Count:
    """Mails that count for a day, and the first touches among them."""

    all: int = 0
    first: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.all + other.all, self.first + other.first)


@dataclass(frozen=True)
class Counts:
    """Of some mailboxes and all others of the same reps: caps of reps, days, and what counts for them."""

    caps: dict[int, int]
    """Per user."""
    boxes: dict[int, list[int]]
    """Per user all mailboxes."""
    days: dict[tuple[int, date], Count]
    claimed: dict[int, Count]

    def of_mailbox(self, mailbox_id: int, today: date) -> Count:
        return self.days.get((mailbox_id, today), Count()) + self.claimed.get(mailbox_id, Count())

    def of_rep(self, user_id: int, today: date) -> Count:
        return sum((self.of_mailbox(box, today) for box in self.boxes[user_id]), Count())

    def day(self, mailbox: Mailbox, now: datetime) -> pace.Day:
        """The mailbox's local day as the caps see it."""
        today = local_day(mailbox, now)
        return pace.Day(
            cap_mailbox=mailbox.daily_cap,
            sent_mailbox=self.of_mailbox(mailbox.id, today).all,
            ramp=pace.ramp_cap(mailbox.daily_cap, mailbox.ramp_started, today),
            cap_rep=min(self.caps[mailbox.user_id], pace.CEILING),
            sent_rep=self.of_rep(mailbox.user_id, today).all,
            ends=day_end(mailbox, now),
        )


def with_more(day: pace.Day, *, of_rep: int, of_mailbox: int = 0) -> pace.Day:
    """The day after so many more mails, which are not yet in the ledger."""
    return replace(day, sent_rep=day.sent_rep + of_rep, sent_mailbox=day.sent_mailbox + of_mailbox)


def local_day(mailbox: Mailbox, now: datetime) -> date:
    """The day a mail sent now counts for."""
    return now.astimezone(windows.zone_of(mailbox.time_zone, "mailbox.time_zone")).date()


def day_end(mailbox: Mailbox, now: datetime) -> datetime:
    """Midnight in the mailbox's zone, when its caps begin anew."""
    zone = windows.zone_of(mailbox.time_zone, "mailbox.time_zone")
    midnight = datetime.combine(local_day(mailbox, now) + timedelta(days=1), time(), zone)
    return midnight.astimezone(UTC)


async def count(
    session: AsyncSession, mailboxes: Sequence[Mailbox], now: datetime, *, claimed: bool, lock: bool = False
) -> Counts:
    """`claimed`: mails that a worker has in hand count too. `lock`: the reps, in the order of their numbers, so that
    nobody else counts and takes at the same time; weaker than FOR UPDATE, so that what refers to them need not wait.
    """
    users = {mailbox.user_id for mailbox in mailboxes}
    people = select(col(User.id), col(User.daily_cap)).where(among(col(User.id), users)).order_by(col(User.id))
    if lock:
        people = people.with_for_update(key_share=True)
    caps = {row[0]: row[1] for row in await session.execute(people)}
    numbers = (func.count(col(MessageOut.id)), func.count().filter(col(MessageOut.first_touch)))
    since = min((local_day(mailbox, now) for mailbox in mailboxes), default=now.date())
    by_day = (
        select(col(Mailbox.user_id), col(Mailbox.id), col(MessageOut.sent_on), *numbers)
        .outerjoin(MessageOut, and_(col(MessageOut.mailbox_id) == Mailbox.id, col(MessageOut.sent_on) >= since))
        .where(among(col(Mailbox.user_id), users))
        .group_by(col(Mailbox.id), col(MessageOut.sent_on))
    )
    boxes: dict[int, list[int]] = {user_id: [] for user_id in users}
    days: dict[tuple[int, date], Count] = {}
    for user_id, box, day, total, first in await session.execute(by_day):
        if box not in boxes[user_id]:
            boxes[user_id].append(box)
        if day is not None:
            days[box, day] = Count(total, first)
    in_hand: dict[int, Count] = {}
    if claimed:
        keys = [box for some in boxes.values() for box in some]
        query = (
            select(col(MessageOut.mailbox_id), *numbers)
            .where(col(MessageOut.state) == OutState.CLAIMED, among(col(MessageOut.mailbox_id), keys))
            .group_by(col(MessageOut.mailbox_id))
        )
        in_hand = {box: Count(total, first) for box, total, first in await session.execute(query)}
    return Counts(caps, boxes, days, in_hand)


async def first_touches(
    session: AsyncSession,
    mailboxes: Sequence[Mailbox],
    counts: Counts,
    rules: Policies,
    now: datetime,
    rates: Rates | None = None,
) -> dict[int, int | Held]:
    """Per mailbox how many more first touches its rep may begin today, or why none: the response governor."""
    users = {mailbox.user_id for mailbox in mailboxes}
    desks = (
        select(col(ResponseTask.owner_id), func.count(), func.min(ResponseTask.due_at))
        .where(among(col(ResponseTask.owner_id), users), col(ResponseTask.done_at).is_(None), col(ResponseTask.counts))
        .group_by(col(ResponseTask.owner_id))
    )
    unworked = {owner: (number, oldest) for owner, number, oldest in await session.execute(desks)}
    measured = await _rates(session, users, counts, now, rates or Rates())
    found: dict[int, int | Held] = {}
    for mailbox in mailboxes:
        number, oldest = unworked.get(mailbox.user_id, (0, None))
        rate = measured[mailbox.user_id]
        load = governor.RepLoad(
            unworked=number,
            oldest_deadline=oldest,
            first_touches_today=counts.of_rep(mailbox.user_id, local_day(mailbox, now)).first,
            responses=min(rate.responses, rate.delivered),
            delivered=rate.delivered,
        )
        found[mailbox.id] = governor.first_touches(
            load,
            now,
            backlog_limit=rules.backlog_limit,
            responses_per_day=(rules.responses_low, rules.responses_high),
        )
    return found


async def _rates(
    session: AsyncSession, users: Iterable[int], counts: Counts, now: datetime, rates: Rates
) -> dict[int, Rate]:
    known = {user_id: rates.fresh(user_id, now) for user_id in users}
    owners = {box: user_id for user_id, rate in known.items() if rate is None for box in counts.boxes[user_id]}
    if owners:
        since = now - TRAILING
        delivered = (
            select(col(MessageOut.mailbox_id), func.count())
            .where(
                among(col(MessageOut.mailbox_id), owners),
                col(MessageOut.sent_on) >= since.date(),
                col(MessageOut.sent_at).is_not(None),
                col(MessageOut.first_touch),
                col(MessageOut.bounced) == "",
            )
            .group_by(col(MessageOut.mailbox_id))
        )
        answered = (
            select(col(MessageIn.mailbox_id), func.count(func.distinct(MessageIn.contact_id)))
            .where(
                among(col(MessageIn.mailbox_id), owners),
                col(MessageIn.received_at) >= since,
                col(MessageIn.kind).in_(HUMAN_KINDS),
                col(MessageIn.enrollment_id).is_not(None),
            )
            .group_by(col(MessageIn.mailbox_id))
        )
        totals: Counter[int] = Counter()
        answers: Counter[int] = Counter()
        for box, number in await session.execute(delivered):
            totals[owners[box]] += number
        for box, number in await session.execute(answered):
            answers[owners[box]] += number
        for user_id in set(owners.values()):
            known[user_id] = Rate(answers[user_id], totals[user_id])
            rates.known[user_id] = (now, Rate(answers[user_id], totals[user_id]))
    return {user_id: rate or Rate() for user_id, rate in known.items()}


async def paces(session: AsyncSession, mailboxes: Sequence[Mailbox], rules: Policies, now: datetime) -> dict[int, Pace]:
    """Caps, ramp and governor as they stand: what the ledger shows as the reason of a mailbox."""
    counts = await count(session, mailboxes, now, claimed=True)
    first = await first_touches(session, mailboxes, counts, rules, now)
    return {mailbox.id: Pace(pace.allowance(counts.day(mailbox, now)), first[mailbox.id]) for mailbox in mailboxes}


async def pace_of(session: AsyncSession, mailbox: Mailbox, rules: Policies, now: datetime) -> Pace:
    return (await paces(session, [mailbox], rules, now))[mailbox.id]
