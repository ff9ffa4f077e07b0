"""Finds the mail that an incoming one answers."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses
from engine.rules.reading.matching import Clues, same_thread
from engine.store.tables import AccountDomain, Contact, MessageOut

HANDED_OVER = col(MessageOut.message_id).is_not(None)
"""It got its Message-ID when it was first handed to a server: waiting again after a soft bounce it may be answered."""


@dataclass(frozen=True)
class Match:
    """`how`: message_id, failed_recipient, sender or domain_subject, the strongest first."""

    out: MessageOut
    how: str


async def match(session: AsyncSession, clues: Clues, mailbox_id: int) -> Match | None:
    """The strongest clue wins; of several mails to one person, the latest."""
    if out := await _by_message_id(session, clues.message_ids):
        return Match(out, "message_id")
    if out := await _latest_to(session, clues.failed_recipients, mailbox_id):
        return Match(out, "failed_recipient")
    if out := await _latest_to(session, (clues.sender,), mailbox_id):
        return Match(out, "sender")
    if out := await _by_domain_and_subject(session, clues, mailbox_id):
        return Match(out, "domain_subject")
    return None


async def _by_message_id(session: AsyncSession, ids: tuple[str, ...]) -> MessageOut | None:
    if not ids:
        return None
    query = select(MessageOut).where(col(MessageOut.message_id).in_(ids))
    rows = {out.message_id: out for out in await session.scalars(query)}
    return next((rows[one] for one in ids if one in rows), None)


async def _latest_to(session: AsyncSession, emails: tuple[str, ...], mailbox_id: int) -> MessageOut | None:
    wanted = [email for email in emails if email]
    if not wanted:
        return None
    query = (
        select(MessageOut)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .where(
            col(MessageOut.mailbox_id) == mailbox_id,
            col(MessageOut.to_address).in_(wanted) | col(Contact.email).in_(wanted),
            HANDED_OVER,
        )
        .order_by(col(MessageOut.sending_at).desc().nulls_last(), col(MessageOut.id).desc())
        .limit(1)
    )
    return (await session.scalars(query)).one_or_none()


async def _by_domain_and_subject(session: AsyncSession, clues: Clues, mailbox_id: int) -> MessageOut | None:
    """Somebody else of the company, on the same subject."""
    if not clues.sender or not clues.subject:
        return None
    group = addresses.domain_group(addresses.domain_of(clues.sender))
    account = select(col(AccountDomain.account_id)).where(col(AccountDomain.domain) == group)
    query = (
        select(MessageOut)
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .where(
            col(MessageOut.mailbox_id) == mailbox_id,
            col(Contact.account_id).in_(account),
            HANDED_OVER,
            func.length(MessageOut.subject) > 0,
        )
        .order_by(col(MessageOut.sending_at).desc().nulls_last())
        .limit(50)
    )
    return next((out for out in await session.scalars(query) if same_thread(out.subject, clues.subject)), None)
