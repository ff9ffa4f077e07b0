"""A sequence that had ended goes on: a soft bounce of its last mail, a correction, a person who sends again.

In a campaign that runs, for one that has finished would hold it for ever. And one at a time to a person: two would be
two first touches.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.enrollments import end
from engine.flows.locked import SEQUENCES, lock_accounts_of
from engine.rules.vocabulary import CampaignState, EnrollmentState
from engine.store.columns import among
from engine.store.journal import record
from engine.store.tables import Campaign, Contact, Enrollment


async def followed_by(session: AsyncSession, enrollment: Enrollment) -> str | None:
    """The campaign in which another sequence to the same person is under way. None: there is none, and none begins
    until this transaction ends."""
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
    return (await session.scalars(query.order_by(col(Enrollment.id).desc()).limit(1))).first()


def instead(campaign: str) -> str:
    """Why a sequence does not go on."""
    return f"the campaign {campaign} writes to them by now"


async def run_again(session: AsyncSession, enrollment: Enrollment, why: str, now: datetime) -> None:
    """Its campaign, if it has finished. Under its lock, so that it does not finish while this transaction lasts."""
    await session.flush()
    campaign = await session.get_one(
        Campaign, enrollment.campaign_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if campaign.state is CampaignState.FINISHED:
        campaign.state, campaign.finished_at = CampaignState.RUNNING, None
        record(session, now, "campaign.reopened", why=why[:300], campaign_id=campaign.id)


async def taken_back(session: AsyncSession, enrollment_ids: Iterable[int], why: str, now: datetime) -> None:
    """That they ended was taken back; those that are active again go on, or end for good where another has begun."""
    for key in sorted(enrollment_ids):
        enrollment = await session.get(Enrollment, key)
        if enrollment is None or enrollment.state is not EnrollmentState.ACTIVE:
            continue
        if other := await followed_by(session, enrollment):
            await end(session, enrollment, EnrollmentState.STOPPED, f"{why}; {instead(other)}", now)
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
