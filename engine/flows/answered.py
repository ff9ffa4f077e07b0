"""An answer that a person wrote was taken by the server: it is on record, and the work it was for is done. Or it was
not, and is work again."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import tasks
from engine.rules import answers, policies
from engine.rules.effects import Work
from engine.rules.vocabulary import OutState
from engine.store.copies import acting
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Contact, Mailbox, MessageIn, MessageOut, ResponseTask

HOW = "answered from the page"


async def answered(session: AsyncSession, out: MessageOut, now: datetime) -> None:
    """Safe to repeat. `out` is locked. It counts for no day and no cap, as a mail typed in a mail program does not."""
    if out.state is OutState.SENT:
        return
    out.state, out.sent_at, out.claimed_by = OutState.SENT, out.sending_at or now, None
    out.held_reason, out.held_detail, out.held_since = None, "", None
    contact = await session.get_one(Contact, out.contact_id)
    record(
        session,
        now,
        "answer.sent",
        why=f"written by {out.written_by}",
        account_id=contact.account_id,
        contact_id=contact.id,
        mailbox_id=out.mailbox_id,
        message_out_id=out.id,
        message_in_id=out.answer_to,
    )
    task = await _task(session, out)
    if task is not None and task.done_at is None:
        await tasks.done(session, task, HOW, now, out.written_by)


async def unanswered(session: AsyncSession, out: MessageOut, why: str, now: datetime) -> None:
    """It has not left, or nobody knows whether it has: whoever wrote it believes so. Where its work is open that shows
    it; else it is work again, which is done once it is known to have been sent."""
    mail = await session.get_one(MessageIn, out.answer_to)
    is_open = (
        col(ResponseTask.message_in_id) == acting(mail),
        col(ResponseTask.done_at).is_(None),
        col(ResponseTask.step) != Work.MANUAL,
    )
    if await session.scalar(select(col(ResponseTask.id)).where(*is_open).limit(1)) is not None:
        return
    rules = policies.as_far_as_read((await workspace_of(session)).policies)
    task = ResponseTask(
        message_in_id=acting(mail),
        contact_id=out.contact_id,
        owner_id=await tasks.worker_of(session, await session.get_one(Mailbox, out.mailbox_id)),
        step=Work.ANSWER,
        note=why,
        due_at=now + rules.answer_within,
        created_at=now,
    )
    session.add(task)
    await session.flush()
    out.task_id = task.id


async def _task(session: AsyncSession, out: MessageOut) -> ResponseTask | None:
    """Its work, or what a correction has put in its place meanwhile, if that is done by such a mail."""
    if out.task_id is None:
        return None
    task = await session.get(ResponseTask, out.task_id, with_for_update=True)
    if task is not None:
        return task
    mail = await session.get_one(MessageIn, out.answer_to)
    query = select(ResponseTask).where(
        col(ResponseTask.message_in_id) == acting(mail), col(ResponseTask.done_at).is_(None)
    )
    tasks_open = await session.scalars(query.order_by(col(ResponseTask.id)).with_for_update())
    to_sender = out.contact_id == mail.contact_id
    return next((task for task in tasks_open if answers.ends(task.step, to_sender=to_sender)), None)
