"""The log: who changed what, and what the program did by itself."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import ColumnElement, and_, select
from sqlmodel import col

from api.auth import Manager
from api.context import Page, Paging, Session, paged
from api.v1.shown import ActivityShown
from engine.store.tables import Activity

router = APIRouter(tags=["reports"])
SOMEBODY = ("contact_id", "account_id", "message_in_id", "message_out_id")
OF_NOBODY: ColumnElement[bool] = and_(*[col(getattr(Activity, name)).is_(None) for name in SOMEBODY])
"""In nobody's timeline; the database has an index of these."""


class LogShown(ActivityShown):
    account_id: int | None
    data: dict[str, Any] = Field(description="What else was noted, e.g. the settings that were changed.")


@router.get("/log", summary="Who changed what, newest first")
async def read_log(
    session: Session,
    actor: Manager,
    span: Paging,
    what: Annotated[str, Query(max_length=100, examples=["workspace.changed"])] = "",
    by: Annotated[
        str, Query(max_length=254, description="How it begins: a user's address has their keys as well.")
    ] = "",
    everything: Annotated[bool, Query(description="Also what is in the timelines of contacts and accounts.")] = False,
) -> Page[LogShown]:
    """Settings, users, keys, mailboxes, templates, lists, campaigns; what is about somebody is in their timeline."""
    query = select(Activity).order_by(col(Activity.at).desc(), col(Activity.id).desc())
    if not everything:
        query = query.where(OF_NOBODY)
    if what:
        query = query.where(col(Activity.what) == what)
    if by:
        query = query.where(col(Activity.by).startswith(by, autoescape=True))
    return await paged(session, query, span, _shown)


def _shown(row: Activity) -> LogShown:
    return LogShown(**{name: getattr(row, name) for name in LogShown.model_fields})
