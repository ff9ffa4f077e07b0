"""The workspace, its users and the keys of its integrations."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body, status
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from api.auth import Admin, Manager, Reader
from api.context import Given, InHouse, Line, Lines, Now, Page, Paging, Session, WakesSender, find, paged
from engine.errors import Forbidden
from engine.flows import keys, sign_in, staff
from engine.flows.keys import Scope
from engine.flows.locked import locked
from engine.flows.read_rules import rules_as_read, window_as_read
from engine.flows.restored import say_go, unread_since
from engine.flows.settings import edit_workspace
from engine.rules import windows
from engine.rules.vocabulary import Role
from engine.store.facts import workspace_of
from engine.store.tables import ApiKey, User, Workspace

router = APIRouter()
ZONE = Field(description="IANA name.", examples=["Europe/London"])
COUNTRY = Field(description="ISO 3166-1 alpha-2; its public holidays are kept.", examples=["GB"])
WINDOW = Field(
    description="When mails may leave, in the recipient's time zone. Days: 0 is Monday. Left out: the default.",
    examples=[
        {"days": [1, 2, 3, 6], "opens": "06:00", "quiet_from": "09:00", "quiet_until": "17:00", "closes": "21:00"}
    ],
)
POLICIES = Field(
    description="Numbers of the method a team may set.", examples=[{"answer_hours": 24, "backlog_limit": 10}]
)


class WorkspaceShown(BaseModel):
    legal_name: str = Field(examples=["Example Ltd"])
    postal_address: str = Field(examples=["1 Sample Street\nLondon N1 1AA\nUnited Kingdom"])
    time_zone: str = ZONE
    country: str = COUNTRY
    window: dict[str, Any] = WINDOW
    policies: dict[str, Any] = POLICIES
    unready: str = Field(
        description='Why window or policies cannot be read, and nothing is sent; "": they can. Usual values stand in.'
    )
    restored_at: datetime | None = Field(
        description="Since when nothing is sent because the database was restored or copied; null: mails leave."
    )
    restored_why: str = Field(description="What shows that.", examples=["its tables were made anew, from a dump"])
    unread_mailboxes: list[str] = Field(
        description="Those not read to their end since then: their Sent folders may show more that has left."
    )


class Go(Given):
    anyway: bool = Field(False, description="Also when some mailboxes have not been read since.")


class WorkspaceChange(Given):
    legal_name: Line = Field("", max_length=200, description="Stands under every mail.", examples=["Example Ltd"])
    postal_address: Lines = Field(
        "", max_length=500, description="Stands under every mail; the law asks for it.", examples=["1 Sample Street"]
    )
    time_zone: str = Field("UTC", max_length=64, examples=["Europe/London"])
    country: str = Field("", max_length=20, examples=["GB"])
    window: dict[str, Any] = Field({}, description=WINDOW.description, examples=WINDOW.examples)
    policies: dict[str, Any] = Field({}, description="Only those to change.", examples=[{"answer_hours": 12}])


@router.get("/workspace", tags=["settings"], summary="The workspace with its window and policies")
async def get_workspace(session: Session, actor: Reader) -> WorkspaceShown:
    return await _workspace(session, await workspace_of(session))


@router.patch("/workspace", tags=["settings"], summary="Change the workspace", dependencies=[WakesSender])
async def change_workspace(given: WorkspaceChange, session: Session, actor: Manager, now: Now) -> WorkspaceShown:
    """Policies take an administrator; the rest a manager. Held mails are judged anew."""
    if "policies" in given.model_fields_set and not actor.is_at_least(Role.ADMIN):
        raise Forbidden("policies take the role admin.", field="policies", remedy="Ask an administrator.")
    return await _workspace(session, await edit_workspace(session, given.given(), now, actor.by))


@router.post(
    "/workspace/go",
    tags=["settings"],
    summary="Say that mails may leave after the database was restored or copied",
    dependencies=[WakesSender],
)
async def go(given: Go, session: Session, actor: Admin, now: Now, house: InHouse) -> WorkspaceShown:
    """From now on this database is the one that sends: be sure that no other one does. 409 while mailboxes have not
    been read since, unless `anyway`; and when nothing is held.
    """
    return await _workspace(session, await say_go(session, house, now, actor.by, anyway=given.anyway))


async def _workspace(session: AsyncSession, row: Workspace) -> WorkspaceShown:
    rules, unready = rules_as_read(row)
    return WorkspaceShown(
        legal_name=row.legal_name,
        postal_address=row.postal_address,
        time_zone=row.time_zone,
        country=row.country,
        window=windows.dump(window_as_read(row.window)),
        policies=rules.dump(),
        unready=unready,
        restored_at=row.restored_at,
        restored_why=row.restored_why,
        unread_mailboxes=await unread_since(session, row),
    )


class UserShown(BaseModel):
    id: int
    email: str = Field(examples=["robin@example.com"])
    name: str = Field(examples=["Robin Rep"])
    role: Role
    daily_cap: int = Field(description="Mails a day over all their mailboxes, 1 to 100.", examples=[100])
    active: bool
    has_password: bool
    created_at: datetime


class NewUser(Given):
    email: str = Field(max_length=254, examples=["robin@example.com"])
    name: Line = Field("", max_length=200, examples=["Robin Rep"])
    role: Role = Role.REP
    daily_cap: int = Field(100, description="Mails a day over all their mailboxes, 1 to 100.")


class UserChange(Given):
    name: Line = Field("", max_length=200, examples=["Robin Rep"])
    role: Role = Role.REP
    daily_cap: int = Field(100, examples=[80])
    active: bool = Field(True, description="false signs the user out everywhere.")


class LinkWanted(Given):
    hours: int = Field(24, ge=1, le=168, description="Hours until the link expires.")


class Link(BaseModel):
    """Shown once: whoever has it can sign in as this user."""

    token: str
    url: str = Field(description="Give this to the user.")
    expires_at: datetime


@router.get("/users", tags=["users"], summary="Users, by address")
async def list_users(session: Session, actor: Reader, span: Paging) -> Page[UserShown]:
    return await paged(session, select(User).order_by(col(User.email)), span, _user)


@router.post("/users", tags=["users"], summary="Add a user", status_code=status.HTTP_201_CREATED)
async def add_user(given: NewUser, session: Session, actor: Admin, now: Now) -> UserShown:
    user = await staff.join(session, given.email, given.name, given.role, given.daily_cap, now, actor.by)
    return _user(user)


@router.get("/users/{user_id}", tags=["users"], summary="One user")
async def get_user(user_id: int, session: Session, actor: Reader) -> UserShown:
    return _user(await find(session, User, user_id, "user"))


@router.patch("/users/{user_id}", tags=["users"], summary="Change a user, or let them go")
async def change_user(user_id: int, given: UserChange, session: Session, actor: Admin, now: Now) -> UserShown:
    return _user(await staff.change(session, user_id, given.given(), now, actor.by))


@router.post(
    "/users/{user_id}/sign-in-link",
    tags=["users"],
    summary="A one-time link to sign in with",
    status_code=status.HTTP_201_CREATED,
)
async def make_sign_in_link(
    user_id: int,
    session: Session,
    actor: Admin,
    now: Now,
    house: InHouse,
    wanted: Annotated[LinkWanted | None, Body()] = None,
) -> Link:
    valid = timedelta(hours=(wanted or LinkWanted(hours=24)).hours)
    token = await sign_in.make_link(session, await find(session, User, user_id, "user"), now, valid, by=actor.by)
    return Link(token=token, url=sign_in_url(house.public_url, token), expires_at=now + valid)


def sign_in_url(public_url: str, token: str) -> str:
    """The page that asks for one more click, so that a mail program's preview does not use the link up."""
    return f"{public_url}/sign-in/{token}"


