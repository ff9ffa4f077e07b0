"""Imports: bring people in by a pasted table, see what became of each list, and let one go on that bounces stopped."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.context import InHouse, Now, Session, WakesSender, find
from api.pages import forms
from api.pages import views_imports as views
from api.pages.environment import render
from api.pages.errors import in_words
from api.pages.flash import go
from api.pages.paging import wanted
from api.pages.pasted import rows_of
from api.pages.viewer import Looking, Viewer
from api.v1 import contacts as api
from engine.errors import OffhoursError
from engine.rules.names import HALVES
from engine.store.tables import ImportBatch

router = APIRouter(prefix="/settings/imports", include_in_schema=False)


@router.get("")
async def all_imports(request: Request, session: Session, viewer: Looking, page: str = "1") -> HTMLResponse:
    rows, pages = await views.imports(session, wanted(page))
    return render(request, "settings_imports.html", viewer, rows=rows, page=pages)


@router.get("/new")
async def new(request: Request, viewer: Looking) -> HTMLResponse:
    return _form(request, viewer, {})


def _form(request: Request, viewer: Viewer, given: forms.Values, wrong: str = "") -> HTMLResponse:
    return render(request, "settings_import_new.html", viewer, status=422 if wrong else 200, values=given, wrong=wrong)


@router.post("/new")
async def bring_in(request: Request, house: InHouse, viewer: Looking, now: Now) -> Response:
    """What became of each row is in this answer; sending it again brings in nobody twice."""
    given = await forms.fields(request)
    try:
        rows = rows_of(given.get("table", ""))
        model = forms.read(api.BatchGiven, {"source": given.get("source", ""), "rows": rows})
        made = await api.import_contacts(model, house, viewer.actor, now)
    except OffhoursError as wrong:
        return _form(request, viewer, given, forms.told(wrong))
    refused = [(row, rows[row.row].get("email", "")) for row in made.rows if row.contact_id is None]
    warned = [(row, rows[row.row].get("email", "")) for row in made.rows if row.warning]
    own = sorted({name for row in rows for name in row["custom"]} - {*HALVES})
    return render(
        request, "settings_import_done.html", viewer, made=made, refused=refused, warned=warned, told=in_words, own=own
    )


@router.get("/{batch_id:int}")
async def one_import(
    request: Request, session: Session, viewer: Looking, batch_id: int, show: str = "", page: str = "1"
) -> HTMLResponse:
    row = await find(session, ImportBatch, batch_id, "import")
    chosen = show if show in views.SHOWS else "all"
    view = await views.one(session, row, chosen, wanted(page))
    return render(request, "settings_import.html", viewer, view=view, shows=views.SHOWS, show=chosen)


@router.post("/{batch_id:int}/resume", dependencies=[WakesSender])
async def resume(request: Request, session: Session, viewer: Looking, now: Now, batch_id: int) -> Response:
    made = await api.resume_batch(batch_id, session, viewer.actor, now)
    return go(request, f"/settings/imports/{batch_id}", f"Resumed: first mails to “{made.source}” go on.")
