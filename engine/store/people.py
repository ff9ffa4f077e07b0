"""Who uses the program: the workspace, users, their sessions and the keys of integrations."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from engine.rules import erasure
from engine.rules.vocabulary import Role
from engine.store.columns import document, key, maybe_text, moment, ref, string, words


class Workspace(SQLModel, table=True):
    """One per installation; its id is always 1. `policies` is read through engine.rules.policies."""

    id: int = Field(default=1, primary_key=True)
    legal_name: str = string()
    postal_address: str = string()
    time_zone: str = string("UTC")
    country: str = string()
    window: dict[str, Any] = document()
    policies: dict[str, Any] = document()
    database: dict[str, str] = document()
    """Which database it was sent from before (engine.store.fingerprint); {}: nothing was sent yet."""
    restored_at: datetime | None = moment()
    """Since when nothing is sent because the database was restored or copied; None: an administrator said go, or it
    was not."""
    restored_why: str = string()
    created_at: datetime = moment(null=False)


class User(SQLModel, table=True):
    """A person who signs in. No password yet: signs in by a one-time link."""

    __tablename__ = "app_user"

    id: int = key()
    email: str = string(None, unique=True)
    name: str = string()
    role: Role = words(Role)
    password_hash: str = string()
    daily_cap: int = 100
    active: bool = True
    created_at: datetime = moment(null=False)


class SignIn(SQLModel, table=True):
    """A signed-in browser. Only a hash of its token is kept; `csrf` must come back with every change; it begins
    with the number of the user, whom a form belongs to also when the session is gone."""

    id: int = key()
    token_hash: str = string(None, unique=True)
    user_id: int = ref("app_user.id", ondelete="CASCADE")
    csrf: str = string(None)
    created_at: datetime = moment(null=False)
    expires_at: datetime = moment(null=False)


class SignInLink(SQLModel, table=True):
    """A one-time link to sign in with; printed at first start and by `offhours sign-in-link`."""

    id: int = key()
    token_hash: str = string(None, unique=True)
    user_id: int = ref("app_user.id", ondelete="CASCADE")
    expires_at: datetime = moment(null=False)
    used_at: datetime | None = moment()


class ApiKey(SQLModel, table=True):
    """Acts for an integration with named scopes; shown once, kept as a hash."""

    id: int = key()
    name: str = string(None)
    prefix: str = string(None)
    key_hash: str = string(None, unique=True)
    scopes: list[str] = document(items=True)
    user_id: int = ref("app_user.id")
    created_at: datetime = moment(null=False)
    last_used_at: datetime | None = moment()
    revoked_at: datetime | None = moment()


class Suppression(SQLModel, table=True):
    """Never mailed again. Either `address` or `domain` is set.

    Of somebody who was erased (`erased_at`) the address is made up, as their contact's, and `hash` recognises the real
    one (engine.rules.erasure); once that was lifted it is in `lifted_hash`, which suppresses nothing. What their row
    said before stays, for reports count it.
    """

    id: int = key()
    address: str | None = maybe_text(unique=True)
    domain: str | None = maybe_text(unique=True)
    hash: str | None = maybe_text(unique=True)
    lifted_hash: str | None = maybe_text(index=True)
    reason: str = string(None)
    source: str = string()
    created_at: datetime = moment(null=False)
    erased_at: datetime | None = moment()

    @property
    def words(self) -> str:
        """Why, and since when."""
        return erasure.said(self.erased_at) if self.erased_at else f"{self.reason} on {self.created_at:%Y-%m-%d}"
