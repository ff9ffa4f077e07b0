"""Batons: what became of each, passing one, and what its AE and a manager say about it."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlmodel import col

from api.context import Now, Session, WakesSender, find
from api.pages import forms
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import Cut, wanted
from api.pages.viewer import Looking, Viewer, team
from api.pages.views_accounts import history
from api.v1 import opportunities as api
from engine.errors import Conflict, Invalid, OffhoursError
from engine.flows import introduce
from engine.rules.baton import Check, Handover
from engine.rules.introduction import Letter
from engine.store.batons import batons, numbers, passed, theirs, unaudited, waits_for
from engine.store.tables import Account, Contact, MessageIn, Opportunity

router = APIRouter(include_in_schema=False)
SHOWS = {"mine": "Mine", "waiting": "Waiting for me", "to_audit": "To audit", "team": "Team"}
FOR_MANAGERS = {"to_audit", "team"}


@router.get("/opportunities")
async def all_opportunities(
    request: Request, session: Session, viewer: Looking, show: str = "", page: str = "1"
) -> HTMLResponse:
    shows = {key: name for key, name in SHOWS.items() if viewer.manages or key not in FOR_MANAGERS}
    chosen = show if show in shows else "team" if viewer.manages else "mine"
    me, cut = viewer.user.id, Cut(wanted(page))
    where = {"mine": [theirs(me)], "waiting": [waits_for(me)], "to_audit": [unaudited(me)], "team": []}[chosen]
    rows, pages = cut.page(await passed(session, cut.of(batons(*where))), {"show": chosen})
    return render(
        request,
        "opportunities.html",
        viewer,
        rows=rows,
        page=pages,
        shows=shows,
        show=chosen,
        numbers=await numbers(session, where=where) if chosen in {"mine", "team"} else None,
    )


@router.get("/opportunities/{opportunity_id:int}")
async def one_opportunity(request: Request, session: Session, viewer: Looking, opportunity_id: int) -> HTMLResponse:
    return await _page(request, session, viewer, opportunity_id, {})


async def _page(
    request: Request,
    session: Session,
    viewer: Viewer,
    opportunity_id: int,
    given: Mapping[str, str],
    wrong: str = "",
) -> HTMLResponse:
    """`given`: an introduction that was refused, as it was typed."""
    row = await api.own(session, viewer.actor, opportunity_id)
    (one,) = await passed(session, batons(col(Opportunity.id) == row.id))
    draft = await introduce.draft(session, row, viewer.user) if row.handover is Handover.INTRODUCTION else None
    return render(
        request,
        "opportunity.html",
        viewer,
        status=422 if wrong else 200,
        one=one,
        answer=await session.get(MessageIn, row.message_in_id) if row.message_in_id else None,
        events=await history(session, row),
        draft=draft,
        body=given.get("body", draft.letter.text if draft else ""),
        quote=not given or "quote" in given,
        key=given.get("key") or token_urlsafe(16),
        wrong=wrong,
        mailto=_mailto(draft.letter) if draft else "",
    )


@router.post("/opportunities/{opportunity_id:int}/introduction", dependencies=[WakesSender])
async def send_introduction(
    request: Request,
    response: Response,
    session: Session,
    viewer: Looking,
    now: Now,
    opportunity_id: int,
) -> Response:
    """What was typed is not lost when it is refused."""
    given = await forms.fields(request)
    said = {"key": given.get("key", ""), "body": given.get("body", ""), "quote": "quote" in given}
    try:
        async with session.begin_nested():
            model = forms.read(api.IntroductionGiven, said)
            made = await api.send_introduction(opportunity_id, model, session, viewer.actor, now, response)
    except (Conflict, Invalid) as refused:
        return await _page(request, session, viewer, opportunity_id, given, forms.told(refused))
    return go(request, f"/opportunities/{opportunity_id}", f"Your mail to {made.to} is on its way.", stay=False)


def _mailto(letter: Letter) -> str:
    """Opens the draft in the rep's own mail program (RFC 6068: lines end with CRLF)."""
    fields = {"cc": ",".join(letter.cc), "subject": letter.subject, "body": letter.text.replace("\n", "\r\n")}
    return f"mailto:{quote(letter.to)}?" + "&".join(f"{name}={quote(value)}" for name, value in fields.items())


@router.get("/accounts/{account_id:int}/pass")
async def new(
    request: Request, session: Session, viewer: Looking, account_id: int, contact: str = "", response: str = ""
) -> HTMLResponse:
    account = await find(session, Account, account_id, "account")
    return await _form(request, session, viewer, account, {"contact_id": contact, "message_in_id": response}, [])


