"""The baton: passing an opportunity to whoever closes, and what became of it (M29 to M31)."""

from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response, status
from pydantic import BaseModel, Field
from sqlmodel import col

from api.auth import Actor, Reader, ResponseWriter, refuse_stranger
from api.context import Given, Lines, Moment, Now, Page, Paging, Session, WakesSender, count, find, page_of
from api.v1.answers import AnswerShown, MailKey, shown_answer
from api.v1.reports import refuse_reversed
from api.v1.responses import own_response
from engine.errors import Forbidden
from engine.flows import baton, introduce
from engine.rules.answers import LONGEST
from engine.rules.baton import Audit, Check, Handover, OpportunityState, Outcome
from engine.rules.vocabulary import Role
from engine.store.batons import Passed, batons, numbers, passed, theirs, unaudited, waits_for
from engine.store.tables import Opportunity

router = APIRouter(tags=["opportunities"])
BIGINT = 2**63 - 1
LARGEST_VALUE = 10**15
"""A thousand times the largest company's year: beyond it is a typing error."""


class Whose(StrEnum):
    MINE = "mine"
    TEAM = "team"
    WAITING = "waiting"
    TO_AUDIT = "to_audit"


class Pass(Given):
    contact_id: int = Field(ge=1, le=BIGINT, description="The person with influence.")
    to_user_id: int = Field(ge=1, le=BIGINT, description="The AE: any active user but yourself.")
    notes: Lines = Field(
        max_length=5000, description="What they need, who decides, what comes next.", examples=["Replaces two systems."]
    )
    checks: list[Check] = Field(max_length=3, description="All three must be true.", examples=[list(Check)])
    handover: Handover
    call_at: Moment | None = Field(None, description="For scheduled_call.", examples=["2026-04-01T09:00:00Z"])
    message_in_id: int | None = Field(None, ge=1, le=BIGINT, description="The response it came from.")


class Accept(Given):
    notes: Lines = Field(
        max_length=5000, description="What the prospect said when you spoke to them.", examples=["Budget in May."]
    )


class Return(Given):
    why: Lines = Field(max_length=1000, examples=["no budget before next year"])


class AuditGiven(Given):
    outbound: bool = Field(description="Truly outbound?")
    requalified: bool = Field(description="Re-qualified by phone?")
    notes_written: bool = Field(description="Notes written?")
    why: Lines = Field("", max_length=1000, description="Needed when one of them is false.")


class OpportunityChange(Given):
    value: int | None = Field(None, ge=0, le=LARGEST_VALUE, description="In the workspace's currency; null: unknown.")
    stage: Lines = Field("", max_length=60, examples=["Stage 3: offer"])
    outcome: Outcome = Outcome.OPEN


class AuditShown(BaseModel):
    outbound: bool
    requalified: bool
    notes_written: bool


class OpportunityShown(BaseModel):
    id: int
    account_id: int
    account: str
    contact_id: int
    contact: str
    message_in_id: int | None
    passed_by: str = Field(examples=["robin@example.com"])
    passed_to: str
    handover: Handover
    call_at: datetime | None
    notes: str
    state: OpportunityState
    state_since: datetime
    state_by: str
    state_why: str = Field(description="The AE's notes, why it was returned, or a manager's word.")
    passed_at: datetime
    accepted_at: datetime | None
    value: int | None
    stage: str
    outcome: Outcome
    audit: AuditShown | None
    counts: bool = Field(description="For the SDR: accepted, and not found wanting.")


class LetterShown(BaseModel):
    """A draft, and the mail once it was written."""

    to: str
    cc: list[str]
    subject: str
    text: str
    problem: str = Field(description="Why it cannot be sent from here; empty: it can.")
    mail: AnswerShown | None = Field(description="What was written, and where it stands.")


class IntroductionGiven(Given):
    key: MailKey
    body: Lines = Field(max_length=LONGEST, description="The draft's text, as you want it.")
    quote: bool = Field(True, description="Their words below it.")


class BatonNumbersShown(BaseModel):
    """Of the opportunities passed in a time."""

    passed: int
    accepted: int
    returned: int
    counted: int = Field(description="Accepted, and not found wanting by an audit.")
    value: int = Field(description="Of those that count, in the workspace's currency.")
    cycle_hours: float | None = Field(description="Median, first response → accepted; null: none yet.")
    cycles: int = Field(description="How many the median is of.")


@router.get("/opportunities", summary="Batons, the latest to move first")
async def list_opportunities(
    session: Session,
    actor: Reader,
    span: Paging,
    whose: Annotated[Whose, Query(description="waiting: for your yes or no. team and to_audit take a manager.")] = (
        Whose.MINE
    ),
    state: Annotated[OpportunityState | None, Query()] = None,
    account: Annotated[int | None, Query(ge=1, le=BIGINT)] = None,
) -> Page[OpportunityShown]:
    if whose in {Whose.TEAM, Whose.TO_AUDIT} and not actor.is_at_least(Role.MANAGER):
        raise Forbidden("this takes the role manager.", field="whose", remedy="Use mine or waiting.")
    where = {
        Whose.MINE: [theirs(actor.user.id)],
        Whose.TEAM: [],
        Whose.WAITING: [waits_for(actor.user.id)],
        Whose.TO_AUDIT: [unaudited(actor.user.id)],
    }[whose]
    if state is not None:
        where = [*where, col(Opportunity.state) == state]
    if account is not None:
        where = [*where, col(Opportunity.account_id) == account]
    query = batons(*where)
    rows = await passed(session, query.limit(span.limit).offset(span.offset))
    total = await count(session, query.with_only_columns(col(Opportunity.id)))
    return page_of([shown(row) for row in rows], total, span)


