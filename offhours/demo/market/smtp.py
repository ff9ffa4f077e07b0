"""The submission server: real SMTP with AUTH, for the reps' programs."""

import asyncio
import hmac
import logging
from collections.abc import Callable, Mapping
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser, HeaderParser
from email.policy import compat32, default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LIMIT = 10_000_000  # bytes of one mail

# aiosmtpd warns at each login that its own old attribute is deprecated
logging.getLogger("mail.log").setLevel(logging.ERROR)

# recipient, login -> "" or the refusal
Screen = Callable[[str, str], str]
# login, envelope sender, recipients, bytes -> queue id
Accept = Callable[[str, str, list[str], bytes], str]


class Handler:
    """Translates aiosmtpd's calls. Nothing is said to be accepted before `accept` has committed it."""

    def __init__(self, passwords: Mapping[str, str], screen: Screen, accept: Accept) -> None:
        self._passwords = passwords
        self._screen = screen
        self._accept = accept

    def authenticate(
        self, server: object, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        """PLAIN and LOGIN; the login name is the mailbox's address."""
        if not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        login = data.login.decode("utf-8", "replace").lower()
        expected = self._passwords.get(login)
        if expected is None or not hmac.compare_digest(expected.encode(), data.password):
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=login)

    async def handle_EHLO(
        self, server: object, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Commands may be said ahead of their answers, as nearly every submission server allows (RFC 2920)."""
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]

    async def handle_MAIL(
        self, server: object, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        if address.lower() != str(session.auth_data):
            return f"553 5.7.1 <{address}>: Sender address rejected: not owned by user {session.auth_data}"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(
        self, server: object, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self._screen(address.lower(), str(session.auth_data))
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        recipients = list(dict.fromkeys(address.lower() for address in envelope.rcpt_tos))
        queued = self._accept(str(session.auth_data), str(envelope.mail_from), recipients, envelope.content)
        return f"250 2.0.0 Ok: queued as {queued}"


class SmtpServer:
    """aiosmtpd in the caller's loop."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._sessions: set[asyncio.BaseTransport] = set()

    async def start(self, port: int) -> int:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    def _protocol(self) -> SMTP:
        return _Tracked(
            self._handler,
            hostname="mx.market.test",
            ident="market ESMTP",
            data_size_limit=LIMIT,
            enable_SMTPUTF8=True,
            auth_require_tls=False,  # loopback only
            authenticator=self._handler.authenticate,
            timeout=300,
            sessions=self._sessions,
        )

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for transport in tuple(self._sessions):
            transport.close()
        await self._server.wait_closed()


class _Tracked(SMTP):
    """Knows its open connections, so that a stop ends them."""

    def __init__(self, *args: Any, sessions: set[asyncio.BaseTransport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = sessions

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._sessions.add(transport)
        self._mine = transport
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._sessions.discard(self._mine)
        super().connection_lost(error)


def header_of(raw: bytes) -> Callable[[str], str]:
    """Looks up header fields, unfolded and decoded. Twenty times as fast as `parsed`, which reads the body as well."""
    head = HeaderParser(policy=compat32).parsestr(raw.partition(b"\r\n\r\n")[0].decode("utf-8", "replace"))

    def look_up(name: str) -> str:
        value = " ".join(", ".join(map(str, head.get_all(name, []))).split())
        return str(make_header(decode_header(value))) if "=?" in value else value

    return look_up


def parsed(raw: bytes) -> EmailMessage:
    """The whole mail, leniently."""
    message = BytesParser(policy=default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    return message
