"""What each mailbox may send now, counted from the ledger for many of them in a few queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, join, select, text, true
from sqlmodel import col

from engine.flows.day import day_end, local_day, midnight
from engine.rules import governor, pace
from engine.rules.governor import Desk
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import HUMAN_KINDS, OutState
from engine.store.columns import listed
from engine.store.known import Box
from engine.store.pipeline import Writer, rows_of, rows_of_all
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
    day: pace.Day


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


@dataclass(frozen=True)
class Counts:
    """Of some mailboxes and all others of the same reps: caps of reps, and what counts for which day.

    `more` counts what is not in the ledger yet: per mailbox, what was planned or said a moment ago.
    """

    rules: Policies
    now: datetime
    caps: dict[int, int]
    """Per user."""
    boxes: dict[int, list[int]]
    """Per user all mailboxes."""
    days: dict[int, dict[date, Count]]
    """Per mailbox, of the last seven local days."""
    claimed: dict[int, Count]
    started: dict[int, date]
    """Per user the first day on which they sent at all."""
    more: Counter[int] = field(default_factory=Counter)
    lasts: dict[int, tuple[datetime | None, datetime | None]] = field(default_factory=dict)
    """Per mailbox when the last mail left, and the last first touch, of those that count; for whoever shows it."""
    full: dict[int, datetime] = field(default_factory=dict)
    """Per user when as many answers waited as first touches wait for; the same."""

    def first_touches_of(self, user_id: int, today: date) -> int:
        found = (self.days.get(box, {}).get(today, Count()) for box in self.boxes[user_id])
        return sum(count.first for count in found) + sum(self._claimed(box).first for box in self.boxes[user_id])

    def _claimed(self, box: int) -> Count:
        return self.claimed.get(box, Count())

    def _sent(self, boxes: Iterable[int], today: date) -> dict[date, int]:
        sent = {today: 0}
        for box in boxes:
            for day, counted in self.days.get(box, {}).items():
                sent[day] = sent.get(day, 0) + counted.all
            sent[today] += self._claimed(box).all + self.more[box]
        return sent

    def last_first_touch(self, user_id: int) -> datetime | None:
        return self._last(self.boxes[user_id], first=True)

    def _last(self, boxes: Sequence[int], *, first: bool = False) -> datetime | None:
        """None while a worker has one in hand that counts and is yet to leave."""
        known = [at for box in boxes if (at := self.lasts.get(box, (None, None))[first]) is not None]
        return None if any(self._claimed(box).all for box in boxes) else max(known, default=None)

    def day(self, mailbox: Mailbox | Box) -> pace.Day:
        """The mailbox's local day as the caps see it."""
        today = local_day(mailbox, self.now)
        return pace.Day(
            today=today,
            ends=midnight(mailbox, self.now),
            cap_mailbox=mailbox.daily_cap,
            cap_rep=min(self.caps[mailbox.user_id], pace.CEILING),
            sent_mailbox=self._sent([mailbox.id], today),
            sent_rep=self._sent(self.boxes[mailbox.user_id], today),
            ramp_started=mailbox.ramp_started,
            ramp_days=mailbox.ramp_days,
            rep_started=self.started.get(mailbox.user_id),
            first_week=self.rules.first_week,
            days_per_week=self.rules.days_per_week,
            slow_until=pace.slowed_until(mailbox.slow_until, self.now),
            last_mailbox=self._last([mailbox.id]),
            last_rep=self._last(self.boxes[mailbox.user_id]),
        )


async def count(
    asked: Writer,
    mailboxes: Sequence[Mailbox | Box],
    rules: Policies,
    now: datetime,
    *,
    lock: bool = False,
) -> Counts:
    """Mails that a worker has in hand count too. `lock`: the reps, in the order of their numbers, so that
    nobody else counts and takes at the same time; weaker than FOR UPDATE, so that what refers to them need not wait.
    """
    users = {"users": list({mailbox.user_id for mailbox in mailboxes})}
    reps, by_day, in_hand = await rows_of_all(
        asked, (LOCKED_REPS if lock else REPS, users), (BY_DAY, {**users, "since": since(now)}), (IN_HAND, users)
    )
    counts = counts_of(reps, by_day, rules, now)
    counts.claimed.update((box, Count(total, first)) for box, total, first in in_hand)
    return counts