async def _form(
    request: Request,
    session: Session,
    viewer: Viewer,
    account: Account,
    values: dict[str, str],
    checks: list[str],
    wrong: OffhoursError | None = None,
) -> HTMLResponse:
    people = select(Contact).where(col(Contact.account_id) == account.id)
    return render(
        request,
        "opportunity_new.html",
        viewer,
        status=422 if wrong else 200,
        account=account,
        contacts=list(await session.scalars(people.order_by(col(Contact.level).desc(), col(Contact.id)).limit(200))),
        team=[user for user in await team(session) if user.id != viewer.user.id],
        values=values,
        checks=checks,
        all_checks=list(Check),
        handovers=list(Handover),
        wrong=forms.told(wrong) if wrong else "",
        refused=forms.refused(wrong) if wrong else {},
    )


@router.post("/accounts/{account_id:int}/pass", dependencies=[WakesSender])
async def hand(request: Request, session: Session, viewer: Looking, now: Now, account_id: int) -> Response:
    given, checks = await forms.fields(request), await forms.several(request, "checks")
    account = await find(session, Account, account_id, "account")
    try:
        async with session.begin_nested():
            if not given.get("to_user_id"):
                raise Invalid("is missing.", field="to_user_id", remedy="Choose who closes.")
            values = {
                **{name: given.get(name, "") for name in ("contact_id", "to_user_id", "notes", "handover")},
                "message_in_id": given.get("message_in_id") or None,
                "call_at": _moment(given.get("call_at", ""), viewer),
                "checks": checks,
            }
            model = forms.read(api.Pass, values)
            made = await api.pass_opportunity(model, session, viewer.actor, now)
    except OffhoursError as wrong:
        return await _form(request, session, viewer, account, given, checks, wrong)
    return go(request, f"/opportunities/{made.id}", f"Passed to {made.passed_to}.", stay=False)


def _moment(text: str, viewer: Viewer) -> datetime | None:
    """A time as the browser's field writes it, in the viewer's own zone."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=viewer.zone) if text else None
    except ValueError as wrong:
        raise Invalid(f"{text!r} is no time.", field="call_at", remedy="Use 2026-03-31T14:30.") from wrong


@router.post("/opportunities/{opportunity_id:int}/accept")
async def accept(request: Request, session: Session, viewer: Looking, now: Now, opportunity_id: int) -> Response:
    given = await forms.fields(request)
    model = forms.read(api.Accept, {"notes": given.get("notes", "")})
    await api.accept(opportunity_id, model, session, viewer.actor, now)
    return go(request, f"/opportunities/{opportunity_id}", "Accepted: it counts for whoever passed it.")


@router.post("/opportunities/{opportunity_id:int}/return", dependencies=[WakesSender])
async def give_back(request: Request, session: Session, viewer: Looking, now: Now, opportunity_id: int) -> Response:
    given = await forms.fields(request)
    model = forms.read(api.Return, {"why": given.get("reason", "")})
    made = await api.give_back(opportunity_id, model, session, viewer.actor, now)
    return go(request, f"/opportunities/{opportunity_id}", f"Returned: {made.account} is worked again.")


@router.post("/opportunities/{opportunity_id:int}/audit")
async def audit(request: Request, session: Session, viewer: Looking, now: Now, opportunity_id: int) -> Response:
    found = await forms.several(request, "found")
    given = await forms.fields(request)
    values = {name: name in found for name in api.AuditShown.model_fields}
    model = forms.read(api.AuditGiven, {**values, "why": given.get("why", "")})
    made = await api.audit(opportunity_id, model, session, viewer.actor, now)
    return go(
        request,
        f"/opportunities/{opportunity_id}",
        "Audited: it counts." if made.counts else "Audited: it does not count.",
    )


@router.post("/opportunities/{opportunity_id:int}", dependencies=[WakesSender])
async def change(request: Request, session: Session, viewer: Looking, now: Now, opportunity_id: int) -> Response:
    given = await forms.fields(request)
    values: dict[str, object] = {name: given[name] for name in ("stage", "outcome") if name in given}
    if "value" in given:
        values["value"] = forms.number(given["value"], "value") if given["value"].strip() else None
    model = forms.read(api.OpportunityChange, values)
    await api.change(opportunity_id, model, session, viewer.actor, now)
    return go(request, f"/opportunities/{opportunity_id}", "Saved.")
