"""How many mails of each mailbox may leave now, why not more, and which: claimed for one worker."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, text
from sqlmodel import col

from engine.flows import paces
from engine.flows.hold import hold_all
from engine.flows.house import House
from engine.flows.paces import Rates
from engine.flows.read_rules import read_rules
from engine.rules import pace, windows
from engine.rules.addresses import company_domain
from engine.rules.held import Held
from engine.rules.holidays_calendar import holiday_of
from engine.rules.policies import Policies
from engine.rules.screen import ASKED_FOR, screen
from engine.rules.vocabulary import OutState
from engine.rules.windows import Open
from engine.store.columns import listed
from engine.store.facts import FIRM, Waiting, load_due, may_send
from engine.store.known import Box, Firm, Mail, columns_of
from engine.store.pipeline import Pipeline
from engine.store.tables import Mailbox, MessageOut

AT_ONCE = 200
"""Mailboxes looked at in one transaction: many enough that a query pays, few enough that nobody waits for long."""
PAGE = 2
"""Candidates looked at for a mailbox, besides as many as may leave, when some of the first are held; then four times as
many."""
LARGEST_PAGE = 400
LOADED = 100
"""Mails read in one piece: while rows are made into values the sender does nothing else."""
AHEAD = 2
"""So many times as many candidates are asked for as are looked at: to sort all that wait costs the same for any number,
and of a company's people only one gets a first mail."""
PAGES = 20
"""Pages looked at in one round, so that a round stays short however long the queue is."""

CANDIDATES = text(
    "select o.id, m.id, o.account_id, o.first_touch and o.asked_at is null"
    " from unnest(cast(:mailboxes as bigint[]), cast(:most as int[]), cast(:first as bool[]))"
    " with ordinality as m(id, most, first, place) cross join lateral"
    " (select * from (select o.id, o.enrollment_id, o.stopped_at, o.asked_at, o.first_touch, c.level, c.account_id,"
    " o.due_at from message_out as o cross join lateral"
    " (select c.level, c.account_id from contact as c where c.id = o.contact_id offset 0) as c"
    " where o.mailbox_id = m.id and o.state in ('due', 'held') and o.look_at <= :now"
    " and (o.due_at <= :now or o.asked_at > :asked_since)"
    " and (o.asked_at is not null or not o.first_touch or m.first and c.account_id <> all(cast(:taken as bigint[])))"
    " and o.id <> all(cast(:seen as bigint[]))"
    " order by o.stopped_at nulls first, o.asked_at, o.first_touch, c.level desc, o.due_at, o.id) as o"
    " where (select e.state from enrollment as e where e.id = o.enrollment_id) = 'active' limit m.most) as o"
    " order by m.place, o.stopped_at nulls first, o.asked_at, o.first_touch, o.level desc, o.due_at, o.id"
)
"""What a person asked for, then follow-ups before first touches, then the most senior, then the oldest; after all of
these what stopped the mailbox, for the others tell whether that was about them. Contacts are looked up for each mail
that waits: as joins the planner may read all there are, for every mailbox. Enrollments only for those that come first.
"""
ALONE = text(
    "select user_id, pg_advisory_lock(18, cast(user_id as int)) from (select distinct user_id from mailbox"
    " where id = any(cast(:mailboxes as bigint[])) order by user_id) as reps"
)
"""The reps for whom nobody else plans until NEXT. Not by their rows, nor by those of mailboxes: a sender's turn needs
these, and all that it says would wait for a round."""
NEXT = text("select pg_advisory_unlock_all()")
MAILBOXES = select(*columns_of(Box, Mailbox)).where(listed(col(Mailbox.id), "mailboxes")).order_by(col(Mailbox.id))
ASKED = (
    select(col(MessageOut.mailbox_id), func.count())
    .where(
        listed(col(MessageOut.mailbox_id), "mailboxes"),
        col(MessageOut.asked_at).is_not(None),
        col(MessageOut.state).in_([OutState.DUE, OutState.HELD]),
        col(MessageOut.look_at) <= bindparam("now"),
    )
    .group_by(col(MessageOut.mailbox_id))
)
"""Per mailbox how many mails a person asked for."""
PLANNED = text(
    "with planned as (select v.id, v.moment from unnest(cast(:ids as bigint[]), cast(:moments as timestamptz[]))"
    " as v(id, moment) join mailbox as m on m.id = v.id order by m.id for no key update of m)"
    " update mailbox as m set next_slot_at = planned.moment from planned where m.id = planned.id"
)
"""In the order of their numbers, for a turn has some of them."""
CLAIM = text(
    "update message_out as o set state = 'claimed', claimed_by = :worker, send_at = v.send_at,"
    " held_reason = null, held_detail = '', held_since = null"
    " from unnest(cast(:ids as bigint[]), cast(:moments as timestamptz[])) as v(id, send_at) where o.id = v.id"
)


