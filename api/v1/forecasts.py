"""When a campaign will finish, by simulation."""

from dataclasses import asdict
from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.auth import Reader
from api.context import Now, Session, find
from engine.flows.forecast import forecast
from engine.store.tables import Campaign

router = APIRouter(prefix="/campaigns", tags=["campaigns"])


class BetweenShown(BaseModel):
    """10, 50 and 90 % of the runs."""

    low: int
    middle: int
    high: int


class DatesShown(BaseModel):
    """10, 50 and 90 % of the runs; null: not within two years, or never by itself."""

    early: date | None
    middle: date | None
    late: date | None


class RateExpected(BaseModel):
    """What was measured in the last four weeks, and the rates the runs were given (10, 50 and 90 %)."""

    numerator: int
    denominator: int
    low: float
    middle: float
    high: float


class DayShown(BaseModel):
    day: date = Field(description="The mailboxes' local day.")
    first_touches: int
    follow_ups: int
    responses: BetweenShown
    expected: float = Field(description="Mean of the answers of all runs.")
    binds: str = Field(description="What kept mails from leaving: a held reason, or list.", examples=["cap_mailbox"])
    waiting: int = Field(description="How many it kept.")


class CauseShown(BaseModel):
    reason: str = Field(description="A held reason, list, or uncertain.", examples=["cap_mailbox"])
    count: int = Field(description="Days it binds, or people it holds.")
    detail: str
    remedy: str = Field(description="What would change it.")


class ForecastShown(BaseModel):
    people: int = Field(description="Who still waits for a mail; of a draft, who would be enrolled now.")
    mails: int = Field(description="Mails that will leave, in the middle run.")
    finish: DatesShown = Field(description="The last sequence ends, of those whose mails leave by themselves.")
    dry: DatesShown = Field(description="The last first touch: the list is used up.")
    responses: BetweenShown
    response_rate: RateExpected
    bounce_rate: RateExpected
    days: list[DayShown]
    binds: list[CauseShown] = Field(description="What binds on how many days, the most frequent first.")
    stuck: list[CauseShown] = Field(description="Whom only a person can set going.")
    why_not: str = Field(description='Why it does not end by itself, and what to change; "" when it does.')
    runs: int
    assumed: list[str]


@router.get("/{campaign_id}/forecast", summary="When will it finish, how many a day, and what binds?")
async def campaign_forecast(campaign_id: int, session: Session, actor: Reader, now: Now) -> ForecastShown:
    """The rules of sending run over virtual time, several times with rates drawn from what was measured. A draft as
    though it were launched now, a paused campaign as though it were resumed; nothing is changed. Takes up to some
    seconds for thousands of people.
    """
    found = await forecast(session, await find(session, Campaign, campaign_id, "campaign"), now)
    return ForecastShown.model_validate(asdict(found))
