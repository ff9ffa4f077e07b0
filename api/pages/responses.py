"""The inbox of answers, and one of them."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Now, Session, WakesSender, WakesWorkers
from api.pages import answering, forms
from api.pages import views_responses as views
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import wanted
from api.pages.viewer import Looking, Viewer, team
from api.v1 import answers as api
from api.v1 import responses as api_responses
from engine.errors import Conflict, Invalid

router = APIRouter(prefix="/responses", include_in_schema=False)


@router.get("")
async def inbox(
    request: Request,
    session: Session,
    viewer: Looking,
    show: str = "open",
    kind: str = "",
    whose: str = "",
    page: str = "1",
) -> HTMLResponse:
    chosen = views.Filter(show if show in views.SHOWS else "open", kind, whose, wanted(page))
    rows, pages = await views.responses(session, viewer, chosen)
    return render(request, "responses.html", viewer, rows=rows, page=pages, chosen=chosen, shows=views.SHOWS)


@router.get("/{in_id:int}")
async def one_response(request: Request, session: Session, viewer: Looking, in_id: int, use: str = "") -> HTMLResponse:
    return await _page(request, session, viewer, in_id, use, {})


async def _page(
    request: Request,
    session: Session,
    viewer: Viewer,
    in_id: int,
    use: str,
    given: Mapping[str, str],
    wrong: str = "",
) -> HTMLResponse:
    """`given`: an answer that was refused, as it was typed."""
    view = await views.response(session, await api_responses.own_response(session, viewer.actor, in_id))
    draft = await answering.draft(session, view.message, viewer.now, use, given)
    status = 422 if wrong else 200
    return render(
        request,
        "response.html",
        viewer,
        status=status,
        view=view,
        team=await team(session),
        draft=draft,
        wrong=wrong,
    )


@router.post("/{in_id:int}/answer", dependencies=[WakesSender])
async def answer(
    request: Request, response: Response, session: Session, viewer: Looking, now: Now, in_id: int
) -> Response:
    """What was typed is not lost when it is refused."""
    given = await forms.fields(request)
    try:
        async with session.begin_nested():
            model = answering.posted(given)
            made = await api.answer(in_id, model, session, viewer.actor, now, response)
    except (Conflict, Invalid) as refused:
        return await _page(request, session, viewer, in_id, given.get("use", ""), given, forms.told(refused))
    return go(request, f"/responses/{in_id}", f"Your mail to {made.to} is on its way.", stay=False)


@router.post("/{in_id:int}/fetch", dependencies=[WakesWorkers])
async def fetch(request: Request, session: Session, viewer: Looking, now: Now, in_id: int) -> Response:
    await api_responses.fetch_response(in_id, session, viewer.actor, now)
    return go(request, f"/responses/{in_id}", "It is fetched again within minutes.")


@router.get("/{in_id:int}/raw")
async def raw(session: Session, viewer: Looking, in_id: int) -> Response:
    """The mail as it came, as a download: a browser must never show a stranger's HTML as one of our pages."""
    message = await api_responses.own_response(session, viewer.actor, in_id)
    headers = {
        "Content-Disposition": f'attachment; filename="response-{message.id}.eml"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(bytes(message.raw), media_type="application/octet-stream", headers=headers)