@dataclass(frozen=True)
class Claim:
    """One mail that this worker, and no other, may send, not before `send_at`."""

    out_id: int
    mailbox_id: int
    send_at: datetime


class Candidate(NamedTuple):
    """A mail that waits, in the order in which they leave."""

    id: int
    mailbox_id: int
    account_id: int
    is_first: bool
    """A first touch that nobody asked for."""


@dataclass
class Free:
    """A mailbox that may send: at once what was asked for, at the moments of its day the rest; and what was chosen."""

    mailbox: Box
    at_once: list[datetime]
    moments: list[datetime]
    next_slot: datetime
    claims: list[Claim] = field(default_factory=list)
    queue: deque[Candidate] = field(default_factory=deque)
    page: int = 0
    more: bool = True
    """Whether there may be candidates that are not in the queue."""

    @property
    def wanted(self) -> int:
        return len(self.at_once) + len(self.moments)

    @property
    def looked_at(self) -> int:
        """How many candidates are looked at next."""
        return min(self.page + self.wanted, LARGEST_PAGE)

    def next_page(self, firsts: "Firsts") -> list[int]:
        """The next of the queue, of each account one. Others of it wait for what becomes of that one."""
        left, most = firsts.left(self.mailbox), self.looked_at
        picked: list[int] = []
        accounts: set[int] = set()
        others: list[Candidate] = []
        while self.queue and len(picked) < most:
            one = self.queue.popleft()
            if one.is_first and (left <= 0 or one.account_id in firsts.accounts):
                continue
            if one.is_first and one.account_id in accounts:
                others.append(one)
                continue
            picked.append(one.id)
            accounts.add(one.account_id)
        self.queue.extendleft(reversed(others))
        self.page = max(PAGE, 4 * self.page)
        return picked

    def take(self, waiting: Waiting) -> None:
        moments = self.at_once if waiting.facts.asked else self.moments
        self.claims.append(Claim(waiting.out.id, self.mailbox.id, moments.pop(0)))


@dataclass
class Firsts:
    """First touches left to each rep, and the accounts that are written to in this round: one first touch each."""

    allowed: dict[int, int | Held]
    """Per mailbox, as the governor says."""
    used: dict[int, int] = field(default_factory=dict)
    """Per user."""
    accounts: set[int] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    """Of companies that are written to in this round: no other first touch, whatever account it is of."""

    def left(self, mailbox: Box) -> int:
        allowed = self.allowed[mailbox.id]
        return allowed - self.used.get(mailbox.user_id, 0) if isinstance(allowed, int) else 0

    def take(self, mailbox: Box, account_id: int, domain: str) -> bool:
        if account_id in self.accounts or domain in self.domains or self.left(mailbox) <= 0:
            return False
        self.used[mailbox.user_id] = self.used.get(mailbox.user_id, 0) + 1
        return True


async def dispatch(
    house: House, mailbox_ids: Sequence[int], worker: int, rng: Random, rates: Rates | None = None
) -> list[Claim]:
    """Claim what the mailboxes may send until the next round. The caller holds their leases. Raises Unready, or what
    is wrong with one of the mailboxes.
    """
    claims: list[Claim] = []
    keys = sorted(mailbox_ids)
    for start in range(0, len(keys), AT_ONCE):
        async with house.database.pipeline() as pipe:
            found, slots = await _round(pipe, house, keys[start : start + AT_ONCE], worker, rng, rates)
            if slots:  # after what is claimed is committed: who waits for a mailbox that a turn has holds no mail
                await pipe.commit()
                pipe.begin()
                await pipe.execute(PLANNED, {"ids": list(slots), "moments": list(slots.values())})
            await pipe.execute(NEXT, {})
        claims += found
    return claims


