"""Mailboxes: how each is, a new one, and a try of its servers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlmodel import col

from api.context import InHouse, Now, Session, WakesWorkers, find
from api.pages import forms
from api.pages.environment import render
from api.pages.errors import TYPED
from api.pages.flash import go
from api.pages.paging import SIZE, part, wanted
from api.pages.viewer import Looking, Managing, Viewer, team
from api.v1 import mailbox_sign_in
from api.v1 import mailboxes as api
from api.v1.mailbox_sign_in import Preset, SignInWanted
from engine.edge.login import Security
from engine.errors import Invalid, OffhoursError
from engine.flows.access import WHO
from engine.flows.connect_mailbox import wants_login
from engine.flows.health import health_of
from engine.flows.house import House
from engine.flows.read_rules import rules_as_read
from engine.rules.pace import slowed_until
from engine.rules.providers import BY_KEY, Auth
from engine.rules.windows import zone_of
from engine.store.facts import workspace_of
from engine.store.tables import Mailbox, User

router = APIRouter(prefix="/settings/mailboxes", include_in_schema=False)
WIRES = ("smtp", "imap")
COPIES_SHOWN = timedelta(minutes=30)
"""For how long copies must have failed before a person hears of it: what passes by itself is no news."""
NOT_READ = timedelta(minutes=10)
"""A mailbox that a poller holds is looked at more often than that."""
BLANK = {
    "provider": "",
    "auth": "password",
    "files_sent": "",
    "address": "",
    "display_name": "",
    "time_zone": "",
    "country": "",
    "daily_cap": "50",
    "ramp": "yes",
    "ramp_days": "28",
    "smtp.host": "",
    "smtp.port": "465",
    "smtp.security": "tls",
    "smtp.username": "",
    "imap.host": "",
    "imap.port": "993",
    "imap.security": "tls",
    "imap.username": "",
}


@dataclass(frozen=True)
class Row:
    """`again`: the login is not taken any more. `listens`: a poller reads it. `uncopied`: copies of sent mails have
    failed for long. `slow_until` is None when it goes at its ordinary pace; `warnings` say what is near to stopping
    it."""

    mailbox: Mailbox
    owner: User
    again: bool
    listens: bool
    uncopied: bool
    slow_until: datetime | None
    warnings: tuple[str, ...]


async def _list(
    request: Request,
    session: Session,
    viewer: Viewer,
    house: House,
    number: int,
    tried: api.TestShown | None = None,
    tried_id: int = 0,
) -> HTMLResponse:
    """A page of the mailboxes; the one on which `tried_id` stands when that was tried."""
    found = await _mine(session, viewer)
    if tried_id:
        number = 1 + next((at for at, (box, _) in enumerate(found) if box.id == tried_id), 0) // SIZE
    shown, page = part(found, number)
    rows = await _rows(session, viewer, house, shown)
    return render(
        request,
        "settings_mailboxes.html",
        viewer,
        rows=rows,
        page=page,
        tried=tried,
        tried_id=tried_id,
        who=WHO,
        users=await team(session),
    )


async def _mine(session: Session, viewer: Viewer) -> list[tuple[Mailbox, User]]:
    """A manager sees everybody's."""
    query = (
        select(Mailbox, User)
        .join(User, col(User.id) == Mailbox.user_id)
        .where(col(Mailbox.deleted_at).is_(None))
        .order_by(col(Mailbox.address))
    )
    if not viewer.manages:
        query = query.where(col(Mailbox.user_id) == viewer.user.id)
    return [(row.Mailbox, row.User) for row in await session.execute(query)]


async def _rows(session: Session, viewer: Viewer, house: House, found: list[tuple[Mailbox, User]]) -> list[Row]:
    rules, _ = rules_as_read(await workspace_of(session))
    health = await health_of(session, [mailbox.id for mailbox, _ in found], rules, viewer.now)
    quiet = viewer.now - max(NOT_READ, 3 * house.settings.poll)
    return [_row(mailbox, owner, health[mailbox.id].warnings, viewer, quiet) for mailbox, owner in found]


