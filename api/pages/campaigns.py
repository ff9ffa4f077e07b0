"""Campaigns: the list, one with its numbers and its ledger, and a new one."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import Session, find
from api.pages import views_campaigns as views
from api.pages.environment import render
from api.pages.paging import wanted
from api.pages.viewer import Looking
from engine.store.tables import Campaign

router = APIRouter(prefix="/campaigns", include_in_schema=False)


@router.get("")
async def all_campaigns(request: Request, session: Session, viewer: Looking) -> HTMLResponse:
    return render(request, "campaigns.html", viewer, rows=await views.campaigns(session))


@router.get("/{campaign_id:int}")
async def one_campaign(
    request: Request, session: Session, viewer: Looking, campaign_id: int, reason: str = "", page: str = "1"
) -> HTMLResponse:
    row = await find(session, Campaign, campaign_id, "campaign")
    view = await views.campaign(session, row, viewer.now, reason, wanted(page))
    return render(request, "campaign.html", viewer, view=view)
