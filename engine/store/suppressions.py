"""Whom we must not write to: addresses, domains, and what covers an address. The rule is in SQL, and only here: it is
asked about every mail that leaves.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, literal_column, select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.store.columns import domains_above
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
    reason = "s.reason || ' on ' || to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD')"
    return literal_column(f"(select {reason} {_covering(address)})")


OF_ONE = select(Suppression).where(text(f"suppression.id = (select s.id {_covering('cast(:address as text)')})"))
EMAIL: ColumnElement[str] = literal_column("a.email")
OF_MANY = select(EMAIL, why_suppressed("a.email")).select_from(text("unnest(cast(:emails as text[])) as a(email)"))


async def suppression_of(session: AsyncSession, address: str) -> Suppression | None:
    """What covers a normalised address."""
    return (await session.scalars(OF_ONE, {"address": address})).first()


async def suppressed(session: AsyncSession, emails: Collection[str]) -> dict[str, str]:
    """Those of these normalised addresses that are suppressed, each with the reason in words."""
    rows = await session.execute(OF_MANY, {"emails": list(emails)})
    return {email: why for email, why in rows if why is not None}
