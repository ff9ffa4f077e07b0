"""The door for contacts: what is known of those who want in is asked for once, each is decided about in memory, and who
came in is written down together. A thousand rows of a list are a few hundred statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Text, func, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.look_again import look_again
from engine.rules import addresses, erasure, policies, windows
from engine.rules.compose import filled
from engine.store.columns import among, listed
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.suppressions import erased, suppressed
from engine.store.tables import Account, AccountDomain, Contact, User

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
CONTACTS = select(Contact).where(listed(col(Contact.email), "emails", Text))
DOMAINS = select(AccountDomain).where(listed(col(AccountDomain.domain), "domains", Text))
STAYS = func.coalesce(Account.merged_into_id, Account.id)
"""The account itself; of a duplicate that was merged the one that stays."""
NAMED = (
    select(col(Account.name_key), func.min(STAYS).label("stays"))
    .where(listed(col(Account.name_key), "names", Text))
    .group_by(col(Account.name_key))
)


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
    """`new` is false for somebody already known, whose empty fields were filled in. They have their numbers once they
    are written down."""

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
    return Keys(email, group, addresses.company_key(name_of(company, group)))


def name_of(company: NewAccount, domain: str) -> str:
    return named(company) or domain.split(".")[0].title()


def named(company: NewAccount) -> str:
    """Nothing, also for what stands in lists in place of a name: it would make one company of many."""
    return "" if addresses.company_key(company.name) in addresses.FILLERS | {""} else company.name.strip()


def refuse_erased(email: str, at: datetime | None) -> None:
    """Nothing is kept again of somebody who was erased (at `at`), in whatever list they are."""
    if at is not None or erasure.is_stand_in(email):
        when = f" on {at:%Y-%m-%d}" if at is not None else ""
        raise Conflict(
            f"this person was erased{when} and must not be kept again.",
            field="email",
            remedy="Leave them out; an administrator may lift it under Settings, Never mailed.",
        )


class Door:
    """Open in one transaction for some people and companies, of which nobody else makes any meanwhile
    (engine.flows.admit.lock_all)."""

    def __init__(self, now: datetime, by: str) -> None:
        self._now, self._by = now, by
        self._people: dict[str, tuple[Contact, Account]] = {}
        self._by_id: dict[int, Account] = {}
        self._by_domain: dict[str, Account] = {}
        self._by_name: dict[str, Account] = {}
        self._suppressed: dict[str, str] = {}
        self._erased: dict[str, datetime] = {}
        self._owners: Collection[int] = ()
        self._basis_demanded = False
        self._new_people: list[tuple[Contact, Account]] = []
        self._new_accounts: list[Account] = []
        self._new_domains: list[tuple[str, Account]] = []
        self._filled: list[Account] = []

    async def open(
        self, session: AsyncSession, keys: Collection[Keys], account_ids: Collection[int], owner_ids: Collection[int]
    ) -> None:
        """`account_ids`, `owner_ids`: of accounts and users that are named by their numbers."""
        emails, domains, names = (list({part for part in parts if part}) for parts in zip(*keys, strict=True))
        contacts = (await session.scalars(CONTACTS, {"emails": emails})).all() if emails else []
        at = (await session.scalars(DOMAINS, {"domains": domains})).all()
        wanted = {*account_ids, *(one.account_id for one in contacts), *(one.account_id for one in at)}
        called = {row.name_key: row.stays for row in await session.execute(NAMED, {"names": names})}
        query = select(Account).where(among(col(Account.id), {*wanted, *called.values()}))
        self._by_id = {account.id: account for account in await session.scalars(query)}
        self._by_name = {name: self._by_id[key] for name, key in called.items()}
        self._by_domain = {one.domain: self._by_id[one.account_id] for one in at}
        self._people = {one.email: (one, self._by_id[one.account_id]) for one in contacts}
        if emails:
            self._suppressed, self._erased = await suppressed(session, emails), await erased(session, emails)
            self._basis_demanded = policies.as_far_as_read((await workspace_of(session)).policies).require_basis
        if owner_ids:
            self._owners = set(await session.scalars(select(col(User.id)).where(among(col(User.id), owner_ids))))

    def admit(self, person: NewContact, company: NewAccount, account_id: int | None = None) -> Admitted:
        """Find or make the account, then the contact. Nobody is admitted twice: the address is the key. Who is refused
        (Invalid, Conflict) leaves nothing behind."""
        email, domain, name = keys_of(person.email, company)
        self._check(person, company)
        refuse_erased(email, self._erased.get(email))
        why = self._suppressed.get(email)
        warning = f"suppressed ({why}); will not be mailed" if why else ""
        if email in self._people:
            contact, account = self._people[email]
            if any([fill(contact, person, CONTACT_FIELDS), fill(account, company, ACCOUNT_FIELDS)]):
                self._filled.append(account)
            return Admitted(contact, account, new=False, warning=warning)
        if account_id is not None:
            account = self._by_id[account_id]
        elif domain or named(company):
            account, _ = self.company(company, domain, name)
        else:
            raise Invalid(
                f"{email} is a free-mail address and no company is named.",
                field="account.name",
                remedy="Name the company, or use the person's address at work.",
            )
        values = {**person.__dict__, "email": email, "name": person.name.strip() or addresses.guess_name(email)}
        contact = Contact(created_at=self._now, **values)
        self._people[email] = (contact, account)
        self._new_people.append((contact, account))
        return Admitted(contact, account, new=True, warning=warning)

    def company(self, company: NewAccount, domain: str, name: str) -> tuple[Account, bool]:
        """By domain group first, then by normalised name: "Acme Corp" and acme.com are one (M7). True: it is new."""
        account = self._by_domain.get(domain) or self._by_name.get(name)
        new = account is None
        if account is None:
            given = {key: value for key, value in company.__dict__.items() if key not in {"name", "domain"}}
            account = Account(
                name=name_of(company, domain),
                name_key=name,
                bin_by=self._by,
                bin_since=self._now,
                created_at=self._now,
                **given,
            )
            self._new_accounts.append(account)
            if name:
                self._by_name[name] = account
        elif fill(account, company, ACCOUNT_FIELDS):
            self._filled.append(account)
        if domain and domain not in self._by_domain:
            self._by_domain[domain] = account
            self._new_domains.append((domain, account))
        return account, new

    def _check(self, person: NewContact, company: NewAccount) -> None:
        if not person.source.strip():
            raise Invalid("is missing.", field="source", remedy="Say where the name is from, e.g. 'website research'.")
        for zone, name in ((person.time_zone, "time_zone"), (company.time_zone, "account.time_zone")):
            if zone:
                windows.zone_of(zone, name)
        if self._basis_demanded and not person.basis.strip():
            raise Invalid("is missing and the workspace demands it.", field="basis", remedy="Note the lawful basis.")
        if company.owner_id is not None and company.owner_id not in self._owners:
            raise Invalid(f"there is no user {company.owner_id}.", field="account.owner_id", remedy="List the users.")

    async def write(self, session: AsyncSession) -> None:
        """Whoever came in, in an order in which each finds what it refers to."""
        session.add_all(self._new_accounts)
        await session.flush()
        session.add_all(AccountDomain(domain=domain, account_id=account.id) for domain, account in self._new_domains)
        for contact, account in self._new_people:
            contact.account_id = account.id
            session.add(contact)
        await session.flush()
        for account in self._new_accounts:
            record(session, self._now, "account.admitted", by=self._by, account_id=account.id)
        for contact, account in self._new_people:
            about = {"account_id": account.id, "contact_id": contact.id}
            record(session, self._now, "contact.admitted", why=contact.source, by=self._by, **about)
        if known := {account.id for account in self._filled}:
            # a text may have waited for the field, and a zone or a country moves the window
            await look_again(session, self._now, account_ids=known)


def fill(row: Contact | Account, given: NewContact | NewAccount | Account, names: Sequence[str]) -> bool:
    """Empty fields are filled, known ones are left: an import must not overwrite what a rep has typed. Whether any
    was."""
    new = {name: getattr(given, name) for name in names if not getattr(row, name) and getattr(given, name)}
    for name, value in new.items():
        setattr(row, name, value)
    before, row.custom = row.custom, {**row.custom, **given.custom, **filled(row.custom)}
    return bool(new) or row.custom != before
