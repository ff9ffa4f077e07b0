"""The work that answers make."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query
from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from api.auth import Actor, Reader, ResponseWriter, refuse_stranger
from api.context import Given, InHouse, Now, Page, Paging, Session, paged
from engine.flows import tasks
from engine.flows.locked import locked
from engine.rules.effects import Work
from engine.rules.vocabulary import Role
from engine.store.tables import ResponseTask

router = APIRouter(tags=["work"])


class Whose(StrEnum):
    MINE = "mine"
    TEAM = "team"


class Which(StrEnum):
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


class TaskShown(BaseModel):
    id: int
    message_in_id: int | None = Field(description="The response it is about; null: a manual step of a campaign.")
    enrollment_id: int | None
    contact_id: int | None
    owner_id: int
    step: Work
    note: str
    counts: bool = Field(description="Counts as an unworked response (M14).")
    due_at: datetime
    created_at: datetime
    done_at: datetime | None
    done_how: str
    done_by: str


class Done(Given):
    how: str = Field("", max_length=300, examples=["answered", "called"])


class Snooze(Given):
    until: AwareDatetime = Field(examples=["2026-04-01T09:00:00Z"])


class HandOver(Given):
    user_id: int


@router.get("/tasks", summary="Work, the earliest deadline first")
async def list_tasks(
    session: Session,
    actor: Reader,
    now: Now,
    span: Paging,
    whose: Annotated[Whose, Query(description="team takes a manager.")] = Whose.MINE,
    which: Annotated[Which, Query()] = Which.OPEN,
) -> Page[TaskShown]:
    query = select(ResponseTask).order_by(col(ResponseTask.due_at), col(ResponseTask.id))
    if whose is Whose.MINE or not actor.is_at_least(Role.MANAGER):
        query = query.where(col(ResponseTask.owner_id) == actor.user.id)
    done = col(ResponseTask.done_at)
    query = query.where(done.is_not(None) if which is Which.DONE else done.is_(None))
    if which is Which.OVERDUE:
        query = query.where(col(ResponseTask.due_at) < now)
    return await paged(session, query, span, shown_task)


@router.post("/tasks/{task_id}/done", summary="It is done")
async def finish(
    task_id: int,
    session: Session,
    actor: ResponseWriter,
    now: Now,
    house: InHouse,
    later: BackgroundTasks,
    given: Done | None = None,
) -> TaskShown:
    """Rings: with fewer unworked responses more first touches may leave (M14)."""
    task = await _own(session, task_id, actor)
    await tasks.done(session, task, given.how if given else "", now, actor.by)
    later.add_task(house.bell.ring, "send")
    return shown_task(task)


@router.post("/tasks/{task_id}/reopen", summary="It is not done after all")
async def reopen(task_id: int, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    task = await _own(session, task_id, actor)
    tasks.reopen(session, task, now, actor.by)
    return shown_task(task)


@router.post("/tasks/{task_id}/snooze", summary="Later")
async def snooze(task_id: int, given: Snooze, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    task = await _own(session, task_id, actor)
    tasks.snooze(session, task, given.until.astimezone(UTC), now, actor.by)
    return shown_task(task)


@router.post("/tasks/{task_id}/hand-over", summary="Somebody else does it")
async def hand_over(task_id: int, given: HandOver, session: Session, actor: ResponseWriter, now: Now) -> TaskShown:
    task = await _own(session, task_id, actor)
    await tasks.hand_over(session, task, given.user_id, now, actor.by)
    return shown_task(task)


async def _own(session: Session, task_id: int, actor: Actor) -> ResponseTask:
    task = await locked(session, ResponseTask, task_id, "task")
    refuse_stranger(actor, task.owner_id, "task")
    return task


def shown_task(row: ResponseTask) -> TaskShown:
    return TaskShown(**{name: getattr(row, name) for name in TaskShown.model_fields})
