"""A person says what a mail really is: what the first reading did is undone, what follows from the correction is done.

The classifier's word stays in `read_kind`, so that corrections can be kept as labelled examples.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.carry_out import carry_out
from engine.flows.go_on import taken_back
from engine.flows.locked import LARGEST, SEQUENCES, lock_accounts_of, locked
from engine.flows.look_again import look_again
from engine.flows.people import open_contact
from engine.flows.suppress import OPT_OUT_LINK
from engine.rules import policies
from engine.rules.effects import effect_of
from engine.rules.reading import mime
from engine.rules.reading.declines import decline_of
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Decline, Person, Verdict
from engine.rules.vocabulary import (
    NEITHER_KINDS,
    BounceClass,
    ContactState,
    DecisionMaker,
    DeclineReason,
    Kind,
    Relation,
)
from engine.store import deeds
from engine.store.columns import among
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.suppressions import suppression_of
from engine.store.tables import (
    Contact,
    Enrollment,
    FoundPerson,
    FoundState,
    MessageIn,
    MessageOut,
    ResponseTask,
    Suppression,
)
from engine.store.threads import HANDED_OVER, Match

BY_HAND = "person"
"""The rule of a corrected verdict, and how its mail was matched when a person named the contact."""


async def correct(
    session: AsyncSession,
    in_id: int,
    kind: Kind,
    now: datetime,
    by: str,
    *,
    contact_id: int | None = None,
    bounce: BounceClass | None = None,
    return_date: date | None = None,
    check_back_date: date | None = None,
    decline_reason: DeclineReason | None = None,
    decision_maker: DecisionMaker | None = None,
) -> MessageIn:
    """`contact_id` says whom it is from when that was not found. Facts that are left out stay as they were read."""
    row = await locked(session, MessageIn, in_id, "response")
    if row.state is InState.STORED:
        raise Conflict("was not read yet.", field="response", remedy="Try again in a minute.")
    if kind is Kind.OWN_MAIL:
        raise Invalid("is for mails from our own mailboxes.", field="kind", remedy="Use unrelated.")
    both = [key for key in (row.contact_id, contact_id) if key and 0 < key <= LARGEST]
    await lock_accounts_of(session, among(col(Contact.id), both))
    found = await _match(session, row, contact_id)
    if kind not in NEITHER_KINDS and found is None and kind not in {Kind.UNSUBSCRIBE, Kind.COMPLAINT}:
        raise Invalid("nobody is known whom it answers.", field="contact_id", remedy="Say whose answer it is.")
    before = row.kind
    if row.contact_id is not None:
        await open_contact(session, row.contact_id)
    undone = await undo_reading(session, row)
    mail = mime.parse(bytes(row.raw))
    verdict = _verdict(row, kind, by, bounce, return_date, check_back_date)
    if kind is Kind.NOT_INTERESTED:
        verdict = replace(verdict, decline=_decline(mail, by, decline_reason, decision_maker))
    row.read_kind = row.read_kind or before
    row.state, row.problem, row.kind, row.corrected_by = InState.READ, "", kind, by
    if not row.from_address:
        row.from_address, row.from_name, row.subject = mail.sender.email, mail.sender.name[:200], mail.subject[:500]
    record(session, now, "mail.corrected", why=f"{before} is {kind.value}", by=by, message_in_id=row.id)
    await carry_out(session, row, mail, verdict, found, now)
    await mend(session, row, undone, f"{by} corrected an answer", now)
    await _begin_now(session, row, now, before)
    if row.contact_id is not None:
        await look_again(session, now, account_ids=[(await session.get_one(Contact, row.contact_id)).account_id])
    return row


async def _match(session: AsyncSession, row: MessageIn, contact_id: int | None) -> Match | None:
    """The mail it answers, as matched before, or the latest one to the contact that a person named."""
    if contact_id is None:
        out = await session.get(MessageOut, row.out_id) if row.out_id is not None else None
        return Match(out, row.matched_by) if out is not None else None
    contact, _ = await open_contact(session, contact_id)
    query = select(MessageOut).where(col(MessageOut.contact_id) == contact.id, HANDED_OVER)
    newest = query.order_by(col(MessageOut.sending_at).desc().nulls_last(), col(MessageOut.id).desc()).limit(1)
    out = (await session.scalars(newest)).one_or_none()
    if out is None:
        raise Invalid(f"no mail was sent to {contact.email}.", field="contact_id", remedy="Choose whom it answers.")
    return Match(out, BY_HAND)


async def undo_reading(session: AsyncSession, row: MessageIn) -> set[int]:
    """What people have done since stays: accepted persons are contacts, finished tasks done, opt-outs by link valid.
    Gives the enrollments that it had ended or let go on: `mend` them when all that follows instead is done."""
    kept = await _kept(session, row)
    undone = [deed for deed in row.effects if _key(deed) not in kept]
    ended = {key for table, key in map(_key, undone) if table == Enrollment.__tablename__}
    if ended:
        await session.execute(SEQUENCES)  # before the mailbox, which the reading may have stopped
    await deeds.undo(session, undone)
    row.effects = []
    for task in await session.scalars(
        select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id, col(ResponseTask.done_at).is_(None))
    ):
        await session.delete(task)
    await session.flush()
    return ended


async def mend(session: AsyncSession, row: MessageIn, undone: Collection[int], why: str, now: datetime) -> None:
    """Nobody who was accepted is found a second time, whoever is on the suppression list is shown so, and the sequences
    of `undone` that are active again can go on."""
    await session.flush()
    await taken_back(session, undone, why, now)
    people = list(await session.scalars(select(FoundPerson).where(col(FoundPerson.message_in_id) == row.id)))
    accepted = {person.email for person in people if person.state is FoundState.ACCEPTED}
    for person in people:
        if person.state is FoundState.OPEN and person.email in accepted:
            await session.delete(person)
    contact = await session.get(Contact, row.contact_id) if row.contact_id is not None else None
    if contact is not None and contact.state is ContactState.ACTIVE and await suppression_of(session, contact.email):
        contact.state, contact.state_why = ContactState.SUPPRESSED, "on the suppression list"


async def _begin_now(session: AsyncSession, row: MessageIn, now: datetime, before: Kind | None) -> None:
    """Whoever was answered waits no longer: what the correction asks for has its deadline from now on. What was done is
    not asked for again while the mail is of the same kind, unless there is something to choose."""
    tasks = list(await session.scalars(select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id)))
    done = {task.step for task in tasks if task.done_at is not None}
    if not done:
        return
    choices = effect_of(row.kind, None, row.decision_maker).choices if row.kind is not None else ()
    rules = policies.parse((await workspace_of(session)).policies)
    for task in (task for task in tasks if task.done_at is None):
        if task.step in done and row.kind is before and not choices:
            await session.delete(task)
        else:
            task.due_at = max(task.due_at, now + rules.answer_within)


async def _kept(session: AsyncSession, row: MessageIn) -> set[tuple[str, int]]:
    done = await session.scalars(
        select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id, col(ResponseTask.done_at).is_not(None))
    )
    people = await session.scalars(
        select(FoundPerson).where(
            col(FoundPerson.message_in_id) == row.id, col(FoundPerson.state) == FoundState.ACCEPTED
        )
    )
    made = [deed["key"][0] for deed in row.effects if deed.get("made") == "suppression"]
    links = await session.scalars(
        select(Suppression).where(col(Suppression.id).in_(made), col(Suppression.reason) == OPT_OUT_LINK)
    )
    kept = {("response_task", task.id) for task in done} | {("suppression", one.id) for one in links}
    for person in people:
        kept |= {("found_person", person.id), ("contact", person.contact_id or 0)}
    return kept


def _key(deed: dict[str, Any]) -> tuple[str, int]:
    table = deed.get("made") or deed.get("changed") or ""
    return (table, deed["key"][0]) if "key" in deed else ("", 0)


def _decline(mail: ParsedMail, by: str, reason: DeclineReason | None, who: DecisionMaker | None) -> Decline:
    """As it was read, but for what a person says."""
    decline = decline_of(mail)
    if reason is not None and reason is not decline.reason:
        decline = replace(decline, reason=reason, because=f"{by} said so")
    if who is not None and (who is not decline.decision_maker or not decline.decider_because):
        decline = replace(decline, decision_maker=who, decider_because=f"{by} said so")
    return decline


def _verdict(
    row: MessageIn,
    kind: Kind,
    by: str,
    bounce: BounceClass | None,
    return_date: date | None,
    check_back_date: date | None,
) -> Verdict:
    """The corrected kind with what was read besides: the people named stay named."""
    read = row.verdict

    def day(name: str, given: date | None) -> date | None:
        return given or (date.fromisoformat(read[name]) if read.get(name) else None)

    known = BounceClass(read["bounce"]) if read.get("bounce") else None
    return Verdict(
        kind=kind,
        confidence=1.0,
        rule=BY_HAND,
        because=f"{by} said so",
        bounce=(bounce or known or BounceClass.SOFT) if kind is Kind.BOUNCE else None,
        status=read.get("status", ""),
        reason=read.get("reason", ""),
        failed_recipients=tuple(read.get("failed_recipients", ())),
        original_message_id=read.get("original_message_id", ""),
        return_date=day("return_date", return_date),
        check_back_date=day("check_back_date", check_back_date),
        people=tuple(
            Person(**{**person, "relation": Relation(person["relation"])}) for person in read.get("people", ())
        ),
        new_address=read.get("new_address", ""),
    )
