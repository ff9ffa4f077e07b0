"""The report."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import Session
from api.pages import views_report as views
from api.pages.environment import render
from api.pages.viewer import Looking

router = APIRouter(include_in_schema=False)


@router.get("/report")
async def page(
    request: Request, session: Session, viewer: Looking, by: str = "campaign", span: str = "30"
) -> HTMLResponse:
    chosen = span if span in views.SPANS else "30"
    view = await views.view(session, viewer, views.parse_by(by), chosen)
    return render(request, "report.html", viewer, view=view, spans=views.SPANS, bys=views.BYS)
