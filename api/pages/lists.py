"""Target lists: a filter as a form, and whom it finds."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Now, Session, Span
from api.pages import forms
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import NONE, SIZE, page_of, wanted
from api.pages.viewer import Looking, Viewer
from api.v1 import target_lists as api
from engine.errors import OffhoursError
from engine.rules.vocabulary import Bin

router = APIRouter(prefix="/settings/lists", include_in_schema=False)
TEXTS: dict[str, str] = {
    "vertical": "Vertical",
    "territory": "Territory",
    "country": "Country",
    "business_model": "Business model",
    "title": "Title contains",
    "source": "Source",
    "language": "Language",
}
NUMBERS: dict[str, str] = {
    "employees_min": "Employees, at least",
    "employees_max": "Employees, at most",
    "revenue_min": "Revenue, at least",
    "revenue_max": "Revenue, at most",
    "level_min": "Level, at least",
}
DATES: dict[str, str] = {
    "account_quiet_since": "Account not heard of since",
    "contact_quiet_since": "Contact not heard of since",
}


@router.get("")
async def all_lists(request: Request, session: Session, viewer: Looking, page: str = "1") -> HTMLResponse:
    number = wanted(page)
    found = await api.list_lists(session, viewer.actor, Span(limit=SIZE, offset=(number - 1) * SIZE))
    rows = [(row, (await api.preview_list(row.id, session, viewer.actor)).count) for row in found.items]
    pages = page_of(number, rows, found.total > number * SIZE)
    return render(request, "settings_lists.html", viewer, rows=rows, page=pages)


@router.get("/new")
async def new(request: Request, session: Session, viewer: Looking) -> HTMLResponse:
    return await _editor(request, session, viewer, None, "", {})


@router.get("/{list_id:int}")
async def one(request: Request, session: Session, viewer: Looking, list_id: int) -> HTMLResponse:
    row = await api.get_list(list_id, session, viewer.actor)
    return await _editor(request, session, viewer, row, row.name, row.filter)


async def _editor(
    request: Request,
    session: Session,
    viewer: Viewer,
    row: api.ListShown | None,
    name: str,
    wanted: dict[str, Any],
    typed: forms.Values = NONE,
    wrong: OffhoursError | None = None,
) -> HTMLResponse:
    """`typed`: what was refused, as it was typed."""
    return render(
        request,
        "settings_list.html",
        viewer,
        status=422 if wrong else 200,
        row=row,
        name=name,
        values={key: _shown(value) for key, value in wanted.items()} | dict(typed),
        bins=wanted.get("bin", []),
        kept=sorted(set(wanted) - {*TEXTS, *NUMBERS, *DATES, "bin"}),
        found=await api.preview_filter(api.Filter(filter=wanted), session, viewer.actor) if not wrong else None,
        wrong=forms.told(wrong) if wrong else "",
        refused=forms.refused(wrong) if wrong else {},
        texts=TEXTS,
        numbers=NUMBERS,
        dates=DATES,
        all_bins=list(Bin),
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)[:10] if isinstance(value, str) else str(value)


@router.post("/new")
async def make(request: Request, session: Session, viewer: Looking, now: Now) -> Response:
    return await _save(request, session, viewer, now, None)


@router.post("/{list_id:int}")
async def change(request: Request, session: Session, viewer: Looking, now: Now, list_id: int) -> Response:
    return await _save(request, session, viewer, now, await api.get_list(list_id, session, viewer.actor))


async def _save(request: Request, session: Session, viewer: Viewer, now: Now, row: api.ListShown | None) -> Response:
    """Or only look, with the other button."""
    given = await forms.fields(request)
    name, wanted = given.get("name", ""), dict(row.filter if row else {})
    try:
        wanted = await _filter(request, given, wanted)
        if given.get("do") == "look":
            return await _editor(request, session, viewer, row, name, wanted)
        async with session.begin_nested():
            saved = await _write(session, viewer, now, row, name, wanted)
    except OffhoursError as wrong:
        bins = await forms.several(request, "bin")
        return await _editor(request, session, viewer, row, name, {**wanted, "bin": bins}, given, wrong)
    return go(request, f"/settings/lists/{saved.id}", "Saved.", stay=False)


async def _write(
    session: Session, viewer: Viewer, now: Now, row: api.ListShown | None, name: str, wanted: dict[str, Any]
) -> api.ListShown:
    values = {"name": name, "filter": wanted}
    if row is None:
        return await api.make_list(forms.read(api.NewList, values), session, viewer.actor, now)
    return await api.change_list(row.id, forms.read(api.ListChange, values), session, viewer.actor, now)


async def _filter(request: Request, given: forms.Values, before: dict[str, Any]) -> dict[str, Any]:
    """What the form does not offer (custom fields) stays as the API was told."""
    wanted = {name: value for name, value in before.items() if name not in {*TEXTS, *NUMBERS, *DATES, "bin"}}
    for name in TEXTS:
        if values := [part.strip() for part in given.get(name, "").split(",") if part.strip()]:
            wanted[name] = values
    for name in NUMBERS:
        if text := given.get(name, "").strip():
            wanted[name] = forms.number(text, name)
    for name in DATES:
        if text := given.get(name, "").strip():
            wanted[name] = f"{text}T00:00:00Z"
    if bins := await forms.several(request, "bin"):
        wanted["bin"] = bins
    return wanted
