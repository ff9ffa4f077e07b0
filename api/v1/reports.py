"""The numbers, each with numerator, denominator, 95 % interval and its one definition."""

from dataclasses import asdict
from math import isfinite
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field
from sqlmodel import col

from api.auth import Reader
from api.context import Session, find
from engine.flows.report import By, Numbers, report
from engine.rules.metrics import Rate
from engine.rules.vocabulary import Kind
from engine.store.tables import Campaign

router = APIRouter(tags=["reports"])


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
    bounced: int
    delivered: int
    responses: int = Field(description="Human.")
    positive: int
    opt_outs: int
    complaints: int
    automatic: int
    referred: int = Field(description="Contacts gained from answers.")


class RowShown(BaseModel):
    group: str = Field(examples=["Logistics, spring / A"])
    counts: CountsShown
    by_kind: dict[Kind, int] = Field(description="People by what they answered.")
    bounced_by: dict[str, int] = Field(description="hard, soft, block.")
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
    since: Annotated[AwareDatetime | None, Query(description="Mails sent from then on.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="Mails sent before then.")] = None,
    campaign: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> ReportShown:
    if campaign is not None:
        await find(session, Campaign, campaign, "campaign")
    where = [] if campaign is None else [col(Campaign.id) == campaign]
    rows = await report(session, by, since=since, until=until, where=where)
    return ReportShown(by=by, rows=[_row(row) for row in rows[:200]], total=len(rows))


def _row(row: Numbers) -> RowShown:
    return RowShown(
        group=row.group,
        counts=CountsShown(delivered=row.counts.delivered, **asdict(row.counts)),
        by_kind={Kind(kind): people for kind, people in row.by_kind.items()},
        bounced_by=row.bounced_by,
        rates={name: _rate(rate) for name, rate in row.rates.items()},
    )


def _rate(rate: Rate) -> RateShown:
    """JSON has no infinity: the upper end of nothing out of nothing is left open."""
    return RateShown(value=rate.value, **{**asdict(rate), "high": rate.high if isfinite(rate.high) else None})
