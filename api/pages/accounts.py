"""The board of accounts, one account, one contact."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Now, Session, WakesSender, find
from api.pages import forms
from api.pages import views_accounts as views
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import wanted
from api.pages.viewer import Looking, team
from api.v1 import accounts as api
from engine.rules.vocabulary import Bin
from engine.store.tables import Account, Contact

router = APIRouter(include_in_schema=False)


@router.get("/accounts")
async def board(
    request: Request,
    session: Session,
    viewer: Looking,
    q: str = "",
    whose: str = "",
    in_bin: Annotated[str, Query(alias="bin")] = "",
    page: str = "1",
) -> HTMLResponse:
    """All bins beside each other, or all of one."""
    owner = viewer.user.id if whose == "mine" else None
    if in_bin in list(Bin):
        chosen = Bin(in_bin)
        tiles, pages = await views.one_bin(session, chosen, q, owner, wanted(page))
        return render(request, "accounts_of_bin.html", viewer, chosen=chosen, tiles=tiles, page=pages, q=q, whose=whose)
    return render(request, "accounts.html", viewer, bins=await views.board(session, q, owner), q=q, whose=whose)


@router.get("/accounts/{account_id:int}")
async def one_account(
    request: Request, session: Session, viewer: Looking, account_id: int, page: str = "1"
) -> HTMLResponse:
    row = await find(session, Account, account_id, "account")
    view = await views.account(session, row, wanted(page))
    return render(request, "account.html", viewer, view=view, users=await team(session))


@router.get("/accounts/{account_id:int}/merge")
async def choose(request: Request, session: Session, viewer: Looking, account_id: int, q: str = "") -> Response:
    """A search, because there may be thousands of accounts."""
    row = await find(session, Account, account_id, "account")
    if row.merged_into_id is not None:
        return go(request, f"/accounts/{row.id}", stay=False)
    view = await views.account(session, row, 1)
    return render(request, "account_merge.html", viewer, view=view, twins=await views.twins(session, row, q), q=q)


@router.post("/accounts/{account_id:int}/merge", dependencies=[WakesSender])
async def merge(request: Request, session: Session, viewer: Looking, now: Now, account_id: int) -> Response:
    given = await forms.fields(request)
    wanted = forms.read(api.Merge, {"into": given.get("into", "")})
    before = await find(session, Account, account_id, "account")
    stays = await api.merge_account(account_id, wanted, session, viewer.actor, now)
    return go(request, f"/accounts/{stays.id}", f"{before.name} was merged into {stays.name}.", stay=False)


@router.get("/contacts/{contact_id:int}")
async def one_contact(request: Request, session: Session, viewer: Looking, contact_id: int) -> HTMLResponse:
    row = await find(session, Contact, contact_id, "contact")
    return render(request, "contact.html", viewer, view=await views.contact(session, row, viewer.now))
