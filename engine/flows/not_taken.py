"""A mail that its server did not take: whose fault it was, and what waits for how long because of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Conflict, LoginRefused, OffhoursError, Unreachable, WireError
from engine.flows import bounce, health
from engine.flows.enrollments import back_to_due
from engine.flows.hold import hold
from engine.rules import policies
from engine.rules.delivery import (
    NOBODY_NAMED,
    PERMANENT,
    REMEDIES,
    Fault,
    Refusal,
    fault_of,
    is_about_every_mail,
    judge_refusal,
)
from engine.rules.held import Held
from engine.rules.policies import Policies
from engine.rules.providers import Auth
from engine.rules.vocabulary import BounceClass, HeldReason, OutState
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Mailbox, MailboxState, MessageOut

RETRIES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
"""Waits after a try in which nothing reached the server, or that came when the server had trouble of its own."""
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
SILENT = 3
"""So many mails in doubt, one after the other, are no chance."""
ASK_LATER = "Nothing, at first: it is tried again. Ask the provider when it stays so."
GIVEN_UP = "It is not sent again by itself; a person may send it again"
BROKE_OFF = "no answer from the server at "
IN_A_ROW = 2
"""So many mails at which the connection broke off, and none was taken since, are not one mail's fault."""
LATELY = timedelta(days=1)


