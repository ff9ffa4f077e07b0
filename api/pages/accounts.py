"""The board of accounts, one account, one contact."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.context import Session, find
from api.pages import views_accounts as views
from api.pages.environment import render
from api.pages.paging import wanted
from api.pages.viewer import Looking
from engine.store.tables import Account, Contact

router = APIRouter(include_in_schema=False)


@router.get("/accounts")
async def board(request: Request, session: Session, viewer: Looking, q: str = "", whose: str = "") -> HTMLResponse:
    owner = viewer.user.id if whose == "mine" else None
    return render(request, "accounts.html", viewer, bins=await views.board(session, q, owner), q=q, whose=whose)


@router.get("/accounts/{account_id:int}")
async def one_account(
    request: Request, session: Session, viewer: Looking, account_id: int, page: str = "1"
) -> HTMLResponse:
    row = await find(session, Account, account_id, "account")
    return render(request, "account.html", viewer, view=await views.account(session, row, wanted(page)))


@router.get("/contacts/{contact_id:int}")
async def one_contact(request: Request, session: Session, viewer: Looking, contact_id: int) -> HTMLResponse:
    row = await find(session, Contact, contact_id, "contact")
    return render(request, "contact.html", viewer, view=await views.contact(session, row, viewer.now))
