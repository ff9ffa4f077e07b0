"""What a bounce does to the mail and to its contact, whether the server said it at once or wrote it later."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import health
from engine.flows.asked import TRIED, ordinary_again
from engine.flows.enrollments import ENDABLE, back_to_due, drop_manual, drop_waiting, end
from engine.flows.go_on import over, run_again
from engine.flows.suppress import HARD_BOUNCE, suppress_address
from engine.rules import policies
from engine.rules.policies import Policies
from engine.rules.screen import MAILABLE
from engine.rules.vocabulary import BounceClass, ContactState, EnrollmentState, OutState
from engine.store.facts import UNSENT, workspace_of
from engine.store.journal import record
from engine.store.tables import Contact, Enrollment, LeftBefore, Mailbox, MessageOut

SOFT_WAIT = timedelta(days=1)
"""Time between two tries of a step that bounced softly, doubled each time."""


async def bounced(
    session: AsyncSession,
    out: MessageOut,
    klass: BounceClass,
    why: str,
    now: datetime,
    *,
    at_the_door: bool,
    of_another: bool = False,
) -> None:
    """Hard: the address is dead. Soft: the same step again, a few times over days, then it counts as bounced.

    The caller has locked the account. A step that goes again keeps its row: (enrollment, step) stays unique.
    What bounced at an address that the contact has no more goes to the new one, unless it went before. An answer that a
    person wrote does not go again by itself: they are given the work again. `of_another`: it was another mail to the
    same address that came back, so this one counts as delivered.
    """
    contact = await session.get_one(Contact, out.contact_id)
    enrollment = await session.get_one(Enrollment, out.enrollment_id) if out.enrollment_id is not None else None
    record(
        session,
        now,
        f"mail.bounced.{klass.value}",
        why=why[:500],
        contact_id=contact.id,
        account_id=contact.account_id,
        campaign_id=enrollment.campaign_id if enrollment else None,
        mailbox_id=out.mailbox_id,
        message_out_id=None if of_another else out.id,
    )
    moved = out.to_address not in {"", contact.email}  # it was the old address of somebody who has a new one
    if enrollment is not None and klass is not BounceClass.BLOCK:
        if moved and _is_to_leave(out, enrollment, at_the_door):
            await _to_the_new(session, out, klass, why, now, at_the_door=at_the_door)
            return
        if klass is BounceClass.SOFT and await _waits(session, out, enrollment, why, now):
            return
    if not of_another:
        out.bounced, out.bounced_at = klass.value, now
    if at_the_door:
        out.state, out.claimed_by, out.sent_at = OutState.FAILED, None, out.sending_at
    if klass is BounceClass.BLOCK:  # the sender's fault: the contact's next step waits until a person has looked
        if at_the_door and enrollment is not None:  # nothing was sent that a next step could follow
            await end(session, enrollment, EnrollmentState.STOPPED, why, now)
        return
    if not moved and enrollment is not None:
        await end(session, enrollment, EnrollmentState.BOUNCED, why, now)
    if klass is BounceClass.HARD:
        address = out.to_address or contact.email
        await suppress_address(session, address, HARD_BOUNCE, why[:200], now, by_reading=not at_the_door)
        if not moved and contact.state in MAILABLE:  # who has left, declined or opted out has at any address
            contact.state, contact.state_why = ContactState.BOUNCED, why[:500]


def alive_again(contact: Contact, why: str) -> None:
    """They have a new address, or the old one is not dead after all: who had answered still has."""
    contact.state = ContactState.RESPONDED if contact.last_activity_at else ContactState.ACTIVE
    contact.state_why = why


def _is_to_leave(out: MessageOut, enrollment: Enrollment, at_the_door: bool) -> bool:
    """The step was not taken, or goes again: nobody has it yet."""
    return enrollment.state is EnrollmentState.ACTIVE and (at_the_door or out.state in UNSENT)


async def _to_the_new(
    session: AsyncSession, out: MessageOut, klass: BounceClass, why: str, now: datetime, *, at_the_door: bool
) -> None:
    """What was said of the old address is not true of the new one: the step goes there, as if it had not been tried."""
    if at_the_door:
        await back_to_due(session, out, now)
        out.soft_bounces = out.put_off = 0
    if klass is BounceClass.HARD:
        await suppress_address(session, out.to_address, HARD_BOUNCE, why[:200], now, by_reading=not at_the_door)


async def _waits(session: AsyncSession, out: MessageOut, enrollment: Enrollment, why: str, now: datetime) -> bool:
    """Whether a soft bounce is not the last word; the step goes again then, some time later."""
    if await _may_wait(session, out, enrollment):
        return True
    rules = policies.as_far_as_read((await workspace_of(session)).policies)
    if enrollment.state not in ENDABLE or out.soft_bounces >= rules.soft_retries:
        return False
    if enrollment.state is EnrollmentState.COMPLETED and (barred := await over(session, enrollment)):
        await end(session, enrollment, EnrollmentState.BOUNCED, f"{why}; not sent again: {barred}", now)
        return False
    await _again(session, out, enrollment, why, now)
    return True


async def _may_wait(session: AsyncSession, out: MessageOut, enrollment: Enrollment) -> bool:
    """A second report about a try that is already to be repeated, or one about a mail that others have followed."""
    later = select(col(MessageOut.id)).where(
        col(MessageOut.enrollment_id) == enrollment.id,
        col(MessageOut.position) > out.position,
        col(MessageOut.attempts) > 0,
    )
    return out.state in UNSENT or (await session.execute(later.limit(1))).first() is not None


async def _again(session: AsyncSession, out: MessageOut, enrollment: Enrollment, why: str, now: datetime) -> None:
    """The step waits anew; a later step that was planned on the strength of this one is taken back. That it has left is
    noted past the session: a correction, which takes back the bounce, does not take back that."""
    await drop_waiting(session, enrollment, after=out.position)
    await drop_manual(session, enrollment, "the mail before it bounced and goes again", now)
    if out.state is OutState.SENT:
        left = {"mail": out.id, "attempt": out.attempts, "mailbox_id": out.mailbox_id, "first_touch": out.first_touch}
        await session.execute(insert(LeftBefore).values(**left, at=out.sending_at or now).on_conflict_do_nothing())
    await _reopen(session, out, enrollment, why, now)
    out.soft_bounces += 1
    out.held_detail, out.held_since = f"soft bounce {out.soft_bounces}: {why}"[:500], now
    out.look_at = out.due_at = max(out.due_at, now + SOFT_WAIT * 2 ** (out.soft_bounces - 1))
    ordinary_again(session, out, TRIED, now)


async def take_up(session: AsyncSession, out: MessageOut, enrollment: Enrollment, by: str, now: datetime) -> None:
    """A mail that was given up waits again, as if no server had been asked yet."""
    await _reopen(session, out, enrollment, f"{by} sends a mail again that was refused", now)
    enrollment.state_why = ""
    out.bounced, out.bounced_at, out.sent_at, out.sent_on = "", None, None, None
    out.held_detail, out.server_code, out.server_text = "", None, ""
    out.put_off, out.asked_at = 0, None
    await session.flush()


async def _reopen(session: AsyncSession, out: MessageOut, enrollment: Enrollment, why: str, now: datetime) -> None:
    if enrollment.state is not EnrollmentState.ACTIVE:
        await run_again(session, enrollment, why, now)
    enrollment.state, enrollment.ended_at, enrollment.position = EnrollmentState.ACTIVE, None, out.position
    out.state, out.claimed_by, out.sending_at = OutState.DUE, None, None


async def judge_health(session: AsyncSession, out: MessageOut, rules: Policies, now: datetime) -> None:
    """The list that its contact came with, and the mailbox it was sent from. A mail that goes again says nothing."""
    if not out.bounced:
        return
    await health.judge_batch_of(session, out, rules, now)
    await health.judge(session, await session.get_one(Mailbox, out.mailbox_id), rules, now)
