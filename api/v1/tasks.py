"""The work that answers make."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.auth import Actor, Reader, ResponseWriter, refuse_stranger
from api.context import Given, Moment, Now, Page, Paging, Session, WakesSender, find, page_of
from engine.errors import Forbidden
from engine.flows import declines, tasks
from engine.flows.locked import locked
from engine.rules.effects import Work
from engine.rules.vocabulary import Bin, Kind, OutState, Role
from engine.store.inbox import Job, Wanted, Which, counts, jobs, total
from engine.store.tables import ResponseTask

router = APIRouter(tags=["work"])
BIGINT = 2**63 - 1


class Whose(StrEnum):
    MINE = "mine"
    TEAM = "team"


class TaskShown(BaseModel):
    id: int
    message_in_id: int | None = Field(description="The response it is about; null: a manual step of a campaign.")
    enrollment_id: int | None
    contact_id: int | None
    owner_id: int
    step: Work
    note: str
    counts: bool = Field(description="Counts as an unworked response.")
    due_at: datetime
    created_at: datetime
    escalated_at: datetime | None = Field(description="When its delay was shown to the manager.")
    done_at: datetime | None
    done_how: str
    done_by: str


class TaskListed(TaskShown):
    """A task with what it is about."""

    kind: Kind | None
    owner: str = Field(description="Name, else address.")
    contact: str
    company: str
    excerpt: str
    hours_left: float = Field(description="To the deadline; negative: overdue.", examples=[17.5])
    working_hours_left: float = Field(
        description="Of that in working hours of the rep's zone and calendar (Mon to Fri, 9 to 17).", examples=[4.25]
    )
    answer: OutState | None = Field(description="Where an answer stands that was written here and has not left.")


class TaskCounts(BaseModel):
    """Of open work."""

    open: int
    overdue: int
    escalated: int
    waiting: int = Field(description="Of the escalated those for which a person waits.")


class Done(Given):
    how: str = Field("", max_length=300, examples=["answered", "called"])


class Snooze(Given):
    until: Moment = Field(
        description="Within 30 days where a person waits for an answer (`counts`).", examples=["2026-04-01T09:00:00Z"]
    )


class HandOver(Given):
    user_id: int


class Conclude(Given):
    bin: Bin = Field(description="bad_fit or check_back.", examples=[Bin.CHECK_BACK])
    check_back_on: date | None = Field(
        None, description="For check_back; left out: in as many days as the policy says."
    )


@router.get("/tasks", summary="Work, the earliest deadline first")
async def list_tasks(
    session: Session,
    actor: Reader,
    now: Now,
    span: Paging,
    whose: Annotated[Whose, Query(description="team takes a manager.")] = Whose.MINE,
    which: Annotated[Which, Query()] = Which.OPEN,
    kind: Annotated[Kind | None, Query(description="Only what mails of this kind made.")] = None,
    owner: Annotated[int | None, Query(ge=1, le=BIGINT, description="One rep's; takes a manager.")] = None,
) -> Page[TaskListed]:
    wanted = Wanted(owner_of(actor, whose, owner), which, kind)
    found = await jobs(session, wanted, now, limit=span.limit, offset=span.offset)
    return page_of([_listed(job) for job in found], await total(session, wanted, now), span)


@router.get("/tasks/counts", summary="How much work is open, overdue, and known to the manager")
async def count_tasks(
    session: Session,
    actor: Reader,
    now: Now,
    whose: Annotated[Whose, Query(description="team takes a manager.")] = Whose.MINE,
    owner: Annotated[int | None, Query(ge=1, le=BIGINT, description="One rep's; takes a manager.")] = None,
) -> TaskCounts:
    return TaskCounts(**(await counts(session, owner_of(actor, whose, owner), now)).__dict__)


def owner_of(actor: Actor, whose: Whose, owner: int | None) -> int | None:
    """Whose work is shown; None: everybody's. Reps see their own: asked for another's, that would be a wrong answer."""
    if not actor.is_at_least(Role.MANAGER) and (whose is Whose.TEAM or owner not in {None, actor.user.id}):
        field = "whose" if whose is Whose.TEAM else "owner"
        raise Forbidden("this takes the role manager.", field=field, remedy="Leave it out: your own work is shown.")
    return owner if owner is not None else (actor.user.id if whose is Whose.MINE else None)


def _listed(job: Job) -> TaskListed:
    return TaskListed(
        **shown_task(job.task).model_dump(),
        kind=job.message.kind if job.message else None,
        owner=job.owner.name or job.owner.email,
        contact=job.who,
        company=job.account.name if job.account else "",
        excerpt=job.words,
        hours_left=_hours(job.left),
        working_hours_left=_hours(job.working),
        answer=job.answer,
    )


def _hours(length: timedelta) -> float:
    return round(length / timedelta(hours=1), 2)


@router.post("/tasks/{task_id}/done", summary="It is done", dependencies=[WakesSender])
async def finish(
    task_id: int, session: Session, actor: ResponseWriter, now: Now, given: Done | None = None
) -> TaskShown:
    """Rings: with fewer unworked responses more first touches may leave (M14)."""
    task = await _own(session, task_id, actor)
    await tasks.done(session, task, given.how if given else "", now, actor.by)
    return shown_task(task)


@router.post("/tasks/{task_id}/reopen", summary="It is not done after all")
async def reopen(task_id: int, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    task = await _own(session, task_id, actor)
    tasks.reopen(session, task, now, actor.by)
    return shown_task(task)


@router.post("/tasks/{task_id}/snooze", summary="Later")
async def snooze(task_id: int, given: Snooze, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    task = await _own(session, task_id, actor)
    tasks.snooze(session, task, given.until, now, actor.by)
    return shown_task(task)


@router.post("/tasks/{task_id}/hand-over", summary="Somebody else does it")
async def hand_over(task_id: int, given: HandOver, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    task = await _own(session, task_id, actor)
    await tasks.hand_over(session, task, given.user_id, now, actor.by)
    return shown_task(task)


@router.post(
    "/tasks/{task_id}/conclude",
    summary="Whoever decides has said no: bad fit, or check back",
    dependencies=[WakesSender],
)
async def conclude(task_id: int, given: Conclude, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    """The account moves and the task is done. 409 while no decision-maker has said no."""
    refuse_stranger(actor, (await find(session, ResponseTask, task_id, "task")).owner_id, "task")
    task = await declines.conclude(session, task_id, given.bin, given.check_back_on, now, actor.by)
    return shown_task(task)


async def _own(session: Session, task_id: int, actor: Actor) -> ResponseTask:
    task = await locked(session, ResponseTask, task_id, "task")
    refuse_stranger(actor, task.owner_id, "task")
    return task


def shown_task(row: ResponseTask) -> TaskShown:
    return TaskShown(**{name: getattr(row, name) for name in TaskShown.model_fields})
