"""After a restore the ledger does not know what left since its backup was made; nor does a copy of it know what the
original sends. Nothing leaves then before an administrator says go. Meanwhile mailboxes are read, and what their Sent
folders show to have left is written down.
"""

import logging
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict
from engine.flows import carry_out
from engine.flows.house import House
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.flows.marks import OUR_HEADER, read_mark
from engine.rules.correspondence import when
from engine.rules.reading.mail import ParsedMail
from engine.rules.vocabulary import OutState
from engine.store.columns import storable
from engine.store.facts import UNSENT
from engine.store.fingerprint import difference, fingerprint
from engine.store.journal import record
from engine.store.tables import Contact, Mailbox, MessageIn, MessageOut, Workspace

BY_HAND = "a person said that it may not know all that was sent"
NOT_KNOWN_SENT = (*UNSENT, OutState.SENDING, OutState.UNCERTAIN)

log = logging.getLogger(__name__)


async def recognise_database(house: House) -> bool:
    """Whether the workspace may send: it is in the database that it was in before, or a person said go."""
    async with house.database.begin() as session:
        workspace = await session.get(Workspace, 1)
        if workspace is None:  # it is just being put back
            return False
        found = await fingerprint(session, house.database.folder)
        if found.items() <= workspace.database.items():
            return workspace.restored_at is None
        workspace = await locked(session, Workspace, 1, "workspace")
        if workspace.restored_at is not None:
            return False
        if why := difference(workspace.database, found):
            hold_sending(session, workspace, why, house.clock.now(), "offhours")
            return False
        workspace.database = {**workspace.database, **found}  # the first time, or there is more to know
        return True


def hold_sending(session: AsyncSession, workspace: Workspace, why: str, now: datetime, by: str) -> None:
    if workspace.restored_at is None:
        workspace.restored_at, workspace.restored_why = now, why
        record(session, now, "workspace.restored", why=why, by=by)
        log.error("nothing is sent until an administrator says go (Settings, or offhours restored --go): %s", why)


async def unread_since(session: AsyncSession, workspace: Workspace) -> list[str]:
    """The mailboxes that were not read to their end since sending is held: their Sent folders may know more."""
    if workspace.restored_at is None:
        return []
    query = select(col(Mailbox.address)).where(
        col(Mailbox.deleted_at).is_(None),
        or_(col(Mailbox.read_at).is_(None), col(Mailbox.read_at) < workspace.restored_at),
    )
    return list(await session.scalars(query.order_by(col(Mailbox.address))))


async def say_go(session: AsyncSession, house: House, now: datetime, by: str, *, anyway: bool = False) -> Workspace:
    """From now on this database is the one that sends."""
    workspace = await locked(session, Workspace, 1, "workspace")
    if workspace.restored_at is None:
        raise Conflict("is not held.", field="workspace", remedy="Nothing needs to be said.")
    if (unread := await unread_since(session, workspace)) and not anyway:
        some = ", ".join(unread[:5]) + (f" and {len(unread) - 5} more" if len(unread) > 5 else "")
        raise Conflict(
            f"cannot know yet what was sent: not read since are {some}.",
            field="workspace",
            remedy="Wait until they have been read (some minutes; mend those in trouble), or say go anyway.",
        )
    workspace.restored_at, workspace.restored_why = None, ""
    workspace.database = await fingerprint(session, house.database.folder)
    record(session, now, "workspace.goes_on", why=f"unread: {', '.join(unread)}"[:500] if unread else "", by=by)
    await look_again(session, now)
    return workspace


# --- what Sent knows --------------------------------------------------------------------------------------------


async def left_meanwhile(session: AsyncSession, row: MessageIn, mail: ParsedMail, now: datetime) -> MessageOut | None:
    """The mail of this database of which a copy in Sent shows that it left after the backup was made. It is marked as
    sent then, as the copy has it.
    """
    mark = read_mark(mail.header(OUR_HEADER))
    people = {one.email for one in mail.to if one.email}
    if mark is None or not people:
        return None
    numbered = (col(MessageOut.id) == mark.row) & (col(MessageOut.attempts) < mark.attempt)
    query = (
        select(MessageOut)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .where(
            col(MessageOut.mailbox_id) == row.mailbox_id,
            col(MessageOut.state).in_(NOT_KNOWN_SENT),
            col(Contact.email).in_(people) | col(MessageOut.to_address).in_(people),
            numbered | _follows(mail.in_reply_to),
        )
        .order_by(numbered.desc())
    )
    out = (await session.scalars(query)).first()
    if out is None:
        return None
    contact = await carry_out.locked_contact(session, out)
    if out.state not in NOT_KNOWN_SENT:
        return None
    known = select(exists().where(col(MessageOut.message_id) == mail.message_id))
    if not out.message_id and mail.message_id and not await session.scalar(known):
        out.message_id = mail.message_id
    out.to_address = out.to_address if out.to_address in people else contact.email
    out.subject, out.body, out.raw = storable(mail.subject)[:500], storable(mail.text), bytes(row.raw)
    out.attempts = out.copied_attempt = max(mark.attempt, out.attempts)
    out.sending_at = when(mail, row.received_at, now)
    row.out_id, row.contact_id = out.id, out.contact_id
    await carry_out.settle(session, row, out, "sent_folder", now)
    return out


def _follows(answered: Collection[str]) -> ColumnElement[bool]:
    """It is the next of a sequence whose latest mail the copy goes on with: steps that were planned after the backup
    had other numbers."""
    before, later = aliased(MessageOut), aliased(MessageOut)
    is_later = (
        (col(later.enrollment_id) == before.enrollment_id)
        & (col(later.state) == OutState.SENT)
        & (col(later.position) > before.position)
    )
    return exists().where(
        col(before.enrollment_id) == MessageOut.enrollment_id,
        col(before.state) == OutState.SENT,
        col(before.message_id).in_(answered),
        ~exists().where(is_later),
    )
