"""Every try to send a mail, and how it ended: written as it ends, and read again from the append-only log.

A try that went well is told with `mail.sent`, any other with `mail.tried`; what settled one in doubt with
`mail.settled`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.rules.vocabulary import OutState
from engine.store.journal import record
from engine.store.tables import Activity, Mailbox, MessageOut

TRIED, SENT, SETTLED = "mail.tried", "mail.sent", "mail.settled"
WORDS = 300
"""Characters of an answer that the log keeps."""


@dataclass(frozen=True)
class Try:
    """`number` counts the tries of a mail, 0: it was not noted yet when this was written. `outcome` is one of
    engine.edge.smtp.Outcome, or *sending* while it goes on; `settled` says how one in doubt was settled."""

    message_out_id: int
    position: int
    number: int
    mailbox: str
    worker: int | None
    said_at: datetime | None
    ended_at: datetime | None
    outcome: str
    stage: str
    code: int | None
    answer: str
    settled: str = ""


def noted(
    number: int, said_at: datetime | None, worker: int | None, outcome: Outcome, delivery: Delivery | None
) -> dict[str, Any]:
    """What the log keeps of a try beside whom it was about. Without a delivery nobody knows the server's words."""
    found: dict[str, Any] = {"try": number, "outcome": outcome.value, "worker": worker}
    if said_at is not None:
        found["said_at"] = said_at.isoformat()
    if delivery is not None:
        found |= {"stage": delivery.stage, "code": delivery.code, "answer": delivery.text[:WORDS]}
    return found


def tried(session: AsyncSession, out: MessageOut, delivery: Delivery, now: datetime) -> None:
    """A try that did not send the mail for certain. To be said before the row is changed."""
    record(
        session,
        now,
        TRIED,
        why=delivery.text[:WORDS],
        message_out_id=out.id,
        contact_id=out.contact_id,
        mailbox_id=out.mailbox_id,
        **noted(out.attempts, out.sending_at, out.claimed_by, delivery.outcome, delivery),
    )


async def tries(session: AsyncSession, contact_id: int) -> list[Try]:
    """All tries of one contact's mails, the newest first."""
    query = (
        select(Activity, col(MessageOut.position), col(Mailbox.address))
        .join(MessageOut, col(MessageOut.id) == Activity.message_out_id)
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(col(Activity.contact_id) == contact_id, col(Activity.what).in_([TRIED, SENT, SETTLED]))
        .order_by(col(Activity.id))
    )
    found: dict[tuple[int, int], Try] = {}
    latest: dict[int, tuple[int, int]] = {}
    for event, position, address in await session.execute(query):
        out_id = event.message_out_id
        if event.what == SETTLED:
            if out_id in latest:
                found[latest[out_id]] = replace(found[latest[out_id]], settled=event.why)
            continue
        one = _try(event, position, address)
        latest[out_id] = key = (out_id, one.number)
        known = found.get(key)
        found[key] = replace(one, settled=known.settled, answer=one.answer or known.answer) if known else one
    return [*await _going_on(session, contact_id), *reversed(found.values())]


def _try(event: Activity, position: int, address: str) -> Try:
    data = event.data
    return Try(
        message_out_id=event.message_out_id or 0,
        position=position,
        number=data.get("try", 0),
        mailbox=address,
        worker=data.get("worker"),
        said_at=datetime.fromisoformat(data["said_at"]) if "said_at" in data else None,
        ended_at=event.at,
        outcome=data.get("outcome", Outcome.SENT.value),
        stage=data.get("stage", ""),
        code=data.get("code"),
        answer=data.get("answer", ""),
    )


async def _going_on(session: AsyncSession, contact_id: int) -> list[Try]:
    query = (
        select(MessageOut, col(Mailbox.address))
        .join(Mailbox, col(Mailbox.id) == MessageOut.mailbox_id)
        .where(col(MessageOut.contact_id) == contact_id, col(MessageOut.state) == OutState.SENDING)
        .order_by(col(MessageOut.sending_at).desc())
    )
    return [
        Try(
            message_out_id=out.id,
            position=out.position,
            number=out.attempts,
            mailbox=address,
            worker=out.claimed_by,
            said_at=out.sending_at,
            ended_at=None,
            outcome=OutState.SENDING.value,
            stage="",
            code=None,
            answer="",
        )
        for out, address in await session.execute(query)
    ]
