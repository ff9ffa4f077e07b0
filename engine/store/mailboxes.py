"""Mailboxes, and how far each of their folders has been read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, Text
from sqlmodel import Field, SQLModel

from engine.rules.pace import RAMP_DAYS
from engine.rules.providers import Auth
from engine.store.columns import document, key, moment, ref, string, words


def _count() -> Any:
    return Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))


class MailboxState(StrEnum):
    """ERROR: a server refuses us. HEALTH: bounces, blocks or complaints stopped it. PAUSED: a person did."""

    ACTIVE = "active"
    PAUSED = "paused"
    ERROR = "error"
    HEALTH = "health"


class Mailbox(SQLModel, table=True):
    """One sending and receiving identity of a rep. Secrets are sealed by engine.edge.vault.

    With a sign-in at a provider (`auth`) both passwords are "" and `oauth_secret` is the sealed refresh token, which
    changes by itself whenever the provider gives another; "": nobody has signed in yet.
    """

    id: int = key()
    user_id: int = ref("app_user.id")
    address: str = string(None, unique=True)
    display_name: str = string()
    time_zone: str = string("UTC")
    zoned_at: datetime | None = moment()
    """When the zone was changed: days written down before it are those of another zone."""
    country: str = string()
    smtp_host: str = string(None)
    smtp_port: int
    smtp_security: str = string(None)
    smtp_username: str = string(None)
    smtp_secret: str = string(None)
    imap_host: str = string(None)
    imap_port: int
    imap_security: str = string(None)
    imap_username: str = string(None)
    imap_secret: str = string(None)
    ca_file: str = string()
    auth: Auth = words(Auth, Auth.PASSWORD)
    oauth_secret: str = string()
    login_at: datetime | None = moment()
    """When a person last gave the login or said that it works: what was refused before is tried again."""
    daily_cap: int = 50
    ramp_started: date | None = None
    """Moved on by the days on which it stood still (engine.rules.pace.warm_since)."""
    ramp_days: int = Field(default=RAMP_DAYS, sa_column=Column(Integer, nullable=False, server_default=str(RAMP_DAYS)))
    min_gap_seconds: int = 60
    grace_seconds: int = 600
    """How long after its owner died a mail in flight may still be accepted by the server (RFC 5321: 10 minutes)."""
    files_sent: bool = False
    """True: the provider files a copy of what SMTP accepted in Sent, so its absence there proves it was not sent."""
    sent_since: datetime | None = moment()
    """Since when it is the same Sent folder, filled in the same way, that is looked into; None: ever since."""
    window: dict[str, Any] | None = document(null=True)
    state: MailboxState = words(MailboxState, MailboxState.ACTIVE)
    state_detail: str = string()
    state_since: datetime | None = moment()
    retry_at: datetime | None = moment()
    slow_until: datetime | None = moment()
    """Until then it goes slowly: its server asked for it, or it comes back from a rest."""
    slow_why: str = string()
    judged_from: datetime | None = moment()
    """Its health is judged by what was sent after this; what was before has had its consequence."""
    rests: int = _count()
    """How often in a row bounces or complaints stopped it soon after a rest."""
    read_problem: str = string()
    """Why the last attempt to read the mailbox failed, "" while it works."""
    read_at: datetime | None = moment()
    history_since: datetime | None = moment()
    """Back to when it is known whom the mailbox has written with; None: that has not been read yet."""
    copy_problem: str = string()
    """Why a copy of a sent mail could not be filed in Sent, "" while that works."""
    copy_problem_since: datetime | None = moment()
    next_slot_at: datetime | None = moment()
    last_sent_at: datetime | None = moment()
    created_at: datetime = moment(null=False)
    deleted_at: datetime | None = moment()


class FormerOwner(SQLModel, table=True):
    """A rep who had the mailbox until then: what it sent before stays in what they may send. It is kept when they have
    it again, for they have begun long ago."""

    __tablename__ = "former_owner"

    user_id: int = ref("app_user.id", index=False, primary=True)
    mailbox_id: int = ref("mailbox.id", index=False, primary=True)
    until: datetime = moment(null=False)


class Consent(SQLModel, table=True):
    """A person who was sent to a provider to allow the use of a mailbox. Taken when they come back, once."""

    state_hash: str = Field(sa_column=Column(Text, primary_key=True))
    mailbox_id: int = ref("mailbox.id", ondelete="CASCADE")
    user_id: int = ref("app_user.id", index=False, ondelete="CASCADE")
    auth: Auth = words(Auth, check="consent_auth")
    verifier: str = string(None)
    """Sealed; it proves that whoever brings the code is who asked for it (PKCE)."""
    created_at: datetime = moment(null=False)


class FolderCursor(SQLModel, table=True):
    """Everything up to `uid` in this UIDVALIDITY has been stored."""

    __tablename__ = "folder_cursor"

    mailbox_id: int = ref("mailbox.id", index=False, primary=True, ondelete="CASCADE")
    folder: str = Field(primary_key=True)
    role: str = string(None)
    uidvalidity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uid: int = Field(sa_column=Column(BigInteger, nullable=False))
    since: datetime | None = moment()
    """Of what lies there at the first look, what arrived before is not read; None: the first look is over."""
    singly: int = _count()
    """So many of the next mails are fetched one by one, because several at once could not be."""
    stuck_uid: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    """The mail that could not be fetched when it was asked for alone, `stuck_tries` times, last for `stuck_why`."""
    stuck_tries: int = _count()
    stuck_why: str = string()
