"""One mailbox: under whose name, by which clock, how fast and when it sends."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.auth import refuse_stranger
from api.context import InHouse, Session, WakesWorkers, find
from api.pages import forms, windows
from api.pages.environment import render
from api.pages.flash import go
from api.pages.mailboxes import pace_of
from api.pages.viewer import Looking, Viewer
from api.v1 import mailboxes as api
from engine.errors import OffhoursError
from engine.store.tables import Mailbox

router = APIRouter(prefix="/settings/mailboxes", include_in_schema=False)


@router.get("/{mailbox_id:int}")
async def one(request: Request, session: Session, viewer: Looking, mailbox_id: int) -> HTMLResponse:
    mailbox = await find(session, Mailbox, mailbox_id, "mailbox")
    refuse_stranger(viewer.actor, mailbox.user_id, "mailbox")
    values = {
        **{name: str(getattr(mailbox, name)) for name in ("display_name", "time_zone", "country", "daily_cap")},
        "ramp": "yes" if mailbox.ramp_started else "",
        "ramp_days": str(mailbox.ramp_days),
        "files_sent": "yes" if mailbox.files_sent else "",
    }
    return _page(request, viewer, mailbox, values)


def _page(
    request: Request, viewer: Viewer, mailbox: Mailbox, values: forms.Values, wrong: OffhoursError | None = None
) -> HTMLResponse:
    return render(
        request,
        "settings_mailbox.html",
        viewer,
        status=422 if wrong else 200,
        box=mailbox,
        values=values,
        window=windows.values_of(mailbox.window),
        wrong=forms.refused(wrong) if wrong else {},
        told=forms.told(wrong) if wrong else "",
    )


@router.post("/{mailbox_id:int}", dependencies=[WakesWorkers])
async def change(request: Request, session: Session, viewer: Looking, house: InHouse, mailbox_id: int) -> Response:
    given = await forms.fields(request)
    mailbox = await find(session, Mailbox, mailbox_id, "mailbox")
    refuse_stranger(viewer.actor, mailbox.user_id, "mailbox")
    try:
        async with session.begin_nested():
            model = forms.read(api.MailboxChange, pace_of(given))
            await api.change(mailbox_id, model, session, viewer.actor, house)
    except OffhoursError as wrong:
        return _page(request, viewer, mailbox, {"ramp": "", "files_sent": "", **given}, wrong)
    return go(request, "/settings/mailboxes", f"{mailbox.address}: saved.", stay=False)


@router.post("/{mailbox_id:int}/window", dependencies=[WakesWorkers])
async def set_window(request: Request, session: Session, viewer: Looking, house: InHouse, mailbox_id: int) -> Response:
    model = forms.read(api.MailboxChange, {"window": await windows.read_own(request)})
    await api.change(mailbox_id, model, session, viewer.actor, house)
    return go(request, f"/settings/mailboxes/{mailbox_id}", "The window is saved.")
