"""Settings: the workspace, oneself, users and keys."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlmodel import col

from api.context import InHouse, Now, Session, WakesSender, house
from api.pages import forms, windows
from api.pages.environment import render
from api.pages.errors import FIELDS
from api.pages.flash import go
from api.pages.paging import Cut, wanted
from api.pages.viewer import Administering, Looking, Managing, Viewer
from api.v1 import entry as api_entry
from api.v1 import settings as api_settings
from engine.errors import Invalid, OffhoursError
from engine.flows.keys import Scope
from engine.flows.notices import login_of
from engine.flows.opinion import refused_lately
from engine.flows.read_rules import rules_as_read
from engine.flows.restored import unread_since
from engine.flows.tasks import stand_in
from engine.rules import policies
from engine.rules.vocabulary import Role
from engine.settings import Settings
from engine.store.facts import workspace_of
from engine.store.tables import ApiKey, User, Workspace

router = APIRouter(prefix="/settings", include_in_schema=False)
OWN_FIELDS = ("legal_name", "postal_address", "time_zone", "country")
POLICY_WORDS: dict[str, tuple[str, str]] = {
    "answer_hours": ("Answer within", "hours"),
    "escalate_hours": ("The manager is told of overdue work after", "hours more"),
    "backlog_limit": ("First touches wait at", "unworked responses"),
    "responses_low": ("Plan for at least", "responses a day and rep"),
    "responses_high": ("Plan for at most", "responses a day and rep"),
    "days_per_week": ("A mailbox sends on at most", "days a week"),
    "first_week": ("A rep’s first week has at most", "mails"),
    "account_gap_minutes": ("Between two mails to one company", "minutes at least"),
    "contacts_per_account": ("In conversation at once", "contacts per account"),
    "away_days": ("Out of office without a date holds for", "days"),
    "check_back_days": ("“Not now” without a date is taken up after", "days"),
    "soft_retries": ("A soft bounce is tried again", "times"),
    "recent_activity_days": ("Not cold if heard of within", "days"),
}
HEALTH_WORDS: dict[str, tuple[str, str]] = {
    "batch_hard_share": ("An imported list is stopped above", "% of hard bounces"),
    "batch_floor": ("A list is judged once it has got", "mails"),
    "mailbox_hard_share": ("Bounces stop a mailbox above", "% of its last 200, hard ones"),
    "mailbox_floor": ("Bounces are judged once it has sent", "mails"),
    "mailbox_block_share": ("Blocks stop a mailbox above", "% of its last 200"),
    "block_floor": ("Blocks are judged once there are", "of them"),
    "complaint_warn_share": ("Complaints are a warning above", "% of four weeks"),
    "complaint_stop_share": ("Complaints stop a mailbox above", "% of four weeks"),
    "complaint_floor": ("Complaints are judged once there are", "of them"),
    "rest_hours": ("A mailbox that was stopped rests for", "hours"),
    "recovery_days": ("After a rest a mailbox goes slowly for", "days"),
    "slow_hours": ("When its server asks for it, it goes slowly for", "hours"),
}
"""When bounces, blocks and complaints stop a list or a mailbox, and for how long."""
SWITCH_WORDS: dict[str, str] = {
    "await_history": "First mails of a mailbox wait until its past correspondence was read",
    "accept_people": "People named in answers become contacts without a click, where the answer has their address",
    "require_basis": "Contacts without a note on the lawful basis are refused, and get no first mail",
}
SHARE = "_share"
"""Policies with this in their name are shares; people give them in per cent."""


@router.get("")
async def workspace(request: Request, session: Session, viewer: Looking) -> HTMLResponse:
    return await _workspace_page(request, session, viewer)


async def _workspace_page(
    request: Request,
    session: Session,
    viewer: Viewer,
    *,
    wrong: OffhoursError | None = None,
    given: dict[str, str] | None = None,
) -> HTMLResponse:
    row = await workspace_of(session)
    rules, unready = rules_as_read(row)
    values = {
        "legal_name": row.legal_name,
        "postal_address": row.postal_address,
        "time_zone": row.time_zone,
        "country": row.country,
        **{name: _told(name, value) for name, value in rules.dump().items()},
        **(given or {}),
    }
    return render(
        request,
        "settings.html",
        viewer,
        status=422 if wrong else 200,
        wrong=_named(wrong) if wrong else "",
        refused=forms.refused(wrong) if wrong else {},
        values=values,
        window=windows.values_of(row.window) | (await windows.typed(request) if "opens" in (given or {}) else {}),
        parts={"Sending and answers": POLICY_WORDS, "Health": HEALTH_WORDS},
        switches=SWITCH_WORDS,
        ticked=await _ticked(request, row, given or {}),
        opinion=house(request).opinion,
        opinion_refused=await refused_lately(session, house(request).clock.now()) if house(request).opinion else "",
        below=house(request).settings.opinion_below,
        notices=notices_of(house(request).settings),
        unready=unready,
        restored=row if row.restored_at else None,
        unread=await unread_since(session, row),
    )


async def _ticked(request: Request, row: Workspace, given: forms.Values) -> set[str]:
    """The policies that are on: as they were ticked when the form was refused, else as they are."""
    if "switches" in given:
        return set(await forms.several(request, "switches"))
    return {name for name, value in policies.as_far_as_read(row.policies).dump().items() if value is True}


def _named(wrong: OffhoursError) -> str:
    """With the words that stand at a policy, where the reason has no name for it: there are two dozen on the page."""
    name = wrong.field.rpartition(".")[2]
    label, _ = {**POLICY_WORDS, **HEALTH_WORDS}.get(name, ("", ""))
    return f"“{label}”: {forms.told(wrong)}" if label and name not in FIELDS else forms.told(wrong)


def notices_of(settings: Settings) -> tuple[str, str] | None:
    """Sender and server of mails about overdue work; None: there are none."""
    return (settings.notices_from, login_of(settings).host) if settings.notices_smtp.get_secret_value() else None


def _told(name: str, value: float) -> str:
    return f"{value * 100:.10g}" if name.endswith(SHARE) else str(value)


def _meant(name: str, text: str) -> float:
    if not name.endswith(SHARE):
        return forms.number(text, name)
    share, (low, high) = forms.per_cent(text, name), policies.LIMITS.get(name, (0, 1))
    if not low <= share <= high:
        raise Invalid(f"{text} is out of range.", field=name, remedy=f"Use {low * 100:g} to {high * 100:g}.")
    return share


@router.post("", dependencies=[WakesSender])
async def change_workspace(request: Request, session: Session, viewer: Managing, now: Now) -> Response:
    given = await forms.fields(request)
    wanted: dict[str, object] = {name: given[name] for name in OWN_FIELDS if name in given}
    try:
        async with session.begin_nested():
            if "opens" in given:
                wanted["window"] = await windows.read(request)
            if "answer_hours" in given:
                names = (*POLICY_WORDS, *HEALTH_WORDS)
                numbers = {name: _meant(name, given[name]) for name in names if name in given}
                ticked = set(await forms.several(request, "switches"))
                switches = {name: name in ticked for name in SWITCH_WORDS} if "switches" in given else {}
                wanted["policies"] = {**numbers, **switches}
            model = forms.read(api_settings.WorkspaceChange, wanted)
            await api_settings.change_workspace(model, session, viewer.actor, now)
    except OffhoursError as wrong:
        return await _workspace_page(request, session, viewer, wrong=wrong, given=given)
    return go(request, "/settings", "Saved. What waited for it is looked at again.")


@router.post("/go", dependencies=[WakesSender])
async def say_go(request: Request, session: Session, viewer: Administering, now: Now, house: InHouse) -> Response:
    given = await forms.fields(request)
    try:
        async with session.begin_nested():
            wanted = api_settings.Go(anyway=given.get("anyway") == "yes")
            await api_settings.go(wanted, session, viewer.actor, now, house)
    except OffhoursError as wrong:
        return await _workspace_page(request, session, viewer, wrong=wrong)
    return go(request, "/settings", "Mails leave again, from this database.")


@router.get("/me")
async def me(request: Request, viewer: Looking) -> HTMLResponse:
    return render(request, "settings_me.html", viewer, wrong="")


@router.post("/me")
async def set_password(request: Request, session: Session, viewer: Looking, now: Now) -> Response:
    given = await forms.fields(request)
    try:
        async with session.begin_nested():
            model = forms.read(api_entry.NewPassword, {"password": given.get("password", "")})
            await api_entry.set_my_password(model, session, viewer.actor, now)
    except OffhoursError as wrong:
        return render(request, "settings_me.html", viewer, status=422, wrong=forms.told(wrong))
    return go(request, "/settings/me", "Password set. Your other browsers are signed out.")


@router.get("/users")
async def users(request: Request, session: Session, viewer: Managing, page: str = "1") -> HTMLResponse:
    return await _users_page(request, session, viewer, wanted(page))


async def _users_page(
    request: Request, session: Session, viewer: Viewer, number: int = 1, *, link: str = "", whose: str = ""
) -> HTMLResponse:
    cut = Cut(number)
    query = select(User).order_by(col(User.active).desc(), col(User.email))
    rows, page = cut.page((await session.scalars(cut.of(query))).all())
    return render(
        request, "settings_users.html", viewer, rows=rows, page=page, link=link, whose=whose, roles=list(Role)
    )


@router.post("/users")
async def add_user(request: Request, session: Session, viewer: Administering, now: Now, house: InHouse) -> Response:
    """With a link to sign in with: without one the new user could not come in."""
    given = await forms.fields(request)
    wanted = {name: given.get(name, "") for name in ("email", "name", "role")}
    user = await api_settings.add_user(forms.read(api_settings.NewUser, wanted), session, viewer.actor, now)
    link = await api_settings.make_sign_in_link(user.id, session, viewer.actor, now, house, None)
    return await _users_page(request, session, viewer, link=link.url, whose=user.email)


@router.post("/users/{user_id:int}/link")
async def make_link(
    request: Request, session: Session, viewer: Administering, now: Now, house: InHouse, user_id: int
) -> Response:
    link = await api_settings.make_sign_in_link(user_id, session, viewer.actor, now, house, None)
    user = await session.get_one(User, user_id)
    return await _users_page(request, session, viewer, link=link.url, whose=user.email)


@router.post("/users/{user_id:int}")
async def change_user(request: Request, session: Session, viewer: Administering, now: Now, user_id: int) -> Response:
    given = await forms.fields(request)
    wanted: dict[str, object] = {name: given[name] for name in ("name", "role", "daily_cap") if given.get(name)}
    if "active" in given:
        wanted["active"] = given["active"] == "yes"
    model = forms.read(api_settings.UserChange, wanted)
    changed = await api_settings.change_user(user_id, model, session, viewer.actor, now)
    if "active" in given and not changed.active:
        other = await stand_in(session)
        whose = f"Their open work is with {other.name or other.email} now. " if other else ""
        return go(request, "/settings/users", f"Let go. {whose}Mailboxes of theirs wait until they are handed over.")
    return go(request, "/settings/users", "Saved.")


@router.get("/keys")
async def keys(request: Request, session: Session, viewer: Administering, page: str = "1") -> HTMLResponse:
    return await _keys_page(request, session, viewer, wanted(page))


async def _keys_page(
    request: Request, session: Session, viewer: Viewer, number: int = 1, *, secret: str = ""
) -> HTMLResponse:
    query = (
        select(ApiKey, User)
        .join(User, col(User.id) == ApiKey.user_id)
        .order_by(col(ApiKey.revoked_at).desc().nulls_first(), col(ApiKey.id).desc())
    )
    cut = Cut(number)
    rows, page = cut.page((await session.execute(cut.of(query))).all())
    return render(request, "settings_keys.html", viewer, rows=rows, page=page, secret=secret, scopes=list(Scope))


@router.post("/keys")
async def make_key(request: Request, session: Session, viewer: Administering, now: Now) -> Response:
    """The key is in this answer and nowhere else: no redirect, which would need to keep it."""
    given = await forms.fields(request)
    wanted = {"name": given.get("name", ""), "scopes": await forms.several(request, "scopes")}
    made = await api_settings.make_key(forms.read(api_settings.NewKey, wanted), session, viewer.actor, now)
    return await _keys_page(request, session, viewer, secret=made.secret)


@router.post("/keys/{key_id:int}/revoke")
async def revoke_key(request: Request, session: Session, viewer: Administering, now: Now, key_id: int) -> Response:
    await api_settings.revoke_key(key_id, session, viewer.actor, now)
    return go(request, "/settings/keys", "Revoked: it works no more.")
