"""What stands between a new installation and its first mail, in the order in which a newcomer does it."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.viewer import Viewer
from engine.rules.compliance import missing_sender
from engine.rules.vocabulary import CampaignState
from engine.store.facts import workspace_of
from engine.store.tables import (
    Campaign,
    Contact,
    Mailbox,
    MailboxState,
    MessageOut,
    TargetList,
    Template,
    TemplateVersion,
)


@dataclass(frozen=True)
class FirstStep:
    """`href` is "" where the viewer cannot do it themselves; `text` says what it is for, or what is still wrong."""

    title: str
    text: str
    href: str
    done: bool


async def first_steps(session: AsyncSession, viewer: Viewer, public_url: str) -> list[FirstStep]:
    """Empty once a mail was sent: from then on every mail says for itself why it waits."""
    if await session.scalar(select(exists().where(col(MessageOut.sent_at).is_not(None)))):
        return []
    return [
        await _workspace(session, viewer),
        await _mailbox(session),
        FirstStep(
            "Bring in the people you write to",
            "As a table from a spreadsheet, or over the API. Each with where the name is from.",
            "/settings/imports/new",
            await _any(session, Contact),
        ),
        FirstStep(
            "Say whom the first campaign is for",
            "A target list is a filter over them; it shows whom it finds.",
            "/settings/lists/new",
            await _any(session, TargetList),
        ),
        await _template(session),
        await _campaign(session),
        FirstStep(
            "Let recipients reach the opt-out page",
            "Whoever runs this installation sets OFFHOURS_PUBLIC_URL to an https address that leads here. Until then"
            " they opt out by answering.",
            "",
            public_url.startswith("https:"),
        ),
    ]


async def _workspace(session: AsyncSession, viewer: Viewer) -> FirstStep:
    row = await workspace_of(session)
    done = missing_sender(row.legal_name, row.postal_address) is None
    text = "Every mail must carry them." if viewer.manages else "Every mail must carry them; a manager enters them."
    href = "/settings" if viewer.manages else ""
    return FirstStep("Enter your firm’s legal name and postal address", text, href, done)


async def _mailbox(session: AsyncSession) -> FirstStep:
    boxes = list(await session.scalars(select(Mailbox).where(col(Mailbox.deleted_at).is_(None))))
    done = any(box.state is MailboxState.ACTIVE and not box.read_problem for box in boxes)
    title = "Connect the mailbox that mails leave from"
    if boxes and not done:
        return FirstStep(title, "There is one, and something is wrong with it.", "/settings/mailboxes", done)
    return FirstStep(title, "Answers come back to it and are read there.", "/settings/mailboxes/new", done)


async def _template(session: AsyncSession) -> FirstStep:
    """Of the starters that come along everyone has a gap, which only the team can fill."""
    newest = (
        select(func.max(TemplateVersion.id))
        .join(Template, col(Template.id) == TemplateVersion.template_id)
        .where(col(Template.reply).is_(None))
        .group_by(col(TemplateVersion.template_id))
    )
    whole = exists().where(
        col(TemplateVersion.id).in_(newest),
        col(TemplateVersion.body).not_like("%⟨%"),
        col(TemplateVersion.subject) != "",
    )
    return FirstStep(
        "Put a first mail into your words",
        "Some to begin with are there; what stands in ⟨…⟩ is yours to write.",
        "/settings/templates",
        bool(await session.scalar(select(whole))),
    )


async def _campaign(session: AsyncSession) -> FirstStep:
    campaigns = list(await session.scalars(select(Campaign).order_by(col(Campaign.id).desc()).limit(1)))
    running = await session.scalar(select(exists().where(col(Campaign.state) == CampaignState.RUNNING)))
    if running:
        text = "It runs: the first mail leaves when its recipient’s hours open, or now by a button on its page."
    elif campaigns:
        text = "Drafted: look it over, then launch it."
    else:
        text = "List, mailbox and texts together. It is a draft until you launch it."
    href = f"/campaigns/{campaigns[0].id}" if campaigns else "/campaigns/new"
    return FirstStep("Draft a campaign and launch it", text, href, bool(running))


async def _any(session: AsyncSession, table: type[Contact] | type[TargetList]) -> bool:
    return bool(await session.scalar(select(exists().where(col(table.id).is_not(None)))))
