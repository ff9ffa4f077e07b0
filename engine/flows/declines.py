"""A "no": written down with its reason and whose it is, and what a person makes of it (M22)."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows import tasks
from engine.flows.accounts import rebin
from engine.flows.locked import locked
from engine.flows.people import open_contact
from engine.flows.read_rules import policies_of
from engine.rules.effects import Work, effect_of
from engine.rules.reading.declines import by_title
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import Bin, ContactState, DeclineReason, Kind
from engine.rules.windows import zone_of
from engine.store.facts import workspace_of
from engine.store.suppressions import suppression_of
from engine.store.tables import Contact, Mailbox, MessageIn, ResponseTask

LOOKED_AT = 20
"""Colleagues of whom the first that may be written to is suggested."""


async def conclude(
    session: AsyncSession, task_id: int, goal: Bin, check_back_on: date | None, now: datetime, by: str
) -> ResponseTask:
    """The rep's choice after a "no" that counts: the account moves and the work is done, both or neither."""
    known = await session.get(ResponseTask, task_id) if 0 < task_id < 2**63 else None
    if known is not None and (known.step is not Work.FIND_OUT_WHY or known.contact_id is None):
        raise Conflict("is not about a no.", field="task", remedy="Move the account on its own page.")
    if known is not None and known.contact_id is not None:
        await open_contact(session, known.contact_id)  # locks the account, which comes first in every flow
    task = await locked(session, ResponseTask, task_id, "task")
    mail = await session.get_one(MessageIn, task.message_in_id)
    choices = effect_of(Kind.NOT_INTERESTED, None, mail.decision_maker).choices
    if not choices:
        raise Conflict(
            "whoever decides has not said no yet.",
            field="decision_maker",
            remedy="Find out who decides; if they did say it, correct the response.",
        )
    if goal not in choices:
        raise Invalid(f"{goal.value} is no choice.", field="bin", remedy=f"Use {' or '.join(choices)}.")
    mailbox = await session.get_one(Mailbox, mail.mailbox_id)
    today = now.astimezone(zone_of(mailbox.time_zone, "mailbox.time_zone")).date()
    if check_back_on is not None and (goal is not Bin.CHECK_BACK or check_back_on <= today):
        raise Invalid("is for check_back, a day to come.", field="check_back_on", remedy="Choose a later day.")
    contact, account = await open_contact(session, task.contact_id or 0)
    if goal is Bin.CHECK_BACK and check_back_on is None:
        rules = policies_of(await workspace_of(session))
        check_back_on = (now + timedelta(days=rules.check_back_days)).date()
    why = f"{contact.email} said no: {mail.decline_reason or DeclineReason.NO_REASON}"
    await rebin(session, account, goal, why, check_back_on, now, by)
    await tasks.done(session, task, f"moved to {goal.value.replace('_', ' ')}", now, by)
    if check_back_on is not None:
        session.add(_check_back(task, tasks.morning(check_back_on, mailbox), now))
    return task


def _check_back(done: ResponseTask, due_at: datetime, now: datetime) -> ResponseTask:
    """For the same rep, as after a "not now"."""
    return ResponseTask(
        message_in_id=done.message_in_id,
        contact_id=done.contact_id,
        owner_id=done.owner_id,
        step=Work.CHECK_BACK,
        note=effect_of(Kind.NOT_NOW).note,
        counts=False,
        due_at=due_at,
        created_at=now,
    )


async def next_at(session: AsyncSession, contact: Contact) -> Contact | None:
    """Who else at the company may be asked, the most senior first; None: nobody is known."""
    colleagues = select(Contact).where(
        col(Contact.account_id) == contact.account_id,
        col(Contact.id) != contact.id,
        col(Contact.state) == ContactState.ACTIVE,
    )
    ordered = colleagues.order_by(col(Contact.level).desc(), col(Contact.id)).limit(LOOKED_AT)
    for one in await session.scalars(ordered):
        if await suppression_of(session, one.email) is None:
            return one
    return None


def write_decline(row: MessageIn, verdict: Verdict, contact: Contact | None) -> None:
    """Only of a "no" that answers us. Where its words tell nothing, the title of the one who wrote may."""
    decline = verdict.decline if contact is not None and verdict.kind is Kind.NOT_INTERESTED else None
    if decline is None:
        row.decline_reason, row.decline_because, row.decision_maker, row.decider_because = None, "", None, ""
        return
    if contact is not None and row.from_address == contact.email:
        decline = by_title(decline, contact.title)
    row.decline_reason, row.decline_because = decline.reason, decline.because[:1000]
    row.decision_maker, row.decider_because = decline.decision_maker, decline.decider_because[:1000]
