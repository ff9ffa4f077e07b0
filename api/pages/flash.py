"""One sentence from an action to the page that follows it, carried by a cookie that lives for one page."""

import base64
import binascii
import json
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import URL

COOKIE = "offhours_said"
SECONDS = 900
"""Time to sign in again on the way."""
LONGEST = 600
"""Characters; a cookie holds 4 kB."""


@dataclass(frozen=True)
class Said:
    """`tone` is good, warn or bad."""

    tone: str
    text: str


def go(request: Request, fallback: str, text: str = "", tone: str = "good", *, stay: bool = True) -> Response:
    """303 back to the page the form stood on (`stay`), or to `fallback`, with a sentence. A script that keeps the page
    is told to leave it: it would show the other one under the address of this."""
    response: Response = RedirectResponse(origin_page(request) or fallback if stay else fallback, 303)
    if not stay and "hx-request" in request.headers:
        response = Response(status_code=204, headers={"HX-Redirect": fallback})
    if text:
        say(response, text, tone)
    return response


def origin_page(request: Request) -> str:
    """Path and query of the page the form stood on, "" when it was not one of ours."""
    came_from = urlsplit(request.headers.get("referer", ""))
    ours = came_from.netloc == request.headers.get("host", "") and came_from.path.startswith("/")
    if not ours or came_from.path.startswith("//"):
        return ""
    return inside(came_from)


def inside(address: SplitResult | URL) -> str:
    """Path and query."""
    return f"{address.path}?{address.query}" if address.query else address.path


def say(response: Response, text: str, tone: str) -> None:
    packed = base64.urlsafe_b64encode(json.dumps([tone, text[:LONGEST]]).encode()).decode()
    response.set_cookie(COOKIE, packed, max_age=SECONDS, httponly=True, samesite="lax", path="/")


def read(request: Request) -> Said | None:
    """What a browser sends is not trusted: the tone is one of ours, the text is escaped where it is shown."""
    try:
        tone, text = json.loads(base64.urlsafe_b64decode(request.cookies.get(COOKIE, "")))
    except (ValueError, TypeError, binascii.Error):
        return None
    if tone not in {"good", "warn", "bad"} or not isinstance(text, str):
        return None
    return Said(tone, text)


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/")
