"""Today: the page a rep begins with."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import InHouse, Session
from api.pages.environment import render
from api.pages.first_steps import first_steps
from api.pages.viewer import Looking
from api.pages.views_today import today

router = APIRouter(include_in_schema=False)


@router.get("/")
async def page(request: Request, session: Session, viewer: Looking, house: InHouse, whose: str = "") -> HTMLResponse:
    """A manager sees the team unless they ask for what is theirs."""
    team = viewer.manages and whose != "mine"
    steps = await first_steps(session, viewer, house.public_url)
    return render(request, "today.html", viewer, view=await today(session, viewer, team), team=team, steps=steps)
