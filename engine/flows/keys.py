"""Keys by which integrations act: shown once, kept as a hash, limited to scopes, revocable."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Invalid
from engine.flows.sign_in import hashed
from engine.store.journal import record
from engine.store.tables import ApiKey, User

MARK = "oh"
USED_EVERY = timedelta(minutes=1)
"""How exact `last_used_at` is: a write per request would make the requests of one key wait for each other."""


class Scope(StrEnum):
    """What a key may do; a browser may do all that its user's role allows."""

    READ = "read"
    CONTACTS = "contacts:write"
    CAMPAIGNS = "campaigns:write"
    RESPONSES = "responses:write"
    ADMIN = "admin"


@dataclass(frozen=True)
class MadeKey:
    key: ApiKey
    secret: str


async def make_key(session: AsyncSession, user: User, name: str, scopes: set[Scope], now: datetime, by: str) -> MadeKey:
    """`user` is on whose behalf, and within whose role, the key acts."""
    if not name.strip():
        raise Invalid("is missing.", field="name", remedy="Say what uses the key, e.g. 'CRM sync'.")
    if not scopes:
        raise Invalid("are missing.", field="scopes", remedy=f"Choose some of {', '.join(Scope)}.")
    prefix = secrets.token_hex(4)
    secret = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey(
        name=name.strip()[:100],
        prefix=prefix,
        key_hash=hashed(secret),
        scopes=sorted(scope.value for scope in scopes),
        user_id=user.id,
        created_at=now,
    )
    session.add(key)
    await session.flush()
    record(session, now, "key.made", why=f"{key.name}: {', '.join(key.scopes)}", by=by, key=key.id)
    return MadeKey(key, secret)


async def whose(session: AsyncSession, secret: str, now: datetime) -> tuple[User, ApiKey] | None:
    """The key and on whose behalf it acts; None when it is unknown, revoked, or its user is not active."""
    query = (
        select(User, ApiKey)
        .join(ApiKey, col(ApiKey.user_id) == User.id)
        .where(col(ApiKey.key_hash) == hashed(secret), col(ApiKey.revoked_at).is_(None), col(User.active))
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    if row.ApiKey.last_used_at is None or now - row.ApiKey.last_used_at >= USED_EVERY:
        row.ApiKey.last_used_at = now
    return row.User, row.ApiKey


async def revoke(session: AsyncSession, key: ApiKey, now: datetime, by: str) -> None:
    """In effect for the next request. Safe to repeat."""
    if key.revoked_at is None:
        key.revoked_at = now
        record(session, now, "key.revoked", why=key.name, by=by, key=key.id)
