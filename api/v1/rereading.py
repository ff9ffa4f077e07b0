"""Mails that older rules have read, read again; and a person's corrections as labelled examples."""

from dataclasses import asdict

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.auth import Manager
from api.context import Given, InHouse, Moment, Now, Session
from engine.flows.house import SEND
from engine.flows.reread import left, reread
from engine.rules.reading.version import version
from engine.rules.rereading import Decision
from engine.rules.vocabulary import Kind
from engine.store.examples import lines
from engine.store.journal import record

router = APIRouter(tags=["responses"])
AT_ONCE = 200
"""Mails of one request: seconds."""
OPINIONS = 20
"""Questions of one request: each may take as long as OFFHOURS_OPINION_TIMEOUT says."""


class RereadGiven(Given):
    since: Moment | None = Field(None, description="Only mails that came in from then on.")
    dry_run: bool = Field(True, description="Say what differs and change nothing.")
    limit: int = Field(AT_ONCE, ge=1, le=AT_ONCE, description="Mails looked at.")
    opinions: int = Field(
        OPINIONS,
        ge=0,
        le=OPINIONS,
        description="Of so many mails at most a second opinion is asked, where one is configured: their words leave "
        "the house. In a dry run of none.",
    )


class RereadShown(BaseModel):
    id: int = Field(description="Of the response.")
    sender: str
    subject: str
    was: Kind | None
    kind: Kind = Field(description="What newer rules take it for.")
    because: str
    decision: Decision = Field(
        description="applied: taken over. asked: it would suppress less or let mails leave, so a person gets a task. "
        "kept: somebody has worked it. broken: it could not be read again."
    )
    why: str


class RereadResult(BaseModel):
    version: str = Field(description="Of the rules that read now.")
    dry_run: bool
    items: list[RereadShown] = Field(description="Those that differ.")
    left: int = Field(description="Mails that older rules have read, after this. Ask again until it is 0.")


@router.post("/responses/reread", summary="Read again what older rules have read")
async def reread_some(
    given: RereadGiven, session: Session, actor: Manager, house: InHouse, later: BackgroundTasks
) -> RereadResult:
    """A person's correction always stands. A dry run looks at the oldest ones."""
    found = reread(house, since=given.since, dry=given.dry_run, limit=given.limit, by=actor.by, opinions=given.opinions)
    items = [
        RereadShown(id=one.in_id, **{name: value for name, value in asdict(one).items() if name != "in_id"})
        async for one in found
    ]
    if not given.dry_run and any(one.decision is Decision.APPLIED for one in items):
        later.add_task(house.bell.ring, SEND)
    return RereadResult(version=version(), dry_run=given.dry_run, items=items, left=await left(session, given.since))


@router.get(
    "/corrections",
    summary="Corrections as labelled examples, a JSON line each",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {}}}},
)
async def corrections(session: Session, actor: Manager, now: Now, house: InHouse) -> StreamingResponse:
    """text, kind, read_kind, language. The words are those that people wrote: the export stands in the log."""
    record(session, now, "corrections.exported", by=actor.by)
    headers = {"Content-Disposition": 'attachment; filename="corrections.jsonl"', "Cache-Control": "no-store"}
    return StreamingResponse(lines(house.database), media_type="application/x-ndjson", headers=headers)
