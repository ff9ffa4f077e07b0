"""What is known of a waiting mail, as plain values: rows of the session cost several times as much to read.

Each names the columns of its table that a decision needs.
"""

from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.orm import InstrumentedAttribute

from engine.rules.vocabulary import Bin, CampaignState, ContactState, HeldReason, OutState
from engine.store.mailboxes import MailboxState


def columns_of(of: type[NamedTuple], table: type) -> list[InstrumentedAttribute[Any]]:
    """The table's columns that a tuple names, in its order."""
    return [getattr(table, name) for name in of._fields]


R = TypeVar("R", bound=NamedTuple)


def row_of(of: type[R], row: Any) -> R:
    """The same of a row of the session."""
    return of(*[getattr(row, name) for name in of._fields])


class Mail(NamedTuple):
    """The row of message_out, as far as a decision needs it."""

    id: int
    enrollment_id: int
    position: int
    first_touch: bool
    state: OutState
    due_at: datetime
    look_at: datetime
    send_at: datetime | None
    asked_at: datetime | None
    asked_by: str
    anyway_at: datetime | None
    held_reason: HeldReason | None
    held_detail: str
    held_since: datetime | None
    attempts: int
    soft_bounces: int
    message_id: str | None
    variant_id: int | None


class Person(NamedTuple):
    """The contact."""

    id: int
    account_id: int
    email: str
    name: str
    title: str
    level: int
    language: str
    phone: str
    time_zone: str
    basis: str
    state: ContactState
    batch_id: int | None
    away_until: datetime | None
    away_why: str
    custom: dict[str, Any]


class Company(NamedTuple):
    """The account."""

    id: int
    name: str
    vertical: str
    employees: int | None
    territory: str
    country: str
    region: str
    time_zone: str
    bin: Bin
    check_back_on: date | None
    last_activity_at: datetime | None
    red_flag: str
    responded_at: datetime | None
    custom: dict[str, Any]


class Drive(NamedTuple):
    """The campaign."""

    id: int
    name: str
    state: CampaignState
    window: dict[str, Any] | None


class Box(NamedTuple):
    """The mailbox."""

    id: int
    user_id: int
    address: str
    display_name: str
    time_zone: str
    country: str
    daily_cap: int
    ramp_started: date | None
    ramp_days: int
    grace_seconds: int
    window: dict[str, Any] | None
    state: MailboxState
    state_detail: str
    retry_at: datetime | None
    slow_until: datetime | None
    next_slot_at: datetime | None
    min_gap_seconds: int
    last_sent_at: datetime | None
    deleted_at: datetime | None
    history_since: datetime | None


class Firm(NamedTuple):
    """The workspace."""

    legal_name: str
    postal_address: str
    window: dict[str, Any]
    restored_at: datetime | None
    restored_why: str
    policies: dict[str, Any]
