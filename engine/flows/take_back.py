"""What a reading did is taken back as if the mail had never come (decision 0005).

Mails of the same company that were read later have built on it: what they did is taken back first, and done again
after it on what is left. What people have decided since is not done again, and what was made for them stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows import effects
from engine.flows.carry_out import known_of
from engine.flows.go_on import taken_back
from engine.flows.locked import LARGEST, SEQUENCES, lock_accounts_of
from engine.flows.people import open_contact
from engine.flows.suppress import stop
from engine.rules.reading.verdict import Person, Verdict
from engine.rules.vocabulary import BounceClass, ContactState, Kind, Relation
from engine.store import deeds, journal
from engine.store.columns import among
from engine.store.copies import IS_COPY
from engine.store.mail import InState
from engine.store.suppressions import suppression_of
from engine.store.tables import (
    Account,
    Contact,
    Enrollment,
    FoundPerson,
    FoundState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
)

DOES_NOTHING = (Kind.DELAY, Kind.AUTO_ACKNOWLEDGEMENT, Kind.READ_RECEIPT, Kind.OWN_MAIL, Kind.UNRELATED)
DERIVED = {"account", "contact", "enrollment", "message_out", "response_task"}
"""Tables of which a mail's changes are done again; rows that it made are not made anew, but for suppressions."""
DECIDED = {"account", "contact"}
"""Of these a person's newer word stays. A mail that has left meanwhile is none that waits, and is not touched."""


REPORTED = frozenset({"bounced", "bounced_at"})
"""What each report about a mail says anew."""


@dataclass(frozen=True)
class Later:
    """A mail whose deeds are to be done again. `left`: the fields that it had changed; `decided`: what people changed
    after it, before the next one."""

    row: MessageIn
    left: dict[deeds.Place, Any]
    decided: dict[deeds.Place, Any]


@dataclass
class Undone:
    done: list[dict[str, Any]] = field(default_factory=list)
    decided: list[deeds.Place] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    owner_id: int | None = None
    """Whose work the mail was: somebody may have handed it over."""
    came_back: bool = False
    """Whether something is to be done that no reading asks for: what was done about it has come to nothing."""

    def keys(self, table: str) -> set[int]:
        return {key for name, key in map(deeds.row_of, self.done) if name == table}


async def lock_all(session: AsyncSession, row: MessageIn, contact_id: int | None = None) -> None:
    """What a correction touches, in the order of all flows: mails, then the accounts of all of them, of those who wrote
    them, whom an opt-out stops wherever they are, and of the contact that a person named."""
    rows = [row, *await _later(session, row)]
    keys = {mail.contact_id for mail in rows} | {contact_id}
    known = [key for key in keys if key is not None and 0 < key <= LARGEST]
    wrote = {mail.from_address for mail in rows} | set(await suppressed_by(session, row))
    await lock_accounts_of(session, among(col(Contact.id), known) | col(Contact.email).in_(sorted(wrote)))


async def undo_reading(session: AsyncSession, row: MessageIn) -> Undone:
    """What people have done since stays: accepted persons are contacts, dismissed ones nobody, finished tasks done,
    suppressions asked for by others valid. `mend` it when all that follows instead is done."""
    rows = [row, *await _later(session, row)]  # locked before their accounts, as by whoever answers one
    for contact_id in sorted({mail.contact_id for mail in rows if mail.contact_id is not None}):
        await open_contact(session, contact_id)
    if any(deeds.row_of(deed)[0] == Enrollment.__tablename__ for mail in rows for deed in mail.effects):
        await session.execute(SEQUENCES)  # before the mailbox, which a reading may have stopped
    undone = Undone(**await _work(session, row))
    for mail in reversed(await _later(session, row)):
        again = [deed for deed in mail.effects if _is_derived(deed)]
        undone.later.insert(0, Later(mail, deeds.places(again), await deeds.undo(session, again)))
        mail.effects = [deed for deed in mail.effects if deed not in again]
        undone.done += again
    kept = await _kept(session, row)
    mine = [deed for deed in row.effects if deeds.row_of(deed) not in kept]
    undone.decided = list(await deeds.undo(session, mine))
    undone.done += mine
    row.effects = []
    for task in await session.scalars(
        select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id, col(ResponseTask.done_at).is_(None))
    ):
        await session.delete(task)
    await session.flush()
    return undone


async def mend(session: AsyncSession, row: MessageIn, undone: Undone, why: str, now: datetime) -> None:
    """The work stays with whoever had it; the later mails do again what they did. Whoever is on the suppression list is
    stopped, and the sequences that are active again can go on."""
    await session.flush()
    await _same_owner(session, row, undone)
    await _do_again(session, row, undone)
    for key in sorted(undone.keys("contact") | ({row.contact_id} if row.contact_id else set())):
        contact = await session.get(Contact, key)
        if contact is not None and (suppression := await suppression_of(session, contact.email)):
            is_said = contact.state is ContactState.SUPPRESSED
            await stop(session, contact, contact.state_why if is_said else suppression.reason, now)
    await taken_back(session, undone.keys("enrollment"), why, now)


async def _work(session: AsyncSession, row: MessageIn) -> dict[str, Any]:
    """Of what is open, else of what was done last."""
    work = select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id)
    latest = work.order_by(col(ResponseTask.done_at).desc().nulls_first(), col(ResponseTask.id).desc())
    tasks = list(await session.scalars(latest))
    made = {deeds.row_of(deed) for deed in row.effects if "made" in deed}
    came_back = any(task.done_at is None and (task.__tablename__, task.id) not in made for task in tasks)
    return {"owner_id": tasks[0].owner_id, "came_back": came_back} if tasks else {}


