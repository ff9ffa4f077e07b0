"""What a person does with a piece of work: done, not done after all, later, or somebody else's."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import exists, select, true, tuple_
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Invalid
from engine.flows.look_again import look_again
from engine.rules import policies
from engine.rules.effects import Work
from engine.rules.vocabulary import DecisionMaker, Role
from engine.rules.windows import zone_of
from engine.store.facts import workspace_of
from engine.store.journal import record
from engine.store.tables import Contact, Mailbox, MessageIn, ResponseTask, User

PATIENCE = timedelta(days=30)
"""So long an answer that somebody waits for may be put off: after a month it comes out of the blue."""
LATEST = timedelta(days=1000)
"""What is put off for longer is put out of sight."""
MORNING = time(9)
BY_MAIL = (Work.ANSWER, Work.ASK_WHO, Work.FIND_OUT_WHY)
"""Work that is done by writing to whoever wrote."""
AT_ONCE = 500
"""Marked or handed on in one transaction; the next round takes the next."""


def morning(day: date, mailbox: Mailbox) -> datetime:
    """When work of a day is due."""
    return datetime.combine(day, MORNING, zone_of(mailbox.time_zone, "mailbox.time_zone"))


async def done(session: AsyncSession, task: ResponseTask, how: str, now: datetime, by: str) -> None:
    """`task` is locked, as in all of these. It counts no longer as unworked (M14), and holds nobody any longer."""
    if task.done_at is not None:
        raise Conflict(f"was done by {task.done_by}.", field="task", remedy="Reopen it if it is not.")
    task.done_at, task.done_by, task.done_how = now, by, how[:500]
    _note(session, task, "task.done", how, now, by)
    if task.contact_id is not None:
        contact = await session.get_one(Contact, task.contact_id)
        await look_again(session, now, account_ids=[contact.account_id])


async def opted_out(session: AsyncSession, contact_id: int, now: datetime, said: MessageIn | None = None) -> None:
    """Whoever wants no more mail is not answered: what they had written before they `said` so is no work any more, but
    for a "no" after which the account is still to be moved."""
    before = tuple_(col(MessageIn.read_at), col(MessageIn.id)) < (said.read_at, said.id) if said else true()
    answered = exists().where(
        col(MessageIn.id) == ResponseTask.message_in_id,
        before,
        col(MessageIn.decision_maker).is_distinct_from(DecisionMaker.YES),
    )
    open_ones = select(ResponseTask).where(
        col(ResponseTask.contact_id) == contact_id,
        col(ResponseTask.done_at).is_(None),
        col(ResponseTask.step).in_(BY_MAIL),
        answered,
    )
    for task in await session.scalars(open_ones.with_for_update()):
        task.done_at, task.done_by, task.done_how = now, "offhours", "they want no more mail"
        _note(session, task, "task.done", task.done_how, now, "offhours")


def reopen(session: AsyncSession, task: ResponseTask, now: datetime, by: str) -> None:
    if task.done_at is None:
        raise Conflict("is open.", field="task", remedy="Nothing needs to be done.")
    task.done_at, task.done_by, task.done_how = None, "", ""
    _note(session, task, "task.reopened", "", now, by)


def snooze(session: AsyncSession, task: ResponseTask, until: datetime, now: datetime, by: str) -> None:
    """A later deadline, and not much later where a person waits for an answer."""
    _refuse_done(task)
    if until <= now:
        raise Invalid("is past.", field="until", remedy="Choose a time to come.")
    if task.counts and until > now + PATIENCE:
        raise Invalid(
            f"is more than {PATIENCE.days} days away.",
            field="until",
            remedy="Somebody waits for this answer: choose an earlier day, or answer when you will come back to them.",
        )
    if until > now + LATEST:
        raise Invalid(f"is more than {LATEST.days} days away.", field="until", remedy="Choose an earlier day.")
    task.due_at, task.escalated_at, task.told_at = until, None, None
    _note(session, task, "task.snoozed", f"until {until:%Y-%m-%d %H:%M} UTC", now, by)


async def hand_over(session: AsyncSession, task: ResponseTask, user_id: int, now: datetime, by: str) -> None:
    """The deadline stays: whoever wrote has waited since then. Managers who were told of it are not told again."""
    _refuse_done(task)
    user = await session.get(User, user_id) if 0 < user_id < 2**63 else None
    if user is None or not user.active:
        raise Invalid(f"there is no active user {user_id}.", field="user_id", remedy="List the users.")
    task.owner_id = user.id
    _note(session, task, "task.handed_over", f"to {user.email}", now, by)


async def stand_in(session: AsyncSession) -> User | None:
    """Who works for those who were let go: a manager, else an administrator, the first of them."""
    bosses = select(User).where(col(User.active), col(User.role).in_([Role.MANAGER, Role.ADMIN]))
    managers_first = (col(User.role) == Role.MANAGER).desc()
    return (await session.scalars(bosses.order_by(managers_first, col(User.id)).limit(1))).first()


async def worker_of(session: AsyncSession, mailbox: Mailbox) -> int:
    """Whose work it is what comes to a mailbox: somebody's who can sign in."""
    rep = await session.get_one(User, mailbox.user_id)
    other = None if rep.active else await stand_in(session)
    return (other or rep).id


async def hand_on(session: AsyncSession, now: datetime) -> int:
    """Open work of those who were let go goes on to whoever stands in for them. Safe to run anywhere."""
    query = (
        select(ResponseTask, User)
        .join(User, col(User.id) == ResponseTask.owner_id)
        .where(col(ResponseTask.done_at).is_(None), col(User.active).is_(False))
        .order_by(col(ResponseTask.due_at))
        .limit(AT_ONCE)
        .with_for_update(of=ResponseTask, skip_locked=True)
    )
    left = (await session.execute(query)).all()
    other = await stand_in(session) if left else None
    if other is None:
        return 0
    for task, gone in left:
        task.owner_id = other.id
        _note(session, task, "task.handed_over", f"to {other.email}: {gone.email} was let go", now, "offhours")
    await session.flush()
    return len(left)


async def escalate(session: AsyncSession, now: datetime) -> int:
    """What is open long after its deadline is marked, once, for the managers to see. Safe to run anywhere."""
    rules = policies.as_far_as_read((await workspace_of(session)).policies)
    query = (
        select(ResponseTask)
        .where(
            col(ResponseTask.done_at).is_(None),
            col(ResponseTask.escalated_at).is_(None),
            col(ResponseTask.due_at) <= now - timedelta(hours=rules.escalate_hours),
        )
        .order_by(col(ResponseTask.due_at))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    late = list(await session.scalars(query))
    for task in late:
        task.escalated_at = now
        _note(session, task, "task.escalated", f"was due {task.due_at:%Y-%m-%d %H:%M} UTC", now, "offhours")
    return len(late)


def _refuse_done(task: ResponseTask) -> None:
    if task.done_at is not None:
        raise Conflict(f"was done by {task.done_by}.", field="task", remedy="Reopen it first.")


def _note(session: AsyncSession, task: ResponseTask, what: str, why: str, now: datetime, by: str) -> None:
    record(session, now, what, why=why, by=by, contact_id=task.contact_id, message_in_id=task.message_in_id)
