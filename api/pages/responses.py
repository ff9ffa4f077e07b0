"""The inbox of answers, and one of them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlmodel import col

from api.auth import refuse_stranger
from api.context import Session, find
from api.pages import views_responses as views
from api.pages.environment import render
from api.pages.paging import wanted
from api.pages.viewer import Looking, Viewer
from engine.store.tables import Mailbox, MessageIn, User

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


async def mine(session: Session, viewer: Viewer, in_id: int) -> MessageIn:
    """A response, when it is the viewer's to see: mail is personal, so reps see what came to their mailboxes."""
    message = await find(session, MessageIn, in_id, "response")
    mailbox = await session.get_one(Mailbox, message.mailbox_id)
    refuse_stranger(viewer.actor, mailbox.user_id, "response")
    return message


@router.get("/{in_id:int}")
async def one_response(request: Request, session: Session, viewer: Looking, in_id: int) -> HTMLResponse:
    view = await views.response(session, await mine(session, viewer, in_id))
    team = list(await session.scalars(select(User).where(col(User.active)).order_by(col(User.email))))
    return render(request, "response.html", viewer, view=view, team=team)


@router.get("/{in_id:int}/raw")
async def raw(session: Session, viewer: Looking, in_id: int) -> Response:
    """The mail as it came, as a download: a browser must never show a stranger's HTML as one of our pages."""
    message = await mine(session, viewer, in_id)
    headers = {
        "Content-Disposition": f'attachment; filename="response-{message.id}.eml"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(bytes(message.raw), media_type="application/octet-stream", headers=headers)