def _row(mailbox: Mailbox, owner: User, warnings: tuple[str, ...], viewer: Viewer, quiet: datetime) -> Row:
    """`quiet`: a mailbox that was last looked at before then is read by nobody."""
    since = mailbox.copy_problem_since
    return Row(
        mailbox,
        owner,
        again=wants_login(mailbox),
        listens=not mailbox.read_problem and mailbox.read_at is not None and mailbox.read_at >= quiet,
        uncopied=since is not None and viewer.now - since >= COPIES_SHOWN,
        slow_until=slowed_until(mailbox.slow_until, viewer.now),
        warnings=warnings,
    )


@router.get("")
async def all_mailboxes(
    request: Request, session: Session, viewer: Looking, house: InHouse, page: str = "1"
) -> HTMLResponse:
    return await _list(request, session, viewer, house, wanted(page))


@router.get("/new")
async def new(
    request: Request,
    session: Session,
    viewer: Looking,
    house: InHouse,
    address: str = "",
    provider: str = "",
    auth: str = "",
) -> HTMLResponse:
    """First the address, which tells the servers of the large providers; then the rest, filled in with those."""
    if not address.strip():
        providers = [(known.key, known.name) for known in BY_KEY.values()]
        return render(request, "settings_mailbox_address.html", viewer, providers=providers)
    asked = {"address": address.strip()[:254], "provider": provider}
    try:
        preset = await mailbox_sign_in.preset(viewer.actor, house, asked["address"], provider)
    except OffhoursError as wrong:
        return await _form(request, session, house, viewer, {**asked, "provider": ""}, wrong=wrong)
    ways = [way.value for way in preset.auth]
    values = {**asked, **_known(preset), "ramp": "yes", "auth": auth if auth in ways else next(iter(ways), "password")}
    accounts = {f"{wire}.username": asked["address"] for wire in WIRES}
    return await _form(request, session, house, viewer, {**values, **accounts})


def _known(preset: Preset) -> dict[str, str]:
    """What is known of the provider, as fields of the form."""
    servers = {"smtp": preset.smtp, "imap": preset.imap}
    known = {
        f"{wire}.{name}": str(getattr(server, name))
        for wire, server in servers.items()
        if server
        for name in ("host", "port", "security")
    }
    return known | {"files_sent": "yes" if preset.files_sent else ""}


async def _form(
    request: Request,
    session: Session,
    house: InHouse,
    viewer: Viewer,
    given: dict[str, str],
    *,
    tried: api.TestShown | None = None,
    wrong: OffhoursError | None = None,
) -> HTMLResponse:
    """With what was typed, passwords excepted: those are typed again."""
    ticked = {"ramp": given.get("ramp", ""), "files_sent": given.get("files_sent", "")}
    values = {**BLANK, "time_zone": viewer.zone.key, "display_name": viewer.user.name, **given, **ticked}
    provider = values["provider"] if values["provider"] in BY_KEY else ""
    preset = await mailbox_sign_in.preset(viewer.actor, house, values["address"], provider)
    return render(
        request,
        "settings_mailbox_new.html",
        viewer,
        status=422 if wrong else 200,
        values=values,
        tried=tried,
        wrong={wrong.field: forms.told(wrong)} if wrong else marked(tried),
        told=forms.told(wrong) if wrong else "",
        owners=await team(session),
        securities=list(Security),
        preset=preset,
        who=WHO,
    )


@router.post("/new", dependencies=[WakesWorkers])
async def add(request: Request, session: Session, viewer: Looking, house: InHouse) -> Response:
    """Two buttons: one tries the servers, one saves."""
    given = await forms.fields(request)
    try:
        servers = {wire: server_of(given, wire) for wire in WIRES}
        if given.get("do") == "test":
            wanted = forms.read(api.MailboxTest, servers)
            tried = await api.try_unsaved(wanted, session, viewer.actor, house)
            return await _again(request, house, viewer, given, tried)
        async with session.begin_nested():
            model = forms.read(api.NewMailbox, {**_values(given), **servers})
            mailbox = await api.connect(model, session, viewer.actor, house)
            if model.auth is not Auth.PASSWORD:
                return await leave(request, session, viewer, house, mailbox.id, model.auth)
    except OffhoursError as wrong:
        if TYPED in request.headers:
            raise  # the passwords stay in the form
        return await _form(request, session, house, viewer, given, wrong=wrong)
    return go(request, "/settings/mailboxes", f"{mailbox.address} is connected.", stay=False)


def marked(tried: api.TestShown | None) -> dict[str, str]:
    """The field that each wire failed by, with what to do about it."""
    wires = (tried.smtp, tried.imap) if tried else ()
    return {wire.field: wire.remedy for wire in wires if not wire.ok}


