"""How a mail server is reached and entered: host, port, encryption, name and password. SMTP and IMAP share it."""

import ipaddress
import re
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from engine.errors import Invalid

LARGEST_PORT = 65535
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Security(StrEnum):
    """TLS from the first byte (RFC 8314), upgraded with STARTTLS, or none at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Tokens(Protocol):
    """Where the access tokens of an account come from (OAuth 2). `who` gives them, e.g. "Google"."""

    @property
    def who(self) -> str: ...

    async def access(self, refused: str = "") -> str:
        """One that lives for minutes yet, and not `refused`, which a server did not take. Raises a WireError."""
        ...


@dataclass(frozen=True)
class ServerLogin:
    """`ca_file` replaces the system's certificate authorities, for a server with a private one.

    An empty `username` means no login is attempted: a relay on this machine needs none. With `tokens` the login is by
    XOAUTH2 and nothing else.
    """

    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    ca_file: str | None = None
    tokens: Tokens | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.host or _SPACE_OR_CONTROL.search(self.host):
            raise Invalid("This is not a host name.", field="host", remedy='Give a name such as "mail.example.com".')
        if not 0 < self.port <= LARGEST_PORT:
            raise Invalid(f"{self.port} is not a port.", field="port", remedy="Give a number from 1 to 65535.")
        for name, value in (("username", self.username), ("password", self.password)):
            if _CONTROL.search(value):
                raise Invalid("It holds a control character.", field=name, remedy="Type it again by hand.")
        if self.security is Security.NONE and not is_loopback(self.host):
            raise Invalid(
                "Mail and password would cross the network unencrypted.",
                field="security",
                remedy="Choose tls or starttls; none is for servers on this machine only.",
            )

    @property
    def encrypted(self) -> bool:
        return self.security is not Security.NONE

    def tls_context(self) -> ssl.SSLContext | None:
        """None when the connection stays in clear."""
        if not self.encrypted:
            return None
        return verifying_context(self.ca_file)


def verifying_context(ca_file: str | None = None) -> ssl.SSLContext:
    return _verifying_context(ca_file, _changed_at(ca_file))


def xoauth2(user: str, token: str) -> bytes:
    """The one answer of the mechanism XOAUTH2, as Google and Microsoft describe it; not yet in base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def is_loopback(host: str) -> bool:
    """Whether the name can only mean this machine. Nothing is looked up."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _changed_at(ca_file: str | None) -> int:
    """A renewed file is noticed without a restart."""
    if ca_file is None:
        return 0
    try:
        return Path(ca_file).stat().st_mtime_ns
    except OSError as error:
        raise _unusable(error) from error


@lru_cache(maxsize=64)
def _verifying_context(ca_file: str | None, _changed: int) -> ssl.SSLContext:
    """Loading the system's authorities costs tens of milliseconds, so contexts are kept.

    The default context checks name, expiry and chain, and speaks TLS 1.2 or later.
    """
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise _unusable(error) from error


def _unusable(error: Exception) -> Invalid:
    return Invalid(
        f"The file of certificate authorities cannot be used: {error}.",
        field="ca_file",
        remedy="Give the path of a readable PEM file, or leave it empty to use the system's authorities.",
    )
