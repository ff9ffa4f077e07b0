"""A sequence that had ended goes on: a soft bounce of its last mail, a correction, a person who sends again.

In a campaign that runs, for one that has finished would hold it for ever; one that a person has ended stays so. And one
at a time to a person: two would be two first touches.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.end_campaign import was_ended
from engine.flows.enrollments import end
from engine.flows.locked import SEQUENCES, lock_accounts_of
from engine.rules.vocabulary import CampaignState, EnrollmentState
from engine.store.columns import among
from engine.store.journal import record
from engine.store.tables import Campaign, Contact, Enrollment

ENDED = "its campaign was ended"


async def over(session: AsyncSession, enrollment: Enrollment) -> str | None:
    """Why a sequence does not go on: another one to the same person is under way, or its campaign was ended. None:
    neither is so, nor becomes so until this transaction ends."""
    await session.flush()
    await session.execute(SEQUENCES)
    query = (
        select(col(Campaign.name))
        .join(Enrollment, col(Enrollment.campaign_id) == Campaign.id)
        .where(
            col(Enrollment.contact_id) == enrollment.contact_id,
            col(Enrollment.state) == EnrollmentState.ACTIVE,
            col(Enrollment.id) != enrollment.id,
        )
    )
    if other := (await session.scalars(query.order_by(col(Enrollment.id).desc()).limit(1))).first():
        return f"the campaign {other} writes to them by now"
    return ENDED if was_ended(await _campaign(session, enrollment)) else None


async def _campaign(session: AsyncSession, enrollment: Enrollment) -> Campaign:
    """Under its lock, so that it does not finish while this transaction lasts."""
    await session.flush()
    return await session.get_one(
        Campaign, enrollment.campaign_id, with_for_update={"key_share": True}, populate_existing=True
    )


async def run_again(session: AsyncSession, enrollment: Enrollment, why: str, now: datetime) -> None:
    """Its campaign, if it has finished."""
    campaign = await _campaign(session, enrollment)
    if campaign.state is CampaignState.FINISHED:
        campaign.state, campaign.finished_at = CampaignState.RUNNING, None
        record(session, now, "campaign.reopened", why=why[:300], campaign_id=campaign.id)


async def taken_back(session: AsyncSession, enrollment_ids: Iterable[int], why: str, now: datetime) -> None:
    """That they ended was taken back; those that are active again go on, or end for good where another has begun."""
    for key in sorted(enrollment_ids):
        enrollment = await session.get(Enrollment, key)
        if enrollment is None or enrollment.state is not EnrollmentState.ACTIVE:
            continue
        if barred := await over(session, enrollment):
            await end(session, enrollment, EnrollmentState.STOPPED, f"{why}; {barred}", now)
        else:
            await run_again(session, enrollment, why, now)


async def mend_finished(session: AsyncSession, now: datetime) -> None:
    """Sequences under way in campaigns that have finished: earlier versions let them go on so, and none was sent."""
    query = (
        select(col(Enrollment.id), col(Enrollment.contact_id))
        .join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
        .where(col(Enrollment.state) == EnrollmentState.ACTIVE, col(Campaign.state) == CampaignState.FINISHED)
    )
    if stuck := (await session.execute(query)).all():
        await lock_accounts_of(session, among(col(Contact.id), [row.contact_id for row in stuck]))
        await taken_back(session, [row.id for row in stuck], "its campaign had finished", now)
