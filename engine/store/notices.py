"""Mails of the program itself to its managers and reps."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from engine.store.columns import key, maybe_text, moment, ref, string, words


class NoticeState(StrEnum):
    """DUE waits or is tried again; SENDING is committed before a byte leaves, and never sent again by itself."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Notice(SQLModel, table=True):
    """One mail about overdue work to one user: at most one a day."""

    __table_args__ = (
        UniqueConstraint("user_id", "day"),
        Index("ix_notice_due", "look_at", postgresql_where=sql("state = 'due'")),
    )

    id: int = key()
    user_id: int = ref("app_user.id", index=False)
    day: date
    subject: str = string(None)
    body: str = string(None)
    state: NoticeState = words(NoticeState, NoticeState.DUE)
    look_at: datetime = moment(null=False)
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    message_id: str | None = maybe_text(unique=True)
    sending_at: datetime | None = moment()
    detail: str = string()
    """The server's words, or why it was given up."""
