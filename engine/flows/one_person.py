"""Who somebody is by an address of theirs: their contacts, and all addresses at which they write or were written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules import addresses, erasure
from engine.rules.addresses import is_role_address
from engine.rules.vocabulary import HUMAN_KINDS
from engine.store.columns import among
from engine.store.suppressions import hashes_of
from engine.store.tables import Contact, MessageIn, MessageOut, Suppression
from engine.store.targeting import escape


@dataclass(frozen=True)
class Person:
    """`contacts`: those that are theirs; `blank`: what is left of those who were erased. `addresses`: all that are
    theirs, without what stands behind a plus, the one that was asked for first; `forms`: the same, also as they are
    written in other letters, and those with a plus at which they were written to."""

    contacts: Sequence[Contact]
    blank: Sequence[Contact]
    addresses: tuple[str, ...]
    forms: frozenset[str]

    @property
    def rows(self) -> list[Contact]:
        return [*self.contacts, *self.blank]

    @property
    def keys(self) -> list[int]:
        return [contact.id for contact in self.rows]

    @property
    def account_ids(self) -> list[int]:
        return sorted({contact.account_id for contact in self.rows})


def forms_of(column: object, email: str) -> ColumnElement[bool]:
    """The address, and its forms with a plus."""
    local, _, domain = email.rpartition("@")
    low = func.lower(column)
    return (low == email) | low.like(f"{escape(local)}+%@{escape(domain)}")


def any_of(column: object, emails: Sequence[str]) -> ColumnElement[bool]:
    return or_(*[forms_of(column, email) for email in emails])


async def person_of(session: AsyncSession, address: str) -> Person:
    """With the addresses at which they were written to before, and those from which they answered under their name,
    unless somebody else has one of these now."""
    email = addresses.mailbox_of(addresses.normalise(address, "address"))
    contacts = await _contacts(session, forms_of(Contact.email, email))
    hashes = hashes_of(session, email)
    was_erased = col(Suppression.hash).in_(hashes) | col(Suppression.lifted_hash).in_(hashes)
    left = select(col(Suppression.address)).where(was_erased)
    blank = await _contacts(session, col(Contact.email).in_(left))
    keys = [contact.id for contact in contacts]
    known = {*await session.scalars(_written_to(keys)), *await _wrote_from(session, contacts)}
    known = {one for one in known if "@" in one and not erasure.is_stand_in(one)}
    others = select(col(Contact.email)).where(col(Contact.email).in_(known), ~among(col(Contact.id), keys))
    known -= set(await session.scalars(others))
    further = {addresses.mailbox_of(one) for one in known} - {email}
    forms = {email, *further, *known, *(contact.email for contact in contacts)}
    written = {addresses.in_letters(one) for one in forms}
    return Person(contacts, blank, (email, *sorted(further)), frozenset(forms | written))


async def _contacts(session: AsyncSession, where: ColumnElement[bool]) -> list[Contact]:
    query = select(Contact).where(where).order_by(col(Contact.id))
    return list(await session.scalars(query.execution_options(populate_existing=True)))


def _written_to(keys: Sequence[int]) -> Select[str]:
    """By steps of campaigns: an answer goes to whoever wrote in the conversation, who may be a colleague."""
    return select(col(MessageOut.to_address)).where(
        among(col(MessageOut.contact_id), keys), col(MessageOut.enrollment_id).is_not(None)
    )


async def _wrote_from(session: AsyncSession, contacts: Sequence[Contact]) -> set[str]:
    """In the conversation with them, under their full name: a first name alone may be a colleague's. Not from where
    others write as well, e.g. a help desk."""
    named = {contact.id: _words(contact.name) for contact in contacts if len(_words(contact.name)) > 1}
    at, name = func.lower(MessageIn.from_address), col(MessageIn.from_name)
    theirs = among(col(MessageIn.contact_id), named), col(MessageIn.kind).in_(HUMAN_KINDS)
    wrote = await session.execute(select(at, name, col(MessageIn.contact_id)).where(*theirs))
    found = {address: named[key or 0] for address, name, key in wrote if _words(name) == named[key or 0]}
    found = {address: words for address, words in found.items() if not is_role_address(address.partition("@")[0])}
    all_of_them = await session.execute(select(at, name).where(at.in_(found)).distinct())
    return set(found) - {address for address, name in all_of_them if _words(name) not in {found[address], _words("")}}


def _words(name: str) -> frozenset[str]:
    """Also “Winter, Alex”."""
    return frozenset(name.lower().replace(",", " ").split())


async def moved_on(session: AsyncSession, person: Person) -> list[str]:
    """The addresses of contacts who were written to at this one before: of the same person, or of whom was meant."""
    written = select(col(MessageOut.contact_id)).where(
        forms_of(MessageOut.to_address, person.addresses[0]), col(MessageOut.enrollment_id).is_not(None)
    )
    others = select(col(Contact.email)).where(col(Contact.id).in_(written), ~among(col(Contact.id), person.keys))
    return [one for one in await session.scalars(others.order_by(col(Contact.email))) if not erasure.is_stand_in(one)]
