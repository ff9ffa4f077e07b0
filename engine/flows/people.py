"""What a person decides about a contact, many at once, and about people found in answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid, OffhoursError
from engine.flows import accounts, enrollments, tasks
from engine.flows.accept import accept
from engine.flows.admit import ALONE, EMAIL, Entry, admit_all, admit_contact
from engine.flows.baton import live
from engine.flows.bounce import alive_again
from engine.flows.door import Admitted, NewAccount, NewContact, keys_of, refuse_erased
from engine.flows.guesses import guesses
from engine.flows.health import stopped_note
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.flows.patiently import patiently
from engine.flows.settings import check_country
from engine.flows.suppress import HARD_BOUNCE, suppress_address
from engine.rules import addresses, erasure, languages, windows
from engine.rules.vocabulary import ContactState, EnrollmentState
from engine.store.database import Database
from engine.store.journal import record
from engine.store.mail import FoundState
from engine.store.suppressions import erased, suppression_of
from engine.store.tables import Account, Contact, FoundPerson, ImportBatch, MessageIn, ResponseTask

BY_HAND = frozenset(
    {ContactState.ACTIVE, ContactState.RESPONDED, ContactState.DECLINED, ContactState.WRONG_PERSON, ContactState.LEFT}
)
"""States a person may set; bounced and suppressed follow from the suppression list."""
NOT_YET = (FoundState.OPEN, FoundState.DISMISSED)
LARGEST_IMPORT = 1000
AT_ONCE = 50
"""Rows of an import in one transaction, which takes a tenth of a second."""
PATIENCE = 20.0
"""Seconds of machine time in which some rows are tried again: somebody waits for the answer."""


async def admit_one(
    session: AsyncSession, person: NewContact, company: NewAccount, account_id: int | None, now: datetime, by: str
) -> Admitted:
    """A contact as posted."""
    person, company = _checked(person, company)
    if account_id is not None:
        accounts.refuse_merged(await locked(session, Account, account_id, "account"), "account_id")
    return await admit_contact(session, person, company, now, by, account_id=account_id)


def _checked(person: NewContact, company: NewAccount) -> tuple[NewContact, NewAccount]:
    """Language and country in the form that is kept: found people bring none of their own."""
    person = replace(person, language=languages.code_of(person.language))
    return person, replace(company, country=check_country(company.country, "account.country"))


@dataclass(frozen=True)
class RowResult:
    """One row of an import. `contact_id` is None when it was refused."""

    row: int
    contact_id: int | None = None
    account_id: int | None = None
    new: bool = False
    warning: str = ""
    field: str = ""
    problem: str = ""
    remedy: str = ""


async def import_rows(
    database: Database,
    source: str,
    rows: list[dict[str, Any]],
    read_row: Callable[[dict[str, Any]], Any],
    now: datetime,
    by: str,
    *,
    patience: float = PATIENCE,
) -> tuple[ImportBatch | None, list[RowResult]]:
    """Each row on its own: a bad one keeps nobody else out. Rows that came together are judged together by bounces.

    In transactions of a few rows, for mails and answers of a company that is known wait while it is filled in. What was
    brought in before a failure stays: sending the rows again makes nobody twice. What `read_row` makes of a row has
    `person(source, batch_id)` and `company()`; it raises Invalid. No batch is kept when nobody was new.
    """
    if not source.strip():
        raise Invalid("is missing.", field="source", remedy="Say where the names are from, e.g. 'list of Acme Data'.")
    async with database.begin() as session:
        batch = ImportBatch(source=source.strip(), supplied_by=by, created_at=now)
        session.add(batch)
    results: list[RowResult] = []
    for start in range(0, len(rows), AT_ONCE):
        read = [_read(number, row, read_row, batch) for number, row in enumerate(rows[start:][:AT_ONCE], start)]
        results += await patiently(
            partial(_admit, database, read, start, now, by), kept="rows of an import", patience=patience
        )
    if any(result.new for result in results):
        return batch, results
    async with database.begin() as session:
        await session.delete(batch)
    return None, results


def _read(
    number: int, row: dict[str, Any], read_row: Callable[[dict[str, Any]], Any], batch: ImportBatch
) -> Entry | RowResult:
    try:
        read = read_row(row)
        entry = Entry(*_checked(read.person(batch.source, batch.id), read.company()))
        keys_of(entry.person.email, entry.company)  # whether address and domain are well written
    except OffhoursError as wrong:
        return _refused(number, wrong)
    return entry


def _refused(number: int, wrong: OffhoursError) -> RowResult:
    return RowResult(number, field=wrong.field, problem=wrong.problem, remedy=wrong.remedy)


async def _admit(
    database: Database, rows: list[Entry | RowResult], first: int, now: datetime, by: str
) -> list[RowResult]:
    async with database.begin() as session:
        came = iter(await admit_all(session, [row for row in rows if isinstance(row, Entry)], now, by))
        return [
            row if isinstance(row, RowResult) else _result(number, next(came)) for number, row in enumerate(rows, first)
        ]


def _result(number: int, came: Admitted | OffhoursError) -> RowResult:
    if isinstance(came, OffhoursError):
        return _refused(number, came)
    return RowResult(number, came.contact.id, came.account.id, came.new, came.warning)


async def resume_batch(session: AsyncSession, batch: ImportBatch, now: datetime, by: str) -> None:
    """Somebody has looked at the list and vouches for it; it is judged anew by later bounces."""
    if batch.paused_at is None:
        raise Conflict("is not paused.", field="import_batch", remedy="Nothing needs to be done.")
    work = select(ResponseTask).where(
        col(ResponseTask.note) == stopped_note(batch),
        col(ResponseTask.message_in_id).is_(None),
        col(ResponseTask.done_at).is_(None),
    )
    for task in await session.scalars(work.with_for_update()):
        await tasks.done(session, task, "import resumed", now, by)
    batch.paused_at, batch.paused_why = None, ""
    await look_again(session, now, batch_id=batch.id)
    record(session, now, "batch.resumed", by=by, batch=batch.id)


async def open_contact(session: AsyncSession, contact_id: int, goal_id: int | None = None) -> tuple[Contact, Account]:
    """The account is locked first, as in every flow; with the one they are to be moved to, in the same order. Of
    somebody who was moved meanwhile the new one as well."""
    contact = await session.get(Contact, contact_id) if 0 < contact_id < 2**63 else None
    if contact is not None:
        for account_id in sorted({contact.account_id, goal_id or contact.account_id}):
            await locked(session, Account, account_id, "account")
    contact = await locked(session, Contact, contact_id, "contact")
    return contact, await locked(session, Account, contact.account_id, "account")


async def edit_contact(
    session: AsyncSession, contact_id: int, changes: dict[str, Any], now: datetime, by: str
) -> Contact:
    """A new address or account keeps the enrollment; a state other than active ends it."""
    goal_id = changes.pop("account_id", None)
    contact, account = await open_contact(session, contact_id, goal_id)
    if erasure.is_stand_in(contact.email):
        raise Conflict("was erased.", field="contact", remedy="Nothing can be noted of them any more.")
    before = account
    if goal_id not in {None, account.id}:
        account = await _move(session, contact, account, goal_id, now, by)
    if changes.get("time_zone"):
        windows.zone_of(changes["time_zone"], "time_zone")
    if "language" in changes:
        changes["language"] = languages.code_of(changes["language"])
    if "custom" in changes:
        changes["custom"] = accounts.merged(contact.custom, changes["custom"])
    if "email" in changes:
        await _readdress(session, contact, changes.pop("email"), now, by)
    if "state" in changes:
        await _restate(session, contact, changes.pop("state"), now, by)
    for name, value in changes.items():
        setattr(contact, name, value)
    record(session, now, "contact.changed", by=by, contact_id=contact.id, account_id=account.id, fields=sorted(changes))
    await session.flush()
    await look_again(session, now, account_ids={before.id, account.id})
    return contact


async def _move(
    session: AsyncSession, contact: Contact, account: Account, goal_id: int, now: datetime, by: str
) -> Account:
    """To another account, e.g. out of a duplicate. A live opportunity keeps its people where nobody prospects (M5)."""
    opportunity = await live(session, account.id)
    if opportunity is not None and opportunity.contact_id == contact.id:
        raise Conflict(
            f"opportunity {opportunity.id} with them is {opportunity.state.value}.",
            field="account_id",
            remedy=f"Move the others to {account.name} instead, or return it first.",
        )
    goal = await session.get_one(Account, goal_id)
    accounts.refuse_merged(goal, "account_id")
    contact.account_id = goal.id
    why = f"{account.name} to {goal.name}"
    record(session, now, "contact.moved", why=why, by=by, contact_id=contact.id, account_id=goal.id)
    return goal


async def _readdress(session: AsyncSession, contact: Contact, email: str, now: datetime, by: str) -> None:
    address = addresses.normalise(email)
    if address == contact.email:
        return
    other = (await session.scalars(select(Contact).where(col(Contact.email) == address))).first()
    if other is not None:
        raise Conflict(f"{address} is contact {other.id}.", field="email", remedy="Work with that contact.")
    await session.execute(ALONE, {"spaces": [EMAIL], "names": [address]})
    refuse_erased(address, (await erased(session, [address])).get(address))
    record(session, now, "contact.readdressed", why=f"{contact.email} to {address}", by=by, contact_id=contact.id)
    said, before, contact.email = await suppression_of(session, contact.email), contact.email, address
    if contact.state is ContactState.BOUNCED:
        alive_again(contact, "new address")
    if said is not None and said.address and said.reason != HARD_BOUNCE:  # it was said by the person, not by an address
        await session.flush()
        await suppress_address(session, address, said.reason, f"said as {before}", now)


async def _restate(session: AsyncSession, contact: Contact, state: ContactState, now: datetime, by: str) -> None:
    if state not in BY_HAND:
        raise Invalid(
            f"{state.value} is not set by hand.",
            field="state",
            remedy="Add the address to the suppressions." if state is ContactState.SUPPRESSED else "Bounces set it.",
        )
    suppression = await suppression_of(session, contact.email)
    if state is ContactState.ACTIVE and suppression is not None:
        raise Conflict(f"is suppressed: {suppression.reason}.", field="state", remedy="Lift the suppression first.")
    contact.state, contact.state_why = state, f"set by {by}"
    if state is not ContactState.ACTIVE:
        for enrollment in await enrollments.of_contact(session, contact.id):
            await enrollments.end(session, enrollment, EnrollmentState.STOPPED, contact.state_why, now)


async def accept_found(
    session: AsyncSession, found_id: int, corrections: dict[str, str], now: datetime, by: str
) -> Contact:
    """The person becomes a contact, with whoever named them as the referrer; also one who was dismissed by mistake."""
    found = await _found(session, found_id, NOT_YET)
    mail = await session.get_one(MessageIn, found.message_in_id)
    if mail.contact_id is None or found.account_id is None:
        raise Conflict("the mail answers nobody we wrote to.", field="found_person", remedy="Add the contact by hand.")
    likely = (await guesses(session, [found])).get(found.id)
    for name, value in corrections.items():
        setattr(found, name, value)
    if not found.email:
        raise Invalid("is not known.", field="email", remedy="Find the address and send it along.")
    found.email = addresses.normalise(found.email)
    referrer, account = await open_contact(session, mail.contact_id)
    guessed = ""
    if likely is not None and found.email == likely.email:
        guessed = f"address guessed: {likely.pattern}, as {likely.examples} of {likely.known} known there"
    contact = await accept(session, found, referrer, account, by, now, guessed=guessed)
    record(
        session,
        now,
        "person.accepted",
        why=guessed or f"named by {referrer.email}",
        by=by,
        account_id=account.id,
        contact_id=contact.id,
        message_in_id=found.message_in_id,
    )
    return contact


async def dismiss_found(session: AsyncSession, found_id: int, now: datetime, by: str) -> FoundPerson:
    found = await _found(session, found_id, (FoundState.OPEN,))
    found.state = FoundState.DISMISSED
    record(session, now, "person.dismissed", by=by, account_id=found.account_id, message_in_id=found.message_in_id)
    return found


async def _found(session: AsyncSession, found_id: int, states: tuple[FoundState, ...]) -> FoundPerson:
    """Its account is locked first: a correction, which takes back who was found, has that before."""
    known = await session.get(FoundPerson, found_id) if 0 < found_id < 2**63 else None
    if known is not None and known.account_id is not None:
        await locked(session, Account, known.account_id, "account")
    found = await locked(session, FoundPerson, found_id, "found person")
    if found.state not in states:
        raise Conflict(f"was {found.state.value} before.", field="found_person", remedy="Nothing needs to be done.")
    return found
