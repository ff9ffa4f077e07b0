"""Finds the mails that incoming ones answer, for several of them in a few queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Select, Text, any_, bindparam, func, literal_column, select, text
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses
from engine.rules.reading.matching import PREFIX, Clues, same_thread
from engine.store.columns import listed
from engine.store.tables import AccountDomain, Contact, Mailbox, MessageIn, MessageOut

HANDED_OVER = col(MessageOut.message_id).is_not(None)
"""It got its Message-ID when it was first handed to a server: waiting again after a soft bounce it may be answered."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)

BY_MESSAGE_ID = select(col(MessageOut.message_id), col(MessageOut.id)).where(
    listed(col(MessageOut.message_id), "ids", Text)
)
ANSWERED = select(*map(col, (MessageIn.message_id, MessageIn.out_id, MessageIn.role, MessageIn.matched_by))).where(
    listed(col(MessageIn.message_id), "ids", Text), col(MessageIn.out_id).is_not(None)
)
"""Copies of ours in Sent, of which a service has replaced the Message-ID, and the other mails of a conversation: what
others have written in it, and what the rep has typed."""
SENDER = aliased(Mailbox)
WRITTEN: Select[*tuple[Any, ...]] = (
    select(
        col(MessageOut.id),
        col(Mailbox.id).label("came_to"),
        (col(MessageOut.mailbox_id) == Mailbox.id).label("from_there"),
        *map(col, (MessageOut.sending_at, MessageOut.to_address, Contact.email, MessageOut.subject)),
    )
    .join(Contact, col(Contact.id) == MessageOut.contact_id)
    .join(SENDER, col(SENDER.id) == MessageOut.mailbox_id)
    .join(Mailbox, col(Mailbox.user_id) == SENDER.user_id)
    .where(listed(col(Mailbox.id), "mailboxes"), HANDED_OVER)
)
"""For each mailbox what it has sent, and any other of the same rep: people write to whichever they know."""
TO_CONTACTS = WRITTEN.where(listed(col(Contact.email), "emails", Text))
TO_ADDRESSES = WRITTEN.where(
    listed(col(MessageOut.to_address), "emails", Text),
    text("message_out.to_address <> ''"),  # a literal, as its index has it
)
LATELY = 3000
"""Mails of a mailbox in which a subject is looked for: a month at the highest cap."""
SENT = (
    select(*map(col, (MessageOut.id, MessageOut.contact_id, MessageOut.subject)))
    .where(col(MessageOut.mailbox_id) == bindparam("mailbox"), col(MessageOut.sent_on).is_not(None))
    .order_by(col(MessageOut.sent_on).desc())
    .limit(literal_column(str(LATELY)))
    .subquery()
)
WITH_SUBJECT = (
    select(SENT.c.id, SENT.c.contact_id, SENT.c.subject, col(Contact.name))
    .join(Contact, col(Contact.id) == SENT.c.contact_id)
    .where(func.lower(SENT.c.subject) == any_(bindparam("subjects", type_=ARRAY(Text))))
    .order_by(SENT.c.id.desc())
)
DOMAINS = select(col(AccountDomain.domain), col(AccountDomain.account_id)).where(
    listed(col(AccountDomain.domain), "groups", Text)
)


@dataclass(frozen=True)
class Match:
    """`how`: message_id, failed_recipient, sender, quoted, thread, domain_subject or guess, the strongest first."""

    out: MessageOut
    how: str


class Found(NamedTuple):
    """The same, by the number of the mail."""

    out_id: int
    how: str


GUESS = "guess"
"""By the subject alone, which one person got, or one of that name: a person decides (engine.flows.read)."""
BY_ID = "message_id"
THREAD = "thread"
"""It answers another mail of the conversation that ours began."""
WEAK = frozenset({"quoted", THREAD, GUESS})
"""What tells only whose answer a person's mail is: anybody may quote."""

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
    copies, others = await _around(session, left)
    written = await _written(session, left)
    accounts = await _accounts(session, left)
    for place, (clues, mailbox_id) in enumerate(wanted):
        if found[place] is None:
            found[place] = (
                _first(copies, clues)
                or _latest(written, clues, mailbox_id)
                or _first(others, clues, THREAD)
                or await _by_subject(session, accounts, clues, mailbox_id)
                or await _guess(session, clues, mailbox_id)
            )
    return found


