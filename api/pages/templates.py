"""Templates: what is written, what is wrong with it, and how it will look."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Now, Session, Span, house
from api.pages import forms
from api.pages.environment import render
from api.pages.flash import go
from api.pages.paging import SIZE, page_of, wanted
from api.pages.viewer import Looking, Viewer
from api.v1 import templates as api
from engine.errors import OffhoursError
from engine.flows.write_template import known_fields
from engine.rules import compose
from engine.rules.vocabulary import Goal, Reply

router = APIRouter(prefix="/settings/templates", include_in_schema=False)


@router.get("")
async def all_templates(
    request: Request, session: Session, viewer: Looking, show: str = "", page: str = "1"
) -> HTMLResponse:
    replies, number = show == "replies", wanted(page)
    span = Span(limit=SIZE, offset=(number - 1) * SIZE)
    found = await api.list_templates(session, viewer.actor, span, None, replies)
    pages = page_of(number, found.items, found.total > number * SIZE, {"show": show})
    return render(request, "settings_templates.html", viewer, rows=found.items, replies=replies, page=pages)


@router.get("/new")
async def new(request: Request, session: Session, viewer: Looking, show: str = "") -> HTMLResponse:
    given = {"reply": Reply.INTERESTED.value, "language": "en"} if show == "replies" else {}
    return await _editor(request, session, viewer, None, given)


@router.get("/{template_id:int}")
async def one(request: Request, session: Session, viewer: Looking, template_id: int) -> HTMLResponse:
    return await _editor(request, session, viewer, await api.get_template(template_id, session, viewer.actor), {})


async def _editor(
    request: Request,
    session: Session,
    viewer: Viewer,
    template: api.TemplateDetail | None,
    given: dict[str, str],
    wrong: OffhoursError | None = None,
) -> HTMLResponse:
    """Findings and preview of what is in the form, saved or not."""
    values = {"name": "", "goal": Goal.REFERRAL.value, "subject": "", "body": "", "reply": "", "language": ""}
    if template is not None:
        values |= {
            "name": template.name,
            "goal": template.goal.value,
            "reply": template.reply.value if template.reply else "",
            "language": template.language,
            "subject": template.newest.subject,
            "body": template.newest.body,
        }
    values |= given
    known = await known_fields(session, Reply(values["reply"]) if values["reply"] in list(Reply) else None)
    return render(
        request,
        "settings_template.html",
        viewer,
        status=422 if wrong else 200,
        row=template,
        values=values,
        seen=await _seen(request, session, viewer, values) if values["body"] or values["subject"] else None,
        wrong=forms.told(wrong) if wrong else "",
        refused=forms.refused(wrong) if wrong else {},
        goals=list(Goal),
        fields=[name.replace("…", "NAME") for name in compose.names_of(known)],
    )


async def _seen(request: Request, session: Session, viewer: Viewer, values: dict[str, str]) -> api.PreviewShown:
    """Without a subject it can only be a follow-up."""
    draft = {name: values[name] for name in ("subject", "body", "goal")}
    reply = values["reply"] or None
    in_thread = not values["subject"].strip() and reply is None
    model = forms.read(api.Draft, {**draft, "in_thread": in_thread, "reply": reply})
    return await api.check(model, session, viewer.actor, house(request))


@router.post("/new")
async def write(request: Request, session: Session, viewer: Looking, now: Now) -> Response:
    given = await forms.fields(request)
    if given.get("do") == "look":
        return await _editor(request, session, viewer, None, given)
    try:
        async with session.begin_nested():
            wanted: dict[str, str | None] = {
                name: given.get(name, "") for name in ("name", "goal", "subject", "body", "language")
            }
            wanted["reply"] = given.get("reply") or None
            if wanted["reply"]:
                wanted["goal"] = Goal.CONVERSATION.value  # what campaigns are chosen by says nothing of a reply
            made = await api.write(forms.read(api.NewTemplate, wanted), session, viewer.actor, now)
    except OffhoursError as wrong:
        return await _editor(request, session, viewer, None, given, wrong)
    return go(request, f"/settings/templates/{made.id}", "Saved as version 1.", stay=False)


@router.post("/{template_id:int}")
async def revise(request: Request, session: Session, viewer: Looking, now: Now, template_id: int) -> Response:
    given = await forms.fields(request)
    template = await api.get_template(template_id, session, viewer.actor)
    kept = {name: given.get(name, "") for name in ("subject", "body")}
    if given.get("do") == "look":
        return await _editor(request, session, viewer, template, kept)
    try:
        async with session.begin_nested():
            made = await api.revise(template_id, forms.read(api.Words, kept), session, viewer.actor, now)
    except OffhoursError as wrong:
        return await _editor(request, session, viewer, template, kept, wrong)
    kept_by = (
        "The next answer is suggested with it."
        if template.reply
        else "Campaigns keep the version they were given; a draft takes this one when it is changed and saved."
    )
    said = f"Saved as version {made.version}. {kept_by}"
    return go(request, f"/settings/templates/{template_id}", said, stay=False)
