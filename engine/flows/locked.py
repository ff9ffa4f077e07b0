"""The row that is about to change, locked until the end of the transaction."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import NotFound
from engine.store.columns import domain_of, listed
from engine.store.tables import Account, Contact, Mailbox, MessageIn, MessageOut

M = TypeVar("M")
LARGEST = 2**63 - 1


async def locked(session: AsyncSession, model: type[M], key: int, noun: str) -> M:
    """Read anew under its lock, also when it was read before, so that two changes at once do not undo each other.
    NotFound in words. Weaker than FOR UPDATE: whoever makes something that refers to the row, as a launch does of
    contacts while it has SEQUENCES, does not wait for a flow that wants SEQUENCES next.
    """
    if model is MessageIn:
        await session.execute(NOT_WHILE_ERASING)
    known = 0 < key <= LARGEST
    weaker = {"key_share": True}
    row = await session.get(model, key, with_for_update=weaker, populate_existing=True) if known else None
    if row is None:
        raise NotFound(
            f"there is no {noun} {key}.", field=noun.replace(" ", "_"), remedy="List them to see which there are."
        )
    return row


ACCOUNTS = (
    select(col(Account.id))
    .join(Contact, col(Contact.account_id) == Account.id)
    .join(MessageOut, col(MessageOut.contact_id) == Contact.id)
    .where(listed(col(MessageOut.id), "mails"))
    .order_by(col(Account.id))
    .with_for_update(of=Account)
)
"""The accounts of some mails, in the order of their numbers: every flow that touches both locks them first."""
FREE_DOMAINS = ACCOUNTS.add_columns(
    col(MessageOut.id), func.pg_try_advisory_xact_lock(14, func.hashtext(domain_of(Contact.email)))
)
"""The same, and of each mail whether nobody else is just deciding about one to its recipient's domain: who is told so
decides alone until the end of the transaction. Nobody waits for a domain, so none is waited for in a circle."""
MAILBOXES = (
    select(col(Mailbox.id))
    .where(col(Mailbox.id).in_(select(col(MessageOut.mailbox_id)).where(listed(col(MessageOut.id), "mails"))))
    .order_by(col(Mailbox.id))
    .with_for_update(key_share=True)
)
"""The mailboxes of some mails; weaker than FOR UPDATE, so that what refers to them need not wait."""
NOT_WHILE_ERASING, ERASING = (text(f"select pg_advisory_xact_lock{how}(17)") for how in ("_shared", ""))
"""Before the first lock of a mail that came, or before one is stored: whoever is erased, no mail changes meanwhile. Of
whichever mails an erasure finds something it knows only at its end; so all of them are its own from its beginning."""
SEQUENCES = text("select pg_advisory_xact_lock(8)")
"""Who gets a sequence is decided in one transaction at a time: two at once would both write to one person."""


async def lock_accounts(session: AsyncSession, out_ids: Collection[int]) -> None:
    await _lock(session, ACCOUNTS, {"mails": list(out_ids)})


async def lock_accounts_of(session: AsyncSession, whom: ColumnElement[bool]) -> None:
    """The accounts of some contacts, in the same order."""
    accounts = select(col(Account.id)).join(Contact, col(Contact.account_id) == Account.id).where(whom)
    await _lock(session, accounts.order_by(col(Account.id)).with_for_update(of=Account), {})


async def _lock(session: AsyncSession, accounts: Select[int], given: dict[str, Any]) -> None:
    """Whoever was waited for may have merged one of them into another, or moved somebody there: until none is new."""
    had: set[int] = set()
    while not (found := set(await session.scalars(accounts, given))) <= had:
        had |= found


async def locked_mail(session: AsyncSession, out_id: int) -> MessageOut:
    """A mail read anew under its lock, its account locked first."""
    await lock_accounts(session, [out_id])
    return await session.get_one(MessageOut, out_id, with_for_update=True, populate_existing=True)
