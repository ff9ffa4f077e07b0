"""Finds the mails that incoming ones answer, for several of them in a few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Text, func, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses
from engine.rules.reading.matching import Clues, same_thread
from engine.store.columns import listed
from engine.store.tables import AccountDomain, Contact, MessageOut

HANDED_OVER = col(MessageOut.message_id).is_not(None)
"""It got its Message-ID when it was first handed to a server: waiting again after a soft bounce it may be answered."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)

BY_MESSAGE_ID = select(col(MessageOut.message_id), col(MessageOut.id)).where(
    listed(col(MessageOut.message_id), "ids", Text)
)
WRITTEN = (
    select(
        *map(col, (MessageOut.id, MessageOut.mailbox_id, MessageOut.sending_at, MessageOut.to_address, Contact.email))
    )
    .join(Contact, col(Contact.id) == MessageOut.contact_id)
    .where(listed(col(MessageOut.mailbox_id), "mailboxes"), HANDED_OVER)
)
TO_CONTACTS = WRITTEN.where(listed(col(Contact.email), "emails", Text))
TO_ADDRESSES = WRITTEN.where(
    listed(col(MessageOut.to_address), "emails", Text),
    text("message_out.to_address <> ''"),  # a literal, as its index has it
)
DOMAINS = select(col(AccountDomain.domain), col(AccountDomain.account_id)).where(
    listed(col(AccountDomain.domain), "groups", Text)
)


@dataclass(frozen=True)
class Match:
    """`how`: message_id, failed_recipient, sender or domain_subject, the strongest first."""

    out: MessageOut
    how: str


class Found(NamedTuple):
    """The same, by the number of the mail."""

    out_id: int
    how: str


Wanted = tuple[Clues, int]
"""What is known of an incoming mail, and the mailbox that it came to."""


async def match(session: AsyncSession, clues: Clues, mailbox_id: int) -> Match | None:
    """The strongest clue wins; of several mails to one person, the latest."""
    [found] = await find(session, [(clues, mailbox_id)])
    return Match(await session.get_one(MessageOut, found.out_id), found.how) if found else None


async def find(session: AsyncSession, wanted: Sequence[Wanted]) -> list[Found | None]:
    """The same for several, in their order."""
    by_id = await _by_message_ids(session, wanted)
    found = [_first(by_id, clues) for clues, _ in wanted]
    left = [one for one, known in zip(wanted, found, strict=True) if known is None]
    written = await _written(session, left)
    accounts = await _accounts(session, left)
    for place, (clues, mailbox_id) in enumerate(wanted):
        if found[place] is None:
            found[place] = _latest(written, clues, mailbox_id) or await _by_subject(
                session, accounts, clues, mailbox_id
            )
    return found


async def _by_message_ids(session: AsyncSession, wanted: Sequence[Wanted]) -> dict[str, int]:
    ids = list({one for clues, _ in wanted for one in clues.message_ids})
    rows = await session.execute(BY_MESSAGE_ID, {"ids": ids}) if ids else ()
    return {message_id: out_id for message_id, out_id in rows if message_id}


def _first(known: dict[str, int], clues: Clues) -> Found | None:
    return next((Found(known[one], "message_id") for one in clues.message_ids if one in known), None)


class _Written(NamedTuple):
    id: int
    mailbox_id: int
    sending_at: datetime | None
    to_address: str
    email: str


async def _written(session: AsyncSession, wanted: Sequence[Wanted]) -> list[_Written]:
    """To the people and addresses that are concerned, the latest first. Two queries, as each finds its rows by a key of
    its own."""
    emails = {one for clues, _ in wanted for one in (clues.sender, *clues.failed_recipients) if one}
    if not emails:
        return []
    given = {"emails": list(emails), "mailboxes": list({mailbox_id for _, mailbox_id in wanted})}
    rows = [_Written(*row) for query in (TO_CONTACTS, TO_ADDRESSES) for row in await session.execute(query, given)]
    return sorted(rows, key=lambda row: (row.sending_at or LONG_AGO, row.id), reverse=True)


def _latest(written: Iterable[_Written], clues: Clues, mailbox_id: int) -> Found | None:
    mine = [row for row in written if row.mailbox_id == mailbox_id]
    for emails, how in ((clues.failed_recipients, "failed_recipient"), ((clues.sender,), "sender")):
        wanted = {email for email in emails if email}
        for row in mine:
            if row.email in wanted or row.to_address in wanted:
                return Found(row.id, how)
    return None


async def _accounts(session: AsyncSession, wanted: Sequence[Wanted]) -> dict[str, int]:
    """Of the companies that we know, by domain."""
    groups = {_group(clues) for clues, _ in wanted if clues.sender and clues.subject}
    rows = await session.execute(DOMAINS, {"groups": list(groups)}) if groups else ()
    return {row.domain: row.account_id for row in rows}


def _group(clues: Clues) -> str:
    return addresses.domain_group(addresses.domain_of(clues.sender))


async def _by_subject(session: AsyncSession, accounts: dict[str, int], clues: Clues, mailbox_id: int) -> Found | None:
    """Somebody else of the company, on the same subject."""
    account_id = accounts.get(_group(clues)) if clues.sender and clues.subject else None
    if account_id is None:
        return None
    query = (
        select(col(MessageOut.id), col(MessageOut.subject))
        .join(Contact, col(Contact.id) == MessageOut.contact_id)
        .where(
            col(MessageOut.mailbox_id) == mailbox_id,
            col(Contact.account_id) == account_id,
            HANDED_OVER,
            func.length(MessageOut.subject) > 0,
        )
        .order_by(col(MessageOut.sending_at).desc().nulls_last())
        .limit(50)
    )
    rows = await session.execute(query)
    return next((Found(out_id, "domain_subject") for out_id, said in rows if same_thread(said, clues.subject)), None)
