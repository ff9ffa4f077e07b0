"""Mails that may or may not have been sent: the evidence, and two buttons."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import Session
from api.pages.environment import render
from api.pages.paging import Cut, wanted
from api.pages.viewer import Looking
from api.v1.uncertain import one_of
from engine.flows.evidence import evidence, settled_lately, uncertain

router = APIRouter(prefix="/uncertain", include_in_schema=False)
SIZE = 10
"""Mails on a page: each has its evidence, and is to be read."""


@router.get("")
async def all_uncertain(
    request: Request, session: Session, viewer: Looking, whose: str = "", page: str = "1"
) -> HTMLResponse:
    """A manager sees the team's unless they ask for what is theirs."""
    team = viewer.manages and whose != "mine"
    owner = None if team else viewer.user.id
    cut = Cut(wanted(page), SIZE)
    found = await evidence(session, uncertain(owner), viewer.now, limit=cut.limit, offset=cut.offset)
    mails, pages = cut.page(found, request.query_params)
    return render(
        request,
        "uncertain.html",
        viewer,
        mails=mails,
        settled=await settled_lately(session, owner, viewer.now, limit=SIZE),
        page=pages,
        team=team,
    )


@router.get("/{mail_id:int}")
async def one_uncertain(request: Request, session: Session, viewer: Looking, mail_id: int) -> HTMLResponse:
    found = await one_of(mail_id, session, viewer.actor, viewer.now)
    return render(request, "uncertain_one.html", viewer, one=found)
