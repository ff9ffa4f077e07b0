"""A mail that its server did not take: whose fault it was, and what waits for how long because of it."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import LoginRefused, OffhoursError, Unreachable, WireError
from engine.flows import bounce
from engine.flows.bounce import rest_mailbox
from engine.flows.enrollments import back_to_due
from engine.rules import policies
from engine.rules.delivery import Refusal, judge_refusal
from engine.rules.vocabulary import BounceClass, OutState
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Mailbox, MailboxState, MessageOut

RETRIES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
"""Waits after a try in which nothing reached the server."""
RECONNECT = timedelta(minutes=15)
"""How soon a mailbox whose server could not be reached is tried again."""
RELOGIN = timedelta(hours=24)
"""How soon one whose password was refused is: providers lock accounts that keep trying."""
COOL_DOWN = timedelta(hours=12)
"""How long a mailbox rests after a server refused it for the sender's fault."""


async def not_taken(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    if delivery.outcome is Outcome.UNKNOWN:
        out.state = OutState.UNCERTAIN
        record(session, now, "mail.uncertain", why=delivery.text, message_out_id=out.id, contact_id=out.contact_id)
    elif delivery.outcome is Outcome.REFUSED:
        await _refused(session, out, mailbox, delivery, now)
    elif delivery.stage == "connect":
        await back_to_due(session, out, now)
        trouble = delivery.trouble or Unreachable(delivery.text, field="smtp.host", remedy="Check host and port.")
        entry_trouble(session, mailbox, trouble, now)
    else:
        await back_to_due(session, out, now + RETRIES[min(out.attempts, len(RETRIES)) - 1])
        out.held_detail = f"no answer from the server at {delivery.stage}: {delivery.text}"[:500]


async def _refused(session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime) -> None:
    """A definite no: whose fault decides. The same effects as a bounce that comes later by mail."""
    refusal = judge_refusal(delivery.code or 0, delivery.status, delivery.text, delivery.stage)
    why = f"{delivery.code} {delivery.status} {delivery.text}".strip()
    if refusal is Refusal.SENDER:
        await back_to_due(session, out, now + COOL_DOWN)
        detail = f"{mailbox.smtp_host} refused {mailbox.address}: {why}"
        rest_mailbox(mailbox, MailboxState.HEALTH, detail, now, COOL_DOWN)
        record(session, now, "mailbox.blocked", why=why, mailbox_id=mailbox.id, message_out_id=out.id)
        return
    klass = BounceClass.HARD if refusal is Refusal.ADDRESS else BounceClass.SOFT
    await bounce.bounced(session, out, klass, why, now, at_the_door=True)
    await bounce.judge_health(session, out, policies.parse((await workspace_of(session)).policies), now)


def entry_trouble(session: AsyncSession, mailbox: Mailbox, trouble: OffhoursError, now: datetime) -> None:
    """The mailbox cannot be used until somebody mends it or the time for another try has come."""
    wait = RECONNECT if isinstance(trouble, WireError) and not isinstance(trouble, LoginRefused) else RELOGIN
    rest_mailbox(mailbox, MailboxState.ERROR, str(trouble), now, wait)
    record(session, now, "mailbox.error", why=str(trouble), mailbox_id=mailbox.id)
