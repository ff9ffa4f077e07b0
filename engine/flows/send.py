"""Send one claimed mail, at most once: screen again, say so, hand it over, write down the outcome.

*sending* is committed with the Message-ID and the bytes before the first byte leaves (docs/architecture.md).
"""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Protocol

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge.smtp import Delivery, Outcome
from engine.errors import Invalid, WireError
from engine.flows import bounce
from engine.flows.day import day_of, local_day
from engine.flows.dispatch import hold
from engine.flows.enrollments import back_to_due, next_in_line
from engine.flows.house import House
from engine.flows.letter import Letter, compose
from engine.flows.not_taken import entry_trouble, not_taken
from engine.rules import pace, policies
from engine.rules.compose import MissingField
from engine.rules.effects import Work
from engine.rules.held import Held
from engine.rules.holidays_calendar import business_days_after
from engine.rules.screen import screen
from engine.rules.vocabulary import Bin, EnrollmentState, HeldReason, OutState
from engine.rules.windows import zone_of
from engine.store.facts import Waiting, load, workspace_of
from engine.store.journal import record
from engine.store.tables import (
    Account,
    Contact,
    Enrollment,
    Mailbox,
    MailboxState,
    MessageOut,
    ResponseTask,
    Step,
    StepKind,
    User,
)


class Line(Protocol):
    """What send needs of engine.edge.smtp.SmtpLine."""

    async def deliver(self, sender: str, recipient: str, raw: bytes) -> Delivery: ...


@dataclass(frozen=True)
class Ready:
    """A mail in *sending*: these bytes may be handed over, once."""

    out_id: int
    sender: str
    recipient: str
    raw: bytes


async def send(house: House, out_id: int, worker: int, line: Line, rng: Random) -> Outcome | None:
    """None when it is not wanted any more or has to wait; else what became of it."""
    ready = await _say_so(house, out_id, worker, rng)
    if ready is None:
        return None
    try:
        delivery = await line.deliver(ready.sender, ready.recipient, ready.raw)
    except Invalid as unfit:
        await _unfit(house, ready.out_id, worker, unfit)
        return Outcome.NOT_SENT
    except WireError as trouble:
        await _refused_entry(house, ready.out_id, worker, trouble)
        return Outcome.NOT_SENT
    await _write_outcome(house, ready.out_id, worker, delivery)
    return delivery.outcome


async def _say_so(house: House, out_id: int, worker: int, rng: Random) -> Ready | None:
    async with house.database.begin() as session:
        now = house.clock.now()
        if not await _lock(session, out_id, worker):
            return None
        waiting = (await load(session, (col(MessageOut.id) == out_id,), now))[0]
        workspace = await workspace_of(session)
        held = screen(waiting.facts, policies.parse(workspace.policies), now) or await _over_cap(session, waiting, now)
        if held is not None:
            hold(waiting.out, held, now)
            return None
        try:
            letter = await compose(session, house, waiting, workspace, now, rng)
        except MissingField as missing:
            hold(waiting.out, Held(HeldReason.MISSING_FIELD, None, str(missing)), now)
            return None
        except Invalid as wrong:
            hold(waiting.out, Held(HeldReason.LINT, None, str(wrong)), now)
            return None
        return _begin(waiting, letter, now)


async def _lock(session: AsyncSession, out_id: int, worker: int) -> bool:
    """Account first, then the mail: every flow that touches both locks in this order. False: no longer ours."""
    account = (
        select(col(Account.id))
        .join(Contact, col(Contact.account_id) == Account.id)
        .join(MessageOut, col(MessageOut.contact_id) == Contact.id)
        .where(col(MessageOut.id) == out_id)
        .with_for_update(of=Account)
    )
    if (await session.execute(account)).first() is None:
        return False
    row = select(col(MessageOut.id)).where(
        col(MessageOut.id) == out_id,
        col(MessageOut.state) == OutState.CLAIMED,
        col(MessageOut.claimed_by) == worker,
    )
    return (await session.execute(row.with_for_update())).first() is not None


