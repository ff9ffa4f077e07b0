"""Target lists, templates, campaigns, and who is in them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from engine.rules.vocabulary import CampaignState, EnrollmentState, Goal, Reply
from engine.store.columns import document, key, moment, ref, string, words


class TargetList(SQLModel, table=True):
    """A saved filter (M2); its fields are those of engine.rules.targeting."""

    __tablename__ = "target_list"

    id: int = key()
    name: str = string(None, unique=True)
    filter: dict[str, Any] = document()
    created_at: datetime = moment(null=False)


class Template(SQLModel, table=True):
    """A named mail with a goal; its words are in its versions. With `reply` it answers a kind of mail, in a language,
    and is no step of a campaign."""

    id: int = key()
    name: str = string(None, unique=True)
    goal: Goal = words(Goal)
    reply: Reply | None = words(Reply, null=True)
    language: str = string()
    created_at: datetime = moment(null=False)


class TemplateVersion(SQLModel, table=True):
    """Never changed: a mail remembers the version it was made from."""

    __tablename__ = "template_version"
    __table_args__ = (UniqueConstraint("template_id", "version"),)

    id: int = key()
    template_id: int = ref("template.id", ondelete="CASCADE")
    version: int
    subject: str = string()
    """"" in a follow-up: the thread's own subject is used."""
    body: str = string(None)
    created_at: datetime = moment(null=False)


class Campaign(SQLModel, table=True):
    """One goal, one list, some mailboxes, some steps."""

    id: int = key()
    name: str = string(None, unique=True)
    goal: Goal = words(Goal)
    state: CampaignState = words(CampaignState, CampaignState.DRAFT)
    target_list_id: int = ref("target_list.id")
    window: dict[str, Any] | None = document(null=True)
    created_at: datetime = moment(null=False)
    launched_at: datetime | None = moment()
    paused_at: datetime | None = moment()
    finished_at: datetime | None = moment()


class CampaignMailbox(SQLModel, table=True):
    """Which mailboxes a campaign sends from."""

    __tablename__ = "campaign_mailbox"

    campaign_id: int = ref("campaign.id", index=False, primary=True, ondelete="CASCADE")
    mailbox_id: int = ref("mailbox.id", primary=True)


class StepKind(StrEnum):
    MAIL = "mail"
    TASK = "task"


class Step(SQLModel, table=True):
    """The n-th thing done to a contact, `delay_days` business days after the one before."""

    __table_args__ = (UniqueConstraint("campaign_id", "position"),)

    id: int = key()
    campaign_id: int = ref("campaign.id", ondelete="CASCADE")
    position: int
    kind: StepKind = words(StepKind, StepKind.MAIL)
    delay_days: int = 0
    note: str = string()
    """What the rep is asked to do, for a manual task."""


class Variant(SQLModel, table=True):
    """One of the one to four texts of a mail step."""

    __table_args__ = (UniqueConstraint("step_id", "label"),)

    id: int = key()
    step_id: int = ref("step.id", ondelete="CASCADE")
    label: str = string(None)
    template_version_id: int = ref("template_version.id")


class Enrollment(SQLModel, table=True):
    """One contact in one campaign."""

    __table_args__ = (UniqueConstraint("campaign_id", "contact_id"),)

    id: int = key()
    campaign_id: int = ref("campaign.id")
    contact_id: int = ref("contact.id")
    mailbox_id: int = ref("mailbox.id")
    state: EnrollmentState = words(EnrollmentState, EnrollmentState.ACTIVE)
    state_why: str = string()
    position: int = 1
    created_at: datetime = moment(null=False)
    ended_at: datetime | None = moment()
