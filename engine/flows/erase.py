"""Erase one person (GDPR, article 17): what is left is a keyed hash of their address, and rows without a word of them.

In one transaction: it is done or it is not. Rows keep states and moments, so that reports count what they counted, and
Message-IDs and digests, so that nothing is sent or read twice. Erasing again finds what has come since.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, delete, false, func, or_, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows import enrollments, erase_mails
from engine.flows.admit import ALONE, EMAIL
from engine.flows.erase_mails import WAITS
from engine.flows.locked import ERASING, lock_accounts_of
from engine.flows.one_person import Person, any_of, forms_of, moved_on, person_of
from engine.flows.suppress import ASKED_FOR, HARD_BOUNCE
from engine.flows.withdraw import take_out as withdraw
from engine.rules import addresses, erasure
from engine.rules.correspondence import hashed as correspondent
from engine.rules.erasure import Traces
from engine.rules.vocabulary import ContactState, EnrollmentState
from engine.store import traces
from engine.store.ahead import ADDRESSES
from engine.store.answers import BY_NOBODY
from engine.store.columns import among
from engine.store.facts import own_addresses
from engine.store.journal import record
from engine.store.mail import FoundState
from engine.store.suppressions import erased, hashes_of
from engine.store.tables import (
    Account,
    Activity,
    Contact,
    Correspondent,
    Enrollment,
    FoundPerson,
    MessageIn,
    MessageOut,
    Notice,
    Opportunity,
    ResponseTask,
    Suppression,
)

GONE = ContactState.SUPPRESSED
REASON = "erased"
COUNTED = ASKED_FOR | {HARD_BOUNCE}
"""Reasons of a suppression; others are somebody's words."""


@dataclass(frozen=True)
class Kept:
    """How much is kept of somebody, in rows."""

    contacts: int
    mails_to_them: int
    mails_from_them: int
    """Also what others wrote in the conversation with them."""
    named_by_others: int
    work: int
    opportunities: int
    log: int
    addresses: list[str]
    """All that are theirs and go along, the one that was asked for first."""
    erased_at: datetime | None
    """When they were erased before: what is there has come since."""
    moved_on: list[str]
    """Addresses of contacts who were written to at this one before. They are not erased with it: whether it is the same
    person, or whom the mails were meant for, nobody can say here."""


async def kept(session: AsyncSession, address: str) -> Kept:
    """What would be gone. Of words elsewhere that name them nothing is known before everything is looked at."""
    return await _count(session, await _person(session, address))


async def erase(session: AsyncSession, address: str, now: datetime, by: str) -> Kept:
    """What was kept, and is gone. Locks in the order of all flows: mails that came (all, so that none is stored,
    read or corrected meanwhile), accounts, addresses, mails that leave."""
    await session.execute(ERASING)
    person = await _locked(session, address)
    await erase_mails.refuse_in_flight(session, person.keys)
    count = await _count(session, person)
    named = await _traces(session, person)
    scope = await _scope(session, person)
    await _stop(session, person, now, by)
    mails = await erase_mails.erase_mails(session, person.keys, person.forms, named, scope, now)
    stand_ins = await _never_again(session, person, now, by)
    await _blank(session, person, stand_ins, mails, now)
    await traces.take_out(session, named.quoting(mails.quotes), person.forms, _with_mails(scope, mails))
    await _rename(session, scope["account"])
    known_by = hashes_of(session, person.addresses[0])[0]
    record(session, now, "person.erased", by=by, contact_id=next(iter(person.keys), None), hash=known_by)
    return count


async def _person(session: AsyncSession, address: str) -> Person:
    """Whoever may be erased."""
    if erasure.is_stand_in(address):
        raise Invalid("stands for somebody who was erased.", field="address", remedy="Give the address that they had.")
    person = await person_of(session, address)
    if set(person.addresses) & {addresses.mailbox_of(one) for one in await own_addresses(session)}:
        raise Invalid("belongs to one of you.", field="address", remedy="Remove the mailbox, or the user, instead.")
    return person


async def _locked(session: AsyncSession, address: str) -> Person:
    person = await _person(session, address)
    await lock_accounts_of(session, among(col(Contact.id), person.keys))
    names = sorted(person.forms)
    await session.execute(ALONE, {"spaces": [EMAIL] * len(names), "names": names})
    await session.execute(ADDRESSES, {"emails": names})
    return await _person(session, address)


