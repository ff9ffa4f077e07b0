"""The work of reps, the earliest deadline first, with what it is about: for the inbox and the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.rules.holidays_calendar import holiday_of
from engine.rules.vocabulary import Kind, OutState
from engine.rules.windows import zone_of
from engine.rules.working_hours import working_time
from engine.store.facts import workspace_of
from engine.store.mail import WITHOUT_RAW
from engine.store.tables import Account, Contact, Mailbox, MessageIn, MessageOut, ResponseTask, User

EXCERPT = 240
SOON = timedelta(hours=2)
"""Working time under which a deadline is shown as near."""
COUNTED = timedelta(days=4)
"""Over a long weekend working hours say more than days; beyond that days do."""


class Which(StrEnum):
    OPEN = "open"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    DONE = "done"


@dataclass(frozen=True)
class Job:
    """A task with what it is about. `left` is time of the clock, `working` of that the rep's working hours."""

    task: ResponseTask
    message: MessageIn | None
    contact: Contact | None
    account: Account | None
    owner: User
    left: timedelta
    working: timedelta
    answer: OutState | None
    """Of an answer that was written here and has not left."""

    @property
    def late(self) -> bool:
        return self.left < timedelta() and self.task.done_at is None

    @property
    def soon(self) -> bool:
        return not self.late and self.working <= SOON and self.left < COUNTED

    @property
    def counted(self) -> bool:
        """Whether hours say more than days do."""
        return abs(self.left) < COUNTED and not (self.late and not self.working)

    @property
    def who(self) -> str:
        if self.contact is not None:
            return self.contact.name or self.contact.email
        if self.message is not None:
            return self.message.from_name or self.message.from_address or "a mail that could not be read"
        return "Offhours"  # work that no mail made: an imported list was stopped

    @property
    def words(self) -> str:
        """The sentence the verdict rests on says more than the first line, which is often a greeting."""
        if self.message is None:
            return ""
        return " ".join((self.message.text or self.message.because or self.message.subject).split())[:EXCERPT]


@dataclass(frozen=True)
class Wanted:
    """Of one owner, or (None) of all; of one kind of mail, or of all."""

    owner_id: int | None = None
    which: Which = Which.OPEN
    kind: Kind | None = None
    untold: bool = False
    """Only what no mail to the managers was about."""

    def where(self, now: datetime) -> list[ColumnElement[bool]]:
        done = col(ResponseTask.done_at)
        found: list[ColumnElement[bool]] = [done.is_not(None) if self.which is Which.DONE else done.is_(None)]
        if self.which in {Which.OVERDUE, Which.ESCALATED}:
            found.append(col(ResponseTask.due_at) < now)
        if self.which is Which.ESCALATED:
            found.append(col(ResponseTask.escalated_at).is_not(None))
        if self.untold:
            found.append(col(ResponseTask.told_at).is_(None))
        if self.owner_id is not None:
            found.append(col(ResponseTask.owner_id) == self.owner_id)
        if self.kind is not None:
            found.append(col(MessageIn.kind) == self.kind)
        return found

    @property
    def order(self) -> Sequence[Any]:
        """The overdue stand first by themselves; what was done, the latest first."""
        if self.which is Which.DONE:
            return (col(ResponseTask.done_at).desc(), col(ResponseTask.id).desc())
        return (col(ResponseTask.due_at), col(ResponseTask.id))


def _tasks(wanted: Wanted, now: datetime, *columns: Any) -> Select[Any]:
    query = select(*columns).select_from(ResponseTask)
    if wanted.kind is not None:
        query = query.join(MessageIn, col(MessageIn.id) == ResponseTask.message_in_id)
    return query.where(*wanted.where(now))


async def jobs(session: AsyncSession, wanted: Wanted, now: datetime, *, limit: int, offset: int = 0) -> list[Job]:
    """The page is chosen by an index before anything is joined to it."""
    page = _tasks(wanted, now, col(ResponseTask.id)).order_by(*wanted.order).limit(limit).offset(offset)
    keys = list(await session.scalars(page))
    query = (
        select(ResponseTask, MessageIn, Contact, Account, User, Mailbox)
        .join(User, col(User.id) == ResponseTask.owner_id)
        .outerjoin(MessageIn, col(MessageIn.id) == ResponseTask.message_in_id)
        .outerjoin(Mailbox, col(Mailbox.id) == MessageIn.mailbox_id)
        .outerjoin(Contact, col(Contact.id) == ResponseTask.contact_id)
        .outerjoin(Account, col(Account.id) == Contact.account_id)
        .where(col(ResponseTask.id).in_(keys))
        .order_by(*wanted.order)
        .options(WITHOUT_RAW)
    )
    rows = (await session.execute(query)).all()
    states = await _answers(session, [row.MessageIn.id for row in rows if row.MessageIn is not None])
    home = await workspace_of(session)
    found = []
    for task, message, contact, account, owner, mailbox in rows:
        zone = zone_of(mailbox.time_zone if mailbox else home.time_zone, "time_zone")
        holiday = holiday_of((mailbox.country if mailbox else "") or home.country)
        found.append(
            Job(
                task=task,
                message=message,
                contact=contact,
                account=account,
                owner=owner,
                left=task.due_at - now,
                working=working_time(now, task.due_at, zone, holiday),
                answer=states.get(message.id) if message is not None else None,
            )
        )
    return found


async def _answers(session: AsyncSession, message_ids: list[int]) -> dict[int, OutState]:
    query = (
        select(col(MessageOut.answer_to), col(MessageOut.state))
        .where(col(MessageOut.answer_to).in_(message_ids), col(MessageOut.state) != OutState.SENT)
        .order_by(col(MessageOut.id))
    )
    return {answer_to: state for answer_to, state in await session.execute(query) if answer_to is not None}


def works_on(user_id: int) -> ColumnElement[bool]:
    """Mails that came to a mailbox of theirs, and those whose work was handed over to them."""
    boxes = select(col(Mailbox.id)).where(col(Mailbox.user_id) == user_id)
    work = select(col(ResponseTask.message_in_id)).where(col(ResponseTask.owner_id) == user_id)
    return or_(col(MessageIn.mailbox_id).in_(boxes), col(MessageIn.id).in_(work))


async def total(session: AsyncSession, wanted: Wanted, now: datetime) -> int:
    return await session.scalar(_tasks(wanted, now, func.count())) or 0


@dataclass(frozen=True)
class Counts:
    """Of open work."""

    open: int
    overdue: int
    escalated: int
    waiting: int
    """Of the escalated those for which a person waits: not, say, a list that the program has stopped."""


async def counts(session: AsyncSession, owner_id: int | None, now: datetime) -> Counts:
    late = col(ResponseTask.due_at) < now
    told = and_(late, col(ResponseTask.escalated_at).is_not(None))
    query = _tasks(
        Wanted(owner_id),
        now,
        func.count(),
        func.count().filter(late),
        func.count().filter(told),
        func.count().filter(told, col(ResponseTask.counts)),
    )
    return Counts(*(await session.execute(query)).one())