async def _by_message_ids(session: AsyncSession, wanted: Sequence[Wanted]) -> dict[str, int]:
    ids = list({one for clues, _ in wanted for one in clues.message_ids})
    rows = await session.execute(BY_MESSAGE_ID, {"ids": ids}) if ids else ()
    return {message_id: out_id for message_id, out_id in rows if message_id}


async def _around(session: AsyncSession, wanted: Sequence[Wanted]) -> tuple[dict[str, int], dict[str, int]]:
    """The mails of ours by the Message-IDs of their copies, and by those of other mails of the conversation."""
    ids = list({one for clues, _ in wanted for one in clues.message_ids})
    copies: dict[str, int] = {}
    others: dict[str, int] = {}
    for message_id, out_id, role, matched_by in await session.execute(ANSWERED, {"ids": ids}) if ids else ():
        is_ours = role == "sent" and matched_by != THREAD
        (copies if is_ours else others)[message_id] = out_id
    return copies, others


def _first(known: dict[str, int], clues: Clues, how: str = BY_ID) -> Found | None:
    return next((Found(known[one], how) for one in clues.message_ids if one in known), None)


class _Written(NamedTuple):
    id: int
    came_to: int
    from_there: bool
    sending_at: datetime | None
    to_address: str
    email: str
    subject: str

    def is_to(self, emails: Collection[str]) -> bool:
        return self.email in emails or self.to_address in emails


async def _written(session: AsyncSession, wanted: Sequence[Wanted]) -> list[_Written]:
    """To the people and addresses that are concerned, those from the same mailbox and the latest first. Two queries, as
    each finds its rows by a key of its own."""
    emails = {one for clues, _ in wanted for one in _addresses(clues) if one}
    if not emails:
        return []
    given = {"emails": list(emails), "mailboxes": list({mailbox_id for _, mailbox_id in wanted})}
    rows = [_Written(*row) for query in (TO_CONTACTS, TO_ADDRESSES) for row in await session.execute(query, given)]
    return sorted(rows, key=lambda row: (row.from_there, row.sending_at or LONG_AGO, row.id), reverse=True)


def _latest(written: Iterable[_Written], clues: Clues, mailbox_id: int) -> Found | None:
    mine = [row for row in written if row.came_to == mailbox_id]
    for emails, how in ((clues.failed_recipients, "failed_recipient"), ((clues.sender,), "sender")):
        wanted = {email for email in emails if email}
        for row in mine:
            if row.is_to(wanted):
                return Found(row.id, how)
    return next((Found(row.id, "quoted") for row in mine if _is_quoted(row, clues)), None)


def _addresses(clues: Clues) -> Iterable[str]:
    return (clues.sender, *clues.failed_recipients, *clues.linked, *clues.quoted)


def _is_quoted(row: _Written, clues: Clues) -> bool:
    """Our opt-out link names whom we wrote to; an address alone says so only with our subject."""
    if row.is_to(clues.linked):
        return True
    subjects = (clues.subject, *clues.quoted_subjects)
    return row.is_to(clues.quoted) and any(same_thread(row.subject, one) for one in subjects)


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


async def _guess(session: AsyncSession, clues: Clues, mailbox_id: int) -> Found | None:
    """The one person of the sender's name who got a mail with this subject lately; to whoever writes from a private
    mailbox, the only person who got it."""
    if not clues.may_be_guessed:
        return None
    bare = " ".join(PREFIX.sub("", clues.subject).lower().split())
    given = {"mailbox": mailbox_id, "subjects": [bare, f"re: {bare}"]}
    rows = [row for row in await session.execute(WITH_SUBJECT, given) if same_thread(row.subject, clues.subject)]
    is_alone = addresses.is_free_mail(addresses.domain_of(clues.sender)) and len({row.contact_id for row in rows}) == 1
    if not is_alone:
        rows = [row for row in rows if clues.name and row.name.casefold() == clues.name.casefold()]
    return Found(rows[0].id, GUESS) if len({row.contact_id for row in rows}) == 1 else None
