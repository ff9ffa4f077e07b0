"""The workspace's policies: numbers a team may set, with the method's defaults."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any

from engine.errors import Invalid


@dataclass(frozen=True)
class Policies:
    """Durations are in the unit their name says; counts are per what their name says."""

    answer_hours: int = 24
    """Deadline of a response task (M19)."""
    escalate_hours: int = 4
    """How long after its deadline open work is shown to the managers."""
    backlog_limit: int = 10
    """Unworked responses of a rep at which first touches wait (M14)."""
    responses_low: int = 5
    responses_high: int = 10
    """New responses per rep and day that first touches are planned for (M14)."""
    days_per_week: int = 6
    """Different days of a Monday to Sunday week, by its own clock, on which a mailbox sends. That people get mails on
    four days is their window's doing (M13, M15); seen from across an ocean these four touch six days.
    """
    first_week: int = 250
    """Mails of a rep, over all their mailboxes, in the first seven days of sending (M13)."""
    account_gap_minutes: int = 15
    """Least time between two mails to the same company, from whichever mailbox."""
    contacts_per_account: int = 1
    """How many contacts of one account may be in conversation at once."""
    away_days: int = 7
    """How long an out-of-office note without a date holds the next mail."""
    check_back_days: int = 90
    """When a "not now" without a date is taken up again."""
    soft_retries: int = 3
    recent_activity_days: int = 180
    """Accounts heard of, or written with from any mailbox, within this time are not cold (M5)."""
    await_history: bool = True
    """First touches of a mailbox wait until it was read whom it has written with before."""
    accept_people: bool = False
    """People found in answers become contacts at once; else they wait for a click."""
    batch_floor: int = 20
    batch_hard_share: float = 0.10
    """An import batch is paused above this share of hard bounces, once so many were sent."""
    mailbox_floor: int = 100
    mailbox_hard_share: float = 0.05
    """A mailbox is paused above this share of hard bounces among its last 200 sent, once so many of these were sent."""
    block_floor: int = 3
    mailbox_block_share: float = 0.03
    """A mailbox is paused above this share of blocks among its last 200 sent, once so many blocks came."""
    complaint_floor: int = 2
    complaint_warn_share: float = 0.001
    complaint_stop_share: float = 0.003
    """Complaints per mail delivered in four weeks; a mailbox is paused above the second, once so many came."""
    rest_hours: int = 72
    """How long a mailbox that bounced too much or was complained about rests; doubled when it is stopped again soon."""
    slow_hours: int = 6
    """How long a mailbox goes slowly after its server asked it to."""
    recovery_days: int = 7
    """How long a mailbox goes slowly after a rest."""
    require_basis: bool = False
    """Refuse contacts that come without a lawful-basis note (GDPR); those who are there get no first mail."""

    @property
    def answer_within(self) -> timedelta:
        return timedelta(hours=self.answer_hours)

    @property
    def account_gap(self) -> timedelta:
        return timedelta(minutes=self.account_gap_minutes)

    @property
    def rest(self) -> timedelta:
        return timedelta(hours=self.rest_hours)

    @property
    def slowness(self) -> timedelta:
        return timedelta(hours=self.slow_hours)

    @property
    def recovery(self) -> timedelta:
        return timedelta(days=self.recovery_days)

    @property
    def quiet(self) -> timedelta:
        return timedelta(days=self.recent_activity_days)

    def dump(self) -> dict[str, Any]:
        return asdict(self)


LIMITS: dict[str, tuple[float, float]] = {
    "answer_hours": (1, 240),
    "escalate_hours": (0, 240),
    "backlog_limit": (1, 1000),
    "responses_low": (0, 100),
    "responses_high": (1, 1000),
    "days_per_week": (1, 7),
    "first_week": (20, 700),
    "account_gap_minutes": (0, 1440),
    "contacts_per_account": (1, 20),
    "away_days": (1, 60),
    "check_back_days": (1, 730),
    "soft_retries": (0, 10),
    "recent_activity_days": (0, 3650),
    "batch_floor": (1, 10_000),
    "batch_hard_share": (0.0, 1.0),
    "mailbox_floor": (1, 10_000),
    "mailbox_hard_share": (0.0, 1.0),
    "block_floor": (1, 1000),
    "mailbox_block_share": (0.0, 1.0),
    "complaint_floor": (1, 1000),
    "complaint_warn_share": (0.0, 1.0),
    "complaint_stop_share": (0.0, 1.0),
    "rest_hours": (1, 720),
    "slow_hours": (1, 72),
    "recovery_days": (0, 60),
}


TYPES = {entry.name: type(entry.default) for entry in fields(Policies)}


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without the names that this version does not know."""
    return {name: value for name, value in values.items() if name in TYPES}


def parse(values: Mapping[str, Any]) -> Policies:
    """Policies from stored or posted values; unknown names and numbers out of range are refused by name."""
    for name, value in values.items():
        _check(name, value)
    policies = Policies(**values)
    if policies.responses_low > policies.responses_high:
        most = policies.responses_high
        raise Invalid(f"is above the most to plan for, {most}.", field="policies.responses_low", remedy="Lower it.")
    if policies.complaint_warn_share > policies.complaint_stop_share:
        raise Invalid("is above the share that stops.", field="policies.complaint_warn_share", remedy="Lower it.")
    return policies


def as_far_as_read(values: Mapping[str, Any]) -> Policies:
    """For what has happened and must be written down whatever is stored: what cannot be read has its default."""
    read: dict[str, Any] = {}
    for name, value in values.items():
        with suppress(Invalid):
            _check(name, value)
            read[name] = value
    return Policies(**read)


def _check(name: str, value: Any) -> None:
    field = f"policies.{name}"
    if name not in TYPES:
        raise Invalid("no such policy.", field=field, remedy=f"Use one of: {', '.join(sorted(TYPES))}.")
    if not _fits(value, TYPES[name]):
        kind = {int: "a whole number", float: "a number", bool: "true or false"}[TYPES[name]]
        raise Invalid(f"{value!r} is not {kind}.", field=field, remedy=f"Send {kind}.")
    low, high = LIMITS.get(name, (0, 1))
    if not low <= value <= high:
        raise Invalid(f"{value} is out of range.", field=field, remedy=f"Use {low} to {high}.")


def _fits(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is kind
