"""What goes out, what comes in, and the work that makes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import defer
from sqlmodel import Field, SQLModel

from engine.rules.effects import Work
from engine.rules.reading.verdict import DOUBT
from engine.rules.vocabulary import DecisionMaker, DeclineReason, HeldReason, Kind, OutState
from engine.store.columns import blob, document, key, maybe_text, moment, ref, string, words


class MessageOut(SQLModel, table=True):
    """One mail to one contact: the ledger. Unique per (enrollment, step), so a step cannot be sent twice; an answer
    that a person wrote to a received mail (`answer_to`) has no enrollment, and is unique by its `answer_key`.

    While it waits, `look_at` is when dispatch looks at it again (said at `looked_at`: a date that was said at a moment
    that has not come yet is one of a wrong clock), and `held_*` say why it waits; without `held_reason`,
    why it is tried again. A row in *sending* has its Message-ID and bytes; only a definite answer or the reconciler
    moves it on. Of one that is *uncertain* `held_detail` says what was found in Sent, `held_since` when, and `look_at`
    when it is looked up again.

    A mail that leaves is written four times, and each index with it: none is here that few mails need, but for those.
    """

    __tablename__ = "message_out"
    __table_args__ = (
        UniqueConstraint("enrollment_id", "position"),
        CheckConstraint("(enrollment_id is null) = (answer_to is not null)", name="step_or_answer"),
        Index(
            "ix_message_out_waiting",
            "mailbox_id",
            "look_at",
            postgresql_where=sql("state in ('due', 'held')"),
        ),
        Index(
            "ix_message_out_flight",
            "mailbox_id",
            "claimed_by",
            postgresql_where=sql("state in ('claimed', 'sending', 'uncertain')"),
        ),
        Index(
            "ix_message_out_sent",
            "mailbox_id",
            "sent_on",
            postgresql_include=["first_touch", "sending_at"],
            postgresql_where=sql("sent_on is not null"),
        ),
        Index(
            "ix_message_out_asked",
            "mailbox_id",
            postgresql_where=sql("asked_at is not null and state in ('due', 'held')"),
        ),
        Index(
            "ix_message_out_answers",
            "mailbox_id",
            postgresql_where=sql("enrollment_id is null and state in ('due', 'held')"),
        ),
        Index(
            "ix_message_out_looked",
            "looked_at",
            postgresql_where=sql("state in ('due', 'held') and looked_at is not null"),
        ),
        Index("ix_message_out_to", "to_address", postgresql_where=sql("to_address <> ''")),
        Index(
            "ix_message_out_uncopied",
            "mailbox_id",
            "sent_at",
            postgresql_where=sql("state = 'sent' and copied_attempt < attempts"),
        ),
        Index("ix_message_out_answer_to", "answer_to", postgresql_where=sql("answer_to is not null")),
        Index("ix_message_out_answer_key", "answer_key", unique=True, postgresql_where=sql("answer_key is not null")),
    )

    id: int = key()
    enrollment_id: int | None = ref("enrollment.id", null=True, index=False)
    position: int
    """The step of the campaign this mail is; 0: an answer."""
    answer_to: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """The received mail that a person answers with it, or that named whom they write to. No foreign key: the tables
    would refer to each other in a circle, and a received mail is never deleted."""
    answer_key: str | None = maybe_text()
    """Whoever asks twice with one key is answered with the mail of the first time."""
    task_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """The work that is done once it is sent, unless a correction has taken it away meanwhile."""
    cc_address: str = string()
    first_touch: bool = False
    """The contact's first mail in the campaign; later ones are follow-ups in its thread."""
    contact_id: int = ref("contact.id")
    mailbox_id: int = ref("mailbox.id", index=False)
    variant_id: int | None = ref("variant.id", null=True, index=False)
    template_version_id: int | None = ref("template_version.id", null=True, index=False)
    state: OutState = words(OutState, OutState.DUE)
    due_at: datetime = moment(null=False)
    look_at: datetime = moment(null=False)
    looked_at: datetime | None = moment()
    held_reason: HeldReason | None = words(HeldReason, null=True)
    held_detail: str = string()
    held_since: datetime | None = moment()
    claimed_by: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    send_at: datetime | None = moment()
    asked_at: datetime | None = moment()
    """When a person asked for this mail to leave now: for some hours, and one try, it waits for no window, gap or
    governor, but for law and caps. NULL again after that."""
    asked_by: str = string()
    anyway_at: datetime | None = moment()
    """When a person said that a first touch may leave although there was correspondence with the company."""
    anyway_by: str = string()
    to_address: str = string()
    subject: str = string()
    body: str = string()
    message_id: str | None = maybe_text(unique=True)
    raw: bytes | None = blob(null=True)
    sending_at: datetime | None = moment()
    sent_at: datetime | None = moment()
    sent_on: date | None = None
    """The mailbox's local day the mail counts for, set with *sending*, so caps hold across workers and restarts. When
    the mailbox's zone was changed since, `sending_at` tells (engine.flows.paces)."""
    server_code: int | None = None
    server_text: str = string()
    attempts: int = 0
    copied_attempt: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """The try whose copy is known to be in the mailbox's Sent folder; 0: none."""
    soft_bounces: int = 0
    put_off: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How often a server that knew whom it was for wanted patience instead of taking it."""
    stopped_at: datetime | None = moment()
    """When a refusal of it stopped its mailbox: others go first now, and the second time it is given up. None: never,
    or not since a person asked for it."""
    bounced: str = string()
    """hard, soft or block once a bounce for this mail was read or answered by the server."""
    bounced_at: datetime | None = moment()
    written_by: str = string()
    """Who wrote it, when it was no template."""
    settled_by: str = string()
    """How an uncertain row was settled: sent_folder, bounce, reply, not_in_sent, person."""


class LeftBefore(SQLModel, table=True):
    """That a step had left, and when, before it bounced softly: its row tells of the try since (`attempts`), and every
    mail that left counts for its day."""

    __tablename__ = "left_before"
    __table_args__ = (Index("ix_left_before_mailbox_id", "mailbox_id", "at"),)

    mail: int = ref("message_out.id", index=False, primary=True)
    attempt: int = Field(primary_key=True)
    mailbox_id: int = ref("mailbox.id", index=False)
    at: datetime = moment(null=False)
    first_touch: bool


class RecipientDomain(SQLModel, table=True):
    """When a mail to anybody with an address there last left or began to, whatever account they are of; not for free
    mail, whose domains are no company's."""

    __tablename__ = "recipient_domain"

    domain: str = Field(sa_column=Column(Text, primary_key=True))
    mailed_at: datetime = moment(null=False)
    mail: int = Field(sa_column=Column(BigInteger, nullable=False))
    """Its number, for its own tries do not wait for each other; it is in no need of a foreign key."""


