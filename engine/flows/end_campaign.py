"""End a paused campaign for good: none of its mails leaves any more, and other campaigns may write to its people."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows.enrollments import end
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.rules.vocabulary import CampaignState, EnrollmentState
from engine.store.ahead import forget_ahead, look_ahead
from engine.store.journal import record
from engine.store.tables import Campaign, Enrollment, MessageOut


async def end_campaign(session: AsyncSession, campaign_id: int, now: datetime, by: str) -> Campaign:
    """paused -> finished. What has left, or may have, stays as it is. The campaign is locked after the mails, as by
    whatever lets one of them go on (engine.flows.go_on)."""
    active = [col(Enrollment.campaign_id) == campaign_id, col(Enrollment.state) == EnrollmentState.ACTIVE]
    mails = select(col(MessageOut.id)).join(Enrollment, col(Enrollment.id) == MessageOut.enrollment_id).where(*active)
    ahead = await look_ahead(session, (await session.scalars(mails)).all(), (), ())
    campaign = await locked(session, Campaign, campaign_id, "campaign")
    if campaign.state is not CampaignState.PAUSED:
        raise Conflict(f"is {campaign.state.value}.", field="campaign.state", remedy="Only a paused one can be ended.")
    enrolled = await session.scalars(select(Enrollment).where(*active).order_by(col(Enrollment.id)))
    for enrollment in enrolled.all():
        await end(session, enrollment, EnrollmentState.STOPPED, f"{by} ended the campaign", now)
    await session.flush()
    await look_again(session, now, account_ids=ahead.freed)
    forget_ahead(session)
    campaign.state, campaign.finished_at = CampaignState.FINISHED, now
    record(session, now, "campaign.ended", by=by, campaign_id=campaign.id)
    return campaign


def was_ended(campaign: Campaign) -> bool:
    """By a person: one that has run out was not paused."""
    return campaign.state is CampaignState.FINISHED and campaign.paused_at is not None
