"""The door: password, one-time link, and out again."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.auth import COOKIE, SignedIn, drop_cookie, set_cookie
from api.context import InHouse, Session
from api.pages import flash
from api.pages.environment import render
from api.pages.errors import in_words
from api.v1.entry import enter_by_link, enter_by_password
from engine.errors import OffhoursError
from engine.flows import sign_in

router = APIRouter(include_in_schema=False)
FORBIDDEN = 403
LONGEST = 500
"""Characters of an address to go back to."""


@router.head("/sign-in")
@router.get("/sign-in")
async def door(request: Request, next: str = "") -> HTMLResponse:  # noqa: A002 # the name in the address
    return _form(request, next=inside(next))


@router.post("/sign-in")
async def by_password(
    request: Request,
    house: InHouse,
    email: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=4096)] = "",
    next: Annotated[str, Form(max_length=LONGEST)] = "",  # noqa: A002 # the name of the field
) -> Response:
    try:
        entered = await enter_by_password(request, house, email, password)
    except OffhoursError as refused:
        problem = in_words("", refused.problem, refused.remedy)
        return _form(request, status=FORBIDDEN, problem=problem, email=email, next=inside(next))
    response = RedirectResponse(inside(next), 303)
    set_cookie(response, house, entered)
    return response


@router.head("/sign-in/{token}")
@router.get("/sign-in/{token}")
async def link(request: Request, token: str) -> HTMLResponse:
    """Looking does not use the link up: previews of mail and chat programs look too."""
    return _form(request, token=token)


@router.post("/sign-in/{token}")
async def by_link(request: Request, house: InHouse, token: str) -> Response:
    try:
        entered = await enter_by_link(request, house, token)
    except OffhoursError as refused:
        return _form(request, status=FORBIDDEN, problem=in_words("", refused.problem, refused.remedy))
    response = RedirectResponse("/", 303)
    set_cookie(response, house, entered)
    if not entered.user.password_hash:
        flash.say(response, "You are in. The link is used up: set a password to come back with (Settings, Me).", "warn")
    return response


@router.post("/sign-out")
async def out(request: Request, session: Session, actor: SignedIn) -> Response:
    await sign_in.leave(session, request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/sign-in", 303)
    drop_cookie(response)
    return response


def inside(address: str) -> str:
    """A page of ours; anything that a browser could take for another site becomes Today."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\", "/sign-in"))
    fits = len(address) <= LONGEST and address.isprintable()
    return address if plain and "\\" not in address and fits else "/"


def _form(request: Request, *, status: int = 200, **values: str) -> HTMLResponse:
    blank = {"problem": "", "email": "", "next": "/", "token": ""}
    return render(request, "sign_in.html", None, status=status, **{**blank, **values})
