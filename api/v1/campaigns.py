"""Campaigns: drafted, launched, paused, and why each of their mails has not left yet."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlmodel import col

from api.auth import Actor, CampaignWriter, Reader
from api.context import Given, Now, Page, Paging, Session, WakesSender, find, paged
from api.v1.shown import LineShown, line
from engine.errors import Forbidden, Invalid
from engine.flows import edit_campaign, ledger
from engine.flows.edit_campaign import PlannedStep
from engine.flows.end_campaign import end_campaign
from engine.flows.launch import launch, listed, pause, resume
from engine.flows.locked import locked
from engine.rules.reasons import REASONS
from engine.rules.vocabulary import CampaignState, EnrollmentState, Goal, OutState, Role
from engine.store.tables import (
    Campaign,
    CampaignMailbox,
    Enrollment,
    Mailbox,
    MessageOut,
    Step,
    StepKind,
    Template,
    TemplateVersion,
    Variant,
)

router = APIRouter(prefix="/campaigns", tags=["campaigns"])


class StepGiven(Given):
    kind: StepKind = StepKind.MAIL
    delay_days: int = Field(
        0, ge=0, le=365, description="Business days after the step before; 1 at least between two mails.", examples=[3]
    )
    note: str = Field("", max_length=500, description="For a manual step: what is to be done.", examples=["Call them"])
    template_versions: list[int] = Field(
        [], max_length=4, description="One to four texts, assigned at random (A/B).", examples=[[1]]
    )


class NewCampaign(Given):
    name: str = Field(max_length=200, examples=["Logistics, spring"])
    goal: Goal = Field(description="One of two, never both.")
    target_list_id: int = Field(examples=[1])
    mailbox_ids: list[int] = Field([], max_length=200, examples=[[1]])
    steps: list[StepGiven] = Field([], max_length=20)
    window: dict[str, Any] | None = Field(None, description="Its own window instead of the mailbox's or workspace's.")


class CampaignChange(Given):
    """Once it runs, only name and window change."""

    name: str = Field("", max_length=200)
    goal: Goal = Goal.REFERRAL
    target_list_id: int = 0
    mailbox_ids: list[int] = Field([], max_length=200)
    steps: list[StepGiven] = Field([], max_length=20, description="Replaces all steps.")
    window: dict[str, Any] | None = None


class VariantShown(BaseModel):
    label: str = Field(examples=["A"])
    template_version_id: int
    template_id: int
    template: str
    version: int


class StepShown(BaseModel):
    position: int = Field(description="From 1.")
    kind: StepKind
    delay_days: int
    note: str
    variants: list[VariantShown]


class CampaignShown(BaseModel):
    id: int
    name: str
    goal: Goal
    state: CampaignState
    target_list_id: int
    window: dict[str, Any] | None
    created_at: datetime
    launched_at: datetime | None
    paused_at: datetime | None
    finished_at: datetime | None


class CampaignDetail(CampaignShown):
    mailbox_ids: list[int]
    steps: list[StepShown]
    enrollments: dict[EnrollmentState, int] = Field(description="Contacts by how they stand.")
    mails: dict[OutState, int] = Field(description="Mails by state.")


class Launched(BaseModel):
    enrolled: int = Field(description="Contacts that were enrolled.", examples=[120])
    on_list: int = Field(description="Contacts that the list finds.", examples=[150])
    elsewhere: int = Field(description="Of these, whom another campaign writes to at the moment.", examples=[20])
    campaign: CampaignShown


class LedgerShown(BaseModel):
    """Every enrollment has one line; the counts add up to all of them."""

    counts: dict[str, int] = Field(
        description="Lines by reason, the most frequent first.", examples=[{"window": 80, "ready": 40}]
    )
    lines: Page[LineShown]


@router.get("", summary="Campaigns, newest first")
async def list_campaigns(
    session: Session, actor: Reader, span: Paging, state: Annotated[CampaignState | None, Query()] = None
) -> Page[CampaignShown]:
    query = select(Campaign).order_by(col(Campaign.id).desc())
    if state is not None:
        query = query.where(col(Campaign.state) == state)
    return await paged(session, query, span, _shown)


@router.post("", summary="Draft a campaign", status_code=status.HTTP_201_CREATED)
async def draft(given: NewCampaign, session: Session, actor: CampaignWriter, now: Now) -> CampaignDetail:
    """Nothing is sent before it is launched."""
    await _refuse_strange_mailboxes(session, actor, given.mailbox_ids)
    campaign = await edit_campaign.draft(
        session,
        given.name,
        given.goal,
        given.target_list_id,
        given.window,
        given.mailbox_ids,
        _planned(given.steps),
        now,
        actor.by,
    )
    return await _detail(session, campaign)


@router.get("/{campaign_id}", summary="One campaign with its steps and counts")
async def get_campaign(campaign_id: int, session: Session, actor: Reader) -> CampaignDetail:
    return await _detail(session, await find(session, Campaign, campaign_id, "campaign"))


@router.patch("/{campaign_id}", summary="Change a campaign")
async def change(
    campaign_id: int, given: CampaignChange, session: Session, actor: CampaignWriter, now: Now
) -> CampaignDetail:
    campaign = await own_campaign(session, campaign_id, actor)
    said = given.model_fields_set
    if "mailbox_ids" in said:
        await _refuse_strange_mailboxes(session, actor, given.mailbox_ids)
    changes = given.model_dump(include=said - {"mailbox_ids", "steps"})
    mailbox_ids = given.mailbox_ids if "mailbox_ids" in said else None
    steps = _planned(given.steps) if "steps" in said else None
    await edit_campaign.change(session, campaign, changes, mailbox_ids, steps, now, actor.by)
    return await _detail(session, campaign)


@router.delete("/{campaign_id}", summary="Delete a draft", status_code=status.HTTP_204_NO_CONTENT)
async def delete(campaign_id: int, session: Session, actor: CampaignWriter, now: Now) -> None:
    await edit_campaign.drop(session, await own_campaign(session, campaign_id, actor), now, actor.by)


@router.post(
    "/{campaign_id}/launch", summary="Check it as a whole, enroll its list, and let it run", dependencies=[WakesSender]
)
async def launch_campaign(campaign_id: int, session: Session, actor: CampaignWriter, now: Now) -> Launched:
    campaign = await own_campaign(session, campaign_id, actor)
    enrolled = await launch(session, campaign, now, actor.by)
    found = await listed(session, campaign)
    return Launched(enrolled=enrolled, on_list=found.people, elsewhere=found.elsewhere, campaign=_shown(campaign))


@router.post("/{campaign_id}/pause", summary="Pause: in effect for the very next send decision")
async def pause_campaign(campaign_id: int, session: Session, actor: CampaignWriter, now: Now) -> CampaignShown:
    return await _moved(session, campaign_id, actor, now, pause)


@router.post("/{campaign_id}/resume", summary="Go on", dependencies=[WakesSender])
async def resume_campaign(campaign_id: int, session: Session, actor: CampaignWriter, now: Now) -> CampaignShown:
    return await _moved(session, campaign_id, actor, now, resume)


@router.post(
    "/{campaign_id}/end",
    summary="End a paused one for good: its people get no more of it, and may get another",
    dependencies=[WakesSender],
)
async def end(campaign_id: int, session: Session, actor: CampaignWriter, now: Now) -> CampaignShown:
    await find(session, Campaign, campaign_id, "campaign")
    await _refuse_other_reps(session, campaign_id, actor)
    return _shown(await end_campaign(session, campaign_id, now, actor.by))


Turn = Callable[[Session, Campaign, datetime, str], Awaitable[None]]


async def _moved(session: Session, campaign_id: int, actor: Actor, now: datetime, turn: Turn) -> CampaignShown:
    campaign = await own_campaign(session, campaign_id, actor)
    await turn(session, campaign, now, actor.by)
    return _shown(campaign)


@router.get("/{campaign_id}/ledger", summary="Why was this not sent? One line per contact, and counted")
async def campaign_ledger(
    campaign_id: int,
    session: Session,
    actor: Reader,
    now: Now,
    span: Paging,
    reason: Annotated[str, Query(max_length=50, description="Only lines with this reason.", examples=["window"])] = "",
) -> LedgerShown:
    await find(session, Campaign, campaign_id, "campaign")
    if reason and reason not in REASONS:
        raise Invalid(f"there is no reason {reason!r}.", field="reason", remedy=f"Use one of {', '.join(REASONS)}.")
    reasons = await ledger.reasons(session, campaign_id, now)
    wanted = [key for key, found in reasons if not reason or found == reason]
    part = wanted[span.offset : span.offset + span.limit]
    lines = await ledger.lines(session, [col(Enrollment.id).in_(part)], now)
    return LedgerShown(
        counts=dict(Counter(found for _, found in reasons).most_common()),
        lines=Page(items=[line(found) for found in lines], total=len(wanted), limit=span.limit, offset=span.offset),
    )


async def own_campaign(session: Session, campaign_id: int, actor: Actor) -> Campaign:
    """A rep works on campaigns that send from their own mailboxes only."""
    campaign = await locked(session, Campaign, campaign_id, "campaign")
    await _refuse_other_reps(session, campaign_id, actor)
    return campaign


async def _refuse_other_reps(session: Session, campaign_id: int, actor: Actor) -> None:
    mailboxes = select(col(CampaignMailbox.mailbox_id)).where(col(CampaignMailbox.campaign_id) == campaign_id)
    await _refuse_strange_mailboxes(session, actor, list(await session.scalars(mailboxes)))


async def _refuse_strange_mailboxes(session: Session, actor: Actor, ids: list[int]) -> None:
    if actor.is_at_least(Role.MANAGER):
        return
    query = select(Mailbox).where(col(Mailbox.id).in_([key for key in ids if 0 < key < 2**63]))
    for mailbox in await session.scalars(query):
        if mailbox.user_id != actor.user.id:
            raise Forbidden(
                f"the mailbox {mailbox.address} is another rep's.", field="mailbox_ids", remedy="Ask a manager."
            )


def _planned(steps: list[StepGiven]) -> list[PlannedStep]:
    return [PlannedStep(step.kind, step.delay_days, step.note, tuple(step.template_versions)) for step in steps]


def _shown(row: Campaign) -> CampaignShown:
    return CampaignShown(**{name: getattr(row, name) for name in CampaignShown.model_fields})


async def _detail(session: Session, campaign: Campaign) -> CampaignDetail:
    mailboxes = select(col(CampaignMailbox.mailbox_id)).where(col(CampaignMailbox.campaign_id) == campaign.id)
    enrollments = (
        select(col(Enrollment.state), func.count())
        .where(col(Enrollment.campaign_id) == campaign.id)
        .group_by(col(Enrollment.state))
    )
    mails = (
        select(col(MessageOut.state), func.count())
        .join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id)
        .where(col(Enrollment.campaign_id) == campaign.id)
        .group_by(col(MessageOut.state))
    )
    return CampaignDetail(
        **_shown(campaign).model_dump(),
        mailbox_ids=list(await session.scalars(mailboxes.order_by(col(CampaignMailbox.mailbox_id)))),
        steps=await _steps(session, campaign.id),
        enrollments={row[0]: row[1] for row in await session.execute(enrollments)},
        mails={row[0]: row[1] for row in await session.execute(mails)},
    )


async def _steps(session: Session, campaign_id: int) -> list[StepShown]:
    query = (
        select(Step, Variant, TemplateVersion, Template)
        .outerjoin(Variant, col(Variant.step_id) == Step.id)
        .outerjoin(TemplateVersion, col(TemplateVersion.id) == Variant.template_version_id)
        .outerjoin(Template, col(Template.id) == TemplateVersion.template_id)
        .where(col(Step.campaign_id) == campaign_id)
        .order_by(col(Step.position), col(Variant.label))
    )
    steps: dict[int, StepShown] = {}
    for step, variant, version, template in await session.execute(query):
        shown = steps.setdefault(
            step.position,
            StepShown(position=step.position, kind=step.kind, delay_days=step.delay_days, note=step.note, variants=[]),
        )
        if variant is not None:
            shown.variants.append(
                VariantShown(
                    label=variant.label,
                    template_version_id=version.id,
                    template_id=template.id,
                    template=template.name,
                    version=version.version,
                )
            )
    return list(steps.values())
