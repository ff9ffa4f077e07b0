"""What the flows that span several transactions need around them."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Protocol

from engine.clock import Clock
from engine.edge.imap import ImapLine
from engine.edge.login import Security, ServerLogin
from engine.edge.opinion import Opinion
from engine.edge.smtp import SmtpLine
from engine.edge.vault import Vault
from engine.flows.access import Access
from engine.rules import erasure
from engine.rules.providers import Auth
from engine.settings import Settings
from engine.store.database import Database
from engine.store.mailboxes import Mailbox


class Bell(Protocol):
    """Wakes a worker after a commit. A lost ring costs a tick, never a mail."""

    async def ring(self, topic: str) -> None: ...

    def listen(self, topic: str) -> AbstractAsyncContextManager[asyncio.Event]: ...

    async def close(self) -> None: ...


SEND = "send"
"""Rung when something may leave now."""
READ = "read"
"""Rung when a mailbox was added or changed."""


Mark = tuple[object, ...]


def smtp_mark(mailbox: Mailbox) -> Mark:
    """What a connection for sending depends on: another mark, another connection."""
    return (*_mark(mailbox, "smtp"), mailbox.auth, mailbox.ca_file, mailbox.login_at)


def imap_columns() -> list[Any]:
    """The columns of a mailbox that `imap_mark` asks for."""
    return [getattr(Mailbox, name) for name in (*_names("imap"), "auth", "ca_file", "login_at")]


def imap_mark(mailbox: Any) -> Mark:
    """`mailbox`: a Mailbox, or a row of `imap_columns`."""
    return (*_mark(mailbox, "imap"), mailbox.auth, mailbox.ca_file, mailbox.login_at)


def _mark(mailbox: Any, wire: str) -> Mark:
    return tuple(getattr(mailbox, name) for name in _names(wire))


@cache
def _names(wire: str) -> tuple[str, ...]:
    return tuple(f"{wire}_{name}" for name in ("host", "port", "security", "username", "secret"))


@dataclass(frozen=True)
class House:
    """The parts every worker and the API share."""

    database: Database
    clock: Clock
    vault: Vault
    settings: Settings
    bell: Bell
    public_url: str = field(default="")
    is_reached: bool = True
    """Whether recipients, too, reach `public_url`. Else nothing in a mail leads there: they opt out by answering."""

    def __post_init__(self) -> None:
        self.database.recognise(self.vault.keys_for(erasure.PURPOSE))

    @cached_property
    def access(self) -> Access:
        """The access tokens of mailboxes that are signed in to at their provider."""
        return Access(self.database, self.clock, self.vault, self.settings)

    @cached_property
    def opinion(self) -> Opinion | None:
        """Who is asked about answers of which the rules are unsure; None: nobody."""
        given = self.settings
        if not given.opinion_url:
            return None
        return Opinion(
            given.opinion_url,
            given.opinion_model,
            given.opinion_key.get_secret_value(),
            given.opinion_timeout.total_seconds(),
        )

    def smtp_login(self, mailbox: Mailbox) -> ServerLogin:
        return ServerLogin(
            host=mailbox.smtp_host,
            port=mailbox.smtp_port,
            security=Security(mailbox.smtp_security),
            username=mailbox.smtp_username,
            password=self._password(mailbox, mailbox.smtp_secret),
            ca_file=mailbox.ca_file or None,
            tokens=self.access.of(mailbox),
        )

    def imap_login(self, mailbox: Mailbox) -> ServerLogin:
        return ServerLogin(
            host=mailbox.imap_host,
            port=mailbox.imap_port,
            security=Security(mailbox.imap_security),
            username=mailbox.imap_username,
            password=self._password(mailbox, mailbox.imap_secret),
            ca_file=mailbox.ca_file or None,
            tokens=self.access.of(mailbox),
        )

    def _password(self, mailbox: Mailbox, secret: str) -> str:
        return self.vault.open(secret) if mailbox.auth is Auth.PASSWORD else ""

    def smtp(self, mailbox: Mailbox) -> SmtpLine:
        return SmtpLine(self.smtp_login(mailbox), timeout=self.settings.mail_timeout.total_seconds())

    def imap(self, mailbox: Mailbox) -> ImapLine:
        return ImapLine(
            self.imap_login(mailbox),
            timeout=self.settings.mail_timeout.total_seconds(),
            max_bytes=self.settings.max_mail_bytes,
        )
