"""What several endpoints show: a line of the ledger, an entry of a timeline."""

from dataclasses import asdict
from datetime import datetime

from pydantic import BaseModel, Field

from engine.flows.ledger import Line
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
    since: datetime | None
    until: datetime | None = Field(description="When it changes by itself; null: when somebody has done something.")
    due_at: datetime | None
    message_out_id: int | None


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


def line(found: Line) -> LineShown:
    return LineShown(**asdict(found))


def activity(row: Activity) -> ActivityShown:
    return ActivityShown(**{name: getattr(row, name) for name in ActivityShown.model_fields})
