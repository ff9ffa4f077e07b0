"""The one door for a contact: posted, imported, or found in an answer (M3, M7). Two at once make nobody twice."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Text, select, text, union_all
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid, OffhoursError
from engine.flows.door import STAYS, Admitted, Door, Keys, NewAccount, NewContact, keys_of, name_of, named
from engine.rules import addresses, windows
from engine.store.columns import listed
from engine.store.tables import Account, AccountDomain, Contact

EMAIL, NAME, DOMAIN = 4, 5, 15
"""Spaces of advisory locks (docs/architecture.md)."""
KNOWN = (
    select(Account)
    .where(
        col(Account.id).in_(
            union_all(
                select(col(Contact.account_id)).where(listed(col(Contact.email), "emails", Text)),
                select(col(AccountDomain.account_id)).where(listed(col(AccountDomain.domain), "domains", Text)),
                select(STAYS).where(listed(col(Account.name_key), "names", Text)),
            )
        )
    )
    .order_by(col(Account.id))
    .with_for_update()
    .execution_options(populate_existing=True)
)
ALONE = text(
    "select pg_advisory_xact_lock(space, key) from (select distinct space, hashtext(name) as key"
    " from unnest(cast(:spaces as int[]), cast(:names as text[])) as k(space, name)"
    " order by 1, 2 offset 0) as k"
)


async def lock_all(session: AsyncSession, keys: Collection[Keys], known: Collection[str]) -> None:
    """Before any are admitted in a transaction: the accounts there are, in the order of every flow
    (docs/architecture.md), then what there may be only one of, in an order of its own. One at a time, in the order of a
    list, two lists would wait for each other, and for a mail that is about to leave. `known`: those of the addresses
    whose accounts are locked; of others an account is locked before.
    """
    emails, domains, names = ([part for part in parts if part] for parts in zip(*keys, strict=True))
    await session.scalars(KNOWN, {"emails": list(known), "domains": domains, "names": names})
    alone = [(EMAIL, name) for name in emails] + [(DOMAIN, name) for name in domains] + [(NAME, name) for name in names]
    await session.execute(ALONE, {"spaces": [space for space, _ in alone], "names": [name for _, name in alone]})


class Entry(NamedTuple):
    """Somebody who wants in. `account_id`: into this account, which is locked, whatever `company` says."""

    person: NewContact
    company: NewAccount
    account_id: int | None = None


async def admit_all(
    session: AsyncSession, entries: Sequence[Entry], now: datetime, by: str
) -> list[Admitted | OffhoursError]:
    """What became of each; who is refused keeps nobody else out. All addresses and domains are well written: Invalid
    else."""
    if not entries:
        return []
    keys = [_keys(entry) for entry in entries]
    await lock_all(session, keys, [of.email for of, entry in zip(keys, entries, strict=True) if not entry.account_id])
    door = Door(now, by)
    ids = {entry.account_id for entry in entries if entry.account_id is not None}
    owners = {entry.company.owner_id for entry in entries if entry.company.owner_id is not None}
    await door.open(session, keys, ids, owners)
    came = [_admit(door, entry) for entry in entries]
    await door.write(session)
    return came


def _keys(entry: Entry) -> Keys:
    keys = keys_of(entry.person.email, entry.company)
    return keys if entry.account_id is None else Keys(keys.email, "", "")


def _admit(door: Door, entry: Entry) -> Admitted | OffhoursError:
    try:
        return door.admit(*entry)
    except OffhoursError as refused:
        return refused


async def admit_contact(
    session: AsyncSession,
    person: NewContact,
    company: NewAccount,
    now: datetime,
    by: str,
    *,
    account_id: int | None = None,
) -> Admitted:
    """One of them. Raises what refuses them."""
    (came,) = await admit_all(session, [Entry(person, company, account_id)], now, by)
    if isinstance(came, OffhoursError):
        raise came
    return came


async def admit_account(session: AsyncSession, company: NewAccount, now: datetime, by: str) -> tuple[Account, bool]:
    """The account of this name or domain, made when there is none. True when it is new."""
    if not named(company) and not company.domain.strip():
        raise Invalid("is missing.", field="name", remedy="Give the company's name, its domain, or both.")
    domain = addresses.own_domain(company.domain) if company.domain else ""
    if company.time_zone:
        windows.zone_of(company.time_zone, "time_zone")
    keys = Keys("", domain, addresses.company_key(name_of(company, domain)))
    await lock_all(session, [keys], [])
    door = Door(now, by)
    await door.open(session, [keys], [], [])
    made = door.company(company, keys.domain, keys.name)
    await door.write(session)
    return made