def counts_of(reps: Iterable[Sequence[Any]], by_day: Iterable[Sequence[Any]], rules: Policies, now: datetime) -> Counts:
    """What the rows of REPS and BY_DAY say."""
    caps: dict[int, int] = {row[0]: row[1] for row in reps}
    boxes: dict[int, list[int]] = {user_id: [] for user_id in caps}
    days: dict[int, dict[date, Count]] = {}
    started: dict[int, date] = {}
    for user_id, box, began, day, total, first in by_day:
        if box not in days:
            boxes[user_id].append(box)
            days[box] = {}
        if began is not None:
            started[user_id] = min(began, started.get(user_id, began))
        if day is not None:
            days[box][day] = Count(total, first)
    return Counts(rules, now, caps, boxes, days, {}, started)


NUMBERS = (func.count(), func.count().filter(col(MessageOut.first_touch)))
"""All of a group, and the first touches among them: of ix_message_out_sent no row need be read for that."""
REPS = select(col(User.id), col(User.daily_cap)).where(listed(col(User.id), "users")).order_by(col(User.id))
LOCKED_REPS = REPS.with_for_update(key_share=True)
OF_MAILS = (
    select(col(Mailbox.user_id))
    .join(MessageOut, col(MessageOut.mailbox_id) == Mailbox.id)
    .where(listed(col(MessageOut.id), "mails"))
)
"""The reps of some mails."""
LOCKED_REPS_OF_MAILS = (
    select(col(User.id), col(User.daily_cap))
    .where(col(User.id).in_(OF_MAILS))
    .order_by(col(User.id))
    .with_for_update(key_share=True)
)
BEGAN = select(func.min(MessageOut.sent_on)).where(col(MessageOut.mailbox_id) == Mailbox.id).lateral()
DAYS = (
    select(col(MessageOut.sent_on), *NUMBERS)
    .where(col(MessageOut.mailbox_id) == Mailbox.id, col(MessageOut.sent_on) >= bindparam("since"))
    .group_by(col(MessageOut.sent_on))
    .lateral()
)
"""Of one mailbox, so that its index is used whatever the planner thinks of the day."""
ALL_DAYS: Select[Any] = select(col(Mailbox.user_id), col(Mailbox.id), *BEGAN.c, *DAYS.c).select_from(
    join(Mailbox, BEGAN, true()).outerjoin(DAYS, true())
)
"""Rep, mailbox, the first day on which it sent, each of the last days on which it did, mails, first touches."""
BY_DAY = ALL_DAYS.where(listed(col(Mailbox.user_id), "users"))
BY_DAY_OF_MAILS = ALL_DAYS.where(col(Mailbox.user_id).in_(OF_MAILS))
IN_HAND = (
    select(col(MessageOut.mailbox_id), *NUMBERS)
    .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
    .where(col(MessageOut.state) == OutState.CLAIMED, listed(col(Mailbox.user_id), "users"))
    .group_by(col(MessageOut.mailbox_id))
)

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

ALL_DESKS = (
    select(col(ResponseTask.owner_id), func.count(), func.min(ResponseTask.due_at))
    .where(col(ResponseTask.done_at).is_(None), col(ResponseTask.counts))
    .group_by(col(ResponseTask.owner_id))
)
"""Per rep the answers that wait for them, and the deadline of the oldest."""
DESKS = ALL_DESKS.where(listed(col(ResponseTask.owner_id), "users"))
DESKS_OF_MAILS = ALL_DESKS.where(col(ResponseTask.owner_id).in_(OF_MAILS.where(col(MessageOut.first_touch))))
DELIVERED = (
    select(col(MessageOut.mailbox_id), func.count())
    .where(
        listed(col(MessageOut.mailbox_id), "mailboxes"),
        col(MessageOut.sent_on) >= bindparam("since"),
        col(MessageOut.sent_at).is_not(None),
        col(MessageOut.first_touch),
        col(MessageOut.bounced) == "",
    )
    .group_by(col(MessageOut.mailbox_id))
)
ANSWERED = (
    select(col(MessageIn.mailbox_id), func.count(func.distinct(MessageIn.contact_id)))
    .where(
        listed(col(MessageIn.mailbox_id), "mailboxes"),
        col(MessageIn.received_at) >= bindparam("since"),
        col(MessageIn.kind).in_(HUMAN_KINDS),
        col(MessageIn.enrollment_id).is_not(None),
    )
    .group_by(col(MessageIn.mailbox_id))
)