async def not_taken(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    if delivery.outcome is Outcome.UNKNOWN:
        out.state = OutState.UNCERTAIN
        record(session, now, "mail.uncertain", why=delivery.text, message_out_id=out.id, contact_id=out.contact_id)
        await _stop_if_silent(session, mailbox, now)
    elif delivery.outcome is Outcome.REFUSED:
        await _refused(session, out, mailbox, delivery, now)
    elif delivery.stage == "connect":
        await _turned_away(session, out, mailbox, delivery, now)
    else:
        await _broke_off(session, out, mailbox, delivery, now)


async def _broke_off(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    """Surely not sent: it waits, ever longer. When the server took others meanwhile it is this mail that it cannot
    bear; when it takes none, the mailbox waits and says so, like one whose server cannot be reached."""
    why = f"{BROKE_OFF}{delivery.stage}: {delivery.text}"[:500]
    named = delivery.stage not in NOBODY_NAMED
    if named and out.put_off >= len(RETRIES) and await _others_taken(session, mailbox, now - LATELY):
        rules = policies.as_far_as_read((await workspace_of(session)).policies)
        await _give_up(session, out, f"the server breaks off at it, though it takes others: {why}", rules, now)
        return
    await back_to_due(session, out, now, _retry(out))
    out.held_detail, out.held_since = why, now
    out.put_off += named
    met = (
        col(MessageOut.state) == OutState.DUE,
        col(MessageOut.held_since) > _last_taken(mailbox, now),
        col(MessageOut.held_detail).startswith(BROKE_OFF, autoescape=True),
    )
    number = await _number(session, mailbox, *met)
    if number >= IN_A_ROW:
        trouble = f"It broke off before it took any of {number} mails in a row: {delivery.text}"
        entry_trouble(session, mailbox, Unreachable(trouble, field="smtp.host", remedy=ASK_LATER), now)


def _last_taken(mailbox: Mailbox, now: datetime) -> Any:
    """When the server took a mail last, at most a day ago. By the local day first, because that is indexed."""
    taken = select(func.max(MessageOut.sent_at)).where(
        col(MessageOut.mailbox_id) == mailbox.id,
        col(MessageOut.sent_on) >= (now - LATELY - timedelta(days=1)).date(),
        col(MessageOut.state) == OutState.SENT,
    )
    return func.greatest(now - LATELY, taken.scalar_subquery())


async def _number(session: AsyncSession, mailbox: Mailbox, *which: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).where(col(MessageOut.mailbox_id) == mailbox.id, *which)) or 0


async def _stop_if_silent(session: AsyncSession, mailbox: Mailbox, now: datetime) -> None:
    """A person may have to look up each mail in doubt, so a server that says nothing is not given a whole list: after
    some in a row it gets one at a time, ever later. Of those whose worker died nobody listened to what it said."""
    doubted = (
        col(MessageOut.state) == OutState.UNCERTAIN,
        col(MessageOut.sending_at) > _last_taken(mailbox, now),
        col(MessageOut.server_text) != "",
    )
    number = await _number(session, mailbox, *doubted)
    if number >= SILENT:
        silent = Unreachable(
            f"It was given {number} mails in a row and never said whether it took them.",
            field="smtp.host",
            remedy="Ask the provider; which of them were sent is asked on the page of mails in doubt.",
        )
        entry_trouble(session, mailbox, silent, now, wait=RETRIES[min(number - SILENT, len(RETRIES) - 1)])


async def _turned_away(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime
) -> None:
    """Before a word about this mail: nobody there, or a server that does not want us now, or not at all."""
    await back_to_due(session, out, now)
    rules = policies.as_far_as_read((await workspace_of(session)).policies)
    code = delivery.code or 0
    if code >= PERMANENT:
        _stop(session, out, mailbox, delivery, rules, now)
        return
    if code and judged(delivery) is Refusal.SLOW:
        _slow_down(session, out, mailbox, delivery, rules, now)
    trouble = delivery.trouble or Unreachable(delivery.text, field="smtp.host", remedy="Check host and port.")
    entry_trouble(session, mailbox, trouble, now, out)


async def _refused(session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, now: datetime) -> None:
    """A definite no: whose fault decides. The same effects as a bounce that comes later by mail."""
    rules = policies.as_far_as_read((await workspace_of(session)).policies)
    refusal, why = judged(delivery), said(delivery)
    if refusal is Refusal.LOGIN:
        await back_to_due(session, out, now)
        field = "smtp.password" if mailbox.auth is Auth.PASSWORD else "smtp.oauth"
        trouble = LoginRefused(why, field=field, remedy="Connect the mailbox anew: its login is not taken.")
        entry_trouble(session, mailbox, trouble, now, out)
    elif refusal is Refusal.SENDER:
        await _refused_us(session, out, mailbox, delivery, rules, now)
    elif refusal is Refusal.RECIPIENT:
        await _give_up(session, out, f"they take no mail from this mailbox: {why}", rules, now)
    elif refusal is Refusal.SERVER:
        busy = Unreachable(f"The server takes no mail now: {why}", field="smtp.host", remedy=ASK_LATER)
        entry_trouble(session, mailbox, busy, now)
        named = delivery.stage not in NOBODY_NAMED
        if not named or out.put_off < len(RETRIES):
            await back_to_due(session, out, now, _retry(out))
            out.put_off += named
        else:  # it may be this mail that the server cannot bear
            await _bounced(session, out, BounceClass.SOFT, why, rules, now)
    elif refusal is Refusal.SLOW:
        _slow_down(session, out, mailbox, delivery, rules, now)
        await _slowly(session, out, delivery, rules, now)
    else:
        klass = BounceClass.HARD if refusal is Refusal.ADDRESS else BounceClass.SOFT
        await _bounced(session, out, klass, why, rules, now)


async def _refused_us(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, rules: Policies, now: datetime
) -> None:
    """The mailbox stops, for what is true of this mail is true of the next; unless others were taken since this one
    stopped it before. What stops it a second time is given up: one mail does not hold all the others."""
    suspect = not is_about_every_mail(delivery.status, delivery.text, delivery.stage)
    before = out.stopped_at if suspect else None
    if before is not None and await _others_taken(session, mailbox, before):
        await _give_up(session, out, f"refused again, though others were taken meanwhile: {said(delivery)}", rules, now)
        return
    stopped = _stop(session, out, mailbox, delivery, rules, now)
    if stopped and before is not None:
        await _give_up(session, out, f"it stopped its mailbox twice: {said(delivery)}", rules, now)
        return
    await back_to_due(session, out, now, COOL_DOWN)
    if stopped and suspect:
        out.stopped_at = now


async def _others_taken(session: AsyncSession, mailbox: Mailbox, since: datetime) -> bool:
    """Whether a server took one that was said after that moment. By the local day first, because that is indexed."""
    taken = select(col(MessageOut.id)).where(
        col(MessageOut.mailbox_id) == mailbox.id,
        col(MessageOut.sent_on) >= (since - timedelta(days=1)).date(),
        col(MessageOut.state) == OutState.SENT,
        col(MessageOut.sent_at) > since,
    )
    return (await session.execute(taken.limit(1))).first() is not None


async def _give_up(session: AsyncSession, out: MessageOut, why: str, rules: Policies, now: datetime) -> None:
    """Blocked, and not the contact's fault: they may get other mails, and this one when a person says so."""
    out.held_detail = f"{why}. {GIVEN_UP}"[:500]
    await _bounced(session, out, BounceClass.BLOCK, out.held_detail, rules, now)


async def _bounced(
    session: AsyncSession, out: MessageOut, klass: BounceClass, why: str, rules: Policies, now: datetime
) -> None:
    await bounce.bounced(session, out, klass, why, now, at_the_door=True)
    await bounce.judge_health(session, out, rules, now)


async def _slowly(session: AsyncSession, out: MessageOut, delivery: Delivery, rules: Policies, now: datetime) -> None:
    """Only what was said once the recipient was known counts against this mail."""
    named = delivery.stage not in NOBODY_NAMED
    if named and out.put_off >= len(SLOW_WAITS):
        await _bounced(session, out, BounceClass.SOFT, said(delivery), rules, now)
        return
    await back_to_due(session, out, now, SLOW_WAITS[min(out.put_off, len(SLOW_WAITS) - 1)])
    out.held_detail, out.held_since = f"the server asks us to go slowly: {said(delivery)}"[:500], now
    out.put_off += named


def _retry(out: MessageOut) -> timedelta:
    return RETRIES[min(max(out.attempts, 1), len(RETRIES)) - 1]


def judged(delivery: Delivery) -> Refusal:
    return judge_refusal(delivery.code or 0, delivery.status, delivery.text, delivery.stage)


def said(delivery: Delivery) -> str:
    """The server's own words."""
    status = "" if delivery.text.startswith(delivery.status) else delivery.status
    return " ".join(part for part in (str(delivery.code or ""), status, delivery.text) if part)


def _slow_down(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, rules: Policies, now: datetime
) -> None:
    """Each time that it is asked for (M27), whatever becomes of the mail."""
    why = f"its server asks for it: {said(delivery)}"
    health.slow_down(session, mailbox, why, rules, now, message_out_id=out.id)


def _stop(
    session: AsyncSession, out: MessageOut, mailbox: Mailbox, delivery: Delivery, rules: Policies, now: datetime
) -> bool:
    """The mailbox's own server refuses it. False: it rests already."""
    why, fault = said(delivery), fault_of(delivery.status, delivery.text)
    detail = f"{mailbox.smtp_host} refused {mailbox.address}: {why}; {REMEDIES[fault]}"
    length = LIMIT_DAY if fault is Fault.LIMIT else COOL_DOWN
    return health.stop(session, mailbox, detail, length, rules, now, "mailbox.blocked", message_out_id=out.id)


def entry_trouble(
    session: AsyncSession,
    mailbox: Mailbox,
    trouble: OffhoursError,
    now: datetime,
    *met_by: MessageOut,
    wait: timedelta | None = None,
) -> None:
    """The mailbox cannot be used until somebody mends it or the time for another try has come. The answers that met
    the trouble wait as long, also where the mailbox goes on resting for its health: that does not hold them."""
    if mailbox.deleted_at is not None:
        trouble = Conflict("The mailbox was removed meanwhile.", remedy="Connect it anew.")
    usual = RECONNECT if isinstance(trouble, WireError) and not isinstance(trouble, LoginRefused) else RELOGIN
    wait = wait or usual
    health.rest_mailbox(mailbox, MailboxState.ERROR, str(trouble), now, now + wait)
    record(session, now, "mailbox.error", why=str(trouble), mailbox_id=mailbox.id)
    for out in met_by:
        if out.enrollment_id is None:
            hold(out, Held(HeldReason.MAILBOX_ERROR, now + wait, str(trouble)[:500]), now)
