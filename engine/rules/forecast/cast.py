"""Who takes part in one run: desks, mailboxes with their queues, accounts and people, as they stand at a moment."""

from collections import deque
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from engine.rules import pace
from engine.rules.forecast.calendar import NEVER, Clock, Wall, seconds
from engine.rules.forecast.world import Box, Desk, Person
from engine.rules.governor import RepLoad
from engine.rules.vocabulary import HeldReason

TRAILING = 28
"""Days over which the governor measures."""


class Seat:
    """A desk at a moment."""

    def __init__(self, plain: Desk) -> None:
        self.plain = plain
        self.machines: list[Machine] = []
        self.zones: dict[ZoneInfo, Machine] = {}
        """One mailbox in each: it has the zone's day."""
        self.started = plain.started
        self.sent = {zone: dict(days) for zone, days in plain.sent.items()}
        self.first = {zone: dict(days) for zone, days in plain.first.items()}
        self.tasks: deque[datetime] = deque(sorted(plain.tasks))
        self._counts = (dict(plain.answered), dict(plain.delivered))
        self._day = date.min
        self._totals = [0, 0]

    def join(self, machine: "Machine") -> None:
        zone = machine.plain.place.zone
        self.machines.append(machine)
        self.zones.setdefault(zone, machine)
        for counts in (self.sent, self.first):
            counts.setdefault(zone, {})

    def send(self, today: date, *, first: bool) -> None:
        """A mail counts for today, whatever each zone calls it."""
        self.started = min(self.started or today, today)
        for zone, machine in self.zones.items():
            for counts in (self.sent[zone], self.first[zone]) if first else (self.sent[zone],):
                counts[machine.day] = counts.get(machine.day, 0) + 1

    def answer(self, day: date) -> None:
        self._count(0, day)

    def deliver(self, day: date) -> None:
        self._count(1, day)

    def load(self, zone: ZoneInfo) -> RepLoad:
        """What the governor is asked with, on the day of this zone."""
        today = self.zones[zone].day
        if self._day != today:
            days = [today - timedelta(days=age) for age in range(TRAILING + 1)]
            self._totals = [sum(counts.get(day, 0) for day in days) for counts in self._counts]
            self._day = today
        answered, delivered = self._totals
        return RepLoad(
            unworked=len(self.tasks),
            oldest_deadline=self.tasks[0] if self.tasks else None,
            first_touches_today=self.first[zone].get(today, 0),
            responses=min(answered, delivered),
            delivered=delivered,
        )

    def _count(self, which: int, day: date) -> None:
        self._counts[which][day] = self._counts[which].get(day, 0) + 1
        if day == self._day:
            self._totals[which] += 1
        else:
            self._day = date.min  # mailboxes of one desk in two zones: counted anew


class Firm:
    """An account: how many of its people are in conversation, and who waits for a first mail (M4)."""

    def __init__(self, busy: int) -> None:
        self.busy = busy
        self.waiting: list[Walker] = []
        self.silent_until = 0
        """Somebody answered: nobody else is written to before the rep has worked it."""

    def front(self) -> "list[Walker]":
        """The most senior of each campaign."""
        if len(self.waiting) == 1:
            return self.waiting
        top: dict[int, int] = {}
        for one in self.waiting:
            level, campaign = one.plain.level, one.plain.campaign
            top[campaign] = max(level, top.get(campaign, level))
        return [one for one in self.waiting if one.plain.level == top[one.plain.campaign]]


class Walker:
    """A person on their way through the steps. `token` is that of their place in line; older places are void."""

    __slots__ = (
        "answers", "bounces", "due", "firm", "listed", "over", "plain", "queue", "step", "steps", "target", "token",
    )  # fmt: skip

    def __init__(self, plain: Person, steps: Sequence[int], queue: "Queue", firm: Firm, *, target: bool) -> None:
        self.plain, self.steps, self.queue, self.firm, self.target = plain, steps, queue, firm, target
        self.step, self.due = plain.step, seconds(plain.due)
        self.bounces, self.answers = False, -1
        self.over = self.listed = False
        self.token = 0


Entry = tuple[int, int, int, int, Walker]
"""Level (negative), due time, person, token: the order in which dispatch takes mails."""


