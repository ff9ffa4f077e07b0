"""Access tokens of mailboxes that are signed in to at their provider: kept in memory, renewed early, one at a time.

The refresh token is sealed in the mailbox's row. A provider may void it with the answer that carries the next one, so
the two must not be used at once, and the next one must not be lost: a renewal runs to its end whatever becomes of
whoever asked for it, and other processes wait for it at an advisory lock.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.clock import Clock
from engine.edge import oauth
from engine.edge.oauth import Client, Granted
from engine.edge.vault import Vault
from engine.errors import Invalid, LoginRefused, ProtocolTrouble, Unreachable, WireError
from engine.flows.not_taken import entry_trouble
from engine.flows.patiently import LEAVING, patiently
from engine.rules.providers import Auth
from engine.settings import Settings
from engine.store.database import Database
from engine.store.tables import Mailbox, MailboxState

RENEWING = 11
"""The space of advisory locks under which a mailbox's tokens are renewed."""
EARLY = timedelta(minutes=5)
"""Left of a token's life when the next one is asked for; of a short life a tenth is enough."""
KEPT_FOR = 60.0
"""Seconds of machine time in which the ledger has to take the next refresh token."""
SERVERS = tuple(f"{wire}_{name}" for wire in ("smtp", "imap") for name in ("host", "port", "username"))
SHARE = 3
"""One in so many connections of the pool may be held by renewals, each while its provider answers."""
WHO = {Auth.GOOGLE: "Google", Auth.MICROSOFT: "Microsoft"}
GOOGLE_MAIL = "https://mail.google.com/"
OUTLOOK = "https://outlook.office.com/"


def client_of(settings: Settings, auth: Auth) -> Client | None:
    """What this installation is to the provider; None while nobody has set it up."""
    if auth is Auth.GOOGLE and settings.google_client_id:
        return Client(
            who=WHO[auth],
            authorize_url=settings.google_authorize_url,
            token_url=settings.google_token_url,
            client_id=settings.google_client_id,
            client_secret=settings.google_client_secret.get_secret_value(),
            scopes=(GOOGLE_MAIL, "openid", "email"),
            needed=(GOOGLE_MAIL,),
            extra={"access_type": "offline", "prompt": "consent"},  # else a second consent gives no refresh token
            settings="OFFHOURS_GOOGLE_CLIENT_ID and OFFHOURS_GOOGLE_CLIENT_SECRET",
        )
    if auth is Auth.MICROSOFT and settings.microsoft_client_id:
        base = f"{settings.microsoft_login_url}/{settings.microsoft_tenant}/oauth2/v2.0"
        return Client(
            who=WHO[auth],
            authorize_url=f"{base}/authorize",
            token_url=f"{base}/token",
            client_id=settings.microsoft_client_id,
            client_secret=settings.microsoft_client_secret.get_secret_value(),
            scopes=(f"{OUTLOOK}IMAP.AccessAsUser.All", f"{OUTLOOK}SMTP.Send", "offline_access", "openid", "email"),
            needed=("IMAP.AccessAsUser.All", "SMTP.Send"),
            extra={"prompt": "select_account"},
            settings="OFFHOURS_MICROSOFT_CLIENT_ID, OFFHOURS_MICROSOFT_CLIENT_SECRET and OFFHOURS_MICROSOFT_TENANT",
        )
    return None


def configured(settings: Settings, auth: Auth) -> Client:
    client = client_of(settings, auth)
    if client is None:
        name = WHO.get(auth, auth.value)
        raise Invalid(
            f"Signing in with {name} is not set up here.",
            field="auth",
            remedy=f"An administrator sets OFFHOURS_{auth.value.upper()}_CLIENT_ID and its secret.",
        )
    return client


class Place(NamedTuple):
    """A mailbox, and the servers and accounts that its tokens are for: whoever moves it takes them from all others."""

    mailbox_id: int
    servers: tuple[object, ...]


def place_of(mailbox: Any) -> Place:
    """`mailbox`: a Mailbox, or a row that has its id and SERVERS."""
    return Place(mailbox.id, tuple(getattr(mailbox, name) for name in SERVERS))


@dataclass(frozen=True)
class _Held:
    token: str = field(repr=False)
    renew_at: datetime


@dataclass(frozen=True)
class MailboxTokens:
    """The tokens of one mailbox, as the wires ask for them (engine.edge.login.Tokens)."""

    keeper: "Access"
    place: Place
    who: str

    async def access(self, refused: str = "") -> str:
        return await self.keeper.token(self.place, refused)


