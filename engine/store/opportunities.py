"""Batons passed from an SDR to an AE."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from engine.rules.baton import Handover, OpportunityState, Outcome
from engine.store.columns import document, key, moment, ref, string, words

LIVE = "state <> 'returned' and outcome = 'open'"


class Opportunity(SQLModel, table=True):
    """One baton (M29 to M31); an account has at most one that is open."""

    __table_args__ = (
        Index("ix_opportunity_live", "account_id", unique=True, postgresql_where=sql(LIVE)),
        Index("ix_opportunity_since", "state", "state_since"),
    )

    id: int = key()
    account_id: int = ref("account.id")
    contact_id: int = ref("contact.id")
    message_in_id: int | None = ref("message_in.id", null=True)
    """The answer it came from."""
    introduction_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """The mail that introduces both, written from here. No foreign key: withdrawn before it left it is no more."""
    passed_by_id: int = ref("app_user.id")
    passed_to_id: int = ref("app_user.id")
    handover: Handover = words(Handover)
    call_at: datetime | None = moment()
    notes: str = string(None)
    state: OpportunityState = words(OpportunityState, OpportunityState.PASSED)
    state_since: datetime = moment(null=False)
    state_by: str = string()
    state_why: str = string()
    """The AE's notes on re-qualifying, the reason it was returned, or a manager's word on it."""
    passed_at: datetime = moment(null=False)
    accepted_at: datetime | None = moment()
    value: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """In the workspace's currency."""
    stage: str = string()
    """What the AE's own pipeline calls it."""
    outcome: Outcome = words(Outcome, Outcome.OPEN)
    audit: dict[str, Any] | None = document(null=True)
