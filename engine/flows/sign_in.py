"""Let a person in: by password or by a one-time link. Of every token only its SHA-256 is kept."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from engine.errors import Conflict, Forbidden, Invalid
from engine.rules import addresses
from engine.rules.vocabulary import Role
from engine.store.journal import record
from engine.store.tables import SignIn, SignInLink, User

HASHER = PasswordHasher()
NOBODY = HASHER.hash(secrets.token_urlsafe())
"""What the password of somebody unknown is compared with, so that the answer takes as long as for a user."""
SHORTEST = 12
LONGEST = 1024
LINK_VALID = timedelta(hours=24)


class WrongPassword(Forbidden):
    """Whoever asks has not shown who they are; asking again with the right words may help."""


@dataclass(frozen=True)
class Entered:
    """Somebody who was let in. `token` goes into the cookie and is known nowhere else."""

    user: User
    sign_in: SignIn
    token: str


def hashed(token: str) -> str:
    """Tokens are random and long: a fast hash is enough for them."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


async def by_password(session: AsyncSession, email: str, password: str, now: datetime, valid: timedelta) -> Entered:
    """The same error and the same time whether the address, the password or the account is at fault."""
    query = select(User).where(col(User.email) == email.strip().lower())
    user = (await session.scalars(query)).one_or_none()
    known = user.password_hash if user is not None and user.password_hash else NOBODY
    fits = await asyncio.to_thread(_fits, known, password)
    if user is None or known is NOBODY or not fits or not user.active:
        raise WrongPassword(
            "address and password do not fit.",
            field="password",
            remedy="Check both, or ask an administrator for a one-time link.",
        )
    if HASHER.check_needs_rehash(known):
        user.password_hash = await asyncio.to_thread(HASHER.hash, password)
    return await _enter(session, user, now, valid, "password")


def _fits(known: str, password: str) -> bool:
    try:
        return len(password) <= LONGEST and HASHER.verify(known, password)
    except (VerificationError, InvalidHashError, UnicodeError):
        return False


async def by_link(session: AsyncSession, token: str, now: datetime, valid: timedelta) -> Entered:
    """Once: of two who use a link at the same time one is let in."""
    query = (
        update(SignInLink)
        .where(
            col(SignInLink.token_hash) == hashed(token),
            col(SignInLink.used_at).is_(None),
            col(SignInLink.expires_at) > now,
        )
        .values(used_at=now)
        .returning(col(SignInLink.user_id))
    )
    user_id = await session.scalar(query)
    user = await session.get(User, user_id) if user_id is not None else None
    if user is None or not user.active:
        raise Forbidden(
            "this link was used before, has expired, or was never made.",
            field="token",
            remedy="Ask an administrator for a new one, or run: offhours sign-in-link EMAIL",
        )
    return await _enter(session, user, now, valid, "link")


async def _enter(session: AsyncSession, user: User, now: datetime, valid: timedelta, how: str) -> Entered:
    await session.execute(delete(SignIn).where(col(SignIn.expires_at) <= now))
    token = secrets.token_urlsafe(32)
    sign_in = SignIn(
        token_hash=hashed(token),
        user_id=user.id,
        csrf=f"{user.id}.{secrets.token_urlsafe(32)}",
        created_at=now,
        expires_at=now + valid,
    )
    session.add(sign_in)
    record(session, now, "user.signed_in", why=how, by=user.email)
    await session.flush()
    return Entered(user, sign_in, token)


async def whoami(session: AsyncSession, token: str, now: datetime) -> tuple[User, SignIn] | None:
    """Whose cookie this is; None when it is nobody's any more."""
    query = (
        select(User, SignIn)
        .join(SignIn, col(SignIn.user_id) == User.id)
        .where(col(SignIn.token_hash) == hashed(token), col(SignIn.expires_at) > now, col(User.active))
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else (row.User, row.SignIn)


async def leave(session: AsyncSession, token: str) -> None:
    await session.execute(delete(SignIn).where(col(SignIn.token_hash) == hashed(token)))


async def leave_everywhere(session: AsyncSession, user_id: int, *, but: int | None = None) -> None:
    """Every browser of a user is signed out, except the session `but`; unused links end too."""
    await session.execute(delete(SignIn).where(col(SignIn.user_id) == user_id, col(SignIn.id) != (but or 0)))
    await session.execute(
        delete(SignInLink).where(col(SignInLink.user_id) == user_id, col(SignInLink.used_at).is_(None))
    )


async def make_link(
    session: AsyncSession, user: User, now: datetime, valid: timedelta = LINK_VALID, *, by: str = "offhours"
) -> str:
    """A token for one sign-in; whoever has it is let in, so it is shown once, and the log says who made it."""
    if not user.active:
        raise Conflict(f"{user.email} was let go.", field="user", remedy="Take them back first, under Settings, Users.")
    token = secrets.token_urlsafe(32)
    session.add(SignInLink(token_hash=hashed(token), user_id=user.id, expires_at=now + valid))
    await session.flush()
    record(session, now, "user.link_made", why=user.email, by=by, user=user.id)
    return token


async def set_password(
    session: AsyncSession, user: User, password: str, now: datetime, *, but: int | None = None
) -> None:
    """Whoever had the old one is signed out, except the session `but` that asks for the change."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(
            f"has {len(password)} characters.", field="password", remedy=f"Use {SHORTEST} to {LONGEST}; words are fine."
        )
    if password.strip().lower() in {user.email, user.name.lower()}:
        raise Invalid("is your own name.", field="password", remedy="Choose words that nobody would guess.")
    user.password_hash = await asyncio.to_thread(HASHER.hash, password)
    await leave_everywhere(session, user.id, but=but)
    record(session, now, "user.password_changed", by=user.email)


async def first_admin(session: AsyncSession, email: str, now: datetime) -> str:
    """A link for the administrator of a new installation; an address that is known stays what it is."""
    address = addresses.normalise(email)
    query = select(User).where(col(User.email) == address)
    user = (await session.scalars(query)).one_or_none()
    if user is None:
        user = User(email=address, name=addresses.guess_name(address), role=Role.ADMIN, created_at=now)
        session.add(user)
        await session.flush()
        record(session, now, "user.made", why="first administrator", user=user.id)
    return await make_link(session, user, now)