class InState(StrEnum):
    """STORED: kept, nothing decided. READ: decided, effects applied. BROKEN: reading it failed, a person looks."""

    STORED = "stored"
    READ = "read"
    BROKEN = "broken"


class MessageIn(SQLModel, table=True):
    """One received mail, kept raw. Deciding about it can be run again: `effects` says what it did, to be undone."""

    __tablename__ = "message_in"
    __table_args__ = (
        UniqueConstraint("mailbox_id", "folder", "uidvalidity", "uid"),
        UniqueConstraint("mailbox_id", "message_id", "digest"),
        Index("ix_message_in_stored", "mailbox_id", "id", postgresql_where=sql("state = 'stored'")),
        Index("ix_message_in_received", "received_at"),
        Index("ix_message_in_erased", "digest", postgresql_where=sql("erased_at is not null")),
        Index("ix_message_in_wanted", "mailbox_id", postgresql_where=sql("wanted_at is not null")),
        Index(
            "ix_message_in_trouble",
            "mailbox_id",
            "received_at",
            postgresql_where=sql("kind in ('bounce', 'complaint')"),
        ),
    )

    id: int = key()
    mailbox_id: int = ref("mailbox.id", index=False)
    folder: str = string(None)
    role: str = string(None)
    uidvalidity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uid: int = Field(sa_column=Column(BigInteger, nullable=False))
    message_id: str = string(index=True)
    digest: str = string(None)
    raw: bytes = blob()
    received_at: datetime = moment(null=False)
    stored_at: datetime = moment(null=False)
    state: InState = words(InState, InState.STORED)
    problem: str = string()
    left_out: list[dict[str, Any]] = document(items=True)
    """What of the mail was not fetched, each with `what` it is and its `size` in bytes."""
    wanted_at: datetime | None = moment()
    """When a person asked that a mail without bytes is fetched again; None once it has been tried."""
    from_address: str = string()
    from_name: str = string()
    subject: str = string()
    text: str = string()
    kind: Kind | None = words(Kind, null=True)
    confidence: float = 0.0
    reader: str = string()
    """Which version of the rules read it (engine.rules.reading.version); "": before versions were kept."""
    because: str = string()
    verdict: dict[str, Any] = document()
    matched_by: str = string()
    out_id: int | None = ref("message_out.id", null=True)
    contact_id: int | None = ref("contact.id", null=True)
    enrollment_id: int | None = ref("enrollment.id", null=True)
    effects: list[dict[str, Any]] = document(items=True)
    read_at: datetime | None = moment()
    corrected_by: str = string()
    read_kind: Kind | None = words(Kind, null=True, check="read_kind")
    """What the classifier said, when a person corrected it."""
    decline_reason: DeclineReason | None = words(DeclineReason, null=True)
    """Why they are not interested, and whether whoever decides says so; of other kinds nothing."""
    decline_because: str = string()
    decision_maker: DecisionMaker | None = words(DecisionMaker, null=True)
    decider_because: str = string()
    erased_at: datetime | None = moment()
    """When its bytes were erased, with all it said about somebody (engine.flows.erase). It is known by its digest, so
    that the same mail is not stored again."""

    @property
    def is_empty(self) -> bool:
        """It was theirs. Of what others wrote of somebody who was erased the bytes are gone alone."""
        return self.erased_at is not None and not self.from_address

    @property
    def in_doubt(self) -> bool:
        """A person is to decide what it is, and has not yet."""
        return self.kind is not None and not self.corrected_by and self.confidence < DOUBT


