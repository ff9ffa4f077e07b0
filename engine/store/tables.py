"""All tables, in one import for migrations and for whoever needs several."""

from sqlmodel import SQLModel

from engine.store.campaigns import (
    Campaign,
    CampaignMailbox,
    Enrollment,
    Step,
    StepKind,
    TargetList,
    Template,
    TemplateVersion,
    Variant,
)
from engine.store.correspondence import Correspondent
from engine.store.mail import (
    Activity,
    FoundPerson,
    FoundState,
    InState,
    LeftBefore,
    MessageIn,
    MessageOut,
    RecipientDomain,
    ResponseTask,
)
from engine.store.mailboxes import Consent, FolderCursor, FormerOwner, Mailbox, MailboxState
from engine.store.notices import Notice, NoticeState
from engine.store.opportunities import Opportunity
from engine.store.people import ApiKey, SignIn, SignInLink, Suppression, User, Workspace
from engine.store.prospects import Account, AccountDomain, Contact, ImportBatch

METADATA = SQLModel.metadata

__all__ = [
    "METADATA",
    "Account",
    "AccountDomain",
    "Activity",
    "ApiKey",
    "Campaign",
    "CampaignMailbox",
    "Consent",
    "Contact",
    "Correspondent",
    "Enrollment",
    "FolderCursor",
    "FormerOwner",
    "FoundPerson",
    "FoundState",
    "ImportBatch",
    "InState",
    "LeftBefore",
    "Mailbox",
    "MailboxState",
    "MessageIn",
    "MessageOut",
    "Notice",
    "NoticeState",
    "Opportunity",
    "RecipientDomain",
    "ResponseTask",
    "SignIn",
    "SignInLink",
    "Step",
    "StepKind",
    "Suppression",
    "TargetList",
    "Template",
    "TemplateVersion",
    "User",
    "Variant",
    "Workspace",
]