class Queue:
    """The people of one mailbox who share a clock."""

    def __init__(self, machine: "Machine", clock: Clock) -> None:
        self.machine, self.clock = machine, clock
        self.later: list[tuple[int, int, Walker]] = []
        self.follow_ups: list[Entry] = []
        self.first_touches: list[Entry] = []
        self._opens = self._closes = 0

    def is_open(self, at: int) -> bool:
        """`at` never goes back within a run."""
        if at >= self._closes:
            self._opens, self._closes = self.clock.stretch(at)
        return self._opens <= at

    def opening(self, at: int) -> int:
        return max(at, self.clock.stretch(at)[0])

    def plan(self, one: Walker) -> None:
        heappush(self.later, (one.due, one.plain.id, one))

    def due(self, at: int) -> list[Walker]:
        """Those whose time has come; the caller puts them in line."""
        found: list[Walker] = []
        while self.later and self.later[0][0] <= at:
            one = heappop(self.later)[2]
            if not one.over:
                found.append(one)
        return found

    def line_up(self, one: Walker) -> None:
        one.listed, one.token = True, one.token + 1
        entry = (-one.plain.level, one.due, one.plain.id, one.token, one)
        heappush(self.follow_ups if one.step else self.first_touches, entry)
        self.machine.lined[one.step > 0] += one.target

    def step_back(self, one: Walker) -> None:
        """Out of the line, if in it; the entry in the heap is passed over."""
        if one.listed:
            one.listed, one.token = False, one.token + 1
            self.machine.lined[one.step > 0] -= one.target

    @staticmethod
    def head(heap: list[Entry]) -> Entry | None:
        while heap and heap[0][4].token != heap[0][3]:
            heappop(heap)
        return heap[0] if heap else None


class Machine:
    """A mailbox at a moment. `slot` is its earliest next send; `day`, `begins` and `ends` are its local day."""

    def __init__(self, plain: Box, seat: Seat, clock: Clock, wall: Wall, now: int) -> None:
        self.plain, self.seat, self.clock = plain, seat, clock
        self.slow_until = seconds(plain.slow_until) if plain.slow_until else now
        self.sent = dict(plain.sent)
        self.ramp_started, self.last_sent = plain.ramp_started, plain.last_sent
        self.queues: dict[Clock, Queue] = {}
        self.wakes = NEVER
        self.rests_until = seconds(plain.held.until) if plain.held and plain.held.until else now
        self.slot = max(self.rests_until, seconds(plain.free_at) if plain.free_at else now)
        self.alive = self.unmailed = self.parked = 0
        """People of the campaign whose sequence goes on; who of them had no mail yet; who wait for a colleague."""
        self.lined = [0, 0]
        """Its first touches and follow-ups that wait for a moment."""
        self.ends = now
        self._wall, self._number = wall, -1
        self.next_day()
        seat.join(self)

    @property
    def warm_since(self) -> date | None:
        return pace.warm_since(self.ramp_started, self.last_sent, self.day)

    def send(self) -> None:
        self.ramp_started, self.last_sent = self.warm_since, self.day
        self.sent[self.day] = self.sent.get(self.day, 0) + 1
        self.own -= 1

    def queue(self, clock: Clock) -> Queue:
        if clock not in self.queues:
            self.queues[clock] = Queue(self, clock)
        return self.queues[clock]

    def earliest(self, at: int) -> int:
        """When somebody may be next, now that nobody is."""
        found = NEVER
        for queue in self.queues.values():
            if queue.head(queue.follow_ups) or (not self.governed and queue.head(queue.first_touches)):
                found = min(found, queue.opening(at))
            elif queue.later:
                found = min(found, queue.opening(max(at, queue.later[0][0])))
        return found

    def opens_today(self) -> bool:
        """Whether anybody could have been written to on this day."""
        return any(queue.clock.stretch(self.begins)[0] < self.ends for queue in self.queues.values())

    def next_day(self) -> None:
        self._number += 1
        self.begins = self.ends
        self.day, self.ends = self._wall.day(self._number)
        self.own = self.shared = 0
        """What `pace.left` said, less what has left since; one of them 0: it has to ask anew."""
        self.gap = self.brisk = 0.0
        """Seconds: the least between two mails, and the shortest even interval, as it goes now."""
        self.full: HeldReason | None = None
        self.governed = self.tight = False