def _user(row: User) -> UserShown:
    return UserShown(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        daily_cap=row.daily_cap,
        active=row.active,
        has_password=bool(row.password_hash),
        created_at=row.created_at,
    )


class KeyShown(BaseModel):
    id: int
    name: str = Field(examples=["CRM sync"])
    prefix: str = Field(description="The part of the key that tells keys apart.", examples=["1f2e3d4c"])
    scopes: list[Scope]
    user_id: int = Field(description="On whose behalf, and within whose role, it acts.")
    created_at: datetime
    last_used_at: datetime | None = Field(description="To the minute.")
    revoked_at: datetime | None


class NewKey(Given):
    name: str = Field(max_length=100, examples=["CRM sync"])
    scopes: list[Scope] = Field(max_length=5, examples=[["read", "contacts:write"]])
    user_id: int | None = Field(None, description="On whose behalf it acts; left out: mine.")


class KeyMade(KeyShown):
    secret: str = Field(description="Shown this once.", examples=["oh_1f2e3d4c_…"])


@router.get("/api-keys", tags=["API keys"], summary="Keys, newest first")
async def list_keys(session: Session, actor: Admin, span: Paging) -> Page[KeyShown]:
    return await paged(session, select(ApiKey).order_by(col(ApiKey.id).desc()), span, _key)


@router.post("/api-keys", tags=["API keys"], summary="Make a key", status_code=status.HTTP_201_CREATED)
async def make_key(given: NewKey, session: Session, actor: Admin, now: Now) -> KeyMade:
    user = actor.user if given.user_id is None else await find(session, User, given.user_id, "user")
    made = await keys.make_key(session, user, given.name, set(given.scopes), now, actor.by)
    return KeyMade(**_key(made.key).model_dump(), secret=made.secret)


@router.delete("/api-keys/{key_id}", tags=["API keys"], summary="Revoke a key; it stays listed")
async def revoke_key(key_id: int, session: Session, actor: Admin, now: Now) -> KeyShown:
    key = await locked(session, ApiKey, key_id, "API key")
    await keys.revoke(session, key, now, actor.by)
    return _key(key)


def _key(row: ApiKey) -> KeyShown:
    return KeyShown(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        scopes=[Scope(scope) for scope in row.scopes],
        user_id=row.user_id,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
