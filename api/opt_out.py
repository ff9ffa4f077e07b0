"""The door every mail names: a page with one button, and the one click of mail programs (RFC 8058).

No sign-in and no CSRF token: whoever has the link may use it, and using it twice does no harm. Looking (GET) changes
nothing, because filters and preview programs follow links.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import InHouse, Now, Session
from api.pages.opt_out import render_opt_out
from engine.errors import NotFound
from engine.flows import suppress
from engine.flows.house import House
from engine.flows.letter import OPT_OUT
from engine.rules import compliance
from engine.store.facts import workspace_of
from engine.store.tables import Workspace

router = APIRouter(tags=["opting out"])


@router.head("/o/{token}", include_in_schema=False)
@router.get("/o/{token}", summary="The opt-out page", response_class=HTMLResponse)
async def look(token: str, request: Request, house: InHouse, session: Session) -> HTMLResponse:
    """Shows a button; changes nothing."""
    address = _address(house, token)
    return render_opt_out(request, masked(address), done=False, sender=_sender(await workspace_of(session)))


@router.post("/o/{token}", summary="Opt out", response_class=HTMLResponse)
async def opt_out(token: str, request: Request, house: InHouse, session: Session, now: Now) -> HTMLResponse:
    """Acts at once, for every campaign. What is in the body (List-Unsubscribe=One-Click) makes no difference."""
    address = _address(house, token)
    await suppress.opt_out(session, address, suppress.OPT_OUT_LINK, "link in a mail", now)
    return render_opt_out(request, masked(address), done=True, sender=_sender(await workspace_of(session)))


def _address(house: House, token: str) -> str:
    """Also from mails that were sent before the key was replaced: their links have to work as long as any."""
    found = (compliance.read_opt_out_token(key, token) for key in house.vault.keys_for(OPT_OUT))
    address = next((one for one in found if one is not None), None)
    if address is None:
        raise NotFound(
            "this link is not complete.",
            remedy="Copy all of it from the mail, or answer the mail with the word 'unsubscribe'.",
        )
    return address


def masked(address: str) -> str:
    """Enough for its owner: the link may have been forwarded, or be in a proxy's log."""
    local, _, domain = address.rpartition("@")
    return f"{local[:2]}…@{domain}" if len(local) > len("ab") else f"…@{domain}"


def _sender(workspace: Workspace) -> str:
    return ", ".join(part for part in (workspace.legal_name, workspace.postal_address) if part)
