"""Mailboxes: where mails leave from and answers come in."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter, status
from pydantic import BaseModel, Field, SecretStr
from sqlalchemy import select
from sqlmodel import col

from api.auth import Actor, MailboxWriter, Reader, refuse_stranger
from api.context import Given, InHouse, Line, Now, Page, Paging, Session, WakesWorkers, find, paged
from engine.edge.login import Security
from engine.errors import Forbidden, NotFound
from engine.flows import connect_mailbox
from engine.flows.connect_mailbox import Server
from engine.flows.health import health_of
from engine.flows.limits import limits_of
from engine.flows.read_rules import rules_as_read
from engine.rules.held import Held
from engine.rules.providers import Auth
from engine.rules.vocabulary import Role
from engine.store.facts import workspace_of
from engine.store.tables import Mailbox, MailboxState

router = APIRouter(prefix="/mailboxes", tags=["mailboxes"])


class ServerGiven(Given):
    host: str = Field(max_length=253, examples=["smtp.example.com"])
    port: int = Field(ge=1, le=65535, examples=[465])
    security: Security = Field(Security.TLS, description="none only for servers on this machine.")
    username: str = Field("", max_length=254, examples=["robin@example.com"])
    password: SecretStr = Field(SecretStr(""), max_length=1024, description="Kept sealed, never shown.")


class ServerChange(Given):
    """Another host, port or user name takes the password again."""

    host: str = Field("", min_length=1, max_length=253)
    port: int = Field(465, ge=1, le=65535)
    security: Security = Security.TLS
    username: str = Field("", max_length=254)
    password: SecretStr = Field(SecretStr(""), max_length=1024)


class ServerShown(BaseModel):
    host: str
    port: int
    security: Security
    username: str


class MailboxTest(Given):
    """Both servers, tried before anything is saved."""

    smtp: ServerGiven
    imap: ServerGiven
    ca_file: str = Field("", max_length=500, description="Authorities of a private server, PEM; administrators only.")


class MailboxFields(Given):
    """What can be changed later too."""

    display_name: Line = Field("", max_length=100, description="The From name.", examples=["Robin Rep"])
    time_zone: str = Field(
        "UTC", max_length=64, description="IANA name; the day its cap counts for.", examples=["Europe/London"]
    )
    country: str = Field("", max_length=20, description="ISO 3166-1; its holidays are kept.", examples=["GB"])
    daily_cap: int = Field(50, description="Mails a day, 1 to 100.", examples=[50])
    ramp: bool = Field(True, description="A new mailbox warms up, from 20 mails a day to its cap.")
    ramp_days: int = Field(28, description="Days the warm-up takes, 7 to 90.", examples=[28])
    min_gap_seconds: int = Field(60, ge=1, le=86_400, description="Seconds between two mails at least.")
    grace_seconds: int = Field(
        600, ge=60, le=86_400, description="Seconds a server may take to accept a mail after its worker died."
    )
    files_sent: bool = Field(
        False,
        description="The provider files a copy of each sent mail in Sent: absence proves it was not sent, and we file"
        " none.",
    )
    window: dict[str, Any] | None = Field(None, description="Its own window instead of the workspace's.")
    user_id: int | None = Field(None, description="The rep it belongs to; left out: me.")
    ca_file: str = Field("", max_length=500, description="Authorities of a private server, PEM; administrators only.")


class NewMailbox(MailboxFields):
    address: str = Field(max_length=254, examples=["robin@example.com"])
    auth: Auth = Field(
        Auth.PASSWORD, description="google, microsoft: no passwords; begin with POST /mailboxes/{id}/sign-in."
    )
    smtp: ServerGiven
    imap: ServerGiven


class MailboxChange(MailboxFields):
    auth: Auth = Field(Auth.PASSWORD, description="password, with both passwords, ends a sign-in at the provider.")
    smtp: ServerChange | None = None
    imap: ServerChange | None = None


class PauseWanted(Given):
    why: str = Field("", max_length=300, examples=["on holiday"])


class MailboxShown(BaseModel):
    id: int
    user_id: int
    address: str = Field(examples=["robin@example.com"])
    display_name: str
    time_zone: str
    country: str
    auth: Auth = Field(description="password, or at which provider a person has signed in.")
    smtp: ServerShown
    imap: ServerShown
    daily_cap: int
    ramp_started: date | None = Field(description="Since when it warms up, later by what it rested; null: it does not.")
    ramp_days: int
    min_gap_seconds: int
    grace_seconds: int
    files_sent: bool
    window: dict[str, Any] | None
    state: MailboxState = Field(description="error: a server refuses us. health: bounces or blocks stopped it.")
    state_detail: str = Field(description="Why it is in this state, in words.")
    state_since: datetime | None
    retry_at: datetime | None = Field(description="When it is tried again by itself.")
    slow_until: datetime | None = Field(description="Until then it sends half as much, at four times the distance.")
    slow_why: str = Field(description="Why it goes slowly, or last did.")
    read_at: datetime | None = Field(description="When it was last read, to within six minutes.")
    read_problem: str = Field(description='Why reading failed last; "" while it works.')
    history_since: datetime | None = Field(
        description="Back to when it is known whom it has written with; null: not read yet, first touches may wait."
    )
    connect_again: bool = Field(description="The login is not taken any more: give it again, or sign in again.")
    copy_problem: str = Field(description='Why copies cannot be filed in Sent; "" while they can.')
    copy_problem_since: datetime | None
    last_sent_at: datetime | None
    created_at: datetime


class Today(BaseModel):
    """What it may still send today, and why not more."""

    left: int = Field(description="Mails it may still send today.")
    left_why: str
    first_left: int = Field(description="First touches it may still send today.")
    first_left_why: str


class MailboxDetail(MailboxShown):
    today: Today
    warnings: list[str] = Field(
        description="What is near to stopping it: bounces, blocks, complaints.",
        examples=[["1 recipient has complained, of 620 mails delivered in four weeks; over 0.3% stop the mailbox"]],
    )


class WireShown(BaseModel):
    ok: bool
    field: str = Field(examples=["smtp.password"])
    problem: str = Field(examples=["The server refused the login: 5.7.8 Authentication credentials invalid"])
    remedy: str = Field(examples=["Check user name and password; many providers want an app password here."])


class TestShown(BaseModel):
    """Both wires are always tried, so that both can be mended at once."""

    smtp: WireShown
    imap: WireShown


@router.get("", summary="Mailboxes, by address; a rep sees their own")
async def list_mailboxes(session: Session, actor: Reader, span: Paging) -> Page[MailboxShown]:
    query = select(Mailbox).where(col(Mailbox.deleted_at).is_(None)).order_by(col(Mailbox.address))
    if not actor.is_at_least(Role.MANAGER):
        query = query.where(col(Mailbox.user_id) == actor.user.id)
    return await paged(session, query, span, shown)


@router.post("", summary="Connect a mailbox", status_code=status.HTTP_201_CREATED, dependencies=[WakesWorkers])
async def connect(given: NewMailbox, session: Session, actor: MailboxWriter, house: InHouse) -> MailboxShown:
    """Saves without trying: POST /mailboxes/test first."""
    values = given.model_dump(exclude={"smtp", "imap"})
    values["user_id"] = actor.user.id if given.user_id is None else given.user_id
    refuse_stranger(actor, values["user_id"], "mailbox")
    _refuse_ca_file(actor, given.ca_file)
    mailbox = await connect_mailbox.connect(session, house, values, server(given.smtp), server(given.imap), actor.by)
    return shown(mailbox)


@router.post("/test", summary="Try servers before saving")
async def try_unsaved(given: MailboxTest, session: Session, actor: MailboxWriter, house: InHouse) -> TestShown:
    """Really logs in to both. The answer is 200 whatever the servers say."""
    _refuse_ca_file(actor, given.ca_file)
    await session.commit()  # the servers may take long; no transaction is kept open meanwhile
    return await tried_servers(house, server(given.smtp), server(given.imap), given.ca_file)


@router.get("/{mailbox_id}", summary="One mailbox, with what it may still do today")
async def get_mailbox(mailbox_id: int, session: Session, actor: Reader, now: Now) -> MailboxDetail:
    mailbox = await find(session, Mailbox, mailbox_id, "mailbox")
    refuse_stranger(actor, mailbox.user_id, "mailbox")
    if mailbox.deleted_at is not None:
        raise NotFound(f"the mailbox {mailbox_id} was removed.", field="mailbox", remedy="Connect it anew.")
    rules, _ = rules_as_read(await workspace_of(session))
    pace = await limits_of(session, mailbox, rules, now)
    warnings = (await health_of(session, [mailbox.id], rules, now))[mailbox.id].warnings
    return MailboxDetail(**shown(mailbox).model_dump(), today=_today(pace.quota, pace.first), warnings=list(warnings))


def _today(quota: int | Held, first: int | Held) -> Today:
    """First touches are mails too: what holds all holds them."""
    return Today(
        left=_left(quota),
        left_why=_why(quota),
        first_left=min(_left(first), _left(quota)),
        first_left_why=_why(first) or _why(quota),
    )


def _left(limit: int | Held) -> int:
    return 0 if isinstance(limit, Held) else limit


def _why(limit: int | Held) -> str:
    return limit.detail if isinstance(limit, Held) else ""


@router.patch("/{mailbox_id}", summary="Change a mailbox", dependencies=[WakesWorkers])
async def change(
    mailbox_id: int,
    given: MailboxChange,
    session: Session,
    actor: MailboxWriter,
    house: InHouse,
) -> MailboxShown:
    mailbox = await own_mailbox(session, mailbox_id, actor)
    values = given.model_dump(exclude={"smtp", "imap"}, exclude_unset=True)
    if values.get("user_id", 0) is None:
        values["user_id"] = actor.user.id
    refuse_stranger(actor, values.get("user_id", mailbox.user_id), "mailbox")
    _refuse_ca_file(actor, given.ca_file)
    servers = {"smtp": _changes(given.smtp), "imap": _changes(given.imap)}
    wanted = {wire: changes for wire, changes in servers.items() if changes}
    return shown(await connect_mailbox.change(session, house, mailbox, values, wanted, actor.by))


def _changes(given: ServerChange | None) -> dict[str, Any]:
    changes = given.given() if given is not None else {}
    if "password" in changes:
        changes["password"] = changes["password"].get_secret_value()
    return changes


@router.post("/{mailbox_id}/test", summary="Try a saved mailbox")
async def try_saved(mailbox_id: int, session: Session, actor: MailboxWriter, house: InHouse) -> TestShown:
    mailbox = await own_mailbox(session, mailbox_id, actor)
    outgoing, incoming = connect_mailbox.servers_of(house, mailbox)
    await session.commit()  # the servers may take long; no transaction is kept open meanwhile
    return await tried_servers(house, outgoing, incoming, mailbox.ca_file)


@router.post("/{mailbox_id}/pause", summary="Send nothing from it until it is resumed; reading goes on")
async def pause(
    mailbox_id: int, session: Session, actor: MailboxWriter, now: Now, given: PauseWanted | None = None
) -> MailboxShown:
    mailbox = await own_mailbox(session, mailbox_id, actor)
    connect_mailbox.pause(session, mailbox, given.why if given else "", now, actor.by)
    return shown(mailbox)


@router.post("/{mailbox_id}/resume", summary="Mended: try again now", dependencies=[WakesWorkers])
async def resume(mailbox_id: int, session: Session, actor: MailboxWriter, now: Now) -> MailboxShown:
    mailbox = await own_mailbox(session, mailbox_id, actor)
    await connect_mailbox.resume(session, mailbox, now, actor.by)
    return shown(mailbox)


@router.delete("/{mailbox_id}", summary="Remove it; its history stays", status_code=status.HTTP_204_NO_CONTENT)
async def remove(mailbox_id: int, session: Session, actor: MailboxWriter, now: Now) -> None:
    connect_mailbox.remove(session, await own_mailbox(session, mailbox_id, actor), now, actor.by)


async def own_mailbox(session: Session, mailbox_id: int, actor: Actor) -> Mailbox:
    mailbox = await connect_mailbox.open_mailbox(session, mailbox_id)
    refuse_stranger(actor, mailbox.user_id, "mailbox")
    return mailbox


def _refuse_ca_file(actor: Actor, ca_file: str) -> None:
    """It names a file of the server."""
    if ca_file and not actor.is_at_least(Role.ADMIN):
        raise Forbidden("ca_file takes the role admin.", field="ca_file", remedy="Ask an administrator.")


def server(given: ServerGiven) -> Server:
    return Server(given.host, given.port, given.security, given.username, given.password.get_secret_value())


async def tried_servers(house: InHouse, outgoing: Server, incoming: Server, ca_file: str) -> TestShown:
    patience = house.settings.mail_timeout.total_seconds()
    tried = await connect_mailbox.try_servers(outgoing, incoming, ca_file, patience)
    return TestShown(smtp=WireShown(**asdict(tried.smtp)), imap=WireShown(**asdict(tried.imap)))


def shown(row: Mailbox) -> MailboxShown:
    """Everything but the secrets."""
    names = set(MailboxShown.model_fields) - {"smtp", "imap", "connect_again"}
    return MailboxShown(
        smtp=_server_shown(row, "smtp"),
        imap=_server_shown(row, "imap"),
        connect_again=connect_mailbox.wants_login(row),
        **{name: getattr(row, name) for name in names},
    )


def _server_shown(row: Mailbox, wire: str) -> ServerShown:
    return ServerShown(**{name: getattr(row, f"{wire}_{name}") for name in ("host", "port", "security", "username")})
