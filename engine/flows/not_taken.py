"""A mail that its server did not take: whose fault it was, and what waits for how long because of it."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import LoginRefused, OffhoursError, Unreachable, WireError
from engine.flows import bounce, health
from engine.flows.enrollments import back_to_due
from engine.rules import policies
from engine.rules.delivery import PERMANENT, REMEDIES, Fault, Refusal, fault_of, judge_refusal
from engine.rules.policies import Policies
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
LIMIT_DAY = timedelta(hours=24)
"""How long after its provider's limit was reached: those are counted by the day."""
SLOW_WAITS = (timedelta(hours=1), timedelta(hours=2), timedelta(hours=4), timedelta(hours=8))
"""Waits of a mail whose server asked us to go slowly. After those it is this mail, not our pace: a soft bounce."""


async def not_taken(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    if delivery.outcome is Outcome.UNKNOWN:
        out.state = OutState.UNCERTAIN
        record(session, now, "mail.uncertain", why=delivery.text, message_out_id=out.id, contact_id=out.contact_id)
    elif delivery.outcome is Outcome.REFUSED:
        await _refused(session, out, mailbox, delivery, now)
    elif delivery.stage == "connect":
        await _turned_away(session, out, mailbox, delivery, now)
    else:
        await back_to_due(session, out, now, RETRIES[min(out.attempts, len(RETRIES)) - 1])
        out.held_detail, out.held_since = f"no answer from the server at {delivery.stage}: {delivery.text}"[:500], now


async def _turned_away(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    """Before a word about this mail: nobody there, or a server that does not want us now, or not at all."""
    await back_to_due(session, out, now)
    rules = policies.parse((await workspace_of(session)).policies)
    code = delivery.code or 0
    if code >= PERMANENT:
        _blocked(session, out, mailbox, delivery, rules, now)
        return
    if code and judge_refusal(code, delivery.status, delivery.text, delivery.stage) is Refusal.SLOW:
        health.slow_down(session, mailbox, delivery.text, rules, now, message_out_id=out.id)
    trouble = delivery.trouble or Unreachable(delivery.text, field="smtp.host", remedy="Check host and port.")
    entry_trouble(session, mailbox, trouble, now)


async def _refused(session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime) -> None:
    """A definite no: whose fault decides. The same effects as a bounce that comes later by mail."""
    rules = policies.parse((await workspace_of(session)).policies)
    refusal = judge_refusal(delivery.code or 0, delivery.status, delivery.text, delivery.stage)
    why = said(delivery)
    if refusal is Refusal.LOGIN:
        await back_to_due(session, out, now)
        trouble = LoginRefused(why, field="smtp.password", remedy="Connect the mailbox anew: its login is not taken.")
        entry_trouble(session, mailbox, trouble, now)
    elif refusal is Refusal.SENDER:
        await back_to_due(session, out, now, COOL_DOWN)
        _blocked(session, out, mailbox, delivery, rules, now)
    elif refusal is Refusal.SLOW and out.attempts <= len(SLOW_WAITS):
        await back_to_due(session, out, now, SLOW_WAITS[max(out.attempts, 1) - 1])
        out.held_detail, out.held_since = f"the server asks us to go slowly: {why}"[:500], now
        health.slow_down(session, mailbox, f"its server asks for it: {why}", rules, now, message_out_id=out.id)
    else:
        klass = BounceClass.HARD if refusal is Refusal.ADDRESS else BounceClass.SOFT
        await bounce.bounced(session, out, klass, why, now, at_the_door=True)
        await bounce.judge_health(session, out, rules, now)


def said(delivery: Delivery) -> str:
    """The server's own words."""
    return " ".join(part for part in (str(delivery.code or ""), delivery.status, delivery.text) if part)


def _blocked(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, rules: Policies, now: datetime
) -> None:
    """The mailbox's own server refuses it: what is true of this mail is true of the next, so it stops at once."""
    why, fault = said(delivery), fault_of(delivery.status, delivery.text)
    detail = f"{mailbox.smtp_host} refused {mailbox.address}: {why}; {REMEDIES[fault]}"
    length = LIMIT_DAY if fault is Fault.LIMIT else COOL_DOWN
    health.stop(session, mailbox, detail, length, rules, now, "mailbox.blocked", message_out_id=out.id)


def entry_trouble(session: AsyncSession, mailbox: Mailbox, trouble: OffhoursError, now: datetime) -> None:
    """The mailbox cannot be used until somebody mends it or the time for another try has come."""
    wait = RECONNECT if isinstance(trouble, WireError) and not isinstance(trouble, LoginRefused) else RELOGIN
    health.rest_mailbox(mailbox, MailboxState.ERROR, str(trouble), now, wait)
    record(session, now, "mailbox.error", why=str(trouble), mailbox_id=mailbox.id)