async def leave(
    request: Request, session: Session, viewer: Viewer, house: InHouse, mailbox_id: int, auth: Auth | None
) -> Response:
    """A page that goes on to the provider by itself: a form's answer may not lead to another site (form-action)."""
    begun = await mailbox_sign_in.begin(mailbox_id, session, viewer.actor, house, SignInWanted(auth=auth))
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": begun.url})
    return render(request, "settings_mailbox_leave.html", viewer, url=begun.url, who=begun.who, until=begun.until)


async def _again(
    request: Request, house: InHouse, viewer: Viewer, given: dict[str, str], tried: api.TestShown
) -> HTMLResponse:
    """In a transaction of its own: the one of the request ended before the servers were asked."""
    async with house.database.begin() as session:
        return await _form(request, session, house, viewer, given, tried=tried)


def server_of(given: forms.Values, wire: str) -> dict[str, str | int]:
    names = ("host", "security", "username", "password")
    texts = {name: given.get(f"{wire}.{name}", "") for name in names}
    return {**texts, "port": forms.number(given.get(f"{wire}.port", ""), f"{wire}.port")}


def pace_of(given: forms.Values) -> dict[str, object]:
    """What may be changed later, too."""
    zone_of(given.get("time_zone", ""), "time_zone")
    return {
        "display_name": given.get("display_name", ""),
        "time_zone": given.get("time_zone", ""),
        "country": given.get("country", ""),
        "daily_cap": forms.number(given.get("daily_cap", ""), "daily_cap"),
        "ramp": given.get("ramp") == "yes",
        "files_sent": given.get("files_sent") == "yes",
        "ramp_days": forms.number(given.get("ramp_days", "28"), "ramp_days"),
    }


def _values(given: forms.Values) -> dict[str, object]:
    return {
        **pace_of(given),
        "address": given.get("address", ""),
        "auth": given.get("auth") or Auth.PASSWORD.value,
        "user_id": forms.number(given["user_id"], "user_id") if given.get("user_id") else None,
    }


@router.post("/{mailbox_id:int}/test")
async def test(request: Request, session: Session, viewer: Looking, house: InHouse, mailbox_id: int) -> HTMLResponse:
    tried = await api.try_saved(mailbox_id, session, viewer.actor, house)
    async with house.database.begin() as fresh:
        return await _list(request, fresh, viewer, house, 1, tried, mailbox_id)


@router.get("/{mailbox_id:int}/test")
async def after_test(request: Request, mailbox_id: int) -> Response:
    """Where a reload of a test's result leads."""
    return go(request, "/settings/mailboxes", stay=False)


@router.post("/{mailbox_id:int}/pause")
async def pause(request: Request, session: Session, viewer: Looking, now: Now, mailbox_id: int) -> Response:
    await api.pause(mailbox_id, session, viewer.actor, now, None)
    return go(request, "/settings/mailboxes", "Paused: nothing leaves, answers are still read.")


@router.post("/{mailbox_id:int}/resume", dependencies=[WakesWorkers])
async def resume(request: Request, session: Session, viewer: Looking, now: Now, mailbox_id: int) -> Response:
    await api.resume(mailbox_id, session, viewer.actor, now)
    return go(request, "/settings/mailboxes", "Resumed: it tries again now.")


@router.post("/{mailbox_id:int}/hand-over", dependencies=[WakesWorkers])
async def hand_over(request: Request, session: Session, viewer: Managing, house: InHouse, mailbox_id: int) -> Response:
    given = await forms.fields(request)
    if not given.get("user_id"):
        raise Invalid("nobody is chosen.", field="user_id", remedy="Choose a colleague.")
    user = await find(session, User, forms.number(given["user_id"], "user_id"), "user")
    await api.change(mailbox_id, api.MailboxChange(user_id=user.id), session, viewer.actor, house)
    return go(request, "/settings/mailboxes", f"Handed over: it sends for {user.name or user.email} now.")


@router.post("/{mailbox_id:int}/remove")
async def remove(request: Request, session: Session, viewer: Looking, now: Now, mailbox_id: int) -> Response:
    await api.remove(mailbox_id, session, viewer.actor, now)
    return go(request, "/settings/mailboxes", "Removed: its passwords are gone, its history stays.")
