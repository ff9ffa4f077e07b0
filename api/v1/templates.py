"""Templates: the words of mails, with everything that is wrong with them."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, status
from pydantic import BaseModel, Field
from sqlalchemy import func, select
from sqlmodel import col

from api.auth import CampaignWriter, Reader
from api.context import Given, InHouse, Now, Page, Paging, Session, count, find, page_of
from engine.flows import write_template
from engine.flows.locked import locked
from engine.rules.lint import Severity
from engine.rules.vocabulary import Goal, Reply
from engine.store.tables import Template, TemplateVersion

router = APIRouter(prefix="/templates", tags=["templates"])
SUBJECT = "Jinja2; empty in a follow-up, which stays in its thread."
BODY = "Jinja2, plain text. The footer with opt-out and postal address is added."


class Words(Given):
    subject: str = Field("", max_length=1000, description=SUBJECT, examples=["Who looks after operations?"])
    body: str = Field(
        max_length=20_000, description=BODY, examples=["Hi {{ first_name }},\n\nwho is the right person?"]
    )


REPLY = "What it answers; left out: it is for campaigns. Of replies only `referred` begins a thread."


class NewTemplate(Words):
    name: str = Field(max_length=200, examples=["Referral, short"])
    goal: Goal
    reply: Reply | None = Field(None, description=REPLY)
    language: str = Field("", max_length=2, description="Of a reply: two letters.", examples=["en"])


class Draft(Words):
    """Words to look at before they are saved."""

    goal: Goal
    in_thread: bool = Field(False, description="It is a follow-up.")
    reply: Reply | None = Field(None, description=REPLY)
    contact_id: int | None = Field(None, description="Preview for this contact; left out: an invented one.")
    mailbox_id: int | None = Field(None, description="Preview from this mailbox.")


class VersionShown(BaseModel):
    id: int = Field(description="What a campaign's step names.")
    version: int = Field(examples=[1])
    subject: str
    body: str
    created_at: datetime


class TemplateShown(BaseModel):
    id: int
    name: str
    goal: Goal
    reply: Reply | None = Field(description=REPLY)
    language: str
    created_at: datetime
    newest: VersionShown


class TemplateDetail(TemplateShown):
    versions: list[VersionShown] = Field(description="Newest first, at most 200.")


class FindingShown(BaseModel):
    severity: Severity
    field: str
    problem: str
    remedy: str


class PreviewShown(BaseModel):
    ok: bool = Field(description="Nothing forbids sending it; warnings may remain.")
    findings: list[FindingShown]
    subject: str
    body: str = Field(description="As it leaves, footer included; empty when it cannot be made.")
    fields: list[str] = Field(description="Fields it uses.", examples=[["first_name"]])


@router.get("", summary="Templates, by name, each with its newest words")
async def list_templates(
    session: Session,
    actor: Reader,
    span: Paging,
    goal: Annotated[Goal | None, Query()] = None,
    replies: Annotated[bool, Query(description="Those that answer mails, instead of those for campaigns.")] = False,
) -> Page[TemplateShown]:
    newest = select(func.max(TemplateVersion.id).label("id")).group_by(col(TemplateVersion.template_id)).subquery()
    query = (
        select(Template, TemplateVersion)
        .join(TemplateVersion, col(TemplateVersion.template_id) == Template.id)
        .join(newest, newest.c.id == TemplateVersion.id)
        .order_by(col(Template.name))
    )
    query = query.where(col(Template.reply).is_not(None) if replies else col(Template.reply).is_(None))
    if goal is not None:
        query = query.where(col(Template.goal) == goal)
    rows = (await session.execute(query.limit(span.limit).offset(span.offset))).all()
    items = [_shown(row.Template, row.TemplateVersion) for row in rows]
    total = await count(session, query.with_only_columns(col(Template.id)))
    return page_of(items, total, span)


@router.post("", summary="Write a template", status_code=status.HTTP_201_CREATED)
async def write(given: NewTemplate, session: Session, actor: CampaignWriter, now: Now) -> TemplateShown:
    """Refused when something in it would stop every mail: an unknown field, an error of the lint."""
    template, version = await write_template.write(
        session,
        given.name,
        given.goal,
        given.subject,
        given.body,
        now,
        actor.by,
        reply=given.reply,
        language=given.language,
    )
    return _shown(template, version)


@router.post("/check", summary="Look at words before saving them")
async def check(given: Draft, session: Session, actor: Reader, house: InHouse) -> PreviewShown:
    """The answer is 200 whatever is wrong with the words."""
    made = await write_template.preview(
        session,
        given.subject,
        given.body,
        given.goal,
        in_thread=given.in_thread,
        reply=given.reply,
        contact_id=given.contact_id,
        mailbox_id=given.mailbox_id,
        is_reached=house.is_reached,
    )
    findings = [FindingShown(**finding.__dict__) for finding in made.findings]
    return PreviewShown(ok=made.ok, findings=findings, subject=made.subject, body=made.body, fields=made.fields)


@router.get("/{template_id}", summary="One template with its versions")
async def get_template(template_id: int, session: Session, actor: Reader) -> TemplateDetail:
    template = await find(session, Template, template_id, "template")
    query = select(TemplateVersion).where(col(TemplateVersion.template_id) == template_id)
    rows = list(await session.scalars(query.order_by(col(TemplateVersion.id).desc()).limit(200)))
    return TemplateDetail(**_shown(template, rows[0]).__dict__, versions=[_version(row) for row in rows])


@router.post("/{template_id}/versions", summary="Revise a template", status_code=status.HTTP_201_CREATED)
async def revise(template_id: int, given: Words, session: Session, actor: CampaignWriter, now: Now) -> VersionShown:
    """Campaigns keep the version they were given."""
    template = await locked(session, Template, template_id, "template")
    return _version(await write_template.revise(session, template, given.subject, given.body, now, actor.by))


def _shown(template: Template, version: TemplateVersion) -> TemplateShown:
    return TemplateShown(
        id=template.id,
        name=template.name,
        goal=template.goal,
        reply=template.reply,
        language=template.language,
        created_at=template.created_at,
        newest=_version(version),
    )


def _version(row: TemplateVersion) -> VersionShown:
    return VersionShown(**{name: getattr(row, name) for name in VersionShown.model_fields})