@router.post(
    "/opportunities", summary="Pass the baton", status_code=status.HTTP_201_CREATED, dependencies=[WakesSender]
)
async def pass_opportunity(given: Pass, session: Session, actor: ResponseWriter, now: Now) -> OpportunityShown:
    """The account moves to the bin of active opportunities: nobody there is prospected any more."""
    if given.message_in_id is not None:
        await own_response(session, actor, given.message_in_id)
    row = await baton.hand(session, baton.Baton(**given.model_dump()), actor.user, now)
    return await _shown(session, row.id)


@router.get("/opportunities/{opportunity_id}", summary="One baton, and what became of it")
async def get_opportunity(opportunity_id: int, session: Session, actor: Reader) -> OpportunityShown:
    await own(session, actor, opportunity_id)
    return await _shown(session, opportunity_id)


@router.get("/opportunities/{opportunity_id}/introduction", summary="The mail that introduces both, as a draft")
async def introduction(opportunity_id: int, session: Session, actor: Reader) -> LetterShown:
    draft = await introduce.draft(session, await own(session, actor, opportunity_id), actor.user)
    mail = shown_answer(draft.mail) if draft.mail is not None else None
    return LetterShown(**asdict(draft.letter), problem=draft.problem, mail=mail)


@router.post(
    "/opportunities/{opportunity_id}/introduction",
    summary="Introduce the prospect and the AE to each other by mail",
    status_code=status.HTTP_201_CREATED,
    responses={200: {"description": "The key was used before: the mail of then."}},
    dependencies=[WakesSender],
)
async def send_introduction(
    opportunity_id: int,
    given: IntroductionGiven,
    session: Session,
    actor: ResponseWriter,
    now: Now,
    response: Response,
) -> AnswerShown:
    """It leaves at once, in the thread of the answer, from the mailbox that got it, with a copy to the AE. The work
    that the answer made is then done."""
    row = await own(session, actor, opportunity_id)
    before = row.introduction_id
    out = await introduce.introduce(session, opportunity_id, given.key, given.body, given.quote, actor.user, now)
    if out.id == before:
        response.status_code = status.HTTP_200_OK
    return shown_answer(out)


@router.post("/opportunities/{opportunity_id}/accept", summary="The AE has spoken to them and re-qualified them")
async def accept(
    opportunity_id: int, given: Accept, session: Session, actor: ResponseWriter, now: Now
) -> OpportunityShown:
    await baton.accept(session, opportunity_id, given.notes, actor.user, now)
    return await _shown(session, opportunity_id)


@router.post(
    "/opportunities/{opportunity_id}/return",
    summary="It is none; the account is worked again",
    dependencies=[WakesSender],
)
async def give_back(
    opportunity_id: int, given: Return, session: Session, actor: ResponseWriter, now: Now
) -> OpportunityShown:
    await baton.give_back(session, opportunity_id, given.why, actor.user, now)
    return await _shown(session, opportunity_id)


@router.post("/opportunities/{opportunity_id}/audit", summary="A manager audits an accepted one")
async def audit(
    opportunity_id: int, given: AuditGiven, session: Session, actor: ResponseWriter, now: Now
) -> OpportunityShown:
    found = Audit(given.outbound, given.requalified, given.notes_written)
    await baton.audit(session, opportunity_id, found, given.why, actor.user, now)
    return await _shown(session, opportunity_id)


@router.patch(
    "/opportunities/{opportunity_id}", summary="Value, stage and outcome, by its AE", dependencies=[WakesSender]
)
async def change(
    opportunity_id: int, given: OpportunityChange, session: Session, actor: ResponseWriter, now: Now
) -> OpportunityShown:
    """Won: the account becomes a current client. Lost: a dead opportunity."""
    await baton.update(session, opportunity_id, given.given(), actor.user, now)
    return await _shown(session, opportunity_id)


@router.get("/reports/opportunities", summary="Opportunities passed, accepted, their value, and the prospecting cycle")
async def opportunity_numbers(
    session: Session,
    actor: Reader,
    since: Annotated[Moment | None, Query(description="Passed from then on.")] = None,
    until: Annotated[Moment | None, Query(description="Passed before then.")] = None,
    rep: Annotated[int | None, Query(ge=1, le=BIGINT, description="Passed by this user.")] = None,
) -> BatonNumbersShown:
    refuse_reversed(since, until)
    where = [] if rep is None else [col(Opportunity.passed_by_id) == rep]
    found = await numbers(session, since=since, until=until, where=where)
    cycle = found.cycle
    return BatonNumbersShown(
        passed=found.passed,
        accepted=found.accepted,
        returned=found.returned,
        counted=found.counted,
        value=found.value,
        cycle_hours=None if cycle is None else cycle / timedelta(hours=1),
        cycles=len(found.cycles),
    )


async def own(session: Session, actor: Actor, opportunity_id: int) -> Opportunity:
    """Reps see what they passed or were passed."""
    row = await find(session, Opportunity, opportunity_id, "opportunity")
    if actor.user.id != row.passed_to_id:
        refuse_stranger(actor, row.passed_by_id, "opportunity")
    return row


async def _shown(session: Session, opportunity_id: int) -> OpportunityShown:
    await session.flush()
    (row,) = await passed(session, batons(col(Opportunity.id) == opportunity_id))
    return shown(row)


def shown(one: Passed) -> OpportunityShown:
    row = one.row
    names = set(OpportunityShown.model_fields) - {"account", "contact", "passed_by", "passed_to", "counts", "audit"}
    return OpportunityShown(
        account=one.account.name,
        contact=one.contact.name or one.contact.email,
        passed_by=one.sender.email,
        passed_to=one.receiver.email,
        counts=one.counts,
        audit=AuditShown(**row.audit) if row.audit else None,
        **{name: getattr(row, name) for name in names},
    )
