"""Give enrollments their next step, or complete them: many at once, in a few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select, text
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.flows.look_again import OF_ACCOUNTS
from engine.rules.effects import Work
from engine.rules.holidays_calendar import business_days_after
from engine.rules.vocabulary import EnrollmentState
from engine.rules.windows import zone_of
from engine.rules.zones import holidays_for, zone_for
from engine.store.columns import among, listed
from engine.store.pipeline import Writer
from engine.store.tables import Account, Contact, Enrollment, Mailbox, MessageOut, Step, StepKind

ADD_MAILS = text(
    "insert into message_out"
    " (enrollment_id, position, first_touch, contact_id, mailbox_id, state, due_at, look_at, attempts, soft_bounces)"
    " select v.enrollment, v.position, :first, v.contact, v.mailbox, 'due', v.due, v.due, 0, 0"
    " from unnest(cast(:enrollments as bigint[]), cast(:positions as int[]), cast(:contacts as bigint[]),"
    " cast(:mailboxes as bigint[]), cast(:dues as timestamptz[])) as v(enrollment, position, contact, mailbox, due)"
)
ADD_TASKS = text(
    "insert into response_task (enrollment_id, contact_id, owner_id, step, note, counts, due_at, created_at)"
    " select v.enrollment, v.contact, v.owner, :step, v.note, false, v.due, :now"
    " from unnest(cast(:enrollments as bigint[]), cast(:contacts as bigint[]), cast(:owners as bigint[]),"
    " cast(:notes as text[]), cast(:dues as timestamptz[])) as v(enrollment, contact, owner, note, due)"
)
MOVE = text(
    "update enrollment as e set position = v.position"
    " from unnest(cast(:ids as bigint[]), cast(:positions as int[])) as v(id, position) where e.id = v.id"
)
COMPLETE = text(
    "update enrollment set state = 'completed', state_why = 'all steps done', ended_at = :now"
    " where id = any(cast(:ids as bigint[]))"
)


class Standing(NamedTuple):
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
    """In their order, so that the first mails have the order of the list: the most senior first."""
    query = around(select(*STANDING).select_from(Enrollment)).where(among(col(Enrollment.id), enrollment_ids))
    query = query.order_by(col(Enrollment.id))
    return [Standing(*row) for row in await session.execute(query)]


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a campaign, as far as its date needs it."""

    campaign_id: int
    position: int
    kind: StepKind
    delay_days: int
    note: str


_STAGE: list[Any] = [Step.campaign_id, Step.position, Step.kind, Step.delay_days, Step.note]
STAGES: Select[Any] = select(*_STAGE).order_by(col(Step.position))
STAGES_OF_MAILS = STAGES.where(
    col(Step.campaign_id).in_(
        select(col(Enrollment.campaign_id))
        .join(MessageOut, col(MessageOut.enrollment_id) == Enrollment.id)
        .where(listed(col(MessageOut.id), "mails"))
    )
)
Stages = Mapping[int, Sequence[Stage]]
"""Per campaign, in their order."""


def by_campaign(rows: Iterable[Sequence[Any]]) -> Stages:
    found: dict[int, list[Stage]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Stage(*row))
    return found


async def stages_of(session: AsyncSession, campaign_ids: Collection[int]) -> Stages:
    return by_campaign(await session.execute(STAGES.where(among(col(Step.campaign_id), campaign_ids))))


async def plan_next(
    writer: Writer, done: Sequence[tuple[Standing, datetime]], stages: Stages, now: datetime, *, first: bool
) -> None:
    """`done`: enrollments, each with when its step before was done. A manual step makes a task, and the one after it
    follows. Those that have ended get nothing.

    `first`: nothing was sent in these enrollments yet, so the mail that is planned is a first touch.
    """
    mails: list[tuple[Standing, Stage, datetime]] = []
    tasks: list[tuple[Standing, Stage, datetime]] = []
    moved: dict[int, int] = {}
    ended: list[Standing] = []
    for one, since in done:
        if one.state is not EnrollmentState.ACTIVE:
            continue
        due = since
        for step in stages.get(one.campaign_id, ()):
            if step.position <= one.position:
                continue
            due = one.after(due, step.delay_days)
            moved[one.id] = step.position
            if step.kind is StepKind.MAIL:
                mails.append((one, step, due))
                break
            tasks.append((one, step, due))
        else:
            ended.append(one)
    if mails:
        await writer.execute(ADD_MAILS, _mails(mails, first))
    if tasks:
        await writer.execute(ADD_TASKS, _tasks(tasks, now))
    if moved:
        await writer.execute(MOVE, {"ids": list(moved), "positions": list(moved.values())})
    if ended:
        await writer.execute(COMPLETE, {"ids": [one.id for one in ended], "now": now})
        accounts = sorted({one.account_id for one in ended})
        await writer.execute(OF_ACCOUNTS, {"accounts": accounts, "now": now})  # free for the next (M4)


def _mails(mails: Sequence[tuple[Standing, Stage, datetime]], first: bool) -> dict[str, object]:
    return {
        "first": first,
        "enrollments": [one.id for one, _, _ in mails],
        "positions": [step.position for _, step, _ in mails],
        "contacts": [one.contact_id for one, _, _ in mails],
        "mailboxes": [one.mailbox_id for one, _, _ in mails],
        "dues": [due for _, _, due in mails],
    }


def _tasks(tasks: Sequence[tuple[Standing, Stage, datetime]], now: datetime) -> dict[str, object]:
    return {
        "step": Work.MANUAL.value,
        "now": now,
        "enrollments": [one.id for one, _, _ in tasks],
        "contacts": [one.contact_id for one, _, _ in tasks],
        "owners": [one.owner_id for one, _, _ in tasks],
        "notes": [step.note for _, step, _ in tasks],
        "dues": [due for _, _, due in tasks],
    }
