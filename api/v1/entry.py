"""Signing in and out, and who I am."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response, status
from pydantic import BaseModel, Field, SecretStr

from api.auth import COOKIE, SignedIn, drop_cookie, refuse_other_origin, set_cookie
from api.context import Given, InHouse, Now, Session
from engine.errors import Forbidden
from engine.flows import sign_in
from engine.flows.attempts import Attempts
from engine.flows.house import House
from engine.flows.keys import Scope
from engine.rules.vocabulary import Role

router = APIRouter(tags=["signing in"])


class Credentials(Given):
    email: str = Field(max_length=254, examples=["robin@example.com"])
    password: SecretStr = Field(max_length=4096, examples=["four words are enough"])


class LinkToken(Given):
    token: str = Field(max_length=200, description="The last part of the one-time link.", examples=["aB3…"])


class NewPassword(Given):
    password: SecretStr = Field(max_length=4096, description="12 characters or more.", examples=["four words do it"])


class Me(BaseModel):
    """Who acts, and what they may do."""

    user_id: int = Field(examples=[1])
    email: str = Field(examples=["robin@example.com"])
    name: str = Field(examples=["Robin Rep"])
    role: Role
    scopes: list[Scope] = Field(description="What this key may do; a browser has all.")
    how: str = Field(description="browser or key", examples=["browser"])
    csrf: str = Field(description="Send it as X-CSRF-Token with every change a browser makes; empty for keys.")


class SignedInNow(BaseModel):
    """The cookie is in the response's headers."""

    user_id: int
    email: str
    role: Role
    csrf: str = Field(description="Send it as X-CSRF-Token with every change.")
    expires_at: datetime


async def enter_by_password(request: Request, house: House, email: str, password: str) -> sign_in.Entered:
    """In a transaction of its own, so that a failure can be counted after it was rolled back."""
    refuse_other_origin(request, house)
    attempts: Attempts = request.app.state.attempts
    name, place = email.strip().lower(), request.client.host if request.client else ""
    now = house.clock.now()
    attempts.check(name, place, now)
    attempts.failed(name, place, now)
    async with house.database.begin() as session:
        entered = await sign_in.by_password(session, email, password, now, _valid(house))
    attempts.succeeded(name, place)
    return entered


async def enter_by_link(request: Request, house: House, token: str) -> sign_in.Entered:
    refuse_other_origin(request, house)
    async with house.database.begin() as session:
        return await sign_in.by_link(session, token, house.clock.now(), _valid(house))


def _valid(house: House) -> timedelta:
    return timedelta(days=house.settings.sign_in_days)


@router.post("/sign-in", summary="Sign in with a password")
async def sign_in_by_password(given: Credentials, request: Request, response: Response, house: InHouse) -> SignedInNow:
    entered = await enter_by_password(request, house, given.email, given.password.get_secret_value())
    set_cookie(response, house, entered)
    return _shown(entered)


@router.post("/sign-in/link", summary="Sign in with a one-time link")
async def sign_in_by_link(given: LinkToken, request: Request, response: Response, house: InHouse) -> SignedInNow:
    entered = await enter_by_link(request, house, given.token)
    set_cookie(response, house, entered)
    return _shown(entered)


def _shown(entered: sign_in.Entered) -> SignedInNow:
    user, entry = entered.user, entered.sign_in
    return SignedInNow(user_id=user.id, email=user.email, role=user.role, csrf=entry.csrf, expires_at=entry.expires_at)


@router.post("/sign-out", summary="End this browser's session", status_code=status.HTTP_204_NO_CONTENT)
async def sign_out(request: Request, response: Response, session: Session, actor: SignedIn) -> None:
    await sign_in.leave(session, request.cookies.get(COOKIE, ""))
    drop_cookie(response)


@router.get("/me", summary="Who I am and what I may do")
async def me(actor: SignedIn) -> Me:
    return Me(
        user_id=actor.user.id,
        email=actor.user.email,
        name=actor.user.name,
        role=actor.role,
        scopes=sorted(actor.scopes),
        how=actor.how,
        csrf=actor.csrf,
    )


@router.post("/me/password", summary="Set my password", status_code=status.HTTP_204_NO_CONTENT)
async def set_my_password(given: NewPassword, session: Session, actor: SignedIn, now: Now) -> None:
    """All other browsers of mine are signed out."""
    if actor.how != "browser":
        raise Forbidden("a key cannot change a password.", remedy="Sign in with a browser.")
    await sign_in.set_password(session, actor.user, given.password.get_secret_value(), now, but=actor.sign_in_id)