async def _same_owner(session: AsyncSession, row: MessageIn, undone: Undone) -> None:
    if undone.owner_id is not None:
        mine = (col(ResponseTask.message_in_id) == row.id, col(ResponseTask.done_at).is_(None))
        for task in await session.scalars(select(ResponseTask).where(*mine)):
            task.owner_id = undone.owner_id


async def _do_again(session: AsyncSession, corrected: MessageIn, undone: Undone) -> None:
    """As of the moment at which each was read. What the log says of it was said then. What none of the mails had
    changed was as each wanted it, or has been changed by people since."""
    moved = deeds.places([*undone.done, *corrected.effects])
    decided = await deeds.look_up(session, undone.decided)
    for later in undone.later:
        row = later.row
        out = await session.get(MessageOut, row.out_id) if row.out_id is not None else None
        contact = await session.get(Contact, row.contact_id) if row.contact_id is not None else None
        case = effects.Case(row, known_of(row), verdict_of(row), out, contact, again=True)
        decided = {place: value for place, value in decided.items() if place not in later.left} | later.decided
        people = [contact, await session.get(Account, contact.account_id)] if contact is not None else []
        still = {place: value for place, value in deeds.fields_of(people).items() if place not in moved}
        assert row.read_at is not None
        with journal.silent(session), deeds.remembered(session) as memory:
            await effects.apply(session, case, row.read_at)
            await deeds.set_all(session, still | {place: decided[place] for place in decided if place[0] in DECIDED})
        await session.flush()
        row.effects = [*row.effects, *memory.deeds()]


def verdict_of(row: MessageIn) -> Verdict:
    """As it was read, or as a person has said it is: the people named stay named."""
    read = row.verdict

    def day(name: str) -> date | None:
        return date.fromisoformat(read[name]) if read.get(name) else None

    bounce = BounceClass(read["bounce"]) if read.get("bounce") else BounceClass.SOFT
    return Verdict(
        kind=row.kind or Kind.OTHER,
        confidence=1.0 if row.corrected_by else row.confidence,
        rule=read.get("rule", ""),
        because=f"{row.corrected_by} said so" if row.corrected_by else row.because,
        bounce=bounce if row.kind is Kind.BOUNCE else None,
        status=read.get("status", ""),
        reason=read.get("reason", ""),
        failed_recipients=tuple(read.get("failed_recipients", ())),
        original_message_id=read.get("original_message_id", ""),
        return_date=day("return_date"),
        check_back_date=day("check_back_date"),
        people=tuple(
            Person(**{**person, "relation": Relation(person["relation"])}) for person in read.get("people", ())
        ),
        new_address=read.get("new_address", ""),
    )


async def suppressed_by(session: AsyncSession, row: MessageIn) -> list[str]:
    """The addresses that are on the suppression list because of a mail."""
    made = [key for table, key in map(deeds.row_of, row.effects) if table == "suppression"]
    return list(await session.scalars(select(col(Suppression.address)).where(col(Suppression.id).in_(made))))


async def _later(session: AsyncSession, row: MessageIn) -> Sequence[MessageIn]:
    """Those read after it that do anything, of the same company or about an address that it suppressed, the first
    first. Not what a person has lifted since, nor a bounce of a mail that was tried again."""
    if row.read_at is None:
        return []
    addresses = await suppressed_by(session, row)
    account = select(col(Contact.account_id)).where(col(Contact.id) == row.contact_id).scalar_subquery()
    contacts = select(col(Contact.id)).where(col(Contact.account_id) == account)
    query = select(MessageIn).where(
        col(MessageIn.contact_id).in_(contacts) | col(MessageIn.from_address).in_(addresses),
        tuple_(col(MessageIn.read_at), col(MessageIn.id)) > (row.read_at, row.id),
        col(MessageIn.state) == InState.READ,
        col(MessageIn.kind).not_in(DOES_NOTHING),
        ~IS_COPY,
    )
    ordered = query.order_by(col(MessageIn.read_at), col(MessageIn.id))
    found = await session.scalars(ordered.with_for_update(key_share=True))
    return [mail for mail in found if not await _is_over(session, mail)]


async def _is_over(session: AsyncSession, mail: MessageIn) -> bool:
    """A bounce after which its mail was tried again, or is about to be: what follows from it is under way. Another
    report about the same try changes nothing of that."""
    out = await session.get(MessageOut, mail.out_id) if mail.kind is Kind.BOUNCE and mail.out_id is not None else None
    if out is None or mail.read_at is None:
        return False
    if (out.sending_at or mail.read_at) > mail.read_at:
        return True
    return not await deeds.stand(session, mail.effects, MessageOut.__tablename__, but=REPORTED)


def _is_derived(deed: dict[str, Any]) -> bool:
    table = deed.get("changed") or deed.get("removed")
    return table in DERIVED if table else deed["made"] == "suppression"


async def _kept(session: AsyncSession, row: MessageIn) -> set[tuple[str, int]]:
    done = await session.scalars(
        select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id, col(ResponseTask.done_at).is_not(None))
    )
    people = await session.scalars(
        select(FoundPerson).where(col(FoundPerson.message_in_id) == row.id, col(FoundPerson.state) != FoundState.OPEN)
    )
    kept = {("response_task", task.id) for task in done}
    for person in people:
        kept |= {("found_person", person.id), ("contact", person.contact_id or 0)}
    return kept
