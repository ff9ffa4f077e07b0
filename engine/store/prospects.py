"""Accounts and contacts: whom we write to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import Field, SQLModel, col

from engine.rules.vocabulary import Bin, ContactState
from engine.store.columns import document, key, moment, ref, string, words


class Account(SQLModel, table=True):
    """A company; in exactly one bin (M20), with who moved it there, when and why."""

    id: int = key()
    name: str = string(None)
    name_key: str = string(None, index=True)
    vertical: str = string()
    revenue: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    employees: int | None = None
    territory: str = string()
    country: str = string()
    region: str = string()
    time_zone: str = string()
    business_model: str = string()
    owner_id: int | None = ref("app_user.id", null=True)
    red_flag: str = string()
    bin: Bin = words(Bin, Bin.COLD)
    bin_since: datetime = moment(null=False)
    bin_by: str = string()
    bin_why: str = string()
    check_back_on: date | None = None
    responded_at: datetime | None = moment()
    """A human answer came and the rep has not yet decided whether others of the account may be written to."""
    last_activity_at: datetime | None = moment()
    custom: dict[str, Any] = document()
    created_at: datetime = moment(null=False)
    merged_into_id: int | None = ref("account.id", null=True)
    """Of a duplicate: where all of it went (engine.flows.merge). Nobody is in it any more; its name leads there."""


def with_merged(account_id: int) -> Select[int]:
    """For a query: the account, and the duplicates that were merged into it."""
    return select(col(Account.id)).where((col(Account.id) == account_id) | (col(Account.merged_into_id) == account_id))


def was_called(pattern: str) -> ColumnElement[bool]:
    """For a query of accounts: a duplicate that was merged into it has such a name (ILIKE)."""
    duplicate = aliased(Account)
    return exists().where(col(duplicate.merged_into_id) == Account.id, col(duplicate.name).ilike(pattern))


class AccountDomain(SQLModel, table=True):
    """The account's domain group: every registrable domain belongs to one account."""

    __tablename__ = "account_domain"

    domain: str = Field(primary_key=True)
    account_id: int = ref("account.id", ondelete="CASCADE")


class ImportBatch(SQLModel, table=True):
    """Names supplied together; judged together by their bounces."""

    __tablename__ = "import_batch"

    id: int = key()
    source: str = string(None, index=True)
    supplied_by: str = string()
    created_at: datetime = moment(null=False)
    paused_at: datetime | None = moment()
    paused_why: str = string()
    judged_from: datetime | None = moment()
    """It is judged by what was sent to it after this: somebody resumed it then, or will."""


class Contact(SQLModel, table=True):
    """A person in an account."""

    id: int = key()
    account_id: int = ref("account.id")
    email: str = string(None, unique=True)
    name: str = string()
    title: str = string()
    level: int = 0
    """Seniority, higher is more senior; M4 writes to the most senior first."""
    phone: str = string()
    time_zone: str = string()
    language: str = string()
    source: str = string(None, index=True)
    batch_id: int | None = ref("import_batch.id", null=True)
    basis: str = string()
    subscriber_kind: str = string("company")
    state: ContactState = words(ContactState, ContactState.ACTIVE)
    state_why: str = string()
    away_until: datetime | None = moment()
    away_why: str = string()
    referred_by_id: int | None = ref("contact.id", null=True)
    relation: str = string()
    last_activity_at: datetime | None = moment()
    custom: dict[str, Any] = document()
    created_at: datetime = moment(null=False)
