"""One run: the mails of all mailboxes in the order in which they would leave.

A mailbox is asked at its next free moment instead of every second. It asks what dispatch asks: `pace.allowance`,
`governor.first_touches`, windows, business days, one conversation per account. What is left out is said in
`engine.rules.forecast.outlook.ASSUMED`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random
from typing import NamedTuple

from engine.rules import governor, pace
from engine.rules.forecast.calendar import NEVER, Calendar, moment, seconds
from engine.rules.forecast.cast import Entry, Firm, Machine, Queue, Seat, Walker
from engine.rules.forecast.spacing import spacing
from engine.rules.forecast.world import World
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.vocabulary import HeldReason, OutState

ANSWERS_AFTER = 24 * 60 * 60
"""Seconds until an answer comes. Most come within a day, and only the governor and the next step ask when."""
LIST = "list"
"""What stops first touches when nobody is left to have one; follow-ups may still come."""
PLANNED = OutState.DUE.value
"""What stops them when those who are left wait for a date: they are away, or their account opens later."""
MIDNIGHT, ANSWERED, WORKED, FREE = range(4)
"""What happens at one moment happens in this order."""


class Leaving(NamedTuple):
    """One mail of the campaign. `answered_on` is the day its answer comes, if it brings one."""

    at: int
    day: date
    box: int
    person: int
    step: int
    answered_on: date | None


class Rest(NamedTuple):
    """What kept the campaign's mails in a mailbox at the end of a day, and how many of them."""

    day: date
    reason: str
    waiting: int


@dataclass
class Course:
    """What a run came to. `finished` is the day on which the last sequence ended, None: not before the horizon."""

    mails: list[Leaving] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    finished: date | None = None
    left: int = 0
    """People whose sequence has not ended."""


class Rates(NamedTuple):
    """Answers per delivered and bounces per first touch, taken as true for one run."""

    response: float
    bounce: float


def share(step: int, steps: int) -> float:
    """Of those who answer, who does so after this mail: half after the first, half of the rest after the next …"""
    return 0.5 ** (step + 1 if step < steps - 1 else step)


def day_of(machine: Machine, at: int, rules: Policies) -> pace.Day:
    """The mailbox's day as `pace.allowance` wants it. What is asked of it is remembered: make it anew after a mail."""
    plain, seat = machine.plain, machine.seat
    zone = plain.place.zone
    elsewhere = [
        pace.Elsewhere(there.key, seat.sent[there].get(other.day, 0), moment(other.ends))
        for there, other in seat.zones.items()
        if there is not zone
    ]
    return pace.Day(
        today=machine.day,
        ends=moment(machine.ends).astimezone(zone),
        cap_mailbox=plain.daily_cap,
        cap_rep=min(seat.plain.daily_cap, pace.CEILING),
        sent_mailbox=machine.sent,
        sent_rep=seat.sent[zone],
        elsewhere=elsewhere,
        ramp_started=machine.warm_since,
        ramp_days=plain.ramp_days,
        rep_started=seat.started,
        first_week=rules.first_week,
        days_per_week=rules.days_per_week,
        slow_until=plain.slow_until if at < machine.slow_until else None,
    )


