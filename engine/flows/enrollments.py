"""End an enrollment, or take back a step that has not left. What is already in flight is never touched."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.asked import TRIED, ordinary_again
from engine.flows.look_again import look_again
from engine.rules.effects import Work
from engine.rules.vocabulary import BounceClass, EnrollmentState, OutState
from engine.store.ahead import ahead_of
from engine.store.facts import UNSENT
from engine.store.tables import Contact, Enrollment, MessageOut, ResponseTask

ENDABLE = (EnrollmentState.ACTIVE, EnrollmentState.COMPLETED)


async def drop_waiting(session: AsyncSession, enrollment: Enrollment, *, after: int = 0) -> None:
    """Take back the steps that have not left. What was never tried leaves no row; what was tried stays as failed."""
    for out in await _waiting(session, enrollment):
        if out.position <= after:
            continue
        if out.attempts == 0:
            await _take_back(session, out)
            continue
        out.state, out.claimed_by = OutState.FAILED, None
        out.held_reason, out.held_detail, out.held_since = None, "", None
        if out.soft_bounces and not out.bounced:
            out.bounced, out.bounced_at = BounceClass.SOFT.value, out.sent_at


async def _waiting(session: AsyncSession, enrollment: Enrollment) -> list[MessageOut]:
    if known := ahead_of(session, enrollment.contact_id):
        return [out for out in known.unsent(enrollment.contact_id) if out.enrollment_id == enrollment.id]
    query = select(MessageOut).where(col(MessageOut.enrollment_id) == enrollment.id, col(MessageOut.state).in_(UNSENT))
    return list(await session.scalars(query.with_for_update()))


async def _take_back(session: AsyncSession, out: MessageOut) -> None:
    if known := ahead_of(session, out.contact_id):
        del known.mails[out.id]
    await session.delete(out)


async def back_to_due(session: AsyncSession, out: MessageOut, now: datetime, wait: timedelta = timedelta()) -> None:
    """It was not sent for certain, so it waits again; but not when its enrollment has ended meanwhile. An answer has
    none: whoever wrote it may withdraw it. Whoever asked for it asked for the try that is over."""
    enrollment = await session.get_one(Enrollment, out.enrollment_id) if out.enrollment_id is not None else None
    wanted = enrollment is None or enrollment.state is EnrollmentState.ACTIVE
    out.state = OutState.DUE if wanted else OutState.FAILED
    out.claimed_by = out.sending_at = out.sent_on = None
    out.look_at, out.looked_at = now + wait, now
    ordinary_again(session, out, TRIED, now)


async def end(session: AsyncSession, enrollment: Enrollment, state: EnrollmentState, why: str, now: datetime) -> None:
    """No further step is sent. One that has ended stays as it ended, but for COMPLETED: an answer may come later."""
    if enrollment.state not in ENDABLE:
        return
    enrollment.state, enrollment.state_why, enrollment.ended_at = state, why[:500], now
    await drop_waiting(session, enrollment)
    await drop_manual(session, enrollment, f"not needed any more: {why}", now)
    await next_in_line(session, enrollment, now)


def given_up(out: MessageOut, enrollment: Enrollment) -> bool:
    """Whether it ended with a mail that was refused at the door, for no fault of the contact's."""
    blocked = out.state is OutState.FAILED and out.bounced == BounceClass.BLOCK
    return blocked and enrollment.state is EnrollmentState.STOPPED and enrollment.ended_at == out.bounced_at


async def next_in_line(session: AsyncSession, enrollment: Enrollment, now: datetime) -> None:
    """The account is free for its next contact (M4): whoever waited for this one is looked at."""
    contact = await session.get_one(Contact, enrollment.contact_id)
    if known := ahead_of(session, contact.id):
        known.freed.add(contact.account_id)
        return
    await session.flush()
    await look_again(session, now, account_ids=[contact.account_id])


async def drop_manual(session: AsyncSession, enrollment: Enrollment, why: str, now: datetime) -> None:
    """Manual steps that nobody has done yet need not be done."""
    for task in await _manual(session, enrollment):
        task.done_at, task.done_by, task.done_how = now, "offhours", why[:500]


async def _manual(session: AsyncSession, enrollment: Enrollment) -> list[ResponseTask]:
    if known := ahead_of(session, enrollment.contact_id):
        return [task for task in known.manual if task.enrollment_id == enrollment.id and task.done_at is None]
    manual = select(ResponseTask).where(
        col(ResponseTask.enrollment_id) == enrollment.id,
        col(ResponseTask.step) == Work.MANUAL,
        col(ResponseTask.done_at).is_(None),
    )
    return list(await session.scalars(manual.with_for_update()))


async def of_contact(session: AsyncSession, contact_id: int) -> list[Enrollment]:
    if known := ahead_of(session, contact_id):
        return [one for one in known.enrollments if one.contact_id == contact_id and one.state in ENDABLE]
    query = select(Enrollment).where(col(Enrollment.contact_id) == contact_id, col(Enrollment.state).in_(ENDABLE))
    return list(await session.scalars(query.with_for_update()))


async def of_account(session: AsyncSession, account_id: int, *, but_contact: int | None = None) -> list[Enrollment]:
    """Those that still run, of all contacts of the account but one."""
    query = (
        select(Enrollment)
        .join(Contact, col(Contact.id) == Enrollment.contact_id)
        .where(
            col(Contact.account_id) == account_id,
            col(Enrollment.state) == EnrollmentState.ACTIVE,
            col(Contact.id) != (but_contact or 0),
        )
    )
    return list(await session.scalars(query.with_for_update(of=Enrollment)))
