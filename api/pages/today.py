"""Today: the page a rep begins with."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import InHouse, Session
from api.pages.environment import render
from api.pages.first_steps import first_steps
from api.pages.viewer import Looking, team
from api.pages.views_today import today

router = APIRouter(include_in_schema=False)


@router.get("/")
async def page(request: Request, session: Session, viewer: Looking, house: InHouse, whose: str = "") -> HTMLResponse:
    """A manager sees the team unless they ask for what is theirs."""
    whole = viewer.manages and whose != "mine"
    steps = await first_steps(session, viewer, house.public_url)
    view = await today(session, viewer, whole)
    return render(request, "today.html", viewer, view=view, team=whole, users=await team(session), steps=steps)
