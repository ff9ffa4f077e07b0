"""What several endpoints show: a line of the ledger, an entry of a timeline, a try."""

from dataclasses import asdict
from datetime import datetime

from pydantic import BaseModel, Field

from engine.flows.ledger import Line
from engine.flows.tries import Try
from engine.store.tables import Activity


class LineShown(BaseModel):
    """Where the next mail of one contact in one campaign stands."""

    enrollment_id: int
    campaign_id: int
    campaign: str
    contact_id: int
    email: str
    position: int = Field(description="The step, from 1.")
    state: str = Field(examples=["held"])
    reason: str = Field(
        description="A held reason, ready, a state of the mail, or how the enrollment ended.", examples=["window"]
    )
    detail: str
    since: datetime | None = Field(description="Since when it is so; never in the future, and null when nobody knows.")
    until: datetime | None = Field(description="When it changes by itself; null: when somebody has done something.")
    remedy: str = Field(description="What will change it.", examples=["Resuming the campaign."])
    due_at: datetime | None
    message_out_id: int | None
    again: bool = Field(description="Refused and given up, for no fault of the contact's: send-now sends it again.")


class ActivityShown(BaseModel):
    id: int
    at: datetime
    what: str = Field(examples=["mail.sent"])
    why: str
    by: str = Field(description="A user, a key, or offhours itself.")
    contact_id: int | None
    campaign_id: int | None
    mailbox_id: int | None
    message_out_id: int | None
    message_in_id: int | None


class TryShown(BaseModel):
    """One try to send one mail."""

    message_out_id: int
    position: int = Field(description="The step, from 1.")
    number: int = Field(description="1 is the mail's first try; 0: from before tries were counted in the log.")
    mailbox: str
    worker: int | None = Field(description="The number of the sender that tried; each start has a new one.")
    said_at: datetime | None = Field(description="When it was written down that the mail is about to leave.")
    ended_at: datetime | None = Field(description="null: it goes on.")
    outcome: str = Field(description="sent, refused, not_sent (for certain), unknown, or sending.", examples=["sent"])
    stage: str = Field(description="How far it got: connect, mail, rcpt, data, body or dot.", examples=["dot"])
    code: int | None = Field(description="The server's reply.", examples=[250])
    answer: str = Field(description="The server's words, or ours when it said nothing.", examples=["2.0.0 queued"])
    settled: str = Field(description="How one in doubt was settled: as in /uncertain; empty: it was not in doubt.")


def line(found: Line) -> LineShown:
    return LineShown(**asdict(found))


def activity(row: Activity) -> ActivityShown:
    return ActivityShown(**{name: getattr(row, name) for name in ActivityShown.model_fields})


def tried(found: Try) -> TryShown:
    return TryShown(**asdict(found))
