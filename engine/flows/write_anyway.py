"""A rep knows of the correspondence with a company, and says that the first touch may leave all the same."""

from datetime import datetime

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows.locked import locked_mail
from engine.flows.read_rules import policies_of
from engine.flows.send_now import WAITS
from engine.rules.screen import screen
from engine.store.facts import load, workspace_of
from engine.store.journal import record
from engine.store.tables import MessageOut


async def write_anyway(session: AsyncSession, out_id: int, now: datetime, by: str) -> MessageOut:
    """It is judged anew at once; whatever else holds it holds it still."""
    out = await locked_mail(session, out_id)
    if out.enrollment_id is None:
        raise Conflict("is an answer.", field="mail", remedy="It leaves by itself as soon as its mailbox can send.")
    waiting = (await load(session, (col(MessageOut.id) == out_id,), now))[0]
    rules = policies_of(await workspace_of(session))
    held = screen(waiting.facts, rules, now)
    if out.state not in WAITS or held is None or held == screen(waiting.facts._replace(anyway=True), rules, now):
        raise Conflict("is not held because of correspondence.", field="mail", remedy="See its line in the ledger.")
    out.anyway_at, out.anyway_by = now, by
    out.look_at, out.looked_at = max(now, out.due_at), now
    record(
        session,
        now,
        "mail.anyway",
        why=f"a person said to write although {held.detail}",
        by=by,
        account_id=waiting.account.id,
        contact_id=waiting.contact.id,
        campaign_id=waiting.campaign.id,
        mailbox_id=out.mailbox_id,
        message_out_id=out.id,
    )
    return out
