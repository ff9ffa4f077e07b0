"""What each mailbox may send now, counted from the ledger for many of them in a few queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select, text
from sqlmodel import col

from engine.flows.day import day_end, day_in, local_day, midnight, warm_since
from engine.rules import governor, pace
from engine.rules.governor import Desk
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import HUMAN_KINDS
from engine.store.columns import listed
from engine.store.days import BY_DAY
from engine.store.known import Box
from engine.store.pipeline import Writer, rows_of, rows_of_all
from engine.store.tables import Mailbox, MessageIn, MessageOut, ResponseTask, User

TRAILING = timedelta(days=28)
"""The time over which the expected response rate is measured."""
RATES_KEPT = timedelta(hours=1)
"""How long a measured rate is used again by a worker: four weeks change little in an hour, and cost much to count."""


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


class Count(NamedTuple):
    """Mails, and the first touches among them."""

    all: int = 0
    first: int = 0


ByDay = dict[date, int]
"""How many mails count for each of the days that caps look at: of this week, and in a rep's first week of all of it."""


@dataclass(frozen=True)
class Counts:
    """Of some mailboxes and all others of the same reps: caps of reps, and what counts for which day.

    A rep has no day of their own: what they send counts for the days of each zone that one of their mailboxes is in,
    and the cap holds in all of them. `more` counts what is not in the ledger yet: per mailbox, what was planned or said
    a moment ago.
    """

    rules: Policies
    now: datetime
    caps: dict[int, int]
    """Per user."""
    boxes: dict[int, list[int]]
    """Per user all mailboxes."""
    places: dict[int, tuple[int, str]]
    """Per mailbox its user and zone, as they were when this was counted."""
    days: dict[int, ByDay]
    """Per mailbox, by its local days."""
    of_reps: dict[int, dict[str, ByDay]]
    """Per user and zone, by the days there; with what they sent from mailboxes that are another's now."""
    firsts: dict[int, dict[str, ByDay]]
    """The first touches among these."""
    claimed: dict[int, Count]
    started: dict[int, date]
    """Per user the first day on which they sent at all."""
    more: Counter[int] = field(default_factory=Counter)
    lasts: dict[int, tuple[datetime | None, datetime | None]] = field(default_factory=dict)
    """Per mailbox when the last mail left, and the last first touch, of those that count; for whoever shows it."""
    full: dict[int, datetime] = field(default_factory=dict)
    """Per user when as many answers waited as first touches wait for; the same."""

    def know(self, mailbox: Mailbox | Box) -> bool:
        """Whether nobody has given the mailbox to another rep, or moved it to another zone, while this was counted."""
        return self.places.get(mailbox.id) == (mailbox.user_id, mailbox.time_zone) and mailbox.user_id in self.caps

    def first_touches_of(self, mailbox: Mailbox | Box) -> int:
        """Of its rep, today."""
        sent = self.firsts[mailbox.user_id].get(mailbox.time_zone, {}).get(local_day(mailbox, self.now), 0)
        return sent + sum(self._claimed(box).first for box in self.boxes[mailbox.user_id])

    def sent(self, box: int, day: date) -> int:
        return self.days.get(box, {}).get(day, 0)

    def _claimed(self, box: int) -> Count:
        return self.claimed.get(box, Count())

    def _in_hand(self, boxes: Iterable[int]) -> int:
        return sum(self._claimed(box).all + self.more[box] for box in boxes)

    def last_first_touch(self, user_id: int) -> datetime | None:
        return self._last(self.boxes[user_id], first=True)

    def _last(self, boxes: Sequence[int], *, first: bool = False) -> datetime | None:
        """None while a worker has one in hand that counts and is yet to leave."""
        known = [at for box in boxes if (at := self.lasts.get(box, (None, None))[first]) is not None]
        return None if any(self._claimed(box).all for box in boxes) else max(known, default=None)

    def day(self, mailbox: Mailbox | Box) -> pace.Day:
        """The mailbox's local day as the caps see it."""
        today, boxes = local_day(mailbox, self.now), self.boxes[mailbox.user_id]
        zones = self.of_reps[mailbox.user_id]
        return pace.Day(
            today=today,
            ends=midnight(mailbox, self.now),
            cap_mailbox=mailbox.daily_cap,
            cap_rep=min(self.caps[mailbox.user_id], pace.CEILING),
            sent_mailbox=_with(self.days.get(mailbox.id, {}), today, self._in_hand([mailbox.id])),
            sent_rep=_with(zones.get(mailbox.time_zone, {}), today, self._in_hand(boxes)),
            elsewhere=[self._elsewhere(zone, days, boxes) for zone, days in zones.items() if zone != mailbox.time_zone],
            ramp_started=warm_since(mailbox, self.now),
            ramp_days=mailbox.ramp_days,
            rep_started=self.started.get(mailbox.user_id),
            first_week=self.rules.first_week,
            days_per_week=self.rules.days_per_week,
            slow_until=pace.slowed_until(mailbox.slow_until, self.now),
            last_mailbox=self._last([mailbox.id]),
            last_rep=self._last(self.boxes[mailbox.user_id]),
        )

    def _elsewhere(self, zone: str, days: ByDay, boxes: Iterable[int]) -> pace.Elsewhere:
        today, ends = day_in(zone, self.now)
        return pace.Elsewhere(zone, days.get(today, 0) + self._in_hand(boxes), ends)


