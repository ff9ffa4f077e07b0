"""A mail that waits, asked for by a person."""

from datetime import datetime

from fastapi import APIRouter
from sqlmodel import col

from api.auth import CampaignWriter, own_mail
from api.context import InHouse, Now, Session, WakesSender
from api.v1.campaigns import own_campaign
from api.v1.shown import LineShown, line
from engine.flows import ledger
from engine.flows.send_now import send_first_now, send_now
from engine.flows.write_anyway import write_anyway
from engine.store.tables import Enrollment, MessageOut

router = APIRouter(tags=["campaigns"])


@router.post("/mails/{mail_id}/send-now", summary="Send this one now, within law and caps", dependencies=[WakesSender])
async def send_this_now(mail_id: int, session: Session, actor: CampaignWriter, now: Now, house: InHouse) -> LineShown:
    """For four hours and one try no window, gap, order or governor holds it. 409 says what else does. It is marked in
    the log. One that was refused and given up (`again` in its line) goes again.
    """
    await own_mail(session, actor, mail_id)
    mail = await send_now(session, house, mail_id, now, actor.by)
    return await _line(session, mail, now)


@router.post(
    "/mails/{mail_id}/write-anyway",
    summary="Let a first touch leave although there was correspondence",
    dependencies=[WakesSender],
)
async def write_this_anyway(mail_id: int, session: Session, actor: CampaignWriter, now: Now) -> LineShown:
    """For a mail held as `recent_activity`: somebody of the team has written with the company, and you know of it. All
    else that may hold it does. 409 when it is not held for that.
    """
    await own_mail(session, actor, mail_id)
    mail = await write_anyway(session, mail_id, now, actor.by)
    return await _line(session, mail, now)


@router.post(
    "/campaigns/{campaign_id}/send-first-now",
    summary="Send the first one now: see how a campaign reads",
    dependencies=[WakesSender],
)
async def send_the_first_now(
    campaign_id: int, session: Session, actor: CampaignWriter, now: Now, house: InHouse
) -> LineShown:
    """The most senior contact whose first mail may leave gets it, whatever the window says."""
    campaign = await own_campaign(session, campaign_id, actor)
    mail = await send_first_now(session, house, campaign, now, actor.by)
    return await _line(session, mail, now)


async def _line(session: Session, mail: MessageOut, now: datetime) -> LineShown:
    await session.flush()
    return line((await ledger.lines(session, [col(Enrollment.id) == mail.enrollment_id], now))[0])
