"""Make a campaign and change it while it is a draft: one goal, one list, some mailboxes, some steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.look_again import look_again
from engine.flows.settings import check_window
from engine.rules.reasons import ANEW
from engine.rules.vocabulary import CampaignState, Goal
from engine.store import targeting
from engine.store.journal import record
from engine.store.tables import (
    Campaign,
    CampaignMailbox,
    Mailbox,
    Step,
    StepKind,
    TargetList,
    Template,
    TemplateVersion,
    Variant,
)

LABELS = "ABCD"
"""One to four texts per step; more could never be told apart (M12)."""
MOST_STEPS = 20
LONGEST_DELAY = 365


@dataclass(frozen=True)
class PlannedStep:
    """`template_versions` are its variants, in order; a manual step has a `note` instead."""

    kind: StepKind
    delay_days: int = 0
    note: str = ""
    template_versions: tuple[int, ...] = ()


async def make_list(session: AsyncSession, name: str, values: dict[str, Any], now: datetime, by: str) -> TargetList:
    targeting.check(values)
    await _refuse_taken(session, TargetList, name, None)
    row = TargetList(name=name, filter=values, created_at=now)
    session.add(row)
    await session.flush()
    record(session, now, "target_list.made", why=name, by=by, target_list=row.id)
    return row


async def change_list(
    session: AsyncSession, row: TargetList, name: str | None, values: dict[str, Any] | None, now: datetime, by: str
) -> TargetList:
    """`row` is locked. Campaigns that run keep whom they have enrolled."""
    if name is not None:
        await _refuse_taken(session, TargetList, name, row.id)
        row.name = name
    if values is not None:
        targeting.check(values)
        row.filter = values
    record(session, now, "target_list.changed", why=row.name, by=by, target_list=row.id)
    return row


async def draft(
    session: AsyncSession,
    name: str,
    goal: Goal,
    target_list_id: int,
    window: dict[str, Any] | None,
    mailbox_ids: list[int],
    steps: list[PlannedStep],
    now: datetime,
    by: str,
) -> Campaign:
    """Nothing is sent before it is launched, so mailboxes and steps may still be missing."""
    await _refuse_taken(session, Campaign, name, None)
    campaign = Campaign(
        name=name,
        goal=goal,
        target_list_id=await _list(session, target_list_id),
        window=check_window(window or {}) or None,
        created_at=now,
    )
    session.add(campaign)
    await session.flush()
    await _set_mailboxes(session, campaign, mailbox_ids)
    await _set_steps(session, campaign, steps)
    record(session, now, "campaign.made", why=name, by=by, campaign_id=campaign.id)
    return campaign


async def change(
    session: AsyncSession,
    campaign: Campaign,
    changes: dict[str, Any],
    mailbox_ids: list[int] | None,
    steps: list[PlannedStep] | None,
    now: datetime,
    by: str,
) -> Campaign:
    """`campaign` is locked. Once it runs, only name and window change: what was promised to a contact stays."""
    fixed = {"goal", "target_list_id"} & set(changes) or mailbox_ids is not None or steps is not None
    if fixed and campaign.state is not CampaignState.DRAFT:
        raise Conflict(
            f"is {campaign.state.value}.",
            field="campaign.state",
            remedy=f"Only its name and window change then: for all else {ANEW}",
        )
    if "name" in changes:
        await _refuse_taken(session, Campaign, changes["name"], campaign.id)
    if "window" in changes:
        changes["window"] = check_window(changes["window"] or {}) or None
    if "target_list_id" in changes:
        await _list(session, changes["target_list_id"])
    for name, value in changes.items():
        setattr(campaign, name, value)
    if mailbox_ids is not None:
        await _set_mailboxes(session, campaign, mailbox_ids)
    if steps is not None:
        await _set_steps(session, campaign, steps)
    record(session, now, "campaign.changed", by=by, campaign_id=campaign.id, fields=sorted(changes))
    await session.flush()
    await look_again(session, now, campaign_id=campaign.id)
    return campaign


async def drop(session: AsyncSession, campaign: Campaign, now: datetime, by: str) -> None:
    """A draft nobody wants; what was launched is history and stays."""
    if campaign.state is not CampaignState.DRAFT:
        raise Conflict(f"is {campaign.state.value}.", field="campaign.state", remedy="Only a draft can be deleted.")
    record(session, now, "campaign.dropped", why=campaign.name, by=by, campaign_id=campaign.id)
    await session.delete(campaign)
    await session.flush()


async def _refuse_taken(session: AsyncSession, model: Any, name: str, own: int | None) -> None:
    if not name:
        raise Invalid("is missing.", field="name", remedy="Give it a name.")
    query = select(func.count()).select_from(model).where(col(model.name) == name, col(model.id) != (own or 0))
    if await session.scalar(query):
        raise Conflict(f"the name {name!r} is taken.", field="name", remedy="Choose another.")


async def _list(session: AsyncSession, key: int) -> int:
    if not 0 < key < 2**63 or await session.get(TargetList, key) is None:
        raise Invalid(f"there is no target list {key}.", field="target_list_id", remedy="Make the list first.")
    return key


async def _set_mailboxes(session: AsyncSession, campaign: Campaign, ids: list[int]) -> None:
    query = select(col(Mailbox.id)).where(col(Mailbox.id).in_([key for key in ids if key < 2**63]))
    known = set(await session.scalars(query.where(col(Mailbox.deleted_at).is_(None))))
    if missing := set(ids) - known:
        raise Invalid(f"there is no mailbox {min(missing)}.", field="mailbox_ids", remedy="List the mailboxes.")
    await session.execute(delete(CampaignMailbox).where(col(CampaignMailbox.campaign_id) == campaign.id))
    session.add_all(CampaignMailbox(campaign_id=campaign.id, mailbox_id=key) for key in sorted(known))
    await session.flush()


async def _set_steps(session: AsyncSession, campaign: Campaign, steps: list[PlannedStep]) -> None:
    if len(steps) > MOST_STEPS:
        raise Invalid(f"{len(steps)} are too many.", field="steps", remedy=f"Use {MOST_STEPS} at most.")
    _refuse_at_once(steps)
    await session.execute(delete(Step).where(col(Step.campaign_id) == campaign.id))
    for position, planned in enumerate(steps, 1):
        await _check_step(session, campaign, position, planned)
        step = Step(
            campaign_id=campaign.id,
            position=position,
            kind=planned.kind,
            delay_days=planned.delay_days,
            note=planned.note,
        )
        session.add(step)
        await session.flush()
        for label, version_id in zip(LABELS, planned.template_versions, strict=False):
            session.add(Variant(step_id=step.id, label=label, template_version_id=version_id))
    await session.flush()


def _refuse_at_once(steps: list[PlannedStep]) -> None:
    """A follow-up for which nobody said a day would leave minutes after the mail before it."""
    since_mail: int | None = None
    for position, planned in enumerate(steps, 1):
        since_mail = None if since_mail is None else since_mail + planned.delay_days
        if planned.kind is StepKind.MAIL:
            if since_mail == 0:
                raise Invalid(
                    "is 0: it would leave on the day of the mail before it.",
                    field=f"steps.{position}.delay_days",
                    remedy=f"Use 1 to {LONGEST_DELAY} business days.",
                )
            since_mail = 0


async def _check_step(session: AsyncSession, campaign: Campaign, position: int, planned: PlannedStep) -> None:
    field = f"steps.{position}"
    if not 0 <= planned.delay_days <= LONGEST_DELAY:
        raise Invalid(f"{planned.delay_days} business days.", field=f"{field}.delay_days", remedy="Use 0 to 365.")
    if planned.kind is StepKind.TASK and planned.template_versions:
        raise Invalid("a manual step has no text.", field=f"{field}.variants", remedy="Say in note what is to be done.")
    if len(planned.template_versions) > len(LABELS):
        raise Invalid("has too many.", field=f"{field}.variants", remedy=f"Use 1 to {len(LABELS)}.")
    query = (
        select(col(TemplateVersion.id), col(Template.goal), col(Template.name))
        .join(Template, col(Template.id) == TemplateVersion.template_id)
        .where(
            col(TemplateVersion.id).in_([key for key in planned.template_versions if 0 < key < 2**63]),
            col(Template.reply).is_(None),
        )
    )
    found = {row.id: row for row in await session.execute(query)}
    if missing := set(planned.template_versions) - set(found):
        raise Invalid(
            f"there is no template version {min(missing)} for campaigns.",
            field=f"{field}.variants",
            remedy="List the templates.",
        )
    if other := next((row for row in found.values() if row.goal is not campaign.goal), None):
        raise Invalid(
            f"version {other.id} is of the template {other.name!r}, which asks for a {other.goal.value}, not for a"
            f" {campaign.goal.value}.",
            field=f"{field}.variants",
            remedy="One campaign has one goal: choose another template.",
        )
