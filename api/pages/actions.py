"""Small actions on other pages: each does what the API does and goes back to where it was asked for."""

from datetime import date

from fastapi import APIRouter, BackgroundTasks, Request, Response

from api.context import InHouse, Now, Session, find
from api.pages import forms
from api.pages.flash import go
from api.pages.viewer import Looking
from api.v1 import accounts as api_accounts
from api.v1 import suppressions as api_suppressions
from engine.errors import Invalid
from engine.store.tables import Contact

router = APIRouter(include_in_schema=False)


@router.post("/accounts/{account_id:int}/bin")
async def move(
    request: Request,
    session: Session,
    viewer: Looking,
    now: Now,
    house: InHouse,
    later: BackgroundTasks,
    account_id: int,
) -> Response:
    given = await forms.fields(request)
    wanted = {"bin": given.get("bin", ""), "why": given.get("why", ""), "check_back_on": _date(given)}
    model = forms.read(api_accounts.Move, wanted)
    await api_accounts.move_account(account_id, model, session, viewer.actor, now, house, later)
    return go(request, f"/accounts/{account_id}", "The account was moved.")


def _date(given: forms.Values) -> date | None:
    text = given.get("check_back_on", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise Invalid(f"{text!r} is no date.", field="check_back_on", remedy="Use 2026-03-31.") from wrong


@router.post("/accounts/{account_id:int}/release")
async def release(
    request: Request,
    session: Session,
    viewer: Looking,
    now: Now,
    house: InHouse,
    later: BackgroundTasks,
    account_id: int,
) -> Response:
    await api_accounts.release_account(account_id, session, viewer.actor, now, house, later)
    return go(request, f"/accounts/{account_id}", "Released: the others may be written to.")


@router.post("/contacts/{contact_id:int}/suppress")
async def suppress(request: Request, session: Session, viewer: Looking, now: Now, contact_id: int) -> Response:
    contact = await find(session, Contact, contact_id, "contact")
    given = api_suppressions.NewSuppression(address=contact.email, reason="asked the rep")
    await api_suppressions.suppress(given, session, viewer.actor, now)
    return go(request, f"/contacts/{contact_id}", f"{contact.email} will never be mailed again.")
