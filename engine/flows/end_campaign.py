"""End a paused campaign for good: none of its mails leaves any more, nobody is called for it, and other campaigns may
write to its people."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows.enrollments import drop_manual, end
from engine.flows.locked import lock_accounts_of, locked
from engine.flows.look_again import look_again
from engine.rules.effects import Work
from engine.rules.vocabulary import CampaignState, EnrollmentState
from engine.store.ahead import forget_ahead, look_ahead
from engine.store.columns import among
from engine.store.journal import record
from engine.store.tables import Campaign, Contact, Enrollment, MessageOut, ResponseTask

AT_ONCE = 200
"""Sequences that are read and ended together, all of them in one transaction."""


async def end_campaign(session: AsyncSession, campaign_id: int, now: datetime, by: str) -> Campaign:
    """paused -> finished. What has left, or may have, stays as it is. The campaign is locked after the mails, as by
    whatever lets one of them go on (engine.flows.go_on); refused when that was faster, for nothing would come of it."""
    _refuse_unless_paused(await session.get(Campaign, campaign_id))
    active = [col(Enrollment.campaign_id) == campaign_id, col(Enrollment.state) == EnrollmentState.ACTIVE]
    await lock_accounts_of(session, col(Contact.id).in_(select(col(Enrollment.contact_id)).where(*active)))
    keys = (await session.scalars(select(col(Enrollment.id)).where(*active).order_by(col(Enrollment.id)))).all()
    for start in range(0, len(keys), AT_ONCE):
        await _end(session, keys[start:][:AT_ONCE], f"{by} ended the campaign", now)
    await _drop_last_tasks(session, campaign_id, f"{by} ended the campaign", now)
    campaign = await locked(session, Campaign, campaign_id, "campaign")
    _refuse_unless_paused(campaign)
    if (await session.scalars(select(col(Enrollment.id)).where(*active).limit(1))).first() is not None:
        raise Conflict("has just gone on with somebody.", field="campaign", remedy="End it once more.")
    campaign.state, campaign.finished_at = CampaignState.FINISHED, now
    record(session, now, "campaign.ended", by=by, campaign_id=campaign.id)
    return campaign


def _refuse_unless_paused(campaign: Campaign | None) -> None:
    if campaign is not None and campaign.state is not CampaignState.PAUSED:
        raise Conflict(f"is {campaign.state.value}.", field="campaign.state", remedy="Only a paused one can be ended.")


async def _end(session: AsyncSession, keys: Sequence[int], why: str, now: datetime) -> None:
    mails = await session.scalars(select(col(MessageOut.id)).where(among(col(MessageOut.enrollment_id), keys)))
    ahead = await look_ahead(session, mails.all(), (), ())
    enrollments = await session.scalars(select(Enrollment).where(among(col(Enrollment.id), keys)))
    for enrollment in enrollments.all():
        await end(session, enrollment, EnrollmentState.STOPPED, why, now)
    await session.flush()
    await look_again(session, now, account_ids=ahead.freed)
    forget_ahead(session)


async def _drop_last_tasks(session: AsyncSession, campaign_id: int, why: str, now: datetime) -> None:
    """Of sequences that are complete but for somebody's call."""
    left = select(Enrollment).where(
        col(Enrollment.campaign_id) == campaign_id,
        col(Enrollment.state) == EnrollmentState.COMPLETED,
        exists().where(
            col(ResponseTask.enrollment_id) == Enrollment.id,
            col(ResponseTask.step) == Work.MANUAL,
            col(ResponseTask.done_at).is_(None),
        ),
    )
    for enrollment in (await session.scalars(left.order_by(col(Enrollment.id)))).all():
        await drop_manual(session, enrollment, f"not needed any more: {why}", now)


def was_ended(campaign: Campaign) -> bool:
    """By a person: one that has run out was not paused."""
    return campaign.state is CampaignState.FINISHED and campaign.paused_at is not None
