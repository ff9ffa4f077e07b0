"""A person says what a mail really is: what the first reading did is undone, what follows from the correction is done.

The classifier's word stays in `read_kind`, so that corrections can be kept as labelled examples.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Forbidden, Invalid, NotFound
from engine.flows.carry_out import carry_out, known_of, write_words
from engine.flows.locked import LARGEST, locked
from engine.flows.look_again import look_again
from engine.flows.own_mails import answered_before
from engine.flows.people import open_contact
from engine.flows.read import SENT_ROLE
from engine.flows.read_rules import policies_of
from engine.flows.take_back import lock_all, mend, suppressed_by, undo_reading, verdict_of
from engine.flows.withdraw import WAITS
from engine.rules.effects import effect_of
from engine.rules.reading.declines import decline_of
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.verdict import Decline
from engine.rules.vocabulary import (
    NEITHER_KINDS,
    BounceClass,
    DecisionMaker,
    DeclineReason,
    Kind,
    OutState,
)
from engine.store.copies import acting, copies_follow, same_answer
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.mail import InState
from engine.store.suppressions import suppression_of
from engine.store.tables import (
    Contact,
    MessageIn,
    MessageOut,
    ResponseTask,
)
from engine.store.threads import HANDED_OVER, Match

BY_HAND = "person"
"""The rule of a corrected verdict, and how its mail was matched when a person named the contact."""
OPT_OUTS = frozenset({Kind.UNSUBSCRIBE, Kind.COMPLAINT})
FURTHEST = timedelta(days=1000)
"""A day later than that after the mail is a typing error."""


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
    lets_go: bool = True,
) -> MessageIn:
    """The mail that acts, corrected, with all its copies. `contact_id` says whom it is from when that was not found.
    Facts that are left out stay as they were read. `lets_go`: whether an opt-out that was sure may be undone.
    """
    row = await locked(session, MessageIn, await _acting(session, in_id), "response")
    _refuse(row, kind)
    for field, day in (("return_date", return_date), ("check_back_date", check_back_date)):
        _refuse_day(row, field, day)
    await lock_all(session, row, contact_id)
    found = await _match(session, row, contact_id)
    if kind not in NEITHER_KINDS and found is None and kind not in {Kind.UNSUBSCRIBE, Kind.COMPLAINT}:
        raise Invalid("nobody is known whom it answers.", field="contact_id", remedy="Say whose answer it is.")
    if found is not None and row.contact_id not in {None, found.out.contact_id}:
        await _refuse_answered(session, row)
    before = row.kind
    is_sure = before in OPT_OUTS and not row.in_doubt
    opted_out = await suppressed_by(session, row) if is_sure and not lets_go else []
    undone = await undo_reading(session, row)
    mail = known_of(row)
    row.read_kind = row.read_kind or before
    row.state, row.problem, row.kind, row.corrected_by = InState.READ, "", kind, by
    row.read_at = row.read_at or now
    given = {"bounce": bounce, "return_date": return_date, "check_back_date": check_back_date}
    row.verdict = row.verdict | {name: str(value) for name, value in given.items() if value is not None}
    verdict = replace(verdict_of(row), rule=BY_HAND)
    if kind is Kind.NOT_INTERESTED:
        verdict = replace(verdict, decline=_decline(mail, by, decline_reason, decision_maker))
    if not row.from_address or not row.text:
        write_words(row, mail)
    record(session, now, "mail.corrected", why=f"{before} is {kind.value}", by=by, message_in_id=row.id)
    await carry_out(session, row, mail, verdict, found, now)
    await mend(session, row, undone, f"{by} corrected an answer", now)
    await answered_before(session, row)
    for address in opted_out:  # also where it is an opt-out still, but somebody else's
        if await suppression_of(session, address) is None:
            raise Forbidden("an opt-out is undone by an administrator only.", field="kind", remedy="Ask one.")
    await _begin_now(session, row, now, is_asked=undone.came_back or row.kind is not before)
    await copies_follow(session, row)
    if row.contact_id is not None:
        await look_again(session, now, company_id=(await session.get_one(Contact, row.contact_id)).account_id)
    return row


async def _acting(session: AsyncSession, in_id: int) -> int:
    """Whichever of its copies somebody has before them."""
    row = await session.get(MessageIn, in_id) if 0 < in_id <= LARGEST else None
    if row is None:
        raise NotFound(f"there is no response {in_id}.", field="response", remedy="List them to see which there are.")
    return acting(row)


def _refuse(row: MessageIn, kind: Kind) -> None:
    if row.state is InState.STORED:
        raise Conflict("was not read yet.", field="response", remedy="Try again in a minute.")
    if row.is_empty:
        raise Conflict(
            f"was erased on {row.erased_at:%Y-%m-%d}.", field="response", remedy="What it was read as stays as it is."
        )
    if row.role == SENT_ROLE:
        raise Conflict("was written by one of us.", field="response", remedy="Only what came in is an answer.")
    if kind is Kind.OWN_MAIL:
        raise Invalid("is for mails from our own mailboxes.", field="kind", remedy="Use unrelated.")


def _refuse_day(row: MessageIn, field: str, day: date | None) -> None:
    came = row.received_at.date()
    if day is not None and not came - timedelta(days=1) <= day <= came + FURTHEST:
        problem = f"{day} is not within {FURTHEST.days} days after the mail came."
        raise Invalid(problem, field=field, remedy=f"It came on {came}: choose a day from then on, or leave it out.")


async def _refuse_answered(session: AsyncSession, row: MessageIn) -> None:
    """What was written to one person does not leave as if it had been written to another."""
    mails = await same_answer(session, row)
    waits = (col(MessageOut.answer_to).in_(mails), col(MessageOut.state).in_((*WAITS, OutState.CLAIMED)))
    if (await session.scalars(select(col(MessageOut.id)).where(*waits).limit(1))).first() is not None:
        raise Conflict("an answer to it waits.", field="contact_id", remedy="Withdraw that first, or let it leave.")


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
        raise Invalid(f"no mail was sent to {contact.email}.", field="contact_id", remedy="Name whom you wrote to.")
    return Match(out, BY_HAND)


async def _begin_now(session: AsyncSession, row: MessageIn, now: datetime, *, is_asked: bool) -> None:
    """Whoever was answered waits no longer: what the correction asks for has its deadline from now on. What was done is
    not asked for again while its kind is the same and nothing came back, unless there is something to choose."""
    tasks = list(await session.scalars(select(ResponseTask).where(col(ResponseTask.message_in_id) == row.id)))
    done = {task.step for task in tasks if task.done_at is not None}
    if not done:
        return
    choices = effect_of(row.kind, None, row.decision_maker).choices if row.kind is not None else ()
    rules = policies_of(await workspace_of(session))
    for task in (task for task in tasks if task.done_at is None):
        if task.step in done and not is_asked and not choices:
            await session.delete(task)
        else:
            task.due_at = max(task.due_at, now + rules.answer_within)


def _decline(mail: ParsedMail, by: str, reason: DeclineReason | None, who: DecisionMaker | None) -> Decline:
    """As it was read, but for what a person says."""
    decline = decline_of(mail)
    if reason is not None and reason is not decline.reason:
        decline = replace(decline, reason=reason, because=f"{by} said so")
    if who is not None and (who is not decline.decision_maker or not decline.decider_because):
        decline = replace(decline, decision_maker=who, decider_because=f"{by} said so")
    return decline
