"""The one door for a contact: posted, imported, or found in an answer (M3, M7)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Text, select, text, union_all
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.look_again import look_again
from engine.rules import addresses, erasure, policies, windows
from engine.rules.compose import filled
from engine.store.columns import listed
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.suppressions import suppression_of
from engine.store.tables import Account, AccountDomain, Contact, Suppression

EMAIL, NAME, DOMAIN = 4, 5, 15
"""Spaces of advisory locks (docs/architecture.md)."""
ACCOUNT_FIELDS = (
    "vertical",
    "revenue",
    "employees",
    "territory",
    "country",
    "region",
    "time_zone",
    "business_model",
    "red_flag",
    "owner_id",
)
CONTACT_FIELDS = ("name", "title", "level", "phone", "time_zone", "language", "basis")


@dataclass(frozen=True)
class NewAccount:
    """A company as somebody describes it. Empty values leave what is known alone."""

    name: str = ""
    domain: str = ""
    vertical: str = ""
    revenue: int | None = None
    employees: int | None = None
    territory: str = ""
    country: str = ""
    region: str = ""
    time_zone: str = ""
    business_model: str = ""
    red_flag: str = ""
    owner_id: int | None = None
    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewContact:
    """A person as somebody describes them. `source` says where the name is from (M32 reports by it)."""

    email: str
    source: str
    name: str = ""
    title: str = ""
    level: int = 0
    phone: str = ""
    time_zone: str = ""
    language: str = ""
    basis: str = ""
    subscriber_kind: str = "company"
    batch_id: int | None = None
    referred_by_id: int | None = None
    relation: str = ""
    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Admitted:
    """`new` is false for somebody already known, whose empty fields were filled in."""

    contact: Contact
    account: Account
    new: bool
    warning: str = ""


class Keys(NamedTuple):
    """What there may be only one of: a contact by its address, a company by its domain or its name. "": none."""

    email: str
    domain: str
    name: str


def keys_of(email: str, company: NewAccount) -> Keys:
    """Raises Invalid for what is no address, or no domain."""
    email = addresses.normalise(email, "email")
    domain = addresses.domain_of(email)
    group = (
        addresses.domain_written(company.domain, "account.domain") if company.domain else addresses.domain_group(domain)
    )
    if addresses.is_free_mail(group):
        group = ""
    return Keys(email, group, addresses.company_key(_name_of(company, group)))


def _name_of(company: NewAccount, domain: str) -> str:
    return _named(company) or domain.split(".")[0].title()


def _named(company: NewAccount) -> str:
    """Nothing, also for what stands in lists in place of a name: it would make one company of many."""
    return "" if addresses.company_key(company.name) in addresses.FILLERS | {""} else company.name.strip()


KNOWN = (
    select(Account)
    .where(
        col(Account.id).in_(
            union_all(
                select(col(Contact.account_id)).where(listed(col(Contact.email), "emails", Text)),
                select(col(AccountDomain.account_id)).where(listed(col(AccountDomain.domain), "domains", Text)),
                select(col(Account.id)).where(listed(col(Account.name_key), "names", Text)),
            )
        )
    )
    .order_by(col(Account.id))
    .with_for_update()
    .execution_options(populate_existing=True)
)
ALONE = text(
    "select pg_advisory_xact_lock(space, key) from (select distinct space, hashtext(name) as key"
    " from unnest(cast(:spaces as int[]), cast(:names as text[])) as k(space, name) where name <> ''"
    " order by 1, 2 offset 0) as k"
)


async def lock_all(session: AsyncSession, keys: Collection[Keys]) -> None:
    """Before several are admitted in one transaction: the accounts there are, in the order of every flow
    (docs/architecture.md), then what there may be only one of, in an order of its own. One at a time, in the order of a
    list, two lists would wait for each other, and for a mail that is about to leave.
    """
    emails, domains, names = (list(part) for part in zip(*keys, strict=True))
    await session.scalars(KNOWN, {"emails": emails, "domains": domains, "names": names})
    alone = [(EMAIL, name) for name in emails] + [(DOMAIN, name) for name in domains] + [(NAME, name) for name in names]
    await session.execute(ALONE, {"spaces": [space for space, _ in alone], "names": [name for _, name in alone]})


async def admit_contact(
    session: AsyncSession,
    person: NewContact,
    company: NewAccount,
    now: datetime,
    by: str,
    *,
    account_id: int | None = None,
) -> Admitted:
    """Find or make the account, then the contact. Nobody is admitted twice: the address is the key."""
    email = addresses.normalise(person.email, "email")
    await _check(session, person, company)
    await session.execute(ALONE, {"spaces": [EMAIL], "names": [email]})
    suppression = await refuse_erased(session, email)
    warning = f"suppressed ({suppression.words}); will not be mailed" if suppression else ""
    known = (await session.scalars(select(Contact).where(col(Contact.email) == email))).one_or_none()
    if known is not None:
        account = await session.get_one(Account, known.account_id)
        filled = [_fill(known, person, CONTACT_FIELDS), _fill(account, company, ACCOUNT_FIELDS)]
        if any(filled):
            await _look_again(session, account, now)
        return Admitted(known, account, new=False, warning=warning)
    account = await _account(session, email, company, now, by, account_id)
    values = {**person.__dict__, "email": email, "name": person.name.strip() or addresses.guess_name(email)}
    contact = Contact(account_id=account.id, created_at=now, **values)
    session.add(contact)
    await session.flush()
    record(session, now, "contact.admitted", why=person.source, by=by, account_id=account.id, contact_id=contact.id)
    return Admitted(contact, account, new=True, warning=warning)


async def refuse_erased(session: AsyncSession, email: str) -> Suppression | None:
    """What else covers a normalised address. Nothing is kept again of somebody who was erased, in whatever list they
    are."""
    suppression = await suppression_of(session, email)
    at = suppression.erased_at if suppression is not None else None
    if at is not None or erasure.is_stand_in(email):
        when = f" on {at:%Y-%m-%d}" if at is not None else ""
        raise Conflict(
            f"this person was erased{when} and must not be kept again.",
            field="email",
            remedy="Leave them out; an administrator may lift it under Settings, Never mailed.",
        )
    return suppression


async def _check(session: AsyncSession, person: NewContact, company: NewAccount) -> None:
    if not person.source.strip():
        raise Invalid("is missing.", field="source", remedy="Say where the name is from, e.g. 'website research'.")
    for zone, name in ((person.time_zone, "time_zone"), (company.time_zone, "account.time_zone")):
        if zone:
            windows.zone_of(zone, name)
    if policies.as_far_as_read((await workspace_of(session)).policies).require_basis and not person.basis.strip():
        raise Invalid("is missing and the workspace demands it.", field="basis", remedy="Note the lawful basis.")


async def admit_account(session: AsyncSession, company: NewAccount, now: datetime, by: str) -> tuple[Account, bool]:
    """The account of this name or domain, made when there is none. True when it is new."""
    if not _named(company) and not company.domain.strip():
        raise Invalid("is missing.", field="name", remedy="Give the company's name, its domain, or both.")
    domain = addresses.own_domain(company.domain) if company.domain else ""
    if company.time_zone:
        windows.zone_of(company.time_zone, "time_zone")
    return await _find_or_make(session, company, domain, now, by)


async def _account(
    session: AsyncSession, email: str, company: NewAccount, now: datetime, by: str, account_id: int | None
) -> Account:
    if account_id is not None:
        return await session.get_one(Account, account_id)
    group = keys_of(email, company).domain
    if not group and not _named(company):
        raise Invalid(
            f"{email} is a free-mail address and no company is named.",
            field="account.name",
            remedy="Name the company, or use the person's address at work.",
        )
    account, _ = await _find_or_make(session, company, group, now, by)
    return account


async def _find_or_make(
    session: AsyncSession, company: NewAccount, domain: str, now: datetime, by: str
) -> tuple[Account, bool]:
    """By domain group first, then by normalised name: "Acme Corp" and acme.com are one (M7)."""
    name = _name_of(company, domain)
    name_key = addresses.company_key(name)
    # both are keys: two at once must not make two of either
    await session.execute(ALONE, {"spaces": [NAME, DOMAIN], "names": [name_key, domain]})
    account = await _known(session, domain, name_key)
    new = account is None
    if account is not None:
        if _fill(account, company, ACCOUNT_FIELDS):
            await _look_again(session, account, now)
    else:
        values = {key: value for key, value in company.__dict__.items() if key not in {"name", "domain"}}
        account = Account(name=name, name_key=name_key, bin_since=now, bin_by=by, created_at=now, **values)
        session.add(account)
        await session.flush()
        record(session, now, "account.admitted", by=by, account_id=account.id)
    if domain and await session.get(AccountDomain, domain) is None:
        session.add(AccountDomain(domain=domain, account_id=account.id))
        await session.flush()
    return account, new


async def _known(session: AsyncSession, domain: str, name_key: str) -> Account | None:
    if domain:
        owner = await session.get(AccountDomain, domain)
        if owner is not None:
            return await session.get_one(Account, owner.account_id)
    query = select(Account).where(col(Account.name_key) == name_key).order_by(col(Account.id)).limit(1)
    return (await session.scalars(query)).one_or_none() if name_key else None


def _fill(row: Contact | Account, given: NewContact | NewAccount, names: tuple[str, ...]) -> bool:
    """Empty fields are filled, known ones are left: an import must not overwrite what a rep has typed. Whether any
    was."""
    new = {name: getattr(given, name) for name in names if not getattr(row, name) and getattr(given, name)}
    for name, value in new.items():
        setattr(row, name, value)
    before, row.custom = row.custom, {**row.custom, **given.custom, **filled(row.custom)}
    return bool(new) or row.custom != before


async def _look_again(session: AsyncSession, account: Account, now: datetime) -> None:
    """A text may have waited for the field, and a zone or a country moves the window."""
    await session.flush()
    await look_again(session, now, account_ids=[account.id])
