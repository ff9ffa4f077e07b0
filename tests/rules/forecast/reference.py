"""What dispatch does, told slowly: every mailbox looks every few minutes at everybody who waits. No answers come."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from engine.rules import governor, pace, windows
from engine.rules.forecast.world import Box, Person, World
from engine.rules.held import Held
from engine.rules.holidays_calendar import business_days_after


@dataclass(eq=False)
class Contact:
    plain: Person
    step: int
    due: datetime
    over: bool = False


@dataclass
class Ledger:
    mails: list[tuple[datetime, date, int, int, int]] = field(default_factory=list)

    def by_day(self, boxes: set[int]) -> Counter[date]:
        return Counter(day for _, day, box, _, _ in self.mails if box in boxes)

    def in_zone(self, boxes: set[int], zone: ZoneInfo) -> Counter[date]:
        """By the days that the mails' moments have there."""
        return Counter(at.astimezone(zone).date() for at, _, box, _, _ in self.mails if box in boxes)

    def sent(self, today: date, boxes: set[int], *, first: bool = False) -> int:
        return sum(day == today and box in boxes and not (first and step) for _, day, box, _, step in self.mails)


def day_end(box: Box, now: datetime) -> datetime:
    zone = box.place.zone
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(UTC)


def play(world: World, until: datetime, tick: timedelta, seed: int) -> Counter[tuple[date, bool]]:
    """Mails by day, and whether they are follow-ups. `tick` is how often a mailbox looks."""
    ledger = Ledger()
    contacts = [Contact(one, one.step, one.due) for one in world.people]
    slots: dict[int, datetime | None] = {box.id: None for box in world.boxes}
    last: dict[int, datetime] = {}
    rng, now = Random(seed), world.now
    while now < until and not all(one.over for one in contacts):
        for box in world.boxes:
            look(world, box, contacts, ledger, slots, last, rng, now, tick)
        now += tick
    return Counter((day, step > 0) for _, day, _, _, step in ledger.mails)


def warm_since(box: Box, ledger: Ledger, today: date) -> date | None:
    """Told anew from the first mail on."""
    started, last = box.ramp_started, box.last_sent
    for day in [*sorted(ledger.by_day({box.id})), today]:
        started, last = pace.warm_since(started, last, day), day
    return started


def look(
    world: World,
    box: Box,
    contacts: list[Contact],
    ledger: Ledger,
    slots: dict[int, datetime | None],
    last: dict[int, datetime],
    rng: Random,
    now: datetime,
    tick: timedelta,
) -> None:
    today, ends = now.astimezone(box.place.zone).date(), day_end(box, now)
    desk = next(one for one in world.desks if one.id == box.desk)
    siblings = {one.id for one in world.boxes if one.desk == desk.id}
    rules = world.rules
    slow = pace.slowed_until(box.slow_until, now)
    plan = pace.Day(
        today=today,
        ends=ends.astimezone(box.place.zone),
        cap_mailbox=box.daily_cap,
        cap_rep=desk.daily_cap,
        sent_mailbox=ledger.by_day({box.id}),
        sent_rep=ledger.in_zone(siblings, box.place.zone),
        elsewhere=[
            pace.Elsewhere(zone.key, ledger.in_zone(siblings, zone)[now.astimezone(zone).date()], ends)
            for zone in {one.place.zone for one in world.boxes if one.desk == desk.id} - {box.place.zone}
        ],
        ramp_started=warm_since(box, ledger, today),
        ramp_days=box.ramp_days,
        rep_started=min(ledger.by_day(siblings), default=None),
        first_week=rules.first_week,
        days_per_week=rules.days_per_week,
        slow_until=slow,
    )
    quota = pace.allowance(plan)
    if isinstance(quota, Held):
        return
    delivered = sum(day > today - timedelta(days=28) and not step for _, day, _, _, step in ledger.mails)
    load = governor.RepLoad(0, None, ledger.sent(today, siblings, first=True), 0, delivered)
    first = governor.first_touches(
        load, now, backlog_limit=rules.backlog_limit, responses_per_day=(rules.responses_low, rules.responses_high)
    )
    own = box.place
    left = windows.open_time(own.policy, own.zone, now, ends, own.holiday)
    open_for = pace.spread_over(left, own.policy.length, ends - now)
    moments, following = pace.slots(
        now,
        tick,
        slots[box.id],
        last.get(box.id),
        quota,
        open_for,
        pace.gap_of(box.gap, slow),
        rng,
        at_least=pace.fastest(own.policy.length, plan.most),
    )
    if not moments:
        slots[box.id] = following
        return
    chosen = choose(world, box, contacts, 0 if isinstance(first, Held) else first, len(moments), now)
    if chosen:
        slots[box.id] = following
    for one, moment in zip(chosen, moments, strict=False):
        last[box.id] = moment
        ledger.mails.append((moment, today, box.id, one.plain.id, one.step))
        steps = world.steps[one.plain.campaign]
        one.step += 1
        one.over = one.step == len(steps)
        if not one.over:
            where = one.plain.place
            one.due = business_days_after(moment, steps[one.step], where.zone, where.holiday)


def choose(world: World, box: Box, contacts: list[Contact], first: int, count: int, now: datetime) -> list[Contact]:
    chosen: list[Contact] = []
    for one in sorted(contacts, key=lambda one: (one.step == 0, -one.plain.level, one.due, one.plain.id)):
        if len(chosen) == count:
            break
        if one.over or one.plain.box != box.id or one.due > now:
            continue
        where = one.plain.place
        if not windows.is_open(where.policy, where.zone, now, where.holiday):
            continue
        if one.step == 0:
            colleagues = [other for other in contacts if other is not one and other.plain.account == one.plain.account]
            busy = sum(other in chosen or (other.step > 0 and not other.over) for other in colleagues)
            outranked = any(other.step == 0 and other.plain.level > one.plain.level for other in colleagues)
            if first <= 0 or busy >= world.rules.contacts_per_account or outranked:
                continue
            first -= 1
        chosen.append(one)
    return chosen
