"""What the rep's own Sent folder says: what left, and what they answered in their mail program."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import tasks
from engine.flows.carry_out import locked_contact, settle
from engine.flows.file_copies import recognise
from engine.flows.reply_address import reply_address
from engine.flows.restored import left_meanwhile
from engine.rules.answers import BY_AN_ANSWER
from engine.rules.correspondence import when
from engine.rules.effects import Work
from engine.rules.reading import mime
from engine.rules.reading.automatic import is_automatic
from engine.rules.reading.mail import ParsedMail
from engine.rules.vocabulary import Kind, OutState
from engine.store.facts import workspace_of
from engine.store.mail import FoundState, InState
from engine.store.tables import Contact, FoundPerson, MessageIn, MessageOut, ResponseTask
from engine.store.threads import THREAD

Stored = tuple[MessageIn, ParsedMail]
BY_HAND = "answered by hand"
NAMES_IT = text("position(convert_to(:named, 'UTF8') in substring(message_in.raw from 1 for 65536)) > 0")
"""In the header, which ends before that, of what came since: of files that were sent along nothing is read. For a
click, not for each mail."""


async def own_mails(session: AsyncSession, mails: Sequence[Stored], now: datetime) -> list[Stored]:
    """Ours settles an uncertain one, when it is the copy of this very try; one the rep typed by hand closes the task it
    answers (M28). Those by hand are returned. After a restore a copy shows what left since the backup.
    """
    by_hand = []
    is_restored = (await workspace_of(session)).restored_at is not None
    for mailbox_id in sorted({row.mailbox_id for row, _ in mails}):
        mine = [(row, mail) for row, mail in mails if row.mailbox_id == mailbox_id]
        copies = await recognise(session, [mail for _, mail in mine], mailbox_id)
        for (row, mail), ours in zip(mine, copies, strict=True):
            if is_restored and (ours is None or not ours[1]) and await left_meanwhile(session, row, mail, now):
                continue
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
    """What an answer from the page closes (engine.rules.answers.ends), and whoever it is for must be among To. Out of
    the thread it answers what had come when it was written; what the rep's program sent by itself answers nothing."""
    people = {one.email for one in mail.to if one.email}
    if not people or is_automatic(mail) or mail.content_type == "multipart/report":
        return
    answered = await _answered(session, mail, people)
    began = [one.out_id for one in answered if one.out_id is not None]
    if began:  # what comes back to it, from whatever address, belongs to that conversation
        row.out_id, row.matched_by = began[-1], THREAD
    written_at = when(mail, row.received_at, now)
    contacts = select(col(Contact.id)).where(col(Contact.email).in_(people))
    named = select(col(FoundPerson.message_in_id)).where(
        col(FoundPerson.email).in_(people), col(FoundPerson.state) != FoundState.DISMISSED
    )
    in_time = exists().where(col(MessageIn.id) == ResponseTask.message_in_id, col(MessageIn.received_at) <= written_at)
    to_sender = col(ResponseTask.message_in_id).in_([one.id for one in answered]) | (
        col(ResponseTask.contact_id).in_(contacts) & in_time
    )
    to_named = col(ResponseTask.message_in_id).in_(named) & in_time
    tasks_open = (
        select(ResponseTask)
        .where(
            col(ResponseTask.done_at).is_(None),
            ~exists().where(col(MessageIn.id) == ResponseTask.message_in_id, col(MessageIn.kind) == Kind.UNSUBSCRIBE),
            (col(ResponseTask.step).in_(BY_AN_ANSWER) & to_sender)
            | ((col(ResponseTask.step) == Work.WRITE_TO_REFERRAL) & to_named),
        )
        .order_by(col(ResponseTask.id))
        .with_for_update()
    )
    for task in list(await session.scalars(tasks_open)):
        row.contact_id = task.contact_id
        await tasks.done(session, task, BY_HAND, now, mail.sender.email)


async def answered_before(session: AsyncSession, row: MessageIn) -> None:
    """The work of a mail that is only now known to be an answer, when the rep has answered it in the meantime. Of what
    was asked for before, something else may be wanted now."""
    work = list(await session.scalars(select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id)))
    if not row.message_id or not work or any(task.done_at is not None for task in work):
        return
    query = select(MessageIn).where(
        col(MessageIn.role) == "sent",
        col(MessageIn.state) == InState.READ,
        col(MessageIn.received_at) >= row.received_at,
        NAMES_IT,
    )
    for sent in list(await session.scalars(query.order_by(col(MessageIn.id)), {"named": row.message_id})):
        await _answered_by_hand(session, sent, mime.parse(bytes(sent.raw)), sent.read_at or sent.stored_at)


async def _answered(session: AsyncSession, mail: ParsedMail, people: set[str]) -> list[MessageIn]:
    """The mails that it answers, of those whose writers, or whom they want to be answered, it is to, the last at the
    end."""
    ids = [*mail.in_reply_to, *mail.references]
    query = select(MessageIn).where(col(MessageIn.message_id).in_(ids), col(MessageIn.role) != "sent")
    found = list(await session.scalars(query.order_by(col(MessageIn.id)))) if ids else []
    return [one for one in found if one.from_address in people or await reply_address(session, one) in people]
