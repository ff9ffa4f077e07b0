"""What newer rules make of older mails, and what people have corrected, for managers."""

from fastapi import APIRouter, BackgroundTasks, Request, Response
from fastapi.responses import HTMLResponse

from api.context import InHouse, Now, Session
from api.pages import forms
from api.pages.environment import render
from api.pages.viewer import Managing, Viewer
from api.v1 import rereading as api
from engine.flows.house import House
from engine.flows.reread import left

router = APIRouter(include_in_schema=False)


@router.get("/responses/reread")
async def page(request: Request, session: Session, viewer: Managing, house: InHouse) -> HTMLResponse:
    return _page(request, viewer, house, None, await left(session))


@router.post("/responses/reread")
async def run(
    request: Request, session: Session, viewer: Managing, house: InHouse, later: BackgroundTasks
) -> HTMLResponse:
    """What differs is in this answer: no redirect, which would need to keep it."""
    dry = (await forms.fields(request)).get("do") != "apply"
    given = api.RereadGiven(dry_run=dry)
    result = await api.reread_some(given, session, viewer.actor, house, later)
    return _page(request, viewer, house, result, result.left)


def _page(request: Request, viewer: Viewer, house: House, result: api.RereadResult | None, left: int) -> HTMLResponse:
    asks = house.opinion.who if house.opinion is not None else ""
    return render(request, "reread.html", viewer, result=result, left=left, asks=asks, opinions=api.OPINIONS)


@router.get("/corrections.jsonl")
async def corrections(session: Session, viewer: Managing, now: Now, house: InHouse) -> Response:
    return await api.corrections(session, viewer.actor, now, house)