async def _over_cap(session: AsyncSession, waiting: Waiting, now: datetime) -> Held | None:
    """The caps, counted again under the rep's lock: midnight may have passed, or another mailbox was faster."""
    mailbox = waiting.mailbox
    query = select(User).where(col(User.id) == mailbox.user_id)
    user = (await session.scalars(query.with_for_update(key_share=True))).one()
    rules = policies.parse((await workspace_of(session)).policies)
    day = await day_of(session, mailbox, user, rules, now, claimed=False)
    allowed = pace.allowance(day)
    return allowed if isinstance(allowed, Held) else None


def _begin(waiting: Waiting, letter: Letter, now: datetime) -> Ready:
    out = waiting.out
    out.state = OutState.SENDING
    out.sending_at = now
    out.sent_on = local_day(waiting.mailbox, now)
    out.attempts += 1
    out.to_address = waiting.contact.email
    out.subject = letter.subject
    out.body = letter.body
    out.variant_id = letter.variant_id
    out.template_version_id = letter.template_version_id
    out.message_id = letter.message_id
    out.raw = letter.raw
    return Ready(out.id, waiting.mailbox.address, waiting.contact.email, letter.raw)


async def _refused_entry(house: House, out_id: int, worker: int, trouble: WireError) -> None:
    """The server did not let us in: nothing was said about this mail, and the mailbox waits for someone."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out, mailbox = await _rows(session, out_id)
        if _ours(out, worker):
            await back_to_due(session, out, now)  # the mailbox waits, and its mails with it
        entry_trouble(session, mailbox, trouble, now)


async def _unfit(house: House, out_id: int, worker: int, wrong: Invalid) -> None:
    """One of the addresses cannot be said to a server: nothing was."""
    async with house.database.begin() as session:
        now = house.clock.now()
        out, _ = await _rows(session, out_id)
        if _ours(out, worker):
            await back_to_due(session, out, now)
            if out.state is OutState.DUE:
                hold(out, Held(HeldReason.LINT, None, str(wrong)), now)


def _ours(out: MessageOut, worker: int) -> bool:
    """Whether the row still speaks of the try that has just ended; the reconciler may have been there first."""
    return out.state in {OutState.SENDING, OutState.UNCERTAIN} and out.claimed_by == worker


async def locked_mail(session: AsyncSession, out_id: int) -> MessageOut:
    """A mail with its account locked first, as every flow that touches both does."""
    account = (
        select(col(Account.id))
        .join(Contact, col(Contact.account_id) == Account.id)
        .join(MessageOut, col(MessageOut.contact_id) == Contact.id)
        .where(col(MessageOut.id) == out_id)
        .with_for_update(of=Account)
    )
    await session.execute(account)
    return (await session.scalars(select(MessageOut).where(col(MessageOut.id) == out_id).with_for_update())).one()


async def _rows(session: AsyncSession, out_id: int) -> tuple[MessageOut, Mailbox]:
    out = await locked_mail(session, out_id)
    of_mailbox = select(Mailbox).where(col(Mailbox.id) == out.mailbox_id).with_for_update(key_share=True)
    return out, (await session.scalars(of_mailbox)).one()


async def _write_outcome(house: House, out_id: int, worker: int, delivery: Delivery) -> None:
    async with house.database.begin() as session:
        now = house.clock.now()
        out, mailbox = await _rows(session, out_id)
        if delivery.stage != "connect":
            mailbox.last_sent_at = now
        ours = _ours(out, worker)
        if delivery.outcome is Outcome.SENT and (ours or out.sent_at is None):
            out.server_code, out.server_text = delivery.code, delivery.text[:1000]
            _well_again(mailbox, now)
            await mark_sent(session, out, now)  # a server's word stands, whoever has the row meanwhile
        elif ours:
            out.server_code, out.server_text = delivery.code, delivery.text[:1000]
            await not_taken(session, out, mailbox, delivery, now)


def _well_again(mailbox: Mailbox, now: datetime) -> None:
    """The try after a rest went well. One that was under way when the mailbox was stopped proves nothing."""
    rested = mailbox.retry_at is not None and mailbox.retry_at <= now
    if rested and mailbox.state in {MailboxState.ERROR, MailboxState.HEALTH}:
        mailbox.state, mailbox.state_detail, mailbox.retry_at = MailboxState.ACTIVE, "", None


async def mark_sent(session: AsyncSession, out: MessageOut, now: datetime) -> None:
    """A server has taken it: the account is being worked, and the next step gets its date. Safe to repeat."""
    if out.state is OutState.SENT:
        return
    out.state = OutState.SENT
    out.sent_at = out.sending_at or now
    out.sent_on = out.sent_on or local_day(await session.get_one(Mailbox, out.mailbox_id), out.sent_at)
    out.claimed_by = None
    out.held_reason, out.held_detail, out.held_since = None, "", None
    contact = await session.get_one(Contact, out.contact_id)
    account = await session.get_one(Account, contact.account_id)
    if account.bin is Bin.COLD:
        account.bin, account.bin_since, account.bin_by = Bin.WORKING, now, "offhours"
        account.bin_why = f"first mail to {contact.email}"
        record(session, now, "account.bin", why=account.bin_why, account_id=account.id, bin=Bin.WORKING.value)
    enrollment = await session.get_one(Enrollment, out.enrollment_id)
    record(
        session,
        now,
        "mail.sent",
        why=f"step {out.position}",
        account_id=account.id,
        contact_id=contact.id,
        campaign_id=enrollment.campaign_id,
        mailbox_id=out.mailbox_id,
        message_out_id=out.id,
    )
    if enrollment.state is EnrollmentState.ACTIVE:
        await advance(session, enrollment, contact, out.sent_at, now)


async def advance(
    session: AsyncSession, enrollment: Enrollment, contact: Contact, since: datetime, now: datetime
) -> None:
    """Give the enrollment its next step, or complete it. A manual step makes a task and the one after it follows."""
    query = (
        select(Step)
        .where(col(Step.campaign_id) == enrollment.campaign_id, col(Step.position) > enrollment.position)
        .order_by(col(Step.position))
    )
    account = await session.get_one(Account, contact.account_id)
    mailbox = await session.get_one(Mailbox, enrollment.mailbox_id)
    zone = zone_of(contact.time_zone or account.time_zone or mailbox.time_zone, "time_zone")
    due = since
    for step in await session.scalars(query):
        due = business_days_after(due, step.delay_days, zone, bounce.holidays(account, mailbox))
        enrollment.position = step.position
        if step.kind is StepKind.MAIL:
            session.add(await new_mail(session, enrollment, step.position, due))
            return
        session.add(
            ResponseTask(
                enrollment_id=enrollment.id,
                contact_id=contact.id,
                owner_id=mailbox.user_id,
                step=Work.MANUAL,
                note=step.note,
                counts=False,
                due_at=due,
                created_at=now,
            )
        )
    enrollment.state, enrollment.state_why, enrollment.ended_at = EnrollmentState.COMPLETED, "all steps done", now
    await next_in_line(session, enrollment, now)


async def new_mail(session: AsyncSession, enrollment: Enrollment, position: int, due: datetime) -> MessageOut:
    """The row that stands for one step of one contact from the moment the step is planned."""
    earlier = select(col(MessageOut.id)).where(col(MessageOut.enrollment_id) == enrollment.id).limit(1)
    return MessageOut(
        enrollment_id=enrollment.id,
        position=position,
        first_touch=position == 1 or (await session.execute(earlier)).first() is None,
        contact_id=enrollment.contact_id,
        mailbox_id=enrollment.mailbox_id,
        due_at=due,
        look_at=due,
    )
