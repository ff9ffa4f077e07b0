"""Give a mailbox its login again: a sign-in at its provider and the way back from there, or other passwords."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.auth import refuse_stranger
from api.context import InHouse, Session, WakesWorkers, find
from api.pages import forms
from api.pages.environment import render
from api.pages.errors import TYPED
from api.pages.flash import go
from api.pages.mailboxes import WIRES, leave, marked, server_of
from api.pages.viewer import Looking, Viewer
from api.v1 import mailbox_sign_in
from api.v1 import mailboxes as api
from api.v1.mailbox_sign_in import SignInFinished
from engine.edge.login import Security
from engine.errors import OffhoursError
from engine.flows.access import WHO
from engine.flows.connect_mailbox import wants_login
from engine.rules.providers import Auth
from engine.store.tables import Mailbox

router = APIRouter(prefix="/settings/mailboxes", include_in_schema=False)
LIST = "/settings/mailboxes"
FILED = "Whether its provider files sent mails in Sent by itself was said of other servers: tick it again if these do."
NAMES = ("host", "port", "security", "username")


@router.get("/{mailbox_id:int}/login")
async def login(
    request: Request, session: Session, viewer: Looking, house: InHouse, mailbox_id: int, auth: str = ""
) -> HTMLResponse:
    mailbox = await find(session, Mailbox, mailbox_id, "mailbox")
    refuse_stranger(viewer.actor, mailbox.user_id, "mailbox")
    values = {f"{wire}.{name}": str(getattr(mailbox, f"{wire}_{name}")) for wire in WIRES for name in NAMES}
    return await _page(request, viewer, house, mailbox, values, auth=auth)


async def _page(
    request: Request,
    viewer: Viewer,
    house: InHouse,
    mailbox: Mailbox,
    values: dict[str, str],
    *,
    auth: str = "",
    tried: api.TestShown | None = None,
    wrong: OffhoursError | None = None,
) -> HTMLResponse:
    preset = await mailbox_sign_in.preset(viewer.actor, house, mailbox.address, "")
    ways = [way for way in (Auth.GOOGLE, Auth.MICROSOFT) if way in preset.auth or way is mailbox.auth]
    return render(
        request,
        "settings_mailbox_login.html",
        viewer,
        status=422 if wrong else 200,
        box=mailbox,
        again=wants_login(mailbox),
        ways=[(way.value, WHO[way]) for way in ways],
        by_password=mailbox.auth is Auth.PASSWORD or auth == Auth.PASSWORD.value,
        values=values,
        tried=tried,
        wrong={wrong.field: forms.told(wrong)} if wrong else marked(tried),
        told=forms.told(wrong) if wrong else "",
        securities=list(Security),
        note=preset.note,
    )


@router.post("/{mailbox_id:int}/login", dependencies=[WakesWorkers])
async def change(request: Request, session: Session, viewer: Looking, house: InHouse, mailbox_id: int) -> Response:
    """Two buttons: one tries the servers, one saves."""
    given = await forms.fields(request)
    mailbox = await find(session, Mailbox, mailbox_id, "mailbox")
    refuse_stranger(viewer.actor, mailbox.user_id, "mailbox")
    try:
        servers = {wire: server_of(given, wire) for wire in WIRES}
        if given.get("do") == "test":
            wanted = forms.read(api.MailboxTest, servers)
            await session.commit()  # the servers may take long; no transaction is kept open meanwhile
            tried = await api.tried_servers(house, api.server(wanted.smtp), api.server(wanted.imap), mailbox.ca_file)
            return await _page(request, viewer, house, mailbox, given, auth="password", tried=tried)
        async with session.begin_nested():
            model, filed = forms.read(api.MailboxChange, {"auth": Auth.PASSWORD.value, **servers}), mailbox.files_sent
            saved = await api.change(mailbox_id, model, session, viewer.actor, house)
    except OffhoursError as wrong:
        if TYPED in request.headers:
            raise  # the passwords stay in the form
        return await _page(request, viewer, house, mailbox, given, auth="password", wrong=wrong)
    asked = f" {FILED}" if filed and not saved.files_sent else ""
    return go(request, LIST, f"{mailbox.address}: saved, it is tried again now.{asked}", stay=False)


@router.post("/{mailbox_id:int}/sign-in")
async def sign_in(request: Request, session: Session, viewer: Looking, house: InHouse, mailbox_id: int) -> Response:
    wanted = (await forms.fields(request)).get("auth", "")
    try:
        return await leave(request, session, viewer, house, mailbox_id, Auth(wanted) if wanted in set(Auth) else None)
    except OffhoursError as wrong:
        return go(request, LIST, forms.told(wrong), "bad", stay=False)


@router.get("/signed-in", dependencies=[WakesWorkers])
async def signed_in(
    request: Request,
    session: Session,
    viewer: Looking,
    house: InHouse,
    state: str = "",
    code: str = "",
    error: str = "",
    error_description: str = "",
) -> Response:
    """Where the provider sends the person back to. The servers are tried at once: a consent alone opens no mailbox."""
    values = {"state": state, "code": code, "error": error, "error_description": error_description}
    try:
        mailbox = await mailbox_sign_in.finish(forms.read(SignInFinished, values), session, viewer.actor, house)
    except OffhoursError as wrong:
        return go(request, LIST, forms.told(wrong), "bad", stay=False)
    async with house.database.begin() as fresh:
        tried = await api.try_saved(mailbox.id, fresh, viewer.actor, house)
    done = f"{mailbox.address} is connected with {WHO[mailbox.auth]}"
    failed = [
        f"{name} does not work yet: {wire.problem} {wire.remedy}"
        for name, wire in (("Sending", tried.smtp), ("Reading", tried.imap))
        if not wire.ok
    ]
    if failed:
        return go(request, LIST, f"{done}. {' '.join(failed)}", "warn", stay=False)
    return go(request, LIST, f"{done}: both servers let it in.", stay=False)
