"""Why does this address get no mail? Everything we know, in one look."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import ledger
from engine.flows.ledger import Line
from engine.rules import addresses
from engine.rules.vocabulary import ContactState
from engine.store.suppressions import suppression_of
from engine.store.tables import Contact, Enrollment


@dataclass(frozen=True)
class Answer:
    """`statements` are sentences, the weightiest first; `lines` the ledger of every enrollment."""

    address: str
    contact_id: int | None
    statements: list[str]
    lines: list[Line] = field(default_factory=list)


async def why(session: AsyncSession, address: str, now: datetime) -> Answer:
    email = addresses.normalise(address, "address")
    contact = (await session.scalars(select(Contact).where(col(Contact.email) == email))).one_or_none()
    statements = []
    if suppression := await suppression_of(session, email):
        what = suppression.address or f"the whole domain {suppression.domain}"
        statements.append(f"{what} is suppressed since {suppression.created_at:%Y-%m-%d}: {suppression.reason}")
    if contact is None:
        return Answer(email, None, [*statements, "this address is not among the contacts"])
    if contact.state is not ContactState.ACTIVE:
        statements.append(f"the contact is {contact.state.value.replace('_', ' ')}: {contact.state_why}".rstrip(": "))
    lines = await ledger.lines(session, [col(Enrollment.contact_id) == contact.id], now)
    if not lines:
        statements.append("not enrolled in any campaign")
    elif not any(line.message_out_id or line.state == "active" for line in lines):
        statements.append("not enrolled in any running campaign")
    statements += [_sentence(line) for line in lines]
    return Answer(email, contact.id, statements, lines)


def _sentence(line: Line) -> str:
    detail = f": {line.detail}" if line.detail else ""
    return f"campaign {line.campaign!r}, step {line.position}: {line.reason.replace('_', ' ')}{detail}{changes(line)}"


def changes(line: Line) -> str:
    """Since when it is so, until when, and what will change it: the end of a sentence."""
    since = f", since {line.since:%Y-%m-%d %H:%M} UTC" if line.since else ""
    until = f", until {line.until:%Y-%m-%d %H:%M} UTC" if line.until else ""
    return f"{since}{until}. What will change it: {line.remedy}"