def since(now: datetime) -> date:
    """The first of the seven local days that count, wherever a mailbox is."""
    return (now - timedelta(days=pace.WEEK)).date()


def desks_of(rows: Iterable[Sequence[Any]]) -> dict[int, Desk]:
    """What the rows of DESKS say."""
    return {owner: Desk(number, oldest) for owner, number, oldest in rows}


async def first_touches(
    asked: Writer,
    mailboxes: Sequence[Mailbox | Box],
    counts: Counts,
    rules: Policies,
    now: datetime,
    rates: Rates | None = None,
) -> dict[int, int | Held]:
    """Per mailbox how many more first touches its rep may begin today, or why none: the response governor."""
    users = {mailbox.user_id for mailbox in mailboxes}
    desks = desks_of(await rows_of(asked, DESKS, {"users": list(users)}))
    measured = await _rates(asked, users, counts, now, rates or Rates())
    found: dict[int, int | Held] = {}
    for mailbox in mailboxes:
        desk, rate = desks.get(mailbox.user_id, Desk(0, None)), measured[mailbox.user_id]
        load = governor.RepLoad(
            unworked=desk.unworked,
            oldest_deadline=desk.oldest_deadline,
            full_since=counts.full.get(mailbox.user_id),
            first_touches_today=counts.first_touches_of(mailbox.user_id, local_day(mailbox, now)),
            responses=min(rate.responses, rate.delivered),
            delivered=rate.delivered,
            day_ends=day_end(mailbox, now),
            last_first_touch=counts.last_first_touch(mailbox.user_id),
        )
        found[mailbox.id] = governor.first_touches(
            load,
            now,
            backlog_limit=rules.backlog_limit,
            responses_per_day=(rules.responses_low, rules.responses_high),
        )
    return found


async def _rates(asked: Writer, users: Iterable[int], counts: Counts, now: datetime, rates: Rates) -> dict[int, Rate]:
    known = {user_id: rates.fresh(user_id, now) for user_id in users}
    owners = {box: user_id for user_id, rate in known.items() if rate is None for box in counts.boxes[user_id]}
    if owners:
        since, mailboxes = now - TRAILING, list(owners)
        totals: Counter[int] = Counter()
        answers: Counter[int] = Counter()
        delivered, answered = await rows_of_all(
            asked,
            (DELIVERED, {"mailboxes": mailboxes, "since": since.date()}),
            (ANSWERED, {"mailboxes": mailboxes, "since": since}),
        )
        for box, number in delivered:
            totals[owners[box]] += number
        for box, number in answered:
            answers[owners[box]] += number
        for user_id in set(owners.values()):
            known[user_id] = Rate(answers[user_id], totals[user_id])
            rates.known[user_id] = (now, Rate(answers[user_id], totals[user_id]))
    return {user_id: rate or Rate() for user_id, rate in known.items()}


async def paces(
    asked: Writer, mailboxes: Sequence[Mailbox | Box], rules: Policies, now: datetime, *, told: bool = False
) -> dict[int, Pace]:
    """Caps, ramp and governor as they stand: what the ledger shows as the reason of a mailbox. `told`: with since
    when."""
    counts = await count(asked, mailboxes, rules, now)
    if told:
        await _since_when(asked, counts)
    first = await first_touches(asked, mailboxes, counts, rules, now)
    days = {mailbox.id: counts.day(mailbox) for mailbox in mailboxes}
    return {key: Pace(pace.allowance(day), first[key], day) for key, day in days.items()}


async def _since_when(asked: Writer, counts: Counts) -> None:
    boxes = [box for some in counts.boxes.values() for box in some]
    lasts, full = await rows_of_all(
        asked,
        (LASTS, {"mailboxes": boxes, "since": since(counts.now)}),
        (FULL, {"users": list(counts.boxes), "limit": counts.rules.backlog_limit}),
    )
    counts.lasts.update((box, (last, first)) for box, last, first in lasts)
    counts.full.update((user_id, at) for user_id, at in full)


async def pace_of(asked: Writer, mailbox: Mailbox | Box, rules: Policies, now: datetime) -> Pace:
    return (await paces(asked, [mailbox], rules, now))[mailbox.id]
