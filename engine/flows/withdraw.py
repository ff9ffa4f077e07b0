"""An answer that a person wrote is not sent after all."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, NotFound
from engine.flows.locked import LARGEST, locked_mail
from engine.rules.vocabulary import OutState
from engine.store.journal import record
from engine.store.tables import MessageOut

WAITS = (OutState.DUE, OutState.HELD)


async def withdraw(session: AsyncSession, out_id: int, now: datetime, by: str) -> None:
    """Before it has left. What was never handed over leaves no row."""
    out = await _answer(session, out_id)
    if out.state not in WAITS:
        raise Conflict(f"is {out.state.value}.", field="answer", remedy="It can be withdrawn only while it waits.")
    await take_out(session, out, now, by)


async def take_out(session: AsyncSession, out: MessageOut, now: datetime, by: str) -> None:
    """`out` is locked, and waits."""
    about = {"contact_id": out.contact_id, "mailbox_id": out.mailbox_id, "message_in_id": out.answer_to}
    record(session, now, "answer.withdrawn", why=out.subject, by=by, **about)
    if out.attempts == 0:
        await session.delete(out)
    else:
        out.state, out.held_detail = OutState.FAILED, f"withdrawn by {by}"


async def _answer(session: AsyncSession, out_id: int) -> MessageOut:
    row = await session.get(MessageOut, out_id) if 0 < out_id <= LARGEST else None
    if row is None or row.answer_to is None:
        raise NotFound(f"there is no answer {out_id}.", field="answer", remedy="List those of the response.")
    return await locked_mail(session, out_id)
