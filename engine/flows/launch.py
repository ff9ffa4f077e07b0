"""Check a campaign as a whole, enroll its list, and let it run, pause and go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, not_, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.letter import example_fields
from engine.flows.locked import SEQUENCES
from engine.flows.look_again import look_again
from engine.flows.plan_next import plan_next, stages_of, standings
from engine.flows.read_rules import policies_of
from engine.rules import bins, compose, lint
from engine.rules.compliance import missing_sender
from engine.rules.vocabulary import CampaignState, EnrollmentState
from engine.store import targeting
from engine.store.columns import among
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.suppressions import suppressed
from engine.store.tables import (
    Account,
    Campaign,
    CampaignMailbox,
    Contact,
    Enrollment,
    Mailbox,
    Step,
    StepKind,
    TargetList,
    Template,
    TemplateVersion,
    User,
    Variant,
)


async def launch(session: AsyncSession, campaign: Campaign, now: datetime, by: str) -> int:
    """draft -> running; returns how many were enrolled. Refuses what the first mail would stumble over."""
    if campaign.state is not CampaignState.DRAFT:
        raise Conflict(f"is {campaign.state.value}.", field="campaign.state", remedy="Only a draft can be launched.")
    workspace = await workspace_of(session)
    if missing_sender(workspace.legal_name, workspace.postal_address):
        raise Invalid(
            "is missing or too short to be one; every mail must carry it (CAN-SPAM).",
            field="workspace.postal_address",
            remedy="Set the workspace's legal name and postal address first.",
        )
    await _check_steps(session, campaign)
    enrolled = await enroll(session, campaign, now, by)
    if enrolled == 0:
        raise Invalid(
            "nobody on the list can be mailed.", field="campaign.target_list", remedy="Widen the filter; preview it."
        )
    campaign.state, campaign.launched_at = CampaignState.RUNNING, now
    record(session, now, "campaign.launched", why=f"{enrolled} enrolled", by=by, campaign_id=campaign.id)
    return enrolled


async def _check_steps(session: AsyncSession, campaign: Campaign) -> None:
    query = (
        select(Step, Template, TemplateVersion)
        .outerjoin(Variant, col(Variant.step_id) == Step.id)
        .outerjoin(TemplateVersion, col(TemplateVersion.id) == Variant.template_version_id)
        .outerjoin(Template, col(Template.id) == TemplateVersion.template_id)
        .where(col(Step.campaign_id) == campaign.id)
        .order_by(col(Step.position))
    )
    rows = (await session.execute(query)).all()
    mails = [row for row in rows if row.Step.kind is StepKind.MAIL]
    if not mails:
        raise Invalid("there is no mail among the steps.", field="campaign.steps", remedy="Add a mail step.")
    first = mails[0].Step.position
    fields = await example_fields(session)
    for step, template, version in mails:
        if version is None:
            raise Invalid("has no text.", field=f"steps.{step.position}", remedy="Give the step a template.")
        _check_text(template, version, fields, in_thread=step.position > first)
        if template.goal is not campaign.goal:
            raise Invalid(
                f"template {template.name!r} is for {template.goal.value}, the campaign for {campaign.goal.value}.",
                field=f"steps.{step.position}",
                remedy="One campaign has one goal: choose another template.",
            )
    for mailbox in await _mailboxes(session, campaign):
        _check_name(mailbox, [version for _, _, version in mails], fields)


def _check_name(mailbox: Mailbox, versions: Sequence[TemplateVersion], fields: Mapping[str, Any]) -> None:
    """Mails that are signed with a name would all wait for it, each with that as its reason once its hours open."""
    if mailbox.display_name.strip():
        return
    unnamed = {**fields, "sender_name": "", "sender_first_name": ""}
    try:
        for version in versions:
            compose.render(version.subject, unnamed)
            compose.render(version.body, unnamed)
    except compose.MissingField as missing:
        raise Invalid(
            f"{mailbox.address} has no name in From, and the texts are signed with it.",
            field="campaign.mailboxes",
            remedy="Enter it under Settings, Mailboxes, Change.",
        ) from missing


def _check_text(template: Template, version: TemplateVersion, fields: Mapping[str, Any], *, in_thread: bool) -> None:
    """The campaign keeps the version it was given: a mended template does not mend it by itself."""
    try:
        check_template(template, version, fields, in_thread=in_thread)
    except Invalid as wrong:
        raise Invalid(
            f"version {version.version} of the template {template.name!r} cannot be sent for its {wrong.field}."
            f" {wrong.problem}",
            field=f"template.{wrong.field}",
            remedy=f"{wrong.remedy} Then give the campaign the new version.",
        ) from wrong


def check_template(
    template: Template, version: TemplateVersion, fields: Mapping[str, Any], *, in_thread: bool
) -> list[lint.Finding]:
    """Unknown fields and errors are refused; warnings are returned. `fields` are letter.example_fields."""
    subject = _example("subject", version.subject, fields)
    body = _example("body", version.body, fields)
    findings = lint.lint(subject, body, template.goal, in_thread)
    for finding in findings:
        if finding.severity == "error":
            raise Invalid(finding.problem, field=finding.field, remedy=finding.remedy)
    return findings


def _example(part: str, source: str, fields: Mapping[str, Any]) -> str:
    with compose.naming(part):
        compose.check(source, fields)
        return compose.render(source, fields)


async def enroll(session: AsyncSession, campaign: Campaign, now: datetime, by: str) -> int:
    """Everybody on the list who may be prospected and is not yet in; each once, from one mailbox per account."""
    await session.execute(SEQUENCES)
    enrollments = [
        Enrollment(campaign_id=campaign.id, contact_id=contact.id, mailbox_id=mailbox.id, position=0, created_at=now)
        for contact, _, mailbox in await eligible(session, campaign, now)
    ]
    session.add_all(enrollments)
    await session.flush()
    begun = await standings(session, [enrollment.id for enrollment in enrollments])
    stages = await stages_of(session, {one.campaign_id for one in begun})
    await plan_next(session, [(one, now) for one in begun], stages, now, first=True)
    record(session, now, "campaign.enrolled", why=f"{len(enrollments)} contacts", by=by, campaign_id=campaign.id)
    return len(enrollments)


async def eligible(session: AsyncSession, campaign: Campaign, now: datetime) -> list[tuple[Contact, Account, Mailbox]]:
    """Whom launching would enroll now, and which mailbox would write to them; also what a forecast of a draft shows."""
    target = await session.get_one(TargetList, campaign.target_list_id)
    mailboxes = await _mailboxes(session, campaign)
    rules = policies_of(await workspace_of(session))
    known = select(col(Enrollment.contact_id)).where(
        or_(col(Enrollment.campaign_id) == campaign.id, col(Enrollment.state) == EnrollmentState.ACTIVE)
    )  # one campaign at a time: two sequences to one person would be two first touches
    query = targeting.contacts(target.filter).where(col(Contact.id).not_in(known))
    people = [(row.Contact, row.Account) for row in (await session.execute(query)).all()]
    beyond = await suppressed(session, [contact.email for contact, _ in people])
    return [
        (contact, account, _mailbox_for(account, mailboxes))
        for contact, account in people
        if not bins.refusal(account.bin, account.check_back_on, account.last_activity_at, now, rules.quiet)
        and contact.email not in beyond
    ]


@dataclass(frozen=True)
class Listed:
    """`people` the list finds; `elsewhere`: those of them to whom another campaign writes at the moment."""

    people: int
    elsewhere: int


async def listed(session: AsyncSession, campaign: Campaign) -> Listed:
    """Against which the number of those enrolled is understood."""
    target = await session.get_one(TargetList, campaign.target_list_id)
    written_to = select(col(Enrollment.contact_id)).where(
        col(Enrollment.campaign_id) != campaign.id, col(Enrollment.state) == EnrollmentState.ACTIVE
    )
    found = targeting.contacts(target.filter).where(col(Contact.id).in_(written_to)).order_by(None).subquery()
    elsewhere = await session.scalar(select(func.count()).select_from(found))
    return Listed(await targeting.count(session, target.filter), elsewhere or 0)


async def _mailboxes(session: AsyncSession, campaign: Campaign) -> Sequence[Mailbox]:
    query = (
        select(Mailbox)
        .join(CampaignMailbox, col(CampaignMailbox.mailbox_id) == Mailbox.id)
        .join(User, col(User.id) == Mailbox.user_id)
        .where(col(CampaignMailbox.campaign_id) == campaign.id, col(Mailbox.deleted_at).is_(None), col(User.active))
        .order_by(col(Mailbox.id))
    )
    found = (await session.scalars(query)).all()
    if not found:
        raise Invalid("has no mailbox to send from.", field="campaign.mailboxes", remedy="Choose at least one.")
    return found


def _mailbox_for(account: Account, mailboxes: Sequence[Mailbox]) -> Mailbox:
    """The owner's mailbox where they have one here, else spread by account: one company hears from one rep."""
    own = [mailbox for mailbox in mailboxes if mailbox.user_id == account.owner_id]
    pool = own or list(mailboxes)
    return pool[account.id % len(pool)]


