"""What a forecast starts from: plain values of the mailboxes, their reps, and everybody who waits for a mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.rules.held import Held
from engine.rules.holidays_calendar import Holiday
from engine.rules.pace import RAMP_DAYS
from engine.rules.policies import Policies
from engine.rules.windows import WindowPolicy


@dataclass(frozen=True)
class Place:
    """A window as one recipient (or a mailbox) has it: policy, zone and holidays."""

    policy: WindowPolicy
    zone: ZoneInfo
    holiday: Holiday


@dataclass(frozen=True)
class Desk:
    """A rep. `sent` and `first` count by the day of each zone that one of their mailboxes is in, as `pace.Day` says;
    `delivered` and `answered` by local day are those of first touches.

    `tasks` are the deadlines of the unworked answers, `works_in` is how long an answer waits for the rep, `started` is
    the first day on which they sent at all.
    """

    id: int
    daily_cap: int
    works_in: timedelta
    sent: Mapping[ZoneInfo, Mapping[date, int]] = field(default_factory=dict)
    first: Mapping[ZoneInfo, Mapping[date, int]] = field(default_factory=dict)
    delivered: Mapping[date, int] = field(default_factory=dict)
    answered: Mapping[date, int] = field(default_factory=dict)
    tasks: Sequence[datetime] = ()
    started: date | None = None


@dataclass(frozen=True)
class Box:
    """A mailbox. `place` is its own window, over which the mails of a day are spread.

    `held` is what stops the mailbox itself: until a moment, or (None) until somebody mends it.
    """

    id: int
    desk: int
    place: Place
    daily_cap: int
    gap: timedelta
    ramp_started: date | None = None
    last_sent: date | None = None
    ramp_days: int = RAMP_DAYS
    slow_until: datetime | None = None
    sent: Mapping[date, int] = field(default_factory=dict)
    free_at: datetime | None = None
    held: Held | None = None


@dataclass(frozen=True)
class Person:
    """A contact whose next mail, number `step` from 0, waits until `due` (an absence is part of it)."""

    id: int
    campaign: int
    account: int
    box: int
    place: Place
    due: datetime
    level: int = 0
    step: int = 0
    held: Held | None = None
    """What only a person can end; None: the mail leaves by itself one day."""


@dataclass(frozen=True)
class Funnel:
    """What was measured of first touches; the prior stands in for what was not."""

    sent: int = 0
    bounced: int = 0
    responses: int = 0

    @property
    def delivered(self) -> int:
        return max(0, self.sent - self.bounced)


@dataclass(frozen=True)
class World:
    """`steps` are each campaign's mails: business days since the mail before. `busy` counts, per account, contacts
    who are being written to by somebody outside this world, so that nothing here ends their conversation.
    """

    now: datetime
    rules: Policies
    desks: Sequence[Desk]
    boxes: Sequence[Box]
    people: Sequence[Person]
    steps: Mapping[int, Sequence[int]]
    funnel: Funnel = Funnel()
    busy: Mapping[int, int] = field(default_factory=dict)
    in_doubt: int = 0
    """People of the campaign whose mail may or may not have been sent: they go on when somebody says which."""
