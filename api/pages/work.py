"""The inbox of work: what waits for an answer, the overdue first; and people named in answers, to be looked over."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import Session
from api.pages import views_work as views
from api.pages.environment import render
from api.pages.paging import Cut, wanted
from api.pages.viewer import Looking, Viewer, team
from engine.rules.vocabulary import Kind
from engine.store.inbox import Wanted, Which, counts, jobs
from engine.store.mail import FoundState

router = APIRouter(include_in_schema=False)


@router.get("/work")
async def inbox(
    request: Request,
    session: Session,
    viewer: Looking,
    show: str = "open",
    kind: str = "",
    whose: str = "",
    page: str = "1",
) -> HTMLResponse:
    """A manager sees the team's, their own, or one rep's."""
    which = Which(show) if show in set(Which) else Which.OPEN
    owner = _owner(viewer, whose)
    cut = Cut(wanted(page))
    chosen = Wanted(owner, which, Kind(kind) if kind in set(Kind) else None)
    found = await jobs(session, chosen, viewer.now, limit=cut.limit, offset=cut.offset)
    kept = {"show": which.value, "kind": kind, "whose": whose}
    rows, pages = cut.page(found, kept)
    return render(
        request,
        "work.html",
        viewer,
        rows=rows,
        page=pages,
        chosen=kept,
        counts=await counts(session, owner, viewer.now),
        people=await views.people_count(session, owner),
        team=await team(session),
    )


def _owner(viewer: Viewer, whose: str) -> int | None:
    """None: everybody's."""
    if not viewer.manages or whose == "mine":
        return viewer.user.id
    return int(whose) if whose.isdecimal() and len(whose) < 19 else None


@router.get("/people")
async def people(
    request: Request, session: Session, viewer: Looking, show: str = "open", page: str = "1"
) -> HTMLResponse:
    state = FoundState(show) if show in set(FoundState) else FoundState.OPEN
    rows, pages = await views.people(session, None if viewer.manages else viewer.user.id, state, wanted(page))
    return render(request, "people.html", viewer, rows=rows, page=pages, show=state.value)