async def _round(
    pipe: Pipeline, house: House, mailbox_ids: list[int], worker: int, rng: Random, rates: Rates | None
) -> tuple[list[Claim], dict[int, datetime]]:
    """What is claimed, and when mailboxes may send next."""
    now = house.clock.now()
    alone = pipe.ask(ALONE, {"mailboxes": mailbox_ids})
    boxes = pipe.ask(MAILBOXES, {"mailboxes": mailbox_ids})
    asked_for = pipe.ask(ASKED, {"mailboxes": mailbox_ids, "now": now})
    firm = Firm(*(await pipe.ask(FIRM, {}).rows())[0])
    reps = {user_id for user_id, _ in await alone.rows()}
    mailboxes = [box for row in await boxes.rows() if may_send(box := Box(*row), now) and box.user_id in reps]
    if not mailboxes or firm.restored_at is not None:
        return [], {}
    rules = read_rules(firm)
    counts = await paces.count(pipe, mailboxes, rules, now)
    mailboxes = [box for box in mailboxes if counts.know(box)]
    ahead = max(house.settings.tick, timedelta(seconds=1))  # what the next round would otherwise find too late
    asked: dict[int, int] = dict(await asked_for.rows())
    slots: dict[int, datetime] = {}
    free = list(_free(mailboxes, counts, asked, firm, ahead, now, rng, slots))
    claims: list[Claim] = []
    if free:
        firsts = Firsts(await paces.first_touches(pipe, [one.mailbox for one in free], counts, rules, now, rates))
        await _choose(pipe, free, firsts, counts, rules, now)
        claims = [claim for one in free for claim in one.claims]
        slots |= {one.mailbox.id: one.next_slot for one in free if one.claims}
    if claims:
        given = {"ids": [claim.out_id for claim in claims], "moments": [claim.send_at for claim in claims]}
        await pipe.execute(CLAIM, {"worker": worker, **given})
    return claims, slots


def _free(
    mailboxes: Sequence[Box],
    counts: paces.Counts,
    asked: dict[int, int],
    firm: Firm,
    ahead: timedelta,
    now: datetime,
    rng: Random,
    slots: dict[int, datetime],
) -> Iterator[Free]:
    """Those with a moment until the next round. When those without have theirs goes into `slots`: a plan that was drawn
    anew is kept, else it would be drawn for ever.
    """
    for mailbox in mailboxes:
        day = counts.day(mailbox)
        quota = pace.allowance(day)
        if isinstance(quota, Held) or quota == 0:
            continue
        policy = windows.united(("mailbox", mailbox.window), ("workspace", firm.window))
        one = _moments(mailbox, day, policy, quota, asked.get(mailbox.id, 0), ahead, now, rng)
        if one.wanted:
            yield one
        else:
            slots[mailbox.id] = one.next_slot


def _moments(
    mailbox: Box,
    day: pace.Day,
    policy: windows.WindowPolicy,
    quota: int,
    asked: int,
    ahead: timedelta,
    now: datetime,
    rng: Random,
) -> Free:
    gap = pace.gap_of(timedelta(seconds=mailbox.min_gap_seconds), day.slow_until)
    last = mailbox.last_sent_at
    begin = now if last is None or last > now else max(now, last + gap)
    at_once = [begin + gap * number for number in range(min(asked, quota))]
    at_once = [moment for moment in at_once if moment <= now + ahead]
    moments, next_slot = pace.slots(
        now,
        ahead,
        max(mailbox.next_slot_at or now, at_once[-1] + gap) if at_once else mailbox.next_slot_at,
        last,
        quota - len(at_once),
        _open_for(policy, mailbox, day.ends, now),
        gap,
        rng,
        at_least=pace.fastest(policy.length, day.most),
    )
    return Free(mailbox, at_once, moments, next_slot)