class Access:
    """Every process has one."""

    def __init__(self, database: Database, clock: Clock, vault: Vault, settings: Settings) -> None:
        self._database, self._clock, self._vault, self._settings = database, clock, vault, settings
        self._held: dict[Place, _Held] = {}
        self._renewing: dict[Place, asyncio.Task[str]] = {}
        self._few = asyncio.Semaphore(max(1, settings.database_pool // SHARE))

    def of(self, mailbox: Mailbox) -> MailboxTokens | None:
        """None where a password is used."""
        if mailbox.auth is Auth.PASSWORD:
            return None
        return MailboxTokens(self, place_of(mailbox), WHO[mailbox.auth])

    async def token(self, place: Place, refused: str = "") -> str:
        held = self._held.get(place)
        if held is not None and held.token != refused and self._clock.now() < held.renew_at:
            return held.token
        task = self._renewing.get(place)
        if task is None:
            task = asyncio.create_task(self._renew(place), name=f"tokens of mailbox {place.mailbox_id}")
            self._renewing[place] = task
            task.add_done_callback(lambda done: self._done(place, done))
        try:
            return await asyncio.shield(task)
        except SQLAlchemyError as lost:
            raise Unreachable("The ledger, which keeps the sign-in, cannot be reached.", field=oauth.FIELD) from lost

    def hold(self, place: Place, granted: Granted) -> None:
        life = granted.expires_at - self._clock.now()
        for other in [one for one in self._held if one.mailbox_id == place.mailbox_id]:
            del self._held[other]
        self._held[place] = _Held(granted.access, granted.expires_at - min(EARLY, life / 10))

    async def finish(self) -> None:
        """Before the program ends: what a provider has just given is still written down, if the ledger takes it."""
        if self._renewing:
            answer = self._settings.mail_timeout.total_seconds()
            await asyncio.wait(self._renewing.values(), timeout=answer + LEAVING)

    def _done(self, place: Place, task: asyncio.Task[str]) -> None:
        self._renewing.pop(place, None)
        if not task.cancelled():
            task.exception()  # taken note of, also when nobody waits for it any more

    async def _renew(self, place: Place) -> str:
        async with self._few, self._database.begin() as session:
            await session.execute(
                text("select pg_advisory_xact_lock(:space, :key)"), {"space": RENEWING, "key": place.mailbox_id}
            )
            used, client = await self._known(session, place)
            token, patience = self._opened(used), self._settings.mail_timeout.total_seconds()
            try:
                granted = await oauth.refresh(client, token, self._clock.now(), patience=patience)
            except LoginRefused as gone:
                refused: WireError | None = gone
            else:
                refused = None
                if granted.refresh:
                    kept = f"the next sign-in of mailbox {place.mailbox_id}: it has to be connected again"
                    keep = partial(self._keep, place.mailbox_id, used, granted)
                    await patiently(keep, patience=KEPT_FOR, kept=kept)
                self.hold(place, granted)
        if refused is not None:
            await self._say_gone(place.mailbox_id, used, refused)
            raise refused
        return granted.access

    async def _known(self, session: AsyncSession, place: Place) -> tuple[str, Client]:
        """The sealed refresh token as it is now, another process may just have changed it. Nothing is locked yet."""
        columns = [getattr(Mailbox, name) for name in ("id", "auth", "oauth_secret", *SERVERS)]
        row = (await session.execute(select(*columns).where(col(Mailbox.id) == place.mailbox_id))).one()
        if row.auth is Auth.PASSWORD:
            raise Unreachable(
                "The mailbox has a password now.", field=oauth.FIELD, remedy="It is tried again with that."
            )
        if not row.oauth_secret:
            raise not_connected(row.auth)
        if place_of(row) != place:
            raise Unreachable(
                "The mailbox was moved to another server meanwhile.",
                field=oauth.FIELD,
                remedy="It is tried again there.",
            )
        try:
            return row.oauth_secret, configured(self._settings, row.auth)
        except Invalid as missing:
            raise ProtocolTrouble(missing.problem, field=oauth.FIELD, remedy=missing.remedy) from missing

    def _opened(self, sealed: str) -> str:
        try:
            return self._vault.open(sealed)
        except Invalid as wrong:
            raise LoginRefused(wrong.problem, field=oauth.FIELD, remedy=wrong.remedy) from wrong

    async def _keep(self, mailbox_id: int, used: str, granted: Granted) -> None:
        """Beside the transaction that has the lock, whose connection may be lost by now. Under the row's lock, and only
        over the token that was used: a person may have signed in anew meanwhile."""
        async with self._database.begin() as session:
            row = await session.get_one(Mailbox, mailbox_id, with_for_update=True)
            if row.oauth_secret == used:
                row.oauth_secret = self._vault.seal(granted.refresh)

    async def _say_gone(self, mailbox_id: int, used: str, gone: WireError) -> None:
        """Whoever noticed first, sender or poller: nothing leaves until a person has signed in again."""
        async with self._database.begin() as session:
            row = await session.get_one(Mailbox, mailbox_id, with_for_update=True)
            said = row.state is MailboxState.ERROR and row.state_detail == str(gone)
            if row.oauth_secret == used and row.state is not MailboxState.PAUSED and not said:
                entry_trouble(session, row, gone, self._clock.now())


def not_connected(auth: Auth) -> LoginRefused:
    return LoginRefused(
        f"Nobody has signed in with {WHO[auth]} yet.", field=oauth.FIELD, remedy=f"Connect it with {WHO[auth]}."
    )
