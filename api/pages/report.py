"""The report, and where the mails stand that are still to come."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import col

from api.context import Session
from api.pages import views_report as views
from api.pages.environment import render
from api.pages.paging import wanted
from api.pages.viewer import Looking
from engine.flows import ledger
from engine.store.tables import User

router = APIRouter(include_in_schema=False)


@router.get("/report")
async def numbers(
    request: Request, session: Session, viewer: Looking, by: str = "campaign", span: str = "30", page: str = "1"
) -> HTMLResponse:
    chosen = span if span in views.SPANS else "30"
    view = await views.view(session, viewer, views.parse_by(by), chosen, wanted(page))
    return render(request, "report.html", viewer, view=view, spans=views.SPANS, bys=views.BYS)


@router.get("/report/ledger")
async def waiting(request: Request, session: Session, viewer: Looking) -> HTMLResponse:
    """Counted anew each time, which takes a while for many: a page of its own, which the report loads when it is
    there."""
    where = [] if viewer.manages else [col(User.id) == viewer.user.id]
    rows = await ledger.by_rep(session, viewer.now, *where)
    return render(request, "report_ledger.html", viewer, rows=rows)