def _open_for(policy: windows.WindowPolicy, mailbox: Box, end: datetime, now: datetime) -> timedelta:
    """What the rest of the day's mails are spread over; `end` is the mailbox's midnight."""
    zone = windows.zone_of(mailbox.time_zone, "mailbox.time_zone")
    own = windows.open_time(policy, zone, now, end.astimezone(UTC), holiday_of(mailbox.country))
    return pace.spread_over(own, policy.length, end - now)


async def _choose(
    pipe: Pipeline, free: list[Free], firsts: Firsts, counts: paces.Counts, rules: Policies, now: datetime
) -> None:
    """Fill the moments with due mails that pass every screen; what is held is no candidate until its next look."""
    seen: list[int] = []
    for _ in range(PAGES):
        asking = [one for one in free if one.wanted > 0 and (one.queue or one.more)]
        if not asking:
            return
        await _ask(pipe, [one for one in asking if one.more and len(one.queue) < one.looked_at], firsts, seen, now)
        order = {key: place for place, key in enumerate(key for one in asking for key in one.next_page(firsts))}
        passed, held = await _screened(pipe, list(order), rules, now)
        await hold_all(pipe, held, now)
        by_mailbox = {one.mailbox.id: one for one in asking}
        for waiting in sorted(passed, key=lambda waiting: order[waiting.out.id]):
            _take(by_mailbox[waiting.mailbox.id], waiting, firsts, counts)


async def _screened(
    pipe: Pipeline, out_ids: list[int], rules: Policies, now: datetime
) -> tuple[list[Waiting], list[tuple[Mail, Held]]]:
    """Those of them that may leave, and those that have to wait."""
    passed: list[Waiting] = []
    held: list[tuple[Mail, Held]] = []
    for start in range(0, len(out_ids), LOADED):
        for waiting in await load_due(pipe, out_ids[start : start + LOADED], now):
            if (why := screen(waiting.facts, rules, now)) is not None:
                held.append((waiting.out, why))
            else:
                passed.append(waiting)
    return passed, held


async def _ask(pipe: Pipeline, short: list[Free], firsts: Firsts, seen: list[int], now: datetime) -> None:
    """For more candidates of those whose queue is short."""
    if not short:
        return
    most = [AHEAD * one.looked_at for one in short]
    given = {
        "mailboxes": [one.mailbox.id for one in short],
        "most": most,
        "first": [firsts.left(one.mailbox) > 0 for one in short],
        "taken": list(firsts.accounts),
        "seen": seen,
        "now": now,
        "asked_since": now - ASKED_FOR,
    }
    queues: dict[int, list[Candidate]] = {one.mailbox.id: [] for one in short}
    for row in await pipe.ask(CANDIDATES, given).rows():
        queues[row[1]].append(Candidate(*row))
    for one, asked in zip(short, most, strict=True):
        queue = queues[one.mailbox.id]
        one.queue.extend(queue)
        one.more = len(queue) >= asked
        seen += [candidate.id for candidate in queue]


def _take(free: Free, waiting: Waiting, firsts: Firsts, counts: paces.Counts) -> None:
    """For the next moment, if the recipient's window is open then; of first touches one per account in a round."""
    if not _has_room(free.mailbox, counts):
        free.queue.clear()
        free.more = False
        return
    if waiting.facts.asked:
        if free.at_once:
            free.take(waiting)
            counts.more[free.mailbox.id] += 1
        return
    window = waiting.facts.window
    if not free.moments or (isinstance(window, Open) and window.until <= free.moments[0]):
        return
    domain = company_domain(waiting.contact.email)
    if waiting.out.first_touch and not firsts.take(free.mailbox, waiting.account.id, domain):
        return
    firsts.accounts.add(waiting.account.id)
    firsts.domains |= {domain} - {""}
    free.take(waiting)
    counts.more[free.mailbox.id] += 1


def _has_room(mailbox: Box, counts: paces.Counts) -> bool:
    """What was claimed for one mailbox counts for its rep's others; what was only planned for it does not: all that
    waits there may have to go on waiting."""
    if not any(counts.more[box] for box in counts.boxes[mailbox.user_id] if box != mailbox.id):
        return True
    left = pace.allowance(counts.day(mailbox))
    return isinstance(left, int) and left > 0
