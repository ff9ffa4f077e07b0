"""The door every mail names: a page with one button, and the one click of mail programs (RFC 8058).

No sign-in and no CSRF token: whoever has the link may use it, and using it twice does no harm. Looking (GET) changes
nothing, because filters and preview programs follow links.
"""

from html import escape

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.context import InHouse, Now, Session
from engine.errors import NotFound
from engine.flows.house import House
from engine.flows.letter import OPT_OUT
from engine.flows.suppress import OPT_OUT_LINK, suppress_address
from engine.rules import compliance
from engine.store.facts import workspace_of
from engine.store.tables import Workspace

router = APIRouter(tags=["opting out"])
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{words}</p>{button}<p><small>{sender}</small></p></main></body></html>
"""
BUTTON = '<form method="post"><button type="submit">Stop all mail to me</button></form>'
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@router.get("/o/{token}", summary="The opt-out page", response_class=HTMLResponse)
async def look(token: str, house: InHouse, session: Session) -> HTMLResponse:
    """Shows a button; changes nothing."""
    address = _address(house, token)
    words = f"Press the button and <strong>{escape(address)}</strong> gets no further mail from us."
    return _page(await workspace_of(session), "No more mail?", words, BUTTON)


@router.post("/o/{token}", summary="Opt out", response_class=HTMLResponse)
async def opt_out(token: str, house: InHouse, session: Session, now: Now) -> HTMLResponse:
    """Acts at once, for every campaign. What is in the body (List-Unsubscribe=One-Click) makes no difference."""
    address = _address(house, token)
    await suppress_address(session, address, OPT_OUT_LINK, "link in a mail", now)
    words = f"<strong>{escape(address)}</strong> gets no further mail from us."
    return _page(await workspace_of(session), "Done", words, "")


def _address(house: House, token: str) -> str:
    address = compliance.read_opt_out_token(house.vault.sign_key(OPT_OUT), token)
    if address is None:
        raise NotFound(
            "this link is not complete.",
            remedy="Copy all of it from the mail, or answer the mail with the word 'unsubscribe'.",
        )
    return address


def _page(workspace: Workspace, title: str, words: str, button: str) -> HTMLResponse:
    sender = escape(", ".join(part for part in (workspace.legal_name, workspace.postal_address) if part))
    return HTMLResponse(PAGE.format(title=title, words=words, button=button, sender=sender), headers=HEADERS)