async def _traces(session: AsyncSession, person: Person) -> Traces:
    """Names and numbers as they are known here, and as others have given them. A mail may be signed by their company,
    which keeps its name; a number that colleagues have as well is the company's."""
    found = select(col(FoundPerson.name), col(FoundPerson.phone), col(FoundPerson.account_id))
    named = (await session.execute(found.where(any_of(FoundPerson.email, person.addresses)))).all()
    rows = [(row.name, row.phone) for row in named]
    rows += [(contact.name, contact.phone) for contact in person.contacts]
    wrote = select(col(MessageIn.from_name)).where(any_of(MessageIn.from_address, person.addresses))
    signed = list(await session.scalars(wrote.distinct()))
    companies = select(col(Account.name_key)).where(among(col(Account.id), person.account_ids))
    theirs = set(await session.scalars(companies))
    names = {name for name, _ in rows} | {name for name in signed if addresses.company_key(name) not in theirs}
    account_ids = {*person.account_ids, *(row.account_id for row in named)}
    numbers = select(col(Contact.phone)).where(
        among(col(Contact.account_id), account_ids), ~among(col(Contact.id), person.keys)
    )
    of_all = {erasure.tail_of(phone) for phone in await session.scalars(numbers.distinct())}
    return erasure.traces(person.forms, names, {phone for _, phone in rows if erasure.tail_of(phone) not in of_all})


async def _scope(session: AsyncSession, person: Person) -> dict[str, list[int]]:
    """Where a name without an address is theirs: at their company, also under what was merged into it. Mails about
    overdue work name people only."""
    theirs = among(col(Account.id), person.account_ids) | among(col(Account.merged_into_id), person.account_ids)
    accounts = list(await session.scalars(select(col(Account.id)).where(theirs)))
    colleagues = select(col(Contact.id)).where(among(col(Contact.account_id), person.account_ids))
    ids = list(await session.scalars(colleagues))
    return {
        "contact_id": ids,
        "account_id": accounts,
        "account": accounts,
        "notice": list(await session.scalars(select(col(Notice.id)))),
    }


def _with_mails(scope: dict[str, list[int]], mails: erase_mails.Erased) -> dict[str, list[int]]:
    """And what was noted because of their mails: of whom they wrote for, and in the log."""
    touched = mails.touched.get("contact", set())
    more = {**mails.touched, "message_in": mails.read, "message_in_id": mails.read, "contact_id": touched}
    return {name: [*scope.get(name, ()), *more.get(name, ())] for name in {*scope, *more}}


async def _count(session: AsyncSession, person: Person) -> Kept:
    async def rows(model: type, *where: ColumnElement[bool]) -> int:
        return await session.scalar(select(func.count()).select_from(model).where(or_(*where))) or 0

    keys = [contact.id for contact in person.contacts]
    return Kept(
        contacts=len(keys),
        mails_to_them=await rows(MessageOut, among(col(MessageOut.contact_id), keys)),
        mails_from_them=await rows(
            MessageIn,
            among(col(MessageIn.contact_id), keys),
            any_of(MessageIn.from_address, person.addresses),
        ),
        named_by_others=await rows(FoundPerson, any_of(FoundPerson.email, person.addresses)),
        work=await rows(ResponseTask, among(col(ResponseTask.contact_id), keys)),
        opportunities=await rows(Opportunity, among(col(Opportunity.contact_id), keys)),
        log=await rows(Activity, among(col(Activity.contact_id), keys)),
        addresses=list(person.addresses),
        erased_at=(await erased(session, person.addresses[:1])).get(person.addresses[0]),
        moved_on=await moved_on(session, person),
    )


# --- what is done ---------------------------------------------------------------------------------------------


async def _stop(session: AsyncSession, person: Person, now: datetime, by: str) -> None:
    for contact in person.rows:
        for enrollment in await enrollments.of_contact(session, contact.id):
            if enrollment.state is EnrollmentState.ACTIVE:
                await enrollments.end(session, enrollment, EnrollmentState.STOPPED, REASON, now)
    answers = select(MessageOut).where(
        among(col(MessageOut.contact_id), person.keys),
        col(MessageOut.enrollment_id).is_(None),
        col(MessageOut.state).in_(WAITS),
    )
    for out in await session.scalars(answers.order_by(col(MessageOut.id)).with_for_update()):
        await withdraw(session, out, now, by)
    await session.flush()


