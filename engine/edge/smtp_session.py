"""Opens an SMTP session: connected, encrypted and logged in. The traps of aiosmtplib stop here."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from functools import partial

import aiosmtplib
from aiosmtplib import SMTPResponse

from engine.edge.hanging_up import hang_up
from engine.edge.login import Security, ServerLogin, Tokens, xoauth2
from engine.edge.reaching import reach
from engine.edge.smtp_dialogue import Session
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
from engine.errors import ProtocolTrouble, Unreachable, WireError

OUR_NAME = "[127.0.0.1]"
"""EHLO wants a name or an address literal (RFC 5321 4.1.4); a submission server knows us by the login, and the
machine's own name is nobody's business."""
_MECHANISM_UNKNOWN = frozenset({500, 501, 502, 503, 504})


class _Client(aiosmtplib.SMTP):
    """Lets go at once: the library's own close waits up to 30 s for a TLS farewell that may never come."""

    def close(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            hang_up(self.transport)
        super().close()

    @property
    def out_of_step(self) -> bool:
        """Whether more came than was asked for: the next answer would be taken for another question's."""
        return self.protocol is not None and bool(self.protocol._buffer)  # noqa: SLF001 # it has no public word for it


async def open_session(login: ServerLogin, patience: float) -> Session:
    """Raises Stopped. `patience` seconds for each step."""
    client = _Client(
        hostname=login.host,
        timeout=patience,
        local_hostname=OUR_NAME,
        use_tls=login.security is Security.TLS,
        start_tls=False,
        tls_context=context_of(login),
    )
    try:
        await _connect(client, login, patience)
        await _greet(client, login)
        if login.security is Security.STARTTLS:
            await _encrypt(client, login)
            await _greet(client, login)
        if login.tokens is not None:
            await _show_token(client, login, login.tokens)
        elif login.username:
            await _log_in(client, login)
        transport = client.transport
        if not isinstance(transport, asyncio.Transport):  # it was lost between the last answer and now
            raise Stopped(ProtocolTrouble(f"{login.host}:{login.port} hung up.", remedy="Try again later."))
    except BaseException:
        client.close()
        raise
    return Session(transport, client.esmtp_extensions)


async def _connect(client: _Client, login: ServerLogin, patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            reached = await reach(login.host, login.port)
        await client.connect(sock=reached)
    except aiosmtplib.SMTPResponseException as error:
        raise _turned_away(login, error) from error
    except aiosmtplib.SMTPException as error:
        cause = error.__cause__
        if isinstance(cause, aiosmtplib.SMTPReadTimeoutError):
            raise Stopped(silence("smtp", login, "greeting")) from error
        raise Stopped(connection_trouble("smtp", login, cause or error)) from error
    except (OSError, UnicodeError) as error:
        raise Stopped(connection_trouble("smtp", login, error)) from error


def _turned_away(login: ServerLogin, error: aiosmtplib.SMTPResponseException) -> Stopped:
    where = f"{login.host}:{login.port}"
    if error.code < 0:
        nonsense = ProtocolTrouble(
            f"{where} does not answer like a mail server: {shorten(error.message)}",
            field="smtp.port",
            remedy="Check host and port.",
        )
        return Stopped(nonsense)
    refused = Unreachable(
        f"{where} turned us away: {error.code} {shorten(error.message)}",
        field="smtp.host",
        remedy="Try again later; ask the provider when it stays so.",
    )
    return Stopped(refused, code=error.code or None, words=error.message)


async def _step(client: _Client, login: ServerLogin, stage: str, step: Callable[[], Awaitable[SMTPResponse]]) -> None:
    """One question of the opening, with every way it can fail made a Stopped. Login refusals pass."""
    try:
        await step()
        if client.out_of_step:
            raise aiosmtplib.SMTPServerDisconnected("more than one answer")
    except aiosmtplib.SMTPAuthenticationError:
        raise
    except aiosmtplib.SMTPResponseException as error:
        raise _turned_away(login, error) from error
    except aiosmtplib.SMTPTimeoutError as error:
        raise Stopped(silence("smtp", login, stage)) from error
    except aiosmtplib.SMTPServerDisconnected as error:
        raise Stopped(
            ProtocolTrouble(f"{login.host}:{login.port} hung up ({stage}).", remedy="Try again later.")
        ) from error
    except OSError as error:
        raise Stopped(connection_trouble("smtp", login, error)) from error


async def _greet(client: _Client, login: ServerLogin) -> None:
    """EHLO, else HELO for the servers of before 1995."""

    async def ehlo_or_helo() -> SMTPResponse:
        try:
            return await client.ehlo()
        except aiosmtplib.SMTPHeloError as error:
            if error.code in _MECHANISM_UNKNOWN and client.is_connected:
                return await client.helo()
            raise

    await _step(client, login, "EHLO", ehlo_or_helo)


async def _encrypt(client: _Client, login: ServerLogin) -> None:
    if not client.supports_extension("starttls"):
        raise Stopped(no_encryption_offered("smtp", login), lasting=True)
    await _step(client, login, "STARTTLS", client.starttls)


_CHALLENGE = 334
"""What comes instead of a no: it says why, and wants an empty line before the no itself."""


async def _show_token(client: _Client, login: ServerLogin, tokens: Tokens) -> None:
    """A token that is refused may have been taken back before its time: one other is tried, on the same connection."""
    if "xoauth2" not in client.server_auth_methods:
        raise Stopped(no_token_taken("smtp", login), lasting=True)
    token = ""
    for last in (False, True):
        try:
            token = await tokens.access(token)
        except WireError as trouble:
            raise Stopped(trouble) from trouble
        try:
            await _step(client, login, "AUTH", partial(_auth_xoauth2, client, login, token))
        except aiosmtplib.SMTPAuthenticationError as error:
            if last or not (500 <= error.code <= 599 and client.is_connected):
                raise _login_failed(login, error) from error
        else:
            return


async def _auth_xoauth2(client: _Client, login: ServerLogin, token: str) -> SMTPResponse:
    answer = await client.execute_command(b"AUTH", b"XOAUTH2", b64encode(xoauth2(login.username, token)))
    why = ""
    if answer.code == _CHALLENGE:
        why = challenge_words(answer.message)
        answer = await client.execute_command(b"")
    if not 200 <= answer.code <= 299:
        raise aiosmtplib.SMTPAuthenticationError(answer.code, f"{answer.message} ({why})" if why else answer.message)
    return answer


async def _log_in(client: _Client, login: ServerLogin) -> None:
    """One mechanism, one attempt: trying a wrong password in three ways can lock an account."""
    ways: dict[str, Callable[..., Awaitable[SMTPResponse]]] = {
        "plain": client.auth_plain,
        "login": client.auth_login,
        "cram-md5": client.auth_crammd5,
    }
    offered = [way for name, way in ways.items() if name in client.server_auth_methods]
    if not offered:
        raise Stopped(_no_login_offered(login), lasting=True)
    for number, way in enumerate(offered, start=1):
        try:
            await _step(client, login, "AUTH", partial(way, login.username, login.password))
        except aiosmtplib.SMTPAuthenticationError as error:
            if error.code in _MECHANISM_UNKNOWN and number < len(offered) and client.is_connected:
                continue
            raise _login_failed(login, error) from error
        return


def _login_failed(login: ServerLogin, error: aiosmtplib.SMTPAuthenticationError) -> Stopped:
    """5xx is about the password; 4xx passes (RFC 4954 6), and so may nonsense."""
    if 500 <= error.code <= 599:
        return Stopped(login_refused("smtp", login, error.message), code=error.code)
    return _turned_away(login, error)


def _no_login_offered(login: ServerLogin) -> ProtocolTrouble:
    return ProtocolTrouble(
        f"{login.host}:{login.port} offers no login that we know.",
        field="smtp.security",
        remedy="Check port and encryption; leave the user name empty if the server needs no login.",
    )
