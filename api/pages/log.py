"""Who changed what: for managers, of what is in nobody's timeline."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlmodel import col

from api.context import Session, Span
from api.pages.environment import render
from api.pages.paging import SIZE, page_of, wanted
from api.pages.viewer import Looking, manager, team
from api.pages.words import what
from api.v1 import log as api
from engine.store.columns import among
from engine.store.tables import Mailbox

router = APIRouter(prefix="/settings/log", include_in_schema=False, dependencies=[Depends(manager, scope="function")])
LONGEST = 200
"""Characters of a value that are shown; the API has all."""


@router.get("")
async def log(request: Request, session: Session, viewer: Looking, by: str = "", page: str = "1") -> HTMLResponse:
    number = wanted(page)
    span = Span(limit=SIZE, offset=(number - 1) * SIZE)
    found = await api.read_log(session, viewer.actor, span, by=by[:254])
    boxes = await _mailboxes(session, {row.mailbox_id for row in found.items if row.mailbox_id is not None})
    rows = [(row, what(row.what), boxes.get(row.mailbox_id or 0, ""), list(details(row.data))) for row in found.items]
    pages = page_of(number, rows, found.total > number * SIZE, {"by": by})
    return render(request, "settings_log.html", viewer, rows=rows, page=pages, by=by, users=await team(session))


async def _mailboxes(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Their addresses, also of those that were removed."""
    found = await session.scalars(select(Mailbox).where(among(col(Mailbox.id), ids)))
    return {one.id: one.address for one in found}


def details(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was noted, by name; of changes each."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from details(value)
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield name.replace("_", " "), text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