WITHOUT_RAW = defer(MessageIn.raw)  # type: ignore[arg-type] # SQLModel types columns as values
"""The bytes of a mail may be megabytes; a list does not need them."""


class ResponseTask(SQLModel, table=True):
    """Work with an owner, a next step and a deadline (M19). Done once, with how."""

    __tablename__ = "response_task"
    __table_args__ = (
        Index("ix_response_task_open", "owner_id", "due_at", postgresql_where=sql("done_at is null")),
        Index("ix_response_task_due", "due_at", "id", postgresql_where=sql("done_at is null")),
        Index("ix_response_task_done", "owner_id", "done_at", postgresql_where=sql("done_at is not null")),
    )

    id: int = key()
    message_in_id: int | None = ref("message_in.id", null=True)
    enrollment_id: int | None = ref("enrollment.id", null=True)
    contact_id: int | None = ref("contact.id", null=True)
    owner_id: int = ref("app_user.id", index=False)
    step: Work = words(Work)
    note: str = string()
    counts: bool = True
    """Whether it is a response in the governor's sense (M14): an answer by a person that waits for one."""
    due_at: datetime = moment(null=False)
    created_at: datetime = moment(null=False)
    escalated_at: datetime | None = moment()
    """When it was marked as overdue for the managers: once for a deadline."""
    told_at: datetime | None = moment()
    """When a mail that says so was written, where such mails are sent: once for a deadline."""
    done_at: datetime | None = moment()
    done_how: str = string()
    done_by: str = string()


class FoundState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class FoundPerson(SQLModel, table=True):
    """Somebody named in an answer, with the sentence as evidence; becomes a contact by policy or by a click."""

    __tablename__ = "found_person"

    id: int = key()
    message_in_id: int = ref("message_in.id")
    contact_id: int | None = ref("contact.id", null=True)
    account_id: int | None = ref("account.id", null=True)
    relation: str = string(None)
    name: str = string()
    email: str = string()
    phone: str = string()
    title: str = string()
    sentence: str = string()
    topic: str = string()
    state: FoundState = words(FoundState, FoundState.OPEN)
    created_at: datetime = moment(null=False)


class Activity(SQLModel, table=True):
    """Append-only: everything that happened, to whom, by whom, why. A trigger refuses changes."""

    __table_args__ = (
        Index("ix_activity_at", "at"),
        Index(
            "ix_activity_of_nobody",
            "at",
            postgresql_where=sql(
                "contact_id is null and account_id is null and message_in_id is null and message_out_id is null"
            ),
        ),
    )

    id: int = key()
    at: datetime = moment(null=False)
    what: str = string(None)
    why: str = string()
    by: str = string()
    account_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    contact_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    campaign_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True, index=True))
    mailbox_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    message_out_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    message_in_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    data: dict[str, Any] = document()