async def _never_again(session: AsyncSession, person: Person, now: datetime, by: str) -> dict[int, str]:
    """The suppressions, and what stands in each contact's place of an address, by which it is found again. A row there
    was goes on under it, for what somebody had asked for before is counted by its reason."""
    stand_ins = {contact.email: erasure.stand_in(token_hex(8)) for contact in person.contacts}
    rows = {row.address: row for one in person.addresses for row in await _suppressions(session, one)}
    known = {row.hash for row in rows.values() if row.hash}
    for one in dict.fromkeys([*stand_ins, *person.addresses, *(row.address or "" for row in rows.values())]):
        if erasure.is_stand_in(one):
            rows[one].erased_at = now
            continue
        theirs = hashes_of(session, one)
        is_new = known.isdisjoint(theirs)
        if not (is_new or one in rows or one in stand_ins):
            continue
        row = rows.get(one) or Suppression(reason=REASON, created_at=now)
        row.address = stand_ins.get(one) or erasure.stand_in(token_hex(8))
        row.source, row.erased_at = by, now
        row.reason = row.reason if row.reason in COUNTED else REASON
        if is_new:
            row.hash = theirs[0]
            known.add(row.hash)
        session.add(row)
    await session.flush()
    return {contact.id: stand_ins.get(contact.email, contact.email) for contact in person.rows}


async def _suppressions(session: AsyncSession, email: str) -> list[Suppression]:
    hashes = col(Suppression.hash).in_(hashes_of(session, email))
    query = select(Suppression).where(forms_of(Suppression.address, email) | hashes).order_by(col(Suppression.id))
    return list(await session.scalars(query.with_for_update()))


async def _blank(
    session: AsyncSession,
    person: Person,
    stand_ins: dict[int, str],
    mails: erase_mails.Erased,
    now: datetime,
) -> None:
    """Rows about them keep what is counted."""
    keys, said = person.keys, erasure.said(now)
    nothing = {
        "name": erasure.ERASED,
        "title": "",
        "level": 0,
        "phone": "",
        "time_zone": "",
        "language": "",
        "basis": "",
    }
    for contact in person.rows:
        values = {**nothing, "away_until": None, "away_why": "", "custom": {}, "state": GONE, "state_why": said}
        for name, value in {**values, "email": stand_ins[contact.id]}.items():
            setattr(contact, name, value)
    await session.flush()
    stand_in = select(col(Contact.email)).where(col(Contact.id) == MessageOut.contact_id).scalar_subquery()
    reached = among(col(MessageOut.contact_id), keys) & (col(MessageOut.to_address) != "")
    await _set(session, MessageOut, reached, to_address=stand_in)
    await _set(session, Enrollment, among(col(Enrollment.contact_id), keys), state_why=said)
    theirs = among(col(ResponseTask.contact_id), keys) | among(col(ResponseTask.message_in_id), mails.gone)
    left = theirs & col(ResponseTask.done_at).is_(None)
    await _set(session, ResponseTask, left, done_at=now, done_by=BY_NOBODY)  # nobody has answered them
    await _set(session, ResponseTask, theirs, note="", done_how=said)
    named = any_of(FoundPerson.email, person.addresses)
    found = named | among(col(FoundPerson.message_in_id), mails.gone) | among(col(FoundPerson.contact_id), keys)
    await _set(session, FoundPerson, found & (col(FoundPerson.state) == FoundState.OPEN), state=FoundState.DISMISSED)
    words = ("name", "email", "phone", "title", "sentence", "topic")
    await _set(session, FoundPerson, found, **dict.fromkeys(words, ""))
    await _set(session, Opportunity, among(col(Opportunity.contact_id), keys), notes="", state_why="")
    await session.execute(traces.LOG)
    because = or_(false(), *[col(Activity.why).like(f"%: mail {one}: %") for one in mails.gone])  # engine.flows.effects
    about = among(col(Activity.contact_id), keys) | among(col(Activity.message_in_id), mails.gone)
    about |= (col(Activity.what) == "suppressed") & because
    await _set(session, Activity, about, why="")
    met = [correspondent(one) for one in person.forms]
    await session.execute(delete(Correspondent).where(col(Correspondent.who).in_(met)))


async def _set(session: AsyncSession, model: type, where: ColumnElement[bool], **values: object) -> None:
    await session.execute(update(model).where(where).values(**values).execution_options(synchronize_session=False))


async def _rename(session: AsyncSession, account_ids: Collection[int]) -> None:
    """A company that had their name is found by what is left of it; so is one that was merged into theirs."""
    query = select(Account).where(among(col(Account.id), account_ids)).execution_options(populate_existing=True)
    for account in await session.scalars(query):
        if erasure.ERASED in account.name:
            account.name_key = addresses.company_key(account.name)