async def pause(session: AsyncSession, campaign: Campaign, now: datetime, by: str) -> None:
    """In effect for the very next send decision: send reads the campaign in the transaction that says *sending*."""
    if campaign.state is not CampaignState.RUNNING:
        raise Conflict(f"is {campaign.state.value}.", field="campaign.state", remedy="Only a running one can pause.")
    campaign.state, campaign.paused_at = CampaignState.PAUSED, now
    record(session, now, "campaign.paused", by=by, campaign_id=campaign.id)


async def resume(session: AsyncSession, campaign: Campaign, now: datetime, by: str) -> None:
    if campaign.state is not CampaignState.PAUSED:
        raise Conflict(f"is {campaign.state.value}.", field="campaign.state", remedy="Only a paused one can resume.")
    campaign.state, campaign.paused_at = CampaignState.RUNNING, None
    record(session, now, "campaign.resumed", by=by, campaign_id=campaign.id)
    await look_again(session, now, campaign_id=campaign.id)


async def finish_campaigns(session: AsyncSession, now: datetime) -> None:
    """A running campaign of which no enrollment is active any more is finished. That is asked again under its lock,
    which is also taken by whatever lets one go on (engine.flows.go_on)."""
    active = exists().where(
        col(Enrollment.campaign_id) == col(Campaign.id), col(Enrollment.state) == EnrollmentState.ACTIVE
    )
    query = select(Campaign).where(col(Campaign.state) == CampaignState.RUNNING, not_(active))
    locked = await session.scalars(query.with_for_update(skip_locked=True, key_share=True))
    ids = [campaign.id for campaign in locked]
    for campaign in await session.scalars(query.where(among(col(Campaign.id), ids))):
        campaign.state, campaign.finished_at = CampaignState.FINISHED, now
        record(session, now, "campaign.finished", campaign_id=campaign.id)