class Run:
    """`people` of the world are those whose mails leave by themselves; the others only keep their accounts busy."""

    def __init__(self, world: World, campaign: int, calendar: Calendar, rates: Rates, rng: Random) -> None:
        self.world, self.campaign, self.calendar = world, campaign, calendar
        self.course = Course()
        self._heap: list[tuple[int, int, int, Callable[[int], None]]] = []
        self._number = 0
        self._limit = world.rules.contacts_per_account
        seats = {desk.id: Seat(desk) for desk in world.desks}
        self._machines = {
            box.id: Machine(
                box, seats[box.desk], calendar.clock(box.place), calendar.wall(box.place.zone), calendar.now
            )
            for box in world.boxes
        }
        self._enter(rates, rng)
        for seat in seats.values():
            for _ in seat.tasks:
                self._push(calendar.now + _seconds(seat.plain.works_in), WORKED, partial(self._worked, seat, None))

    def go(self) -> Course:
        for machine in self._machines.values():
            self._line_up(machine.queues.values(), self.calendar.now)
            self._push(machine.ends, MIDNIGHT, partial(self._midnight, machine))
            self._wake(machine, self.calendar.now)
        while self.course.left:
            at, _, _, turn = heappop(self._heap)  # midnights never end
            if at > self.calendar.horizon:
                break
            turn(at)
        return self.course

    def _enter(self, rates: Rates, rng: Random) -> None:
        firms: dict[int, Firm] = {}
        for person in self.world.people:
            firm = firms.setdefault(person.account, Firm(self.world.busy.get(person.account, 0)))
            firm.busy += person.step > 0
            if person.held is not None:
                continue
            machine = self._machines[person.box]
            queue = machine.queue(self.calendar.clock(person.place))
            steps = self.world.steps[person.campaign]
            one = Walker(person, steps, queue, firm, target=person.campaign == self.campaign)
            _fate(one, rates, rng)
            machine.alive += one.target
            machine.unmailed += one.target and one.step == 0
            self.course.left += one.target
            queue.plan(one)

    def _push(self, at: int, kind: int, turn: Callable[[int], None]) -> None:
        self._number += 1
        heappush(self._heap, (at, kind, self._number, turn))

    def _wake(self, machine: Machine, at: int) -> None:
        at = max(at, machine.slot)
        if at < machine.wakes:
            machine.wakes = at
            self._push(at, FREE, partial(self._free, machine))

    # --- what happens ---------------------------------------------------------------------------------------------

    def _free(self, machine: Machine, at: int) -> None:
        """A mailbox may send: it takes the first that may leave, or sleeps until there may be one."""
        if at != machine.wakes:
            return
        machine.wakes = NEVER
        allowed = self._allowed(machine, at)
        if not allowed:
            return
        entry = self._choose(machine, at)
        if entry is None:
            opening = machine.earliest(at)
            if opening < NEVER:
                self._wake(machine, opening)
            return
        machine.wakes = NEVER  # lining people up may have rung for this very moment
        machine.slot = at + self._spacing(machine, at, allowed)
        self._leave(machine, entry[-1], at)
        self._wake(machine, machine.slot)

    def _allowed(self, machine: Machine, at: int) -> int:
        """How many more may leave today. When it is none, the mailbox sleeps until it may send again."""
        if machine.own > 0 and machine.shared > 0:
            return min(machine.own, machine.shared)
        day = day_of(machine, at, self.world.rules)
        found = pace.allowance(day)
        if isinstance(found, Held):
            machine.full = found.reason
            if found.until and found.until < day.ends:  # else it is asked at midnight
                self._wake(machine, seconds(found.until))
            return 0
        machine.full = None
        machine.gap = pace.gap_of(machine.plain.gap, day.slow_until).total_seconds()
        machine.brisk = pace.fastest(machine.plain.place.policy.length, day.most).total_seconds()
        if not day.slow_until:  # else it may become faster before the next mail
            machine.own, machine.shared = pace.left(day)
        return found

    @staticmethod
    def _spacing(machine: Machine, at: int, allowed: int) -> int:
        """Seconds until the next mail. Notes whether the gap between two mails is what keeps more from leaving."""
        left = machine.clock.left(at, machine.ends)
        until = timedelta(seconds=machine.ends - at)
        over = pace.spread_over(timedelta(seconds=left), machine.plain.place.policy.length, until)
        spread = max(machine.brisk, over.total_seconds() / allowed)
        machine.tight = left > 0 and spread <= machine.gap
        return spacing(max(machine.gap, spread), machine.gap)

    def _choose(self, machine: Machine, at: int) -> Entry | None:
        """Follow-ups first, then the most senior, then the oldest; first touches as the governor allows."""
        machine.governed = False
        open_now = [queue for queue in machine.queues.values() if queue.is_open(at)]
        self._line_up(open_now, at)
        while follow_ups := [head for queue in open_now if (head := queue.head(queue.follow_ups))]:
            entry = min(follow_ups)
            if entry[-1].firm.silent_until <= at:
                return entry
            self._put_off(entry[-1])  # a colleague has answered since it was in line
        first = [head for queue in open_now if (head := queue.head(queue.first_touches))]
        if not first:
            return None
        rules = self.world.rules
        planned = governor.first_touches(
            machine.seat.load(machine.plain.place.zone),
            moment(at),
            backlog_limit=rules.backlog_limit,
            responses_per_day=(rules.responses_low, rules.responses_high),
        )
        machine.governed = isinstance(planned, Held)
        return None if machine.governed else min(first)

    def _leave(self, machine: Machine, one: Walker, at: int) -> None:
        firm, seat, today, target = one.firm, machine.seat, machine.day, one.target
        one.queue.step_back(one)
        answered = at + ANSWERS_AFTER if one.answers == one.step else None
        machine.send()
        seat.send(today, first=one.step == 0)
        for sibling in seat.machines:
            sibling.shared -= 1
        if target:
            on = moment(answered).astimezone(machine.plain.place.zone).date() if answered else None
            self.course.mails.append(Leaving(at, today, machine.plain.id, one.plain.id, one.step, on))
        if one.step == 0:
            firm.waiting.remove(one)
            machine.unmailed -= target
            firm.busy += 1
            if one.bounces:
                self._end(one, at)
                return
            seat.deliver(today)
        if answered:
            self._push(answered, ANSWERED, partial(self._answered, one))
        one.step += 1
        if one.step == len(one.steps):
            self._end(one, at)
            return
        one.due = one.queue.clock.later(at, one.steps[one.step])
        one.queue.plan(one)
        self._promote(firm, at)

    def _end(self, one: Walker, at: int) -> None:
        one.over = True
        one.firm.busy -= 1
        machine = one.queue.machine
        machine.alive -= one.target
        self.course.left -= one.target
        if not self.course.left:
            self.course.finished = machine.day
        self._promote(one.firm, at)

    def _answered(self, one: Walker, at: int) -> None:
        """The sequence ends, and the account is left alone until the rep has worked the answer."""
        machine = one.queue.machine
        seat, rules = machine.seat, self.world.rules
        seat.answer(machine.day)
        seat.tasks.append(moment(at) + rules.answer_within)
        worked = at + _seconds(seat.plain.works_in)
        one.firm.silent_until = worked
        if not one.over:
            one.queue.step_back(one)
            self._end(one, at)
        self._promote(one.firm, at)
        self._push(worked, WORKED, partial(self._worked, seat, one.firm))

    def _worked(self, seat: Seat, firm: Firm | None, at: int) -> None:
        seat.tasks.popleft()
        if firm is not None:
            self._promote(firm, at)
        for machine in seat.machines:
            self._wake(machine, at)

    def _midnight(self, machine: Machine, at: int) -> None:
        self._line_up(machine.queues.values(), at)
        if machine.alive:
            self.course.rests.append(_rest(machine))
        machine.next_day()
        for sibling in machine.seat.machines:
            sibling.shared = 0  # a day has begun in one of the rep's zones
        self._push(machine.ends, MIDNIGHT, partial(self._midnight, machine))
        self._wake(machine, at)

    # --- who may be next ------------------------------------------------------------------------------------------

    def _line_up(self, queues: Iterable[Queue], at: int) -> None:
        """Those whose time has come: a follow-up unless its account is left alone, a first touch if it is its turn."""
        for queue in queues:
            for one in queue.due(at) if queue.later and queue.later[0][0] <= at else ():
                if one.step == 0:
                    one.firm.waiting.append(one)
                    queue.machine.parked += one.target
                    self._promote(one.firm, at)
                elif one.firm.silent_until > at:
                    self._put_off(one)
                else:
                    queue.line_up(one)

    @staticmethod
    def _put_off(one: Walker) -> None:
        one.queue.step_back(one)
        one.due = one.firm.silent_until
        one.queue.plan(one)

    def _promote(self, firm: Firm, at: int) -> None:
        """One conversation per account, the most senior first: who may be next is in line, who may not is not."""
        if not firm.waiting:
            return
        free = firm.busy < self._limit and firm.silent_until <= at
        front = firm.front() if free else []
        for one in firm.waiting:
            if one.listed and one not in front:
                one.queue.step_back(one)
                one.queue.machine.parked += one.target
        for one in front:
            if not one.listed:
                one.queue.line_up(one)
                one.queue.machine.parked -= one.target
                self._wake(one.queue.machine, max(at, one.queue.opening(at)))