def _with(days: ByDay, today: date, in_hand: int) -> ByDay:
    return days | {today: days.get(today, 0) + in_hand}


async def count(asked: Writer, mailboxes: Sequence[Mailbox | Box], rules: Policies, now: datetime) -> Counts:
    """Mails that a worker has in hand count too. They are counted first: one that leaves meanwhile counts twice, for
    this round, and never not at all.
    """
    users = {"users": list({mailbox.user_id for mailbox in mailboxes})}
    reps, in_hand, by_day = await rows_of_all(asked, (REPS, users), (IN_HAND, users), (BY_DAY, {**users, **since(now)}))
    counts = counts_of(reps, by_day, rules, now)
    counts.claimed.update((box, Count(total, first)) for box, total, first in in_hand)
    return counts


def counts_of(reps: Iterable[Sequence[Any]], by_day: Iterable[Sequence[Any]], rules: Policies, now: datetime) -> Counts:
    """What the rows of REPS and BY_DAY say."""
    caps: dict[int, int] = {row[0]: row[1] for row in reps}
    counts = Counts(
        rules,
        now,
        caps,
        boxes={user_id: [] for user_id in caps},
        places={},
        days={},
        of_reps={user_id: {} for user_id in caps},
        firsts={user_id: {} for user_id in caps},
        claimed={},
        started={},
    )
    for user_id, box, zone, own, here, began, days, totals, firsts in by_day:
        if user_id not in caps:
            continue  # given to them a moment ago: `know` tells
        if own and here:
            counts.boxes[user_id].append(box)
            counts.places[box] = (user_id, zone)
            _add(counts.days.setdefault(box, {}), days, totals)
        _add(counts.of_reps[user_id].setdefault(zone, {}), days, totals)
        _add(counts.firsts[user_id].setdefault(zone, {}), days, firsts)
        if began is not None:
            counts.started[user_id] = min(began, counts.started.get(user_id, began))
    return counts


def _add(to: ByDay, days: Sequence[date] | None, mails: Sequence[int] | None) -> None:
    for day, number in zip(days or (), mails or (), strict=True):
        to[day] = to.get(day, 0) + number


REPS = select(col(User.id), col(User.daily_cap)).where(listed(col(User.id), "users")).order_by(col(User.id))
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
IN_HAND = text(
    "select m.id, count(*), count(*) filter (where o.first_touch) from mailbox as m cross join lateral"
    " (select first_touch from message_out where mailbox_id = m.id and state = 'claimed' offset 0) as o"
    " where m.user_id = any(cast(:users as bigint[])) group by m.id"
)
"""One mailbox at a time, so that what others have in hand, and what passed through theirs a moment ago, is not read."""


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


def since(now: datetime) -> dict[str, date]:
    """The first of the days that count in a rep's first week, and in any other: wherever a mailbox is, and whatever
    its zone called them when it was another.
    """
    earliest = (now - timedelta(hours=12)).date()
    monday = earliest - timedelta(days=earliest.weekday())
    return {"since": earliest - timedelta(days=pace.WEEK), "monday": monday - timedelta(days=1)}


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
            first_touches_today=counts.first_touches_of(mailbox),
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
