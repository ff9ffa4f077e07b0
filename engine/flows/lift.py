"""Take an address or a domain off the suppression list."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.bounce import alive_again
from engine.flows.locked import lock_accounts_of
from engine.flows.look_again import look_again
from engine.rules import addresses
from engine.rules.vocabulary import ContactState
from engine.store.journal import record
from engine.store.suppressions import hashes_of, suppression_of
from engine.store.tables import Contact, Suppression
from engine.store.targeting import escape


async def lift(session: AsyncSession, suppression: Suppression, why: str, now: datetime, by: str) -> None:
    """The contacts may be mailed again; what was stopped stays stopped until they are enrolled anew."""
    if not why.strip():
        raise _no_reason()
    what = suppression.address or suppression.domain or ""
    record(session, now, "suppression.lifted", why=why, by=by, lifted=what, reason=suppression.reason)
    await session.delete(suppression)
    await session.flush()
    covered = await _covered(session, suppression)
    for contact in covered:
        if await suppression_of(session, contact.email) is not None:
            continue
        if contact.state is ContactState.BOUNCED:
            alive_again(contact, f"suppression lifted by {by}")
        elif contact.state is ContactState.SUPPRESSED:
            contact.state, contact.state_why = ContactState.ACTIVE, f"suppression lifted by {by}"
    await look_again(session, now, account_ids={contact.account_id for contact in covered})


async def lift_erasure(
    session: AsyncSession, suppression: Suppression, address: str, why: str, now: datetime, by: str
) -> None:
    """They may be brought in again. Whose entry it is knows only who knows the address. The row stays, for what it
    counted, and so that erasing them again finds what is noted in their place."""
    if not why.strip():
        raise _no_reason()
    if suppression.hash not in hashes_of(session, addresses.normalise(address, "address")):
        raise Invalid(
            "is not the one that was erased.", field="address", remedy="Type the address of whoever gave their consent."
        )
    suppression.hash, suppression.lifted_hash = None, suppression.hash
    record(session, now, "suppression.lifted", why=why, by=by, reason="erased")


def _no_reason() -> Invalid:
    return Invalid("is missing.", field="why", remedy="Say why they may be mailed again; it is kept for an audit.")


async def _covered(session: AsyncSession, suppression: Suppression) -> list[Contact]:
    """Also at forms of the address, as when they were suppressed. Accounts locked first, as in every flow."""
    if suppression.address:
        local, _, domain = suppression.address.rpartition("@")
        forms = col(Contact.email).like(f"{escape(local)}+%@{escape(domain)}")
        where = (col(Contact.email) == suppression.address) | forms
    else:
        where = col(Contact.email).like(f"%@{suppression.domain}") | col(Contact.email).like(f"%.{suppression.domain}")
    await lock_accounts_of(session, where)
    return list(await session.scalars(select(Contact).where(where).order_by(col(Contact.id))))
