"""Connect a mailbox, try its servers, change it, rest it, let it go. Passwords are sealed and never shown again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.edge import imap, smtp
from engine.edge.login import Security, ServerLogin, Tokens
from engine.errors import Conflict, Invalid, NotFound, OffhoursError
from engine.flows.access import configured, not_connected
from engine.flows.cursors import ACCOUNT, forget_numbers
from engine.flows.health import rest_mailbox
from engine.flows.house import House
from engine.flows.locked import locked
from engine.flows.look_again import look_again
from engine.flows.settings import check_country, check_window, check_zone
from engine.rules import addresses, pace, windows
from engine.rules.providers import Auth, surely_files
from engine.store.journal import record
from engine.store.mailboxes import MailboxState
from engine.store.tables import FormerOwner, Mailbox, User

WIRES = ("smtp", "imap")
SENT_FOLDER = ("smtp_host", "smtp_username", "imap_host", "imap_port", "imap_username", "files_sent")
"""What says which Sent folder a mailbox has, and what is in it."""
LOGIN_FIELDS = ("smtp.password", "imap.password", "smtp.oauth", "imap.oauth", "login.oauth", "vault.key")
"""Where an error points when a server or a provider takes the login no more (engine.edge.trouble)."""
ZONE_UNKNOWN = "mailbox.time_zone"
"""Where it points when its zone was one that nobody knows (engine.flows.zones)."""


@dataclass(frozen=True)
class Server:
    """One of the two servers as a person describes it; `password` "" keeps the one that is known."""

    host: str
    port: int
    security: Security
    username: str
    password: str = ""
    tokens: Tokens | None = None


@dataclass(frozen=True)
class WireResult:
    """How one server answered. `field` is dotted, e.g. smtp.password."""

    ok: bool
    field: str = ""
    problem: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Tried:
    smtp: WireResult
    imap: WireResult


async def try_servers(outgoing: Server, incoming: Server, ca_file: str, patience: float) -> Tried:
    """Really logs in, to both at once; sends and changes nothing. `patience`: seconds per server."""
    checks: tuple[Callable[[], Awaitable[None]], ...] = (
        lambda: smtp.check(_login(outgoing, ca_file), patience=patience),
        lambda: imap.check(_login(incoming, ca_file), patience=patience),
    )
    results = await asyncio.gather(*[_try(wire, check) for wire, check in zip(WIRES, checks, strict=True)])
    return Tried(*results)


async def _try(wire: str, check: Callable[[], Awaitable[None]]) -> WireResult:
    try:
        await check()
    except OffhoursError as wrong:
        whole = wrong.field.startswith((f"{wire}.", "login."))
        field = wrong.field if whole else f"{wire}.{wrong.field}".rstrip(".")
        return WireResult(False, field, wrong.problem, wrong.remedy)
    return WireResult(True)


def _login(server: Server, ca_file: str) -> ServerLogin:
    return ServerLogin(
        server.host,
        server.port,
        server.security,
        server.username,
        server.password,
        ca_file=ca_file or None,
        tokens=server.tokens,
    )


def servers_of(house: House, mailbox: Mailbox) -> tuple[Server, Server]:
    """With their passwords or tokens, to be tried."""
    out, in_ = house.smtp_login(mailbox), house.imap_login(mailbox)
    return (
        Server(out.host, out.port, out.security, out.username, out.password, out.tokens),
        Server(in_.host, in_.port, in_.security, in_.username, in_.password, in_.tokens),
    )


def wants_login(mailbox: Mailbox) -> bool:
    """A person has to give the login again: sending or reading is refused because of it."""
    told = [mailbox.read_problem, mailbox.state_detail if mailbox.state is MailboxState.ERROR else ""]
    return any(problem.startswith(f"{field}: ") for problem in told for field in LOGIN_FIELDS)


async def connect(
    session: AsyncSession, house: House, values: dict[str, Any], outgoing: Server, incoming: Server, by: str
) -> Mailbox:
    """`values` are columns of Mailbox with `user_id` and `address`; `ramp` says whether it warms up. A mailbox that
    was removed comes back with its history. One that is to be signed in to at its provider waits for that."""
    now = house.clock.now()
    address = addresses.normalise(values.pop("address"), "address")
    known = (await session.scalars(select(Mailbox).where(col(Mailbox.address) == address).with_for_update())).first()
    if known is not None and known.deleted_at is None:
        raise Conflict(f"{address} is connected already.", field="address", remedy="Change the one there is.")
    await _check_owner(session, values["user_id"])
    ramp, auth = values.pop("ramp"), values["auth"]
    if auth is Auth.PASSWORD:
        _refuse_missing("smtp", outgoing)
        _refuse_missing("imap", incoming)
    else:
        configured(house.settings, auth)
        outgoing, incoming = (replace(server, password="") for server in (outgoing, incoming))
    columns = {
        **await _checked(session, values),
        **_server_columns(house, "smtp", outgoing),
        **_server_columns(house, "imap", incoming),
    }
    today = now.astimezone(windows.zone_of(columns["time_zone"])).date()
    columns |= {"ramp_started": today if ramp else None, "state": MailboxState.ACTIVE, "state_detail": ""}
    columns |= {"state_since": now, "retry_at": None, "deleted_at": None, "read_problem": "", "oauth_secret": ""}
    columns |= {"login_at": now, "copy_problem": "", "copy_problem_since": None, "history_since": None}
    if auth is not Auth.PASSWORD:
        columns |= {"state": MailboxState.ERROR, "state_detail": str(not_connected(auth))}
    if known is None:
        mailbox = Mailbox(address=address, created_at=now, **columns)
        session.add(mailbox)
        await session.flush()
    else:
        mailbox = known
        await move(session, house, mailbox, columns)
        await _write(session, mailbox, columns, now)
    record(session, now, "mailbox.connected", by=by, mailbox_id=mailbox.id)
    await look_again(session, now, mailbox_id=mailbox.id)
    return mailbox


async def change(
    session: AsyncSession,
    house: House,
    mailbox: Mailbox,
    values: dict[str, Any],
    servers: dict[str, dict[str, Any]],
    by: str,
) -> Mailbox:
    """`servers` holds, under smtp and imap, the fields to change. A password is only ever sent where it was given
    for: another host, port or user name takes it again. Handed over it sends under the name of whoever has it from now
    on: a mail of somebody who left would not be honest (M11)."""
    now = house.clock.now()
    if "user_id" in values:
        owner = await _check_owner(session, values["user_id"])
        if owner.id != mailbox.user_id:
            values.setdefault("display_name", owner.name or owner.email)
    if "ramp" in values:
        today = now.astimezone(windows.zone_of(mailbox.time_zone)).date()
        values["ramp_started"] = (mailbox.ramp_started or today) if values.pop("ramp") else None
    _check_way(mailbox, values, servers)
    columns = await _checked(session, values)
    moved = any(_moved(mailbox, wire, changes) for wire, changes in servers.items())
    for wire, changes in servers.items():
        columns |= _server_columns(house, wire, _changed_server(house, mailbox, wire, changes))
    columns = _files_sent(mailbox, columns) | columns
    await move(session, house, mailbox, columns)
    await _write(session, mailbox, columns, now)
    if "time_zone" in values and mailbox.state_detail.startswith(f"{ZONE_UNKNOWN}: "):
        _is_well(mailbox, now)
    if mailbox.auth is Auth.PASSWORD:
        mailbox.oauth_secret = ""
        if any(changes.get("password") for changes in servers.values()):
            await welcome(session, mailbox, now, by, "with a password")
    elif moved:
        _sign_in_again(mailbox, now)
    record(session, now, "mailbox.changed", by=by, mailbox_id=mailbox.id, fields=sorted({*values, *servers}))
    await look_again(session, now, mailbox_id=mailbox.id)
    return mailbox


def _files_sent(mailbox: Mailbox, columns: dict[str, Any]) -> dict[str, bool]:
    """Whether what SMTP takes is filed in the Sent folder that IMAP shows was said of these servers and accounts: for
    others it is not so until somebody says it again, or we know them. A mail in doubt would be sent twice."""
    names = ("smtp_host", "smtp_username", "imap_host", "imap_username")
    there = {name: columns.get(name, getattr(mailbox, name)) for name in names}
    if all(there[name] == getattr(mailbox, name) for name in names):
        return {}
    is_one = there["smtp_username"] == there["imap_username"]
    return {"files_sent": mailbox.files_sent and is_one and surely_files(there["smtp_host"], there["imap_host"])}


def _check_way(mailbox: Mailbox, values: dict[str, Any], servers: dict[str, dict[str, Any]]) -> None:
    """Back to passwords takes both of them; a sign-in is begun at its own place, with a person at hand."""
    wanted = values.get("auth", mailbox.auth)
    if wanted is not mailbox.auth and wanted is not Auth.PASSWORD:
        raise Invalid("A sign-in cannot be written down.", field="auth", remedy="Use POST /mailboxes/{id}/sign-in.")
    for wire in WIRES:
        given = servers.get(wire, {}).get("password")
        if given and wanted is not Auth.PASSWORD:
            raise Invalid(
                "The mailbox has no passwords: it is signed in to at its provider.",
                field=f"{wire}.password",
                remedy="Set auth to password as well, and give both.",
            )
        if not given and wanted is not mailbox.auth:
            raise Invalid("is needed with auth password.", field=f"{wire}.password", remedy="Give both passwords.")


def _sign_in_again(mailbox: Mailbox, now: datetime) -> None:
    """Tokens only ever go where the person who signed in meant them to: another server or account takes that again."""
    mailbox.oauth_secret, mailbox.login_at = "", now
    rest_mailbox(mailbox, MailboxState.ERROR, str(not_connected(mailbox.auth)), now, None)


def _moved(mailbox: Mailbox, wire: str, changes: dict[str, Any]) -> bool:
    names = ("host", "port", "username")
    return any(name in changes and changes[name] != getattr(mailbox, f"{wire}_{name}") for name in names)


def _changed_server(house: House, mailbox: Mailbox, wire: str, changes: dict[str, Any]) -> Server:
    stored = {name: getattr(mailbox, f"{wire}_{name}") for name in ("host", "port", "security", "username")}
    password = changes.get("password") or ""
    if _moved(mailbox, wire, changes) and not password and mailbox.auth is Auth.PASSWORD:
        raise Invalid(
            "is needed again, because the server or the user name changed.",
            field=f"{wire}.password",
            remedy="Type it once more.",
        )
    merged = {**stored, **{name: value for name, value in changes.items() if name != "password"}}
    sealed = getattr(mailbox, f"{wire}_secret")
    secret = password or (house.vault.open(sealed) if sealed else "")
    return Server(merged["host"], merged["port"], Security(merged["security"]), merged["username"], secret)


def _refuse_missing(wire: str, server: Server) -> None:
    if server.username and not server.password:
        raise Invalid(
            "is missing.", field=f"{wire}.password", remedy="Type it (again, after a test), or leave out the user."
        )
    if server.password and not server.username:  # it would be kept and never used
        raise Invalid("is missing.", field=f"{wire}.username", remedy="Type whose password it is, or leave that out.")


def _server_columns(house: House, wire: str, server: Server) -> dict[str, Any]:
    try:
        login = _login(server, "")
    except Invalid as wrong:
        raise Invalid(wrong.problem, field=f"{wire}.{wrong.field}", remedy=wrong.remedy) from wrong
    return {
        f"{wire}_host": login.host,
        f"{wire}_port": login.port,
        f"{wire}_security": login.security.value,
        f"{wire}_username": login.username,
        f"{wire}_secret": house.vault.seal(login.password),
    }


async def _checked(session: AsyncSession, values: dict[str, Any]) -> dict[str, Any]:
    if "time_zone" in values:
        await check_zone(session, values["time_zone"])
    if "daily_cap" in values:
        pace.check_cap(values["daily_cap"], "daily_cap")
    if "ramp_days" in values:
        pace.check_ramp(values["ramp_days"], "ramp_days")
    if "country" in values:
        values["country"] = check_country(values["country"])
    if "window" in values:
        values["window"] = check_window(values["window"] or {}) or None
    return values


async def move(session: AsyncSession, house: House, mailbox: Mailbox, columns: dict[str, Any]) -> None:
    """What it has sent goes on counting: for its days in another zone, and for the rep that it is taken from. Both reps
    are locked, so that whoever is counting for one of them has said what may leave before, or counts anew.
    """
    owner, new = mailbox.user_id, columns.get("user_id", mailbox.user_id)
    zoned = columns.get("time_zone", mailbox.time_zone) != mailbox.time_zone
    if owner == new and not zoned:
        return
    await session.execute(
        select(col(User.id))
        .where(col(User.id).in_({owner, new}))
        .order_by(col(User.id))
        .with_for_update(key_share=True)
    )
    now = house.clock.now()
    if zoned:
        mailbox.zoned_at = now
    if owner != new:
        await session.merge(FormerOwner(user_id=owner, mailbox_id=mailbox.id, until=now))


async def _write(session: AsyncSession, mailbox: Mailbox, columns: dict[str, Any], now: datetime) -> None:
    before = [getattr(mailbox, name) for name in SENT_FOLDER]
    if any(columns.get(name, getattr(mailbox, name)) != getattr(mailbox, name) for name in ACCOUNT):
        await forget_numbers(session, mailbox.id)
    for name, value in columns.items():
        setattr(mailbox, name, value)
    if before != [getattr(mailbox, name) for name in SENT_FOLDER]:
        mailbox.sent_since = now


async def _check_owner(session: AsyncSession, user_id: int) -> User:
    owner = await session.get(User, user_id) if 0 < user_id < 2**63 else None
    if owner is None or not owner.active:
        raise Invalid(f"there is no active user {user_id}.", field="user_id", remedy="List the users.")
    return owner


async def open_mailbox(session: AsyncSession, mailbox_id: int) -> Mailbox:
    """Locked for a change; one that was removed is not found."""
    mailbox = await locked(session, Mailbox, mailbox_id, "mailbox")
    if mailbox.deleted_at is not None:
        raise NotFound(f"the mailbox {mailbox_id} was removed.", field="mailbox", remedy="Connect it anew.")
    return mailbox


def pause(session: AsyncSession, mailbox: Mailbox, why: str, now: datetime, by: str) -> None:
    """In effect for the very next send decision. Reading goes on: answers do not wait."""
    mailbox.state, mailbox.state_since, mailbox.retry_at = MailboxState.PAUSED, now, None
    mailbox.state_detail = why[:500] or f"paused by {by}"
    record(session, now, "mailbox.paused", why=why, by=by, mailbox_id=mailbox.id)


def _is_well(mailbox: Mailbox, now: datetime) -> None:
    mailbox.state, mailbox.state_since, mailbox.state_detail, mailbox.retry_at = MailboxState.ACTIVE, now, "", None


async def resume(session: AsyncSession, mailbox: Mailbox, now: datetime, by: str) -> None:
    """A person says it is mended: what stopped it is forgotten and its mails are looked at again."""
    before = mailbox.state.value
    _is_well(mailbox, now)
    mailbox.login_at = now
    record(session, now, "mailbox.resumed", why=f"was {before}", by=by, mailbox_id=mailbox.id)
    await look_again(session, now, mailbox_id=mailbox.id)


async def welcome(session: AsyncSession, mailbox: Mailbox, now: datetime, by: str, how: str) -> None:
    """A person has signed in: what was refused is tried at once. One that is paused or rests goes on doing so."""
    mailbox.login_at, mailbox.read_problem = now, ""
    if mailbox.state is MailboxState.ERROR:
        _is_well(mailbox, now)
    record(session, now, "mailbox.signed_in", why=how, by=by, mailbox_id=mailbox.id)
    await look_again(session, now, mailbox_id=mailbox.id)


def remove(session: AsyncSession, mailbox: Mailbox, now: datetime, by: str) -> None:
    """Its history stays, its passwords go. What it was to send is held and shown."""
    mailbox.deleted_at, mailbox.state, mailbox.state_since = now, MailboxState.PAUSED, now
    mailbox.retry_at = None
    mailbox.state_detail, mailbox.smtp_secret, mailbox.imap_secret = f"removed by {by}", "", ""
    mailbox.oauth_secret = ""
    record(session, now, "mailbox.removed", by=by, mailbox_id=mailbox.id)
