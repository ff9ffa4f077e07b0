"""A rep knows of the correspondence with a company, and says that the first touch may leave all the same."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows.locked import locked_mail
from engine.rules.vocabulary import HeldReason, OutState
from engine.store.journal import record
from engine.store.tables import Contact, Enrollment, MessageOut


async def write_anyway(session: AsyncSession, out_id: int, now: datetime, by: str) -> MessageOut:
    """It is judged anew at once; whatever else holds it holds it still."""
    out = await locked_mail(session, out_id)
    if out.state is not OutState.HELD or out.held_reason is not HeldReason.RECENT_ACTIVITY or not out.first_touch:
        raise Conflict("is not held because of correspondence.", field="mail", remedy="See its line in the ledger.")
    out.anyway_at, out.anyway_by, out.look_at = now, by, max(now, out.due_at)
    contact = await session.get_one(Contact, out.contact_id)
    enrollment = await session.get_one(Enrollment, out.enrollment_id)
    record(
        session,
        now,
        "mail.anyway",
        why=f"a person said to write although {out.held_detail}",
        by=by,
        account_id=contact.account_id,
        contact_id=contact.id,
        campaign_id=enrollment.campaign_id,
        mailbox_id=out.mailbox_id,
        message_out_id=out.id,
    )
    return out
