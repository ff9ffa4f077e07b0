"""Whom we must not write to: addresses, domains, and what covers an address."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Text, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses
from engine.store.columns import listed
from engine.store.people import Suppression


@dataclass(frozen=True)
class Suppressed:
    """Addresses and domains that must not be mailed, with the reason in words."""

    reasons: dict[str, str]

    def of(self, address: str) -> str:
        """Why this address is suppressed: itself, its domain, or the domain's group; "" when it is not."""
        if not self.reasons:
            return ""
        names = (address, *_domains(address))
        return next((self.reasons[name] for name in names if name in self.reasons), "")


def _domains(address: str) -> list[str]:
    """The address's domain and those above it: whoever suppresses acme.com means mail.acme.com too."""
    labels = addresses.domain_of(address).split(".")
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]


async def suppression_of(session: AsyncSession, address: str) -> Suppression | None:
    """The suppression that covers an address: its own, or its domain's."""
    names = _domains(address)
    query = select(Suppression).where(or_(col(Suppression.address) == address, col(Suppression.domain).in_(names)))
    return (await session.scalars(query.limit(1))).first()


SUPPRESSED = select(
    *map(col, (Suppression.address, Suppression.domain, Suppression.reason, Suppression.created_at))
).where(or_(listed(col(Suppression.address), "addresses", Text), listed(col(Suppression.domain), "domains", Text)))


async def suppressed(session: AsyncSession, emails: Sequence[str]) -> Suppressed:
    """What the suppression list says about these addresses, in one query."""
    domains = {domain for email in emails for domain in _domains(email)}
    rows = await session.execute(SUPPRESSED, {"addresses": list(emails), "domains": list(domains)})
    return Suppressed(
        {
            (address or domain or ""): f"{reason} on {created_at:%Y-%m-%d}"
            for address, domain, reason, created_at in rows
        }
    )
