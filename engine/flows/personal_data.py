"""All that is kept about one person, for whoever asks for it (GDPR, article 15)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.erased_before import people_of
from engine.flows.one_person import any_of, person_of
from engine.flows.read import SENT_ROLE
from engine.rules import addresses
from engine.rules.correspondence import hashed
from engine.store.columns import among
from engine.store.journal import record
from engine.store.suppressions import erased, suppression_of
from engine.store.tables import (
    Account,
    Activity,
    Campaign,
    Correspondent,
    Enrollment,
    FoundPerson,
    Mailbox,
    MessageIn,
    MessageOut,
    Opportunity,
    ResponseTask,
)
from engine.store.traces import raw_that_names

Row = dict[str, Any]


@dataclass(frozen=True)
class PersonalData:
    """Each part in the order of time; times in UTC. Of mails the words: the bytes are at /responses/ID/raw."""

    address: str
    addresses: list[str]
    """All that are theirs: also with a plus, and those at which they were written to before or have answered from."""
    made_at: datetime
    contact: Row | None
    company: str
    suppression: Row | None
    """What covers the address: its own entry, or that of its domain."""
    campaigns: list[Row]
    written_to_them: list[Row]
    typed_to_them: list[Row]
    """What one of us wrote to them in a mail program, of what lies in Sent and was read."""
    received_from_them: list[Row]
    named_by_others: list[Row]
    """Where an answer of somebody else names them, with the sentence."""
    correspondence: list[Row]
    """That a mailbox of ours has written with the address outside of campaigns, and when last."""
    work: list[Row]
    opportunities: list[Row]
    log: list[Row]


async def personal_data(session: AsyncSession, address: str, now: datetime, by: str) -> PersonalData:
    """That it was asked for stands in the log."""
    email = addresses.normalise(address, "address")
    person = await person_of(session, email)
    contact = next((one for one in person.contacts if one.email == email), next(iter(person.contacts), None))
    keys, known = [one.id for one in person.contacts], sorted({email, *person.forms})
    found = PersonalData(
        address=email,
        addresses=known,
        made_at=now,
        contact=_all_of(contact),
        company=(await session.get_one(Account, contact.account_id)).name if contact is not None else "",
        suppression=_all_of(await suppression_of(session, email)),
        campaigns=await _rows(session, _campaigns(keys)),
        written_to_them=await _rows(session, _written(keys, person.addresses)),
        typed_to_them=await _typed(session, person.forms),
        received_from_them=await _rows(session, _received(keys, person.addresses)),
        named_by_others=await _rows(session, _named(person.addresses)),
        correspondence=await _rows(session, _correspondence(known)),
        work=await _rows(session, _work(keys)),
        opportunities=await _rows(session, _opportunities(keys)),
        log=await _rows(session, _log(keys)),
    )
    is_unknown = contact is None and not await erased(session, [email])
    about = contact.id if contact is not None else None
    record(session, now, "person.exported", why=email if is_unknown else "", by=by, contact_id=about)
    return found


def _all_of(row: SQLModel | None) -> Row | None:
    return None if row is None else row.model_dump()


async def _rows(session: AsyncSession, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in (await session.execute(query)).mappings()]


def _of(*columns: Any) -> Select[Any]:
    query: Select[Any] = select(*columns)
    return query


def _campaigns(keys: Collection[int]) -> Select[Any]:
    what = (Campaign.name, Enrollment.state, Enrollment.state_why, Enrollment.created_at, Enrollment.ended_at)
    joined = _of(*what).join(Campaign, col(Campaign.id) == Enrollment.campaign_id)
    return joined.where(among(col(Enrollment.contact_id), keys)).order_by(col(Enrollment.id))


def _written(keys: Collection[int], known: Sequence[str]) -> Select[Any]:
    """Also what waits, and what a contact got there who has another address now. A mail of a campaign is made when it
    leaves: before, it has no words."""
    out = MessageOut
    what = (out.state, out.due_at, out.sent_at, out.to_address, out.subject, out.body, out.written_by, out.bounced)
    joined = _of(col(Mailbox.address).label("from"), *what).join(Mailbox, col(Mailbox.id) == out.mailbox_id)
    theirs = among(col(out.contact_id), keys) | any_of(out.to_address, known)
    return joined.where(theirs).order_by(col(out.id))


async def _typed(session: AsyncSession, forms: Collection[str]) -> list[Row]:
    """To whom it was stands in its bytes alone: what is in Sent is read from one end to the other."""
    mail, found = MessageIn, []
    for key in await raw_that_names(session, mail, forms, (), col(mail.role) == SENT_ROLE):
        row = await session.get_one(mail, key)
        if not {addresses.mailbox_of(one) for one in people_of(bytes(row.raw), sent=True)}.isdisjoint(forms):
            found.append(
                {name: getattr(row, name) for name in ("id", "received_at", "from_address", "subject", "text")}
            )
        session.expunge(row)  # its bytes may be megabytes
    return sorted(found, key=lambda one: (one["received_at"], one["id"]))


def _received(keys: Collection[int], known: Sequence[str]) -> Select[Any]:
    """Also by somebody else in the conversation with them."""
    mail = MessageIn
    what = (mail.id, mail.received_at, mail.from_address, mail.from_name, mail.subject, mail.text, mail.kind)
    joined = _of(*what, col(Mailbox.address).label("to")).join(Mailbox, col(Mailbox.id) == mail.mailbox_id)
    theirs = among(col(mail.contact_id), keys) | any_of(mail.from_address, known)
    return joined.where(theirs).order_by(col(mail.received_at), col(mail.id))


def _named(known: Sequence[str]) -> Select[Any]:
    one = FoundPerson
    what = (one.created_at, one.relation, one.name, one.email, one.phone, one.title, one.topic, one.sentence, one.state)
    joined = _of(*what, MessageIn.from_address).join(MessageIn, col(MessageIn.id) == one.message_in_id)
    return joined.where(any_of(one.email, known)).order_by(col(one.id))


def _correspondence(known: Collection[str]) -> Select[Any]:
    joined = _of(Mailbox.address, Correspondent.last_at).join(Mailbox, col(Mailbox.id) == Correspondent.mailbox_id)
    return joined.where(col(Correspondent.who).in_([hashed(one) for one in known])).order_by(col(Correspondent.last_at))


def _work(keys: Collection[int]) -> Select[Any]:
    task = ResponseTask
    what = (task.created_at, task.step, task.note, task.due_at, task.done_at, task.done_by, task.done_how)
    return _of(*what).where(among(col(task.contact_id), keys)).order_by(col(task.id))


def _opportunities(keys: Collection[int]) -> Select[Any]:
    one = Opportunity
    what = (one.passed_at, one.notes, one.state, one.state_since, one.state_why, one.value, one.stage, one.outcome)
    return _of(*what).where(among(col(one.contact_id), keys)).order_by(col(one.id))


def _log(keys: Collection[int]) -> Select[Any]:
    what = (Activity.at, Activity.what, Activity.why, Activity.by)
    return _of(*what).where(among(col(Activity.contact_id), keys)).order_by(col(Activity.at), col(Activity.id))
