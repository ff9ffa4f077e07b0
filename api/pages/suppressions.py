"""Whom nobody ever mails: the list, a new entry, and taking one off again."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Now, Session, Span, WakesSender
from api.pages import forms
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import SIZE, page_of, wanted
from api.pages.viewer import Looking
from api.v1 import suppressions as api
from engine.flows.suppress import ASKED_FOR

AT = "/settings/suppressions"
router = APIRouter(prefix=AT, include_in_schema=False)


@router.get("")
async def all_suppressions(
    request: Request, session: Session, viewer: Looking, q: str = "", page: str = "1"
) -> HTMLResponse:
    number = wanted(page)
    found = await api.list_suppressions(session, viewer.actor, Span(limit=SIZE, offset=(number - 1) * SIZE), q[:254])
    rows = [(row, viewer.actor.is_at_least(api.lifted_by(row))) for row in found.items]
    pages = page_of(number, rows, found.total > number * SIZE, {"q": q})
    return render(request, "settings_suppressions.html", viewer, rows=rows, page=pages, q=q, asked_for=ASKED_FOR)


@router.post("")
async def suppress(request: Request, session: Session, viewer: Looking, now: Now) -> Response:
    given = await forms.fields(request)
    what = given.get("address", "").strip()
    wanted = {"address" if "@" in what else "domain": what, "reason": given.get("reason", "")}
    await api.suppress(forms.read(api.NewSuppression, wanted), session, viewer.actor, now, Response())
    return go(request, AT, f"{what} will never be mailed.")


@router.post("/{suppression_id:int}/lift", dependencies=[WakesSender])
async def lift(request: Request, session: Session, viewer: Looking, now: Now, suppression_id: int) -> Response:
    given = await forms.fields(request)
    why, address = given.get("why", ""), given.get("address", "")
    await api.lift_suppression(suppression_id, session, viewer.actor, now, why, address)
    return go(request, AT, "Taken off: what was stopped stays stopped until a campaign enrols them anew.")
