"""Give enrollments their next step, or complete them: many at once, in a few statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.look_again import look_again
from engine.rules.effects import Work
from engine.rules.holidays_calendar import business_days_after
from engine.rules.vocabulary import EnrollmentState
from engine.rules.windows import zone_of
from engine.rules.zones import holidays_for, zone_for
from engine.store.columns import among, listed
from engine.store.tables import Account, Contact, Enrollment, Mailbox, ResponseTask, Step, StepKind

ADD_MAILS = text(
    "insert into message_out"
    " (enrollment_id, position, first_touch, contact_id, mailbox_id, state, due_at, look_at, attempts, soft_bounces)"
    " select v.enrollment, v.position, :first, v.contact, v.mailbox, 'due', v.due, v.due, 0, 0"
    " from unnest(cast(:enrollments as bigint[]), cast(:positions as int[]), cast(:contacts as bigint[]),"
    " cast(:mailboxes as bigint[]), cast(:dues as timestamptz[])) as v(enrollment, position, contact, mailbox, due)"
)
MOVE = text(
    "update enrollment as e set position = v.position"
    " from unnest(cast(:ids as bigint[]), cast(:positions as int[])) as v(id, position) where e.id = v.id"
)
COMPLETE = text(
    "update enrollment set state = 'completed', state_why = 'all steps done', ended_at = :now"
    " where id = any(cast(:ids as bigint[]))"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an enrollment is, and what its next date depends on."""

    id: int
    campaign_id: int
    contact_id: int
    mailbox_id: int
    state: EnrollmentState
    position: int
    account_id: int
    owner_id: int
    contact_zone: str
    account_zone: str
    mailbox_zone: str
    country: str
    region: str
    mailbox_country: str
    phone: str

    def after(self, since: datetime, days: int) -> datetime:
        """So many business days later where the recipient lives."""
        where = (self.contact_zone, self.account_zone, self.country, self.region, self.phone, self.mailbox_zone)
        zone = zone_of(zone_for(*where).name, "time_zone")
        holiday = holidays_for(self.country, self.region, self.phone, self.mailbox_country)
        return business_days_after(since, days, zone, holiday)


STANDING: list[Any] = [
    *(Enrollment.id, Enrollment.campaign_id, Enrollment.contact_id, Enrollment.mailbox_id, Enrollment.state),
    *(Enrollment.position, Account.id, Mailbox.user_id, Contact.time_zone, Account.time_zone, Mailbox.time_zone),
    *(Account.country, Account.region, Mailbox.country, Contact.phone),
]
"""The columns of a Standing."""


def around(query: Select[Any]) -> Select[Any]:
    """What a Standing is read from, joined to Enrollment."""
    return (
        query.join(Contact, col(Contact.id) == Enrollment.contact_id)
        .join(Account, col(Account.id) == Contact.account_id)
        .join(Mailbox, col(Mailbox.id) == Enrollment.mailbox_id)
    )


async def standings(session: AsyncSession, enrollment_ids: Collection[int]) -> list[Standing]:
    query = around(select(*STANDING).select_from(Enrollment)).where(among(col(Enrollment.id), enrollment_ids))
    return [Standing(*row) for row in await session.execute(query)]


async def plan_next(
    session: AsyncSession, done: Sequence[tuple[Standing, datetime]], now: datetime, *, first: bool
) -> None:
    """`done`: enrollments, each with when its step before was done. A manual step makes a task, and the one after it
    follows. Those that have ended get nothing.

    `first`: nothing was sent in these enrollments yet, so the mail that is planned is a first touch.
    """
    active = [(one, since) for one, since in done if one.state is EnrollmentState.ACTIVE]
    steps = await _steps(session, {one.campaign_id for one, _ in active})
    mails: list[tuple[Standing, int, datetime]] = []
    moved: dict[int, int] = {}
    ended: list[Standing] = []
    for one, since in active:
        due = since
        for step in steps.get(one.campaign_id, ()):
            if step.position <= one.position:
                continue
            due = one.after(due, step.delay_days)
            moved[one.id] = step.position
            if step.kind is StepKind.MAIL:
                mails.append((one, step.position, due))
                break
            session.add(_task(one, step, due, now))
        else:
            ended.append(one)
    if mails:
        await session.execute(ADD_MAILS, _columns(mails, first))
    if moved:
        await session.execute(MOVE, {"ids": list(moved), "positions": list(moved.values())})
    if ended:
        await session.execute(COMPLETE, {"ids": [one.id for one in ended], "now": now})
        await look_again(session, now, account_ids={one.account_id for one in ended})  # free for the next (M4)


STEPS = select(Step).where(listed(col(Step.campaign_id), "campaigns")).order_by(col(Step.position))


async def _steps(session: AsyncSession, campaign_ids: set[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = {}
    for step in await session.scalars(STEPS, {"campaigns": list(campaign_ids)}):
        found.setdefault(step.campaign_id, []).append(step)
    return found


def _task(one: Standing, step: Step, due: datetime, now: datetime) -> ResponseTask:
    return ResponseTask(
        enrollment_id=one.id,
        contact_id=one.contact_id,
        owner_id=one.owner_id,
        step=Work.MANUAL,
        note=step.note,
        counts=False,
        due_at=due,
        created_at=now,
    )


def _columns(mails: Sequence[tuple[Standing, int, datetime]], first: bool) -> dict[str, object]:
    return {
        "first": first,
        "enrollments": [one.id for one, _, _ in mails],
        "positions": [position for _, position, _ in mails],
        "contacts": [one.contact_id for one, _, _ in mails],
        "mailboxes": [one.mailbox_id for one, _, _ in mails],
        "dues": [due for _, _, due in mails],
    }
