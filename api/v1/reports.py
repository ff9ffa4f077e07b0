"""The numbers, each with numerator, denominator, 95 % interval and its one definition; and the ledger, counted."""

from dataclasses import asdict
from datetime import datetime, timedelta
from math import isfinite
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlmodel import col

from api.auth import Reader
from api.context import Moment, Now, Session, find
from engine.errors import Invalid
from engine.flows import ledger
from engine.flows.report import By, Numbers, groups, report
from engine.rules.answer_times import answer_times
from engine.rules.metrics import Rate
from engine.rules.vocabulary import DeclineReason, Kind
from engine.store.answers import waits
from engine.store.tables import Campaign, ResponseTask, User

router = APIRouter(tags=["reports"])
MOST = 200


class RateShown(BaseModel):
    value: float | None = Field(
        description="A share, 0 to 1 (referral_yield may exceed 1); null: nothing to divide by."
    )
    numerator: int
    denominator: int
    low: float | None = Field(description="Lower end of the 95 % interval.")
    high: float | None = Field(description="Upper end; null: no bound.")
    definition: str = Field(examples=["human responses ÷ delivered (sent − bounced)"])


class CountsShown(BaseModel):
    """People, counted once per campaign."""

    sent: int
    bounced: int = Field(description="Who got none of the mails.")
    delivered: int
    responses: int = Field(description="Human.")
    positive: int
    opt_outs: int
    complaints: int
    automatic: int
    referred: int = Field(description="Contacts gained from answers.")


class DeclinedShown(BaseModel):
    people: int
    decision_makers: int = Field(description="Of these, whose no counts.")


class RowShown(BaseModel):
    group: str = Field(examples=["Logistics, spring / step 1 / A"])
    counts: CountsShown
    by_kind: dict[Kind, int] = Field(description="People by what they answered.")
    bounced_by: dict[str, int] = Field(description="hard, soft, block.")
    declines: dict[DeclineReason, DeclinedShown] = Field(description="Why people say no.")
    rates: dict[str, RateShown]


class ReportShown(BaseModel):
    by: By
    rows: list[RowShown] = Field(description="The group with most sent first, at most 200.")
    total: int = Field(description="Groups there are.")


@router.get("/reports", summary="Counts and rates, by campaign, variant, rep, source, or all together")
async def get_report(
    session: Session,
    actor: Reader,
    by: Annotated[By, Query()] = By.ALL,
    since: Annotated[Moment | None, Query(description="Mails sent from then on.")] = None,
    until: Annotated[Moment | None, Query(description="Mails sent before then.")] = None,
    campaign: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> ReportShown:
    if campaign is not None:
        await find(session, Campaign, campaign, "campaign")
    refuse_reversed(since, until)
    where = [] if campaign is None else [col(Campaign.id) == campaign]
    rows = await report(session, by, since=since, until=until, where=where, limit=MOST)
    total = await groups(session, by, since=since, until=until, where=where)
    return ReportShown(by=by, rows=[_row(row) for row in rows], total=total)


def refuse_reversed(since: datetime | None, until: datetime | None) -> None:
    if since and until and until <= since:
        raise Invalid("is not after since.", field="until", remedy="Give a later time, or leave it out.")


class AnswerTimesShown(BaseModel):
    """Of what people wrote in a time and somebody is or was to answer."""

    responses: int
    answered: int = Field(description="From here, by a mail that the rep typed, or by what ended the task.")
    clock_hours: float | None = Field(description="Median, received → first answer; null: none was answered yet.")
    working_hours: float | None = Field(description="The same in working hours (Mon to Fri, 9 to 17, rep's zone).")
    within_a_day: RateShown


@router.get("/reports/answers", summary="Time to first answer, and the share within 24 hours")
async def answer_numbers(
    session: Session,
    actor: Reader,
    now: Now,
    since: Annotated[Moment | None, Query(description="Responses that came from then on.")] = None,
    until: Annotated[Moment | None, Query(description="Responses that came before then.")] = None,
    rep: Annotated[int | None, Query(ge=1, le=2**63 - 1, description="Whose work they are.")] = None,
) -> AnswerTimesShown:
    refuse_reversed(since, until)
    if rep is not None:
        await find(session, User, rep, "user")
    where = [] if rep is None else [col(ResponseTask.owner_id) == rep]
    found = answer_times(await waits(session, now, since=since, until=until, where=where))
    hour = timedelta(hours=1)
    return AnswerTimesShown(
        responses=found.responses,
        answered=found.answered,
        clock_hours=None if found.clock is None else round(found.clock / hour, 2),
        working_hours=None if found.working is None else round(found.working / hour, 2),
        within_a_day=_rate(found.within),
    )


class RepStands(BaseModel):
    """Contacts that are still written to from the mailboxes of one rep, by what their next mail waits for."""

    rep_id: int
    rep: str = Field(description="Their address.", examples=["robin@example.com"])
    total: int
    counts: dict[str, int] = Field(
        description="As in a campaign's ledger; the most frequent first.", examples=[{"window": 12, "ready": 3}]
    )


@router.get("/ledger", summary="Why was this not sent? Counted for each rep; a campaign's own ledger has the lines")
async def get_ledger(
    session: Session,
    actor: Reader,
    now: Now,
    rep: Annotated[int | None, Query(ge=1, le=2**63 - 1, description="Only this one.")] = None,
) -> list[RepStands]:
    if rep is not None:
        await find(session, User, rep, "user")
    where = [] if rep is None else [col(User.id) == rep]
    return [
        RepStands(rep_id=user.id, rep=user.email, total=counts.total(), counts=dict(counts.most_common()))
        for user, counts in await ledger.by_rep(session, now, *where)
    ]


def _row(row: Numbers) -> RowShown:
    return RowShown(
        group=row.group,
        counts=CountsShown(delivered=row.counts.delivered, **asdict(row.counts)),
        by_kind={Kind(kind): people for kind, people in row.by_kind.items()},
        bounced_by=row.bounced_by,
        declines={reason: DeclinedShown(**asdict(one)) for reason, one in row.declines.items()},
        rates={name: _rate(rate) for name, rate in row.rates.items()},
    )


def _rate(rate: Rate) -> RateShown:
    """JSON has no infinity: the upper end of nothing out of nothing is left open."""
    return RateShown(value=rate.value, **{**asdict(rate), "high": rate.high if isfinite(rate.high) else None})
