"""What the rep's own Sent folder says: what left, and what they answered in their mail program."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.carry_out import locked_contact, settle
from engine.flows.file_copies import recognise
from engine.rules.correspondence import when
from engine.rules.effects import Work
from engine.rules.reading.mail import ParsedMail
from engine.rules.vocabulary import OutState
from engine.store.journal import record
from engine.store.tables import Contact, MessageIn, MessageOut, ResponseTask

Stored = tuple[MessageIn, ParsedMail]
MOVED_HERE = timedelta(days=30)
"""So long before a task an own mail to its contact was written that was put into Sent only now: it is no answer."""


async def own_mails(session: AsyncSession, mails: Sequence[Stored], now: datetime) -> list[Stored]:
    """Ours settles an uncertain one, when it is the copy of this very try; one the rep typed by hand closes the task it
    answers (M28). Those by hand are returned.
    """
    by_hand = []
    for mailbox_id in sorted({row.mailbox_id for row, _ in mails}):
        mine = [(row, mail) for row, mail in mails if row.mailbox_id == mailbox_id]
        copies = await recognise(session, [mail for _, mail in mine], mailbox_id)
        for (row, mail), ours in zip(mine, copies, strict=True):
            if ours is None:
                by_hand.append((row, mail))
            else:
                await _own_copy(session, row, *ours, now)
    for row, mail in by_hand:
        await _answered_by_hand(session, row, mail, now)
    return by_hand


async def _own_copy(session: AsyncSession, row: MessageIn, out: MessageOut, attempt: int, now: datetime) -> None:
    row.out_id, row.contact_id = out.id, out.contact_id
    if out.state is OutState.UNCERTAIN and attempt == out.attempts:
        await locked_contact(session, out)
        if out.state is OutState.UNCERTAIN:
            await settle(session, row, out, "sent_folder", now)


async def _answered_by_hand(session: AsyncSession, row: MessageIn, mail: ParsedMail, now: datetime) -> None:
    answered = select(col(MessageIn.id)).where(col(MessageIn.message_id).in_([*mail.in_reply_to, *mail.references]))
    people = [mailbox.email for mailbox in (*mail.to, *mail.cc)]
    answers_at_most = when(mail, row.received_at, now) + MOVED_HERE
    contacts = select(col(Contact.id)).where(col(Contact.email).in_(people))
    tasks = await session.scalars(
        select(ResponseTask).where(
            col(ResponseTask.done_at).is_(None),
            col(ResponseTask.step) != Work.MANUAL,
            col(ResponseTask.message_in_id).in_(answered)
            | (col(ResponseTask.contact_id).in_(contacts) & (col(ResponseTask.created_at) < answers_at_most)),
        )
    )
    for task in tasks:
        task.done_at, task.done_how, task.done_by = now, "answered by hand", mail.sender.email
        row.contact_id = task.contact_id
        record(session, now, "task.done", why="answered by hand", contact_id=task.contact_id, message_in_id=row.id)