def _seconds(length: timedelta) -> int:
    return length // timedelta(seconds=1)


def _fate(one: Walker, rates: Rates, rng: Random) -> None:
    """Drawn beforehand: whether the first mail bounces, and after which mail an answer comes."""
    bounces, answers = rng.random(), rng.random()
    one.bounces = one.step == 0 and bounces < rates.bounce
    if one.bounces:
        return
    for step in range(one.step, len(one.steps)):
        answers -= rates.response * share(step, len(one.steps))
        if answers < 0:
            one.answers = step
            return


def _rest(machine: Machine) -> Rest:
    """What keeps the campaign's mails of a mailbox at the end of its day, the most general first."""
    first, follow_ups = machine.lined
    held = machine.plain.held
    if held and machine.rests_until >= machine.ends and first + follow_ups:
        return Rest(machine.day, held.reason, first + follow_ups)
    if machine.full and first + follow_ups and machine.opens_today():
        return Rest(machine.day, machine.full, first + follow_ups)
    if machine.governed and first:
        return Rest(machine.day, HeldReason.RESPONSE_BACKLOG, first)
    if first + follow_ups:
        return Rest(machine.day, _closed(machine), first + follow_ups)
    if machine.parked:
        return Rest(machine.day, HeldReason.ACCOUNT_BUSY, machine.parked)
    return Rest(machine.day, PLANNED if machine.unmailed else LIST, 0)


def _closed(machine: Machine) -> HeldReason:
    """The windows closed before all could leave: because of the gap between two mails, or there was no more time."""
    if machine.tight:
        return HeldReason.GAP
    waiting = (
        queue for queue in machine.queues.values() if queue.head(queue.follow_ups) or queue.head(queue.first_touches)
    )
    reasons = {queue.clock.why_closed(machine.day) for queue in waiting}
    return HeldReason.HOLIDAY if reasons == {HeldReason.HOLIDAY} else HeldReason.WINDOW
