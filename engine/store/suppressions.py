"""Whom we must not write to: addresses, domains, people who were erased, and what covers an address. The rule is in
SQL, and only here: it is asked about every mail that leaves.

Of somebody who was erased there is no address to compare with, but a keyed hash, and the key is not in the database: it
is asked here alone, where the address is at hand. No contact has such an address, for the one door is closed to it
(engine.flows.admit), so that SQL has nobody to look for.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Text, func, literal_column, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import erasure
from engine.store.columns import domains_above, listed
from engine.store.database import ERASURE_KEYS
from engine.store.people import Suppression


def _covering(address: str) -> str:
    """The suppression `s` of an address: its own, else that of the mailbox of which it is a form (RFC 5233), else that
    of its domain, else of one above it. Whoever suppresses acme.com means mail.acme.com too.
    """
    mailbox = f"regexp_replace({address}, '[+][^@]*@', '@')"
    return (
        f"from suppression as s where s.address in ({address}, {mailbox})"
        f" or s.domain = any({domains_above(address)})"
        " order by length(s.address) desc nulls last, length(s.domain) desc limit 1"
    )


def why_suppressed(address: str) -> ColumnElement[str | None]:
    """For a query: why the address in this SQL expression is suppressed; null when it is not."""
    day = "to_char({} at time zone 'UTC', 'YYYY-MM-DD')"
    reason = (
        f"case when s.erased_at is null then s.reason || ' on ' || {day.format('s.created_at')}"
        f" else 'erased on ' || {day.format('s.erased_at')} end"
    )
    return literal_column(f"(select {reason} {_covering(address)})")


HASH = "select e.id from suppression as e where e.hash = any(cast(:hashes as text[])) limit 1"
OF_ONE = select(Suppression).where(
    text(f"suppression.id = coalesce(({HASH}), (select s.id {_covering('cast(:address as text)')}))")
)
EMAIL: ColumnElement[str] = literal_column("a.email")
OF_MANY = select(EMAIL, why_suppressed("a.email")).select_from(text("unnest(cast(:emails as text[])) as a(email)"))
ERASED = select(col(Suppression.hash), col(Suppression.erased_at)).where(listed(col(Suppression.hash), "hashes", Text))


def hashes_of(session: AsyncSession, address: str) -> list[str]:
    """Of a normalised address, by the current key and by those before it."""
    return [erasure.hashed(key, address) for key in session.info[ERASURE_KEYS]]


async def suppression_of(session: AsyncSession, address: str) -> Suppression | None:
    """What covers a normalised address."""
    given = {"address": address, "hashes": hashes_of(session, address)}
    return (await session.scalars(OF_ONE, given)).first()


async def suppressed(session: AsyncSession, emails: Collection[str]) -> dict[str, str]:
    """Those of these normalised addresses that are suppressed, each with the reason in words."""
    rows = await session.execute(OF_MANY, {"emails": list(emails)})
    why = {email: why for email, why in rows if why is not None}
    return why | {email: erasure.said(at) for email, at in (await erased(session, emails)).items()}


async def erased(session: AsyncSession, emails: Collection[str]) -> dict[str, datetime]:
    """Those of these normalised addresses whose owners were erased, each with when."""
    hashes = {email: hashes_of(session, email) for email in emails}
    wanted = {one for several in hashes.values() for one in several}
    found = await session.execute(ERASED, {"hashes": list(wanted)}) if wanted else ()
    at = {row.hash: row.erased_at for row in found}
    return {email: at[one] for email, several in hashes.items() for one in several if one in at}


async def unrecognised(session: AsyncSession) -> int:
    """How many who were erased nobody recognises any more: their addresses were hashed with a key that is not here."""
    marks = [erasure.key_mark(key) for key in session.info[ERASURE_KEYS]]
    lost = col(Suppression.hash).is_not(None) & func.split_part(Suppression.hash, ":", 1).not_in(marks)
    return await session.scalar(select(func.count()).select_from(Suppression).where(lost)) or 0
