"""Campaigns: the list, one with its numbers and its ledger, and a new one."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import func, select
from sqlmodel import col

from api.context import InHouse, Now, Session, WakesSender, find
from api.pages import forms, views_forecast, windows
from api.pages import views_campaigns as views
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import wanted
from api.pages.viewer import Looking, Viewer
from api.v1 import campaigns as api
from api.v1 import mails as api_mails
from engine.errors import Invalid, OffhoursError
from engine.rules.vocabulary import CampaignState, Goal
from engine.store.tables import Campaign, StepKind, TemplateVersion

router = APIRouter(prefix="/campaigns", include_in_schema=False)


@router.get("")
async def all_campaigns(request: Request, session: Session, viewer: Looking, page: str = "1") -> HTMLResponse:
    rows, pages = await views.campaigns(session, wanted(page))
    return render(request, "campaigns.html", viewer, rows=rows, page=pages)


@router.get("/{campaign_id:int}")
async def one_campaign(
    request: Request, session: Session, viewer: Looking, campaign_id: int, reason: str = "", page: str = "1"
) -> HTMLResponse:
    row = await find(session, Campaign, campaign_id, "campaign")
    view = await views.campaign(session, row, viewer.now, reason, wanted(page))
    return render(request, "campaign.html", viewer, view=view, window=windows.values_of(row.window))


@router.get("/{campaign_id:int}/forecast")
async def forecast(request: Request, session: Session, viewer: Looking, campaign_id: int) -> HTMLResponse:
    row = await find(session, Campaign, campaign_id, "campaign")
    return render(request, "forecast.html", viewer, view=await views_forecast.view(session, row, viewer))


STEPS = 4
"""Steps the form offers; the API takes more."""


@router.get("/new")
async def new(request: Request, session: Session, viewer: Looking) -> HTMLResponse:
    return await _form(request, session, viewer, {}, [])


@router.get("/{campaign_id:int}/change")
async def edit(request: Request, session: Session, viewer: Looking, campaign_id: int) -> Response:
    row = await api.get_campaign(campaign_id, session, viewer.actor)
    if row.state is not CampaignState.DRAFT or not _fits(row):
        said = "Only a draft is changed here, with up to four mails of one or two texts; others over the API."
        return go(request, f"/campaigns/{campaign_id}", said, "warn", stay=False)
    return await _form(request, session, viewer, _typed(row), [str(one) for one in row.mailbox_ids], row=row)


def _fits(row: api.CampaignDetail) -> bool:
    """Into the form."""
    return len(row.steps) <= STEPS and all(step.kind is StepKind.MAIL and len(step.variants) <= 2 for step in row.steps)


def _typed(row: api.CampaignDetail) -> dict[str, str]:
    values = {"name": row.name, "goal": row.goal.value, "target_list_id": str(row.target_list_id)}
    for step in row.steps:
        values[f"delay{step.position}"] = str(step.delay_days)
        for letter, variant in zip("ab", step.variants, strict=False):
            values[f"{letter}{step.position}"] = str(variant.template_id)
    return values


async def _form(
    request: Request,
    session: Session,
    viewer: Viewer,
    values: dict[str, str],
    boxes: list[str],
    wrong: str = "",
    row: api.CampaignShown | None = None,
) -> HTMLResponse:
    """`row`: the draft that is changed; None: it is a new one."""
    owner = None if viewer.manages else viewer.user.id
    return render(
        request,
        "campaign_new.html",
        viewer,
        status=422 if wrong else 200,
        choices=await views.choices(session, owner),
        goals=list(Goal),
        steps=range(1, STEPS + 1),
        values=values,
        boxes=boxes,
        wrong=wrong,
        row=row,
    )


@router.post("/new")
async def draft(request: Request, session: Session, viewer: Looking, now: Now) -> Response:
    given, boxes = await forms.fields(request), await forms.several(request, "mailbox_ids")
    try:
        async with session.begin_nested():
            model = forms.read(api.NewCampaign, await _said(session, given, boxes))
            made = await api.draft(model, session, viewer.actor, now)
    except OffhoursError as wrong:
        return await _form(request, session, viewer, given, boxes, forms.told(wrong))
    return go(request, f"/campaigns/{made.id}", "Drafted. Look it over, then launch it.", stay=False)


@router.post("/{campaign_id:int}/change")
async def change(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    given, boxes = await forms.fields(request), await forms.several(request, "mailbox_ids")
    try:
        async with session.begin_nested():
            model = forms.read(api.CampaignChange, await _said(session, given, boxes))
            await api.change(campaign_id, model, session, viewer.actor, now)
    except OffhoursError as wrong:
        row = await api.get_campaign(campaign_id, session, viewer.actor)
        return await _form(request, session, viewer, given, boxes, forms.told(wrong), row)
    return go(request, f"/campaigns/{campaign_id}", "Saved, with each text as it is now.", stay=False)


@router.post("/{campaign_id:int}/window", dependencies=[WakesSender])
async def set_window(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    model = forms.read(api.CampaignChange, {"window": await windows.read_own(request)})
    await api.change(campaign_id, model, session, viewer.actor, now)
    return go(request, f"/campaigns/{campaign_id}", "The window is saved.")


@router.post("/{campaign_id:int}/delete")
async def delete(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    await api.delete(campaign_id, session, viewer.actor, now)
    return go(request, "/campaigns", "The draft is deleted.", stay=False)


async def _said(session: Session, given: forms.Values, boxes: list[str]) -> dict[str, object]:
    steps = [await _step(session, given, number) for number in _filled(given)]
    if not steps:
        raise Invalid("is missing.", field="first_mail", remedy="Choose a template for it.")
    return {
        "name": given.get("name", ""),
        "goal": given.get("goal", ""),
        "target_list_id": forms.number(given.get("target_list_id", ""), "target_list_id"),
        "mailbox_ids": boxes,
        "steps": steps,
    }


def _filled(given: forms.Values) -> list[int]:
    return [number for number in range(1, STEPS + 1) if given.get(f"a{number}") or given.get(f"b{number}")]


async def _step(session: Session, given: forms.Values, number: int) -> dict[str, object]:
    """A mail with one text, or two to be compared; each in its newest version."""
    chosen = [given[key] for key in (f"a{number}", f"b{number}") if given.get(key)]
    ids = [forms.number(text, f"steps.{number}") for text in chosen]
    newest = (
        select(col(TemplateVersion.template_id), func.max(TemplateVersion.id))
        .where(col(TemplateVersion.template_id).in_(ids))
        .group_by(col(TemplateVersion.template_id))
    )
    versions = {row[0]: row[1] for row in await session.execute(newest)}
    delay = forms.number(given.get(f"delay{number}") or "0", f"steps.{number}.delay_days")
    return {"delay_days": delay, "template_versions": [versions.get(one, one) for one in ids]}


@router.post("/{campaign_id:int}/first-now", dependencies=[WakesSender])
async def first_now(
    request: Request, session: Session, viewer: Looking, now: Now, house: InHouse, campaign_id: int
) -> Response:
    line = await api_mails.send_the_first_now(campaign_id, session, viewer.actor, now, house)
    return go(request, f"/campaigns/{campaign_id}", f"The mail to {line.email} leaves now.")


@router.post("/{campaign_id:int}/launch", dependencies=[WakesSender])
async def launch(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    made = await api.launch_campaign(campaign_id, session, viewer.actor, now)
    return go(request, f"/campaigns/{campaign_id}", _enrolled(made))


def _enrolled(made: api.Launched) -> str:
    """Whoever is on the list and not in the campaign is not passed over in silence."""
    said = f"Launched: {made.enrolled} enrolled"
    barred = made.on_list - made.enrolled - made.elsewhere
    why = [f"another campaign writes to {made.elsewhere}"] if made.elsewhere else []
    why += [f"{barred} may not be written to: see the bin of their account, or their own page"] if barred > 0 else []
    return f"{said} of {made.on_list} on the list. Not enrolled: {'; '.join(why)}." if why else f"{said}."


@router.post("/{campaign_id:int}/pause")
async def pause(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    await api.pause_campaign(campaign_id, session, viewer.actor, now)
    return go(request, f"/campaigns/{campaign_id}", "Paused: nothing further leaves.")


@router.post("/{campaign_id:int}/end", dependencies=[WakesSender])
async def end(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    await api.end(campaign_id, session, viewer.actor, now)
    return go(request, f"/campaigns/{campaign_id}", "Ended. Other campaigns may write to its people.")


@router.post("/{campaign_id:int}/resume", dependencies=[WakesSender])
async def resume(request: Request, session: Session, viewer: Looking, now: Now, campaign_id: int) -> Response:
    await api.resume_campaign(campaign_id, session, viewer.actor, now)
    return go(request, f"/campaigns/{campaign_id}", "Resumed: it goes on.")
