"""How large a run is and how fast its time: worked out once, kept in a file, read by every process of the run."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.clock import FastClock

BEGIN = datetime(2026, 3, 23, tzinfo=UTC)
"""A Monday. Europe changes its clocks six days later; Good Friday is eleven days away, Sydney's change thirteen."""
MAILS_A_SECOND = 20.0
"""Of machine time, while workers die, on two cores that do nothing else: the run's days are long enough for that."""
SECONDS_A_FAULT = 1.6
SHORTEST = 30.0
FASTEST = 5400.0
"""An hour and a half a second. Faster, and what the machine needs for one mail would look like minutes of delay."""
SPARE = 1.15
"""Steps planned for each mail wanted: some contacts are stopped, some addresses are dead."""
SLACK = 1.4
"""Room under the caps: not every mailbox is given the same number of contacts."""
GRACE_SECONDS = 5.0
"""Of machine time. Longer than twice what the sink takes for a mail when it is slow, and to file its copy."""


@dataclass(frozen=True)
class Plan:
    """`days` is the time in which the steps fall due; `cap` the average cap of a mailbox."""

    mails: int
    faults: int
    seed: int
    speed: float
    days: float
    steps: int
    contacts: int
    mailboxes: int
    cap: int
    password: str
    secret_key: str
    senders: int = 3

    @property
    def seconds(self) -> float:
        """Machine time in which faults come."""
        return self.days * 86400 / self.speed

    @property
    def is_short(self) -> bool:
        """Over before the weekend, so that nobody waits for a Sunday."""
        return self.days < 5

    @property
    def grace(self) -> int:
        """In the clock's seconds."""
        return int(GRACE_SECONDS * self.speed)


def plan_of(
    mails: int, faults: int, seed: int, *, password: str, secret_key: str, rate: float = MAILS_A_SECOND
) -> Plan:
    steps, days = (3, 8.0) if mails >= 2000 else (2, 2.0)
    seconds = max(mails / rate, faults * SECONDS_A_FAULT, SHORTEST)
    mailboxes = min(max(mails // 60, 12), 120)
    workdays = days * 5 / 7 if days > 5 else days
    return Plan(
        mails=mails,
        faults=faults,
        seed=seed,
        speed=min(days * 86400 / seconds, FASTEST),
        days=days,
        steps=steps,
        contacts=max(1, round(mails * SPARE / steps)),
        mailboxes=mailboxes,
        cap=min(70, max(4, round(mails * SPARE * SLACK / mailboxes / workdays))),
        password=password,
        secret_key=secret_key,
    )


def keep(plan: Plan, folder: Path) -> None:
    (folder / "plan.json").write_text(json.dumps(asdict(plan)))


def read(folder: Path) -> Plan:
    return Plan(**json.loads((folder / "plan.json").read_text()))


def start_clock(plan: Plan, folder: Path) -> FastClock:
    """From now on the run's time passes, in every process alike."""
    clock = FastClock.starting(BEGIN, plan.speed)
    (folder / "clock.json").write_text(json.dumps({"real": clock.real.isoformat()}))
    return clock


def clock_of(plan: Plan, folder: Path) -> FastClock:
    real = json.loads((folder / "clock.json").read_text())["real"]
    return FastClock(datetime.fromisoformat(real), BEGIN, plan.speed)
