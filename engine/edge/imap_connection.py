"""Opens an IMAP connection as far as a successful login, and closes it politely."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from functools import partial

from aioimaplib.aioimaplib import Response

from engine.edge.imap_protocol import LOST, Wire
from engine.edge.login import Security, ServerLogin, Tokens
from engine.edge.reaching import reach
from engine.edge.trouble import (
    Stopped,
    challenge_words,
    connection_trouble,
    context_of,
    login_refused,
    no_encryption_offered,
    no_token_taken,
    shorten,
    silence,
)
from engine.errors import LoginRefused, ProtocolTrouble, Unreachable, WireError

FAREWELL = 3.0
"""Seconds granted to LOGOUT."""
_PASSING = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|OVERQUOTA)\]|temporar(?:y|ily)|system (?:busy|error)|server (?:busy|error)"
    r"|(?:too many|maximum number of|limit on|number of) (?:\w+ ){0,2}(?:connections|sessions|processes)"
    r"|(?:connection|session|bandwidth|command or bandwidth) limits?\b",
    re.IGNORECASE,
)
"""Of a login that may work later: response codes (RFC 5530, RFC 9051), and words of servers that have none for it."""
_REFUSED = re.compile(
    r"\[(?:AUTHENTICATION|AUTHORIZATION)FAILED\]|\b(?:locked|blocked|disabled|suspended)\b", re.IGNORECASE
)
"""Whatever else is said: whoever keeps trying keeps an account locked that is locked for a while."""


async def connect(login: ServerLogin, patience: float, *, largest_literal: int) -> Wire:
    """Raises Stopped. `patience` seconds for each step."""
    wire = Wire(largest_literal)
    try:
        await _reach(wire, login, patience)
        preauthenticated = await _hear_greeting(wire, login, patience)
        if login.security is Security.STARTTLS:
            await _encrypt(wire, login, patience, preauthenticated=preauthenticated)
        if not preauthenticated and login.tokens is not None:
            await _show_token(wire, login, login.tokens, patience)
        elif not preauthenticated:
            await _log_in(wire, login, patience)
    except BaseException:
        wire.hang_up("")
        raise
    return wire


async def log_out(wire: Wire) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(FAREWELL):
            if not wire.lost:
                await wire.logout()
    wire.hang_up("")


async def _reach(wire: Wire, login: ServerLogin, patience: float) -> None:
    implicit = context_of(login) if login.security is Security.TLS else None
    try:
        async with asyncio.timeout(patience):
            reached = await reach(login.host, login.port)
            name = login.host if implicit else None
            await asyncio.get_running_loop().create_connection(
                lambda: wire, sock=reached, ssl=implicit, server_hostname=name
            )
    except (OSError, UnicodeError) as error:
        raise Stopped(connection_trouble("imap", login, error)) from error


async def _hear_greeting(wire: Wire, login: ServerLogin, patience: float) -> bool:
    """True when the server takes us as logged in already."""
    try:
        async with asyncio.timeout(patience):
            greeting = (await asyncio.shield(wire.greeting)).text.upper()
            if wire.lost or not greeting.startswith((b"* OK", b"* PREAUTH")):
                raise Stopped(_turned_away(login, greeting.decode("utf-8", "replace")))
            wire.greeted(greeting.startswith(b"* PREAUTH"))
            await _ask_capabilities(wire, login)
    except TimeoutError as error:
        raise Stopped(silence("imap", login, "greeting")) from error
    except asyncio.CancelledError:
        if wire.greeting.cancelled():
            raise Stopped(_hung_up(wire, login, "greeting")) from None
        raise
    return greeting.startswith(b"* PREAUTH")


async def _ask_capabilities(wire: Wire, login: ServerLogin) -> None:
    await wire.capability()
    if wire.lost:
        raise Stopped(_hung_up(wire, login, "CAPABILITY"))


async def _encrypt(wire: Wire, login: ServerLogin, patience: float, *, preauthenticated: bool) -> None:
    """A server that has us logged in already cannot be asked to encrypt: somebody in between may be speaking."""
    context = context_of(login)
    assert context is not None
    if preauthenticated or "STARTTLS" not in wire.capabilities:
        raise Stopped(no_encryption_offered("imap", login), lasting=True)
    try:
        async with asyncio.timeout(patience):
            response = await wire.encrypt(context, login.host, patience)
            if response.result == LOST:
                raise Stopped(_hung_up(wire, login, "STARTTLS"))
            if response.result != "OK":
                raise Stopped(no_encryption_offered("imap", login), lasting=True)
            await _ask_capabilities(wire, login)
    except TimeoutError as error:
        raise Stopped(silence("imap", login, "STARTTLS")) from error
    except OSError as error:
        raise Stopped(connection_trouble("imap", login, error)) from error


async def _log_in(wire: Wire, login: ServerLogin, patience: float) -> None:
    if "LOGINDISABLED" in wire.capabilities and "AUTH=PLAIN" not in wire.capabilities:
        raise Stopped(_login_disabled(login))
    response = await _answered(wire, login, patience, lambda: wire.enter(login.username, login.password))
    if response.result != "OK":
        raise Stopped(_not_let_in(login, response.result, bytes(response.lines[-1])))


async def _show_token(wire: Wire, login: ServerLogin, tokens: Tokens, patience: float) -> None:
    """A token that is refused may have been taken back before its time: one other is tried, on the same connection."""
    if "AUTH=XOAUTH2" not in wire.capabilities:
        raise Stopped(no_token_taken("imap", login), lasting=True)
    token = ""
    for last in (False, True):
        known = wire.capabilities
        try:
            token = await tokens.access(token)
        except WireError as trouble:
            raise Stopped(trouble) from trouble
        response = await _answered(wire, login, patience, partial(wire.show_token, login.username, token))
        if response.result == "OK":
            return
        refusal = _not_let_in(login, response.result, bytes(response.lines[-1]), challenge_words(wire.challenge))
        if last or not isinstance(refusal, LoginRefused):
            raise Stopped(refusal)
        wire.capabilities = known


async def _answered(
    wire: Wire, login: ServerLogin, patience: float, ask: Callable[[], Awaitable[Response]]
) -> Response:
    """The answer to a login, and what the server can do once we are in."""
    try:
        async with asyncio.timeout(patience):
            response = await ask()
            if response.result == "OK" and not wire.capabilities:
                await _ask_capabilities(wire, login)
    except TimeoutError as error:
        raise Stopped(silence("imap", login, "login")) from error
    if response.result == LOST or wire.lost:
        raise Stopped(_hung_up(wire, login, "login"))
    return response


def _not_let_in(login: ServerLogin, result: str, words: bytes, why: str = "") -> WireError:
    text = words.decode("utf-8", "replace") + (f" ({why})" if why else "")
    if result == "NO" and _PASSING.search(text) and not _REFUSED.search(text):
        return _busy(login, text)
    if result == "NO":
        return login_refused("imap", login, text)
    return ProtocolTrouble(
        f"The server did not understand the login: {shorten(text)}",
        field="imap.username",
        remedy="Check the user name.",
    )


def _turned_away(login: ServerLogin, words: str) -> WireError:
    if not words.upper().lstrip("* ").startswith(("BYE", "NO", "OK", "[")):
        return ProtocolTrouble(
            f"{login.host}:{login.port} does not answer like an IMAP server: {shorten(words)}",
            field="imap.port",
            remedy="Check host and port.",
        )
    return _busy(login, words)


def _busy(login: ServerLogin, words: str) -> Unreachable:
    return Unreachable(
        f"{login.host}:{login.port} turned us away: {shorten(words)}",
        field="imap.host",
        remedy="Try again later; ask the provider when it stays so.",
    )


def _hung_up(wire: Wire, login: ServerLogin, stage: str) -> ProtocolTrouble:
    words = f": {shorten(wire.farewell)}" if wire.farewell else "."
    return ProtocolTrouble(f"{login.host}:{login.port} hung up ({stage}){words}", remedy="Try again later.")


def _login_disabled(login: ServerLogin) -> LoginRefused:
    return LoginRefused(
        f"{login.host}:{login.port} accepts no password on this connection.",
        field="imap.security",
        remedy="Choose tls or starttls; a provider that wants OAuth 2 only cannot be used with a password.",
    )
